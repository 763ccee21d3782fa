"""mkdocs.yml → the hub's settings, or faults. The one reader of settings: of a work tree and of a revision alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pydantic import ValidationError

from partnerhub.record.settings import Settings
from partnerhub.record.settings_tree import Fault, Read, SettingsInvalid, SettingsTree, read_tree
from partnerhub.words.finding import FieldPath, Problem
from partnerhub.words.spelling import close_to
from partnerhub.words.terms import N_, Term

PLUGIN = "partnerhub"

_OF_MKDOCS = frozenset(name for name, info in Settings.model_fields.items() if info.exclude)
"""Settings that stand beside the plugin, not under it."""
_MOST = 100
"""Faults at a time; who made more mistakes than that made one many times, and looking for words costs time."""
_INDENT = (N_("partnerhub's settings must be fields of their own"), N_("Indent them."))


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

    def fault(self, field: FieldPath, message: Term, hint: Term | None = None, **facts: object) -> Fault:
        """A fault in mkdocs.yml; `field` counts from its root."""
        return self.typed.fault(field, message, hint, **facts)

    def setting(self, field: FieldPath, requirement: Term, hint: Term | None = None, **facts: object) -> Fault:
        """A fault in one of our settings: what it must be. `field` counts from the plugin's name."""
        return _setting(self.typed, self.place, field, requirement, hint, **facts)


Check = Callable[[SettingsFile], Iterable[Fault]]


def read_settings(
    path: str, read: Read, environment: Mapping[str, str] | None, checks: Sequence[Check] = ()
) -> SettingsFile:
    """Read and type a settings file; raises SettingsInvalid with every fault at its place.

    `path` is the file's in the tree of which `read` gives the bytes: the hub's folder, or a revision's.
    `environment` is what `!ENV` may ask: that of the one who builds; None for a revision, whose variables are unset.
    `checks` are asked what else is wrong with settings that could be typed, so that all faults come at once.
    """
    tree = read_tree(path, read, environment)
    try:
        file, faults = _typed(tree)
        others = (fault for check in (_contradictions, *checks) for fault in check(file))
        faults += islice(others, _MOST)
        if faults:
            raise SettingsInvalid(faults)
    except SettingsInvalid as invalid:
        raise SettingsInvalid(invalid.faults, tree.paths, _language(tree)) from None
    return file


def first_language(path: str, read: Read) -> str:
    """The hub's first language as far as its settings can be read, else English; for who must say what is wrong."""
    try:
        return _language(read_tree(path, read, None))
    except SettingsInvalid as invalid:
        return invalid.language


def _typed(tree: SettingsTree) -> tuple[SettingsFile, list[Fault]]:
    place, options = _options(tree)
    beside_plugins = N_("Write it beside plugins, not under partnerhub.")
    faults = [
        _setting(tree, place, (name,), N_("is not a setting"), beside_plugins) for name in options if name in _OF_MKDOCS
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
        raise SettingsInvalid([*faults, *(_refused(detail, tree, place) for detail in details)]) from None
    return SettingsFile(settings, tree, place), faults


def _options(tree: SettingsTree) -> tuple[FieldPath, Mapping[str, Any]]:
    """Where the plugin stands, and its settings; raises SettingsInvalid where it isn't named, or twice."""
    named = [entry for entry in _plugins(tree) if entry[1].removeprefix("/") == PLUGIN]
    if not named:
        hint = N_("Add `- partnerhub:` with the hub's settings below it.")
        raise SettingsInvalid([tree.fault(("plugins",), N_("plugins must name partnerhub"), hint)])
    if len(named) > 1:
        words = N_("plugins must name partnerhub once")
        raise SettingsInvalid([tree.fault(named[1][0], words, N_("Take the second mention out."))])
    place, _, options, beside = named[0]
    if beside is not None:
        raise SettingsInvalid([tree.fault(beside, *_INDENT)])
    if options is not None and not isinstance(options, dict):
        raise SettingsInvalid([tree.fault(place, *_INDENT)])
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


def _setting(
    tree: SettingsTree, place: FieldPath, field: FieldPath, requirement: Term, hint: Term | None, **facts: object
) -> Fault:
    path, position = tree.locate((*place, *field))
    facts["requirement"] = requirement
    return Fault(path, Problem(field, N_("{field} {requirement}"), hint, facts, position))


def _refused(detail: Any, tree: SettingsTree, place: FieldPath) -> Fault:
    """What pydantic found, in our words."""
    field = tuple(step for step in detail["loc"] if step != "[key]")
    if field[0] in _OF_MKDOCS:
        place = ()
    if detail["type"] == "extra_forbidden":
        known = [name for name in Settings.model_fields if name not in _OF_MKDOCS]
        meant = close_to(str(field[-1]), known)
        hint = N_("Did you mean {meant}?") if meant else N_("Use one of {known}.")
        return _setting(tree, place, field, N_("is not a setting"), hint, meant=meant, known=", ".join(known))
    context = detail.get("ctx", {})
    if "words" in context:
        facts = {name: fact for name, fact in context["facts"].items() if name != "close_to"}
        return _setting(tree, place, field, context["words"], facts.pop("hint", None), **facts)
    kinds = {"list": N_("must be a list"), "dict": N_("must be fields of its own")}
    kind = next((words for kind, words in kinds.items() if kind in detail["type"]), N_("must be text"))
    return _setting(tree, place, field, kind, None)


def _theme_language(tree: SettingsTree) -> object:
    theme = tree.values.get("theme")
    return theme.get("language") if isinstance(theme, dict) else None


def _language(tree: SettingsTree) -> str:
    typed = _theme_language(tree)
    return typed if isinstance(typed, str) and typed else "en"


def _contradictions(file: SettingsFile) -> Iterator[Fault]:
    settings, language, typed = file.settings, _language(file.typed), _theme_language(file.typed)
    if typed is not None and not isinstance(typed, str):
        words = N_("{field} must be text; YAML reads yes, no, on and off as true and false, so put it in quotes")
        yield file.fault(("theme", "language"), words)
    elif settings.languages[:1] != [language]:
        words = N_("must begin with theme.language, which is {language}")
        yield file.setting(("languages",), words, N_("Write it first."), language=language)
    elif len(set(settings.languages)) < len(settings.languages):
        yield file.setting(("languages",), N_("must name each language once"), N_("Take the second mention out."))
    if settings.values and settings.shared_values > len(settings.values):
        words = N_("must be at most the number of the hub's values, {count}")
        hint = N_("Lower it, or name more values.")
        yield file.setting(("shared_values",), words, hint, count=len(settings.values))
    if file.tree.get("use_directory_urls") is False:
        words = N_("{field} must be true: the pages of partners and events lie in folders")
        yield file.fault(("use_directory_urls",), words, N_("Take the line out."))
