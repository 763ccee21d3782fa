"""Damaged photos: measuring and making agree on each, nothing but PhotoError is raised, and no metadata comes through."""

from __future__ import annotations

import io
import os
import random
import struct
import zlib
from functools import cache

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from partnerhub import photos
from partnerhub.photos.decode import MOST_TO_MEASURE, MOST_TO_SHOW, decode
from partnerhub.photos.fault import NO_PICTURE, PhotoError
from partnerhub.photos.renditions import renditions
from pictures import picture  # its module lets Pillow write HEIC

CANARY = b"CANARY"
KINDS = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF")
MODES = ("RGB", "RGBA", "L", "LA", "P", "CMYK", "1", "I;16")
EACH = 500 if "PARTNERHUB_SOAK" in os.environ else 2
"""Damages of each photo."""


@cache
def sound() -> dict[str, bytes]:
    """A small photo of each kind and mode that there is, with all the metadata that it can hold."""
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = CANARY.decode(), 6
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", CANARY.decode())
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    also: dict[str, list[dict[str, object]]] = {
        "JPEG": [{"comment": CANARY}, {"comment": CANARY, "progressive": True}],
        "PNG": [{"pnginfo": text}, {"pnginfo": text, "transparency": 5}],
    }
    grey, made = Image.effect_noise((90, 70), 80), {}
    for kind in KINDS:
        for mode in MODES:
            image = grey.convert("I").convert(mode) if mode == "I;16" else grey.convert("RGB").convert(mode)
            for number, options in enumerate(also.get(kind, [{"xmp": b"<x>CANARY</x>"}])):
                data = io.BytesIO()
                try:
                    image.save(data, kind, exif=exif.tobytes(), icc_profile=profile, **options)
                except (OSError, ValueError, TypeError):
                    continue  # this kind knows no such mode
                made[f"{kind}-{mode}-{number}"] = data.getvalue()
    return made


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Bytes changed, lost, added, repeated or cut off: most where headers, EXIF and profiles are."""
    damage = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 4, 16))):
        if len(damage) < 8:
            break
        at = chance.randrange(min(len(damage), 700) if chance.random() < 0.7 else len(damage))
        some = chance.choice((1, 2, 4, 16))
        match chance.randrange(7):
            case 0:
                damage[at] = chance.randrange(256)
            case 1:
                damage[at] ^= 1 << chance.randrange(8)
            case 2:
                del damage[at : at + some]
            case 3:
                damage[at:at] = chance.randbytes(some)
            case 4:
                del damage[chance.randrange(len(damage) // 4, len(damage)) :]
            case 5:
                damage[at : at + 2] = chance.choice((b"\xff\xff", b"\0\0", b"\x7f\xff", b"\xff\xd9", b"\xff\xda"))
            case _:
                other = chance.randrange(len(damage))
                damage[at:at] = damage[other : other + chance.randrange(1, 60)]
    return _summed(bytes(damage)) if data.startswith(b"\x89PNG") and chance.random() < 0.8 else bytes(damage)


def _summed(data: bytes) -> bytes:
    """A PNG whose checksums are right again: else damages stop there."""
    summed, at = data[:8], 8
    while at + 12 <= len(data):
        end = at + 8 + int.from_bytes(data[at : at + 4])
        if end + 4 > len(data):
            break
        summed += data[at:end] + struct.pack(">I", zlib.crc32(data[at + 4 : end]))
        at = end + 4
    return summed + data[at:]


def outcomes(data: bytes) -> tuple[object, object]:
    """What measuring and making say: a size, or why there is none."""
    measured: object
    made: object
    try:
        measured = decode(data, MOST_TO_MEASURE)[1]
    except PhotoError as error:
        measured = error.fault
    try:
        pixels, made = decode(data, MOST_TO_SHOW)
        processed = renditions(pixels, (0.5, 0.5), is_of_person=False)
    except PhotoError as error:
        return measured, error.fault
    for image in (*processed.card, *processed.whole, processed.share):
        assert CANARY not in image.data
        assert {"exif", "icc_profile", "xmp", "comment"} & set(Image.open(io.BytesIO(image.data)).info) == set()
    return measured, made


@pytest.mark.parametrize("name", sound())
def test_measuring_and_making_agree_on_a_damaged_photo(name: str) -> None:
    chance = random.Random(name)
    for _ in range(EACH):
        data = damaged(sound()[name], chance)
        measured, made = outcomes(data)
        assert measured == made, data.hex()


@pytest.mark.parametrize("name", sound())
def test_a_sound_photo_of_every_kind_and_mode_is_accepted(name: str) -> None:
    assert outcomes(sound()[name]) == ((70, 90), (70, 90)), "they lie on their side"


def with_exif(exif: bytes) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (900, 600), "teal").save(data, "JPEG", exif=b"Exif\0\0" + exif)
    return data.getvalue()


def entry(tag: int, kind: int, count: int, value: bytes) -> bytes:
    return struct.pack(">HHI", tag, kind, count) + value


SIDEWAYS = entry(0x0112, 3, 1, b"\0\6\0\0")
EXIFS = {
    "sound": (SIDEWAYS, (600, 900)),
    "beside an entry of a kind that there isn't": (SIDEWAYS + entry(0x0110, 99, 1, bytes(4)), (600, 900)),
    "beside an entry that lies outside": (SIDEWAYS + entry(0x0110, 2, 999, b"\xff\xff\xff\xff"), (600, 900)),
    "beside a broken fraction": (SIDEWAYS + entry(0x011A, 5, 1, bytes(4)), (600, 900)),
    "beside a text of the wrong kind": (SIDEWAYS + entry(0x8769, 2, 4, b"abc\0"), (600, 900)),
    "of no such way up": (entry(0x0112, 3, 1, b"\0\77\0\0"), (900, 600)),
    "in words": (entry(0x0112, 2, 4, b"six\0"), (900, 600)),
    "too far away": (entry(0x0112, 3, 99, b"\xff\xff\xff\xff"), (900, 600)),
}


@pytest.mark.parametrize(("entries", "size"), EXIFS.values(), ids=EXIFS)
def test_an_orientation_that_cannot_be_read_leaves_a_photo_as_it_is(entries: bytes, size: tuple[int, int]) -> None:
    data = with_exif(b"MM\0*\0\0\0\x08" + struct.pack(">H", len(entries) // 12) + entries + bytes(4))
    assert photos.measure(data).size == size
    whole = photos.process(data, (0.5, 0.5)).whole[-1]
    assert (whole.width, whole.height) == size


@pytest.mark.parametrize("exif", [b"", b"MM", b"MM\0*\xff\xff\xff\xff", b"XX\0*\0\0\0\x08", b"II*\0\x08\0\0\0\xff\xff"])
def test_broken_exif_leaves_a_photo_as_it_is(exif: bytes) -> None:
    assert photos.measure(with_exif(exif)).size == (900, 600)
    assert photos.process(with_exif(exif), (0.5, 0.5)).whole[-1].width == 900


def test_a_palette_that_is_not_there_is_refused() -> None:
    data = sound()["PNG-P-0"]
    start = data.index(b"PLTE") - 4
    end = start + 12 + int.from_bytes(data[start : start + 4])
    assert outcomes(data[:start] + data[end:]) == (NO_PICTURE, NO_PICTURE)


@pytest.mark.parametrize("profile", [b"no profile", bytes(200), picture()])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "CMYK"])
def test_a_broken_profile_says_nothing(profile: bytes, mode: str) -> None:
    data = io.BytesIO()
    Image.new(mode, (90, 60)).save(data, "JPEG" if mode == "CMYK" else "PNG", icc_profile=profile)
    assert photos.measure(data.getvalue()).size == (90, 60)
    assert photos.process(data.getvalue(), (0.5, 0.5)).share.width == 1200
