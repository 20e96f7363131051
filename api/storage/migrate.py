"""Brings the database to the newest tables when the service starts.

`python -m api.app` on an empty machine makes `var/wegwijs.sqlite` with both tables; on one in use
it runs only what is new. The steps are in `migrations/versions/`, oldest first.
"""

from pathlib import Path

from sqlalchemy import inspect

from api.storage.database import Database
from sociale_kaart.store.migrate import run_missing_steps

VERSIONS = "wegwijs_store_version"
"""Its own version table, so that the directory can live in the same PostgreSQL database."""


def upgrade(database: Database) -> None:
    with database.migrating() as connection:
        run_missing_steps(connection, Path(__file__).with_name("migrations"), VERSIONS)


def tables(database: Database) -> set[str]:
    with database.reading() as connection:
        return set(inspect(connection).get_table_names())
