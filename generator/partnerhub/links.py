"""What leads somewhere else: nothing that we write, read back or clear away is reached through it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


def is_link(path: Path) -> bool:
    """Whether a path is a symbolic link, or a junction as Windows has them."""
    return path.is_symlink() or is_junction(path)


is_junction: Callable[[str | Path], bool] = getattr(os.path, "isjunction", lambda path: False)  # from Python 3.12 on
