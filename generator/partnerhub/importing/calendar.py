"""A calendar (ICS) → a sheet of its entries; what repeats, as the single entries that are to come. Untrusted bytes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from partnerhub.importing.headings import Column
from partnerhub.importing.sheet import Kind, Row, Sheet, Unread, cell
from partnerhub.scaffold.days import HORIZON
from partnerhub.scaffold.foreign import BROKEN
from partnerhub.words.terms import N_

_BEGINS = b"BEGIN:VCALENDAR"
HELD = (
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
_HTML = re.compile(r"</?(?:a|b|br|div|em|html-blob|i|li|ol|p|span|strong|u|ul)\b[^<>]*>", re.IGNORECASE)
_HTML_LINK = re.compile(r'<a\b[^<>]*\bhref="([^"<>\s]+)"[^<>]*>([^<>]+)</a>', re.IGNORECASE)
_MOST = 200
"""Entries that repeat others; a series of every day is no series of events."""


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
        entries = read.walk("VEVENT")
        series = {str(each.get("UID")) for each in entries if "RRULE" in each or "RDATE" in each}
        found = [each for each in entries if str(each.get("UID")) not in series]
        if series:
            # Without the others, of which a damaged one would stop it.
            others = [each for each in read.subcomponents if each.name != "VEVENT"]
            read.subcomponents = [*others, *(each for each in entries if str(each.get("UID")) in series)]
            found += _within(HORIZON, now, recurring_ical_events.of(read, skip_bad_series=True).after(now))
    except BROKEN:
        raise Unread(N_("it is no calendar that can be read")) from None
    if not found:
        raise Unread(N_("nothing stands in it"))
    by_time = sorted(((_cells(each), _is_private(each)) for each in found), key=lambda each: each[0][1])
    rows = [(Row(number, cells), is_private) for number, (cells, is_private) in enumerate(by_time, start=1)]
    return Sheet(
        [heading for heading, _ in HELD],
        [row for row, is_private in rows if not is_private],
        private=[row for row, is_private in rows if is_private],
        kind=Kind.CALENDAR,
    )


def _is_private(entry: Any) -> bool:
    return str(entry.get("CLASS", "")).upper() in ("PRIVATE", "CONFIDENTIAL")


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


def _cells(entry: Any) -> Sequence[str]:
    """What an entry says, in the order of the columns; of a damaged one nothing but its title."""
    try:
        return tuple(_whole(entry))
    except BROKEN:
        return [cell(str(entry.get("SUMMARY", "?"))), *[""] * (len(HELD) - 1)]


def _whole(entry: Any) -> Iterator[str]:
    """Raises one of `BROKEN`."""
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
    yield _city(start.tzinfo) if isinstance(start, datetime) else ""
    yield cell(str(entry.get("LOCATION", "")))
    yield cell(str(entry.get("URL", "")))
    yield cell(_without_html(str(entry.get("DESCRIPTION", ""))))
    yield status if status == "cancelled" else ""


def _city(zone: tzinfo | None) -> str:
    """The zone in which people meet; none of UTC, which is how calendars write moments."""
    return zone.key if isinstance(zone, ZoneInfo) and "/" in zone.key and not zone.key.startswith("Etc/") else ""


def _without_html(text: str) -> str:
    """A description as Markdown has it, where it is in HTML, as those of Google Calendar are."""
    if not _HTML.search(text):
        return text
    text = _HTML_LINK.sub(lambda found: f"[{found[2]}]({found[1]})", text)
    text = re.sub(r"<li\b[^>]*>", "\n- ", text, flags=re.IGNORECASE)
    text = re.sub(r"<br\b[^>]*>|</(?:div|ul|ol)>", "\n", text, flags=re.IGNORECASE)
    text = re.sub(r"</p>", "\n\n", text, flags=re.IGNORECASE)
    return html.unescape(_HTML.sub("", text)).replace("\xa0", " ")


def _written(when: datetime | date) -> str:
    return when.isoformat() if isinstance(when, datetime) else f"{when}"
