"""Which pages the reference has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from docs.reference import commands, exit_codes, fields, fragments, homes, markers, outputs, rules, settings

FOLDER = Path(__file__).parents[1] / "pages" / "reference"
PAGES: Mapping[str, Callable[[], str]] = {
    "fields": fields.page,
    "settings": settings.page,
    "rules": rules.page,
    "commands": commands.page,
    "outputs": outputs.page,
    "markers": markers.page,
    "fragments": fragments.page,
    "homes": homes.page,
    "exit-codes": exit_codes.page,
}
"""Name of its file → what makes its text."""
