"""What a photo may cost: known before anything is decoded, and said in words that tell which bound it is."""

from __future__ import annotations

import io
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
    return data[:-2] + data[last:-2] * (count - scans.count_scans(data)) + data[-2:]


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


BOUNDS = {
    "bytes": (picture() + bytes(20_000_000), fault.TOO_MANY_BYTES),
    "pixels": (png(10_000, 6_001, 0, 1), fault.TOO_MANY_PIXELS),
    "scans": (with_scans(20_006), fault.TOO_MANY_SCANS),
    "a progressive JPEG in CMYK": (
        headed(encoded((64, 64), "CMYK", "JPEG", progressive=True), b"\xff\xc2", 9_000, 6_000),
        fault.TOO_MUCH_MEMORY,
    ),
    "a pixel high": (png(60_000_000, 1, 6, 8), fault.TOO_MUCH_MEMORY),
    "a pixel wide": (png(1, 60_000_000, 0, 8), fault.TOO_MUCH_MEMORY),
    "an AVIF": (encoded((8_000, 4_000), "RGB", "AVIF", speed=10), fault.TOO_MUCH_MEMORY),
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
    assert scans.count_scans(with_scans(count)) == count
    assert photos.measure(with_scans(count)) == (64, 64)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (picture(), 1),
        (picture(kind="PNG"), 0),
        (b"", 0),
        (b"\xff\xd8\xff", 0),
        (b"\xff\xd8\xff\xda", 1),
        (b"\xff\xd8\xff\xe1\x00\x06\xff\xda\xff\xda\xff\xda\x00\x02", 1),
        (b"\xff\xd8\xff\xda\x00\x02\xff\x00\xda\xff\xd0\xda\xff\xff\xda\x00\x02", 2),
        (picture() + picture(), 1),
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
def test_scans_are_counted_where_a_decoder_finds_them(data: bytes, expected: int) -> None:
    assert scans.count_scans(data) == expected


def test_a_photo_of_sixty_megapixels_is_opened_at_a_fraction_of_its_size() -> None:
    large = encoded((9_480, 6_320), "L", "JPEG")
    assert photos.measure(large) == (9_480, 6_320)
    assert [each.width for each in photos.process(large, (0.5, 0.5)).whole] == [480, 960, 1600]
