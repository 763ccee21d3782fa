"""Slips of the keyboard in fields, of records and of settings: the text and where YAML gave up → what was meant.

The diagnosis comes from the lines themselves, not from the words of YAML's parser: libyaml's are others than PyYAML's.
What was typed is repeated only on the line of a field that is public wherever it stands; of others there is `…`.
"""

from __future__ import annotations

import re

from partnerhub.record.mended_lines import KnownFields, of_record
from partnerhub.record.slip_place import STRANGE, Place, is_like_fence, problem
from partnerhub.record.slips_among_lines import STRUCTURE
from partnerhub.record.slips_in_line import SIGNS
from partnerhub.record.typed_lines import lines_of
from partnerhub.words.finding import Position, Problem
from partnerhub.words.terms import N_

_SEPARATOR = re.compile("[\x85\u2028\u2029]")


def slip_at(source: str, line: int, column: int, began: int | None = None, known: KnownFields | None = None) -> Problem:
    """What is wrong where YAML gave up, counted from 0; `began` is the line on which began what it was reading.

    `known` are the fields that the file may have, by default those of a record.
    """
    if separator := _SEPARATOR.search(source):
        return _separator(source, separator)
    lines = list(lines_of(source))
    upto = [each for each in lines if each.number <= line and not each.is_blank]
    if not upto:
        return problem(
            N_("this can't be read as `name: value`"),
            N_("Write one field a line: name, colon, space, value."),
            line,
            column,
        )
    failed, is_whole = upto[-1], upto[-1].number == line
    suspects = [failed, *upto[-2:-1], *(each for each in upto if each.number == began)]
    for signs in (SIGNS, STRUCTURE):
        for suspect in suspects:
            at = column if suspect is failed and is_whole else len(suspect.text)
            before = [each for each in upto if each.number < suspect.number]
            place = Place(suspect, at, before, failed, known or of_record())
            for ask in signs:
                if (found := ask(place)) is not None:
                    return found
    return problem(
        N_("this can't be read as `name: value`"),
        N_("Put a text with special signs in quotes, and indent fields like those that they belong to."),
        failed.number,
        column if is_whole else failed.column,
    )


def _separator(source: str, found: re.Match[str]) -> Problem:
    """A character that ends a line for YAML and for nobody else, so that the places which YAML marks are others."""
    number, column = source.count("\n", 0, found.start()), found.start() - source.rfind("\n", 0, found.start()) - 1
    facts = {"oddity": N_("an invisible line separator ({code})"), "code": f"U+{ord(found.group()):04X}"}
    return problem(STRANGE, N_("Delete it, or type the line anew."), number, column, **facts)


def no_field(source: str) -> Problem:
    """Why a text has no fields at all: what is wrong with its first line."""
    return slip_at(source, next((line.number for line in lines_of(source) if not line.is_blank), 0), 0)


def unclosed(text: str) -> Problem:
    """Where the closing fence was forgotten: a line that is nearly one, else the first that holds no field."""
    lines = text.split("\n")
    for number, line in enumerate(lines[1:], start=1):
        if is_like_fence(line):
            words = N_("the fields end with a line of exactly three hyphens, but this one is none")
            return problem(words, N_("Write --- here, alone on its line and not indented."), number - 1, 0)
    words = N_("the fields must end with a line of three hyphens")
    for each in lines_of("\n".join(lines[1:])):
        if not (each.is_blank or each.indent or each.dashes or each.key) and each.number:
            hint = N_("Write --- alone on a line above this one, if the description begins here.")
            return problem(words, hint, each.number, 0)
    return problem(
        words, N_("Write --- alone on the line after the last field."), len(text.rstrip().split("\n")) - 2, 0
    )


def unopened_fence(first_line: str) -> Problem:
    """What stands where the opening fence must."""
    words = N_("a partner file must begin with a line of three hyphens")
    hint = N_("Write --- alone on the first line, the fields below it, and --- alone on the line after them.")
    if is_like_fence(first_line):
        words = N_("a partner file must begin with a line of exactly three hyphens, but its first line is another")
        hint = N_("Write --- there, alone on its line and not indented.")
    elif not first_line.strip():
        words = N_(
            "a partner file must begin with a line of three hyphens, and nothing above it, not even an empty line"
        )
        hint = N_("Delete what stands above the first ---.")
    return Problem((), words, hint, position=Position())
