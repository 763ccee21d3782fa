"""The work of `partnerhub import`: reads the file, asks what nobody can know, writes, and tells what was left out."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import click

from partnerhub.edge import cli
from partnerhub.edge.dialog import Dialog
from partnerhub.edge.partner_file import create_files
from partnerhub.edge.partner_named import file_named
from partnerhub.edge.usage import Misuse
from partnerhub.edge.writing import Workplace, refuse, refuse_what_is_no_text, show, subject_of, write
from partnerhub.editing.change import difference, new_findings
from partnerhub.editing.subject import Refused, Subject
from partnerhub.importing import calendar, left, remembered
from partnerhub.importing.days import END, Reading, is_either, order, without_hour
from partnerhub.importing.headings import (
    LEFT_OUT,
    NAME,
    SLUG,
    START,
    WEBSITE,
    Column,
    column_of,
    columns,
    is_heading,
    same,
)
from partnerhub.importing.left import Left
from partnerhub.importing.place import Change, Placing
from partnerhub.importing.sheet import MAX_BYTES, Sheet, Unread, read_sheet
from partnerhub.pipeline import Loaded
from partnerhub.record.model import Decision
from partnerhub.words import guesses
from partnerhub.words.finding import Finding, Severity, errors
from partnerhub.words.printable import DIRECTION_MARKS, printable
from partnerhub.words.spelling import close_to
from partnerhub.words.terms import N_

_COMMAND = "partnerhub import"
_SAMPLE = 40
"""Characters of a cell that are shown with a question."""


def import_file(file: Path, options: Mapping[str, Any]) -> None:
    """Ask what can't be known, write partner files, and print what changed and what was left out."""
    refuse_what_is_no_text([*options["maps"], options["slug"] or ""])
    config = cli._config(options["config_file"], options["language"])
    language = options["language"] or config.settings.language
    desk = Workplace(config, cli._moment(options["today"], config), language)
    loaded = desk.load()
    data = _bytes(file)
    try:
        importing = _Importing(desk, loaded, _sheet(data, desk), Dialog(language, asks_all=True))
        importing.ask(options["maps"], options["slug"])
        importing.place()
        importing.write(is_dry=options["dry_run"])
    except Unread as unread:
        problem = unread.problem
        facts = {**(problem.facts or {}), "file": file.name, "reason": problem.message}
        refuse(Refused(N_("{file} can't be read: {reason}"), unread.hint, **facts), _COMMAND, desk.terms)
    except Refused as refused:
        refuse(refused, _COMMAND, desk.terms)
    sys.exit(importing.tell(is_dry=options["dry_run"]))


def _bytes(file: Path) -> bytes:
    """What stands in the file, as far as it is looked at. Raises Misuse."""
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        words = N_("the file can't be read: {reason}")
        raise Misuse(words, reason=error.strerror or type(error).__name__) from None


def _sheet(data: bytes, desk: Workplace) -> Sheet:
    """The table, or the entries of the calendar. Raises Unread."""
    if calendar.is_calendar(data):
        return calendar.read_calendar(data, desk.now)
    return read_sheet(data, is_heading)


@dataclass
class _Importing:
    """A sheet on its way into the hub."""

    desk: Workplace
    loaded: Loaded
    sheet: Sheet
    dialog: Dialog
    of: Subject | None = None
    told: Mapping[str, Column | None] = field(default_factory=dict)
    """What `--map` says of columns."""
    given: dict[str, Column | None] = field(default_factory=dict)
    """What somebody said of columns: now, or when a sheet like this came in before."""
    said: dict[str, str] = field(default_factory=dict)
    """What is new of that: heading → field, as it is remembered."""
    columns: Sequence[Column | None] = ()
    reading: Reading | None = None
    left: Sequence[Left] = ()
    files: Mapping[str, Change] = field(default_factory=dict)
    """Path → what becomes of the file, for those that change."""

    # What nobody can know but who is asked

    def ask(self, maps: Sequence[str], slug: str | None) -> None:
        """What columns hold, whose events they are, which is the month. Raises Misuse, Refused."""
        if self._remembers.is_file():
            self.given = remembered.read_file(self._remembers.read_text("utf-8", "replace"))
        self.told = remembered.read_map(maps)
        for typed in maps:
            heading, _, name = typed.rpartition("=")
            if same(heading) not in map(same, self.sheet.headings):
                self._refuse_heading(heading)
            if not self.sheet.is_calendar:  # all calendars have the same headings
                self.said[heading] = name.strip() or LEFT_OUT
        self.given |= self.told
        if slug is not None:
            self._set_partner(slug)
        self._find_columns()
        self._ask_columns()
        self._ask_partner()
        self.reading = Reading(self.loaded.hub.settings.zone, self._asked_order())
        self.reading = replace(self.reading, hour=self._asked_hour())

    def _refuse_heading(self, heading: str) -> None:
        meant = close_to(heading, self.sheet.headings)
        hint = N_("Did you mean {meant}?") if meant else None
        raise Misuse(N_("there is no column {name}"), hint, name=heading, meant=meant)

    def _set_partner(self, slug: str) -> None:
        subject = subject_of(self.loaded, file_named(slug, self.loaded))
        if subject.partner.decision is Decision.DECLINED:
            raise Refused(N_("{path} was declined, so nothing is added to it"), path=subject.facts.path)
        self.of = subject

    def _find_columns(self) -> None:
        languages = self.loaded.hub.settings.languages
        if self.sheet.is_calendar:
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
            answer = self.dialog.wished("--map", question, _understood_column, heading=heading, sample=sample)
            if answer is not None:
                typed, self.given[same(heading)] = answer
                self.said[heading] = typed
                self._find_columns()

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
        lines = [f"  {number}. {self.desk.terms(each)}" for number, each in enumerate(choices, start=1)]

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

    # What is written

    def place(self) -> None:
        """What becomes of the rows: files as they will be, and what is left out."""
        assert self.reading is not None, "asking comes before"
        passed_over = {at for at, heading in enumerate(self.sheet.headings) if heading and same(heading) in self.given}
        placing = Placing(self.loaded.hub, self.sheet, self.columns, self.reading, self.of, passed_over)
        placing.place()
        self.files = placing.files(lambda path: (self._folder / path).read_bytes())
        self.left = placing.left

    @property
    def _folder(self) -> Path:
        return self.desk.config.folders.hub

    @property
    def _remembers(self) -> Path:
        return self._folder / remembered.FILE

    def write(self, *, is_dry: bool) -> None:
        """Write what changes: new files together, the others each whole. Raises Refused, OSError."""
        if is_dry:
            return
        new = {path: change.after for path, change in self.files.items() if not change.before}
        try:
            create_files({self._folder / path: data for path, data in new.items()})
        except FileExistsError:
            raise Refused(N_("{path} is there already, and is left as it is"), path=", ".join(new)) from None
        for path, change in self.files.items():
            if change.before:
                write(self._folder / path, path, change.before, change.after)
        if self.said:
            text = self._remembers.read_text("utf-8", "replace") if self._remembers.is_file() else ""
            self._remembers.write_text(remembered.with_lines(text, self.said), "utf-8")

    # What is said

    def tell(self, *, is_dry: bool) -> int:
        """Print what changed, what is wrong since, and what was left out; the exit code."""
        terms = self.desk.terms
        found = self._new_findings()
        for path, change in self.files.items():
            for line in difference(path, change.before, change.after) if is_dry else [path]:
                click.echo(printable(line, keep=DIRECTION_MARKS))
        show([], errors(found), terms)
        for line in left.lines(self.left, terms, of_calendar=self.sheet.is_calendar):
            click.echo(printable(line, keep=DIRECTION_MARKS))
        if self.sheet.encoding == "cp1255":
            self.dialog.say(N_("The file was read as Windows-1255, the old encoding of Hebrew."))
        self.dialog.show(self._summary(found))
        if is_dry:
            self.dialog.say(N_("Nothing is written, because of --dry-run."))
        return cli.ERRORS if errors(found) or self.left else cli.OK

    def _new_findings(self) -> list[Finding]:
        """What is wrong with the files since, or would be."""
        if not self.files:
            return []
        seen = self.desk.load({path: change.after for path, change in self.files.items()})
        changed = (facts for facts in seen.hub.files if facts.path in self.files)
        return [each for facts in changed for each in new_findings(self.loaded.findings, seen.findings, facts)]

    def _summary(self, found: Sequence[Finding]) -> str:
        terms = self.desk.terms
        if not self.files:
            return (
                terms(N_("It is there already: nothing changes.")) if not self.left else terms(N_("Nothing changes."))
            )
        new = sum(not change.before for change in self.files.values())
        warnings = sum(each.severity is Severity.WARNING for each in found)
        known, events = len(self.files) - new, sum(change.draft.added for change in self.files.values())
        counts = [
            terms.counted("{count} new partner", "{count} new partners", new) if new else "",
            terms.counted("{count} partner added to", "{count} partners added to", known) if known else "",
            terms.counted("{count} new event", "{count} new events", events) if events else "",
        ]
        said = ", ".join(filter(None, counts))
        if not warnings:
            return f"{said}."
        to_see = terms.counted("{count} warning", "{count} warnings", warnings)
        return terms(N_("{changes}; {warnings}, which `partnerhub check` lists."), changes=said, warnings=to_see)


def _understood_column(typed: str) -> tuple[str, Column | None]:
    """What is typed for a column, and what that is. Raises Refused."""
    return typed, None if typed == LEFT_OUT else column_of(typed)
