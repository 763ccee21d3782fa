"""Photos made for tests."""

from __future__ import annotations

import io

import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener()

DRAWN = ("-link.jpg", "-square.jpg", "-story.jpg")
"""How the names of share pictures end that are drawn; of all others of a site, a photo is all that they show."""


def picture(width: int = 1080, height: int = 600, kind: str = "JPEG", colour: str = "teal") -> bytes:
    """A photo of one colour."""
    data = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(data, kind)
    return data.getvalue()


def photo_of_a_camera() -> bytes:
    """Lying on its side, wider than it has to be, with a position in its notes."""
    image, exif = Image.open(io.BytesIO(picture(3000, 2000))), Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    made = io.BytesIO()
    image.save(made, "JPEG", exif=exif)
    return made.getvalue()
