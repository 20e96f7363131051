"""Counts requests and turns, and writes them as Prometheus reads them.

`wegwijs_turns_total{by="fallback"}` growing means that Rasa is not answering people in Antwerp.
Routes are counted by template, so that no id of a conversation ends up in a label.
"""

from collections import Counter
from collections.abc import Iterator

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds. A turn is good below 0.1 and bad above 4."""


class Metrics:
    """Counters of one process, since its start."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._turns: Counter[str] = Counter()
        self._buckets: Counter[tuple[str, float]] = Counter()
        self._seconds: Counter[str] = Counter()
        self._counted: Counter[str] = Counter()

    def request(self, method: str, path: str, status: int, seconds: float) -> None:
        self._requests[method, path, status] += 1
        self._time(path, seconds)

    def turn(self, by: str, seconds: float) -> None:
        """One answered message, and what answered it: `rasa`, `fallback`, `danger` or `choice`."""
        self._turns[by] += 1
        self._time("turn", seconds)

    def _time(self, what: str, seconds: float) -> None:
        self._counted[what] += 1
        self._seconds[what] += seconds  # type: ignore[assignment]  # a Counter adds floats as well
        for limit in BUCKETS:
            if seconds <= limit:
                self._buckets[what, limit] += 1

    def text(self) -> str:
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield "# HELP wegwijs_requests_total Requests by method, route and status."
        yield "# TYPE wegwijs_requests_total counter"
        for (method, path, status), count in sorted(self._requests.items()):
            labels = f'method="{method}",route="{path}",status="{status}"'
            yield f"wegwijs_requests_total{{{labels}}} {count}"
        yield "# HELP wegwijs_turns_total Answered messages by what answered them."
        yield "# TYPE wegwijs_turns_total counter"
        for by, count in sorted(self._turns.items()):
            yield f'wegwijs_turns_total{{by="{by}"}} {count}'
        yield "# HELP wegwijs_duration_seconds Time per route, and per turn."
        yield "# TYPE wegwijs_duration_seconds histogram"
        for what in sorted(self._counted):
            for limit in BUCKETS:
                count = self._buckets[what, limit]
                yield f'wegwijs_duration_seconds_bucket{{route="{what}",le="{limit}"}} {count}'
            total = self._counted[what]
            yield f'wegwijs_duration_seconds_bucket{{route="{what}",le="+Inf"}} {total}'
            yield f'wegwijs_duration_seconds_sum{{route="{what}"}} {self._seconds[what]:.6f}'
            yield f'wegwijs_duration_seconds_count{{route="{what}"}} {total}'
