"""What somebody said of columns, kept beside the hub: a line a column, `Heading=events.title`, as `--map` takes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from partnerhub.editing.subject import Refused
from partnerhub.importing.headings import LEFT_OUT, Column, column_of, same
from partnerhub.words.terms import N_

FILE = "import-columns.txt"
"""Beside mkdocs.yml."""
_COMMENT = "# What the columns of sheets hold, for `partnerhub import`: heading=field; - for one that is left out.\n"

Given = Mapping[str, Column | None]
"""Heading, in the form of `same` → what its column holds; None for one that is left out."""


def read_map(lines: Iterable[str]) -> dict[str, Column | None]:
    """What lines say. Raises Refused."""
    found = dict[str, Column | None]()
    for line in lines:
        heading, sign, field = line.rpartition("=")
        if not sign or not heading.strip():
            raise Refused(
                N_("{line} must be a heading and a field"),
                N_("Write it like {example}."),
                line=line,
                example="Heading=events.title",
            )
        found[same(heading)] = None if field.strip() in ("", LEFT_OUT) else column_of(field)
    return found


def read_file(text: str) -> dict[str, Column | None]:
    """What the file says. Raises Refused."""
    return read_map(line for line in text.splitlines() if line.strip() and not line.startswith("#"))


def with_lines(text: str, new: Mapping[str, str]) -> str:
    """The file with more lines; heading → field. Those of a heading that is there already are replaced."""
    kept = [line for line in text.splitlines() if same(line.rpartition("=")[0]) not in map(same, new)]
    lines = [*kept, *(f"{' '.join(heading.split())}={field}" for heading, field in new.items())]
    return ("" if text else _COMMENT) + "".join(f"{line}\n" for line in lines)
