"""Our words in the reader's language: gettext catalogues in `locale/`, and English where one has no word.

`make messages` brings the catalogues up to date with the code and the templates.
"""

from __future__ import annotations

import gettext
import io
import re
from dataclasses import dataclass
from functools import cache
from typing import Protocol, runtime_checkable

from partnerhub.ours import PACKAGE

CATALOGUES = PACKAGE / "locale"
DOMAIN = "partnerhub"
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
    return ("en", *sorted(file.parents[1].name.replace("_", "-") for file in CATALOGUES.glob(f"*/*/{DOMAIN}.po")))


@cache
def said_in(language: str) -> str:
    """The language of our words for a reader of one, as BCP 47 tags: theirs, whatever the region, else English."""
    return language if language.partition("-")[0] in {each.partition("-")[0] for each in languages()} else "en"


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The words of a BCP 47 tag, else of its language without region or script, else English ones."""
    for tag in (language.replace("-", "_"), language.partition("-")[0]):
        file = CATALOGUES / tag / "LC_MESSAGES" / f"{DOMAIN}.po"
        if file.is_file():
            # English readers need none of this.
            from babel.messages.mofile import write_mo  # noqa: PLC0415
            from babel.messages.pofile import read_po  # noqa: PLC0415

            # Compiled here, so that a catalogue is one text file that a translator edits.
            compiled = io.BytesIO()
            with file.open("rb") as source:
                write_mo(compiled, read_po(source))
            compiled.seek(0)
            return gettext.GNUTranslations(compiled)
    return gettext.NullTranslations()
