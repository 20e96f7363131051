"""The web application: routes, the layers around them, and how it starts and ends.

`wegwijs serve` runs `create_app(Settings())`; the page, the city app and the desks in Antwerp all
speak to it over the HTTP of the interface.
"""

import asyncio
import signal
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from types import FrameType
from typing import Any

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from api import wiring
from api.chat.routes import router as chat_router
from api.conversation import Clock
from api.directory.printable.routes import router as printable_router
from api.directory.report.routes import router as report_router
from api.directory.routes import router as directory_router
from api.edge import logs, problems
from api.edge.body import BodyLimit
from api.edge.correlation import HEADER
from api.edge.gate import Gate, safe_headers
from api.hsds.open_to_all import OpenToAll
from api.hsds.routes import router as hsds_router
from api.settings import Settings
from api.status.routes import router as status_router
from api.widget.routes import router as page_router


def create_app(settings: Settings, clock: Clock | None = None) -> FastAPI:
    """The application with all its parts chosen; it begins to work when a server starts it."""
    logs.configure(settings.log_level)
    service = wiring.build(settings, clock)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        service.start()
        with ending_streams(service):
            yield
        await service.stop()

    app = FastAPI(
        title="Wegwijs",
        version="1",
        lifespan=lifespan,
        docs_url=None,  # the pages that draw it load scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.service = service
    problems.install(app)
    for router in (
        chat_router,
        directory_router,
        printable_router,
        report_router,
        hsds_router,
        status_router,
        page_router,
    ):
        app.include_router(router)
    app.add_middleware(BodyLimit, limit=settings.body_limit)
    if settings.origins:
        app.add_middleware(CORSMiddleware, **_cors(settings.origins))
    app.add_middleware(OpenToAll)
    headers = safe_headers(settings.content_security_policy)
    app.add_middleware(Gate, metrics=service.metrics, headers=headers)
    return app


def _cors(origins: tuple[str, ...]) -> dict[str, Any]:
    """What another site may do: the same calls, with a token and without cookies."""
    return {
        "allow_origins": origins,
        "allow_methods": ["GET", "POST", "DELETE"],
        "allow_headers": ["Authorization", "Content-Type", "Last-Event-ID", HEADER],
        "expose_headers": ["Retry-After", HEADER],
        "max_age": 600,
    }


@contextmanager
def ending_streams(service: wiring.Service) -> Iterator[None]:
    """Ends open event streams as soon as the process is told to stop.

    The server waits for open answers before it ends the application, and an event stream never ends
    by itself; so the signal must reach the streams first, and then the server.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # signals reach only the main thread; whoever runs us elsewhere ends us otherwise
        return
    loop = asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def end(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(service.let_go)
        earlier = before[signal.Signals(number)]
        if callable(earlier):
            earlier(number, frame)

    for number in before:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)
