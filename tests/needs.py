"""What a test may need of the machine, all of it here: `@pytest.mark.needs("rsync")`.

Where it isn't there the test is skipped, and pytest lists it at the end; in CI, which sees to all of it, it fails.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import pytest

from browsing import CHROMIUM
from partnerhub.edge.desk_files import SCRIPTS


def _permissions_count() -> bool:
    """Not for root, unless it has given up what lets it read everything, as `.ci/run` does."""
    with tempfile.TemporaryDirectory() as folder:
        shut = Path(folder, "shut")
        shut.touch(0)
        return not os.access(shut, os.R_OK)


def _desk_is_gathered() -> bool:
    installed = Path(__file__).parents[1] / "desk" / "node_modules" / "yaml"
    return (SCRIPTS / "desk.js").exists() and installed.exists() and shutil.which("node") is not None


NEEDS: Mapping[str, bool] = {
    "forks": hasattr(os, "fork"),
    "/dev/full": Path("/dev/full").exists(),
    "permissions": _permissions_count(),
    "permissions, be it by setpriv": _permissions_count() or shutil.which("setpriv") is not None,
    "chromium": CHROMIUM is not None,
    "make desk": _desk_is_gathered(),
    "npm": shutil.which("npm") is not None,
    "rsync": shutil.which("rsync") is not None,
}
"""What is needed → whether it is here."""


def lacking(what: str) -> NoReturn:
    """End a test for want of something."""
    if "PARTNERHUB_SKIP_NOTHING" in os.environ:
        pytest.fail(f"CI has to see to it: {what}", pytrace=False)
    pytest.skip(f"it needs: {what}")
