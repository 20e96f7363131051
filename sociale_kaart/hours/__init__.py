"""Whether a place is open at a moment, and what else must be known before walking there.

"Mo-Fr 09:00-12:00" in Antwerp at ten on a Tuesday is open until twelve; on Christmas day nobody can
say, because the string is silent about public holidays; and a place without hours is unknown, never
closed. Somebody may walk an hour for this answer, so doubt is always said as doubt. `opening_of`
answers for a whole place, with its notices; `open_state` reads one string of hours.
"""

from sociale_kaart.hours.holidays import is_public_holiday, is_school_holiday
from sociale_kaart.hours.opening import Opening, notices_in_force, opening_of, run_out
from sociale_kaart.hours.schedule import (
    BRUSSELS,
    UNKNOWN,
    Kind,
    OpenNow,
    OpenState,
    is_valid,
    open_state,
)

__all__ = [
    "BRUSSELS",
    "UNKNOWN",
    "Kind",
    "OpenNow",
    "OpenState",
    "Opening",
    "is_public_holiday",
    "is_school_holiday",
    "is_valid",
    "notices_in_force",
    "open_state",
    "opening_of",
    "run_out",
]
