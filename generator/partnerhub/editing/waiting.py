"""Fields that wait in comments for somebody to fill them in, as `new partner` leaves them: `# tagline:`."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from partnerhub.editing.splice import Splicer
from partnerhub.record.block_style import INDENT
from partnerhub.words.finding import FieldPath


def awakened(text: str, path: FieldPath) -> str:
    """The front matter with the fields of a path that wait in comments as empty fields, as far as they do."""
    for depth, name in enumerate(path, start=1):
        if isinstance(name, str) and Splicer(text).node(path[:depth]) is None:
            text = next((each for each in _uncommented(text, name) if _holds(each, path[:depth])), text)
    return text


def _uncommented(text: str, name: str) -> Iterator[str]:
    """The text with each comment that is nothing but a field of that name as the field."""
    for found in re.finditer(rf"^( *)# {re.escape(name)}:(?=[ \t]*(?:#.*)?\r?$)", text, re.MULTILINE):
        indent, first, rest = found[1], *text[found.end() :].partition("\n")[::2]
        below = re.match(rf"(?:{indent}# {INDENT}\S.*\n?)*", rest)
        assert below is not None, "there may be none"
        # What waits below it waits below it still.
        fields = re.sub(rf"^{indent}# {INDENT}", f"{indent}{INDENT}# ", below[0], flags=re.MULTILINE)
        yield f"{text[: found.start()]}{indent}{name}:{first}\n{fields}{rest[below.end() :]}"


def _holds(text: str, path: FieldPath) -> bool:
    try:
        return Splicer(text).node(path) is not None
    except yaml.YAMLError:
        return False
