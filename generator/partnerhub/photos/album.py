"""The photos of a hub: what was looked at or made by an earlier run isn't opened again. Loads no image library."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from partnerhub.cache import Cache, version_of
from partnerhub.photos import apart
from partnerhub.photos.fault import NO_PICTURE, TOO_MANY_PIXELS, TOO_MANY_SCANS, PhotoError
from partnerhub.photos.model import Measured, ProcessedPhoto

_MAKERS = (Path(__file__).parent, "pillow", "pillow-heif")
"""All that has a part in what is made of a photo."""
_CERTAIN = (TOO_MANY_PIXELS, TOO_MANY_SCANS, NO_PICTURE)
"""The faults that the bytes alone decide, and not also the machine, its load and its memory."""


class Album:
    """What is known of photos by their content, the SHA-256 of their bytes, and the renditions of those shown."""

    def __init__(self, cache: Cache) -> None:
        version = version_of(*_MAKERS)
        self._measured = cache.table("measured", version)
        self._made = cache.table("photos", version)
        self._shelf = cache.shelf("photos")

    def measure(self, data: bytes, content: str) -> Measured:
        """How large a photo is that `process` can take; raises PhotoError."""
        known = self._measured.get(content)
        if known is None:
            known = self._look(data)
            self._measured.put(content, known)
        if "fault" in known:
            raise PhotoError(_CERTAIN[known["fault"]])
        return Measured(**known)

    def _look(self, data: bytes) -> dict[str, int]:
        try:
            measured = apart.measure(data)
        except PhotoError as error:
            if error.fault not in _CERTAIN:
                raise
            return {"fault": _CERTAIN.index(error.fault)}
        return {"width": measured.width, "height": measured.height, "is_transparent": measured.is_transparent}

    def process(
        self, read: Callable[[], bytes], content: str, focus: tuple[float, float], *, is_of_person: bool
    ) -> ProcessedPhoto:
        """All renditions of a photo, which `read` gets where they weren't made before. Raises PhotoError."""
        key = f"{content} {focus} {is_of_person}"

        def make() -> ProcessedPhoto:
            made = apart.process(read(), focus, is_of_person=is_of_person)
            self._made.put(key, made.told())
            for image in made.images:
                self._shelf.put(image.name, image.data)
            return made

        def bytes_of(name: str) -> bytes:
            data = self._shelf.get(name)
            return next(image.data for image in make().images if image.name == name) if data is None else data

        told = self._made.get(key)
        known = ProcessedPhoto.from_told(told, bytes_of) if told else None
        if known is None or not self._has(known):
            made = make()
            # What no shelf can hold stays in memory.
            known = ProcessedPhoto.from_told(made.told(), bytes_of) if self._has(made) else made
        return known

    def _has(self, photo: ProcessedPhoto) -> bool:
        return all(self._shelf.holds(image.name, image.size) for image in photo.images)

    def save(self, *, forgets_others: bool = False) -> None:
        """Remember what was looked at and made; a build `forgets_others` that it doesn't show."""
        self._measured.save()  # sizes tell nothing of what is to be seen
        self._made.save(forgets_others=forgets_others)
        if forgets_others:
            self._shelf.forget_others()
