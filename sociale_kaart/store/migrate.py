"""Brings the tables of the directory up to date, from nothing or from an older version.

Runs the steps in `migrations/` from inside the program: `var/directory.sqlite` of last year's
Wegwijs opens with this year's tables, and nobody has to type a command for it.
"""

import re
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "directory_version"


def migrate(engine: Engine) -> None:
    """Runs the steps that this database has not had yet."""
    with engine.begin() as connection:
        run_missing_steps(connection, MIGRATIONS, VERSION_TABLE)


def run_missing_steps(connection: Connection, folder: Path, version_table: str) -> None:
    """Brings a database to the newest step in `folder`/versions.

    Alembic is imported only when there is something to do: it takes a quarter of a second, which
    at every start is time in which nobody is answered.
    """
    if _is_newest(connection, folder / "versions", version_table):
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _is_newest(connection: Connection, versions: Path, version_table: str) -> bool:
    if not inspect(connection).has_table(version_table):
        return False
    # The name comes from our own code, never from outside.
    seen = connection.execute(text(f"SELECT version_num FROM {version_table}")).scalar()
    newest = max(versions.glob("[0-9]*.py")).read_text("utf-8")
    found = re.search(r"^revision(?::\s*str)?\s*=\s*[\"']([^\"']+)", newest, re.MULTILINE)
    return found is not None and found[1] == seen
