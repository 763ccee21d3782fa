"""What is typed for a field on the command line → edits: a value, none (`""`), or entries of a list (`tags+=x`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from partnerhub.editing.edit import Edit, changed
from partnerhub.editing.field_path import Place, place_named
from partnerhub.editing.subject import Entry, Refused, Subject
from partnerhub.record.fields import field_at
from partnerhub.record.model import Record
from partnerhub.record.read import Tree, read_bytes
from partnerhub.words import slugs
from partnerhub.words.finding import FieldPath, field_name
from partnerhub.words.terms import LANGUAGE_TAG, N_

_SIGN = re.compile(r"(?P<name>[^=]*?)(?P<sign>\+=|-=)(?P<first>.*)", re.DOTALL)


def edits_of_field(subject: Subject, typed: str, words: Sequence[str], event: Entry | str | None) -> list[Edit]:
    """What setting a field comes to; `event` is the one that is meant, or its slug, where the field doesn't say it.

    Raises Refused, WhichEvent.
    """
    signed = _SIGN.fullmatch(typed)
    if signed:
        typed, words = signed["name"], [each for each in (signed["first"], *words) if each]
    place = place_named(subject, typed, event)
    if not words:
        hint = N_("Write it behind the field; an empty one in quotes takes the field out.")
        raise Refused(N_("{field} needs a value"), hint, field=typed)
    words = [word.replace("\r\n", "\n").strip() for word in words]
    if signed is None:
        return [set_to(subject, place, _value(place, words))]
    if not place.is_list:
        message, hint = N_("{field} is no list"), N_("Write the whole value, without {sign}.")
        raise Refused(message, hint, field=field_name(place.whole), sign=signed["sign"])
    items = [_item(place, word, is_entry=True) for word in words]
    return _with(subject, place, items) if signed["sign"] == "+=" else _without(subject, place, items)


def set_to(subject: Subject, place: Place, value: Tree) -> Edit:
    """One value in its place. What stands there in short, a date or a text for several, is written out first."""
    old = subject.at(place.path)
    if place.is_text_in_languages and isinstance(old, dict) and isinstance(value, str):
        name = str(place.path[-1])
        raise Refused(
            N_("{field} is given in languages: {languages}"),
            N_("Say which of them you mean, as in {example}."),
            field=field_name(place.whole),
            languages=", ".join(old),
            example=f"{name}.{next(iter(old))}",
        )
    for length in range(1, len(place.whole)):
        path, rest = place.whole[:length], place.whole[length:]
        short = subject.at(path)
        if isinstance(short, str) and (written := in_full(path, short, subject.hub.settings.language)) is not None:
            new = changed(written, rest, value)
            # A text in the hub's first language needs no language beside it.
            is_alone = isinstance(written, dict) and new == {rest[0]: value} and rest == tuple(written)
            return Edit(path, value if is_alone else new)
    return Edit(place.whole, value)


def in_full(path: FieldPath, short: str, language: str) -> Tree:
    """What a text means that stands for fields or entries; None for one that is only itself.

    A text without a language is in the hub's first one, `language`.
    """
    field = field_at(Record, path)
    if field is not None and field.is_in_languages:
        return {language: short}
    if field is not None and field.path == ("events", "agreed"):
        return {"us": short, "them": short}
    if field is not None and field.path == ("events", "announced"):
        return [{"date": short}]
    return None


# What was typed


def _value(place: Place, words: Sequence[str]) -> Tree:
    if not any(words):
        return None
    if not place.is_list:
        return _item(place, " ".join(words), is_entry=False)
    if len(words) == 1 and words[0].startswith("["):
        return _read(words[0])
    return [_item(place, word, is_entry=True) for word in words]


def _item(place: Place, text: str, *, is_entry: bool) -> Tree:
    """A value as a file would hold it: in braces or brackets where it may have parts, else the text itself."""
    if text.startswith(("{", "[")):
        if place.field.holds is not None or (place.has_structure and not is_entry):
            return _read(text)
        if place.is_text_in_languages and text.startswith("{"):
            return _one_a_language(text)
    return text


def _read(text: str) -> Tree:
    """What stands in braces or brackets, as a file's reader reads it."""
    source = read_bytes("", "", f"---\nvalue: {text}\n---\n".encode())
    if source.front_matter is None or len(source.front_matter.tree) > 1:
        problem = source.breaches[0].problem if source.breaches else None
        message = problem.message if problem else N_("the fields can't be read as YAML")
        raise Refused(message, problem.hint if problem else None, **dict((problem and problem.facts) or {}))
    return source.front_matter.tree["value"]


def _one_a_language(text: str) -> Tree:
    """One text a language; what is in braces and none of these is a text."""
    try:
        read = _read(text)
    except Refused:
        return text
    is_so = isinstance(read, dict) and all(LANGUAGE_TAG.match(key) and value for key, value in read.items())
    return read if is_so else text


# Lists


def _entries(subject: Subject, place: Place) -> tuple[list[Tree], bool]:
    """What a list holds, and whether it is written as one."""
    old = subject.at(place.whole)
    if isinstance(old, str):
        written = in_full(place.path, old, subject.hub.settings.language)
        return (list(written) if isinstance(written, list) else [old]), False
    return (list(old) if isinstance(old, list) else []), True


def _with(subject: Subject, place: Place, items: Sequence[Tree]) -> list[Edit]:
    there, is_list = _entries(subject, place)
    new: list[Tree] = []
    for item in items:
        if not any(_same(item, each) for each in (*there, *new)):
            new.append(item)
    if not is_list and new:
        return [Edit(place.whole, [*there, *new])]
    return [Edit((*place.whole, len(there) + number), item) for number, item in enumerate(new)]


def _without(subject: Subject, place: Place, items: Sequence[Tree]) -> list[Edit]:
    there, is_list = _entries(subject, place)
    gone = set[int]()
    for item in items:
        found = [number for number, each in enumerate(there) if _same(item, each)]
        if not found:
            hint = N_("These are there: {known}.") if there else None
            known = ", ".join(each for each in there if isinstance(each, str))
            raise Refused(N_("{item} is not in {field}"), hint, item=item, field=field_name(place.whole), known=known)
        gone.update(found)
    if not is_list:
        return [Edit(place.whole, None)]
    return [Edit((*place.whole, number), None) for number in sorted(gone, reverse=True)]


def _same(one: Tree, other: Tree) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return slugs.same(one) == slugs.same(other)
    return one == other
