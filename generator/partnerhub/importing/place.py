"""The rows of a sheet → partners that are added to, and new ones; and all that could not be placed, with its row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from partnerhub.checks import Hub
from partnerhub.editing.subject import Refused, Subject
from partnerhub.importing.days import START, Reading
from partnerhub.importing.draft import Draft, Known
from partnerhub.importing.event import Told, told
from partnerhub.importing.headings import BODY, NAME, SLUG, WEBSITE, Column, Place
from partnerhub.importing.left import Left
from partnerhub.importing.sheet import Row, Sheet
from partnerhub.importing.values import DECISION, value_of
from partnerhub.importing.whom import Partners
from partnerhub.record.model import Decision, EventRecord
from partnerhub.record.read import Tree
from partnerhub.record.understood import Unclear
from partnerhub.words import slugs
from partnerhub.words.finding import FieldPath, Problem
from partnerhub.words.spoken import Spoken
from partnerhub.words.terms import N_

_STAYS: Mapping[str, str] = {"timezone": "", "whole_day": "false", "status": "scheduled"}
"""Fields of an event that a table doesn't add to one that is there, since members may know it; and what none means."""
_THERE = N_("{path} says something else already, and is left as it is")

Cells = Mapping[Column, Sequence[str]]


@dataclass(frozen=True)
class Change:
    """What becomes of a file."""

    draft: Draft
    before: bytes
    """None of a new one."""
    after: bytes


@dataclass(frozen=True)
class _Found:
    """A row, and whom it is about."""

    row: Row
    cells: Cells
    draft: Draft | None


@dataclass
class Placing:
    """A sheet that comes into a hub."""

    hub: Hub
    sheet: Sheet
    columns: Sequence[Column | None]
    reading: Reading
    of: Subject | None = None
    """The partner whose events all rows are; None where each row names its own."""
    passed_over: Collection[int] = ()
    """Columns that somebody chose to leave out."""
    drafts: dict[str, Draft] = field(default_factory=dict)
    """Path → the partner, of those that rows are about, in the order of the rows."""
    left: list[Left] = field(default_factory=list)

    def __post_init__(self) -> None:
        first = self.hub.settings.language
        # A text in the hub's first language needs no language beside it.
        self.columns = [
            each and (replace(each, language="") if each.language == first else each) for each in self.columns
        ]
        self._partners = Partners(self.hub)

    def place(self) -> None:
        """Find whom each row is about, then take what it says."""
        self.left += [Left(row.number, (), Problem((), N_("it stands above the headings"))) for row in self.sheet.above]
        self.left += [Left(row.number, (), Problem((), N_("it is marked as private"))) for row in self.sheet.private]
        self.left += self._of_unknown_columns()
        found = list[_Found]()
        for row in self.sheet.rows:
            found.append(self._found(row, found[-1] if found else None))
        events = list[tuple[Row, Draft, Told]]()
        for each in found:
            if each.draft is not None:
                self.drafts[each.draft.path] = each.draft
                each.draft.rows.append(each.row.number)
                self._take_partner(each)
                events += ((each.row, each.draft, event) for event in self._told(each.row, each.draft, each.cells))
        for row, draft, event in events:
            self._take_event(row, draft, event)

    def files(self, read: Callable[[str], bytes]) -> dict[str, Change]:
        """Path → what becomes of the file, for those that change; `read` gives the bytes of one that is there.

        Of a partner whose file can't be written, all rows are left out.
        """
        found = dict[str, Change]()
        for draft in self.drafts.values():
            before = b"" if draft.subject is None else read(draft.path)
            try:
                after = draft.written(before)
            except Refused as refused:
                self.left += [Left(row, (), refused.problem) for row in draft.rows]
                continue
            if after != before:
                found[draft.path] = Change(draft, before, after)
        return found

    def _of_unknown_columns(self) -> Iterator[Left]:
        words = N_("nobody said what this column holds")
        for number, column in enumerate(self.columns):
            if column is None and number not in self.passed_over:
                heading = heading_of(self.sheet, number)
                hint = N_("Say it: {option}.") if self.sheet.headings[number] else N_("Give it a heading.")
                problem = Problem((), words, hint, {"option": f'--map "{heading}=…"'})
                yield from (Left(row.number, (heading,), problem) for row in self.sheet.rows if row.cells[number])

    # Whom a row is about

    def _found(self, row: Row, before: _Found | None) -> _Found:
        cells = dict[Column, list[str]]()
        for column, text in zip(self.columns, row.cells, strict=True):
            if column is not None and text:
                if column.withheld is not None:
                    self._leave(row, column, Spoken(column.withheld))
                else:
                    cells.setdefault(column, []).append(text)
        try:
            draft = self._draft(cells, row, before)
        except (Unclear, Refused) as wrong:
            self._leave(row, None, wrong)
            draft = None
        return _Found(row, cells, draft)

    def _draft(self, cells: Cells, row: Row, before: _Found | None) -> Draft | None:
        """The partner of a row; None for a row of which nothing is left. Raises Unclear, Refused."""
        if not cells:
            return None
        if self.of is not None:
            return self._partners.of_slug(self.of.partner.slug)
        said = {place: self._texts(cells, place) for place in (NAME, WEBSITE, SLUG)}
        if not any(said.values()):
            # Of merged cells only the first row has the text.
            is_below = before is not None and before.row.number + 1 == row.number
            if before is not None and is_below and before.draft and any(each.is_of_event for each in cells):
                return before.draft
        website, slug = (next(iter(said[place].values()), None) for place in (WEBSITE, SLUG))
        return self._partners.named(said[NAME], website, slug)

    def _texts(self, cells: Cells, place: Place) -> dict[str, str]:
        """Language → what the cells of a field say. Raises Unclear."""
        found = {column: texts for column, texts in cells.items() if column.place == place}
        return {each.language: str(value_of(place, texts, self.hub.settings)) for each, texts in found.items()}

    # What a row says

    def _take_partner(self, found: _Found) -> None:
        draft = found.draft
        assert draft is not None, "the row is somebody's"
        for column, texts in found.cells.items():
            if column.is_of_event:
                continue
            try:
                is_taken = self._is_taken(draft, column, value_of(column.place, texts, self.hub.settings))
            except Unclear as unclear:
                self._leave(found.row, column, unclear)
                continue
            if not is_taken:
                self._leave(found.row, column, _there(column.place))

    def _is_taken(self, draft: Draft, column: Column, value: Tree) -> bool:
        if column.place == SLUG:
            return slugs.same(str(value)) == slugs.same(draft.slug)
        if column.place == BODY:
            return draft.describe(str(value), column.language)
        if column.place == DECISION:  # a new file says it anyway
            return draft.partner is None or draft.partner.decision is Decision.PENDING
        return draft.put(column.place, value, column.language)

    def _told(self, row: Row, draft: Draft, cells: Cells) -> Iterator[Told]:
        """The event that a row tells, if it tells one."""
        of_event = {column: texts for column, texts in cells.items() if column.is_of_event}
        if not of_event:
            return
        event = told(of_event, self.reading, self.hub.settings, self._partners.slug_of)
        for column, wrong in event.faults:
            self._leave(row, column, wrong)
        if event.record is None:
            self._leave(row, None, Spoken(N_("nothing of its event is written")))
            return
        draft.told |= {(title, draft.start_of(event.record)[0]) for title in _titles(event.record)}
        yield event

    def _take_event(self, row: Row, draft: Draft, event: Told) -> None:
        assert event.record is not None, "the row tells an event"
        start, day = draft.start_of(event.record)
        titles = _titles(event.record)
        known = [each for each in draft.events if _is_named(each, event.record)]
        known = known or [each for each in draft.events if each.titles & titles and each.start == start]
        if known:
            self._fill(row, draft, known[0], event)
            return
        # Of which another row says that it is at its hour, that one has not moved: there are two on that day.
        if any(each.titles & titles and each.day == day and not draft.tells(each) for each in draft.events):
            hint = N_("If it moved: `partnerhub set {slug} move`.")
            words = N_("an event of that title is there already on that day, at another hour")
            self._leave(row, Column(START), Refused(words, hint, slug=draft.slug))
            return
        draft.add_event(event.tree(self.hub.settings.language), event.record)

    def _fill(self, row: Row, draft: Draft, known: Known, event: Told) -> None:
        """Add what a row says more of an event that is there."""
        for (place, language), value in event.values.items():
            at: FieldPath = ("events", known.index, *place[1:])
            name = place[1]
            if place == START:
                assert event.record is not None, "it is an event"
                is_taken = draft.start_of(event.record)[0] == known.start
            elif name == "slug":
                is_taken = slugs.same(str(value)) == slugs.same(known.slug)
            elif name in _STAYS:
                is_taken = (draft.at(at) or _STAYS[name] or value) == value
            elif name in ("end", "duration") and any(draft.at((*at[:2], each)) for each in ("end", "duration")):
                is_taken = draft.at(at) == value
            else:
                is_taken = draft.put(at, value, language)
            if not is_taken:
                self._leave(row, Column(place, language), _there(place))

    # What is left

    def _leave(self, row: Row, column: Column | None, wrong: Spoken) -> None:
        self.left.append(Left(row.number, tuple(self._headings(column)), wrong.problem))

    def _headings(self, column: Column | None) -> Iterator[str]:
        """Of the columns that hold the same as one."""
        for number, each in enumerate(self.columns):
            if column is not None and each is not None and each == column:
                yield heading_of(self.sheet, number)


def _there(place: Place) -> Spoken:
    """Why a value is left out where another one is."""
    return Spoken(_THERE, path=".".join(place[1:] if place[0] == "events" else place))


def _titles(record: EventRecord) -> set[str]:
    """In each language, as slugs are compared."""
    return set(map(slugs.same, record.title.values()))


def _is_named(known: Known, record: EventRecord) -> bool:
    return record.slug is not None and slugs.same(record.slug) == slugs.same(known.slug)


def heading_of(sheet: Sheet, number: int) -> str:
    """What a column is called; by its letters, where it has no heading."""
    letters, rest = "", number + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return sheet.headings[number] or letters
