"""What the publishing branch held → the states of a timeline: each commit's files with their facts, in its settings.

The files that are built, checked or proposed are the last state, where they differ from the branch's tip.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import TypeVar

from partnerhub import photos
from partnerhub.checks.settings import weakened_rules
from partnerhub.contained import contained
from partnerhub.facts import FactsOfFiles, Version
from partnerhub.history.branch import Step, is_plain, step, steps
from partnerhub.history.git import Change, GitFailed, Repository
from partnerhub.history.threads import State
from partnerhub.history.timeline import Gap, Past
from partnerhub.progress import Progress
from partnerhub.record import settings_yaml
from partnerhub.record.facts import Facts
from partnerhub.record.files import Files, Listing, StoredFile, files_on_disk, first_bytes, is_partner_file
from partnerhub.record.fingerprint import begun
from partnerhub.record.parse import photo_names
from partnerhub.record.photo import PhotoFile
from partnerhub.record.photo_files import beside, look_at
from partnerhub.record.read import MAX_BYTES, ONE_FENCE_SINCE, SourceFile
from partnerhub.record.settings import Settings
from partnerhub.record.settings_file import read_settings
from partnerhub.record.settings_tree import SettingsInvalid
from partnerhub.spread import is_worth_it
from partnerhub.words.slugs import same
from partnerhub.words.span import first_moment
from partnerhub.words.terms import N_

Wanted = TypeVar("Wanted")


@dataclass(frozen=True, eq=False)
class Told:
    """The states of a hub, the last being the files that are looked at, and what is known of the branch."""

    states: Sequence[State]
    past: Past
    files: Files
    """All that lies in content/partners in the last state."""
    shut: Mapping[str, OSError]
    """Folders of the hub that can't be opened, by path, and why."""


@dataclass(frozen=True)
class Proposal:
    """A range of commits that is looked at in place of the files on disk: before what it changes, or after it."""

    base: str
    """The merge base: the commit from which it parted."""
    head: str
    at: str
    """The one of the two that is looked at."""


def told(
    hub: Path,
    config_file: str,
    settings: Settings,
    now: datetime,
    album: photos.Album,
    progress: Progress,
    proposal: Proposal | None = None,
    instead: Mapping[str, bytes] | None = None,
    make: FactsOfFiles | None = None,
) -> Told:
    """Read what the branch held of a hub, and the files on disk, or what a proposal would make of the branch.

    `config_file` is the name of its settings' file, `settings` are today's; `album` knows its photos; `instead` are
    bytes that are looked at in place of those of files on disk, by path; `make` makes the facts, and may know those of
    earlier runs; `progress` shows how far that has come. Raises NoBranch, and for a proposal GitFailed; otherwise what
    git fails at is a gap in the past.
    """
    make = make or FactsOfFiles()
    try:
        repository = Repository.find(hub)
        branch = repository.tip(settings.publishing_branch) if repository else None
        if repository is None or branch is None:
            return _untold(hub, settings, now, album, Past(), instead, make)
        commits = repository.first_parents(branch.commit)
        gap = Gap.SHALLOW if any(commit.is_cut_off for commit in commits) else None
        held = list(_with_all_that_came(steps(commits, config_file, repository.prefix, now), repository))
        last = _proposed(repository, branch.commit, proposal, now)
        on_disk = Listing(Files(), {}) if proposal else _on_disk(hub, held, last).with_bytes(instead or {})
        every = [*held, last]
        reader = _Reader(repository, config_file, settings, album, every, on_disk.files, make, progress)
        states = list(reader.states(held, last))
        final = reader.proposed(last, len(states)) if proposal else reader.on_disk(last, len(states))
        changed = {path.removeprefix(each.prefix): each.at for each in held for path in each.others}
        known = Past(branch.name, branch.commit, has_history=True, gap=gap, last_changed=changed)
        return Told([*states, *([final] if final else [])], known, reader.files, on_disk.shut)
    except GitFailed as failed:
        if proposal:
            raise
        unknown = Past(gap=Gap.UNAVAILABLE, reason=failed.reason, advice=failed.advice)
        return _untold(hub, settings, now, album, unknown, instead, make)


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


def _untold(
    hub: Path,
    settings: Settings,
    now: datetime,
    album: photos.Album,
    past: Past,
    instead: Mapping[str, bytes] | None,
    make: FactsOfFiles,
) -> Told:
    """A hub of which no branch tells: its files are all that there is."""
    listing = files_on_disk(hub).with_bytes(instead or {})
    files, look = listing.files, partial(look_at, measure=album.measure)
    facts = {path: make.of(path, files, settings, look) for path in sorted(files) if is_partner_file(path)}
    return Told([State(0, "", now.astimezone(UTC), settings, settings.site_url, facts)], past, files, listing.shut)


def _on_disk(hub: Path, held: Sequence[Step], proposed: Step) -> Listing:
    """The files on disk, with the names that git has for them."""
    names: dict[str, str] = {}
    for each in (*held, proposed):
        for path, change in each.files.items():
            names[path] = (change.blob_after or "") if change else ""
    return files_on_disk(hub, names)


class _Reader:
    """Reads the states of a branch; each blob once."""

    def __init__(
        self,
        repository: Repository,
        config_file: str,
        settings: Settings,
        album: photos.Album,
        every: Sequence[Step],
        on_disk: Files,
        make: FactsOfFiles,
        progress: Progress,
    ) -> None:
        self._repository = repository
        self._album = album
        self._today = settings
        self._on_disk = on_disk
        self._make = make
        unread = list(self._unread(every))
        blobs = list(dict.fromkeys(blob for _, blob, _ in unread))
        self._texts = dict(self._blobs(blobs, MAX_BYTES, lambda data: data))
        self._here = {file.identity: file for file in on_disk.values() if file.identity}
        pictures = [blob for blob in _wanted(every, _is_picture) if blob not in self._here]
        self._pictures = dict(self._blobs(pictures, photos.MAX_BYTES, _past_photo))
        self._settings = _PastSettings(repository, config_file, settings, make.settings)
        self.files = Files()
        """Those of the state that was read last."""
        self._closely: dict[tuple[str, str], PhotoFile] = {}
        self._users: dict[str, set[str]] = defaultdict(set)
        """Path of a photo, as paths of photos are compared → the partner files whose photo it would be."""
        self._in_force = settings
        self._make_ahead(unread, every, progress)

    def states(self, held: Sequence[Step], last: Step) -> Iterator[State]:
        """The states of the branch."""
        for number, (each, settings) in enumerate(zip(held, self._settings.of(held), strict=True)):
            # Those of the tip, but for variables of the environment, are today's.
            in_force = self._today if settings is self._settings.tip and not self._settings.differ(last) else settings
            yield self._state(number, each, self._changed(each), in_force, settings.site_url)

    def proposed(self, last: Step, number: int) -> State | None:
        """The files of the tip with what a proposal changes; None where that is nothing."""
        return self._last_state(number, last, self._changed(last))

    def on_disk(self, last: Step, number: int) -> State | None:
        """The files on disk; None where they are those of the branch's tip."""
        changed: dict[str, StoredFile | None] = {path: None for path in self.files if path not in self._on_disk}
        for path, file in self._on_disk.items():
            if not file.identity or self.files.get(path) != file:
                changed[path] = file
        return self._last_state(number, last, changed)

    def _last_state(self, number: int, last: Step, changed: Mapping[str, StoredFile | None]) -> State | None:
        if not changed and self._in_force is self._today:
            return None
        settings = self._today if self._settings.differ(last) else self._settings.tip
        return self._state(number, last, changed, self._today, settings.site_url)

    def _changed(self, each: Step) -> dict[str, StoredFile | None]:
        return {path: self._stored(change) if change else None for path, change in each.files.items()}

    def _state(
        self,
        number: int,
        each: Step,
        changed: Mapping[str, StoredFile | None],
        settings: Settings,
        site_url: str | None,
    ) -> State:
        affected: set[str] = set()
        for path, file in changed.items():
            if file is not None:
                self.files[path] = file
            elif path in self.files:
                del self.files[path]
            affected |= {path} if is_partner_file(path) else self._users[same(path)]
        if number == 0 or self._says_something_else(settings):
            affected |= {path for path in self.files if is_partner_file(path)}
        self._in_force = settings
        facts: dict[str, Facts | None] = {}
        is_older = self._is_older(each)
        for path in sorted(affected):
            if path in self.files:
                made = self._make.of(path, self.files, settings, self._look, is_older=is_older)
                facts[path] = made
                self._uses(path, made.source)
            elif path in changed:
                facts[path] = None
        return State(number, each.commit, each.at, settings, site_url, facts, each.renames)

    def _is_older(self, each: Step) -> bool:
        return bool(each.commit) and each.at < first_moment(ONE_FENCE_SINCE, self._today.zone)

    def _unread(self, every: Iterable[Step]) -> Iterator[tuple[str, str, bool]]:
        """The versions of partner files of which nothing is known yet: path, content, whether it is older."""
        for each in every:
            is_older = self._is_older(each)
            for path, blob in _came(each, is_partner_file):
                if not self._make.has_read(path, blob, is_older=is_older):
                    yield path, blob, is_older

    def _make_ahead(self, versions: Iterable[tuple[str, str, bool]], every: Sequence[Step], progress: Progress) -> None:
        """Make what isn't known of versions, as they are among the files of the last step."""
        distinct = [Version(path, self._stored_as(blob), is_older) for path, blob, is_older in dict.fromkeys(versions)]
        if is_worth_it(distinct):
            tree: dict[str, StoredFile | None] = {}
            for each in every:
                tree |= self._changed(each)
            files = Files({path: file for path, file in tree.items() if file is not None})
            self._make.make_ahead(distinct, files, self._today, self._look, progress)

    def _says_something_else(self, settings: Settings) -> bool:
        """Whether facts must be made anew in other settings: today's are asked for what the past is not."""
        if settings is self._in_force:
            return False
        return settings is self._today or settings.of_files != self._in_force.of_files

    def _uses(self, path: str, source: SourceFile) -> None:
        for _, named in photo_names(source):
            for photo in [(PurePosixPath(path).parent / named).as_posix()] if named else beside(path):
                self._users[same(photo)].add(path)

    def _stored(self, change: Change) -> StoredFile:
        return self._stored_as(change.blob_after or "", is_plain=is_plain(change))

    def _stored_as(self, blob: str, *, is_plain: bool = True) -> StoredFile:
        here = self._here.get(blob)
        if here is not None:
            read = here.read
        elif blob in self._texts:
            read = partial(first_bytes, self._texts[blob])
        else:
            read = partial(_blob, self._repository, blob)
        return StoredFile(blob, read, is_plain)

    def _look(self, path: str, file: StoredFile) -> PhotoFile:
        """What lies on disk is looked at closely, of what lay there it is enough that it was a photo."""
        if file.identity in self._pictures:
            return replace(self._pictures[file.identity], path=path, identity=file.identity)
        key = (path, file.identity)
        if key not in self._closely or not file.identity:
            self._closely[key] = look_at(path, file, self._album.measure)
        return self._closely[key]

    def _blobs(self, ids: Sequence[str], limit: int, what: Callable[[bytes], Wanted]) -> Iterator[tuple[str, Wanted]]:
        """What is to be kept of contents. A byte beyond the limit tells that one is too long; no more of it is read."""
        for blob, data in zip(ids, self._repository.blobs(ids, limit + 1), strict=True):
            if data is not None:
                yield blob, what(data)


class _PastSettings:
    """The settings that the branch held: of each commit its own, else today's."""

    def __init__(self, repository: Repository, config_file: str, today: Settings, different: list[Settings]) -> None:
        """`different` are those of the past that were read before, each once; these join them."""
        self._repository = repository
        self._config_file = config_file
        self._today = today
        self._known: dict[tuple[tuple[str, str], ...], Settings] = {}
        """Names and contents of the files that were read → settings."""
        self._different = different
        """Most of what changes in mkdocs.yml is MkDocs' and makes no facts anew."""
        self.tip = today
        """Those of the branch's tip."""
        self._paths: frozenset[str] = frozenset()
        """Of the files from which they were read."""

    def of(self, held: Sequence[Step]) -> list[Settings]:
        """The settings of each commit of the branch."""
        keys: list[tuple[tuple[str, str], ...]] = []
        for number, each in enumerate(held):
            if number == 0 or each.prefix != held[number - 1].prefix or self._paths & each.others:
                keys.append(self._read(each))
                self._paths = frozenset(path for path, _ in keys[-1])
            else:
                keys.append(keys[-1])
        self.tip = self._known[keys[-1]]
        return [self._known[key] for key in keys]

    def differ(self, last: Step) -> bool:
        """Whether the files that are looked at have other settings than the branch's tip."""
        return bool(self._paths & last.others)

    def _read(self, each: Step) -> tuple[tuple[str, str], ...]:
        tree = self._repository.tree(each.commit)
        asked: dict[str, str] = {}

        def read(path: str) -> bytes | None:
            entry = tree.get(each.prefix + path)
            asked[each.prefix + path] = entry.blob if entry else ""
            return self._repository.first_bytes(entry, settings_yaml.MAX_BYTES + 1)

        def settings_then() -> Settings:
            try:
                return read_settings(self._config_file, read, None, checks=(weakened_rules,)).settings
            except SettingsInvalid:
                return self._today

        settings = contained(N_("reading settings of the past"), settings_then, lambda _: self._today)
        key = tuple(sorted(asked.items()))
        if settings not in (self._today, *self._different):
            self._different.append(settings)
        self._known[key] = next(each for each in (self._today, *self._different) if each == settings)
        return key


def _wanted(every: Iterable[Step], is_wanted: Callable[[str], bool]) -> list[str]:
    """The contents of the files of some kind that the branch ever held, each once."""
    return list(dict.fromkeys(blob for each in every for _, blob in _came(each, is_wanted)))


def _came(at: Step, is_wanted: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """The files of some kind that came with a commit: path and content."""
    for path, change in at.files.items() if at.commit else ():
        if change and change.blob_after and is_plain(change) and is_wanted(path):
            yield path, change.blob_after


def _is_picture(path: str) -> bool:
    return PurePosixPath(path).suffix.lower() in photos.EXTENSIONS


def _past_photo(data: bytes) -> PhotoFile:
    """A photo of the past, of which it is enough that it is one; whoever keeps it knows its name and its path."""

    def recognised() -> PhotoFile:
        try:
            photos.recognise(data)
        except photos.PhotoError as error:
            return PhotoFile("", error.fault)
        # Whoever approved a photo saw its bytes, not the pointer that stands for them in a commit.
        return PhotoFile("", hashed=None if photos.is_pointer(data) else begun(data))

    return contained(N_("looking at a photo of the past"), recognised, lambda _: PhotoFile("", photos.NO_PICTURE))


def _blob(repository: Repository, blob: str, most: int) -> bytes:
    data = next(repository.blobs([blob], None if most < 0 else most))
    if data is None:
        raise OSError(f"git does not have {blob}")
    return data
