"""When an event happens: days and wall-clock times as typed → moments."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from partnerhub.words.span import first_moment

_DAY = timedelta(days=1)


def span_of(
    start: datetime | date,
    end: datetime | date | time | None,
    duration: timedelta | None,
    usual: timedelta,
    zone: ZoneInfo,
) -> tuple[datetime, datetime]:
    """Start and end as typed → aware, in a zone; the end is not in it any more. `usual` is the length of what has none.

    Whole days last from the first moment of the first to that of the day after the last; a day alone is one.
    """
    if isinstance(start, datetime):
        moment = moment_of(start, zone)
        return moment, end_of(moment, end, duration or usual, zone)
    after = end + _DAY if isinstance(end, date) else start + (duration or _DAY)
    return first_moment(start, zone), first_moment(after, zone)


def moment_of(typed: datetime, zone: ZoneInfo) -> datetime:
    """A typed day and hour, aware, in a zone.

    An hour that the clocks skip is read with the offset before the change, one that comes twice as its first
    (PEP 495, fold=0); rules report both.
    """
    return typed.astimezone(zone) if typed.tzinfo else typed.replace(tzinfo=zone)


def moment_within(start: datetime, end: datetime, typed: datetime | time, zone: ZoneInfo) -> datetime:
    """A moment of an event as typed → aware, in a zone; an hour that the day of the start is past is of the night."""
    if isinstance(typed, datetime):
        return moment_of(typed, zone)
    evening, night = (datetime.combine(start.date() + days, typed, zone) for days in (timedelta(), _DAY))
    return night if evening < start and night < end else evening


def end_of(start: datetime, typed: datetime | date | time | None, length: timedelta, zone: ZoneInfo) -> datetime:
    """The end, aware, in a zone: as typed (an hour is one of the day of the start), else a length after the start."""
    if isinstance(typed, datetime):
        return moment_of(typed, zone)
    if isinstance(typed, time):
        return datetime.combine(start.date(), typed, zone)
    return later(start, length)


def later(moment: datetime, span: timedelta) -> datetime:
    """A moment that lies a span of real time later, in the same zone.

    Adding to an aware datetime moves the hands of the clock, which is an hour off across a clock change.
    """
    return (moment.astimezone(UTC) + span).astimezone(moment.tzinfo)
