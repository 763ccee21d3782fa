"""The private record: what a partner file says, typed. Rendering never sees it.

Each field says by what words reviewers know it and who may see it (`fields`); its docstring is what editors show
through the JSON Schema (`partnerhub schema`) and what the handbook lists (docs/reference/fields.py).
A type's error is a rule's slug with words of ours; `parse` turns it into a finding.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import partial
from typing import Annotated, Any, NoReturn, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from partnerhub.record.fields import Example, Fields, InWords, Parts, Private, Public, Shapes
from partnerhub.site.model import Kind
from partnerhub.words import amounts, guesses, slugs
from partnerhub.words.guesses import Guess
from partnerhub.words.terms import LANGUAGE_TAG, N_, Term

LINE_BREAK = "line-break"
"""The error of a line break in a text of one line."""
UNSEEN = "unseen"
"""The error of an address with something in it that can't be seen."""
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
_ADDRESS = "https://example.org"
_AS_ADDRESS = N_("must be an address such as {example}")
_LANGUAGE = "he"
_SLUG = "open-data-night"
_FOCUS_POINT = "[0.5, 0.3]"
_COUNT = "42"
"""What types look like: in messages, in hints and in the reference."""

_ONE_MOMENT = N_("must be one moment, not from when till when")
_END_APART = N_("Write the hour at which it ends in a line of its own: end: {example}.")

YEARS = range(1970, 2200)
"""Of the dates in a record. Others are slips of the keyboard, and too near to the ends of what can be counted."""

Day = TypeVar("Day", bound=date)

_MAIL = re.compile(r"(?:mailto:)?[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_PHONE = re.compile(r"(?:tel:)?\+?[\d\s().-]{6,20}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)\s?(Z|[+-]\d{2}:\d{2})?\Z")
_HOUR = re.compile(r"\d{1,2}:\d{2}(:\d{2})?\Z")
_DURATION = re.compile(r"(?:(\d{1,3})d)?(?:(\d{1,3})h)?(?:(\d{1,4})m)?\Z")
_OFFSET = re.compile(r"(?:[A-Z]{3,4}|UTC ?|GMT ?)?[+-]?\d{0,2}(?::?\d\d)?\Z")
"""An offset, or the letters of one that several countries have: `UTC+2`, `+02:00`, `IST`."""
_FINGERPRINT = re.compile(r"[0-9a-f]{12}\Z")
_BREAK = re.compile("[\n\u2028\u2029]")
"""What ends a line and is no control character."""
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def _wrong(words: Term, rule: str = "field-invalid", **facts: object) -> NoReturn:
    # pydantic fills braces of the template itself; ours are filled by the finding.
    raise PydanticCustomError(rule, "{words}", {"words": words, "facts": facts})


def _or_guess(check: Callable[[Any], Any], *guessed: Callable[[str], Iterator[Guess]]) -> BeforeValidator:
    """A check that says what was probably meant: the first guess that it takes itself."""

    def checked(value: Any) -> Any:
        try:
            return check(value)
        except PydanticCustomError as error:
            if isinstance(value, str) and len(value) <= guesses.LONGEST:
                for guess in (each for make in (guesses.as_typed, *guessed) for each in make(value)):
                    if _takes(check, guess.text):
                        context = error.context or {}
                        facts = {**context["facts"], "guess": guess}
                        raise PydanticCustomError(error.type, "{words}", {**context, "facts": facts}) from None
            raise

    return BeforeValidator(checked)


def _takes(check: Callable[[Any], Any], text: str) -> bool:
    try:
        check(text)
    except PydanticCustomError:
        return False
    return True


def _text(value: Any) -> str:
    if value is None:
        _empty()
    if isinstance(value, dict):
        _wrong(N_("must be text, not fields"), hint=N_("Put a text with a colon or a comma in quotes: {quoted}."))
    if not isinstance(value, str):
        _wrong(N_("must be text"), hint=N_("Write one text, in quotes if there is a comma in it: {quoted}."))
    if unsafe := _UNSAFE.search(value):
        _wrong(N_("must not hold the invisible character {code}"), "text-unsafe", code=f"U+{ord(unsafe.group()):04X}")
    return unicodedata.normalize("NFC", value.strip())


def _lines(value: Any) -> str:
    return _BREAK.sub("\n", _text(value)) or _empty()


def _empty() -> NoReturn:
    _wrong(N_("must not be empty"), hint=N_("Write something, or take the line out."))


def _line(value: Any) -> str:
    text = _text(value)
    if _BREAK.search(text):
        _wrong(N_("must be one line, without line breaks"), LINE_BREAK)
    return text


def _filled(value: Any) -> str:
    return _line(value) or _empty()


def on_one_line(value: Any) -> Any:
    """What was typed, with a space for each line break; names of languages and labels stay as they are."""
    if isinstance(value, dict):
        return {key: on_one_line(text) for key, text in value.items()}
    return " ".join(_BREAK.sub("\n", value).split("\n")) if isinstance(value, str) else value


def _label(value: Any) -> str:
    text = _filled(value)
    if "<" in text or ">" in text:
        _wrong(N_("must not hold < or >"), "text-unsafe", hint=N_("Take these signs out."))
    return text


def _in_languages(value: Any, check: Any) -> dict[str, str]:
    hint = N_("Put a text with a colon or a comma in quotes: {quoted}.")
    if isinstance(value, dict):
        for language in value:
            if not LANGUAGE_TAG.match(str(language)):
                meant = next(guesses.tongues(str(language))).text
                if LANGUAGE_TAG.match(meant):
                    hint = N_("Write {language}: instead, the language's short name in lower-case letters.")
                _wrong(N_("must be one text a language such as {{he: …, en: …}}"), hint=hint, language=meant)
        return {language: check(text) for language, text in value.items()}
    if isinstance(value, list):
        _wrong(N_("must be one text, or one text a language such as {{he: …, en: …}}"), hint=hint)
    return {"": check(value)}


def _date(value: Any) -> date:
    if isinstance(value, str) and _DATE.match(value.strip()):
        try:
            return _in_our_time(date.fromisoformat(value.strip()))
        except ValueError:
            words, hint = (
                N_("must be a day of the calendar, from {first} to {last}"),
                N_("Compare day, month and year with a calendar."),
            )
            _wrong(words, first=YEARS[0], last=YEARS[-1], hint=hint)
    _wrong(N_("must be a date such as {example}"), example=_DAY)


def _in_our_time(day: Day) -> Day:
    if day.year not in YEARS:
        raise ValueError
    return day


def _moment(value: Any) -> datetime:
    if isinstance(value, str) and _DATE.match(value.strip()):
        words, hint = N_("must have an hour, such as {example}"), N_("Add the hour: {line}.")
        _wrong(words, example=_MOMENT_OF_DAY, own_line=f"{value.strip()} 19:00", blank_line="… 19:00", hint=hint)
    if isinstance(value, str) and (match := _MOMENT.match(value.strip())):
        day, hour, offset = match.groups()
        try:
            moment = _in_our_time(datetime.fromisoformat(f"{day}T{hour}{(offset or '').replace('Z', '+00:00')}"))
        except ValueError:
            words = N_("must be a day of the calendar, from {first} to {last}, and an hour of the day")
            hint = N_("Compare the day with a calendar; hours go from 00:00 to 23:59.")
            _wrong(words, first=YEARS[0], last=YEARS[-1], hint=hint)
        if not _OFFSETS[0] <= (moment.utcoffset() or timedelta()) <= _OFFSETS[1]:
            _wrong(_ONE_MOMENT, NO_OFFSET, example=_HOUR_OF_DAY, hint=_END_APART)
        return moment
    if guesses.is_span(value):
        _wrong(_ONE_MOMENT, example=_HOUR_OF_DAY, hint=_END_APART)
    words, hour_alone = N_("must be a day and an hour such as {example}"), guesses.hour_alone(value)
    if hour_alone:
        hint = N_("Write the day before the hour: {line}.")
        _wrong(words, example=_MOMENT_OF_DAY, own_line=f"{_DAY} {hour_alone}", blank_line=f"{_DAY} …", hint=hint)
    _wrong(words, example=_MOMENT_OF_DAY)


def _day_or_moment(value: Any) -> datetime | date:
    return _date(value) if isinstance(value, str) and _DATE.match(value.strip()) else _moment(value)


def _hour(value: str) -> time:
    try:
        return time.fromisoformat(value.strip().zfill(5))
    except ValueError:
        hint = N_("Hours go from 00:00 to 23:59; write the next day with an hour that is in it.")
        _wrong(N_("must be an hour of the day"), hint=hint)


def _end(value: Any) -> datetime | date | time:
    if isinstance(value, str) and _HOUR.match(value.strip()):
        return _hour(value)
    if isinstance(value, str) and (_MOMENT.match(value.strip()) or _DATE.match(value.strip())):
        return _day_or_moment(value)
    _wrong(N_("must be an hour such as {example}, or a day and an hour"), example=_HOUR_OF_DAY)


def _hour_or_moment(value: Any) -> datetime | time:
    if isinstance(value, str) and _HOUR.match(value.strip()):
        return _hour(value)
    if isinstance(value, str) and (_MOMENT.match(value.strip()) or _DATE.match(value.strip())):
        return _moment(value)
    _wrong(N_("must be an hour such as {example}, or a day and an hour"), example=_TALK)


def duration(value: Any) -> timedelta:
    """A span such as `2h30m`, as typed in records and settings."""
    match = _DURATION.match(value.strip()) if isinstance(value, str) else None
    days, hours, minutes = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    return timedelta(days=days, hours=hours, minutes=minutes) or _wrong(
        N_("must be a duration such as {example} or 90m"), example=_LENGTH
    )


def timezone(value: Any) -> str:
    """The name of a time zone in the IANA database, as typed in records and settings."""
    try:
        return str(ZoneInfo(value).key)
    except (TypeError, ValueError, OSError, ZoneInfoNotFoundError):
        hint = {"hint": _OF_A_CITY} if isinstance(value, str) and _OFFSET.match(value.strip()) else {}
        _wrong(N_("must be a time zone such as {example}"), example=_ZONE, **hint)


def _url(value: Any) -> str:
    text = _text(value)
    try:
        parts = urlsplit(text)
        host, scheme = parts.hostname, parts.scheme.lower()
    except ValueError:
        _no_address(text)
    if scheme and scheme not in ("http", "https"):
        _no_address(text, N_("must be an address that begins with https://"), "link-unsafe")
    if not scheme or not host or any(char.isspace() or char in '<>"' for char in text):
        _no_address(text)
    if text != without_unseen(text):
        _wrong(_AS_ADDRESS, UNSEEN, example=_ADDRESS)
    return text


def _no_address(
    text: str, words: Term = _AS_ADDRESS, rule: str = "field-invalid", hint: Term | None = None
) -> NoReturn:
    if _MAIL.fullmatch(text):
        hint = N_("Write the address of a page; mail has its place in the description, as <name@example.org>.")
    elif _PHONE.fullmatch(text):
        hint = N_("Write the address of a page; a telephone number has its place in the description.")
    _wrong(words, rule, example=_ADDRESS, hint=hint)


def in_utc(value: Any) -> Any:
    """A day and an hour with an offset, in UTC."""
    match = _MOMENT.match(value.strip()) if isinstance(value, str) else None
    if match is None or match[3] in (None, "Z"):
        return value
    moment = datetime.fromisoformat(f"{match[1]}T{match[2]}{match[3]}").astimezone(UTC)
    return f"{moment:%Y-%m-%d %H:%M:%SZ}"


def without_unseen(value: Any) -> Any:
    """What was typed, without what can't be seen."""
    return "".join(char for char in value if unicodedata.category(char) != "Cf") if isinstance(value, str) else value


def _language(value: Any) -> str:
    if isinstance(value, str) and LANGUAGE_TAG.match(value.strip()):
        return value.strip()
    _wrong(N_("must be a language's code such as {example} or en"), example=_LANGUAGE)


def _slug(value: Any) -> str:
    text = _text(value)
    if not slugs.is_slug(text):
        _wrong(
            N_("must be letters and digits with single hyphens between them, at most {limit}"),
            "slug-invalid",
            limit=slugs.MAX_LENGTH,
            example=_SLUG,
        )
    return text


def _flag(value: Any) -> bool:
    return bool(value == "true") if value in ("true", "false") else _wrong(N_("must be true or false"), example="true")


def _online(value: Any) -> bool | str:
    if value in ("true", "false"):
        return bool(value == "true")
    if isinstance(value, str) and ":" not in value:
        hint = None if guesses.plain(value).count(".") else N_("Write online: true, or the address where it happens.")
        _no_address(value, N_("must be true, or an address such as {example}"), hint=hint)
    return _url(value)


def _focus(value: Any) -> tuple[float, float]:
    try:
        across, down = (float(part) for part in value)
    except (TypeError, ValueError):
        across = down = -1.0
    if not (0 <= across <= 1 and 0 <= down <= 1):
        _wrong(N_("must be two numbers from 0 to 1, such as {example}"), example=_FOCUS_POINT)
    return across, down


def _count(value: Any) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    _wrong(N_("must be a whole number such as {example}"), example=_COUNT)


def _fingerprint(value: Any) -> str:
    text = _text(value).lower()
    if not _FINGERPRINT.match(text):
        words = N_("must be the 12 letters and digits at the foot of the preview, such as 3f9a1c0be2d4")
        _wrong(words, hint=N_("Copy them from there, or take the line out."))
    return text


def _either(choices: type[StrEnum]) -> BeforeValidator:
    names = [str(choice) for choice in choices]

    def check(value: Any) -> StrEnum:
        if value in names:
            return choices(value)
        _wrong(
            N_("must be one of {choices}"),
            choices=", ".join(names),
            hint=N_("Write one of these words as it is, in lower-case letters."),
        )

    return _or_guess(check, partial(guesses.words, choices=names))


def _schema(**schema: Any) -> WithJsonSchema:
    return WithJsonSchema(schema)


def _or_one_day(schema: dict[str, Any]) -> None:
    """Let the schema of a field take one date in place of what the field holds."""
    whole = {name: schema.pop(name) for name in ("type", "items", "anyOf") if name in schema}
    schema["anyOf"] = [{"type": "string", "format": "date"}, *whole.pop("anyOf", [whole])]


def _each(check: Callable[[Any], str]) -> BeforeValidator:
    """One text, or one a language; each is checked."""
    return BeforeValidator(lambda value: _in_languages(value, check))


_TEXTS = {"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}
MOMENT_PATTERN = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?\s?(Z|[+-]\d{2}:\d{2})?$"
START_PATTERN = MOMENT_PATTERN.replace("[T ]", "([T ]").replace("$", ")?$")

_PER_LANGUAGE = InWords("text of one line, or one a language", is_in_languages=True, is_text=True)
_FRACTION = {"type": "number", "minimum": 0, "maximum": 1}

Line = Annotated[
    str, BeforeValidator(_filled), _schema(type="string", minLength=1), InWords("text of one line", is_text=True)
]
Lines = Annotated[
    str,
    BeforeValidator(_lines),
    _schema(type="string", minLength=1),
    InWords("text of one or more lines", is_text=True, is_long=True),
]
MaybeLine = Annotated[str, BeforeValidator(_line), _schema(type="string"), InWords("text of one line", is_text=True)]
"""It may be empty: a rule about meaning asks for it."""
Label = Annotated[
    str,
    BeforeValidator(_label),
    _schema(type="string", minLength=1, pattern="^[^<>]+$"),
    InWords("text of one line, without < and >", is_text=True),
]
Texts = Annotated[dict[str, str], _each(_filled), _schema(**_TEXTS), _PER_LANGUAGE]
"""What members read: language → text; the key is empty for a text given without a language."""
TextsOfLines = Annotated[
    dict[str, str],
    _each(_lines),
    _schema(**_TEXTS),
    InWords("text of one or more lines, or one a language", is_in_languages=True, is_text=True, is_long=True),
]
MarkdownTexts = Annotated[
    dict[str, str],
    _each(_lines),
    _schema(**_TEXTS),
    InWords("Markdown, or one text in it a language", is_in_languages=True, is_text=True, is_long=True),
]
MaybeTexts = Annotated[dict[str, str], _each(_line), _schema(**_TEXTS), _PER_LANGUAGE]
Labels = Annotated[
    dict[str, str],
    _each(_label),
    _schema(**_TEXTS),
    InWords("text of one line, without < and >, or one a language", is_in_languages=True, is_text=True),
]
Date = Annotated[
    date,
    _or_guess(_date, guesses.days),
    _schema(type="string", format="date"),
    InWords(f"date such as {_DAY}", example=_DAY),
]
Moment = Annotated[
    datetime,
    _or_guess(_moment, guesses.moments),
    _schema(type="string", pattern=MOMENT_PATTERN),
    InWords(f"day and hour such as {_MOMENT_OF_DAY}", example=_MOMENT_OF_DAY),
]
"""As typed: naive means the event's or the hub's zone."""
Start = Annotated[
    datetime | date,
    _or_guess(_day_or_moment, guesses.moments, guesses.starts),
    _schema(type="string", pattern=START_PATTERN),
    InWords(f"day and hour such as {_MOMENT_OF_DAY}; a day with whole_day", example=_MOMENT_OF_DAY),
]
"""As `Moment`; a day where the event has days instead of hours."""
End = Annotated[
    datetime | date | time,
    _or_guess(_end, guesses.moments, guesses.days, guesses.hours),
    _schema(type="string"),
    InWords(f"hour such as {_HOUR_OF_DAY}, or day and hour; a day with whole_day", example=_HOUR_OF_DAY),
]
Within = Annotated[
    datetime | time,
    _or_guess(_hour_or_moment, guesses.moments, guesses.hours),
    _schema(type="string"),
    InWords(f"hour such as {_TALK}, or day and hour", example=_TALK),
]
Flag = Annotated[
    bool, _or_guess(_flag, guesses.answers), _schema(type="boolean"), InWords("true or false", example="true")
]
Duration = Annotated[
    timedelta,
    _or_guess(duration, amounts.lengths),
    _schema(type="string", pattern=r"^(\d+d)?(\d+h)?(\d+m)?$"),
    InWords(f"duration such as {_LENGTH}", example=_LENGTH),
]
Timezone = Annotated[
    str,
    _or_guess(timezone, guesses.zones),
    _schema(type="string"),
    InWords(f"time zone such as {_ZONE}", example=_ZONE),
]
Url = Annotated[
    str,
    _or_guess(_url, guesses.addresses),
    _schema(type="string", format="uri", pattern="^https?://"),
    InWords("address that begins with https://", example=_ADDRESS),
]
Language = Annotated[
    str,
    _or_guess(_language, guesses.tongues),
    _schema(type="string", pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"),
    InWords(f"language's code such as {_LANGUAGE} or en", example=_LANGUAGE),
]
Slug = Annotated[
    str,
    _or_guess(_slug, guesses.names),
    _schema(type="string", maxLength=slugs.MAX_LENGTH),
    InWords(f"slug such as {_SLUG}", example=_SLUG),
]
Online = Annotated[
    bool | str,
    _or_guess(_online, guesses.answers, guesses.addresses),
    _schema(anyOf=[{"type": "boolean"}, {"type": "string", "format": "uri"}]),
    InWords("true, or an address that begins with https://", example="true"),
]
Focus = Annotated[
    tuple[float, float],
    BeforeValidator(_focus),
    _schema(type="array", items=_FRACTION, minItems=2, maxItems=2),
    InWords(f"two numbers from 0 to 1, such as {_FOCUS_POINT}", example=_FOCUS_POINT),
]
Fingerprint = Annotated[
    str,
    BeforeValidator(_fingerprint),
    _schema(type="string", pattern="^[0-9a-fA-F]{12}$"),
    InWords("fingerprint such as 3f9a1c0be2d4", example="3f9a1c0be2d4"),
]
Count = Annotated[
    int, _or_guess(_count, amounts.counts), _schema(type="integer", minimum=0), InWords("whole number", example=_COUNT)
]


class Standing(StrEnum):
    """In what light a partner is seen."""

    POSITIVE = N_("positive")
    NEUTRAL = N_("neutral")
    NEGATIVE = N_("negative")
    UNKNOWN = N_("unknown")


class ReputationField(StrEnum):
    """Where a reputation was earned: in the field that our community works in, or in another."""

    SAME = N_("same")
    OTHER = N_("other")


class Decision(StrEnum):
    """What the reviewers decided."""

    PENDING = N_("pending")
    APPROVED = N_("approved")
    DECLINED = N_("declined")


class Platform(StrEnum):
    """Where we write to a partner."""

    FACEBOOK = N_("facebook")
    INSTAGRAM = N_("instagram")
    WHATSAPP = N_("whatsapp")
    TELEGRAM = N_("telegram")
    LINKEDIN = N_("linkedin")
    EMAIL = N_("email")
    PHONE = N_("phone")
    OTHER = N_("other")


class Address(StrEnum):
    """How a message addresses people, in a language that asks."""

    F = "f"
    M = "m"
    PLURAL = "plural"


class Speaker(StrEnum):
    """Who wrote."""

    US = N_("us")
    THEM = N_("them")


class Status(StrEnum):
    """Whether an event takes place."""

    SCHEDULED = N_("scheduled")
    POSTPONED = N_("postponed")
    CANCELLED = N_("cancelled")


def _unless_withdrawn(schema: dict[str, Any]) -> None:
    """Let the schema of a consent ask for what it needs only as long as it holds."""
    schema["anyOf"] = [{"required": schema.pop("required")}, {"required": ["withdrawn_on"]}]


class Consent(Fields):
    """Who allowed us to show the photo."""

    model_config = ConfigDict(json_schema_extra=_unless_withdrawn)

    given_by: Annotated[Line | None, Private(N_("who approved the photo")), Example("Their community lead")]
    """Who approved the photo."""
    given_on: Annotated[Date | None, Private(N_("day of the consent"))]
    """The day on which it was approved."""
    via: Annotated[Line | None, Private(N_("way in which the photo was approved"))] = None
    """How: email, a message, in person."""
    valid_until: Annotated[Date | None, Shapes(N_("last day of the consent"))] = None
    """The last day on which the photo may be shown."""
    saw: Annotated[Fingerprint | None, Private(N_("fingerprint of what they saw"))] = None
    """What they saw when they said yes: the fingerprint at the foot of `partnerhub preview`."""
    withdrawn_on: Annotated[Date | None, Shapes(N_("day on which the consent is taken back"))] = None
    """From this day on the photo is off the site; partner and events stay."""

    @model_validator(mode="before")
    @classmethod
    def _not_asked_for_once_withdrawn(cls, value: Any) -> Any:
        is_withdrawn = isinstance(value, dict) and "withdrawn_on" in value
        return {"given_by": None, "given_on": None, **value} if is_withdrawn else value


class PhotoRecord(Fields):
    """A photo of the partner, or of one event."""

    file: Annotated[Line | None, Shapes(N_("photo file"), may_be_quoted=True), Example("code-for-good.jpg")] = None
    """The image beside this file; by default the one with the same name. An event's own is always named."""
    alt: Annotated[Texts | None, Public(N_("description of the photo")), Example("Six volunteers at a table")] = None
    """What is to be seen, for those who can't see it."""
    caption: Annotated[Texts | None, Public(N_("caption")), Example("The team at their autumn hackathon")] = None
    """The line under the photo."""
    credit: Annotated[Line | None, Public(N_("photo credit"))] = None
    """The photographer or owner."""
    focus: Annotated[Focus, Shapes(N_("photo focus"), may_be_quoted=True)] = (0.5, 0.5)
    """The point that a crop keeps, as fractions of width and height from the top left; by default the middle, and of
    a person's photo a third of the height."""
    consent: Annotated[Consent | None, Parts(N_("consent for the photo"))] = None
    """Who allowed us to show it."""


class WinWin(Fields):
    """What each side gains."""

    ours: Annotated[MaybeLine | None, Private(N_("what we gain")), Example("New volunteers")] = None
    """What our community gains."""
    theirs: Annotated[MaybeLine | None, Private(N_("what they gain")), Example("Reviewers for their projects")] = None
    """What the partner gains."""
    members: Annotated[MaybeTexts | None, Public(N_("what members get"))] = None
    """What our members get."""


class Reputation(Fields):
    """In what light the partner shows us next time."""

    standing: Annotated[Annotated[Standing, _either(Standing)] | None, Private(N_("standing")), Example("unknown")] = (
        None
    )
    """positive, neutral, negative or unknown."""
    field: Annotated[ReputationField, _either(ReputationField), Private(N_("field of the reputation"))] = (
        ReputationField.SAME
    )
    """Whether what was found is in the field that our community works in."""
    summary: Annotated[Lines | None, Private(N_("reputation in short"))] = None
    """In what light a collaboration shows us next time, and why."""
    sources: Annotated[tuple[Line, ...], Private(N_("sources on the reputation"))] = ()
    """Where this was learnt: addresses, talks."""
    flags: Annotated[tuple[Line, ...], Private(N_("red flags"))] = ()
    """Red flags of the hub that apply."""
    checked_on: Annotated[Date | None, Private(N_("day of the check"))] = None
    """The day of the check; by default the day of the decision."""


class Vetting(Fields):
    """The three questions, and what was decided. Private but for the shared values and what members get."""

    proposed_by: Annotated[Line | None, Private(N_("who proposed it"))] = None
    """Who suggests the partnership."""
    values: Annotated[tuple[Line, ...], Shapes(N_("values"))] = ()
    """The partner's values; those that the hub shares are shown, the others stay in the repository."""
    promotes: Annotated[Line | None, Public(N_("promoted value"))] = None
    """The value that this collaboration promotes."""
    win_win: Annotated[WinWin, Parts(N_("win-win"))] = WinWin()
    """What each side gains."""
    reputation: Annotated[Reputation, Parts(N_("reputation"))] = Reputation()
    """In what light the partner shows us next time."""
    decision: Annotated[Decision, _either(Decision), Shapes(N_("decision"))] = Decision.PENDING
    """pending, approved or declined."""
    decided_by: Annotated[Line | None, Private(N_("who decided")), Example("editor-2")] = None
    """Who decided."""
    decided_on: Annotated[Date | None, Private(N_("day of the decision"))] = None
    """The day of the decision."""
    note: Annotated[Lines | None, Private(N_("reasons"))] = None
    """Why it was decided so."""


class Message(Fields):
    """A message between us and the partner."""

    at: Annotated[Moment, Private(N_("time of the message"))]
    """When."""
    sender: Annotated[Speaker, _either(Speaker), Private(N_("who wrote the message")), Example("us")] = Field(
        alias="from"
    )
    """us or them."""
    note: Annotated[Lines | None, Private(N_("what the message said"))] = None
    """What was said."""


class Outreach(Fields):
    """How we approach the partner."""

    platform: Annotated[Annotated[Platform, _either(Platform)] | None, Private(N_("where we write to them"))] = None
    """Where to write."""
    contact: Annotated[Line | None, Private(N_("whom we write to"))] = None
    """The person to write to, and how."""
    address: Annotated[Annotated[Address, _either(Address)] | None, Private(N_("how we address them"))] = None
    """f, m or plural: how drafts address them where the language asks; by default in words that fit everyone."""
    feedback: Annotated[Lines | None, Private(N_("what we like about their work"))] = None
    """What we honestly liked about what they do."""
    log: Annotated[tuple[Message, ...], Parts(N_("messages"))] = ()
    """What was said so far."""


class Agreed(Fields):
    """When each side confirmed day and hour."""

    us: Annotated[Date | None, Shapes(N_("our agreement on day and hour"))] = None
    """When we confirmed."""
    them: Annotated[Date | None, Shapes(N_("their agreement on day and hour"))] = None
    """When the partner confirmed."""

    @model_validator(mode="before")
    @classmethod
    def _one_date_means_both(cls, value: Any) -> Any:
        return {"us": value, "them": value} if isinstance(value, str) else value


class Announcement(Fields):
    """Where else an event was published."""

    date: Annotated[Date, Private(N_("day of the announcement"))]
    """The day."""
    where: Annotated[Line | None, Private(N_("place of the announcement"))] = None
    """The place or address."""


def _announcements(value: Any) -> Any:
    return [{"date": value}] if isinstance(value, str) else value


class AgendaEntry(Fields):
    """A talk or a break within an event."""

    at: Annotated[Within, Public(N_("hour in the agenda"))]
    """When it begins: an hour of the event, or day and hour."""
    title: Annotated[Texts, Public(N_("title in the agenda")), Example("A city in one chart")]
    """What it is called."""
    speaker: Annotated[Line | None, Public(N_("speaker in the agenda"))] = None
    """Who speaks."""
    link: Annotated[Url | None, Public(N_("link in the agenda"))] = None
    """More about it."""


class Outcome(Fields):
    """What came of a past event."""

    attendance: Annotated[Count | None, Public(N_("how many came"))] = None
    """How many came."""
    summary: Annotated[TextsOfLines | None, Public(N_("what came of it"))] = None
    """What came of it."""
    link: Annotated[Url | None, Public(N_("link to what came of it"))] = None
    """Pictures, a recording, a report."""


class EventRecord(Fields):
    """One collaboration event, as typed."""

    slug: Annotated[Slug | None, Public(N_("link of its page"))] = None
    """Its address and its identity in calendars; by default made from the title."""
    title: Annotated[Texts, Public(N_("title")), Example("Open data night")]
    """What the event is called."""
    start: Annotated[Start, Public(N_("start"))]
    """Day and hour, in the hub's time zone unless timezone or an offset says otherwise."""
    end: Annotated[End | None, Public(N_("end"))] = None
    """Day and hour, or only the hour, of the end; of whole days the last."""
    duration: Annotated[Duration | None, Shapes(N_("length"), may_be_quoted=True)] = None
    """Instead of an end: 2h30m."""
    timezone: Annotated[Timezone | None, Public(N_("time zone"))] = None
    """IANA name; by default the hub's."""
    whole_day: Annotated[Flag, Public(N_("whole day"))] = False
    """true for days instead of hours: from the day of the start to the day of the end, that day included."""
    place: Annotated[Texts | None, Public(N_("place")), Example("Community House, 5 Example Street")] = None
    """Where one goes."""
    map: Annotated[Url | None, Public(N_("map"))] = None
    """A map of the place; by default pages lead to a map search for it."""
    online: Annotated[Online, Public(N_("online"))] = False
    """true, or the public address where it happens."""
    link: Annotated[Url | None, Public(N_("link"))] = None
    """Details or registration."""
    summary: Annotated[TextsOfLines | None, Public(N_("summary"))] = None
    """What happens there; by default the first paragraph of the description."""
    description: Annotated[MarkdownTexts | None, Public(N_("description"))] = None
    """What happens there, in Markdown, as long as it needs."""
    agenda: Annotated[tuple[AgendaEntry, ...], Parts(N_("agenda"))] = ()
    """Talks and breaks within the event."""
    price: Annotated[Texts | None, Public(N_("price"))] = None
    """What it costs, in words: Free, ₪40."""
    photo: Annotated[PhotoRecord | None, Parts(N_("photo of the event"))] = None
    """A photo of this event, which they approved; by default the partner's is shown."""
    members_get: Annotated[Texts | None, Public(N_("what members get"))] = None
    """What members get from this event, instead of what they get from the partnership."""
    language: Annotated[Language | None, Public(N_("language"))] = None
    """The language that is spoken there."""
    tags: Annotated[tuple[Label, ...], Public(N_("tags"))] = ()
    """Words to find it by; the partner's tags are not inherited."""
    cohosts: Annotated[tuple[Slug, ...], Public(N_("co-hosts"))] = Field(default=(), alias="with")
    """Partners who host it too, by slug."""
    status: Annotated[Status, _either(Status), Public(N_("status"))] = Status.SCHEDULED
    """scheduled, postponed or cancelled."""
    agreed: Annotated[Agreed | None, Parts(N_("agreement on day and hour")), Field(json_schema_extra=_or_one_day)] = (
        None
    )
    """When each side confirmed day and hour; one date means both."""
    announced: Annotated[
        tuple[Announcement, ...],
        BeforeValidator(_announcements),
        Parts(N_("announcements elsewhere")),
        Field(json_schema_extra=_or_one_day),
    ] = ()
    """Where else it was published, and when; one date will do."""
    thanked_on: Annotated[Date | None, Private(N_("thanks"))] = None
    """When we called to say thank you."""
    outcome: Annotated[Outcome | None, Parts(N_("outcome"))] = None
    """What came of it."""

    @model_validator(mode="after")
    def _one_way_to_end(self) -> EventRecord:
        if self.end is not None and self.duration is not None:
            _wrong(N_("must have an end or a duration, not both"), hint=N_("Take one of them out."))
        return self

    @model_validator(mode="after")
    def _days_or_hours(self) -> EventRecord:
        for name, typed in (("start", self.start), ("end", self.end)):
            is_day = isinstance(typed, date) and not isinstance(typed, datetime)
            if typed is not None and self.whole_day and not is_day:
                hint = N_("Take the hour out, or whole_day.")
                _wrong(N_("must be a day without an hour where whole_day is true"), at=name, hint=hint)
            if is_day and not self.whole_day:
                hint = N_("Add an hour, or whole_day: true if it lasts all day.")
                _wrong(N_("must have an hour, such as {example}"), at=name, hint=hint, example=f"{typed} 19:00")
        if self.whole_day and self.duration is not None and self.duration % timedelta(days=1):
            words = N_("must be whole days such as {example} where whole_day is true")
            _wrong(words, at="duration", example="2d")
        return self


class Record(Fields):
    """The front matter of a partner file."""

    name: Annotated[Labels, Public(N_("name")), Example("Code for Good")]
    """The partner's name."""
    kind: Annotated[Kind, _either(Kind), Public(N_("kind"))] = Kind.COMMUNITY
    """person, community or organization."""
    tagline: Annotated[Texts | None, Public(N_("tagline"))] = None
    """Who they are in one line."""
    website: Annotated[Url | None, Public(N_("website"))] = None
    """Their own site."""
    links: Annotated[dict[Label, Url], Public(N_("links")), Example("{facebook: https://example.org}")] = Field(
        default={}
    )
    """Where else they are: facebook, instagram …"""
    tags: Annotated[tuple[Label, ...], Public(N_("tags"))] = ()
    """Words to find the partner by."""
    photo: Annotated[PhotoRecord, Parts(N_("photo"))] = PhotoRecord()
    """The partner's photo, which they approved."""
    vetting: Annotated[Vetting, Parts(N_("vetting"))] = Vetting()
    """The three questions, and what was decided."""
    outreach: Annotated[Outreach, Parts(N_("outreach"))] = Outreach()
    """Whom we write to, and what was said."""
    events: Annotated[tuple[EventRecord, ...], Parts(N_("events"))] = ()
    """What we do together."""


def shown_in(texts: Iterable[str], language: str) -> Iterator[str]:
    """The languages of a text as a reader of one would choose: theirs, whatever the region, none, the others."""
    texts = tuple(texts)
    return (each for each in dict.fromkeys((language, language.partition("-")[0], "", *texts)) if each in texts)


def one_text(texts: Mapping[str, str], language: str) -> str:
    """The text that a reader of a language sees: the first in the order of `shown_in` that is not empty."""
    return next((texts[each] for each in shown_in(texts, language) if texts[each]), "")
