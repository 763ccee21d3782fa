"""A partner's file as it will be: what is there stays as it is typed, and what is new is added to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from partnerhub.editing.change import applied, refused
from partnerhub.editing.edit import CannotEdit, Edit, changed, edited
from partnerhub.editing.subject import Refused, Subject
from partnerhub.record.fields import DeclaredField, declared, field_at
from partnerhub.record.model import EventRecord, Record
from partnerhub.record.parse import parse
from partnerhub.record.partner import Partner
from partnerhub.record.read import Tree, read_bytes, value_at
from partnerhub.record.schedule import span_of
from partnerhub.record.settings import Settings
from partnerhub.scaffold.event import in_order, slug_for, slugs_taken
from partnerhub.scaffold.partner import LAID_OUT, partner_text
from partnerhub.words import slugs
from partnerhub.words.finding import FieldPath


@dataclass(frozen=True)
class Known:
    """An event of the file, of which a row may say the same or more."""

    index: int
    titles: frozenset[str]
    """In any language, as slugs are compared."""
    slug: str
    start: datetime
    day: date
    """Of the start, in the hub's zone."""


@dataclass(eq=False)
class Draft:
    """A partner, and what rows add to the file."""

    slug: str
    path: str
    settings: Settings
    subject: Subject | None
    """None for a partner who is new."""
    tree: Tree = None
    body: dict[str, str] = field(default_factory=dict)
    """Language → description; of a partner who is known, what is added."""
    edits: list[Edit] = field(default_factory=list)
    events: list[Known] = field(default_factory=list)
    told: set[tuple[str, datetime]] = field(default_factory=set)
    """Title, as slugs are compared, and start of all that rows tell."""
    added: int = 0
    """How many events are new."""
    rows: list[int] = field(default_factory=list)
    """That are about it."""

    def __post_init__(self) -> None:
        self.tree = {}
        if self.subject is not None:
            front_matter = self.subject.facts.source.front_matter
            assert front_matter is not None, "only a file that can be read is added to"
            self.tree = dict(front_matter.tree)
            for event in self.subject.partner.events:
                titles = frozenset(map(slugs.same, event.record.title.values()))
                self.events.append(Known(event.index, titles, event.slug, event.start, event.day))

    @cached_property
    def _taken(self) -> set[str]:
        """The slugs that no new event can have."""
        return slugs_taken(self.subject.hub, self.subject.partner) if self.subject else set()

    @property
    def partner(self) -> Partner | None:
        """The partner, if it is known."""
        return self.subject.partner if self.subject else None

    def at(self, path: FieldPath) -> Tree:
        """What will be typed at a place; None where nothing will."""
        return value_at(self.tree, path)

    def put(self, path: FieldPath, value: Tree, language: str = "") -> bool:
        """Add a value; False where another one is there, which stays."""
        old, declared = self.at(path), field_at(Record, path)
        if declared is not None and declared.is_in_languages and isinstance(value, str):
            return self._put_text(path, old, value, language)
        if isinstance(value, list) and isinstance(old, list):
            new = [each for each in value if not any(_alike(each, other) for other in old)]
            for number, each in enumerate(new, start=len(old)):
                self._edit((*path, number), each)
            return True
        if old is None:
            self._edit(path, value)
        return old is None or _alike(old, value)

    def describe(self, text: str, language: str) -> bool:
        """Add a description of the partner in a language; False where another one is there, which stays."""
        language = "" if language == self.settings.language else language
        if self.partner is not None and any(body.text.strip() for body in self.partner.bodies):
            first = self.settings.language
            there = {"" if each.language == first else each.language: each.text for each in self.partner.bodies}
            return _alike(there.get(language, ""), text)
        return _alike(self.body.setdefault(language, text), text)

    def _put_text(self, path: FieldPath, old: Tree, text: str, language: str) -> bool:
        first = self.settings.language
        language = language or first
        if isinstance(old, dict):
            there = {slugs.same(str(each)) for each in old.values()}
            if language in old:
                return _alike(old[language], text) or slugs.same(text) in there
            if slugs.same(text) not in there:
                self._edit((*path, language), text)
            return True
        if old is None:
            self._edit(path, text if language == first else {language: text})
            return True
        if language == first or _alike(old, text):
            return _alike(old, text)
        self._edit(path, {first: old, language: text})
        return True

    def _edit(self, path: FieldPath, value: Tree) -> None:
        self.tree = changed(self.tree, path, value)
        self.edits.append(Edit(path, value))

    # Events

    def start_of(self, record: EventRecord) -> tuple[datetime, date]:
        """When an event starts, aware, and its day in the hub's zone."""
        zone = ZoneInfo(record.timezone or self.settings.timezone)
        start, _ = span_of(record.start, record.end, record.duration, self.settings.event_length, zone)
        return start, start.astimezone(self.settings.zone).date()

    def tells(self, known: Known) -> bool:
        """Whether a row says of an event that it is when it is."""
        return any((title, known.start) in self.told for title in known.titles)

    def add_event(self, tree: Mapping[str, Tree], record: EventRecord) -> None:
        """Add an event, under a slug that nobody has."""
        there = self.at(("events",))
        index = len(there) if isinstance(there, list) else 0
        start, day = self.start_of(record)
        slug = slug_for(record.slug, record.title, day, self.settings, self._taken, is_one=True)
        if record.slug and slugs.same(record.slug) not in self._taken:
            slug = record.slug
        self._taken.add(slugs.same(slug))
        self._edit(("events", index), in_order({**tree, "slug": slug}))
        self.events.append(Known(index, frozenset(map(slugs.same, record.title.values())), slug, start, day))
        self.added += 1

    # The file

    def written(self, before: bytes) -> bytes:
        """The file's bytes; `before` are those of a partner who is known. Raises Refused."""
        if self.subject is None:
            return self._new()
        data = applied(self.subject, before, self.edits)
        if self.body:
            end = b"" if data.endswith(b"\n") else b"\n"
            break_ = b"\r\n" if b"\r\n" in data else b"\n"
            parts = (f"<!-- lang: {tag} -->\n{text}" if tag else text for tag, text in sorted(self.body.items()))
            text = "\n".join(parts) + "\n"
            data += end + text.encode().replace(b"\n", break_)
            self._refuse_unread(data)
        return data

    def _new(self) -> bytes:
        answers = {path: value for path in LAID_OUT if (value := self.at(path)) is not None}
        answers = {("kind",): "community", **answers, ("vetting", "decision"): "pending"}
        description = [(language, self.body[language]) for language in sorted(self.body)]
        data = partner_text(answers, description, self.settings).encode()
        rest = [leaf.path for leaf in _leaves() if leaf.path not in LAID_OUT]
        try:
            data = edited(data, [Edit(path, value) for path in rest if (value := self.at(path)) is not None])
        except CannotEdit as stopped:
            raise refused(stopped, self.path) from None
        self._refuse_unread(data)
        return data

    def _refuse_unread(self, data: bytes) -> None:
        source = read_bytes(self.path, self.slug, data)
        breaches = parse(source, {}, self.settings).breaches if self.subject is None else source.breaches
        if breaches:
            problem = breaches[0].problem
            raise Refused(problem.message, problem.hint, **(problem.facts or {}))


def _leaves() -> Iterator[DeclaredField]:
    """The fields with values, events as one of them."""
    for each in declared(Record):
        yield from [each] if each.path == ("events",) else each.leaves


def _alike(old: Tree, new: Tree) -> bool:
    """Whether two values say the same, as people read them."""
    if isinstance(old, str) and isinstance(new, str):
        one, other = (" ".join(slugs.same(each).split()).removesuffix("/") for each in (old, new))
        return one == other
    return old == new
