"""The last run of a command on a hub: where nothing changed of what it read or wrote, what it said is so still.

That is asked before anything else is loaded. What isn't sure has changed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from partnerhub.cache import Cache, digest, folder_in
from partnerhub.edge import inputs

_FORMAT = "3"
_CLOCK = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True)
class Made:
    """What a run was made of, what it wrote, and what it said."""

    roots: Sequence[str]
    """Files and folders."""
    stamps: str
    """Of what lies there."""
    written: Sequence[str]
    """Folders."""
    written_stamps: str
    installed: str
    variables: Sequence[str]
    """Names of those of the environment of which it was made."""
    values: str
    """A digest of theirs: one may be a secret."""
    publishing_branch: str | None
    """Of the settings."""
    has_desk: bool
    """By the settings: it says where proposals go."""
    git: Sequence[Any]
    """What git tells of the hub's folder."""
    since: float
    """The moment at which the hub was judged, in seconds since 1970."""
    until: float
    """The first moment after it at which the same would become something else."""
    said: Any
    """As JSON has it."""


class LastRun:
    """The last run of a command on a hub, if it was asked for in the same way."""

    def __init__(self, hub: Path, command: str, asked: Sequence[object], *, is_dated: bool) -> None:
        self._hub = hub
        self._table = Cache(folder_in(hub)).table(command, _FORMAT)
        self._asked = repr((os.fspath(hub), *asked, os.environ.get(_CLOCK)))
        self._is_dated = is_dated or _CLOCK in os.environ
        """Whether it was said of which moment it is."""

    def unchanged(self) -> Made | None:
        """The run, where another one would write and say the same."""
        kept = self._table.get(self._asked)
        if kept is None:
            return None
        try:
            made = Made(**kept)
            is_same = self._is_same(made)
        except (OSError, TypeError, ValueError):
            return None
        return made if is_same else None

    def _is_same(self, made: Made) -> bool:
        return (
            (self._is_dated or made.since <= time.time() < made.until)
            and values_of(made.variables) == made.values
            and inputs.stamps(map(Path, made.roots)) == made.stamps
            # Thousands of files, which nobody needs to look at after an edit.
            and inputs.stamps(map(Path, made.written)) == made.written_stamps
            and inputs.installed() == made.installed
            and git_of(self._hub, made.publishing_branch, has_desk=made.has_desk) == made.git
        )

    def keep(self, made: Made) -> None:
        """Remember a run in place of the last one."""
        self._table.put(self._asked, vars(made))
        self._table.save(forgets_others=True)


def values_of(variables: Sequence[str]) -> str:
    """A digest of the values of variables of the environment, as far as they are set."""
    return digest(repr([os.environ.get(name) for name in variables]).encode("utf-8", "surrogatepass"))


def git_of(hub: Path, publishing_branch: str | None, *, has_desk: bool) -> list[Any] | None:
    """All that a run asks git about a hub, the commit of its tip first; None where it fails or brought the cache."""
    from partnerhub.history.git import NoBranch, Repository  # noqa: PLC0415
    from partnerhub.history.git_run import GitFailed  # noqa: PLC0415
    from partnerhub.history.own_cache import came_with_a_commit  # noqa: PLC0415

    if came_with_a_commit(hub):
        return None
    try:
        repository = Repository.find(hub)
        if repository is None:
            return []
        tip = repository.tip(publishing_branch)
        changes = repository.differences(tip.commit) if tip else ()
        # It may hold a password.
        origin = digest((repository.origin or "").encode("utf-8", "surrogatepass")) if has_desk else ""
    except (GitFailed, NoBranch):
        return None
    work_tree = digest("\n".join(map(repr, changes)).encode("utf-8", "surrogatepass"))
    at = [tip.commit, tip.name] if tip else ["", ""]
    return [*at, repository.is_shallow, repository.prefix, work_tree, origin]
