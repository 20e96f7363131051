"""What the directory knows about one place, and nothing it does not know.

"Bibliotheek Permeke, De Coninckplein 25-27, 2060 Antwerpen, 03 338 38 00" is one `Place`. A field
that no source states is None (or empty), never a guess. Field names follow Open Referral (HSDS) and
OpenStreetMap where those have a word for it.
"""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, cast, get_args

from sociale_kaart.needs import NEEDS

Scope = Literal["place", "phone", "web", "citywide"]
"""How the help reaches people: at an address, by phone, on a website, or anywhere in the city."""
Precision = Literal["address", "street", "district"]
"""What the coordinates stand for; "district" is only the middle of a district or postcode."""
Confidence = Literal["high", "medium", "low"]
CostKind = Literal["free", "paid", "unknown"]

NAMESPACE = uuid.UUID("b3a1f1de-2c0e-5c53-9c1c-6f0b6b0f2060")
"""Never changes: an id made from the same source and source id is the same after every import."""

LONGEST_TEXT = 4000
LONGEST_NAME = 300

_DATE = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?(?!\d)")


class RecordError(ValueError):
    """A record that cannot become a place; says which field and why, without repeating its text."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Point:
    """A position in WGS84 degrees: De Coninckplein is Point(51.2216, 4.4205)."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ValueError("latitude must be in -90..90 and longitude in -180..180")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read and when; `seen` is as exact as is known ("2023-04", "2016")."""

    url: str
    seen: str | None


@dataclass(frozen=True, slots=True)
class Cost:
    """What it costs; `note` is in Dutch, as the source says it."""

    kind: CostKind
    note: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """One service at one place (or on one phone line, or one website).

    `needs` has the main need first; without needs it is found by its name only. `opening_hours` is an OSM string, `opening_hours_note` what the
    source says in Dutch. `residence_permit_required` and `appointment_required` are None when no
    source says so. `checked_at` is when a source was last seen to say this, as exact as known.
    """

    id: str
    source: str
    source_id: str
    name: str
    organisation: str | None
    kind: str
    scope: Scope
    description: str | None
    services: tuple[str, ...]
    needs: tuple[str, ...]
    street: str | None
    house_number: str | None
    postcode: str | None
    municipality: str | None
    district: str | None
    point: Point | None
    location_precision: Precision | None
    phone: str | None
    phone_e164: str | None
    email: str | None
    website: str | None
    opening_hours: str | None
    opening_hours_note: str | None
    languages: tuple[str, ...]
    cost: Cost
    target_groups: tuple[str, ...]
    appointment_required: bool | None
    residence_permit_required: bool | None
    sources: tuple[Source, ...]
    confidence: Confidence
    checked_at: str | None
    review_note: str | None

    @property
    def address(self) -> str | None:
        """ "Kerkstraat 45, 2060 Antwerpen", or None when not even the street is known."""
        if not self.street:
            return None
        street = f"{self.street} {self.house_number}" if self.house_number else self.street
        town = self.district or self.municipality
        tail = " ".join(part for part in (self.postcode, town) if part)
        return f"{street}, {tail}" if tail else street

    @property
    def tel_uri(self) -> str | None:
        return f"tel:{self.phone_e164}" if self.phone_e164 else None

    def to_record(self) -> dict[str, Any]:
        """Plain JSON with everything in it; `place_from_record` reads it back."""
        return asdict(self)


def place_id(source: str, source_id: str) -> str:
    """The id of a record: the same for the same source and source id, for ever."""
    return str(uuid.uuid5(NAMESPACE, f"{source}:{source_id}"))


def place_from_record(record: Mapping[str, Any]) -> Place:
    """A place from plain JSON in our own field names; RecordError names the field that is wrong."""
    source, source_id = _required(record, "source"), _required(record, "source_id")
    needs = _texts(record, "needs")
    unknown = [need for need in needs if need not in NEEDS]
    if unknown:
        raise RecordError("needs", f"{len(unknown)} not in the list of needs")
    point = _point(record.get("point"))
    precision = _one_of(record, "location_precision", Precision, None)
    sources = _sources(record.get("sources"))
    return Place(
        id=place_id(source, source_id),
        source=source,
        source_id=source_id,
        name=_required(record, "name"),
        organisation=_text(record, "organisation", LONGEST_NAME),
        kind=_required(record, "kind"),
        scope=cast(Scope, _one_of(record, "scope", Scope, "place")),
        description=_text(record, "description"),
        services=_texts(record, "services"),
        needs=tuple(dict.fromkeys(needs)),
        street=_text(record, "street", LONGEST_NAME),
        house_number=_text(record, "house_number", 30),
        postcode=_text(record, "postcode", 10),
        municipality=_text(record, "municipality", 100),
        district=_text(record, "district", 100),
        point=point,
        location_precision=cast(Precision | None, precision if point else None),
        phone=_text(record, "phone", 60),
        phone_e164=_text(record, "phone_e164", 20),
        email=_text(record, "email", 254),
        website=_text(record, "website", 2000),
        opening_hours=_text(record, "opening_hours", 1000),
        opening_hours_note=_text(record, "opening_hours_note"),
        languages=_texts(record, "languages"),
        cost=_cost(record.get("cost")),
        target_groups=_texts(record, "target_groups"),
        appointment_required=_flag(record, "appointment_required"),
        residence_permit_required=_flag(record, "residence_permit_required"),
        sources=sources,
        confidence=cast(Confidence, _one_of(record, "confidence", Confidence, "low")),
        checked_at=_date(record.get("checked_at")) or newest_date(sources),
        review_note=_text(record, "review_note"),
    )


def newest_date(sources: Sequence[Source]) -> str | None:
    """The last time any source was seen, as exact as it is written ("2023-04-18", "2016")."""
    dates = [date for source in sources if (date := _date(source.seen))]
    return max(dates, default=None)


def _date(written: object) -> str | None:
    found = _DATE.match(written) if isinstance(written, str) else None
    return found.group() if found else None


def _text(record: Mapping[str, Any], field: str, longest: int = LONGEST_TEXT) -> str | None:
    value = record.get(field)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise RecordError(field, f"must be text, is {type(value).__name__}")
    if len(value) > longest:
        raise RecordError(field, f"longer than {longest} characters")
    return value


def _required(record: Mapping[str, Any], field: str) -> str:
    value = _text(record, field, LONGEST_NAME)
    if value is None:
        raise RecordError(field, "is missing")
    return value


def _texts(record: Mapping[str, Any], field: str) -> tuple[str, ...]:
    values = record.get(field) or ()
    if not isinstance(values, (list, tuple)):
        raise RecordError(field, f"must be a list, is {type(values).__name__}")
    if any(not isinstance(value, str) or len(value) > LONGEST_NAME for value in values):
        raise RecordError(field, f"must hold texts of at most {LONGEST_NAME} characters")
    return tuple(value for value in values if value)


def _flag(record: Mapping[str, Any], field: str) -> bool | None:
    value = record.get(field)
    if value is not None and not isinstance(value, bool):
        raise RecordError(field, "must be true, false or null")
    return value


def _one_of(record: Mapping[str, Any], field: str, allowed: Any, default: str | None) -> str | None:
    value = record.get(field)
    if value is None:
        return default
    if value not in get_args(allowed):
        raise RecordError(field, f"must be one of {', '.join(get_args(allowed))}")
    return str(value)


def _point(value: object) -> Point | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise RecordError("point", "must have latitude and longitude")
    degrees = value.get("latitude"), value.get("longitude")
    if any(isinstance(part, bool) or not isinstance(part, (int, float)) for part in degrees):
        raise RecordError("point", "latitude and longitude must be numbers")
    try:
        return Point(float(cast(float, degrees[0])), float(cast(float, degrees[1])))
    except ValueError as error:
        raise RecordError("point", str(error)) from None


def _cost(value: object) -> Cost:
    if value is None:
        return Cost("unknown", None)
    if not isinstance(value, Mapping):
        raise RecordError("cost", "must have kind and note")
    kind = cast(CostKind, _one_of(value, "kind", CostKind, "unknown"))
    return Cost(kind, _text(value, "note"))


def _sources(value: object) -> tuple[Source, ...]:
    if value is None:
        return ()
    if not isinstance(value, (list, tuple)) or not all(isinstance(v, Mapping) for v in value):
        raise RecordError("sources", "must be a list of url and seen")
    return tuple(
        Source(url, _text(item, "seen", LONGEST_NAME))
        for item in value
        if (url := _text(item, "url", 2000))
    )
