"""A line of front matter as it is to be typed instead; what was typed is repeated where it is public anywhere.

Of other fields there is `…`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Set
from functools import cache

from partnerhub.record.fields import walk
from partnerhub.record.model import Record
from partnerhub.record.typed_lines import CLOSED_BY

LONGEST = 120
"""Characters of a line that is repeated, mended."""
_ANY_NAME = re.compile(r"([^\W\d]\w*)\s*:")


@cache
def names() -> frozenset[str]:
    """Those of all fields, at any depth."""
    return frozenset(field.path[-1] for field in walk(Record))


@cache
def holders_of() -> Mapping[str, Set[str]]:
    """The name of a field → the names of those that hold one of that name; an empty one for the record."""
    holders = defaultdict[str, set[str]](set)
    for field in walk(Record):
        holders[field.path[-1]].add(field.path[-2] if len(field.path) > 1 else "")
    return holders


@cache
def of_fields() -> frozenset[str]:
    """The names of fields that hold others, and never a list of them."""
    holders = [field for field in walk(Record) if field.holds]
    return frozenset(field.path[-1] for field in holders) - {field.path[-1] for field in holders if field.is_list}


@cache
def of_lists() -> frozenset[str]:
    """The names of fields that hold a list anywhere."""
    return frozenset(field.path[-1] for field in walk(Record) if isinstance(field.default, tuple))


@cache
def _public() -> frozenset[str]:
    """The names of fields with values that are public wherever one stands."""
    fields: Mapping[str, list[bool]] = {name: [] for name in names()}
    for field in walk(Record):
        fields[field.path[-1]].append(field.may_be_quoted and field.holds is None)
    return frozenset(name for name, public in fields.items() if all(public))


def known_name(key: str) -> str:
    """A field's name as it is typed; what is none isn't repeated."""
    return key.casefold() if key.casefold() in names() else "…"


def line_with(key: str, value: str, dashes: str = "") -> str:
    """A line with a value mended, which is repeated where it is public and holds no other field."""
    name = known_name(key) if key else ""
    if name not in _public() or len(value) > LONGEST or _holds_name(value):
        quote = value[:1] if value[:1] in ("'", '"', *CLOSED_BY) else ""
        value = f"{quote}…{CLOSED_BY.get(quote, quote)}" if value else ""
    return "- " * bool(dashes.strip()) + (f"{name}: {value}" if name else value).rstrip()


def _holds_name(value: str) -> bool:
    """Whether another field is part of a value, as where two lines became one."""
    return any(found.casefold() in names() for found in _ANY_NAME.findall(value))


def mended_item(text: str, before: str) -> str:
    """What stands behind a hyphen that is mended."""
    found = re.match(r"\s*([^\W\d][\w-]*)\s*:\s*(.*)", text)
    return before + (line_with(found[1], found[2]) if found else "…")


def quoted(text: str, instead_of: str = "") -> str:
    """A text in quotes that hold it together: the other kind of those in which it was, if it was in any."""
    if (instead_of or "'") == "'" and '"' not in text and "\\" not in text:
        return f'"{text}"'
    doubled = text.replace("'", "''")
    return f"'{doubled}'"
