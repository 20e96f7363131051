"""Lines of JSON: one place a line, everything that is known of it, in our own field names.

`{"id": "…", "name": "Bibliotheek Permeke", "needs": ["library_computer"], "latitude": 51.2216, …}`.
"""

from collections.abc import Iterable, Iterator

from sociale_kaart.export.checked import as_json
from sociale_kaart.model import Place


def jsonl(places: Iterable[Place]) -> Iterator[str]:
    """One place a line, with all that is known and latitude, longitude and address in the open."""
    for place in places:
        record = place.to_record()
        record["latitude"] = place.point.latitude if place.point else None
        record["longitude"] = place.point.longitude if place.point else None
        record["address"] = place.address
        yield as_json(record) + "\n"
