"""A language of a site, and all that its outputs are made of; and by what these are known from build to build."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from partnerhub.photos import ProcessedPhoto
from partnerhub.site import calendars, public_data, sitemap
from partnerhub.site.digests import digest
from partnerhub.site.model import PublicEvent, PublicHub
from partnerhub.site.parts import Part
from partnerhub.site.shell import Shell

if TYPE_CHECKING:
    from partnerhub.site.render import Renderer
    from partnerhub.site.written import Written


@dataclass(frozen=True)
class Edition:
    """A language of a site, and all that its outputs are made of."""

    renderer: Renderer
    renderers: Sequence[Renderer]
    """Of all languages, the first language's first."""
    shell: Shell
    photos: Iterable[ProcessedPhoto]
    written: Written
    desk: Mapping[str, bytes] = field(default_factory=dict)
    """The editors' forms: files by their names in the folder, none where the hub has no desk."""

    @property
    def hub(self) -> PublicHub:
        """What is public in this language."""
        return self.renderer.hub

    @property
    def hubs(self) -> Sequence[PublicHub]:
        """What is public, a hub a language."""
        return [renderer.hub for renderer in self.renderers]

    def entry_of(self, event: PublicEvent) -> bytes:
        """What calendars of the language say of an event: made once for all that hold it."""
        made = self.renderer.parts.of(event, Part.CALENDAR, lambda: calendars.entry(self.hub, event).decode())
        return made.encode()

    def data_of(self, event: PublicEvent) -> str:
        """What the public data of the language say of an event."""
        return self.renderer.parts.of(event, Part.DATA, lambda: public_data.entry(self.hub, event))

    def news_of(self, event: PublicEvent) -> str:
        """What feeds of the language say of an event."""
        return self.renderer.parts.of(event, Part.NEWS, lambda: self.renderer.feed_entry(event))

    def sitemap(self, before: bytes) -> bytes:
        """The sitemap that MkDocs wrote, with our pages in it: the same for the file as it is, and packed."""
        if before not in self._sitemaps:
            self._sitemaps[before] = sitemap.extended(before, self.hubs, self.shell.changed_at)
        return self._sitemaps[before]

    @cached_property
    def _sitemaps(self) -> dict[bytes, bytes]:
        return {}

    def digest_of(self, *values: object) -> str:
        """Of what something is made of, with all that the edition's files have in common."""
        return digest((self._in_common, *map(self.renderer.parts.digests.told, values)))

    @cached_property
    def _in_common(self) -> str:
        """All that its pages and calendars are made of beside partners and events, as a digest."""
        frames = [frame for (language, _), frame in sorted(self.shell.frames.items()) if language == self.hub.language]
        return digest((self.renderer.parts.in_common, frames, self.shell.banner))

    def only(self, addresses: Container[str]) -> Edition:
        """The same with no more than the pages at some addresses."""
        renderers = [renderer.only(addresses) for renderer in self.renderers]
        mine = next(each for each in renderers if each.hub.language == self.hub.language)
        return replace(self, renderer=mine, renderers=renderers)
