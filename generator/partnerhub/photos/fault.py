"""Why a photo can't be used: each reason once, with the rule that it breaks and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from partnerhub.words.terms import N_, Term


@dataclass(frozen=True)
class PhotoFault:
    """Why a photo can't be used."""

    rule: Literal["photo-missing", "photo-outside", "photo-too-large", "photo-unreadable"]
    message: Term
    """A format string; it may name `{slug}`, the partner's, and `{reason}`."""
    hint: Term
    reason: str = ""
    """In the machine's words, where it gives one."""


class PhotoError(Exception):
    """A photo can't be used."""

    def __init__(self, fault: PhotoFault) -> None:
        super().__init__(fault.message)
        self.fault = fault


_EXPORT_IT_SMALLER = N_("Export it smaller.")

TOO_MANY_BYTES = PhotoFault("photo-too-large", N_("the photo must have at most 20 MB"), _EXPORT_IT_SMALLER)
TOO_MANY_PIXELS = PhotoFault("photo-too-large", N_("the photo must have at most 60 megapixels"), _EXPORT_IT_SMALLER)
TOO_MANY_SCANS = PhotoFault(
    "photo-too-large",
    N_("the photo must be stored in at most 100 scans, since each takes as long to open as a whole picture"),
    N_("Export it as a plain JPEG, not a progressive one."),
)
TOO_MUCH_MEMORY = PhotoFault(
    "photo-too-large",
    N_("the photo must open in at most 512 MB of memory; in this format it needs more"),
    N_("Export it smaller, or as a plain JPEG."),
)
TOO_LONG = PhotoFault(
    "photo-too-large",
    N_("the photo must open within 10 seconds; this one takes too long"),
    N_("Export it smaller, or as a plain JPEG."),
)
NO_PICTURE = PhotoFault(
    "photo-unreadable",
    N_("the photo must be a JPEG, PNG, WebP, AVIF or HEIC picture that opens"),
    N_("Export it anew."),
)
NEEDS_HEIC = PhotoFault(
    "photo-unreadable",
    N_("the photo must be one that can be opened here, but it is HEIC, and what opens HEIC is not installed"),
    N_("Install partnerhub[heic], or export the photo as a JPEG."),
)
BREAKS_THE_PROGRAM = PhotoFault(
    "photo-unreadable",
    N_("the photo must open, but it breaks the program that opens pictures"),
    N_("Export it anew."),
)
CHANGED_MEANWHILE = PhotoFault(
    "photo-unreadable",
    N_("the photo must be the one that was checked, but it was replaced meanwhile"),
    N_("Build again."),
)

OF_BYTES = (TOO_MANY_BYTES, TOO_MANY_PIXELS, TOO_MANY_SCANS, TOO_MUCH_MEMORY, NO_PICTURE, NEEDS_HEIC)
"""What the bytes of a photo tell, wherever they come from."""


def unopened(error: OSError) -> PhotoFault:
    """A photo that the machine does not let us read."""
    return PhotoFault(
        "photo-unreadable",
        N_("the photo must be open to the one who builds, but the machine says: {reason}"),
        N_("Mend its permissions, or put it there anew."),
        error.strerror or type(error).__name__,
    )
