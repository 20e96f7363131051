"""Goes through a list that comes in pages, once, to its end, and notices when it has none.

A server that gives its first page for every number would be read for ever; one that shows the same
house in Wilrijk on two pages (because something moved in between) is quite ordinary.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sociale_kaart.reading import ReadError
from sociale_kaart.reading.fetch import MOST_PAGES

MOST_REPEATED = 3
"""So many pages in a row with nothing new mean that the list goes round."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is on one page, and whether it says that it is the last one."""

    items: list[object]
    last: bool


def all_items(
    fetch: Callable[[int], Page], first: int, key: Callable[[object], str | None]
) -> Iterator[tuple[int, object]]:
    """Each item with its position (from 1), items of two pages twice. ReadError without an end."""
    position, repeated, seen = 0, 0, set[str]()
    for number in range(first, first + MOST_PAGES):
        page = fetch(number)
        keys = {found for item in page.items if (found := key(item)) is not None}
        repeated = repeated + 1 if keys <= seen else 0
        seen |= keys
        for item in page.items:
            position += 1
            yield position, item
        if page.last:
            return
        if repeated >= MOST_REPEATED:
            raise ReadError(f"the last {repeated} pages hold nothing new, and it goes on")
    raise ReadError(f"the list has more than {MOST_PAGES} pages")
