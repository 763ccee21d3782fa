"""Writes what a face says onto its card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from partnerhub.cards.colours import OFF, WHITE, Colour, Palette
from partnerhub.cards.layout import Box, Layout
from partnerhub.cards.model import Badge, Face, Words
from partnerhub.cards.text import Weight, direction, font, lines, shaped, writable

_LINE = 1.2
"""From one line to the next, for each pixel of size."""
_ASCENT, _DESCENT = 0.8, 0.28
"""How far letters reach above and below the line on which they stand."""
_MIDDLE = 0.33
"""Of a letter, above the line on which it stands."""
_PADDING = 0.7
"""Of a label, on either side of what it says."""
_SMOOTH = 4
"""How many times larger round forms are drawn before they are reduced."""


@dataclass(frozen=True)
class _Block:
    """A text as it fits: its lines at a size."""

    lines: Sequence[Words]
    fits: bool
    weight: Weight
    size: int
    ink: Colour
    before: int
    """Pixels between it and what stands above."""
    is_struck: bool
    """Whether it holds no more."""

    @property
    def height(self) -> int:
        """With what is before it."""
        return self.before + round(self.size * (_LINE * (len(self.lines) - 1) + _ASCENT + _DESCENT))


class Writer:
    """Writes into a box of a card, from the side where reading begins."""

    def __init__(self, card: Image.Image, place: Box, layout: Layout, palette: Palette, *, is_rtl: bool) -> None:
        self._card, self._pen = card, ImageDraw.Draw(card)
        self._place, self._layout, self._palette, self._is_rtl = place, layout, palette, is_rtl

    def write(self, face: Face) -> None:
        """The community above, when and where below, and the title with its host between them."""
        layout, ink, quiet = self._layout, self._palette.ink, self._palette.quiet
        head = [self._fitted(face.community, Weight.BOLD, layout.small, quiet)]
        is_off = face.badge is not None and face.badge.is_off
        when = [
            self._fitted(each, Weight.BOLD, layout.when, ink, before=layout.gap // 3, is_struck=is_off)
            for each in face.when
        ]
        where = self._fitted(face.where, Weight.MEDIUM, layout.where, ink, most=2, before=layout.gap // 2)
        by = self._fitted(face.by, Weight.MEDIUM, layout.where, quiet, most=2, before=layout.gap // 2)
        top, bottom = self._place.top, self._place.bottom
        top = self._draw(head, top) + layout.gap
        if face.badge:
            top = self._draw_badge(face.badge, top) + layout.gap
        bottom -= _height([*when, where])
        self._draw([*when, where], bottom)
        room = bottom - layout.gap - top
        title = self._title(face.title, room - _height([by]))
        self._draw([title, by], top + max(0, room - _height([title, by])) // 2)

    def _title(self, words: Words, room: int) -> _Block | None:
        """In three lines, as large as all of it fits; else in as many as there is room for, with its end cut off."""
        *_, smallest = sizes = self._layout.title
        block = None
        for size, most in (*((size, 3) for size in sizes), (smallest, 2), (smallest, 1)):
            block = self._fitted(words, Weight.BOLD, [size], self._palette.ink, most=most)
            if block is None or (block.height <= room and (block.fits or size == smallest)):
                break
        return block

    def _fitted(
        self,
        words: Words | None,
        weight: Weight,
        sizes: Sequence[int],
        ink: Colour,
        *,
        most: int = 1,
        before: int = 0,
        is_struck: bool = False,
    ) -> _Block | None:
        """A text at the first size at which it fits, else at the last; None where there is nothing to write."""
        known = writable(words) if words else None
        if known is None:
            return None
        for size in sizes:
            broken, fits = lines(known, font(weight, size), self._place.width, most)
            if fits:
                break
        return _Block([Words(line, known.is_rtl) for line in broken], fits, weight, size, ink, before, is_struck)

    def _draw(self, blocks: Sequence[_Block | None], top: int) -> int:
        """One below the other; returns where they end."""
        for block in filter(None, blocks):
            for number, line in enumerate(block.lines):
                baseline = top + block.before + round(block.size * (_ASCENT + _LINE * number))
                at, side = (self._place.right, "r") if self._is_rtl else (self._place.left, "l")
                self._line(line, (at, baseline), f"{side}s", block)
            top += block.height
        return top

    def _line(self, line: Words, at: tuple[int, int], anchor: str, block: _Block) -> None:
        letters = font(block.weight, block.size)
        words, way = shaped(line), direction(line.is_rtl)
        self._pen.text(at, words, block.ink, letters, anchor, direction=way)
        if block.is_struck:
            left, _, right, _ = self._pen.textbbox(at, words, letters, anchor, direction=way)
            height = at[1] - round(block.size * _MIDDLE)
            self._pen.line((left, height, right, height), block.ink, max(2, block.size // 12))

    def _draw_badge(self, badge: Badge, top: int) -> int:
        """A label on a ground of its own; returns where it ends."""
        ground, ink = (WHITE, OFF) if badge.is_off else (self._palette.ink, self._palette.ground)
        words = self._fitted(badge.words, Weight.BOLD, self._layout.small, ink)
        if words is None:
            return top
        (line,), size = words.lines, words.size
        padding, height = round(size * _PADDING), round(size * 1.7)
        length = font(words.weight, size).getlength(shaped(line), direction=direction(line.is_rtl))
        width = min(round(length) + 2 * padding, self._place.width)
        left = self._place.right - width if self._is_rtl else self._place.left
        self._card.paste(ground, (left, top), rounded((width, height), height // 2))
        self._line(line, (left + width // 2, top + round(height / 2 + size * 0.36)), "ms", words)
        return top + height


def rounded(size: tuple[int, int], radius: int) -> Image.Image:
    """A mask with round corners."""
    width, height = size
    mask = Image.new("L", (width * _SMOOTH, height * _SMOOTH))
    box = (0, 0, mask.width - 1, mask.height - 1)
    ImageDraw.Draw(mask).rounded_rectangle(box, radius * _SMOOTH, fill=255)
    return mask.reduce(_SMOOTH)


def _height(blocks: Sequence[_Block | None]) -> int:
    return sum(block.height for block in blocks if block)
