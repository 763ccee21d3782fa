"""Cards by what they show: what was drawn for an earlier build isn't drawn again."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from partnerhub import photos
from partnerhub.cache import Cache, version_of
from partnerhub.cards.model import Face
from partnerhub.photos import EncodedImage

_MAKERS = (Path(__file__).parent, Path(photos.__file__).parent, "pillow")
"""All that has a part in how a face is drawn."""


class Store:
    """The cards of a hub: what each face was drawn as, and the bytes of that."""

    def __init__(self, cache: Cache) -> None:
        self._known = cache.table("cards", version_of(*_MAKERS))
        self._shelf = cache.shelf("cards")

    def card(self, face: Face) -> EncodedImage:
        """The card of a face, drawn unless it was before."""
        known = self._known.get(repr(face))
        if known is None or not self._shelf.holds(*known):
            image = self._drawn(face)
            known = [image.name, image.size]
            if not self._shelf.holds(*known):
                return image  # what no shelf can hold stays in memory
        name, size = known
        return EncodedImage(name, *face.shape.value, size, partial(self._bytes, name, face))

    def _bytes(self, name: str, face: Face) -> bytes:
        data = self._shelf.get(name)
        return self._drawn(face).data if data is None else data

    def _drawn(self, face: Face) -> EncodedImage:
        from partnerhub.cards.draw import draw  # what is known needs no image library  # noqa: PLC0415

        image = EncodedImage.of(draw(face), f"{face.shape.name.lower()}.jpg", *face.shape.value)
        self._known.put(repr(face), [image.name, image.size])
        self._shelf.put(image.name, image.data)
        return image

    def keep(self) -> None:
        """Remember what was asked for, and remove all other cards."""
        self._known.save(forgets_others=True)
        self._shelf.forget_others()
