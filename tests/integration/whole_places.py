"""Made-up places with every field of the model filled, as hypothesis draws them.

A place drawn here may be called anything, lie anywhere in Flanders and have hours on any day; it went
through `place_from_record`, as every place of the directory of Antwerp does.
"""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from sociale_kaart.model import Place
from sociale_kaart.needs import NEEDS
from sociale_kaart.records import place_from_record

anything = st.one_of(
    st.sampled_from(
        [
            "Inloophuis",
            "</script><svg onload=alert(1)>",
            "=HYPERLINK(1)",
            "\u202egnp.exe",
            "half \ud83d letter",
            "\x00\x1b[31m",
            "مطعم اجتماعي",
            " ",
            "\"'&\u2028",
        ]
    ),
    st.text(min_size=1, max_size=5),
)
days = st.dates(date(1900, 1, 1), date(2099, 12, 31)).map(date.isoformat)
answers = st.booleans()
hours = st.sampled_from(
    [
        "24/7",
        "Mo-Fr 09:00-12:00,13:00-17:00; PH off",
        "Mo-Su 20:00-08:00",
        "Th 13:00-16:00",
        "Fr 18:00-24:00; Tu off",
        "Jul 15-Aug 15 off",
        "Mo-Fr 09:00+",
        'Mo "op afspraak"',
        "no hours at all",
    ]
)
websites = st.one_of(
    st.sampled_from(
        [
            "https://www.antwerpen.be/nl/overzicht?a=b&c=d#e",
            "http://café.be/één twee",
            "https://café.be/één",
            "javascript:alert(1)",
            "https://user:secret@example.be/",
            "zie website",
            "https://[",
            "https://example.be/%zz",
        ]
    ),
    anything,
)
emails = st.one_of(st.sampled_from(["info@example.be", "info@", "a@b", "x y@example.be"]), anything)


def _listed(*values: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=3, unique=True)


records: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "source": st.just("drawn"),
        "source_id": st.text(min_size=1, max_size=5),
        "name": anything,
        "organisation": anything,
        "kind": anything,
        "scope": st.sampled_from(["place", "phone", "web", "citywide"]),
        "description": anything,
        "services": st.lists(anything, max_size=2),
        "needs": st.lists(st.sampled_from(sorted(NEEDS)), max_size=2),
        "street": anything,
        "house_number": st.text(max_size=10),
        "postcode": st.one_of(st.integers(1000, 9999).map(str), st.text(max_size=10)),
        "municipality": st.text(max_size=4),
        "district": st.text(max_size=4),
        "point": st.fixed_dictionaries(
            {"latitude": st.floats(50.6, 51.5), "longitude": st.floats(2.5, 5.9)}
        ),
        "location_precision": st.sampled_from(["address", "street", "district"]),
        "phone": st.text(min_size=1, max_size=20),
        "phone_e164": st.sampled_from(["+3233383800", ""]),
        "email": emails,
        "website": websites,
        "opening_hours": hours,
        "opening_hours_note": anything,
        "appointment_hours": hours,
        "phone_hours": hours,
        "languages": _listed("nl", "ar", "tr", "xx"),
        "spoken": st.lists(
            st.fixed_dictionaries(
                {
                    "code": st.sampled_from(["ar", "ti", "so", "fr", "??"]),
                    "hours": st.one_of(st.none(), hours),
                    "interpreter": answers,
                }
            ),
            max_size=2,
        ),
        "cost": st.fixed_dictionaries(
            {"kind": st.sampled_from(["free", "paid", "unknown"]), "note": st.text(max_size=4)}
        ),
        "target_groups": st.lists(anything, max_size=2),
        "appointment_required": answers,
        "residence_permit_required": answers,
        "sources": st.lists(
            st.fixed_dictionaries({"url": websites, "seen": st.sampled_from(["2023-04", "ooit"])}),
            max_size=2,
        ),
        "confidence": st.sampled_from(["high", "medium", "low"]),
        "checked_at": st.one_of(days, st.sampled_from(["2023", "2023-04", "2023-02-31"])),
        "translations": st.lists(
            st.fixed_dictionaries(
                {
                    "language": st.sampled_from(["fr", "ar"]),
                    "name": anything,
                    "description": anything,
                    "status": st.sampled_from(["translated", "reviewed"]),
                }
            ),
            max_size=2,
        ),
        "audience": st.fixed_dictionaries(
            {
                "minimum_age": st.integers(0, 60),
                "maximum_age": st.integers(60, 150),
                "genders": _listed("women", "men", "other"),
                "families": answers,
                "statuses": _listed(
                    "asylum_seeker", "refugee", "undocumented", "ukraine", "eu_citizen"
                ),
            }
        ),
        "access": st.fixed_dictionaries(
            {
                "referral_required": answers,
                "unconditional": answers,
                "low_threshold": answers,
                "reason": anything,
                "documents": st.lists(anything, max_size=2),
            }
        ),
        "accessibility": st.fixed_dictionaries(
            {"wheelchair": st.sampled_from(["yes", "limited", "no"]), "note": anything}
        ),
        "capacity": st.sampled_from(["free", "limited", "waiting_list", "full"]),
        "notices": st.lists(
            st.fixed_dictionaries(
                {
                    "kind": st.sampled_from(["closed", "full", "moved", "hours", "other"]),
                    "until": st.sampled_from(["2026-11-30", "2020-06-01", "2099-12-31"]),
                    "since": st.sampled_from(["2020-01-01", None]),
                    "text": anything,
                }
            ),
            max_size=2,
        ),
        "identifiers": st.lists(
            st.fixed_dictionaries({"scheme": st.sampled_from(["kbo", "osm"]), "value": anything}),
            max_size=2,
        ),
        "provenance": st.lists(
            st.fixed_dictionaries(
                {
                    "group": st.sampled_from(["identity", "address", "hours", "cost"]),
                    "source": anything,
                    "source_id": anything,
                    "fetched": days,
                    "checked": st.one_of(st.none(), days, st.just("2023")),
                    "checked_by": st.sampled_from(["city", "desk", "volunteer"]),
                }
            ),
            max_size=2,
        ),
        "licence": st.sampled_from([None, "ODbL-1.0"]),
        "valid_from": days,
        "valid_to": days,
    }
)

places: st.SearchStrategy[Place] = records.map(place_from_record)
"""Every field filled."""
partial_places: st.SearchStrategy[Place] = st.builds(
    lambda record, kept: place_from_record(
        {
            name: value
            for number, (name, value) in enumerate(record.items())
            if name in ("source", "source_id", "name", "kind") or kept >> number & 1
        }
    ),
    records,
    st.integers(0, 2**60),
)
"""Any of the fields filled, the others not known."""
