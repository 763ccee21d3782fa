"""What a build writes: one row an output. A new output is a row of `OUTPUTS`, and a room that makes it.

`assemble` writes what the table says; heads, the subscribe page and the notes for robots name what it holds.
"""

from __future__ import annotations

import gzip
import re
from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import Any, Generic, TypeVar

from partnerhub.cache import digest
from partnerhub.photos import EncodedImage
from partnerhub.site import calendars, feeds, pages, public_data, robots, search_index
from partnerhub.site.content_security import with_policy
from partnerhub.site.edition import Edition
from partnerhub.site.model import PHOTO_FOLDER, PublicEvent, PublicHub, PublicPartner, absolute
from partnerhub.site.shell import SlottedPage

Item = TypeVar("Item")
NOT_FOUND = b"<!-- partnerhub-not-found -->"
"""Where `templates/theme/404.html` leaves room: nobody's words are in it yet."""


class Turn(IntEnum):
    """When a file is brought into the site: at no moment does a page lack what it shows, or an index a page."""

    ASSETS = 1
    PAGES = 2
    INDEXES = 3


class Meeting(StrEnum):
    """What an output does where another file lies at its path already."""

    REPLACES = "replaces"
    YIELDS = "yields"
    """That file stays: it was written by hand, or it is a real page where only a redirect would go."""
    REFUSES = "refuses"
    """Two pages want one address, and somebody has to rename one."""
    EXTENDS = "extends"
    """It is made from that file, which MkDocs wrote; where there is none, there is no output either."""


@dataclass(frozen=True)
class Spot:
    """Where a file goes."""

    path: str
    """Relative to the root of the site, not escaped."""
    before: bytes = b""
    """What lies there, where the output extends it."""

    @property
    def root(self) -> str:
        """The relative way from the file to the root of the site."""
        return "../" * self.path.count("/")


@dataclass(frozen=True)
class Output(Generic[Item]):
    """A kind of file that a build writes."""

    path: str
    """Relative to the root of the site: `{prefix}` stands for where a language's pages lie, `{name}` for what tells
    the output's files apart."""
    items: Callable[[Edition], Iterable[tuple[str, Item]]]
    """The name of each file, and what it is about."""
    make: Callable[[Edition, Item, Spot], str | bytes]
    turn: Turn
    reads: Callable[[Edition, Item], Iterable[object]] | None = None
    """All that a file is made of beside what the edition's files have in common: what is the same isn't made again.

    None for a file that is made each time."""
    is_shared: bool = False
    """Whether the languages have it in common."""
    needs_address: bool = False
    """Whether it holds absolute addresses: without a site_url there is none."""
    meets: Meeting = Meeting.REPLACES
    is_joined: bool = False
    """Whether it is a page of kept parts: what is made of these in another process would be lost."""
    link: str | None = None
    """The media type with which each page's head leads to it; its path holds no `{name}` then."""
    about: str | None = None
    """What it is, in English, where programs that read the site should know of it."""

    def at(self, hub: PublicHub, name: str = "") -> str:
        """The path of one of its files."""
        return self.path.format(prefix=hub.prefix, name=name)

    def made_of(self, edition: Edition, item: Item) -> str | None:
        """All that one of its files is made of, as a digest; None where that is not known."""
        return None if self.reads is None else edition.digest_of(*self.reads(edition, item))

    def holds(self, path: str) -> bool:
        """Whether a file of the site is one of it, by its path."""
        return self._pattern.fullmatch(path) is not None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        pattern = re.escape(self.path).replace(r"\{prefix\}", "(?:[^/]+/)?").replace(r"\{name\}", ".+")
        return re.compile(pattern, re.DOTALL)


def _photos(edition: Edition) -> Iterable[tuple[str, EncodedImage]]:
    return ((image.name, image) for photo in edition.photos for image in (*photo.card, *photo.whole, photo.share))


def _cards(edition: Edition) -> Iterable[tuple[str, EncodedImage]]:
    drawn = [edition.shell.cards, *(renderer.pictures.drawn for renderer in edition.renderers)]
    return ChainMap(*drawn).items()


def _bytes(edition: Edition, image: EncodedImage, spot: Spot) -> bytes:
    return image.data


def _of_image(edition: Edition, image: EncodedImage) -> Iterable[object]:
    yield image.name  # by its content


def _of_desk(edition: Edition, data: bytes) -> Iterable[object]:
    yield digest(data)


def _not_found(edition: Edition, spot: Spot) -> bytes:
    """The theme's page where there is none, with what each language says there; a hub's own stays as it is."""
    told = "".join(renderer.not_found() for renderer in edition.renderers)
    return spot.before.replace(NOT_FOUND, told.encode())


def _hand_written(edition: Edition) -> Iterable[tuple[str, SlottedPage]]:
    return (
        (path.removesuffix(".html"), page)
        for path, page in edition.shell.pages.items()
        if page.language == edition.hub.language
    )


def _hand_written_page(edition: Edition, page: SlottedPage, spot: Spot) -> str:
    return pages.filled(page, spot.root, edition.renderer.marker, edition.shell.banner, edition.hub)


def _partners(edition: Edition) -> Iterable[tuple[str, PublicPartner]]:
    return ((partner.address, partner) for partner in edition.hub.partners)


def _events(edition: Edition) -> Iterable[tuple[str, PublicEvent]]:
    return ((event.address, event) for event in edition.hub.events)


def _withdrawn(edition: Edition) -> Iterable[tuple[str, PublicEvent]]:
    # Where several were at one address, it says so of the last.
    return {event.address: event for event in edition.hub.withdrawn}.items()


def _redirects(edition: Edition) -> Iterable[tuple[str, str]]:
    # What leads to no page leads nowhere.
    return ((old, new) for old, new in edition.hub.redirects.items() if new in edition.hub.titles)


def _tags(edition: Edition) -> Iterable[tuple[str, tuple[str, Sequence[PublicEvent]]]]:
    return edition.hub.in_tag_calendars.items()


def _partner_calendars(edition: Edition) -> Iterable[tuple[str, PublicPartner]]:
    # Those who are gone too, for as long as it says of an event of theirs that it is off.
    hosts = [*edition.hub.partners, *(event.host for event in edition.hub.withdrawn)]
    return {partner.address: partner for partner in reversed(hosts)}.items()


def _one(edition: Edition) -> Iterable[tuple[str, PublicHub]]:
    return [("", edition.hub)]


def _partner_page(edition: Edition, partner: PublicPartner, spot: Spot) -> str:
    render = edition.renderer
    head, content = render.partner_head(partner), render.partner_page(partner, spot.root)
    return pages.stamped(partner, partner.name, head, content, edition.hub, edition.shell)


def _event_page(edition: Edition, event: PublicEvent, spot: Spot) -> str:
    render = edition.renderer
    head, content = render.event_head(event), render.event_page(event, spot.root)
    return pages.stamped(event, event.title, head, content, edition.hub, edition.shell)


def _withdrawn_page(edition: Edition, event: PublicEvent, spot: Spot) -> str:
    render = edition.renderer
    head, content = render.withdrawn_head(event), render.withdrawn_page(event, spot.root)
    return pages.stamped(event, event.title, head, content, edition.hub, edition.shell)


def _of_partner(edition: Edition, partner: PublicPartner) -> Iterable[object]:
    events = edition.hub.events_of(partner)
    # The hub's next event is marked wherever it is listed.
    is_next = [event for event in events if event in edition.hub.next_events[:1]]
    return partner, events, is_next, edition.renderer.pictures.links.get(partner.address)


def _of_event(edition: Edition, event: PublicEvent) -> Iterable[object]:
    pictures = edition.renderer.pictures
    return event, pictures.links.get(event.address), pictures.posts.get(event.address)


def _of_event_page(edition: Edition, event: PublicEvent) -> Iterable[object]:
    # A past event leads to the next ones of its host.
    return *_of_event(edition, event), edition.hub.upcoming_of(event.host)


def _calendar(edition: Edition, hub: PublicHub, spot: Spot) -> bytes:
    return calendars.calendar(hub, [*hub.in_calendars, *hub.withdrawn], hub.community, spot.path, edition.entry_of)


def _tag_calendar(edition: Edition, tagged: tuple[str, Sequence[PublicEvent]], spot: Spot) -> bytes:
    hub, (tag, events) = edition.hub, tagged
    return calendars.calendar(hub, events, f"{hub.community}: {hub.label_of(tag)}", spot.path, edition.entry_of)


def _in_partner_calendar(edition: Edition, partner: PublicPartner) -> Sequence[PublicEvent]:
    return [*edition.hub.in_calendars_of(partner), *edition.hub.withdrawn_of(partner)]


def _of_partner_calendar(edition: Edition, partner: PublicPartner) -> Iterable[object]:
    # One without events has a zone, and that a year.
    return partner.name, _in_partner_calendar(edition, partner), edition.hub.built_on.year


def _of_tag(edition: Edition, tagged: tuple[str, Sequence[PublicEvent]]) -> Iterable[object]:
    return (*tagged, edition.hub.built_on.year)


def _of_all(edition: Edition, item: object) -> Iterable[object]:
    hub = edition.hub
    addresses = hub.redirects, hub.known_tags, hub.built_on
    return item if isinstance(item, SlottedPage) else None, hub.partners, hub.events, hub.withdrawn, addresses


def _partner_calendar(edition: Edition, partner: PublicPartner, spot: Spot) -> bytes:
    hub, events = edition.hub, _in_partner_calendar(edition, partner)
    return calendars.calendar(hub, events, f"{hub.community}: {partner.name}", spot.path, edition.entry_of)


def _event_calendar(edition: Edition, event: PublicEvent, spot: Spot) -> bytes:
    return calendars.calendar(edition.hub, [event], str(event.title), spot.path, edition.entry_of)


def _embed(edition: Edition, hub: PublicHub, spot: Spot) -> str:
    return with_policy(edition.renderer.embed((event for event in hub.upcoming if event.is_open), spot.root))


def _tag_embed(edition: Edition, tagged: tuple[str, Sequence[PublicEvent]], spot: Spot) -> str:
    tag, events = tagged
    return with_policy(edition.renderer.embed((event for event in events if event.is_open), spot.root, tag))


CALENDAR = Output("{prefix}calendar.ics", _one, _calendar, Turn.INDEXES, _of_all, about="all events as a calendar")
TAG_CALENDARS = Output("{prefix}tags/{name}.ics", _tags, _tag_calendar, Turn.INDEXES, _of_tag)
EMBED = Output("{prefix}embed/index.html", _one, _embed, Turn.PAGES, _of_all, needs_address=True)

OUTPUTS: Sequence[Output[Any]] = (
    Output(f"{PHOTO_FOLDER}/{{name}}", _photos, _bytes, Turn.ASSETS, _of_image, is_shared=True),
    Output(f"{PHOTO_FOLDER}/{{name}}", _cards, _bytes, Turn.ASSETS, _of_image, is_shared=True),
    Output(
        "{name}.html",
        _hand_written,
        _hand_written_page,
        Turn.PAGES,
        _of_all,
        is_joined=True,
    ),
    Output(
        "404.html",
        _one,
        lambda edition, hub, spot: _not_found(edition, spot),
        Turn.PAGES,
        is_shared=True,
        meets=Meeting.EXTENDS,
    ),
    Output("{prefix}{name}index.html", _partners, _partner_page, Turn.PAGES, _of_partner, meets=Meeting.REFUSES),
    Output("{prefix}{name}index.html", _events, _event_page, Turn.PAGES, _of_event_page, meets=Meeting.REFUSES),
    Output("{prefix}{name}index.html", _withdrawn, _withdrawn_page, Turn.PAGES, _of_event, meets=Meeting.YIELDS),
    Output(
        "{prefix}{name}index.html",
        _redirects,
        lambda edition, address, spot: with_policy(edition.renderer.redirect(address, spot.root)),
        Turn.PAGES,
        meets=Meeting.YIELDS,
    ),
    EMBED,
    Output("{prefix}embed/tags/{name}/index.html", _tags, _tag_embed, Turn.PAGES, _of_tag, needs_address=True),
    Output(
        "{prefix}embed/{name}index.html",
        lambda edition: ((event.address, event) for event in edition.hub.in_calendars),
        lambda edition, event, spot: with_policy(edition.renderer.embed([event], spot.root)),
        Turn.PAGES,
        _of_event,
        needs_address=True,
    ),
    Output(
        "{prefix}events.json",
        _one,
        lambda edition, hub, spot: public_data.events_json(hub, edition.data_of),
        Turn.INDEXES,
        _of_all,
        needs_address=True,
        about="all events as JSON, with a schema beside it",
    ),
    Output(
        "{prefix}events.schema.json",
        _one,
        lambda edition, hub, spot: public_data.events_schema(),
        Turn.INDEXES,
        needs_address=True,
    ),
    CALENDAR,
    TAG_CALENDARS,
    Output("{prefix}{name}calendar.ics", _partner_calendars, _partner_calendar, Turn.INDEXES, _of_partner_calendar),
    Output(
        "{prefix}{name}event.ics",
        lambda edition: {**dict(_withdrawn(edition)), **dict(_events(edition))}.items(),
        _event_calendar,
        Turn.INDEXES,
        _of_event,
    ),
    Output(
        "{prefix}feed.xml",
        _one,
        lambda edition, hub, spot: feeds.atom(hub, feeds.entries(hub), edition.news_of, spot.path),
        Turn.INDEXES,
        _of_all,
        needs_address=True,
        link="application/atom+xml",
        about="new and changed events as an Atom feed",
    ),
    Output(
        "{prefix}feed.json",
        _one,
        lambda edition, hub, spot: feeds.json_feed(hub, feeds.entries(hub), edition.news_of, spot.path),
        Turn.INDEXES,
        _of_all,
        needs_address=True,
        link="application/feed+json",
    ),
    Output(
        "robots.txt",
        _one,
        lambda edition, hub, spot: robots.robots(hub),
        Turn.INDEXES,
        is_shared=True,
        needs_address=True,
        meets=Meeting.YIELDS,
    ),
    Output(
        "llms.txt",
        _one,
        lambda edition, hub, spot: "\n".join(robots.llms(each, described(each)) for each in edition.hubs),
        Turn.INDEXES,
        is_shared=True,
        needs_address=True,
        meets=Meeting.YIELDS,
    ),
    Output(
        "search/search_index.json",
        _one,
        lambda edition, hub, spot: search_index.extended(spot.before, edition.renderers),
        Turn.INDEXES,
        is_shared=True,
        meets=Meeting.EXTENDS,
    ),
    Output(
        "desk/{name}",
        lambda edition: edition.desk.items(),
        lambda edition, data, spot: data,
        Turn.ASSETS,  # but for its page, which has the turn of pages
        _of_desk,
        is_shared=True,
        meets=Meeting.REFUSES,
    ),
    Output(
        "sitemap.xml",
        _one,
        lambda edition, hub, spot: edition.sitemap(spot.before),
        Turn.INDEXES,
        is_shared=True,
        meets=Meeting.EXTENDS,
    ),
    Output(
        "sitemap.xml.gz",
        _one,
        lambda edition, hub, spot: gzip.compress(edition.sitemap(gzip.decompress(spot.before)), mtime=0),
        Turn.INDEXES,
        is_shared=True,
        meets=Meeting.EXTENDS,
    ),
)
"""In the order in which they are made: where one yields to another, the other comes first."""


def turn_of(path: str) -> Turn:
    """When a file of the site has its turn; what no row holds is an asset of the theme or of the hub's own pages."""
    return next((output.turn for output in OUTPUTS if output.holds(path)), Turn.ASSETS)


def links(site_url: str | None, prefix: str) -> Mapping[str, str]:
    """Media type → absolute address of what the pages of a language lead to in their heads; none without a site_url."""
    addresses = {row.link: absolute(site_url, row.path.format(prefix=prefix)) for row in OUTPUTS if row.link}
    return {media_type: address for media_type, address in addresses.items() if address}


def described(hub: PublicHub) -> Iterable[tuple[str, str]]:
    """Path of each output of a language that other programs should know of, and what it is, in English."""
    return ((row.at(hub), row.about) for row in OUTPUTS if row.about)
