"""Judging what git tells: since when the publishing branch has held an event, was a photo replaced under its consent.

The branch is read along its first parents, following renames, by parsing the file at each commit that touched it:
reordering, quoting or reformatting change nothing. The committer's day counts, which is the day of the merge.
Where git fails, or there is no such branch, there is no history here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path

from partnerhub.history.git import Commit, GitFailed, NoBranch, Repository
from partnerhub.record import schedule
from partnerhub.record.model import Announcement, Decision, Event, Partner, Publication, Record, Status, one_text
from partnerhub.record.parse import parse
from partnerhub.record.read import read_bytes
from partnerhub.record.settings import Settings
from partnerhub.words import slugs


@dataclass(frozen=True)
class EventRevision:
    """How often, and when last, what members see of an event changed."""

    sequence: int = 0
    """Changes since it was public for the first time."""
    changed_at: datetime | None = None
    """In UTC; None where no history tells."""
    published_at: datetime | None = None
    """When it was public for the first time, in UTC; None where no history tells."""
    material_changes: int = 0
    """Changes of time, place or status: those that somebody who means to come must know."""
    materially_changed_at: datetime | None = None
    """The last of them, in UTC."""


@dataclass(frozen=True)
class Revision:
    """A partner file as one commit of the branch left it."""

    commit: str
    day: date
    """The committer's, in the hub's zone."""
    record: Record | None
    """None where the file was not there, or could not be read."""


class History:
    """What git tells of a hub: the history of the publishing branch, and of the revision that is looked at."""

    def __init__(self, hub: Path, settings: Settings, head: str = "HEAD") -> None:
        """`head` is the revision that is looked at: the one that is checked out, or the one under review."""
        self.hub = hub
        self.settings = settings
        self.head = head
        self._partners: dict[str, Partner | None] = {}

    @cached_property
    def repository(self) -> Repository | None:
        """None outside git, and where git fails."""
        try:
            return Repository.find(self.hub)
        except GitFailed:
            return None

    @cached_property
    def cut_off(self) -> frozenset[str]:
        """The commits behind which a shallow clone knows nothing."""
        return frozenset(commit.hash for commit in [*self._branch, *self._head] if commit.is_cut_off)

    def revisions(self, path: str) -> Sequence[Revision]:
        """The states of a partner file on the publishing branch, the newest first.

        `path` is relative to the hub. The last revision of a complete history is the one that brought the file.
        """
        return [
            Revision(version.commit, self._day(version.at), version.partner.record if version.partner else None)
            for version in reversed(self.versions([path])[path])
        ]

    def versions(self, paths: Iterable[str]) -> Mapping[str, Sequence[Version]]:
        """Path of a partner file → its versions on the publishing branch, the oldest first."""
        if self.repository is None:
            return {path: [] for path in paths}
        found: dict[str, list[tuple[str, datetime, str | None]]] = {path: [] for path in paths}
        names = {f"{self.repository.prefix}{path}": path for path in found}
        for commit in reversed(self._branch):
            for change in commit.changes:
                name = change.after or change.before or ""
                if (path := names.get(name)) is not None:
                    found[path].append((commit.hash, _moment(commit), change.blob_after))
                    if change.status in "RA":
                        del names[name]
                    if change.status == "R" and change.before is not None:
                        names[change.before] = path
        partners = self._read([blob for versions in found.values() for _, _, blob in versions if blob])
        return {
            path: [Version(commit, at, partners[blob] if blob else None) for commit, at, blob in reversed(versions)]
            for path, versions in found.items()
        }

    def photo_was_replaced(self, partner: Partner, photo: str) -> bool:
        """Whether a photo changed after its consent was given, without the consent being given anew.

        `photo` is its path, relative to the hub.
        """
        consent = partner.record.photo.consent
        change = self._photo_changes.get(photo)
        # Only a photo that took another's place is news: the first one came with the consent, or after it.
        if consent is None or change is None or not change.is_replacement:
            return False
        if change.commit in self.cut_off or change.day <= consent.given_on:
            return False
        before = self._record_before(change.commit, partner.path)
        return before is not None and before.photo.consent == consent

    @cached_property
    def _photo_changes(self) -> Mapping[str, _Change]:
        """Path → the newest commit, up to `head`, that changed its bytes; asked once for all photos."""
        changes: dict[str, _Change] = {}
        for commit in reversed(self._head):
            for each in commit.changes:
                if self.repository and each.after is not None and each.blob_before != each.blob_after:
                    path = each.after.removeprefix(self.repository.prefix)
                    day = self._day(_moment(commit))
                    changes.setdefault(path, _Change(commit.hash, day, is_replacement=each.status == "M"))
        return changes

    @cached_property
    def _branch(self) -> Sequence[Commit]:
        """The publishing branch, the oldest commit first."""
        try:
            tip = self.repository and self.repository.tip(self.settings.publishing_branch)
            return self.repository.first_parents(tip.commit) if self.repository and tip else ()
        except (GitFailed, NoBranch):
            return ()

    @cached_property
    def _head(self) -> Sequence[Commit]:
        try:
            head = self.repository and self.repository.commit(self.head)
            return self.repository.first_parents(head) if self.repository and head else ()
        except GitFailed:
            return ()

    def _record_before(self, commit: str, path: str) -> Record | None:
        try:
            before = self.repository and self.repository.commit(f"{commit}^")
            tree = self.repository.tree(before) if self.repository and before else {}
        except GitFailed:
            return None
        entry = tree.get(f"{self.repository.prefix if self.repository else ''}{path}")
        partner = self._read([entry.blob])[entry.blob] if entry else None
        return partner.record if partner else None

    def _read(self, blobs: Iterable[str]) -> Mapping[str, Partner | None]:
        new = [blob for blob in dict.fromkeys(blobs) if blob not in self._partners]
        if new and self.repository:
            try:
                for blob, data in zip(new, self.repository.blobs(new), strict=True):
                    self._partners[blob] = _read(data) if data is not None else None
            except GitFailed:
                self._partners.update({blob: None for blob in new if blob not in self._partners})
        return self._partners

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.settings.zone).date()


def _moment(commit: Commit) -> datetime:
    """When it was committed; of a commit without a date the last that there is, which is never in time."""
    last = datetime.max.replace(tzinfo=UTC) - timedelta(days=2)
    return last if commit.seconds is None else min(datetime.fromtimestamp(commit.seconds, UTC), last)


def write_partners(repository: Repository, commit: str, folder: Path) -> None:
    """Write content/partners as a commit has it below a folder; links become links to nowhere."""
    wanted = f"{repository.prefix}content/partners/"
    files = {path: entry for path, entry in repository.tree(commit).items() if path.startswith(wanted)}
    for (name, entry), blob in zip(files.items(), repository.blobs(each.blob for each in files.values()), strict=True):
        path = folder / name.removeprefix(repository.prefix)
        path.parent.mkdir(parents=True, exist_ok=True)
        if entry.mode.startswith("100"):
            path.write_bytes(blob or b"")
        else:
            path.symlink_to("nowhere")


@dataclass(frozen=True)
class Version:
    """A partner file as one commit of the branch left it."""

    commit: str
    at: datetime
    """The committer's, in UTC."""
    partner: Partner | None
    """None where it was deleted, or could not be read."""


def _read(data: bytes) -> Partner | None:
    source = read_bytes("", "", data)
    return parse(source, None).partner if source.front_matter else None


@dataclass(frozen=True)
class _Change:
    commit: str
    day: date
    is_replacement: bool
    """False for the commit that brought the photo."""


def publications(partners: Iterable[Partner], history: History, now: datetime) -> Mapping[tuple[str, int], Publication]:
    """Path and place of each event nearer than the lead time → what the publishing branch knows of it."""
    found: dict[tuple[str, int], Publication] = {}
    for partner in partners:
        asking = [event for event in partner.events if _asks(event, history.settings, now)]
        if asking:
            revisions = list(history.revisions(partner.path))
            for event in asking:
                found[partner.path, event.index] = _publication(event, revisions, history)
    return found


def _asks(event: Event, settings: Settings, now: datetime) -> bool:
    start = schedule.start_of(event, settings)
    days = (start.astimezone(settings.zone).date() - now.date()).days
    return event.status is Status.SCHEDULED and start > now and days < settings.lead_time


def _publication(event: Event, revisions: Sequence[Revision], history: History) -> Publication:
    settings = history.settings
    since: Revision | None = None
    for revision in revisions:
        if not _holds(revision.record, event, settings):
            break
        since = revision
    ends_in_the_dark = since is not None and since is revisions[-1] and since.commit in history.cut_off
    return Publication(
        since=since.day if since else None,
        is_cut_off=ends_in_the_dark,
        stale=frozenset(_stale_announcements(event, revisions, settings)),
    )


def last_public(versions: Sequence[Version], history: History, now: datetime) -> Sequence[Event]:
    """The events of a partner file that have not ended, as the publishing branch last held them in time.

    These were announced to members, whatever became of them since.
    """
    settings = history.settings
    revisions = [
        Revision(
            version.commit,
            version.at.astimezone(settings.zone).date(),
            version.partner.record if version.partner else None,
        )
        for version in reversed(versions)
    ]
    found: dict[str, Event] = {}
    for place, revision in enumerate(revisions):
        for event in _publishable(revision.record):
            is_over = schedule.end_of(event, settings) <= now
            if not is_over and _identity(event, settings) not in found:
                publication = _publication(event, revisions[place:], history)
                if publication.is_cut_off or _was_in_time(event, publication, settings):
                    found[_identity(event, settings)] = event
    return list(found.values())


def _was_in_time(event: Event, publication: Publication, settings: Settings) -> bool:
    published = [entry.date for entry in event.announced if entry not in publication.stale]
    published += [publication.since] if publication.since else []
    start = schedule.start_of(event, settings).astimezone(settings.zone).date()
    return any((start - day).days >= settings.lead_time for day in published)


def _publishable(record: Record | None) -> Iterator[Event]:
    """The events of a revision that could be shown."""
    if record is None or record.vetting.decision is not Decision.APPROVED or record.photo.consent is None:
        return
    for event in record.events:
        agreed = event.agreed is not None and event.agreed.us is not None and event.agreed.them is not None
        if agreed and event.status is Status.SCHEDULED:
            yield event


def _holds(record: Record | None, event: Event, settings: Settings) -> bool:
    """Whether a revision has the event with this start in a publishable state."""
    known = {_identity(each, settings) for each in record.events} if record else set()
    start = schedule.start_of(event, settings).astimezone(UTC)
    for each in _publishable(record):
        # A slug that the revision does not know is a new name: then the start alone tells the event.
        is_it = _identity(each, settings) == _identity(event, settings) or _identity(event, settings) not in known
        if is_it and schedule.start_of(each, settings).astimezone(UTC) == start:
            return True
    return False


def _stale_announcements(event: Event, revisions: Iterable[Revision], settings: Settings) -> Iterator[Announcement]:
    """Announcements that already stood in the file when the event had another start: they told of another evening."""
    start = schedule.start_of(event, settings).astimezone(UTC)
    for revision in revisions:
        for each in revision.record.events if revision.record else ():
            same = _identity(each, settings) == _identity(event, settings)
            if same and schedule.start_of(each, settings).astimezone(UTC) != start:
                yield from set(each.announced) & set(event.announced)


@cache
def _identity_of(slug: str | None, title: str) -> str:
    return slugs.same(slug or slugs.slugify(title))


def _identity(event: Event, settings: Settings) -> str:
    return _identity_of(event.slug, one_text(event.title, settings.language))


def event_revisions(
    wanted: Mapping[str, Iterable[tuple[Event, Partner | None]]],
    versions: Mapping[str, Sequence[Version]],
    settings: Settings,
    now: datetime,
) -> Mapping[tuple[str, str], EventRevision]:
    """Path and slug of an event → how often, and when last, what members see of it changed since it was public.

    `wanted` holds, by the path of a partner file, events with the partner that shows them today; None for one that
    is not shown any more. A change that is not committed is one of `now`.
    """
    found = {}
    for path, events in wanted.items():
        for event, partner in events:
            identity = _identity(event, settings)
            states = [(version.at, _seen(version.partner, identity, settings)) for version in versions.get(path, ())]
            is_known = bool(states)
            states.append((now.astimezone(UTC), _shown(partner, event, settings) if partner else None))
            began = list(_began(states))
            material = list(_began([(at, state and state[0]) for at, state in states]))
            found[path, identity] = EventRevision(
                sequence=max(len(began) - 1, 0),
                changed_at=began[-1][0] if is_known and began else None,
                published_at=began[0][0] if is_known and began else None,
                material_changes=max(len(material) - 1, 0),
                materially_changed_at=material[-1][0] if is_known and len(material) > 1 else None,
            )
    return found


def _began(states: Iterable[tuple[datetime, object]]) -> Iterator[tuple[datetime, object]]:
    """The states that differ from the one before, from the first time that there is one."""
    last: object = None
    for at, state in states:
        if state != last:
            last = state
            yield at, state


def _seen(partner: Partner | None, identity: str, settings: Settings) -> tuple[str, str] | None:
    """What members see of an event in a version of its file; None where it is not public."""
    if partner is None or partner.decision is not Decision.APPROVED or partner.record.photo.consent is None:
        return None
    event = next((each for each in partner.events if _identity(each, settings) == identity), None)
    agreed = event.agreed if event else None
    return _shown(partner, event, settings) if event and agreed and agreed.us and agreed.them else None


def _shown(partner: Partner, event: Event, settings: Settings) -> tuple[str, str]:
    """What somebody who means to come must know of an event, and all that is shown of it."""
    times = (schedule.start_of(event, settings).astimezone(UTC), schedule.end_of(event, settings).astimezone(UTC))
    material = (times, event.place, event.online, event.status)
    gift = event.members_get or partner.record.vetting.win_win.members
    texts = (event.summary or [body.text for body in partner.bodies], gift, partner.record.name)
    return repr(material), repr((material, event.title, event.link, event.tags, event.timezone, event.cohosts, texts))


def identity_of(event: Event, settings: Settings) -> str:
    """By what an event is known through its history: its slug, else its title's."""
    return _identity(event, settings)
