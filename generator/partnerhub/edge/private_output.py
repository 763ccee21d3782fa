"""Files for editors only: written whole or not at all, and never where a build or a theme would publish them."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

import click

from partnerhub.edge.config import lies_in
from partnerhub.record.settings import Folders
from partnerhub.site.folder import MARKER


def refuse_published(file: Path, folders: Folders) -> None:
    """Exit with 2 where a file would lie below site/, or in a folder that a build copies into it."""
    file = file.absolute()
    published = [folders.site, folders.pages, *folders.theme]
    is_site = any(os.path.lexists(parent / MARKER) for parent in file.resolve().parents)
    if is_site or any(lies_in(file, folder) for folder in published):
        raise click.UsageError(
            f"{file.name} would be published: it must lie neither in the site nor in what a build copies."
        )


def write_private(file: Path, data: bytes) -> None:
    """Write a file in one step. Raises OSError."""
    number, new = tempfile.mkstemp(dir=file.absolute().parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(number, "wb") as opened:
            opened.write(data)
        Path(new).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(new).unlink()
        raise
