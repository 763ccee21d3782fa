"""The repository on its code host: by what the CI that runs us says, else by an address that is plainly a host's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, urlsplit

_SCP = re.compile(r"(?:[\w.-]+@)?(?P<host>[\w.-]+):(?!//)(?P<path>.+)")
"""git@github.com:owner/repository.git"""


VARIABLES = ("GITHUB_REPOSITORY", "GITHUB_SERVER_URL", "CI_PROJECT_URL", "CI_SERVER_URL")
"""Those of the environment by which CI says where the repository is."""


class Host(StrEnum):
    """Code hosts that we know."""

    GITHUB = "github"
    GITLAB = "gitlab"


@dataclass(frozen=True)
class Project:
    """A repository on a host."""

    host: Host
    server: str
    """The host's address without a slash at its end: `https://github.com`."""
    path: str
    """Of the repository there: `owner/name`, or below groups of GitLab's."""

    @property
    def address(self) -> str:
        """Where it is shown."""
        return f"{self.server}/{quote(self.path)}"


def project_at(environ: Mapping[str, str], addresses: Iterable[str]) -> Project | None:
    """What the CI says, else what the first address says that is plainly GitHub's or GitLab's; None for others."""
    if repository := environ.get("GITHUB_REPOSITORY"):
        return Project(Host.GITHUB, environ.get("GITHUB_SERVER_URL", "https://github.com"), repository)
    if shown_at := environ.get("CI_PROJECT_URL"):
        # GitLab may lie below an address that is somebody else's.
        server = environ.get("CI_SERVER_URL", "").rstrip("/")
        if server and shown_at.startswith(f"{server}/"):
            return Project(Host.GITLAB, server, shown_at.removeprefix(server).strip("/"))
        parts = urlsplit(shown_at)
        return Project(Host.GITLAB, f"{parts.scheme}://{parts.netloc}", parts.path.strip("/"))
    for host, path in map(host_and_path, addresses):
        if re.fullmatch(r"github\.[\w.-]+", host) and len(names := path.split("/")) > 1:
            return Project(Host.GITHUB, f"https://{host}", "/".join(names[:2]))
        if re.fullmatch(r"gitlab\.[\w.-]+", host) and "/" in path:
            return Project(Host.GITLAB, f"https://{host}", path.partition("/-/")[0])
    return None


def host_and_path(address: str) -> tuple[str, str]:
    """Of a repository; without the name and password that an address may hold."""
    if match := _SCP.fullmatch(address):
        host, path = match["host"], match["path"]
    else:
        try:
            parts = urlsplit(address)
            host, path = parts.hostname or "", parts.path
        except ValueError:
            return "", ""
    return host.lower(), path.strip("/").removesuffix(".git")
