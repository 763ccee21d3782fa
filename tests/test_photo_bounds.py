"""What a photo may cost: known before anything is decoded, and said in words that tell which bound it is."""

from __future__ import annotations

import base64
import io
import lzma
import struct
import zlib
from functools import cache

import pytest
from PIL import Image

from partnerhub import photos
from partnerhub.photos import fault, scans
from partnerhub.photos.fault import PhotoError, PhotoFault
from pictures import picture


def encoded(size: tuple[int, int], mode: str, kind: str, **options: object) -> bytes:
    data = io.BytesIO()
    Image.new(mode, size).save(data, kind, **options)
    return data.getvalue()


@cache
def progressive() -> bytes:
    return encoded((64, 64), "L", "JPEG", progressive=True)


def with_scans(count: int) -> bytes:
    """A progressive JPEG that refines its last bit again and again."""
    data = progressive()
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * (count - len(scans.components_of_scans(data))) + data[-2:]


def png(width: int, height: int, colour: int, depth: int, rows: bytes = b"") -> bytes:
    """A PNG by its header: with a colour type, bits a sample, and whatever rows."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b"")


def headed(data: bytes, marker: bytes, width: int, height: int) -> bytes:
    """A JPEG whose header promises another size."""
    at = data.index(marker) + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def first_scan(data: bytes) -> bytes:
    """A JPEG that ends behind its first scan."""
    second = data.index(b"\xff\xc4", data.index(b"\xff\xda"))
    return data[:second] + b"\xff\xd9"


def of_one_component(data: bytes) -> bytes:
    """A JPEG whose one scan holds the first of its components."""
    at = data.index(b"\xff\xda")
    behind = at + 2 + int.from_bytes(data[at + 2 : at + 4])
    return data[:at] + b"\xff\xda\x00\x08\x01" + data[at + 5 : at + 7] + b"\x00\x3f\x00" + data[behind:]


CMYK_IN_SCANS = encoded((64, 64), "CMYK", "JPEG", progressive=True)
LYING = lzma.decompress(
    base64.b64decode(
        "XQAAAAT//////////wAAaAZspxDHj/HYqce6ou56b1FOn1aO61xMnIvpoTd6ZrSY8WKJ7b3k26dIieZ6UlT3NhQLyZ9URg1HBX7oFb2HLb4Yqm"
        "SmI3mdmWAi6dV94K1nKrEDLqzavYP5aJB/qDyAWN4Xf5rY6FjihjQaLrI5OYxIJ5SK5tF4LJ80xfaFFzvKmYsccFoXCpgFNdPtXz5GKtyBFjNW"
        "/qQ2RkiZn2zEK5cgAkd9gasqnlQUpHnNkRYaw42pCkebyMkd+QrAtw1SO9J0HIxH5Louo5BTuahHVBgQdE6ZaRJv2sZzMVuVKuetcZdtTR5eDj"
        "bbJrn/WXuIS6JVfgcHUVms4tXIw0IGzyij4LodowlZfF95/roCZPVefvgCLLxcBBMssB9xYa0wocRdrntDdvYwzq/mSN/yHABk3fYUZ9r52HGK"
        "yRTaXH5BY7L7xPBM7GFUfePZyB6cqHlXbIOEmKmmyrELXSEwE5kq6rMrJdbix2ZH7SK38xYCWJ/USq0am3bwtS4M3aTkHQKFbye18AidzZjxDE"
        "WuLmdihSSlqkvBO4ZSXj6gF2r+HkEATxzzfvL5jZqb6d4AlZCCkykXDoylsi3WwU6UkzUG/rCp6vwEC5EF2Q6UK9Qteo3u3cKutskJ42CCKLxe"
        "4L0UiwafEyfUfXw1RZ12a/K+7gJCev/mGInA"
    )
)
"""An AVIF of 64 × 64 pixels, as its boxes say, whose picture has 16,000 × 16,000."""

BOUNDS = {
    "bytes": (picture() + bytes(20_000_000), fault.TOO_MANY_BYTES),
    "pixels": (png(10_000, 6_001, 0, 1), fault.TOO_MANY_PIXELS),
    "scans": (with_scans(20_006), fault.TOO_MANY_SCANS),
    "a progressive JPEG in CMYK": (
        headed(CMYK_IN_SCANS, b"\xff\xc2", 9_000, 6_000),
        fault.TOO_MUCH_MEMORY,
    ),
    "one scan of a progressive JPEG in CMYK": (
        first_scan(headed(CMYK_IN_SCANS, b"\xff\xc2", 9_000, 6_000)),
        fault.TOO_MUCH_MEMORY,
    ),
    "one scan of some that a JPEG in CMYK lacks": (
        of_one_component(headed(encoded((64, 64), "CMYK", "JPEG"), b"\xff\xc0", 9_000, 6_000)),
        fault.TOO_MUCH_MEMORY,
    ),
    "a pixel high": (png(60_000_000, 1, 6, 8), fault.TOO_MUCH_MEMORY),
    "a pixel wide": (png(1, 60_000_000, 0, 8), fault.TOO_MUCH_MEMORY),
    "an AVIF": (encoded((8_000, 4_000), "RGB", "AVIF", speed=10), fault.TOO_MUCH_MEMORY),
    "an AVIF that is larger than it says": (LYING, fault.TOO_MUCH_MEMORY),
    "cut off": (png(9_480, 6_320, 6, 8, bytes(1_000)), fault.NO_PICTURE),
}


@pytest.mark.parametrize(("data", "expected"), BOUNDS.values(), ids=BOUNDS)
def test_a_photo_beyond_a_bound_is_told_which(data: bytes, expected: PhotoFault) -> None:
    for step in (photos.measure, lambda data: photos.process(data, (0.5, 0.5))):
        with pytest.raises(PhotoError) as refused:
            step(data)
        assert refused.value.fault == expected


def test_the_bounds_have_words_of_their_own() -> None:
    assert len({each.message for each in (*fault.OF_BYTES, fault.TOO_LONG)}) == len(fault.OF_BYTES) + 1


@pytest.mark.parametrize("count", [10, 100])
def test_scans_within_the_bound_are_opened(count: int) -> None:
    assert scans.components_of_scans(with_scans(count)) == [1] * count
    assert photos.measure(with_scans(count)).size == (64, 64)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (picture(), [3]),
        (picture(kind="PNG"), []),
        (b"", []),
        (b"\xff\xd8\xff", []),
        (b"\xff\xd8\xff\xda", [0]),
        (b"\xff\xd8\xff\xe1\x00\x06\xff\xda\xff\xda\xff\xda\x00\x03\x01", [1]),
        (b"\xff\xd8\xff\xda\x00\x03\x03\xff\x00\xda\xff\xd0\xda\xff\xff\xda\x00\x03\x01", [3, 1]),
        (picture() + picture(), [3]),
    ],
    ids=[
        "a photo",
        "no JPEG",
        "nothing",
        "a start",
        "a scan's start",
        "in a segment",
        "among stuffing",
        "after the end",
    ],
)
def test_scans_are_found_where_a_decoder_finds_them(data: bytes, expected: list[int]) -> None:
    assert scans.components_of_scans(data) == expected


def test_a_photo_of_sixty_megapixels_is_opened_at_a_fraction_of_its_size() -> None:
    large = encoded((9_480, 6_320), "L", "JPEG")
    assert photos.measure(large).size == (9_480, 6_320)
    assert [each.width for each in photos.process(large, (0.5, 0.5)).whole] == [480, 960, 1600]
