"""The tables of the directory: loads, places, and what places were before a load changed them.

A load of the Antwerp file is one row in `loads`; "Bibliotheek Permeke" is one row in `places`, with
the whole record as JSON and the few columns that people look things up by in SQL. When a load gives
Permeke another phone number, its earlier record goes to `earlier_places`, so that the load can be
undone.
"""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    JSON,
    Boolean,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    String,
    Table,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class LoadRow(Base):
    """One finished load of one source, or the undoing of one (`kind`).

    `number` only grows: readers see by it that there is news. `finished_at` is in UTC, because SQLite
    keeps no time zone. `undone_in` is the number under which this load was undone.
    """

    __tablename__ = "loads"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    source: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(10), server_default="load")
    finished_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    added: Mapped[int] = mapped_column(Integer, default=0)
    changed: Mapped[int] = mapped_column(Integer, default=0)
    vanished: Mapped[int] = mapped_column(Integer, default=0)
    unchanged: Mapped[int] = mapped_column(Integer, default=0)
    refused: Mapped[int] = mapped_column(Integer, default=0)
    undone_in: Mapped[int | None] = mapped_column(Integer)


class PlaceRow(Base):
    """One place. A place that vanished from its source stays, inactive, so its id is never reused.

    `same_as` is the id under which it is shown together with the records of other sources that tell
    of the same place; None when it stands alone.
    """

    __tablename__ = "places"
    __table_args__ = (UniqueConstraint("source", "source_id"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    source: Mapped[str] = mapped_column(String(100), index=True)
    source_id: Mapped[str] = mapped_column(String(300))
    name: Mapped[str] = mapped_column(String(300))
    postcode: Mapped[str | None] = mapped_column(String(10), index=True)
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    active: Mapped[bool] = mapped_column(Boolean, index=True)
    record: Mapped[dict[str, Any]] = mapped_column(JSON)
    position: Mapped[int] = mapped_column(Integer)
    added_in: Mapped[int] = mapped_column(ForeignKey("loads.number"))
    changed_in: Mapped[int] = mapped_column(ForeignKey("loads.number"))
    same_as: Mapped[str | None] = mapped_column(String(36), index=True)


class EarlierRow(Base):
    """What one place was before one load touched it.

    `record` is None when the load left the record alone and only moved the place in the list, took it
    away, or added it (then `active` is False: before, it was not there).
    """

    __tablename__ = "earlier_places"

    load: Mapped[int] = mapped_column(ForeignKey("loads.number"), primary_key=True)
    place_id: Mapped[str] = mapped_column(ForeignKey("places.id"), primary_key=True)
    active: Mapped[bool] = mapped_column(Boolean)
    position: Mapped[int] = mapped_column(Integer)
    record: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


PLACES = cast(Table, PlaceRow.__table__)
"""For writing many rows at once, each with its own values."""
