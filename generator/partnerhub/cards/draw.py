"""A face → the bytes of its card. The same face has the same bytes, by the same version of Pillow."""

from __future__ import annotations

from dataclasses import replace

from PIL import Image

from partnerhub.cards.colours import Palette
from partnerhub.cards.layout import LAYOUTS
from partnerhub.cards.model import Face
from partnerhub.cards.panel import draw_credit, draw_picture, draw_tile
from partnerhub.cards.writing import Writer
from partnerhub.photos.jpeg import light_jpeg

_QUALITIES = (85, 75, 60, 45)


def draw(face: Face) -> bytes:
    """The card as a JPEG."""
    palette, layout = Palette.of(face.colour), LAYOUTS[face.shape]
    card = Image.new("RGB", face.shape.value, palette.ground)
    if face.is_rtl:
        layout = layout.mirrored(card.width)
    text, title = layout.text, layout.title
    if face.picture:
        draw_picture(card, face.picture, layout.panel, palette)
        if face.credit:
            draw_credit(card, face.credit, layout.panel)
    elif face.tile:
        draw_tile(card, face.tile, layout.panel, palette)
    else:
        text, title = layout.alone, layout.title_alone
    Writer(card, text, replace(layout, title=title), palette, is_rtl=face.is_rtl).write(face)
    # Without subsampling: letters of one colour on another would get a fringe.
    return light_jpeg(card, _QUALITIES, subsampling=0)
