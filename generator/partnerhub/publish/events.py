"""An event as members are told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import quote

from partnerhub.history.corrected import Corrected
from partnerhub.history.story import Edition, EventStory, Standing
from partnerhub.publish.partners import NO_PHOTOS, Processed, looks_of, public_photo
from partnerhub.publish.texts import prose_in, tags_of, text_in
from partnerhub.record.model import Status
from partnerhub.record.partner import Event
from partnerhub.record.settings import Settings
from partnerhub.record.settings_types import Maps
from partnerhub.site.model import (
    AgendaEntry,
    EventHistory,
    Outcome,
    PublicEvent,
    PublicPartner,
    Stage,
    State,
    Text,
)

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
_NOBODY = Edition("", 0, datetime.min.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC))
"""Of an event that nobody was shown yet."""


@dataclass(frozen=True)
class Told:
    """What members are told of an event, and by whom it is held."""

    story: EventStory
    edition: Edition
    last: Event
    """As they saw it last."""
    host: PublicPartner | None
    """None where the partner has no page."""
    cohosts: Sequence[PublicPartner]
    now: datetime
    settings: Settings
    """The hub's."""

    def made_of(self, processed: Processed) -> Sequence[object]:
        """All on which it depends what pages say of it."""
        story = self.story
        events = [story.event, self.last]
        stages = [stage_of(event.start, event.end, self.now) for event in (*events, story.corrected) if event]
        told = [story.standing, self.edition, *events, story.corrected, story.moved_from, story.address, *stages]
        photo = story.event.photo if story.event else None
        return [*told, looks_of(photo, processed), self.host, *self.cohosts, self.settings]


def told_event(told: Told, language: str, processed: Processed) -> PublicEvent | None:
    """An event as members are told of it; None where they are told nothing."""
    story, event, host = told.story, told.story.event, told.host
    history = _history(told.edition)
    if story.standing is Standing.SHOWN and event is not None and host is not None:
        whole = public_event(event, host, told.cohosts, language, told.now, processed)
        state = State.MOVED if whole.state is State.SCHEDULED and story.moved_from else whole.state
        return replace(whole, state=state, moved_from=story.moved_from, history=history)
    if host is None or host.slug != story.address[0]:
        # The partner is gone, or is none that members know: it stays where it was shown, and leads to nobody.
        name = text_in(told.last.partner.record.name, language)
        host = PublicPartner.named(told.settings.prefixes[language], story.address[0], name, has_page=False)
    if story.standing is Standing.CORRECTED and story.corrected is not None:
        return _corrected(story.corrected, told.last, host, history, language, told.now)
    return _withdrawn(told.last, host, history, language, told.now)


def public_event(
    event: Event,
    host: PublicPartner,
    cohosts: Sequence[PublicPartner],
    language: str,
    now: datetime,
    processed: Processed = NO_PHOTOS,
) -> PublicEvent:
    """An event as its file has it."""
    record = event.record
    members_get = record.members_get or event.partner.record.vetting.win_win.members
    place = text_in(record.place, language) if record.place else None
    return PublicEvent(
        slug=event.slug,
        title=text_in(record.title, language),
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
        summary=text_in(record.summary, language) if record.summary else host.introduction,
        description=prose_in(event.description, language) if event.description else None,
        agenda=[
            AgendaEntry(at, text_in(entry.title, language), entry.speaker, entry.link) for at, entry in event.agenda
        ],
        price=text_in(record.price, language) if record.price else None,
        photo=public_photo(event.photo, record.title, processed, language) if event.photo else None,
        members_get=text_in(members_get, language) if members_get else None,
        language=record.language,
        tags=tags_of(record.tags, event.partner.settings),
        state=_STATES[record.status],
        stage=stage_of(event.start, event.end, now),
        outcome=_outcome(event, language) if event.end <= now else None,
        history=_history(_NOBODY),
    )


def _corrected(
    left: Corrected, last: Event, host: PublicPartner, history: EventHistory, language: str, now: datetime
) -> PublicEvent:
    """An event of which only what one needs to come is sure."""
    whole = public_event(last, replace(host, name=text_in(left.name, language)), (), language, now)
    place = text_in(left.place, language) if left.place else None
    return replace(
        whole,
        title=text_in(left.title, language),
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
        stage=stage_of(left.start, left.end, now),
        history=history,
    ).being_corrected()


def _withdrawn(
    last: Event, host: PublicPartner, history: EventHistory, language: str, now: datetime
) -> PublicEvent | None:
    """An event that somebody took back, until it would have been over."""
    if last.end <= now and last.record.status is not Status.POSTPONED:
        return None
    return replace(public_event(last, host, (), language, now), history=history).withdrawn()


def _map_search(place: Text | None, settings: Settings) -> str | None:
    """Where maps are asked for a place; None where there is none, or the hub wants no search."""
    search = _MAP_SEARCHES.get(settings.maps)
    return search + quote(place.value, safe="") if place and search else None


def _history(edition: Edition) -> EventHistory:
    return EventHistory(
        uid=edition.uid,
        sequence=edition.sequence,
        changed_at=edition.changed_at,
        published_at=edition.published_at,
        material_changes=edition.material_changes,
        materially_changed_at=edition.materially_changed_at,
    )


def stage_of(start: datetime, end: datetime, now: datetime) -> Stage:
    """Where something stands at a moment by its hours."""
    if end <= now:
        return Stage.PAST
    return Stage.ONGOING if start <= now else Stage.UPCOMING


def _outcome(event: Event, language: str) -> Outcome | None:
    outcome = event.record.outcome
    if outcome is None:
        return None
    return Outcome(
        attendance=outcome.attendance,
        summary=text_in(outcome.summary, language) if outcome.summary else None,
        link=outcome.link,
    )
