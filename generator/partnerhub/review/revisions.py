"""BASE..HEAD → the commits that a review compares, and the settings that each holds. Nothing is checked out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from partnerhub.checks.settings import weakened_rules
from partnerhub.history.git import Change, Entry, Repository
from partnerhub.record.settings import Folders, Settings
from partnerhub.record.settings_file import SettingsFile, read_settings
from partnerhub.record.settings_tree import SettingsInvalid
from partnerhub.record.settings_yaml import MAX_BYTES
from partnerhub.words.spoken import Spoken
from partnerhub.words.terms import N_

UNKNOWN = N_("git does not know the revision {name} here")


class UnknownRevision(Spoken):
    """A revision that git does not know here."""


@dataclass(frozen=True)
class Revision:
    """A hub as a commit holds it."""

    repository: Repository
    commit: str
    tree: Mapping[str, Entry]
    """All files, by their paths in the repository."""
    prefix: str
    """Where the hub lies in it, with a slash at its end, or empty."""
    settings: SettingsFile | SettingsInvalid
    """Variables of the environment are unset."""

    @classmethod
    def read(cls, repository: Repository, commit: str, settings_path: str) -> Revision:
        """Read the settings of a commit; `settings_path` is the path of their file in the repository."""
        tree = repository.tree(commit)
        folder, slash, name = settings_path.rpartition("/")
        prefix = folder + slash

        def read(path: str) -> bytes | None:
            return repository.first_bytes(tree.get(prefix + path), MAX_BYTES + 1)

        try:
            settings: SettingsFile | SettingsInvalid = read_settings(name, read, None, checks=(weakened_rules,))
        except SettingsInvalid as invalid:
            settings = invalid
        return cls(repository, commit, tree, prefix, settings)

    def inside(self, path: str | None) -> str | None:
        """A path of the repository relative to the hub; None for one outside, and for none."""
        return path.removeprefix(self.prefix) if path is not None and path.startswith(self.prefix) else None

    def contents(self, paths: Iterable[str], most: int) -> Iterator[tuple[str, bytes]]:
        """What plain files begin with, by their paths in the repository; of each no more than `most` bytes."""
        plain = [path for path in paths if path in self.tree and self.tree[path].is_plain]
        for path, data in zip(
            plain, self.repository.blobs((self.tree[path].blob for path in plain), most), strict=True
        ):
            if data is not None:
                yield path, data


@dataclass(frozen=True)
class Range:
    """What a review compares: the hub where two revisions parted, and at the second of them."""

    folders: Folders
    """Where the hub lies; of the files that are there, nothing is asked."""
    before: Revision
    after: Revision
    changes: Sequence[Change]
    """By path."""
    language: str | None = None
    """That the reader asked for."""

    @classmethod
    def find(cls, config_file: Path, base: str, head: str, language: str | None = None) -> Range:
        """The range of two revisions, of the hub of a settings file. Raises UnknownRevision, GitFailed."""
        repository = Repository.find(config_file.parent)
        if repository is None:
            raise UnknownRevision(UNKNOWN, name=base)
        commits = {name: repository.commit(name) for name in (base, head)}
        for name, commit in commits.items():
            if commit is None:
                raise UnknownRevision(UNKNOWN, name=name)
        after = commits[head] or ""
        before = repository.merge_base(commits[base] or "", after)
        if before is None:
            words = N_("{base} and {head} have no commit in common here; fetch the whole history")
            raise UnknownRevision(words, base=base, head=head)
        changes = repository.differences(before, after)
        settings = repository.prefix + config_file.name
        # A hub that is moved is followed, as its history is.
        earlier = next((each.before for each in changes if each.status == "R" and each.after == settings), None)
        hub = repository.folder
        return cls(
            Folders(hub=hub, config_file=config_file.name, pages=hub, site=hub),
            Revision.read(repository, before, earlier or settings),
            Revision.read(repository, after, settings),
            changes,
            language,
        )

    @property
    def reader(self) -> str:
        """The language in which the report speaks: the one that was asked for, else the hub's first."""
        return self.language or self.judge.settings.language

    @property
    def judge(self) -> SettingsFile:
        """The settings by which both sides are judged: where they parted, so that a proposal can't change its rules.

        A proposal that brings the first ones, or mends them, is judged by its own. Raises SettingsInvalid where
        neither side has any.
        """
        for side in (self.before.settings, self.after.settings):
            if isinstance(side, SettingsFile):
                return side
            invalid = side
        raise invalid

    @property
    def proposed_settings(self) -> Settings | None:
        """Those that the proposal brings, if they are others than the judge's and can be used."""
        proposed = self.after.settings
        if isinstance(proposed, SettingsInvalid) or proposed.settings == self.judge.settings:
            return None
        return proposed.settings
