"""What is not for everybody: files written whole or not at all, and nowhere that a build, or a host, would publish."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from partnerhub.edge.config import lies_in
from partnerhub.edge.usage import Misuse
from partnerhub.record.settings import Folders
from partnerhub.site.folder import MARKER
from partnerhub.words.terms import N_


def refuse_published(path: Path, folders: Folders) -> None:
    """Raise Misuse for a file or folder in a site, in what a build copies there, or among the partners' photos."""
    around = (path.resolve(), *path.resolve().parents)
    sites = [folder for folder in around if os.path.lexists(folder / MARKER)]
    copied = (folders.pages, folders.hub / "templates", *folders.theme)
    for published in (folders.site, *sites, *copied, folders.partners):
        if lies_in(path, published):
            words = N_("{path} must not lie in {folder}/: it is not for everybody")
            raise Misuse(words, N_("Name another place."), path=path.name, folder=published.name)


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
