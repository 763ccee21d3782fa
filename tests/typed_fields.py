"""Every field of the record can be typed: a value by its type, with a word in it that comes nowhere else, a *canary*."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from partnerhub.record.fields import DeclaredField, walk
from partnerhub.record.model import Record

Tree = dict[str, Any]
"""Front matter, as typed."""

NUMBER = "271828"
DAY = "2026-09-17"
HOUR = "18:37"
FINGERPRINT = "2718281828ca"
"""Canaries of types that are no text: no test types them otherwise."""

TYPED: Mapping[str, Callable[[str], Any]] = {
    "text of one line": lambda canary: canary,
    "text of one line, or one a language": lambda canary: canary,
    "text of one line, without < and >": lambda canary: canary,
    "text of one line, without < and >, or one a language": lambda canary: canary,
    "text of one or more lines": lambda canary: canary,
    "text of one or more lines, or one a language": lambda canary: canary,
    "Markdown, or one text in it a language": lambda canary: canary,
    "slug such as open-data-night": lambda canary: canary,
    "address that begins with https://": lambda canary: f"https://{canary}.example/",
    "true, or an address that begins with https://": lambda canary: f"https://{canary}.example/",
    "date such as 2026-12-10": lambda canary: DAY,
    "day and hour such as 2026-12-10 19:00": lambda canary: f"{DAY} {HOUR}",
    "hour such as 19:15, or day and hour": lambda canary: HOUR,
    "fingerprint such as 3f9a1c0be2d4": lambda canary: FINGERPRINT,
    "whole number": lambda canary: NUMBER,
}
"""How to type a value with a canary, by the type in words; lists of these, and choices, follow."""

_FIELDS = {field.path: field for field in walk(Record)}


def canary_of(name: str) -> str:
    """The word by which a text of a field is known; none is part of another's."""
    return f"canary-{name.replace('.', '-').replace('_', '-')}-z"


def typed(field: DeclaredField) -> Any:
    """A value for a field. Raises LookupError for a type that nobody said how to type."""
    return _typed(field.type_in_words, ".".join(field.path))


def _typed(words: str, name: str) -> Any:
    if words in TYPED:
        return TYPED[words](canary_of(name))
    kind, _, of = words.partition(", each: ")
    if kind == "list" and of:
        return [_typed(of, name)]
    kind, _, of = words.partition(", each with: ")
    if kind == "names of your choice" and of:
        return {canary_of(name): _typed(of, name)}
    if words.startswith("one of "):
        return words.removeprefix("one of ").split(", ")[-1]
    raise LookupError(f"{name}: nobody says how to type “{words}”: say it in TYPED, or of this field alone in VALUES")


def put(tree: Tree, field: DeclaredField, value: Any) -> Tree:
    """The tree with a value in one field, or without it where the value is None.

    Of a list, the first item is meant. Where a part is new, what else it must have is typed by type.
    """
    changed = copy.deepcopy(tree)
    holder = changed
    for length in range(1, len(field.path)):
        part = _FIELDS[field.path[:length]]
        if part.path[-1] not in holder:
            needed = {each.path[-1]: typed(each) for each in part.parts if each.is_required}
            holder[part.path[-1]] = [needed] if part.is_list else needed
        holder = holder[part.path[-1]][0] if part.is_list else holder[part.path[-1]]
    if value is None:
        del holder[field.path[-1]]
    else:
        holder[field.path[-1]] = value
    return changed
