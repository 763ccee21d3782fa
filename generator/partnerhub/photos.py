"""A partner's photo, untrusted bytes → upright WebP in several widths, without any metadata of the original."""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

import pillow_heif
from PIL import Image, ImageCms, ImageOps

EXTENSIONS = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic")
"""Of a photo beside a partner file, in the order in which they are looked for."""
MAX_BYTES = 20_000_000
"""By the file format."""
MAX_PIXELS = 60_000_000
"""By the file format."""
MIN_SIDE = 600
"""Pixels on the short side below which a rule warns."""

CARD_WIDTHS, WHOLE_WIDTHS = (360, 720, 1080), (480, 960, 1600)
CARD_RATIO = 3 / 2
SHARE_SIZE = (1200, 630)
"""Of the picture that a shared link shows, in pixels."""
SHARE_BYTES = 300_000
"""Above about that, WhatsApp shows no picture."""

_LFS = b"version https://git-lfs.github.com/spec/"
"""How a pointer begins: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md"""
_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF")
_MAX_SIDE = 16383
"""Of a WebP picture: https://developers.google.com/speed/webp/faq"""
_ORIENTATION = 0x0112
"""EXIF 2.32, table 4."""
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    struct.error,
    OverflowError,
    RuntimeError,
    MemoryError,
    ArithmeticError,
)
"""What decoders raise on damaged files."""

pillow_heif.register_heif_opener(thumbnails=False)


class PhotoError(Exception):
    """A photo can't be used; `rule` says which rule it breaks."""

    def __init__(self, rule: Literal["photo-too-large", "photo-unreadable"]) -> None:
        super().__init__(rule)
        self.rule = rule


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


def measure(data: bytes) -> tuple[int, int]:
    """Width and height, upright, of a photo that decodes; raises PhotoError."""
    with _opened(data) as image:
        transposed = image.getexif().get(_ORIENTATION) in (5, 6, 7, 8)
        width, height = image.size
        image.draft("RGB", (width // 8, height // 8))  # a JPEG decodes faster at an eighth, and as truly
        image.load()
    return (height, width) if transposed else (width, height)


def recognise(data: bytes) -> tuple[int, int]:
    """That a photo is one, of a known kind and size, without decoding it; (0, 0), since nobody shows it.

    A pointer of Git LFS, which stands in a commit for the bytes themselves, counts as one. Raises PhotoError.
    """
    if not data.startswith(_LFS):
        with _opened(data):
            pass
    return 0, 0


def process(data: bytes, focus: tuple[float, float]) -> ProcessedPhoto:
    """Make all renditions; `focus` is a point in fractions of the upright width and height. Raises PhotoError."""
    with _opened(data) as image:
        pixels = _pixels(image)
    is_cutout = pixels.mode == "RGBA" or pixels.width < CARD_WIDTHS[0]
    card = pixels if is_cutout else pixels.crop(_box(pixels.size, focus, CARD_RATIO))
    share = _on_white(pixels) if is_cutout else pixels.crop(_box(pixels.size, focus, SHARE_SIZE[0] / SHARE_SIZE[1]))
    return ProcessedPhoto(
        _renditions(card, CARD_WIDTHS), _renditions(pixels, WHOLE_WIDTHS), _for_sharing(share), is_cutout
    )


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    if len(data) > MAX_BYTES:
        raise PhotoError("photo-too-large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise PhotoError("photo-too-large")
                yield image
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise PhotoError("photo-too-large") from None
    except _BROKEN:
        raise PhotoError("photo-unreadable") from None


def _pixels(image: Image.Image) -> Image.Image:
    """A new picture, upright, in sRGB, that has taken nothing but pixels from the old one."""
    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I;16"):
        upright = upright.point(lambda value: value / 256).convert("L")
    has_alpha = upright.has_transparency_data
    mode = "RGBA" if has_alpha else "RGB"
    if profile and upright.mode in ("RGB", "RGBA", "CMYK", "L"):
        upright = _in_srgb(upright, profile, "RGBA" if upright.mode == "RGBA" else "RGB")
    upright = upright.convert(mode)
    if has_alpha and upright.getchannel("A").getextrema() == (255, 255):
        upright = upright.convert("RGB")
    fresh = Image.new(upright.mode, upright.size)
    fresh.paste(upright)
    return fresh


def _in_srgb(image: Image.Image, profile: bytes, mode: str) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a broken profile says nothing
    return converted or image


def _box(size: tuple[int, int], focus: tuple[float, float], ratio: float) -> tuple[int, int, int, int]:
    """The largest box of a ratio, its centre as near to the focus as the borders allow: left, top, right, bottom."""
    width, height = size
    box_width = max(1, min(width, round(height * ratio)))
    box_height = max(1, min(height, round(width / ratio)))
    left = min(max(round(width * focus[0] - box_width / 2), 0), width - box_width)
    top = min(max(round(height * focus[1] - box_height / 2), 0), height - box_height)
    return left, top, left + box_width, top + box_height


def _renditions(image: Image.Image, widths: Sequence[int]) -> tuple[EncodedImage, ...]:
    largest = min(image.width, widths[-1])
    chosen = [width for width in widths if width < largest] + [largest]
    return tuple(_encode(image, width) for width in chosen)


def _encode(image: Image.Image, width: int) -> EncodedImage:
    height = max(1, min(_MAX_SIDE, round(image.height * width / image.width)))
    resized = image if width == image.width else image.resize((width, height), Image.Resampling.LANCZOS)
    if resized.height > _MAX_SIDE:
        resized = resized.resize((width, _MAX_SIDE))
    encoded = io.BytesIO()
    resized.save(encoded, "WEBP", quality=90 if image.mode == "RGBA" else 80, method=4)
    data = encoded.getvalue()
    return EncodedImage(f"{hashlib.sha256(data).hexdigest()[:20]}-{width}.webp", resized.width, resized.height, data)


def _on_white(image: Image.Image) -> Image.Image:
    """A logo in the middle of a white picture, with room around it, never blown up."""
    canvas = Image.new("RGB", SHARE_SIZE, "white")
    scale = min(1.0, 0.8 * canvas.width / image.width, 0.8 * canvas.height / image.height)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    resized = image.resize(size, Image.Resampling.LANCZOS)
    place = ((canvas.width - size[0]) // 2, (canvas.height - size[1]) // 2)
    canvas.paste(resized, place, resized if resized.mode == "RGBA" else None)
    return canvas


def _for_sharing(image: Image.Image) -> EncodedImage:
    resized = image.resize(SHARE_SIZE, Image.Resampling.LANCZOS)
    data = b""
    for quality in (82, 70, 55, 40, 25):
        encoded = io.BytesIO()
        resized.save(encoded, "JPEG", quality=quality, optimize=True, progressive=True)
        data = encoded.getvalue()
        if len(data) < SHARE_BYTES:
            break
    return EncodedImage(f"{hashlib.sha256(data).hexdigest()[:20]}-share.jpg", *SHARE_SIZE, data)
