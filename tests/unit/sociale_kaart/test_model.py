"""A record becomes a place or a precise error; nothing that is unknown becomes a fact."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.model import Place, place_id
from sociale_kaart.records import RecordError, place_from_record
from tests.unit.sociale_kaart.records import place


def test_an_id_is_the_same_in_every_import() -> None:
    # Written down on purpose: links to places and conversations hold these ids.
    assert place_id("antwerp", "bib-permeke") == "eed5cbab-fb2a-5576-98c5-32fe9b50d17c"


def test_what_no_source_says_is_not_known() -> None:
    known = place()
    assert known.phone is None
    assert known.address is None
    assert known.opening_hours is None
    assert known.residence_permit_required is None
    assert known.cost.kind == "unknown"
    assert known.confidence == "low"


def test_an_address_is_only_said_with_a_street() -> None:
    assert place(postcode="2060", municipality="Antwerpen").address is None
    whole = place(street="Kerkstraat", house_number="45", postcode="2060", municipality="Antwerpen")
    assert whole.address == "Kerkstraat 45, 2060 Antwerpen"
    in_district = place(street="Bredabaan", postcode="2170", district="Merksem")
    assert in_district.address == "Bredabaan, 2170 Merksem"


BAD = [
    ({"name": None}, "name: is missing"),
    ({"name": ""}, "name: is missing"),
    ({"name": "x" * 100_000}, "name: longer than 300 characters"),
    ({"source_id": 12}, "source_id: must be text, is int"),
    ({"needs": ["eten"]}, "needs: 1 not in the list of needs"),
    ({"needs": "food_aid"}, "needs: must be a list, is str"),
    ({"scope": "moon"}, "scope: must be one of place, phone, web, citywide"),
    ({"point": {"latitude": 510, "longitude": 4.4}}, "point: latitude must be in"),
    ({"point": {"latitude": None, "longitude": 4.4}}, "point: latitude and longitude must be"),
    ({"point": {"latitude": float("nan"), "longitude": 4.4}}, "point: latitude must be in"),
    ({"appointment_required": "ja"}, "appointment_required: must be true, false or null"),
    ({"sources": [None]}, "sources: must be a list of objects"),
    ({"spoken": [{"hours": "Th 13:00-16:00"}]}, "code: is missing"),
    ({"audience": {"minimum_age": 60, "maximum_age": 18}}, "minimum_age: is above"),
    ({"audience": {"minimum_age": -1}}, "minimum_age: must be a number of years"),
    ({"audience": {"statuses": ["illegal"]}}, "statuses: must hold only"),
    ({"access": "free"}, "access: must be an object"),
    ({"notices": [{"kind": "full"}]}, "notices: a notice needs the day on which it ends"),
    (
        {"notices": [{"until": "2026-11-01", "since": "2026-12-01"}]},
        "notices: a notice ends before",
    ),
    ({"notices": [{"until": "friday"}]}, "until: must be a day"),
    ({"notices": [{"until": "2026-11-01"}] * 201}, "notices: has more than 200 parts"),
    ({"capacity": "plenty"}, "capacity: must be one of free, limited"),
    ({"provenance": [{"source": "osm"}]}, "group: is missing"),
    ({"valid_to": "2026"}, "valid_to: must be a day"),
    ({"valid_to": "2026-02-31"}, "valid_to: must be a day"),
    ({"languages": [1]}, "languages: must hold texts"),
]


@pytest.mark.parametrize(("fields", "message"), BAD)
def test_a_bad_record_is_refused_by_field(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(RecordError) as refused:
        place(**fields)
    assert str(refused.value).startswith(message)


def test_the_date_is_that_of_the_newest_source_as_exact_as_written() -> None:
    seen = ["2016-02", "2023-04-18", "stored page, date unknown", "2012 (jaarverslag 2011)"]
    sources = [{"url": "https://example.org", "seen": date} for date in seen]
    assert place(sources=sources).checked_at == "2023-04-18"
    assert place(sources=sources[:1]).checked_at == "2016-02"
    assert place(sources=sources[2:3]).checked_at is None


def test_languages_with_their_hours_and_bare_ones_are_one_list() -> None:
    known = place(
        languages=["nl", "ar"],
        spoken=[{"code": "ar", "hours": "Th 13:00-16:00"}, {"code": "ps", "interpreter": True}],
    )
    assert known.languages == ("ar", "ps", "nl")
    assert [(one.hours, one.interpreter) for one in known.spoken] == [
        ("Th 13:00-16:00", False),
        (None, True),
        (None, False),
    ]


def test_no_documents_is_not_the_same_as_documents_unknown() -> None:
    assert place(access={"documents": []}).access.documents == ()
    assert place(access={"low_threshold": True}).access.documents is None


FIELDS = [field for field in Place.__dataclass_fields__ if field != "id"]

values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(FIELDS), values))
def test_any_record_gives_a_place_or_a_named_error(fields: dict[str, Any]) -> None:
    try:
        known = place(**fields)
    except RecordError as refused:
        assert refused.field
    else:
        again = place_from_record(json.loads(json.dumps(known.to_record())))
        assert again == known
