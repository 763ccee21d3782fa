"""The lines of front matter as people typed them, whether or not they can be read as YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

CLOSED_BY = {"{": "}", "[": "]"}
"""The brackets of YAML, by that which opens them."""
_LINE = re.compile(
    r"""(?P<indent>[ ]*)
    (?P<dashes>(?:-[ ]+)*)
    (?:(?P<key>[^\s"'\[\]{},#&*!|>%@`][^#]*?|"[^"]*"|'[^']*'):(?=\s|\Z)[ ]*)?
    (?P<value>.*)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Line:
    """A line of the front matter, as far as it is one of fields."""

    number: int
    """From 0."""
    text: str
    indent: int
    dashes: str
    key: str
    """Empty where there is none."""
    value: str
    at: int
    """Where the value begins, from 0."""
    opens: str = ""
    """The quotation mark that opens a text here which this line doesn't close."""
    closes: Line | None = None
    """The line of a text that a quotation mark ends here, though more follows it."""
    below: int = 0
    """How far the text is indented that this line ends, if it stands behind `|` or `>`."""
    block: Line | None = None
    """The line with the `|` or `>`."""

    @property
    def column(self) -> int:
        """Where its fields begin, from 0."""
        return self.indent + len(self.dashes)

    @property
    def is_blank(self) -> bool:
        """Whether no field can stand there: it is empty, or a remark."""
        return not self.text.strip() or self.text.lstrip().startswith("#")


def lines_of(source: str) -> Iterator[Line]:
    """The lines of fields; what lies within a text of several lines is left out."""
    within: Line | None = None
    opening: Line | None = None
    below = 0
    for number, text in enumerate(source.split("\n")):
        ended, block = 0, within
        if within is not None:
            holder = within.column if within.key else within.indent
            indent = len(text) - len(text.lstrip(" "))
            below = below or (indent if text.strip() and indent > holder else 0)
            if not text.strip() or indent >= below > 0:
                continue
            within, below, ended = None, 0, below or holder + 2
        closes = None
        if opening:
            end = closing_quote(text, opening.opens, 0)
            if end is None:
                continue
            rest, closes, opening = text[end + 1 :].strip(), opening, None
            if not rest or rest[0] in ",]}#":
                continue
        match = _LINE.match(text)
        assert match is not None, "every line is one"
        value = match["value"]
        line = Line(
            number=number,
            text=text,
            indent=len(match["indent"]),
            dashes=match["dashes"],
            key=(match["key"] or "").rstrip(),
            value=value.rstrip(),
            at=match.start("value"),
            closes=closes,
            below=ended,
            block=block,
        )
        if re.match(r"[|>][-+0-9]*\s*(?:#.*)?\Z", line.value):
            within = line
        elif line.value[:1] in ("'", '"') and line.value and closing_quote(line.value, line.value[0], 1) is None:
            opening = line = replace(line, opens=line.value[0])
        yield line


def closing_quote(text: str, quote: str, start: int) -> int | None:
    """Where a quoted text ends."""
    at = start
    while at < len(text):
        if quote == '"' and text[at] == "\\":
            at += 2
        elif text[at] != quote:
            at += 1
        elif quote == "'" and text[at + 1 : at + 2] == "'":
            at += 2
        else:
            return at
    return None


@dataclass(frozen=True)
class Brackets:
    """What brackets come to on one line."""

    open: str = ""
    """The last bracket that isn't closed."""
    at: int = 0
    """Where it stands."""
    end: int = 0
    """Where the last of them closes."""
    wrong: int | None = None
    """Where a bracket of another kind stands than is due."""
    remark: int | None = None
    """Where a remark begins."""


def brackets_in(text: str) -> Brackets:
    """What the brackets of a value come to, quoted texts aside."""
    opened: list[tuple[str, int]] = []
    before = ""
    at = 0
    while at < len(text):
        char = text[at]
        if char in "\"'" and before in ("[", "{", ",", ":"):
            end = closing_quote(text, char, at + 1)
            if end is None:
                break
            at = end
        elif char == "#" and text[at - 1 : at].isspace():
            return Brackets(*(opened[-1] if opened else ("", 0)), remark=at)
        elif char in CLOSED_BY:
            opened.append((char, at))
        elif char in CLOSED_BY.values() and opened:
            if CLOSED_BY[opened[-1][0]] != char:
                return Brackets(*opened[-1], wrong=at)
            opened.pop()
            if not opened:
                return Brackets(end=at)
        before = before if char.isspace() else char
        at += 1
    return Brackets(*(opened[-1] if opened else ("", 0)))
