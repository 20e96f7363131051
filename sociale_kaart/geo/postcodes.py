"""Whether a number in a message is a postcode of Antwerp, or a year, a sum, a phone or a house.

In "eten in 2060" it is one; in "2060 euro schuld", "sinds 2018", "kamer 2100", "0485 20 2060" and
"12/2020" it is not.
"""

import re

from sociale_kaart.geo.cues import ARRIVED, BEFORE, NUMBERED, POSTCODE, UNITS, YEAR
from sociale_kaart.geo.reading import Reading

# Postcodes that are also years or round sums of money.
_LIKE_YEARS = frozenset({"2000", "2018", "2020", "2030", "2040", "2050"})
_SUM_BEFORE = ("€", "$", "£", "+", "#", "№", "₺", "°")
_SUM_AFTER = ("€", "$", "£", "%", "₺", "°")


def is_postcode(read: Reading, at: int) -> bool:
    """Whether the number at a place in the text, known to be a postcode, is meant as one."""
    if read.word(at - 1) in POSTCODE:
        return True
    return not (_in_a_number(read, at) or _counts_something(read, at) or _is_year(read, at))


def _in_a_number(read: Reading, at: int) -> bool:
    """Whether it is part of a longer number: a phone, a date, a sum with a point."""
    word, before, after = read.words[at], read.word(at - 1), read.word(at + 1)
    glued_before = at > 0 and read.words[at - 1].end + 1 >= word.start
    glued_after = at + 1 < len(read.words) and word.end + 1 >= read.words[at + 1].start
    if after.isdigit() and glued_after:
        return True
    if before.isdigit() and glued_before:
        # "Kerkstraat 45 2060" has a house number before it, "0485 20 2060" does not.
        if len(before) > 3 or not read.word(at - 2).isalpha():
            return True
        return read.before(at, 1) != " "
    return bool(re.search(r"\d[/.,:-]$", read.before(at, 2))) or bool(
        re.match(r"[/.:]\d|,[\d-]", read.after(at, 2))
    )


def _counts_something(read: Reading, at: int) -> bool:
    """Whether it is a sum, a measure or the number of a thing: "2060 mensen", "kamer 2060"."""
    before, after = read.word(at - 1), read.word(at + 1)
    if after in UNITS or before in UNITS or before in NUMBERED:
        return True
    if read.after(at, 2).strip().startswith(_SUM_AFTER):
        return True
    return read.before(at, 2).strip().endswith(_SUM_BEFORE)


def _is_year(read: Reading, at: int) -> bool:
    if read.word(at) not in _LIKE_YEARS:
        return False
    if read.word(at - 1) in YEAR or (read.word(at + 1) in YEAR and read.word(at - 1) not in BEFORE):
        return True
    return any(word in ARRIVED for word in read.texts)
