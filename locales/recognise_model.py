"""How much the words of a message resemble what people write us in each language.

"kam nevoj per doktor" holds word parts that stood in Albanian questions before, and in no others. This
knows the chat of people in Antwerp, short and without accents, where a detector that learnt from books
guesses. The counts are kept in `recognise_pieces.bin`, made by `python -m locales.recognise_learning`
and kept under version control: the same answer on every machine.
"""

import gzip
import json
import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zlib import crc32

FILE = Path(__file__).with_name("recognise_pieces.bin")
STEPS_PER_NAT = 12
"""A logarithm is kept in one byte, in steps of a twelfth."""


@dataclass(frozen=True, slots=True)
class PieceCounts:
    """Per piece of a word (a rising checksum) one byte per language: how much likelier than unseen."""

    languages: Sequence[str]
    unseen: Sequence[float]
    pieces: array[int]
    rows: bytes

    def shares(self, words: Iterable[str]) -> dict[str, float]:
        """The likelihood of each language, together one; nothing when no piece is known."""
        scores = list(self.unseen)
        sums, count = [0] * len(self.languages), 0
        for piece in pieces_of(words):
            count += 1
            at = bisect_left(self.pieces, piece)
            if at < len(self.pieces) and self.pieces[at] == piece:
                start = at * len(self.languages)
                for column, steps in enumerate(self.rows[start : start + len(self.languages)]):
                    sums[column] += steps
        if not any(sums):
            return {}
        # Pieces overlap, so their evidence is not independent: it is tempered by their number.
        temper = max(1.0, math.sqrt(count))
        scores = [
            (count * unseen + steps / STEPS_PER_NAT) / temper
            for unseen, steps in zip(self.unseen, sums, strict=True)
        ]
        best = max(scores)
        powers = [math.exp(score - best) for score in scores]
        return {
            language: power / sum(powers)
            for language, power in zip(self.languages, powers, strict=True)
        }


def pieces_of(words: Iterable[str]) -> Iterator[int]:
    """Whole words and their letter triples, as checksums."""
    for word in words:
        edged = f" {word} "
        yield crc32(edged.encode())
        for start in range(len(edged) - 2):
            yield crc32(edged[start : start + 3].encode())


def write(counts: PieceCounts, made_from: str, path: Path = FILE) -> None:
    """A line of JSON, then the checksums, then the bytes. The same counts give the same file."""
    head = {
        "languages": list(counts.languages),
        "unseen": list(counts.unseen),
        "pieces": len(counts.pieces),
        "made_from": made_from,
    }
    content = json.dumps(head).encode() + b"\n" + counts.pieces.tobytes() + counts.rows
    path.write_bytes(gzip.compress(content, mtime=0))


def made_from(path: Path = FILE) -> str:
    """The checksum of the sentences that the file was made from."""
    with gzip.open(path) as file:
        return str(json.loads(file.readline())["made_from"])


@cache
def piece_counts() -> PieceCounts:
    """The counts, read at the first message: about a megabyte."""
    with gzip.open(FILE) as file:
        head = json.loads(file.readline())
        pieces = array("I")
        pieces.frombytes(file.read(head["pieces"] * pieces.itemsize))
        return PieceCounts(head["languages"], head["unseen"], pieces, file.read())
