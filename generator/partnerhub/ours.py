"""Where the files lie that come with partnerhub, and where partnerhub itself is to be found."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent
ADDRESS = ""
"""Of the tool and its handbook; empty as long as they are published nowhere, and then nothing leads there."""


def address_of_rule(rule: str) -> str:
    """Where the handbook explains a rule; empty as long as it is published nowhere."""
    return f"{ADDRESS.rstrip('/')}/reference/rules/#{rule}" if ADDRESS else ""


def _templates() -> Path:
    # In the wheel they lie in the package, in a checkout at its root.
    installed, checkout = PACKAGE / "templates", PACKAGE.parents[1] / "templates"
    return installed if installed.is_dir() else checkout


TEMPLATES = _templates()
