"""When people rest: quiet days and holidays, from sunset where they begin at sunset. Rules about events ask here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from partnerhub.record.partner import Event
from partnerhub.record.settings_types import SHABBAT, WEEKDAYS
from partnerhub.words.span import first_moment
from partnerhub.words.terms import N_, Term

_DAY = timedelta(days=1)
_SATURDAY, _WEEK = 5, 7
_FROM_SUNSET = frozenset({"IL"})
"""Countries whose holidays begin at sunset of the eve, and last until nightfall."""
_NIGHTFALL = 8.5
"""Degrees of the sun below the horizon at which three small stars can be seen."""
_NO_SUNSET = time(18)
"""Where the sun does not set on a day, or nobody can say where people are."""
_ISO_6709 = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?([+-])(\d{3})(\d{2})(\d{2})?\Z")
"""Degrees, minutes and perhaps seconds: the coordinates of tzdata's zone.tab."""
_QUIET_DAYS: Mapping[str, Term] = {
    "mon": N_("Monday"),
    "tue": N_("Tuesday"),
    "wed": N_("Wednesday"),
    "thu": N_("Thursday"),
    "fri": N_("Friday"),
    "sat": N_("Saturday"),
    "sun": N_("Sunday"),
    SHABBAT: N_("Shabbat"),
}
"""The word in the settings → what people call it."""


@dataclass(frozen=True)
class Holiday:
    """A public holiday of a country."""

    country: str
    day: date

    def in_language(self, language: str) -> str:
        """Its name in a language, or in the country's own where the holidays have none in that."""
        return _named(self.country, self.day.year, language)[self.day]


@dataclass(frozen=True)
class Rest:
    """A time of rest."""

    name: Term | Holiday
    """Said later, in the reader's language."""
    since: datetime
    """Aware, in the zone in which the event takes place: there people rest, or don't."""
    until: datetime
    """Not in it any more."""


def quiet_time(event: Event) -> Rest | None:
    """The first of the hub's quiet days on which a part of an event lies; None for none."""
    return _first(_quiet_times(event), event)


def holiday(event: Event) -> Rest | None:
    """The first holiday of the hub's country on which a part of an event lies; None for none."""
    return _first(_holidays(event), event)


def _first(times: Iterator[Rest], event: Event) -> Rest | None:
    return next((rest for rest in times if event.start < rest.until and event.end > rest.since), None)


def _quiet_times(event: Event) -> Iterator[Rest]:
    settings, zone = event.partner.settings, event.zone
    for day in _days(event):
        weekday = WEEKDAYS[day.weekday()]
        if weekday in settings.quiet_days:
            yield Rest(_QUIET_DAYS[weekday], first_moment(day, zone), first_moment(day + _DAY, zone))
        if SHABBAT in settings.quiet_days and day.weekday() == _SATURDAY:
            yield Rest(_QUIET_DAYS[SHABBAT], *_from_sunset(day, zone.key))


def _holidays(event: Event) -> Iterator[Rest]:
    settings, zone = event.partner.settings, event.zone
    country = settings.holidays
    if country is None:
        return
    for day in _days(event):
        if day in _named(country, day.year, settings.language):
            name = Holiday(country, day)
            if country in _FROM_SUNSET:
                yield Rest(name, *_from_sunset(day, zone.key))
            else:
                yield Rest(name, first_moment(day, zone), first_moment(day + _DAY, zone))


def _days(event: Event) -> Iterator[date]:
    """The days of an event where it takes place, up to a week, and the one after them, which may begin on its eve."""
    length = min((event.end.date() - event.start.date()).days, _WEEK)
    return (event.start.date() + number * _DAY for number in range(length + 2))


@cache
def _from_sunset(day: date, timezone: str) -> tuple[datetime, datetime]:
    """From sunset on the eve of a day to its nightfall."""
    zone = ZoneInfo(timezone)
    since = _evening(day - _DAY, zone, 0) or datetime.combine(day - _DAY, _NO_SUNSET, zone)
    return since, _evening(day, zone, _NIGHTFALL) or first_moment(day + _DAY, zone)


def _evening(day: date, zone: ZoneInfo, depression: float) -> datetime | None:
    """When, after a day's noon, the sun is so many degrees below the horizon; None where it never is.

    0 is sunset, of the sun's upper edge.
    """
    # Only hubs whose days begin at sunset need it.
    from astral import Observer  # noqa: PLC0415
    from astral.sun import dusk, sunset  # noqa: PLC0415

    if (place := _places().get(zone.key)) is None:
        return None
    observer, noon = Observer(*place), datetime.combine(day, time(12), zone)
    # Far in the north and the west, astral's evening of a day may be the one before it, or after midnight.
    for each in (day - _DAY, day, day + _DAY):
        with suppress(ValueError):  # not on that day
            if depression:
                moment = dusk(observer, each, depression=depression, tzinfo=zone)
            else:
                moment = sunset(observer, each, tzinfo=zone)
            if noon <= moment < noon + _DAY:
                return moment
    return None


@cache
def _places() -> Mapping[str, tuple[float, float]]:
    """Time zone → latitude and longitude in degrees of its own place; older names of a zone too."""
    zones = resources.files("tzdata") / "zoneinfo"
    places: dict[str, tuple[float, float]] = {}
    for line in (zones / "zone.tab").read_text(encoding="utf-8").splitlines():
        _, coordinates, name, *_ = line.split("\t") if not line.startswith("#") else ("", "", "")
        if found := _ISO_6709.match(coordinates):
            places[name] = _degrees(*found.group(1, 2, 3, 4)), _degrees(*found.group(5, 6, 7, 8))
    for line in (zones / "tzdata.zi").read_text(encoding="utf-8").splitlines():
        # A link, as zic's source has it: L TARGET NAME
        kind, _, names = line.partition(" ")
        target, _, name = names.partition(" ")
        if kind == "L" and target in places:
            places.setdefault(name, places[target])
    return places


def _degrees(sign: str, degrees: str, minutes: str, seconds: str | None) -> float:
    return float(f"{sign}1") * (int(degrees) + int(minutes) / 60 + int(seconds or 0) / 3600)


@cache
def _named(country: str, year: int, language: str) -> Mapping[date, str]:
    """The public holidays of a year, their names in a language, or in the country's own where it is not known."""
    import holidays  # heavy, and only hubs with this setting need it  # noqa: PLC0415

    of_country = holidays.country_holidays(country)
    named = language.replace("-", "_")
    # It knows English as en_US; where it is told no language, it asks the machine for one.
    near = [each for each in of_country.supported_languages if each.partition("_")[0] == named.partition("_")[0]]
    spoken = named if named in near else next(iter(near), of_country.default_language)
    return dict(holidays.country_holidays(country, years=year, language=spoken))
