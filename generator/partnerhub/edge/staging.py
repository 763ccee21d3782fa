"""The folder under .cache/ in which a site is made before it goes to site/, and the lock: one build at a time."""

from __future__ import annotations

import errno
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from partnerhub.links import is_link
from partnerhub.record.settings import Folders


@dataclass(frozen=True)
class Staging:
    """A build's own folder, from `begun` to `ended`."""

    folder: Path
    """It doesn't exist yet when a build begins."""
    lock: FileLock

    @classmethod
    def begun(cls, folders: Folders) -> Staging:
        """Wait for other builds of the hub, and clear away what a killed one left.

        Raises OSError, also where a link would lead somewhere else: what it leads to would be cleared away.
        """
        cache = folders.cache
        own, lock, folder = cache / ".gitignore", cache / "build.lock", cache / "staging"
        for path in (cache.parent, cache):
            _refuse_a_link(path)
            if os.path.lexists(path) and not path.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
            path.mkdir(exist_ok=True)
        for path in (own, lock, folder):
            _refuse_a_link(path)
        own.write_text("*\n", encoding="utf-8")
        staging = cls(folder, FileLock(lock))
        staging.lock.acquire()
        try:
            if os.path.lexists(folder):
                shutil.rmtree(folder)
        except OSError:
            staging.lock.release()
            raise
        return staging

    def ended(self) -> None:
        """Clear the folder away, and let the next build begin."""
        shutil.rmtree(self.folder, ignore_errors=True)  # what stays, the next build clears away
        self.lock.release()


def _refuse_a_link(path: Path) -> None:
    if is_link(path):
        raise OSError(errno.ELOOP, "it is a link, and a build follows none here", str(path))
