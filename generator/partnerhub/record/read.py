"""Partner files: bytes → text → front matter with positions, and body. The only reader of partner files.

Fails closed: whatever is wrong with the first block, none of it becomes body. python-frontmatter splits,
behind a handler that never lets it fall back to "no front matter, all body".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import Any, Protocol

import frontmatter
import yaml
from frontmatter.default_handlers import BaseHandler

from partnerhub.record import slips
from partnerhub.record.files import StoredFile
from partnerhub.record.slip_place import FIRST_LINE
from partnerhub.words import markdown
from partnerhub.words.finding import Breach, FieldPath, Position, Problem
from partnerhub.words.terms import N_, Term

MAX_BYTES = 256 * 1024
"""Of a partner file, by the file format."""
MAX_DEPTH = 20
"""Of nesting in the front matter, by the file format."""
MAX_VALUES = 10_000
"""Of names and values in the front matter; hundreds of events have no more."""

ONE_FENCE_SINCE = date(2026, 11, 28)
"""Since when a line in the description that may be the true end of the record is an error."""

Tree = dict[str, "Tree"] | list["Tree"] | str | None
"""Front matter as typed: every scalar is text, a value left empty is None."""

_FENCE = re.compile(r"---[ \t]*\Z")
_DIRECTION_MARKS = "\u200e\u200f\u061c\u2066\u2067\u2068\u2069\u202a\u202b\u202c"
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_BREAK = "\x85\u2028\u2029"
"""What ends a line beside a line feed."""
_UNSEEN = "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*"
"""Direction marks, joiners and what else has no width."""
_BLANK = f"(?:[^\\S\n{_BREAK}]|{_UNSEEN[:-1]})*"
_LIKE_FENCE = re.compile(
    f"(?:^|[{_BREAK}]){_BLANK}([-.]){_UNSEEN}\\1{_UNSEEN}\\1{_BLANK}(?:$|[{_BREAK}])", re.MULTILINE
)
"""Three hyphens or dots alone on a line, blanks of any kind aside."""
_LANGUAGE_LINE = re.compile(r"<!--\s*lang:\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\s*-->[ \t]*\Z")
_CUT = re.compile(r":?[ \t]+(#+[^#\s].*)")
"""What is a remark for YAML, and hardly one for who typed it: `#3`."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class FrontMatter:
    """The first block of a partner file."""

    tree: Mapping[str, Tree]
    values: Mapping[FieldPath, Position] = field(default_factory=dict)
    """Where each value begins."""
    keys: Mapping[FieldPath, Position] = field(default_factory=dict)
    """Where each key begins."""
    cuts: Mapping[FieldPath, str] = field(default_factory=dict)
    """What stands behind a text on its line and YAML takes for a remark, though no space follows its `#`."""
    bare: Set[FieldPath] = frozenset()
    """Names without a colon, which in braces are what a comma leaves of a text."""

    def locate(self, path: FieldPath) -> Position:
        """Where a field's value begins; for a field that is missing, its parent's key."""
        if path in self.values:
            return self.values[path]
        while path := path[:-1]:
            if (position := self.keys.get(path) or self.values.get(path)) is not None:
                return position
        return Position()


@dataclass(frozen=True)
class BodyPart:
    """The body, or the part of it that is in one language."""

    language: str
    """BCP 47 tag from the `<!-- lang: … -->` line above it; empty for the first part."""
    text: str
    first_line: int
    """The line of the file on which `text` begins, from 1."""


@dataclass(frozen=True)
class SourceFile:
    """A partner file as read. With breaches there is no front matter and no body, but for younger parts of rules."""

    path: str
    """Relative to the hub's folder, with forward slashes."""
    slug: str
    """The file's stem in NFC, which need not be a valid slug."""
    front_matter: FrontMatter | None = None
    body: Sequence[BodyPart] = ()
    breaches: Sequence[Breach] = ()


class _Mark(Protocol):
    """A place as either of YAML's parsers gives it, counted from 0."""

    line: int
    column: int


class _Unreadable(Exception):  # noqa: N818 - it carries the breach; it is no error of ours
    def __init__(self, rule: str, position: Position, message: Term, hint: Term, **facts: object) -> None:
        super().__init__(rule)
        self.breach = Breach(rule, Problem((), message, hint, facts, position))

    @classmethod
    def slip(cls, rule: str, problem: Problem) -> _Unreadable:
        """Of a slip that has been looked for."""
        assert problem.position
        assert problem.hint
        return cls(rule, problem.position, problem.message, problem.hint, **(problem.facts or {}))


def read(path: str, file: StoredFile, *, is_older: bool = False) -> SourceFile:
    """Read one partner file of a hub; `path` is its own, relative to the hub.

    `is_older` says that the branch held it before `ONE_FENCE_SINCE`: then the first fence was the end of the record.
    """
    if not file.is_plain:
        link = N_("a partner must be a plain file, not a link or a folder")
        return unread(path, Breach("file-limits", Problem((), link, N_("Put the file itself here."))))
    try:
        data = file.read(MAX_BYTES + 1)
    except OSError as error:
        return unread(path, unopened(error))
    return read_bytes(path, slug_of(path), data, is_older=is_older)


def value_at(tree: Tree, path: FieldPath) -> Tree:
    """What stands at a place of a tree; None where nothing does."""
    for step in path:
        if isinstance(tree, dict) and isinstance(step, str):
            tree = tree.get(step)
        elif isinstance(tree, list) and isinstance(step, int) and step < len(tree):
            tree = tree[step]
        else:
            return None
    return tree


def unread(path: str, breach: Breach) -> SourceFile:
    """A partner file of which nothing can be read, and why."""
    return SourceFile(path, slug_of(path), breaches=[breach])


def unopened(error: OSError) -> Breach:
    """Why a file or a folder of partners can't be opened, in the machine's words."""
    words = N_("what lies in content/partners must be open to the one who builds, but the machine says: {reason}")
    problem = Problem((), words, N_("Mend its permissions."), {"reason": error.strerror or type(error).__name__})
    return Breach("file-unreadable", problem)


def slug_of(path: str) -> str:
    """The stem of a partner file in NFC, which need not be a valid slug."""
    return unicodedata.normalize("NFC", PurePosixPath(path).stem)


def read_bytes(path: str, slug: str, data: bytes, *, is_older: bool = False) -> SourceFile:
    """Read a partner file from its bytes, of which at most `MAX_BYTES` + 1 are needed; `is_older` as for `read`."""
    try:
        text = _decode(data)
        handler = _StrictHandler()
        metadata, content = frontmatter.parse(_without_marks(text), handler=handler)
        _refuse_endless(content, handler.body_line)
    except _Unreadable as unreadable:
        return SourceFile(path, slug, breaches=[unreadable.breach])
    body = list(_body_parts(content, handler.body_line))
    breaches = tuple(_other_fences(body))
    if breaches and not is_older:
        return SourceFile(path, slug, breaches=breaches)
    front_matter = FrontMatter(metadata, handler.values, handler.keys, handler.cuts, handler.bare)  # type: ignore[arg-type]
    return SourceFile(path, slug, front_matter, body, breaches)


def _decode(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise _Unreadable(
            "file-limits",
            Position(),
            N_("a partner file must be at most {limit} KiB"),
            N_("Shorten it; pictures and documents belong beside the file."),
            limit=MAX_BYTES // 1024,
        )
    hint = N_("Save the file as UTF-8 text; most editors offer it under “Save with encoding”.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _Unreadable("encoding-invalid", Position(line), N_("the file must be UTF-8 text"), hint) from None
    text = text.replace("\r\n", "\n")
    for char, name in (("\0", N_("a NUL character")), ("\r", N_("a carriage return without a line feed"))):
        if char in text:
            position = _position(text, text.index(char))
            raise _Unreadable("encoding-invalid", position, N_("the file must not hold {name}"), hint, name=name)
    if control := _CONTROL.search(text):
        raise _Unreadable(
            "text-unsafe",
            _position(text, control.start()),
            N_("the text must not hold the control character {code}"),
            N_("Delete the invisible character here, or type the line anew."),
            code=f"U+{ord(control.group()):04X}",
        )
    return text


def _without_marks(text: str) -> str:
    # Editors for right-to-left text put invisible direction marks before the first fence.
    start = text.lstrip(_DIRECTION_MARKS + "\ufeff")
    first_line = start.partition("\n")[0]
    if not _FENCE.match(first_line):
        raise _Unreadable.slip("front-matter-missing", slips.unopened_fence(first_line))
    return start


def _refuse_endless(body: str, first_line: int) -> None:
    if markdown.marks(body) > markdown.MAX_MARKS:
        raise _Unreadable(
            "file-limits",
            Position(first_line),
            N_("the description must hold at most {limit} lines and signs such as * and [ that Markdown looks at"),
            N_("Shorten it, or link to a page that has room for all of it."),
            limit=markdown.MAX_MARKS,
        )


def _other_fences(body: Sequence[BodyPart]) -> Iterator[Breach]:
    """The first line that may be the true end of a record of which the first fence stands too early."""
    for part in body:
        if not _LIKE_FENCE.search(part.text):
            continue
        in_code = markdown.lines_in_code_fences(part.text)
        for number, line in enumerate(part.text.split("\n")):
            if number not in in_code and _LIKE_FENCE.search(line):
                problem = Problem(
                    (),
                    N_("the description must not hold a line of three hyphens or dots, which may be the record's end"),
                    N_("Draw a rule with ***, make a heading with ##; else look for a fence that stands too early."),
                    position=Position(part.first_line + number),
                    asked_since=ONE_FENCE_SINCE,
                )
                yield Breach("front-matter-missing", problem)
                return


class _StrictHandler(BaseHandler):
    """Splits and loads for python-frontmatter; raises where it would go on with an empty record.

    Used once a file: afterwards it holds the positions and where the body begins.
    """

    FM_BOUNDARY = _FENCE

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[FieldPath, Position] = {}
        self.keys: dict[FieldPath, Position] = {}
        self.cuts: dict[FieldPath, str] = {}
        self.bare: set[FieldPath] = set()
        self.body_line = 1

    def detect(self, text: str) -> bool:
        return True

    def split(self, text: str) -> tuple[str, str]:
        lines = text.split("\n")
        for number, line in enumerate(lines[1:], start=1):
            if _FENCE.match(line):
                content = lines[number + 1 :]
                blank = next((index for index, words in enumerate(content) if words.strip()), 0)
                self.body_line = number + 2 + blank
                return "\n".join(lines[1:number]), "\n".join(content)
        raise _Unreadable.slip("front-matter-missing", slips.unclosed(text))

    def load(self, fm: str, **_: object) -> dict[str, Any]:
        tree = _Composer(fm, self.values, self.keys, self.cuts, self.bare).compose()
        if isinstance(tree, str):
            raise _Unreadable.slip("yaml-invalid", slips.no_field(fm))
        if not isinstance(tree, dict):
            raise _Unreadable(
                "front-matter-missing",
                Position(),
                N_("the first block must hold fields, one `name: value` a line"),
                N_("Begin with `name:` and the partner's name."),
            )
        return tree


class _Composer:
    """libyaml's events → a tree of text, checking limits as the events pass; nothing recurses."""

    def __init__(
        self,
        source: str,
        values: dict[FieldPath, Position],
        keys: dict[FieldPath, Position],
        cuts: dict[FieldPath, str],
        bare: set[FieldPath],
    ) -> None:
        self.source = source
        self.lines = source.split("\n")
        self.values = values
        self.keys = keys
        self.cuts = cuts
        self.bare = bare
        self.open: list[tuple[dict[str, Tree] | list[Tree], FieldPath]] = []
        self.key: list[str | None] = []
        self.count = 0
        self.root: Tree = None

    def compose(self) -> Tree:
        documents = 0
        try:
            for event in yaml.parse(self.source, Loader=_LOADER):
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        hint = N_("Take the line of hyphens or dots out that parts them.")
                        raise _bad_yaml(event.start_mark, N_("there must be one block of fields, not several"), hint)
                elif isinstance(event, yaml.NodeEvent):
                    self._node(event)
                elif isinstance(event, yaml.CollectionEndEvent):
                    self.open.pop()
                    self.key.pop()
        except yaml.MarkedYAMLError as error:
            # The library's own words may quote the line, which may be private.
            began = error.context_mark.line if error.context_mark else None
            raise self._slip(error.problem_mark or error.context_mark, began) from None
        except yaml.YAMLError:
            hint = N_("Look for what is no letter, digit or sign, or type the fields anew.")
            raise _bad_yaml(None, N_("the fields can't be read as YAML"), hint) from None
        return self.root

    def _node(self, event: yaml.NodeEvent) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise self._slip(event.start_mark)
        self.count += 1
        if self.count > MAX_VALUES:
            raise _Unreadable(
                "file-limits",
                _mark_position(event.start_mark),
                N_("a partner file must hold at most {limit} names and values"),
                N_("Look for a list that repeats itself; else shorten the longest one."),
                limit=MAX_VALUES,
            )
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise self._slip(event.start_mark)
        if self._expects_key():
            self._take_key(event)
            return
        path = self._path()
        if not isinstance(event, yaml.CollectionStartEvent):
            self._place(self._scalar(event), path, event)
            self._look_for_remark(path, event)
            return
        if len(self.open) >= MAX_DEPTH:
            raise _Unreadable(
                "file-limits",
                _mark_position(event.start_mark),
                N_("fields must not be nested deeper than {limit}"),
                N_("Look for brackets that are not closed."),
                limit=MAX_DEPTH,
            )
        collection: dict[str, Tree] | list[Tree] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._place(collection, path, event)
        self.open.append((collection, path))
        self.key.append(None)

    def _slip(self, mark: _Mark | None, began: int | None = None) -> _Unreadable:
        assert mark is not None, "the parser marks where it gives up"
        return _Unreadable.slip("yaml-invalid", slips.slip_at(self.source, mark.line, mark.column, began))

    def _expects_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1][0], dict) and self.key[-1] is None

    def _take_key(self, event: yaml.NodeEvent) -> None:
        mapping, path = self.open[-1]
        if not isinstance(event, yaml.ScalarEvent):
            hint = N_("Look for a bracket that opens here and shouldn't, or that closes too early.")
            raise _bad_yaml(event.start_mark, N_("a field's name must be a word"), hint)
        key = event.value
        if key == "<<" and not event.style:
            raise _bad_yaml(event.start_mark, N_("merge keys (<<) are not read here"), N_("Write the fields out."))
        if key in mapping:
            raise _Unreadable(
                "key-duplicate",
                _mark_position(event.start_mark),
                N_("a field must be given once, but this one stands in line {line} already"),
                N_("Keep one of the two; if another item of a list begins here, put a hyphen and a space before it.")
                if path and isinstance(path[-1], int)
                else N_("Keep one of the two."),
                line=self.keys[(*path, key)].line,
            )
        self.keys[(*path, key)] = _mark_position(event.start_mark)
        self.key[-1] = key
        assert event.end_mark is not None
        line, column = event.end_mark.line, event.end_mark.column
        # To YAML more than a line feed ends a line.
        if line < len(self.lines) and self.lines[line][column:].lstrip()[:1] in (",", "}"):
            self.bare.add((*path, key))

    def _path(self) -> FieldPath:
        if not self.open:
            return ()
        collection, path = self.open[-1]
        step = self.key[-1] if isinstance(collection, dict) else len(collection)
        assert step is not None, "a value follows its key"
        return (*path, step)

    def _look_for_remark(self, path: FieldPath, event: yaml.NodeEvent) -> None:
        assert isinstance(event, yaml.ScalarEvent)
        if event.style:
            return
        assert event.end_mark is not None
        line, column = event.end_mark.line, event.end_mark.column
        if not event.value and path in self.keys:  # its own mark lies on a later line
            line, column = self.keys[path].line - FIRST_LINE, self.keys[path].column - 1 + len(str(path[-1]))
        if cut := _CUT.match(self.lines[line] if line < len(self.lines) else "", column):
            self.cuts[path] = cut[1].rstrip()

    def _scalar(self, event: yaml.NodeEvent) -> str | None:
        assert isinstance(event, yaml.ScalarEvent)
        return None if not event.style and event.value == "" else str(event.value)

    def _place(self, value: Tree, path: FieldPath, event: yaml.NodeEvent) -> None:
        if self.open:
            collection = self.open[-1][0]
            if isinstance(collection, dict):
                collection[str(path[-1])] = value
                self.key[-1] = None
            else:
                collection.append(value)
            # A value left empty has no place of its own: libyaml's mark lies on a later line.
            empty_after_key = value is None and path in self.keys
            self.values[path] = self.keys[path] if empty_after_key else _mark_position(event.start_mark)
        else:
            self.root = value


def _bad_yaml(mark: _Mark | None, message: Term, hint: Term) -> _Unreadable:
    return _Unreadable("yaml-invalid", _mark_position(mark) if mark else Position(), message, hint)


def _mark_position(mark: _Mark | None) -> Position:
    assert mark is not None, "the parser marks every event"
    # Marks count from 0, and the opening fence is a line of its own.
    return Position(mark.line + 2, mark.column + 1)


def _position(text: str, index: int) -> Position:
    return Position(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _body_parts(content: str, first_line: int) -> Iterator[BodyPart]:
    language, start, lines = "", first_line, list[str]()
    for number, line in enumerate(content.split("\n"), start=first_line):
        if marker := _LANGUAGE_LINE.match(line):
            if language or "".join(lines).strip():
                yield BodyPart(language, "\n".join(lines), start)
            language, start, lines = marker.group(1), number + 1, []
        else:
            lines.append(line)
    if language or "".join(lines).strip():
        yield BodyPart(language, "\n".join(lines), start)
