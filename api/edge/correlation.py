"""The number under which one request can be followed through the city's systems.

The page of a desk in Berchem sends `Dgp-Correlation`, base64 of a JSON object; what is complete goes
on unchanged, what is missing is made, and the fields for a user and an IP address are never filled
in for people who seek help, nor passed on inwards.
"""

import base64
import binascii
import json
import re
import uuid
from contextvars import ContextVar
from dataclasses import dataclass

HEADER = "Dgp-Correlation"
SOURCE = "wegwijs"
REQUIRED = ("id", "sourceId", "sourceName", "instanceId", "instanceName")
_INSTANCE = str(uuid.uuid4())
_SAFE = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Correlation:
    """`id` stands in logs, `header` goes back to the caller, `inward` to Rasa."""

    id: str
    header: str
    inward: str


_current: ContextVar[Correlation | None] = ContextVar("correlation", default=None)


def begin(header: str | None) -> Correlation:
    """Takes over or makes the correlation of this request and everything it starts."""
    correlation = _read(header) if header else None
    correlation = correlation or _made({})
    _current.set(correlation)
    return correlation


def current() -> Correlation | None:
    return _current.get()


def _read(header: str) -> Correlation | None:
    if len(header) > _LONGEST:
        return None
    try:
        value = json.loads(base64.b64decode(header, validate=True))
    except (binascii.Error, ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    fields = {str(name): field for name, field in value.items()}
    texts = {name: fields[name] for name in REQUIRED if _is_safe(fields.get(name))}
    if len(texts) < len(REQUIRED):
        return _made(texts)
    return Correlation(texts["id"], header, _encode(texts))


def _made(given: dict[str, str]) -> Correlation:
    """A complete correlation; whatever was given in good order stays."""
    whole = {
        "id": str(uuid.uuid4()),
        "sourceId": SOURCE,
        "sourceName": SOURCE,
        "instanceId": _INSTANCE,
        "instanceName": SOURCE,
        **given,
    }
    header = _encode(whole)
    return Correlation(whole["id"], header, header)


def _is_safe(value: object) -> bool:
    """Short and plain: it ends up in logs and in headers."""
    return isinstance(value, str) and _SAFE.fullmatch(value) is not None


def _encode(fields: dict[str, str]) -> str:
    return base64.b64encode(json.dumps(fields).encode()).decode()
