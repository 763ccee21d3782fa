"""What pages of partners and events are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urljoin

from partnerhub.photos import WIDEST, PhotoKind

PHOTO_FOLDER = "assets/partners"
"""Where photos lie in the site."""


@dataclass(frozen=True)
class Text:
    """A text as one page shows it."""

    value: str
    language: str | None = None
    """The BCP 47 tag of the text where it is known to differ from the page's language, else None."""

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class Prose:
    """A text in Markdown as one page shows it."""

    html: str
    """Sanitised."""
    text: str
    """Without markup, each block on a line of its own."""
    language: str | None
    """As `Text.language`."""


@dataclass(frozen=True)
class Rendition:
    """One processed image file under `assets/partners/`."""

    path: str
    """Relative to the root of the site, below `PHOTO_FOLDER`, e.g. `assets/partners/1f3a….webp`; ASCII."""
    width: int
    """In pixels."""
    height: int
    """In pixels."""


@lru_cache(maxsize=16_384)
def absolute(site_url: str | None, path: str) -> str | None:
    """The absolute address of a path in the site, not escaped; None where the hub does not say its own."""
    return urljoin(site_url, quote(path)) if site_url else None


def address_of(partner: str, event: str = "") -> str:
    """The folder of a partner's page, or of an event's, by their slugs: relative to the root of each language."""
    return f"partners/{partner}/{event}/" if event else f"partners/{partner}/"


@dataclass(frozen=True)
class PublicPhoto:
    """An approved photo, the partner's or an event's own, without the metadata of the original."""

    alt: Text
    caption: Text | None
    credit: str | None
    card: Sequence[Rendition]
    """Cropped to 3:2 around the focus, ascending widths; whole instead where `is_cutout`."""
    whole: Sequence[Rendition]
    """Not cropped, ascending widths."""
    share: Rendition
    """What a shared link shows: JPEG, 1200 × 630 pixels."""
    kind: PhotoKind
    """How it is shown."""
    tone: str
    """The colour of it as a whole, which stands in its place until it is there."""
    is_light: bool = False
    """Whether its ground is dark; of one that does not fill its place."""

    @property
    def is_cutout(self) -> bool:
        """Whether it is shown whole, on a ground of one colour, at its own size."""
        return self.kind is not PhotoKind.PHOTO

    @property
    def widest(self) -> int:
        """The widest at which it is shown, in CSS pixels."""
        return WIDEST[self.kind]


@dataclass(frozen=True)
class PublicValue:
    """A value that partner and hub share."""

    key: str
    label: Text


@dataclass(frozen=True)
class PublicTag:
    """A tag to which the hub gives a label."""

    label: Text
    names: Sequence[str]
    """Its key and its labels in all languages, as `slugs.same` has them."""


@dataclass(frozen=True)
class Link:
    """Where else the partner can be found."""

    label: str
    """As typed, e.g. `facebook`."""
    url: str
    """http or https."""
