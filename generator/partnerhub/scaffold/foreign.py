"""Calendars of others (ICS) → when they are busy. Untrusted bytes; who asks bounds the time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from partnerhub.words.span import first_moment
from partnerhub.words.spoken import Spoken
from partnerhub.words.terms import N_

BROKEN = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)
"""What the readers of calendars raise on damaged ones."""
_FREE = frozenset({"CANCELLED"})


class Unread(Spoken):
    """A calendar that can't be read."""


@dataclass(frozen=True)
class Busy:
    """A time that a calendar of others says is taken."""

    calendar: str
    """What the hub calls it."""
    title: str
    since: datetime
    """Aware."""
    until: datetime
    """Not in it any more."""


def busy_times(calendar: str, data: bytes, since: datetime, until: datetime) -> list[Busy]:
    """What takes place between two moments, repeats included, by the time; hours without a zone are of `since`'s.

    Raises Unread.
    """
    # Heavy, and only who asks for calendars needs them.
    import recurring_ical_events  # noqa: PLC0415
    from icalendar import Calendar  # noqa: PLC0415

    assert isinstance(since.tzinfo, ZoneInfo), "hubs count in a zone"
    try:
        read = Calendar.from_ical(data)
        found = recurring_ical_events.of(read, skip_bad_series=True).between(since, until)
        busy = list(_busy(calendar, found, since.tzinfo))
    except BROKEN:
        raise Unread(N_("it is no calendar that can be read")) from None
    return sorted(busy, key=lambda each: (each.since, each.until, each.title))


def _busy(calendar: str, components: Any, zone: ZoneInfo) -> Iterator[Busy]:
    for component in components:
        is_free = str(component.get("TRANSP", "")).upper() == "TRANSPARENT"
        if is_free or str(component.get("STATUS", "")).upper() in _FREE:
            continue
        start = component["DTSTART"].dt
        end = component["DTEND"].dt if "DTEND" in component else start
        if not isinstance(start, datetime) and end <= start:
            end = start + timedelta(days=1)
        yield Busy(calendar, str(component.get("SUMMARY", "?")), _moment(start, zone), _moment(end, zone))


def _moment(when: datetime | date, zone: ZoneInfo) -> datetime:
    if not isinstance(when, datetime):
        return first_moment(when, zone)
    return when.astimezone(zone) if when.tzinfo else when.replace(tzinfo=zone)
