"""Leaves only web and e-mail addresses that can be opened safely.

"www.caw.be" becomes "https://www.caw.be"; "javascript:…", addresses with a password in them and
addresses of the own network are taken away.
"""

import ipaddress
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from sociale_kaart.cleaning import Fields, Step

_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}"
)
_HOST = re.compile(r"(?:[\w-]{1,63}\.)+[^\W\d_]{2,63}")


def create(_config: Mapping[str, Any]) -> Step:
    return clean


def clean(fields: Fields) -> Fields:
    return {
        **fields,
        "website": web_address(fields.get("website")),
        "email": email_address(fields.get("email")),
    }


def web_address(written: object) -> str | None:
    """An https or http address of a public site, or None."""
    if not isinstance(written, str) or not written or len(written) > 2000:
        return None
    text = written.strip()
    if re.search(r"\s", text):
        return None
    if not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", text):
        text = f"https://{text.removeprefix('//')}"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or parts.username or port not in _PORTS:
        return None
    return text if _is_public(parts.hostname or "") else None


_PORTS = (None, 80, 443)


def email_address(written: object) -> str | None:
    if not isinstance(written, str):
        return None
    text = written.strip().removeprefix("mailto:")
    return text if len(text) <= 254 and _EMAIL.fullmatch(text) else None


def _is_public(host: str) -> bool:
    if _looks_like_ip(host) or host.endswith((".local", ".localhost", ".internal")):
        return False
    return bool(_HOST.fullmatch(host))


def _looks_like_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
