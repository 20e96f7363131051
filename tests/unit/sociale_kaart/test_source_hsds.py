"""HSDS services as places: n locations, no location, other people's shapes, and our own export back."""

import csv
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from sociale_kaart.cleaning import open_steps
from sociale_kaart.export.hsds import hsds
from sociale_kaart.export.hsds_tables import hsds_zip
from sociale_kaart.load import read_records
from sociale_kaart.model import Place
from sociale_kaart.reading import ReadError
from sociale_kaart.reading.hsds import ServicePlace, places_of, services_in
from sociale_kaart.sources import RawRecord, known_sources, open_source
from sociale_kaart.sources import hsds as hsds_file
from sociale_kaart.sources import hsds_tables as tables
from tests.contract import standards
from tests.integration.whole_places import places as whole_places
from tests.unit.sociale_kaart.records import place

TODAY = date(2026, 11, 22)
STEPS = known_sources()["antwerp"]["clean"]


def reading(**more: Any) -> Any:
    return hsds_file.create({"name": "elders", "path": "-", "today": TODAY, **more}).reading


def service(**fields: Any) -> dict[str, Any]:
    return {"id": "s1", "name": "Spreekuur", "status": "active", **fields}


def location(number: int = 1, **fields: Any) -> dict[str, Any]:
    address = {
        "address_1": f"Kerkstraat {number}", "city": "Antwerpen", "postal_code": "2060",
        "region": "Borgerhout", "country": "BE", "address_type": "physical",
    }  # fmt: skip
    return {"id": f"l{number}", "location_type": "physical", "addresses": [address], **fields}


def at(number: int = 1, **fields: Any) -> dict[str, Any]:
    return {"id": f"sal{number}", "location": location(number), **fields}


def found(item: dict[str, Any], **more: Any) -> list[ServicePlace]:
    return [p for s in services_in(item) for p in places_of(s, reading(**more))]


def fields(item: dict[str, Any], **more: Any) -> dict[str, Any]:
    (only,) = found(item, **more)
    assert only.fields is not None, only.reason
    return only.fields


def test_a_service_at_three_locations_is_three_places() -> None:
    places = found(service(service_at_locations=[at(1), at(2), at(3)]))
    assert [p.id for p in places] == ["s1:l1", "s1:l2", "s1:l3"]
    assert [p.fields["house_number"] for p in places if p.fields] == ["1", "2", "3"]
    assert {p.fields["name"] for p in places if p.fields} == {"Spreekuur"}


@pytest.mark.parametrize(
    ("said", "scope"),
    [
        ({"phones": [{"number": "03 338 38 00"}], "url": "https://a.example.org"}, "phone"),
        ({"url": "https://a.example.org"}, "web"),
        ({}, "citywide"),
        ({"service_at_locations": [{"location": {"location_type": "virtual"}}]}, "citywide"),
        ({"service_at_locations": [{"location": {"location_type": "postal"}}]}, "citywide"),
        ({"service_at_locations": [at()]}, "place"),
    ],
)
def test_a_service_without_a_door_is_a_line_a_site_or_all_over_the_city(
    said: dict[str, Any], scope: str
) -> None:
    assert fields(service(**said))["scope"] == scope


def test_the_same_data_in_another_form_is_the_same_place() -> None:
    whole = service(organization={"id": "o1", "name": "Huis"}, service_at_locations=[at()])
    without = {key: whole[key] for key in whole if key != "service_at_locations"}
    as_organization = {"id": "o1", "name": "Huis", "services": [{**whole, "organization": None}]}
    as_package = {"organizations": [as_organization], "services": []}
    forms = (whole, {**at(), "service": without}, as_organization, as_package)
    assert len({json.dumps(fields(form), sort_keys=True) for form in forms}) == 1


@pytest.mark.parametrize("status", ["inactive", "defunct", "Defunct"])
def test_a_service_that_has_ended_is_named_and_left_out(status: str) -> None:
    (only,) = found(service(status=status))
    assert only.fields is None and "status" in (only.reason or "")


def test_a_service_that_is_closed_for_a_while_is_closed() -> None:
    shut = fields(service(status="temporarily closed", alert="Waterschade", schedules=[{
        "freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "12:00"}]))  # fmt: skip
    assert (shut["opening_hours"], shut["opening_hours_note"]) == ("off", "Waterschade")


def test_the_number_nearest_to_the_door_is_the_one_to_call_and_never_a_fax() -> None:
    fax = {"number": "03 000 00 09", "type": "fax"}
    item = service(
        phones=[{"number": "03 000 00 02"}],
        organization={"name": "Huis", "phones": [{"number": "03 000 00 03"}]},
        service_at_locations=[at(1, phones=[fax, {"number": "03 000 00 01"}]), at(2)],
    )
    assert [p.fields["phone"] for p in found(item) if p.fields] == ["03 000 00 01", "03 000 00 02"]
    assert fields(service(phones=[fax]))["phone"] is None


def test_the_hours_of_a_building_are_not_those_of_a_service_in_it() -> None:
    row = {"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "12:00"}
    inside = fields(service(service_at_locations=[{"location": location(schedules=[row])}]))
    assert inside["opening_hours"] is None
    assert inside["opening_hours_note"] == "Mo 09:00-12:00"
    assert fields(service(service_at_locations=[at(schedules=[row])]))["opening_hours"]


def test_names_of_contact_persons_are_not_taken() -> None:
    contact = {"name": "Iemand Voorbeeld", "email": "iemand@example.org", "title": "Onthaal",
               "phones": [{"number": "03 000 00 05"}]}  # fmt: skip
    taken = fields(service(contacts=[contact], service_at_locations=[at(contacts=[contact])]))
    assert taken["phone"] == "03 000 00 05"
    assert "Iemand" not in json.dumps(taken) and "iemand@" not in json.dumps(taken)


COSTS = [
    ({"cost_options": [{"amount": 0}]}, "free", None),
    ({"cost_options": [{"amount": 35, "currency": "eur", "amount_description": "per uur"}]},
     "paid", "35 EUR per uur"),
    ({"cost_options": [{"amount": 0}, {"amount": 5, "option": "volwassenen"}]}, "paid",
     "volwassenen 5"),
    ({"cost_options": [{"amount": 5, "valid_to": "2026-11-21"}, {"amount": 0}]}, "free", None),
    ({"cost_options": [{"amount": 5, "valid_from": "2027"}]}, "unknown", None),
    ({"fees_description": "Gratis."}, "free", "Gratis."),
    ({"fees_description": "Hangt af van je inkomen"}, "unknown", "Hangt af van je inkomen"),
    ({"cost_options": [{"amount": "veel"}]}, "unknown", "veel"),
    ({}, "unknown", None),
]  # fmt: skip


@pytest.mark.parametrize(("said", "kind", "note"), COSTS)
def test_what_it_costs(said: dict[str, Any], kind: str, note: str | None) -> None:
    assert fields(service(**said))["cost"] == {"kind": kind, "note": note}


@pytest.mark.parametrize(
    ("written", "years"),
    [(18, 18), ("18", 18), (18.0, 18), (0, 0), (999, None), (-1, None), (17.5, None), ("oud", None),
     (True, None), (None, None), ([18], None)],
)  # fmt: skip
def test_ages(written: Any, years: int | None) -> None:
    assert fields(service(minimum_age=written))["audience"]["minimum_age"] == years


@pytest.mark.parametrize(
    ("written", "code"),
    [("ar", "ar"), ("ara", "ar"), ("AR", "ar"), ("ar-MA", "ar"), ("prs", "fa"), ("nld", "nl"),
     ("tir", "ti"), ("lin", "ln"), ("klingon", None), ("", None)],
)  # fmt: skip
def test_languages_come_as_one_code(written: str, code: str | None) -> None:
    taken = fields(service(languages=[{"code": written, "name": "Naam"}]))
    assert [row["code"] for row in taken["spoken"]] == ([code] if code else [])
    assert taken["languages"] == ([] if code else ["Naam"])


def test_a_language_at_certain_hours() -> None:
    taken = fields(service(languages=[{"code": "ar", "note": "Th 13:00-16:00"},
                                      {"code": "tr", "note": "meestal"}]))  # fmt: skip
    assert taken["spoken"] == [
        {"code": "ar", "hours": "Th 13:00-16:00"}, {"code": "tr", "hours": None}]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "street", "number"),
    [
        ({"address_1": "Kerkstraat 45 bus 2"}, "Kerkstraat", "45 bus 2"),
        ({"address_1": "De Coninckplein 25-27"}, "De Coninckplein", "25-27"),
        ({"address_1": "Plein 1940"}, "Plein 1940", None),
        ({"address_1": "Kerkstraat 45a/3"}, "Kerkstraat", "45a/3"),
        ({"address_1": "1-30 Main Street"}, "1-30 Main Street", None),
        ({"address_1": "Postbus 12"}, None, None),
        ({"address_1": "Kerkstraat 45", "address_type": "postal"}, "Kerkstraat", "45"),
        ({"address_1": "Kerkstraat 45", "address_type": "virtual"}, None, None),
    ],
)
def test_streets_and_numbers(
    address: dict[str, Any], street: str | None, number: str | None
) -> None:
    taken = fields(service(service_at_locations=[{"location": {"addresses": [address]}}]))
    assert (taken["street"], taken["house_number"]) == (street, number)


@pytest.mark.parametrize(
    ("region", "postcode", "district"),
    [("Borgerhout", "2140", "Borgerhout"), ("Antwerpen", "2060", "Antwerpen"),
     ("Antwerpen", "2140", None), ("Vlaanderen", "2060", None), (None, "2060", None)],
)  # fmt: skip
def test_a_region_is_a_district_only_when_it_is_one(
    region: str | None, postcode: str, district: str | None
) -> None:
    address = {"address_1": "Kerkstraat 1", "region": region, "postal_code": postcode}
    taken = fields(service(service_at_locations=[{"location": {"addresses": [address]}}]))
    assert taken["district"] == district


def test_room_is_believed_for_two_weeks() -> None:
    def room(available: int, updated: str) -> Any:
        rows = [{"available": available, "updated": updated, "unit": {"name": "bed"}}]
        return fields(service(capacities=rows))["capacity"]

    assert room(0, "2026-11-20T10:00:00Z") == "full"
    assert room(3, "2026-11-20T10:00:00Z") == "free"
    assert room(3, "2026-10-20T10:00:00Z") is None
    assert room(3, "2027-10-20T10:00:00Z") is None


# Needs


def term(code: str, taxonomy: str = "Iemands indeling") -> dict[str, Any]:
    return {"taxonomy_term": {"code": code, "taxonomy": taxonomy}}


def test_codes_of_others_become_needs_by_the_mapping_file(tmp_path: Path) -> None:
    mapping = tmp_path / "codes.toml"
    mapping.write_text('[codes]\n"A1" = ["food_aid"]\n"B" = []\n')
    item = service(attributes=[term("A1"), term("A1.2"), term("B"), term("C9\u202e")])
    (only,) = found(item, mapping=str(mapping))
    assert only.fields and only.fields["needs"] == ["food_aid"]
    assert only.warnings == ("needs: no line for code C9?",)
    (refused,) = found(item, mapping=str(mapping), unknown_codes="refuse")
    assert refused.fields is None and "C9" in (refused.reason or "")


def test_a_mapping_with_a_need_that_does_not_exist_names_its_line(tmp_path: Path) -> None:
    mapping = tmp_path / "codes.toml"
    mapping.write_text('# indeling\n[codes]\n"A1" = ["food_aid"]\n"A2" = ["eten"]\n')
    with pytest.raises(ReadError, match=r"codes.toml line 4: eten is not in the list of needs"):
        reading(mapping=str(mapping))
    mapping.write_text("[codes\n")
    with pytest.raises(ReadError, match="is no TOML"):
        reading(mapping=str(mapping))


def test_our_own_needs_need_no_mapping() -> None:
    ours = [term("library_computer", "wegwijs needs"), term("eten", "wegwijs needs")]
    assert fields(service(attributes=ours))["needs"] == ["library_computer"]


# Files of the standard


EXAMPLES = ["service_full.json", "organization_full.json", "service_at_location_full.json"]


@pytest.mark.parametrize("version", ["hsds-3.0", "hsds-3.1-dev"])
@pytest.mark.parametrize("name", [*EXAMPLES, "csv", "tabular.json"])
def test_the_examples_of_the_standard_load(version: str, name: str) -> None:
    path = standards.file(f"{version}/examples/{name}")
    module = hsds_file if name in EXAMPLES else tables
    source = module.create({"name": "voorbeeld", "path": path, "today": TODAY})
    (one,), refused = read_records(source.records(), open_steps(STEPS))
    assert refused == []
    assert one.name == "Community Counselling"
    assert one.organisation == "Example Organization Inc."
    assert one.languages == ("ur",)
    assert (one.street, one.municipality) == ("1-30 Main Street", "MyCity")
    assert one.point is None, "latitude 100 is nowhere"
    assert one.opening_hours is None, "its schedule ended in 2005"
    assert one.audience.minimum_age == 12
    assert one.access.documents and one.access.documents[0].startswith("Any official")
    assert [(i.scheme, i.value) for i in one.identifiers] == [("GB-COH", "1234567")]


def test_a_page_of_services_loads_with_what_it_has() -> None:
    path = standards.file("hsds-3.1-dev/examples/service_list.json")
    source = hsds_file.create({"name": "voorbeeld", "path": path, "today": TODAY})
    (one,), _ = read_records(source.records(), open_steps(STEPS))
    assert one.name == "Community Counselling"


# Our own export, read back


NOT_EXPORTED = {"id", "source", "source_id", "provenance", "review_note"}


def facts(one: Place) -> dict[str, Any]:
    """What is told of a place, without what our export leaves out for every place."""
    told = {k: v for k, v in one.to_record().items() if k not in NOT_EXPORTED}
    told["organisation"] = one.organisation or one.name  # HSDS wants an organisation
    told["sources"] = sorted((s.url, s.seen or "") for s in one.sources)
    told["opening_hours_note"] = (one.opening_hours_note or "").rstrip(". ")
    return told


def assert_same(back: Place, one: Place) -> None:
    left_out: set[str] = set()
    if not (one.street and one.postcode and one.municipality):
        # Half an address is no HSDS address: only postcode and district go out.
        left_out |= {"street", "house_number", "municipality"}
        if one.scope != "place" or one.street:
            left_out |= {"district", "postcode"}
    told, expected = facts(back), facts(one)
    for name in expected.keys() - left_out:
        assert told[name] == expected[name], f"{one.name}: {name}"


def read_back(source: Any) -> dict[str, Place]:
    """The places by the id that they had before."""
    places, refused = read_records(source.records(), open_steps(STEPS))
    assert refused == []
    return {one.source_id.split(":")[0]: one for one in places}


def starter() -> list[Place]:
    return read_records(open_source("antwerp").records(), open_steps(STEPS))[0]


def test_the_whole_starter_directory_comes_back_with_the_same_facts(tmp_path: Path) -> None:
    places, path = starter(), tmp_path / "out.json"
    path.write_text("".join(hsds(places)), encoding="utf-8")
    back = read_back(hsds_file.create({"name": "terug", "path": path, "today": TODAY}))
    assert len(back) == len(places)
    for one in places:
        assert_same(back[one.id], one)


def test_the_starter_directory_comes_back_from_tables_too(tmp_path: Path) -> None:
    places, packed = starter(), tmp_path / "out.zip"
    packed.write_bytes(b"".join(hsds_zip(places)))
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(folder)
    for path in (packed, folder):
        back = read_back(tables.create({"name": "terug", "path": path, "today": TODAY}))
        for one in places:
            assert_same(back[one.id], one)


def test_a_place_of_which_everything_is_known_comes_back() -> None:
    one = place(
        source_id="alles", organisation="Huis", scope="place", description="Een huis.",
        services=["koffie"], street="Kerkstraat", house_number="45", postcode="2140",
        municipality="Antwerpen", district="Borgerhout", location_precision="address",
        point={"latitude": 51.21, "longitude": 4.43}, phone="03 338 38 00",
        phone_e164="+3233383800", email="a@example.org", website="https://a.example.org/",
        opening_hours="Mo-Fr 09:00-12:00; PH off", opening_hours_note="Bel eerst",
        appointment_hours="Mo 13:00-16:00", phone_hours="Tu 09:00-10:00",
        spoken=[{"code": "nl"}, {"code": "ar", "hours": "Th 13:00-16:00"},
                {"code": "ti", "interpreter": True}],
        cost={"kind": "paid", "note": "3 euro"}, target_groups=["nieuwkomers", "ouders"],
        appointment_required=False, residence_permit_required=False, confidence="high",
        audience={"minimum_age": 16, "maximum_age": 25, "genders": ["women"], "families": True,
                  "statuses": ["undocumented"]},
        access={"referral_required": False, "unconditional": True, "low_threshold": True,
                "reason": "Iedereen mag binnen", "documents": []},
        accessibility={"wheelchair": "limited", "note": "Bel aan bij de zijdeur"},
        capacity="waiting_list", identifiers=[{"scheme": "kbo", "value": "0207.500.123"}],
        notices=[{"kind": "closed", "since": "2026-12-24", "until": "2026-12-31"}],
        translations=[{"language": "fr", "name": "Maison", "description": "Une maison.",
                       "status": "reviewed"}],
        sources=[{"url": "https://b.example.org/", "seen": "2026-10-01"}],
        licence="CC0-1.0", valid_from="2026-01-01", valid_to="2027-12-31",
        provenance=[{"group": "hours", "source": "osm", "source_id": "node/1",
                     "fetched": "2026-11-01", "checked": "2026-10-01", "checked_by": "desk"}],
    )  # fmt: skip
    (exported,) = json.loads("".join(hsds([one])))
    (only,) = found(exported)
    (back,), refused = read_records([RawRecord("x", only.fields)], open_steps(STEPS))
    assert refused == []
    assert_same(back, one)
    assert back.provenance == one.provenance


@settings(max_examples=60)
@given(whole_places)
def test_whatever_we_export_can_be_read(one: Place) -> None:
    (exported,) = json.loads("".join(hsds([one])))
    for only in found(exported):
        assert only.fields and only.fields["needs"] == list(one.needs)
        read_records([RawRecord("x", only.fields)], open_steps(STEPS))


# Tables


def test_rows_that_belong_to_one_door_do_not_go_to_another(tmp_path: Path) -> None:
    write(tmp_path, "services", [{"id": "s1", "name": "Spreekuur", "organization_id": "o1"}])
    write(tmp_path, "organizations", [{"id": "o1", "name": "Huis"}])
    write(tmp_path, "locations", [{"id": "l1", "location_type": "physical"}, {"id": "l2"}])
    write(tmp_path, "service_at_location", [
        {"id": "a1", "service_id": "s1", "location_id": "l1"},
        {"id": "a2", "service_id": "s1", "location_id": "l2"}])  # fmt: skip
    write(tmp_path, "phones", [
        {"id": "p1", "service_id": "s1", "service_at_location_id": "a2", "number": "03 000 00 02"},
        {"id": "p2", "location_id": "l1", "number": "03 000 00 01"}])  # fmt: skip
    source = tables.create({"name": "x", "path": tmp_path, "today": TODAY})
    records = [record.fields or {} for record in source.records()]
    assert [(r["source_id"], r["phone"]) for r in records] == [
        ("s1:l1", "03 000 00 01"), ("s1:l2", "03 000 00 02")]  # fmt: skip
    assert {r["organisation"] for r in records} == {"Huis"}


def write(folder: Path, table: str, rows: list[dict[str, Any]]) -> None:
    columns = list(dict.fromkeys(key for row in rows for key in row))
    with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, columns)
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a zip"])
def test_a_zip_that_is_none_is_an_error_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    with pytest.raises(ReadError):
        list(tables.create({"name": "x", "path": path, "today": TODAY}).records())


def test_without_a_table_of_services_nothing_is_loaded(tmp_path: Path) -> None:
    for content in ("{}", "[]", '{"services.csv": 3}'):
        path = tmp_path / "x.json"
        path.write_text(content)
        with pytest.raises(ReadError):
            list(tables.create({"name": "x", "path": path, "today": TODAY}).records())
    with pytest.raises(ReadError, match="no table of services"):
        list(tables.create({"name": "x", "path": tmp_path, "today": TODAY}).records())
