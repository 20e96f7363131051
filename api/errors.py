"""Everything that can be wrong with a request, as one small family.

A page that sends `language: "xx"` gets `Invalid` with a sentence for its developer; somebody who
guesses at another person's conversation gets `NoConversation`, whatever was wrong. `api.edge` turns
them into `application/problem+json`.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any


class Problem(Exception):
    """One refusal. `detail` is English for developers and never repeats what a person typed."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        extra: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.title = HTTPStatus(status).phrase
        self.detail = detail
        self.extra = dict(extra or {})
        self.headers = dict(headers or {})


class Invalid(Problem):
    """The request is not as the interface says. `extra` can name what would be valid."""

    def __init__(self, detail: str, **extra: Any) -> None:
        super().__init__(422, detail, extra=extra)


class NotFound(Problem):
    """There is no such thing."""

    def __init__(self, detail: str) -> None:
        super().__init__(404, detail)


class NoConversation(NotFound):
    """Wrong id and wrong token give the same answer, so that ids cannot be guessed at."""

    def __init__(self) -> None:
        super().__init__("There is no conversation with this id and this token.")


class Closed(Problem):
    """The conversation takes no more messages."""

    def __init__(self) -> None:
        super().__init__(409, "This conversation was closed; start a new one.")


class NotJson(Problem):
    """A body in a form that no route takes."""

    def __init__(self) -> None:
        super().__init__(415, "Send JSON with Content-Type: application/json.")


class TooLarge(Problem):
    """More than anybody types."""

    def __init__(self, limit: int) -> None:
        super().__init__(413, f"The body is larger than {limit} bytes.", extra={"limit": limit})


class TooSlow(Problem):
    """A body that does not arrive holds a place that somebody else needs."""

    def __init__(self) -> None:
        super().__init__(408, "The body did not arrive in time.", headers={"Connection": "close"})


class TooMany(Problem):
    """More at once than people can do."""

    def __init__(self, detail: str, retry_after: int) -> None:
        super().__init__(429, detail, headers={"Retry-After": str(retry_after)})


class Unavailable(Problem):
    """The store does not answer at the moment; nothing was stored."""

    def __init__(self) -> None:
        super().__init__(503, "The store does not answer.", headers={"Retry-After": "5"})
