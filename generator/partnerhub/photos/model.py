"""What a photo may be, and what is made of it."""

from __future__ import annotations

from dataclasses import dataclass, field

EXTENSIONS = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic")
"""Of a photo beside a partner file, in the order in which they are looked for."""
MAX_BYTES = 20_000_000
"""By the file format."""
MAX_PIXELS = 60_000_000
"""By the file format."""
MIN_SIDE = 600
"""Pixels on the short side below which a rule warns."""
MAX_SCANS = 100
"""Of a JPEG. Progressive ones have about ten; each costs as much time as a whole picture."""
MAX_MEMORY = 512_000_000
"""Bytes that the process which opens photos may need for one."""
MAX_SECONDS = 10.0
"""That it may take to look at one, or to make its renditions."""


@dataclass(frozen=True)
class EncodedImage:
    """One rendition."""

    name: str
    """By the hash of its content."""
    width: int
    """In pixels."""
    height: int
    data: bytes = field(repr=False)
    """WebP; JPEG for the one that is shared."""


@dataclass(frozen=True)
class ProcessedPhoto:
    """All renditions of one photo, ascending in width."""

    card: tuple[EncodedImage, ...]
    """Cropped to 3:2 around the focus; whole for a cutout."""
    whole: tuple[EncodedImage, ...]
    share: EncodedImage
    """Cropped to 1200 × 630 around the focus; whole on white for a cutout."""
    is_cutout: bool
    """Whether it has transparency, as logos do, or is too small to fill a card: then it is never cropped."""
