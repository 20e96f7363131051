"""The two tables of the store: conversations, and their messages under a number of their own.

Message 2 of a conversation in Deurne and message 2 of one in Hoboken are both number 2: readers ask
"after 1" of one conversation, so a number that becomes visible late can never be skipped.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

PlainJson = JSON().with_variant(JSONB(), "postgresql")


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no time zone, so it is taken off going in and put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if not isinstance(value, datetime):
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


conversation = Table(
    "conversation",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("token_hash", LargeBinary(32), nullable=False),
    Column("language", String(8), nullable=False),
    Column("language_sure", Boolean, nullable=False),
    Column("channel", String(16), nullable=False),
    Column("state", String(8), nullable=False),
    Column("memory", PlainJson, nullable=False),
    Column("counter", Integer, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Index("ix_conversation_changed_at", "changed_at"),
    # Only conversations with work are in here, so a restart finds them without reading the rest.
    Index(
        "ix_conversation_unanswered",
        "id",
        sqlite_where=text("asked > answered"),
        postgresql_where=text("asked > answered"),
    ),
)

message = Table(
    "message",
    metadata,
    Column(
        "conversation_id",
        String(36),
        ForeignKey("conversation.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("client_id", String(36), nullable=True),
    Column("author", String(16), nullable=False),
    Column("language", String(8), nullable=False),
    Column("direction", String(3), nullable=False),
    Column("key", String(64), nullable=True),
    Column("params", PlainJson, nullable=False),
    Column("blocks", PlainJson, nullable=False),
    Column("text", Text, nullable=True),
    Column("reply_to", Integer, nullable=True),
    Column("created_at", UtcTime, nullable=False),
    UniqueConstraint("conversation_id", "client_id"),
)
