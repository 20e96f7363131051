"""Remembers that Rasa does not answer, so that not everybody waits for it in turn.

When Rasa hangs, the first person in Antwerp waits three seconds for the fallback; the next ones get
it at once, until after a pause one message tries again.
"""

from collections.abc import Callable


class Breaker:
    """Closed while Rasa answers; open for `pause` seconds after it did not; then one try."""

    def __init__(self, pause: float, monotonic: Callable[[], float]) -> None:
        self._pause = pause
        self._monotonic = monotonic
        self._closed_again_at: float | None = None
        self._trying = False

    @property
    def open(self) -> bool:
        return self._closed_again_at is not None

    def lets_through(self) -> bool:
        """Whether to ask Rasa now. After a pause it says so to one asker at a time."""
        if self._closed_again_at is None:
            return True
        if self._trying or self._monotonic() < self._closed_again_at:
            return False
        self._trying = True
        return True

    def answered(self) -> None:
        self._closed_again_at = None
        self._trying = False

    def failed(self, *, at_once: bool) -> None:
        """Rasa did not answer. One that refuses at once keeps nobody waiting and gets no pause."""
        self._closed_again_at = self._monotonic() + (0 if at_once else self._pause)
        self._trying = False

    def left(self) -> None:
        """The asker went away before Rasa did anything: somebody else may try."""
        self._trying = False
