"""A partner's photo, untrusted bytes → upright WebP in several widths, without any metadata of the original.

Whoever calls in here loads no image library: photos are opened in a process of their own, that is ended where one
takes too long (`apart`). It is this package run as a program: it decodes within bounds, and makes the renditions.
"""

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

__all__ = [
    "CHANGED_MEANWHILE", "EXTENSIONS", "MAX_BYTES", "NO_PICTURE", "WIDEST",
    "EncodedImage", "Measured", "PhotoError", "PhotoFault", "PhotoKind", "ProcessedPhoto",
    "is_pointer", "kind_of", "measure", "process", "recognise", "unopened", "upright", "width_needed",
]  # fmt: skip
