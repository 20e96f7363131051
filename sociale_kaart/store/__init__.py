"""Where the loaded directory is kept: a SQLite file, or PostgreSQL, with the same tables.

`open_engine("sqlite:///var/directory.sqlite")` gives the database; `migrate` brings its tables up to
date; `write` puts in one whole load of Antwerp, `undo` takes it out again; `read_places` gives back
what is active.
"""

from sociale_kaart.store.database import one_at_a_time, open_engine
from sociale_kaart.store.earlier import KEPT_LOADS
from sociale_kaart.store.history import Load, NothingToUndo, WouldEmpty, loads, undo
from sociale_kaart.store.migrate import migrate
from sociale_kaart.store.places import Changes, TooManyVanish, last_load, read_places, write

__all__ = [
    "KEPT_LOADS",
    "Changes",
    "Load",
    "NothingToUndo",
    "TooManyVanish",
    "WouldEmpty",
    "last_load",
    "loads",
    "migrate",
    "one_at_a_time",
    "open_engine",
    "read_places",
    "undo",
    "write",
]
