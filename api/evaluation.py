"""How well messages are understood, per language, against what somebody says that they mean.

`wegwijs evaluate FILE` reads lines such as `{"text": "frigo leeg, kinderen honger", "need": "food_aid",
"also": [], "crisis": false, "place": "Kiel", "lang": "nl", "romanised": false}` and says of how many the
need, the language, the place and danger were right, each with the interval in which the true share
lies 95 times in 100 (Wilson). Nothing here reads or writes; no message is printed.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sociale_kaart.needs import NEEDS

OUT_OF_SCOPE = "out_of_scope"
_Z = 1.96
"""Standard deviations that hold 95 %."""
MOST_CONFUSIONS = 10

Wanted = Mapping[str, Any]
Found = Mapping[str, Any]
Pair = tuple[Wanted, Found]


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `of`; None where nothing was asked."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's interval: also sound for small numbers and for 0 or all."""
        if not self.of:
            return None
        share, of = self.hits / self.of, self.of
        middle = (share + _Z**2 / (2 * of)) / (1 + _Z**2 / of)
        half = _Z / (1 + _Z**2 / of) * math.sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2))
        return max(0.0, middle - half), min(1.0, middle + half)

    def to_json(self) -> dict[str, Any]:
        low, high = self.interval or (None, None)
        return {"share": _rounded(self.value), "low": _rounded(low), "high": _rounded(high), "of": self.of}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Score:
    """One language. `confusions`: wanted need, found need, how often."""

    shares: Mapping[str, Share]
    macro_f1: float
    confusions: Sequence[tuple[str, str, int]]

    def to_json(self) -> dict[str, Any]:
        return {
            **{name: share.to_json() for name, share in self.shares.items()},
            "macro_f1": _rounded(self.macro_f1),
            "confusions": [list(confusion) for confusion in self.confusions],
        }


SHARES = {
    "need": "need right",
    "lenient": "that or another in it",
    "top3": "among the first three",
    "out_of_scope": "out of scope found",
    "turned_away": "turned away wrongly",
    "crisis": "danger found",
    "false_alarms": "false alarms",
    "language": "language",
    "language_latin": "language, Latin letters",
    "place": "place",
}
"""What is measured, with a heading for people."""


def evaluate(pairs: Iterable[Pair]) -> dict[str, Score]:
    """The score of each language (`lang` of what is wanted)."""
    by_language: dict[str, list[Pair]] = defaultdict(list)
    for wanted, found in pairs:
        by_language[str(wanted["lang"])].append((wanted, found))
    return {language: _score(of_one) for language, of_one in sorted(by_language.items())}


def _score(pairs: Sequence[Pair]) -> Score:
    wrong = Counter(
        (str(w["need"]), str(f["need"])) for w, f in pairs if w["need"] and w["need"] != f["need"]
    )
    confusions = [(want, got, count) for (want, got), count in wrong.most_common(MOST_CONFUSIONS)]
    return Score(_shares(pairs), _macro_f1(pairs), confusions)


def _shares(pairs: Sequence[Pair]) -> dict[str, Share]:
    asked = [(w, f) for w, f in pairs if w["need"]]
    inside = [(w, f) for w, f in asked if w["need"] in NEEDS]
    outside = [(w, f) for w, f in asked if w["need"] == OUT_OF_SCOPE]
    placed = [(w, f) for w, f in pairs if w.get("place") or f["place"]]
    own = [(w, f) for w, f in pairs if not w.get("romanised")]
    latin = [(w, f) for w, f in pairs if w.get("romanised")]
    danger = [(w, f) for w, f in pairs if w.get("crisis")]
    calm = [(w, f) for w, f in pairs if not w.get("crisis")]
    return {
        "need": _share(w["need"] == f["need"] for w, f in asked),
        "lenient": _share(f["need"] in (w["need"], *w.get("also", ())) for w, f in asked),
        "top3": _share(w["need"] in (f["need"], *f["ranked_needs"][:3]) for w, f in asked),
        "out_of_scope": _share(f["need"] == OUT_OF_SCOPE for _, f in outside),
        "turned_away": _share(f["need"] == OUT_OF_SCOPE for _, f in inside),
        "crisis": _share(bool(f["crisis"]) for _, f in danger),
        "false_alarms": _share(bool(f["crisis"]) for _, f in calm),
        "language": _share(f["lang"] == w["lang"] for w, f in own),
        "language_latin": _share(f["lang"] == w["lang"] for w, f in latin),
        "place": _share(f["place"] == w.get("place") for w, f in placed),
    }


def _share(right: Iterable[bool]) -> Share:
    answers = list(right)
    return Share(sum(answers), len(answers))


def _macro_f1(pairs: Sequence[Pair]) -> float:
    """The mean over all needs asked for of the harmonic mean of precision and recall."""
    wanted = Counter(w["need"] for w, _ in pairs if w["need"])
    found = Counter(f["need"] for w, f in pairs if w["need"])
    right = Counter(w["need"] for w, f in pairs if w["need"] and w["need"] == f["need"])
    each = [2 * right[need] / (count + found[need]) for need, count in wanted.items()]
    return sum(each) / len(each) if each else 0.0


def table(scores: Mapping[str, Score]) -> list[str]:
    """A Markdown table, the language that is understood best first; "–" where nothing was asked."""
    ordered = sorted(scores.items(), key=lambda item: -(item[1].shares["need"].value or 0))
    lines = [
        f"| | {' | '.join(SHARES.values())} | macro-F1 | messages |",
        "|---" * (len(SHARES) + 3) + "|",
    ]
    for language, score in ordered:
        cells = [_cell(score.shares[name], name == "need") for name in SHARES]
        count = score.shares["need"].of
        lines.append(f"| {language} | {' | '.join(cells)} | {100 * score.macro_f1:.0f} | {count} |")
    return lines


def _cell(share: Share, with_interval: bool) -> str:
    if share.value is None or share.interval is None:
        return "–"
    low, high = share.interval
    shown = f"{100 * share.value:.0f} %"
    return f"{shown} ({100 * low:.0f}–{100 * high:.0f})" if with_interval else shown


def confused(scores: Mapping[str, Score], most: int = 15) -> list[tuple[str, str, int]]:
    """The pairs of needs that are mixed up most, over all languages."""
    together: Counter[tuple[str, str]] = Counter()
    for score in scores.values():
        for want, got, count in score.confusions:
            together[want, got] += count
    return [(want, got, count) for (want, got), count in together.most_common(most)]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
