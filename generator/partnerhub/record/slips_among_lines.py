"""Slips that a line shows among the others: brackets, items, indentation, what is no field."""

from __future__ import annotations

import re
from collections.abc import Sequence

from partnerhub.record.mended_lines import KnownFields, quoted
from partnerhub.record.slip_place import Ask, Place, problem
from partnerhub.record.typed_lines import CLOSED_BY, Line, brackets_in
from partnerhub.words.finding import Problem
from partnerhub.words.terms import N_

_PER_LANGUAGE = re.compile(r"[a-z]{2}: ")


def _brackets(place: Place) -> Problem | None:
    line = place.line
    opening = line.value[:1]
    if opening not in CLOSED_BY or (place.failed is not line and place.column < len(line.text)):
        return None
    state = brackets_in(line.value)
    if state.wrong is not None:
        words, hint = N_("{open} must be closed by {close}, but here stands {sign}"), N_("Write {close} here.")
        sign = line.value[state.wrong]
        return problem(
            words, hint, line.number, line.at + state.wrong, open=state.open, close=CLOSED_BY[state.open], sign=sign
        )
    if state.open and state.remark is not None:
        words = N_("behind a space, # begins a remark, which hides the rest of the line with its bracket")
        return problem(words, N_('Put the text with the # in quotes: "… #…".'), line.number, line.at + state.remark)
    if place.failed is line and place.column > line.at and line.text[place.column : place.column + 1] == ":":
        words = N_("within {open} a text with a colon must be in quotes")
        return problem(words, N_('Put it in quotes: "…: …".'), line.number, place.column, open=opening)
    if place.failed is line and line.text[place.column : place.column + 1] == ",":
        words, hint = N_("nothing stands before this comma"), N_("Delete it.")
        return problem(words, hint, line.number, place.column)
    if state.open:
        words = N_("{open} opens here, and no {close} closes it on this line")
        hint = N_("Write {close} behind the last of what belongs to it.")
        return problem(words, hint, line.number, line.at + state.at, open=state.open, close=CLOSED_BY[state.open])
    rest = line.value[state.end + 1 :].strip()
    if rest and not rest.strip("]}"):
        words, hint = N_("{sign} stands here, but no bracket is open that it could close"), N_("Delete it.")
        return problem(words, hint, line.number, line.at + line.value.index(rest, state.end + 1), sign=rest[0])
    if rest and not rest.startswith("#"):
        words = N_("{close} ends what {open} began, but the text goes on")
        hint = N_("Put a text that begins with {open} in quotes: {line}.")
        mended = place.known.line(line.key, quoted(line.value), dashes=line.dashes)
        return problem(words, hint, line.number, line.at, open=opening, close=CLOSED_BY[opening], line=mended)
    return None


def _holder_missing(place: Place) -> Problem | None:
    """A field that one other alone can hold, which stands nowhere above it."""
    line, holders = place.line, place.known.holders.get(place.line.key.casefold(), frozenset())
    if place.failed is not line or not line.column or len(holders) != 1:
        return None
    (holder,) = holders
    if not holder or holder in {each.key.casefold() for each in place.before}:
        return None
    words, hint = (
        N_("{name} belongs under {holder}, which is missing above it"),
        N_("Write the line {line} above it, indented less."),
    )
    return problem(words, hint, line.number, line.indent, name=line.key, holder=holder, line=f"{holder}:")


def _item_without_hyphen(place: Place) -> Problem | None:
    """Another item of a list, or another field of it, without its hyphen or its indentation."""
    line, item = place.line, next((each for each in reversed(place.before) if each.indent <= place.line.indent), None)
    lists = [each for each in place.before if each.dashes and each.indent == line.indent]
    if line.dashes or not lists or item is None or not item.dashes or item.indent != line.indent:
        return None
    holder = next((each for each in reversed(place.before) if each.column < item.indent and not each.value), None)
    if holder is not None and holder.key in place.known.of_fields:
        words, hint = N_("a hyphen begins an item of a list, but {name} holds fields"), N_("Write {line}.")
        mended = place.known.item(item.text[item.column :], before="")
        return problem(words, hint, item.number, item.indent, name=holder.key, line=mended)
    of_item = [each for each in place.before if each.number >= item.number and each.column == item.column]
    if not line.key or not item.key or line.key in {each.key for each in of_item}:
        words, hint = N_("each item of a list begins with a hyphen and a space"), N_("Write {line}.")
        return problem(words, hint, line.number, line.indent, line=place.known.item(line.text.strip(), before="- "))
    return _indented(line, item.column)


def _item_out_of_place(place: Place) -> Problem | None:
    """An item of a list where its list isn't."""
    line = place.line
    if (
        not line.dashes
        or place.failed is not line
        or any(each.column <= line.indent and each.key and not each.value for each in place.before[-1:])
    ):
        return None
    others = [each.indent for each in place.before if each.dashes and each.indent != line.indent]
    holder = next((each for each in reversed(place.before) if each.key and not each.value), None)
    if others and holder is not None and others[-1] >= holder.column:
        return _indented(line, others[-1], at=line.indent)
    words = N_("an item of a list stands here, but those to which it belongs are fields")
    return problem(words, N_("Take the hyphen out, or put it below the name of its list."), line.number, line.indent)


def _indentation(place: Place) -> Problem | None:
    """A field that stands neither where those above it stand, nor below one that may hold it."""
    line = place.line
    if not place.before or place.failed is not line:
        return None
    above = place.before[-1]
    levels = _levels(place.before)
    if not line.key:
        return None
    if line.column in levels and line.column <= above.column:
        return None
    if line.column > above.column and above.key and above.value:
        if above.key.casefold() in place.known.names and _is_out_of_row(above, line, place.before[:-1]):
            return _indented(above, line.column)
        if line.key.casefold() in place.known.names:
            return _indented(line, above.column)
        words = N_("a text that goes on here holds a colon, so that it must be in quotes")
        hint = N_("Put the whole text in quotes, or on one line.")
        return problem(words, hint, line.number, line.column)
    if line.column < above.column and (outside := _outside_its_holder(line, place.before, place.known)):
        return _indented(outside, line.column)
    if line.column < above.column:
        nearest = min(levels, key=lambda level: (abs(level - line.column), -level))
        return _indented(line, nearest)
    return None


def _colon_within(place: Place) -> Problem | None:
    """`title: Night: the second`."""
    line = place.line
    if not line.key or place.failed is not line or place.column <= line.at or line.value[:1] in (*CLOSED_BY, "'", '"'):
        return None
    if line.text[place.column : place.column + 1] != ":":
        return None
    words, hint = N_("a text with a colon and a space must be in quotes"), N_("Put it in quotes: {line}.")
    mended = place.known.line(line.key, quoted(line.value), dashes=line.dashes)
    if _PER_LANGUAGE.match(line.value):
        words, hint = N_("one text a language must stand in braces"), N_("Put braces around them: {line}.")
        mended = place.known.line(line.key, f"{{{line.value}}}", dashes=line.dashes)
    return problem(words, hint, line.number, place.column, line=mended)


def _no_colon(place: Place) -> Problem | None:
    words = place.line.text.strip(" -").partition(" ")
    if place.line.key or words[0].casefold() not in place.known.names or place.line.value[:1] in "\"'":
        return None
    message, hint = N_("a colon must follow the name of a field"), N_("Write {line}.")
    line = place.known.line(place.known.name(words[0]), words[2].strip())
    return problem(message, hint, place.line.number, place.line.column + len(words[0]), line=line)


def _not_a_field(place: Place) -> Problem | None:
    line = place.line
    if line.key or line.value[:1] in (*CLOSED_BY, "'", '"'):
        return None
    if line.indent or line.dashes:
        words = N_("this line is no field: it has no name with a colon and a space behind it")
        hint = N_("If it belongs to the text above, put that into quotes as a whole, or on one line.")
    elif not place.known.is_fenced:
        words = N_("this line is no field: it has no name with a colon and a space behind it")
        hint = N_("Indent it if it belongs to the text above; else put a name and a colon before it, or delete it.")
    else:
        words = N_("this line is no field: it has no name with a colon and a space behind it")
        hint = N_(
            "Indent it if it belongs to the text above; if the description begins here, write --- on a line above."
        )
    return problem(words, hint, line.number, line.column)


def _outside_its_holder(line: Line, before: Sequence[Line], known: KnownFields) -> Line | None:
    """The field above that ended the row to which a line belongs, since it stands at the start of its line."""
    number = next((at for at in reversed(range(len(before))) if before[at].column < line.column), 0)
    outside = before[number]
    belongs_here = "" in known.holders.get(outside.key.casefold(), {""})
    return outside if not outside.column and not belongs_here and line.column in _levels(before[:number]) else None


def _is_out_of_row(line: Line, below: Line, above: Sequence[Line]) -> bool:
    """Whether the line below stands in the row of those above this one, or under one that holds nothing yet."""
    if not above or line.dashes:
        return False
    holder = above[-1]
    return below.column in _levels(above) or bool(holder.key and not holder.value and line.column <= holder.column)


def _indented(line: Line, column: int, at: int | None = None) -> Problem:
    words = N_("this line is indented otherwise than those to which it belongs: {found} instead of {expected}")
    hint = N_("Put as many spaces before it as before those: {expected}.")
    if not column:
        hint = N_("Begin it at the start of the line, without a space.")
    found = line.column if at is None else at
    return problem(words, hint, line.number, found, found=found, expected=column)


def _levels(lines: Sequence[Line]) -> set[int]:
    """The indentations at which a field may stand below these lines."""
    levels: list[int] = []
    for line in lines:
        levels = [level for level in levels if level < line.column]
        levels.append(line.column)
    return set(levels)


STRUCTURE: Sequence[Ask] = (
    _brackets,
    _holder_missing,
    _item_without_hyphen,
    _item_out_of_place,
    _indentation,
    _colon_within,
    _no_colon,
    _not_a_field,
)
"""In the order in which they are asked."""
