"""What values of settings must be, and what was meant by others. `settings` says which setting is of which."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from enum import StrEnum
from functools import partial
from types import NoneType
from typing import Annotated, Any, NoReturn
from urllib.parse import SplitResult, urlsplit, urlunsplit

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from partnerhub.record import settings_guesses
from partnerhub.record.meant import items_of
from partnerhub.record.scalars import as_scalar, scalar
from partnerhub.record.time_types import duration, timezone
from partnerhub.words import amounts, guesses, slugs
from partnerhub.words.finding import Severity
from partnerhub.words.guesses import Guess
from partnerhub.words.terms import LANGUAGE_TAG, N_, Term

_MAIL = re.compile(r"(mailto:)?[^\s@<>?&]+@[^\s@<>?&]+\.[^\s@<>?&]+")
MOST = 36_500
"""Of days, hours and shared values: a hundred years of days."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SHABBAT = "shabbat"

Meant = Callable[[str], Guess | None]
"""What was probably meant by a value, as it stands in the file."""
_Check = Callable[[Any], Any]
_Guesses = Callable[[str], Iterator[Guess]]


class OnError(StrEnum):
    """What a build does with errors."""

    STOP = "stop"
    HOLD_BACK = "hold_back"


class Maps(StrEnum):
    """Where places without a map of their own are looked for."""

    GOOGLE = "google"
    OPENSTREETMAP = "openstreetmap"
    NONE = "none"


class SharePictures(StrEnum):
    """What a link to a page shows where it is shared."""

    TYPESET = "typeset"
    PHOTO = "photo"
    OFF = "off"


def _wrong(words: Term, **facts: object) -> NoReturn:
    raise PydanticCustomError("setting-invalid", "{words}", {"words": words, "facts": facts})


def _or_guess(check: _Check, *guessed: _Guesses) -> BeforeValidator:
    """A check that says, where it refuses, how to find out what was meant: by the first guess that it takes itself."""

    def checked(value: Any) -> Any:
        try:
            return check(value)
        except PydanticCustomError as error:
            context = error.context or {}
            facts = {"meant": partial(_meant, check, guessed), **context["facts"]}
            raise PydanticCustomError(error.type, "{words}", {**context, "facts": facts}) from None

    return BeforeValidator(checked)


def _meant(check: _Check, guessed: Iterable[_Guesses], typed: str) -> Guess | None:
    made = (each for make in (guesses.as_typed, *guessed) for each in make(typed))
    return next((guess for guess in made if _takes(check, scalar(guess.text))), None)


def _takes(check: _Check, value: Any) -> bool:
    try:
        check(value)
    except PydanticCustomError:
        return False
    return True


def _list_of(check: _Check, *guessed: _Guesses, example: str) -> BeforeValidator:
    """A list; where something else stands, each item of it is taken or guessed as one by itself."""

    def mended(item: str) -> str:
        guess = None if _takes(check, scalar(item)) else _meant(check, guessed, item)
        return guess.text if guess else item

    def meant(typed: str) -> Guess | None:
        for items in (items_of(typed), typed.split()):
            said = [mended(item) for item in items]
            if said and all(_takes(check, scalar(item)) for item in said):
                return Guess(f"[{', '.join(said)}]")
        return None

    def listed(value: Any) -> Any:
        if not isinstance(value, list):
            _wrong(N_("must be a list"), meant=meant, example=example, hint=_IN_BRACKETS)
        return value

    return BeforeValidator(listed)


_IN_BRACKETS = N_("Put it in brackets, with commas: {line}; or one a line, each behind a hyphen and a space.")


def _fields(example: str, *, is_secret: bool = False) -> BeforeValidator:
    """Fields of its own, such as the example; `is_secret` says that no message repeats what stands there."""
    hint = N_("Write them below it, each on a line of its own and indented by two spaces: {fields}.")

    def checked(value: Any) -> Any:
        if not isinstance(value, dict):
            words = N_("must be fields of its own, one `name: value` a line")
            _wrong(words, hint=hint, fields=example, is_secret=is_secret)
        return value

    return BeforeValidator(checked)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        _wrong(N_("must be text"), hint=N_("Write one text, in quotes if there is a comma in it: {quoted}."))
    return value.strip() or _wrong(N_("must not be empty"), hint=N_("Write something, or take the line out."))


def _quoted(typed: str) -> Iterator[Guess]:
    """What YAML takes for something else."""
    yield Guess(as_scalar(typed))


def _whole_number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value not in range(MOST + 1):
        _wrong(N_("must be a whole number from 0 to {most}"), most=MOST)
    return value


def _switch(value: Any) -> bool:
    return value if isinstance(value, bool) else _wrong(N_("must be true or false"))


def _number_of(minutes: int = 0) -> BeforeValidator:
    """A whole number; `minutes` are those of what it counts."""
    return _or_guess(_whole_number, partial(settings_guesses.numbers, minutes=minutes))


def _key(value: Any) -> str:
    key = _text(value)
    if not slugs.is_slug(key):
        words = N_("must be letters and digits with single hyphens between them, at most {limit}")
        _wrong(words, limit=slugs.MAX_LENGTH)
    return key


def _labels(value: Any) -> Any:
    """A label, or one a language."""
    return value if isinstance(value, dict) else {"": _text(value)}


def _label_language(value: Any) -> str:
    return value if value == "" else _text(value)


def _vocabulary(value: Any) -> Any:
    """Keys with their labels; a list of keys labels each with itself."""
    if isinstance(value, list) and not any(isinstance(key, list | dict | NoneType) for key in value):
        return {key: str(key) for key in value}
    if not isinstance(value, dict):
        words = N_("must be keys with their labels, such as open-knowledge: {{he: ידע פתוח, en: Open knowledge}}")
        hint = N_("Write each on a line of its own below it, indented and without a hyphen: {fields}.")
        _wrong(words, meant=_keys_meant, hint=hint, fields="open-knowledge: …")
    return {key: key if label is None else label for key, label in value.items()}


def _keys_meant(typed: str) -> Guess | None:
    keys = [slugs.slugify(guesses.plain(item)) for item in items_of(typed) if scalar(item) == item]
    return Guess(f"[{', '.join(keys)}]") if keys and all(map(slugs.is_slug, keys)) else None


def _country(value: Any) -> str:
    try:
        import holidays  # heavy, and only hubs with this setting need it  # noqa: PLC0415
    except ImportError:
        words = N_("must be left out here, since the countries' holidays are not installed")
        _wrong(words, hint=N_("Install partnerhub[holidays], or delete the setting."))
    if isinstance(value, str) and value.strip().upper() in holidays.list_supported_countries():
        return value.strip().upper()
    _wrong(N_("must be the two letters of a country, such as {example}"), example="IL")


def _language(value: Any) -> str:
    if isinstance(value, str) and LANGUAGE_TAG.match(value.strip()):
        return value.strip()
    _wrong(N_("must be a language's code such as {example} or en"), example="he")


def _weekday(value: Any) -> str:
    return _choice((*WEEKDAYS, SHABBAT), value.lower() if isinstance(value, str) else value)


def _choice(choices: Sequence[str], value: Any) -> str:
    if isinstance(value, str) and value.strip() in choices:
        return value.strip()
    hint = N_("Write one of these words as it is, in lower-case letters.")
    _wrong(N_("must be one of {choices}"), choices=", ".join(choices), hint=hint)


def _either(choices: type[StrEnum]) -> BeforeValidator:
    names = [str(choice) for choice in choices]

    def check(value: Any) -> Any:
        return choices(_choice(names, value))

    return _or_guess(check, partial(settings_guesses.choices, known=names))


def _as_typed(value: Any) -> Any:
    """The word off, which YAML reads as false."""
    return "off" if value is False else value


def _calendar(value: Any) -> str:
    """The address of a public calendar; it may hold a key of its own, so that no message repeats it."""
    words = N_("must be the address of a calendar (ICS) that begins with https://")
    try:
        address = urlsplit(value.strip() if isinstance(value, str) else "")
        if address.scheme == "https" and address.hostname:
            return str(value).strip()
    except ValueError:
        pass
    scheme = value.partition("://")[0] if isinstance(value, str) and "://" in value[:10] else "https"
    hint = N_("Write https:// instead of {scheme}://.")
    if scheme == "https":
        hint = N_("Write the whole address: https://….")
    _wrong(words, hint=hint, scheme=scheme, is_secret=True)


def _mail_or_page(value: Any) -> str:
    typed = value.strip() if isinstance(value, str) else ""
    if _MAIL.fullmatch(typed):
        return f"mailto:{typed.removeprefix('mailto:')}"
    try:
        address = urlsplit(typed)
        if address.scheme in ("http", "https") and address.hostname:
            return typed
    except ValueError:
        pass
    words = N_("must be a mail address, or the address of a page that begins with https://")
    _wrong(words, hint=N_("Write one such as {example}."), example="mailto:us@hub.example.org")


def _site_url(value: Any) -> str:
    try:
        address = urlsplit(value.strip() if isinstance(value, str) else "")
    except ValueError:
        address = SplitResult("", "", "", "", "")
    if not (address.scheme and address.netloc):
        _wrong(N_("must be the whole address of the site, such as {example}"), example="https://hub.example.org/")
    # MkDocs' own reading, so that addresses in calendars and on pages are the same.
    return urlunsplit(address if address.path.endswith("/") else address._replace(path=f"{address.path}/"))


def language_meant(typed: str) -> Guess | None:
    """The code of a language that was meant."""
    return _meant(_language, [guesses.tongues], typed)


Text = Annotated[str, _or_guess(_text, _quoted)]
Number = Annotated[int, _number_of()]
Switch = Annotated[bool, _or_guess(_switch, guesses.answers)]
Days = Annotated[int, _number_of(24 * 60)]
Hours = Annotated[int, _number_of(60)]
Labels = Annotated[dict[Annotated[str, _or_guess(_label_language, _quoted)], Text], _or_guess(_labels, _quoted)]
"""Language → text; the key is empty for a text given without a language."""
Vocabulary = Annotated[
    dict[Annotated[str, _or_guess(_key, _quoted, guesses.names)], Labels], BeforeValidator(_vocabulary)
]
"""Key → language → label."""
Zone = Annotated[str, _or_guess(timezone, guesses.zones)]
Length = Annotated[timedelta, _or_guess(duration, amounts.lengths)]
Country = Annotated[str, _or_guess(_country, settings_guesses.countries)]
MailOrPage = Annotated[str, BeforeValidator(_mail_or_page)]
SiteUrl = Annotated[str, _or_guess(_site_url, settings_guesses.sites)]
Languages = Annotated[
    list[Annotated[str, _or_guess(_language, guesses.tongues, _quoted)]],
    _list_of(_language, guesses.tongues, example="[he, en]"),
]
QuietDays = Annotated[
    list[Annotated[str, _or_guess(_weekday, settings_guesses.weekdays)]],
    _list_of(_weekday, settings_guesses.weekdays, example="[fri, sat]"),
]
Calendars = Annotated[
    dict[Text, Annotated[str, BeforeValidator(_calendar)]],
    _fields("city-library: https://…", is_secret=True),
]
Severities = Annotated[dict[Text, Annotated[Severity, _either(Severity)]], _fields("event-on-quiet-day: ignore")]
MapSearch = Annotated[Maps, _either(Maps)]
ShownWhereShared = Annotated[SharePictures, _either(SharePictures), BeforeValidator(_as_typed)]
WithErrors = Annotated[OnError, _either(OnError)]
