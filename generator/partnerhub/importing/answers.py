"""The answers to our form → the partner that they propose: a file of its own, and never a word in one that is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from partnerhub.checks import Hub
from partnerhub.editing.subject import Refused
from partnerhub.importing.days import Reading
from partnerhub.importing.form import OPEN_ANEW, Filled
from partnerhub.importing.headings import NAME, WEBSITE, Column, Place
from partnerhub.importing.left import Left
from partnerhub.importing.place import Placing
from partnerhub.importing.sheet import Kind, Row, Sheet
from partnerhub.importing.values import value_of
from partnerhub.record.settings import Settings
from partnerhub.record.text_types import Label
from partnerhub.record.understood import Unclear, understood
from partnerhub.scaffold.form_questions import CONSENT, PHOTO, Question
from partnerhub.scaffold.partner import look_alikes
from partnerhub.words import slugs
from partnerhub.words.finding import Problem
from partnerhub.words.terms import N_

_LINKS = ("links",)
_LINK = re.compile(r"(?:[-*] )?(?:([^:/]+):\s+)?<?(https?://[^\s<>]+)>?", re.IGNORECASE)
"""A link, with or without what it is called."""
_ROW = 1


def placed(filled: Filled, hub: Hub) -> Placing:
    """The one partner of a form, as far as it can be placed. Raises Refused where there is a file about them."""
    cells = _Cells(filled, hub.settings)
    _refuse_known(cells, hub)
    sheet = Sheet(cells.headings, [Row(_ROW, cells.texts)], kind=Kind.FORM)
    placing = Placing(hub, sheet, cells.columns, Reading(hub.settings.zone))
    placing.place()
    placing.left += [*_above(filled), *cells.left, *_by_hand(filled, placing)]
    return placing


@dataclass
class _Cells:
    """The answers as the cells of a row, each with its column."""

    filled: Filled
    settings: Settings
    headings: list[str] = field(default_factory=list)
    columns: list[Column | None] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    known_by: dict[Place, str] = field(default_factory=dict)
    """Name and address, as far as their fields take them."""
    left: list[Left] = field(default_factory=list)

    def __post_init__(self) -> None:
        for question, answers in self.filled.answers.items():
            try:
                if question.place in (NAME, WEBSITE):
                    self.known_by[question.place] = str(value_of(question.place, answers, self.settings))
            except Unclear as unclear:
                self._leave(question, unclear)
                continue
            if question.place == _LINKS:
                self._take_links(question, answers[0])
            elif question.place not in (PHOTO, CONSENT):
                for answer in answers:
                    self._take(question, question.place, answer)

    def _leave(self, question: Question, wrong: Unclear) -> None:
        self.left.append(Left(_ROW, (question.label,), wrong.problem))

    def _take(self, question: Question, place: Place, text: str) -> None:
        self.headings.append(question.label)
        self.columns.append(Column(place, self.filled.language))
        self.texts.append(text)

    def _take_links(self, question: Question, text: str) -> None:
        for line in filter(None, map(str.strip, text.split("\n"))):
            try:
                name, address = _link(line)
            except Unclear as unclear:
                self._leave(question, unclear)
            else:
                self._take(question, (*_LINKS, name), address)


def _link(line: str) -> tuple[str, str]:
    """What a link is called, by its host where nobody says it, and its address. Raises Unclear."""
    found = _LINK.fullmatch(line)
    if found is None:
        example = "facebook: https://example.org"
        raise Unclear(N_("must be an address a line, such as {example}"), _LINKS, example=example)
    try:
        host = urlsplit(found[2]).hostname or ""
    except ValueError:
        host = ""
    return understood(Label, found[1] or host.removeprefix("www."), _LINKS).text, found[2]


def _refuse_known(cells: _Cells, hub: Hub) -> None:
    """Raises Refused where nobody is named, or somebody of whom there is a file."""
    if not any(question.place == NAME for question in cells.filled.answers):
        raise Refused(N_("it names no partner"), OPEN_ANEW)
    if name := cells.known_by.get(NAME):
        stem = slugs.same(slugs.partner_stem(name))
        paths = [each.path for each in look_alikes(hub, name, cells.known_by.get(WEBSITE))]
        if paths := paths + [file.path for file in hub.files if file.key == stem]:
            # Not what was decided about them: the answer may be read by anybody.
            hint = N_("Write what is new into it by hand.")
            raise Refused(N_("{path} is about them already, and a form adds nothing to it"), hint, path=paths[0])


def _above(filled: Filled) -> Iterator[Left]:
    if filled.above:
        yield Left(0, (), Problem((), N_("what stands above the first question is no answer")))


def _by_hand(filled: Filled, placing: Placing) -> Iterator[Left]:
    """What nobody but a person does, however it is answered."""
    for question in filled.answers:
        facts = {"slug": next((draft.slug for draft in placing.drafts.values()), "SLUG")}
        if question.place == PHOTO:
            words = N_("pictures are never fetched")
            hint = N_("Look at it in the issue, and put it beside the file: {slug}.jpg, .png or .webp.")
            yield Left(_ROW, (question.label,), Problem((), words, hint, facts))
        elif question.place == CONSENT:
            words = N_("a form gives no consent")
            hint = N_("Ask them, and write it down: `partnerhub set {slug} consent`.")
            yield Left(_ROW, (question.label,), Problem((), words, hint, facts))
