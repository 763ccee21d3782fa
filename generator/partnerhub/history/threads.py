"""The same event through the states of the branch: which entry of one state is which entry of the next.

A file's stem and a slug are the key, but files are renamed, events move between files, and slugs change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from partnerhub.record.facts import Facts, Hold
from partnerhub.record.model import Status
from partnerhub.record.neighbours import Neighbours
from partnerhub.record.partner import Event, UnreadableEvent
from partnerhub.record.settings import Settings

Judge = Callable[[Facts, Neighbours], Sequence[Hold]]
"""What holds back a file, in itself and among the others: the same today and in the past."""

Instant = tuple[datetime, int]
"""A moment, and the number of the state in force: states may begin at the same moment, and each of them counts."""


@dataclass(frozen=True, eq=False)
class State:
    """What the branch held from one commit to the next, as far as it differs from the state before."""

    number: int
    """Counted from the oldest, 0."""
    commit: str
    """Empty for the files that are built, checked or proposed."""
    at: datetime
    """When it began, in UTC."""
    settings: Settings
    files: Mapping[str, Facts | None]
    """Path of a partner file that differs → its facts; None where it is gone."""
    renames: Mapping[str, str] = field(default_factory=dict)
    """Old path → new path, of partner files that git found renamed."""

    @property
    def instant(self) -> Instant:
        """When it began."""
        return self.at, self.number


@dataclass(frozen=True, eq=False)
class FileMoment:
    """A partner file from a moment on."""

    state: State
    facts: Facts | None
    """None where it is gone."""
    holds: Sequence[Hold]


@dataclass(frozen=True, eq=False)
class EventMoment:
    """An event from a moment on."""

    state: State
    file: PartnerThread
    facts: Facts | None
    """Of the file; None where it is gone."""
    event: Event | None = None
    fragment: UnreadableEvent | None = None
    """What can be read of it, where it can't be read whole."""
    may_be_unread: bool = False
    """Whether it may stand in the file unread: the file, or an entry that may be it, can't be read."""


@dataclass(eq=False)
class PartnerThread:
    """One partner file through its names."""

    number: int
    moments: list[FileMoment] = field(default_factory=list)

    @property
    def facts(self) -> Facts | None:
        """As of the last state."""
        return self.moments[-1].facts


@dataclass(eq=False)
class EventThread:
    """One event through its names and places."""

    number: int
    before: EventThread | None = None
    """Another event that had the same key and was over."""
    moments: list[EventMoment] = field(default_factory=list)

    @property
    def last_event(self) -> Event:
        """As it could last be read."""
        return next(moment.event for moment in reversed(self.moments) if moment.event is not None)

    def had(self, event: Event) -> bool:
        """Whether it ever had the start of an entry: one that is put back is as if nothing happened."""
        starts = (instant(moment.event) for moment in self.moments if moment.event is not None)
        return any(start == instant(event) for start in starts)

    @property
    def key(self) -> tuple[str, str]:
        """Of the file and of the event, as slugs are compared."""
        return self.last_event.partner.key, self.last_event.key


def instant(event: Event) -> datetime:
    """The start, in UTC: the same whatever zone it is written in."""
    return event.start.astimezone(UTC)


class Threads:
    """Follows partners and events from state to state."""

    def __init__(self) -> None:
        self.files: dict[str, PartnerThread] = {}
        """Path → the thread of the file that lies there now."""
        self.all_files: list[PartnerThread] = []
        self.events: list[EventThread] = []
        self._in_file: dict[str, list[EventThread]] = defaultdict(list)
        """Path → the events that stand there, or may stand there unread."""
        self._gone: dict[tuple[str, str], EventThread] = {}
        """Key → the event that had it last and is in no file now."""
        self._gone_files: dict[str, PartnerThread] = {}
        """Name, as slugs are compared → the partner that had it last and whose file is gone."""

    def follow(self, state: State, holds: Mapping[str, Sequence[Hold]]) -> None:
        """Go on to a state; `holds` are those of each file in it, also of files whose holds alone changed."""
        for old, new in state.renames.items():
            self._rename(old, new, state)
        for path, found in holds.items():
            self._place(path, state.files[path] if path in state.files else self.files[path].facts, found, state)
        for path, facts in state.files.items():
            if facts is None and (thread := self.files.pop(path, None)) is not None:
                if thread.facts is not None:
                    self._gone_files[thread.facts.key] = thread
                thread.moments.append(FileMoment(state, None, ()))
        self._match(state)

    def _rename(self, old: str, new: str, state: State) -> None:
        if old in self.files and new not in self.files and state.files.get(new) is not None:
            self.files[new] = self.files.pop(old)
            self._in_file[new] = self._in_file.pop(old, [])

    def _place(self, path: str, facts: Facts | None, holds: Sequence[Hold], state: State) -> None:
        if facts is None:
            return
        if path not in self.files:
            # A partner whose file was deleted may be back under its name.
            thread = self._gone_files.pop(facts.key, None)
            if thread is None:
                thread = PartnerThread(len(self.all_files))
                self.all_files.append(thread)
            self.files[path] = thread
        self.files[path].moments.append(FileMoment(state, facts, holds))

    def _match(self, state: State) -> None:
        left: dict[str, list[EventThread]] = {}
        entries: dict[str, list[Event]] = {}
        files: dict[str, PartnerThread] = {}
        for path, facts in state.files.items():
            thread = self.files.get(path)
            threads = self._in_file.pop(path, [])
            if facts is not None and thread is not None and facts.partner is None:
                # A file that can't be read is passed over.
                for unread in threads:
                    unread.moments.append(EventMoment(state, thread, facts, may_be_unread=True))
                self._in_file[path] = threads
                continue
            left[path], entries[path] = threads, list(facts.partner.events) if facts and facts.partner else []
            files[path] = thread or (threads[0].moments[-1].file if threads else PartnerThread(-1))
        taken: dict[Event, EventThread] = {}
        _pair_between_files(left, entries, taken)
        for path, threads in left.items():
            _pair_new_slugs(threads, entries[path], taken)
        for path, threads in left.items():
            self._pair_keys(threads, entries[path], taken, state)
        for path, threads in left.items():
            facts = state.files[path]
            for event in entries[path]:
                followed = taken.get(event) or self._begin()
                followed.moments.append(EventMoment(state, files[path], facts, event))
                self._in_file[path].append(followed)
            matched = set(map(id, taken.values()))
            self._leave(path, [each for each in threads if id(each) not in matched], facts, files[path], state)

    def _begin(self, before: EventThread | None = None) -> EventThread:
        self.events.append(EventThread(len(self.events), before))
        return self.events[-1]

    def _pair_keys(
        self, threads: Iterable[EventThread], entries: Iterable[Event], taken: dict[Event, EventThread], state: State
    ) -> None:
        """An event keeps its key, or comes back under it; once it is over, a new start is another one's."""
        moved = set(map(id, taken.values()))
        by_key = {each.last_event.key: each for each in threads if id(each) not in moved}
        wanting: dict[str, list[Event]] = defaultdict(list)
        for event in entries:
            if event not in taken:
                wanting[event.key].append(event)
        for key, events in wanting.items():
            thread = by_key.get(key) or self._gone.get((events[0].partner.key, key))
            if thread is None:
                continue
            event = next((each for each in events if instant(each) == instant(thread.last_event)), events[0])
            self._gone.pop(thread.key, None)
            if not thread.had(event) and _is_over(thread.last_event, state.at):
                taken[event] = self._begin(before=thread)
            else:
                taken[event] = thread

    def _leave(
        self,
        path: str,
        threads: Sequence[EventThread],
        facts: Facts | None,
        file: PartnerThread,
        state: State,
    ) -> None:
        """What becomes of the events that are not among the entries that can be read."""
        unreadable = list(facts.partner.unreadable_events) if facts and facts.partner else []
        fragments = {thread: each for thread in threads for each in unreadable if _may_be(each, thread.last_event)}
        has_nameless = any(_slug_of(each, facts) is None for each in unreadable)
        for thread in threads:
            fragment = fragments.get(thread)
            is_unread = fragment is not None or has_nameless
            thread.moments.append(EventMoment(state, file, facts, None, fragment, may_be_unread=is_unread))
            if is_unread:
                self._in_file[path].append(thread)
            else:
                self._gone[thread.key] = thread


def _pair_between_files(
    left: Mapping[str, Sequence[EventThread]], entries: Mapping[str, Sequence[Event]], taken: dict[Event, EventThread]
) -> None:
    """An event that leaves one file and enters another, with the same start and the same slug or title."""
    entering: dict[tuple[object, ...], list[tuple[str, Event]]] = defaultdict(list)
    for path, events in entries.items():
        was = {name for thread in left[path] for name in _names(thread.last_event)}
        for event in events:
            for name in _names(event):
                if not set(_names(event)) & was:
                    entering[name].append((path, event))
    for path, threads in left.items():
        stays = {name for event in entries[path] for name in _names(event)}
        for thread in threads:
            names = list(_names(thread.last_event))
            if not set(names) & stays:
                wanted = (each for name in names for each in entering[name])
                entered = next((event for other, event in wanted if other != path and event not in taken), None)
                if entered is not None:
                    taken[entered] = thread


def _pair_new_slugs(threads: Sequence[EventThread], entries: Sequence[Event], taken: dict[Event, EventThread]) -> None:
    """An event whose slug changes: it alone with its start leaves, one enters, otherwise the same to members."""
    moved = set(map(id, taken.values()))
    old_keys = {thread.last_event.key for thread in threads}
    new_keys = {event.key for event in entries}
    leaving: dict[datetime, list[EventThread]] = defaultdict(list)
    entering: dict[datetime, list[Event]] = defaultdict(list)
    for thread in threads:
        if id(thread) not in moved and thread.last_event.key not in new_keys:
            leaving[instant(thread.last_event)].append(thread)
    for event in entries:
        if event not in taken and event.key not in old_keys:
            entering[instant(event)].append(event)
    for start, gone in leaving.items():
        came = entering[start]
        if len(gone) == len(came) == 1 and _is_same_to_members(gone[0].last_event, came[0]):
            taken[came[0]] = gone[0]


def _is_same_to_members(old: Event, new: Event) -> bool:
    """Whether nothing that members see changed but the slug, or the title from which it is made."""
    if old.title == new.title:
        return True
    if old.record.slug is not None or new.record.slug is not None:
        return False
    unseen = {"title": {"": ""}, "agreed": None, "announced": (), "thanked_on": None}
    return old.record.model_copy(update=unseen) == new.record.model_copy(update=unseen)


def _names(event: Event) -> tuple[tuple[object, ...], ...]:
    return (instant(event), "slug", event.key), (instant(event), "title", event.title)


def _is_over(event: Event, at: datetime) -> bool:
    return event.record.status is not Status.POSTPONED and event.end <= at


def _slug_of(fragment: UnreadableEvent, facts: Facts | None) -> str | None:
    return fragment.key(facts.partner.settings) if facts and facts.partner else None


def _may_be(fragment: UnreadableEvent, event: Event) -> bool:
    return fragment.key(event.partner.settings) == event.key
