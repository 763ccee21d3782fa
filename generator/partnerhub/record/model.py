"""The private record: what a partner file says, typed. Rendering never sees it.

Each field says by what words reviewers know it and who may see it (`fields`); its docstring is what editors show
through the JSON Schema (`partnerhub schema`) and what docs/fields.md explains.
A type's error is a rule's slug with words of ours; `parse` turns it into a finding.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Any, NoReturn, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    BeforeValidator,
    Field,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from partnerhub.record.fields import Fields, InWords, Parts, Private, Public, Shapes
from partnerhub.site.model import Kind
from partnerhub.words import slugs
from partnerhub.words.terms import N_, Term

LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
"""BCP 47, the part of it that languages of pages and events need."""

LINE_BREAK = "line-break"
"""The error of a line break in a text of one line."""

YEARS = range(1970, 2200)
"""Of the dates in a record. Others are slips of the keyboard, and too near to the ends of what can be counted."""

Day = TypeVar("Day", bound=date)

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)\s?(Z|[+-]\d{2}:\d{2})?\Z")
_HOUR = re.compile(r"\d{1,2}:\d{2}(:\d{2})?\Z")
_DURATION = re.compile(r"(?:(\d{1,3})d)?(?:(\d{1,3})h)?(?:(\d{1,4})m)?\Z")
_BREAK = re.compile("[\n\u2028\u2029]")
"""What ends a line and is no control character."""
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def _wrong(words: Term, rule: str = "field-invalid", **facts: object) -> NoReturn:
    # pydantic fills braces of the template itself; ours are filled by the finding.
    raise PydanticCustomError(rule, "{words}", {"words": words, "facts": facts})


def _text(value: Any) -> str:
    if not isinstance(value, str):
        _wrong(N_("must be text"))
    if unsafe := _UNSAFE.search(value):
        _wrong(N_("must not hold the invisible character {code}"), "text-unsafe", code=f"U+{ord(unsafe.group()):04X}")
    return unicodedata.normalize("NFC", value.strip())


def _lines(value: Any) -> str:
    return _BREAK.sub("\n", _text(value)) or _wrong(N_("must not be empty"))


def _line(value: Any) -> str:
    text = _text(value)
    if _BREAK.search(text):
        _wrong(N_("must be one line, without line breaks"), LINE_BREAK)
    return text


def _filled(value: Any) -> str:
    return _line(value) or _wrong(N_("must not be empty"))


def on_one_line(value: Any) -> Any:
    """What was typed, with a space for each line break; names of languages and labels stay as they are."""
    if isinstance(value, dict):
        return {key: on_one_line(text) for key, text in value.items()}
    return " ".join(_BREAK.sub("\n", value).split("\n")) if isinstance(value, str) else value


def _label(value: Any) -> str:
    text = _filled(value)
    if "<" in text or ">" in text:
        _wrong(N_("must not hold < or >"), "text-unsafe")
    return text


def _in_languages(value: Any, check: Any) -> dict[str, str]:
    if isinstance(value, dict):
        for language in value:
            if not LANGUAGE_TAG.match(str(language)):
                _wrong(N_("must be one text a language such as {{he: …, en: …}}; put a text with a comma in quotes"))
        return {language: check(text) for language, text in value.items()}
    if isinstance(value, list):
        _wrong(N_("must be one text, or one text a language such as {{he: …, en: …}}"))
    return {"": check(value)}


def _date(value: Any) -> date:
    if isinstance(value, str) and _DATE.match(value.strip()):
        try:
            return _in_our_time(date.fromisoformat(value.strip()))
        except ValueError:
            _wrong(N_("must be a day of the calendar, from {first} to {last}"), first=YEARS[0], last=YEARS[-1])
    _wrong(N_("must be a date such as 2026-12-10"))


def _in_our_time(day: Day) -> Day:
    if day.year not in YEARS:
        raise ValueError
    return day


def _moment(value: Any) -> datetime:
    if isinstance(value, str) and _DATE.match(value.strip()):
        _wrong(N_("must have an hour, such as {example} 19:00"), example=value.strip())
    if isinstance(value, str) and (match := _MOMENT.match(value.strip())):
        day, hour, offset = match.groups()
        try:
            return _in_our_time(datetime.fromisoformat(f"{day}T{hour}{(offset or '').replace('Z', '+00:00')}"))
        except ValueError:
            words = N_("must be a day of the calendar, from {first} to {last}, and an hour of the day")
            _wrong(words, first=YEARS[0], last=YEARS[-1])
    _wrong(N_("must be a day and an hour such as 2026-12-10 19:00"))


def _day_or_moment(value: Any) -> datetime | date:
    return _date(value) if isinstance(value, str) and _DATE.match(value.strip()) else _moment(value)


def _hour(value: str) -> time:
    try:
        return time.fromisoformat(value.strip().zfill(5))
    except ValueError:
        _wrong(N_("must be an hour of the day"))


def _end(value: Any) -> datetime | date | time:
    return _hour(value) if isinstance(value, str) and _HOUR.match(value.strip()) else _day_or_moment(value)


def _hour_or_moment(value: Any) -> datetime | time:
    if isinstance(value, str) and _HOUR.match(value.strip()):
        return _hour(value)
    if isinstance(value, str) and (_MOMENT.match(value.strip()) or _DATE.match(value.strip())):
        return _moment(value)
    _wrong(N_("must be an hour such as 19:15, or a day and an hour such as 2026-12-10 19:15"))


def duration(value: Any) -> timedelta:
    """A span such as `2h30m`, as typed in records and settings."""
    match = _DURATION.match(value.strip()) if isinstance(value, str) else None
    days, hours, minutes = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    return timedelta(days=days, hours=hours, minutes=minutes) or _wrong(N_("must be a duration such as 2h30m or 90m"))


def timezone(value: Any) -> str:
    """The name of a time zone in the IANA database, as typed in records and settings."""
    try:
        return str(ZoneInfo(value).key)
    except (TypeError, ValueError, OSError, ZoneInfoNotFoundError):
        _wrong(N_("must be a time zone such as Asia/Jerusalem"))


def _url(value: Any) -> str:
    text = _text(value)
    try:
        parts = urlsplit(text)
        host, scheme = parts.hostname, parts.scheme.lower()
    except ValueError:
        _wrong(N_("must be an address such as https://example.org"))
    if scheme and scheme not in ("http", "https"):
        _wrong(N_("must be an address that begins with https://"), "link-unsafe")
    if not scheme or not host or any(char.isspace() or char in '<>"' for char in text):
        _wrong(N_("must be an address such as https://example.org"))
    return text


def _language(value: Any) -> str:
    if isinstance(value, str) and LANGUAGE_TAG.match(value.strip()):
        return value.strip()
    _wrong(N_("must be a language's code such as he or en"))


def _slug(value: Any) -> str:
    text = _text(value)
    if not slugs.is_slug(text):
        _wrong(
            N_("must be letters and digits with single hyphens between them, at most {limit}"),
            "slug-invalid",
            limit=slugs.MAX_LENGTH,
        )
    return text


def _flag(value: Any) -> bool:
    return bool(value == "true") if value in ("true", "false") else _wrong(N_("must be true or false"))


def _online(value: Any) -> bool | str:
    return value == "true" if value in ("true", "false") else _url(value)


def _focus(value: Any) -> tuple[float, float]:
    try:
        across, down = (float(part) for part in value)
    except (TypeError, ValueError):
        across = down = -1.0
    if not (0 <= across <= 1 and 0 <= down <= 1):
        _wrong(N_("must be two numbers from 0 to 1, such as [0.5, 0.3]"))
    return across, down


def _count(value: Any) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    _wrong(N_("must be a whole number"))


def _either(choices: type[StrEnum]) -> BeforeValidator:
    names = [str(choice) for choice in choices]

    def check(value: Any) -> StrEnum:
        if value in names:
            return choices(value)
        _wrong(N_("must be one of {choices}"), choices=", ".join(names), close_to=names)

    return BeforeValidator(check)


def _schema(**schema: Any) -> WithJsonSchema:
    return WithJsonSchema(schema)


def _each(check: Callable[[Any], str]) -> BeforeValidator:
    """One text, or one a language; each is checked."""
    return BeforeValidator(lambda value: _in_languages(value, check))


_TEXTS = {"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}
_MOMENT_PATTERN = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?\s?(Z|[+-]\d{2}:\d{2})?$"

_PER_LANGUAGE = InWords("text of one line, or one a language", is_in_languages=True)
_FRACTION = {"type": "number", "minimum": 0, "maximum": 1}

Line = Annotated[str, BeforeValidator(_filled), _schema(type="string", minLength=1), InWords("text of one line")]
Lines = Annotated[
    str, BeforeValidator(_lines), _schema(type="string", minLength=1), InWords("text of one or more lines")
]
MaybeLine = Annotated[str, BeforeValidator(_line), _schema(type="string"), InWords("text of one line")]
"""It may be empty: a rule about meaning asks for it."""
Label = Annotated[
    str,
    BeforeValidator(_label),
    _schema(type="string", minLength=1, pattern="^[^<>]+$"),
    InWords("text of one line, without < and >"),
]
Texts = Annotated[dict[str, str], _each(_filled), _schema(**_TEXTS), _PER_LANGUAGE]
"""What members read: language → text; the key is empty for a text given without a language."""
TextsOfLines = Annotated[
    dict[str, str],
    _each(_lines),
    _schema(**_TEXTS),
    InWords("text of one or more lines, or one a language", is_in_languages=True),
]
MarkdownTexts = Annotated[
    dict[str, str],
    _each(_lines),
    _schema(**_TEXTS),
    InWords("Markdown, or one text in it a language", is_in_languages=True),
]
MaybeTexts = Annotated[dict[str, str], _each(_line), _schema(**_TEXTS), _PER_LANGUAGE]
Labels = Annotated[
    dict[str, str],
    _each(_label),
    _schema(**_TEXTS),
    InWords("text of one line, without < and >, or one a language", is_in_languages=True),
]
Date = Annotated[
    date, BeforeValidator(_date), _schema(type="string", format="date"), InWords("date such as 2026-12-10")
]
Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    _schema(type="string", pattern=_MOMENT_PATTERN),
    InWords("day and hour such as 2026-12-10 19:00"),
]
"""As typed: naive means the event's or the hub's zone."""
Start = Annotated[
    datetime | date,
    BeforeValidator(_day_or_moment),
    _schema(type="string", pattern=_MOMENT_PATTERN.replace("[T ]", "([T ]").replace("$", ")?$")),
    InWords("day and hour such as 2026-12-10 19:00; a day with whole_day"),
]
"""As `Moment`; a day where the event has days instead of hours."""
End = Annotated[
    datetime | date | time,
    BeforeValidator(_end),
    _schema(type="string"),
    InWords("hour such as 21:30, or day and hour; a day with whole_day"),
]
Within = Annotated[
    datetime | time,
    BeforeValidator(_hour_or_moment),
    _schema(type="string"),
    InWords("hour such as 19:15, or day and hour"),
]
Flag = Annotated[bool, BeforeValidator(_flag), _schema(type="boolean"), InWords("true or false")]
Duration = Annotated[
    timedelta,
    BeforeValidator(duration),
    _schema(type="string", pattern=r"^(\d+d)?(\d+h)?(\d+m)?$"),
    InWords("duration such as 2h30m"),
]
Timezone = Annotated[
    str, BeforeValidator(timezone), _schema(type="string"), InWords("time zone such as Asia/Jerusalem")
]
Url = Annotated[
    str,
    BeforeValidator(_url),
    _schema(type="string", format="uri", pattern="^https?://"),
    InWords("address that begins with https://"),
]
Language = Annotated[
    str,
    BeforeValidator(_language),
    _schema(type="string", pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"),
    InWords("language's code such as he or en"),
]
Slug = Annotated[
    str,
    BeforeValidator(_slug),
    _schema(type="string", maxLength=slugs.MAX_LENGTH),
    InWords("slug such as open-data-night"),
]
Online = Annotated[
    bool | str,
    BeforeValidator(_online),
    _schema(anyOf=[{"type": "boolean"}, {"type": "string", "format": "uri"}]),
    InWords("true, or an address that begins with https://"),
]
Focus = Annotated[
    tuple[float, float],
    BeforeValidator(_focus),
    _schema(type="array", items=_FRACTION, minItems=2, maxItems=2),
    InWords("two numbers from 0 to 1, such as [0.5, 0.3]"),
]
Count = Annotated[int, BeforeValidator(_count), _schema(type="integer", minimum=0), InWords("whole number")]


class Standing(StrEnum):
    """In what light a partner is seen."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"
    UNKNOWN = "unknown"


class ReputationField(StrEnum):
    """Where a reputation was earned: in the field that our community works in, or in another."""

    SAME = "same"
    OTHER = "other"


class Decision(StrEnum):
    """What the reviewers decided."""

    PENDING = "pending"
    APPROVED = "approved"
    DECLINED = "declined"


class Platform(StrEnum):
    """Where we write to a partner."""

    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"
    LINKEDIN = "linkedin"
    EMAIL = "email"
    PHONE = "phone"
    OTHER = "other"


class Speaker(StrEnum):
    """Who wrote."""

    US = "us"
    THEM = "them"


class Status(StrEnum):
    """Whether an event takes place."""

    SCHEDULED = "scheduled"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class Consent(Fields):
    """Who allowed us to show the photo."""

    given_by: Annotated[Line, Private(N_("who approved the photo"))]
    """Who approved the photo."""
    given_on: Annotated[Date, Private(N_("day of the consent"))]
    """The day on which it was approved."""
    via: Annotated[Line | None, Private(N_("way in which the photo was approved"))] = None
    """How: email, a message, in person."""
    valid_until: Annotated[Date | None, Shapes(N_("last day of the consent"))] = None
    """The last day on which the photo may be shown."""
    withdrawn_on: Annotated[Date | None, Shapes(N_("day on which the consent is taken back"))] = None
    """From this day on the photo is off the site; partner and events stay."""


class Photo(Fields):
    """The partner's photo."""

    file: Annotated[Line | None, Shapes(N_("photo file"), may_be_quoted=True)] = None
    """The image beside this file; by default the one with the same name."""
    alt: Annotated[Texts | None, Public(N_("description of the photo"))] = None
    """What is to be seen, for those who can't see it."""
    caption: Annotated[Texts | None, Public(N_("caption"))] = None
    """The line under the photo."""
    credit: Annotated[Line | None, Public(N_("photo credit"))] = None
    """The photographer or owner."""
    focus: Annotated[Focus, Shapes(N_("photo focus"), may_be_quoted=True)] = (0.5, 0.5)
    """The point that a crop keeps, as fractions of width and height from the top left."""
    consent: Annotated[Consent | None, Parts(N_("consent for the photo"))] = None
    """Who allowed us to show it."""


class WinWin(Fields):
    """What each side gains."""

    ours: Annotated[MaybeLine | None, Private(N_("what we gain"))] = None
    """What our community gains."""
    theirs: Annotated[MaybeLine | None, Private(N_("what they gain"))] = None
    """What the partner gains."""
    members: Annotated[MaybeTexts | None, Public(N_("what members get"))] = None
    """What our members get."""


class Reputation(Fields):
    """In what light the partner shows us next time."""

    standing: Annotated[Annotated[Standing, _either(Standing)] | None, Private(N_("standing"))] = None
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
    decided_by: Annotated[Line | None, Private(N_("who decided"))] = None
    """Who decided."""
    decided_on: Annotated[Date | None, Private(N_("day of the decision"))] = None
    """The day of the decision."""
    note: Annotated[Lines | None, Private(N_("reasons"))] = None
    """Why it was decided so."""


class Message(Fields):
    """A message between us and the partner."""

    at: Annotated[Moment, Private(N_("time of the message"))]
    """When."""
    sender: Annotated[Speaker, _either(Speaker), Private(N_("who wrote the message"))] = Field(alias="from")
    """us or them."""
    note: Annotated[Lines | None, Private(N_("what the message said"))] = None
    """What was said."""


class Outreach(Fields):
    """How we approach the partner."""

    platform: Annotated[Annotated[Platform, _either(Platform)] | None, Private(N_("where we write to them"))] = None
    """Where to write."""
    contact: Annotated[Line | None, Private(N_("whom we write to"))] = None
    """The person to write to, and how."""
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
    title: Annotated[Texts, Public(N_("title in the agenda"))]
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
    title: Annotated[Texts, Public(N_("title"))]
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
    place: Annotated[Texts | None, Public(N_("place"))] = None
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
    agreed: Annotated[Agreed | None, Parts(N_("agreement on day and hour"))] = None
    """When each side confirmed day and hour; one date means both."""
    announced: Annotated[
        tuple[Announcement, ...], BeforeValidator(_announcements), Parts(N_("announcements elsewhere"))
    ] = ()
    """Where else it was published, and when; one date will do."""
    thanked_on: Annotated[Date | None, Private(N_("thanks"))] = None
    """When we called to say thank you."""
    outcome: Annotated[Outcome | None, Parts(N_("outcome"))] = None
    """What came of it."""

    @model_validator(mode="after")
    def _one_way_to_end(self) -> EventRecord:
        if self.end is not None and self.duration is not None:
            _wrong(N_("must have an end or a duration, not both"))
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
                _wrong(N_("must have an hour, such as {example} 19:00"), at=name, hint=hint, example=typed)
        if self.whole_day and self.duration is not None and self.duration % timedelta(days=1):
            _wrong(N_("must be whole days such as 2d where whole_day is true"), at="duration")
        return self


class Record(Fields):
    """The front matter of a partner file."""

    name: Annotated[Labels, Public(N_("name"))]
    """The partner's name."""
    kind: Annotated[Kind, _either(Kind), Public(N_("kind"))] = Kind.COMMUNITY
    """person, community or organization."""
    tagline: Annotated[Texts | None, Public(N_("tagline"))] = None
    """Who they are in one line."""
    website: Annotated[Url | None, Public(N_("website"))] = None
    """Their own site."""
    links: Annotated[dict[Label, Url], Public(N_("links"))] = Field(default={})
    """Where else they are: facebook, instagram …"""
    tags: Annotated[tuple[Label, ...], Public(N_("tags"))] = ()
    """Words to find the partner by."""
    photo: Annotated[Photo, Parts(N_("photo"))] = Photo()
    """The partner's photo, which they approved."""
    vetting: Annotated[Vetting, Parts(N_("vetting"))] = Vetting()
    """The three questions, and what was decided."""
    outreach: Annotated[Outreach, Parts(N_("outreach"))] = Outreach()
    """Whom we write to, and what was said."""
    events: Annotated[tuple[EventRecord, ...], Parts(N_("events"))] = ()
    """What we do together."""


def one_text(texts: Mapping[str, str], language: str) -> str:
    """The text that a reader of a language sees: theirs, else the one without a language, else the first."""
    return texts.get(language) or texts.get("") or next(iter(texts.values()), "")
