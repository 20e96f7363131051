"""The facts that HSDS has no field for, as attributes with a term of one of our taxonomies.

That nobody asks for papers at a door in Borgerhout is `{"value": "no", "taxonomy_term": {"code":
"residence_permit_required", "taxonomy": "wegwijs access", …}}`. So every fact goes out in the
standard's own way, and no property is added to it.
"""

import uuid
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from sociale_kaart.export.checked import stable_id, web_address
from sociale_kaart.export.vocabulary import term
from sociale_kaart.model import Place, Translation

Fact = tuple[str, str, str]
"""Taxonomy key, code, value."""


def part_id(owner: str, name: str) -> str:
    """A stable id for a part of something, such as the phone of a place."""
    return stable_id(_parsed(owner), name)


_parsed = lru_cache(maxsize=1024)(uuid.UUID)


def service_attributes(place: Place) -> list[dict[str, Any]]:
    """All attributes of a service."""
    facts = attributes(place.id, "service", service_facts(place))
    return facts + [made for item in place.translations for made in _translated(place, item)]


def attributes(owner: str, entity: str, facts: Iterable[Fact]) -> list[dict[str, Any]]:
    """Facts about one thing as HSDS attributes."""
    return [
        {
            "id": part_id(owner, f"{key}:{code}" if value == code else f"{key}:{code}:{value}"),
            "link_id": owner,
            "link_type": key,
            "link_entity": entity,
            "value": value,
            "taxonomy_term": term(key, code),
        }
        for key, code, value in dict.fromkeys(facts)
    ]


def service_facts(place: Place) -> Iterator[Fact]:
    """What is known of a service beside the fields of HSDS; also what it can be searched by."""
    yield from (("need", need, need) for need in place.needs)
    yield "kind", place.kind, place.kind
    yield from (("service", word, word) for word in place.services)
    yield from _audience(place)
    yield from _access(place)
    yield from _record(place)
    yield from (("provenance", p.group, _source(p.source, p.source_id)) for p in place.provenance)


def _audience(place: Place) -> Iterator[Fact]:
    audience = place.audience
    yield from (("audience", code, "yes") for code in (*audience.genders, *audience.statuses))
    if audience.families is not None:
        yield "audience", "families", yes_or_no(audience.families)
    yield from (("audience", "target_group", group) for group in place.target_groups)


def _access(place: Place) -> Iterator[Fact]:
    access = place.access
    documents = None if access.documents is None else bool(access.documents)
    answers = {
        "appointment_required": place.appointment_required,
        "residence_permit_required": place.residence_permit_required,
        "referral_required": access.referral_required,
        "unconditional": access.unconditional,
        "low_threshold": access.low_threshold,
        "documents_asked": documents,
    }
    for code, answer in answers.items():
        if answer is not None:
            yield "access", code, yes_or_no(answer)
    if access.reason:
        yield "access", "low_threshold_reason", access.reason
    if place.cost.kind != "unknown":
        yield "access", "cost", place.cost.kind
    if place.capacity:
        yield "access", "capacity", place.capacity
    yield "access", "scope", place.scope
    yield from (("access", "interpreter", s.code) for s in place.spoken if s.interpreter)
    for notice in place.notices:
        yield "access", "notice", f"{notice.kind}/{notice.since or '..'}/{notice.until}"


def _record(place: Place) -> Iterator[Fact]:
    values = {
        "confidence": place.confidence,
        "licence": place.licence,
        "checked_at": place.checked_at,
        "valid_from": place.valid_from,
        "valid_to": place.valid_to,
        "phone": place.phone,
    }
    yield from (("record", code, value) for code, value in values.items() if value)
    for source in place.sources:
        if web_address(source.url) is None:
            yield "record", "source", _source(source.url, source.seen)
    for number in place.identifiers:
        yield "record", "identifier", f"{number.scheme}:{number.value}"


def _source(source: str, detail: str | None) -> str:
    return f"{source}:{detail}" if detail else source


def _translated(place: Place, item: Translation) -> Iterator[dict[str, Any]]:
    for code, written in (("name", item.name), ("description", item.description)):
        if written:
            yield {
                "id": part_id(place.id, f"translation:{code}:{item.language}"),
                "link_id": place.id,
                "link_type": f"translation:{item.status}",
                "link_entity": "service",
                "value": written,
                "label": item.language,
                "taxonomy_term": term("translation", code),
            }


def yes_or_no(answer: bool) -> str:
    return "yes" if answer else "no"
