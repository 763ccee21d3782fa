"""Every setting of a hub, as `Settings` declares it."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping
from datetime import timedelta
from enum import StrEnum

from docs.reference.table import table
from partnerhub.record.settings import Settings

_HEAD = """\
# Settings

They stand in `mkdocs.yml`, below `- partnerhub:`. A wrong one is told at its place, with what to type instead, and so
is one that stands beside `partnerhub:` instead of under it. What MkDocs and its theme read (`site_name`, `site_url`,
`nav`, `theme` …) stays as [MkDocs](https://www.mkdocs.org/user-guide/configuration/) has it.

"""
_COLUMNS = ("setting", "default", "for example", "what it says")
EXAMPLES: Mapping[str, str] = {
    "community": "{he: קהילת פנס, en: The Panas community}",
    "about": "Neighbours who learn from one another. Once a month we host somebody.",
    "languages": "[he, en]",
    "timezone": "Asia/Jerusalem",
    "lead_time": "14",
    "event_length": "1h30m",
    "values": "{open-knowledge: {he: ידע פתוח, en: Open knowledge}, nature: {he: טבע, en: Nature}}",
    "shared_values": "2",
    "red_flags": "{fraud: {he: הונאה, en: Fraud}}",
    "tags": "{open-data: {he: נתונים פתוחים, en: Open data}}",
    "vetting_valid": "180",
    "reply_within": "48",
    "thanks_within": "3",
    "publishing_branch": "main",
    "on_error": "hold_back",
    "holidays": "IL",
    "quiet_days": "[shabbat]",
    "calendars": "{city-library: https://library.example.org/calendar.ics}",
    "maps": "openstreetmap",
    "share_pictures": "photo",
    "desk": "true",
    "propose": "mailto:partners@hub.example.org",
    "severity": "{event-on-quiet-day: ignore, photo-too-small: error}",
}
"""What may be typed; a setting without one fails here."""


def page() -> str:
    """The page as Markdown."""
    meanings = _docstrings()
    return _HEAD + table(
        _COLUMNS, ((f"`{name}`", _default(name), f"`{EXAMPLES[name]}`", meanings[name]) for name in _names())
    )


def _names() -> Iterator[str]:
    """Of all that stand under the plugin, in their order."""
    return (name for name, field in Settings.model_fields.items() if not field.exclude)


def _docstrings() -> Mapping[str, str]:
    body = ast.parse(inspect.getsource(Settings)).body[0]
    assert isinstance(body, ast.ClassDef)
    said = {}
    for above, below in zip(body.body, body.body[1:], strict=False):
        if isinstance(above, ast.AnnAssign) and isinstance(below, ast.Expr) and isinstance(above.target, ast.Name):
            said[above.target.id] = inspect.cleandoc(ast.literal_eval(below.value))
    return said


def _default(name: str) -> str:
    value = Settings.model_fields[name].default
    if isinstance(value, timedelta):
        return f"`{value // timedelta(hours=1)}h`"
    if isinstance(value, StrEnum | str | int):
        return f"`{value}`"
    return ""
