"""Example parameters for every reply, so that each text can be read in its place.

`python -m locales.tools snapshots` shows them in every language. The places are made up on purpose
("Voorbeeldhuis" in 2060): a real address would grow old here.
"""

from datetime import datetime
from typing import Any

from locales.replies import CRISIS_KINDS, Reply

MOMENT = datetime.fromisoformat("2026-11-22T11:00:00+01:00")
"""A Sunday morning: "tomorrow" is Monday 23 November."""

CLOSED: dict[str, Any] = {
    "id": "00000000-0000-5000-8000-000000000001",
    "name": "Voorbeeldhuis",
    "organisation": "Voorbeeldhuis vzw",
    "kind": "voedselhulp",
    "scope": "place",
    "address": "Voorbeeldstraat 1, 2060 Antwerpen",
    "postcode": "2060",
    "district": "Antwerpen",
    "latitude": 51.2291,
    "longitude": 4.4293,
    "location_precision": "address",
    "phone": "03 000 00 00",
    "email": None,
    "website": "https://example.org",
    "distance_m": 347,
    "walk_minutes": 6,
    "open": "no",
    "opens_at": "2026-11-23T09:00:00+01:00",
    "closes_at": None,
    "hours": "Mo-Fr 09:00-12:00",
    "hours_note": "Elke werkdag in de voormiddag",
    "languages": ["ar", "ti", "nl"],
    "cost": {"kind": "free", "note": None},
    "appointment": False,
    "conditions": [
        {"kind": "residence", "verdict": "no", "params": {}},
        {"kind": "appointment", "verdict": "no", "params": {}},
        {"kind": "target_group", "verdict": "unknown", "params": {"groups": ["gezinnen", "buren"]}},
    ],
    "reasons": [
        {"kind": "need", "params": {"need": "food_aid"}},
        {"kind": "near", "params": {"near": "2060"}},
        {"kind": "opens_soon", "params": {}},
        {"kind": "free", "params": {}},
        {"kind": "no_appointment", "params": {}},
        {"kind": "no_papers", "params": {}},
        {"kind": "language", "params": {"language": "ar"}},
    ],
    "description": "Voedselpakketten voor de buurt.",
    "sources": [{"url": "https://www.example.org/voedsel", "seen": "2026-03-01"}],
    "checked_at": "2026-03-01",
    "confidence": "high",
    "call_first": False,
}

OPEN: dict[str, Any] = CLOSED | {
    "id": "00000000-0000-5000-8000-000000000002",
    "name": "Voorbeeldkeuken",
    "open": "yes",
    "opens_at": None,
    "closes_at": "2026-11-22T17:00:00+01:00",
    "distance_m": 1240,
    "walk_minutes": 21,
    "cost": {"kind": "paid", "note": "bijdrage van 1 euro"},
    "appointment": True,
    "conditions": [
        {"kind": "residence", "verdict": "yes", "params": {}},
        {"kind": "appointment", "verdict": "yes", "params": {}},
        {"kind": "target_group", "verdict": "unknown", "params": {"groups": ["iedereen"]}},
    ],
    "reasons": [{"kind": "open_now", "params": {}}],
    "sources": [{"url": "https://example.org", "seen": "2022-12"}],
}

UNSURE: dict[str, Any] = CLOSED | {
    "id": "00000000-0000-5000-8000-000000000003",
    "name": "Voorbeeldlijn",
    "scope": "citywide",
    "address": None,
    "location_precision": "district",
    "district": "Deurne",
    "open": "unknown",
    "opens_at": None,
    "hours": None,
    "cost": {"kind": "unknown", "note": None},
    "appointment": None,
    "conditions": [
        {"kind": "residence", "verdict": "unknown", "params": {}},
        {"kind": "appointment", "verdict": "unknown", "params": {}},
        {"kind": "target_group", "verdict": "unknown", "params": {}},
    ],
    "reasons": [{"kind": "citywide", "params": {}}],
    "sources": [{"url": "https://example.org", "seen": "stored page, date unknown"}],
    "checked_at": None,
    "confidence": "low",
    "call_first": True,
}

LINE: dict[str, Any] = UNSURE | {
    "id": "00000000-0000-5000-8000-000000000004",
    "name": "Voorbeeldtelefoon",
    "scope": "phone",
    "location_precision": None,
    **dict.fromkeys(
        ("postcode", "district", "latitude", "longitude", "distance_m", "walk_minutes")
    ),
}

ASKING: dict[str, Any] = CLOSED | {
    "id": "00000000-0000-5000-8000-000000000005",
    "name": "Voorbeeldopvang",
    "conditions": [
        {
            "kind": "moved",
            "verdict": "yes",
            "params": {"until": "2026-11-30", "text": "in de kelder"},
        },
        {"kind": "full", "verdict": "yes", "params": {}},
        {"kind": "waiting_list", "verdict": "yes", "params": {}},
        {"kind": "outdated", "verdict": "unknown", "params": {}},
        {"kind": "referral", "verdict": "yes", "params": {}},
        {"kind": "documents", "verdict": "yes", "params": {"documents": ["identiteitskaart"]}},
        {"kind": "documents", "verdict": "no", "params": {}},
        {"kind": "age", "verdict": "yes", "params": {"minimum": 18, "maximum": 25}},
        {"kind": "wheelchair", "verdict": "unknown", "params": {}},
        {"kind": "for_you", "verdict": "yes", "params": {}},
        {"kind": "for_you", "verdict": "no", "params": {}},
        {"kind": "for_you", "verdict": "unknown", "params": {}},
    ],
    "reasons": [
        {
            "kind": "language_at",
            "params": {"language": "ar", "from": "2026-11-26T13:00:00+01:00"},
        },
        {"kind": "language_sometimes", "params": {"language": "ti"}},
        {"kind": "interpreter", "params": {"language": "tr"}},
        {"kind": "unconditional", "params": {}},
        {"kind": "low_threshold", "params": {}},
    ],
}

_NO_PHONE = {"phone": None}
_NOWHERE = {"phone": None, "website": None}
_NO_MOMENT = {"opens_at": None}
_NO_END = OPEN | {"closes_at": None, "open_since": "2026-11-22T09:00:00+01:00"}

CARDS: dict[str, dict[str, Any]] = {
    "opens tomorrow": CLOSED,
    "opens today": CLOSED | {"opens_at": "2026-11-22T13:30:00+01:00"},
    "opens on Wednesday": CLOSED | {"opens_at": "2026-11-25T09:00:00+01:00"},
    "opens in two weeks": CLOSED | {"opens_at": "2026-12-07T09:00:00+01:00", "walk_minutes": 1},
    "closed, phone": CLOSED | _NO_MOMENT | {"walk_minutes": 2},
    "closed, website": CLOSED | _NO_MOMENT | _NO_PHONE | {"walk_minutes": 12},
    "closed, nothing known": CLOSED | _NO_MOMENT | _NOWHERE,
    "open until": OPEN,
    "open, end unknown": OPEN | {"closes_at": None},
    "open day and night": OPEN | {"hours": "24/7", "closes_at": None},
    "closes in twenty minutes": OPEN | {"closes_at": "2026-11-22T11:20:00+01:00"},
    "closes in a minute": OPEN | {"closes_at": "2026-11-22T11:01:00+01:00"},
    "no end given, phone": _NO_END,
    "no end given, website": _NO_END | _NO_PHONE,
    "no end given, nothing known": _NO_END | _NOWHERE,
    "closed until Friday": CLOSED | {"closed_until": "2026-11-27"},
    "closed until next year": CLOSED | {"closed_until": "2027-12-31"},
    "closed, but by phone": CLOSED | {"by_phone": True},
    "by appointment only": UNSURE | {"by_appointment": True},
    "unknown, phone": UNSURE,
    "unknown, website": UNSURE | _NO_PHONE,
    "unknown, nothing known": UNSURE | _NOWHERE,
    "all that is asked": ASKING,
}
"""Cards that together use every text of a card."""

_PHONES = [
    {"id": "112", "phone": "112", "name": "Noodcentrale 112", "url": None},
    {"id": "1813", "phone": "1813", "name": "Zelfmoordlijn 1813", "url": None},
]
_DESK = [{"id": "caw-antwerpen-onthaal", "phone": "03 000 00 00", "name": "CAW", "url": None}]
_FOUND = {
    "need": "food_aid",
    "results": [CLOSED],
    "more": True,
    "open_now": False,
    "numbers": [],
}
_SEVERAL = [
    {"need": "work_search", "results": [OPEN]},
    {"need": "clothes_furniture", "results": []},
]

EXAMPLES: dict[str, Reply] = {
    "welcome": Reply("welcome"),
    "greet": Reply("greet"),
    "thanks": Reply("thanks"),
    "goodbye": Reply("goodbye"),
    "what_can_you_do": Reply("what_can_you_do"),
    "places_found, one": Reply("places_found", _FOUND | {"near": "2060"}),
    "places_found, two, open now": Reply(
        "places_found",
        _FOUND | {"near": "Ekeren", "results": [OPEN, OPEN], "open_now": True, "more": False},
    ),
    "places_found, three, where the phone is": Reply(
        "places_found", _FOUND | {"near": "here", "results": [OPEN] * 3, "need": "work_search"}
    ),
    "places_found, no place to name": Reply("places_found", _FOUND | {"near": None}),
    "places_found, with numbers": Reply(
        "places_found",
        _FOUND | {"need": "domestic_violence", "near": None, "numbers": _DESK},
    ),
    "places_citywide": Reply("places_citywide", _FOUND | {"results": [OPEN] * 3, "ask": True}),
    "places_citywide, not asked where": Reply(
        "places_citywide", _FOUND | {"results": [OPEN] * 3, "ask": False}
    ),
    "ask_place": Reply("ask_place"),
    "places_for_needs": Reply("places_for_needs", {"groups": _SEVERAL, "near": "Deurne"}),
    "places_for_needs, whole city": Reply("places_for_needs", {"groups": _SEVERAL, "near": None}),
    "no_places": Reply("no_places", {"need": "childcare", "near": "Hoboken", "numbers": _DESK}),
    "no_places, whole city": Reply(
        "no_places", {"need": "childcare", "near": None, "numbers": _DESK}
    ),
    "no_more_places": Reply("no_more_places", {"need": "debt_help", "near": "2018"}),
    "no_more_places, whole city": Reply("no_more_places", {"need": "debt_help", "near": None}),
    "none_open_now": Reply(
        "none_open_now", {"need": "food_aid", "near": "2060", "results": [CLOSED]}
    ),
    "none_open_now, whole city": Reply(
        "none_open_now", {"need": "food_aid", "near": None, "results": [CLOSED]}
    ),
    "opening_hours": Reply("opening_hours", {"results": [OPEN, UNSURE, LINE]}),
    "place_details": Reply("place_details", {"results": [CLOSED]}),
    "which_place": Reply("which_place"),
    "ask_need": Reply("ask_need", {"near": "Antwerpen-Centraal"}),
    "ask_need, whole city": Reply("ask_need", {"near": None}),
    "which_did_you_mean": Reply("which_did_you_mean", {"needs": ["rent_problem", "legal_help"]}),
    "not_understood": Reply("not_understood"),
    "not_understood_twice": Reply("not_understood_twice", {"numbers": _DESK}),
    "out_of_scope": Reply("out_of_scope"),
    "talk_to_human": Reply("talk_to_human", {"numbers": _DESK}),
    **{
        f"crisis, {kind}": Reply("crisis", {"kind": kind, "numbers": _PHONES})
        for kind in CRISIS_KINDS
    },
    "still_in_danger": Reply("still_in_danger", {"numbers": _PHONES}),
    "which_place_did_you_mean": Reply(
        "which_place_did_you_mean", {"candidates": ["Kiel", "Kielpark"]}
    ),
    "outside_city": Reply("outside_city", {"town": "Gent"}),
    "place_unknown": Reply("place_unknown"),
    "language_changed": Reply("language_changed"),
    "ask_language": Reply("ask_language"),
    "talk_forgotten": Reply("talk_forgotten"),
    "what_is_kept": Reply("what_is_kept"),
    "started_again": Reply("started_again"),
    "one_moment": Reply("one_moment"),
}
"""Every reply at least once, and each of its variants."""
