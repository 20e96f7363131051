"""Reads places from OpenStreetMap: what Overpass answers in JSON, or GeoJSON made of it.

A library in Hoboken drawn as a building (a way with its `center`) is a place like the toilet on a
square that is a node. Every record carries the licence ODbL-1.0, so that it can be kept apart: whoever
publishes a mix of it with other data has to share that mix.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sociale_kaart.model import date_in
from sociale_kaart.reading.entry import steps
from sociale_kaart.reading.json_items import Item, json_items, json_lines
from sociale_kaart.reading.language_codes import language_code
from sociale_kaart.reading.osm_rules import RULES, Rule, Rules, read_rules
from sociale_kaart.reading.provenance import provenance
from sociale_kaart.reading.values import number, part, point, short, shown, text
from sociale_kaart.sources import RawRecord

LICENCE = "ODbL-1.0"
PAGE = "https://www.openstreetmap.org/"

_LISTS = ("elements", "features")
_TYPES = ("node", "way", "relation")
_FULL_ID = re.compile(r"(node|way|relation)/(\d{1,20})")
_CLOSED_TO_THE_PUBLIC = ("no", "private", "members")
_WHEELCHAIR = {"yes": "yes", "designated": "yes", "limited": "limited", "no": "no"}
_GROUPS = {
    "homeless": "daklozen", "senior": "senioren", "child": "kinderen", "juvenile": "jongeren",
    "disabled": "personen met een handicap", "refugee": "vluchtelingen", "migrant": "migranten",
    "women": "vrouwen", "underprivileged": "mensen in armoede", "unemployed": "werkzoekenden",
    "drug_addicted": "mensen die drugs gebruiken", "mental_health": "mensen met psychische problemen",
}  # fmt: skip
_OWN_LANGUAGE = "nl"
_MOST_CORNERS = 100_000


@dataclass(frozen=True, slots=True)
class Osm:
    """A file from OpenStreetMap."""

    name: str
    path: Path
    clean: tuple[str, ...]
    rules: Rules
    municipality: str | None

    def records(self) -> Iterator[RawRecord]:
        by_line = self.path.suffix in (".jsonl", ".ndjson", ".geojsonl", ".geojsonseq")
        for item in json_lines(self.path) if by_line else json_items(self.path, _LISTS):
            record = self._record(item)
            if record is not None:
                yield record

    def _record(self, item: Item) -> RawRecord | None:
        """A record; None for what is only a corner of something and has no tags of its own."""
        where = f"{self.path.name} element {item.number}"
        if not isinstance(item.value, Mapping):
            return RawRecord(where, None, item.error or "not a JSON object")
        source_id, tags = _id_and_tags(item.value)
        if not tags:
            return None if source_id else RawRecord(where, None, "id: is missing")
        if source_id is None:
            return RawRecord(where, None, "id: is missing")
        where = f"{where} ({source_id})"
        rule = self.rules.rule_for(tags)
        if rule is None:
            said = sorted(f"{key}={tags[key]}" for key in self.rules.keys() & tags.keys())
            return RawRecord(
                where, None, f"no rule for its tags: {shown(' '.join(said) or 'none')}"
            )
        if tags.get("access") in _CLOSED_TO_THE_PUBLIC:
            return RawRecord(where, None, "access: it is not open to the public")
        return RawRecord(where, self._fields(item.value, source_id, tags, rule))

    def _fields(
        self, element: Mapping[str, Any], source_id: str, tags: Mapping[str, str], rule: Rule
    ) -> dict[str, Any]:
        checked = date_in(tags.get("check_date"))
        street = tags.get("addr:street") or tags.get("addr:place")
        spot = _spot(element)
        fields = {
            "source": self.name,
            "source_id": source_id,
            "name": tags.get("name") or tags.get("name:nl") or rule.unnamed,
            "organisation": tags.get("operator") or tags.get("brand"),
            "kind": rule.kind,
            "scope": "place",
            "description": tags.get("description:nl") or tags.get("description"),
            "needs": list(rule.needs),
            "street": street,
            "house_number": tags.get("addr:housenumber"),
            "postcode": tags.get("addr:postcode"),
            "municipality": tags.get("addr:city") or self.municipality,
            "point": spot,
            "location_precision": "address" if spot else None,
            "phone": _first(tags, "phone", "contact:phone", "mobile", "contact:mobile"),
            "email": _first(tags, "email", "contact:email"),
            "website": _first(tags, "website", "contact:website", "url"),
            "opening_hours": tags.get("opening_hours"),
            "languages": _languages(tags),
            "cost": _cost(tags),
            "target_groups": _groups(tags),
            "audience": _audience(tags),
            "accessibility": {
                "wheelchair": _WHEELCHAIR.get(tags.get("wheelchair", "")),
                "note": tags.get("wheelchair:description:nl") or tags.get("wheelchair:description"),
            },
            "translations": _translations(tags),
            "identifiers": _identifiers(tags),
            "sources": [{"url": PAGE + source_id, "seen": checked or _changed(element)}],
            "confidence": "medium",
            "checked_at": checked or _changed(element),
            "licence": LICENCE,
        }
        fields["provenance"] = provenance(fields, checked)
        return fields


def create(config: Mapping[str, Any]) -> Osm:
    return Osm(
        config["name"],
        Path(config["path"]),
        steps(config),
        read_rules(Path(config.get("mapping") or RULES)),
        text(config.get("municipality")),
    )


def _id_and_tags(element: Mapping[str, Any]) -> tuple[str | None, dict[str, str]]:
    """ "way/123" and the tags, from Overpass JSON or from one of the usual ways to write GeoJSON."""
    properties = part(element.get("properties"))
    nested = element.get("tags") if "tags" in element else properties.get("tags")
    tags = part(nested) or {key: v for key, v in properties.items() if not key.startswith("@")}
    kind, own = text(element.get("type")), number(element.get("id"))
    if kind in _TYPES and own is not None and own == int(own):
        source_id: str | None = f"{kind}/{int(own)}"
    else:
        written = (
            text(properties.get("@id")) or text(element.get("id")) or text(properties.get("id"))
        )
        match = _FULL_ID.search(written or "")
        source_id = match.group() if match else None
    said = {key: value for key in tags if isinstance(key, str) and (value := text(tags[key]))}
    return source_id, said


def _spot(element: Mapping[str, Any]) -> dict[str, float] | None:
    """The point of a node, the centre of a way or relation, or of a GeoJSON geometry."""
    for owner in (element, part(element.get("center"))):
        found = point(owner.get("lat"), owner.get("lon"))
        if found:
            return found
    corners = list(_corners(part(element.get("geometry")).get("coordinates")))
    if not corners:
        return None
    easts, norths = [c[0] for c in corners], [c[1] for c in corners]
    return point((min(norths) + max(norths)) / 2, (min(easts) + max(easts)) / 2)


def _corners(coordinates: object) -> Iterator[tuple[float, float]]:
    """All positions in a geometry, however deep it nests them (GeoJSON: longitude first)."""
    left, found = [coordinates], 0
    while left and found < _MOST_CORNERS:
        inner = left.pop()
        if not isinstance(inner, list) or not inner:
            continue
        east, north = number(inner[0]), number(inner[1]) if len(inner) > 1 else None
        if east is not None and north is not None:
            found += 1
            yield east, north
        else:
            left.extend(inner)


def _first(tags: Mapping[str, str], *keys: str) -> str | None:
    """The first of the values of the first key that is there: "03 1; 03 2" is two numbers."""
    said = next((tags[key] for key in keys if key in tags), None)
    return said.split(";")[0].strip() or None if said else None


def _languages(tags: Mapping[str, str]) -> list[str]:
    spoken = (
        key.partition(":")[2]
        for key, value in tags.items()
        if key.startswith("language:") and value in ("yes", "main", "designated")
    )
    return list(dict.fromkeys(filter(None, map(language_code, spoken))))


def _cost(tags: Mapping[str, str]) -> dict[str, Any]:
    kinds = {"no": "free", "free": "free", "yes": "paid"}
    fee = tags.get("fee")
    note = tags.get("charge") or (fee if fee and fee not in kinds else None)
    return {"kind": kinds.get(fee or "", "unknown"), "note": note}


def _groups(tags: Mapping[str, str]) -> list[str]:
    said = [value.strip() for value in tags.get("social_facility:for", "").split(";")]
    return [_GROUPS[value] for value in dict.fromkeys(said) if value in _GROUPS]


def _audience(tags: Mapping[str, str]) -> dict[str, Any]:
    if tags.get("female") == "yes" and tags.get("male", "no") == "no":
        genders: list[str] = ["women"]
    elif tags.get("male") == "yes" and tags.get("female", "no") == "no":
        genders = ["men"]
    else:
        genders = []
    ages = {name: _age(tags.get(key)) for name, key in _AGES.items()}
    youngest, oldest = ages["minimum_age"], ages["maximum_age"]
    if youngest is not None and oldest is not None and youngest > oldest:
        ages = dict.fromkeys(ages)  # one of the two is wrong, and nobody knows which
    return {**ages, "genders": genders}


_AGES = {"minimum_age": "min_age", "maximum_age": "max_age"}


def _age(written: str | None) -> int | None:
    years = number(written)
    return int(years) if years is not None and 0 <= years <= 120 and years == int(years) else None


def _translations(tags: Mapping[str, str]) -> list[dict[str, Any]]:
    """Names and descriptions in other languages than that of the directory."""
    found: dict[str, dict[str, Any]] = {}
    for key, value in tags.items():
        field, _, suffix = key.partition(":")
        if field not in ("name", "description") or not re.fullmatch(r"[a-z]{2,3}", suffix):
            continue
        if suffix != _OWN_LANGUAGE and (short(value) == value or field == "description"):
            item = found.setdefault(suffix, {"language": suffix, "status": "source"})
            item[field] = value
    return list(found.values())[:100]


def _identifiers(tags: Mapping[str, str]) -> list[dict[str, str]]:
    found = []
    digits = re.sub(r"[\s.]|^BE", "", tags.get("ref:vatin", ""))
    if re.fullmatch(r"[01]?\d{9}", digits):
        digits = digits.zfill(10)
        found.append({"scheme": "kbo", "value": f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"})
    if re.fullmatch(r"Q\d{1,12}", tags.get("wikidata", "")):
        found.append({"scheme": "wikidata", "value": tags["wikidata"]})
    return found


def _changed(element: Mapping[str, Any]) -> str | None:
    """The day on which somebody last changed it, when the file tells (Overpass: `out meta`)."""
    properties = part(element.get("properties"))
    said = element.get("timestamp") or properties.get("@timestamp") or properties.get("timestamp")
    return (date_in(said) or "")[:10] or None
