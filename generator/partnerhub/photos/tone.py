"""What stands behind a picture: while it loads, and where it does not fill its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PIL import Image

from partnerhub.photos.decode import is_transparent

_SIDE = 48
"""Pixels to which a picture is reduced before its colours are counted."""
_TOO_LIGHT, _TOO_DARK = 0.61, 0.056
"""Luminance (WCAG 2.2, relative luminance) from which, and below which, a colour has a contrast of less than 1.6 to 1
to white, and to the dark ground: it can hardly be seen there."""
_MARGIN = 1.25
"""By how much more has to be lost on white, for which logos are drawn."""
_MUCH = 0.25
"""Of what is in a logo, the share without which it is not itself."""
_DARK_EDGE = 0.18
"""Luminance below which an edge is nearer to black than to white."""


def tone(pixels: Image.Image) -> str:
    """The colour of a picture as a whole: `#8a7f60`."""
    red, green, blue = pixels.convert("RGB").resize((1, 1), Image.Resampling.BOX).tobytes()
    return f"#{red:02x}{green:02x}{blue:02x}"


def is_light(pixels: Image.Image) -> bool:
    """Whether a picture that does not fill its place can be seen better on a dark ground than on white.

    One that is transparent by what is in it, another by its edge, which the ground continues.
    """
    small = pixels.resize((_SIDE, _SIDE), Image.Resampling.BOX)
    if not is_transparent(pixels):
        edge = list(_edge(small.convert("RGB")))
        return sum(map(_luminance, edge)) / len(edge) < _DARK_EDGE
    data = small.convert("RGBA").tobytes()
    seen = [(data[at + 3], _luminance(data[at : at + 3])) for at in range(0, len(data), 4)]
    lost_on_white = sum(alpha for alpha, luminance in seen if luminance > _TOO_LIGHT)
    lost_on_dark = sum(alpha for alpha, luminance in seen if luminance < _TOO_DARK)
    most = sum(alpha for alpha, _ in seen) * _MUCH
    return lost_on_white > max(most, _MARGIN * lost_on_dark)


def _edge(pixels: Image.Image) -> Iterator[Sequence[int]]:
    data, last = pixels.tobytes(), _SIDE - 1
    for at in range(_SIDE * _SIDE):
        row, column = divmod(at, _SIDE)
        if row in (0, last) or column in (0, last):
            yield data[3 * at : 3 * at + 3]


def _luminance(colour: Sequence[int]) -> float:
    red, green, blue = (float((value / 255) ** 2.2) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
