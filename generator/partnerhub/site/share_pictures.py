"""Which picture a shared link to each page shows, and which ones those who announce an event can post."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from partnerhub.cards.model import Shape
from partnerhub.photos import EncodedImage


@dataclass(frozen=True)
class SharePicture:
    """A JPEG in the site."""

    path: str
    """Relative to the root of the site."""
    width: int
    """In pixels."""
    height: int
    alt: str
    """What it shows."""


@dataclass(frozen=True)
class SharePictures:
    """Of the pages of one language."""

    links: dict[str, SharePicture] = field(default_factory=dict)
    """By the address of the page."""
    posts: dict[str, Mapping[Shape, SharePicture]] = field(default_factory=dict)
    """By the address of an event to which one can come: a square, and a story."""
    drawn: dict[str, EncodedImage] = field(default_factory=dict)
    """What has to be written, by its name."""
