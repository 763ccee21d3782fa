"""A field's value as a review says it: closed words, days, hours and lengths as people say them, all else as typed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Union

from pydantic import BaseModel

from partnerhub.record.choices import in_words
from partnerhub.record.fields import DeclaredField, declared, is_empty
from partnerhub.review.statement import Statement, counted
from partnerhub.words.languages import one_text
from partnerhub.words.terms import N_, Term

Said = Union[str, date, time, Statement, tuple["Said", ...]]  # noqa: UP007 - `|` takes no type that is yet to come
"""What `writer` says in the reader's language; of a list each item."""


class Tongue(str):
    """The BCP 47 tag of a language, which is said by the language's name."""

    __slots__ = ()


def said_of(field: DeclaredField, value: object, language: str | None = None) -> Said:
    """A field's value; of texts in languages all of them, or the one that a reader of `language` sees."""
    if isinstance(value, str) and field.path == ("language",):
        return Tongue(value)
    return as_said(value, language)


def as_said(value: object, language: str | None = None) -> Said:
    """A value of any field."""
    if isinstance(value, StrEnum):
        return in_words(value)
    if isinstance(value, bool):
        return N_("yes") if value else N_("no")
    if isinstance(value, (date, time)):
        return value
    if isinstance(value, timedelta):
        return _length(value)
    if isinstance(value, (tuple, list)):
        return tuple(as_said(each, language) for each in value)
    if isinstance(value, BaseModel):
        filled = [field for field in declared(type(value)) if not is_empty(getattr(value, field.attribute))]
        parts = {field.attribute: _part(field, getattr(value, field.attribute), language) for field in filled}
        # There is nothing to translate in it but its parts.
        return Statement(Term(" / ".join(f"{{{name}}}" for name in parts)), parts)
    return as_typed(value)


def _part(field: DeclaredField, value: object, language: str | None) -> Said:
    if field.is_in_languages and isinstance(value, dict) and language:
        return one_text(value, language)
    return said_of(field, value, language)


def _length(span: timedelta) -> Statement:
    hours, minutes = divmod(span // timedelta(minutes=1), 60)
    if not span % timedelta(days=1):
        return counted("{count} day", "{count} days", span.days)
    if not minutes:
        return counted("{count} hour", "{count} hours", hours)
    return Statement(N_("{length} hours"), {"length": Term(f"{hours}:{minutes:02}")})


def as_typed(value: object) -> str:
    """A value as one would type it, on one line; a list's items with commas between them."""
    if isinstance(value, dict):
        return " / ".join(f"{key}: {as_typed(each)}" if key else as_typed(each) for key, each in value.items())
    if isinstance(value, (tuple, list)):
        return ", ".join(as_typed(each) for each in value)
    if isinstance(value, BaseModel):
        values = (getattr(value, field.attribute) for field in declared(type(value)))
        return " / ".join(as_typed(each) for each in values if not is_empty(each))
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds" if value.second else "minutes")
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, timedelta):
        return _duration(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _duration(span: timedelta) -> str:
    hours, minutes = divmod(span.seconds // 60, 60)
    parts = ((span.days, "d"), (hours, "h"), (minutes, "m"))
    return "".join(f"{count}{unit}" for count, unit in parts if count)
