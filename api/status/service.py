"""Looks whether the parts answer: store and directory are needed, Rasa and the actions are missed.

With Rasa away somebody in Borgerhout still gets places, so that is `degraded`; without the store
nothing can be said at all, and that is `outage`.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable

import httpx

from api.errors import Problem
from api.rasa.client import RasaClient
from api.status.schemas import Component, Components, Health
from api.storage.store import Store
from api.storage.threads import Threads
from sociale_kaart.directory import Directory

FRESH = 1.0
"""Seconds for which an outcome is used again: asking often must not keep the parts busy."""
PATIENCE = 0.5

Look = Callable[[], Awaitable[str | None]]
"""Looks at one part: None when it is well, else what is wrong."""


class StatusService:
    """The health of the service."""

    def __init__(
        self,
        store: Store,
        threads: Threads,
        directory: Directory,
        rasa: RasaClient,
        actions_health_url: str,
    ) -> None:
        self._store = store
        self._threads = threads
        self._directory = directory
        self._rasa = rasa
        self._actions_url = actions_health_url
        self._http = httpx.AsyncClient(timeout=PATIENCE, trust_env=False)
        self._seen: Components | None = None
        self._seen_at = 0.0
        self._looking = asyncio.Lock()

    async def components(self) -> Components:
        async with self._looking:
            if self._seen is None or time.monotonic() - self._seen_at > FRESH:
                self._seen = await self._look()
                self._seen_at = time.monotonic()
            return self._seen

    async def close(self) -> None:
        await self._http.aclose()

    async def _look(self) -> Components:
        parts: list[tuple[str, str, Look]] = [
            ("store", "database", self._store_well),
            ("directory", "database", self._directory_well),
            ("rasa", "rest", self._rasa_well),
            ("actions", "rest", self._actions_well),
        ]
        wrong = await asyncio.gather(*(look() for _, _, look in parts))
        components = [
            Component(
                name=name,
                type=kind,
                status="outage" if fault else "ok",
                errormessage=fault,
                code=f"{name}-unavailable" if fault else None,
            )
            for (name, kind, _), fault in zip(parts, wrong, strict=True)
        ]
        return Components(status=_together(components), components=components)

    async def _store_well(self) -> str | None:
        try:
            async with asyncio.timeout(PATIENCE):
                await self._threads.run(self._store.check)
        except (Problem, TimeoutError):
            return "The database with conversations does not answer."
        return None

    async def _directory_well(self) -> str | None:
        return None if self._directory.places() else "The directory holds no places."

    async def _rasa_well(self) -> str | None:
        return None if await self._rasa.alive() else "Rasa does not answer; the fallback does."

    async def _actions_well(self) -> str | None:
        try:
            if (await self._http.get(self._actions_url)).status_code == httpx.codes.OK:
                return None
        except httpx.HTTPError:
            pass
        return "The action server does not answer; the fallback does."


def _together(components: list[Component]) -> Health:
    ill = {component.name for component in components if component.status == "outage"}
    if ill & {"store", "directory"}:
        return "outage"
    return "degraded" if ill else "ok"
