"""What is typed into a field, by the JSON Schema of its type: asked by the form and by the shapes alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Any

from partnerhub.record.fields import DeclaredField, walk
from partnerhub.record.model import Record
from partnerhub.record.time_types import MOMENT_PATTERN, START_PATTERN

_Schema = Mapping[str, Any]


class Entry(Enum):
    """What one types into a field that holds no others."""

    TEXT = auto()
    FLAG = auto()
    NUMBER = auto()
    NUMBERS = auto()
    DATE = auto()
    MOMENT = auto()
    START = auto()
    """A moment, or a day where the event has days instead of hours."""
    CHOICE = auto()
    LIST = auto()
    """Of texts."""
    PAIRS = auto()
    """Names of one's choice with their values."""
    PHOTO = auto()


_BY_TYPE: Mapping[str, Entry] = {"boolean": Entry.FLAG, "integer": Entry.NUMBER, "object": Entry.PAIRS}


@dataclass(frozen=True)
class Typed:
    """What a leaf takes."""

    entry: Entry
    pattern: str | None = None
    """That a text must match, in a regular expression that browsers know too."""


def typed(field: DeclaredField) -> Typed:
    """What a leaf of the record takes."""
    schema = _schemas()[field.path]
    if field.path[-2:] == ("photo", "file"):
        return Typed(Entry.PHOTO)
    if field.choices:
        return Typed(Entry.CHOICE)
    if schema.get("type") == "array":
        is_of_numbers = schema["items"].get("type") == "number"
        return Typed(Entry.NUMBERS if is_of_numbers else Entry.LIST)
    if schema.get("format") == "date":
        return Typed(Entry.DATE)
    if (pattern := schema.get("pattern")) in (MOMENT_PATTERN, START_PATTERN):
        return Typed(Entry.START if pattern == START_PATTERN else Entry.MOMENT)
    return Typed(_BY_TYPE.get(schema.get("type", ""), Entry.TEXT), pattern)


@cache
def _schemas() -> Mapping[tuple[str, ...], _Schema]:
    """The schema of each field's value where it is given, by its path."""
    whole = Record.model_json_schema(by_alias=True)
    models: dict[tuple[str, ...], _Schema] = {(): whole}
    found = {}
    for field in walk(Record):
        found[field.path] = _given(models[field.path[:-1]]["properties"][field.path[-1]], whole)
        if field.holds:
            models[field.path] = whole["$defs"][field.holds.__name__]
    return found


def _given(schema: _Schema, whole: _Schema) -> _Schema:
    if "$ref" in schema:
        return whole["$defs"][schema["$ref"].rpartition("/")[2]]  # type: ignore[no-any-return]
    given = [each for each in schema.get("anyOf", ()) if each.get("type") != "null"]
    return _given(given[0], whole) if len(given) == 1 else schema
