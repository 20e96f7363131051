"""What the directory knows about one place, and nothing it does not know.

"Bibliotheek Permeke, De Coninckplein 25-27, 2060 Antwerpen, 03 338 38 00" is one `Place`. A field
that no source states is None (or empty), never a guess. Field names follow Open Referral (HSDS) and
OpenStreetMap where those have a word for it.
"""

import re
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

Scope = Literal["place", "phone", "web", "citywide"]
"""How the help reaches people: at an address, by phone, on a website, or anywhere in the city."""
Precision = Literal["address", "street", "district"]
"""What the coordinates stand for; "district" is only the middle of a district or postcode."""
Confidence = Literal["high", "medium", "low"]
CostKind = Literal["free", "paid", "unknown"]
TextStatus = Literal["source", "translated", "reviewed"]
"""Written so by the source, translated from it, or translated and read by a native speaker."""
Gender = Literal["women", "men", "other"]
LegalStatus = Literal["asylum_seeker", "refugee", "undocumented", "ukraine", "eu_citizen"]
"""For whom a place says it is there. Never asked of a person; only told."""
Capacity = Literal["free", "limited", "waiting_list", "full"]
NoticeKind = Literal["closed", "full", "moved", "hours", "other"]
Wheelchair = Literal["yes", "limited", "no"]
FieldGroup = Literal["identity", "address", "contact", "hours", "languages", "access", "cost"]
"""Fields that come from one source together: an address from the city, hours from OpenStreetMap."""

NAMESPACE = uuid.UUID("b3a1f1de-2c0e-5c53-9c1c-6f0b6b0f2060")
"""Never changes: an id made from the same source and source id is the same after every import."""

LONGEST_TEXT = 4000
LONGEST_NAME = 300

_DATE = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?(?!\d)")


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
class Translation:
    """Name and description in another language; None where only the other one is translated."""

    language: str
    name: str | None
    description: str | None
    status: TextStatus = "translated"


@dataclass(frozen=True, slots=True)
class LanguageSpoken:
    """A language that is spoken at a place; `hours` (OSM) when only then: Arabic on "Th 13:00-16:00".

    `interpreter`: by an interpreter who is asked for, not by the staff.
    """

    code: str
    hours: str | None = None
    interpreter: bool = False


@dataclass(frozen=True, slots=True)
class Audience:
    """Who a place says it is for; empty or None is "does not say", never "for all"."""

    minimum_age: int | None = None
    maximum_age: int | None = None
    genders: tuple[Gender, ...] = ()
    families: bool | None = None
    statuses: tuple[LegalStatus, ...] = ()


@dataclass(frozen=True, slots=True)
class Access:
    """How one gets in. None: no source says.

    `unconditional`: everybody is welcome, nothing is asked. `documents` are those to bring; an empty
    tuple is "none is asked", None is unknown. `reason` says in Dutch why the threshold is low.
    """

    referral_required: bool | None = None
    unconditional: bool | None = None
    low_threshold: bool | None = None
    reason: str | None = None
    documents: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Accessibility:
    """For whom the door is a barrier."""

    wheelchair: Wheelchair | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that holds for a while: "closed until Friday". Dates are days in Brussels, both
    included; without an end date a notice is not accepted, so none outlives its truth."""

    kind: NoticeKind
    until: str
    since: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Identifier:
    """The place's number in another register, such as ("kbo", "0207.500.123")."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which source a group of fields comes from, when it was fetched, and when and by whom checked.

    `checked_by` is a role ("city", "desk", "volunteer"), never a person's name.
    """

    group: FieldGroup
    source: str
    source_id: str | None = None
    fetched: str | None = None
    checked: str | None = None
    checked_by: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """One service at one place (or on one phone line, or one website).

    `needs` has the main need first; without needs it is found by its name only. `opening_hours` is an
    OSM string for walking in, `appointment_hours` and `phone_hours` the same for those two;
    `opening_hours_note` is what the source says in Dutch. `residence_permit_required` and
    `appointment_required` are None when no source says so. `languages` are the codes of `spoken`.
    `checked_at` is when a source was last seen to say this, as exact as known. `licence` is the mark
    of a source that asks for one ("ODbL-1.0"). `valid_from` and `valid_to` bound the record itself.
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
    translations: tuple[Translation, ...] = ()
    spoken: tuple[LanguageSpoken, ...] = ()
    appointment_hours: str | None = None
    phone_hours: str | None = None
    audience: Audience = Audience()
    access: Access = Access()
    accessibility: Accessibility = Accessibility()
    capacity: Capacity | None = None
    notices: tuple[Notice, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    provenance: tuple[Provenance, ...] = ()
    licence: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None

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
        """Plain JSON with everything in it; `records.place_from_record` reads it."""
        return asdict(self)


def place_id(source: str, source_id: str) -> str:
    """The id of a record: the same for the same source and source id, for ever."""
    return str(uuid.uuid5(NAMESPACE, f"{source}:{source_id}"))


def newest_date(sources: Sequence[Source]) -> str | None:
    """The last time any source was seen, as exact as it is written ("2023-04-18", "2016")."""
    dates = [date for source in sources if (date := date_in(source.seen))]
    return max(dates, default=None)


def date_in(written: object) -> str | None:
    """The date that a text begins with ("2016", "2023-04", "2023-04-18"), or None."""
    found = _DATE.match(written) if isinstance(written, str) else None
    return found.group() if found else None
