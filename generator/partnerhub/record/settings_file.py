"""mkdocs.yml → the hub's settings, or findings. The one reader of settings: of a work tree and of a revision alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from pydantic import ValidationError

from partnerhub.record.settings import Settings
from partnerhub.record.settings_tree import Read, SettingsInvalid, SettingsTree, read_tree
from partnerhub.words.finding import FieldPath, Finding, field_name
from partnerhub.words.spelling import close_to

PLUGIN = "partnerhub"

_OF_MKDOCS = frozenset(name for name, info in Settings.model_fields.items() if info.exclude)
"""Settings that stand beside the plugin, not under it."""
_MOST = 100
"""Findings at a time; who made more mistakes than that made one many times, and looking for words costs time."""
_INDENT = ("partnerhub's settings must be fields of their own", "Indent them.")


@dataclass(frozen=True)
class SettingsFile:
    """A settings file with all that it inherits, read and typed."""

    settings: Settings
    typed: SettingsTree
    place: FieldPath
    """Of our settings: `("plugins", 1, "partnerhub")`."""

    @property
    def tree(self) -> Mapping[Any, Any]:
        """The whole of mkdocs.yml as MkDocs sees it: docs_dir, site_dir, theme."""
        return self.typed.values

    @property
    def plugins(self) -> Iterator[tuple[FieldPath, str, Mapping[str, Any]]]:
        """The place, name and settings of each plugin that is switched on."""
        for place, name, typed, _ in _plugins(self.typed):
            options = typed if isinstance(typed, dict) else {}
            if options.get("enabled") is not False:
                # The theme's own may be named with it: material/offline
                yield place, name.rpartition("/")[2], options

    @property
    def paths(self) -> frozenset[str]:
        """The files that were read: when one of them changes, the settings are to be read again."""
        return self.typed.paths

    def finding(self, field: FieldPath, message: str, hint: str = "") -> Finding:
        """A finding about mkdocs.yml; `field` counts from its root."""
        return self.typed.finding(field, message, hint)

    def setting(self, field: FieldPath, message: str, hint: str = "") -> Finding:
        """A finding about one of our settings; `field` counts from the plugin's name and begins the message."""
        return _setting(self.typed, self.place, field, message, hint)


Check = Callable[[SettingsFile], Iterable[Finding]]


def read_settings(
    path: str, read: Read, environment: Mapping[str, str] | None, checks: Sequence[Check] = ()
) -> SettingsFile:
    """Read and type a settings file; raises SettingsInvalid with every finding at its place.

    `path` is the file's in the tree of which `read` gives the bytes: the hub's folder, or a revision's.
    `environment` is what `!ENV` may ask: that of the one who builds; None for a revision, whose variables are unset.
    `checks` are asked what else is wrong with settings that could be typed, so that all findings come at once.
    """
    tree = read_tree(path, read, environment)
    try:
        file, findings = _typed(tree)
        others = (finding for check in (_contradictions, *checks) for finding in check(file))
        findings += islice(others, _MOST)
        if findings:
            raise SettingsInvalid(findings)
    except SettingsInvalid as invalid:
        raise SettingsInvalid(invalid.findings, tree.paths) from None
    return file


def _typed(tree: SettingsTree) -> tuple[SettingsFile, list[Finding]]:
    place, options = _options(tree)
    findings = [
        _setting(tree, place, (name,), "is not a setting", "Write it beside plugins, not under partnerhub.")
        for name in options
        if name in _OF_MKDOCS
    ]
    try:
        settings = Settings.model_validate(
            {
                "languages": [_language(tree)],
                **options,
                "site_name": str(tree.values.get("site_name") or ""),
                "site_url": None if tree.values.get("site_url") == "" else tree.values.get("site_url"),
            }
        )
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)[:_MOST]
        raise SettingsInvalid([*findings, *(_refused(detail, tree, place) for detail in details)]) from None
    return SettingsFile(settings, tree, place), findings


def _options(tree: SettingsTree) -> tuple[FieldPath, Mapping[str, Any]]:
    """Where the plugin stands, and its settings; raises SettingsInvalid where it isn't named, or twice."""
    named = [entry for entry in _plugins(tree) if entry[1].removeprefix("/") == PLUGIN]
    if not named:
        hint = "Add `- partnerhub:` with the hub's settings below it."
        raise SettingsInvalid([tree.finding(("plugins",), "plugins must name partnerhub", hint)])
    if len(named) > 1:
        words = "plugins must name partnerhub once"
        raise SettingsInvalid([tree.finding(named[1][0], words, "Take the second mention out.")])
    place, _, options, beside = named[0]
    if beside is not None:
        raise SettingsInvalid([tree.finding(beside, *_INDENT)])
    if options is not None and not isinstance(options, dict):
        raise SettingsInvalid([tree.finding(place, *_INDENT)])
    return place, {str(key): value for key, value in (options or {}).items()}


def _plugins(tree: SettingsTree) -> Iterator[tuple[FieldPath, str, Any, FieldPath | None]]:
    """The place, name and settings of each plugin, and the place of what stands beside its name by a slip."""
    plugins = tree.values.get("plugins")
    if isinstance(plugins, dict):
        for name, options in plugins.items():
            yield ("plugins", name), str(name), options, None
    elif isinstance(plugins, list):
        for number, entry in enumerate(plugins):
            if not isinstance(entry, dict):
                yield ("plugins", number), str(entry), None, None
                continue
            for name, options in entry.items():
                beside = next((("plugins", number, str(other)) for other in entry if other != name), None)
                yield ("plugins", number, name), str(name), options, beside


def _setting(tree: SettingsTree, place: FieldPath, field: FieldPath, message: str, hint: str) -> Finding:
    finding = tree.finding((*place, *field), f"{field_name(field)} {message}", hint)
    return replace(finding, place=field)


def _refused(detail: Any, tree: SettingsTree, place: FieldPath) -> Finding:
    """What pydantic found, in our words."""
    field = tuple(step for step in detail["loc"] if step != "[key]")
    if field[0] in _OF_MKDOCS:
        place = ()
    if detail["type"] == "extra_forbidden":
        known = [name for name in Settings.model_fields if name not in _OF_MKDOCS]
        meant = close_to(str(field[-1]), known)
        hint = f"Did you mean {meant}?" if meant else f"Use one of {', '.join(known)}."
        return _setting(tree, place, field, "is not a setting", hint)
    context = detail.get("ctx", {})
    if "words" in context:
        return _setting(tree, place, field, context["words"].format_map(context["facts"]), "")
    kind = "a list" if "list" in detail["type"] else "fields of its own" if "dict" in detail["type"] else "text"
    return _setting(tree, place, field, f"must be {kind}", "")


def _theme_language(tree: SettingsTree) -> object:
    theme = tree.values.get("theme")
    return theme.get("language") if isinstance(theme, dict) else None


def _language(tree: SettingsTree) -> str:
    typed = _theme_language(tree)
    return typed if isinstance(typed, str) and typed else "en"


def _contradictions(file: SettingsFile) -> Iterator[Finding]:
    settings, language, typed = file.settings, _language(file.typed), _theme_language(file.typed)
    if typed is not None and not isinstance(typed, str):
        words = "theme.language must be text; YAML reads yes, no, on and off as true and false, so put it in quotes"
        yield file.finding(("theme", "language"), words)
    elif settings.languages[:1] != [language]:
        yield file.setting(("languages",), f"must begin with theme.language, which is {language}", "Write it first.")
    elif len(set(settings.languages)) < len(settings.languages):
        yield file.setting(("languages",), "must name each language once", "Take the second mention out.")
    if settings.values and settings.shared_values > len(settings.values):
        words = f"must be at most the number of the hub's values, {len(settings.values)}"
        yield file.setting(("shared_values",), words, "Lower it, or name more values.")
    if file.tree.get("use_directory_urls") is False:
        words = "use_directory_urls must be true: the pages of partners and events lie in folders"
        yield file.finding(("use_directory_urls",), words, "Take the line out.")
