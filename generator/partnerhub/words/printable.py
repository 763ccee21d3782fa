"""Text from files made safe to print: one line, no control characters, nothing that a CI runner takes for a command."""

from __future__ import annotations

import re

_COMMAND = re.compile(r"##(?=\w*\[)|(?<![^\r\n])[^\S\r\n]*::")
DIRECTION_MARKS = "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}"
"""What our own sentences hold where Hebrew and Latin meet; in what was typed they show as what nobody sees."""


def printable(text: str, limit: int = 600, *, keep: str = "") -> str:
    """Text from a file made safe for a terminal or a log: one line, no control characters, no command, not long.

    `keep` are characters that stay although nobody sees them.
    """
    kept = text
    if not text.isprintable():
        kept = "".join(char if char.isprintable() or char in keep else "\N{REPLACEMENT CHARACTER}" for char in text)
    kept = inert(kept)
    return kept if len(kept) <= limit else kept[: limit - 1] + "…"


def inert(text: str) -> str:
    """Text in which a CI runner that prints it finds no command: a space parts what would begin one.

    `::` at the start of a line, and the older `##[` anywhere in one, with a product's name in it on some runners:
    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return _COMMAND.sub(lambda begin: f"{begin[0][:-1]} {begin[0][-1]}", text)
