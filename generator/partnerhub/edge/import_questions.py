"""The questions of `partnerhub import`: what columns hold, whose events they are, which is the month, at which hour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from partnerhub.edge.dialog import Dialog
from partnerhub.edge.partner_named import file_named
from partnerhub.edge.usage import Misuse
from partnerhub.edge.writing import subject_of
from partnerhub.editing.subject import Refused, Subject
from partnerhub.importing import calendar, remembered
from partnerhub.importing.days import END, Reading, is_either, order, without_hour
from partnerhub.importing.headings import LEFT_OUT, NAME, SLUG, START, WEBSITE, Column, column_of, columns, same
from partnerhub.importing.place import Placing
from partnerhub.importing.sheet import Kind, Sheet
from partnerhub.importing.whom import refuse_declined
from partnerhub.pipeline import Loaded
from partnerhub.words import guesses
from partnerhub.words.spelling import close_to
from partnerhub.words.terms import N_, Terms

_SAMPLE = 40
"""Characters of a cell that are shown with a question."""


@dataclass
class Questions:
    """What nobody can know of a sheet but who is asked, as far as it is known."""

    loaded: Loaded
    sheet: Sheet
    dialog: Dialog
    of: Subject | None = None
    """The partner whose events all rows are; None where each row names its own."""
    told: Mapping[str, Column | None] = field(default_factory=dict)
    """What `--map` says of columns."""
    given: dict[str, Column | None] = field(default_factory=dict)
    """What somebody said of columns: now, or when a sheet like this came in before."""
    said: dict[str, str] = field(default_factory=dict)
    """What is new of that: heading → field, as it is remembered."""
    columns: Sequence[Column | None] = ()

    def asked(self, maps: Sequence[str], slug: str | None, remembers: Path) -> Placing:
        """How the sheet comes in. Raises Misuse, Refused."""
        if remembers.is_file():
            self.given = remembered.read_file(remembers.read_text("utf-8", "replace"))
        self._read_maps(maps)
        if slug is not None:
            self._set_partner(slug)
        self._find_columns()
        self._ask_columns()
        self._ask_partner()
        reading = Reading(self.loaded.hub.settings.zone, self._asked_order())
        reading = replace(reading, hour=self._asked_hour())
        passed_over = {at for at, heading in enumerate(self.sheet.headings) if heading and same(heading) in self.given}
        return Placing(self.loaded.hub, self.sheet, self.columns, reading, self.of, passed_over)

    def _read_maps(self, maps: Sequence[str]) -> None:
        self.told = remembered.read_map(maps)
        for typed in maps:
            heading, _, name = typed.rpartition("=")
            if same(heading) not in map(same, self.sheet.headings):
                meant = close_to(heading, self.sheet.headings)
                hint = N_("Did you mean {meant}?") if meant else None
                raise Misuse(N_("there is no column {name}"), hint, name=heading, meant=meant)
            if self.sheet.kind is not Kind.CALENDAR:  # all calendars have the same headings
                self.said[heading] = name.strip() or LEFT_OUT
        self.given |= self.told

    def _set_partner(self, slug: str) -> None:
        subject = subject_of(self.loaded, file_named(slug, self.loaded))
        refuse_declined(subject.partner)
        self.of = subject

    def _find_columns(self) -> None:
        languages = self.loaded.hub.settings.languages
        if self.sheet.kind is Kind.CALENDAR:
            self.columns = [self.told.get(same(name), column) for name, column in calendar.HELD]
        else:
            self.columns = columns(self.sheet.headings, self.given, languages, of_one_partner=self.of is not None)

    def _ask_columns(self) -> None:
        """What those columns hold of which nobody knows it."""
        question = N_(
            "What does the column “{heading}” hold? It has: {sample}. "
            "(a field such as events.place; Enter: leave it out; -: leave it out from now on)"
        )
        for number, heading in enumerate(self.sheet.headings):
            cells = self._cells(number)
            if self.columns[number] is not None or same(heading) in self.given or not cells or not heading:
                continue
            sample = " ".join(cells[0].split())[:_SAMPLE]
            answer = self.dialog.wished("--map", question, self._understood_column, heading=heading, sample=sample)
            if answer is not None:
                typed, self.given[same(heading)] = answer
                self.said[heading] = typed
                self._find_columns()

    def _understood_column(self, typed: str) -> tuple[str, Column | None]:
        """What is typed, a field or what one is called: as it is remembered, and what it is. Raises Refused."""
        if typed == LEFT_OUT:
            return typed, None
        try:
            column = column_of(typed)
        except Refused:
            in_events = any(each and each.place == START for each in self.columns)
            (called,) = columns([typed], {}, self.loaded.hub.settings.languages, of_one_partner=in_events)
            if called is None:
                raise
            column = called
        return column.named, column

    def _ask_partner(self) -> None:
        """Whose events they are, where no column says it. Raises Misuse."""
        places = {column.place for column in self.columns if column}
        if self.of is not None or places & {NAME, SLUG, WEBSITE}:
            return
        if START not in places:
            hint = N_("Say which does: {option}.")
            raise Misuse(N_("no column is known to hold the names of partners"), hint, option='--map "…=name"')
        question = N_("Whose events are these? (a partner's slug)")
        self.dialog.needed("--partner", question, self._set_partner_named)
        self._find_columns()

    def _set_partner_named(self, slug: str) -> bool:
        try:
            self._set_partner(slug)
        except Misuse as wrong:
            problem = wrong.problem
            raise Refused(problem.message, problem.hint, **(problem.facts or {})) from None
        return True

    def _asked_order(self) -> bool | None:
        """Whether the day comes before the month; None where nobody knows."""
        cells = [cell for place in (START, END) for row in self._rows_of(place) for cell in row]
        either = next((cell for cell in cells if is_either(cell)), None)
        found = order(cells)
        if either is None or found is not None:
            return found
        question = N_("Which comes first in dates such as {sample}? (1 or 2; Enter: leave those rows out)")
        choices = (N_("the day"), N_("the month"))
        lines = [f"  {number}. {Terms(self.dialog.language)(each)}" for number, each in enumerate(choices, start=1)]

        def read(typed: str) -> str:
            if typed not in ("1", "2"):
                raise Refused(N_("must be a number from 1 to {last}"), last=2)
            return typed

        answer = self.dialog.wished("--map", question, read, lines=lines, sample=either)
        return None if answer is None else answer == "1"

    def _asked_hour(self) -> str:
        """At which hour events begin that have a day alone; empty where nobody says it."""
        days = [row for row in self._rows_of(START) if without_hour(row)]
        if not days or any(column and column.place == ("events", "whole_day") for column in self.columns):
            return ""
        question = N_(
            "Some events have a day and no hour, such as {sample}. When do they begin? (an hour; Enter: leave them out)"
        )

        def read(typed: str) -> str:
            if not (hour := guesses.hour_alone(typed)):
                raise Refused(N_("must be an hour such as {example}"), example="19:00")
            return hour

        return self.dialog.wished("--map", question, read, sample=" ".join(days[0])) or ""

    def _cells(self, number: int) -> Sequence[str]:
        return [row.cells[number] for row in self.sheet.rows if row.cells[number]]

    def _rows_of(self, place: tuple[str, ...]) -> Iterator[Sequence[str]]:
        """What each row has in the columns of a field."""
        numbers = [number for number, column in enumerate(self.columns) if column and column.place == place]
        for row in self.sheet.rows:
            if cells := [row.cells[number] for number in numbers if row.cells[number]]:
                yield cells
