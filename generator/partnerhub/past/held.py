"""What lies where in a hub: in each commit of the publishing branch, and now. Of partner files nothing is read here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path, PurePosixPath

from partnerhub.cache import Cache
from partnerhub.history.branch import Step, is_plain, step, steps
from partnerhub.history.git import Change, Repository
from partnerhub.history.git_run import GitFailed
from partnerhub.history.timeline import Gap, Past
from partnerhub.past.settings import PastSettings
from partnerhub.record.files import Files, Listing, StoredFile, files_on_disk
from partnerhub.record.read import ONE_FENCE_SINCE
from partnerhub.record.settings import Settings
from partnerhub.words.span import first_moment


@dataclass(frozen=True)
class Proposal:
    """A range of commits that is looked at in place of the files on disk: before what it changes, or after it."""

    base: str
    """The merge base: the commit from which it parted."""
    head: str
    at: str
    """The one of the two that is looked at."""


@dataclass(frozen=True, eq=False)
class Stage:
    """What the branch held from a commit on, or the files that are looked at, as far as it differs from before."""

    commit: str
    """Empty for the files that are looked at."""
    at: datetime
    """In UTC."""
    changed: Mapping[str, StoredFile | None]
    """Below content/partners: path → file; None where it is gone."""
    renames: Mapping[str, str]
    """Old path → new path of partner files."""
    settings: Settings
    site_url: str | None
    """As the branch held it, whatever the environment of a build says of it."""
    is_anew: bool
    """Whether all partner files say something else than before, since they are read in other settings."""
    is_older: bool
    """Whether files are read as they were before one fence was enough."""


@dataclass(frozen=True, eq=False)
class Held:
    """All that the branch held of a hub, the last being the files that are looked at, and what is known of it."""

    stages: Sequence[Stage]
    past: Past
    files: Files
    """All that lies in content/partners in the end."""
    shut: Mapping[str, OSError] = field(default_factory=dict)
    """Folders of the hub that can't be opened, by path, and why."""
    here: Mapping[str, StoredFile] = field(default_factory=dict)
    """Identity → a file on disk that has it."""
    fetch: Callable[[Sequence[str], int], Iterator[tuple[str, bytes]]] = lambda blobs, most: iter(())
    """What the first bytes of contents of the past are, by their identities."""


def held(
    hub: Path,
    config_file: str,
    settings: Settings,
    now: datetime,
    proposal: Proposal | None = None,
    instead: Mapping[str, bytes] | None = None,
    different: list[Settings] | None = None,
    cache: Cache | None = None,
) -> Held:
    """Ask what the branch held of a hub, and what lies on disk, or what a proposal would make of the branch.

    `config_file` is the name of its settings' file, `settings` are today's; `instead` are bytes that are looked at in
    place of those of files on disk, by path; `different` are settings of the past that were read before, and
    `cache` those of earlier runs. Raises NoBranch, and for a proposal GitFailed; otherwise what git fails at is a gap
    in the past.
    """
    try:
        found = _Found.find(hub, config_file, settings, now, [] if different is None else different, cache)
        if found is None:
            return _alone(hub, settings, now, Past(), instead)
        last = found.last(proposal)
        on_disk = None if proposal else _on_disk(hub, found.steps, last).with_bytes(instead or {})
        return _Branch(found, on_disk).held(last)
    except GitFailed as failed:
        if proposal:
            raise
        return untold(hub, settings, now, failed, instead)


def held_of_each(
    hub: Path, config_file: str, settings: Settings, now: datetime, proposals: Sequence[Proposal], cache: Cache
) -> Sequence[Held]:
    """What each of several proposals would make of the branch. Raises NoBranch, GitFailed."""
    found = _Found.find(hub, config_file, settings, now, [], cache)
    assert found is not None, "a proposal is made of commits"
    return [_Branch(found, None).held(found.last(proposal)) for proposal in proposals]


@dataclass(frozen=True)
class _Found:
    """The branch of a hub."""

    repository: Repository
    steps: Sequence[Step]
    settings: PastSettings
    today: Settings
    past: Past
    now: datetime

    @classmethod
    def find(
        cls,
        hub: Path,
        config_file: str,
        today: Settings,
        now: datetime,
        different: list[Settings],
        cache: Cache | None,
    ) -> _Found | None:
        """Ask git for it; None where there is none."""
        repository = Repository.find(hub)
        branch = repository.tip(today.publishing_branch) if repository else None
        if repository is None or branch is None:
            return None
        commits = repository.first_parents(branch.commit)
        gap = Gap.SHALLOW if any(commit.is_cut_off for commit in commits) else None
        every = list(_with_all_that_came(steps(commits, config_file, repository.prefix, now), repository))
        changed = {path.removeprefix(each.prefix): each.at for each in every for path in each.others}
        known = Past(branch.name, branch.commit, has_history=True, gap=gap, last_changed=changed)
        settings = PastSettings(repository, config_file, today, different, cache)
        return cls(repository, every, settings, today, known, now)

    def last(self, proposal: Proposal | None) -> Step:
        """How the files that are looked at differ from the branch's tip."""
        return _proposed(self.repository, self.past.commit, proposal, self.now)


def untold(
    hub: Path, settings: Settings, now: datetime, failed: GitFailed, instead: Mapping[str, bytes] | None = None
) -> Held:
    """A hub of whose past git can't tell."""
    unknown = Past(gap=Gap.UNAVAILABLE, reason=failed.reason, advice=failed.advice)
    return _alone(hub, settings, now, unknown, instead)


class _Branch:
    """Makes stages of the commits of a branch, and of the files that are looked at."""

    def __init__(self, found: _Found, on_disk: Listing | None) -> None:
        self._found = found
        self._today = found.today
        self._on_disk = on_disk
        lying = on_disk.files.values() if on_disk else ()
        self._here = {file.identity: file for file in lying if file.identity}
        self._in_force = found.today
        self._stages: list[Stage] = []
        self._files = Files()

    def held(self, last: Step) -> Held:
        """The stages of the branch's commits, then of the files that are looked at, where they differ."""
        every, past_settings = self._found.steps, self._found.settings
        for each, settings in zip(every, past_settings.of(every), strict=True):
            # Those of the tip, but for variables of the environment, are today's.
            is_today = settings is past_settings.tip and not past_settings.differ(last)
            self._add(each, self._changed(each), self._today if is_today else settings, settings.site_url)
        changed = self._changed(last) if self._on_disk is None else self._changed_on_disk(self._on_disk.files)
        if changed or self._in_force is not self._today:
            settings = self._today if past_settings.differ(last) else past_settings.tip
            self._add(last, changed, self._today, settings.site_url)
        shut = self._on_disk.shut if self._on_disk else {}
        fetch = partial(_contents, self._found.repository)
        return Held(self._stages, self._found.past, self._files, shut, self._here, fetch)

    def _add(
        self, each: Step, changed: Mapping[str, StoredFile | None], settings: Settings, site_url: str | None
    ) -> None:
        for path, file in changed.items():
            if file is not None:
                self._files[path] = file
            elif path in self._files:
                del self._files[path]
        is_older = bool(each.commit) and each.at < first_moment(ONE_FENCE_SINCE, self._today.zone)
        is_anew = not self._stages or self._says_something_else(settings)
        self._stages.append(
            Stage(each.commit, each.at, changed, each.renames, settings, site_url, is_anew=is_anew, is_older=is_older)
        )
        self._in_force = settings

    def _says_something_else(self, settings: Settings) -> bool:
        """Whether facts must be made anew in other settings: today's are asked for what the past is not."""
        if settings is self._in_force:
            return False
        return settings is self._today or settings.of_files != self._in_force.of_files

    def _changed(self, each: Step) -> dict[str, StoredFile | None]:
        return {path: self._stored(change) if change else None for path, change in each.files.items()}

    def _changed_on_disk(self, files: Files) -> dict[str, StoredFile | None]:
        changed: dict[str, StoredFile | None] = {path: None for path in self._files if path not in files}
        for path, file in files.items():
            if not file.identity or self._files.get(path) != file:
                changed[path] = file
        return changed

    def _stored(self, change: Change) -> StoredFile:
        blob = change.blob_after or ""
        here = self._here.get(blob)
        return StoredFile(blob, here.read if here else partial(_blob, self._found.repository, blob), is_plain(change))


def _alone(hub: Path, settings: Settings, now: datetime, past: Past, instead: Mapping[str, bytes] | None) -> Held:
    """A hub of which no branch tells: its files are all that there is."""
    listing = files_on_disk(hub).with_bytes(instead or {})
    at, files = now.astimezone(UTC), listing.files
    stage = Stage("", at, files, {}, settings, settings.site_url, is_anew=True, is_older=False)
    return Held([stage], past, files, listing.shut)


def _contents(repository: Repository, blobs: Sequence[str], most: int) -> Iterator[tuple[str, bytes]]:
    for blob, data in zip(blobs, repository.blobs(blobs, most), strict=True):
        if data is not None:
            yield blob, data


def _blob(repository: Repository, blob: str, most: int) -> bytes:
    data = next(repository.blobs([blob], None if most < 0 else most))
    if data is None:
        raise OSError(f"git does not have {blob}")
    return data


def _with_all_that_came(held: Sequence[Step], repository: Repository) -> Iterator[Step]:
    """The same; where the hub's folder became another, no change names the files that lay there before."""
    for before, each in pairwise([*held[:1], *held]):
        if each.prefix == before.prefix:
            yield each
        else:
            was = step(before.commit, each.at, _as_new(repository, before), before.prefix, before.prefix)
            now = step(each.commit, each.at, _as_new(repository, each), each.prefix, each.prefix)
            yield replace(each, files={**dict.fromkeys(was.files), **now.files})


def _as_new(repository: Repository, at: Step) -> list[Change]:
    """All files of a commit, as if they were new."""
    entries = repository.tree(at.commit).items()
    return [Change("A", None, path, mode_after=entry.mode, blob_after=entry.blob) for path, entry in entries]


def _proposed(repository: Repository, tip: str, proposal: Proposal | None, now: datetime) -> Step:
    """How the files that are looked at differ from the branch's tip."""
    changes = _changes_of(proposal, repository, tip) if proposal else repository.differences(tip)
    return step("", now.astimezone(UTC), list(changes), repository.prefix, repository.prefix)


def _changes_of(proposal: Proposal, repository: Repository, tip: str) -> Iterator[Change]:
    """How a proposal differs from the branch's tip in the files that it changes: what the branch got meanwhile stays.

    A file that the branch renamed meanwhile is looked at under its old name, with its photo.
    """
    since = repository.merge_base(tip, proposal.base) or tip
    changes = repository.differences(since, proposal.head)
    touched = {path for each in changes for path in (each.before, each.after) if path}
    names = {PurePosixPath(path).with_suffix("") for path in touched}
    renamed = {
        each.after: each.before
        for each in repository.differences(since, tip)
        if each.status == "R" and each.before and PurePosixPath(each.before).with_suffix("") in names
    }
    touched |= {before for before in renamed.values() if before}
    for each in repository.differences(tip, proposal.at):
        comes, leaves = each.after in touched, each.before in touched or each.before in renamed
        if (comes or each.after is None) and (leaves or each.before is None):
            yield each
        elif comes:
            yield replace(each, status="A", before=None)
        elif leaves:
            yield replace(each, status="D", after=None)


def _on_disk(hub: Path, held: Sequence[Step], proposed: Step) -> Listing:
    """The files on disk, with the names that git has for them."""
    names: dict[str, str] = {}
    for each in (*held, proposed):
        for path, change in each.files.items():
            names[path] = (change.blob_after or "") if change else ""
    return files_on_disk(hub, names)
