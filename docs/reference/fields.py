"""Every field of a partner file, as the record's model declares it."""

from __future__ import annotations

from collections.abc import Iterator

from docs.reference.table import table
from partnerhub.record.fields import DeclaredField, walk
from partnerhub.record.model import Record

_HEAD = """\
# The fields of a partner file

*Public* is shown once the partnership is approved. *Private* stays in the repository. What *shapes* stays there too,
but what is public depends on it. Below the fields, the file's body is the public description.

`partnerhub schema` prints the same as a JSON Schema, for editors that complete and check.

"""
_COLUMNS = ("field", "what to write", "for example", "who sees it", "required", "since", "what it is")


def page() -> str:
    """The page as Markdown."""
    return _HEAD + table(_COLUMNS, (list(_cells(field)) for field in walk(Record)))


def _cells(field: DeclaredField) -> Iterator[str]:
    yield f"`{'.'.join(field.path)}`"
    yield field.type_in_words
    yield "" if field.holds or field.example == "…" else f"`{field.example}`"
    # Of a field with parts of several kinds, its parts say it.
    yield next(iter(field.visibilities)) if len(field.visibilities) == 1 else ""
    yield _required(field)
    yield field.since
    yield field.docstring


def _required(field: DeclaredField) -> str:
    if not field.is_required:
        return ""
    above = ".".join(field.path[:-1])
    return f"in `{above}`" if above else "always"
