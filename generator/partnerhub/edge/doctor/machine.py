"""What a look at this machine shows: what opens photos, what knows clocks, and what day it is told to be."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from partnerhub.edge.doctor.place import Place
from partnerhub.edge.doctor.seen import Seen, stands, warning
from partnerhub.words.terms import N_

_OLD = 2
"""Years after which rules of clocks have changed somewhere."""
_FORMATS = {"JPEG": "jpg", "PNG": "zlib", "WebP": "webp", "AVIF": "avif"}
"""A format of photos → the part of Pillow that reads and writes it."""


def look_at_photos(place: Place) -> Iterator[Seen]:
    """Photos of every format can be opened, those of phones too."""
    from PIL import features  # noqa: PLC0415 - most commands need none of this

    missing = [name for name, part in _FORMATS.items() if not features.check(part)]
    if missing:
        words = N_("Pillow {version} can't open photos in these formats here: {formats}")
        hint = N_("Install it as a wheel: pip install --force-reinstall pillow.")
        yield warning(words, hint, version=version("pillow"), formats=", ".join(missing))
    else:
        yield stands(N_("Pillow {version} opens {formats}"), version=version("pillow"), formats=", ".join(_FORMATS))
    try:
        import pillow_heif  # noqa: PLC0415
    except ImportError:
        words = N_("photos as iPhones take them (HEIC) can't be opened here")
        yield warning(words, N_("Install partnerhub[heic], or export them as JPEG."))
    else:
        yield stands(N_("pillow-heif {version} opens HEIC, as iPhones take photos"), version=pillow_heif.__version__)


def look_at_time_zones(place: Place) -> Iterator[Seen]:
    """The rules of clocks are not years old."""
    known = _time_zone_data(place.config.settings.timezone)
    year = re.match(r"\d{4}", known)
    if year and place.now.year - int(year[0]) < _OLD:
        yield stands(N_("the rules of clocks are of {version}"), version=known)
    elif year:
        words = N_("the rules of clocks are of {version}: hours in calendars may be wrong where they changed since")
        hint = N_("Bring the system's time zones up to date; where it has none, pip install --upgrade tzdata.")
        yield warning(words, hint, version=known)
    else:
        yield stands(N_("the system knows the time zone {zone}"), zone=place.config.settings.timezone)


def look_at_clock(place: Place) -> Iterator[Seen]:
    """The day is the clock's."""
    if "SOURCE_DATE_EPOCH" in place.environ:
        words = N_("SOURCE_DATE_EPOCH holds the day at {day}: what has passed since stays among what is to come")
        hint = N_("Take it out of the environment, unless you build the same site twice to compare.")
        yield warning(words, hint, day=place.now.date())
    else:
        yield stands(N_("today is {day} in {zone}"), day=place.now.date(), zone=place.config.settings.timezone)


def _time_zone_data(zone: str) -> str:
    """The release that is read for a zone, such as 2026a; empty where nothing tells it.

    Python takes the system's before the package's: https://docs.python.org/3/library/zoneinfo.html#data-sources
    """
    for folder in map(Path, zoneinfo.TZPATH):
        if (folder / zone).is_file():
            try:
                with (folder / "tzdata.zi").open(encoding="ascii", errors="replace") as opened:
                    return opened.readline().removeprefix("# version").strip()
            except OSError:
                return ""
    try:
        return version("tzdata")
    except PackageNotFoundError:
        return ""
