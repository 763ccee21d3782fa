"""How a file's values are widened for the form and narrowed again: what `desk/src` reads, as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from partnerhub.desk.entries import Entry, typed
from partnerhub.record.fields import DeclaredField, declared
from partnerhub.record.model import Record

BODY = "body"
"""The name in the form of what stands below the front matter."""
_Shape = Mapping[str, Any]

_AS: Mapping[Entry, str] = {
    Entry.FLAG: "flag",
    Entry.NUMBER: "number",
    Entry.DATE: "day",
    Entry.MOMENT: "day",
    Entry.START: "day",
}
_ALONE: Mapping[tuple[str, ...], Sequence[str]] = {
    ("events", "agreed"): ["us", "them"],
    ("events", "announced"): ["date"],
}
"""Fields in whose place one value may stand: what it says. Their models' validators read it so."""


def shapes(languages: Sequence[str]) -> _Shape:
    """The shape of every field of a hub's partner files; texts are in these languages."""
    return {"languages": languages, "fields": {**_fields(declared(Record)), BODY: {"kind": "body"}}}


def _fields(fields: Sequence[DeclaredField]) -> _Shape:
    return {field.path[-1]: _shape(field) for field in fields}


def _shape(field: DeclaredField) -> _Shape:
    if field.holds:
        alone = _ALONE.get(field.path)
        held: _Shape = {"kind": "map", "fields": _fields(field.parts)}
        if alone:
            held = {**held, "kind": "either", "alone": alone}
        return {"kind": "list", "of": held} if field.is_list else held
    if field.is_in_languages:
        return {"kind": "texts"}
    match typed(field).entry:
        case Entry.LIST:
            return {"kind": "list", "of": _value("text")}
        case Entry.NUMBERS:
            return {"kind": "list", "of": _value("number")}
        case Entry.PAIRS:
            return {"kind": "pairs"}
        case Entry.START:
            return {**_value("day"), "day_with": "whole_day"}
        case entry:
            return _value(_AS.get(entry, "text"))


def _value(what: str) -> _Shape:
    return {"kind": "value", "as": what}
