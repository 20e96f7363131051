"""Keeps one visitor, or a broken script, from taking the service away from everybody else.

Somebody typing in Hoboken never meets a limit; a loop that sends a thousand messages gets 429 with
the seconds to wait. Counted per token and for all together, in memory, without any IP address.
"""

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from api.errors import TooMany

MOST_KEYS = 20_000
"""Visitors remembered at once; the one that was silent longest is forgotten first."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Rate:
    """A bucket per key that holds `burst` and fills again by `per_second`."""

    def __init__(
        self, what: str, burst: float, per_second: float, monotonic: Callable[[], float]
    ) -> None:
        self._what = what
        self._burst = burst
        self._per_second = per_second
        self._monotonic = monotonic
        self._buckets: OrderedDict[object, _Bucket] = OrderedDict()

    def take(self, key: object = None) -> None:
        """Takes one; raises `TooMany` with the seconds to wait when there is none left."""
        now = self._monotonic()
        bucket = self._buckets.pop(key, None) or _Bucket(self._burst, now)
        bucket.left = min(self._burst, bucket.left + (now - bucket.at) * self._per_second)
        bucket.at = now
        self._buckets[key] = bucket
        if len(self._buckets) > MOST_KEYS:
            self._buckets.popitem(last=False)
        if bucket.left < 1:
            wait = math.ceil((1 - bucket.left) / self._per_second)
            raise TooMany(f"Too many {self._what}.", retry_after=max(1, wait))
        bucket.left -= 1
