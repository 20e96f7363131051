"""Fetches JSON over HTTP from a directory that somebody else runs, without trusting it.

A page of services from `https://api.example.org/services?page=2` is fetched with time-outs, a limit
on its size, at most three redirects on the same host, and never from an address of the own network:
an entry with a wrong address must not turn the server that loads it into a way in.
"""

import ipaddress
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from sociale_kaart.reading import ReadError
from sociale_kaart.reading.json_items import parsed

MOST_REDIRECTS = 3
LONGEST_ANSWER = 20_000_000
"""Bytes of one answer."""
MOST_PAGES = 20_000
"""A list with more pages does not end."""

_TRY_AGAIN = {408, 425, 429, 500, 502, 503, 504}
_REDIRECTS = {301, 302, 303, 307, 308}
_AGENT = "wegwijs-directory (reads public directories of help)"
# Addresses in which another address is hidden: translated IPv4, 6to4, Teredo.
_WRAPPED = tuple(
    ipaddress.ip_network(network) for network in ("64:ff9b::/96", "2002::/16", "2001::/32")
)


class NotThere(ReadError):
    """The address answers that what was asked is not there (or not for us): HTTP 4xx."""


class _Again(ReadError):
    """It may go better the next time."""


@dataclass(slots=True)
class Web:
    """One directory's address. All waits are in seconds; `sleep` is what waits.

    `pause` comes between two requests, `back_off` after a failed one (then twice, three times as
    long), `time_out` is for each step of a request and `longest` for the whole of it.
    """

    base: str
    headers: Mapping[str, str] = field(default_factory=dict)
    allow_private: bool = False
    pause: float = 0.5
    back_off: float = 5.0
    attempts: int = 3
    time_out: float = 20.0
    longest: float = 120.0
    largest: int = LONGEST_ANSWER
    sleep: Callable[[float], None] = time.sleep
    _client: httpx.Client | None = None

    def __post_init__(self) -> None:
        parts = urlsplit(self.base)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise ReadError("the address must begin with https:// and hold no password")
        if self.headers and parts.scheme != "https" and not self.allow_private:
            raise ReadError("a key is only sent over https")

    def json(self, path: str, parameters: Mapping[str, str] | None = None) -> object:
        """The JSON at a path under the base; ReadError when it cannot be had, NotThere on a 4xx."""
        url = httpx.URL(self.base.rstrip("/") + path, params=dict(parameters or {}))
        for attempt in range(1, self.attempts + 1):
            self._wait()
            try:
                body = self._body(str(url))
                break
            except _Again as error:
                if attempt == self.attempts:
                    raise ReadError(f"{error} (tried {attempt} times)") from None
                self.sleep(self.back_off * attempt)
        try:
            return parsed(body)
        except ReadError as error:
            raise ReadError(f"{self._host} answers with something that is {error}") from None

    def __enter__(self) -> "Web":
        return self

    def __exit__(self, *_: object) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    @property
    def _host(self) -> str:
        return urlsplit(self.base).hostname or ""

    def _wait(self) -> None:
        if self._client is not None:
            self.sleep(self.pause)

    def _body(self, url: str) -> bytes:
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._answer(url)
            if isinstance(answer, bytes):
                return answer
            url = self._next(url, answer)
        raise ReadError(f"{self._host} redirects more than {MOST_REDIRECTS} times")

    def _next(self, url: str, location: str) -> str:
        target, here = urlsplit(urljoin(url, location)), urlsplit(url)
        secure = here.scheme == target.scheme or target.scheme == "https"
        if target.hostname != here.hostname or not secure or target.username:
            raise ReadError(f"{self._host} redirects to another place, which is not followed")
        if target.port != here.port and here.scheme == target.scheme:
            raise ReadError(f"{self._host} redirects to another port, which is not followed")
        return target.geturl()

    def _answer(self, url: str) -> bytes | str:
        """The body, or the address that it redirects to."""
        until = time.monotonic() + self.longest
        try:
            with self._open().stream("GET", url) as response:
                self._check(response)
                if response.status_code in _REDIRECTS:
                    return str(response.headers.get("location", ""))
                return self._read(response, until)
        except httpx.TransportError as error:
            raise _Again(f"{self._host} cannot be reached ({type(error).__name__})") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ReadError(f"{self._host} answers wrongly ({type(error).__name__})") from None

    def _check(self, response: httpx.Response) -> None:
        status = response.status_code
        if status in _TRY_AGAIN:
            raise _Again(f"{self._host} answers {status}")
        if 400 <= status < 500:
            raise NotThere(f"{self._host} answers {status}")
        if status != 200 and status not in _REDIRECTS:
            raise ReadError(f"{self._host} answers {status}")

    def _read(self, response: httpx.Response, until: float) -> bytes:
        read = bytearray()
        for chunk in response.iter_bytes():
            read += chunk
            if len(read) > self.largest:
                raise ReadError(f"{self._host} sends more than {self.largest} bytes")
            if time.monotonic() > until:
                raise _Again(f"{self._host} takes more than {self.longest:g} s for one answer")
        return bytes(read)

    def _open(self) -> httpx.Client:
        if self._client is None:
            self._client = httpx.Client(
                transport=_Guarded(self.allow_private),
                timeout=self.time_out,
                follow_redirects=False,
                trust_env=False,
                headers={
                    "accept": "application/json",
                    # Compressed answers can be a thousand times as large as they look.
                    "accept-encoding": "identity",
                    "user-agent": _AGENT,
                    **self.headers,
                },
            )
        return self._client


def web_from(config: Mapping[str, Any]) -> Web:
    """The web address of an entry in `sources.toml`, with the key it was given, if any."""
    if not isinstance(config.get("url"), str):
        raise ReadError(f"source {config['name']!r} has no url")
    header, key = config.get("key_header"), config.get("key")
    if header and not key:
        raise ReadError(f"source {config['name']!r} needs a key, which was not given")
    web = Web(
        config["url"],
        headers={str(header): str(key)} if header else {},
        allow_private=config.get("allow_private") is True,
    )
    for wait in ("pause", "back_off", "time_out", "longest"):
        if isinstance(config.get(wait), (int, float)):
            setattr(web, wait, float(config[wait]))
    return web


class _Guarded(httpx.BaseTransport):
    """Looks a host up itself, and connects to the very address that it has checked.

    Checking first and letting the library look the name up again would leave a gap in which the
    name can come to mean another address.
    """

    def __init__(self, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._inner = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        address = _address(host, port, self._allow_private)
        pinned = httpx.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return self._inner.handle_request(pinned)

    def close(self) -> None:
        self._inner.close()


def _address(host: str, port: int, allow_private: bool) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise httpx.ConnectError(f"{host} is not known") from None
    addresses = [str(entry[4][0]).split("%")[0] for entry in found]
    if not allow_private and not all(is_public(address) for address in addresses):
        raise ReadError(f"{host} is an address of an own network; allow_private is off")
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the internet and to no network of one's own."""
    parsed_address = ipaddress.ip_address(address)
    if isinstance(parsed_address, ipaddress.IPv6Address):
        if parsed_address.ipv4_mapped:
            parsed_address = parsed_address.ipv4_mapped
        elif any(parsed_address in network for network in _WRAPPED):
            return False
    return parsed_address.is_global and not parsed_address.is_multicast
