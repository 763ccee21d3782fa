"""A calendar (ICS) → a sheet of its entries; what repeats, as the single entries that are to come. Untrusted bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from partnerhub.importing.headings import Column
from partnerhub.importing.sheet import Row, Sheet, Unread, cell
from partnerhub.scaffold.days import HORIZON
from partnerhub.scaffold.foreign import BROKEN
from partnerhub.words.terms import N_

_BEGINS = b"BEGIN:VCALENDAR"
_HELD = (
    ("SUMMARY", Column(("events", "title"))),
    ("DTSTART", Column(("events", "start"))),
    ("DTEND", Column(("events", "end"))),
    ("VALUE=DATE", Column(("events", "whole_day"))),
    ("TZID", Column(("events", "timezone"))),
    ("LOCATION", Column(("events", "place"))),
    ("URL", Column(("events", "link"))),
    ("DESCRIPTION", Column(("events", "description"))),
    ("STATUS", Column(("events", "status"))),
)
"""What is taken of an entry (RFC 5545 §3.6.1): nothing of who attends, organizes or is reminded."""
_MOST = 200
"""Entries that repeat others; a series of every day is no series of events."""
COLUMNS = tuple(column for _, column in _HELD)


def is_calendar(data: bytes) -> bool:
    """Whether a file begins as calendars do."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[: len(_BEGINS)].upper() == _BEGINS


def read_calendar(data: bytes, now: datetime) -> Sheet:
    """The entries of a calendar, by the time; of those that repeat the ones within a year from now. Raises Unread."""
    # Heavy, and only calendars need them.
    import recurring_ical_events  # noqa: PLC0415
    from icalendar import Calendar  # noqa: PLC0415

    try:
        read = Calendar.from_ical(data)
        series = {str(each.get("UID")) for each in read.walk("VEVENT") if "RRULE" in each or "RDATE" in each}
        found = [each for each in read.walk("VEVENT") if str(each.get("UID")) not in series]
        if series:
            coming = recurring_ical_events.of(read, skip_bad_series=True).after(now)
            found += _within(HORIZON, now, (each for each in coming if str(each.get("UID")) in series))
        entries = sorted((tuple(_cells(each)) for each in found), key=lambda cells: cells[1])
    except BROKEN:
        raise Unread(N_("it is no calendar that can be read")) from None
    rows = [Row(number, cells) for number, cells in enumerate(entries, start=1)]
    if not rows:
        raise Unread(N_("nothing stands in it"))
    return Sheet([heading for heading, _ in _HELD], rows, is_calendar=True)


def _within(horizon: timedelta, now: datetime, coming: Iterable[Any]) -> Sequence[Any]:
    """Of entries in the order of time those of the next year. Raises Unread for more than anybody would announce."""
    found = list[Any]()
    for each in coming:
        start = each["DTSTART"].dt
        if (start.date() if isinstance(start, datetime) else start) > (now + horizon).date():
            break
        if len(found) == _MOST:
            hint = N_("Take what repeats every day out of the calendar.")
            raise Unread(N_("more than {count} of its entries are repeats"), hint, count=_MOST)
        found.append(each)
    return found


def _cells(entry: Any) -> Iterator[str]:
    """What an entry says, in the order of the columns."""
    start = entry["DTSTART"].dt
    end = entry["DTEND"].dt if "DTEND" in entry else start + entry["DURATION"].dt if "DURATION" in entry else None
    is_whole_day = not isinstance(start, datetime)
    if is_whole_day and end is not None:
        end -= timedelta(days=1)  # it is the first day that is not in it any more
    status = str(entry.get("STATUS", "")).lower()
    yield cell(str(entry.get("SUMMARY", "")))
    yield _written(start)
    yield _written(end) if end is not None and end > start else ""
    yield "true" if is_whole_day else ""
    yield start.tzinfo.key if isinstance(start, datetime) and isinstance(start.tzinfo, ZoneInfo) else ""
    yield cell(str(entry.get("LOCATION", "")))
    yield cell(str(entry.get("URL", "")))
    yield cell(str(entry.get("DESCRIPTION", "")))
    yield status if status == "cancelled" else ""


def _written(when: datetime | date) -> str:
    return when.isoformat() if isinstance(when, datetime) else f"{when}"
