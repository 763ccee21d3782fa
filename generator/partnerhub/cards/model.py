"""What a card shows, as values: whoever draws it needs nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from partnerhub.photos import EncodedImage, PhotoKind

DEFAULT_COLOUR = "#4051b5"
"""The theme's own: what pages have whose hub names none."""


class Shape(Enum):
    """What a card is for, by its width and height in pixels."""

    LINK = (1200, 630)
    """Beside a shared link: https://ogp.me, and what chats and networks ask for."""
    SQUARE = (1080, 1080)
    """A post."""
    STORY = (1080, 1920)
    """A whole screen of a phone."""


POSTS = (Shape.SQUARE, Shape.STORY)
"""What those who announce an event can post."""


@dataclass(frozen=True)
class Words:
    """A text of a card, of one paragraph."""

    value: str
    is_rtl: bool
    """Its base direction."""


@dataclass(frozen=True)
class Badge:
    """What one has to know before all else."""

    words: Words
    is_off: bool
    """Whether nobody can come."""


@dataclass(frozen=True)
class Tile:
    """What stands in the place of a picture: a day, or initials."""

    large: Words
    above: Words | None = None
    below: Words | None = None


@dataclass(frozen=True)
class Picture:
    """A rendition of ours."""

    image: EncodedImage
    kind: PhotoKind
    focus: tuple[float, float]
    """What a crop keeps, in fractions of width and height."""
    is_light: bool
    """Whether it is seen better on a dark ground than on white."""


@dataclass(frozen=True)
class Face:
    """All that a card shows."""

    shape: Shape
    colour: str
    """Of the ground, as `#rrggbb` or `#rgb`."""
    is_rtl: bool
    """Whether it is read from right to left."""
    community: Words
    title: Words
    by: Words | None = None
    """Who hosts it, or what a partner says of itself."""
    when: tuple[Words, ...] = ()
    """Day and hours, each on a line of its own."""
    where: Words | None = None
    badge: Badge | None = None
    picture: Picture | None = None
    credit: Words | None = None
    """Whose picture it is."""
    tile: Tile | None = None
    """Shown where there is no picture."""
