"""Makes the weights of `locales.danger_model`: `python -m locales.danger_learning` (about two minutes).

It learns danger from `locales/<lang>/danger_said.yml` ("k stap eruit, zorg voor de kinderen") and the
crisis sentences of `nlu/<lang>/acts.yml`, and calm from the idioms beside them and from everything
that people ask about food, rent or school. A support vector machine, trained by dual coordinate descent
(Hsieh and others, 2008), because that fits on a page of numpy. The thresholds come from sentences that
were left out of the training, so that at most `MOST_FALSE_ALARMS` of calm ones would alarm.
"""

import hashlib
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from locales.danger import KINDS, phrase_found, read
from locales.danger_model import BUCKETS, FILE, KIND_BUCKETS, Model, pieces_of, write
from locales.languages import LANGUAGES
from locales.phrases import normal
from locales.said import said

SAID = "danger_said.yml"
CALM = "calm"
MOST_FALSE_ALARMS = 0.005
"""Of calm sentences that were left out of the training, other than `BORDERING` needs."""
BORDERING = frozenset({"domestic_violence", "human_trafficking"})
"""Needs whose sentences ("my husband hits me") are answered by the same numbers: an alarm does no harm."""
MOST_FALSE_PHRASES = 0.002
"""Of calm sentences: those in which a phrase stands, and the weights do not take it back."""
_HERE = Path(__file__).parent
_PENALTY = 2.0
_WEIGHT_HARD = 3.0  # danger is rare among everyday sentences, idioms rarer still
_ROUNDS = 8
_FOLDS = 4
_SEED = 2060

_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")

Floats = NDArray[np.float64]
Buckets = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence to learn from. `kind` is None for calm; `line` ties the variants of one line;
    `need` is what the asker of a calm one wants, when that is known."""

    text: str
    kind: str | None
    hard: bool
    line: int
    need: str = ""


def variants(line: str) -> list[str]:
    """The sentences of a line: "ik (ga|wil) (nu|) springen" is two."""
    choices = [found[1].split("|") for found in _CHOICE.finditer(line)]
    made = []
    for turn in range(max(map(len, choices), default=1)):
        picked = iter([options[turn % len(options)] for options in choices])
        text = _CHOICE.sub(lambda _, picked=picked: next(picked), line)  # type: ignore[misc]
        made.append(re.sub(r"\s+", " ", text).strip())
    return list(dict.fromkeys(made))


def said_in(language: str) -> Iterator[tuple[str, list[str]]]:
    """Kind (or "calm") and variants of each line of a language. Raises ValueError on other kinds."""
    path = _HERE / language / SAID
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for kind, lines in content.items():
        if kind not in (*KINDS, CALM):
            raise ValueError(f"{path}: {kind} is no kind of danger")
        for line in lines:
            yield kind, variants(str(line))


def sentences() -> list[Sentence]:
    """Everything to learn from, every sentence once."""
    found: dict[str, Sentence] = {}
    line = 0
    for language in LANGUAGES:
        if not (_HERE / language / SAID).exists():
            continue
        for kind, texts in said_in(language):
            line += 1
            for text in texts:
                danger = None if kind == CALM else kind
                found.setdefault(normal(text), Sentence(text, danger, True, line))
    for intent, text in (item for language in LANGUAGES for item in said(language)):
        line += 1
        danger = _kind_of(text) if intent == "crisis" else None
        found.setdefault(normal(text), Sentence(text, danger, intent == "crisis", line, intent))
    return list(found.values())


def _kind_of(text: str) -> str:
    found, _ = phrase_found(read(text))
    return found.kind if found else "danger"


def machine(rows: Sequence[Buckets], signs: Floats, costs: Floats, size: int) -> Floats:
    """Weights of a linear support vector machine with squared loss; a row's pieces all count as
    much, and a row's length is one."""
    weights = np.zeros(size)
    alphas = np.zeros(len(rows))
    slack = 1 / (2 * _PENALTY * costs)
    lengths = 1 / np.sqrt([max(len(row), 1) for row in rows])
    order = np.random.default_rng(_SEED)
    for _ in range(_ROUNDS):
        for at in order.permutation(len(rows)).tolist():
            row, sign, length = rows[at], signs[at], lengths[at]
            gradient = sign * weights[row].sum() * length - 1 + slack[at] * alphas[at]
            new = max(alphas[at] - gradient / (1 + slack[at]), 0.0)
            if new != alphas[at]:
                weights[row] += (new - alphas[at]) * sign * length
                alphas[at] = new
    return weights


def scores(weights: Floats, rows: Sequence[Buckets]) -> Floats:
    """What a model says of every row."""
    return np.array([weights[row].sum() / np.sqrt(max(len(row), 1)) for row in rows])


def left_out(rows: Sequence[Buckets], learn: Sequence[Sentence]) -> Floats:
    """The score of each sentence by a model that saw no variant of it."""
    signs, costs = _signs(learn), _costs(learn)
    fold = np.random.default_rng(_SEED).integers(0, _FOLDS, max(s.line for s in learn) + 1)
    folds = fold[[s.line for s in learn]]
    result = np.zeros(len(rows))
    for number in range(_FOLDS):
        _say(f"measuring, part {number + 1} of {_FOLDS}")
        seen, unseen = (
            np.flatnonzero(folds != number).tolist(),
            np.flatnonzero(folds == number).tolist(),
        )
        weights = machine([rows[at] for at in seen], signs[seen], costs[seen], BUCKETS)
        result[unseen] = scores(weights, [rows[at] for at in unseen])
    return result


def thresholds(
    found: Floats, phrase: NDArray[np.bool_], calm: NDArray[np.bool_]
) -> tuple[float, float]:
    """`alone` and `beside` of the model, from scores of sentences that were left out."""
    allowed = int(MOST_FALSE_PHRASES * calm.sum())
    beside = _above(found[calm & phrase], allowed)
    taken = int((found[calm & phrase] >= beside).sum())
    alone = _above(found[calm & ~phrase], int(MOST_FALSE_ALARMS * calm.sum()) - taken)
    return alone, min(beside, alone)


def _above(found: Floats, allowed: int) -> float:
    """The least score that at most `allowed` of the found reach."""
    ranked = np.sort(found)[::-1]
    return float(np.nextafter(ranked[allowed], np.inf)) if allowed < len(ranked) else -9.0


def _kind_weights(rows: Sequence[Buckets], learn: Sequence[Sentence]) -> dict[str, Floats]:
    danger = [(row % KIND_BUCKETS, s) for row, s in zip(rows, learn, strict=True) if s.kind]
    small = [np.unique(row) for row, _ in danger]
    costs = np.ones(len(danger))
    return {
        kind: machine(
            small,
            np.array([1.0 if s.kind == kind else -1.0 for _, s in danger]),
            costs,
            KIND_BUCKETS,
        )
        for kind in KINDS
    }


def _signs(learn: Sequence[Sentence]) -> Floats:
    return np.array([1.0 if sentence.kind else -1.0 for sentence in learn])


def _costs(learn: Sequence[Sentence]) -> Floats:
    """What is rare among everyday sentences counts more: danger, and idioms yet more rarely."""
    return np.array([_WEIGHT_HARD if sentence.hard else 1.0 for sentence in learn])


def _bytes(weights: Floats, scale: float) -> memoryview:
    return memoryview(np.clip(np.rint(weights / scale), -127, 127).astype(np.int8).tobytes()).cast(
        "b"
    )


def made_from() -> str:
    """A checksum of the danger sentences, to see whether the weights are of today."""
    paths = [path for code in LANGUAGES if (path := _HERE / code / SAID).exists()]
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def learn_model() -> Model:
    """Trains, measures on left-out sentences, and says how it went."""
    learn = sentences()
    _say(f"{len(learn)} sentences, {sum(s.kind is not None for s in learn)} of danger")
    readings = [read(s.text) for s in learn]
    pieces = [pieces_of(s.text, r) for s, r in zip(learn, readings, strict=True)]
    rows = [np.array(sorted(p), np.int32) for p in pieces]
    phrase = np.array([phrase_found(r)[0] is not None for r in readings])
    calm = np.array([s.kind is None for s in learn])
    found = left_out(rows, learn)
    bordering = np.array([s.need in BORDERING for s in learn])
    alone, beside = thresholds(found, phrase, calm & ~bordering)
    alarm = (found >= alone) | (phrase & (found >= beside))
    hard = calm & np.array([s.hard for s in learn])
    _say(f"alone {alone:.3f}, beside {beside:.3f}")
    _say(
        f"left out: {alarm[~calm].mean():.3f} of danger found, {alarm[calm].mean():.4f} of calm "
        f"alarms, {alarm[hard].mean():.4f} of idioms and other near misses"
    )
    weights = machine(rows, _signs(learn), _costs(learn), BUCKETS)
    scale = float(np.abs(weights).max()) / 127
    kinds = _kind_weights(rows, learn)
    largest = max(float(np.abs(w).max()) for w in kinds.values()) / 127
    return Model(
        weights=_bytes(weights, scale),
        scale=scale,
        kinds=tuple((name, _bytes(w, largest)) for name, w in kinds.items()),
        alone=round(alone, 4),
        beside=round(beside, 4),
        made_from=made_from(),
    )


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    write(learn_model(), FILE)
