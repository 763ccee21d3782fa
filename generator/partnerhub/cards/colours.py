"""Which colours go with the hub's own: ink that can be read on it, and grounds for pictures."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageColor

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (24, 24, 27)
OFF: Colour = (179, 38, 30)
"""Of what does not take place, on white."""
_ENOUGH = 4.5
"""Of contrast: WCAG 2.2, success criterion 1.4.3."""
_BARELY = 3.0
"""From which on white is what one expects on a colour, which is darkened until it can be read."""


@dataclass(frozen=True)
class Palette:
    """The colours of a card."""

    ground: Colour
    ink: Colour
    faint: Colour
    """Of a tile, near the ground."""

    @classmethod
    def of(cls, colour: str) -> Palette:
        """With `#rrggbb` as the ground, or one a little darker."""
        ground = _rgb(colour)
        ink = WHITE if contrast(WHITE, ground) >= _BARELY else BLACK
        while contrast(ink, ground) < _ENOUGH:
            ground = mixed(ground, BLACK, 0.06)
        return cls(ground, ink, mixed(ground, ink, 0.1))

    @property
    def quiet(self) -> Colour:
        """Ink for what is read last."""
        return mixed(self.ink, self.ground, 0.14)


def mixed(colour: Colour, other: Colour, share: float) -> Colour:
    """A colour with a share of another one."""
    red, green, blue = (round(one + (two - one) * share) for one, two in zip(colour, other, strict=True))
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """Of two colours: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ground_of(logo: Image.Image, *, is_light: bool) -> Colour:
    """On which a logo is seen: its own at its corner, else white, or black for a light one."""
    if logo.mode != "RGBA":
        return _three(logo.getpixel((0, 0)))
    return BLACK if is_light else WHITE


def _rgb(colour: str) -> Colour:
    return _three(ImageColor.getrgb(colour))


def _three(values: object) -> Colour:
    assert isinstance(values, tuple)
    red, green, blue = values[:3]
    return red, green, blue


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
