"""What people type for settings → what was meant: numbers, countries, weekdays, choices. As `words.guesses`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from urllib.parse import urlsplit

from partnerhub.record.scalars import as_scalar
from partnerhub.words import amounts, guesses
from partnerhub.words.guesses import Guess
from partnerhub.words.spelling import close_to
from partnerhub.words.terms import languages

_ALSO_CALLED: Mapping[str, str] = {
    **dict.fromkeys(("off", "no", "none", "false", "disable", "disabled", "hide", "skip"), "none ignore off"),
    **dict.fromkeys(("לא", "כבוי", "אין"), "none ignore off"),
    **dict.fromkeys(("info", "notice", "הערה"), "note"),
    **dict.fromkeys(("critical", "fatal", "severe"), "error"),
    **dict.fromkeys(("osm", "open street map"), "openstreetmap"),
    **dict.fromkeys(("continue", "keep going", "skip", "ignore", "publish"), "hold_back"),
    **dict.fromkeys(("fail", "abort", "halt", "exit"), "stop"),
    **dict.fromkeys(("גוגל", "waze"), "google"),
}
"""What people call choices beside their names; where the word serves for several, which of them is known decides."""
_MANY = 27
"""Of which nobody counts a part: a month has no whole number of days."""
_SHORTEST = 3
"""Letters with which a word may begin that was meant."""
_DAY_OF = re.compile(r"\A(?:יום |every |on |ב)|[״׳'’.]|s\Z")
"""What people write around the name of a weekday."""


def numbers(text: str, minutes: int = 0) -> Iterator[Guess]:
    """`7d`, `שבוע`, `24 hours`, `1,000`, `one` → the number; `minutes` are those of what it counts."""
    words = re.sub(r"\.0+\Z", "", amounts.in_digits(text))
    number = amounts.minutes_in(text, minutes) / minutes if minutes and re.search(r"[^\W\d_]", words) else 0
    if not number:
        yield from amounts.counts(words)
    elif not number % 1 or number > _MANY:
        yield Guess(f"{round(number)}")


def countries(text: str) -> Iterator[Guess]:
    """`Israel`, `ישראל`, `ISR`, `NO` without quotes → the two letters."""
    from babel.core import get_global  # noqa: PLC0415 - only a slip asks for it

    typed = guesses.plain(text).strip("[]{} ")
    if code := _countries().get(_name(typed)) or _countries().get(close_to(_name(typed), list(_countries())) or ""):
        yield Guess(as_scalar(code))
    yield Guess(as_scalar(" ".join(get_global("territory_aliases").get(typed.upper(), []))))
    if typed.isupper():
        yield Guess(as_scalar(typed))


def weekdays(text: str) -> Iterator[Guess]:
    """`Friday`, `fridays`, `יום שישי`, `ו׳` → `fri`; `שבת` → `shabbat`."""
    typed = guesses.plain(text).casefold().strip()
    for name in (typed, _DAY_OF.sub("", typed)):
        if day := _weekdays().get(name):
            yield Guess(day)
    if meant := close_to(typed, [name for name in _weekdays() if len(name) > _SHORTEST]):
        yield Guess(_weekdays()[meant])


def sites(text: str) -> Iterator[Guess]:
    """`hub.example.org`, `http//hub.example.org` → `https://hub.example.org/`."""
    for guess in guesses.addresses(text):
        yield Guess(guess.text if urlsplit(guess.text).path else f"{guess.text}/")


def choices(text: str, known: Sequence[str]) -> Iterator[Guess]:
    """One of a few words: misspelt, in a language of ours, begun, with more around it, or called otherwise."""
    typed = re.sub(r"[\W_]+", " ", guesses.plain(text).casefold()).strip()
    yield Guess(as_scalar(typed.replace(" ", "_")))
    for meant in _ALSO_CALLED.get(typed, "").split():
        yield Guess(as_scalar(meant))
    yield from (Guess(as_scalar(guess.text)) for guess in guesses.words(text, known))
    if len(typed) >= _SHORTEST:
        for choice in known:
            plain = choice.replace("_", " ")
            if plain.startswith(typed) or plain in typed.split():
                yield Guess(as_scalar(choice))


def _name(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip().removeprefix("the ")


@cache
def _countries() -> Mapping[str, str]:
    from babel import Locale  # noqa: PLC0415 - only a slip asks for it

    return {
        _name(name): code
        for language in languages()
        for code, name in Locale.parse(language, sep="-").territories.items()
        if len(code) == 2 and code.isalpha()
    }


@cache
def _weekdays() -> Mapping[str, str]:
    from babel.dates import get_day_names  # noqa: PLC0415 - only a slip asks for it

    days = {
        _DAY_OF.sub("", name.casefold()): get_day_names("abbreviated", "format", "en")[number].casefold()
        for language in languages()
        for number, name in (
            *get_day_names("wide", "format", language).items(),
            *get_day_names("abbreviated", "format", language).items(),
        )
    }
    return {**days, **dict.fromkeys(("שבת", "shabbat", "sabbath", "shabbos"), "shabbat")}
