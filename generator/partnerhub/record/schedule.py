"""When an event happens: wall-clock times as typed → moments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from partnerhub.record.model import Event
from partnerhub.record.settings import Settings


def zone_of(event: Event, settings: Settings) -> ZoneInfo:
    """The event's own time zone, else the hub's."""
    return ZoneInfo(event.timezone or settings.timezone)


def start_of(event: Event, settings: Settings) -> datetime:
    """The event's start, aware, in its own zone.

    An hour that the clocks skip is read with the offset before the change, one that comes twice as its first
    (PEP 495, fold=0); rules report both.
    """
    return _moment(event.start, zone_of(event, settings))


def end_of(event: Event, settings: Settings) -> datetime:
    """The event's end, aware, in its own zone: as typed, else by its duration, else by the hub's `event_length`."""
    zone, start = zone_of(event, settings), start_of(event, settings)
    if isinstance(event.end, datetime):
        return _moment(event.end, zone)
    if event.end is not None:
        return datetime.combine(start.date(), event.end, zone)
    return later(start, event.duration or settings.event_length)


def later(moment: datetime, span: timedelta) -> datetime:
    """A moment that lies a span of real time later, in the same zone.

    Adding to an aware datetime moves the hands of the clock, which is an hour off across a clock change.
    """
    return (moment.astimezone(UTC) + span).astimezone(moment.tzinfo)


def _moment(typed: datetime, zone: ZoneInfo) -> datetime:
    return typed.astimezone(zone) if typed.tzinfo else typed.replace(tzinfo=zone)
