"""Loads can be undone, and records of several sources can be one place."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("loads", sa.Column("kind", sa.String(10), nullable=False, server_default="load"))
    op.add_column("loads", sa.Column("undone_in", sa.Integer))
    op.add_column("places", sa.Column("same_as", sa.String(36)))
    op.create_index("ix_places_same_as", "places", ["same_as"])
    op.create_table(
        "earlier_places",
        sa.Column("load", sa.Integer, sa.ForeignKey("loads.number"), primary_key=True),
        sa.Column("place_id", sa.String(36), sa.ForeignKey("places.id"), primary_key=True),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("record", sa.JSON),
    )


def downgrade() -> None:
    op.drop_table("earlier_places")
    op.drop_index("ix_places_same_as", "places")
    op.drop_column("places", "same_as")
    op.drop_column("loads", "undone_in")
    op.drop_column("loads", "kind")
