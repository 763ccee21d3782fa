"""Where the files lie that come with partnerhub, and where partnerhub itself is to be found."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent
ADDRESS = ""
"""Of the tool and its handbook; empty as long as they are published nowhere, and then nothing leads there."""


def address_of_rule(rule: str) -> str:
    """Where the handbook explains a rule; empty as long as it is published nowhere."""
    return f"{ADDRESS.rstrip('/')}/reference/rules/#{rule}" if ADDRESS else ""


CHECKOUT = None if (PACKAGE / "templates").is_dir() else PACKAGE.parents[1]
"""The folder of a checkout; None for what was installed as a wheel, in which all lies in the package."""
TEMPLATES = (CHECKOUT or PACKAGE) / "templates"
