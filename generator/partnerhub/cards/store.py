"""Cards by what they show: what was drawn for an earlier build isn't drawn again.

A store that is missing, old or damaged costs time, and nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
from functools import cache
from pathlib import Path

import PIL

from partnerhub.cards.draw import draw
from partnerhub.cards.model import Face
from partnerhub.photos import EncodedImage

_DIGEST = hashlib.sha256
_SIZE = _DIGEST().digest_size


class Store:
    """A folder of cards, each in a file by the name of what it shows."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used: set[str] = set()

    def card(self, face: Face) -> EncodedImage:
        """The card of a face, drawn unless it was before."""
        name = _DIGEST(f"{_version()} {face!r}".encode()).hexdigest()
        self._used.add(name)
        data = self._kept(name)
        if data is None:
            data = draw(face)
            self._keep(name, data)
        width, height = face.shape.value
        return EncodedImage(f"{_DIGEST(data).hexdigest()[:20]}-{face.shape.name.lower()}.jpg", width, height, data)

    def forget_others(self) -> None:
        """Remove what nobody asked for."""
        for file in self._folder.glob("*"):
            if file.name not in self._used:
                with contextlib.suppress(OSError):
                    file.unlink()

    def _kept(self, name: str) -> bytes | None:
        try:
            kept = (self._folder / name).read_bytes()
        except OSError:
            return None
        digest, data = kept[:_SIZE], kept[_SIZE:]
        return data if digest == _DIGEST(data).digest() else None

    def _keep(self, name: str, data: bytes) -> None:
        self._folder.mkdir(exist_ok=True)
        half = self._folder / f"{name}.half"
        half.write_bytes(_DIGEST(data).digest() + data)
        half.replace(self._folder / name)


@cache
def _version() -> str:
    """Of all that has a part in how a face is drawn."""
    ours = hashlib.sha256()
    for file in sorted(Path(__file__).parent.rglob("*")):
        if file.suffix in (".py", ".ttf"):
            ours.update(file.read_bytes())
    return f"{PIL.__version__} {ours.hexdigest()}"
