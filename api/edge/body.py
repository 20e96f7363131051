"""Reads a request's body up to a limit before anything else sees it.

100 kB pasted into the message field is refused with 413 after the header, or, when it comes in
pieces without a length, after the first 32 kB; a body that trickles in is given up on.
"""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.edge.problems import response_for
from api.errors import Invalid, Problem, TooLarge, TooSlow

ARRIVES_WITHIN = 10.0
"""Seconds for a body of at most 32 kB: slow even for a phone with one bar."""


class ClientLeft(Exception):
    """The other side hung up while its body was read."""


class BodyLimit:
    """ASGI middleware: small whole bodies pass, all others are answered here."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _has_body(scope):
            await self._app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(ARRIVES_WITHIN):
                body = await self._read(scope, receive)
        except ClientLeft:
            return
        except (Problem, TimeoutError) as error:
            problem = error if isinstance(error, Problem) else TooSlow()
            await response_for(problem, scope)(scope, receive, send)
            return
        await self._app(scope, _again(body, receive), send)

    async def _read(self, scope: Scope, receive: Receive) -> bytes:
        declared = _header(scope, b"content-length")
        if declared is not None:
            # Ten digits are more than any limit; longer ones are not worth turning into a number.
            if not declared.isdigit():
                raise Invalid("Content-Length is not a number.")
            if len(declared) > 10 or int(declared) > self._limit:
                raise TooLarge(self._limit)
        parts, size = [], 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ClientLeft
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > self._limit:
                raise TooLarge(self._limit)
            if not message.get("more_body"):
                return b"".join(parts)


def _has_body(scope: Scope) -> bool:
    return any(name in (b"content-length", b"transfer-encoding") for name, _ in scope["headers"])


def _header(scope: Scope, wanted: bytes) -> bytes | None:
    return next((value for name, value in scope["headers"] if name == wanted), None)


def _again(body: bytes, receive: Receive) -> Receive:
    """Hands the body on once, and after that whatever the connection says."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
