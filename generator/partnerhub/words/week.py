"""How a country divides its weeks, by CLDR (through Babel)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_UNKNOWN = "ZZ"
"""CLDR's territory of what lies nowhere: https://unicode.org/reports/tr35/#unicode_region_subtag"""


@dataclass(frozen=True)
class Week:
    """Weekdays are numbered as in JavaScript: Sunday is 0."""

    first: int = 1
    weekend: Sequence[int] = (6, 0)
    """In their order."""

    @classmethod
    def of(cls, country: str | None) -> Week:
        """The week of a country, by its two letters; the most usual one where CLDR does not know it."""
        from babel import Locale, UnknownLocaleError  # a check asks for no week, and it is heavy  # noqa: PLC0415

        try:
            locale = Locale.parse(f"und_{country}")
        except (UnknownLocaleError, ValueError):
            return cls()
        first, last = locale.weekend_start, locale.weekend_end
        days = [(first + number) % 7 for number in range((last - first) % 7 + 1)]
        return cls(_as_in_javascript(locale.first_week_day), tuple(map(_as_in_javascript, days)))


def country_of(zone: str) -> str | None:
    """The country in which a time zone lies, by its IANA name or an older one; None for UTC and the like."""
    from babel.core import get_global  # noqa: PLC0415

    country = get_global("zone_territories").get(get_global("zone_aliases").get(zone, zone), _UNKNOWN)
    return None if country == _UNKNOWN else str(country)


def _as_in_javascript(day: int) -> int:
    """Babel counts from Monday."""
    return (day + 1) % 7
