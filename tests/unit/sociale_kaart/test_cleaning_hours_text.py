"""Hours in words: what can be read for sure is read, and every doubt leaves the text a note."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.cleaning.hours_text import clean
from sociale_kaart.hours import is_valid
from sociale_kaart.reading.hours_words import read_days, read_hours

READ = [
    ("ma-vr 9-12u en 13u30-17u", "Mo-Fr 09:00-12:00,13:30-17:00"),
    ("Maandag tot vrijdag van 9.00 tot 12.00 uur", "Mo-Fr 09:00-12:00"),
    ("elke dag 24u/24", "24/7"),
    ("di, do 14u-16u; za gesloten", "Tu,Th 14:00-16:00; Sa off"),
    ("24/7", "24/7"),
    ("dag en nacht, 7 op 7", "24/7"),
    ("tous les jours 24h/24", "24/7"),
    ("24 hours a day, 7 days a week", "24/7"),
    ("Ma-do 9-16", "Mo-Th 09:00-16:00"),
    ("Ma t/m vr 09:00-17:00 uur", "Mo-Fr 09:00-17:00"),
    ("ma tem vr 9u00 tot 16u30", "Mo-Fr 09:00-16:30"),
    ("van maandag tot en met vrijdag doorlopend van 8u30 tot 16u30", "Mo-Fr 08:30-16:30"),
    ("ma: 9u - 12u, di: 9u-12u, wo: 13u-16u", "Mo,Tu 09:00-12:00; We 13:00-16:00"),
    ("ma. 9-12, wo. 13-16", "Mo 09:00-12:00; We 13:00-16:00"),
    ("Ma-vr 9-12. Za 10-13.", "Mo-Fr 09:00-12:00; Sa 10:00-13:00"),
    ("woensdag 13.30 - 16.30 u.", "We 13:30-16:30"),
    ("woensdag: 13.30\u201316.30 u", "We 13:30-16:30"),
    ("werkdagen 9:00-17:00", "Mo-Fr 09:00-17:00"),
    ("10u-12u elke werkdag", "Mo-Fr 10:00-12:00"),
    ("tussen 9 en 12u op maandag en woensdag", "Mo,We 09:00-12:00"),
    ("op maandag van 9u tot 12u en op woensdag van 13u tot 16u",
     "Mo 09:00-12:00; We 13:00-16:00"),
    ("maandag van 9 tot 12 uur en van 13 tot 16 uur en dinsdag van 9 tot 12 uur",
     "Mo 09:00-12:00,13:00-16:00; Tu 09:00-12:00"),
    ("Op weekdagen van 9u-17u en in het weekend van 10u-16u",
     "Mo-Fr 09:00-17:00; Sa,Su 10:00-16:00"),
    ("elke dag 9-17u, zondag gesloten", "Mo-Sa 09:00-17:00; Su off"),
    ("elke dag van 9 tot 17 uur, behalve zondag", "Mo-Sa 09:00-17:00; Su off"),
    ("elke dag behalve woensdag 10u tot 18u", "Mo,Tu,Th-Su 10:00-18:00; We off"),
    ("gesloten op maandag; di-zo 10-18u", "Tu-Su 10:00-18:00; Mo off"),
    ("di-vr 10-18u, za 10-17u, zon- en feestdagen gesloten",
     "Tu-Fr 10:00-18:00; Sa 10:00-17:00; Su,PH off"),
    ("maandag, dinsdag, donderdag en vrijdag 13.30-17.30 uur; niet op woensdag en feestdagen",
     "Mo,Tu,Th,Fr 13:30-17:30; We,PH off"),
    ("Ma 8.45-12 en 17.30-20; di 8.45-12; wo 8.45-12 en 13.30-16; do-vr 8.45-12",
     "Mo 08:45-12:00,17:30-20:00; Tu,Th,Fr 08:45-12:00; We 08:45-12:00,13:30-16:00"),
    ("Dinsdag en donderdag 13-15 uur, zonder afspraak", "Tu,Th 13:00-15:00"),
    ("elke dag 20u-8u", "Mo-Su 20:00-08:00"),
    ("vrijdag 9-12; en op afspraak", "Fr 09:00-12:00"),
    ("9u-12u 13u-17u ma-vr", "Mo-Fr 09:00-12:00,13:00-17:00"),
    ("lundi au vendredi de 9h à 12h et de 13h30 à 17h", "Mo-Fr 09:00-12:00,13:30-17:00"),
    ("du lundi au vendredi : 9h00 - 17h00, samedi 10h-13h, fermé le dimanche",
     "Mo-Fr 09:00-17:00; Sa 10:00-13:00; Su off"),
    ("lundi, mercredi et vendredi 14h-16h30", "Mo,We,Fr 14:00-16:30"),
    ("Ouvert le mardi entre 9 et 12 heures", "Tu 09:00-12:00"),
    ("tous les jours de 10h à 18h sauf le lundi", "Tu-Su 10:00-18:00; Mo off"),
    ("lu-ve 9h-17h, fermé les jours fériés", "Mo-Fr 09:00-17:00; PH off"),
    ("Monday to Friday 9am-5pm", "Mo-Fr 09:00-17:00"),
    ("Mon-Fri 9:00-12:30 and 13:30-17:00; closed on public holidays",
     "Mo-Fr 09:00-12:30,13:30-17:00; PH off"),
    ("every day 9 am to 5 pm", "Mo-Su 09:00-17:00"),
    ("Tuesdays and Thursdays from 1.30pm until 4 p.m.", "Tu,Th 13:30-16:00"),
    ("Wed 12 pm - 2 pm", "We 12:00-14:00"),
    ("open weekdays 08:00-16:00", "Mo-Fr 08:00-16:00"),
    ("Mo-Fr 09:00-17:00", "Mo-Fr 09:00-17:00"),
    ("sa 10h-12h", "Sa 10:00-12:00"),
]  # fmt: skip

OF_ANOTHER_KIND = [
    ("Maandag 9-12 op afspraak; donderdag 9-12",
     {"appointment_hours": "Mo 09:00-12:00", "opening_hours": "Th 09:00-12:00"}),
    ("Op afspraak: ma-vr 9-12 en 13-17", {"appointment_hours": "Mo-Fr 09:00-12:00,13:00-17:00"}),
    ("mardi 9h-12h uniquement sur rendez-vous", {"appointment_hours": "Tu 09:00-12:00"}),
    ("Tuesday 9am-12pm by appointment only", {"appointment_hours": "Tu 09:00-12:00"}),
    ("telefonisch maandag-vrijdag 9-12.30 en 13.30-17 uur",
     {"phone_hours": "Mo-Fr 09:00-12:30,13:30-17:00"}),
    ("ma-vr 9-12u; telefonisch bereikbaar: ma-vr 9-17u",
     {"opening_hours": "Mo-Fr 09:00-12:00", "phone_hours": "Mo-Fr 09:00-17:00"}),
]  # fmt: skip

REFUSED = [
    "na afspraak",
    "ma-vr 9-12u na afspraak",
    "op afspraak",
    "op afspraak; ma 9-12",
    "1e maandag 9-12u",
    "eerste maandag van de maand 9-12u",
    "Elke laatste vrijdag van de maand",
    "1e en 3e maandag van de maand 16.30-20; vrijdag 9-12",
    "ma-vr 9-12u, niet tijdens de schoolvakantie",
    "ma-vr 9-12u buiten schoolvakanties",
    "ma-vr 12-14 (2021)",
    "Ma-do 9-16 (oude bron)",
    "In 2020 ma-za 10-18; sinds 2023 maandag gesloten",
    "Maandag gesloten",
    "9-17",
    "9u tot 17u",
    "ma 9:00-12:00",
    "ma, di 10:00-12:00",
    "di 14:00-16:00",
    "ma-vr",
    "maandag 9u",
    "woensdag vanaf 14u",
    "Bereikbaar op vrijdag vanaf 13 uur",
    "ma-vr 9-17u, wo 9-12u",
    "ma-vr 9-12u; ma-vr 13-17u",
    "vrijdag 9-12 en op afspraak",
    "ma-vr 9-12 en 13-17 op afspraak",
    "ma 9-12, di 13-16 op afspraak",
    "namiddag op afspraak",
    "Ma 9-12 en 18-20; di-vr 9-12; namiddag op afspraak",
    "Mon 2-5",
    "Monday 9-5",
    "Mon-Fri 8-10",
    "Mon 2-4pm",
    "vrijdag 23-10",
    "ma 9-11 13-16",
    "maandag 25-13u",
    "ma-vr 12u-9u",
    "ma 9-12 en 11-14",
    "ma-vr 9.75-12u",
    "ma-ma 9-12u",
    "ma en ma 9-12u",
    "dagelijks",
    "dagelijks van 9 tot 12u",
    "24u/24",
    "dag en nacht",
    "zes dagen per week 11-17u",
    "ma-vr 9-12u of 13-17u",
    "maandagnamiddag",
    "maandag 9-12u in juli en augustus",
    "zomer: ma-vr 9-12u",
    "Vrijdag 9.30 uur, op vaste data in het najaar van 2026",
    "ma-vr 9-12u: bel eerst",
    "9-17 uur (2020)",
    "secretariaat: donderdag 10-12 uur en 13-16 uur",
    "spreekuur elke werkdag 10-12",
    "elke werkdag 8-20 uur (gratis nummer)",
    "jours ouvrables 9h-17h",
    "le premier lundi du mois 9h-12h",
    "lundi 9h-12h pendant les vacances scolaires",
    "gesloten",
    "ma-vr 9-12u ma gesloten di gesloten di 9-12",
    "maandag 9 november 13-16",
    "ma -vr 9-12u -",
    "openingsuren: zie website",
    "\u0645\u0646 9 \u0625\u0644\u0649 5",
    "",
    " ; . ",
    "ma-vr 9-12u " * 100,
]


@pytest.mark.parametrize(("written", "hours"), READ)
def test_hours_that_are_sure_are_read(written: str, hours: str) -> None:
    assert read_hours(written) == {"opening_hours": hours}
    assert is_valid(hours)


@pytest.mark.parametrize(("written", "hours"), OF_ANOTHER_KIND)
def test_hours_by_appointment_and_by_phone_are_kept_apart(
    written: str, hours: dict[str, str]
) -> None:
    assert read_hours(written) == hours


@pytest.mark.parametrize("written", REFUSED)
def test_any_doubt_leaves_the_text_a_note(written: str) -> None:
    assert read_hours(written) == {}
    fields = {"opening_hours_note": written}
    assert clean(fields) == fields


def test_enough_is_tried() -> None:
    assert len(READ) + len(OF_ANOTHER_KIND) + len(REFUSED) >= 80
    assert len(REFUSED) >= 30


def test_the_note_stays_and_stated_hours_win() -> None:
    note = "ma-vr 9-12u"
    cleaned = clean({"opening_hours_note": note})
    assert cleaned == {"opening_hours_note": note, "opening_hours": "Mo-Fr 09:00-12:00"}
    stated = {"opening_hours_note": note, "opening_hours": "Sa 10:00-12:00"}
    assert clean(stated) == stated
    for odd in (None, 12, ["ma-vr 9-12u"]):
        assert clean({"opening_hours_note": odd}) == {"opening_hours_note": odd}


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("donderdag", "Th"),
        ("op dinsdag en donderdag", "Tu,Th"),
        ("maandag tot woensdag", "Mo-We"),
        ("le jeudi", "Th"),
        ("on Fridays", "Fr"),
        ("ma", None),
        ("1e donderdag", None),
        ("donderdag 9u", None),
        ("", None),
    ],
)
def test_days_alone_are_read(written: str, days: str | None) -> None:
    assert read_days(written) == days


_PIECES = ["ma", "di-vr", "9", "12", "9u", "17u30", "-", "en", ",", ";", "tot", "gesloten", "van",
           "lundi", "Monday", "op afspraak", "9am", "24u/24", "elke dag", "tel.", ".", "PH", "behalve"]  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_PIECES)).map(" ".join)))
def test_rubbish_gives_readable_hours_or_none(written: str) -> None:
    assert all(is_valid(hours) for hours in read_hours(written).values())
