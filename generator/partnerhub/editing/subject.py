"""What an edit is about: a partner's file in a loaded hub, and which of its events is meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from partnerhub.checks import Hub
from partnerhub.history.story import Standing
from partnerhub.record.facts import Facts
from partnerhub.record.model import Status
from partnerhub.record.partner import Event, Partner
from partnerhub.record.read import Tree, value_at
from partnerhub.words import slugs
from partnerhub.words.dates import CalendarWords
from partnerhub.words.finding import FieldPath, Finding
from partnerhub.words.spelling import close_to
from partnerhub.words.spoken import Spoken
from partnerhub.words.terms import N_, Term, Terms


class Refused(Spoken):
    """Nothing is written: why, and what to do instead."""

    findings: Sequence[Finding] = ()
    """What is wrong with the file, or would be."""

    def __init__(self, message: Term, hint: Term | None = None, **facts: object) -> None:
        super().__init__(message, **facts)
        self.problem = replace(self.problem, hint=hint)


class Unsound(Refused):
    """Nothing is written, because of what findings say."""

    def __init__(self, findings: Sequence[Finding], message: Term, hint: Term | None = None, **facts: object) -> None:
        super().__init__(message, hint, **facts)
        self.findings = findings


def changed_meanwhile(path: str) -> Refused:
    """Somebody else wrote the file since it was read."""
    return Refused(N_("{path} was changed meanwhile, and is left as it is"), N_("Try again."), path=path)


@dataclass(frozen=True)
class Entry:
    """An event of the file, whether or not it can be read."""

    index: int
    slug: str
    """As written, else from the title; empty where neither can be read."""
    event: Event | None
    """None where it can't be typed whole."""

    @property
    def place(self) -> FieldPath:
        """Where it stands in the file."""
        return ("events", self.index)


class WhichEvent(Exception):  # noqa: N818 - it is a question
    """Several events may be meant: somebody has to say which."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__(entries)
        self.entries = entries


Kind = Callable[[Event], bool]
"""Which events an action may be about, where none is named."""


@dataclass(frozen=True)
class Subject:
    """A partner's file in a hub at a moment. Only of one that can be read."""

    hub: Hub
    facts: Facts

    @property
    def partner(self) -> Partner:
        """As the file has it."""
        assert self.facts.partner is not None, "only a file that can be read is edited"
        return self.facts.partner

    @property
    def today(self) -> date:
        """In the hub's zone."""
        return self.hub.today

    def at(self, path: FieldPath) -> Tree:
        """What is typed at a place; None where nothing is."""
        assert self.facts.source.front_matter is not None, "only a file that can be read is edited"
        return value_at(dict(self.facts.source.front_matter.tree), path)

    @property
    def entries(self) -> Sequence[Entry]:
        """Its events, in the file's order."""
        read = [Entry(event.index, event.slug, event) for event in self.partner.events]
        others = (Entry(each.index, each.key(self.hub.settings) or "", None) for each in self.partner.unreadable_events)
        return sorted([*read, *others], key=lambda entry: entry.index)

    def is_over(self, event: Event) -> bool:
        """Whether it is in the past; a postponed one never is."""
        return event.end <= self.hub.now and event.record.status is not Status.POSTPONED

    def is_coming(self, event: Event) -> bool:
        """Whether it is to take place, be it on a day that nobody knows yet."""
        return not self.is_over(event) and event.record.status is not Status.CANCELLED

    def is_known(self, event: Event) -> bool:
        """Whether members see it or know of it, and nobody took it back."""
        story = self.hub.timeline.event(event)
        # Without a history there is only what a build would show.
        is_told = story.was_shown or not self.hub.timeline.past.has_history
        return is_told and story.standing in (Standing.SHOWN, Standing.CORRECTED)

    def took_place(self, event: Event) -> bool:
        """Whether it is over and was not called off."""
        return self.is_over(event) and event.is_scheduled

    def entry(self, named: Entry | str | None, kind: Kind) -> Entry:
        """The event that is meant: the one that is named, else the only one of a kind, else the only one.

        Raises Refused, WhichEvent.
        """
        if isinstance(named, Entry):
            return named
        entries = self.entries
        if not entries:
            hint = N_("Add one first: `{command}`.")
            raise Refused(N_("{name} has no event yet"), hint, name=self.partner.name, command=self._command_for_new)
        if named is not None:
            return self.named(named)
        meant = [entry for entry in entries if entry.event is not None and kind(entry.event)] or entries
        if len(meant) > 1:
            raise WhichEvent(meant)
        return meant[0]

    def named(self, slug: str) -> Entry:
        """The event of a slug. Raises Refused, WhichEvent."""
        found = [entry for entry in self.entries if slugs.same(entry.slug) == slugs.same(slug)]
        if len(found) > 1:
            message = N_("more than one event of {name} has the slug {slug}")
            raise Refused(message, N_("Give each a slug of its own first."), name=self.partner.name, slug=slug)
        if not found:
            known = [entry.slug for entry in self.entries if entry.slug]
            meant = close_to(slug, known)
            hint = N_("Did you mean {meant}?") if meant else N_("Use one of {known}.") if known else None
            message = N_("{name} has no event with the slug {slug}")
            raise Refused(message, hint, name=self.partner.name, slug=slug, meant=meant, known=", ".join(known))
        return found[0]

    @property
    def first_day(self) -> date:
        """The first on which an event can be that is published today."""
        return self.today + timedelta(days=self.hub.settings.lead_time)

    @property
    def terms(self) -> Terms:
        """Our words, as the reader says them."""
        return Terms(self.hub.language)

    def day_in_words(self, day: date) -> str:
        """A day as the reader says it."""
        return CalendarWords.of(self.hub.language).short_day(day)

    @property
    def _command_for_new(self) -> str:
        return f"partnerhub new event {self.partner.slug}"
