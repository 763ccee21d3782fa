"""What somebody typed as an answer → what the format has for it, by the format's own checks and their guesses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from partnerhub.record.fields import field_at
from partnerhub.record.model import Record
from partnerhub.record.read import Tree
from partnerhub.record.time_types import Duration, End, Start
from partnerhub.record.value_types import Online
from partnerhub.words import guesses
from partnerhub.words.guesses import Guess
from partnerhub.words.languages import one_text
from partnerhub.words.spoken import Spoken
from partnerhub.words.terms import N_, Term

_LANGUAGE_BEFORE = re.compile(r"([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\s*=\s*(.*)", re.DOTALL)
_DAY_AND_MONTH = re.compile(r"(?<![\d./:-])(\d{1,2})([./-])(\d{1,2})(?![\d./:-])")
_BETWEEN_WORDS = re.compile(r"(?<=\w)[.,]?(?=\s|$)")
_UNIT = re.compile(r"[^\W\d_]")

_ONLINE = frozenset({"online", "true", "אונליין", "מקוון", "בזום", "זום", "zoom"})
"""What people say of an event that is nowhere."""


class Unclear(Spoken):
    """An answer that its field does not take: what it must be, and what to do instead."""

    def __init__(self, requirement: Term, path: tuple[str, ...], hint: Term | None = None, **facts: object) -> None:
        field = field_at(Record, path)
        name = field.visibility.words if field else ".".join(path)
        super().__init__(N_("{name} {requirement}"), **{**facts, "name": name, "requirement": requirement})
        self.problem = replace(self.problem, hint=hint)


@dataclass(frozen=True)
class Understood:
    """An answer, read."""

    text: str
    """As the format has it."""
    value: Any
    """Typed."""
    other: str = ""
    """What it would be if it were read the second way."""


def understood(kind: Any, typed: str, path: tuple[str, ...]) -> Understood:
    """An answer to a field of a type of the record. Raises Unclear."""
    adapter = _adapter(kind)
    try:
        return Understood(typed, adapter.validate_python(typed))
    except ValidationError as error:
        context = error.errors(include_url=False)[0].get("ctx", {})
    facts = dict(context.get("facts", {}))
    guess = facts.pop("guess", None)
    if isinstance(guess, Guess):
        return Understood(guess.text, adapter.validate_python(guess.text), guess.other)
    hint = facts.pop("hint", None)
    # A hint that shows a line of the file has no place where there is none.
    of_a_line = hint is not None and re.search(r"\{(line|quoted)\}", hint)
    raise Unclear(context["words"], path, None if of_a_line else hint, **facts)


def kind_of(model: type[BaseModel], attribute: str) -> Any:
    """The type of a field of the record, with its checks."""
    info = model.model_fields[attribute]
    return Annotated[(info.annotation, *info.metadata)]


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def start_of(typed: str, today: date, path: tuple[str, ...]) -> Understood:
    """A day, or day and hour, of an event; without a year the next such day from today on. Raises Unclear."""
    try:
        return _without_past(understood(Start, typed, path), today)
    except Unclear as unclear:
        for text in _with_year(guesses.plain(typed), today):
            try:
                found = understood(Start, text, path)
            except Unclear:
                continue
            if _day(found.value) >= today:
                return _without_past(found, today)
        raise unclear from None


def _without_past(found: Understood, today: date) -> Understood:
    """The same without a second reading that is over, where the first lies ahead: nobody plans backwards."""
    return replace(found, other="") if found.other < f"{today}" <= found.text else found


def _with_year(text: str, today: date) -> Iterator[str]:
    """The same with a year wherever one may have been left out."""
    for year in range(today.year, today.year + 5):
        for found in _DAY_AND_MONTH.finditer(text):
            yield f"{text[: found.end()]}{found[2]}{year}{text[found.end() :]}"
        for gap in _BETWEEN_WORDS.finditer(text):
            yield f"{text[: gap.start()]} {year} {text[gap.end() :]}".strip()


def _day(when: datetime | date) -> date:
    return when.date() if isinstance(when, datetime) else when


def end_of(typed: str, start: datetime | date, path: tuple[str, ...]) -> tuple[str, Understood]:
    """Until when, or how long: the field that says it, `end` or `duration`, and what it is. Raises Unclear.

    An hour that is not after the start is one of the next day.
    """
    # `2h` could be two o'clock as well, and `2 hours` reads as an hour: what is written as a length is one.
    if ":" not in typed and _UNIT.search(guesses.plain(typed)) and _reads_as(Duration, typed):
        return "duration", understood(Duration, typed, path)
    end = understood(End, typed, path)
    if isinstance(end.value, time) and isinstance(start, datetime) and end.value <= start.time():
        next_day = datetime.combine(start.date() + timedelta(days=1), end.value)
        return "end", Understood(f"{next_day:%Y-%m-%d %H:%M}", next_day)
    return "end", end


def where_of(typed: str, path: tuple[str, ...] = ("events", "online")) -> tuple[str, str]:
    """Where an event is: the field that says it, `place` or `online`, and what it is. Raises Unclear."""
    if guesses.plain(typed).casefold() in _ONLINE:
        return "online", "true"
    if typed.startswith(("https:", "http:")):
        return "online", understood(Online, typed, path).text
    return "place", " ".join(typed.split())


def _reads_as(kind: Any, typed: str) -> bool:
    try:
        understood(kind, typed, ())
    except Unclear:
        return False
    return True


def in_languages(typed: Sequence[str], languages: Sequence[str], path: tuple[str, ...]) -> Tree:
    """One text, or one a language: `he=…`, `en=…`; None for none. Raises Unclear."""
    found: dict[str, Tree] = {}
    for text in typed:
        match = _LANGUAGE_BEFORE.fullmatch(text.strip())
        language = match[1] if match and match[1] in languages else ""
        if language in found:
            hint = N_("Say before each in which language it is, as in {example}.")
            raise Unclear(N_("is given twice"), path, hint, example=f"{languages[0]}=…")
        found[language] = (match[2] if match and language else text).strip()
    if "" in found and len(found) > 1:
        hint = N_("Say before each in which language it is, as in {example}.")
        raise Unclear(N_("is given with a language and without one"), path, hint, example=f"{languages[0]}=…")
    return found.get("") or {language: text for language, text in found.items() if text} or None


def text_in(texts: Tree, language: str) -> str:
    """What a reader of a language sees of a text, or of one a language."""
    if isinstance(texts, dict):
        return one_text({key: each for key, each in texts.items() if isinstance(each, str)}, language)
    return texts if isinstance(texts, str) else ""
