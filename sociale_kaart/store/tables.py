"""The two tables of the directory: loads, and places with what each load did to them.

A load of the Antwerp file is one row in `loads`; "Bibliotheek Permeke" is one row in `places`, with
the whole record as JSON and the few columns that people look things up by in SQL.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, DateTime, Float, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class LoadRow(Base):
    """One finished load of one source. `number` only grows: readers see by it that there is news."""

    __tablename__ = "loads"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    source: Mapped[str] = mapped_column(String(100))
    finished_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    added: Mapped[int] = mapped_column(Integer)
    changed: Mapped[int] = mapped_column(Integer)
    vanished: Mapped[int] = mapped_column(Integer)
    unchanged: Mapped[int] = mapped_column(Integer)
    refused: Mapped[int] = mapped_column(Integer)


class PlaceRow(Base):
    """One place. A place that vanished from its source stays, inactive, so its id is never reused."""

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
