"""Logs as the city reads them: one JSON object a line on standard output.

A request is logged as `POST /v1/conversations/{id}/messages`, 202, 4 ms. What a person wrote, who
they are, their token and their IP address are in no line, also not in a line about a fault.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any

from api.edge.correlation import current

logger = logging.getLogger("wegwijs")


class JsonLines(logging.Formatter):
    """`timestamp`, `type`, `correlationId`, `level`, and what the line is about."""

    def format(self, record: logging.LogRecord) -> str:
        correlation = current()
        line: dict[str, Any] = {
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "type": ["technical"],
            "correlationId": correlation.id if correlation else None,
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        line.update(getattr(record, "fields", {}))
        if record.exc_info and record.exc_info[1]:
            line["fault"] = where(record.exc_info[1])
        return json.dumps(line)


def where(error: BaseException) -> dict[str, Any]:
    """Which fault and where in the code. Its message stays out: it can quote what somebody typed."""
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "kind": type(error).__name__,
        "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-12:]],
    }


def configure(level: str) -> None:
    """All logging of this process goes through one handler; libraries only when it matters."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logger.setLevel(level.upper())
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        library = logging.getLogger(name)
        library.handlers = []
        library.propagate = True
    # httpx logs whole addresses at info level, and uvicorn.access logs IP addresses.
    logging.getLogger("uvicorn.access").disabled = True


def request_line(
    host: str, path: str, method: str, status: int, milliseconds: float, level: int
) -> None:
    """One line for one request, as the city's logging contract lays it out."""
    logger.log(
        level,
        "request",
        extra={
            "fields": {
                "type": ["application"],
                "request": {"host": host, "path": path, "method": method},
                "response": {"status": status, "duration": round(milliseconds, 1)},
            }
        },
    )
