"""Settings of the action server, from the environment: where its directory is and where it listens.

`WEGWIJS_ACTIONS_PORT=5055` makes it listen there, always on the loopback interface only.
"""

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="WEGWIJS_", extra="ignore")

    directory_url: str = "sqlite:///var/directory.sqlite"
    actions_port: int = 5055
