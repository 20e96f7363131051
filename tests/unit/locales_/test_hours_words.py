"""Hours in words: the answer of the directory as a sentence, on a 24-hour clock, in five languages."""

from datetime import datetime
from typing import Any

import pytest

from locales.cards import hours_sentence
from locales.examples import CLOSED, MOMENT, OPEN, UNSURE
from sociale_kaart.hours import opening_of
from sociale_kaart.records import place_from_record

AT = datetime.fromisoformat("2026-11-23T10:00:00+01:00")
"""A Monday morning."""
WEEKDAYS = "Mo-Fr 09:00-12:00,13:00-17:00; PH off"

SAID = {
    "open until 12:00": {
        "nl": "Open tot 12:00.",
        "fr": "Ouvert jusqu’à 12:00.",
        "en": "Open until 12:00.",
        "ar": "مفتوح حتى الساعة \u206612:00\u2069.",
        "tr": "Şu anda açık. Kapanış saati: 12:00.",
    },
    "opens tomorrow at 9:00": {
        "nl": "Nu gesloten. Gaat morgen open om 09:00.",
        "fr": "Fermé maintenant. Ouvre demain à 09:00.",
        "en": "Closed now. Opens tomorrow at 09:00.",
        "ar": "مغلق الآن. يفتح غدًا الساعة \u206609:00\u2069.",
        "tr": "Şu anda kapalı. Yarın açılış saati: 09:00.",
    },
    "opens Monday at 9:00": {
        "nl": "Nu gesloten. Gaat maandag open om 09:00.",
        "fr": "Fermé maintenant. Ouvre lundi à 09:00.",
        "en": "Closed now. Opens Monday at 09:00.",
        "ar": "مغلق الآن. يفتح يوم \u2068الاثنين\u2069 الساعة \u206609:00\u2069.",
        "tr": "Şu anda kapalı. Açılış: Pazartesi, saat 09:00.",
    },
    "by appointment": {
        "nl": "Alleen op afspraak.",
        "fr": "Seulement sur rendez-vous.",
        "en": "By appointment only.",
        "ar": "بموعد مسبق فقط.",
        "tr": "Sadece randevu ile.",
    },
    "by phone only": {
        "nl": "Nu alleen per telefoon.",
        "fr": "Maintenant seulement par téléphone.",
        "en": "Now by phone only.",
        "ar": "الآن عبر الهاتف فقط.",
        "tr": "Şu anda sadece telefonla.",
    },
    "closed until Friday": {
        "nl": "Gesloten tot en met vrijdag 27 november.",
        "fr": "Fermé jusqu’au vendredi 27 novembre inclus.",
        "en": "Closed until the end of Friday 27 November.",
        "tr": "27 Kasım Cuma gününün sonuna kadar kapalı.",
    },
    "hours not known, call first": {
        "nl": "We weten niet wanneer het open is. Bel eerst.",
        "fr": "Nous ne connaissons pas les heures d’ouverture. Appelez d’abord.",
        "en": "We do not know the opening hours. Call first.",
        "ar": "لا نعرف ساعات العمل. من الأفضل الاتصال أولًا.",
        "tr": "Açılış saatlerini bilmiyoruz. Önce arayın.",
    },
    "from nine, call first": {
        "nl": "Open vanaf 09:00. We weten niet tot hoe laat. Bel eerst.",
        "fr": "Ouvert à partir de 09:00. Nous ne savons pas jusqu’à quelle heure. Appelez d’abord.",
        "en": "Open from 09:00. We do not know until when. Call first.",
        "ar": "مفتوح من الساعة \u206609:00\u2069. لا نعرف حتى متى. من الأفضل الاتصال أولًا.",
        "tr": "Açılış saati: 09:00. Ne zamana kadar açık olduğunu bilmiyoruz. Önce arayın.",
    },
    "closes in twenty minutes": {
        "nl": "Nu open. Sluit over 20 minuten, om 12:00.",
        "fr": "Ouvert maintenant. Ferme dans 20 minutes, à 12:00.",
        "en": "Open now. Closes in 20 minutes, at 12:00.",
        "ar": "مفتوح الآن. يغلق بعد \u206620\u2069 دقيقة، الساعة \u206612:00\u2069.",
        "tr": "Şu anda açık. 20 dakika sonra kapanıyor. Kapanış saati: 12:00.",
    },
}

PLACES: dict[str, tuple[str, dict[str, Any]]] = {
    "open until 12:00": ("2026-11-23T10:00", {"opening_hours": WEEKDAYS}),
    "opens tomorrow at 9:00": ("2026-11-22T11:00", {"opening_hours": WEEKDAYS}),
    "opens Monday at 9:00": ("2026-11-20T18:00", {"opening_hours": WEEKDAYS}),
    "by appointment": ("2026-11-23T10:00", {"appointment_hours": WEEKDAYS}),
    "by phone only": ("2026-11-23T10:00", {"opening_hours": 'Mo-Fr 09:00-12:00 "telefonisch"'}),
    "closed until Friday": (
        "2026-11-23T10:00",
        {"opening_hours": WEEKDAYS, "notices": [{"kind": "closed", "until": "2026-11-27"}]},
    ),
    "hours not known, call first": ("2026-11-23T10:00", {}),
    "from nine, call first": ("2026-11-23T15:00", {"opening_hours": "Mo-Fr 09:00+"}),
    "closes in twenty minutes": ("2026-11-23T11:40", {"opening_hours": WEEKDAYS}),
}


def said(of: dict[str, Any], language: str, at: datetime) -> str:
    record = {"source": "test", "source_id": "1", "name": "Voorbeeldhuis", "kind": "buurthuis"}
    opening = opening_of(place_from_record(record | of), at)
    result = {"phone": "03 000 00 00", "hours": of.get("opening_hours"), **opening.as_params()}
    return hours_sentence(result, language, at).value


@pytest.mark.parametrize(
    ("what", "language"), [(what, code) for what, words in SAID.items() for code in words]
)
def test_the_answer_of_the_directory_in_words(what: str, language: str) -> None:
    moment, stated = PLACES[what]
    at = datetime.fromisoformat(f"{moment}:00+01:00")
    assert said(stated, language, at) == SAID[what][language]


def test_minutes_are_counted_from_half_an_hour_before_closing() -> None:
    hours = {"opening_hours": WEEKDAYS}
    for minute, words in [(29, "Open tot 12:00."), (30, "over 30 minuten"), (59, "over 1 minuut")]:
        assert words in said(hours, "nl", AT.replace(hour=11, minute=minute))


def test_a_holiday_that_nobody_wrote_about_does_not_say_since_when() -> None:
    christmas = datetime.fromisoformat("2026-12-25T10:00:00+01:00")
    words = said({"opening_hours": "Mo-Fr 09:00+"}, "nl", christmas)
    assert words == SAID["hours not known, call first"]["nl"]


def test_day_and_night_but_closed_from_tomorrow_says_until_when() -> None:
    notice = {"kind": "closed", "since": "2026-11-24", "until": "2026-11-27"}
    words = said({"opening_hours": "24/7", "notices": [notice]}, "nl", AT)
    assert words == "Open tot 00:00."


def test_a_shut_door_names_the_other_way() -> None:
    both = hours_sentence(CLOSED | {"by_phone": True}, "nl", MOMENT)
    assert both.value == "Nu gesloten. Gaat morgen open om 09:00. Nu alleen per telefoon."
    asked = hours_sentence(CLOSED | {"opens_at": None, "by_appointment": True}, "nl", MOMENT)
    assert asked.value == "Alleen op afspraak."


def test_a_closure_that_lasts_a_year_names_the_year() -> None:
    far = hours_sentence(CLOSED | {"closed_until": "2027-12-31"}, "en", MOMENT)
    assert far.value == "Closed until the end of 31 December 2027."


def test_nobody_is_told_to_call_a_place_without_a_phone() -> None:
    since = OPEN | {"closes_at": None, "open_since": "2026-11-22T09:00:00+01:00", "phone": None}
    assert "website" in hours_sentence(since, "nl", MOMENT).value
    assert hours_sentence(since | {"website": None}, "nl", MOMENT).value.endswith("hoe laat.")


def test_results_without_the_newer_fields_are_still_said() -> None:
    assert hours_sentence(UNSURE, "nl", MOMENT).value == SAID["hours not known, call first"]["nl"]
