"""One place as a card: what stands on it, in the reader's language, and what can be tapped.

For the social grocery in Borgerhout an Arabic reader sees its name and address as they stand on the
door, "مفتوح حتى ‎17:00", a phone to tap and where these facts come from. What is not known is None
and is said as not known; nothing is guessed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from math import ceil
from typing import Any
from urllib.parse import quote_plus, urlsplit
from zoneinfo import ZoneInfo

from locales.catalog import Text, has_text, text, writing_language
from locales.languages import language as language_of
from locales.wording import (
    clock_time,
    distance,
    full_date,
    isolate,
    language_name,
    listed,
    month,
    month_and_year,
    weekday,
)

HERE = "here"
"""The label of a place that a phone gave, which has no name to repeat."""

BRUSSELS = ZoneInfo("Europe/Brussels")

Result = Mapping[str, Any]
Card = dict[str, Any]

_SEARCH = "https://www.openstreetmap.org/search?query={address}"
_ROUTE = "https://www.openstreetmap.org/directions?engine=fossgis_osrm_foot&route=%3B{lat}%2C{lon}"


def place_card(result: Result, language: str, at: datetime | None = None) -> Card:
    """The **place** of the HTTP contract. `at` is the moment of asking, for "tomorrow"."""
    language = writing_language(language)
    return {
        **{name: result.get(name) for name in _AS_FOUND},
        "open": result.get("open") or "unknown",
        "hours_text": None if _silent(result) else hours_sentence(result, language, at).value,
        "hours_note": _dutch(result.get("hours_note")),
        "distance_text": _distance(result, language),
        "languages": [language_name(code, language) for code in result.get("languages") or ()],
        "language_codes": list(result.get("languages") or ()),
        **_cost(result, language),
        "appointment": _appointment(result, language),
        "appointment_needed": result.get("appointment"),
        "conditions": [
            _condition(found, language)
            for found in result.get("conditions") or ()
            if not _said_with_the_hours(found, result)
        ],
        "reasons": _reasons(result, language),
        "actions": _actions(result),
        "description": _dutch(result.get("description")),
        **_provenance(result, language),
        "confidence": result.get("confidence"),
        "call_first": bool(result.get("call_first")),
        "call_first_text": _call_first(result, language),
    }


_AS_FOUND = (
    "id",
    "name",
    "organisation",
    "kind",
    "scope",
    "address",
    "postcode",
    "district",
    "latitude",
    "longitude",
    "location_precision",
    "phone",
    "email",
    "website",
    "distance_m",
    "walk_minutes",
    "opens_at",
    "closes_at",
    "checked_at",
)
"""Facts that are shown, or passed on to apps, exactly as the directory has them."""


# Hours


def hours_sentence(result: Result, language: str, at: datetime | None = None) -> Text:
    """Whether a place is open, and until or from when, as a sentence.

    `at` is the moment of asking, for "tomorrow" and "in twenty minutes".
    """
    match result.get("open"):
        case "yes":
            return _open(result, language, at)
        case "no":
            return _closed(result, language, at)
        case _ if result.get("open_since"):
            return _open_from(result, language)
        case _:
            return _other_way(result, language) or _hours_unknown(result, language)


def _hours_unknown(result: Result, language: str) -> Text:
    return text(
        language, f"card.hours_unknown_{'line' if _is_line(result) else _who_knows(result)}"
    )


def _silent(result: Result) -> bool:
    """A card of 1712 or 1813 without hours keeps quiet about them: a doubt would keep people from calling."""
    return _is_line(result) and result.get("open") not in ("yes", "no")


def _is_line(result: Result) -> bool:
    return result.get("scope") == "phone"


_CLOSES_SOON = 30
"""Minutes before closing from which they are counted: a walk may take longer."""


def _open(result: Result, language: str, at: datetime | None) -> Text:
    closes = _moment(result.get("closes_at"))
    if closes is None:
        if (result.get("hours") or "").strip() == "24/7":
            return text(language, "card.open_always")
        if result.get("open_since"):
            return _open_from(result, language)
        return text(language, "card.open_now")
    time = clock_time(language, closes)
    minutes = ceil((closes - at).total_seconds() / 60) if at else 0
    if 0 < minutes <= _CLOSES_SOON:
        return text(language, "card.closes_in", count=minutes, time=time)
    return text(language, "card.open_until", time=time)


def _open_from(result: Result, language: str) -> Text:
    """ "09:00+" in the hours: open since nine, and no source says until when."""
    since = datetime.fromisoformat(result["open_since"]).astimezone(BRUSSELS)
    time = clock_time(language, since)
    return text(language, f"card.open_from_{_who_knows(result)}", time=time)


def _closed(result: Result, language: str, at: datetime | None) -> Text:
    until = result.get("closed_until")
    if until:
        return text(
            language, "card.closed_until", day=_named_day(date.fromisoformat(until), language, at)
        )
    opens = _moment(result.get("opens_at"))
    other_way = _other_way(result, language)
    if opens is None:
        return other_way or text(language, f"card.closed_{_who_knows(result)}")
    said = _opens(opens, language, at)
    return replace(said, value=f"{said.value} {other_way.value}") if other_way else said


def _opens(opens: datetime, language: str, at: datetime | None) -> Text:
    time = clock_time(language, opens)
    # Without the moment of asking only a full date is sure to be right.
    days = (opens.date() - at.astimezone(BRUSSELS).date()).days if at else None
    if days == 0:
        return text(language, "card.opens_today", time=time)
    if days == 1:
        return text(language, "card.opens_tomorrow", time=time)
    if days is not None and 1 < days < 7:
        return text(language, "card.opens_on", day=weekday(language, opens), time=time)
    return text(language, "card.opens_on", day=_named_day(opens.date(), language, at), time=time)


_SAME_DAY_AGAIN = 300
"""Days ahead from which "Monday 3 May" could be taken for the next one: then the year is said."""


def _named_day(day: date, language: str, at: datetime | None) -> str:
    """ "Monday 23 November", or with its year when that is far off."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=BRUSSELS)
    if at and abs((noon - at).days) > _SAME_DAY_AGAIN:
        return full_date(language, noon)
    return text(
        language,
        "date.day",
        weekday=weekday(language, noon),
        day=str(day.day),
        month=month(language, noon),
    ).value


def _other_way(result: Result, language: str) -> Text | None:
    """How one gets help while one cannot walk in, as far as somebody says so."""
    if result.get("by_phone"):
        return text(language, "card.by_phone")
    return text(language, "card.by_appointment") if result.get("by_appointment") else None


def _who_knows(result: Result) -> str:
    """Where the reader can ask: by phone, on the website, or nowhere that we know of.

    Of a phone line nobody asks by phone first: calling is all there is to it.
    """
    if result.get("phone") and not _is_line(result):
        return "call"
    return "website" if result.get("website") else "ask"


def _moment(written: object) -> datetime | None:
    if not isinstance(written, str):
        return None
    return datetime.fromisoformat(written).astimezone(BRUSSELS)


# Where, what it costs, who can come


def _distance(result: Result, language: str) -> str | None:
    metres = result.get("distance_m")
    if metres is None:
        return None
    if _vague(result):
        # The coordinates are only round about: metres would be made up.
        where = " ".join(filter(None, (result.get("postcode"), result.get("district"))))
        return text(language, "card.somewhere_in", district=where).value if where else None
    shown = distance(language, float(metres))
    minutes = result.get("walk_minutes")
    if not minutes or minutes > _FAR_TO_WALK:
        return shown
    return text(language, "card.walk", distance=shown, count=round(minutes)).value


def _vague(result: Result) -> bool:
    """The point is the middle of a district, or one from an old list without a street to look for."""
    return result.get("location_precision") == "district" or not result.get("address")


_FAR_TO_WALK = 45
"""Minutes above which nobody is helped by how long the walk is."""


def _cost(result: Result, language: str) -> Card:
    cost = result.get("cost") or {}
    kind = cost.get("kind") or "unknown"
    words = text(language, f"card.cost_{kind}").value if kind in ("free", "paid") else None
    return {"cost": words, "cost_kind": kind, "cost_note": _dutch(cost.get("note"))}


def _appointment(result: Result, language: str) -> str | None:
    needed = result.get("appointment")
    if needed is None:
        return None
    return text(language, "card.appointment" if needed else "card.no_appointment").value


def _said_with_the_hours(found: Mapping[str, Any], result: Result) -> bool:
    """A closure stands in the sentence about the hours; only what the source adds is worth a second."""
    explained = (found.get("params") or {}).get("text")
    return found["kind"] == "closed" and bool(result.get("closed_until")) and not explained


def _condition(found: Mapping[str, Any], language: str) -> Card:
    """What a place asks: "yes" is asked, "no" is not asked, unknown is said as "ask first"."""
    kind, verdict, params = found["kind"], found["verdict"], found.get("params") or {}
    if kind == "age":
        sentence = _ages(params, language)
    elif params.get("until"):
        sentence = _for_a_while(kind, params, language)
    elif kind == "documents" and params.get("documents"):
        sentence = _documents(params["documents"], language)
    elif params.get("groups"):
        sentence = _groups(params["groups"], language)
    else:
        key = _CONDITIONS.get((kind, verdict), f"condition.{kind}.{verdict}")
        sentence = text(language, key if has_text(key) else "condition.ask_first").value
    return {"kind": kind, "verdict": verdict, "text": sentence}


_CONDITIONS = {
    ("referral", "yes"): "list.referral",
    ("referral", "no"): "list.no_referral",
    ("documents", "no"): "list.no_documents",
    ("wheelchair", "no"): "list.wheelchair_no",
    ("wheelchair", "unknown"): "list.wheelchair_limited",
    ("full", "yes"): "list.capacity_full",
    ("waiting_list", "yes"): "list.capacity_waiting_list",
    ("limited", "yes"): "list.capacity_limited",
}
"""Conditions that a printed list says in the same words."""

_NOTICES = {
    "closed": "list.notice_closed",
    "full": "list.notice_full",
    "moved": "list.notice_moved",
    "other_hours": "list.notice_hours",
    "notice": "list.notice_other",
}


def _for_a_while(kind: str, params: Mapping[str, Any], language: str) -> str:
    """ "Gesloten: tot en met 27 november 2026.", and after it what the source says, in Dutch."""
    until = _day_words(params["until"], language) or str(params["until"])
    dates = text(language, "list.until", until=until).value
    sentence = text(language, _NOTICES.get(kind, "list.notice_other"), dates=dates).value
    said = params.get("text")
    return f"{sentence} {isolate(said, language_of(language).direction)}" if said else sentence


def _ages(params: Mapping[str, Any], language: str) -> str:
    first, last = params.get("minimum"), params.get("maximum")
    if last is None:
        return text(language, "list.ages_from", first=first).value
    if first is None:
        return text(language, "list.ages_to", last=last).value
    return text(language, "list.ages_between", first=first, last=last).value


def _documents(documents: Sequence[str], language: str) -> str:
    """What to bring, in the Dutch words that stand on those papers."""
    direction = language_of(language).direction
    named = listed(language, [isolate(document, direction) for document in documents])
    return text(language, "list.documents", documents=named).value


def _groups(groups: Sequence[str], language: str) -> str:
    if EVERYONE in groups:
        return text(language, "condition.everyone").value
    named = listed(language, [_group(group, language) for group in groups])
    return text(language, "condition.target_group", groups=named).value


def _near(label: str | None, result: Result, language: str) -> str | None:
    """How far from what the person named. Whether that is near is theirs to judge."""
    metres = result.get("distance_m")
    if metres is None or not label or _vague(result):
        return None
    return text(
        language,
        "reason.near",
        distance=distance(language, float(metres)),
        near=near_words(label, language),
    ).value


def near_words(label: str, language: str) -> str:
    """The place to be near to, as it stands in a sentence: "2060", or "you"."""
    return text(language, "near.here").value if label == HERE else label


EVERYONE = "iedereen"
"""What sources write when there is no target group at all."""


def _group(group: str, language: str) -> str:
    """Who a place is for; a group we have no words for keeps the Dutch of the source."""
    key = "group." + re.sub(r"\W+", "_", group.casefold()).strip("_")
    named = text(language, key).value if has_text(key) else group
    return isolate(named, language_of(language).direction)


def _reasons(result: Result, language: str) -> list[str]:
    """Why this place is shown, as short sentences."""
    said = (_reason(found, result, language) for found in result.get("reasons") or ())
    return list(dict.fromkeys(sentence for sentence in said if sentence))


def _reason(found: Mapping[str, Any], result: Result, language: str) -> str | None:
    params = found.get("params") or {}
    match found["kind"]:
        case "need":
            need = f"need.{params.get('need')}.title"
            if not has_text(need):
                return None
            return text(language, "reason.need", need=text(language, need).value).value
        case "near":
            return _near(params.get("near"), result, language)
        case "language" | "language_at" | "language_sometimes" | "interpreter":
            return _spoken(found["kind"], params, language)
        case kind:
            key = _REASONS.get(kind, f"reason.{kind}")
            return text(language, key).value if has_text(key) else None


_REASONS = {"unconditional": "list.unconditional", "wheelchair": "list.wheelchair_yes"}
"""Reasons that a printed list says in the same words."""


def _spoken(kind: str, params: Mapping[str, Any], language: str) -> str:
    """That a language is spoken there: now, from a later moment on, or by an interpreter."""
    codes = params.get("languages") or [params.get("language") or language]
    names = listed(language, [language_name(code, language) for code in codes])
    begins = _moment(params.get("from"))
    if kind == "language_at" and begins:
        day, time = weekday(language, begins), clock_time(language, begins)
        return text(language, "reason.language_at", languages=names, day=day, time=time).value
    key = "list.interpreter" if kind == "interpreter" else f"reason.{kind}"
    return text(language, key, languages=names).value


def _dutch(written: object) -> dict[str, str] | None:
    """Words of the source, shown as they are and marked as Dutch."""
    return {"text": str(written), "lang": "nl"} if written else None


# What can be tapped


def _actions(result: Result) -> dict[str, str | None]:
    return {
        "call": phone_link(result.get("phone")),
        "route": _route(result),
        "website": result.get("website"),
    }


_PHONE = re.compile(r"\+?\d(?:[\s./()-]*\d){2,}")


def phone_link(phone: object) -> str | None:
    """The `tel:` link of a Belgian number: "03 338 32 32" is "tel:+3233383232", "1813" stays short."""
    found = _PHONE.search(phone) if isinstance(phone, str) else None
    if found is None:
        return None
    digits = re.sub(r"\D", "", found[0])
    if found[0].startswith("+"):
        return f"tel:+{digits}"
    if digits.startswith("00"):
        return f"tel:+{digits[2:]}"
    return f"tel:+32{digits[1:]}" if digits.startswith("0") else f"tel:{digits}"


def _route(result: Result) -> str | None:
    """Directions on foot to a spot that is known well enough, else the address on the map."""
    lat, lon = result.get("latitude"), result.get("longitude")
    known = result.get("location_precision") in ("address", "street") and not _vague(result)
    if known and lat is not None and lon is not None:
        return _ROUTE.format(lat=lat, lon=lon)
    address = result.get("address")
    return _SEARCH.format(address=quote_plus(address)) if address else None


# Where the facts come from


def _provenance(result: Result, language: str) -> Card:
    sources = result.get("sources") or ()
    first = sources[0] if sources else {}
    url = first.get("url")
    return {
        "source": _source(first, language) if url else None,
        "source_url": url if url and url.startswith(("https://", "http://")) else None,
        "checked_text": _checked(result, language),
    }


def _source(source: Mapping[str, Any], language: str) -> str:
    publisher = _publisher(source["url"])
    seen = _day_words(source.get("seen"), language)
    if seen is None:
        return isolate(publisher, language_of(language).direction)
    return text(language, "card.source", publisher=publisher, date=seen).value


def _publisher(url: str) -> str:
    host = urlsplit(url).hostname if url.startswith(("https://", "http://")) else None
    return host.removeprefix("www.") if host else url.split(":", 1)[0].strip()


def _checked(result: Result, language: str) -> str:
    day = _day_words(result.get("checked_at"), language)
    if day is None:
        return text(language, "card.not_checked").value
    return text(language, "card.checked", date=day).value


_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def _day_words(written: object, language: str) -> str | None:
    """A date as far as the source knows it: a day, a month or only a year."""
    found = _DAY.match(written) if isinstance(written, str) else None
    if found is None:
        return None
    year, month_number, day = (int(part) if part else None for part in found.groups())
    if year is None or month_number is None:
        return found[1]
    try:
        date(year, month_number, day or 1)
    except ValueError:
        return found[1]
    moment = datetime(year, month_number, day or 1, tzinfo=UTC)
    return full_date(language, moment) if day else month_and_year(language, moment)


def _call_first(result: Result, language: str) -> str | None:
    if not result.get("call_first"):
        return None
    return text(language, f"card.call_first_{_who_knows(result)}").value
