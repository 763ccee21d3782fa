"""Where on a card of each shape which of its parts lies, and how large its letters are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from partnerhub.cards.model import Picture, Shape
from partnerhub.photos import ProcessedPhoto


@dataclass(frozen=True)
class Box:
    """A part of a card, in pixels from its upper left corner."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def corner(self) -> tuple[int, int]:
        """The upper left."""
        return self.left, self.top

    def mirrored(self, width: int) -> Box:
        """The same place on a card of a width that is read the other way."""
        return replace(self, left=width - self.right, right=width - self.left)


@dataclass(frozen=True)
class Layout:
    """Of one shape."""

    panel: Box
    """Where the picture lies, from edge to edge."""
    text: Box
    """Nothing is written outside it."""
    alone: Box
    """The same where there is no panel."""
    title: Sequence[int]
    """Sizes of letters, in pixels: the first at which all of it fits, else the last."""
    title_alone: Sequence[int]
    when: Sequence[int]
    where: Sequence[int]
    small: Sequence[int]
    """Of community, host and badge."""
    gap: int
    """Between parts."""

    def mirrored(self, width: int) -> Layout:
        """The same for a card that is read the other way."""
        panel, text, alone = (box.mirrored(width) for box in (self.panel, self.text, self.alone))
        return replace(self, panel=panel, text=text, alone=alone)


LAYOUTS: Mapping[Shape, Layout] = {
    Shape.LINK: Layout(
        panel=Box(730, 0, 1200, 630),
        text=Box(64, 56, 682, 574),
        alone=Box(64, 56, 1136, 574),
        title=(84, 74, 64, 56, 50, 44),
        title_alone=(120, 104, 90, 76, 64, 54, 46),
        when=(40, 36, 32, 28, 25),
        where=(32, 29, 26),
        small=(30, 27, 24),
        gap=18,
    ),
    Shape.SQUARE: Layout(
        panel=Box(0, 0, 1080, 480),
        text=Box(72, 532, 1008, 1020),
        alone=Box(72, 72, 1008, 1008),
        title=(88, 76, 66, 58, 50),
        title_alone=(124, 106, 88, 70, 54),
        when=(44, 40, 36, 32),
        where=(36, 32),
        small=(32, 28),
        gap=18,
    ),
    # What the app itself shows lies over the uppermost 250 pixels and the lowest 340.
    Shape.STORY: Layout(
        panel=Box(0, 0, 1080, 810),
        text=Box(80, 880, 1000, 1580),
        alone=Box(80, 300, 1000, 1580),
        title=(112, 98, 86, 74, 64),
        title_alone=(140, 120, 100, 80, 66),
        when=(54, 48, 42),
        where=(46, 40, 36),
        small=(38, 34),
        gap=28,
    ),
}
"""For what is read from left to right."""


def picture_of(photo: ProcessedPhoto, shape: Shape) -> Picture:
    """The smallest of a photo's renditions that has enough pixels for a card, else the largest."""
    panel = LAYOUTS[shape].panel
    enough = (image for image in photo.whole if image.width >= panel.width and image.height >= panel.height)
    image = next(enough, photo.whole[-1])
    return Picture(image, photo.kind, photo.focus, photo.is_light)
