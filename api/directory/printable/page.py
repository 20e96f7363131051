"""Draws a printed list as HTML: every word from the catalogs, every fact escaped, no script.

An Arabic reader of the list for 2060 sees the page from right to left, with names, addresses and phone
numbers in one piece and in their own direction.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from urllib.parse import urlsplit

from babel.dates import get_day_names

from api.directory.printable.listing import Listing, Printed
from locales.cards import phone_link
from locales.catalog import text, writing_language
from locales.languages import LANGUAGES
from locales.languages import language as language_of
from locales.wording import full_date, language_name
from sociale_kaart.emergency import emergency_list
from sociale_kaart.export import sentences
from sociale_kaart.export.checked import web_address
from sociale_kaart.export.weekly import DAYS, plain_week
from sociale_kaart.model import Place
from sociale_kaart.needs import NEEDS

ALWAYS = "24/7"


def page(listing: Listing) -> str:
    """The whole page, in the language we write to these readers."""
    code = writing_language(listing.language)
    words = _Words(code)
    what = words(f"need.{listing.need}.title" if listing.need else "list.all_needs")
    title = words("list.title", what=what, where=listing.where or words("list.everywhere"))
    made = words("list.printed", date=full_date(code, listing.at))
    body = "".join((_here(listing, words), _elsewhere(listing, words)))
    cut = f"<p>{escape(words('list.more'))}</p>" if listing.cut else ""
    return (
        f'<!doctype html>\n<html lang="{code}" dir="{language_of(code).direction}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{escape(title)}</title>\n"
        '<link rel="icon" href="/static/icon.svg" type="image/svg+xml">\n'
        '<link rel="stylesheet" href="/print.css">\n</head>\n<body>\n'
        f"{_choose(listing, words)}\n<header><h1>{escape(title)}</h1>\n"
        f"<p>{escape(made)} · {escape(words('list.check_first'))}</p></header>\n"
        f"<main>{body}{cut}</main>\n{_danger(words)}\n</body>\n</html>\n"
    )


class _Words:
    """The texts of one language."""

    def __init__(self, code: str) -> None:
        self.code = code

    def __call__(self, key: str, **params: str) -> str:
        return text(self.code, key, **params).value


# The choice above the list, which is not printed


def _choose(listing: Listing, words: _Words) -> str:
    districts = [("", words("list.everywhere")), *((name, name) for name in listing.districts)]
    needs = [("", words("list.all_needs"))]
    needs += [(need, words(f"need.{need}.title")) for need in NEEDS]
    languages = [(code, item.name) for code, item in LANGUAGES.items()]
    return (
        '<form method="get" action="/print">'
        f"{_select('need', words('list.need'), needs, listing.need)}"
        f"{_select('district', words('list.district'), districts, listing.where)}"
        f"{_select('lang', words('page.language'), languages, listing.language)}"
        f"<button>{escape(words('list.show'))}</button></form>"
    )


def _select(name: str, label: str, options: Sequence[tuple[str, str]], chosen: str | None) -> str:
    rows = "".join(
        f'<option value="{escape(value)}"{" selected" if value == (chosen or "") else ""}>'
        f"{escape(shown)}</option>"
        for value, shown in options
    )
    return f'<label>{escape(label)} <select name="{name}">{rows}</select></label>'


# The places


def _here(listing: Listing, words: _Words) -> str:
    if not listing.here:
        return f"<p>{escape(words('list.none'))}</p>"
    if listing.need:
        return _section(listing, listing.here, words)
    return "".join(
        f"{_heading(need, words)}{_section(listing, list(group), words)}"
        for need, group in groupby(listing.here, key=lambda printed: _main_need(printed.place))
    )


def _main_need(place: Place) -> str | None:
    return place.needs[0] if place.needs else None


def _heading(need: str | None, words: _Words) -> str:
    return f"<h2>{escape(words(f'need.{need}.title'))}</h2>" if need else ""


def _elsewhere(listing: Listing, words: _Words) -> str:
    if not listing.elsewhere:
        return ""
    head = escape(words("list.elsewhere"))
    return f"<h2>{head}</h2>{_section(listing, listing.elsewhere, words)}"


def _section(listing: Listing, places: Sequence[Printed], words: _Words) -> str:
    return f"<section>{''.join(_article(listing, item, words) for item in places)}</section>"


def _article(listing: Listing, printed: Printed, words: _Words) -> str:
    lines = "".join(f"<li>{line}</li>" for line in _lines(listing, printed, words))
    return f"<article><h3>{_apart(printed.place.name)}</h3><ul>{lines}</ul></article>\n"


def _lines(listing: Listing, printed: Printed, words: _Words) -> Iterator[str]:
    """The lines of one place, as HTML, in the order in which somebody at the door needs them."""
    place, card, code = printed.place, printed.card, words.code
    for notice in sentences.notices_on(place, listing.at.date()):
        said = escape(sentences.notice_sentence(notice, code))
        yield f"<strong>{said}</strong> {_dutch(notice.text)}"
    if place.capacity:
        yield f"<strong>{escape(sentences.room(place, code) or '')}</strong>"
    yield from _where(place, words)
    if place.phone:
        yield _phone(place.phone)
    if address := web_address(place.website):
        shown = (urlsplit(address).hostname or "").removeprefix("www.")
        yield f'<a href="{escape(address)}"><bdi dir="ltr">{escape(shown)}</bdi></a>'
    if description := _description(place, code):
        yield escape(description)
    yield from _hours(place, words)
    yield from map(escape, _languages(place, words))
    known = [sentences.cost(place, code), *sentences.application(place, code)]
    known += [*sentences.eligibility(place, code), sentences.wheelchair(place, code)]
    if place.access.documents:
        known.append(words("list.documents", documents=", ".join(place.access.documents)))
    yield from (escape(line) for line in known if line)
    checked = [card.get("call_first_text"), card.get("checked_text")]
    yield f"<small>{escape(' '.join(part for part in checked if part))}</small>"


def _where(place: Place, words: _Words) -> Iterator[str]:
    """The address, or as much of it as is known."""
    around = " ".join(part for part in (place.postcode, place.district) if part)
    if place.address:
        yield _apart(place.address)
    elif around:
        yield escape(words("card.somewhere_in", district=around))


def _description(place: Place, code: str) -> str | None:
    """Only in the reader's own language: Dutch sentences on an Arabic list cost paper and help nobody."""
    if code == "nl":
        return place.description
    return next((t.description for t in place.translations if t.language == code), None)


def _phone(phone: str) -> str:
    number = f'<bdi dir="ltr">{escape(phone)}</bdi>'
    link = phone_link(phone)
    return f'<a class="phone" href="{escape(link)}">{number}</a>' if link else number


def _languages(place: Place, words: _Words) -> Iterator[str]:
    spoken = []
    for language in place.spoken:
        if language.interpreter:
            continue
        name = language_name(language.code, words.code)
        always = language.hours in (None, ALWAYS)
        week = None if always else _week(language.hours, words)
        if week is None and not always:
            continue  # only at some hours that we cannot say: promising it always would be wrong
        spoken.append(words("list.only_then", spoken=name, hours=week) if week else name)
    if spoken:
        yield words("reason.language", languages=", ".join(spoken))
    if asked := sentences.interpreters(place, words.code):
        yield asked


# Hours


def _hours(place: Place, words: _Words) -> Iterator[str]:
    kinds = {
        "list.hours": (place.opening_hours, place.opening_hours_note),
        "list.hours_appointment": (place.appointment_hours, None),
        "list.hours_phone": (place.phone_hours, None),
    }
    for key, (hours, note) in kinds.items():
        week, plain = _week(hours, words), plain_week(hours)
        if hours == ALWAYS:
            yield escape(words("card.open_always"))
        elif week is not None and plain is not None:
            yield escape(words(key, hours=week))
            if plain.closed_on_holidays:
                yield escape(words("list.closed_holidays"))
        elif hours and not note:
            yield escape(words(key, hours=hours))
        if (
            note
        ):  # it can hold what the hours leave out; "Open: closed on Mondays" would be nonsense
            yield f"{escape(words('page.hours'))}: {_dutch(note)}"
    if place.scope == "place" and not any(hours or note for hours, note in kinds.values()):
        asked = "call" if place.phone else "website" if place.website else "ask"
        yield escape(words(f"card.hours_unknown_{asked}"))


def _week(hours: str | None, words: _Words) -> str | None:
    """ "ma–vr 10:00–12:00, 13:45–16:00; za 09:00–12:00", or None for what is no plain week."""
    week = plain_week(hours)
    if week is None:
        return None
    locale = language_of(words.code).locale
    names = get_day_names("abbreviated", locale=locale)
    parts = []
    days = list(enumerate(DAYS))
    for times, group in groupby(days, key=lambda item: tuple(week.on(item[1]))):
        if not times:
            continue
        numbers = [number for number, _ in group]
        first, last = names[numbers[0]], names[numbers[-1]]
        shown = first if len(numbers) == 1 else f"{first}–{last}"
        spans = ", ".join(f"{span.opens}–{span.closes}" for span in times)
        parts.append(f"{shown} \u2066{spans}\u2069")
    return "; ".join(parts)


# Small parts


def _apart(written: str) -> str:
    """A name or address in one piece, in its own direction."""
    return f'<bdi dir="auto">{escape(written)}</bdi>'


def _dutch(written: str | None) -> str:
    return f'<bdi lang="nl" dir="ltr">{escape(written)}</bdi>' if written else ""


def _danger(words: _Words) -> str:
    rows = "".join(
        f"<li>{_phone(number.phone or '')} {_apart(number.name)}</li>"
        for number in emergency_list().for_danger("danger", words.code)
    )
    return f"<footer><h2>{escape(words('list.danger'))}</h2><ul>{rows}</ul></footer>"
