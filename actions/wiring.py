"""The real objects the actions work with, chosen in one place: the directory and the clock.

The action server opens the directory of Antwerp once, at start; tests put another one here.
"""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from actions.settings import Settings
from sociale_kaart.directory import Directory

BRUSSELS = ZoneInfo("Europe/Brussels")


@lru_cache(maxsize=1)
def directory() -> Directory:
    return Directory.open(Settings().directory_url)


def now() -> datetime:
    """The one clock of the action server, in Antwerp's time."""
    return datetime.now(BRUSSELS)
