"""Edits of a partner file that touch only what they change: each is a splice at the place that YAML's marks give.

Comments, order, quotes, flow style, line ends and a byte-order mark stay as they are. New text is in block style, but
inside brackets, and in quotes where YAML needs them. What comes out is read again and must be the record that was
meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import yaml

from partnerhub.editing.splice import Splicer
from partnerhub.editing.waiting import uncommented
from partnerhub.record.read import SourceFile, Tree, read_bytes
from partnerhub.words.finding import FieldPath

_FRONT_MATTER = re.compile(r"[^\n]*\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
"""The first line, and what stands between it and the next fence; of a file that could be read."""


class CannotEdit(Exception):  # noqa: N818 - it says what can't be done; it is no error of ours
    """The edit can't be made, and nothing is written; where the file can't be read, now or then, `source` says why."""

    def __init__(self, path: FieldPath, source: SourceFile | None = None) -> None:
        super().__init__(path)
        self.path = path
        self.source = source


@dataclass(frozen=True)
class Edit:
    """One field, or one entry of a list, and what it is to be."""

    path: FieldPath
    """An entry whose number is the length of its list is added at its end."""
    value: Tree
    """None takes it away."""


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes of a partner file after some edits, one after the other. Raises CannotEdit."""
    for edit in edits:
        data = _edited(data, edit)
    return data


def _edited(data: bytes, edit: Edit) -> bytes:
    before = read_bytes("", "", data)
    if before.front_matter is None:
        raise CannotEdit(edit.path, before)
    meant = changed(dict(before.front_matter.tree), edit.path, edit.value)
    text = data.decode("utf-8")
    found = _FRONT_MATTER.match(text)
    assert found is not None, "the reader found both fences"
    fields = found[1]
    # A field that waits in a comment is filled in there, if that comes to the same.
    unread = None
    for written in dict.fromkeys((fields if edit.value is None else _awakened(fields, edit.path), fields)):
        with suppress(LookupError):
            result = f"{text[: found.start(1)]}{_spliced(written, edit)}{text[found.end(1) :]}".encode()
            after = read_bytes("", "", result)
            unread = unread if after.front_matter else after
            is_read = after.front_matter is not None and _same(dict(after.front_matter.tree), meant)
            if is_read and _texts(after) == _texts(before):
                return result
    raise CannotEdit(edit.path, unread)


def _awakened(text: str, path: FieldPath) -> str:
    """A front matter with the fields of a path that wait in comments as empty ones, as far as they do."""
    for depth, name in enumerate(path, start=1):
        if isinstance(name, str) and Splicer(text).node(path[:depth]) is None:
            text = next((each for each in uncommented(text, name) if _holds(each, path[:depth])), text)
    return text


def _holds(text: str, path: FieldPath) -> bool:
    try:
        return Splicer(text).node(path) is not None
    except yaml.YAMLError:
        return False


def _spliced(text: str, edit: Edit) -> str:
    """A front matter after an edit. Raises LookupError."""
    splice = Splicer(text).splice(edit.path, edit.value)
    new = splice.text.replace("\n", "\r\n") if "\r\n" in text else splice.text
    return text[: splice.start] + new + text[splice.end :]


def _texts(source: SourceFile) -> Sequence[tuple[str, str]]:
    return [(part.language, part.text) for part in source.body]


# What is meant


def changed(tree: Tree, path: FieldPath, value: Tree) -> Tree:
    """The tree with a value in its place; what holds nothing any more goes with it."""
    return _set(tree, path, value, path)


def _set(tree: Tree, rest: FieldPath, value: Tree, path: FieldPath) -> Tree:
    if not rest:
        return value
    step, below = rest[0], rest[1:]
    if isinstance(step, str) and (tree is None or isinstance(tree, dict)):
        new = dict(tree or {})
        new[step] = _set(new.get(step), below, value, path)
        return {key: each for key, each in new.items() if key != step or each is not None} or None
    if isinstance(step, int) and (tree is None or isinstance(tree, list)):
        items = list(tree or [])
        if step > len(items):
            raise CannotEdit(path)
        old = items[step] if step < len(items) else None
        items[step : step + 1] = [each for each in [_set(old, below, value, path)] if each is not None]
        return items or None
    raise CannotEdit(path)


def _same(one: Tree, other: Tree) -> bool:
    """Whether two trees say the same: a field left empty isn't there, a line end at the end of a text says nothing."""
    if isinstance(one, dict) and isinstance(other, dict):
        ours, theirs = ({key: each for key, each in tree.items() if each is not None} for tree in (one, other))
        return ours.keys() == theirs.keys() and all(_same(ours[key], theirs[key]) for key in ours)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, str) and isinstance(other, str):
        return one.rstrip("\n") == other.rstrip("\n")
    return one is other is None
