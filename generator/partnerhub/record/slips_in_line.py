"""Slips that a line shows by itself: a tab, another sign for a hyphen or a colon, a quotation mark …"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from partnerhub.record.mended_lines import quoted
from partnerhub.record.slip_place import HYPHENS, STRANGE, Ask, Place, is_like_fence, problem
from partnerhub.record.typed_lines import CLOSED_BY, closing_quote
from partnerhub.words import guesses
from partnerhub.words.finding import Problem
from partnerhub.words.terms import N_

_DASH_LIKE = re.compile(rf"(?P<indent>\s*)(?P<dash>[{HYPHENS}\u2022*\u00b7])\s+(?=\S)")
_NO_SPACE = re.compile(r"(?P<indent>\s*(?:- +)*)(?P<key>[^\W\d][\w-]*):(?=[^\s/])")
_NO_SPACE_DASH = re.compile(r"(?P<indent> *)-(?=[^\s-])")
_OTHER_COLON = re.compile("(?P<key>[^\\W\\d][\\w-]*)\\s*[\uff1a\u05c3\ufe55=;]")
_BEGINS = "@%`*&!|>?,]}"
"""Signs with which no text begins that stands without quotes."""


def _tab(place: Place) -> Problem | None:
    text = place.line.text
    before = text.partition("\t")[0]
    if "\t" in text and not before.strip(" -"):
        words = N_("the indentation must be spaces, but here is a tab")
        return problem(words, N_("Type two spaces instead of each tab."), place.line.number, len(before))
    if text[place.column : place.column + 1] == "\t":
        words = N_("a space must stand here, but this is a tab")
        return problem(words, N_("Type a space instead of the tab."), place.line.number, place.column)
    return None


def _unseen(place: Place) -> Problem | None:
    """What can't be seen where YAML minds it: in the indentation, at a hyphen, in a name, behind its colon."""
    line = place.line
    text, end = line.text, line.at + (line.text[line.at - 1 : line.at] == ":")
    if not line.key:
        end = len(text) - len(text.lstrip()) + 2
    for at, char in enumerate(text[:end]):
        found = guesses.oddity(char)
        if found and (char.isspace() or not char.isprintable()):
            hint = N_("Delete it, or type the line anew.")
            if char.isspace():
                hint = N_("Type a plain space instead of it.")
            return problem(STRANGE, hint, line.number, at, oddity=found[0], code=found[1])
    return None


def _fence(place: Place) -> Problem | None:
    if not place.known.is_fenced or not is_like_fence(place.line.text):
        return None
    words = N_("the fields end with a line of exactly three hyphens, but this one is none")
    return problem(
        words, N_("Write --- here, alone on its line and not indented."), place.line.number, place.line.indent
    )


def _dash(place: Place) -> Problem | None:
    if not (found := _DASH_LIKE.match(place.line.text)):
        return None
    words = N_("each item of a list begins with a hyphen and a space, but “{sign}” is another sign")
    hint = N_("Type a hyphen: {line}.")
    rest = place.line.text[found.end() :]
    return problem(
        words,
        hint,
        place.line.number,
        found.start("dash"),
        sign=found["dash"],
        line=place.known.item(rest, before="- "),
    )


def _dash_without_space(place: Place) -> Problem | None:
    if not (found := _NO_SPACE_DASH.match(place.line.text)):
        return None
    words, hint = N_("a space must follow the hyphen of a list"), N_("Write {line}.")
    rest = place.line.text[found.end() :]
    return problem(words, hint, place.line.number, found.end() - 1, line=place.known.item(rest, before="- "))


def _colon_without_space(place: Place) -> Problem | None:
    if place.line.key or not (found := _NO_SPACE.match(place.line.text)):
        return None
    words, hint = N_("a space must follow the colon behind a field's name"), N_("Write {line}.")
    line = place.known.line(place.known.name(found["key"]), found.string[found.end() :])
    return problem(words, hint, place.line.number, found.end() - 1, line=line)


def _other_colon(place: Place) -> Problem | None:
    text = place.line.text.lstrip(" -")
    if place.line.key or not (found := _OTHER_COLON.match(text)) or found["key"].casefold() not in place.known.names:
        return None
    words, hint = N_("a colon and a space must follow a field's name, but “{sign}” stands there"), N_("Write {line}.")
    at = len(place.line.text) - len(text) + found.end() - 1
    line = place.known.line(place.known.name(found["key"]), text[found.end() :].strip())
    return problem(words, hint, place.line.number, at, sign=text[found.end() - 1], line=line)


def _quote_within(place: Place) -> Problem | None:
    """A quoted text that goes on behind its second quotation mark."""
    line = place.line
    for at, value in _texts(place):
        if value[:1] not in ("'", '"') or (end := closing_quote(value, value[0], 1)) is None:
            continue
        rest = value[end + 1 :].strip()
        if not rest or rest.startswith("#"):
            continue
        words = N_("the quotation mark here ends the text, but the text goes on")
        hint = N_("Put the text in the other kind of quotation marks: {line}.")
        inner = value[1:-1] if value.rstrip().endswith(value[0]) else value
        mended = quoted("…", value[0])
        if at == line.at:
            mended = place.known.line(line.key, quoted(inner, value[0]), dashes=line.dashes)
        return problem(words, hint, line.number, at + end, line=mended)
    return None


def _curly(place: Place) -> Problem | None:
    line = place.line
    found = guesses.oddity(line.value[:1])
    if (
        not found
        or guesses.plain(line.value[0])
        or place.failed is not line
        or line.text[place.column : place.column + 1] != ":"
    ):
        return None
    words = N_("{oddity} are part of the text, and don't hold it together")
    inner = guesses.plain(line.value)
    # Those that end before the text does belong to it.
    mended = place.known.line(line.key, quoted(line.value if '"' in inner else inner), dashes=line.dashes)
    hint = N_("Type straight ones: {line}.")
    return problem(words, hint, line.number, line.at, line=mended, oddity=found[0], code=found[1])


def _quote_never_closed(place: Place) -> Problem | None:
    """The line on which a text opens that no quotation mark closes there, if YAML read on beyond it."""
    opening = place.line if place.line.opens and place.line is place.failed else place.line.closes
    if opening is None:
        return None
    words = N_("a quotation mark opens here, and none closes it on this line")
    line = place.known.line(opening.key, quoted(opening.value[1:]), dashes=opening.dashes)
    return problem(words, N_("Close it at the end of the text: {line}."), opening.number, opening.at, line=line)


def _backslash(place: Place) -> Problem | None:
    """`"C:\\dir"`."""
    line = place.line
    at = line.text.rfind("\\", 0, place.column + 1)
    if place.failed is not line or line.value[:1] != '"' or at < max(line.at, place.column - 1):
        return None
    words = N_("in double quotation marks a backslash means something of its own")
    hint = N_("Put the text in single ones: {line}.")
    end = closing_quote(line.value, '"', 1)
    mended = place.known.line(line.key, quoted(line.value[1:end], '"'), dashes=line.dashes)
    return problem(words, hint, line.number, at, line=mended)


def _sign_first(place: Place) -> Problem | None:
    """A text that begins with a sign which means something to YAML."""
    line = place.line
    for at, value in _texts(place):
        sign = value[:1]
        if not sign or sign not in _BEGINS or value in ("|", ">") or not at <= place.column <= at + len(value):
            continue
        if sign in "|>" and at == line.at:
            words = N_("behind {sign} the text begins on the line below, but here it stands on the same line")
            hint = N_("Write it without {sign}: {line}; or begin it on the next line, indented.")
            mended = place.known.line(line.key, value[1:].strip(), dashes=line.dashes)
        elif not line.key and not line.dashes:
            words, hint = (
                N_("a field's name must stand here, but it is {sign}"),
                N_("Write `name: value`, without {sign}."),
            )
            mended = ""
        else:
            words = N_("a text must not begin with {sign} unless it is in quotes")
            hint = N_("Put it in quotes: {line}.")
            mended = place.known.line(line.key, quoted(value), dashes=line.dashes) if at == line.at else f'"{sign}…"'
        return problem(words, hint, line.number, at, sign=sign, line=mended)
    return None


def _list_on_line(place: Place) -> Problem | None:
    line = place.line
    if not line.key or not line.value.startswith("- ") or place.failed is not line:
        return None
    words = N_("a list with hyphens begins on the line below its name")
    hint, text = N_("Put it in brackets, {line}, or write one item a line."), line.value[2:].strip()
    if line.key.casefold() in place.known.names - place.known.of_lists:
        words, hint = N_("a text must not begin with a hyphen and a space"), N_("Write it without them: {line}.")
        return problem(words, hint, line.number, line.at, line=place.known.line(line.key, text))
    return problem(words, hint, line.number, line.at, line=place.known.line(line.key, f"[{text}]"))


def _outside_its_block(place: Place) -> Problem | None:
    """A line of a text behind `|` or `>` that isn't indented as the text is."""
    line, block = place.line, place.line.block
    if block is None or not block.key or line.below <= line.indent:
        return None
    names, first_word = place.known.names, line.value.partition(" ")[0].casefold()
    is_beside = line.column == block.column and (line.key or first_word in names)
    if is_beside or line.key.casefold() in names:
        return None
    words = N_("this line belongs to the text of {name}, but stands too far left")
    hint = N_("Put {expected} spaces before it, as before every line of that text.")
    return problem(words, hint, line.number, line.indent, name=place.known.name(block.key), expected=line.below)


def _texts(place: Place) -> Iterator[tuple[int, str]]:
    """The texts of a line, with where they begin: its value, or those within its brackets, if YAML gave up there."""
    line = place.line
    if line.value[:1] not in CLOSED_BY:
        yield line.at, line.value
        return
    if place.failed is not line:
        return
    for found in re.finditer(r"(?:^|[\[{,]|:\s)\s*([^\s\[{,][^,\]}]*)", line.value):
        name = re.match(r"[\w-]+:\s+", found[1])
        start = found.start(1) + (name.end() if name else 0)
        yield line.at + start, line.value[start : found.end(1)].rstrip()


SIGNS: Sequence[Ask] = (
    _tab,
    _unseen,
    _fence,
    _dash,
    _dash_without_space,
    _colon_without_space,
    _other_colon,
    _quote_within,
    _curly,
    _quote_never_closed,
    _backslash,
    _sign_first,
    _list_on_line,
    _outside_its_block,
)
"""In the order in which they are asked."""
