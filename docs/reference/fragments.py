"""Every template that a hub may replace, with the names that it is given: what its opening comment says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docs.reference.table import table
from partnerhub.ours import TEMPLATES

_HEAD = """\
# Templates and their contexts

A file of the same name in your hub goes before ours ([Templates](../engineer/templates.md)). Each opens with its
signature: the names that it may use, with their types (`partnerhub/site/model/` has them), up to the first full
stop; then what it is.

"""
_FRAGMENTS = "## Fragments\n\nIn `templates/fragments/`. `hub` (PublicHub) is there in each.\n\n"
_MESSAGES = """
## Messages

In `templates/messages/<language>/`. `hub` is there in each. Blocks: `subject` (mail), `say` (on the phone), `text`.

"""
_COMMENT = re.compile(r"\s*\{#-?\s*Context:(.*?)-?#\}", re.DOTALL)


def page() -> str:
    """The page as Markdown."""
    columns = ("file", "context", "what it is")
    fragments = sorted((TEMPLATES / "fragments").glob("*.html"))
    messages = sorted((TEMPLATES / "messages" / "en").glob("*.txt"))
    return (
        f"{_HEAD}{_FRAGMENTS}{table(columns, map(list, map(_row, fragments)))}"
        f"{_MESSAGES}{table(columns, map(list, map(_row, messages)))}"
    )


def _row(file: Path) -> Iterator[str]:
    comment = _COMMENT.match(file.read_text(encoding="utf-8"))
    assert comment, f"{file.name} must open with its signature"
    context, _, what = " ".join(comment[1].split()).partition(". ")
    yield f"`{file.name}`"
    yield context.removesuffix(".")
    yield what
