"""How a review writes: its statements in the reader's words, text from the proposal so that it stays text.

Text from the pull request stands in code spans only (`words.code_spans`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from urllib.parse import quote

from partnerhub.ours import address_of_rule
from partnerhub.review.statement import Statement
from partnerhub.review.values import Tongue
from partnerhub.words.code_spans import cell, code
from partnerhub.words.dates import CalendarWords
from partnerhub.words.finding import Finding
from partnerhub.words.report import SEVERITIES
from partnerhub.words.terms import Term, Terms

_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}
"""Bidirectional class of a letter → the direction in which it is read."""
_MARKS = {"ltr": "\N{LEFT-TO-RIGHT MARK}", "rtl": "\N{RIGHT-TO-LEFT MARK}"}
_BEGINS = re.compile(r"(?m)^(#+ |- (?:\[ \] )?)?(?=[^\s<|#-])(.*)$")
"""Headings, list items and paragraphs: what they begin with, and the rest. Tables and folds are read as all is."""


@dataclass(frozen=True)
class Links:
    """Where a code host shows the files of the revision under review; relative addresses where there is none."""

    files: str = ""
    """Address of the hub's folder, with a slash at its end."""
    pictures: str = ""
    """Address below which a picture can be embedded."""

    def file(self, path: str, line: int | None = None) -> str:
        """A partner file, at a line of its source."""
        return f"{self.files}{quote(path, errors='surrogateescape')}" + (f"?plain=1#L{line}" if line else "")

    def picture(self, path: str) -> str:
        """A picture as an image's source."""
        return f"{self.pictures}{quote(path, errors='surrogateescape')}"


@dataclass(frozen=True)
class Writer:
    """Writes in one language, for a host that shows files at these links."""

    terms: Terms
    words: CalendarWords
    links: Links
    today: date
    is_brief: bool = False
    """Leaves out what is good to know when there is no room for it."""

    @classmethod
    def of(cls, language: str, links: Links, today: date) -> Writer:
        """The writer of a language; days of the year of `today` are said without their year."""
        return cls(Terms(language), CalendarWords.of(language), links, today)

    @cached_property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return self.words.locale.text_direction

    # Statements

    def say(self, statement: Statement, show: Callable[[str], str] | None = None) -> str:
        """A statement in the reader's words; `show` makes text from the file safe to show, by default as code."""
        facts = {name: self.fact(fact, show) for name, fact in statement.facts.items()}
        if statement.many is not None:
            return self.terms.counted(statement.term, statement.many, int(facts["count"]))
        return self.terms(statement.term, **facts)

    def when(self, when: datetime | date) -> str:
        """A day, with its hour where it has one."""
        day = self.words.short_day(when) if when.year != self.today.year else self.words.day_of_this_year(when)
        return f"{day}, {self.words.hour(when)}" if isinstance(when, datetime) else day

    def fact(self, fact: object, show: Callable[[str], str] | None = None) -> str:
        """What a statement says of; the items of a list beside each other."""
        if isinstance(fact, Statement):
            return self.say(fact, show)
        if isinstance(fact, Term):
            return self.terms(fact)
        if isinstance(fact, Tongue):
            return self.words.language_name(fact)
        if isinstance(fact, time):
            return self.words.hour(fact)
        if isinstance(fact, date):
            return self.when(fact)
        if isinstance(fact, tuple):
            between = "; " if any(isinstance(item, Statement) for item in fact) else ", "
            return between.join(self.fact(item, show) for item in fact)
        return str(fact) if isinstance(fact, int) else (show or self.code)(str(fact))

    # Findings and files

    def tell(self, what: Statement | Finding) -> str:
        """Either of them."""
        return self.finding(what) if isinstance(what, Finding) else self.say(what)

    def finding(self, finding: Finding) -> str:
        """A finding with its place and its hint."""
        hint = f" {code(finding.hint)}" if finding.hint else ""
        return f"{self.named(finding)}: {code(finding.message)}.{hint}"

    def named(self, finding: Finding) -> str:
        """A finding's rule and place."""
        place = f"[{self.code(f'{finding.path}:{finding.line}')}]({self.links.file(finding.path, finding.line)})"
        address = address_of_rule(finding.rule)
        rule = f"[{finding.rule}]({address})" if address else finding.rule
        return f"{self.terms(SEVERITIES[finding.severity])} **{rule}** {place}"

    def file(self, path: str) -> str:
        """A file that leads to itself."""
        return f"[{self.code(path)}]({self.links.file(path)})"

    # Text

    def code(self, text: str) -> str:
        """Text as a code span that is read in its own direction, and lets what stands around it be read in its."""
        return self._apart(text, code(text))

    def cell(self, text: str) -> str:
        """The same in a table, where a pipe would end the cell."""
        return self._apart(text, cell(text))

    def _apart(self, text: str, span: str) -> str:
        own = self.direction
        is_own = own == "ltr" and text.isascii()
        if is_own or all(_STRONG.get(unicodedata.bidirectional(char), own) == own for char in text):
            return span
        return f"\N{FIRST STRONG ISOLATE}{span}\N{POP DIRECTIONAL ISOLATE}"

    def directed(self, report: str) -> str:
        """A report that is read in its language's direction, wherever its lines begin with words of the other one.

        Hosts take the direction of a paragraph, a heading or a list from its first letter (`dir="auto"`), and that of
        all else from what is around it.
        """
        mark = _MARKS[self.direction]

        def directed(line: re.Match[str]) -> str:
            classes = (_STRONG.get(unicodedata.bidirectional(char)) for char in line[2])
            begins = next((direction for direction in classes if direction), self.direction)
            return line[0] if begins == self.direction else f"{line[1] or ''}{mark}{line[2]}"

        lines = _BEGINS.sub(directed, report)
        return f'<div dir="rtl">\n\n{lines}\n\n</div>' if self.direction == "rtl" else lines
