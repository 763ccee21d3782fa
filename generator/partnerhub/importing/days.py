"""Days and hours as sheets write them → as the format has them: which came first, day or month, is never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from partnerhub.record.time_types import Start
from partnerhub.record.understood import Unclear, Understood, end_of, understood
from partnerhub.words import guesses
from partnerhub.words.terms import N_

START = ("events", "start")
END = ("events", "end")

_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d\d)(?!\d)")
_SERIAL = re.compile(r"[2-7]\d{4}(?:[.,]\d+)?")
"""How Excel counts days, from 1954 to 2119: https://support.microsoft.com/office/date-systems-in-excel"""
_TILL = re.compile(
    r"\s*\u2192\s*|\s+-+\s+|(?:(?<=\s\d[:.]\d\d)|(?<=\s\d\d[:.]\d\d)|(?<=[ap]m))-(?=\d)|\s+(?:to|till|until|עד)\s+",
    re.IGNORECASE,
)
"""What stands between start and end in one cell; a hyphen behind seconds or a `T` begins an offset."""
_FRACTION = re.compile(r"(?<=:\d\d)\.\d+")
_OFFSET = re.compile(
    r"(?<=[\dmM])\s*\(?\s*(?:(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?|UTC|GMT|Z)\s*\)?\Z"
)
_HAS_HOUR = re.compile(r"\d[:.]\d\d|\d\s?[ap]m", re.IGNORECASE)
_LETTERS = re.compile(r"\b(?!AM\b|PM\b)[A-Z]{3,5}\)?\Z")
"""A zone that several countries have, such as IST."""

_NO_ZONE = N_("is in a time zone that can't be told from its letters")
_EITHER = N_("may be {one} or {other}")


@dataclass(frozen=True)
class When:
    """The start of an event, and its end where the same cells say it, as the format has them."""

    start: Understood
    end: str | None = None
    """As typed."""


@dataclass(frozen=True)
class Reading:
    """How days and hours of a sheet are read."""

    zone: ZoneInfo
    """In which moments with an offset are written down."""
    is_day_first: bool | None = None
    """Whether 3/4 is in April; None where nobody said it."""
    hour: str = ""
    """At which events begin that have a day alone; empty where nobody said it."""

    def when(self, cells: Sequence[str], *, is_whole_day: bool) -> When:
        """Of day, hour, or both, each in a cell of its own or not. Raises Unclear."""
        whole = [cell for cell in dict.fromkeys(cells) if not any(cell != each and cell in each for each in cells)]
        in_order = sorted(whole, key=lambda cell: bool(guesses.hour_alone(_parts(cell)[0])))
        text, end = " ".join(in_order), None
        parts = _parts(text)
        if len(parts) == 2 and all(parts):
            text, end = parts
        if any(_SERIAL.fullmatch(cell) for cell in cells):
            hint = N_("Give the column a date's format in the sheet, and export it again.")
            raise Unclear(N_("is a number as spreadsheets count days"), START, hint)
        start = self._start(text)
        if is_whole_day and isinstance(start.value, datetime) and start.value.time() == time():
            start = _written(start.value.date())
        elif not is_whole_day and not isinstance(start.value, datetime):
            if not self.hour:
                raise Unclear(N_("has no hour"), START)
            start = _written(datetime.combine(start.value, time.fromisoformat(self.hour)))
        return When(start, end)

    def end(self, text: str, start: datetime | date) -> tuple[str, str]:
        """Until when, or how long: the field that says it, and what it is. Raises Unclear."""
        bare, offset = _without_zone(text, END)
        name, found = end_of(self._in_order(bare), start, END)
        value = found.value
        if offset is not None and isinstance(value, time):
            there = start.replace(tzinfo=self.zone).astimezone(offset) if isinstance(start, datetime) else start
            value = datetime.combine(there, value)
        if isinstance(value, datetime):
            found = _written(self._here(value, offset))
            if isinstance(start, datetime) and found.value <= start:
                raise Unclear(N_("must lie after the start"), END)
            if isinstance(start, datetime) and found.value.date() == start.date():
                return name, f"{found.value:%H:%M}"
        elif isinstance(value, date) and isinstance(start, datetime):
            raise Unclear(N_("has no hour"), END)
        return name, found.text

    def _start(self, text: str) -> Understood:
        bare, offset = _without_zone(text, START)
        found = understood(Start, self._in_order(bare), START)
        return _written(self._here(found.value, offset)) if isinstance(found.value, datetime) else found

    def _here(self, moment: datetime, offset: timezone | None) -> datetime:
        """A moment as clocks of the zone show it."""
        aware = moment.replace(tzinfo=offset) if offset is not None and moment.tzinfo is None else moment
        return aware.astimezone(self.zone).replace(tzinfo=None) if aware.tzinfo else aware

    def _in_order(self, text: str) -> str:
        """The same with the year first, the month second. Raises Unclear where day and month may be either."""
        found = _NUMBERS.search(text)
        if found is None or found[2] == ".":  # nowhere do people put dots behind a month and then the day
            return text
        if is_either(text):
            if self.is_day_first is None:
                one, other = (_turned(found, is_day_first=each) for each in (True, False))
                raise Unclear(_EITHER, START, N_("Write the year first, in the sheet."), one=one, other=other)
            return text.replace(found[0], _turned(found, is_day_first=self.is_day_first))
        return text


def is_either(text: str) -> bool:
    """Whether a date stands there that is another one if the month came first."""
    found = _NUMBERS.search(guesses.plain(text))
    if found is None or found[2] == ".":
        return False
    one, other = int(found[1]), int(found[3])
    return one != other and 0 < one <= 12 and 0 < other <= 12


def order(cells: Iterable[str]) -> bool | None:
    """Whether the day comes first in a sheet; None where no date tells it, or dates tell both."""
    told = set(_told(cells))
    return told.pop() if len(told) == 1 else None


def without_hour(cells: Iterable[str]) -> bool:
    """Whether a day stands in cells of a row, and no hour."""
    text = " ".join(cells)
    return bool(text) and not _HAS_HOUR.search(_NUMBERS.sub("", guesses.plain(text)))


def _parts(text: str) -> Sequence[str]:
    """What stands before and behind a sign between start and end."""
    return [part.strip() for part in _TILL.split(f" {guesses.plain(text)}")]


def _told(cells: Iterable[str]) -> Iterator[bool]:
    for cell in cells:
        found = _NUMBERS.search(guesses.plain(cell))
        # Before a hyphen of two digits may stand a year as well.
        if found and found[2] != "." and (found[2] == "/" or len(found[4]) == 4):
            one, other = int(found[1]), int(found[3])
            if 12 < max(one, other) <= 31 and min(one, other) <= 12:
                yield one > other


def _turned(found: re.Match[str], *, is_day_first: bool) -> str:
    day, month = (found[1], found[3]) if is_day_first else (found[3], found[1])
    year = found[4] if len(found[4]) == 4 else f"20{found[4]}"
    return f"{year}-{month:0>2}-{day:0>2}"


def _without_zone(text: str, path: tuple[str, ...]) -> tuple[str, timezone | None]:
    """A text without the offset behind it, and that. Raises Unclear for a zone that is none."""
    plain = _FRACTION.sub("", guesses.plain(text))
    if not _HAS_HOUR.search(plain):
        return plain, None
    if found := _OFFSET.search(plain):
        away = timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"] or 0))
        if away < timedelta(hours=15):
            return plain[: found.start()], timezone(-away if found["sign"] == "-" else away)
    if _LETTERS.search(plain):
        raise Unclear(_NO_ZONE, path, N_("Write the hour in the sheet as clocks of the place show it."))
    return plain, None


def _written(when: datetime | date) -> Understood:
    text = f"{when:%Y-%m-%d %H:%M}" if isinstance(when, datetime) else f"{when}"
    return Understood(text, when)


def in_zone(reading: Reading, zone: ZoneInfo) -> Reading:
    """The same for an event with a zone of its own."""
    return replace(reading, zone=zone)
