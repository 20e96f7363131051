"""Draws the quality report as one page in Dutch, for the city's data owners: tables, no script.

Each table has a caption and named rows and columns, so that a screen reader says "uren, 12 van 290";
printed, it is a list to telephone from.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from locales.cards import phone_link
from sociale_kaart.quality import BQuality, Call, Finding, Report, SourceQuality

MOST_ROWS = 200
"""Rows of a list on the page; the JSON has them all."""

_FIELDS = {
    "opening_hours": "openingsuren",
    "hours_note": "uren in woorden",
    "coordinates": "plek op de kaart",
    "exact_coordinates": "plek van de deur of straat",
    "address": "straat",
    "phone": "telefoon",
    "website": "website",
    "languages": "talen",
    "cost": "prijs",
    "papers": "of er papieren gevraagd worden",
    "wheelchair": "rolstoel",
    "checked_date": "datum van nazicht",
    "needs": "hulpvraag",
    "audience": "voor wie",
    "residence_permit_required": "of er papieren gevraagd worden",
    "checked_at": "recent nagekeken",
    "description": "beschrijving",
    "street": "straat",
    "point": "plek van de deur of straat",
}
_QUESTIONS = {
    "opening_hours": "Wanneer zijn jullie open?",
    "checked_at": "Klopt alles nog wat hier staat?",
    "street": "Wat is het adres?",
    "residence_permit_required": "Vragen jullie verblijfspapieren?",
    "languages": "Welke talen spreken jullie, en wanneer?",
    "cost": "Wat kost het?",
    "appointment_required": "Moet je een afspraak maken?",
    "audience": "Voor wie is het?",
    "wheelchair": "Kun je binnen met een rolstoel?",
    "website": "Is er een website?",
}
_VALUES = {"yes": "ja", "partly": "deels", "no": "nee", "unknown": "niet bekend"}
_AGES = {
    "fresh": "tot 12 maanden oud",
    "old": "12 tot 24 maanden oud",
    "stale": "meer dan 24 maanden oud",
    "undated": "zonder datum",
}
_KINDS = {
    "postcode_of_another_district": "postcode van een ander district",
    "point_outside_postcode": "plek op de kaart ligt buiten de postcode, zo ver",
    "hours_unreadable": "uren die niet te lezen zijn",
    "checked_in_the_future": "nagekeken op een dag die nog moet komen",
    "record_over": "gegevens golden maar tot",
    "notice_over": "bericht dat voorbij is",
    "sure_but_old": "staat als zeker, maar is oud",
    "unconditional_but_papers": "iedereen is welkom, en toch worden papieren gevraagd",
    "stale": "nagekeken in",
    "undated": "geen datum",
    "unreachable": "geen straat, telefoon, website of e-mail",
}


def page(report: Report) -> str:
    """The whole page."""
    return (
        '<!doctype html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        '<meta name="robots" content="noindex">\n'
        "<title>Kwaliteit van de sociale kaart</title>\n"
        '<link rel="icon" href="/static/icon.svg" type="image/svg+xml">\n'
        '<link rel="stylesheet" href="/v1/directory/report.css">\n</head>\n<body>\n<main>\n'
        "<h1>Kwaliteit van de sociale kaart</h1>\n"
        f"<p>{report.places} plekken, bekeken op {escape(report.day)}. "
        '<a href="/v1/directory/report.json">Alle cijfers als JSON</a></p>\n'
        + "".join(
            (
                _calls(report.calls),
                _bs(report.bs),
                *(_source(source) for source in report.sources),
                _findings("Kan niet kloppen", report.contradictions),
                _findings("Lang niet nagekeken", report.stale),
                _findings("Niemand kan erheen, bellen of schrijven", report.unreachable),
            )
        )
        + "</main>\n</body>\n</html>\n"
    )


def _calls(calls: Sequence[Call]) -> str:
    rows = (
        (
            call.organisation,
            _Html(_phone(call.phone)),
            ", ".join(call.places),
            _Html(_asked(call)),
        )
        for call in calls[:MOST_ROWS]
    )
    head = ("Organisatie", "Telefoon", "Plekken", "Te vragen")
    return _section(
        "Wie te bellen",
        "Elk telefoontje maakt gegevens vollediger. Wat hulpzoekers het meest helpt, staat bovenaan.",
        _table("Bellijst", head, rows) + _more(len(calls)),
    )


def _asked(call: Call) -> str:
    several = len(call.places) > 1
    items = (
        escape(_QUESTIONS.get(it.field, it.field)) + (f" ({it.places} plekken)" if several else "")
        for it in call.questions
    )
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def _phone(phone: str) -> str:
    link = phone_link(phone)
    shown = escape(phone)
    return f'<a href="{escape(link)}">{shown}</a>' if link else shown


def _bs(bs: Sequence[BQuality]) -> str:
    rows = (
        (
            b.b,
            *(str(count) for count in b.values.values()),
            ", ".join(f"{_FIELDS.get(field, field)} ({n})" for field, n in b.missing.items()),
        )
        for b in bs
    )
    head = ("B", *_VALUES.values(), "Wat er ontbreekt")
    return _section(
        "De zeven B's",
        "Nee staat er alleen als een bron het zegt. Wat we niet weten, zegt niets over de hulp zelf.",
        _table("Plekken per B", head, rows),
    )


def _source(source: SourceQuality) -> str:
    fields = (
        (_FIELDS.get(field, field), str(count), _share(count, source.places))
        for field, count in source.filled.items()
    )
    ages = (
        (_AGES[age], str(count), _share(count, source.places)) for age, count in source.ages.items()
    )
    return _section(
        f"Bron: {source.source}",
        f"{source.places} plekken.",
        _table("Wat bekend is", ("Gegeven", "Aantal", "Deel"), fields)
        + _table("Hoe oud het is", ("Nagekeken", "Aantal", "Deel"), ages),
    )


def _findings(title: str, findings: Sequence[Finding]) -> str:
    rows = (
        (it.name, _KINDS.get(it.kind, it.kind), it.detail or "", it.source)
        for it in findings[:MOST_ROWS]
    )
    head = ("Plek", "Wat", "Gegeven", "Bron")
    table = _table(title, head, rows) + _more(len(findings)) if findings else ""
    return _section(title, f"{len(findings)} gevonden.", table)


class _Html(str):
    """Markup that is already escaped."""

    __slots__ = ()


def _section(title: str, lead: str, body: str) -> str:
    return f"<section>\n<h2>{escape(title)}</h2>\n<p>{escape(lead)}</p>\n{body}</section>\n"


def _table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    columns = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join(_rows(rows))
    return (
        f'<div class="wide" role="region" aria-label="{escape(caption)}" tabindex="0">\n<table>\n'
        f"<caption>{escape(caption)}</caption>\n<thead><tr>{columns}</tr></thead>\n"
        f"<tbody>{body}</tbody>\n</table>\n</div>\n"
    )


def _rows(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for first, *others in rows:
        cells = "".join(f"<td>{_shown(cell)}</td>" for cell in others)
        yield f'<tr><th scope="row">{_shown(first)}</th>{cells}</tr>\n'


def _shown(cell: str) -> str:
    return cell if isinstance(cell, _Html) else escape(cell)


def _more(count: int) -> str:
    return f"<p>En nog {count - MOST_ROWS} andere.</p>\n" if count > MOST_ROWS else ""


def _share(count: int, of: int) -> str:
    return f"{round(100 * count / of)} %" if of else "–"
