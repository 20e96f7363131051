"""Reads back from HSDS attributes what our own export writes there, so that no fact is lost.

That nobody asks for papers at a door in Borgerhout comes as `{"value": "no", "taxonomy_term": {"code":
"residence_permit_required", "taxonomy": "wegwijs access"}}`. Another directory may write the same
terms; what it does not write is read from the ordinary fields of the standard.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from sociale_kaart.model import (
    Capacity,
    CostKind,
    FieldGroup,
    Gender,
    LegalStatus,
    Notice,
    Precision,
    Scope,
    Wheelchair,
    date_in,
)
from sociale_kaart.reading.values import part, parts, text

_YES_NO = {"yes": True, "no": False}
_ACCESS_FLAGS = ("referral_required", "unconditional", "low_threshold")
_FIELD_FLAGS = ("appointment_required", "residence_permit_required")
_HOURS = {
    "walk-in": "opening_hours",
    "by appointment": "appointment_hours",
    "by phone": "phone_hours",
}
_ADDED_NOTES = re.compile(r"(?:\. |^)(?:closes on the next day|closed on public holidays)(?=\. |$)")
_DATED = re.compile(r"(?P<said>.+):(?P<seen>[^\s:/][^:/]*)", re.DOTALL)
_LONGEST_SOURCE = 2000
_SEEN = re.compile(r"source(?:, seen (?P<seen>.+))?")


def facts(owner: Mapping[str, Any], taxonomy: str) -> Iterator[tuple[str, str]]:
    """The code and value of each attribute of something that refers to a taxonomy."""
    for attribute in parts(owner.get("attributes")):
        term = part(attribute.get("taxonomy_term"))
        code, value = text(term.get("code")), text(attribute.get("value"))
        if (text(term.get("taxonomy")) or "").lower() == taxonomy and code and value:
            yield code, value


def values(owner: Mapping[str, Any], taxonomy: str, code: str | None = None) -> list[str]:
    return [value for own, value in facts(owner, taxonomy) if code in (None, own)]


def own_fields(service: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that the attributes of a service tell; a field that none tells is absent."""
    access = dict(facts(service, "wegwijs access"))
    told: dict[str, Any] = {
        "kind": next(iter(values(service, "wegwijs kinds")), None),
        "services": values(service, "wegwijs services"),
        "target_groups": values(service, "wegwijs audience", "target_group"),
        "capacity": _one_of(access.get("capacity"), Capacity),
        "scope": _one_of(access.get("scope"), Scope),
        "notices": _notices(values(service, "wegwijs access", "notice")),
        "translations": _translations(service),
        **{flag: _YES_NO.get(access.get(flag, "")) for flag in _FIELD_FLAGS},
        **_record(service),
    }
    return {name: value for name, value in told.items() if value not in (None, [])}


def own_access(service: Mapping[str, Any], documents: list[str] | None) -> dict[str, Any]:
    said = dict(facts(service, "wegwijs access"))
    nothing_asked = said.get("documents_asked") == "no"
    return {
        **{flag: _YES_NO.get(said.get(flag, "")) for flag in _ACCESS_FLAGS},
        "reason": said.get("low_threshold_reason"),
        "documents": [] if nothing_asked and not documents else documents,
    }


def own_audience(service: Mapping[str, Any]) -> dict[str, Any]:
    said = dict(facts(service, "wegwijs audience"))
    return {
        "genders": [code for code in get_args(Gender) if said.get(code) == "yes"],
        "statuses": [code for code in get_args(LegalStatus) if said.get(code) == "yes"],
        "families": _YES_NO.get(said.get("families", "")),
    }


def own_cost(service: Mapping[str, Any]) -> dict[str, Any] | None:
    """What our export says of the cost; None when the service is of another hand."""
    if not is_ours(service):
        return None
    kind = _one_of(next(iter(values(service, "wegwijs access", "cost")), None), CostKind)
    notes = (text(o.get("amount_description")) for o in parts(service.get("cost_options")))
    return {"kind": kind or "unknown", "note": next(filter(None, notes), None)}


def is_ours(service: Mapping[str, Any]) -> bool:
    """Whether the sentences in a service were made from its attributes, and say nothing more."""
    return bool(values(service, "wegwijs kinds") and values(service, "wegwijs access", "scope"))


def own_hours(service: Mapping[str, Any]) -> dict[str, str] | None:
    """Hours for each way to come, from schedules that carry the OSM string; None when none does."""
    rows = parts(service.get("schedules"))
    if not is_ours(service):
        return None
    found: dict[str, str] = {}
    for row in rows:
        name = _HOURS.get(text(row.get("attending_type")) or "")
        if name is None:
            continue
        for hours in values(row, "openstreetmap", "opening_hours"):
            found.setdefault(name, hours)
        note = _ADDED_NOTES.sub("", text(row.get("notes")) or "").strip(". ")
        if note and name == "opening_hours":
            found.setdefault("opening_hours_note", note)
    return found


def wheelchair(location: Mapping[str, Any]) -> str | None:
    rows = parts(location.get("accessibility"))
    said = (v for row in rows for v in values(row, "openstreetmap", "wheelchair"))
    return _one_of(next(said, None), Wheelchair)


def precision(location: Mapping[str, Any]) -> str | None:
    said = values(location, "wegwijs record", "location_precision")
    return _one_of(next(iter(said), None), Precision)


def interpreted(service: Mapping[str, Any]) -> list[str]:
    """Codes of the languages for which an interpreter can be asked."""
    return values(service, "wegwijs access", "interpreter")


def own_provenance(service: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Where each group of fields came from before it came here."""
    dates: dict[str, dict[str, str | None]] = {}
    for row in parts(service.get("metadata")):
        group, deed = text(row.get("field_name")), text(row.get("last_action_type"))
        if group and deed in ("fetch", "check"):
            dates.setdefault(group, {})[deed] = text(row.get("last_action_date"))
            dates[group][f"{deed} by"] = text(row.get("updated_by"))
    made = []
    for group, written in facts(service, "wegwijs provenance"):
        source, _, source_id = written.partition(":")
        if group in get_args(FieldGroup):
            said = dates.get(group, {})
            by = said.get("check by")
            made.append(
                {
                    "group": group,
                    "source": source,
                    "source_id": source_id or None,
                    "fetched": said.get("fetch"),
                    "checked": said.get("check"),
                    "checked_by": None if by == source else by,
                }
            )
    return made


def _record(service: Mapping[str, Any]) -> dict[str, Any]:
    said = dict(facts(service, "wegwijs record"))
    pairs = (v.partition(":") for v in values(service, "wegwijs record", "identifier"))
    return {
        **{name: said.get(name) for name in ("confidence", "licence", "valid_from", "valid_to")},
        "phone": said.get("phone"),
        "checked_at": date_in(said.get("checked_at")),
        "identifiers": [{"scheme": a, "value": b} for a, _, b in pairs if a and b],
        "sources": _sources(service) if is_ours(service) else [],
    }


def _sources(service: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = []
    for link in parts(service.get("additional_urls")):
        label = _SEEN.fullmatch(text(link.get("label")) or "")
        if label and text(link.get("url")):
            found.append({"url": text(link.get("url")), "seen": label["seen"]})
    for written in values(service, "wegwijs record", "source"):
        dated = _DATED.fullmatch(written[:_LONGEST_SOURCE])
        said = {"url": dated["said"], "seen": dated["seen"]} if dated else None
        found.append(said or {"url": written, "seen": None})
    return found


def _notices(written: Iterable[str]) -> list[dict[str, Any]]:
    made = []
    for notice in written:
        kind, _, days = notice.partition("/")
        since, _, until = days.partition("/")
        if kind in get_args(Notice.__annotations__["kind"]) and until:
            made.append({"kind": kind, "since": None if since == ".." else since, "until": until})
    return made


def _translations(service: Mapping[str, Any]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for attribute in parts(service.get("attributes")):
        term = part(attribute.get("taxonomy_term"))
        language, code = text(attribute.get("label")), text(term.get("code"))
        if text(term.get("taxonomy")) != "wegwijs translations" or not language:
            continue
        status = (text(attribute.get("link_type")) or "").removeprefix("translation:")
        item = found.setdefault(language, {"language": language})
        item["status"] = status if status in ("source", "translated", "reviewed") else "translated"
        if code in ("name", "description"):
            item[code] = text(attribute.get("value"))
    return list(found.values())


def _one_of(value: str | None, allowed: Any) -> str | None:
    return value if value in get_args(allowed) else None
