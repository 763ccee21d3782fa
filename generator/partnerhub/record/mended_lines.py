"""A line of fields as it is to be typed instead; what was typed is repeated where it is public anywhere.

Of other fields there is `…`. Settings are public as a whole.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cache

from partnerhub.record.fields import walk
from partnerhub.record.model import Record
from partnerhub.record.typed_lines import CLOSED_BY

LONGEST = 120
"""Characters of a line that is repeated, mended."""
_ANY_NAME = re.compile(r"([^\W\d]\w*)\s*:")


@dataclass(frozen=True)
class KnownFields:
    """The fields that a kind of file may have, as far as slips ask."""

    names: frozenset[str]
    """Those of all fields, at any depth."""
    of_fields: frozenset[str]
    """The names of fields that hold others, and never a list of them."""
    of_lists: frozenset[str]
    """The names of fields that may hold a list."""
    holders: Mapping[str, Set[str]]
    """The name of a field → the names of those that hold one of that name; an empty one for the file itself."""
    repeated: frozenset[str] | None
    """The names of fields with values that a message may repeat; None where nothing is private."""
    is_fenced: bool
    """Whether they stand between fences, with a description below."""

    def name(self, key: str) -> str:
        """A field's name as it is typed; what is none isn't repeated where it may be private."""
        if key.casefold() in self.names:
            return key.casefold()
        return key if self.repeated is None else "…"

    def line(self, key: str, value: str, dashes: str = "") -> str:
        """A line with a value mended, which is repeated where it is public and holds no other field."""
        name = self.name(key) if key else ""
        is_public = self.repeated is None or (name in self.repeated and not self._holds_name(value))
        if not is_public or len(value) > LONGEST:
            quote = value[:1] if value[:1] in ("'", '"', *CLOSED_BY) else ""
            value = f"{quote}…{CLOSED_BY.get(quote, quote)}" if value else ""
        return "- " * bool(dashes.strip()) + (f"{name}: {value}" if name else value).rstrip()

    def item(self, text: str, before: str) -> str:
        """What stands behind a hyphen that is mended."""
        found = re.match(r"\s*([^\W\d][\w-]*)\s*:\s*(.*)", text)
        return before + (self.line(found[1], found[2]) if found else self.line("", text.strip()))

    def _holds_name(self, value: str) -> bool:
        """Whether another field is part of a value, as where two lines became one."""
        return any(found.casefold() in self.names for found in _ANY_NAME.findall(value))


@cache
def of_record() -> KnownFields:
    """Those of a partner file."""
    fields = list(walk(Record))
    holding = [field for field in fields if field.holds]
    holders, public = defaultdict[str, set[str]](set), defaultdict[str, list[bool]](list)
    for field in fields:
        holders[field.path[-1]].add(field.path[-2] if len(field.path) > 1 else "")
        public[field.path[-1]].append(field.may_be_quoted and field.holds is None)
    return KnownFields(
        names=frozenset(public),
        of_fields=frozenset(field.path[-1] for field in holding)
        - {field.path[-1] for field in holding if field.is_list},
        of_lists=frozenset(field.path[-1] for field in fields if isinstance(field.default, tuple)),
        holders=holders,
        repeated=frozenset(name for name, each in public.items() if all(each)),
        is_fenced=True,
    )


def quoted(text: str, instead_of: str = "") -> str:
    """A text in quotes that hold it together: the other kind of those in which it was, if it was in any."""
    if (instead_of or "'") == "'" and '"' not in text and "\\" not in text:
        return f'"{text}"'
    doubled = text.replace("'", "''")
    return f"'{doubled}'"
