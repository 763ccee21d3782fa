"""A partner's photo, untrusted bytes → upright WebP in several widths, without any metadata of the original.

Whoever calls in here loads no image library: photos are opened in processes of their own, each ended where one takes
too long (`opener`). It is this package run as a program: it decodes within bounds, and makes the renditions. What was
made before isn't made again (`album`).
"""

from partnerhub.photos.album import Album
from partnerhub.photos.apart import is_pointer, measure, process, recognise, upright
from partnerhub.photos.fault import CHANGED_MEANWHILE, NO_PICTURE, PhotoError, PhotoFault, unopened
from partnerhub.photos.model import (
    EXTENSIONS,
    MAX_BYTES,
    WIDEST,
    EncodedImage,
    Measured,
    PhotoKind,
    ProcessedPhoto,
    kind_of,
    width_needed,
)
from partnerhub.photos.opener import at_once

__all__ = [
    "CHANGED_MEANWHILE", "EXTENSIONS", "MAX_BYTES", "NO_PICTURE", "WIDEST",
    "Album", "EncodedImage", "Measured", "PhotoError", "PhotoFault", "PhotoKind", "ProcessedPhoto",
    "at_once", "is_pointer", "kind_of", "measure", "process", "recognise", "unopened", "upright", "width_needed",
]  # fmt: skip
