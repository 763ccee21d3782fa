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
