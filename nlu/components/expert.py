"""The linear classifier of one language: a support vector machine small enough to ship.

It weighs the pieces of "ik heb honger" for every need and act, and says how sure it is. One expert
per language beats one model for all by two to three points (docs/decisions/0003-classifier.md);
weights are kept in one byte each, which changes no figure there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from nlu.components.grams import Grams, Pieces

Floats = NDArray[np.float32]

BLOCKS = ("words", "letters")


@dataclass(frozen=True)
class Example:
    """One training sentence. `group` ties variants of a sentence together (None: not a sentence of
    this language); `trusted` ones are what people write, the others only add to them; `lent` ones
    are of another language, and bring no pieces of their own."""

    words: tuple[str, ...]
    points: dict[str, float]
    intent: str
    group: int | None
    trusted: bool = True
    weight: float = 1.0
    lent: bool = False


class Vocabulary:
    """The pieces of one block that an expert knows, with their rarity."""

    def __init__(self, pieces: Pieces, rarity: Floats) -> None:
        self.pieces = pieces
        self.rarity = rarity

    @classmethod
    def learn(cls, texts: list[Pieces], at_least: int) -> Vocabulary:
        """Keep the pieces that stand in at least so many texts."""
        seen = np.concatenate([np.unique(text) for text in texts] or [np.empty(0, np.uint32)])
        pieces, counts = np.unique(seen, return_counts=True)
        kept = counts >= at_least
        rarity = np.log((1 + len(texts)) / (1 + counts[kept])) + 1
        return cls(pieces[kept].astype(np.uint32), rarity.astype(np.float32))

    def read(self, text: Pieces) -> tuple[NDArray[np.int64], Floats]:
        """Indices of the known pieces of a text and their weights, as a vector of length one."""
        if not len(self.pieces) or not len(text):
            return np.empty(0, np.int64), np.empty(0, np.float32)
        found, counts = np.unique(text, return_counts=True)
        at = np.searchsorted(self.pieces, found)
        at[at == len(self.pieces)] = 0
        known = self.pieces[at] == found
        at = at[known]
        values = (1 + np.log(counts[known])) * self.rarity[at]
        length = float(np.sqrt(np.dot(values, values))) or 1.0
        return at, (values / length).astype(np.float32)


ENOUGH_TO_MEASURE = 60
"""Held-out sentences below which a curve would be noise; the default is used."""


@dataclass
class Settings:
    """What is tuned; the reasons are in the decision record."""

    penalty: float = 3.0
    points_weight: float = 0.08
    words_at_least: int = 1
    letters_at_least: int = 2
    held_out: int = 4  # one sentence in so many is held out to learn how sure to be
    seed: int = 2060


@dataclass
class Surety:
    """Turns margins into confidences that can be believed.

    `sharpness` spreads the margins; `honest` then says what share of held-out sentences was right
    when the best intent got 0.0, 0.05, … 1.0: margins alone promise 0.98 where 0.88 comes true.
    """

    sharpness: float = 5.0
    honest: Floats = field(default_factory=lambda: np.linspace(0, 1, 21, dtype=np.float32))

    def shares(self, margins: Floats) -> Floats:
        """Confidences that add up to one, in the order of the margins."""
        shares = softmax(margins, self.sharpness)
        best = int(shares.argmax())
        claimed = float(shares[best])
        others = 1.0 - claimed
        believed = float(np.interp(claimed, np.linspace(0, 1, len(self.honest)), self.honest))
        if others < 1e-6:
            shares[:] = (1.0 - believed) / max(1, len(shares) - 1)
        else:
            shares *= (1.0 - believed) / others
        shares[best] = 0.0
        # Doubt never turns the order around.
        shares[best] = max(believed, float(shares.max()) * 1.001)
        fixed: Floats = shares / shares.sum()
        return fixed


class Expert:
    """Margins and probabilities for the intents of one language."""

    def __init__(
        self,
        intents: list[str],
        vocabularies: list[Vocabulary],
        needs: list[str],
        weights: NDArray[np.int8],
        scale: Floats,
        bias: Floats,
        surety: Surety,
        points_weight: float,
    ) -> None:
        self.intents = intents
        self.vocabularies = vocabularies
        self.needs = needs
        self.weights = weights
        self.scale = scale
        self.bias = bias
        self.surety = surety
        self.points_weight = points_weight
        self._offsets = np.cumsum([0] + [len(v.pieces) for v in vocabularies])
        self._need_at = {need: int(self._offsets[-1]) + i for i, need in enumerate(needs)}

    def vector(
        self, grams: Grams, start: int, end: int, points: dict[str, float]
    ) -> tuple[NDArray[np.int64], Floats]:
        """Indices and values of what stands between two words."""
        blocks = (grams.word_pieces(start, end), grams.letter_pieces(start, end))
        read = [
            (at + offset, values)
            for (at, values), offset in zip(
                (v.read(b) for v, b in zip(self.vocabularies, blocks, strict=True)),
                self._offsets,
                strict=False,
            )
        ]
        known = [(self._need_at[need], p) for need, p in points.items() if need in self._need_at]
        at = np.array([index for index, _ in known], dtype=np.int64)
        values = np.array([p * self.points_weight for _, p in known], dtype=np.float32)
        return (
            np.concatenate([*(a for a, _ in read), at]),
            np.concatenate([*(v for _, v in read), values]),
        )

    def margins(self, vector: tuple[NDArray[np.int64], Floats]) -> Floats:
        """How far on the right side of each intent's border a message lies."""
        at, values = vector
        raw = values @ self.weights[at].astype(np.float32)
        margins: Floats = raw * self.scale + self.bias
        return margins

    def probabilities(self, grams: Grams, start: int, end: int, points: dict[str, float]) -> Floats:
        """Calibrated: of the messages given 0.7, about seven in ten are right."""
        return self.surety.shares(self.margins(self.vector(grams, start, end, points)))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All but the weights as plain arrays, for a file that cannot run code when it is opened."""
        words, letters = self.vocabularies
        return {
            "intents": np.array(self.intents),
            "needs": np.array(self.needs),
            "word_pieces": words.pieces,
            "word_rarity": words.rarity.astype(np.float16),
            "letter_pieces": letters.pieces,
            "letter_rarity": letters.rarity.astype(np.float16),
            "scale": self.scale,
            "bias": self.bias,
            "sharpness": np.array([self.surety.sharpness]),
            "honest": self.surety.honest,
            "points_weight": np.array([self.points_weight]),
        }

    @classmethod
    def from_arrays(cls, kept: Any, weights: NDArray[np.int8]) -> Expert:
        vocabularies = [
            Vocabulary(kept[f"{block}_pieces"], kept[f"{block}_rarity"].astype(np.float32))
            for block in ("word", "letter")
        ]
        surety = Surety(float(kept["sharpness"][0]), kept["honest"])
        return cls(
            [str(intent) for intent in kept["intents"]],
            vocabularies,
            [str(need) for need in kept["needs"]],
            weights,
            kept["scale"],
            kept["bias"],
            surety,
            float(kept["points_weight"][0]),
        )


def softmax(margins: Floats, sharpness: float) -> Floats:
    """Probabilities from margins (rows)."""
    scaled = margins * sharpness
    powers = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def fit(examples: list[Example], settings: Settings) -> Expert:
    """Learn one language: weights from all examples, sharpness from examples held out."""
    grams = [Grams(list(example.words)) for example in examples]
    blocks = [
        [g.word_pieces(0, len(g.words)) for g in grams],
        [g.letter_pieces(0, len(g.words)) for g in grams],
    ]
    own = [number for number, example in enumerate(examples) if not example.lent]
    vocabularies = [
        Vocabulary.learn([blocks[0][i] for i in own], settings.words_at_least),
        Vocabulary.learn([blocks[1][i] for i in own], settings.letters_at_least),
    ]
    needs = sorted({need for example in examples for need in example.points})
    intents = sorted({example.intent for example in examples})
    empty = np.zeros((0, len(intents)), dtype=np.int8)
    nothing = np.zeros(len(intents), dtype=np.float32)
    blank = Expert(
        intents, vocabularies, needs, empty, nothing, nothing, Surety(), settings.points_weight
    )
    rows = [
        blank.vector(g, 0, len(g.words), e.points) for g, e in zip(grams, examples, strict=True)
    ]
    width = sum(len(v.pieces) for v in vocabularies) + len(needs)
    matrix = _matrix(rows, width)
    blank.surety = _surety(matrix, examples, intents, settings)
    weights, bias = _support_vectors(matrix, examples, intents, settings)
    blank.scale = (np.abs(weights).max(axis=0) / 127 + 1e-12).astype(np.float32)
    blank.weights = np.rint(weights / blank.scale).astype(np.int8)
    blank.bias = bias
    return blank


def _matrix(rows: list[tuple[NDArray[np.int64], Floats]], width: int) -> Any:
    starts = np.cumsum([0] + [len(at) for at, _ in rows])
    at = np.concatenate([at for at, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return sp.csr_matrix((values, at, starts), shape=(len(rows), width), dtype=np.float64)


def _support_vectors(
    matrix: Any, examples: list[Example], intents: list[str], settings: Settings
) -> tuple[Floats, Floats]:
    """Weights (pieces by intents) and bias; an intent without examples here is never chosen."""
    from sklearn.svm import LinearSVC

    number = {intent: index for index, intent in enumerate(intents)}
    labels = np.array([number[example.intent] for example in examples])
    weights = np.zeros((matrix.shape[1], len(intents)), dtype=np.float32)
    bias = np.full(len(intents), -9.0, dtype=np.float32)
    present = np.unique(labels)
    if len(present) == 1:
        bias[present] = 1.0
        return weights, bias
    machine = LinearSVC(
        C=settings.penalty, class_weight="balanced", tol=0.1, random_state=settings.seed
    )
    machine.fit(matrix, labels, sample_weight=[example.weight for example in examples])
    coefficients, intercept = machine.coef_, machine.intercept_
    if len(present) == 2:  # one border between two intents
        coefficients = np.vstack([-coefficients, coefficients])
        intercept = np.concatenate([-intercept, intercept])
    weights[:, present] = coefficients.T
    bias[present] = intercept
    return weights, bias


def _surety(matrix: Any, examples: list[Example], intents: list[str], settings: Settings) -> Surety:
    """How sure to be, learnt from sentences that the weights have not seen."""
    number = {intent: index for index, intent in enumerate(intents)}
    # A variant of a sentence held out would give the answer away: it is left out with it.
    out = np.array([e.group is not None and e.group % settings.held_out == 0 for e in examples])
    held = np.flatnonzero(out & np.array([example.trusted for example in examples]))
    rest = np.flatnonzero(~out)
    if len(held) < ENOUGH_TO_MEASURE or len({examples[i].intent for i in rest}) < 2:
        return Surety()
    weights, bias = _support_vectors(matrix[rest], [examples[i] for i in rest], intents, settings)
    margins = np.asarray(matrix[held] @ weights + bias, dtype=np.float32)
    labels = np.array([number[examples[i].intent] for i in held])
    sharpness = sharpest(margins, labels)
    shares = softmax(margins, sharpness)
    return Surety(sharpness, honest_curve(shares.max(axis=1), shares.argmax(axis=1) == labels))


def sharpest(margins: Floats, labels: NDArray[np.int64]) -> float:
    """The sharpness with the least surprise (log loss)."""
    from scipy.optimize import minimize_scalar  # only for training

    def surprise(sharpness: float) -> float:
        chosen = softmax(margins, sharpness)[np.arange(len(labels)), labels]
        return float(-np.log(np.maximum(chosen, 1e-9)).mean())

    return float(minimize_scalar(surprise, bounds=(0.5, 20), method="bounded").x)


def honest_curve(claimed: Floats, right: NDArray[np.bool_]) -> Floats:
    """Share of right answers at each claimed confidence, never falling as the claim rises."""
    from sklearn.isotonic import IsotonicRegression  # only for training

    # Two made-up answers at the ends keep a small set from promising 0 or 1.
    points = np.concatenate([claimed, [0.0, 1.0]])
    came_true = np.concatenate([right.astype(float), [0.0, 0.5]])
    curve = IsotonicRegression(y_min=0.01, y_max=0.995, out_of_bounds="clip")
    curve.fit(points, came_true)
    steps = curve.predict(np.linspace(0, 1, 21))
    # A hair of slope: of two messages on the same step, the one with the clearer margin is surer.
    curve_values: Floats = (steps + np.linspace(0, 0.004, 21)).astype(np.float32)
    return curve_values
