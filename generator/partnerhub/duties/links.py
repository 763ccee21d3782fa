"""Where things are done without a terminal: in the web editor of the code host, where that is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

from partnerhub.history.project import Host, project_at

_LONGEST = 7_500
"""Characters of an address; hosts refuse those of more than 8 kB."""


@dataclass(frozen=True)
class EditLinks:
    """Addresses of files in an editor; none where the host is not known."""

    folder: str = ""
    """Of the hub's folder there, with a slash at its end; empty where it is not known."""

    new: str = ""
    """Where one begins a file: behind it stands its path in the hub."""
    fills: bool = False
    """Whether the path is part of a query, in which the editor takes a text too."""
    button: str = ""
    """Where one writes down what happened, with a few fields; empty where the repository has no such workflow."""

    def file(self, path: str) -> str | None:
        """The address under which one edits a file of the hub."""
        return f"{self.folder}{quote(path, errors='surrogateescape')}" if self.folder else None

    def new_file(self, path: str, text: str) -> tuple[str | None, bool]:
        """The address under which one begins a file of the hub, and whether the text is filled in there."""
        if self.fills:
            empty = f"{self.new}{quote(path, safe='')}"
            filled = f"{empty}&value={quote_plus(text)}"
            return (filled, True) if len(filled) <= _LONGEST else (empty, False)
        folder, _, name = path.rpartition("/")
        return f"{self.new}{quote(folder)}?file_name={quote(name)}" if self.new else None, False


def edit_links(
    environ: Mapping[str, str], addresses: Iterable[str], branch: str, prefix: str, read: Callable[[str], str]
) -> EditLinks:
    """By what the CI that runs us says, else by an address of the repository that is plainly GitHub's or GitLab's.

    `branch` is the one that is published, `prefix` where the hub lies in the repository,
    `read` gives the text of a file of that repository, or none.
    """
    if not branch:
        return EditLinks()
    project = project_at(environ, addresses)
    if project is None:
        return EditLinks()
    links = _gitlab if project.host is Host.GITLAB else _github
    return links(project.address, branch, prefix, read)


def _github(project: str, branch: str, prefix: str, read: Callable[[str], str]) -> EditLinks:
    """https://docs.github.com/repositories/working-with-files/managing-files/creating-new-files"""
    new = f"{project}/new/{quote(branch)}?filename={quote(prefix, safe='', errors='surrogateescape')}"
    button = f"{project}/actions/workflows/edit.yml" if read(".github/workflows/edit.yml") else ""
    return EditLinks(f"{project}/edit/{_place(branch, prefix)}", new, fills=True, button=button)


def _gitlab(project: str, branch: str, prefix: str, read: Callable[[str], str]) -> EditLinks:
    """Its editor takes a name, but no text: https://docs.gitlab.com/user/project/repository/web_editor/"""
    place = _place(branch, prefix)
    has_job = re.search(r"^edit:", read(".gitlab-ci.yml"), re.MULTILINE)
    button = f"{project}/-/pipelines/new?ref={quote(branch, safe='')}" if has_job else ""
    return EditLinks(f"{project}/-/edit/{place}", f"{project}/-/new/{place}", button=button)


def _place(branch: str, prefix: str) -> str:
    return f"{quote(branch)}/{quote(prefix, errors='surrogateescape')}"
