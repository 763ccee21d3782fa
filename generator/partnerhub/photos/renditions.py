"""Pixels → renditions: WebP in several widths, cropped around the focus, and the picture that a shared link shows."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image

from partnerhub.photos.crop import box
from partnerhub.photos.decode import is_transparent
from partnerhub.photos.jpeg import light_jpeg
from partnerhub.photos.model import WIDEST, EncodedImage, PhotoKind, ProcessedPhoto, kind_of
from partnerhub.photos.tone import is_light, tone

CARD_WIDTHS, WHOLE_WIDTHS = (360, 720, 1080), (480, 960, 1600)
CARD_RATIO = 3 / 2
SHARE_SIZE = (1200, 630)
"""Of the picture that a shared link shows, in pixels."""

DARK_GROUND = "#20222b"
"""On which light logos stand; the style sheet has the same."""
_DENSEST = 3
"""Pixels of a screen for each CSS pixel, in either direction."""
_GAP = 3.0
"""A picture is first brought near to the size that is wanted, fast, with as good an outcome: Pillow's own advice."""
_METHOD = 3
"""Of seven, by which WebP is encoded: what more effort saves is under a percent of the bytes, less costs five."""
_MAX_SIDE = 16383
"""Of a WebP picture: https://developers.google.com/speed/webp/faq"""


def renditions(pixels: Image.Image, focus: tuple[float, float], *, is_of_person: bool) -> ProcessedPhoto:
    """Make all renditions of an upright picture; `focus` is a point in fractions of its width and height."""
    kind = kind_of(*pixels.size, is_transparent=is_transparent(pixels), is_of_person=is_of_person)
    # What is cropped of a photo of this width is still as wide as the widest rendition of it.
    pixels = _narrowed(pixels, WHOLE_WIDTHS[-1])
    light = kind is PhotoKind.LOGO and is_light(pixels)
    if kind is PhotoKind.PHOTO:
        card = pixels.crop(box(pixels.size, focus, CARD_RATIO))
        share = pixels.crop(box(pixels.size, focus, SHARE_SIZE[0] / SHARE_SIZE[1]))
    else:
        card, share = pixels, _on_ground(pixels, DARK_GROUND if light else "white")
    most = _DENSEST * WIDEST[kind]
    return ProcessedPhoto(
        _renditions(card, CARD_WIDTHS, most),
        _renditions(pixels, WHOLE_WIDTHS, most),
        _for_sharing(share),
        kind,
        focus,
        tone(_narrowed(card, CARD_WIDTHS[0])),
        light,
    )


def posted(photo: ProcessedPhoto) -> bytes:
    """The widest picture that shows all of a photo, as a JPEG: chats take a WebP for a sticker, or don't take it."""
    with Image.open(io.BytesIO(photo.whole[-1].data), formats=["WEBP"]) as opened:
        pixels = opened.copy()
    if pixels.mode == "RGBA":
        ground = Image.new("RGB", pixels.size, DARK_GROUND if photo.is_light else "white")
        ground.paste(pixels, mask=pixels)
        pixels = ground
    return light_jpeg(pixels, (85, 75, 60))


def _renditions(image: Image.Image, widths: Sequence[int], most: int) -> tuple[EncodedImage, ...]:
    largest = min(image.width, widths[-1], most)
    made = []
    for width in (largest, *(width for width in reversed(widths) if width < largest)):
        image = _narrowed(image, width)  # each of the one before, since that is nearer to its size
        made.append(_encode(image))
    return tuple(reversed(made))


def _narrowed(image: Image.Image, width: int) -> Image.Image:
    """At most so wide, as high as it is then."""
    if image.width <= width:
        return image
    return _resized(image, (width, max(1, round(image.height * width / image.width))))


def _encode(image: Image.Image) -> EncodedImage:
    if image.height > _MAX_SIDE:
        image = image.resize((image.width, _MAX_SIDE))
    encoded = io.BytesIO()
    image.save(encoded, "WEBP", quality=90 if image.mode == "RGBA" else 80, method=_METHOD)
    return EncodedImage.of(encoded.getvalue(), f"{image.width}.webp", *image.size)


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=_GAP)


def _on_ground(image: Image.Image, colour: str) -> Image.Image:
    """A logo in the middle of a picture of one colour, with room around it, never blown up."""
    canvas = Image.new("RGB", SHARE_SIZE, colour)
    scale = min(1.0, 0.8 * canvas.width / image.width, 0.8 * canvas.height / image.height)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    resized = _resized(image, size)
    place = ((canvas.width - size[0]) // 2, (canvas.height - size[1]) // 2)
    canvas.paste(resized, place, resized if resized.mode == "RGBA" else None)
    return canvas


def _for_sharing(image: Image.Image) -> EncodedImage:
    resized = _resized(image, SHARE_SIZE)
    data = light_jpeg(resized, (82, 70, 55, 40, 25), progressive=True)
    return EncodedImage.of(data, "share.jpg", *SHARE_SIZE)
