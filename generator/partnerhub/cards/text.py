"""A text → the lines in which a card shows it: what the typeface can write, in reading order, as wide as there is room.

Pillow shapes each line (with raqm), but has no other font to turn to for a letter that one lacks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path

from PIL import ImageFont

from partnerhub.cards.model import Words

ELLIPSIS = "…"
_FONTS = Path(__file__).parent / "fonts"
_NO_LETTER = "\uffff"
"""What no font has: it is drawn as everything is that the font lacks."""
_ISOLATE, _END = "\u2066", "\u2069"
_DIRECTIONS = "\u200e\u200f\u2066\u2067\u2068\u2069"
"""What keeps order in a text: nothing is drawn for it."""
_LEFT_TO_RIGHT = re.compile(r"[A-Za-z][\w.]*[+#]+|\d[\d:.,/]*(?:[–—-]\d[\d:.,/]*)+")
"""What falls apart in a paragraph from right to left: `C++`, `18:00–21:30`. It has no spaces: no line ends in it."""
_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2212": "-", "\u2015": "—"})
_MOST = 500
"""Characters that are looked at: no card has room for as many."""
_BALANCED_TO = 8
"""Pixels that lines of one text may be wider than they had to be."""


class Weight(StrEnum):
    """How heavy letters are: the files that we have."""

    MEDIUM = "Medium"
    BOLD = "Bold"


@cache
def font(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    """The typeface at a size in pixels."""
    return ImageFont.truetype(_FONTS / f"Heebo-{weight}.ttf", size, layout_engine=ImageFont.Layout.RAQM)


def writable(words: Words) -> Words | None:
    """A text as the typeface can write it; None where it has a letter or a digit that the typeface lacks.

    Signs that it lacks, as emoji are, are left out alone.
    """
    kept = ""
    for character in unicodedata.normalize("NFC", words.value[:_MOST]).translate(_DASHES):
        if character.isspace() or character in _DIRECTIONS or _is_known(character):
            kept += character
        elif unicodedata.category(character)[0] in "LN":
            return None
    value = " ".join(kept.split())
    return Words(value, words.is_rtl) if value else None


def lines(words: Words, letters: ImageFont.FreeTypeFont, width: int, most: int) -> tuple[list[str], bool]:
    """A text in at most so many lines of a width, and whether it fits: no word is broken, and the end isn't cut off.

    Lines of one text are about as wide as one another.
    """

    def measured(line: str) -> float:
        return letters.getlength(shaped(Words(line, words.is_rtl)), direction=direction(words.is_rtl))

    broken = _broken(words.value, width, measured)
    if len(broken) > most:
        return [*broken[: most - 1], _cut(" ".join(broken[most - 1 :]), width, measured)], False
    # Never so narrow that a word would have to be broken.
    widest = max(map(measured, words.value.split()))
    if widest > width:
        return broken, False
    narrow, wide = max(width / len(broken), widest), width
    while wide - narrow > _BALANCED_TO:
        middle = round((narrow + wide) / 2)
        if len(narrower := _broken(words.value, middle, measured)) > len(broken):
            narrow = middle
        else:
            wide, broken = middle, narrower
    return broken, True


def shaped(line: Words) -> str:
    """A line with what keeps its parts in order."""
    return _LEFT_TO_RIGHT.sub(lambda run: f"{_ISOLATE}{run[0]}{_END}", line.value) if line.is_rtl else line.value


def direction(is_rtl: bool) -> str:
    """As Pillow has it."""
    return "rtl" if is_rtl else "ltr"


def _broken(text: str, width: int, measured: Callable[[str], float]) -> list[str]:
    broken = [""]
    for word in text.split():
        joined = f"{broken[-1]} {word}".strip()
        if measured(joined) <= width:
            broken[-1] = joined
        else:
            broken += _pieces(word, width, measured)
    return [line for line in broken if line]


def _pieces(word: str, width: int, measured: Callable[[str], float]) -> Iterator[str]:
    """A word, in pieces where it is wider than a line."""
    piece = ""
    for cluster in _clusters(word):
        if piece and measured(piece + cluster) > width:
            yield piece
            piece = ""
        piece += cluster
    yield piece


def _cut(text: str, width: int, measured: Callable[[str], float]) -> str:
    """The beginning of a text that is wider than a line, with an ellipsis; not in the middle of a word."""
    kept = ""
    for word in text.split():
        longer = f"{kept} {word}".strip()
        if measured(longer + ELLIPSIS) > width:
            break
        kept = longer
    if not kept:
        *_, kept = (part for part in _beginnings(text.split(maxsplit=1)[0]) if measured(part + ELLIPSIS) <= width)
    return kept.rstrip(",;:–—-·").rstrip() + ELLIPSIS


def _beginnings(word: str) -> Iterator[str]:
    begun = ""
    yield begun
    for cluster in _clusters(word):
        begun += cluster
        yield begun


def _clusters(word: str) -> Iterator[str]:
    """A word's letters, each with the points that belong to it."""
    yield from re.findall(
        r"[^\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7][\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7]*|.", word
    )


@cache
def _is_known(character: str) -> bool:
    """Whether the typeface has it; as one weight has it, so has the other."""
    return unicodedata.category(character) != "Cf" and _drawn(character) != _drawn(_NO_LETTER)


@cache
def _plain() -> ImageFont.FreeTypeFont:
    """Takes every character for itself, and shapes nothing."""
    return ImageFont.truetype(_FONTS / f"Heebo-{Weight.BOLD}.ttf", 40, layout_engine=ImageFont.Layout.BASIC)


def _drawn(character: str) -> tuple[tuple[int, int], bytes]:
    mask = _plain().getmask(character)
    return mask.size, bytes(mask)
