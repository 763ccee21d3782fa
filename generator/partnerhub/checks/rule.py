"""What a rule is, and what a rule may look at. The modules beside this one hold the rules, a group each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from inspect import getdoc

from partnerhub.checks.overlaps import Span, overlaps
from partnerhub.record import schedule
from partnerhub.record.model import Decision, Event, Partner, Publication, Status, one_text
from partnerhub.record.read import SourceFile
from partnerhub.record.settings import Settings
from partnerhub.words import slugs
from partnerhub.words.finding import FieldPath, Problem, Severity


@dataclass(frozen=True)
class Held:
    """What is kept back from the public."""

    files: frozenset[str] = frozenset()
    """Paths of partner files whose partner is held back with all of its events."""
    events: Mapping[tuple[str, int], frozenset[str]] = field(default_factory=dict)
    """Path and place of the single events that are held back → the rules that do it."""

    def holds(self, partner: Partner, event: Event | None = None) -> bool:
        """Whether a partner, or one of its events, is held back."""
        return partner.path in self.files or (event is not None and (partner.path, event.index) in self.events)


@dataclass(frozen=True, eq=False)
class Hub:
    """All that was read, and the moment at which it is judged."""

    settings: Settings
    now: datetime
    """Aware, in the hub's zone."""
    files: Sequence[SourceFile]
    partners: Sequence[Partner]
    """Those of the files that could be parsed."""
    publications: Mapping[tuple[str, int], Publication] = field(default_factory=dict)
    """Path and place of events nearer than the lead time → what the publishing branch knows of them."""
    held: Held = field(default_factory=Held)
    """Filled in before the rules run that ask what is public."""

    @property
    def today(self) -> date:
        """The day in the hub's zone."""
        return self.now.date()

    @cached_property
    def paths_by_slug(self) -> Mapping[str, Sequence[str]]:
        """Slug, as it is compared → the files that hold it."""
        paths = defaultdict[str, list[str]](list)
        for file in self.files:
            paths[slugs.same(file.slug)].append(file.path)
        return paths

    @cached_property
    def partners_by_path(self) -> Mapping[str, Partner]:
        """Path of a partner file → partner."""
        return {partner.path: partner for partner in self.partners}

    @cached_property
    def partners_by_slug(self) -> Mapping[str, Partner]:
        """Slug, as it is compared → partner."""
        return {slugs.same(partner.slug): partner for partner in self.partners}

    @cached_property
    def partners_by_mark(self) -> Mapping[str, Sequence[Partner]]:
        """A name or an address, as `marks_of` gives it → the partners that have it."""
        partners = defaultdict[str, list[Partner]](list)
        for partner in self.partners:
            for mark in {mark for _, mark in marks_of(partner)}:
                partners[mark].append(partner)
        return partners

    def is_public(self, partner: Partner | None) -> bool:
        """Whether a partner is approved and nothing about it holds it back. Asks `held`."""
        return partner is not None and partner.decision is Decision.APPROVED and not self.held.holds(partner)

    @cached_property
    def collisions(self) -> Mapping[tuple[str, int], Sequence[str]]:
        """Path and place of each public upcoming event → others at the same time, of other files. Asks `held`."""
        return overlaps(
            Span(partner.path, event.index, self.start(event), self.end(event), self.slug_of(event))
            for partner in self.partners
            if self.is_public(partner)
            for event in partner.events
            if event.status is Status.SCHEDULED and not self.is_over(event) and not self.held.holds(partner, event)
        )

    def publication(self, partner: Partner, event: Event) -> Publication:
        """What the publishing branch knows of an event; nothing for one that did not ask."""
        return self.publications.get((partner.path, event.index), Publication())

    def published(self, partner: Partner, event: Event) -> date:
        """The earliest proven day of publication: by the branch, by an announcement of this start, else today."""
        publication = self.publication(partner, event)
        announced = [entry.date for entry in event.announced if entry not in publication.stale]
        return min([self.today, *announced, *([publication.since] if publication.since else [])])

    def start(self, event: Event) -> datetime:
        """Aware, in the event's zone."""
        return schedule.start_of(event, self.settings)

    def end(self, event: Event) -> datetime:
        """Aware, in the event's zone."""
        return schedule.end_of(event, self.settings)

    def day(self, moment: datetime) -> date:
        """The day of a moment in the hub's zone."""
        return moment.astimezone(self.settings.zone).date()

    def is_over(self, event: Event) -> bool:
        """Whether an event has ended."""
        return self.end(event) <= self.now

    def slug_of(self, event: Event) -> str:
        """The event's address: as written, else from its title, else (a title without a letter) from its day."""
        title = one_text(event.title, self.settings.language)
        return event.slug or slugs.slugify(title) or f"event-{event.start.date()}"

    def shared_values(self, partner: Partner) -> list[str]:
        """The keys of the values that partner and hub share, in the partner's order."""
        meanings = (self.settings.meaning(value, self.settings.values) for value in partner.record.vetting.values)
        return list(dict.fromkeys(key for key in meanings if key is not None))


def marks_of(partner: Partner) -> Iterator[tuple[FieldPath, str]]:
    """By what a partner would be recognised in another file: names and addresses, without case, scheme or www."""
    for name in partner.record.name.values():
        yield ("name",), f"name {slugs.same(name)}"
    addresses: list[tuple[FieldPath, str | None]] = [(("website",), partner.record.website)]
    addresses += [(("links", label), url) for label, url in partner.record.links.items()]
    for field_path, url in addresses:
        if url:
            bare = slugs.same(url).partition("://")[2].removeprefix("www.").rstrip("/")
            yield field_path, f"address {bare}"


Check = Callable[[Partner, Hub], Iterator[Problem]]
FileCheck = Callable[[SourceFile, Hub], Iterator[Problem]]


@dataclass(frozen=True)
class Rule:
    """A promise that the hub keeps, and how it is checked."""

    slug: str
    group: str
    severity: Severity
    """By default; settings may change it."""
    is_guarded: bool
    """Guards members, partners or secrets: its severity can be raised, never lowered."""
    holds_back: bool
    """Holds back what it is about even as a warning."""
    explanation: str
    check: Check | None = None
    file_check: FileCheck | None = None
    asks_what_is_public: bool = False

    @property
    def marks(self) -> str:
        """`!` for a guarded rule, `H` for one that holds back even as a warning."""
        return ("H" if self.holds_back else "") + ("!" if self.is_guarded else "")

    def weigh(self, settings: Settings) -> Severity:
        """The rule's severity in a hub."""
        return settings.severity.get(self.slug, self.severity)


RULES: dict[str, Rule] = {}
"""Every rule by its slug, in the order of the groups."""


def rule(
    severity: str, *, guarded: bool = False, holds_back: bool = False, asks_what_is_public: bool = False
) -> Callable[[Check], Check]:
    """Register a check of a partner: its name is the rule's, its docstring the explanation, its module the group."""

    def register(check: Check) -> Check:
        slug, group = _names(check)
        explanation = getdoc(check) or ""
        RULES[slug] = Rule(
            slug,
            group,
            Severity(severity),
            guarded,
            holds_back,
            explanation,
            check,
            None,
            asks_what_is_public,
        )
        return check

    return register


def file_rule(severity: str, *, guarded: bool = False) -> Callable[[FileCheck], FileCheck]:
    """Register a check of a file, which runs even where the file could not be read."""

    def register(check: FileCheck) -> FileCheck:
        slug, group = _names(check)
        RULES[slug] = Rule(slug, group, Severity(severity), guarded, False, getdoc(check) or "", None, check)
        return check

    return register


def found_while_reading(group: str, slug: str, explanation: str, *, severity: str = "error") -> None:
    """Register a guarded rule that reading and parsing keep: where it is broken there is nothing left to check."""
    RULES[slug] = Rule(slug, group, Severity(severity), True, False, explanation)


def _names(check: Callable[..., object]) -> tuple[str, str]:
    slug = check.__name__.removeprefix("check_").replace("_", "-")
    return slug, check.__module__.rpartition(".")[2].replace("_", "-")
