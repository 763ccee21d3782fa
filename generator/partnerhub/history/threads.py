"""The same event through the states of the branch: which entry of one state is which entry of the next.

A file's stem and a slug are the key, but files are renamed, events move between files, and slugs change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property

from partnerhub.record.facts import Facts, Hold
from partnerhub.record.model import Status
from partnerhub.record.neighbours import Neighbours
from partnerhub.record.partner import Event, UnreadableEvent
from partnerhub.record.settings import Settings

Judge = Callable[[Facts, Neighbours], Sequence[Hold]]
"""What holds back a file, in itself and among the others: the same today and in the past."""

Instant = tuple[datetime, int]
"""A moment, and the number of the state in force: states may begin at the same moment, and each of them counts."""

Name = tuple[datetime, str, str]
"""By what an event is recognised in another file: its start, and its slug or its title."""


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
    site_url: str | None
    """The site's own address, as the branch held it: what the environment of a build says of it is not asked."""
    files: Mapping[str, Facts | None]
    """Path of a partner file that differs → its facts; None where it is gone."""
    renames: Mapping[str, str] = field(default_factory=dict)
    """Old path → new path, of partner files that git found renamed."""

    @property
    def instant(self) -> Instant:
        """When it began."""
        return self.at, self.number

    def without(self, paths: Container[str]) -> State:
        """The same without some files, under any of their names."""
        files = {path: facts for path, facts in self.files.items() if path not in paths}
        renames = {old: new for old, new in self.renames.items() if old not in paths and new not in paths}
        return replace(self, files=files, renames=renames) if len(files) < len(self.files) else self


@dataclass(frozen=True, eq=False)
class FileMoment:
    """A partner file from a moment on."""

    state: State
    facts: Facts | None
    """None where it is gone."""
    holds: Sequence[Hold]

    @cached_property
    def holds_of(self) -> Mapping[int | None, Sequence[Hold]]:
        """Those of each event, by its place in the file; for None, those of the partner with all of them."""
        by_event = defaultdict[int | None, list[Hold]](list)
        for hold in self.holds:
            by_event[hold.event].append(hold)
        return by_event


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

    @property
    def is_gone(self) -> bool:
        """Whether it stands nowhere any more."""
        return self.event is None and not self.may_be_unread


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
    _starts: set[datetime] = field(default_factory=set)

    def add(self, moment: EventMoment) -> None:
        """Go on to a moment."""
        self.moments.append(moment)
        if moment.event is not None:
            self._starts.add(instant(moment.event))

    @property
    def last_event(self) -> Event:
        """As it could last be read."""
        return next(moment.event for moment in reversed(self.moments) if moment.event is not None)

    def had(self, event: Event) -> bool:
        """Whether it ever had the start of an entry: one that is put back is as if nothing happened."""
        return instant(event) in self._starts

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
        for path, of_file in holds.items():
            self._place(path, state.files[path] if path in state.files else self.files[path].facts, of_file, state)
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
                    unread.add(EventMoment(state, thread, facts, may_be_unread=True))
                self._in_file[path] = threads
                continue
            left[path], entries[path] = threads, list(facts.partner.events) if facts and facts.partner else []
            files[path] = thread or (threads[0].moments[-1].file if threads else PartnerThread(-1))
        taken: dict[Event, EventThread] = {}
        for named in (_with_slug, _with_title):
            _pair_between_files(left, entries, taken, named)
        for path, threads in left.items():
            _pair_new_slugs(threads, entries[path], taken)
        for path, threads in left.items():
            self._pair_keys(threads, entries[path], taken, state)
        for path, threads in left.items():
            facts = state.files[path]
            for event in entries[path]:
                followed = taken.get(event) or self._begin()
                followed.add(EventMoment(state, files[path], facts, event))
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
        staying = [each for each in threads if id(each) not in moved]
        wanting = [event for event in entries if event not in taken]
        here = {each.last_event.key for each in staying}
        back = {event.key: self._gone.get((event.partner.key, event.key)) for event in wanting if event.key not in here}
        for event, thread in _same_keys([*staying, *(each for each in back.values() if each)], wanting).items():
            if self._gone.get(thread.key) is thread:
                del self._gone[thread.key]
            if _is_over(thread.last_event, state.at) and not thread.had(event):
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
        fragments = _fragments(threads, unreadable)
        hides_any = any(_slug_of(each, facts) is None for each in unreadable) or _hides_entries(facts)
        for thread in threads:
            fragment = fragments.get(thread)
            is_unread = fragment is not None or hides_any
            thread.add(EventMoment(state, file, facts, None, fragment, may_be_unread=is_unread))
            if is_unread:
                self._in_file[path].append(thread)
            else:
                self._gone[thread.key] = thread


def _pair_between_files(
    left: Mapping[str, Sequence[EventThread]],
    entries: Mapping[str, Sequence[Event]],
    taken: dict[Event, EventThread],
    named: Callable[[Event], Name],
) -> None:
    """An event that leaves one file and enters another, with the same start and the same slug or title."""
    if len(left) < 2:
        return
    moved = set(map(id, taken.values()))
    entering: dict[Name, list[tuple[str, Event]]] = defaultdict(list)
    for path, events in entries.items():
        was = {name for thread in left[path] for name in _names(thread.last_event)}
        for event in events:
            if event not in taken and not _names(event) & was:
                entering[named(event)].append((path, event))
    for path, threads in left.items():
        stays = {name for event in entries[path] for name in _names(event)}
        for thread in threads:
            if id(thread) not in moved and not _names(thread.last_event) & stays:
                wanted = entering[named(thread.last_event)]
                entered = next((event for other, event in wanted if other != path and event not in taken), None)
                if entered is not None:
                    taken[entered] = thread


def _pair_new_slugs(threads: Sequence[EventThread], entries: Sequence[Event], taken: dict[Event, EventThread]) -> None:
    """An event whose slug changes: it alone with its start leaves, one enters, otherwise the same to members."""
    moved = set(map(id, taken.values()))
    here = [each for each in threads if id(each) not in moved]
    free = [event for event in entries if event not in taken]
    kept = _same_keys(here, free)
    staying = set(map(id, kept.values()))
    leaving: dict[datetime, list[EventThread]] = defaultdict(list)
    entering: dict[datetime, list[Event]] = defaultdict(list)
    for thread in here:
        if id(thread) not in staying:
            leaving[instant(thread.last_event)].append(thread)
    for event in free:
        if event not in kept:
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


def _same_keys(threads: Iterable[EventThread], entries: Iterable[Event]) -> dict[Event, EventThread]:
    """Entry → the event that has its key: of several, those with one start belong together, then the first."""
    by_key: dict[str, tuple[list[EventThread], list[Event]]] = defaultdict(lambda: ([], []))
    for thread in threads:
        by_key[thread.last_event.key][0].append(thread)
    for event in entries:
        by_key[event.key][1].append(event)
    pairs: dict[Event, EventThread] = {}
    for had, have in by_key.values():
        starts = {instant(event): event for event in reversed(have)}
        left: list[EventThread] = []
        for thread in had:
            if instant(thread.last_event) in starts:
                pairs[starts.pop(instant(thread.last_event))] = thread
            else:
                left.append(thread)
        rest = (event for event in have if event not in pairs)
        pairs.update(zip(rest, left, strict=False))
    return pairs


def _with_slug(event: Event) -> Name:
    return instant(event), "slug", event.key


def _with_title(event: Event) -> Name:
    return instant(event), "title", event.title


def _names(event: Event) -> set[Name]:
    return {_with_slug(event), _with_title(event)}


def _is_over(event: Event, at: datetime) -> bool:
    return event.record.status is not Status.POSTPONED and event.end <= at


def _slug_of(fragment: UnreadableEvent, facts: Facts | None) -> str | None:
    return fragment.key(facts.partner.settings) if facts and facts.partner else None


def _hides_entries(facts: Facts | None) -> bool:
    """Whether the list of events itself may stand there unread: under a misspelt name, or where a list should be."""
    return facts is not None and facts.partner is not None and any(len(field) < 2 for field in facts.partner.broken)


def _fragments(
    threads: Iterable[EventThread], unreadable: Sequence[UnreadableEvent]
) -> dict[EventThread, UnreadableEvent]:
    """Event → the entry that may be it and can't be read whole: it has its key, by the settings of then."""
    keys: dict[int, dict[str | None, UnreadableEvent]] = {}
    found: dict[EventThread, UnreadableEvent] = {}
    for thread in threads if unreadable else ():
        event = thread.last_event
        settings = event.partner.settings
        if id(settings) not in keys:
            keys[id(settings)] = {each.key(settings): each for each in unreadable}
        if event.key in keys[id(settings)]:
            found[thread] = keys[id(settings)][event.key]
    return found
