"""What a row says of an event → its fields; what can't be read is told, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from partnerhub.editing.edit import changed
from partnerhub.importing.days import END, START, Reading, in_zone
from partnerhub.importing.headings import TITLE, Column, Place
from partnerhub.importing.values import given_twice, joined, value_of
from partnerhub.record.model import EventRecord
from partnerhub.record.read import Tree
from partnerhub.record.settings import Settings
from partnerhub.record.understood import Unclear, where_of
from partnerhub.words.spoken import Spoken
from partnerhub.words.terms import N_

_WHOLE_DAY = ("events", "whole_day")
_ZONE = ("events", "timezone")
_PLACE = ("events", "place")
_WITH = ("events", "with")
_LENGTH = ("events", "duration")
_BY_DEFAULT: Mapping[Place, str] = {
    _WHOLE_DAY: "false",
    ("events", "status"): "scheduled",
    ("events", "online"): "false",
}
"""What needs no line."""

Cells = Mapping[Column, Sequence[str]]
"""Column → the cells of a row that hold it."""


@dataclass
class Told:
    """An event as a row tells it."""

    values: dict[tuple[Place, str], Tree] = field(default_factory=dict)
    """Field and language → value; the hub's first language is empty."""
    faults: list[tuple[Column, Spoken]] = field(default_factory=list)
    """What can't be taken."""
    record: EventRecord | None = None
    """None where it is no event: nobody knows what, or when."""

    def tree(self, first: str) -> dict[str, Tree]:
        """As a file holds it; `first` is the hub's first language."""
        tree: Tree = {}
        for (place, language), value in self.values.items():
            is_alone = not any(each == place and other for each, other in self.values)
            path = place[1:] if is_alone else (*place[1:], language or first)
            tree = changed(tree, path, value)
        return dict(tree) if isinstance(tree, dict) else {}


def told(cells: Cells, reading: Reading, settings: Settings, slug_of: Callable[[str], str | None]) -> Told:
    """What the cells of a row say of an event; `slug_of` knows the slugs of partners by what they are called."""
    reader = _Reader(reading, settings, slug_of)
    reader.read(cells)
    return reader.told


@dataclass
class _Reader:
    reading: Reading
    settings: Settings
    slug_of: Callable[[str], str | None]
    told: Told = field(default_factory=Told)

    def read(self, cells: Cells) -> None:
        for column, texts in cells.items():
            if column.place not in (START, END):
                try:
                    self._take(column, texts)
                except Unclear as unclear:
                    self.told.faults.append((column, unclear))
        for needed in (TITLE, START):
            if not any(column.place == needed for column in cells):
                missing = Unclear(N_("is missing, so that there is no event"), needed)
                self.told.faults.append((Column(needed), missing))
        self._read_zone()
        self._read_times({column.place: texts for column, texts in cells.items()})
        self._read_whole()

    def _take(self, column: Column, texts: Sequence[str]) -> None:
        """Raises Unclear."""
        place = column.place
        if place == _PLACE and (where := where_of(joined(place, texts)))[0] == "online":
            self._put(("events", "online"), where[1])
            return
        value = value_of(place, texts, self.settings)
        if place == _WITH and isinstance(value, list):
            known = [slug for word in value if isinstance(word, str) and (slug := self.slug_of(word))]
            if known:
                self._put(place, list[Tree](dict.fromkeys(known)))
            if len(known) < len(value):
                raise Unclear(N_("must name partners that have a file"), place)
        elif value != _BY_DEFAULT.get(place):
            self._put(place, value, column.language)

    def _put(self, place: Place, value: Tree, language: str = "") -> None:
        """Raises Unclear where another value is there; an address says more than that it is online."""
        there = self.told.values.get((place, language))
        if there in (None, "true"):
            self.told.values[place, language] = value
        elif value not in (there, "true"):
            raise given_twice(place)

    def _read_zone(self) -> None:
        zone = self.told.values.get((_ZONE, ""))
        if isinstance(zone, str):
            self.reading = in_zone(self.reading, ZoneInfo(zone))
            if zone == self.settings.timezone:
                del self.told.values[_ZONE, ""]

    def _read_times(self, cells: Mapping[Place, Sequence[str]]) -> None:
        values, place = self.told.values, START
        if START not in cells:
            return
        try:
            is_whole_day = values.get((_WHOLE_DAY, "")) == "true"
            when = self.reading.when(cells[START], is_whole_day=is_whole_day)
            values[START, ""], place = when.start.text, END
            for until in filter(None, (" ".join(cells.get(END, ())), when.end)):
                name, text = self.reading.end(until, when.start.value)
                self._put(("events", name), text)
        except Unclear as unclear:
            self.told.faults.append((Column(place), unclear))
        if (END, "") in values and values.pop((_LENGTH, ""), None):
            self.told.faults.append((Column(_LENGTH), Unclear(N_("is left out, since there is an end"), _LENGTH)))

    def _read_whole(self) -> None:
        """Type what was read; an end that doesn't go with the start is left out."""
        values = self.told.values
        while {TITLE, START} <= {place for place, _ in values}:
            try:
                self.told.record = EventRecord.model_validate(self.told.tree(self.settings.language))
                return
            except ValidationError as error:
                context = error.errors(include_url=False)[0].get("ctx", {})
                facts = dict(context["facts"])
                place = ("events", facts.pop("at", "end"))
                hint = facts.pop("hint", None)
                self.told.faults.append((Column(place), Unclear(context["words"], place, hint, **facts)))
                if values.pop((place, ""), None) is None:
                    return
