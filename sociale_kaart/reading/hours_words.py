"""Reads opening hours that are written in words, where they can mean only one thing.

"ma-vr 9-12u en 13u30-17u" becomes "Mo-Fr 09:00-12:00,13:30-17:00"; "Maandag 9-12 op afspraak" becomes
hours by appointment. Every word must be understood: "1e maandag", "schoolvakantie", "(2019)" or a
"vanaf" leaves the text the note that it was. Wrong hours are worse than none.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from sociale_kaart.hours import is_valid

LONGEST = 400
"""A longer text tells a story, and stories have exceptions."""

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
HOLIDAYS = "PH"
EARLIEST, LATEST_NIGHT_END, EVENING = 6 * 60, 12 * 60, 17 * 60
"""Before six nothing opens: "2-5" is the afternoon of somebody who counts to twelve. Hours past
midnight begin in the evening and end before noon."""
WHOLE_DAY = (0, 24 * 60)

Range = tuple[int, int]
"""Minutes after midnight; the end lies before the beginning when it is past midnight."""


def read_hours(written: str) -> dict[str, str]:
    """OSM hours per kind ("opening_hours", "appointment_hours", "phone_hours"); empty when in doubt."""
    text = _folded(written)
    if not text or len(text) > LONGEST:
        return {}
    readings = [reading for words in _LANGUAGES if (reading := _read(text, words)) is not None]
    # "ma 9:00-12:00" is Monday in Dutch and Tuesday in French: with two readings there is none.
    if not readings or any(reading != readings[0] for reading in readings):
        return {}
    return readings[0]


def read_days(written: str) -> str | None:
    """The days that a text names, "dinsdag en donderdag" is "Tu,Th"; None when in doubt."""
    text = _folded(written)
    readings = {days for words in _LANGUAGES if (days := _only_days(text, words))}
    return readings.pop() if len(readings) == 1 else None


# The words of the three languages


@dataclass(frozen=True)
class _Words:
    """One language, in folded letters: what each word does in a text about hours."""

    days: dict[str, tuple[str, ...]]
    does: dict[str, str]
    by_appointment: re.Pattern[str]
    also_by_appointment: re.Pattern[str]
    by_phone: re.Pattern[str]
    units: tuple[str, ...]
    half_days: bool = False
    pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        longest_first = sorted({*self.days, *self.does}, key=len, reverse=True)
        words = "|".join(re.escape(word) for word in longest_first)
        object.__setattr__(self, "pattern", re.compile(rf"(?:{words})(?![a-z])"))


def _day_words(written: str, groups: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """From "ma maandag|di dinsdag|…", one part per day."""
    parts = written.split("|")
    named = {word: (day,) for day, words in zip(DAYS, parts, strict=True) for word in words.split()}
    return {**named, **groups}


def _does(**kinds: str) -> dict[str, str]:
    return {word: kind for kind, words in kinds.items() for word in words.split("|")}


_NL = _Words(
    _day_words(
        "ma ma. maa maandag maandagen|di di. din dinsdag dinsdagen|wo wo. woe woensdag woensdagen|"
        "do do. don donderdag donderdagen|vr vr. vrij vrijdag vrijdagen|"
        "za za. zat zaterdag zaterdagen|zo zo. zon zondag zondagen",
        {
            **dict.fromkeys(("elke dag", "iedere dag", "alle dagen", "7 dagen op 7", "7/7",
                             "7 op 7"), DAYS),
            **dict.fromkeys(("weekdagen", "weekdag", "werkdagen", "werkdag"), DAYS[:5]),
            **dict.fromkeys(("weekend", "weekends", "het weekend"), DAYS[5:]),
            **dict.fromkeys(("feestdagen", "wettelijke feestdagen", "officiele feestdagen",
                             "feestdag"), (HOLIDAYS,)),
            "zon- en feestdagen": ("Su", HOLIDAYS),
        },
    ),
    _does(
        to="tot en met|tot|t/m|t.e.m.|tem",
        start="van",
        both="tussen",
        joins="en|&|+",
        shut="gesloten|toe|dicht",
        apart="behalve|behalve op|uitgezonderd|niet op|niet op de",
        always="24u/24|24 u/24|24/24|24u op 24|24 op 24|24 uur op 24|dag en nacht",
        week="24/7",
        nothing="op|op de|in|elke|iedere|telkens|steeds|doorlopend|open|geopend|we zijn open|wij zijn open|openingsuren|openingstijden",
    ),
    re.compile(r"(?:enkel |alleen |uitsluitend )?op afspraak"),
    re.compile(r"(?:en|of) (?:ook )?op afspraak"),
    re.compile(r"(?:enkel |alleen )?(?:telefonisch(?: bereikbaar)?|telefoon|tel\.?)(?: op)?\s*:?\s*"),
    ("uur", "u", "h"),
)  # fmt: skip
_FR = _Words(
    _day_words(
        "lu lu. lun lundi lundis|ma ma. mar mardi mardis|me me. mer mercredi mercredis|"
        "je je. jeu jeudi jeudis|ve ve. ven vendredi vendredis|"
        "sa sa. sam samedi samedis|di di. dim dimanche dimanches",
        {
            **dict.fromkeys(("tous les jours", "chaque jour", "7j/7", "7 jours sur 7", "7/7"), DAYS),
            **dict.fromkeys(("week-end", "weekend", "le week-end"), DAYS[5:]),
            **dict.fromkeys(("jours feries", "les jours feries"), (HOLIDAYS,)),
        },
    ),
    _does(
        to="jusqu'a|a|au",
        start="de|du",
        both="entre",
        joins="et|&|+",
        shut="ferme|fermes|fermee",
        apart="sauf|sauf le|sauf les",
        always="24h/24|24 h/24|24/24|24h sur 24|jour et nuit",
        week="24/7",
        nothing="le|les|chaque|ouvert|ouverte|ouvert de|heures d'ouverture|horaire|horaires",
    ),
    re.compile(r"(?:uniquement |seulement )?sur rendez-vous"),
    re.compile(r"(?:et|ou) (?:aussi )?sur rendez-vous"),
    re.compile(r"(?:uniquement )?(?:par telephone|telephone|tel\.?)\s*:?\s*"),
    ("heures", "heure", "h"),
)  # fmt: skip
_EN = _Words(
    _day_words(
        "mo mo. mon mon. monday mondays|tu tu. tue tue. tues tuesday tuesdays|"
        "we we. wed wed. wednesday wednesdays|th th. thu thu. thur thurs thursday thursdays|"
        "fr fr. fri fri. friday fridays|sa sa. sat sat. saturday saturdays|su su. sun sun. sunday sundays",
        {
            **dict.fromkeys(("every day", "daily", "all days", "7 days a week", "7/7"), DAYS),
            **dict.fromkeys(("weekdays", "every weekday"), DAYS[:5]),
            **dict.fromkeys(("weekend", "weekends", "the weekend"), DAYS[5:]),
            **dict.fromkeys(("public holidays", "bank holidays"), (HOLIDAYS,)),
        },
    ),
    _does(
        to="to|until|till|through|thru",
        start="from",
        both="between",
        joins="and|&|+",
        shut="closed",
        apart="except|except on|not on",
        always="24 hours a day|24 hours|day and night|round the clock",
        week="24/7",
        nothing="on|every|each|at|open|opening hours|hours",
    ),
    re.compile(r"(?:only )?by appointment(?: only)?"),
    re.compile(r"(?:and|or) (?:also )?by appointment"),
    re.compile(r"(?:only )?(?:by phone|phone|tel\.?)\s*:?\s*"),
    ("h",),
    half_days=True,
)  # fmt: skip
_LANGUAGES = (_NL, _FR, _EN)


# From text to words


@dataclass(frozen=True, slots=True)
class _Token:
    """A day word, a time, or what a word or sign does: `to`, `joins`, `shut`, …"""

    kind: str
    days: tuple[str, ...] = ()
    minutes: int = 0
    bare: bool = False
    """A number alone: "9", which is a time only beside another one."""


class _Doubt(Exception):
    """The text says something that cannot be read for sure."""


_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[.:](?P<minute>[0-5]\d))?"
    r"(?:\s?(?P<unit>[a-z]+)\.?(?P<after>[0-5]\d)?)?(?![\w:/])"
)
_HALF_DAY = re.compile(r"\s?(?P<half>[ap])\.?m\.?(?![a-z])")
_BARE_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[.:](?P<minute>[0-5]\d))?(?![\d:]|[.,]\d|[a-z])")
_SIGNS = {"-": "to", ",": "joins", "/": "joins", "|": "joins", ":": "nothing", ".": "stop"}


def _folded(written: str) -> str:
    plain = unicodedata.normalize("NFD", written.lower())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", plain).replace("\u2019", "'")
    return re.sub(r"\s+", " ", plain).strip(" .;,")


def _tokens(text: str, words: _Words) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        if text[at] == " ":
            at += 1
            continue
        token, at = _token(text, at, words)
        yield token


def _token(text: str, at: int, words: _Words) -> tuple[_Token, int]:
    found = words.pattern.match(text, at)
    if found:
        word = found.group()
        kind = words.does.get(word, "day")
        return _Token(kind, words.days.get(word, ())), found.end()
    if text[at].isdigit():
        return _time(text, at, words)
    if text[at] not in _SIGNS:
        raise _Doubt
    return _Token(_SIGNS[text[at]]), at + 1


def _time(text: str, at: int, words: _Words) -> tuple[_Token, int]:
    found = _TIME.match(text, at)
    if found and found["unit"] in words.units and not (found["minute"] and found["after"]):
        minutes = _minutes(found["hour"], found["minute"] or found["after"])
        return _Token("time", minutes=minutes), found.end()
    found = _BARE_TIME.match(text, at) or _hour_before_half_day(text, at, words)
    if not found:
        raise _Doubt
    half = _HALF_DAY.match(text, found.end()) if words.half_days else None
    hour = int(found["hour"])
    if half:
        if not 1 <= hour <= 12:
            raise _Doubt
        hour = hour % 12 + (12 if half["half"] == "p" else 0)
        return _Token("time", minutes=_minutes(str(hour), found["minute"])), half.end()
    bare = not found["minute"]
    if words.half_days and hour <= 8 and not found["hour"].startswith("0"):
        raise _Doubt  # "8:00" in English may be in the evening
    return _Token("time", minutes=_minutes(found["hour"], found["minute"]), bare=bare), found.end()


def _hour_before_half_day(text: str, at: int, words: _Words) -> re.Match[str] | None:
    """The "9" of "9am", which is no number alone."""
    return (
        re.compile(r"(?P<hour>\d{1,2})(?:[.:](?P<minute>[0-5]\d))?(?=[ap]\.?m)").match(text, at)
        if words.half_days
        else None
    )


def _minutes(hour: str, minute: str | None) -> int:
    total = int(hour) * 60 + int(minute or 0)
    if int(hour) > 24 or total > WHOLE_DAY[1]:
        raise _Doubt
    return total


_WALK_IN = re.compile(
    r",?\s*(?:zonder afspraak|sans rendez-vous|without (?:an )?appointment|no appointment needed)"
)


# From words to hours


@dataclass
class _Week:
    """What is known of each day: its times, or an empty list when it is said to be shut."""

    times: dict[str, list[Range]] = field(default_factory=dict)

    def open(self, days: tuple[str, ...], ranges: list[Range]) -> None:
        for day in days:
            if day in self.times:
                raise _Doubt  # a second time for one day: instead of the first, or besides it?
            self.times[day] = sorted(ranges)

    def shut(self, days: tuple[str, ...]) -> None:
        """A day that was in "every day" and is shut after all is what such a text means."""
        for day in days:
            if self.times.get(day) == []:
                raise _Doubt
            self.times[day] = []

    def written(self) -> str:
        """The week as an OSM string."""
        if all(self.times.get(day) == [WHOLE_DAY] for day in DAYS) and len(self.times) == len(DAYS):
            return "24/7"
        rules: dict[str, list[str]] = {}
        for day in (*DAYS, HOLIDAYS):
            if day in self.times:
                rules.setdefault(_written_ranges(self.times[day]), []).append(day)
        parts = sorted(rules.items(), key=lambda rule: rule[0] == "off")
        return "; ".join(f"{_written_days(days)} {times}" for times, days in parts)


def _written_ranges(ranges: list[Range]) -> str:
    return ",".join(f"{_clock(start)}-{_clock(end)}" for start, end in ranges) or "off"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _written_days(days: list[str]) -> str:
    """["Mo", "Tu", "We", "Fr", "Sa"] is "Mo-We,Fr,Sa"."""
    runs: list[list[str]] = []
    for day in days:
        follows = runs and day in DAYS and DAYS.index(runs[-1][-1]) + 1 == DAYS.index(day)
        if follows:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ",".join(run) for run in runs)


class _Reader:
    """Reads one part of a text, word by word; _Doubt at the first thing that is not sure."""

    def __init__(self, tokens: Iterator[_Token]) -> None:
        self._tokens = [token for token in tokens if token.kind not in ("nothing", "stop")]
        self._at = 0
        self.ranges = 0
        self.week = _Week()

    def read(self) -> _Week:
        first = int(self._next_is("start"))
        days_first = not self._next_is("time", "both", "always", ahead=first)
        while True:
            self._group(days_first)
            if self._at == len(self._tokens):
                return self.week
            self._skip("joins")

    def read_days(self) -> str:
        """Only days, and nothing after them."""
        days = self._days()
        if self._at < len(self._tokens):
            raise _Doubt
        return _written_days([day for day in (*DAYS, HOLIDAYS) if day in days])

    def _group(self, days_first: bool) -> None:
        if self._skip("week"):
            self.week.open(DAYS, [WHOLE_DAY])
        elif self._skip("shut") or self._skip("apart"):
            self.week.shut(self._days())
        elif days_first or self._next_is("day"):
            self._days_then_times()
        else:
            ranges = self._ranges()
            self._skip("joins")
            self.week.open(self._days(), ranges)
            if self._at < len(self._tokens) and not self._next_is("joins", "apart", "shut"):
                raise _Doubt

    def _days_then_times(self) -> None:
        days = self._days()
        if self._skip("shut"):
            self.week.shut(days)
            return
        if self._skip("apart"):
            without = self._days()
            days = tuple(day for day in days if day not in without)
            self.week.shut(without)
        if self._next_is("to", "joins"):
            self._at += 1  # "maandag - 9u tot 12u"
        self.week.open(days, self._ranges())

    def _days(self) -> tuple[str, ...]:
        self._skip("start")
        days: list[str] = []
        while True:
            first = self._take("day").days
            if self._next_is("to") and self._next_is("day", ahead=1):
                self._at += 1
                first = _days_between(first, self._take("day").days)
            days += first
            if not (self._next_is("joins") and self._next_is("day", ahead=1)):
                break
            self._at += 1
        if len(set(days)) != len(days):
            raise _Doubt
        return tuple(days)

    def _ranges(self) -> list[Range]:
        ranges: list[Range] = []
        if self._skip("always"):
            self.ranges += 1
            return [WHOLE_DAY]
        while True:
            ranges.append(self._range())
            joined = self._next_is("joins")
            if not self._next_is("time", "start", "both", ahead=int(joined)):
                break
            starts = self._next_is("start", ahead=int(joined))
            if starts and not self._next_is("time", ahead=int(joined) + 1):
                break  # "van maandag": the next group
            if not joined and not starts and self._tokens[self._at - 1].bare:
                raise _Doubt  # "ma 9-11 13-16" may be the ninth of November
            self._at += int(joined)
        ordered = sorted(ranges)
        if any(_end(one) > other[0] for one, other in pairwise(ordered)):
            raise _Doubt
        self.ranges += len(ranges)
        return ranges

    def _range(self) -> Range:
        between = self._skip("both")
        self._skip("start")
        start = self._take("time")
        self._take("joins" if between else "to")
        end = self._take("time")
        return _sure_range(start, end)

    def _next_is(self, *kinds: str, ahead: int = 0) -> bool:
        at = self._at + ahead
        return at < len(self._tokens) and self._tokens[at].kind in kinds

    def _skip(self, kind: str) -> bool:
        if not self._next_is(kind):
            return False
        self._at += 1
        return True

    def _take(self, kind: str) -> _Token:
        if not self._skip(kind):
            raise _Doubt
        return self._tokens[self._at - 1]


def _days_between(first: tuple[str, ...], last: tuple[str, ...]) -> tuple[str, ...]:
    if len(first) != 1 or len(last) != 1 or HOLIDAYS in (*first, *last):
        raise _Doubt
    start, end = DAYS.index(first[0]), DAYS.index(last[0])
    if start == end:
        raise _Doubt
    return DAYS[start : end + 1] if start < end else (*DAYS[start:], *DAYS[: end + 1])


def _sure_range(start: _Token, end: _Token) -> Range:
    times = start.minutes, end.minutes
    if times == WHOLE_DAY:
        return times
    if times[0] < times[1] and times[0] >= EARLIEST:
        return times
    past_midnight = times[0] >= EVENING and times[1] <= LATEST_NIGHT_END
    if past_midnight and not (start.bare and end.bare):
        return times
    raise _Doubt


def _end(times: Range) -> int:
    return times[1] if times[1] > times[0] else times[1] + WHOLE_DAY[1]


# The parts of a text: walking in, by appointment, by phone


def _read(text: str, words: _Words) -> dict[str, str] | None:
    """Hours per kind, or None when this language cannot read all of the text."""
    weeks: dict[str, _Week] = {}
    try:
        for part in _parts(_WALK_IN.sub("", text)):
            kind, rest, most = _kind_of(part, words)
            if kind is None:
                continue
            reader = _Reader(_tokens(rest, words))
            week = reader.read()
            if reader.ranges > most:
                raise _Doubt  # "9-12 en 13-17 op afspraak": both, or the afternoon?
            _add(weeks, kind, week)
    except _Doubt:
        return None
    if not all(any(week.times.values()) for week in weeks.values()):
        return None  # only says when it is shut
    hours = {kind: week.written() for kind, week in weeks.items()}
    return hours if hours and all(is_valid(value) for value in hours.values()) else None


def _only_days(text: str, words: _Words) -> str | None:
    try:
        return _Reader(_tokens(text, words)).read_days()
    except _Doubt:
        return None


def _parts(text: str) -> list[str]:
    """The sentences; a point after a short day ("ma. 9-12") ends none."""
    parts = re.split(r"\s*;\s*|(?<=[a-z]{3})\.\s+|(?<=\d[uh])\.\s+|(?<=\d)\.\s+", text)
    return [part.strip(" ,.") for part in parts if part.strip(" ,.")]


def _kind_of(part: str, words: _Words) -> tuple[str | None, str, int]:
    """What the hours in a part are for, the part without the words that say so, and how many times
    it may hold for that to be sure; no kind for a part that adds nothing ("en op afspraak")."""
    many = len(part)
    if words.also_by_appointment.fullmatch(part):
        return None, "", many
    phone = words.by_phone.match(part)
    if phone:
        return "phone_hours", part[phone.end() :], many
    found = words.by_appointment.search(part)
    if not found:
        return "opening_hours", part, many
    before, after = part[: found.start()].strip(" ,:"), part[found.end() :].strip(" ,:")
    if bool(before) == bool(after):
        raise _Doubt
    return "appointment_hours", before or after, 1 if before else many


def _add(weeks: dict[str, _Week], kind: str, week: _Week) -> None:
    """Adds a part; nobody can walk in and need an appointment on one day at overlapping times."""
    known = weeks.setdefault(kind, _Week())
    for day, ranges in week.times.items():
        if ranges:
            known.open((day,), ranges)
        else:
            known.shut((day,))
    walk_in, by_appointment = (
        weeks.get(name, _Week()).times for name in ("opening_hours", "appointment_hours")
    )
    for day in set(walk_in) & set(by_appointment):
        both = sorted([*walk_in[day], *by_appointment[day]])
        if any(_end(one) > other[0] for one, other in pairwise(both)):
            raise _Doubt
