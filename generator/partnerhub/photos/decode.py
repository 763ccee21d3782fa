"""Untrusted bytes → pixels, within bounds. Measuring and making both come through here, so that they agree."""

from __future__ import annotations

import io
import math
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageCms, ImageFile
from PIL.JpegImagePlugin import JpegImageFile

from partnerhub.photos.fault import (
    NEEDS_HEIC,
    NO_PICTURE,
    TOO_MANY_BYTES,
    TOO_MANY_PIXELS,
    TOO_MANY_SCANS,
    TOO_MUCH_MEMORY,
    PhotoError,
)
from partnerhub.photos.model import MAX_BYTES, MAX_MEMORY, MAX_PIXELS, MAX_SCANS
from partnerhub.photos.scans import components_of_scans

try:
    import pillow_heif
except ImportError:  # it comes with the extra `heic`
    _OPENS_HEIC = False
else:
    _OPENS_HEIC = True
    pillow_heif.register_heif_opener(thumbnails=False)

MOST_TO_MEASURE, MOST_TO_SHOW = 1_000_000, 16_000_000
"""Pixels to which a photo is reduced while it is decoded: what follows costs no more."""
WIDE_ENOUGH = 2_000
"""Pixels across, to which a JPEG may be decoded at a fraction of its size: more than the widest rendition has."""

_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", *(["HEIF"] if _OPENS_HEIC else []))
_BRANDS_OF_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
"""ISO/IEC 23008-12, annex B."""
_MOST_OF_BRANDS = 256
"""Bytes of the box with which a file begins; real ones have a few dozen."""
_SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "AVIF": ".avif", "HEIF": ".heic"}
_QUALITY = 95
"""Of a photo that is kept: what is shown is made of it, with a loss of its own."""
_SPARE = 80_000_000
"""Bytes that the process needs for itself and for the file."""
_BYTES_OF_FORMAT = {"WEBP": (17, 17), "AVIF": (14, 18), "HEIF": (8.5, 12.5)}
"""What a pixel takes at the peak, opaque and not: in the format's planes, as bytes, as a picture; measured."""
_MORE_FOR_DEPTH = 4
"""In HEIC, where a value in the planes has more than eight bits; of AVIF the header doesn't tell."""
_BYTES_OF_MODE = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2}
"""What a pixel takes in Pillow; 4 in any other mode."""
_BYTES_OF_LINE = 12
"""What it takes besides for each row and column, which tells where a PNG is a pixel wide or high."""
_TILE = 1024
"""Pixels on either side of what is converted at a time."""
_ORIENTATION = 0x0112
"""EXIF 2.32, table 4."""
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ON_ITS_SIDE = (
    Image.Transpose.TRANSPOSE,
    Image.Transpose.ROTATE_270,
    Image.Transpose.TRANSVERSE,
    Image.Transpose.ROTATE_90,
)
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    LookupError,
    EOFError,
    struct.error,
    zlib.error,
    RuntimeError,
    ArithmeticError,
)
"""What decoders raise on damaged files."""


def recognise(data: bytes) -> None:
    """That a photo is one, of a known kind and size, by its header; raises PhotoError."""
    with _opened(data):
        pass


def decode(data: bytes, most: int, wide_enough: int = MAX_PIXELS) -> tuple[Image.Image, tuple[int, int]]:
    """A photo's pixels, upright, in sRGB, RGBA where any is transparent, and its true size; raises PhotoError.

    The picture is new and has nothing else of the old one. Where it has more than `most` pixels, it is reduced; a JPEG
    also to no less than `wide_enough`, since it decodes faster so.
    """
    with _opened(data) as image:
        width, height = image.size
        if _memory(image, components_of_scans(data)) > MAX_MEMORY:
            raise PhotoError(TOO_MUCH_MEMORY)
        if isinstance(image, JpegImageFile):  # it decodes faster, and in less memory, at a fraction of its size
            across = height if _turn(image) in _ON_ITS_SIDE else width
            by = max(_reduction(image, most), across // wide_enough)
            image.draft(None, (max(1, width // by), max(1, height // by)))
        announced = image.size
        image.load()
        if image.size != announced:  # the bounds went by that
            raise PhotoError(NO_PICTURE)
        turn, profile = _turn(image), image.info.get("icc_profile")
        pixels = _reduced(image, most)
        image.close()
        if turn is not None:
            pixels = pixels.transpose(turn)
        if turn in _ON_ITS_SIDE:
            width, height = height, width
        pixels = _in_srgb(pixels, profile)
        if pixels.mode == "RGBA" and pixels.getchannel("A").getextrema() == (255, 255):
            pixels = pixels.convert("RGB")
    pixels.info.clear()
    return pixels, (width, height)


def upright(data: bytes) -> tuple[str, bytes | None]:
    """What a photo's file should be called after the dot, by what it is, and its bytes if they had to be turned.

    Those are encoded anew, in the same format, and have nothing else of the old ones; None leaves them as they are.
    Raises PhotoError.
    """
    with _opened(data) as image:
        # What phones write as several pictures in one file is a JPEG for everybody else.
        kind = "JPEG" if isinstance(image, JpegImageFile) else str(image.format)
        turn = _turn(image)
    if turn is None:
        return _SUFFIXES[kind], None
    pixels, _ = decode(data, MOST_TO_SHOW)
    encoded = io.BytesIO()
    pixels.save(encoded, kind, quality=_QUALITY)
    return _SUFFIXES[kind], encoded.getvalue()


def is_transparent(pixels: Image.Image) -> bool:
    """Whether any of a decoded picture is."""
    return pixels.mode == "RGBA"


@contextmanager
def _opened(data: bytes) -> Iterator[ImageFile.ImageFile]:
    if len(data) > MAX_BYTES:
        raise PhotoError(TOO_MANY_BYTES)
    if len(components_of_scans(data)) > MAX_SCANS:
        raise PhotoError(TOO_MANY_SCANS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise PhotoError(TOO_MANY_PIXELS)
                yield image
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise PhotoError(TOO_MANY_PIXELS) from None
    except MemoryError:
        raise PhotoError(TOO_MUCH_MEMORY) from None
    except _BROKEN:
        raise PhotoError(NO_PICTURE if _OPENS_HEIC or not _is_heic(data) else NEEDS_HEIC) from None


def _is_heic(data: bytes) -> bool:
    """Whether it calls itself that, in its first box."""
    length = min(int.from_bytes(data[:4]), _MOST_OF_BRANDS)
    return data[4:8] == b"ftyp" and not _BRANDS_OF_HEIC.isdisjoint(data[at : at + 4] for at in range(8, length, 4))


def _memory(image: ImageFile.ImageFile, scans: list[int]) -> float:
    """Bytes that decoding needs at its peak, by the header; the same for measuring, which needs less.

    `scans` are a JPEG's, each by the number of its components.
    """
    pixels = image.width * image.height
    if isinstance(image, JpegImageFile):
        # It is decoded at a fraction of its size; but unless one scan holds it all, each coefficient is kept meanwhile,
        # also where no other scan follows.
        decoded = pixels / _reduction(image, MOST_TO_SHOW) ** 2
        is_in_one = scans == [len(image.layer)] and "progressive" not in image.info
        return _SPARE + 4 * decoded + (0 if is_in_one else 2 * _coefficients(image))
    if image.format == "PNG":
        lines = _BYTES_OF_LINE * (image.width + image.height)
        return _SPARE + pixels * _BYTES_OF_MODE.get(image.mode, 4) + lines + 4 * MOST_TO_SHOW
    depth = _MORE_FOR_DEPTH if image.info.get("bit_depth", 8) > 8 else 0
    return _SPARE + pixels * (_BYTES_OF_FORMAT[str(image.format)][image.has_transparency_data] + depth)


def _coefficients(image: JpegImageFile) -> float:
    """A number for each pixel of each component, of which some are stored at a fraction of the size."""
    across = [horizontal for _, horizontal, _, _ in image.layer]
    down = [vertical for _, _, vertical, _ in image.layer]
    samples = sum(horizontal * vertical for horizontal, vertical in zip(across, down, strict=True))
    return image.width * image.height * samples / max(1, max(across) * max(down))


def _reduction(image: Image.Image, most: int) -> int:
    """By how much a picture is reduced on either side, so that it has at most so many pixels."""
    return max(1, math.ceil(math.sqrt(image.width * image.height / most)))


def _turn(image: Image.Image) -> Image.Transpose | None:
    """What makes it upright; where its EXIF is broken, it is taken as upright."""
    try:
        return _UPRIGHT.get(image.getexif().get(_ORIENTATION, 1))
    except _BROKEN:
        return None


def _reduced(image: Image.Image, most: int) -> Image.Image:
    """A new picture in a mode of eight bits, without a palette; made in tiles, so that there is one of full size."""
    by = _reduction(image, most)
    has_alpha = image.has_transparency_data
    mode = "RGBA" if has_alpha else image.mode if image.mode in ("L", "CMYK") else "L" if _is_deep(image) else "RGB"
    reduced = Image.new(mode, (math.ceil(image.width / by), math.ceil(image.height / by)))
    side = by * max(1, _TILE // by)
    for top in range(0, image.height, side):
        for left in range(0, image.width, side):
            tile = image.crop((left, top, min(left + side, image.width), min(top + side, image.height)))
            if _is_deep(tile):
                tile = tile.point(lambda value: value / 256).convert("L")
            tile = tile.convert(mode)
            reduced.paste(tile.reduce(by), (left // by, top // by))
    return reduced


def _is_deep(image: Image.Image) -> bool:
    return image.mode.startswith("I;16")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """RGB or RGBA, by the picture's colour profile; a broken one says nothing."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, *_BROKEN):
            converted = None
        image = converted or image
    return image.convert(mode)
