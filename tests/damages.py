"""Damages to a partner file, drawn at random: spellings of one record, and what hands and editors do to a file."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

import yaml

from records import RECORD

_FRONT, _BODY = RECORD.removeprefix("---\n").rsplit("---\n", 1)
TREE: dict[str, Any] = yaml.load(_FRONT, Loader=yaml.BaseLoader)


def _dumped(**style: Any) -> str:
    return yaml.dump(TREE, allow_unicode=True, sort_keys=False, width=1000, **style)


def _with_comments(text: str) -> str:
    return "".join(
        f"{line}\n" + ("# CANARY: a comment\n" if number % 3 == 0 else "")
        for number, line in enumerate(text.splitlines())
    )


def _with_block_texts(text: str) -> str:
    """The reasons and what was said as texts of several lines, with what may end a text in them."""
    return text.replace(
        "  note: CANARY-note\n", "  note: |\n    CANARY one\n    contact: CANARY two\n\n    CANARY three\n"
    ).replace("  feedback: CANARY-feedback\n", "  feedback: >-\n    CANARY four\n\n    CANARY five\n")


SPELLINGS: Sequence[Callable[[], str]] = (
    lambda: _FRONT,
    lambda: _dumped(default_flow_style=False),
    lambda: _dumped(default_flow_style=True),
    lambda: _dumped(default_flow_style=None),
    lambda: _dumped(default_flow_style=False, default_style='"'),
    lambda: _dumped(default_flow_style=False, default_style="'"),
    lambda: _dumped(default_flow_style=False, indent=4),
    lambda: _with_comments(_FRONT),
    lambda: _with_block_texts(_FRONT),
    lambda: _with_block_texts(_dumped(default_flow_style=False)),
)
_FENCES = (
    "---",
    "---  ",
    "---\t",
    "...",
    "--- ",
    "--",
    "----",
    "—",
    "\u200f---",
    "---\u200e",
    "\u00a0---",
    "    ---",
    "```",
    "~~~",
    "***",
    "+++",
)
_SIGNS = (
    *"-:'\"[]{}#&*!|>%@`,?\t\r\x07",
    "\u00a0",
    "\u200f",
    "\u202e",
    "\ufeff",
    "\u2028",
    "\u0085",
    ": ",
    "- ",
    " #",
    "\n",
    "\n\n",
    "<!-- lang: en -->",
)


def _at_line(text: str, draw: random.Random, change: Callable[[list[str], int], None]) -> str:
    lines = text.split("\n")
    change(lines, draw.randrange(1, len(lines) - 2))
    return "\n".join(lines)


def _fence(text: str, draw: random.Random) -> str:
    return _at_line(text, draw, lambda lines, at: lines.insert(at, draw.choice(_FENCES)))


def _early_fence(text: str, draw: random.Random) -> str:
    return _at_line(text, draw, lambda lines, at: lines.insert(at, "---"))


def _delete(text: str, draw: random.Random) -> str:
    return _at_line(text, draw, lambda lines, at: lines.pop(at) and None)


def _double(text: str, draw: random.Random) -> str:
    return _at_line(text, draw, lambda lines, at: lines.insert(at, lines[at]))


def _indent(text: str, draw: random.Random) -> str:
    return _at_line(
        text, draw, lambda lines, at: lines.__setitem__(at, draw.choice(("", " ", "   ", "\t")) + lines[at].lstrip())
    )


def _swap(text: str, draw: random.Random) -> str:
    # A line that is moved below the last fence is published: nobody can tell it from a description.
    return _at_line(text, draw, lambda lines, at: lines.insert(at, lines.pop(min(at + 1, len(lines) - 4))))


def _sign(text: str, draw: random.Random) -> str:
    at = draw.randrange(len(text))
    return text[:at] + draw.choice(_SIGNS) + text[at + draw.randrange(2) :]


def _cut(text: str, draw: random.Random) -> str:
    at = draw.randrange(4, len(text))
    return text[:at] if draw.random() < 0.5 else text[:at] + text[at + draw.randrange(40) :]


def _ends(text: str, draw: random.Random) -> str:
    return draw.choice(
        (text.replace("\n", "\r\n"), text.replace("\n", "\r"), "\ufeff" + text, "\n" + text, text.replace("---", "..."))
    )


DAMAGES = (_fence, _early_fence, _early_fence, _delete, _double, _indent, _swap, _sign, _sign, _cut, _ends)


def damaged(number: int) -> bytes:
    """The file of a number: always the same, spelt and damaged in one way or two."""
    draw = random.Random(number)
    text = f"---\n{draw.choice(SPELLINGS)()}---\n{_BODY}"
    text = text.replace("Code for Good", f"Damaged {number}").replace("codeforgood", f"damaged{number}")
    if draw.random() < 0.3:
        text = text.replace("\n", "\r\n")
    return draw.choice(DAMAGES)(text, draw).encode("utf-8", "surrogatepass")
