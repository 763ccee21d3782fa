"""A table as people export it, CSV or TSV → its headings and rows, numbered as in the sheet. Untrusted bytes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from partnerhub.words.spoken import Spoken
from partnerhub.words.terms import N_, Term

MAX_BYTES = 5_000_000

_SIGNS = ",;\t"
"""What stands between cells; of several that may be meant, the first."""
_SAYS_SIGN = re.compile(r"sep=([,;\t|])\r?\n")
"""How Excel is told what stands between cells; no row of the sheet."""
_LOOKED_AT = 50
"""Rows by which the sign between cells is told."""
_ABOVE = 10
"""Rows among which the headings are looked for: a title may stand above them."""

_BINARY = {
    b"PK\x03\x04": N_("it is a workbook or an archive, and no table of text"),
    b"\xd0\xcf\x11\xe0": N_("it is a workbook or an archive, and no table of text"),
}
"""What files of other programs begin with."""
_AS_CSV = N_("Save or export it as CSV first.")
_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""What right-to-left editors leave around texts, unseen."""


class Unread(Spoken):
    """A file of which no table can be made; a hint says what to do."""

    def __init__(self, message: Term, hint: Term | None = None, **facts: object) -> None:
        super().__init__(message, **facts)
        self.hint = hint


class Kind(Enum):
    """What a sheet was made of."""

    TABLE = auto()
    CALENDAR = auto()
    """Its rows are the entries."""
    FORM = auto()
    """It has one row, the answers."""


@dataclass(frozen=True)
class Row:
    """A row of the sheet, or an entry of a calendar."""

    number: int
    """As the sheet counts, from 1."""
    cells: Sequence[str]
    """Without blanks around them and what can't be seen; as many as there are columns."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(self.cells)


@dataclass(frozen=True)
class Sheet:
    """A table."""

    headings: Sequence[str]
    """Empty for a column without one."""
    rows: Sequence[Row]
    """Those that hold something."""
    above: Sequence[Row] = ()
    """Those above the headings."""
    private: Sequence[Row] = ()
    """Those of which the calendar says that they are nobody else's business; no row of a table does."""
    encoding: str = "utf-8"
    """In which it was read."""
    kind: Kind = Kind.TABLE


def read_sheet(data: bytes, is_heading: Callable[[str], bool]) -> Sheet:
    """The table in a file of at most `MAX_BYTES`. Raises Unread.

    The headings are in the first row in which two are known, else in the first.
    """
    text, encoding = _text(data)
    sign = None
    if said := _SAYS_SIGN.match(text):
        sign, text = said[1], text[said.end() :]
    rows = [
        Row(number, tuple(map(cell, cells))) for number, cells in enumerate(_parsed(text, sign or _sign(text)), start=1)
    ]
    filled = [row for row in rows if not row.is_empty]
    if not filled:
        raise Unread(N_("nothing stands in it"))
    head = next((row for row in filled[:_ABOVE] if sum(map(is_heading, row.cells)) > 1), filled[0])
    place = filled.index(head)
    if head is filled[-1]:
        raise Unread(N_("nothing stands below its headings"))
    width = max(len(row.cells) for row in filled)
    below = [Row(row.number, _wide(row.cells, width)) for row in filled[place + 1 :]]
    return Sheet(
        [" ".join(cell.split()) for cell in _wide(head.cells, width)], below, filled[:place], encoding=encoding
    )


def _text(data: bytes) -> tuple[str, str]:
    """What stands in a file, and the encoding in which it is read. Raises Unread."""
    if len(data) > MAX_BYTES:
        hint = N_("Divide it into several sheets, or leave columns out.")
        raise Unread(N_("it is larger than {megabytes} MB"), hint, megabytes=MAX_BYTES // 1_000_000)
    for beginning, message in _BINARY.items():
        if data.startswith(beginning):
            raise Unread(message, _AS_CSV)
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp1255"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text, encoding.removesuffix("-sig")
    raise Unread(N_("it is no text in UTF-8, UTF-16 or Windows-1255"), _AS_CSV)


def _sign(text: str) -> str:
    """What stands between its cells: what makes most rows as wide as the first one that holds something."""

    def fit(sign: str) -> tuple[int, int]:
        rows = [cells for cells in _parsed(text, sign, _LOOKED_AT) if any(map(str.strip, cells))]
        width = len(rows[0]) if rows else 0
        return (sum(len(cells) == width for cells in rows), width) if width > 1 else (0, 0)

    return max(_SIGNS, key=fit)


def _parsed(text: str, sign: str, at_most: int | None = None) -> Sequence[Sequence[str]]:
    """The rows of a text, those in which nothing stands included. Raises Unread."""
    reader, rows = csv.reader(io.StringIO(text, newline=""), delimiter=sign), []
    try:
        for cells in reader:
            rows.append(cells)
            if len(rows) == at_most:
                break
    except csv.Error:
        words = N_("row {number} can't be read, or has a cell that is longer than a partner file may be")
        raise Unread(words, N_("Look for a quotation mark that nothing closes."), number=len(rows) + 1) from None
    return rows


def cell(text: str) -> str:
    """What stands in a cell, without blanks around it and what can't be seen."""
    return _MARKS.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def _wide(cells: Sequence[str], width: int) -> Sequence[str]:
    return (*cells, *[""] * (width - len(cells)))
