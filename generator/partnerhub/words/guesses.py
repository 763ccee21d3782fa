"""Values as people type them → what the format wants: days, hours, lengths, addresses, yes and no. Pure.

A guess is a guess: whoever asks says it only where the field's own check takes it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from zoneinfo import available_timezones

from partnerhub.words import slugs
from partnerhub.words.spelling import close_to
from partnerhub.words.terms import N_, Term, Terms, languages

LONGEST = 80
"""Characters of a value for which one is guessed."""

WRITE = N_("Write {line}.")
_ZONE_APART = N_("Write {line}; a time zone has a field of its own, such as timezone: Asia/Jerusalem.")
_DAY_OR_MONTH = N_("Write {line} if the day came first, or {other} if the month did.")

_WITH_HOUR = N_("Write {line}, and the hour behind it unless whole_day is true: {line} 19:00.")
_WITH_HOUR_OR_MONTH = N_(
    "Write {line} if the day came first, or {other} if the month did, and the hour behind it unless whole_day is true."
)

_LONG_AGO = 5
"""Years from 26-12-16 as a day of 2016 to what it is if the year came first, from which on that is meant."""
_SHORTEST_ZONE = 5
"""Letters of a zone's name for which a slip of the keyboard is taken; shorter ones are all alike."""

_DASHES = "\u2212"
_QUOTES = "\"'`\u00b4\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u05f3\u05f4"
"""What people and word processors put around a text, and the geresh and gershayim that serve for it."""
_CURLY = re.compile(f"[{_QUOTES[4:]}]")
_DIRECTION = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

_DAY_LAST = re.compile(r"(?<!\d)(\d{4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d\d)(?!\d)")
_TOGETHER = re.compile(r"(?<!\d)(\d{4})()(\d\d)(\d\d)(?!\d)")
_DAY_MONTH = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?([^\W\d_]+)\.?,?\s+(\d{4})(?!\d)")
_MONTH_DAY = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_HOUR = re.compile(
    r"(?<![\d.,])(?P<hour>\d{1,2})(?:\s?[:.h]\s?(?P<minute>\d\d)|(?<=\d\d)(?P<joined>\d\d))?(?::\d\d)?(?!\d)\s?"
    r"(?P<half>[ap]\.?m\b\.?|בבוקר|בערב|אחה\"?צ|אחר הצהריים)?",
    re.IGNORECASE,
)
_ALONE = re.compile(r"(?:at |ב-?|בשעה )?\d{1,2}\D{0,2}\d{0,2}\D{0,8}\Z")
_ZONE = re.compile(r"\b(?:[A-Z]{2,5}(?:[+-]\d{1,2})?|Z)\b")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|<([^>\s]+)>")
_SCHEME = re.compile(r"h?t?tps?(?::?[/\\]{1,3}|:)(?=\w)", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?", re.ASCII)

_AROUND = frozenset(
    {"at", "on", "the", "of", "from", "am", "pm", "a", "p", "m", "t", "h", "o", "clock", "hours"}
    | {"יום", "ב", "ה", "ו", "מ", "בשעה", "שעה", "השעה", "בבוקר", "בערב", "אחה", "צ", "אחר", "הצהריים"}
)
"""Words that stand around days and hours."""
_YES = frozenset({"true", "yes", "y", "on", "1", "כן", "✓", "v", "נכון"})
_NO = frozenset({"false", "no", "n", "off", "0", "לא", "✗", "x"})
_NOTHING = frozenset(
    {"none", "nothing", "n/a", "na", "no", "-", "tbd", "forever", "unlimited", "always"}
    | {"אין", "ללא", "לא", "ללא הגבלה", "לתמיד", "תמיד"}
)
"""What people type where there is nothing to say, or no end to it."""
_CALLED: Mapping[str, str] = {
    "person": "individual, human, איש, אישה, יחיד",
    "community": "group, club, meetup, קבוצה",
    "organization": "organisation, ngo, nonprofit, non-profit, company, association, business, עמותה, חברה, עסק",
    "pending": "open, waiting, undecided, ממתין, טרם הוחלט",
    "approved": "yes, ok, approve, accepted, כן, אושר",
    "declined": "no, rejected, reject, refused, denied, לא, נדחה, סירוב",
    "positive": "good, great, excellent, טוב, טובה, מצוין",
    "neutral": "mixed, average, בינוני",
    "negative": "bad, poor, רע, רעה, גרוע",
    "unknown": "none, n/a, לא ידוע, אין מידע",
    "facebook": "fb",
    "instagram": "ig, insta",
    "whatsapp": "wa",
    "telegram": "tg",
    "email": "mail, e-mail, gmail, מייל, דואר",
    "phone": "telephone, call, sms, נייד",
    "f": "female, feminine, woman, she, נקבה, אישה",
    "m": "male, masculine, man, he, זכר, גבר",
    "plural": "they, group, רבים",
    "us": "we, me, our, ours, אני, שלנו",
    "them": "they, partner, theirs, השותף, שלהם",
    "scheduled": "planned, confirmed, on",
    "postponed": "delayed, moved, on hold, נדחה",
    "cancelled": "off, called off, בוטל",
}
"""What people call one of a few words beside what it is called in our languages."""


@dataclass(frozen=True)
class Guess:
    """What was probably meant."""

    text: str
    """What to type instead."""
    hint: Term = WRITE
    """Over `{line}`, the field with that text, and `{other}`."""
    other: str = ""
    """A second reading."""
    found: Term | None = None
    """What stood in the way of reading it, where that can't be seen or looks like what it isn't; over `{code}`."""
    code: str = ""


def plain(text: str) -> str:
    """A text as a keyboard types it: without what can't be seen, with plain spaces, digits and hyphens, unquoted."""
    return "".join(map(_plain, text)).strip().strip(_QUOTES).strip()


def _plain(char: str) -> str:
    kind = unicodedata.category(char)
    if kind == "Cf":
        return ""
    if kind == "Zs":
        return " "
    if kind == "Nd":
        return str(unicodedata.digit(char))
    if kind == "Pd" or char in _DASHES:
        return "-"
    if "\uff01" <= char <= "\uff5e":
        return unicodedata.normalize("NFKC", char)
    return '"' if _CURLY.match(char) else char


def oddity(text: str) -> tuple[Term, str] | None:
    """What in a text no eye can tell from what it isn't: in our words, over `{code}`, and the code; the first of it."""
    for char in text:
        code, kind = f"U+{ord(char):04X}", unicodedata.category(char)
        if char in _DIRECTION:
            return N_("an invisible direction mark ({code})"), code
        if kind == "Cf":
            return N_("an invisible character ({code})"), code
        if kind == "Zs" and char != " ":
            return N_("a space that doesn't break ({code})"), code
        if (kind == "Pd" or char in _DASHES) and char != "-":
            return N_("a dash instead of a hyphen ({code})"), code
        if kind == "Nd" and not char.isascii():
            return N_("digits of another script ({code})"), code
        if "\uff01" <= char <= "\uff5e":
            return N_("a full-width character ({code})"), code
        if _CURLY.match(char):
            return N_("curly quotation marks ({code})"), code
    return None


def as_typed(text: str) -> Iterator[Guess]:
    """The same, without what word processors and right-to-left editors leave in it."""
    if (found := oddity(text)) and (kept := plain(text)):
        yield Guess(kept, found=found[0], code=found[1])


def days(text: str) -> Iterator[Guess]:
    """`10/12/2026`, `2026/12/10`, `10 December 2026`, `10 בדצמבר 2026` → `2026-12-10`."""
    for day, other, rest in _days(plain(text)):
        if _says_no_more(rest):
            yield Guess(f"{day}", _DAY_OR_MONTH, f"{other}") if other else Guess(f"{day}")


def starts(text: str) -> Iterator[Guess]:
    """A day alone as `days`, where an hour may belong to it."""
    for guess in () if any(_NUMBER.search(rest) for *_, rest in _days(plain(text))) else days(text):
        yield replace(guess, hint=_WITH_HOUR_OR_MONTH if guess.other else _WITH_HOUR)


def hours(text: str) -> Iterator[Guess]:
    """`7pm`, `19.00`, `1900` → `19:00`."""
    for hour, _ in _hours(plain(text)):
        if hour < timedelta(days=1):
            yield Guess(_clock(hour))


def hour_alone(text: object) -> str:
    """The hour where there is nothing else; empty where there is."""
    typed = plain(text) if isinstance(text, str) and len(text) <= LONGEST else ""
    return next((guess.text for guess in hours(typed)), "") if _ALONE.match(typed) else ""


def is_span(text: object) -> bool:
    """Whether a day with two hours stands there: from when till when."""
    if not isinstance(text, str) or len(text) > LONGEST:
        return False
    hours = ([hour["minute"] for hour in _HOUR.finditer(rest)] for *_, rest in _days(plain(text)))
    return any(len(minutes) == 2 and all(minutes) for minutes in hours)


def moments(text: str) -> Iterator[Guess]:
    """`10/12/2026 7pm`, `2026-12-10T19:00 IST`, `2026-12-10 24:00` → `2026-12-10 19:00` …; nothing for a day alone."""
    for day, other, rest in _days(plain(text)):
        for hour, beyond in _hours(rest):
            if not _says_no_more(_ZONE.sub("", rest, count=1)):
                continue
            moment, second = (
                f"{each + timedelta(days=hour.days)} {_clock(hour)}" if each else "" for each in (day, other)
            )
            hint = _DAY_OR_MONTH if second else _ZONE_APART if _ZONE.search(beyond) else WRITE
            yield Guess(moment, hint, second)


def addresses(text: str) -> Iterator[Guess]:
    """`codeforgood.example`, `http//…`, `[text](https://…)` → `https://…`."""
    typed = plain(text)
    if link := _LINK.fullmatch(typed):
        typed = link[1] or link[2]
        yield Guess(typed)
    bare = _SCHEME.sub("", typed, count=1)
    if "@" not in bare and _HOST.fullmatch(bare) and not _NUMBER.fullmatch(bare):
        yield Guess(f"https://{bare}")


def answers(text: str) -> Iterator[Guess]:
    """`yes`, `on`, `כן` → `true`; `no`, `לא` → `false`."""
    word = plain(text).casefold()
    if word in _YES | _NO:
        yield Guess("true" if word in _YES else "false")


def names(text: str) -> Iterator[Guess]:
    """`Open Data Night` → `open-data-night`."""
    yield Guess(slugs.slugify(plain(text)))


def zones(text: str) -> Iterator[Guess]:
    """`asia/jerusalem`, `Jerusalem`, `Tel Aviv`, `Israel`, `ירושלים` → the name in the IANA database."""
    typed = _called(plain(text))
    near = close_to(typed, list(_zones())) if len(typed) >= _SHORTEST_ZONE and not _NUMBER.search(typed) else None
    if zone := _zones().get(near if typed not in _zones() and near else typed):
        yield Guess(zone)


def tongues(text: str) -> Iterator[Guess]:
    """`Hebrew`, `עברית`, `HE`, `he_IL` → `he` …"""
    typed = plain(text)
    language, *region = re.split("[_-]", typed)
    yield Guess("-".join([language.lower(), *region]) if len(language) <= 3 else _tongues().get(typed.casefold(), ""))


def says_nothing(text: object) -> bool:
    """Whether a text says that there is nothing to say."""
    return isinstance(text, str) and len(text) <= LONGEST and plain(text).casefold() in _NOTHING


def words(text: str, choices: Sequence[str]) -> Iterator[Guess]:
    """One of a few words: in upper case, misspelt, in a language of ours, or another for it → the word."""
    typed = plain(text).casefold()
    if meant := next((choice for choice in choices if typed in _CALLED.get(choice, "").split(", ")), None):
        yield Guess(meant)
        return
    in_languages = {Terms(language)(Term(choice)).casefold(): choice for language in languages() for choice in choices}
    for known in ({choice: choice for choice in choices}, in_languages):
        if near := close_to(typed, list(known)):
            yield Guess(known[near])


def _days(text: str) -> Iterator[tuple[date, date | None, str]]:
    """The day that stands in a text, what it is if the month came first, and what else stands there."""
    for pattern, parts in ((_DAY_LAST, (1, 3, 4)), (_TOGETHER, (1, 3, 4)), (_YEAR_LAST, (4, 3, 1))):
        if found := pattern.search(text):
            year, month, day = (int(found[part]) for part in parts)
            year += 2000 if year < 100 else 0
            first, second = _day(year, month, day), _day(year, day, month)
            if pattern is not _YEAR_LAST and first:
                second = None  # what begins with the year goes on with the month
            turned = _day(2000 + day, month, year % 100) if found[2] == "-" and len(found[4]) == 2 else None
            if pattern is _YEAR_LAST and first and turned and turned.year - first.year >= _LONG_AGO:
                first, second = turned, None
            if first or second:
                is_certain = first is None or second is None or first == second
                yield first or second, None if is_certain else second, _without(found)  # type: ignore[misc]
                return
    for pattern, (year_at, month_at, day_at) in ((_DAY_MONTH, (3, 2, 1)), (_MONTH_DAY, (3, 1, 2))):
        found = pattern.search(text)
        number = _month(found[month_at]) if found else None
        if found and number and (named := _day(int(found[year_at]), number, int(found[day_at]))):
            yield named, None, _without(found)
            return


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _without(found: re.Match[str]) -> str:
    return f"{found.string[: found.start()]} {found.string[found.end() :]}".replace(" T", " ")


def _hours(text: str) -> Iterator[tuple[timedelta, str]]:
    """The hour that stands in a text, and what stands behind it; nothing where there are several."""
    found = list(_HOUR.finditer(text))
    if len(found) != 1:
        return
    hour, minute = int(found[0]["hour"]), int(found[0]["minute"] or found[0]["joined"] or 0)
    half = (found[0]["half"] or "").casefold()
    if half.startswith(("p", "בערב", "אח")) and hour < 12:
        hour += 12
    elif half.startswith(("a", "בבוקר")) and hour == 12:
        hour = 0
    if minute < 60 and (hour < 24 or (hour, minute) == (24, 0)):
        yield timedelta(hours=hour, minutes=minute), text[found[0].end() :]


def _says_no_more(rest: str) -> bool:
    """Whether what stands around a day and an hour belongs to them; else it may be anything, and nobody's business."""
    return all(word in _fillers() for word in re.findall(r"[^\W\d_]+", rest.casefold()))


def _clock(hour: timedelta) -> str:
    return f"{hour.seconds // 3600:02}:{hour.seconds // 60 % 60:02}"


def _month(word: str) -> int | None:
    months = _months()
    return months.get(word.casefold()) or months.get(word.casefold().removeprefix("ב"))


@cache
def _fillers() -> frozenset[str]:
    from babel.dates import get_day_names  # noqa: PLC0415 - only a slip asks for it

    names = (
        name
        for language in languages()
        for width in ("wide", "abbreviated")
        for name in get_day_names(width, "format", language).values()
    )
    of_days = re.findall(r"[^\W\d_]+", " ".join(names).casefold())
    return frozenset({*of_days, *_AROUND, *(f"ב{word}" for word in of_days)})


@cache
def _months() -> Mapping[str, int]:
    from babel.dates import get_month_names  # noqa: PLC0415 - only a slip asks for it

    return {
        name.casefold().rstrip(".׳'"): number
        for language in languages()
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, language).items()
    }


@cache
def _zones() -> Mapping[str, str]:
    """What people call a zone → its name: its city in our languages, and a country that has no other zone."""
    from babel import Locale  # noqa: PLC0415 - only a slip asks for it
    from babel.core import get_global  # noqa: PLC0415

    # Etc/GMT+2 lies west of Greenwich, where nobody means it.
    zones = {zone for zone in available_timezones() if not zone.startswith("Etc/")}
    called = {zone.rpartition("/")[2]: zone for zone in sorted(zones, key=lambda zone: "/" not in zone)}
    of_country = defaultdict[str, list[str]](list)
    for zone, country in get_global("zone_territories").items():
        of_country[country] += [zone] * (zone in zones)
    for locale in (Locale.parse(language, sep="-") for language in languages()):
        alone = {country: its_zones[0] for country, its_zones in of_country.items() if len(its_zones) == 1}
        called |= {name: alone[country] for country, name in locale.territories.items() if country in alone}
        cities = {zone: words.get("city") for zone, words in locale.time_zones.items() if zone in zones}
        called |= {city: zone for zone, city in cities.items() if city}
    called |= {**{zone: zone for zone in zones}, "Israel": "Asia/Jerusalem", "תל אביב": "Asia/Jerusalem"}
    return {_called(name): zone for name, zone in called.items()}


def _called(name: str) -> str:
    return re.sub("[ _-]+", "_", name.casefold())


@cache
def _tongues() -> Mapping[str, str]:
    from babel import Locale  # noqa: PLC0415 - only a slip asks for it

    return {
        name.casefold(): tag
        for language in languages()
        for tag, name in Locale.parse(language, sep="-").languages.items()
        if len(tag) <= 3
    }
