"""What is asked of photos, in processes of their own (`opener`): so no image library is loaded here."""

from __future__ import annotations

from typing import Any

from partnerhub.photos.fault import OF_BYTES, TOO_MANY_BYTES, PhotoError
from partnerhub.photos.model import MAX_BYTES, Measured, ProcessedPhoto
from partnerhub.photos.opener import asked

_LFS = b"version https://git-lfs.github.com/spec/"
"""How a pointer begins: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md"""


def measure(data: bytes) -> Measured:
    """How large a photo is that `process` can take; raises PhotoError."""
    words, _ = _asked(data, {"step": "measure"})
    return Measured(*words["measured"])


def recognise(data: bytes) -> Measured:
    """That a photo is one, of a known kind and size, without decoding it; of no width, since nobody shows it.

    A pointer of Git LFS, which stands in a commit for the bytes themselves, counts as one. Raises PhotoError.
    """
    if not is_pointer(data):
        _asked(data, {"step": "recognise"})
    return Measured(0, 0)


def is_pointer(data: bytes) -> bool:
    """Whether these bytes only stand in a commit for a photo, which Git LFS keeps elsewhere."""
    return data.startswith(_LFS)


def upright(data: bytes) -> tuple[str, bytes | None]:
    """What a photo's file should be called after the dot, and its bytes if they had to be turned; raises PhotoError."""
    words, parts = _asked(data, {"step": "upright"})
    return str(words["suffix"]), parts[0] if parts else None


def process(data: bytes, focus: tuple[float, float], *, is_of_person: bool = False) -> ProcessedPhoto:
    """Make all renditions; `focus` is a point in fractions of the upright width and height. Raises PhotoError."""
    words, parts = _asked(data, {"step": "process", "focus": focus, "is_of_person": is_of_person})
    held = dict(zip((name for name, *_ in words["images"]), parts, strict=True))
    return ProcessedPhoto.from_told(words, held.__getitem__)


def _asked(data: bytes, words: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    if len(data) > MAX_BYTES:
        raise PhotoError(TOO_MANY_BYTES)
    answer = asked(words, data)
    if "fault" in answer[0]:
        raise PhotoError(OF_BYTES[answer[0]["fault"]])
    return answer
