"""A cell → what its field takes, by the format's own checks: never a value that nobody typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import get_args

from partnerhub.importing.headings import BODY, NAME, SLUG, Place
from partnerhub.record.fields import DeclaredField, field_at
from partnerhub.record.model import Decision, Record
from partnerhub.record.read import MAX_BYTES, Tree, read_bytes
from partnerhub.record.settings import Settings
from partnerhub.record.settings_types import Vocabulary
from partnerhub.record.text_types import Line, MarkdownTexts, on_one_line
from partnerhub.record.understood import Unclear, kind_of, understood
from partnerhub.record.value_types import Slug, Url
from partnerhub.words import guesses
from partnerhub.words.terms import N_

DECISION = ("vetting", "decision")
_BETWEEN_WORDS = re.compile(r"[,;\u060c\n]")
_BETWEEN_LINES = re.compile(r"[;\n]")
"""Sources hold commas."""
_ONE_VALUE = frozenset({("vetting", "values"), ("vetting", "reputation", "flags"), ("tags",), ("events", "tags")})
_OF_NOTION = re.compile(r"\s*\(https://(?:www\.)?notion\.so/[^)\s]*\)")
"""What Notion writes behind the title of a page that a cell leads to."""
_CHECKED = frozenset({"checked"})
"""How Airtable writes a box that is ticked."""


def value_of(path: Place, cells: Sequence[str], settings: Settings) -> Tree:
    """What the cells of a field say, as a file would hold it. Raises Unclear."""
    text, links = _OF_NOTION.subn("", joined(path, cells))
    if path == NAME and links > 1:
        raise Unclear(N_("must be that of one partner"), path)
    if path == BODY:
        return _description(text)
    if path == SLUG:
        return understood(Slug, text, ("events", "slug")).text
    if path[0] == "links":
        return understood(Url, text, path).text
    field = field_at(Record, path)
    assert field is not None, "columns are of fields"
    if Ellipsis in get_args(field.annotation):
        return [_item(field, word, settings) for word in _words(path, text, settings)]
    if path[-1] in ("whole_day", "online") and guesses.plain(text).casefold() in _CHECKED:
        return "true"
    kind = kind_of(_model_of(path), field.attribute)
    found = understood(kind, on_one_line(text) if _is_one_line(field) else text, path)
    if path == DECISION and found.value is not Decision.PENDING:
        hint = N_("Let somebody decide anew: `partnerhub set SLUG approve` or `decline`.")
        raise Unclear(N_("is never taken from a table"), path, hint)
    return found.text.strip()


def joined(path: Place, cells: Sequence[str]) -> str:
    """Several cells of one field as one. Raises Unclear where they can't be."""
    distinct = list(dict.fromkeys(cells))
    if len(distinct) == 1:
        return distinct[0]
    if path in (("events", "place"), ("outreach", "contact")):
        return ", ".join(distinct)
    field = field_at(Record, path)
    if path == BODY or (field is not None and field.is_text and not _is_one_line(field)):
        return "\n\n".join(distinct)
    if field is not None and Ellipsis in get_args(field.annotation):
        return "\n".join(distinct)
    raise given_twice(path)


def given_twice(path: Place) -> Unclear:
    """What is said of a field for which a row has two values."""
    return Unclear(N_("is given twice"), path)


def _description(text: str) -> str:
    """What stands below a front matter, as it is read back. Raises Unclear."""
    found = understood(MarkdownTexts, text, ("events", "description")).text.strip()
    file = f"---\nname: x\n---\n{found}\n".encode()
    if len(file) > MAX_BYTES:
        raise Unclear(N_("is longer than a partner file may be"), ("events", "description"))
    source = read_bytes("", "", file)
    if source.breaches or [(part.language, part.text.strip()) for part in source.body] != [("", found)]:
        words = N_("has a line of hyphens or one that names a language, and would be cut there")
        raise Unclear(words, ("events", "description"), N_("Write it into the file by hand."))
    return found


def _words(path: Place, text: str, settings: Settings) -> Iterator[str]:
    """The items of a list; a line that the hub has a word for is one, whatever signs are in it."""
    between = _BETWEEN_WORDS if path in _ONE_VALUE or path[-1] == "with" else _BETWEEN_LINES
    for line in text.split("\n"):
        if settings.meaning(line.strip(), _vocabulary(path, settings)):
            yield line.strip()
        else:
            yield from filter(None, map(str.strip, between.split(line)))


def _vocabulary(path: Place, settings: Settings) -> Vocabulary:
    return {"values": settings.values, "flags": settings.red_flags, "tags": settings.tags}.get(path[-1], {})


def _item(field: DeclaredField, word: str, settings: Settings) -> str:
    path = field.path
    vocabulary = _vocabulary(path, settings)
    if meant := settings.meaning(word, vocabulary):
        return meant
    if path[-1] == "flags":
        raise Unclear(N_("must be one of {choices}"), path, choices=", ".join(vocabulary))
    (kind, _) = get_args(field.annotation) if path[-1] != "with" else (Line, ...)
    return understood(kind, word, path).text


def _is_one_line(field: DeclaredField) -> bool:
    return field.is_text and "lines" not in field.type_in_words and "Markdown" not in field.type_in_words


def _model_of(path: Place) -> type:
    above = field_at(Record, path[:-1]) if len(path) > 1 else None
    return above.holds if above is not None and above.holds is not None else Record
