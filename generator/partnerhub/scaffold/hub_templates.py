"""The templates of a hub's own files, and what they are filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from jinja2 import Environment

from partnerhub.ours import TEMPLATES
from partnerhub.site.render import strict_environment

FOLDER = TEMPLATES / "hub"
SUFFIX = ".j2"
"""Behind the name that the file gets: so a template of a `.gitignore` ignores nothing where it lies."""


def files_in(folder: str) -> Iterator[tuple[str, str]]:
    """The files that the templates of a folder make: path below it, name of the template; none where it isn't there."""
    root = FOLDER / folder
    for template in sorted(root.rglob(f"*{SUFFIX}")):
        path = template.relative_to(root).as_posix()
        yield path.removesuffix(SUFFIX), f"{folder}/{path}"


def hub_environment(language: str, folders: Sequence[Path] = ()) -> Environment:
    """What the files of a hub are filled in; `folders` hold templates that go before ours.

    Hosts and shells have braces and brackets of their own, so templates stand in « guillemets ».
    """
    environment = strict_environment([*folders, FOLDER], language, autoescape=False)
    return environment.overlay(
        block_start_string="«%",
        block_end_string="%»",
        variable_start_string="«",
        variable_end_string="»",
        comment_start_string="«#",
        comment_end_string="#»",
        keep_trailing_newline=True,
    )
