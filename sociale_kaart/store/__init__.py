"""Where the loaded directory is kept: a SQLite file, or PostgreSQL, with the same tables.

`open_engine("sqlite:///var/directory.sqlite")` gives the database; `migrate` brings its tables up to
date; `write` puts in one whole load of Antwerp; `read_places` gives back what is active.
"""

from sociale_kaart.store.database import one_at_a_time, open_engine
from sociale_kaart.store.migrate import migrate
from sociale_kaart.store.places import Changes, last_load, read_places, write

__all__ = [
    "Changes",
    "last_load",
    "migrate",
    "one_at_a_time",
    "open_engine",
    "read_places",
    "write",
]
