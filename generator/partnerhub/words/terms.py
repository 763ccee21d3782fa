"""Our words in the reader's language: those of `catalogues`, and English where one has no word.

`make messages` brings the catalogues up to date with the code and the templates.
"""

from __future__ import annotations

import gettext
import re
from dataclasses import dataclass
from functools import cache
from typing import Protocol, runtime_checkable

from partnerhub.words.catalogues import translated, translations

LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
"""BCP 47, the part of it that languages of pages and events need."""


class Term(str):
    """Words of ours, in English, as the catalogues know them; a format string over its facts."""

    __slots__ = ()


def N_(term: str) -> Term:  # noqa: N802 - gettext's own name for it, which its tools look for
    """Mark words that are said later, in a language that is not known here."""
    return Term(term)


@runtime_checkable
class Named(Protocol):
    """What is called by its own name in each language, and not by words of ours: a holiday, for instance."""

    def in_language(self, language: str) -> str:
        """The name in a language, as a BCP 47 tag."""


@dataclass(frozen=True)
class Counted:
    """Words with a number in them, which are said later, in the plural form that the reader's language has for it."""

    one: str
    many: str
    count: int


def counted(one: str, many: str, count: int) -> Counted:
    """Mark words for a `{count}`, one and many; format strings over their facts."""
    return Counted(one, many, count)


@dataclass(frozen=True)
class Terms:
    """The words of one language."""

    language: str
    """BCP 47 tag of the reader's language."""

    def __call__(self, term: Term, **facts: object) -> str:
        """A term in this language with its facts filled in."""
        return catalogue(self.language).gettext(term).format_map(facts)

    def counted(self, one: str, many: str, count: int, **facts: object) -> str:
        """Words in the plural form that this language has for `{count}`; both are terms without being marked."""
        return catalogue(self.language).ngettext(one, many, count).format(count=count, **facts)


@cache
def languages() -> tuple[str, ...]:
    """The BCP 47 tags of the languages that our words are in: English, and one for each catalogue."""
    return ("en", *(locale.replace("_", "-") for locale in translated()))


@cache
def said_in(language: str) -> str:
    """The language of our words for a reader of one, as BCP 47 tags: theirs, whatever the region, else English."""
    return language if language.partition("-")[0] in {each.partition("-")[0] for each in languages()} else "en"


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The words of a BCP 47 tag, else of its language without region or script, else English ones."""
    for locale in (language.replace("-", "_"), language.partition("-")[0]):
        if found := translations(locale):
            return found
    return gettext.NullTranslations()
