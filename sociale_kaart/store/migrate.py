"""Brings the tables of the directory up to date, from nothing or from an older version.

Runs the steps in `migrations/` from inside the program: `var/directory.sqlite` of last year's
Wegwijs opens with this year's tables, and nobody has to type a command for it.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(engine: Engine) -> None:
    """Runs the steps that this database has not had yet."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
