"""Where a duty is done: the file in the web editor of the code host, where that is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

_SCP = re.compile(r"(?:[\w.-]+@)?(?P<host>[\w.-]+):(?!//)(?P<path>.+)")
"""git@github.com:owner/repository.git"""


@dataclass(frozen=True)
class EditLinks:
    """Addresses of files in an editor; none where the host is not known."""

    folder: str = ""
    """Of the hub's folder there, with a slash at its end; empty where it is not known."""

    def file(self, path: str) -> str | None:
        """The address under which one edits a file of the hub."""
        return f"{self.folder}{quote(path, errors='surrogateescape')}" if self.folder else None


def edit_links(environ: Mapping[str, str], addresses: Iterable[str], branch: str, prefix: str) -> EditLinks:
    """By what the CI that runs us says, else by an address of the repository that is plainly GitHub's or GitLab's.

    `branch` is the one that is published, `prefix` where the hub lies in the repository.
    """
    if not branch:
        return EditLinks()
    place = f"{quote(branch)}/{quote(prefix, errors='surrogateescape')}"
    if repository := environ.get("GITHUB_REPOSITORY"):
        return EditLinks(f"{environ.get('GITHUB_SERVER_URL', 'https://github.com')}/{repository}/edit/{place}")
    if project := environ.get("CI_PROJECT_URL"):
        return EditLinks(f"{project}/-/edit/{place}")
    for host, path in map(_host_and_path, addresses):
        if re.fullmatch(r"github\.[\w.-]+", host) and len(names := path.split("/")) > 1:
            return EditLinks(f"https://{host}/{quote('/'.join(names[:2]))}/edit/{place}")
        if re.fullmatch(r"gitlab\.[\w.-]+", host) and "/" in path:
            return EditLinks(f"https://{host}/{quote(path.partition('/-/')[0])}/-/edit/{place}")
    return EditLinks()


def _host_and_path(address: str) -> tuple[str, str]:
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
