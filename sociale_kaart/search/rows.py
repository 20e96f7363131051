"""Many short lists of small numbers in two arrays: which words stand in which names, and the reverse.

The names of a hundred thousand places hold four hundred thousand words: 2 MB in this form, 50 MB as
lists of Python numbers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Rows:
    """Row `n` is the part of `values` from `starts[n]` to `starts[n + 1]`."""

    values: Numbers
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> "Rows":
        sizes = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
        values = np.fromiter(chain.from_iterable(rows), dtype=np.int32, count=int(sizes.sum()))
        return cls(values, _starts(sizes))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def row(self, number: int) -> Numbers:
        return self.values[self.starts[number] : self.starts[number + 1]]

    def sizes(self) -> NDArray[np.int64]:
        return np.diff(self.starts)

    def turned(self, count: int) -> "Rows":
        """For each of `count` values the rows that hold it, each once, in order."""
        rows = np.repeat(np.arange(len(self), dtype=np.int64), self.sizes())
        pairs = np.unique(self.values.astype(np.int64) * len(self) + rows)
        sizes = np.bincount(pairs // len(self), minlength=count) if len(pairs) else np.zeros(count)
        return Rows((pairs % max(1, len(self))).astype(np.int32), _starts(sizes))


def _starts(sizes: Iterable[int] | NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate(([0], np.cumsum(np.asarray(sizes, dtype=np.int64))))
