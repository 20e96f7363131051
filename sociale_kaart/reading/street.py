"""Takes the house number off a street that is written on one line.

"Kerkstraat 45 bus 2" is the street Kerkstraat with number "45 bus 2"; "Plein 1940" and "De
Coninckplein" stay whole, because nothing says that what follows is a number of a door.
"""

import re

_LINE = re.compile(
    r"(?P<street>.*?[^\W\d_].*?)[\s,]+"
    r"(?P<number>\d{1,4}[a-zA-Z]?(?:\s?[-+/]\s?\d{1,4}[a-zA-Z]?)*"
    r"(?:\s*(?:bus|bte|boîte|box|b)\.?\s*\w{1,6})?)"
)
LONGEST_LINE = 200
"""A longer line is no street, and only takes time to look at."""

_YEAR = re.compile(r"1[89]\d\d|20\d\d")


def split_street(line: str | None) -> tuple[str | None, str | None]:
    """Street and house number; the number is None when there is none for sure."""
    if line is None or len(line) > LONGEST_LINE:
        return line, None
    match = _LINE.fullmatch(line.strip())
    if not match or _YEAR.fullmatch(match["number"]):
        return line, None
    return match["street"], match["number"]
