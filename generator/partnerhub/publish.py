"""Private → public, every field by name: the one door. What is not written here stays in the repository."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from urllib.parse import quote

from partnerhub import photos
from partnerhub.checks.hub import Hub
from partnerhub.contained import Failure, contained
from partnerhub.history.corrected import Corrected
from partnerhub.history.story import Edition, EventStory, PartnerStory, Standing
from partnerhub.record.facts import Facts, Showing
from partnerhub.record.files import PARTNERS
from partnerhub.record.model import Status
from partnerhub.record.partner import Body, Event, Partner
from partnerhub.record.photo import Photo
from partnerhub.record.settings import Settings
from partnerhub.record.settings_types import Maps
from partnerhub.site.model import (
    PHOTO_FOLDER,
    AgendaEntry,
    EventHistory,
    Link,
    Outcome,
    Prose,
    PublicEvent,
    PublicHub,
    PublicPartner,
    PublicPhoto,
    PublicTag,
    PublicValue,
    Rendition,
    Stage,
    State,
    Text,
    address_of,
)
from partnerhub.words import slugs
from partnerhub.words.finding import Breach, FieldPath
from partnerhub.words.languages import shown_in
from partnerhub.words.markdown import Document
from partnerhub.words.terms import N_
from partnerhub.words.week import Week, country_of


@dataclass(frozen=True)
class HeldBack:
    """What members don't see whole although the timeline would show it."""

    places: frozenset[tuple[str, int | None]] = frozenset()
    """What findings of today hold back: path of a partner file, and the place of an event in it or None for all of it.
    """
    failed: Mapping[str, int] = field(default_factory=dict)
    """Address → how often a step of ours failed on what is there: what failed once is held back, like any slip, and
    what failed then too is left out."""

    def holds(self, path: str, event: int | None, addresses: Iterable[str]) -> bool:
        """Whether a partner, or an event, is held back, in itself or with all that its file holds."""
        hosts = {address_of(address.split("/")[1]) for address in addresses}
        failed = hosts.union(addresses) & self.failed.keys()
        return bool(failed or {(path, event), (path, None)} & self.places)

    def leaves_out(self, addresses: Iterable[str]) -> bool:
        """Whether nothing at all can be shown of it."""
        return any(self.failed.get(address, 0) > 1 for address in addresses)

    def after(self, failures: Iterable[Failure]) -> HeldBack:
        """The same once some more failed: each once, in however many languages."""
        failed = Counter(self.failed)
        failed.update({failure.address for failure in failures})
        return replace(self, failed=failed)


NOTHING = HeldBack()


@dataclass(frozen=True)
class Published:
    """What members of one language see."""

    hub: PublicHub
    failures: Sequence[Failure]
    """What is not in it since a step of ours failed on it."""


_STATES = {
    Status.SCHEDULED: State.SCHEDULED,
    Status.POSTPONED: State.POSTPONED,
    Status.CANCELLED: State.CANCELLED,
}
_MAP_SEARCHES = {
    Maps.GOOGLE: "https://www.google.com/maps/search/?api=1&query=",
    Maps.OPENSTREETMAP: "https://www.openstreetmap.org/search?query=",
}
"""https://developers.google.com/maps/documentation/urls/get-started#search-action"""
Processed = Mapping[Photo, photos.ProcessedPhoto]
_NO_PHOTOS: Processed = {}
_NOBODY = Edition("", 0, datetime.min.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC))
"""Of an event that nobody was shown yet."""


def shown_partners(hub: Hub, held_back: HeldBack = NOTHING) -> Iterator[Partner]:
    """The partners whose pages are shown whole."""
    for partner in hub.partners:
        is_held = held_back.holds(partner.path, None, [address_of(partner.slug)])
        if not is_held and hub.timeline.partner(partner.path).standing is Standing.SHOWN:
            yield partner


def shown_photos(hub: Hub, held_back: HeldBack = NOTHING) -> Iterator[tuple[str, Partner, Photo]]:
    """The photos that members may see: each with the address of what it stands for, and its partner."""
    for partner in shown_partners(hub, held_back):
        if partner.photo.is_shown(hub.now):
            yield address_of(partner.slug), partner, partner.photo
        for event in partner.events:
            story = hub.timeline.event(event)
            is_held = held_back.holds(partner.path, event.index, _addresses(story))
            if event.photo and event.photo.is_shown(hub.now) and story.standing is Standing.SHOWN and not is_held:
                yield address_of(partner.slug, event.slug), partner, event.photo


def publish(hub: Hub, language: str, processed: Processed, held_back: HeldBack = NOTHING) -> Published:
    """What members of one language see. `processed` holds the photos that may be shown."""
    failures: list[Failure] = []

    def failing(address: str) -> Callable[[Breach], None]:
        def note(breach: Breach) -> None:
            failures.append(Failure(address, breach))

        return note

    partners: dict[str, PublicPartner] = {}
    for file in hub.files:
        address = address_of(file.source.slug)
        make = partial(_public_partner, file, hub, language, processed, held_back)
        if partner := contained(N_("publishing the partner"), make, failing(address)):
            partners[file.path] = partner
    events: dict[str, PublicEvent] = {}
    withdrawn: list[PublicEvent] = []
    redirects: dict[str, str] = {}
    for story in hub.timeline.events:
        addresses = _addresses(story)
        tell = partial(_told, story, partners, hub, language, processed, held_back)
        event = contained(N_("publishing the event"), tell, failing(addresses[0])) if addresses else None
        if event is None:
            continue
        if event.state is State.WITHDRAWN:
            withdrawn.append(event)
        else:
            events[event.address] = event
        for old in story.old_addresses:
            redirects[address_of(*old)] = event.address
    for path, partner in partners.items():
        for slug in hub.timeline.partner(path).old_slugs:
            redirects[address_of(slug)] = partner.address
    pages = {*events, *(event.address for event in withdrawn), *(partner.address for partner in partners.values())}
    public = PublicHub(
        language=language,
        prefixes=hub.settings.prefixes,
        community=hub.settings.community_in(language),
        site_name=hub.settings.site_name_in(language),
        timezone=hub.settings.timezone,
        site_url=hub.settings.site_url,
        built_on=hub.today,
        partners=sorted(partners.values(), key=lambda partner: (slugs.same(partner.name.value), partner.slug)),
        events=sorted(events.values(), key=lambda event: (event.start, event.path)),
        withdrawn=sorted(withdrawn, key=lambda event: (event.address, event.start, event.history.uid)),
        tags={
            key: PublicTag(_text(labels, language), sorted({*map(slugs.same, (key, *labels.values()))}))
            for key, labels in hub.settings.tags.items()
        },
        known_tags=sorted({tag for story in hub.timeline.events for tag in _known_tags(story)}),
        propose=hub.settings.propose,
        week=Week.of(hub.settings.holidays or country_of(hub.settings.timezone)),
        redirects={old: new for old, new in sorted(redirects.items()) if old not in pages},
    )
    return Published(public, failures)


def story_of_partner(file: Facts, hub: Hub, held_back: HeldBack) -> PartnerStory | None:
    """What members come to know of the partner of a file; None where nothing at all can be shown."""
    addresses = [address_of(file.source.slug)]
    if held_back.leaves_out(addresses):
        return None
    story = hub.timeline.partner(file.path)
    return story.held_back() if held_back.holds(file.path, None, addresses) else story


def story_of_event(story: EventStory, held_back: HeldBack) -> EventStory | None:
    """What members come to know of an event; None where nothing at all can be shown."""
    addresses = _addresses(story)
    if held_back.leaves_out(addresses):
        return None
    is_held = story.event is not None and held_back.holds(story.path, story.event.index, addresses)
    return story.held_back() if is_held else story


def place_at(address: str, hub: Hub) -> tuple[str, FieldPath]:
    """Where in which partner file stands what has, or would have, a page at an address."""
    for story in hub.timeline.events:
        if story.path and story.event and address in _addresses(story):
            return story.path, story.event.at()
    # What is gone from the files is told of under the name that its file had.
    path = f"{PARTNERS}{address.split('/')[1]}.md"
    return next((file.path for file in hub.files if address_of(file.source.slug) == address), path), ()


def preview(
    partner: Partner, hub: Hub, language: str, processed: Processed = _NO_PHOTOS
) -> tuple[PublicPartner, Sequence[PublicEvent]]:
    """What members would see of a partner if nothing held it back, with the photos that are processed."""
    host = _partner(partner, language, processed)
    named = {path for event in partner.events for path in _paths_of_cohosts(event, hub)}
    files = (file for file in hub.files if file.path in named)
    known = {file.path: _public_partner(file, hub, language, _NO_PHOTOS, NOTHING) for file in files}
    cohosts = {path: cohost for path, cohost in known.items() if cohost}
    return host, [
        _event(event, host, _cohosts(event, cohosts, hub), language, hub.now, processed) for event in partner.events
    ]


def showing(partner: Partner) -> Showing:
    """What members would see of one version of a file, as digests, by the very functions that show it."""
    languages = partner.settings.languages
    hosts = {language: _partner(partner, language) for language in languages}
    coming = {event.index: _own(event, hosts, is_over=False) for event in partner.events}
    # Of what has no outcome, pages say the same before and after.
    told = (event for event in partner.events if event.record.outcome is not None)
    return Showing(
        page=_digest([partner.settings.site_url, *hosts.values()]),
        host=_digest([(host.name, host.tagline, host.introduction) for host in hosts.values()]),
        photo=_look(partner.photo, partner.record.name, languages),
        credit=partner.photo.record.credit or "",
        event_photos={
            event.index: f"{_look(event.photo, event.record.title, languages)} {event.photo.record.credit}"
            for event in partner.events
            if event.photo
        },
        coming=coming,
        over={**coming, **{event.index: _own(event, hosts, is_over=True) for event in told}},
    )


def _look(photo: Photo, name: Mapping[str, str], languages: Iterable[str]) -> str:
    """A photo with its words, but for its credit; empty where there is none that can be used."""
    if photo.sound_file is None:
        return ""
    words = [_words_of_photo(photo, name, language) for language in languages]
    return _digest([(photo.sound_file.identity, photo.focus), *words])


def _own(event: Event, hosts: Mapping[str, PublicPartner], *, is_over: bool) -> str:
    """All that an event's page shows that is its own, but for its address within the site."""
    moment, settings = event.end if is_over else event.start, event.partner.settings
    names_zone = event.record.online is not False or event.zone.key != settings.timezone
    events = [
        replace(_event(event, host, (), language, moment), slug="", host=_nobody(host), stage=Stage.UPCOMING)
        for language, host in hosts.items()
    ]
    # The page and the calendar entry name the page's own address.
    labels = [settings.tags.get(tag) for tag in events[0].tags]
    return _digest([settings.site_url, names_zone, labels, *events])


def _nobody(host: PublicPartner) -> PublicPartner:
    return PublicPartner.named(host.prefix, "", Text(""))


def _digest(values: Sequence[object]) -> str:
    return hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()[:20]


# Partners


def _public_partner(
    file: Facts, hub: Hub, language: str, processed: Processed, held_back: HeldBack
) -> PublicPartner | None:
    """The partner of a file; None where it has no page."""
    story = story_of_partner(file, hub, held_back)
    if story is None:
        return None
    if story.standing is Standing.SHOWN and file.partner is not None:
        return replace(_partner(file.partner, language, processed), changed_at=story.changed_at)
    if story.standing is Standing.CORRECTED:
        return replace(_corrected_partner(file, story, language), changed_at=story.changed_at)
    return None


def _partner(partner: Partner, language: str, processed: Processed = _NO_PHOTOS) -> PublicPartner:
    record, settings = partner.record, partner.settings
    body = _body(partner.bodies, language)
    body_language = _other(body.language, language) if body else None
    values = [PublicValue(key, _text(settings.values[key], language)) for key in partner.shared_values]
    promotes = record.vetting.promotes and settings.meaning(record.vetting.promotes, settings.values)
    return PublicPartner(
        prefix=settings.prefixes[language],
        slug=partner.slug,
        kind=record.kind,
        name=_text(record.name, language),
        tagline=_text(record.tagline, language) if record.tagline else None,
        website=record.website,
        links=[Link(label, url) for label, url in record.links.items()],
        tags=_tags(record.tags, settings),
        photo=_photo(partner.photo, record.name, processed, language),
        values=values,
        promotes=next((value for value in values if value.key == promotes), values[0] if values else None),
        members_get=_text(record.vetting.win_win.members, language) if record.vetting.win_win.members else None,
        body=body.document.html if body else "",
        body_language=body_language,
        body_text=body.document.text if body else "",
        introduction=Text(body.document.first_paragraph if body else "", body_language),
    )


def _corrected_partner(file: Facts, story: PartnerStory, language: str) -> PublicPartner:
    """A partner of whom only the name is sure, as the file gives it now where it can be read."""
    last = story.last_shown.partner if story.last_shown else None
    assert last is not None, "only what was shown is corrected"
    now = file.partner if file.partner and ("name",) not in file.partner.broken else last
    return PublicPartner.named(
        file.settings.prefixes[language],
        file.source.slug,
        _text(now.record.name, language),
        last.record.kind,
        is_corrected=True,
        kept_in=_tags(last.record.tags, last.settings),
    )


def _photo(photo: Photo, name: Mapping[str, str], processed: Processed, language: str) -> PublicPhoto | None:
    """A photo of something with a name; None where it can't be shown."""
    made = processed.get(photo)
    if made is None:
        return None
    alt, caption = _words_of_photo(photo, name, language)
    return PublicPhoto(
        alt=alt,
        caption=caption,
        credit=photo.record.credit,
        card=[_rendition(image) for image in made.card],
        whole=[_rendition(image) for image in made.whole],
        share=_rendition(made.share),
        kind=made.kind,
        tone=made.tone,
        is_light=made.is_light,
    )


def _words_of_photo(photo: Photo, name: Mapping[str, str], language: str) -> tuple[Text, Text | None]:
    caption = photo.record.caption
    return _text(photo.record.alt or name, language), _text(caption, language) if caption else None


def path_of(image: photos.EncodedImage) -> str:
    """Where a rendition lies in the site."""
    return f"{PHOTO_FOLDER}/{image.name}"


def _rendition(image: photos.EncodedImage) -> Rendition:
    return Rendition(path=path_of(image), width=image.width, height=image.height)


# Events


def _told(
    story: EventStory,
    partners: Mapping[str, PublicPartner],
    hub: Hub,
    language: str,
    processed: Processed,
    held_back: HeldBack,
) -> PublicEvent | None:
    """An event as members are told of it; None where they are told nothing."""
    told = story_of_event(story, held_back)
    if told is None or told.edition is None or told.last_shown is None:
        return None
    event, host = told.event, partners.get(told.path)
    if told.standing is Standing.SHOWN and event is not None and host is not None:
        whole = _event(event, host, _cohosts(event, partners, hub), language, hub.now, processed)
        state = State.MOVED if whole.state is State.SCHEDULED and told.moved_from else whole.state
        return replace(whole, state=state, moved_from=told.moved_from, history=_history(told.edition))
    if host is None or host.slug != told.address[0]:
        # The partner is gone, or is none that members know: it stays where it was shown, and leads to nobody.
        name = _text(told.last_shown.partner.record.name, language)
        host = PublicPartner.named(hub.settings.prefixes[language], told.address[0], name, has_page=False)
    if told.standing is Standing.CORRECTED and told.corrected is not None:
        return _corrected(told.corrected, told.last_shown, host, _history(told.edition), language, hub.now)
    return _withdrawn(told.last_shown, host, _history(told.edition), language, hub.now)


def _addresses(story: EventStory) -> Sequence[str]:
    """Where members find it, or would: as the file has it now, and as they know it; none for what is gone unseen."""
    now = [address_of(story.event.partner.slug, story.event.slug)] if story.event else []
    return [*now, *([address_of(*story.address)] if story.is_known else [])]


def _event(
    event: Event,
    host: PublicPartner,
    cohosts: Sequence[PublicPartner],
    language: str,
    now: datetime,
    processed: Processed = _NO_PHOTOS,
) -> PublicEvent:
    record = event.record
    members_get = record.members_get or event.partner.record.vetting.win_win.members
    place = _text(record.place, language) if record.place else None
    return PublicEvent(
        slug=event.slug,
        title=_text(record.title, language),
        host=host,
        cohosts=cohosts,
        start=event.start,
        end=event.end,
        end_is_known=event.end_is_known,
        whole_day=record.whole_day,
        timezone=event.zone.key,
        place=place,
        own_map=record.map,
        map_search=_map_search(place, event.partner.settings),
        is_online=record.online is not False,
        online_url=record.online if isinstance(record.online, str) else None,
        link=record.link,
        summary=_text(record.summary, language) if record.summary else host.introduction,
        description=_prose(event.description, language) if event.description else None,
        agenda=[AgendaEntry(at, _text(entry.title, language), entry.speaker, entry.link) for at, entry in event.agenda],
        price=_text(record.price, language) if record.price else None,
        photo=_photo(event.photo, record.title, processed, language) if event.photo else None,
        members_get=_text(members_get, language) if members_get else None,
        language=record.language,
        tags=_tags(record.tags, event.partner.settings),
        state=_STATES[record.status],
        stage=_stage(event.start, event.end, now),
        outcome=_outcome(event, language) if event.end <= now else None,
        history=_history(_NOBODY),
    )


def _corrected(
    left: Corrected, last: Event, host: PublicPartner, history: EventHistory, language: str, now: datetime
) -> PublicEvent:
    """An event of which only what one needs to come is sure."""
    whole = _event(last, replace(host, name=_text(left.name, language)), (), language, now)
    place = _text(left.place, language) if left.place else None
    return replace(
        whole,
        title=_text(left.title, language),
        start=left.start,
        end=left.end,
        end_is_known=left.end_is_known,
        whole_day=left.whole_day,
        timezone=left.timezone,
        place=place,
        own_map=left.map,
        map_search=_map_search(place, last.partner.settings),
        is_online=left.online is not False,
        online_url=left.online if isinstance(left.online, str) else None,
        link=left.link,
        stage=_stage(left.start, left.end, now),
        history=history,
    ).being_corrected()


def _withdrawn(
    last: Event, host: PublicPartner, history: EventHistory, language: str, now: datetime
) -> PublicEvent | None:
    """An event that somebody took back, until it would have been over."""
    if last.end <= now and last.record.status is not Status.POSTPONED:
        return None
    return replace(_event(last, host, (), language, now), history=history).withdrawn()


def _cohosts(event: Event, partners: Mapping[str, PublicPartner], hub: Hub) -> Sequence[PublicPartner]:
    return [partners[path] for path in _paths_of_cohosts(event, hub) if path in partners]


def _paths_of_cohosts(event: Event, hub: Hub) -> Iterator[str]:
    names = dict.fromkeys(hub.neighbours.now(slugs.same(slug)) for slug in event.record.cohosts)
    for name in names:
        if name != event.partner.key:
            yield from hub.neighbours.holders.get(name, ())


def _map_search(place: Text | None, settings: Settings) -> str | None:
    """Where maps are asked for a place; None where there is none, or the hub wants no search."""
    search = _MAP_SEARCHES.get(settings.maps)
    return search + quote(place.value, safe="") if place and search else None


def _known_tags(story: EventStory) -> Sequence[str]:
    last = story.last_shown
    return _tags(last.record.tags, last.partner.settings) if last else ()


def _history(edition: Edition) -> EventHistory:
    return EventHistory(
        uid=edition.uid,
        sequence=edition.sequence,
        changed_at=edition.changed_at,
        published_at=edition.published_at,
        material_changes=edition.material_changes,
        materially_changed_at=edition.materially_changed_at,
    )


def _stage(start: datetime, end: datetime, now: datetime) -> Stage:
    if end <= now:
        return Stage.PAST
    return Stage.ONGOING if start <= now else Stage.UPCOMING


def _outcome(event: Event, language: str) -> Outcome | None:
    outcome = event.record.outcome
    if outcome is None:
        return None
    return Outcome(
        attendance=outcome.attendance,
        summary=_text(outcome.summary, language) if outcome.summary else None,
        link=outcome.link,
    )


# Texts


def _body(bodies: Sequence[Body], language: str) -> Body | None:
    """The body that a reader of a language sees."""
    by_language = {body.language: body for body in reversed(bodies)}
    return next((by_language[each] for each in shown_in([body.language for body in bodies], language)), None)


def _text(texts: Mapping[str, str], language: str) -> Text:
    """The text that a reader of a language sees."""
    chosen = next((each for each in shown_in(texts, language) if texts[each]), "")
    return Text(texts.get(chosen, ""), _other(chosen, language))


def _tags(typed: Iterable[str], settings: Settings) -> Sequence[str]:
    """Tags by the keys of those that have labels; others as typed, each once."""
    return tuple(dict.fromkeys(settings.meaning(tag, settings.tags) or tag for tag in typed))


def _prose(documents: Mapping[str, Document], language: str) -> Prose:
    chosen = next(shown_in(documents, language))
    return Prose(documents[chosen].html, "\n".join(documents[chosen].blocks), _other(chosen, language))


def _other(chosen: str, language: str) -> str | None:
    return chosen if chosen and chosen not in (language, language.partition("-")[0]) else None
