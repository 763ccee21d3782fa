"""Days and hours in a language's own words, by CLDR (through Babel)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_interval, format_skeleton, format_time, get_timezone_name

from partnerhub.words.terms import said_in

_FROM_TO = re.compile(r"\d+–\d+")
_ISOLATE, _END = "\u2066", "\u2069"


@dataclass(frozen=True)
class CalendarWords:
    """How one language writes days and hours."""

    locale: Locale

    @classmethod
    def of(cls, language: str) -> CalendarWords:
        """For a reader of a BCP 47 tag; English where our own words are, since days and hours stand among them."""
        return cls(_locale(said_in(language)))

    def day(self, day: date) -> str:
        """`Thursday, December 10, 2026`; `יום חמישי, 10 בדצמבר 2026`."""
        return _date(as_day(day), "full", self.locale)

    def short_day(self, day: date) -> str:
        """`Thu, Dec 10, 2026`; `יום ה׳, 10 בדצמ׳ 2026`."""
        return _of_skeleton(as_day(day), "yMMMEd", self.locale)

    def day_of_this_year(self, day: date) -> str:
        """`Thu, Dec 10`; `יום ה׳, 10 בדצמ׳`."""
        return _of_skeleton(as_day(day), "MMMEd", self.locale)

    def day_of_year(self, day: date) -> str:
        """`Thursday, December 10`; `יום חמישי, 10 בדצמבר`: of a day that nobody takes for one of another year."""
        # Of a skeleton with both, Babel takes the nearest that it has, which abbreviates.
        in_year = _of_skeleton(as_day(day), "MMMMd", self.locale)
        return f"{_date(as_day(day), 'EEEE', self.locale)}, {in_year}"

    def days(self, first: date, last: date) -> str:
        """`December 17 – 19, 2026`; `17–19 בדצמבר 2026`: of days that follow one another; of one alone as `day`."""
        first, last = as_day(first), as_day(last)
        if first == last:
            return self.day(first)
        differs = next(part for part in ("year", "month", "day") if getattr(first, part) != getattr(last, part))
        # CLDR has intervals with abbreviated months only.
        patterns = self.locale.interval_formats["yMMMd"][differs[0].replace("m", "M")]
        ends = zip((first, last), patterns, strict=True)
        said = "".join(format_date(day, pattern.replace("MMM", "MMMM"), self.locale) for day, pattern in ends)
        return self._in_order(said)

    def days_of_this_year(self, first: date, last: date) -> str:
        """`Dec 17 – 19`; `17–19 בדצמ׳`; of one alone as `day_of_this_year`."""
        first, last = as_day(first), as_day(last)
        if first == last:
            return self.day_of_this_year(first)
        return self._in_order(format_interval(first, last, "MMMd", locale=self.locale))

    def _in_order(self, days: str) -> str:
        """From right to left a text would turn 17–19 around, which hours, alone in their place, are not."""
        is_rtl = self.locale.text_direction == "rtl"
        return _FROM_TO.sub(f"{_ISOLATE}\\g<0>{_END}", days) if is_rtl else days

    def leaf(self, first: date, last: date) -> tuple[str, str, str]:
        """What the leaf of a calendar says of days: `Thu`, `10`, `Dec`; `Th–Sa`, `17–19`, `Dec`."""
        first, last = as_day(first), as_day(last)
        if first == last:
            return self.weekday(first), str(first.day), self.month(first)
        weekdays = (format_date(day, "cccccc", self.locale) for day in (first, last))
        months = dict.fromkeys(self.month(day) for day in (first, last))
        return "–".join(weekdays), f"{first.day}–{last.day}", "–".join(months)

    def weekday(self, day: date) -> str:
        """`Thu`; `יום ה׳`."""
        return _date(as_day(day), "ccc", self.locale)

    def weekday_letter(self, day: date) -> str:
        """`T`; `ה׳`."""
        return _date(as_day(day), "ccccc", self.locale)

    def month(self, day: date) -> str:
        """`Dec`; `דצמ׳`."""
        return _date(as_day(day), "LLL", self.locale)

    def month_name(self, day: date) -> str:
        """`December`; `דצמבר`."""
        return _date(as_day(day), "LLLL", self.locale)

    def month_and_year(self, day: date) -> str:
        """`December 2026`; `דצמבר 2026`."""
        return _of_skeleton(as_day(day), "yMMMM", self.locale)

    def hour(self, moment: datetime | time) -> str:
        """`7:00 PM`; `19:00`."""
        return _hour((moment.time() if isinstance(moment, datetime) else moment).replace(tzinfo=None), self.locale)

    def hours(self, start: datetime, end: datetime) -> str:
        """`7:00 – 9:30 PM`; `19:00–21:30`; of one day."""
        return _hours(start.replace(tzinfo=None), end.replace(tzinfo=None), self.locale)

    def zone(self, moment: datetime) -> str:
        """The name of the moment's time zone: `Israel Time`; `שעון ישראל`."""
        return get_timezone_name(moment.tzinfo, "long", locale=self.locale)

    def language_name(self, tag: str) -> str:
        """A language's name: `Hebrew`; `עברית`. The tag itself where CLDR does not know it."""
        try:
            return Locale.parse(tag, sep="-").get_display_name(self.locale) or tag
        except (UnknownLocaleError, ValueError):
            return tag


def as_day(day: date) -> date:
    """The day of a moment; a day is its own."""
    return day.date() if isinstance(day, datetime) else day


def endonym(language: str) -> str:
    """A language's own name for itself: `עברית`, `English`; the tag where CLDR does not know it."""
    return CalendarWords(_locale(language)).language_name(language)


def direction(language: str) -> Literal["ltr", "rtl"]:
    """In which direction a language is written."""
    return "rtl" if _locale(language).text_direction == "rtl" else "ltr"


@cache
def territorial(language: str) -> str:
    """A language with the territory where it is spoken most, as share tags want it: `he_IL`, `en_US`."""
    locale = _locale(language)
    likely = Locale.parse(get_global("likely_subtags").get(str(locale), str(locale)))
    return f"{likely.language}_{likely.territory}" if likely.territory else likely.language


# Many pages name the same days and hours, and Babel takes its time for each. No time zone is asked here: moments that
# are one have two days.


@lru_cache(maxsize=8192)
def _date(day: date, pattern: str, locale: Locale) -> str:
    return format_date(day, pattern, locale)


@lru_cache(maxsize=8192)
def _of_skeleton(day: date, skeleton: str, locale: Locale) -> str:
    return format_skeleton(skeleton, datetime.combine(day, datetime.min.time()), locale=locale)


@lru_cache(maxsize=1024)
def _hour(hour: time, locale: Locale) -> str:
    return format_time(hour, "short", locale=locale)


@lru_cache(maxsize=1024)
def _hours(start: datetime, end: datetime, locale: Locale) -> str:
    twelve_hours = "a" in locale.time_formats["short"].pattern
    return format_interval(start, end, "hm" if twelve_hours else "Hm", locale=locale)


@cache
def _locale(language: str) -> Locale:
    """Of a BCP 47 tag; English where CLDR does not know it."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")
