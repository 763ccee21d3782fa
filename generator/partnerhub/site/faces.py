"""Pages → what their share pictures show, in the words of the page."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from partnerhub.cards.layout import picture_of
from partnerhub.cards.model import Badge, Face, Shape, Tile, Words
from partnerhub.photos import ProcessedPhoto
from partnerhub.site.model import PublicEvent, PublicHub, PublicPartner, PublicPhoto, State, Text
from partnerhub.site.shell import PageCard
from partnerhub.words.dates import CalendarWords, direction
from partnerhub.words.terms import N_, Term, Terms

_BADGES: dict[State, tuple[Term, bool]] = {
    State.MOVED: (N_("New date"), False),
    State.POSTPONED: (N_("Postponed, new date to follow"), True),
    State.CANCELLED: (N_("Cancelled"), True),
    State.WITHDRAWN: (N_("Cancelled"), True),
}
"""What is said of a state, and whether nobody can come."""


def event_face(event: PublicEvent, hub: PublicHub, shape: Shape, colour: str, photo: ProcessedPhoto | None) -> Face:
    """Title, host, day, hours and place, with the state where it is one."""
    words = _Words(hub.language)
    by = " · ".join(f"\u2068{partner.name}\u2069" for partner in event.partners)
    said = _BADGES.get(event.state)
    return Face(
        shape,
        colour,
        words.is_rtl,
        community=words.typed(Text(hub.community)),
        title=words.typed(event.title),
        by=words.ours(by),
        when=tuple(words.ours(each) for each in words.when(event, names_zone=hub.names_zone_of(event))),
        where=words.where(event),
        badge=Badge(words.ours(words.terms(said[0])), said[1]) if said else None,
        picture=picture_of(photo, shape) if photo else None,
        credit=words.credit(event.shown_photo),
        tile=words.day(event) if event.state.has_day else words.initials(event.host),
    )


def partner_face(partner: PublicPartner, hub: PublicHub, colour: str, photo: ProcessedPhoto | None) -> Face:
    """A partner's name, and what they say of themselves."""
    words = _Words(hub.language)
    return Face(
        Shape.LINK,
        colour,
        words.is_rtl,
        community=words.typed(Text(hub.community)),
        title=words.typed(partner.name),
        by=words.typed(partner.description) if partner.description else None,
        picture=picture_of(photo, Shape.LINK) if photo else None,
        credit=words.credit(partner.photo),
        tile=words.initials(partner),
    )


def page_face(card: PageCard, colour: str) -> Face:
    """A hand-written page, in the name of the community."""
    words = _Words(card.language)
    return Face(
        Shape.LINK,
        colour,
        words.is_rtl,
        community=words.typed(Text(card.community)),
        title=words.typed(Text(card.title)),
        by=words.typed(Text(card.description)),
    )


def spoken(face: Face) -> str:
    """What a card says, for those who don't see it."""
    parts = [face.badge.words if face.badge else None, face.title, *face.when, face.where]
    return " · ".join(part.value for part in parts if part)


class _Words:
    """The words of one language's pages, with their direction."""

    def __init__(self, language: str) -> None:
        self._calendar, self.terms = CalendarWords.of(language), Terms(language)
        self.is_rtl = direction(language) == "rtl"

    def ours(self, value: str) -> Words:
        """What we say, or set in our own order."""
        return Words(value, self.is_rtl)

    def typed(self, text: Text) -> Words:
        """What somebody typed: in the direction of its language, else as its letters have it."""
        if text.language:
            return Words(text.value, direction(text.language) == "rtl")
        sides = [side for character in text.value if (side := unicodedata.bidirectional(character)) in ("L", "R", "AL")]
        is_rtl = any(side != "L" for side in sides) if self.is_rtl else sides[:1] not in ([], ["L"])
        return Words(text.value, is_rtl)

    def when(self, event: PublicEvent, *, names_zone: bool) -> Sequence[str]:
        """Its day or days, and its hours."""
        calendar = self._calendar
        if not event.state.has_day:
            return []
        days = calendar.days(event.start, event.through)
        if event.whole_day:
            return [days, self.terms(N_("All day"))] if event.is_on_one_day else [days]
        has_end = event.end_is_known and event.is_on_one_day
        hours = calendar.hours(event.start, event.end) if has_end else calendar.hour(event.start)
        return [days, f"{hours} · {calendar.zone(event.start)}" if names_zone else hours]

    def where(self, event: PublicEvent) -> Words | None:
        """Its place, or that it is online."""
        if event.place is None:
            return self.ours(self.terms(N_("Online"))) if event.is_online else None
        place = self.typed(event.place)
        if not event.is_online:
            return place
        return self.ours(f"\u2068{place.value}\u2069 · {self.terms(N_('also online'))}")

    def day(self, event: PublicEvent) -> Tile:
        """The day of an event, or its days, as an object."""
        weekday, day, month = self._calendar.leaf(event.start, event.through)
        return Tile(self.ours(day), above=self.ours(month), below=self.ours(weekday))

    def credit(self, photo: PublicPhoto | None) -> Words | None:
        """Whose photo it is, where that was given."""
        return self.typed(Text(photo.credit)) if photo and photo.credit else None

    def initials(self, partner: PublicPartner) -> Tile:
        """What stands for a partner without a photo."""
        return Tile(self.typed(Text(partner.initials, partner.name.language)))
