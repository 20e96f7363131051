"""The taxonomies that attributes of a place refer to: needs, kinds, who it is for, how one gets in.

Bibliotheek Permeke has the term `library_computer` of "wegwijs needs" and the term `bibliotheek` of
"wegwijs kinds". Ids are made from the code, so a term keeps its id for ever. Words of a source
(kinds, services) are terms too, under the words themselves.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from locales.catalog import text
from sociale_kaart.export.checked import stable_id
from sociale_kaart.model import NAMESPACE
from sociale_kaart.needs import NEEDS

OSM_WIKI = "https://wiki.openstreetmap.org/wiki/Key:"


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """A list of terms. `terms` has a name and a description per code; an `open` list grows with the
    words of the sources."""

    key: str
    name: str
    description: str
    language: str
    terms: dict[str, tuple[str, str]]
    open: bool = False

    @property
    def id(self) -> str:
        return stable_id(NAMESPACE, f"taxonomy:{self.key}")


_AUDIENCE = {
    "women": ("Women", "The place says that it is for women."),
    "men": ("Men", "The place says that it is for men."),
    "other": ("Other genders", "The place says that it is for people of other genders."),
    "families": ("Families", "Whether the place says that it is for families: yes or no."),
    "asylum_seeker": ("Asylum seekers", "The place says that it is for people who ask asylum."),
    "refugee": ("Refugees", "The place says that it is for recognised refugees."),
    "undocumented": ("People without papers", "The place says that it is for them."),
    "ukraine": ("People from Ukraine", "The place says that it is for them."),
    "eu_citizen": ("Citizens of the European Union", "The place says that it is for them."),
    "target_group": ("Target group", "A group in the words of the source, in Dutch."),
}
_ACCESS = {
    "appointment_required": ("Appointment", "Whether an appointment is needed: yes or no."),
    "residence_permit_required": (
        "Residence permit",
        "Whether a residence permit is asked for: yes or no. Absent when nobody says.",
    ),
    "referral_required": ("Referral", "Whether somebody has to refer you: yes or no."),
    "unconditional": ("Unconditional", "Everybody is welcome and nothing is asked: yes or no."),
    "low_threshold": ("Low threshold", "Whether it is easy to walk in: yes or no."),
    "low_threshold_reason": ("Why the threshold is low", "In Dutch, as the source says it."),
    "documents_asked": ("Documents", "Whether any document is asked for: yes or no."),
    "cost": ("Cost", "free or paid; absent when no source says."),
    "capacity": ("Room", "free, limited, waiting_list or full."),
    "scope": ("Reach", "How help reaches people: place, phone, web or citywide."),
    "interpreter": ("Interpreter", "A language spoken by an interpreter who is asked for (code)."),
    "notice": ("Notice", "Something that holds for a while: kind and days, as kind/first/last."),
}
_RECORD = {
    "confidence": ("Confidence", "How sure the record is: high, medium or low."),
    "location_precision": (
        "Precision of the coordinates",
        "address, street, or district: only the middle of a district or postcode.",
    ),
    "licence": ("Licence", "The licence that this record's source asks for, such as ODbL-1.0."),
    "checked_at": ("Checked", "When a source was last seen to say this, as exact as is known."),
    "valid_from": ("Valid from", "The first day on which the record holds."),
    "valid_to": ("Valid to", "The last day on which the record holds."),
    "source": ("Source", "Where the facts were read, when that is no web address."),
    "phone": ("Phone as written", "The phone number as the source writes it."),
    "identifier": ("Identifier", "The number of the place in another register, as scheme:number."),
}
_PROVENANCE = {
    group: (f"Source of {group}", "The source of these fields, and the id there, as source:id.")
    for group in ("identity", "address", "contact", "hours", "languages", "access", "cost")
}
_OSM = {
    "opening_hours": ("opening_hours", "Hours as an OpenStreetMap opening_hours string."),
    "wheelchair": ("wheelchair", "yes, limited or no."),
}
_TRANSLATION = {
    "name": ("Translated name", "The name in another language; the label says which."),
    "description": ("Translated description", "The same for the description."),
}


def _needs() -> dict[str, tuple[str, str]]:
    words = {
        parent: (parent.replace("_", " "), f"The group of needs {parent}.")
        for parent in dict.fromkeys(need.parent for need in NEEDS.values())
    }
    for need in NEEDS.values():
        titles = [text(code, f"need.{need.id}.title").value for code in ("nl", "en")]
        words[need.id] = (titles[0], f"{titles[1]}: need {need.id}, part of {need.parent}.")
    return words


@cache
def taxonomies() -> dict[str, Taxonomy]:
    """All of them, by key."""
    table = (
        Taxonomy("need", "wegwijs needs", "What people look up.", "nl", _needs()),
        Taxonomy("kind", "wegwijs kinds", "Kinds of place, in Dutch.", "nl", {}, open=True),
        Taxonomy(
            "service", "wegwijs services", "What is done there, in Dutch.", "nl", {}, open=True
        ),
        Taxonomy("audience", "wegwijs audience", "Who a place says it is for.", "en", _AUDIENCE),
        Taxonomy("access", "wegwijs access", "How one gets in.", "en", _ACCESS),
        Taxonomy("record", "wegwijs record", "About the record itself.", "en", _RECORD),
        Taxonomy("provenance", "wegwijs provenance", "Where fields come from.", "en", _PROVENANCE),
        Taxonomy("translation", "wegwijs translations", "Other languages.", "en", _TRANSLATION),
        Taxonomy("osm", "openstreetmap", "Tags of OpenStreetMap.", "en", _OSM),
    )
    return {taxonomy.key: taxonomy for taxonomy in table}


@lru_cache(maxsize=50_000)
def term_id(key: str, code: str) -> str:
    """The id of a term, for ever the same."""
    return stable_id(NAMESPACE, f"{key}:{code}")


@lru_cache(maxsize=20_000)
def term(key: str, code: str) -> Mapping[str, Any]:
    """One HSDS taxonomy_term; the same object every time, so nobody may change it."""
    taxonomy = taxonomies()[key]
    name, description = taxonomy.terms.get(code, (code, f"{code}: a word of the sources."))
    made = {
        "id": term_id(key, code),
        "code": code,
        "name": name,
        "description": description,
        "taxonomy": taxonomy.name,
        "taxonomy_id": taxonomy.id,
        "language": taxonomy.language,
    }
    if key == "need" and code in NEEDS:
        made["parent_id"] = term_id(key, NEEDS[code].parent)
    if key == "osm":
        made["term_uri"] = OSM_WIKI + code
    return made


def hsds_taxonomy(taxonomy: Taxonomy) -> dict[str, Any]:
    """One HSDS taxonomy."""
    made = {"id": taxonomy.id, "name": taxonomy.name, "description": taxonomy.description}
    return made | ({"uri": OSM_WIKI.removesuffix("Key:")} if taxonomy.key == "osm" else {})


def fixed_terms() -> Iterator[tuple[str, str]]:
    """The key and code of every term that is there without any place."""
    for taxonomy in taxonomies().values():
        for code in taxonomy.terms:
            yield taxonomy.key, code
