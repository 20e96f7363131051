"""Runs the migrations on the connection that `api.storage.migrate` hands over.

The whole upgrade is one transaction: a machine that stops half-way starts again from the old tables.
"""

from alembic import context

from api.storage.migrate import VERSIONS
from api.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSIONS,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
