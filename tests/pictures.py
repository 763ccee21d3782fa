"""Photos made for tests."""

from __future__ import annotations

import io

from PIL import Image


def picture(width: int = 900, height: int = 600, kind: str = "JPEG", colour: str = "teal") -> bytes:
    """A photo of one colour."""
    data = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(data, kind)
    return data.getvalue()
