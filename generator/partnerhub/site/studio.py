"""Makes the share pictures of a hub's pages: draws cards, unless the photo itself is wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from partnerhub.cards.model import POSTS, Face, Shape
from partnerhub.cards.store import Store
from partnerhub.contained import contained
from partnerhub.photos import EncodedImage, ProcessedPhoto
from partnerhub.site.faces import event_face, page_face, partner_face, spoken
from partnerhub.site.model import PHOTO_FOLDER, Page, PublicEvent, PublicHub, PublicPhoto
from partnerhub.site.share_pictures import SharePicture, SharePictures
from partnerhub.site.shell import Shell
from partnerhub.words.finding import Breach
from partnerhub.words.terms import N_

_DRAWING = N_("drawing the share picture")


@dataclass(frozen=True)
class Studio:
    """What share pictures are made with."""

    store: Store
    colour: str
    """Of the ground, as `#rrggbb` or `#rgb`."""
    photos: Mapping[str, ProcessedPhoto]
    """By the path of the rendition that is shared."""
    prefers_photos: bool
    """Whether a link shows the photo, where there is one."""

    def pictures(self, hubs: Sequence[PublicHub], note: Callable[[str, Breach], None]) -> Mapping[str, SharePictures]:
        """By language. A page whose picture can't be made is noted by its address, and has none."""
        made = {hub.language: SharePictures() for hub in hubs}
        for hub in hubs:
            # Where an event is at the address of one that was withdrawn, it is the event's.
            events = sorted(hub.events, key=_name_of_photo)
            shown: list[Page] = [*hub.partners, *events]
            pages = [*hub.withdrawn, *sorted(shown, key=_name_of_photo)]
            for page in pages if hub.site_url else ():
                contained(_DRAWING, partial(self._link, page, hub, made[hub.language]), partial(note, page.address))
            for event in events:
                if event.is_open and _language_of(event, list(made)) == hub.language:
                    contained(_DRAWING, partial(self._posts, event, hub, made), partial(note, event.address))
        return made

    def _link(self, page: Page, hub: PublicHub, into: SharePictures) -> None:
        photo = _photo_of(page)
        if photo and self.prefers_photos:
            share = photo.share
            into.links[page.address] = SharePicture(share.path, share.width, share.height, str(photo.alt))
            return
        if isinstance(page, PublicEvent):
            face = event_face(page, hub, Shape.LINK, self.colour, self._renditions(page))
        else:
            face = partner_face(page, hub, self.colour, self._renditions(page))
        into.links[page.address] = drawn(face, self.store, into.drawn)

    def _posts(self, event: PublicEvent, hub: PublicHub, made: Mapping[str, SharePictures]) -> None:
        """Those of an event, which its pages in all languages have in common."""
        posts = {}
        for shape in POSTS:
            face = event_face(event, hub, shape, self.colour, self._renditions(event))
            posts[shape] = drawn(face, self.store, made[hub.language].drawn)
        for each in made.values():
            each.posts[event.address] = posts

    def _renditions(self, page: Page) -> ProcessedPhoto | None:
        photo = _photo_of(page)
        return self.photos[photo.share.path] if photo else None


def page_cards(shell: Shell, store: Store) -> dict[str, EncodedImage]:
    """The pictures of hand-written pages, by their names."""
    cards = dict[str, EncodedImage]()
    for card in shell.page_cards:
        drawn(page_face(card, shell.colour), store, cards)
    return cards


def drawn(face: Face, store: Store, into: dict[str, EncodedImage]) -> SharePicture:
    """The picture of a face; its card goes into what has to be written."""
    card = store.card(face)
    into[card.name] = card
    return SharePicture(f"{PHOTO_FOLDER}/{card.name}", card.width, card.height, spoken(face))


def _photo_of(page: Page) -> PublicPhoto | None:
    return page.shown_photo if isinstance(page, PublicEvent) else page.photo


def _name_of_photo(page: Page) -> str:
    """What shows the same is drawn one after the other: then its photo is opened once."""
    photo = _photo_of(page)
    return photo.share.path if photo else ""


def _language_of(event: PublicEvent, languages: Sequence[str]) -> str:
    """In which of the hub's languages it is announced: the one that is spoken there, else the first."""
    spoken_there = event.language or languages[0]
    alike = (each for each in languages if each.partition("-")[0] == spoken_there.partition("-")[0])
    return spoken_there if spoken_there in languages else next(alike, languages[0])
