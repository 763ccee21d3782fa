"""Plain questions about the repository in which a hub lies. `past` and `pipeline` ask them.

Git's failure is never an answer: it is GitFailed, with git's own reason. Nothing is written into the repository, no
revision is checked out, no hook runs, and neither the environment (git sets GIT_DIR and others in hooks) nor anybody's
configuration changes what is answered. Paths are relative to the repository, with forward slashes, and may be no text:
they come from `os.fsdecode`.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, NamedTuple

from partnerhub.contained import Uncontained
from partnerhub.history.git_run import GitFailed, advice, ask, failure, run, started
from partnerhub.words.terms import N_

_NO_DATE_FROM = 253402300800
"""Seconds from 1970-01-01 to 10000-01-01, UTC: the calendar's end (`datetime.MAXYEAR`)."""
_RAW = (
    "--raw", "-z", "--no-abbrev", "--no-relative", "--ignore-submodules=none", "-O/dev/null",
    "--no-ext-diff", "--no-textconv", "--no-color",
)  # fmt: skip
_RENAMES = ("-M", "-l0")
PLAIN = frozenset({"100644", "100755"})
"""The modes of files, as git writes them."""
_BATCH = 50
"""Requests under way at once: their 65 bytes each fit into the smallest pipe (4096), so that neither side can block."""
_PASSED = 1 << 16
"""Bytes at a time of what is passed over."""


_PROMISED = b"\nfatal: an object is missing that the promisor remote has"


class NoBranch(Uncontained):
    """There are commits, but not the branch to publish from: wrong settings, or a clone that left it out."""

    advice = N_("Fetch it, or name the branch that you publish from: publishing_branch.")

    def __init__(self, looked_for: Sequence[str]) -> None:
        words = N_("git has no branch to publish from; looked for {names}")
        super().__init__(words, names=", ".join(looked_for))


@dataclass(frozen=True)
class Branch:
    """The branch that is published."""

    name: str
    """As people call it: `main`, never `origin/main`."""
    commit: str


@dataclass(frozen=True)
class Change:
    """A file that differs between two states of the repository."""

    status: str
    """Git's letter: A added, M other content or mode, D deleted, R renamed (and perhaps changed), T another type."""
    before: str | None
    """Its path; None for a new file."""
    after: str | None
    """None for a file that was deleted."""
    mode_before: str | None = None
    """As git writes it: 100644, 100755, 120000 for a link, 160000 for a submodule; None where it was not there."""
    mode_after: str | None = None
    """None also for a file of the work tree that git could not add."""
    blob_before: str | None = None
    """The object's id, for a submodule its commit's; None where it was not there."""
    blob_after: str | None = None
    """None also for a file of the work tree whose content git could not tell."""


@dataclass(frozen=True)
class Commit:
    """A commit, and what it changed from its first parent."""

    hash: str
    seconds: int | None
    """The committer's date, from 1970-01-01 UTC; None where it is none of the years 1970 to 9999."""
    changes: Sequence[Change]
    """In git's order. Those of a first commit, and of one that is cut off, are all its files."""
    is_cut_off: bool
    """Whether a shallow clone left out its parents, if it has any."""


class Entry(NamedTuple):
    """A file in a commit."""

    mode: str
    """As `Change` has it."""
    blob: str

    @property
    def is_plain(self) -> bool:
        """Whether it is a file, and not a link or a submodule."""
        return self.mode in PLAIN


@dataclass(frozen=True)
class Repository:
    """The repository in which a folder lies; a linked work tree or a submodule is one too.

    Everything that asks git may raise GitFailed.
    """

    folder: Path
    """Resolved."""
    prefix: str
    """Where the folder lies in the repository: `""`, or `a/b/`."""
    is_shallow: bool

    @classmethod
    def find(cls, folder: Path) -> Repository | None:
        """The repository around a folder; None outside any.

        `.git` is looked for here: git says the same of a folder outside, of one that it refuses, and of none at all.
        """
        folder = folder.resolve()
        if not any(os.path.lexists(each / ".git") for each in (folder, *folder.parents)):
            return None
        # The prefix comes last: a folder's name may hold a line break.
        about = ask(folder, "rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--show-prefix")
        is_work_tree, is_shallow, prefix = about.split(b"\n", 2)
        if is_work_tree != b"true":
            raise GitFailed("this operation must be run in a work tree", advice(b""))
        return cls(folder, os.fsdecode(prefix.removesuffix(b"\n")), is_shallow == b"true")

    @property
    def top(self) -> Path:
        """The folder of the whole work tree."""
        depth = self.prefix.count("/")
        return self.folder.parents[depth - 1] if depth else self.folder

    @cached_property
    def has_commits(self) -> bool:
        """Whether there is any commit yet, on whatever branch."""
        return bool(self._branches) or bool(self._ask("for-each-ref", "--count=1")) or self.commit("HEAD") is not None

    def tracks(self, folder: Path) -> bool:
        """Whether the index holds files in a folder of the work tree."""
        return bool(self._ask("ls-files", "-z", "--", os.fspath(folder)))

    def tip(self, publishing_branch: str | None) -> Branch | None:
        """The branch that is published: the one of the settings, else the one that git and habit point at.

        None where there is no commit yet. Raises NoBranch.
        """
        if not self.has_commits:
            return None
        if publishing_branch is not None:
            candidates = [f"refs/remotes/origin/{publishing_branch}", f"refs/heads/{publishing_branch}"]
        else:
            candidates = [
                "refs/remotes/origin/HEAD",
                "refs/remotes/origin/main",
                "refs/remotes/origin/master",
                "refs/heads/main",
                "refs/heads/master",
            ]
        local = [name for name in self._branches if name.startswith("refs/heads/")]
        only = local if publishing_branch is None and len(local) == 1 else []
        ref = next((name for name in [*candidates, *only] if name in self._branches), None)
        if ref is None:
            raise NoBranch([name.removeprefix("refs/heads/").removeprefix("refs/remotes/") for name in candidates])
        commit, target = self._branches[ref]
        return Branch((target or ref).removeprefix("refs/heads/").removeprefix("refs/remotes/origin/"), commit)

    @property
    def origin(self) -> str | None:
        """The address of the remote repository that git calls origin, as written; it may hold a password."""
        asked = ("config", "--get", "remote.origin.url")
        return os.fsdecode(self._ask(*asked, or_none=True)).strip() or None

    def commit(self, revision: str) -> str | None:
        """The commit that a revision names; None for an unknown one."""
        if "\0" in revision:
            return None
        asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        commit = self._ask(*asked, or_none=True).decode().strip()
        return commit if re.fullmatch("[0-9a-f]+", commit) else None

    def committed_at(self, commit: str) -> datetime | None:
        """The committer's date, in UTC; None where it is none of the years 1970 to 9999."""
        seconds = _seconds(self._ask("log", "-1", "--no-show-signature", "--format=%ct", commit, "--").decode().strip())
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)

    def merge_base(self, one: str, other: str) -> str | None:
        """The newest commit that two commits have in common; None where there is none that this history holds."""
        return self._ask("merge-base", one, other, or_none=True).decode().strip() or None

    def first_parents(self, commit: str) -> list[Commit]:
        """A commit and its ancestors along first parents, the oldest first, with renames (copies are none)."""
        # Of the whole tree: below a path, a file that comes from elsewhere would be a new one.
        log = self._ask(
            "log", "--first-parent", "-m", *_RENAMES, *_RAW, "--format=%H %ct", "--encoding=UTF-8",
            "--no-show-signature", "--no-notes", "--no-mailmap", "--no-decorate", commit, "--",
        )  # fmt: skip
        commits: list[tuple[str, int | None, list[Change]]] = []
        fields = iter(log.split(b"\0"))
        for field in fields:
            if (start := field.removeprefix(b"\n")).startswith(b":"):
                commits[-1][2].append(_change(start, fields))
            elif start:
                name, _, seconds = start.decode("ascii").partition(" ")
                commits.append((name, _seconds(seconds), []))
        return [
            Commit(name, seconds, tuple(changes), self._is_cut_off(name)) for name, seconds, changes in commits[::-1]
        ]

    def differences(self, commit: str, head: str | None = None) -> Sequence[Change]:
        """What changed from a commit to another one, or to the work tree: as if all that is not ignored were committed.

        By path. Files of the work tree are told by the ids that they would have; their content is on disk only.
        """
        if head is None:
            changes = self._differences_of_the_work_tree(commit)
        else:
            changes = _changes(self._ask("diff-tree", "-r", *_RENAMES, *_RAW, commit, head))
        return sorted(changes, key=lambda change: change.after or change.before or "")

    def changed_since(self, revision: str) -> frozenset[str] | None:
        """The files, relative to the hub, that differ from a revision, untracked ones too; None for an unknown one.

        A partner file differs when its photo does.
        """
        commit = self.commit(revision)
        if commit is None:
            return None
        paths = {path for change in self.differences(commit) for path in (change.before, change.after) if path}
        changed = {path.removeprefix(self.prefix) for path in paths if path.startswith(self.prefix)}
        return frozenset(changed | {str(Path(name).with_suffix(".md")) for name in changed})

    def tree(self, commit: str) -> Mapping[str, Entry]:
        """Path → file, of all of a commit."""
        files = {}
        for entry in self._ask("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0")[:-1]:
            about, _, path = entry.partition(b"\t")
            mode, _, blob = about.decode("ascii").split(" ")
            files[os.fsdecode(path)] = Entry(mode, blob)
        return files

    def blobs(self, ids: Iterable[str], most: int | None = None) -> Iterator[bytes | None]:
        """The contents of files by their ids, one after the other from one process; None for what git does not have.

        Of each no more than the first `most` bytes are kept, however long it is.
        """
        wanted = iter(ids)
        # What git says goes to a file, so that it can never wait for us to read it.
        with (
            TemporaryDirectory(prefix="partnerhub-") as folder,
            Path(folder, "said").open("wb") as errors,
            started(self.top, "cat-file", "--batch", errors=errors) as process,
        ):
            said = Path(errors.name)
            assert process.stdin is not None, "it is a pipe"
            assert process.stdout is not None, "it is a pipe"
            while batch := list(islice(wanted, _BATCH)):
                with suppress(BrokenPipeError):  # the missing answer tells
                    os.write(process.stdin.fileno(), "".join(f"{each}\n" for each in batch).encode("ascii"))
                for _ in batch:
                    try:
                        yield _file(process.stdout, most)
                    except EOFError:
                        raise failure(process.wait(), _written(said)) from None
                    except LookupError:
                        # Git calls an object missing too that is damaged, or can't be fetched.
                        if b"error:" in _written(said) or self._is_partial:
                            raise failure(0, _written(said) + _PROMISED) from None
                        yield None

    def first_bytes(self, entry: Entry | None, most: int) -> bytes | None:
        """What a file of a commit begins with; None where there is none, or none that is plain."""
        return next(self.blobs([entry.blob], most)) if entry is not None and entry.is_plain else None

    def _differences_of_the_work_tree(self, commit: str) -> Iterable[Change]:
        with TemporaryDirectory(prefix="partnerhub-") as folder:
            # All that git writes while it takes in the work tree goes here, and not into the repository.
            apart = {
                "GIT_INDEX_FILE": f"{folder}/index",
                "GIT_OBJECT_DIRECTORY": folder,
                "GIT_ALTERNATE_OBJECT_DIRECTORIES": _quoted(self._git_path("objects")),
            }
            try:
                # With its time, by which git knows the files that may have changed in the moment when it was written.
                shutil.copy2(self._git_path("index"), f"{folder}/index")
            except FileNotFoundError:
                pass  # as in a clone without a checkout: an empty one
            except OSError as error:
                raise GitFailed(f"index: {error.strerror}", advice(str(error.strerror).encode())) from None
            try:
                return self._added(commit, apart)
            except GitFailed as failed:
                raise GitFailed(failed.reason.replace(f"{folder}/", ""), failed.advice) from None

    def _added(self, commit: str, apart: Mapping[str, str]) -> Iterable[Change]:
        added = run(self.top, "add", "--all", "--ignore-errors", environment=apart)
        if added.returncode == 0:
            return self._raw("diff-index", "--cached", *_RENAMES, commit, environment=apart)
        if added.returncode == 1:
            # Some files can't be read, or have names that git refuses.
            found = self._raw("diff-index", "--cached", *_RENAMES, commit, environment=apart)
            left = self._raw("diff-files", "--no-renames", environment=apart)
        else:
            # A filter failed, which ends `add` as a whole: files that look changed are, whatever it would make of them,
            # so that the ids which git makes without it while it looks for renames are not theirs.
            looks = self._raw("diff-index", "--no-renames", commit, settings=self._without_filters, environment=apart)
            found = self._raw("diff-index", *_RENAMES, commit, settings=self._without_filters, environment=apart)
            unknown = {change.after for change in looks if change.blob_after is None}
            found = [replace(change, blob_after=None) if change.after in unknown else change for change in found]
            left = []
        others = self._ask("ls-files", "--others", "--exclude-standard", "-z", environment=apart).split(b"\0")[:-1]
        new = (Change("A", None, os.fsdecode(path.removesuffix(b"/"))) for path in others)
        return _with_left(found, [*left, *new])

    @property
    def _without_filters(self) -> Sequence[str]:
        """Options that switch off what cleans files before git stores them."""
        names = self._ask("config", "--null", "--name-only", "--get-regexp", r"^filter\.", or_none=True).split(b"\0")
        drivers = {os.fsdecode(name).rpartition(".")[0] for name in names[:-1]}
        values = ("clean=", "process=", "required=false")
        return [word for driver in sorted(drivers) for value in values for word in ("-c", f"{driver}.{value}")]

    def _raw(
        self, question: str, *arguments: str, settings: Sequence[str] = (), environment: Mapping[str, str]
    ) -> list[Change]:
        output = self._ask(*settings, question, *_RAW, *arguments, environment=environment)
        return [change for change in _changes(output) if change.status != "U"]  # an M of the same path tells more

    @cached_property
    def _branches(self) -> Mapping[str, tuple[str, str]]:
        """Name of a local branch, or of one of origin → its commit, and the name of the branch that it points at."""
        refs = self._ask(
            "for-each-ref", "--format=%(refname) %(objectname) %(symref)", "refs/heads", "refs/remotes/origin"
        )
        lines = (os.fsdecode(line).split(" ") for line in refs.splitlines())
        return {name: (commit, target) for name, commit, target in lines}

    def _is_cut_off(self, commit: str) -> bool:
        """Whether the clone ends here although the commit has parents; git notes a first commit within reach too."""
        return commit in self._ends and b"\nparent " in self._ask("cat-file", "commit", commit).partition(b"\n\n")[0]

    @cached_property
    def _ends(self) -> frozenset[str]:
        return frozenset(self._git_path("shallow").read_text("ascii").split()) if self.is_shallow else frozenset()

    @cached_property
    def _is_partial(self) -> bool:
        """Whether the clone left out objects that its origin promised to give later."""
        asked = ("config", "--get-regexp", r"^(extensions\.partialclone|remote\..*\.promisor)$")
        return bool(self._ask(*asked, or_none=True))

    def _git_path(self, name: str) -> Path:
        return self.top / os.fsdecode(self._ask("rev-parse", "--git-path", name).removesuffix(b"\n"))

    def _ask(self, *arguments: str, or_none: bool = False, environment: Mapping[str, str] | None = None) -> bytes:
        return ask(self.top, *arguments, or_none=or_none, environment=environment)


def _file(answers: IO[bytes], most: int | None) -> bytes | None:
    """The next file of `cat-file --batch`, or its first bytes; None for what is no file.

    Raises LookupError for an object that git does not have, EOFError where git has ended.
    """
    header = answers.readline()
    if not header.endswith(b"\n"):
        raise EOFError
    _, kind, *sizes = header.split()
    if not sizes:
        raise LookupError
    size = int(sizes[0])
    data = answers.read(size if most is None else min(size, most))
    left = size - len(data)
    while left:
        passed = answers.read(min(left, _PASSED))
        if not passed:
            raise EOFError
        left -= len(passed)
    if answers.read(1) != b"\n":
        raise EOFError
    return data if kind == b"blob" else None


def _written(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(100_000)


def _changes(output: bytes) -> Iterator[Change]:
    fields = iter(output.split(b"\0"))
    return (_change(field, fields) for field in fields if field)


def _change(raw: bytes, paths: Iterator[bytes]) -> Change:
    """An entry of git's raw format: its letter says whether one path follows or two."""
    mode_before, mode_after, blob_before, blob_after, status = raw[1:].decode("ascii").split(" ")
    before = after = os.fsdecode(next(paths))
    if status[0] in "RC":
        after = os.fsdecode(next(paths))
    return Change(
        status[0],
        None if status[0] == "A" else before,
        None if status[0] == "D" else after,
        *(each if each.strip("0") else None for each in (mode_before, mode_after, blob_before, blob_after)),
    )


def _with_left(told: Iterable[Change], left: Iterable[Change]) -> Iterable[Change]:
    """The changes, with those of files that git could not take in: their content is not known."""
    changes = {change.after or change.before: change for change in told}
    for each in left:
        known = changes.get(each.after or each.before, each)
        status = "M" if known.status == "D" else known.status
        changes[each.after] = replace(
            known, status=status, after=each.after, mode_after=each.mode_after, blob_after=None
        )
    return changes.values()


def _seconds(typed: str) -> int | None:
    # Git keeps what was written there: nothing, or more digits than a clock has.
    seconds = int(typed) if re.fullmatch("[0-9]{1,12}", typed) else _NO_DATE_FROM
    return seconds if seconds < _NO_DATE_FROM else None


def _quoted(path: Path) -> str:
    r"""A path for a list of git's with a separator: in quotes, with `\`, `"` and control characters escaped."""
    escaped = (f"\\{ord(each):03o}" if each in '\\"' or each < " " else each for each in str(path))
    return f'"{"".join(escaped)}"'
