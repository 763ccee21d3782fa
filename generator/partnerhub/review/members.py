"""What a proposal means to members: what they see once it is merged, what not yet and why, and what they lose.

Asked of the very things that a build asks: the timeline, and what findings of today hold back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from partnerhub import publish
from partnerhub.checks import RULES, Hub
from partnerhub.history.story import EventStory, Standing
from partnerhub.publish import NOTHING, HeldBack
from partnerhub.record.facts import Facts
from partnerhub.record.model import Decision
from partnerhub.record.partner import Event, Partner
from partnerhub.review.questions import Row, Rows, preview_by_part
from partnerhub.review.statement import Statement, counted
from partnerhub.words.finding import Finding, Severity
from partnerhub.words.terms import N_, Term


@dataclass(frozen=True)
class Side:
    """A hub at one revision, with all findings about it."""

    hub: Hub
    findings: Sequence[Finding]
    held_back: HeldBack = NOTHING
    """What findings about the hub as a whole hold back."""

    @cached_property
    def files(self) -> Mapping[str, Facts]:
        """Path → the facts of a partner file."""
        return {file.path: file for file in self.hub.files}

    @cached_property
    def findings_of(self) -> Mapping[str, Sequence[Finding]]:
        """Path → the findings about a file; nothing for one without any."""
        found = defaultdict[str, list[Finding]](list)
        for finding in self.findings:
            found[finding.path].append(finding)
        return found

    @cached_property
    def known(self) -> Mapping[str, tuple[EventStory, Standing]]:
        """UID → an event of which members know, and what they see of it."""
        stories = self.hub.timeline.events
        return {story.edition.uid: (story, self.standing_of(story)) for story in stories if story.edition}

    @cached_property
    def known_of(self) -> Mapping[str, Sequence[str]]:
        """Path → the UIDs of the events in a file of which members know."""
        found = defaultdict[str, list[str]](list)
        for uid, (story, _) in self.known.items():
            found[story.path].append(uid)
        return found

    def standing(self, path: str | None) -> Standing:
        """What members see of the partner of a file."""
        file = self.files.get(path or "")
        story = file and publish.story_of_partner(file, self.hub, self.held_back)
        return story.standing if story else Standing.HIDDEN

    def standing_of(self, story: EventStory) -> Standing:
        """What members see of an event."""
        told = publish.story_of_event(story, self.held_back)
        return told.standing if told and told.edition and told.last_shown else Standing.HIDDEN


_SEEN = (Standing.SHOWN, Standing.CORRECTED)


# What they see


@dataclass(frozen=True)
class Parts:
    """What there is to see of a partner, and of each of its events."""

    own: Rows = ()
    events: Mapping[Event, Rows] = field(default_factory=dict)

    @property
    def rows(self) -> Iterator[Row]:
        """One after the other; an event's begin with its title."""
        yield from self.own
        for rows in self.events.values():
            yield from rows

    def beyond(self, before: Parts, earlier: Mapping[Event, Event]) -> Iterator[Row]:
        """The rows that are others than before; `earlier` holds each event as it was."""
        yield from (row for row in self.own if row not in before.own)
        for event, (title, *rows) in self.events.items():
            was = before.events.get(earlier[event], ()) if event in earlier else ()
            changed = [row for row in (title, *rows) if row not in was]
            if changed:
                yield title
                yield from (row for row in changed if row != title)

    def with_those_of(self, other: Parts) -> Parts:
        """Both; each part is in one of them."""
        return Parts([*self.own, *other.own], {**self.events, **other.events})


def visible(partner: Partner | None, side: Side) -> tuple[Parts, Parts]:
    """What a build publishes of a partner, and what it would publish too if nothing held it back."""
    if partner is None:
        return Parts(), Parts()
    own, events = preview_by_part(partner, side.hub)
    shown = [event for event in events if side.standing_of(side.hub.timeline.event(event)) is Standing.SHOWN]
    is_shown = side.standing(partner.path) is Standing.SHOWN
    return (
        Parts(own if is_shown else (), {event: events[event] for event in shown}),
        Parts(() if is_shown else own, {event: rows for event, rows in events.items() if event not in shown}),
    )


_WHY: Mapping[str, Term] = {
    "event-not-agreed": N_("day and hour are not agreed yet"),
    "event-too-soon": N_("it would be too late to be published"),
    "vetting-expired": N_("the vetting does not reach that far"),
}
"""Rule → why it keeps an event from members."""


def not_public(partner: Partner, side: Side, events: Sequence[Event]) -> Iterator[Statement]:
    """What members won't see yet of a partner and of these of its events, and why."""
    standing = side.standing(partner.path)
    findings = side.findings_of[partner.path]
    if standing is Standing.CORRECTED:
        yield Statement(N_("the partner: members see only that it is being corrected"))
    elif standing is not Standing.SHOWN:
        yield _why_not(partner, findings)
        return
    for event in events:
        facts: dict[str, object] = {"title": event.title, "start": event.begins}
        match side.standing_of(side.hub.timeline.event(event)):
            case Standing.SHOWN:
                continue
            case Standing.CORRECTED:
                yield Statement(N_("{title}, {start}: members see only that it is being corrected"), facts)
                continue
        holding = next((each for each in findings if each.place[:2] == event.at() and _holds_back(each)), None)
        why = (_WHY.get(holding.rule) if holding else None) or N_("something is wrong with it, see the findings")
        if holding is None and not event.is_scheduled:
            why = N_("it was called off before members knew of it")
        yield Statement(N_("{title}, {start}: {why}"), {**facts, "why": why})


def _why_not(partner: Partner, findings: Sequence[Finding]) -> Statement:
    if partner.decision is Decision.PENDING:
        return Statement(N_("the partner and its events: the decision is pending"))
    if partner.decision is Decision.DECLINED:
        nothing = N_("the partner and its events")
        return Statement(N_("the partner and its events: they were declined"), {}, True, nothing)
    return Statement(N_("the partner and its events: something is wrong with the record, see the findings"))


def _holds_back(finding: Finding) -> bool:
    rule = RULES.get(finding.rule)
    return finding.severity is Severity.ERROR or bool(rule and rule.holds_back)


# What they lose


@dataclass(frozen=True)
class Losses:
    """What members know of a partner, and won't find any more."""

    coming: Sequence[Event] = ()
    """Events that are yet to come: withdrawn, as calendars and their addresses will say."""
    corrected: Sequence[Event] = ()
    """Events of which only what one needs to come is left."""
    over: int = 0
    """Pages of events that took place."""
    page: bool = False
    """The partner's page."""

    @property
    def called_off(self) -> Sequence[Event]:
        """The coming that somebody may keep the day for."""
        return [event for event in self.coming if event.is_scheduled]

    def statements(self, left: Collection[Event]) -> Iterator[Statement]:
        """The same in words; `left` are those of the coming that are not deleted, or go with all else."""
        for event in self.coming:
            facts = {"title": event.title, "start": event.begins}
            is_left = event in left
            yield Statement(
                N_("members know {title}, {start}: it will be withdrawn")
                if is_left
                else N_("event removed that members know: {title}, {start}; it will be withdrawn"),
                facts,
            )
        for event in self.corrected:
            facts = {"title": event.title, "start": event.begins}
            yield Statement(N_("members know {title}, {start}: they will see only that it is being corrected"), facts)
        if self.page:
            yield Statement(N_("the partner's page goes"))
        if self.over:
            yield counted(
                "the page of a past event goes, with what came of it",
                "the pages of {count} past events go, with what came of them",
                self.over,
            )


def losses(before: str | None, after: str | None, base: Side, head: Side) -> Losses:
    """What becomes of what members knew of the partner of a file; its paths before and after the change."""
    coming, corrected, over = [], [], 0
    for uid in base.known_of[before or ""]:
        story, standing = base.known[uid]
        if story.event is None or standing not in _SEEN:
            continue
        becomes = head.known[uid][1] if uid in head.known else Standing.HIDDEN
        if becomes not in _SEEN and story.event.end > base.hub.now:
            coming.append(story.event)
        elif becomes not in _SEEN:
            over += 1
        elif becomes is Standing.CORRECTED is not standing and story.event.end > base.hub.now:
            corrected.append(story.event)
    page = base.standing(before) in _SEEN and head.standing(after) not in _SEEN
    return Losses(coming, corrected, over, page)
