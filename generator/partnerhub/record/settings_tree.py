"""mkdocs.yml and what it inherits → one tree, with the place of everything in it. `settings_file` types it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

import yaml
from yaml.resolver import Resolver

from partnerhub.record.scalars import scalar
from partnerhub.record.settings_yaml import MAX_VALUES, Slipped, Unreadable, position_of, read_yaml
from partnerhub.words.finding import FieldPath, Finding, Position, Problem, Severity
from partnerhub.words.terms import N_, Term

MAX_FILES = 20
"""One above the other."""
INHERIT = "INHERIT"

Read = Callable[[str], bytes | None]
"""A file's bytes by its path in a tree, with forward slashes; None where there is no such file to be read.

Of a longer file, `settings_yaml.MAX_BYTES` + 1 bytes are enough.
"""

_SCALARS = "tag:yaml.org,2002:"
"""How the tags of YAML's own types begin."""
_LANGUAGE = re.compile(r"^[^#\n]*(?<![\w-])language:[ \t]*[\"']?([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\b", re.MULTILINE)
_LANGUAGES = re.compile(r"^[^#\n]*(?<![\w-])languages:[\s\[\"'-]*([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\b", re.MULTILINE)
_MAPPING = Resolver.DEFAULT_MAPPING_TAG
_SEQUENCE = Resolver.DEFAULT_SEQUENCE_TAG


@dataclass(frozen=True)
class Fault:
    """What is wrong with a settings file, and where, before it is known who reads of it."""

    path: str
    problem: Problem

    def said(self, language: str) -> Finding:
        """The finding, in a language."""
        place, problem = self.problem.position or Position(), self.problem
        return Finding(
            rule="settings",
            severity=Severity.ERROR,
            path=self.path,
            line=place.line,
            column=place.column,
            place=problem.field,
            message=problem.say(problem.message, language),
            hint=problem.say(problem.hint, language) if problem.hint else "",
        )


class SettingsInvalid(Exception):  # noqa: N818 - it carries faults
    """The settings can't be used; `faults` say why. Ends every command with 2."""

    def __init__(self, faults: Sequence[Fault], paths: Iterable[str] = (), language: str = "en") -> None:
        self.faults = faults
        self.paths = frozenset(paths)
        """The files that were asked for, in the tree in which they lie; one that isn't there is among them."""
        self.language = language
        """The hub's first, as far as it can be told."""
        super().__init__(f"{len(faults)} faults in the settings")

    def findings(self, language: str | None = None) -> list[Finding]:
        """What is wrong, in the order of the places, in a language or the hub's first."""
        found = (fault.said(language or self.language) for fault in self.faults)
        return sorted(found, key=lambda finding: finding.sort_key)


@dataclass(frozen=True)
class _File:
    path: str
    root: yaml.Node | None
    values: Mapping[Any, Any]
    size: int


@dataclass(frozen=True)
class Written:
    """A value as it stands in a file."""

    path: str
    position: Position
    """Where it begins; of one that is left empty, its key's."""
    text: str | None
    """As it was typed, without quotes; None for a list, fields, and what comes from the environment."""
    is_quoted: bool = False


@dataclass(frozen=True)
class SettingsTree:
    """What stands in mkdocs.yml, over what stands in the files that it inherits."""

    values: Mapping[Any, Any]
    """As MkDocs merges them: mapping by mapping, a file's own before inherited ones; `INHERIT` is left out.

    What an anchor names is one object wherever an alias repeats it: not to be changed.
    """
    files: Sequence[_File]
    """The file itself, then what it inherits."""

    @property
    def paths(self) -> frozenset[str]:
        """The files that were read, by their paths in the tree in which they lie."""
        return frozenset(file.path for file in self.files)

    def fault(self, field: FieldPath, message: Term, hint: Term | None = None, **facts: object) -> Fault:
        """A fault at the place of a field, or of the nearest of its parents that is there."""
        path, place = self.locate(field)
        return Fault(path, Problem(field, message, hint, facts, place))

    def locate(self, field: FieldPath) -> tuple[str, Position]:
        """The file and the place of a field, or of the nearest of its parents that is there."""
        path, place, _ = self._found(field)
        return path, place

    def written(self, field: FieldPath) -> Written:
        """What stands in a field, or in the nearest of its parents that is there."""
        path, key, node = self._found(field)
        # A value left empty has no place of its own: libyaml's mark lies on a later line.
        if node is None or (isinstance(node, yaml.ScalarNode) and not node.value and not node.style):
            return Written(path, key, "")
        is_typed = isinstance(node, yaml.ScalarNode) and node.tag.startswith(_SCALARS)
        return Written(path, position_of(node.start_mark), node.value if is_typed else None)

    def value(self, field: FieldPath) -> Any:
        """What stands in a field; None where there is none."""
        found: Any = self.values
        for step in field:
            steps = found if isinstance(found, dict) else range(len(found)) if isinstance(found, list) else ()
            found = found[step] if step in steps else None
        return found

    def name(self, field: FieldPath) -> Written:
        """The name of a field as it stands there, whatever YAML reads there."""
        path, place, holder = self._found(field[:-1])
        for key, _ in holder.value if isinstance(holder, yaml.MappingNode) else ():
            if isinstance(key, yaml.ScalarNode) and (key.value if key.style else scalar(key.value)) == field[-1]:
                return Written(path, position_of(key.start_mark), key.value)
        return Written(path, place, str(field[-1]))

    def _found(self, field: FieldPath) -> tuple[str, Position, yaml.Node | None]:
        path, place, found = self.files[0].path, Position(), self.files[0].root
        layers = [(file.path, file.root) for file in self.files]
        for step in field:
            children = [(name, *child) for name, node in layers if (child := _child(node, step))]
            if not children:
                break
            path, place, found = children[0]
            layers = [(path, found)]
            if found.tag == _MAPPING:
                # What is inherited shows through as long as it is a mapping itself.
                inherited = takewhile(lambda below: below[2].tag == _MAPPING, children[1:])
                layers += [(name, below) for name, _, below in inherited]
        return path, place, found


def read_tree(path: str, read: Read, environment: Mapping[str, str] | None) -> SettingsTree:
    """Read a settings file and what it inherits; raises SettingsInvalid.

    `environment` is what `!ENV` may ask; None leaves every variable unset.
    """
    asked = {path}
    files: list[_File] = []
    texts: list[str] = []
    name: str | None = path
    variables = {} if environment is None else environment
    try:
        while name is not None:
            asked.add(name)
            data = read(name)
            if data is None:
                raise SettingsInvalid([_not_there(files, name)])
            texts.append(data.decode("utf-8", "replace"))
            files.append(_read_file(name, data, variables, MAX_VALUES - sum(file.size for file in files)))
            name = _parent(files)
    except SettingsInvalid as invalid:
        raise SettingsInvalid(invalid.faults, asked, _language_in(texts)) from None
    values: Mapping[Any, Any] = {}
    for file in reversed(files):
        values = _merged(values, {key: value for key, value in file.values.items() if key != INHERIT})
    return SettingsTree(values, files)


def _language_in(texts: Iterable[str]) -> str:
    """The hub's first language as far as lines tell it that can't be read as a whole, else English."""
    found = (match for pattern in (_LANGUAGE, _LANGUAGES) for text in texts if (match := pattern.search(text)))
    return next((match[1] for match in found), "en")


def _not_there(files: Sequence[_File], name: str) -> Fault:
    if not files:
        hint = N_("Run it in the hub's folder, or name the file with --config-file.")
        return Fault(name, Problem((), N_("the hub's mkdocs.yml can't be opened"), hint))
    words = N_("INHERIT must name a file of the hub, and {path} can't be read there")
    hint = N_("Look for a slip in the name; a link that leads out of the hub is not followed.")
    return _about_inherit(files[-1], words, hint, path=name)


def _about_inherit(file: _File, words: Term, hint: Term, **facts: object) -> Fault:
    return SettingsTree(file.values, [file]).fault((INHERIT,), words, hint, **facts)


def _parent(files: Sequence[_File]) -> str | None:
    """The path of the file that the last one inherits."""
    file = files[-1]
    if INHERIT not in file.values:
        return None
    typed = file.values[INHERIT]
    if not isinstance(typed, str) or not typed:
        raise SettingsInvalid([_about_inherit(file, N_("INHERIT must be the path of a file"), N_("Name the file."))])
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), typed))
    if path.startswith(("/", "../")) or path == "..":
        words, hint = (
            N_("INHERIT must name a file inside the hub, got {got}"),
            N_("Move the file into the hub's folder."),
        )
        raise SettingsInvalid([_about_inherit(file, words, hint, got=typed)])
    if path in {each.path for each in files}:
        words = N_("INHERIT must not lead back to where it began, but {path} inherits this file")
        raise SettingsInvalid([_about_inherit(file, words, N_("Take one of the two lines out."), path=path)])
    if len(files) == MAX_FILES:
        words, hint = N_("INHERIT must not lead through more than {limit} files"), N_("Put some of them together.")
        raise SettingsInvalid([_about_inherit(file, words, hint, limit=MAX_FILES)])
    return path


def _merged(parent: Mapping[Any, Any], child: Mapping[Any, Any]) -> dict[Any, Any]:
    """Mapping by mapping, the child before the parent; neither is changed."""
    both = {key: value for key, value in child.items() if isinstance(value, dict)}
    both = {key: value for key, value in both.items() if isinstance(parent.get(key), dict)}
    return {**parent, **child, **{key: _merged(parent[key], value) for key, value in both.items()}}


def _child(node: yaml.Node | None, step: str | int) -> tuple[Position, yaml.Node] | None:
    """What stands under a key or at a place of a list, and where; None where nothing does."""
    if isinstance(node, yaml.MappingNode) and node.tag == _MAPPING:
        # The last one counts, and what came through a merge key stands before what is written out.
        for key, value in reversed(node.value):
            if isinstance(key, yaml.ScalarNode) and key.value == str(step):
                return position_of(key.start_mark), value
    elif isinstance(node, yaml.SequenceNode) and node.tag == _SEQUENCE and step in range(len(node.value)):
        value = node.value[int(step)]
        return position_of(value.start_mark), value
    return None


def _read_file(path: str, data: bytes, environment: Mapping[str, str], most: int) -> _File:
    try:
        content = read_yaml(data, environment, most)
    except Unreadable as unreadable:
        words: Term = N_("{path} can't be read: {reason}")
        facts = {**unreadable.facts, "path": path, "reason": unreadable.words}
        if isinstance(unreadable, Slipped):
            words, facts = unreadable.words, unreadable.facts
        fault = Fault(path, Problem((), words, unreadable.hint, facts, unreadable.position))
        raise SettingsInvalid([fault]) from None
    if content.values is not None and not isinstance(content.values, dict):
        words, hint = N_("{path} must hold settings"), N_("Begin with site_name.")
        raise SettingsInvalid([Fault(path, Problem((), words, hint, {"path": path}))])
    return _File(path, content.root, content.values or {}, content.size)
