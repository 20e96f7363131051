"""Runs the store's plain calls in threads, so that a slow disk in one does not hold up the others.

Storing "slaapplaats in 2018" takes well under a millisecond; the loop that serves everybody else
goes on meanwhile.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from api.storage.database import THREADS


class Threads:
    """As many threads as the database has connections."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="store")

    async def run[**P, T](self, call: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, partial(call, *args, **named))

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
