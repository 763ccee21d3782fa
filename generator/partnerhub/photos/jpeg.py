"""A picture to share → a JPEG that is light enough for every chat."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image

MOST_BYTES = 300_000
"""Above about that, WhatsApp shows no picture."""


def light_jpeg(image: Image.Image, qualities: Sequence[int], **options: object) -> bytes:
    """At the first quality at which it is light enough, else at the last; `options` are Pillow's."""
    data = b""
    for quality in qualities:
        encoded = io.BytesIO()
        image.save(encoded, "JPEG", quality=quality, optimize=True, **options)
        data = encoded.getvalue()
        if len(data) < MOST_BYTES:
            break
    return data
