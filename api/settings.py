"""What can be set from outside, each with a value that works on one machine in Antwerp.

`WEGWIJS_PORT=8080` in the environment or in `.env` makes the service listen on 8080. Only process
entry points read settings; everything below them takes arguments. Every field stands in
`.env.example` and in `docs/reference/settings.md`, which a test demands.
"""

from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from locales.languages import LANGUAGES

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
"""Nothing from elsewhere: no foreign script, font, picture or frame can see a conversation."""


class Settings(BaseSettings):
    """All settings of the API; docs/reference/settings.md has them with examples."""

    model_config = SettingsConfigDict(
        env_prefix="WEGWIJS_", env_file=".env", extra="ignore", frozen=True
    )

    database_url: str = Field(
        default="sqlite:///var/wegwijs.sqlite", description="Where conversations are stored"
    )
    directory_url: str = Field(
        default="sqlite:///var/directory.sqlite", description="Where the sociale kaart is stored"
    )
    host: str = Field(default="127.0.0.1", description="Address to listen on")
    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on")
    rasa_url: str = Field(default="http://127.0.0.1:5005", description="Rasa, without a path")
    actions_url: str = Field(
        default="http://127.0.0.1:5055/webhook", description="Action server, as Rasa calls it"
    )
    rasa_timeout: float = Field(
        default=2.0, gt=0, le=30, description="Seconds Rasa may take before the fallback answers"
    )
    rasa_pause: float = Field(
        default=5.0, ge=0, le=300, description="Seconds Rasa is not asked after it failed"
    )
    default_language: str = Field(
        default="nl", description="Language of the welcome when none is asked for"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least serious line that is logged"
    )
    allowed_origins: str = Field(
        default="", description="Other sites that may call the API, separated by spaces"
    )
    content_security_policy: str = Field(
        default=PAGE_POLICY, description="Content-Security-Policy on every response"
    )
    body_limit: int = Field(default=32_768, ge=1024, description="Largest request body in bytes")
    longest_wait: float = Field(
        default=25.0, ge=0, le=60, description="Longest time in seconds that ?wait= holds an answer"
    )
    heartbeat: float = Field(
        default=15.0, gt=0, le=60, description="Seconds between signs of life in an event stream"
    )
    keep_days: int = Field(
        default=30,
        ge=1,
        le=3650,
        description="Days after its last message that a conversation is wiped",
    )
    messages_per_minute: int = Field(
        default=600, ge=1, description="Messages one conversation may send a minute"
    )
    conversations_per_minute: int = Field(
        default=3000, ge=1, description="Conversations that may be started a minute, all together"
    )
    requests_per_second: int = Field(
        default=500, ge=1, description="Messages and conversations a second, all together"
    )
    streams_per_conversation: int = Field(
        default=8, ge=1, description="Event streams open at once for one conversation"
    )

    @field_validator("default_language")
    @classmethod
    def _known(cls, code: str) -> str:
        if code not in LANGUAGES:
            raise ValueError(f"{code} is not one of {' '.join(LANGUAGES)}")
        return code

    @property
    def origins(self) -> tuple[str, ...]:
        return tuple(self.allowed_origins.split())

    @property
    def actions_health_url(self) -> str:
        """The action server answers for its health beside the path that Rasa calls."""
        return urlunsplit((*urlsplit(self.actions_url)[:2], "/health", "", ""))
