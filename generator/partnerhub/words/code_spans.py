"""Text from files as Markdown's code spans: it can't mention, link, hide or head anything on a code host.

https://github.github.com/gfm/#code-spans
"""

from __future__ import annotations

import re

from partnerhub.words.printable import printable

_INVISIBLE = re.compile("[\u200b-\u200f\u061c\ufeff]")


def code(text: str) -> str:
    """Text as a code span: one line, nothing in it is markup."""
    text = printable(" ".join(_INVISIBLE.sub("", text).split()))
    if not text:
        return "–"
    ticks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def cell(text: str) -> str:
    """Text as a code span in a table, where a pipe would end the cell."""
    # A backslash before it would not do: text may bring one of its own.
    return code(text).replace("|", "\N{DIVIDES}")
