"""What is known about a place in whole sentences, for the fields and pages that people read.

In Dutch the day clinic of Antwerp "vraagt verblijfspapieren" or does not; what no source says gives no
sentence. The words come from the catalogs, so the same facts can be said in every language.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from locales.cards import EVERYONE
from locales.catalog import has_text, text
from locales.languages import language as language_of
from locales.wording import full_date, isolate, language_name, listed
from sociale_kaart.export.checked import day
from sociale_kaart.model import Notice, Place

BRUSSELS = ZoneInfo("Europe/Brussels")

_GROUPS = {
    "women": "vrouwen",
    "men": "mannen",
    "asylum_seeker": "asielzoekers",
    "refugee": "vluchtelingen",
    "undocumented": "mensen_zonder_papieren",
    "ukraine": "oekraïense_vluchtelingen",
    "eu_citizen": "eu_burgers",
    "other": "andere_genders",
    "families": "gezinnen",
}
"""The words that we have for the groups of the model."""


def said(language: str, key: str, **params: str) -> str:
    return text(language, key, **params).value


def notices_on(place: Place, on: date | None) -> list[Notice]:
    """The notices that hold on a day or will; all of them when no day is given."""
    held = (notice for notice in place.notices if day(notice.until))
    return [notice for notice in held if on is None or notice.until >= on.isoformat()]


def closed_on(place: Place, on: date) -> bool:
    """Whether a notice says that the place is closed on this day."""
    return any(
        notice.kind == "closed" and (notice.since or "") <= on.isoformat()
        for notice in notices_on(place, on)
    )


def over_on(place: Place, on: date) -> bool:
    """Whether the record itself no longer holds on this day, or not yet."""
    written = on.isoformat()
    first, last = day(place.valid_from), day(place.valid_to)
    return bool((last and last < written) or (first and first > written))


def notice_sentence(notice: Notice, language: str) -> str:
    """ "Gesloten: tot en met 30 november 2026", and what the source says about it in Dutch."""
    until = _day_words(notice.until, language)
    since = _day_words(notice.since, language) if day(notice.since) else None
    if since and notice.since != notice.until:
        dates = said(language, "list.from_until", since=since, until=until)
    else:
        dates = said(language, "list.until", until=until)
    return said(language, f"list.notice_{notice.kind}", dates=dates)


def application(place: Place, language: str) -> Iterator[str]:
    """How one comes in: with an appointment, with a letter, or just like that."""
    access = place.access
    if access.unconditional:
        yield said(language, "list.unconditional")
    if place.appointment_required is not None:
        needed = place.appointment_required
        yield said(language, "card.appointment" if needed else "card.no_appointment")
    if access.referral_required is not None:
        yield said(language, "list.referral" if access.referral_required else "list.no_referral")
    if access.documents == ():
        yield said(language, "list.no_documents")


def eligibility(place: Place, language: str) -> Iterator[str]:
    """For whom it is, as far as a source says."""
    audience = place.audience
    codes = [*audience.genders, *audience.statuses, *(["families"] if audience.families else [])]
    groups = [group_word(group, language) for group in place.target_groups]
    groups += [said(language, f"group.{_GROUPS[code]}") for code in codes]
    if EVERYONE in place.target_groups:
        yield said(language, "condition.everyone")
    elif groups:
        direction = language_of(language).direction
        named = [isolate(group, direction) for group in dict.fromkeys(groups)]
        yield said(language, "condition.target_group", groups=listed(language, named))
    youngest, oldest = audience.minimum_age, audience.maximum_age
    if youngest is not None and oldest is not None:
        yield said(language, "list.ages_between", first=str(youngest), last=str(oldest))
    elif youngest is not None:
        yield said(language, "list.ages_from", first=str(youngest))
    elif oldest is not None:
        yield said(language, "list.ages_to", last=str(oldest))
    asked = place.residence_permit_required
    if asked is not None:
        yield said(language, f"condition.residence.{'yes' if asked else 'no'}")


def group_word(group: str, language: str) -> str:
    """Who a place is for; a group we have no words for keeps the Dutch of the source."""
    key = "group." + re.sub(r"\W+", "_", group.casefold()).strip("_")
    return said(language, key) if has_text(key) else group


def interpreters(place: Place, language: str) -> str | None:
    """The languages for which an interpreter can be asked."""
    codes = [spoken.code for spoken in place.spoken if spoken.interpreter]
    if not codes:
        return None
    names = listed(language, [language_name(code, language) for code in dict.fromkeys(codes)])
    return said(language, "list.interpreter", languages=names)


def wheelchair(place: Place, language: str) -> str | None:
    known = place.accessibility.wheelchair
    return said(language, f"list.wheelchair_{known}") if known else None


def room(place: Place, language: str) -> str | None:
    """Whether there is room: "Er is een wachtlijst"."""
    return said(language, f"list.capacity_{place.capacity}") if place.capacity else None


def cost(place: Place, language: str) -> str | None:
    kind = place.cost.kind
    return None if kind == "unknown" else said(language, f"card.cost_{kind}")


def _day_words(written: str | None, language: str) -> str:
    moment = datetime.combine(date.fromisoformat(written or ""), time(12), BRUSSELS)
    return full_date(language, moment)
