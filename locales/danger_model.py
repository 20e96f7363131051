"""How much a message resembles danger, for what the fixed phrases did not foresee.

"de hond is bij de buren en mijn brief ligt klaar" holds no phrase of `danger.yml`, but words, pairs of
words, runs of letters, classes of words and concepts that stood in danger before. Each has a weight;
their sum is the score. One model serves all languages, because a class ("HE", "HIT") and a concept mean
the same in each.

The weights are one byte each and stand in `danger_weights.bin`, made by `python -m
locales.danger_learning` and kept under version control: the same answer on every machine.
"""

import gzip
import json
import math
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

from locales.danger_concepts import Concepts, concepts
from locales.phrases import Hits, Reading, normal

FILE = Path(__file__).with_name("danger_weights.bin")
BUCKETS = 1 << 19
"""Pieces share this many weights; a piece finds its own by a checksum."""
KIND_BUCKETS = 1 << 15
LETTERS = (2, 3, 4, 5)
_NEAR = 8  # words between two classes that make a pair in order
_NEAR_CONCEPTS = 6
_MOST_PAIRED = 14  # of more classes or concepts, pairs say nothing
_LANGUAGES_READ = 2  # languages whose classes count: those that know most of the message
_CLASS = re.compile(r"[A-Z][A-Z_]+")
_WORD = re.compile(r"[\w@$]+")
_PART = re.compile(r"[.!?;\n።؟]+")
_LEAST_PART = 3  # words; a shorter part says too little alone


@dataclass(frozen=True, slots=True)
class Model:
    """Weights with their scale, one row more for each kind of danger, and two thresholds.

    `alone` is the score from which a message is danger whatever the phrases say; `beside` the score
    below which a phrase that was found is an idiom after all.
    """

    weights: memoryview
    scale: float
    kinds: Sequence[tuple[str, memoryview]]
    alone: float
    beside: float
    made_from: str

    def score(self, pieces: frozenset[int]) -> float:
        """The sum of the weights, for a message of any length; 0 for an empty one."""
        if not pieces:
            return 0.0
        weights = self.weights
        return sum(weights[piece] for piece in pieces) * self.scale / math.sqrt(len(pieces))

    def kind(self, pieces: frozenset[int]) -> str:
        """The kind of danger that the pieces resemble most."""
        sums = [
            (sum(weights[piece % KIND_BUCKETS] for piece in pieces), name)
            for name, weights in self.kinds
        ]
        return max(sums)[1]


def pieces_of(text: str, reading: Reading) -> frozenset[int]:
    """What a message is made of, as numbers of weights. What words mean counts double, under two
    numbers, so that it weighs up to the many runs of letters."""
    words = _WORD.findall(normal(text))
    pieces = set(_of_words(words))
    for word in words:
        pieces |= _of_letters(word)
    meant = {piece for _, hits in _best_known(reading) for piece in _of_classes(hits)}
    meant.update(piece for read in concepts(words) for piece in _of_concepts(read))
    for piece in meant:
        pieces |= {_bucket(piece), _bucket(f"again {piece}")}
    return frozenset(pieces)


def parts_of(text: str) -> list[str]:
    """The sentences of a message when it has several: a long story can end in danger."""
    parts = [part for part in _PART.split(text) if len(part.split()) >= _LEAST_PART]
    return parts if len(parts) > 1 else []


def _of_words(words: Sequence[str]) -> Iterator[int]:
    edged = ("<", *words, ">")
    for word in words:
        yield _bucket(f"w{word}")
    for first, second in pairwise(edged):
        yield _bucket(f"b{first} {second}")
    for first, second in zip(edged, edged[2:], strict=False):
        yield _bucket(f"s{first} {second}")


def _of_letters(word: str) -> set[int]:
    edged = f" {word} "
    return {
        _bucket(f"c{edged[start : start + length]}")
        for length in LETTERS
        for start in range(len(edged) - length + 1)
    }


def _of_classes(hits: Hits) -> Iterator[str]:
    found = sorted((span, name) for name, spans in hits.items() for span in spans)
    found = [(span, name) for span, name in found if _CLASS.fullmatch(name)]
    for at, (span, name) in enumerate(found):
        yield f"K{name}"
        for later, other in found[at + 1 :]:
            if later[0] - span[1] > _NEAR:
                break
            if later[0] > span[1]:
                yield f"Q{name} {other}"
    yield from _pairs("U", {name for _, name in found})


def _of_concepts(read: Concepts) -> Iterator[str]:
    for at, names in enumerate(read):
        later = {other for near in read[at + 1 : at + 1 + _NEAR_CONCEPTS] for other in near}
        for name in names:
            yield f"M{name}"
            yield from (f"N{name} {other}" for other in later)
    yield from _pairs("V", {name for names in read for name in names})


def _pairs(mark: str, names: set[str]) -> Iterator[str]:
    """Every two of the names, wherever in the message they stand."""
    if len(names) <= _MOST_PAIRED:
        yield from (f"{mark}{one} {other}" for one, other in combinations(sorted(names), 2))


def _best_known(reading: Reading) -> list[tuple[str, Hits]]:
    def known(item: tuple[str, Hits]) -> tuple[int, str]:
        return -len({span for spans in item[1].values() for span in spans}), item[0]

    return sorted(reading.hits.items(), key=known)[:_LANGUAGES_READ]


def _bucket(piece: str) -> int:
    return zlib.crc32(piece.encode()) % BUCKETS


def write(model: Model, path: Path = FILE) -> None:
    """Writes the weights: a line of JSON, then bytes. The same model gives the same file."""
    head = {
        "scale": model.scale,
        "alone": model.alone,
        "beside": model.beside,
        "made_from": model.made_from,
        "kinds": [name for name, _ in model.kinds],
    }
    rows = [model.weights, *(weights for _, weights in model.kinds)]
    content = json.dumps(head).encode() + b"\n" + b"".join(bytes(row) for row in rows)
    path.write_bytes(gzip.compress(content, mtime=0))


@cache
def model() -> Model | None:
    """The weights in use; None before the first are made."""
    return read() if FILE.exists() else None


def read(path: Path = FILE) -> Model:
    """Reads what `write` wrote. Raises ValueError when the file is not of this version."""
    line, _, content = gzip.decompress(path.read_bytes()).partition(b"\n")
    head = json.loads(line)
    if len(content) != BUCKETS + KIND_BUCKETS * len(head["kinds"]):
        raise ValueError(f"{path}: made by another version, run python -m locales.danger_learning")
    rows = memoryview(content).cast("b")
    return Model(
        weights=rows[:BUCKETS],
        scale=head["scale"],
        kinds=tuple(
            (name, rows[start : start + KIND_BUCKETS])
            for name, start in zip(
                head["kinds"], range(BUCKETS, len(content), KIND_BUCKETS), strict=True
            )
        ),
        alone=head["alone"],
        beside=head["beside"],
        made_from=head["made_from"],
    )
