"""Everything that can be wrong with a request, as one small family.

A page that sends `language: "xx"` gets `Invalid` with a sentence for its developer; somebody who
guesses at another person's conversation gets `NotFound`, whatever was wrong. `api.edge.problems`
turns them into `application/problem+json`.
"""

from collections.abc import Mapping
from typing import Any, ClassVar


class Problem(Exception):
    """One refusal. `detail` is English for developers and never repeats what a person typed."""

    status: ClassVar[int] = 500
    kind: ClassVar[str] = "internal"
    title: ClassVar[str] = "Something went wrong here"

    def __init__(
        self, detail: str, *, extra: Mapping[str, Any] | None = None, retry_after: int | None = None
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.extra = dict(extra or {})
        self.retry_after = retry_after


class Invalid(Problem):
    """The request is not as the interface says."""

    status = 422
    kind = "invalid"
    title = "The request is not valid"


class NotFound(Problem):
    """No such thing, or nothing that this token opens; the two look the same on purpose."""

    status = 404
    kind = "not-found"
    title = "Not found"


class NoConversation(NotFound):
    """Wrong id and wrong token give the same answer, so that ids cannot be guessed at."""

    def __init__(self) -> None:
        super().__init__("No conversation with this id and this token.")


class Closed(Problem):
    """The conversation takes no more messages."""

    status = 409
    kind = "closed"
    title = "The conversation is closed"


class TooLarge(Problem):
    """More than anybody types."""

    status = 413
    kind = "too-large"
    title = "The request is too large"


class TooSlow(Problem):
    """A body that does not arrive holds a place that somebody else needs."""

    status = 408
    kind = "too-slow"
    title = "The request took too long to arrive"


class TooMany(Problem):
    """More at once than people can do."""

    status = 429
    kind = "too-many"
    title = "Too many requests"


class Unavailable(Problem):
    """The store does not answer at the moment; nothing was stored."""

    status = 503
    kind = "unavailable"
    title = "Not available for a moment"
