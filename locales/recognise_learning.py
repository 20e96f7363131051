"""Makes `recognise_pieces.bin`: `python -m locales.recognise_learning` (some seconds).

Counts the pieces of words in all sentences of `nlu/<lang>/`: " waa" and "aar" are frequent in Dutch,
"akel" in romanised Arabic. To be run after sentences were added; a test says when it was forgotten for
more than a few.
"""

import hashlib
import math
import sys
from array import array
from collections import Counter

from locales.languages import LANGUAGES
from locales.recognise import telling_words
from locales.recognise_model import FILE, STEPS_PER_NAT, PieceCounts, pieces_of, write
from locales.said import said

KEPT_PER_LANGUAGE = 8_000
"""Pieces remembered per language; rarer ones decide nothing."""
_MOST = 255


def count() -> tuple[PieceCounts, str]:
    """The counts over all sentences, and a checksum of those sentences."""
    digest = hashlib.sha256()
    kept: dict[str, dict[int, int]] = {}
    for language in LANGUAGES:
        seen: Counter[int] = Counter()
        for _, sentence in said(language):
            digest.update(f"{language} {sentence}\n".encode())
            seen.update(set(pieces_of(telling_words(sentence))))
        # Of equally frequent ones always the same, or no two files would be alike.
        often = sorted(seen.items(), key=lambda item: (-item[1], item[0]))
        kept[language] = dict(often[:KEPT_PER_LANGUAGE])
    return _table({code: counts for code, counts in kept.items() if counts}), digest.hexdigest()


def _table(kept: dict[str, dict[int, int]]) -> PieceCounts:
    pieces = array("I", sorted({piece for counts in kept.values() for piece in counts}))
    totals = {code: math.log(sum(c.values()) + len(c) + 1) for code, c in kept.items()}
    rows = bytes(
        min(_MOST, round(math.log(counts.get(piece, 0) + 1) * STEPS_PER_NAT))
        for piece in pieces
        for counts in kept.values()
    )
    return PieceCounts(list(kept), [round(-totals[code], 3) for code in kept], pieces, rows)


def main() -> int:
    counts, source = count()
    write(counts, source)
    sys.stdout.write(
        f"{len(counts.pieces)} pieces of {len(counts.languages)} languages: "
        f"{FILE.stat().st_size / 1e6:.1f} MB\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
