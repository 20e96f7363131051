"""Logs of the Rasa process, without a word that a person typed.

Rasa puts the text of a message into its log when something fails and into every debug line; "ik heb
geen papieren" must not stand in a file on a server in Antwerp. Here an event keeps its name and its
harmless fields, and an exception keeps its type and its place in the code, not its message.
"""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog

HARMLESS = frozenset({"event", "level", "action_name", "policy_name", "model_id", "number"})
"""Everything else in a structured event may hold (part of) what somebody said."""

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def keep_harmless(_logger: object, _method: str, event: MutableMapping[str, Any]) -> dict[str, Any]:
    """Structlog step: drop every field that is not known to be harmless, note that one failed."""
    kept = {key: value for key, value in event.items() if key in HARMLESS}
    if event.get("exc_info"):
        error = sys.exc_info()
        kept["failed"] = place_of(error) if error[0] else "unknown"
    return kept


def place_of(error: _ExcInfo) -> str:
    """`KeyError at places.py:41, classifier.py:88`: where it went wrong, without the message."""
    kind, _value, trace = error
    frames = traceback.extract_tb(trace)[-4:]
    where = ", ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames)
    return f"{kind.__name__ if kind else 'unknown'} at {where or 'unknown place'}"


class FormatterWithoutText(logging.Formatter):
    """Standard log lines whose exceptions are shown by type and place only."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name is the standard library's
        return place_of(ei)


def configure(level: int = logging.WARNING) -> None:
    """Send all logs to stderr, hushed. A level below INFO is refused: Rasa's debug lines quote."""
    level = max(level, logging.INFO)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(FormatterWithoutText("%(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # Old libraries warn about their own age; nobody who runs this can act on it.
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    for name in ("rasa", "sanic.root", "sanic.error", "apscheduler", "asyncio"):
        logging.getLogger(name).setLevel(level)
    # One line per request says nothing that the API does not know already.
    logging.getLogger("sanic.access").setLevel(logging.CRITICAL)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.processors.add_log_level,
            structlog.dev.set_exc_info,
            keep_harmless,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=False,
    )
