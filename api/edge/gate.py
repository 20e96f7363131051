"""The outermost layer: every request is timed, logged, counted and answered with the same headers.

A fault in any route becomes a 500 as problem+json with a line in the log, and the person in Ekeren
who caused it can go on; nothing they typed is in that line.
"""

import logging
import time
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.edge import correlation, logs
from api.edge.metrics import Metrics
from api.edge.problems import path_template, response_for
from api.errors import Problem

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_LONGEST_HOST = 100


def safe_headers(content_security_policy: str) -> Mapping[str, str]:
    """Headers that keep a conversation from other sites, caches and frames."""
    return {
        "Content-Security-Policy": content_security_policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "no-store",
    }


class Gate:
    """ASGI middleware around everything else."""

    def __init__(self, app: ASGIApp, metrics: Metrics, headers: Mapping[str, str]) -> None:
        self._app = app
        self._metrics = metrics
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope)
        linked = correlation.begin(given.get(correlation.HEADER))
        status = 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._dress(message, linked.header)
            await send(message)

        began = time.perf_counter()
        try:
            await self._app(scope, receive, sending)
        except Exception as error:  # noqa: BLE001 - the last place where a fault can become an answer
            logs.logger.error("a request failed", exc_info=error)
            if not status:
                problem = Problem(500, "Something went wrong here.")
                await response_for(problem, scope)(scope, receive, sending)
        finally:
            host = given.get("host", "")[:_LONGEST_HOST]
            self._record(scope, host, status, time.perf_counter() - began)

    def _dress(self, message: Message, linked: str) -> None:
        headers = MutableHeaders(scope=message)
        for name, value in self._headers.items():
            headers.setdefault(name, value)
        headers[correlation.HEADER] = linked

    def _record(self, scope: Scope, host: str, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in METHODS else "OTHER"
        path = path_template(scope) if scope.get("route") else "(none)"
        self._metrics.request(method, path, status, seconds)
        level = logging.ERROR if status >= 500 else logging.INFO
        logs.request_line(host, path, method, status, seconds * 1000, level)
