"""Types of fields that hold days, hours, lengths and time zones: what was typed → typed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from partnerhub.record.fields import InWords
from partnerhub.record.value_checks import or_guess, refusal, schema
from partnerhub.words import amounts, guesses
from partnerhub.words.terms import N_

NO_OFFSET = "no-offset"
"""The error of an hour with an offset that is used nowhere: `19:00-21:30` is probably from when till when."""
_OFFSETS = timedelta(hours=-11), timedelta(hours=14)
"""From UTC, where people live: https://data.iana.org/time-zones/tzdb/"""
_DAY = "2026-12-10"
_HOUR_OF_DAY = "21:30"
_TALK = "19:15"
_MOMENT_OF_DAY = f"{_DAY} 19:00"
_LENGTH = "2h30m"
_ZONE = "Asia/Jerusalem"
_OF_A_CITY = N_("Write the zone of a city, {line}: it knows about summer time, which an offset or three letters don't.")
_NO_ZONES = N_("Install their data: pip install tzdata.")
_ONE_MOMENT = N_("must be one moment, not from when till when")
_END_APART = N_("Write the hour at which it ends in a line of its own: end: {example}.")
YEARS = range(1970, 2200)
"""Of the dates in a record. Others are slips of the keyboard, and too near to the ends of what can be counted."""
Day = TypeVar("Day", bound=date)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)\s?(Z|[+-]\d{2}:\d{2})?\Z")
_HOUR = re.compile(r"\d{1,2}:\d{2}(:\d{2})?\Z")
_DURATION = re.compile(r"(?:(\d{1,3})d)?(?:(\d{1,3})h)?(?:(\d{1,4})m)?\Z")
_OFFSET = re.compile(r"(?:[A-Z]{3,4}|UTC ?|GMT ?)?[+-]?\d{0,2}(?::?\d\d)?\Z")
"""An offset, or the letters of one that several countries have: `UTC+2`, `+02:00`, `IST`."""


def _date(value: Any) -> date:
    if isinstance(value, str) and _DATE.match(value.strip()):
        try:
            return _in_our_time(date.fromisoformat(value.strip()))
        except ValueError:
            words, hint = (
                N_("must be a day of the calendar, from {first} to {last}"),
                N_("Compare day, month and year with a calendar."),
            )
            raise refusal(words, first=YEARS[0], last=YEARS[-1], hint=hint) from None
    raise refusal(N_("must be a date such as {example}"), example=_DAY)


def _in_our_time(day: Day) -> Day:
    if day.year not in YEARS:
        raise ValueError
    return day


def _moment(value: Any) -> datetime:
    if isinstance(value, str) and _DATE.match(value.strip()):
        words, hint = N_("must have an hour, such as {example}"), N_("Add the hour: {line}.")
        raise refusal(words, example=_MOMENT_OF_DAY, own_line=f"{value.strip()} 19:00", blank_line="… 19:00", hint=hint)
    if isinstance(value, str) and (match := _MOMENT.match(value.strip())):
        day, hour, offset = match.groups()
        try:
            moment = _in_our_time(datetime.fromisoformat(f"{day}T{hour}{(offset or '').replace('Z', '+00:00')}"))
        except ValueError:
            words = N_("must be a day of the calendar, from {first} to {last}, and an hour of the day")
            hint = N_("Compare the day with a calendar; hours go from 00:00 to 23:59.")
            raise refusal(words, first=YEARS[0], last=YEARS[-1], hint=hint) from None
        if not _OFFSETS[0] <= (moment.utcoffset() or timedelta()) <= _OFFSETS[1]:
            raise refusal(_ONE_MOMENT, NO_OFFSET, example=_HOUR_OF_DAY, hint=_END_APART)
        return moment
    if guesses.is_span(value):
        raise refusal(_ONE_MOMENT, example=_HOUR_OF_DAY, hint=_END_APART)
    words, hour_alone = N_("must be a day and an hour such as {example}"), guesses.hour_alone(value)
    if hour_alone:
        hint = N_("Write the day before the hour: {line}.")
        raise refusal(words, example=_MOMENT_OF_DAY, own_line=f"{_DAY} {hour_alone}", blank_line=f"{_DAY} …", hint=hint)
    raise refusal(words, example=_MOMENT_OF_DAY)


def _day_or_moment(value: Any) -> datetime | date:
    return _date(value) if isinstance(value, str) and _DATE.match(value.strip()) else _moment(value)


def _hour(value: str) -> time:
    try:
        return time.fromisoformat(value.strip().zfill(5))
    except ValueError:
        hint = N_("Hours go from 00:00 to 23:59; write the next day with an hour that is in it.")
        raise refusal(N_("must be an hour of the day"), hint=hint) from None


def _end(value: Any) -> datetime | date | time:
    if isinstance(value, str) and _HOUR.match(value.strip()):
        return _hour(value)
    if isinstance(value, str) and (_MOMENT.match(value.strip()) or _DATE.match(value.strip())):
        return _day_or_moment(value)
    raise refusal(N_("must be an hour such as {example}, or a day and an hour"), example=_HOUR_OF_DAY)


def _hour_or_moment(value: Any) -> datetime | time:
    if isinstance(value, str) and _HOUR.match(value.strip()):
        return _hour(value)
    if isinstance(value, str) and (_MOMENT.match(value.strip()) or _DATE.match(value.strip())):
        return _moment(value)
    raise refusal(N_("must be an hour such as {example}, or a day and an hour"), example=_TALK)


def duration(value: Any) -> timedelta:
    """A span such as `2h30m`, as typed in records and settings."""
    match = _DURATION.match(value.strip()) if isinstance(value, str) else None
    days, hours, minutes = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    length = timedelta(days=days, hours=hours, minutes=minutes)
    if not length:
        raise refusal(N_("must be a duration such as {example} or 90m"), example=_LENGTH)
    return length


def timezone(value: Any) -> str:
    """The name of a time zone in the IANA database, as typed in records and settings."""
    try:
        return str(ZoneInfo(value).key)
    except (TypeError, ValueError, OSError, ZoneInfoNotFoundError):
        if not _knows_zones():
            raise refusal(N_("must be a time zone, and nothing here knows any"), hint=_NO_ZONES) from None
        hint = {"hint": _OF_A_CITY} if isinstance(value, str) and _OFFSET.match(value.strip()) else {}
        raise refusal(N_("must be a time zone such as {example}"), example=_ZONE, **hint) from None


def _knows_zones() -> bool:
    try:
        return bool(ZoneInfo(_ZONE))
    except ZoneInfoNotFoundError:
        return False


def in_utc(value: Any) -> Any:
    """A day and an hour with an offset, in UTC."""
    match = _MOMENT.match(value.strip()) if isinstance(value, str) else None
    if match is None or match[3] in (None, "Z"):
        return value
    moment = datetime.fromisoformat(f"{match[1]}T{match[2]}{match[3]}").astimezone(UTC)
    return f"{moment:%Y-%m-%d %H:%M:%SZ}"


MOMENT_PATTERN = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?\s?(Z|[+-]\d{2}:\d{2})?$"
START_PATTERN = MOMENT_PATTERN.replace("[T ]", "([T ]").replace("$", ")?$")
Date = Annotated[
    date,
    or_guess(_date, guesses.days),
    schema(type="string", format="date"),
    InWords(f"date such as {_DAY}", example=_DAY),
]
Moment = Annotated[
    datetime,
    or_guess(_moment, guesses.moments),
    schema(type="string", pattern=MOMENT_PATTERN),
    InWords(f"day and hour such as {_MOMENT_OF_DAY}", example=_MOMENT_OF_DAY),
]
"""As typed: naive means the event's or the hub's zone."""
Start = Annotated[
    datetime | date,
    or_guess(_day_or_moment, guesses.moments, guesses.starts),
    schema(type="string", pattern=START_PATTERN),
    InWords(f"day and hour such as {_MOMENT_OF_DAY}; a day with whole_day", example=_MOMENT_OF_DAY),
]
"""As `Moment`; a day where the event has days instead of hours."""
End = Annotated[
    datetime | date | time,
    or_guess(_end, guesses.moments, guesses.days, guesses.hours),
    schema(type="string"),
    InWords(f"hour such as {_HOUR_OF_DAY}, or day and hour; a day with whole_day", example=_HOUR_OF_DAY),
]
Within = Annotated[
    datetime | time,
    or_guess(_hour_or_moment, guesses.moments, guesses.hours),
    schema(type="string"),
    InWords(f"hour such as {_TALK}, or day and hour", example=_TALK),
]
Duration = Annotated[
    timedelta,
    or_guess(duration, amounts.lengths),
    schema(type="string", pattern=r"^(\d+d)?(\d+h)?(\d+m)?$"),
    InWords(f"duration such as {_LENGTH}", example=_LENGTH),
]
Timezone = Annotated[
    str,
    or_guess(timezone, guesses.zones),
    schema(type="string"),
    InWords(f"time zone such as {_ZONE}", example=_ZONE),
]
