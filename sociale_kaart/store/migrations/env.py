"""Runs the migration steps on the connection that `store.migrate` hands over."""

from alembic import context

from sociale_kaart.store.migrate import VERSION_TABLE
from sociale_kaart.store.tables import Base

# A version table of its own, so the directory may share a PostgreSQL database with other tables.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
