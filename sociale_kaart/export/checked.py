"""What may go out as an address, a day or a line of JSON: strict, because other programs believe it.

"https://www.antwerpen.be" goes out as a web address; "javascript:alert(1)" and "zie website" do not.
A value that does not pass is left out of that field, never repaired by guessing.
"""

import json
import re
import uuid
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlsplit

_URI = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{1,62}"
)
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?P<host>[A-Za-z0-9.-]{1,253})")
_ESCAPED = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<\x7f\x85\u2028\u2029"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@lru_cache(maxsize=4096)
def web_address(written: str | None) -> str | None:
    """The address as a URI (RFC 3986: ASCII only) when it is one of the web, else None."""
    if not written or " " in written or not written.isprintable():
        return None
    try:
        parts = urlsplit(written)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        return None
    if parts.scheme.lower() not in ("http", "https") or "@" in parts.netloc:
        return None
    path, query, anchor = (_escaped(part) for part in (parts.path, parts.query, parts.fragment))
    query, anchor = query and f"?{query}", anchor and f"#{anchor}"
    address = f"{parts.scheme.lower()}://{host}{port}{path}{query}{anchor}"
    return address if _HOST.fullmatch(host) and _URI.fullmatch(address) else None


def _escaped(part: str) -> str:
    part = _BROKEN_ESCAPE.sub("%25", part)
    return quote(part, safe="/?:@!$&'()*+,;=~%-._", errors="replace")


def email_address(written: str | None) -> str | None:
    """An ordinary e-mail address, or None."""
    found = _EMAIL.fullmatch(written or "")
    return written if found and _HOST.fullmatch(found["host"]) else None


def day(written: str | None) -> str | None:
    """A whole day that exists ("2026-11-22"), or None for "2026-11" and for the 31st of February."""
    if not written or not _DAY.fullmatch(written):
        return None
    try:
        date.fromisoformat(written)
    except ValueError:
        return None
    return written


def stable_id(owner: uuid.UUID, name: str) -> str:
    """The id of something by its name: for ever the same, also for a name with half a letter in it."""
    return str(uuid.uuid5(owner, name.encode("utf-8", "replace").decode("utf-8")))


def known(fields: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known: an absent field, never an empty one."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def once(parts: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The parts without those that a source gives twice: an id stands in a record once."""
    return list({part["id"]: part for part in parts}.values())


def as_json(value: Any) -> str:
    """One line of JSON that can be written as UTF-8 and can stand in an HTML page.

    Half a surrogate pair, which UTF-8 has no bytes for, becomes "?"; "<" is escaped so that no text
    can end a `<script>` around it, and so is whatever some reader takes for the end of a line.
    """
    line = json.dumps(value, ensure_ascii=False, allow_nan=False).translate(_ESCAPED)
    return line.encode("utf-8", "replace").decode("utf-8")


def joined(items: Iterable[Any], before: str, after: str) -> Iterator[str]:
    """The items as a JSON list inside `before` and `after`, one a line, as they come."""
    yield before
    for number, item in enumerate(items):
        yield (",\n" if number else "\n") + as_json(item)
    yield "\n" + after + "\n"
