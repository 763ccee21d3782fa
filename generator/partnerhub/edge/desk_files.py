"""The desk of a hub, whole: its page for this hub, and the scripts that `make desk` put into the package."""

from __future__ import annotations

import os
from collections.abc import Mapping

from partnerhub.desk.configuration import Place
from partnerhub.desk.page import files
from partnerhub.edge.config import Config
from partnerhub.history.git import Repository
from partnerhub.history.git_run import GitFailed
from partnerhub.history.project import project_at
from partnerhub.ours import PACKAGE
from partnerhub.words.spoken import Spoken
from partnerhub.words.terms import N_

SCRIPTS = PACKAGE / "desk" / "files"


class NoFiles(Spoken):
    """This partnerhub came without the scripts of the desk."""


def desk_files(config: Config, language: str) -> Mapping[str, bytes]:
    """Path in the desk's folder → bytes, for a reader of a language. Raises NoFiles."""
    made = {
        file.relative_to(SCRIPTS).as_posix(): file.read_bytes() for file in sorted(SCRIPTS.rglob("*")) if file.is_file()
    }
    if not {"sveltia-cms.js", "desk.js"} <= made.keys():
        raise NoFiles(
            N_("the scripts of the desk are not here: run `make desk` in the checkout of partnerhub, which needs npm")
        )
    return files(config.settings, place_of(config), made, language)


def place_of(config: Config) -> Place:
    """Where the hub lies, as the CI, the settings or git say."""
    branch = config.settings.publishing_branch or ""
    try:
        repository = Repository.find(config.folders.hub)
        origin = repository.origin if repository else None
    except GitFailed:  # a finding says so
        repository = origin = None
    project = project_at(os.environ, [config.repo_url, origin or ""])
    return Place(project, branch, repository.prefix if repository else "")
