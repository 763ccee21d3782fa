"""Questions to git: since when has the publishing branch held an event, and was a photo replaced under its consent.

The branch is read along its first parents, following renames, by parsing the file at each commit that touched it:
reordering, quoting or reformatting change nothing. The committer's day counts, which is the day of the merge.
What git cannot know: a fast-forward keeps the days of the commits that it brings.
"""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, cached_property
from pathlib import Path

from partnerhub.record import schedule
from partnerhub.record.model import Announcement, Decision, Event, Partner, Publication, Record, Status, one_text
from partnerhub.record.parse import parse
from partnerhub.record.read import read_bytes
from partnerhub.record.settings import Settings
from partnerhub.site.model import EventRevision
from partnerhub.words import slugs


@dataclass(frozen=True)
class Revision:
    """A partner file as one commit of the branch left it."""

    commit: str
    day: date
    """The committer's, in the hub's zone."""
    record: Record | None
    """None where the file was not there, or could not be read."""


class Repository:
    """The git repository in which a hub lies. Nothing is written, and no revision is checked out."""

    def __init__(self, hub: Path, settings: Settings, head: str = "HEAD") -> None:
        """`head` is the revision that is looked at: the one that is checked out, or the one under review."""
        self.hub = hub
        self.settings = settings
        self.head = head

    @cached_property
    def prefix(self) -> str | None:
        """Where the hub lies in the repository, with a slash at its end; None outside git, or without git."""
        return self._ask("rev-parse", "--show-prefix")

    @cached_property
    def branch(self) -> str | None:
        """The commit at the tip of the publishing branch; None where there is none."""
        wanted = self.settings.publishing_branch
        names = (
            [f"refs/remotes/origin/{wanted}", f"refs/heads/{wanted}"]
            if wanted
            else [
                "refs/remotes/origin/HEAD",
                "refs/remotes/origin/main",
                "refs/remotes/origin/master",
                "refs/heads/main",
                "refs/heads/master",
            ]
        )
        found = (self._ask("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}") for name in names)
        return next((commit for commit in found if commit), None)

    @cached_property
    def cut_off(self) -> frozenset[str]:
        """The commits behind which a shallow clone knows nothing."""
        file = self._ask("rev-parse", "--git-path", "shallow")
        path = self.hub / file if file else None
        return frozenset(path.read_text(encoding="ascii").split()) if path and path.exists() else frozenset()

    def revisions(self, path: str) -> Iterator[Revision]:
        """The states of a partner file on the publishing branch, the newest first.

        `path` is relative to the hub. The last revision of a complete history is the one that brought the file.
        """
        if self.prefix is None or self.branch is None:
            return
        log = self._ask(
            "log", "--first-parent", "--follow", "-M", "--format=%x01%H %ct", "--name-only", "-z",
            self.branch, "--", path,
        )  # fmt: skip
        for entry in (log or "").split("\x01")[1:]:
            header, _, names = entry.replace("\0", "\n").strip("\n").partition("\n")
            commit, seconds = header.split()
            name = names.strip("\n") or self.prefix + path
            yield Revision(commit, self._day(int(seconds)), self._record(f"{commit}:{name}"))

    def versions(self, paths: Iterable[str]) -> Mapping[str, Sequence[Version]]:
        """Path of a partner file → its versions on the publishing branch, the oldest first; asked once for all."""
        if self.prefix is None or self.branch is None:
            return {}
        log = self._ask(
            "log", "--first-parent", "-m", "-M", "--raw", "--no-abbrev", "-z", "--format=%x01%H %ct",
            self.branch, "--", f"{self.prefix}content/partners",
        )  # fmt: skip
        found: dict[str, list[tuple[str, int, str]]] = {path: [] for path in paths}
        names = {f"{self.prefix}{path}": path for path in found}
        for entry in (log or "").split("\x01")[1:]:
            header, *fields = [each for each in entry.replace("\n", "\0").split("\0") if each]
            commit, seconds = header.split()
            rest = iter(fields)
            for raw in rest:
                status = raw.split()[4]
                old = next(rest)
                name = next(rest) if status[0] in "RC" else old
                if (path := names.get(name)) is not None:
                    found[path].append((commit, int(seconds), raw.split()[3]))
                    if status[0] in "RA":
                        del names[name]
                    if status[0] == "R":
                        names[old] = path
        hashes = list(dict.fromkeys(blob for versions in found.values() for _, _, blob in versions))
        partners = dict(zip(hashes, map(_read, self._blobs([blob.encode() for blob in hashes])), strict=True))
        return {
            path: [
                Version(commit, datetime.fromtimestamp(at, UTC), partners[blob])
                for commit, at, blob in reversed(versions)
            ]
            for path, versions in found.items()
        }

    def _record(self, object_name: str) -> Record | None:
        data = self._bytes("cat-file", "blob", object_name)
        partner = _read(data) if data is not None else None
        return partner.record if partner else None

    def commit(self, revision: str) -> str | None:
        """The commit that a revision names; None for an unknown one."""
        return self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}") or None

    def where_parted(self, one: str, other: str) -> str | None:
        """The newest commit that two commits have in common; None where a shallow history does not hold it."""
        return self._ask("merge-base", one, other) or None

    def changes(self, before: str, after: str) -> Sequence[FileChange]:
        """The files of the repository that differ between two commits, by path."""
        output = self._ask("diff", "--name-status", "-M", "--no-relative", "-z", before, after) or ""
        fields = iter(output.split("\0"))
        found = []
        for status in fields:
            if status.startswith(("R", "C")):
                old, new = next(fields), next(fields)
                found.append(FileChange(old if status.startswith("R") else None, new, status != "R100"))
            elif status:
                path = next(fields)
                found.append(FileChange(None if status == "A" else path, None if status == "D" else path))
        return found

    def write_partners(self, commit: str, folder: Path) -> None:
        """Write content/partners as a commit has it below a folder; links become links to nowhere."""
        prefix = self.prefix or ""
        listed = self._bytes("ls-tree", "-r", "-z", "--full-tree", commit, "--", f"{prefix}content/partners") or b""
        entries = [entry.split(b"\t", 1) for entry in listed.split(b"\0") if entry]
        blobs = self._blobs([about.split()[2] for about, _ in entries])
        for (about, name), blob in zip(entries, blobs, strict=True):
            path = folder / os.fsdecode(name).removeprefix(prefix)
            path.parent.mkdir(parents=True, exist_ok=True)
            if about.startswith(b"100"):
                path.write_bytes(blob)
            else:
                path.symlink_to("nowhere")

    def _blobs(self, names: Sequence[bytes]) -> Iterator[bytes]:
        """The contents of git's objects, one after the other, from one process."""
        output = io.BytesIO(self._bytes("cat-file", "--batch", given=b"\n".join(names) + b"\n") or b"")
        for _ in names:
            header = output.readline().split()
            if len(header) == 3:
                yield output.read(int(header[2]))
                output.read(1)
            else:
                yield b""  # git does not have it

    def changed_since(self, revision: str) -> frozenset[str] | None:
        """The files, relative to the hub, that differ from a revision, untracked ones too; None for an unknown one.

        A partner file differs when its photo does.
        """
        commit = self.commit(revision)
        if commit is None:
            return None
        names = [
            *(self._ask("diff", "--name-only", "--relative", "-z", commit, "--", ".") or "").split("\0"),
            *(self._ask("ls-files", "--others", "--exclude-standard", "-z", "--", ".") or "").split("\0"),
        ]
        changed = {name for name in names if name}
        return frozenset(changed | {str(Path(name).with_suffix(".md")) for name in changed})

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
        before = self._record(f"{change.commit}^:{self.prefix}{partner.path}")
        return before is not None and before.photo.consent == consent

    @cached_property
    def _photo_changes(self) -> Mapping[str, _Change]:
        """Path → the newest commit, up to `head`, that changed its bytes; asked once for all photos."""
        if self.prefix is None:
            return {}
        log = self._ask(
            "log", "--first-parent", "-m", "--no-renames", "--raw", "--no-abbrev", "-z", "--format=%x01%H %ct",
            self.head, "--", "content/partners",
        )  # fmt: skip
        changes: dict[str, _Change] = {}
        for entry in (log or "").split("\x01")[1:]:
            header, *fields = entry.replace("\n", "\0").strip("\0").split("\0")
            commit, seconds = header.split()
            fields = [each for each in fields if each]
            for raw, name in zip(fields[::2], fields[1::2], strict=False):
                path = name.removeprefix(self.prefix)
                is_replacement = raw.endswith(" M")
                changes.setdefault(path, _Change(commit, self._day(int(seconds)), is_replacement))
        return changes

    def _day(self, seconds: int) -> date:
        return datetime.fromtimestamp(seconds, self.settings.zone).date()

    def _ask(self, *arguments: str) -> str | None:
        data = self._bytes(*arguments)
        return None if data is None else data.decode("utf-8", errors="surrogateescape").strip("\n")

    def _bytes(self, *arguments: str, given: bytes | None = None) -> bytes | None:
        """What git prints; None where it fails, or is not there. `given` is its input."""
        environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
        command = ["git", "-c", "core.quotePath=false", "--literal-pathspecs", *arguments]
        try:
            ran = subprocess.run(command, cwd=self.hub, env=environment, input=given, capture_output=True, check=False)
        except OSError:
            return None
        return ran.stdout if ran.returncode == 0 else None


@dataclass(frozen=True)
class FileChange:
    """A file that differs between two commits; paths are relative to the repository."""

    before: str | None
    """None for a new file."""
    after: str | None
    """None for a file that was deleted."""
    is_other_content: bool = True
    """False for one that was only renamed."""


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


def publications(
    partners: Iterable[Partner], repository: Repository, now: datetime
) -> Mapping[tuple[str, int], Publication]:
    """Path and place of each event nearer than the lead time → what the publishing branch knows of it."""
    found: dict[tuple[str, int], Publication] = {}
    for partner in partners:
        asking = [event for event in partner.events if _asks(event, repository.settings, now)]
        if asking:
            revisions = list(repository.revisions(partner.path))
            for event in asking:
                found[partner.path, event.index] = _publication(event, revisions, repository)
    return found


def _asks(event: Event, settings: Settings, now: datetime) -> bool:
    start = schedule.start_of(event, settings)
    days = (start.astimezone(settings.zone).date() - now.date()).days
    return event.status is Status.SCHEDULED and start > now and days < settings.lead_time


def _publication(event: Event, revisions: Sequence[Revision], repository: Repository) -> Publication:
    settings = repository.settings
    since: Revision | None = None
    for revision in revisions:
        if not _holds(revision.record, event, settings):
            break
        since = revision
    ends_in_the_dark = since is not None and since is revisions[-1] and since.commit in repository.cut_off
    return Publication(
        since=since.day if since else None,
        is_cut_off=ends_in_the_dark,
        stale=frozenset(_stale_announcements(event, revisions, settings)),
    )


def last_public(versions: Sequence[Version], repository: Repository, now: datetime) -> Sequence[Event]:
    """The events of a partner file that have not ended, as the publishing branch last held them in time.

    These were announced to members, whatever became of them since.
    """
    settings = repository.settings
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
                publication = _publication(event, revisions[place:], repository)
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
