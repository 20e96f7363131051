"""Every error as `application/problem+json` (RFC 7807), also those that nobody thought of.

A phone in Merksem that posts broken JSON gets `{"type", "title", "status": 422, "detail",
"instance"}`, never a page of HTML, and never its own text back.
"""

import json
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

from api.errors import Invalid, Problem

MEDIA_TYPE = "application/problem+json"
MOST_ERRORS = 10
"""Faults named in one answer: enough to repair a request, too few to be worth provoking."""


def response_for(problem: Problem, scope: Scope) -> Response:
    """The problem as an answer. `type` is stable: clients may compare it."""
    slug = problem.title.lower().replace(" ", "-")
    body = {
        **problem.extra,
        "type": f"urn:wegwijs:problem:{slug}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "instance": path_template(scope),
    }
    return Response(
        json.dumps(body), problem.status, headers=problem.headers, media_type=MEDIA_TYPE
    )


def path_template(scope: Scope) -> str:
    """`/v1/conversations/{id}`: the path without what is in it, safe to log and to compare."""
    route = scope.get("route")
    path = getattr(route, "path", None)
    return path if isinstance(path, str) else "/"


def install(app: FastAPI) -> None:
    """Makes the application answer each kind of error as a problem."""

    async def refused(request: Request, error: Exception) -> Response:
        return response_for(_as_problem(error), request.scope)

    for kind in (Problem, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, refused)


def _as_problem(error: Exception) -> Problem:
    match error:
        case Problem():
            return error
        case RequestValidationError():
            return _invalid(error)
        case HTTPException():
            return _http(error)
        case _:
            return Problem(500, "Something went wrong here.")


def _http(error: HTTPException) -> Problem:
    details: Mapping[int, str] = {
        404: "There is nothing at this address.",
        405: "This address does not take this method.",
        400: "The body cannot be read as JSON in UTF-8.",
    }
    detail = details.get(error.status_code, "The request was refused.")
    return Problem(error.status_code, detail, headers=error.headers)


def _invalid(error: RequestValidationError) -> Problem:
    """Which fields are wrong and why; the values stay out, they can be somebody's words."""
    faults: list[dict[str, Any]] = [
        {"field": ".".join(_plain(part) for part in fault["loc"]), "problem": str(fault["msg"])}
        for fault in error.errors()[:MOST_ERRORS]
    ]
    first = faults[0] if faults else {"field": "body", "problem": "is not valid"}
    return Invalid(f"{first['field']}: {first['problem']}", errors=faults)


def _plain(part: object) -> str:
    """A field's name can be anything somebody sent as a key: short and printable only."""
    return "".join(letter for letter in str(part)[:60] if letter.isascii() and letter.isprintable())
