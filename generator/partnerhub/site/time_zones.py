"""Time zones as calendars define them (RFC 5545 §3.6.5): the changes of the clocks that some moments need.

Programs differ on lists of changes (`RDATE`), so there are none: changes that come back every year are one rule,
each other one stands by itself.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Component, Timezone, TimezoneDaylight, TimezoneStandard

_CYCLE = 28
"""Years after which each day of a year falls on the same day of the week again, until 2100."""
_STEP = timedelta(days=1)
"""Clocks are not changed there and back within it."""
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class _Observance:
    """What clocks of a zone show, and from what."""

    before: timedelta
    after: timedelta
    """Offsets from UTC."""
    name: str
    """What the zone's time is called from then on."""
    is_daylight: bool

    @classmethod
    def at(cls, moment: datetime, before: timedelta) -> _Observance:
        """What begins at an aware moment of the zone."""
        return cls(before, _offset(moment), moment.tzname() or "", (moment.dst() or timedelta()) > timedelta())

    def component(self, onset: datetime, rule: Mapping[str, object] | None = None) -> Component:
        """It as a part of the zone's definition, from an onset in the hours that clocks showed before it."""
        part = TimezoneDaylight() if self.is_daylight else TimezoneStandard()
        part.add("dtstart", onset)
        part.add("tzoffsetfrom", self.before)
        part.add("tzoffsetto", self.after)
        part.add("tzname", self.name)
        if rule:
            part.add("rrule", rule)
        return part


def definition(zone: str, first_year: int, last_year: int) -> Timezone:
    """The definition of a zone, by its IANA name, that holds from the first to the last of some years."""
    defined = Timezone()
    defined.add("tzid", zone)
    begin = datetime(first_year - 1, 1, 1, tzinfo=UTC).astimezone(ZoneInfo(zone))
    defined.add_component(_Observance.at(begin, _offset(begin)).component(begin.replace(tzinfo=None)))
    for observance, onsets in _changes(zone, begin, datetime(last_year + _CYCLE, 12, 31, tzinfo=UTC)).items():
        yearly = _yearly(onsets, last_year)
        for onset in onsets[: len(onsets) - len(yearly)]:
            if onset.year <= last_year + 1:
                defined.add_component(observance.component(onset))
        if yearly:
            defined.add_component(observance.component(yearly[0], _rule(yearly)))
    return defined


def _changes(zone: str, begin: datetime, end: datetime) -> Mapping[_Observance, Sequence[datetime]]:
    """What begins in a zone between two moments, and when: naive, in the hours that clocks showed before it."""
    found: dict[_Observance, list[datetime]] = {}
    known, before = ZoneInfo(zone), begin.astimezone(UTC)
    while before < end:
        after = before + _STEP
        offset = _offset(before.astimezone(known))
        if _offset(after.astimezone(known)) != offset:
            while after - before > timedelta(seconds=1):
                middle = before + (after - before) // 2
                middle = middle.replace(microsecond=0)
                before, after = (middle, after) if _offset(middle.astimezone(known)) == offset else (before, middle)
            onset = (after + offset).replace(tzinfo=None)
            found.setdefault(_Observance.at(after.astimezone(known), offset), []).append(onset)
        before = after
    return found


def _yearly(onsets: Sequence[datetime], last_year: int) -> Sequence[datetime]:
    """The last of them, as far as one rule of every year makes them all; none where it doesn't hold for a cycle."""
    for at, onset in enumerate(onsets):
        rest = onsets[at:]
        if [each.year for each in rest] == list(range(onset.year, last_year + _CYCLE + 1)) and _rule(rest):
            return rest
        if onset.year > last_year:
            break
    return ()


def _rule(onsets: Sequence[datetime]) -> Mapping[str, object] | None:
    """The recurrence rule (RFC 5545 §3.3.10) by which they come back; None where there is none."""
    if len({(each.month, each.weekday(), each.time()) for each in onsets}) > 1:
        return None
    weekday, month = _WEEKDAYS[onsets[0].weekday()], onsets[0].month
    days = sorted(each.day for each in onsets)
    yearly = {"freq": "yearly", "bymonth": month}
    if all(each.day > monthrange(each.year, month)[1] - 7 for each in onsets):
        return {**yearly, "byday": f"-1{weekday}"}
    week = (days[0] - 1) // 7
    if days[-1] <= 7 * (week + 1):
        return {**yearly, "byday": f"{week + 1}{weekday}"}
    if days[-1] - days[0] <= 6:
        return {**yearly, "byday": weekday, "bymonthday": list(range(days[0], days[0] + 7))}
    return None


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()
