"""mkdocs.yml and what it inherits → one tree, with the place of everything in it. `settings_file` types it.

Reads what MkDocs reads, and runs nothing: MkDocs' own reader imports and calls whatever a `!!python/…` tag names.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.constructor import SafeConstructor
from yaml.reader import Reader
from yaml.resolver import Resolver

from partnerhub.record.read import yaml_words
from partnerhub.words.finding import FieldPath, Finding, Position, Severity, field_name, printable

MAX_BYTES = 256 * 1024
"""Of one file."""
MAX_VALUES = 20_000
"""Of a file and all that it inherits, where each alias counts as all that it repeats."""
MAX_DEPTH = 50
"""Of nesting, where an alias counts as what it repeats."""
MAX_FILES = 20
"""One above the other."""
MAX_NUMBER = 400
"""Characters of a number; YAML's own reading of 1:00:00:… takes time that grows with their square."""
INHERIT = "INHERIT"

Read = Callable[[str], bytes | None]
"""A file's bytes by its path in a tree, with forward slashes; None where there is no such file to be read.

Of a longer file, `MAX_BYTES` + 1 bytes are enough.
"""

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAPPING = Resolver.DEFAULT_MAPPING_TAG
_SEQUENCE = Resolver.DEFAULT_SEQUENCE_TAG
_NOT_READ = re.compile(f"{Reader.NON_PRINTABLE.pattern}|\ufeff")
"""Characters that no YAML file may hold."""
_LOOK = "Look at this line and the one before it: colons, quotes and indentation."


class SettingsInvalid(Exception):  # noqa: N818 - it carries findings
    """The settings can't be used; `findings` say why, in the order of their places. Ends every command with 2."""

    def __init__(self, findings: Iterable[Finding], paths: Iterable[str] = ()) -> None:
        self.findings = sorted(findings, key=lambda finding: finding.sort_key)
        self.paths = frozenset(paths)
        """The files that were asked for, in the tree in which they lie; one that isn't there is among them."""
        super().__init__(f"{len(self.findings)} findings in the settings")


@dataclass(frozen=True)
class _File:
    path: str
    root: yaml.Node | None
    values: Mapping[Any, Any]
    size: int
    """How many values, where an alias counts as all that it repeats."""


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

    def finding(self, field: FieldPath, message: str, hint: str = "") -> Finding:
        """A finding at the place of a field, or of the nearest of its parents that is there."""
        path, place = self._locate(field)
        return Finding("settings", Severity.ERROR, path, place.line, place.column, field_name(field), message, hint)

    def _locate(self, field: FieldPath) -> tuple[str, Position]:
        path, place = self.files[0].path, Position()
        layers = [(file.path, file.root) for file in self.files]
        for step in field:
            steps = [(path, _child(node, step)) for path, node in layers]
            found = [(path, *child) for path, child in steps if child]
            if not found:
                break
            path, place, value = found[0]
            layers = [(path, value)]
            if value.tag == _MAPPING:
                # What is inherited shows through as long as it is a mapping itself.
                for below, _, inherited in found[1:]:
                    if inherited.tag != _MAPPING:
                        break
                    layers.append((below, inherited))
        return path, place


def read_tree(path: str, read: Read, environment: Mapping[str, str] | None) -> SettingsTree:
    """Read a settings file and what it inherits; raises SettingsInvalid.

    `environment` is what `!ENV` may ask; None leaves every variable unset.
    """
    asked = {path}
    files: list[_File] = []
    name: str | None = path
    try:
        while name is not None:
            asked.add(name)
            data = read(name)
            if data is None:
                raise SettingsInvalid([_not_there(files, name)])
            files.append(_read_file(name, data, environment or {}, MAX_VALUES - sum(file.size for file in files)))
            name = _parent(files)
    except SettingsInvalid as invalid:
        raise SettingsInvalid(invalid.findings, asked) from None
    values: Mapping[Any, Any] = {}
    for file in reversed(files):
        values = _merged(values, {key: value for key, value in file.values.items() if key != INHERIT})
    return SettingsTree(values, files)


def _not_there(files: Sequence[_File], name: str) -> Finding:
    if not files:
        hint = "Run it in the hub's folder, or name the file with --config-file."
        return Finding("settings", Severity.ERROR, name, 1, 1, "", "the hub's mkdocs.yml can't be opened", hint)
    words = f"INHERIT must name a file of the hub, and {printable(name)} can't be read there"
    hint = "Look for a slip in the name; a link that leads out of the hub is not followed."
    return _about_inherit(files[-1], words, hint)


def _about_inherit(file: _File, words: str, hint: str) -> Finding:
    return SettingsTree(file.values, [file]).finding((INHERIT,), words, hint)


def _parent(files: Sequence[_File]) -> str | None:
    """The path of the file that the last one inherits."""
    file = files[-1]
    if INHERIT not in file.values:
        return None
    typed = file.values[INHERIT]
    if not isinstance(typed, str) or not typed:
        raise SettingsInvalid([_about_inherit(file, "INHERIT must be the path of a file", "Name the file.")])
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), typed))
    if path.startswith(("/", "../")) or path == "..":
        words = f"INHERIT must name a file inside the hub, got {printable(typed)}"
        raise SettingsInvalid([_about_inherit(file, words, "Move the file into the hub's folder.")])
    if path in {each.path for each in files}:
        words = f"INHERIT must not lead back to where it began, but {printable(path)} inherits this file"
        raise SettingsInvalid([_about_inherit(file, words, "Take one of the two lines out.")])
    if len(files) == MAX_FILES:
        words = f"INHERIT must not lead through more than {MAX_FILES} files"
        raise SettingsInvalid([_about_inherit(file, words, "Put some of them together.")])
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
                return _position(key.start_mark), value
    elif isinstance(node, yaml.SequenceNode) and node.tag == _SEQUENCE and step in range(len(node.value)):
        value = node.value[int(step)]
        return _position(value.start_mark), value
    return None


class _Unreadable(Exception):  # noqa: N818 - it carries a place
    def __init__(self, words: str, position: Position, hint: str = "") -> None:
        super().__init__(words)
        self.words, self.position, self.hint = words, position, hint


def _read_file(path: str, data: bytes, environment: Mapping[str, str], most: int) -> _File:
    """Read one file of at most `most` values."""
    try:
        text = _decode(data)
        try:
            size = _measure(text, most)
            root = yaml.compose(text, Loader=_PARSER)
            values = _Constructor(environment).construct_document(root) if root is not None else None
        except yaml.MarkedYAMLError as error:
            raise _Unreadable(_words(error.problem or ""), _place(error, text), _LOOK) from None
        except yaml.YAMLError:
            raise _Unreadable("it is not YAML", Position(), _LOOK) from None
    except _Unreadable as found:
        words = f"{printable(path)} can't be read: {found.words}"
        place = found.position
        finding = Finding("settings", Severity.ERROR, path, place.line, place.column, "", words, found.hint)
        raise SettingsInvalid([finding]) from None
    if values is not None and not isinstance(values, dict):
        words = f"{printable(path)} must hold settings"
        raise SettingsInvalid([Finding("settings", Severity.ERROR, path, 1, 1, "", words, "Begin with site_name.")])
    return _File(path, root, values or {}, size)


def _decode(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        words = f"it must be at most {MAX_BYTES // 1024} KiB"
        raise _Unreadable(words, Position(), "Shorten it, or move a part into a file that it inherits.")
    hint = "Save the file as UTF-8 text; most editors offer it under “Save with encoding”."
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _Unreadable("it must be UTF-8 text", Position(data.count(b"\n", 0, error.start) + 1), hint) from None
    if found := _NOT_READ.search(text):
        start = found.start()
        place = Position(text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
        words = f"it must not hold the character U+{ord(found.group()):04X}"
        raise _Unreadable(words, place, "Delete the invisible character here, or type the line anew.")
    return text


@dataclass
class _Open:
    """A mapping or a list whose end has not come."""

    anchor: str | None
    before: int
    """How many values stand before it."""
    height: int = 1
    """Levels of nesting in it, with its own."""


def _measure(text: str, most: int) -> int:
    """How many values there are with all that aliases repeat; raises for more, before anything is made of them.

    Ten lines of ten aliases to the line before stand for ten billion values. Nothing here recurses.
    """
    documents = total = 0
    opened: list[_Open] = []
    closed: dict[str, tuple[int, int]] = {}  # anchor → values and levels
    for event in yaml.parse(text, Loader=_PARSER):
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _Unreadable("it must hold one block of settings, not several", _position(event.start_mark))
        elif isinstance(event, yaml.CollectionEndEvent):
            ended = opened.pop()
            if ended.anchor is not None:
                closed[ended.anchor] = (total - ended.before, ended.height)
            if opened:
                opened[-1].height = max(opened[-1].height, ended.height + 1)
        elif isinstance(event, yaml.NodeEvent):
            values, levels = 1, 0
            if isinstance(event, yaml.CollectionStartEvent):
                opened.append(_Open(event.anchor, total))
            elif isinstance(event, yaml.AliasEvent) and opened:
                if any(event.anchor == each.anchor for each in opened):
                    words = "an alias (*) must not stand inside of what it repeats"
                    raise _Unreadable(words, _position(event.start_mark))
                values, levels = closed.get(event.anchor or "", (1, 0))
                opened[-1].height = max(opened[-1].height, levels + 1)
            total += values
            if len(opened) + levels > MAX_DEPTH:
                words = f"settings must not be nested deeper than {MAX_DEPTH}"
                raise _Unreadable(words, _position(event.start_mark), "Look for brackets that are not closed.")
            if total > most:
                words = f"it must hold at most {MAX_VALUES} values, with what it inherits and what aliases (*) repeat"
                raise _Unreadable(words, _position(event.start_mark))
    return total


class _Constructor(SafeConstructor, Resolver):
    """YAML's own types, and `!ENV`; whatever another tag stands on is None."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        SafeConstructor.__init__(self)
        Resolver.__init__(self)
        self.environment = environment

    def construct_nothing(self, node: yaml.Node) -> None:
        """What a tag stands on that YAML itself doesn't know."""

    def construct_variable(self, node: yaml.Node) -> Any:
        """`!ENV NAME`, `!ENV [NAME, OTHER_NAME, default]`: https://github.com/waylan/pyyaml-env-tag"""
        default = None
        if isinstance(node, yaml.ScalarNode):
            names = [node]
        elif isinstance(node, yaml.SequenceNode):
            names = list(node.value)
            if len(names) > 1:
                default = self.construct_object(names.pop())
        else:
            raise _Unreadable("!ENV must name variables, or a list of them", _position(node.start_mark))
        for name in map(self.construct_scalar, names):
            if name in self.environment:
                value = self.environment[name]
                tag = self.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
                return self.construct_object(yaml.ScalarNode(tag, value, node.start_mark, node.end_mark))
        return default


def _located(construct: Callable[[_Constructor, Any], Any]) -> Callable[[_Constructor, Any], Any]:
    """YAML takes 2026-13-45 for a date and fails on it without a place."""

    def constructed(self: _Constructor, node: Any) -> Any:
        words = "this looks like a number or a date, and is none; put it in quotes if it is text"
        if len(node.value) > MAX_NUMBER:
            raise _Unreadable(words, _position(node.start_mark))
        try:
            return construct(self, node)
        except (ValueError, LookupError, AttributeError):  # what YAML's own fails with
            raise _Unreadable(words, _position(node.start_mark)) from None

    return constructed


for _tag, _construct in {
    None: _Constructor.construct_nothing,
    "!ENV": _Constructor.construct_variable,
    "tag:yaml.org,2002:bool": _located(SafeConstructor.construct_yaml_bool),
    "tag:yaml.org,2002:int": _located(SafeConstructor.construct_yaml_int),
    "tag:yaml.org,2002:float": _located(SafeConstructor.construct_yaml_float),
    "tag:yaml.org,2002:timestamp": _located(SafeConstructor.construct_yaml_timestamp),
}.items():
    _Constructor.add_constructor(_tag, _construct)  # type: ignore[type-var]


def _words(problem: str) -> str:
    """What YAML found, in our words; its own may quote what stands there."""
    ours = {
        "unhashable key": "the name of a setting must be a word",
        "for merging": "a merge key (<<) must name fields, or a list of fields",
        "undefined alias": "an alias (*) must repeat an anchor (&) that stands before it",
        "second occurrence": "an anchor (&) must be given once",
        "cannot start any token": "a value must not begin like this; put text in quotes, and indent with spaces",
        "scalar node": "a word must stand here, not a list or fields",
        "node content": "a value must stand here; a bracket that opens a list must be closed",
        "expected key": "the indentation must be that of the lines to which this one belongs",
        "block end": "the indentation must be that of the lines to which this one belongs",
        "expected '-'": "the indentation must be that of the lines to which this one belongs",
        "expected ':'": "a colon must follow the name of a setting",
    }
    return next((words for part, words in ours.items() if part in problem), None) or yaml_words(problem)


def _place(error: yaml.MarkedYAMLError, text: str) -> Position:
    """Where YAML gave up; if that is behind the end of the file, where what has no end began."""
    lines = text.rstrip().split("\n")
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
    within = next((mark for mark in marks if mark.line < len(lines)), None)
    return _position(within) if within else Position(len(lines), max(1, len(lines[-1])))


def _position(mark: Any) -> Position:
    # Marks count from 0.
    return Position(mark.line + 1, mark.column + 1)
