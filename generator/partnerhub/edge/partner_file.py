"""A partner's file, written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from partnerhub.site.folder import is_link


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
