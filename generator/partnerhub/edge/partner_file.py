"""A partner's file and its photo, written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from partnerhub.links import is_link


class ChangedMeanwhile(Exception):  # noqa: N818 - it is no error of ours
    """Somebody else wrote the file since it was read."""


def replace_file(file: Path, before: bytes, after: bytes) -> None:
    """Put other bytes in the place of those that were read, through a file beside it; its permissions stay.

    Raises OSError, also for a link, and ChangedMeanwhile. Then the file is as it was.
    """
    if is_link(file):
        raise OSError(errno.ELOOP, "it is a link, and none is written through", str(file))
    status = file.stat()
    # Hidden, so that a preview that looks meanwhile takes it for no partner.
    number, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(number, "wb") as beside:
            beside.write(after)
            beside.flush()
            os.fsync(beside.fileno())
        if hasattr(os, "chown"):
            with suppress(OSError):  # only some may give a file away
                os.chown(name, status.st_uid, status.st_gid)
        Path(name).chmod(stat.S_IMODE(status.st_mode))
        if file.read_bytes() != before:
            raise ChangedMeanwhile
        Path(name).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def create_files(files: Mapping[Path, bytes]) -> None:
    """Write files that are not there yet, all of them or none, each whole, with the folders that they need.

    Raises OSError, of which FileExistsError.
    """
    made = list[Path]()
    folders = list[Path]()
    beside = dict[Path, Path]()
    try:
        for file, data in files.items():
            for folder in reversed([each for each in file.parents if not each.exists()]):
                folder.mkdir()
                folders.append(folder)
            # Hidden, so that a preview that looks meanwhile takes it for no partner.
            number, name = tempfile.mkstemp(prefix=f".{file.stem[:20]}.", dir=file.parent)
            beside[file] = Path(name)
            with os.fdopen(number, "wb") as opened:
                opened.write(data)
                opened.flush()
                os.fsync(opened.fileno())
            beside[file].chmod(0o666 & ~_umask())
        for file, whole in beside.items():
            _put(whole, file)
            made.append(file)
    except BaseException:
        for file in made:
            with suppress(OSError):
                file.unlink()
        raise
    finally:
        for whole in beside.values():
            with suppress(OSError):
                whole.unlink()
        for folder in reversed(folders):
            with suppress(OSError):  # all but those that nothing came to lie in
                folder.rmdir()


def _put(whole: Path, file: Path) -> None:
    """Give a file its name, where nothing has it. Raises FileExistsError."""
    try:
        os.link(whole, file)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        with file.open("xb") as new:
            new.write(whole.read_bytes())


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
