"""One file of settings: bytes → values and the nodes that tell their places. Bounded; runs nothing.

MkDocs' own reader imports and calls whatever a `!!python/…` tag names; here that tag's value is None.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.constructor import SafeConstructor
from yaml.reader import Reader
from yaml.resolver import Resolver

from partnerhub.record import slips
from partnerhub.record.settings_names import of_settings
from partnerhub.record.slip_place import FIRST_LINE
from partnerhub.words.finding import Position
from partnerhub.words.terms import N_, Term

MAX_BYTES = 256 * 1024
"""Of one file."""
MAX_VALUES = 20_000
"""Of a file and all that it inherits, where each alias counts as all that it repeats."""
MAX_DEPTH = 50
"""Of nesting, where an alias counts as what it repeats."""
MAX_NUMBER = 400
"""Characters of a number; YAML's own reading of 1:00:00:… takes time that grows with their square."""

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOT_READ = re.compile(f"{Reader.NON_PRINTABLE.pattern}|\ufeff")
"""Characters that no YAML file may hold."""
_LOOK = N_("Look at this line and the one before it: colons, quotes and indentation.")


class Unreadable(Exception):  # noqa: N818 - it carries words and a place
    """A file that is no YAML, or more of it than settings can be."""

    def __init__(self, words: Term, position: Position, hint: Term | None = None, **facts: object) -> None:
        super().__init__(words)
        self.words, self.position, self.hint, self.facts = words, position, hint, facts


class Slipped(Unreadable):
    """A file with a slip of the keyboard, of which its own words say all."""


@dataclass(frozen=True)
class YamlFile:
    """What stands in one file."""

    values: Any
    """YAML's own types, as PyYAML reads them; what an anchor names is one object wherever an alias repeats it."""
    root: yaml.Node | None
    """None for an empty file. Merge keys are resolved: what they bring stands before what is written out."""
    size: int
    """How many values, where an alias counts as all that it repeats."""


def read_yaml(data: bytes, environment: Mapping[str, str], most: int = MAX_VALUES) -> YamlFile:
    """Read a file of at most `most` values; raises Unreadable. `!ENV` asks `environment`, other tags give None."""
    text = _decode(data)
    try:
        size = _measure(text, most)
        root = yaml.compose(text, Loader=_PARSER)
        if root is not None:
            _refuse_given_twice(root)
        values = _Constructor(environment).construct_document(root) if root is not None else None
    except yaml.MarkedYAMLError as error:
        raise _unreadable(error, text) from None
    except yaml.YAMLError:
        raise Unreadable(N_("it is not YAML"), Position(), _LOOK) from None
    return YamlFile(values, root, size)


def _decode(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        hint = N_("Shorten it, or move a part into a file that it inherits.")
        raise Unreadable(N_("it must be at most {limit} KiB"), Position(), hint, limit=MAX_BYTES // 1024)
    hint = N_("Save the file as UTF-8 text; most editors offer it under “Save with encoding”.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(N_("it must be UTF-8 text"), Position(data.count(b"\n", 0, error.start) + 1), hint) from None
    if unread := _NOT_READ.search(text):
        start = unread.start()
        place = Position(text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
        words, code = N_("it must not hold the character {code}"), f"U+{ord(unread.group()):04X}"
        raise Unreadable(words, place, N_("Delete the invisible character here, or type the line anew."), code=code)
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
                words, hint = (
                    N_("it must hold one block of settings, not several"),
                    N_("Take the line of hyphens or dots out that parts them."),
                )
                raise Unreadable(words, position_of(event.start_mark), hint)
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
                    words = N_("an alias (*) must not stand inside of what it repeats")
                    raise Unreadable(words, position_of(event.start_mark))
                values, levels = closed.get(event.anchor or "", (1, 0))
                opened[-1].height = max(opened[-1].height, levels + 1)
            total += values
            if len(opened) + levels > MAX_DEPTH:
                words, hint = (
                    N_("settings must not be nested deeper than {limit}"),
                    N_("Look for brackets that are not closed."),
                )
                raise Unreadable(words, position_of(event.start_mark), hint, limit=MAX_DEPTH)
            if total > most:
                words = N_("it must hold at most {limit} values, with what it inherits and what aliases (*) repeat")
                raise Unreadable(words, position_of(event.start_mark), limit=MAX_VALUES)
    return total


def _refuse_given_twice(root: yaml.Node) -> None:
    """Of two settings with one name YAML keeps the later one; of the hub's own nobody could say which was meant."""
    opened, looked_at = [(root, False)], set[int]()
    while opened:
        node, is_own = opened.pop()
        if id(node) in looked_at:
            continue
        looked_at.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            opened += [(item, is_own) for item in reversed(node.value)]
        elif isinstance(node, yaml.MappingNode):
            lines = dict[str, int]()
            for name, _ in node.value if is_own else ():
                place = position_of(name.start_mark)
                if not isinstance(name, yaml.ScalarNode):
                    continue
                if name.value in lines:
                    words = N_("a field must be given once, but this one stands in line {line} already")
                    raise Slipped(words, place, N_("Keep one of the two."), line=lines[name.value])
                lines[name.value] = place.line
            opened += [(value, is_own or name.value == "partnerhub") for name, value in reversed(node.value)]


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
            raise Unreadable(N_("!ENV must name variables, or a list of them"), position_of(node.start_mark))
        for name in map(self.construct_scalar, names):
            if name in self.environment:
                value = self.environment[name]
                tag = self.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
                return self.construct_object(yaml.ScalarNode(tag, value, node.start_mark, node.end_mark))
        return default


def _located(construct: Callable[[_Constructor, Any], Any]) -> Callable[[_Constructor, Any], Any]:
    """YAML takes 2026-13-45 for a date and fails on it without a place."""

    def constructed(self: _Constructor, node: Any) -> Any:
        words = N_("this looks like a number or a date, and is none")
        if len(node.value) > MAX_NUMBER:
            raise Unreadable(words, position_of(node.start_mark), N_("Put a text in quotes."))
        try:
            return construct(self, node)
        except (ValueError, LookupError, AttributeError):  # what YAML's own fails with
            raise Unreadable(words, position_of(node.start_mark), N_("Put a text in quotes.")) from None

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


def _unreadable(error: yaml.MarkedYAMLError, text: str) -> Unreadable:
    """What is wrong where YAML gave up: what the lines tell, else what it found, in our words."""
    mark = error.problem_mark or error.context_mark
    bracket = N_("Look for a bracket that opens here and shouldn't, or that closes too early.")
    our_words = {
        "unhashable key": (N_("the name of a setting must be a word"), bracket),
        "scalar node": (N_("a word must stand here, not a list or fields"), bracket),
        "for merging": (N_("a merge key (<<) must name fields, or a list of fields"), N_("Write the fields out.")),
        "second occurrence": (N_("an anchor (&) must be given once"), N_("Give one of them another name.")),
    }
    for part, (words, hint) in our_words.items():
        if part in (error.problem or ""):
            return Unreadable(words, position_of(mark) if mark else Position(), hint)
    if mark is None:
        return Unreadable(N_("it is not YAML"), Position(), _LOOK)
    began = error.context_mark.line if error.context_mark else None
    slip = slips.slip_at(text, mark.line, mark.column, began, of_settings())
    assert slip.position
    # The fields of a partner's file begin below a fence.
    place = Position(slip.position.line + 1 - FIRST_LINE, slip.position.column)
    return Slipped(slip.message, place, slip.hint, **(slip.facts or {}))


def position_of(mark: Any) -> Position:
    """A place as YAML's parser marks it."""
    # Marks count from 0.
    return Position(mark.line + 1, mark.column + 1)
