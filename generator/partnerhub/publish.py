"""Private → public, every field by name. What is not written here stays in the repository."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import UTC, datetime, time
from urllib.parse import urlsplit

from partnerhub import photos
from partnerhub.checks.rule import Hub
from partnerhub.history.judging import EventRevision, identity_of
from partnerhub.record.model import Body, Event, Partner, Status
from partnerhub.site.model import (
    CALENDAR_SPAN,
    PHOTO_FOLDER,
    EventHistory,
    Link,
    Outcome,
    PublicEvent,
    PublicHub,
    PublicPartner,
    PublicPhoto,
    PublicValue,
    Rendition,
    Stage,
    State,
    Text,
)
from partnerhub.words import markdown, slugs


def publishable(hub: Hub) -> list[Partner]:
    """The partners that are public: approved, and nothing about them holds them back."""
    return [partner for partner in hub.partners if hub.is_public(partner)]


def preview(partner: Partner, hub: Hub, language: str) -> tuple[PublicPartner, Sequence[PublicEvent]]:
    """What members would see of a partner if nothing held it back; without its photo."""
    public = _partner(partner, hub, language, None)
    cohosts = {slugs.same(each.slug): _partner(each, hub, language, None) for each in publishable(hub)}
    return public, [_event(event, partner, public, cohosts, hub, language) for event in partner.events]


def publish(
    hub: Hub,
    language: str,
    processed: Mapping[str, photos.ProcessedPhoto],
    last_public: Mapping[str, Sequence[Event]],
    revisions: Mapping[tuple[str, str], EventRevision],
    site_url: str | None = None,
) -> PublicHub:
    """What members of one language see.

    `processed` holds the photos by the path of the partner file; `last_public` the events as members knew them last;
    `revisions` what history tells, by the path of the partner file and the event's identity.
    """
    partners = {
        slugs.same(partner.slug): (partner, _partner(partner, hub, language, processed.get(partner.path)))
        for partner in publishable(hub)
    }
    cohosts = {slug: public for slug, (_, public) in partners.items()}
    events = []
    for partner, public in partners.values():
        known = {slugs.same(hub.slug_of(event)): event for event in last_public.get(partner.path, ())}
        for event in partner.events:
            before = known.get(slugs.same(hub.slug_of(event)))
            was_moved = _was_moved(event, before, partner, hub)
            if was_moved or not hub.held.holds(partner, event):
                shown = _event(event, partner, public, cohosts, hub, language)
                known_as = _revision(partner.path, event, hub, revisions)
                shown = replace(shown, history=_history(shown.address, shown.start, known_as, hub, site_url))
                if before and was_moved:
                    shown = replace(shown, state=State.MOVED, moved_from=hub.start(before))
                events.append(shown)
    withdrawn = _withdrawn(hub, language, last_public, {event.path for event in events}, revisions, site_url)
    return PublicHub(
        language=language,
        prefixes=hub.settings.prefixes,
        community=hub.settings.community or hub.settings.site_name,
        site_name=hub.settings.site_name,
        timezone=hub.settings.timezone,
        site_url=site_url,
        built_on=hub.today,
        partners=sorted(cohosts.values(), key=lambda partner: (slugs.same(partner.name.value), partner.slug)),
        events=sorted(events, key=lambda event: (event.start, event.path)),
        withdrawn=sorted(withdrawn, key=lambda event: event.path),
    )


def _was_moved(event: Event, before: Event | None, partner: Partner, hub: Hub) -> bool:
    """Whether members knew the event with another start, and all that is wrong is that the new one is too near."""
    rules = hub.held.events.get((partner.path, event.index))
    return rules == frozenset({"event-too-soon"}) and before is not None and hub.start(before) != hub.start(event)


def _revision(path: str, event: Event, hub: Hub, revisions: Mapping[tuple[str, str], EventRevision]) -> EventRevision:
    return revisions.get((path, identity_of(event, hub.settings)), EventRevision())


def _history(address: str, start: datetime, known_as: EventRevision, hub: Hub, site_url: str | None) -> EventHistory:
    host = urlsplit(site_url or "").hostname or "partnerhub.invalid"
    # Where no history tells, it is of today, and no news once it has begun.
    today = datetime.combine(hub.today, time(), hub.settings.zone).astimezone(UTC)
    return EventHistory(
        uid=f"{address.removeprefix('partners/').strip('/').replace('/', '.')}@{host}",
        sequence=known_as.sequence,
        changed_at=known_as.changed_at or today,
        published_at=known_as.published_at or min(today, start.astimezone(UTC)),
        material_changes=known_as.material_changes,
        materially_changed_at=known_as.materially_changed_at,
    )


def events_with_a_history(
    hub: Hub, last_public: Mapping[str, Sequence[Event]]
) -> Mapping[str, Sequence[tuple[Event, Partner | None]]]:
    """By the path of the partner file: the events that calendars show, with the partner; None for withdrawn ones."""
    oldest = hub.now - CALENDAR_SPAN
    found: dict[str, list[tuple[Event, Partner | None]]] = defaultdict(list)
    for partner in publishable(hub):
        for event in partner.events:
            if hub.end(event) > oldest and not hub.held.holds(partner, event):
                found[partner.path].append((event, partner))
    for path, events in last_public.items():
        partner_now = hub.partners_by_path.get(path)
        current = {identity_of(event, hub.settings): event for event in partner_now.events} if partner_now else {}
        known = {identity_of(event, hub.settings) for event, _ in found[path]}
        for event in events:
            if (identity := identity_of(event, hub.settings)) not in known:
                now = current.get(identity)
                was_moved = now and partner_now and _was_moved(now, event, partner_now, hub)
                found[path].append((now, partner_now) if now and was_moved else (event, None))
    return found


def _withdrawn(
    hub: Hub,
    language: str,
    last_public: Mapping[str, Sequence[Event]],
    shown: Set[str],
    revisions: Mapping[tuple[str, str], EventRevision],
    site_url: str | None,
) -> Iterator[PublicEvent]:
    stems = {file.path: file.slug for file in hub.files}
    names = {partner.path: _text(partner.record.name, language) for partner in publishable(hub)}
    for path, events in last_public.items():
        for event in events:
            name = names.get(path, Text(""))
            host = PublicPartner.named(hub.settings.prefixes[language], stems[path], name, has_page=path in names)
            slug, start, end = hub.slug_of(event), hub.start(event), hub.end(event)
            known_as = _revision(path, event, hub, revisions)
            withdrawn = PublicEvent.bare(
                slug,
                _text(event.title, language),
                host,
                start,
                end,
                end_is_known=event.end is not None or event.duration is not None,
                timezone=event.timezone or hub.settings.timezone,
                state=State.WITHDRAWN,
                stage=_stage(start, end, hub.now),
                history=_history(f"{host.address}{slug}/", start, known_as, hub, site_url),
            )
            if withdrawn.path not in shown and slugs.is_slug(host.slug):
                yield withdrawn


def _partner(partner: Partner, hub: Hub, language: str, processed: photos.ProcessedPhoto | None) -> PublicPartner:
    record = partner.record
    body = _body(partner.bodies, language)
    body_language = _other(body.language, language) if body else None
    values = [_value(key, hub, language) for key in hub.shared_values(partner)]
    promotes = record.vetting.promotes and hub.settings.meaning(record.vetting.promotes, hub.settings.values)
    return PublicPartner(
        prefix=hub.settings.prefixes[language],
        slug=partner.slug,
        kind=record.kind,
        name=_text(record.name, language),
        tagline=_text(record.tagline, language) if record.tagline else None,
        website=record.website,
        links=[Link(label, url) for label, url in record.links.items()],
        tags=record.tags,
        photo=_photo(partner, processed, language) if processed else None,
        values=values,
        promotes=next((value for value in values if value.key == promotes), values[0] if values else None),
        members_get=_text(record.vetting.win_win.members, language) if record.vetting.win_win.members else None,
        body=markdown.render(body.text) if body else "",
        body_language=body_language,
        body_text=markdown.plain_text(body.text) if body else "",
        introduction=Text(markdown.first_paragraph(body.text) if body else "", body_language),
    )


def _photo(partner: Partner, processed: photos.ProcessedPhoto, language: str) -> PublicPhoto:
    photo = partner.record.photo
    return PublicPhoto(
        alt=_text(photo.alt or partner.record.name, language),
        caption=_text(photo.caption, language) if photo.caption else None,
        credit=photo.credit,
        card=[_rendition(image) for image in processed.card],
        whole=[_rendition(image) for image in processed.whole],
        share=_rendition(processed.share),
        is_cutout=processed.is_cutout,
    )


def _rendition(image: photos.EncodedImage) -> Rendition:
    return Rendition(path=f"{PHOTO_FOLDER}/{image.name}", width=image.width, height=image.height)


def _event(
    event: Event,
    partner: Partner,
    host: PublicPartner,
    cohosts: Mapping[str, PublicPartner],
    hub: Hub,
    language: str,
) -> PublicEvent:
    start, end = hub.start(event), hub.end(event)
    members_get = event.members_get or partner.record.vetting.win_win.members
    hosts = [slugs.same(slug) for slug in dict.fromkeys(event.cohosts)]
    return PublicEvent(
        slug=hub.slug_of(event),
        title=_text(event.title, language),
        host=host,
        cohosts=[cohosts[slug] for slug in dict.fromkeys(hosts) if slug in cohosts],
        start=start,
        end=end,
        end_is_known=event.end is not None or event.duration is not None,
        timezone=event.timezone or hub.settings.timezone,
        place=_text(event.place, language) if event.place else None,
        is_online=event.online is not False,
        online_url=event.online if isinstance(event.online, str) else None,
        link=event.link,
        summary=_text(event.summary, language) if event.summary else host.introduction,
        members_get=_text(members_get, language) if members_get else None,
        language=event.language,
        tags=event.tags,
        state=_STATES[event.status],
        stage=_stage(start, end, hub.now),
        outcome=_outcome(event, language) if end <= hub.now else None,
        history=_history(f"{host.address}{hub.slug_of(event)}/", start, EventRevision(), hub, None),
    )


_STATES = {
    Status.SCHEDULED: State.SCHEDULED,
    Status.POSTPONED: State.POSTPONED,
    Status.CANCELLED: State.CANCELLED,
}


def _stage(start: datetime, end: datetime, now: datetime) -> Stage:
    if end <= now:
        return Stage.PAST
    return Stage.ONGOING if start <= now else Stage.UPCOMING


def _outcome(event: Event, language: str) -> Outcome | None:
    if event.outcome is None:
        return None
    summary = event.outcome.summary
    return Outcome(
        attendance=event.outcome.attendance,
        summary=_text(summary, language) if summary else None,
        link=event.outcome.link,
    )


def _value(key: str, hub: Hub, language: str) -> PublicValue:
    return PublicValue(key=key, label=_text(hub.settings.values[key], language))


def _body(bodies: Sequence[Body], language: str) -> Body | None:
    """The body that a reader of a language sees: theirs, else the one without a language, else the first."""
    return next(_in_order_of(language, bodies), None)


def _in_order_of(language: str, bodies: Sequence[Body]) -> Iterator[Body]:
    for wanted in (language, ""):
        yield from (body for body in bodies if body.language == wanted)
    yield from bodies


def _text(texts: Mapping[str, str], language: str) -> Text:
    """The text that a reader of a language sees: theirs, else the one without a language, else the first."""
    found = next((key for key in (language, "", *texts) if texts.get(key)), "")
    return Text(texts.get(found, ""), _other(found, language))


def _other(found: str, language: str) -> str | None:
    return found if found and found != language else None
