"""What the publishing branch held, commit by commit: git's changes → the hub's own files, and the moment of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath

from partnerhub.history.git import PLAIN, Change, Commit
from partnerhub.record.files import PARTNERS, is_partner_file


@dataclass(frozen=True)
class Step:
    """What one commit changed of a hub; paths are relative to the hub, as the commit left it."""

    commit: str
    at: datetime
    """In UTC."""
    files: Mapping[str, Change | None]
    """Below content/partners: path → the change that left it so; None where it is gone."""
    renames: Mapping[str, str]
    """Old path → new path of partner files."""
    prefix: str
    """Where the hub lay in the repository, with a slash at its end, or empty."""
    others: frozenset[str]
    """Other files of the repository that changed; paths relative to it."""


def steps(commits: Sequence[Commit], config_file: str, prefix: str, now: datetime) -> list[Step]:
    """The commits of the branch, the oldest first, as they concern a hub.

    `config_file` is the name of its settings, `prefix` where it lies now; the folder is followed through renames of
    that file. A commit counts from the latest date among it and those before it; one without a date, or with one after
    `now`, as the next that has one, else from `now`.
    """
    prefixes = _prefixes(commits, config_file, prefix)
    moments = _moments(commits, now)
    made = []
    for number, (commit, at) in enumerate(zip(commits, moments, strict=True)):
        before = prefixes[number - 1] if number else prefixes[number]
        made.append(step(commit.hash, at, commit.changes, before, prefixes[number]))
    return made


def step(commit: str, at: datetime, changes: Sequence[Change], before: str, after: str) -> Step:
    """What changes mean for a hub that lay at `before` in the repository, and lies at `after` now."""
    files: dict[str, Change | None] = {}
    renames: dict[str, str] = {}
    others: set[str] = set()
    for change in changes:
        old, new = _inside(change.before, before), _inside(change.after, after)
        if old is not None and (change.status[0] in "DR") and old != new:
            files.setdefault(old, None)
        if new is not None:
            files[new] = change
        if old and new and old != new and change.status[0] == "R" and is_partner_file(old) and is_partner_file(new):
            renames[old] = new
        others |= {path for path in (change.before, change.after) if path is not None and _inside(path, after) is None}
    return Step(commit, at, files, renames, after, frozenset(others))


def is_plain(change: Change) -> bool:
    """Whether a change leaves a file, and not a link or a submodule."""
    return change.mode_after in PLAIN


def _inside(path: str | None, prefix: str) -> str | None:
    """A path relative to the hub, if it lies below content/partners."""
    if path is None or not path.startswith(prefix):
        return None
    inside = path.removeprefix(prefix)
    return inside if inside.startswith(PARTNERS) else None


def _prefixes(commits: Sequence[Commit], config_file: str, prefix: str) -> list[str]:
    """Where the hub lay after each commit."""
    prefixes: list[str] = []
    path = prefix + config_file
    for commit in reversed(commits):
        parent = PurePosixPath(path).parent.as_posix()
        prefixes.append("" if parent == "." else f"{parent}/")
        path = next((each.before for each in commit.changes if _is_rename_to(path, each)), None) or path
    return prefixes[::-1]


def _is_rename_to(path: str, change: Change) -> bool:
    return change.status.startswith("R") and change.after == path


def _moments(commits: Sequence[Commit], now: datetime) -> list[datetime]:
    latest: datetime | None = None
    known: list[datetime | None] = []
    for commit in commits:
        at = None if commit.seconds is None else datetime.fromtimestamp(commit.seconds, UTC)
        if at is None or at > now:
            known.append(None)
        else:
            latest = at if latest is None else max(latest, at)
            known.append(latest)
    return list(_filled(known, now.astimezone(UTC)))[::-1]


def _filled(known: Sequence[datetime | None], now: datetime) -> Iterator[datetime]:
    """The moments from the last to the first, those without a date as the one after them."""
    following = now
    for at in reversed(known):
        following = at or following
        yield following
