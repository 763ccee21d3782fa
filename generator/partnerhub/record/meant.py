"""A field that the format does not know, and what it was probably meant to be; and what fields look like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Any

from partnerhub.record.called import called
from partnerhub.record.fields import DeclaredField, declared, field_at, field_names, walk
from partnerhub.record.model import Record
from partnerhub.words import guesses
from partnerhub.words.finding import FieldPath
from partnerhub.words.spelling import close_to
from partnerhub.words.terms import LANGUAGE_TAG, N_, Term, Terms, languages

_FIELD_LIKE = re.compile(r"[^\W\d][\w-]{0,19}\Z")
"""What the name of a field looks like, in any script."""
_SIGN = re.compile(r"(-)(?=\w)|([\u2022\u25cf\u25aa\u25e6\u2023\u00b7+]|\d{1,2}[.)])\s")
"""What people put before the items of a list instead of a hyphen with a space; an asterisk is another matter."""
_ITEM = re.compile(r"(?:^|\s)-\s*|[,;\u060c]")
"""What people put between the items of a list."""

ADD_IT = N_("Add a line such as {line}.")
"""What to do where a field is missing, over `{line}`, its example."""

MOST_HOLDERS = 4
"""Places that are named for a field that stands at none of them."""


@dataclass(frozen=True)
class Unknown:
    """A name that stands where fields stand, and is none of theirs."""

    field: FieldPath
    known: Sequence[str]
    """The fields that the format knows there."""
    is_named: bool
    """Whether a message may repeat the name: it can't be private text gone astray."""
    hint: Term | None = None
    meant: str | None = None
    """The field of that place that was meant."""
    holders: str = ""
    """Where the format knows a field of that name."""
    oddity: Term | str = ""
    """What can't be seen in it."""
    code: str = ""
    holder_paths: Sequence[tuple[str, ...]] = ()
    """The same as paths of those fields."""


def unknown(field: FieldPath, value: object) -> Unknown:
    """What an unknown field was meant to be; `value` is what stands in it."""
    parent, key = field[:-1], str(field[-1])
    known = names_at(parent)
    if len(key) > guesses.LONGEST:
        return Unknown(field, known, is_named=False)
    if value is None and not guesses.oddity(key) and key.casefold() not in known:
        # In braces this is what a comma or a colon without a space leaves of a text.
        name, colon, _ = key.partition(":")
        if colon and name in known:
            return Unknown(
                field, known, is_named=False, hint=N_("Put a space behind the colon: {meant}: …."), meant=name
            )
        if (name := key.partition(" ")[0]) in known:
            hint = N_("Put a colon and a space behind the name: {meant}: ….")
            return Unknown(field, known, is_named=False, hint=hint, meant=name)
        if "title" in known and " " in key.strip():
            hint = N_("If that is its title, write it behind the name of that field: title: ….")
            return Unknown(field, known, is_named=False, hint=hint, meant="title")
        hint = N_("Put a text with a comma in quotes; give a field a colon and a value.")
        return Unknown(field, known, is_named=False, hint=hint)
    plain = guesses.plain(key)
    words = _plain_words(plain)
    names = (words.replace(" ", "_"), _by_words(_path(parent)).get(words), called(words, known))
    meant = next((name for name in names if name in known), None)
    if (found := guesses.oddity(key)) and plain in field_names(Record):
        hint = N_("Delete the line and type it anew, with plain spaces before it.")
        return Unknown(field, known, is_named=True, hint=hint, meant=plain, oddity=found[0], code=found[1])
    if meant:
        hint = N_("Write it as {meant}; the names of fields are English and in lower-case letters.")
        if plain.isascii() and plain.islower():
            hint = N_("Write it as {meant}.")
        return Unknown(field, known, is_named=True, hint=hint, meant=meant)
    if meant := _in_a_language(words, parent):
        hint = N_("Write one text a language: {meant}: {{he: …, en: …}}.")
        return Unknown(field, known, is_named=True, hint=hint, meant=meant)
    if holders := _holders(words.replace(" ", "_"), is_in_event=parent[:1] == ("events",)):
        hint = N_("It belongs under {holders}: move it there, indented as what stands there.")
        if holders == [("events",)]:
            hint = N_("It belongs to an event: move it there, indented as the event's title.")
        return Unknown(field, known, True, hint, holders=", ".join(map(".".join, holders)), holder_paths=holders)
    if meant := close_to(plain, known):
        is_named = bool(_FIELD_LIKE.match(key)) and key.isascii()
        return Unknown(field, known, is_named=is_named, hint=N_("Did you mean {meant}?"), meant=meant)
    # What is said of an event is for members, but for what its private parts hold.
    is_public = parent[:1] == ("events",) and len(parent) == 2
    return Unknown(field, known, is_named=is_public and bool(_FIELD_LIKE.match(key)))


def cut_texts(tree: Any, base: FieldPath, bare: Set[FieldPath]) -> Iterator[tuple[FieldPath, Sequence[str]]]:
    """The texts of which commas in braces made several names: where each stands, and its parts.

    The tree stands at `base`; the names without a colon, `bare`, are taken out of it where they are such parts.
    """
    for holder in dict.fromkeys(name[:-1] for name in sorted(bare, key=str) if name[: len(base)] == base):
        fields = _at(tree, holder[len(base) :])
        for name, rest in _runs(fields, holder, bare) if isinstance(fields, dict) else ():
            if rest and _is_text(fields[name], (*holder, name)) and not _lack_a_space(rest, names_at(holder)):
                yield (*holder[len(base) :], name), [fields[name], *rest]
                for each in rest:
                    del fields[each]


def _is_text(value: object, place: FieldPath) -> bool:
    field = field_at(Record, place)
    is_its_own = field is not None and (field.path[-1] == place[-1] or field.is_in_languages)
    return field is not None and is_its_own and field.is_text and isinstance(value, str)


def _lack_a_space(names: Sequence[str], known: Sequence[str]) -> bool:
    """Whether one of the names is a field with its value, between which no space follows the colon."""
    return any(name.partition(":")[0] in known for name in names if ":" in name)


def _at(tree: Any, place: FieldPath) -> Any:
    for step in place:
        is_there = step in tree if isinstance(tree, dict) else isinstance(tree, list) and step in range(len(tree))
        if not is_there:
            return None
        tree = tree[step]
    return tree


def _runs(fields: Mapping[str, object], holder: FieldPath, bare: Set[FieldPath]) -> Sequence[tuple[str, list[str]]]:
    """The names with a colon, each with those without one that follow it."""
    runs: list[tuple[str, list[str]]] = []
    for name in fields:
        if (*holder, name) not in bare:
            runs.append((name, []))
        elif runs:
            runs[-1][1].append(name)
    return runs


def names_at(place: FieldPath) -> list[str]:
    """The names that a record knows at a place."""
    return [part.path[-1] for part in _fields_at(_path(place))]


def example_line(place: FieldPath) -> str:
    """How a line looks that gives the field at a place."""
    field = field_at(Record, place)
    assert field is not None, "what is asked for is declared"
    return field.example_line


def example_of(place: FieldPath) -> str:
    """How the fields look that stand at a place: those that must be there, else the first two."""
    parts = _fields_at(_path(place))
    needed = [part for part in parts if part.is_required] or parts[:2]
    return " | ".join(part.example_line for part in needed)


def items_of(text: str) -> list[str]:
    """What was probably meant as a list, as its items."""
    whole = guesses.plain(text)
    whole = whole[1:-1] if whole.startswith("(") and whole.endswith(")") else whole
    items = (item.strip("[] ") for item in _ITEM.split(whole))
    return [item for item in items if item]


def sign_of_list(value: object) -> str:
    """What stands before the first item of what is meant as a list, and is no hyphen with a space; empty for none."""
    found = _SIGN.match(value) if isinstance(value, str) else None
    return found[found.lastindex or 0] if found else ""


def _path(place: FieldPath) -> tuple[str, ...]:
    return tuple(step for step in place if isinstance(step, str))


def _fields_at(path: tuple[str, ...]) -> Sequence[DeclaredField]:
    field = field_at(Record, path)
    return field.parts if field else declared(Record)


def _plain_words(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text.strip(" *_:")).casefold()


def _in_a_language(words: str, parent: FieldPath) -> str | None:
    """The field that is meant by `title_he`."""
    name, _, language = words.rpartition(" ")
    field = field_at(Record, (*parent, name.replace(" ", "_")))
    is_one = field is not None and field.is_in_languages and LANGUAGE_TAG.match(language)
    return field.path[-1] if field and is_one else None


@cache
def _by_words(path: tuple[str, ...]) -> Mapping[str, str]:
    """What the fields of a place are called in our languages → their names."""
    return {
        _plain_words(Terms(language)(field.visibility.words)): field.path[-1]
        for field in _fields_at(path)
        for language in languages()
    }


@cache
def _holders(name: str, *, is_in_event: bool) -> Sequence[tuple[str, ...]]:
    """Where a record has a field of a name; nothing where it could be at too many places.

    What stands in an event belongs there, if it can, and what stands outside, outside.
    """
    found = [field.path[:-1] for field in walk(Record) if field.path[-1] == name and len(field.path) > 1]
    found = [path for path in found if (path[0] == "events") == is_in_event] or found
    return found if len(found) <= MOST_HOLDERS else []
