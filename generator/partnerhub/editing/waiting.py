"""Fields that wait in comments for somebody to fill them in, as `new partner` leaves them: `# tagline:`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from partnerhub.record.block_style import INDENT

_NAME_ALONE = r":[ \t]*(?:#[^\r\n]*)?(?=\r?\n|\Z)"
"""What is behind the name of a field without a value."""
_NO_FIELD = re.compile(r"\r?\n[ \t]*(?:#[^\r\n]*)?(?=\r?\n|\Z)")


def uncommented(text: str, name: str) -> Iterator[str]:
    """A front matter with each comment that is nothing but a field of that name as the field, empty."""
    for found in re.finditer(rf"^( *)# {re.escape(name)}{_NAME_ALONE}", text, re.MULTILINE):
        indent = found[1]
        below = re.compile(rf"(?:\r?\n{indent}# {INDENT}\S[^\r\n]*)*").match(text, found.end())
        assert below is not None, "there may be none"
        # What waits below it waits below it still.
        fields = below[0].replace(f"\n{indent}# {INDENT}", f"\n{indent}{INDENT}# ")
        yield text[: found.start()] + found[0].replace("# ", "", 1) + fields + text[below.end() :]


def behind_those_that_wait(text: str, place: int, indent: str, names: Collection[str]) -> int:
    """The end of the last line below a place in which a field of these names waits, before the next that has a value.

    `place` is the end of a line, and so is what comes back; where none waits, the place itself.
    """
    waits = re.compile(rf"\r?\n{indent}# (\w+){_NAME_ALONE}(?:\r?\n{indent}# {INDENT}[^\r\n]*)*")
    at = place
    while line := _NO_FIELD.match(text, at):
        field = waits.match(text, at)
        at = (field or line).end()
        if field and field[1] in names:
            place = at
    return place
