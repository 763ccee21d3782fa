"""What the branch held → the states of a timeline: the facts of its files, of all of them or of a part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from partnerhub import photos
from partnerhub.cache import Cache
from partnerhub.contained import contained
from partnerhub.facts import FactsOfFiles, Version
from partnerhub.history.git_run import GitFailed
from partnerhub.history.threads import State
from partnerhub.history.timeline import Past
from partnerhub.past.held import Held, Proposal, Stage, held, untold
from partnerhub.progress import Progress
from partnerhub.record.facts import Facts
from partnerhub.record.files import Files, StoredFile, first_bytes, is_partner_file
from partnerhub.record.fingerprint import begun
from partnerhub.record.photo import PhotoFile
from partnerhub.record.photo_files import look_at
from partnerhub.record.read import MAX_BYTES
from partnerhub.record.settings import Settings
from partnerhub.record.ties import asked_photos
from partnerhub.spread import is_worth_it
from partnerhub.words.slugs import same
from partnerhub.words.terms import N_


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
class Part:
    """Some of the partner files that a branch ever held, with all that could concern them."""

    files: frozenset[str]
    """Paths."""
    pictures: frozenset[str]
    """Paths of photos that may be theirs, as they are compared."""

    @classmethod
    def of(cls, parts: Iterable[Part]) -> Part:
        """Several parts as one."""
        every = list(parts)
        return cls(
            frozenset(path for each in every for path in each.files),
            frozenset(path for each in every for path in each.pictures),
        )


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
    cache: Cache | None = None,
) -> Told:
    """Read what the branch held of a hub, and the files on disk, or what a proposal would make of the branch.

    As `held`; `album` knows photos, `make` makes the facts, and may know those of earlier runs; `progress` shows how
    far that has come.
    """
    make = make or FactsOfFiles()
    lies = held(hub, config_file, settings, now, proposal, instead, make.settings, cache)
    try:
        return told_of(lies, settings, album, progress, make)
    except GitFailed as failed:
        if proposal:
            raise
        return told_of(untold(hub, settings, now, failed, instead), settings, album, progress, make)


def told_of(
    lies: Held, today: Settings, album: photos.Album, progress: Progress, make: FactsOfFiles, part: Part | None = None
) -> Told:
    """Read what the branch held, or a part of it; `today` are the settings of today. Raises GitFailed."""
    stages = [*_of_part(lies.stages, part)] if part else lies.stages
    reader = _Reader(lies, stages, today, album, make, progress, part)
    states = [reader.state(number, stage) for number, stage in enumerate(stages)]
    return Told(states, lies.past, lies.files, lies.shut)


def _of_part(stages: Sequence[Stage], part: Part) -> Iterator[Stage]:
    """The stages that concern a part of the files, and the last, which says what is so now."""
    for stage in stages:
        files = {
            path: file
            for path, file in stage.changed.items()
            if (path in part.files if is_partner_file(path) else same(path) in part.pictures)
        }
        renames = {old: new for old, new in stage.renames.items() if old in part.files}
        if files or renames or stage.is_anew or stage is stages[-1]:
            yield replace(stage, changed=files, renames=renames)


class _Reader:
    """Reads the states of a branch; each version once."""

    def __init__(
        self,
        lies: Held,
        stages: Sequence[Stage],
        today: Settings,
        album: photos.Album,
        make: FactsOfFiles,
        progress: Progress,
        part: Part | None,
    ) -> None:
        self._here = lies.here
        self._album = album
        self._make = make
        unread = list(self._unread(stages))
        self._texts = dict(lies.fetch(list(dict.fromkeys(version.file.identity for version in unread)), MAX_BYTES + 1))
        pictures = dict.fromkeys(file.identity for path, file in _came(stages) if is_picture(path))
        fetched = lies.fetch([each for each in pictures if each not in lies.here], photos.MAX_BYTES + 1)
        self._pictures = {identity: _past_photo(data) for identity, data in fetched}
        self._files = Files()
        """Those of the state that was read last."""
        self._closely: dict[tuple[str, str], PhotoFile] = {}
        self._users: dict[str, set[str]] = defaultdict(set)
        """Path of a photo, as paths of photos are compared → the partner files whose photo it would be."""
        self._make_ahead(unread, stages, today, progress)

    def state(self, number: int, stage: Stage) -> State:
        """What differs from the stage before."""
        affected: set[str] = set()
        for path, file in stage.changed.items():
            if file is not None:
                self._files[path] = self._known(file)
            elif path in self._files:
                del self._files[path]
            affected |= {path} if is_partner_file(path) else self._users[same(path)]
        if stage.is_anew:
            affected |= {path for path in self._files if is_partner_file(path)}
        facts: dict[str, Facts | None] = {}
        for path in sorted(affected):
            if path in self._files:
                made = self._make.of(path, self._files, stage.settings, self._look, is_older=stage.is_older)
                facts[path] = made
                for picture in asked_photos(made.source):
                    self._users[picture].add(path)
            elif path in stage.changed:
                facts[path] = None
        return State(number, stage.commit, stage.at, stage.settings, stage.site_url, facts, stage.renames)

    def _unread(self, stages: Iterable[Stage]) -> Iterator[Version]:
        """The versions of partner files of which nothing is known yet."""
        for stage in stages:
            for path, file in _came([stage]):
                if is_partner_file(path) and not self._make.has_read(path, file.identity, is_older=stage.is_older):
                    yield Version(path, file, stage.is_older)

    def _make_ahead(
        self, versions: Iterable[Version], stages: Sequence[Stage], today: Settings, progress: Progress
    ) -> None:
        """Make what isn't known of versions, as they are among the files of the last state."""
        distinct = {(each.path, each.file.identity, each.is_older): each for each in versions}
        if is_worth_it(list(distinct)):
            tree: dict[str, StoredFile | None] = {}
            for each in stages:
                tree |= each.changed
            files = Files({path: self._known(file) for path, file in tree.items() if file is not None})
            ahead = [replace(each, file=self._known(each.file)) for each in distinct.values()]
            self._make.make_ahead(ahead, files, today, self._look, progress)

    def _known(self, file: StoredFile) -> StoredFile:
        """The same, without asking git for what is here or was fetched."""
        if file.identity in self._texts and file.identity not in self._here:
            return replace(file, read=partial(first_bytes, self._texts[file.identity]))
        return file

    def _look(self, path: str, file: StoredFile) -> PhotoFile:
        """What lies on disk is looked at closely, of what lay there it is enough that it was a photo."""
        if file.identity in self._pictures:
            return replace(self._pictures[file.identity], path=path, identity=file.identity)
        key = (path, file.identity)
        if key not in self._closely or not file.identity:
            self._closely[key] = look_at(path, file, self._album.measure)
        return self._closely[key]


def _came(stages: Iterable[Stage]) -> Iterator[tuple[str, StoredFile]]:
    """The plain files that came with commits: path and file."""
    for stage in stages:
        for path, file in stage.changed.items() if stage.commit else ():
            if file is not None and file.identity and file.is_plain:
                yield path, file


def is_picture(path: str) -> bool:
    """Whether a photo may lie at a path."""
    return path.lower().endswith(photos.EXTENSIONS)


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
