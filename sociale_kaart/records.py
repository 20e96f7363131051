"""Reads a place from plain JSON in our own field names, and says exactly what is wrong with one.

`{"source": "antwerp", "source_id": "bib-permeke", "name": "Bibliotheek Permeke", "kind":
"bibliotheek"}` is enough; every other field may be absent, and is then not known. Importers, the
store and the desk all come through here, so no record gets in that another way would refuse.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, cast, get_args

from sociale_kaart.model import (
    LONGEST_NAME,
    LONGEST_TEXT,
    Access,
    Accessibility,
    Audience,
    Capacity,
    Confidence,
    Cost,
    CostKind,
    FieldGroup,
    Gender,
    Identifier,
    LanguageSpoken,
    LegalStatus,
    Notice,
    NoticeKind,
    Place,
    Point,
    Precision,
    Provenance,
    Scope,
    Source,
    TextStatus,
    Translation,
    Wheelchair,
    date_in,
    newest_date,
    place_id,
)
from sociale_kaart.needs import NEEDS

LONGEST_HOURS = 1000
OLDEST_AGE = 150
# Looked up once: a hundred thousand records ask for them.
PRECISION: tuple[str, ...] = get_args(Precision)
SCOPE: tuple[str, ...] = get_args(Scope)
CONFIDENCE: tuple[str, ...] = get_args(Confidence)
CAPACITY: tuple[str, ...] = get_args(Capacity)
TEXT_STATUS: tuple[str, ...] = get_args(TextStatus)
GENDER: tuple[str, ...] = get_args(Gender)
LEGAL_STATUS: tuple[str, ...] = get_args(LegalStatus)
WHEELCHAIR: tuple[str, ...] = get_args(Wheelchair)
NOTICE_KIND: tuple[str, ...] = get_args(NoticeKind)
FIELD_GROUP: tuple[str, ...] = get_args(FieldGroup)
COST_KIND: tuple[str, ...] = get_args(CostKind)

MOST_PARTS = 200
"""A list in a record with more parts than this is an accident."""


class RecordError(ValueError):
    """A record that cannot become a place; says which field and why, without repeating its text."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


def place_from_record(record: Mapping[str, Any]) -> Place:
    """A place from plain JSON in our own field names; RecordError names the field that is wrong."""
    source, source_id = _required(record, "source"), _required(record, "source_id")
    needs = _texts(record, "needs")
    unknown = [need for need in needs if need not in NEEDS]
    if unknown:
        raise RecordError("needs", f"{len(unknown)} not in the list of needs")
    point = _point(record.get("point"))
    precision = _one_of(record, "location_precision", PRECISION)
    sources = _parts(record, "sources", _source)
    spoken = _spoken(record)
    return Place(
        id=place_id(source, source_id),
        source=source,
        source_id=source_id,
        name=_required(record, "name"),
        organisation=_text(record, "organisation", LONGEST_NAME),
        kind=_required(record, "kind"),
        scope=cast(Scope, _one_of(record, "scope", SCOPE) or "place"),
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
        opening_hours=_text(record, "opening_hours", LONGEST_HOURS),
        opening_hours_note=_text(record, "opening_hours_note"),
        languages=tuple(dict.fromkeys(language.code for language in spoken)),
        cost=_cost(record.get("cost")),
        target_groups=_texts(record, "target_groups"),
        appointment_required=_flag(record, "appointment_required"),
        residence_permit_required=_flag(record, "residence_permit_required"),
        sources=tuple(source for source in sources if source.url),
        confidence=cast(Confidence, _one_of(record, "confidence", CONFIDENCE) or "low"),
        checked_at=date_in(record.get("checked_at")) or newest_date(sources),
        review_note=_text(record, "review_note"),
        translations=_parts(record, "translations", _translation),
        spoken=spoken,
        appointment_hours=_text(record, "appointment_hours", LONGEST_HOURS),
        phone_hours=_text(record, "phone_hours", LONGEST_HOURS),
        audience=_audience(_mapping(record, "audience")),
        access=_access(_mapping(record, "access")),
        accessibility=_accessibility(_mapping(record, "accessibility")),
        capacity=cast(Capacity | None, _one_of(record, "capacity", CAPACITY)),
        notices=_parts(record, "notices", _notice),
        identifiers=_parts(record, "identifiers", _identifier),
        provenance=_parts(record, "provenance", _provenance),
        licence=_text(record, "licence", 100),
        valid_from=_day(record, "valid_from"),
        valid_to=_day(record, "valid_to"),
    )


# The parts of a record


def _source(item: Mapping[str, Any]) -> Source:
    return Source(_text(item, "url", 2000) or "", _text(item, "seen", LONGEST_NAME))


def _spoken(record: Mapping[str, Any]) -> tuple[LanguageSpoken, ...]:
    """From `spoken` where a source says more, and bare codes in `languages` for the others."""
    detailed = _parts(record, "spoken", _language)
    known = {language.code for language in detailed}
    bare = (code for code in _texts(record, "languages") if code not in known)
    return (*detailed, *(LanguageSpoken(code) for code in dict.fromkeys(bare)))


def _language(item: Mapping[str, Any]) -> LanguageSpoken:
    hours, interpreter = _text(item, "hours", LONGEST_HOURS), _flag(item, "interpreter")
    return LanguageSpoken(_required(item, "code", 20), hours, bool(interpreter))


def _translation(item: Mapping[str, Any]) -> Translation:
    return Translation(
        _required(item, "language", 20),
        _text(item, "name", LONGEST_NAME),
        _text(item, "description"),
        cast(TextStatus, _one_of(item, "status", TEXT_STATUS) or "translated"),
    )


def _audience(item: Mapping[str, Any]) -> Audience:
    youngest, oldest = _age(item, "minimum_age"), _age(item, "maximum_age")
    if youngest is not None and oldest is not None and youngest > oldest:
        raise RecordError("minimum_age", "is above maximum_age")
    return Audience(
        youngest,
        oldest,
        cast(tuple[Gender, ...], _choices(item, "genders", GENDER)),
        _flag(item, "families"),
        cast(tuple[LegalStatus, ...], _choices(item, "statuses", LEGAL_STATUS)),
    )


def _access(item: Mapping[str, Any]) -> Access:
    return Access(
        _flag(item, "referral_required"),
        _flag(item, "unconditional"),
        _flag(item, "low_threshold"),
        _text(item, "reason"),
        None if item.get("documents") is None else _texts(item, "documents"),
    )


def _accessibility(item: Mapping[str, Any]) -> Accessibility:
    wheelchair = _one_of(item, "wheelchair", WHEELCHAIR)
    return Accessibility(cast(Wheelchair | None, wheelchair), _text(item, "note"))


def _notice(item: Mapping[str, Any]) -> Notice:
    until, since = _day(item, "until"), _day(item, "since")
    if until is None:
        raise RecordError("notices", "a notice needs the day on which it ends")
    if since is not None and since > until:
        raise RecordError("notices", "a notice ends before it begins")
    kind = cast(NoticeKind, _one_of(item, "kind", NOTICE_KIND) or "other")
    return Notice(kind, until, since, _text(item, "text", 500))


def _identifier(item: Mapping[str, Any]) -> Identifier:
    return Identifier(_required(item, "scheme", 50), _required(item, "value", 200))


def _provenance(item: Mapping[str, Any]) -> Provenance:
    group = _one_of(item, "group", FIELD_GROUP)
    if group is None:
        raise RecordError("group", "is missing")
    return Provenance(
        cast(FieldGroup, group),
        _required(item, "source"),
        _text(item, "source_id", LONGEST_NAME),
        date_in(item.get("fetched")),
        date_in(item.get("checked")),
        _text(item, "checked_by", 100),
    )


def _cost(value: object) -> Cost:
    if value is None:
        return Cost("unknown", None)
    if not isinstance(value, Mapping):
        raise RecordError("cost", "must have kind and note")
    kind = cast(CostKind, _one_of(value, "kind", COST_KIND) or "unknown")
    return Cost(kind, _text(value, "note"))


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
    except (ValueError, OverflowError) as error:
        raise RecordError("point", str(error)) from None


# Single values


def _text(record: Mapping[str, Any], field: str, longest: int = LONGEST_TEXT) -> str | None:
    value = record.get(field)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise RecordError(field, f"must be text, is {type(value).__name__}")
    if len(value) > longest:
        raise RecordError(field, f"longer than {longest} characters")
    return value


def _required(record: Mapping[str, Any], field: str, longest: int = LONGEST_NAME) -> str:
    value = _text(record, field, longest)
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


def _parts[Part](
    record: Mapping[str, Any], field: str, read: Callable[[Mapping[str, Any]], Part]
) -> tuple[Part, ...]:
    values = record.get(field) or ()
    if not isinstance(values, (list, tuple)) or not all(isinstance(v, Mapping) for v in values):
        raise RecordError(field, "must be a list of objects")
    if len(values) > MOST_PARTS:
        raise RecordError(field, f"has more than {MOST_PARTS} parts")
    return tuple(read(value) for value in values)


def _mapping(record: Mapping[str, Any], field: str) -> Mapping[str, Any]:
    value = record.get(field)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise RecordError(field, "must be an object")
    return value


def _flag(record: Mapping[str, Any], field: str) -> bool | None:
    value = record.get(field)
    if value is not None and not isinstance(value, bool):
        raise RecordError(field, "must be true, false or null")
    return value


def _age(record: Mapping[str, Any], field: str) -> int | None:
    value = record.get(field)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= OLDEST_AGE:
        raise RecordError(field, f"must be a number of years from 0 to {OLDEST_AGE}")
    return value


def _day(record: Mapping[str, Any], field: str) -> str | None:
    value = _text(record, field, 30)
    if value is not None and not _is_day(value):
        raise RecordError(field, "must be a day such as 2026-11-22")
    return value


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _one_of(record: Mapping[str, Any], field: str, allowed: tuple[str, ...]) -> str | None:
    value = record.get(field)
    if value is None:
        return None
    if value not in allowed:
        raise RecordError(field, f"must be one of {', '.join(allowed)}")
    return str(value)


def _choices(record: Mapping[str, Any], field: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    values = _texts(record, field)
    if any(value not in allowed for value in values):
        raise RecordError(field, f"must hold only {', '.join(allowed)}")
    return tuple(dict.fromkeys(values))
