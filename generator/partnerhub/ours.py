"""Where the files lie that come with partnerhub."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def _templates() -> Path:
    # In the wheel they lie in the package, in a checkout at its root.
    installed, checkout = PACKAGE / "templates", PACKAGE.parents[1] / "templates"
    return installed if installed.is_dir() else checkout


TEMPLATES = _templates()
