"""What checks are told: the hub, the repository around it, and the environment of the one who asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from partnerhub.edge.config import Config
from partnerhub.edge.host import host_of_remote
from partnerhub.history.git import Branch, Repository
from partnerhub.history.git_run import GitFailed
from partnerhub.history.project import Host


@dataclass(frozen=True)
class Place:
    """Where a hub lives."""

    config: Config
    now: datetime
    environ: Mapping[str, str]

    @cached_property
    def repository(self) -> Repository | None:
        """The one around the hub; None where there is none, or git does not tell, which `git` reports."""
        try:
            return Repository.find(self.config.folders.hub)
        except GitFailed:
            return None

    @property
    def top(self) -> Path:
        """The folder in which a host looks for its files."""
        return self.repository.top if self.repository else self.config.folders.hub

    @cached_property
    def branch(self) -> Branch | None:
        """The one that is published; None where nothing is committed. May raise GitFailed and NoBranch."""
        return self.repository.tip(self.config.settings.publishing_branch) if self.repository else None

    @cached_property
    def host(self) -> Host | None:
        """The code host, by its environment, by the remote, else by the files that are there for one."""
        if "GITHUB_ACTIONS" in self.environ:
            return Host.GITHUB
        if "GITLAB_CI" in self.environ:
            return Host.GITLAB
        origin = self.repository.origin if self.repository else None
        if origin and (host := host_of_remote(origin)):
            return host
        if (self.top / ".github" / "workflows").is_dir():
            return Host.GITHUB
        return Host.GITLAB if (self.top / ".gitlab-ci.yml").is_file() else None
