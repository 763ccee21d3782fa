"""What stands beside the words of a card: a photo from edge to edge, a logo or a face on a ground, else a day."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageDraw

from partnerhub.cards.colours import BLACK, WHITE, Palette, ground_of
from partnerhub.cards.layout import Box
from partnerhub.cards.model import Picture, Tile, Words
from partnerhub.cards.text import Weight, direction, font, lines, shaped, writable
from partnerhub.cards.writing import rounded
from partnerhub.photos import EncodedImage, PhotoKind
from partnerhub.photos.crop import box

_FINE = Image.Resampling.LANCZOS
_KEPT = 0.5
"""Of the height of a photo that fills the panel at least: it would else be somebody's chin."""
_LARGEST = 1.6
"""How much a picture that is shown whole may be blown up."""
_ROOM = 0.74
"""Of the panel, for a picture that doesn't fill it."""
_CREDIT = 20
"""Size of its letters, in pixels."""
_KEPT_OPEN = 4
"""Pictures: cards of one shape or another follow each other that show the same."""
_LARGE, _SMALL = 0.4, 0.1
"""Sizes of letters in a tile, of the shorter side of the panel; days that are too wide for it are set smaller."""


def draw_picture(card: Image.Image, picture: Picture, panel: Box, palette: Palette) -> None:
    """A rendition of ours, by what it shows."""
    pixels = _opened(picture.image)
    is_upright = pixels.width * panel.height < _KEPT * pixels.height * panel.width
    if picture.kind is PhotoKind.PHOTO and is_upright:
        _fill(card, panel, palette.faint)
        whole = pixels.resize((round(pixels.width * panel.height / pixels.height), panel.height), _FINE)
        card.paste(whole, _middle(panel, whole.size))
    elif picture.kind is PhotoKind.PHOTO:
        part = box(pixels.size, picture.focus, panel.width / panel.height)
        card.paste(_cropped(picture.image, (panel.width, panel.height), part), panel.corner)
    elif picture.kind is PhotoKind.PORTRAIT:
        _fill(card, panel, palette.faint)
        side = round(min(_ROOM * panel.width, _ROOM * panel.height, _LARGEST * min(pixels.size)))
        face = pixels.resize((side, side), _FINE, box(pixels.size, picture.focus, 1))
        card.paste(face, _middle(panel, face.size), rounded(face.size, side // 2))
    else:
        _fill(card, panel, ground_of(pixels, is_light=picture.is_light))
        scale = min(_LARGEST, _ROOM * panel.width / pixels.width, _ROOM * panel.height / pixels.height)
        size = (max(1, round(pixels.width * scale)), max(1, round(pixels.height * scale)))
        logo = pixels.resize(size, _FINE)
        card.paste(logo, _middle(panel, size), logo if logo.mode == "RGBA" else None)


def draw_credit(card: Image.Image, credit: Words, panel: Box) -> None:
    """Whose picture it is, at its lower edge, where reading begins; on a ground on which it is read on any picture."""
    known = writable(credit)
    if known is None:
        return
    letters, padding, height = font(Weight.MEDIUM, _CREDIT), _CREDIT // 2, round(_CREDIT * 1.6)
    (line,), _ = lines(known, letters, panel.width - 2 * padding, 1)
    words, way = shaped(Words(line, known.is_rtl)), direction(known.is_rtl)
    width = round(letters.getlength(words, direction=way)) + 2 * padding
    left = panel.right - width if known.is_rtl else panel.left
    card.paste(BLACK, (left, panel.bottom - height, left + width, panel.bottom))
    at = (left + padding, panel.bottom - round(_CREDIT * 0.5))
    ImageDraw.Draw(card).text(at, words, WHITE, letters, "ls", direction=way)


@lru_cache(_KEPT_OPEN)
def _opened(image: EncodedImage) -> Image.Image:
    """Its pixels, which nobody changes."""
    with Image.open(io.BytesIO(image.data), formats=["WEBP"]) as opened:
        return opened.convert("RGBA" if opened.has_transparency_data else "RGB")


@lru_cache(_KEPT_OPEN)
def _cropped(image: EncodedImage, size: tuple[int, int], part: tuple[int, int, int, int]) -> Image.Image:
    return _opened(image).resize(size, _FINE, part)


def draw_tile(card: Image.Image, tile: Tile, panel: Box, palette: Palette) -> None:
    """A day as an object, or initials: large, with a word above and below."""
    _fill(card, panel, palette.faint)
    side = min(panel.width, panel.height)
    rows = [(tile.above, Weight.MEDIUM, _SMALL), (tile.large, Weight.BOLD, _LARGE), (tile.below, Weight.MEDIUM, _SMALL)]
    shown = [
        (known, weight, _size(known, weight, round(side * share), round(panel.width * _ROOM)))
        for words, weight, share in rows
        if words and (known := writable(words))
    ]
    pen, gap = ImageDraw.Draw(card), round(side * 0.07)
    heights = [round(size * 0.73) for _, _, size in shown]
    top = panel.top + (panel.height - sum(heights) - gap * (len(shown) - 1)) // 2
    for (words, weight, size), height in zip(shown, heights, strict=True):
        top += height
        at = (panel.left + panel.width // 2, top)
        pen.text(at, shaped(words), palette.ink, font(weight, size), "ms", direction=direction(words.is_rtl))
        top += gap


def _size(words: Words, weight: Weight, size: int, room: int) -> int:
    """The size of a line that is as wide as the room at most."""
    length = font(weight, size).getlength(shaped(words), direction=direction(words.is_rtl))
    return min(size, int(size * room / length))


def _fill(card: Image.Image, panel: Box, colour: tuple[int, int, int]) -> None:
    card.paste(colour, (panel.left, panel.top, panel.right, panel.bottom))


def _middle(panel: Box, size: tuple[int, int]) -> tuple[int, int]:
    return panel.left + (panel.width - size[0]) // 2, panel.top + (panel.height - size[1]) // 2
