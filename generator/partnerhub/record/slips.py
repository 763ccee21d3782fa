"""Slips of the keyboard in fields, of records and of settings: the text and where YAML gave up → what was meant.

The diagnosis comes from the lines themselves, not from the words of YAML's parser: libyaml's are others than PyYAML's.
What was typed is repeated only on the line of a field that is public wherever it stands; of others there is `…`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from partnerhub.record.mended_lines import KnownFields, of_record, quoted
from partnerhub.record.typed_lines import CLOSED_BY, Line, brackets_in, closing_quote, lines_of
from partnerhub.words import guesses
from partnerhub.words.finding import Position, Problem
from partnerhub.words.terms import N_, Term

FIRST_LINE = 2
"""Of the front matter, in the file: the opening fence is a line of its own."""

_HYPHENS = "\u00ad\u05be\u2010-\u2015\u2212"
_FENCE_LIKE = re.compile(rf"[-{_HYPHENS}.]{{2,}}|[\u2013-\u2015]|[*_+]{{3,}}|={{2,}}|(?:```|~~~)\w*")
_DASH_LIKE = re.compile(rf"(?P<indent>\s*)(?P<dash>[{_HYPHENS}\u2022*\u00b7])\s+(?=\S)")
_NO_SPACE = re.compile(r"(?P<indent>\s*(?:- +)*)(?P<key>[^\W\d][\w-]*):(?=[^\s/])")
_NO_SPACE_DASH = re.compile(r"(?P<indent> *)-(?=[^\s-])")
_OTHER_COLON = re.compile("(?P<key>[^\\W\\d][\\w-]*)\\s*[\uff1a\u05c3\ufe55=;]")
_SEPARATOR = re.compile("[\x85\u2028\u2029]")
_STRANGE = N_("here stands {oddity}, which can't be read")
_PER_LANGUAGE = re.compile(r"[a-z]{2}: ")
_BEGINS = "@%`*&!|>?,]}"
"""Signs with which no text begins that stands without quotes."""


@dataclass(frozen=True)
class _Place:
    """Where YAML gave up, among the lines that it had read."""

    line: Line
    column: int
    before: Sequence[Line]
    """Those above it, blank ones and what stands in block texts aside."""
    failed: Line
    """The line on which YAML gave up, which may be a later one."""
    known: KnownFields


def slip_at(source: str, line: int, column: int, began: int | None = None, known: KnownFields | None = None) -> Problem:
    """What is wrong where YAML gave up, counted from 0; `began` is the line on which began what it was reading.

    `known` are the fields that the file may have, by default those of a record.
    """
    if separator := _SEPARATOR.search(source):
        return _separator(source, separator)
    lines = list(lines_of(source))
    upto = [each for each in lines if each.number <= line and not each.is_blank]
    if not upto:
        return _problem(
            N_("this can't be read as `name: value`"),
            N_("Write one field a line: name, colon, space, value."),
            line,
            column,
        )
    failed, is_whole = upto[-1], upto[-1].number == line
    suspects = [failed, *upto[-2:-1], *(each for each in upto if each.number == began)]
    for signs in (_SIGNS, _STRUCTURE):
        for suspect in suspects:
            at = column if suspect is failed and is_whole else len(suspect.text)
            before = [each for each in upto if each.number < suspect.number]
            place = _Place(suspect, at, before, failed, known or of_record())
            for ask in signs:
                if (found := ask(place)) is not None:
                    return found
    return _problem(
        N_("this can't be read as `name: value`"),
        N_("Put a text with special signs in quotes, and indent fields like those that they belong to."),
        failed.number,
        column if is_whole else failed.column,
    )


def _separator(source: str, found: re.Match[str]) -> Problem:
    """A character that ends a line for YAML and for nobody else, so that the places which YAML marks are others."""
    number, column = source.count("\n", 0, found.start()), found.start() - source.rfind("\n", 0, found.start()) - 1
    facts = {"oddity": N_("an invisible line separator ({code})"), "code": f"U+{ord(found.group()):04X}"}
    return _problem(_STRANGE, N_("Delete it, or type the line anew."), number, column, **facts)


def no_field(source: str) -> Problem:
    """Why a text has no fields at all: what is wrong with its first line."""
    return slip_at(source, next((line.number for line in lines_of(source) if not line.is_blank), 0), 0)


def unclosed(text: str) -> Problem:
    """Where the closing fence was forgotten: a line that is nearly one, else the first that holds no field."""
    lines = text.split("\n")
    for number, line in enumerate(lines[1:], start=1):
        if _is_like_fence(line):
            words = N_("the fields end with a line of exactly three hyphens, but this one is none")
            return _problem(words, N_("Write --- here, alone on its line and not indented."), number - 1, 0)
    words = N_("the fields must end with a line of three hyphens")
    for each in lines_of("\n".join(lines[1:])):
        if not (each.is_blank or each.indent or each.dashes or each.key) and each.number:
            hint = N_("Write --- alone on a line above this one, if the description begins here.")
            return _problem(words, hint, each.number, 0)
    return _problem(
        words, N_("Write --- alone on the line after the last field."), len(text.rstrip().split("\n")) - 2, 0
    )


def unopened_fence(first_line: str) -> Problem:
    """What stands where the opening fence must."""
    words = N_("a partner file must begin with a line of three hyphens")
    hint = N_("Write --- alone on the first line, the fields below it, and --- alone on the line after them.")
    if _is_like_fence(first_line):
        words = N_("a partner file must begin with a line of exactly three hyphens, but its first line is another")
        hint = N_("Write --- there, alone on its line and not indented.")
    elif not first_line.strip():
        words = N_(
            "a partner file must begin with a line of three hyphens, and nothing above it, not even an empty line"
        )
        hint = N_("Delete what stands above the first ---.")
    return Problem((), words, hint, position=Position())


def _is_like_fence(line: str) -> bool:
    return _FENCE_LIKE.fullmatch("".join(line.split())) is not None


def _problem(words: Term, hint: Term, number: int, column: int, /, **facts: object) -> Problem:
    return Problem((), words, hint, facts, Position(number + FIRST_LINE, column + 1))


def _tab(place: _Place) -> Problem | None:
    text = place.line.text
    before = text.partition("\t")[0]
    if "\t" in text and not before.strip(" -"):
        words = N_("the indentation must be spaces, but here is a tab")
        return _problem(words, N_("Type two spaces instead of each tab."), place.line.number, len(before))
    if text[place.column : place.column + 1] == "\t":
        words = N_("a space must stand here, but this is a tab")
        return _problem(words, N_("Type a space instead of the tab."), place.line.number, place.column)
    return None


def _unseen(place: _Place) -> Problem | None:
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
            return _problem(_STRANGE, hint, line.number, at, oddity=found[0], code=found[1])
    return None


def _fence(place: _Place) -> Problem | None:
    if not place.known.is_fenced or not _is_like_fence(place.line.text):
        return None
    words = N_("the fields end with a line of exactly three hyphens, but this one is none")
    return _problem(
        words, N_("Write --- here, alone on its line and not indented."), place.line.number, place.line.indent
    )


def _dash(place: _Place) -> Problem | None:
    if not (found := _DASH_LIKE.match(place.line.text)):
        return None
    words = N_("each item of a list begins with a hyphen and a space, but “{sign}” is another sign")
    hint = N_("Type a hyphen: {line}.")
    rest = place.line.text[found.end() :]
    return _problem(
        words,
        hint,
        place.line.number,
        found.start("dash"),
        sign=found["dash"],
        line=place.known.item(rest, before="- "),
    )


def _dash_without_space(place: _Place) -> Problem | None:
    if not (found := _NO_SPACE_DASH.match(place.line.text)):
        return None
    words, hint = N_("a space must follow the hyphen of a list"), N_("Write {line}.")
    rest = place.line.text[found.end() :]
    return _problem(words, hint, place.line.number, found.end() - 1, line=place.known.item(rest, before="- "))


def _colon_without_space(place: _Place) -> Problem | None:
    if place.line.key or not (found := _NO_SPACE.match(place.line.text)):
        return None
    words, hint = N_("a space must follow the colon behind a field's name"), N_("Write {line}.")
    line = place.known.line(place.known.name(found["key"]), found.string[found.end() :])
    return _problem(words, hint, place.line.number, found.end() - 1, line=line)


def _other_colon(place: _Place) -> Problem | None:
    text = place.line.text.lstrip(" -")
    if place.line.key or not (found := _OTHER_COLON.match(text)) or found["key"].casefold() not in place.known.names:
        return None
    words, hint = N_("a colon and a space must follow a field's name, but “{sign}” stands there"), N_("Write {line}.")
    at = len(place.line.text) - len(text) + found.end() - 1
    line = place.known.line(place.known.name(found["key"]), text[found.end() :].strip())
    return _problem(words, hint, place.line.number, at, sign=text[found.end() - 1], line=line)


def _no_colon(place: _Place) -> Problem | None:
    words = place.line.text.strip(" -").partition(" ")
    if place.line.key or words[0].casefold() not in place.known.names or place.line.value[:1] in "\"'":
        return None
    message, hint = N_("a colon must follow the name of a field"), N_("Write {line}.")
    line = place.known.line(place.known.name(words[0]), words[2].strip())
    return _problem(message, hint, place.line.number, place.line.column + len(words[0]), line=line)


def _quote_never_closed(place: _Place) -> Problem | None:
    """The line on which a text opens that no quotation mark closes there, if YAML read on beyond it."""
    opening = place.line if place.line.opens and place.line is place.failed else place.line.closes
    if opening is None:
        return None
    words = N_("a quotation mark opens here, and none closes it on this line")
    line = place.known.line(opening.key, quoted(opening.value[1:]), dashes=opening.dashes)
    return _problem(words, N_("Close it at the end of the text: {line}."), opening.number, opening.at, line=line)


def _backslash(place: _Place) -> Problem | None:
    """`"C:\\dir"`."""
    line = place.line
    at = line.text.rfind("\\", 0, place.column + 1)
    if place.failed is not line or line.value[:1] != '"' or at < max(line.at, place.column - 1):
        return None
    words = N_("in double quotation marks a backslash means something of its own")
    hint = N_("Put the text in single ones: {line}.")
    end = closing_quote(line.value, '"', 1)
    mended = place.known.line(line.key, quoted(line.value[1:end], '"'), dashes=line.dashes)
    return _problem(words, hint, line.number, at, line=mended)


def _quote_within(place: _Place) -> Problem | None:
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
        return _problem(words, hint, line.number, at + end, line=mended)
    return None


def _curly(place: _Place) -> Problem | None:
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
    return _problem(words, hint, line.number, line.at, line=mended, oddity=found[0], code=found[1])


def _sign_first(place: _Place) -> Problem | None:
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
        return _problem(words, hint, line.number, at, sign=sign, line=mended)
    return None


def _list_on_line(place: _Place) -> Problem | None:
    line = place.line
    if not line.key or not line.value.startswith("- ") or place.failed is not line:
        return None
    words = N_("a list with hyphens begins on the line below its name")
    hint, text = N_("Put it in brackets, {line}, or write one item a line."), line.value[2:].strip()
    if line.key.casefold() in place.known.names - place.known.of_lists:
        words, hint = N_("a text must not begin with a hyphen and a space"), N_("Write it without them: {line}.")
        return _problem(words, hint, line.number, line.at, line=place.known.line(line.key, text))
    return _problem(words, hint, line.number, line.at, line=place.known.line(line.key, f"[{text}]"))


def _brackets(place: _Place) -> Problem | None:
    line = place.line
    opening = line.value[:1]
    if opening not in CLOSED_BY or (place.failed is not line and place.column < len(line.text)):
        return None
    state = brackets_in(line.value)
    if state.wrong is not None:
        words, hint = N_("{open} must be closed by {close}, but here stands {sign}"), N_("Write {close} here.")
        sign = line.value[state.wrong]
        return _problem(
            words, hint, line.number, line.at + state.wrong, open=state.open, close=CLOSED_BY[state.open], sign=sign
        )
    if state.open and state.remark is not None:
        words = N_("behind a space, # begins a remark, which hides the rest of the line with its bracket")
        return _problem(words, N_('Put the text with the # in quotes: "… #…".'), line.number, line.at + state.remark)
    if place.failed is line and place.column > line.at and line.text[place.column : place.column + 1] == ":":
        words = N_("within {open} a text with a colon must be in quotes")
        return _problem(words, N_('Put it in quotes: "…: …".'), line.number, place.column, open=opening)
    if place.failed is line and line.text[place.column : place.column + 1] == ",":
        words, hint = N_("nothing stands before this comma"), N_("Delete it.")
        return _problem(words, hint, line.number, place.column)
    if state.open:
        words = N_("{open} opens here, and no {close} closes it on this line")
        hint = N_("Write {close} behind the last of what belongs to it.")
        return _problem(words, hint, line.number, line.at + state.at, open=state.open, close=CLOSED_BY[state.open])
    rest = line.value[state.end + 1 :].strip()
    if rest and not rest.strip("]}"):
        words, hint = N_("{sign} stands here, but no bracket is open that it could close"), N_("Delete it.")
        return _problem(words, hint, line.number, line.at + line.value.index(rest, state.end + 1), sign=rest[0])
    if rest and not rest.startswith("#"):
        words = N_("{close} ends what {open} began, but the text goes on")
        hint = N_("Put a text that begins with {open} in quotes: {line}.")
        mended = place.known.line(line.key, quoted(line.value), dashes=line.dashes)
        return _problem(words, hint, line.number, line.at, open=opening, close=CLOSED_BY[opening], line=mended)
    return None


def _colon_within(place: _Place) -> Problem | None:
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
    return _problem(words, hint, line.number, place.column, line=mended)


def _item_without_hyphen(place: _Place) -> Problem | None:
    """Another item of a list, or another field of it, without its hyphen or its indentation."""
    line, item = place.line, next((each for each in reversed(place.before) if each.indent <= place.line.indent), None)
    lists = [each for each in place.before if each.dashes and each.indent == line.indent]
    if line.dashes or not lists or item is None or not item.dashes or item.indent != line.indent:
        return None
    holder = next((each for each in reversed(place.before) if each.column < item.indent and not each.value), None)
    if holder is not None and holder.key in place.known.of_fields:
        words, hint = N_("a hyphen begins an item of a list, but {name} holds fields"), N_("Write {line}.")
        mended = place.known.item(item.text[item.column :], before="")
        return _problem(words, hint, item.number, item.indent, name=holder.key, line=mended)
    of_item = [each for each in place.before if each.number >= item.number and each.column == item.column]
    if not line.key or not item.key or line.key in {each.key for each in of_item}:
        words, hint = N_("each item of a list begins with a hyphen and a space"), N_("Write {line}.")
        return _problem(words, hint, line.number, line.indent, line=place.known.item(line.text.strip(), before="- "))
    return _indented(line, item.column)


def _item_out_of_place(place: _Place) -> Problem | None:
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
    return _problem(words, N_("Take the hyphen out, or put it below the name of its list."), line.number, line.indent)


def _holder_missing(place: _Place) -> Problem | None:
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
    return _problem(words, hint, line.number, line.indent, name=line.key, holder=holder, line=f"{holder}:")


def _outside_its_block(place: _Place) -> Problem | None:
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
    return _problem(words, hint, line.number, line.indent, name=place.known.name(block.key), expected=line.below)


def _indentation(place: _Place) -> Problem | None:
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
        return _problem(words, hint, line.number, line.column)
    if line.column < above.column and (outside := _outside_its_holder(line, place.before, place.known)):
        return _indented(outside, line.column)
    if line.column < above.column:
        nearest = min(levels, key=lambda level: (abs(level - line.column), -level))
        return _indented(line, nearest)
    return None


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


def _not_a_field(place: _Place) -> Problem | None:
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
    return _problem(words, hint, line.number, line.column)


_Ask = Callable[[_Place], "Problem | None"]
_SIGNS: Sequence[_Ask] = (
    _tab, _unseen, _fence, _dash, _dash_without_space, _colon_without_space, _other_colon, _quote_within, _curly,
    _quote_never_closed, _backslash, _sign_first, _list_on_line, _outside_its_block,
)  # fmt: skip
"""What a line says of itself."""
_STRUCTURE: Sequence[_Ask] = (
    _brackets, _holder_missing, _item_without_hyphen, _item_out_of_place, _indentation, _colon_within, _no_colon,
    _not_a_field,
)  # fmt: skip
"""What it says among the others."""


def _indented(line: Line, column: int, at: int | None = None) -> Problem:
    words = N_("this line is indented otherwise than those to which it belongs: {found} instead of {expected}")
    hint = N_("Put as many spaces before it as before those: {expected}.")
    if not column:
        hint = N_("Begin it at the start of the line, without a space.")
    found = line.column if at is None else at
    return _problem(words, hint, line.number, found, found=found, expected=column)


def _levels(lines: Sequence[Line]) -> set[int]:
    """The indentations at which a field may stand below these lines."""
    levels: list[int] = []
    for line in lines:
        levels = [level for level in levels if level < line.column]
        levels.append(line.column)
    return set(levels)


def _texts(place: _Place) -> Iterator[tuple[int, str]]:
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
