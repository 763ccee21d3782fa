"""What became of the settings, in words: of those that nobody typed, what holds then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from partnerhub.checks import RULES
from partnerhub.record.settings import Settings
from partnerhub.record.settings_file import PLUGIN
from partnerhub.record.settings_tree import SettingsInvalid
from partnerhub.review.revisions import Range
from partnerhub.review.statement import Statement
from partnerhub.review.values import as_typed
from partnerhub.words.terms import N_

_NOTHING = "–"
_OURS = f"plugins.{PLUGIN}."
_SEVERITY = f"{_OURS}severity."


def about_settings(compared: Range) -> Iterator[Statement]:
    """What became of mkdocs.yml and all that it inherits; and whose settings are the judge, if not the base's."""
    before, after = compared.before.settings, compared.after.settings
    if isinstance(before, SettingsInvalid):
        words = N_("where this proposal began there are no settings that can be used, so it is judged by its own")
        yield Statement(words)
    if isinstance(before, SettingsInvalid) or isinstance(after, SettingsInvalid):
        return
    old, new = _named_values(before.tree), _named_values(after.tree)
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield _change(name, old.get(name), new.get(name))


def _change(name: str, old: str | None, new: str | None) -> Statement:
    """What became of a setting; None where it isn't typed."""
    default = _default(name)
    was, now = (default if value is None else value for value in (old, new))
    words = N_("{label}: {before} → {after}")
    if not was or not now or was == now:
        words = N_("{label} added: {after}") if old is None else N_("{label} removed: {before}")
    said = {
        side: Statement(N_("{value} (default)"), {"value": value}) if value == default else value
        for side, value in (("before", was), ("after", now))
    }
    return Statement(words, {"label": name, **said})


def _default(name: str) -> str:
    """What holds where a setting of ours isn't typed; empty for nothing, and for the settings of others."""
    if name.startswith(_SEVERITY):
        rule = RULES.get(name.removeprefix(_SEVERITY))
        return rule.severity if rule else ""
    field = Settings.model_fields.get(name.removeprefix(_OURS)) if name.startswith(_OURS) else None
    return as_typed(field.get_default(call_default_factory=True)) if field else ""


def _named_values(tree: Mapping[Any, Any]) -> Mapping[str, str]:
    """Each setting by its whole name: `plugins.partnerhub.lead_time`."""
    values = defaultdict[str, list[str]](list)
    for name, value in _flat(tree, ""):
        values[name].append(value)
    return {name: " · ".join(each) for name, each in values.items()}


def _flat(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping) and value:
        for key, each in value.items():
            yield from _flat(each, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        # Plugins, extensions and pages are lists of names, with what belongs to one below it.
        yield name, ", ".join(as_typed([*each] if isinstance(each, Mapping) else each) for each in value)
        for each in value:
            if isinstance(each, Mapping):
                yield from _flat(each, name)
    else:
        yield name, as_typed(value) or _NOTHING
