"""mkdocs.yml → the hub's settings, or faults. The one reader of settings: of a work tree and of a revision alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pydantic import ValidationError

from partnerhub.record.meant import items_of
from partnerhub.record.settings import Settings
from partnerhub.record.settings_names import OF_MKDOCS, OURS
from partnerhub.record.settings_refused import mkdocs_text, refused, setting, unknown, value_at
from partnerhub.record.settings_tree import Fault, Read, SettingsInvalid, SettingsTree, read_tree
from partnerhub.record.settings_types import language_meant
from partnerhub.words import guesses
from partnerhub.words.finding import FieldPath, Problem, printable
from partnerhub.words.spelling import close_to
from partnerhub.words.terms import LANGUAGE_TAG, N_, Term

PLUGIN = "partnerhub"

_MOST = 100
"""Faults at a time; who made more mistakes than that made one many times, and looking for words costs time."""
_SETTING_LIKE = re.compile(r"([\w-]+)\s*[:=]?\s*(\S*)")
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
        """A fault at the name of one of our settings: what it must be. `field` counts from the plugin's name."""
        return setting(self.typed, self.place, field, requirement, hint, **facts)

    def value(self, field: FieldPath, requirement: Term, hint: Term | None = None, **facts: object) -> Fault:
        """A fault at the value of one of our settings: what it must be."""
        return value_at(self.typed, self.place, field, requirement, hint, **facts)


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
    faults = [
        *_of_theme(tree),
        *(unknown(tree, place, (name,), None) for name in options if name in OF_MKDOCS),
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
        details = error.errors(include_url=False)[:_MOST]
        raise SettingsInvalid([*faults, *(refused(detail, tree, place) for detail in details)]) from None
    return SettingsFile(settings, tree, place), faults


def _options(tree: SettingsTree) -> tuple[FieldPath, Mapping[str, Any]]:
    """Where the plugin stands, and its settings; raises SettingsInvalid where it isn't named, or twice."""
    plugins = list(_plugins(tree))
    named = [entry for entry in plugins if entry[1].removeprefix("/") == PLUGIN]
    if not named:
        raise SettingsInvalid([_not_named(tree, plugins)])
    if len(named) > 1:
        words = N_("plugins must name partnerhub once")
        raise SettingsInvalid([tree.fault(named[1][0], words, N_("Take the second mention out."))])
    place, _, options, beside = named[0]
    if beside is not None:
        raise SettingsInvalid([tree.fault(beside, *_INDENT)])
    if options is not None and not isinstance(options, dict):
        raise SettingsInvalid([_no_fields(tree, place, options)])
    return place, {str(key): value for key, value in (options or {}).items()}


def _no_fields(tree: SettingsTree, place: FieldPath, options: object) -> Fault:
    """Of settings of ours that are no fields: most often a space is missing behind a colon, or the colon."""
    hint = N_("Write them below it, each on a line of its own and indented by two spaces: {fields}.")
    typed = _SETTING_LIKE.match(options) if isinstance(options, str) else None
    if typed and typed[1] in OURS:
        hint = N_("Write {line}.")
    written = tree.written(place)
    line = f"{typed[1]}: {typed[2]}" if typed else ""
    facts = {"fields": "lead_time: 7", "line": line}
    return Fault(written.path, Problem(place, _INDENT[0], hint, facts, written.position))


def _not_named(tree: SettingsTree, plugins: Sequence[_Plugin]) -> Fault:
    words, hint = N_("plugins must name partnerhub"), N_("Add `- partnerhub:` with the hub's settings below it.")
    for place, name, _, _ in plugins:
        got, typed = N_("plugins must name partnerhub, got {got}"), f"“{printable(name, limit=60)}”"
        if close_to(guesses.plain(name).replace(" ", ""), [PLUGIN]):
            return tree.fault(place, got, N_("Write {line}."), got=typed, line=PLUGIN)
        if PLUGIN in items_of(name):
            apart = N_("Put each on a line of its own, its hyphen below the one above: {line}.")
            return tree.fault(place, got, apart, got=typed, line=f"- {PLUGIN}")
    if isinstance(listed := tree.values.get("plugins"), str):
        line = f"plugins: [{', '.join(items_of(listed))}]"
        return tree.fault(("plugins",), N_("plugins must be a list"), N_("Write {line}."), line=line)
    return tree.fault(("plugins",), words, hint)


_Plugin = tuple[FieldPath, str, Any, FieldPath | None]


def _plugins(tree: SettingsTree) -> Iterator[_Plugin]:
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


def _theme_language(tree: SettingsTree) -> object:
    theme = tree.values.get("theme")
    return theme.get("language") if isinstance(theme, dict) else None


def _language(tree: SettingsTree) -> str:
    """The language of the theme, as far as it can be understood, else English."""
    typed = _theme_language(tree)
    if not isinstance(typed, str) or not typed or LANGUAGE_TAG.match(typed):
        return typed if isinstance(typed, str) and typed else "en"
    return guess.text if (guess := language_meant(typed)) else "en"


def _of_theme(tree: SettingsTree) -> Iterator[Fault]:
    typed, place = _theme_language(tree), ("theme", "language")
    if typed is not None and not isinstance(typed, str):
        yield mkdocs_text(tree, place)
    elif typed and not LANGUAGE_TAG.match(typed):
        words, guess = N_("must be a language's code such as {example} or en"), language_meant(typed)
        hint, line = N_("Write {line}."), f"language: {guess.text if guess else 'en'}"
        yield value_at(tree, (), place, words, hint, example="he", line=line)


def _contradictions(file: SettingsFile) -> Iterator[Fault]:
    settings, language = file.settings, _language(file.typed)
    named = list(dict.fromkeys(settings.languages))
    if settings.languages[:1] != [language]:
        words = N_("must begin with theme.language, which is {language}")
        others = [each for each in named if each != language]
        hint = N_("Write {line}, or {other} under theme.") if others else N_("Write {line}.")
        line, other = f"languages: [{', '.join([language, *others])}]", f"language: {''.join(others[:1])}"
        yield file.value(("languages",), words, hint, language=language, line=line, other=other)
    elif len(named) < len(settings.languages):
        line = f"languages: [{', '.join(named)}]"
        yield file.value(("languages",), N_("must name each language once"), N_("Write {line}."), line=line)
    if settings.values and settings.shared_values > len(settings.values):
        words = N_("must be at most the number of the hub's values, {count}")
        hint = N_("Lower it, or name more values.")
        yield file.value(("shared_values",), words, hint, count=len(settings.values))
    if file.tree.get("use_directory_urls") is False:
        words = N_("{field} must be true: the pages of partners and events lie in folders")
        yield file.fault(("use_directory_urls",), words, N_("Take the line out."))
