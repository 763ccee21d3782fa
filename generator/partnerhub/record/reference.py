"""docs/fields.md: every field of a partner file, as the record's model declares it. `make reference` writes it."""

from __future__ import annotations

from collections.abc import Iterator

from partnerhub.record.fields import DeclaredField, walk
from partnerhub.record.model import Record

_HEAD = """\
# The fields of a partner file

Made from the declarations in `generator/partnerhub/record/model.py` by `make reference`: change them there.

*Public* is shown once the partnership is approved. *Private* stays in the repository. What *shapes* stays there too,
but what is public depends on it. Below the fields, the file's body is the public description.

| field | what to write | who sees it | required | what it is |
|---|---|---|---|---|
"""


def reference() -> str:
    """The page as Markdown."""
    return _HEAD + "".join(f"| {' | '.join(_cells(field))} |\n" for field in walk(Record))


def _cells(field: DeclaredField) -> Iterator[str]:
    yield f"`{'.'.join(field.path)}`"
    yield field.type_in_words
    # Of a field with parts of several kinds, its parts say it.
    yield next(iter(field.visibilities)) if len(field.visibilities) == 1 else ""
    yield _required(field)
    yield field.docstring.replace("\n", " ").replace("|", "\\|")


def _required(field: DeclaredField) -> str:
    if not field.is_required:
        return ""
    above = ".".join(field.path[:-1])
    return f"in `{above}`" if above else "always"
