"""Finds several needs in one message: "eten en een bed voor vannacht" is food and a night shelter.

The words are cut in two wherever that gives two parts that each say one need clearly, and
differently; each part may be cut again. At a comma or a joining word ("en", "and", "و") less is
asked of the parts than between words that nothing separates.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

Reader = Callable[[int, int], tuple[str | None, float, float]]
"""From one word up to another: the need it says (None: no need), how surely, and how strongly the
everyday words in it point to that need."""


@dataclass(frozen=True)
class Part:
    """A stretch of words that says one need."""

    start: int
    end: int
    need: str
    confidence: float


@dataclass(frozen=True)
class Thresholds:
    """How clear both parts must be; measured in docs/decisions/0003-classifier.md."""

    sure: float = 0.9
    sure_without_word: float = 0.97
    sure_at_joint: float = 0.6
    whole_is_one: float = 0.85
    words_at_most: int = 20
    needs_at_most: int = 4


def find_several(
    count: int, clauses: list[int], read: Reader, thresholds: Thresholds
) -> list[Part]:
    """Parts with different needs, most certain first; empty when there are fewer than two.

    A message that says one need clearly as a whole is not taken apart into needs that it does not
    mean as a whole ("dokter zonder papieren").
    """
    if count < 2 or count > thresholds.words_at_most:
        return []
    read = lru_cache(None)(read)
    parts = _cut(0, count, clauses, read, thresholds, thresholds.needs_at_most)
    whole, confidence, _ = read(0, count)
    if confidence >= thresholds.whole_is_one and whole not in {part.need for part in parts}:
        return []
    best: dict[str, Part] = {}
    for part in parts:
        if part.need not in best or best[part.need].confidence < part.confidence:
            best[part.need] = part
    if len(best) < 2:
        return []
    return sorted(best.values(), key=lambda part: -part.confidence)


def _cut(
    start: int, end: int, clauses: list[int], read: Reader, thresholds: Thresholds, at_most: int
) -> list[Part]:
    """The parts of a stretch, or nothing if it is one whole."""
    if at_most < 2:
        return []
    joints = {at for at in clauses if start < at < end}
    if read(start, end)[1] >= thresholds.whole_is_one:
        # Clearly one thing. Where nothing stands between ("where can I wash my clothes") it stays one,
        # and at a comma both sides must be as clear as without.
        if not joints:
            return []
        easier: set[int] = set()
    else:
        easier = joints
    best: tuple[float, list[Part]] = (0.0, [])
    for at in range(start + 1, end):
        left = _clear(start, at, read, thresholds, at in easier)
        if left is None:
            continue
        right = _clear(at, end, read, thresholds, at in easier)
        # "honger, tandpijn en een bed": what follows the first need may be two more.
        rest = [right] if right else _cut(at, end, clauses, read, thresholds, at_most - 1)
        if not rest or left.need in {part.need for part in rest}:
            continue
        # A comma is where people go on to the next thing.
        parts = [left, *rest]
        worth = min(part.confidence for part in parts) + (0.1 if at in clauses else 0.0)
        if worth > best[0]:
            best = (worth, parts)
    finer: list[Part] = []
    for part in best[1]:
        inside = _cut(part.start, part.end, clauses, read, thresholds, at_most - len(best[1]) + 1)
        finer += inside or [part]
    return finer


def _clear(
    start: int, end: int, read: Reader, thresholds: Thresholds, at_joint: bool
) -> Part | None:
    need, confidence, points = read(start, end)
    if need is None:
        return None
    enough = thresholds.sure if points > 0 else thresholds.sure_without_word
    if at_joint:
        # A comma or "and" says itself that something else may follow.
        enough = thresholds.sure_at_joint
    return Part(start, end, need, confidence) if confidence >= enough else None
