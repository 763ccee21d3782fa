"""The cache of a hub, unless git holds files of it: whoever may propose a change could have written those."""

from __future__ import annotations

from pathlib import Path

from partnerhub.cache import Cache, folder_in
from partnerhub.history.git import Repository
from partnerhub.history.git_run import GitFailed


def cache_of(hub: Path) -> Cache:
    """What earlier runs made of a hub. It is trusted like the machine, and so nothing of it may come with a commit."""
    return Cache(folder_in(hub), is_shut=folder_in(hub).exists() and came_with_a_commit(hub))


def came_with_a_commit(hub: Path) -> bool:
    """Whether git holds files of the cache, or can't tell."""
    try:
        repository = Repository.find(hub)
        return repository is not None and repository.tracks(folder_in(repository.folder))
    except GitFailed:
        return True
