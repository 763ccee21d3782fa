"""The timeline: what members knew of each partner and event, from what the publishing branch held, state by state.

Pure. A past state is judged by the very holds that hold back today: `judge` says what holds back a file among others.
Everything that depends on the past is asked here (the file format, "What members knew").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from partnerhub.history.clock import Clock
from partnerhub.history.events import EventKnowledge, editions
from partnerhub.history.names import Names
from partnerhub.history.partners import CohostKnowledge, PartnerKnowledge
from partnerhub.history.story import EventStory, PartnerStory, Publication, Standing
from partnerhub.history.threads import EventThread, Judge, State, Threads
from partnerhub.record.facts import Facts
from partnerhub.record.neighbours import Neighbours
from partnerhub.record.partner import Event
from partnerhub.record.settings import Settings
from partnerhub.words.finding import Breach
from partnerhub.words.terms import Term


class Gap(StrEnum):
    """Why the past can't be told, where it should be."""

    SHALLOW = "history-shallow"
    UNAVAILABLE = "history-unavailable"


@dataclass(frozen=True)
class Past:
    """What is known of the branch."""

    branch: str = ""
    """Its name; empty outside a repository."""
    commit: str = ""
    """The one at its tip."""
    has_history: bool = False
    """False outside a repository, and before the first commit."""
    gap: Gap | None = None
    reason: str = ""
    """Git's own words, where it can't answer."""
    advice: Term = field(default_factory=lambda: Term(""))
    last_changed: Mapping[str, datetime] = field(default_factory=dict)
    """Path, relative to the hub, of a file that is none of a partner → the moment, in UTC, of the last commit of it."""


@dataclass(frozen=True, eq=False)
class Timeline:
    """What members know, at one moment."""

    past: Past
    events: Sequence[EventStory]
    """Of all that members know, and all that the files have."""
    files: Sequence[Facts]
    """Of the last state, by path."""
    neighbours: Neighbours
    """What those files know of each other."""
    left_out: Mapping[str, Breach]
    """Path of a file that can't be followed, on which a step of ours fails → why. Nothing is known of it."""
    _partners: Mapping[str, PartnerStory]
    _by_event: Mapping[Event, EventStory]
    _unknown: EventStory

    @property
    def branch(self) -> str:
        """The name of the publishing branch."""
        return self.past.branch

    @property
    def gap(self) -> Gap | None:
        """Why the past can't be told; None where it can, or where there is none."""
        return self.past.gap

    def partner(self, path: str) -> PartnerStory:
        """What members know of the partner whose file lies at a path."""
        return self._partners.get(path, PartnerStory(Standing.HIDDEN))

    def event(self, event: Event) -> EventStory:
        """What members know of an event of today's files."""
        return self._by_event.get(event, self._unknown)


def timeline(
    states: Sequence[State],
    past: Past,
    now: datetime,
    settings: Settings,
    judge: Judge,
    left_out: Mapping[str, Breach] | None = None,
) -> Timeline:
    """Follow the branch through its states, the oldest first, to `now`; `settings` are today's.

    Of the files `left_out`, path → why, the others know no more than neighbours do.
    """
    left_out = left_out or {}
    threads, names = Threads(), Names(is_whole=past.gap is None)
    for state in states:
        holds = names.follow(state, judge)
        threads.follow(state.without(left_out), {path: holds[path] for path in holds if path not in left_out})
    clock = Clock(states, now, settings.zone, past.has_history)
    partners = {thread: PartnerKnowledge(thread, clock) for thread in threads.all_files}
    cohosts = CohostKnowledge(partners.values())
    events: dict[EventThread | None, EventKnowledge] = {}
    for thread in threads.events:  # those that were before come before
        events[thread] = EventKnowledge(thread, partners, cohosts, clock, events.get(thread.before))
    made = editions(events.values(), settings, clock)
    stories = [known.story(made.get(known.thread)) for known in events.values()]
    return Timeline(
        past=past,
        events=stories,
        files=names.files,
        neighbours=names.neighbours,
        left_out=left_out,
        _partners={path: partners[thread].story() for path, thread in threads.files.items()},
        _by_event={story.event: story for story in stories if story.event is not None},
        _unknown=EventStory(Standing.HIDDEN, Publication(clock.day(now))),
    )
