"""What a photo may be, and what is made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import Any

from partnerhub.cache import digest

EXTENSIONS = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic")
"""Of a photo beside a partner file, in the order in which they are looked for."""
MAX_BYTES = 20_000_000
"""By the file format."""
MAX_PIXELS = 60_000_000
"""By the file format."""
MAX_SCANS = 100
"""Of a JPEG. Progressive ones have about ten; each costs as much time as a whole picture."""
MAX_MEMORY = 512_000_000
"""Bytes that the process which opens photos may need for one."""
MAX_SECONDS = 10.0
"""That it may take to look at one, or to make its renditions."""


class PhotoKind(StrEnum):
    """How a picture is shown."""

    PHOTO = "photo"
    """Fills its place, cropped where it has to."""
    PORTRAIT = "portrait"
    """Somebody's face: whole, where it is too narrow to fill a place."""
    LOGO = "logo"
    """Whole, on a ground by its own brightness."""


WIDEST: Mapping[PhotoKind, int] = {PhotoKind.PHOTO: 720, PhotoKind.PORTRAIT: 260, PhotoKind.LOGO: 200}
"""The widest at which each kind is shown, in CSS pixels; the style sheet keeps to it."""
_DENSITY = 1.5
"""Pixels for each of those in either direction, which most screens have, so that it looks sharp."""
_EXTREME = 2.2
"""Of the longer side to the shorter: what goes beyond is no photo of people."""
_UPRIGHT = 1.25
"""Of width to height: a face is not wider than that."""
_NARROWEST = 360
"""Of a photo without transparency, in pixels: what is narrower would be blown up in the smallest place."""


def width_needed(kind: PhotoKind) -> int:
    """How many pixels a picture of a kind is wide at least, to look sharp wherever it is shown."""
    return round(_DENSITY * WIDEST[kind])


def kind_of(width: int, height: int, *, is_transparent: bool, is_of_person: bool) -> PhotoKind:
    """How a picture is shown, by its size in pixels and whose it is."""
    if is_transparent or max(width, height) > _EXTREME * min(width, height):
        return PhotoKind.LOGO
    if is_of_person and width <= _UPRIGHT * height and width < width_needed(PhotoKind.PHOTO):
        return PhotoKind.PORTRAIT
    return PhotoKind.PHOTO if width >= _NARROWEST else PhotoKind.LOGO


@dataclass(frozen=True)
class Measured:
    """What is known of a picture that could be opened."""

    width: int
    """In pixels, upright; 0 where only its kind of file was looked at."""
    height: int
    is_transparent: bool = False
    """Whether any of it is."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.width, self.height


@dataclass(frozen=True)
class EncodedImage:
    """One rendition."""

    name: str
    """By the hash of its content."""
    width: int
    """In pixels."""
    height: int
    size: int
    """In bytes."""
    read: Callable[[], bytes] = field(repr=False, compare=False)
    """Gets them from where they lie: WebP; JPEG for what is shared."""

    @classmethod
    def of(cls, data: bytes, kind: str, width: int, height: int) -> EncodedImage:
        """An image whose bytes are held in memory; `kind` is the end of its name."""
        return cls(f"{digest(data)}-{kind}", width, height, len(data), lambda: data)

    @property
    def data(self) -> bytes:
        """Its bytes."""
        return self.read()


@dataclass(frozen=True)
class ProcessedPhoto:
    """All renditions of one photo, ascending in width."""

    card: tuple[EncodedImage, ...]
    """Of a photo cropped to 3:2 around the focus, else whole."""
    whole: tuple[EncodedImage, ...]
    share: EncodedImage
    """Of a photo cropped to 1200 × 630 around the focus, else whole on its ground."""
    kind: PhotoKind
    focus: tuple[float, float]
    """What a crop keeps, in fractions of the upright width and height."""
    tone: str
    """The colour of it as a whole: `#8a7f60`."""
    is_light: bool
    """Whether it is seen better on a dark ground than on white; of one that does not fill its place."""

    @property
    def images(self) -> Sequence[EncodedImage]:
        """All of them."""
        return [*self.card, *self.whole, self.share]

    def told(self) -> dict[str, Any]:
        """All but the bytes, as JSON has it."""
        return {
            "images": [[image.name, image.width, image.height, image.size] for image in self.images],
            "cards": len(self.card),
            "kind": self.kind,
            "focus": self.focus,
            "tone": self.tone,
            "is_light": self.is_light,
        }

    @classmethod
    def from_told(cls, told: Mapping[str, Any], bytes_of: Callable[[str], bytes]) -> ProcessedPhoto:
        """What was told; `bytes_of` gets the bytes of an image by its name."""
        images = [
            EncodedImage(name, width, height, size, partial(bytes_of, name))
            for name, width, height, size in told["images"]
        ]
        cards, (horizontal, vertical) = told["cards"], told["focus"]
        return cls(
            tuple(images[:cards]),
            tuple(images[cards:-1]),
            images[-1],
            PhotoKind(told["kind"]),
            (horizontal, vertical),
            told["tone"],
            told["is_light"],
        )
