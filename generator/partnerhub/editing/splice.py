"""Where an edit goes in a front matter: what is replaced, by the marks that YAML gives of what stands there."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeGuard

import yaml

from partnerhub.editing.waiting import behind_those_that_wait
from partnerhub.record import block_style
from partnerhub.record.fields import declared, field_at
from partnerhub.record.model import Record
from partnerhub.record.read import Tree
from partnerhub.words.finding import FieldPath

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HEADER = re.compile(r"\s*[|>][-+\d]*")
"""Of a block of text."""


@dataclass(frozen=True)
class Splice:
    """Text that takes the place of the characters from `start` until `end` of the front matter."""

    start: int
    end: int
    text: str


def _is_mapping(node: yaml.Node | None) -> TypeGuard[yaml.MappingNode]:
    return isinstance(node, yaml.MappingNode)


def _is_list(node: yaml.Node | None) -> TypeGuard[yaml.SequenceNode]:
    return isinstance(node, yaml.SequenceNode)


class Splicer:
    """Finds where a value stands in a front matter, or would stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        root = yaml.compose(text, Loader=_LOADER)
        assert _is_mapping(root), "the reader found fields"
        self.root = root

    def splice(self, path: FieldPath, value: Tree) -> Splice:
        """What an edit comes to; the path leads to a mapping's field or a list's entry. Raises LookupError."""
        holders: list[yaml.Node] = [self.root]
        for depth, step in enumerate(path):
            holder = holders[-1]
            child = self._child(holder, step)
            if child is None or _is_empty(child):
                # Nothing stands there: the rest of the way is written with the value.
                if value is None:
                    return Splice(0, 0, "")
                new = _nested(path[depth + 1 :], value)
                in_brackets = any(map(_in_brackets, holders))
                if child is not None:
                    return self._replaced(holder, step, new, in_brackets)
                return self._added(path[:depth], holder, step, new, in_brackets)
            holders.append(child)
        if value is None:
            return self._removed(path, holders)
        return self._replaced(holders[-2], path[-1], value, any(map(_in_brackets, holders[:-1])))

    def node(self, path: FieldPath) -> yaml.Node | None:
        """What stands at a path, be it empty; None where nothing does."""
        found: yaml.Node | None = self.root
        for step in path:
            found = self._child(found, step) if found is not None else None
        return found

    def _child(self, holder: yaml.Node, step: str | int) -> yaml.Node | None:
        if _is_mapping(holder):
            return next((value for key, value in holder.value if key.value == step), None)
        if _is_list(holder) and isinstance(step, int) and step < len(holder.value):
            return holder.value[step]  # type: ignore[no-any-return]
        return None

    # Replaced

    def _replaced(self, holder: yaml.Node, step: str | int, value: Tree, in_brackets: bool) -> Splice:
        node = self._child(holder, step)
        assert node is not None, "it was found"
        sign = self._after_sign(holder, step)
        old_end = self._end(node, sign)
        if _is_block(node):
            # The line on which it ends goes whole: a comment there was about what goes.
            old_end = self._end_of_line(old_end)
        if in_brackets or not block_style.needs_lines(value):
            inline = block_style.inline(value, in_brackets)
            if not (_is_empty(node) or _is_block(node)):
                return Splice(node.start_mark.index, old_end, inline)
            # What stands behind the colon is a comment, if anything.
            comment = self._comment(node, sign) if _is_block(node) else ""
            return Splice(sign, old_end, f" {inline}{comment}")
        comment = self._comment(node, sign) if _is_block(node) else self._rest_of_line(old_end)
        end = old_end if _is_block(node) else old_end + len(comment)
        indent = " " * self._column(holder)
        return Splice(sign, end, block_style.below(value, indent, is_entry=_is_list(holder), comment=comment.rstrip()))

    # Added

    def _added(self, path: FieldPath, holder: yaml.Node, step: str | int, value: Tree, in_brackets: bool) -> Splice:
        if _is_list(holder):
            return self._appended(holder, value, in_brackets)
        if not _is_mapping(holder) or not isinstance(step, str):
            raise LookupError(step)
        names = [key.value for key, _ in holder.value]
        place = _place_among(names, step, _order(path))
        if _in_brackets(holder) or in_brackets:
            field = f"{block_style.scalar(step, True)}: {block_style.inline(value, True)}"
            if not names:
                return Splice(holder.start_mark.index + 1, holder.end_mark.index - 1, field)
            if place == 0:
                start = holder.value[0][0].start_mark.index
                return Splice(start, start, f"{field}, ")
            end = self._pair_end(holder, place - 1)
            # A comma right behind a colon would be part of the name.
            blank = " " if _is_empty(holder.value[place - 1][1]) else ""
            return Splice(end, end, f"{blank}, {field}")
        indent = " " * self._column(holder)
        written = block_style.field(step, value, indent)
        if place == 0:
            start = holder.value[0][0].start_mark.index
            return Splice(start, start, f"{written}\n{indent}")
        end = self._behind_comments(self._pair_end(holder, place - 1), holder)
        place = behind_those_that_wait(self.text, end, indent, _before(step, _order(path)))
        return Splice(place, place, f"\n{indent}{written}")

    def _appended(self, holder: yaml.SequenceNode, value: Tree, in_brackets: bool) -> Splice:
        if _in_brackets(holder) or in_brackets:
            if not holder.value:
                return Splice(holder.start_mark.index, holder.end_mark.index, f"[{block_style.inline(value, True)}]")
            end = self._entry_end(holder, len(holder.value) - 1)
            return Splice(end, end, f", {block_style.inline(value, True)}")
        indent = " " * self._column(holder)
        place = self._behind_comments(self._entry_end(holder, len(holder.value) - 1), holder)
        return Splice(place, place, f"\n{indent}{block_style.entry(value, indent)}")

    # Removed

    def _removed(self, path: FieldPath, holders: Sequence[yaml.Node]) -> Splice:
        """Without the last thing of the path, and without what holds nothing else."""
        holder, step = holders[-2], path[-1]
        if len(holder.value) == 1 and len(path) > 1:
            return self._removed(path[:-1], holders[:-1])
        number = step if isinstance(step, int) else [key.value for key, _ in holder.value].index(step)
        starts = [each.start_mark.index for each in self._firsts(holder)]
        end_of = self._entry_end if _is_list(holder) else self._pair_end
        end = end_of(holder, number)
        if _in_brackets(holder):
            if number + 1 < len(starts):
                return Splice(starts[number], starts[number + 1], "")
            return Splice(end_of(holder, number - 1) if number else starts[number], end, "")
        start = self._dash(holder, number) if _is_list(holder) else starts[number]
        line = self.text.rfind("\n", 0, start) + 1
        after = min(self._end_of_line(end) + len(self._break_at(self._end_of_line(end))), len(self.text))
        if not self.text[line:start].strip():
            return Splice(line, after, "")
        # The first field of an entry stands behind the dash: what comes next takes its place.
        rest = self.text[after:]
        return Splice(start, after + len(rest) - len(rest.lstrip(" ")), "")

    # Places

    def _firsts(self, holder: yaml.Node) -> Sequence[yaml.Node]:
        return [each[0] if isinstance(each, tuple) else each for each in holder.value]

    def _column(self, holder: yaml.Node) -> int:
        """In which the fields of a mapping, or the dashes of a list, begin."""
        first = holder.value[0][0] if _is_mapping(holder) else holder
        return int(first.start_mark.column)

    def _pair_end(self, holder: yaml.Node, number: int) -> int:
        key, value = holder.value[number]
        return self._end(value, self._after_colon(key))

    def _entry_end(self, holder: yaml.Node, number: int) -> int:
        node = holder.value[number]
        return self._end(node, node.start_mark.index if _in_brackets(holder) else self._dash(holder, number) + 1)

    def _after_sign(self, holder: yaml.Node, step: str | int) -> int:
        """Behind the colon of a field, or the dash of an entry."""
        if _is_mapping(holder):
            return self._after_colon(next(key for key, _ in holder.value if key.value == step))
        assert isinstance(step, int), "it is an entry"
        if _in_brackets(holder):
            return int(holder.value[step].start_mark.index)
        return self._dash(holder, step) + 1

    def _after_colon(self, key: yaml.Node) -> int:
        return self.text.index(":", key.end_mark.index) + 1

    def _dash(self, holder: yaml.Node, number: int) -> int:
        """Of an entry of a list in block style: the last one in its column at or above where the entry begins."""
        above = int(holder.start_mark.index)
        for before in range(number):
            above = self._end(holder.value[before], self._dash_below(above, holder, before) + 1)
        return self._dash_below(above, holder, number)

    def _dash_below(self, above: int, holder: yaml.Node, number: int) -> int:
        column = holder.start_mark.column
        place = int(holder.value[number].start_mark.index)
        while True:
            line = self.text.rfind("\n", 0, place) + 1
            if self.text[line + column : line + column + 1] == "-":
                return line + column
            if line <= above:
                raise LookupError(number)
            place = line - 1

    def _end(self, node: yaml.Node, sign: int) -> int:
        """Where a value ends, without the blanks, comments and empty lines after it; `sign` is where it could begin."""
        if _is_empty(node):
            return sign
        if isinstance(node, yaml.ScalarNode):
            end = int(node.end_mark.index)
            return len(self.text[:end].rstrip()) if node.style in ("|", ">") else end
        if _in_brackets(node):
            return int(node.end_mark.index)
        last = len(node.value) - 1
        return self._pair_end(node, last) if _is_mapping(node) else self._entry_end(node, last)

    def _comment(self, node: yaml.Node, sign: int) -> str:
        """What stands behind the sign of a value that begins below it, with the blanks before it."""
        rest = self._rest_of_line(sign)
        if not _is_empty(node) and int(node.start_mark.index) <= sign + len(rest):
            rest = _HEADER.sub("", rest) if isinstance(node, yaml.ScalarNode) else ""
        return rest

    def _end_of_line(self, place: int) -> int:
        found = re.compile(r"\r?\n|\Z").search(self.text, place)
        assert found is not None, "a text has an end"
        return found.start()

    def _behind_comments(self, place: int, holder: yaml.Node) -> int:
        """The end of the line, or of the last comment below it that is indented as part of what ends there."""
        deeper = re.compile(rf"(?:\s*\n {{{self._column(holder) + 1},}}#[^\r\n]*)*")
        found = deeper.match(self.text, self._end_of_line(place))
        assert found is not None, "there may be none"
        return found.end()

    def _break_at(self, place: int) -> str:
        return "\r\n" if self.text.startswith("\r\n", place) else "\n"

    def _rest_of_line(self, place: int) -> str:
        return self.text[place : self._end_of_line(place)]


def _in_brackets(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _is_block(node: yaml.Node) -> bool:
    """Whether it stands on lines of its own, below its field."""
    if isinstance(node, yaml.ScalarNode):
        return node.style in ("|", ">")
    return not _in_brackets(node)


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value == ""


def _nested(path: FieldPath, value: Tree) -> Tree:
    for step in reversed(path):
        value = {step: value} if isinstance(step, str) else [value]
    return value


def _order(path: FieldPath) -> Sequence[str]:
    """The names that a record knows at a place, in the order of the format."""
    field = field_at(Record, path) if path else None
    return [part.path[-1] for part in (field.parts if field else () if path else declared(Record))]


def _place_among(names: Sequence[str], name: str, order: Sequence[str]) -> int:
    """Before how many of some names a new one goes: behind the last one that stands before it in an order."""
    if name not in order:
        return len(names)
    before = _before(name, order)
    return max((number for number, each in enumerate(names, start=1) if each in before), default=0)


def _before(name: str, order: Sequence[str]) -> Collection[str]:
    return set(order[: order.index(name)]) if name in order else set()
