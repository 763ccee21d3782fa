"""Private → public, every field by name: the one door. What is not written here stays in the repository."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from partnerhub.checks.hub import Hub
from partnerhub.contained import Failure, contained
from partnerhub.history.story import EventStory, Standing
from partnerhub.publish.digests import showing
from partnerhub.publish.events import Told, public_event, told_event
from partnerhub.publish.held_back import NOTHING, HeldBack, addresses_of, story_of_event, story_of_partner
from partnerhub.publish.partners import NO_PHOTOS, Processed, looks_of, partner_whole, path_of, public_partner
from partnerhub.publish.recent import Recent
from partnerhub.publish.texts import tags_of, text_in
from partnerhub.record.facts import Facts
from partnerhub.record.files import PARTNERS
from partnerhub.record.partner import Event, Partner
from partnerhub.record.photo import Photo
from partnerhub.site.model import PublicEvent, PublicHub, PublicPartner, PublicTag, State, address_of
from partnerhub.words import slugs
from partnerhub.words.finding import Breach, FieldPath
from partnerhub.words.terms import N_
from partnerhub.words.week import Week, country_of

__all__ = [
    "NOTHING",
    "HeldBack", "Published", "Recent",
    "path_of", "place_at", "preview", "publish", "showing", "shown_partners", "shown_photos", "story_of_event",
    "story_of_partner",
]  # fmt: skip


@dataclass(frozen=True)
class Published:
    """What members of one language see."""

    hub: PublicHub
    failures: Sequence[Failure]
    """What is not in it since a step of ours failed on it."""


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
            is_held = held_back.holds(partner.path, event.index, addresses_of(story))
            if event.photo and event.photo.is_shown(hub.now) and story.standing is Standing.SHOWN and not is_held:
                yield address_of(partner.slug, event.slug), partner, event.photo


def publish(
    hub: Hub, language: str, processed: Processed, held_back: HeldBack = NOTHING, recent: Recent | None = None
) -> Published:
    """What members of one language see. `processed` holds the photos that may be shown, `recent` what was published.

    What fails is not in it, and is told.
    """
    recent = recent or Recent()
    failures: list[Failure] = []

    def failing(address: str) -> Callable[[Breach], None]:
        def note(breach: Breach) -> None:
            failures.append(Failure(address, breach))

        return note

    def partner_of(file: Facts) -> PublicPartner | None:
        story = story_of_partner(file, hub, held_back)
        if story is None:
            return None
        looks = looks_of(file.partner.photo if file.partner else None, processed)
        made_of = [file, story.standing, story.last_shown, story.changed_at, looks]
        make = partial(public_partner, file, story, language, processed)
        return recent.of((language, file.path), made_of, make)

    def event_of(story: EventStory) -> PublicEvent | None:
        told = story_of_event(story, held_back)
        if told is None or told.edition is None or told.last_shown is None:
            return None
        cohosts = _cohosts(told.event, partners, hub) if told.event else ()
        whole = Told(told, told.edition, told.last_shown, partners.get(told.path), cohosts, hub.now, hub.settings)
        make = partial(told_event, whole, language, processed)
        return recent.of((language, told.path, told.edition.uid), whole.made_of(processed), make)

    partners: dict[str, PublicPartner] = {}
    for file in hub.files:
        address = address_of(file.source.slug)
        if partner := contained(N_("publishing the partner"), partial(partner_of, file), failing(address)):
            partners[file.path] = partner
    events: dict[str, PublicEvent] = {}
    withdrawn: list[PublicEvent] = []
    redirects: dict[str, str] = {}
    for story in hub.timeline.events:
        addresses = addresses_of(story)
        tell = partial(event_of, story)
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
            key: PublicTag(text_in(labels, language), sorted({*map(slugs.same, (key, *labels.values()))}))
            for key, labels in hub.settings.tags.items()
        },
        known_tags=sorted({tag for story in hub.timeline.events for tag in _known_tags(story)}),
        propose=hub.settings.propose,
        week=Week.of(hub.settings.holidays or country_of(hub.settings.timezone)),
        redirects={old: new for old, new in sorted(redirects.items()) if old not in pages},
    )
    return Published(public, failures)


def place_at(address: str, hub: Hub) -> tuple[str, FieldPath]:
    """Where in which partner file stands what has, or would have, a page at an address."""
    for story in hub.timeline.events:
        if story.path and story.event and address in addresses_of(story):
            return story.path, story.event.at()
    # What is gone from the files is told of under the name that its file had.
    path = f"{PARTNERS}{address.split('/')[1]}.md"
    return next((file.path for file in hub.files if address_of(file.source.slug) == address), path), ()


def preview(
    partner: Partner, hub: Hub, language: str, processed: Processed = NO_PHOTOS
) -> tuple[PublicPartner, Sequence[PublicEvent]]:
    """What members would see of a partner if nothing held it back, with the photos that are processed."""
    host = partner_whole(partner, language, processed)
    named = {path for event in partner.events for path in _paths_of_cohosts(event, hub)}
    files = (file for file in hub.files if file.path in named)
    stories = ((file, story_of_partner(file, hub, NOTHING)) for file in files)
    known = {file.path: public_partner(file, story, language, NO_PHOTOS) for file, story in stories if story}
    cohosts = {path: cohost for path, cohost in known.items() if cohost}
    with_whom = ((event, _cohosts(event, cohosts, hub)) for event in partner.events)
    return host, [public_event(event, host, others, language, hub.now, processed) for event, others in with_whom]


def _cohosts(event: Event, partners: Mapping[str, PublicPartner], hub: Hub) -> Sequence[PublicPartner]:
    return [partners[path] for path in _paths_of_cohosts(event, hub) if path in partners]


def _paths_of_cohosts(event: Event, hub: Hub) -> Iterator[str]:
    names = dict.fromkeys(hub.neighbours.now(slugs.same(slug)) for slug in event.record.cohosts)
    for name in names:
        if name != event.partner.key:
            yield from hub.neighbours.holders.get(name, ())


def _known_tags(story: EventStory) -> Sequence[str]:
    last = story.last_shown
    return tags_of(last.record.tags, last.partner.settings) if last else ()
