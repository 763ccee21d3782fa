"""What a look at git shows: whether the history can prove since when members know what."""

from __future__ import annotations

from collections.abc import Iterator

from partnerhub.checks.history import FETCH
from partnerhub.edge.doctor.place import Place
from partnerhub.edge.doctor.seen import Seen, look, stands, warning
from partnerhub.history import git_run
from partnerhub.history.git import Repository
from partnerhub.words.terms import N_

_OLDEST = (2, 28)
"""The first git with `--no-relative`, which is asked of every difference."""


def look_at_git(place: Place) -> Iterator[Seen]:
    """Git is there, and new enough."""
    version = git_run.version(place.config.folders.hub)
    if version >= _OLDEST:
        yield stands(N_("git {version}"), version=_dotted(version))
    else:
        words = N_("git {version} is too old to be asked what members knew; it takes {oldest}")
        yield warning(words, N_("Install a newer git."), version=_dotted(version), oldest=_dotted(_OLDEST))


def look_at_repository(place: Place) -> Iterator[Seen]:
    """The hub lies in a git repository with commits."""
    repository = Repository.find(place.config.folders.hub)
    if repository is None:
        words = N_("the hub lies in no git repository, so nothing proves since when members know of an event")
        yield warning(words, N_("Begin one: git init, git add --all, git commit."))
    elif not repository.has_commits:
        words = N_("nothing is committed yet, so nothing proves since when members know of an event")
        yield warning(words, N_("Commit what there is: git add --all, git commit."))
    else:
        yield stands(N_("the hub lies in a git repository"))


def look_at_publishing_branch(place: Place) -> Iterator[Seen]:
    """The branch that is published is found."""
    if place.branch is not None:
        yield stands(N_("{branch} is the branch that is published"), branch=place.branch.name)


def look_at_whole_history(place: Place) -> Iterator[Seen]:
    """The history is not cut off."""
    if place.repository is None or not place.repository.has_commits:
        return
    if place.repository.is_shallow:
        words = N_("the history is cut off (a shallow clone), so nobody can tell what members knew")
        yield warning(words, FETCH)
    else:
        yield stands(N_("the history is whole"))


def look_at_second_copy(place: Place) -> Iterator[Seen]:
    """What is decided lies somewhere else, too."""
    if place.repository is None:
        return
    if place.repository.origin:
        yield stands(N_("the repository has a remote: what is pushed is kept there too"))
    else:
        words = N_("the repository has no remote called origin, so all that was decided lies on this machine alone")
        yield look(words, N_("Push it to a code host or to another disk: git remote add origin ADDRESS, git push."))


def look_at_cache(place: Place) -> Iterator[Seen]:
    """The cache came with no commit: whoever may propose a change could have written what is published."""
    if place.repository is None:
        return
    if place.repository.tracks(place.config.folders.cache):
        words = N_("git tracks files of .cache/, which may hold what somebody proposed; so nothing of it is used")
        hint = N_("Take it out: git rm -r --cached .cache, and write /.cache/ into .gitignore.")
        yield warning(words, hint)
    else:
        yield stands(N_("git tracks nothing of .cache/"))


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
