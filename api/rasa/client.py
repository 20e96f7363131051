"""Asks Rasa what a message means, and takes no answer within three seconds for a no.

"Voedselpakket in 2060" usually comes back in some ten milliseconds; while Rasa is loading, hanging
or gone `ask` raises `NoAnswer`, and the fallback answers.
"""

import asyncio
import time
from collections.abc import Callable

import httpx
from pydantic import ValidationError

from api.edge import correlation
from api.edge.logs import logger
from api.rasa.breaker import Breaker
from api.rasa.schemas import RasaQuestion, RasaReply, read_reply

PROBE = 0.5
"""Seconds in which Rasa's front page must come before a message is spent on trying again."""
DOUBT = 15.0
"""Seconds after an answer that was no reply in which Rasa does not count as well: it answers its
front page also without a model."""
MOST_BYTES = 1_000_000
"""A reply is some kilobytes of places; more is a fault that should not fill the memory."""


class NoAnswer(Exception):
    """Rasa did not answer, or not with something that can be said."""


class RasaClient:
    """Rasa's REST channel."""

    def __init__(
        self,
        url: str,
        timeout: float,
        pause: float,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._timeout = timeout
        self._monotonic = monotonic
        self._doubted_until = 0.0
        self._breaker = Breaker(pause, monotonic)
        self._http = httpx.AsyncClient(
            base_url=url,
            timeout=timeout,
            limits=httpx.Limits(max_connections=200, max_keepalive_connections=50),
            trust_env=False,  # a proxy in the environment must never see what people write
        )

    async def ask(self, question: RasaQuestion) -> RasaReply:
        if not self._breaker.lets_through():
            raise NoAnswer("Rasa failed a moment ago")
        try:
            if self._breaker.open:
                await self._probe()
            async with asyncio.timeout(self._timeout):
                body = await self._post(question)
        except (httpx.HTTPError, TimeoutError, NoAnswer) as error:
            self._breaker.failed(at_once=isinstance(error, httpx.ConnectError))
            logger.warning("rasa did not answer", extra={"fields": {"why": type(error).__name__}})
            raise NoAnswer(type(error).__name__) from error
        except asyncio.CancelledError:
            self._breaker.left()
            raise
        self._breaker.answered()
        try:
            reply = _checked(body)
        except NoAnswer:
            self._doubted_until = self._monotonic() + DOUBT
            raise
        self._doubted_until = 0.0
        return reply

    async def _post(self, question: RasaQuestion) -> bytes:
        linked = correlation.current()
        headers = {correlation.HEADER: linked.inward} if linked else {}
        content = question.model_dump_json().encode()
        headers["Content-Type"] = "application/json"
        request = self._http.build_request(
            "POST", "/webhooks/rest/webhook", content=content, headers=headers
        )
        reply = await self._http.send(request, stream=True)
        try:
            if reply.status_code != httpx.codes.OK:
                raise NoAnswer(f"status {reply.status_code}")
            body = b""
            async for part in reply.aiter_bytes():
                body += part
                if len(body) > MOST_BYTES:
                    raise NoAnswer("too long")
            return body
        finally:
            await reply.aclose()

    async def _probe(self) -> None:
        async with asyncio.timeout(PROBE):
            await self._http.get("/")

    async def alive(self) -> bool:
        """Whether Rasa's front page comes and its last answers made sense, for the status pages."""
        if self._monotonic() < self._doubted_until:
            return False
        try:
            async with asyncio.timeout(PROBE):
                return (await self._http.get("/")).status_code == httpx.codes.OK
        except (httpx.HTTPError, TimeoutError):
            return False

    async def close(self) -> None:
        await self._http.aclose()


def _checked(body: bytes) -> RasaReply:
    try:
        return read_reply(body)
    except ValidationError as error:
        # Only where it is wrong: the rest of the error quotes the reply.
        logger.warning(
            "rasa answered something else",
            extra={"fields": {"faults": error.error_count()}},
        )
        raise NoAnswer("not a reply") from None
    except ValueError as error:
        logger.warning("rasa answered something else", extra={"fields": {"why": str(error)}})
        raise NoAnswer("not a reply") from None
