"""When an event happens: wall-clock times as typed → moments."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def moment_of(typed: datetime, zone: ZoneInfo) -> datetime:
    """A typed day and hour, aware, in a zone.

    An hour that the clocks skip is read with the offset before the change, one that comes twice as its first
    (PEP 495, fold=0); rules report both.
    """
    return typed.astimezone(zone) if typed.tzinfo else typed.replace(tzinfo=zone)


def end_of(start: datetime, typed: datetime | time | None, length: timedelta, zone: ZoneInfo) -> datetime:
    """The end, aware, in a zone: as typed (an hour is one of the day of the start), else a length after the start."""
    if isinstance(typed, datetime):
        return moment_of(typed, zone)
    if typed is not None:
        return datetime.combine(start.date(), typed, zone)
    return later(start, length)


def later(moment: datetime, span: timedelta) -> datetime:
    """A moment that lies a span of real time later, in the same zone.

    Adding to an aware datetime moves the hands of the clock, which is an hour off across a clock change.
    """
    return (moment.astimezone(UTC) + span).astimezone(moment.tzinfo)
