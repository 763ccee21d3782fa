"""Public → `events.json`: what is published, for other programs. Its shape is a promise (docs/pages/engineer/data.md).

Within a version fields are added, never taken away or given another meaning; the schema beside it says what each is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from pydantic import BaseModel, ConfigDict

from partnerhub.site.model import (
    AgendaEntry,
    Kind,
    Outcome,
    PublicEvent,
    PublicHub,
    PublicPartner,
    PublicPhoto,
    State,
    Text,
)

VERSION = 1

_STATUS: Mapping[State, str] = {
    State.SCHEDULED: "scheduled",
    State.MOVED: "scheduled",
    State.POSTPONED: "postponed",
    State.CANCELLED: "cancelled",
    State.CORRECTED: "scheduled",
    State.WITHDRAWN: "cancelled",
}


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True, extra="forbid")


class PhotoData(_Shape):
    """The picture that a partner approved."""

    url: str
    """JPEG, 1200 × 630 pixels."""
    alt: str
    caption: str | None
    credit: str | None


class PartnerData(_Shape):
    """A host of an event."""

    name: str
    kind: Kind
    url: str
    """Its page in the hub."""
    introduction: str
    """Who they are, plain text; empty where it is being corrected."""
    photo: PhotoData | None


class AgendaData(_Shape):
    """A talk or a break within an event."""

    at: datetime
    """When it begins, with its offset."""
    title: str
    speaker: str | None
    link: str | None


class OutcomeData(_Shape):
    """What came of an event that is over."""

    attendance: int | None
    """How many came."""
    summary: str | None
    """Plain text."""
    link: str | None
    """Pictures, a recording, a report."""


class EventData(_Shape):
    """A published event."""

    id: str
    """The same for good: the partner's and the event's slug when it was first shown."""
    url: str
    """Its page in the hub."""
    calendar: str
    """Its iCalendar file."""
    title: str
    title_language: str
    """BCP 47 tag."""
    summary: str
    """Plain text; empty where it is being corrected."""
    description: str | None
    """What happens there at length: plain text, each block on a line of its own."""
    agenda: list[AgendaData]
    """What happens within it, in the order of time."""
    price: str | None
    """What it costs, as text."""
    photo: PhotoData | None
    """Its own; null where the host's stands for it."""
    members_get: str | None
    start: datetime
    """With its offset; of a postponed event the former start, of whole days the first moment."""
    end: datetime
    """With its offset, not in it any more: of whole days the first moment of the day after the last."""
    end_is_known: bool
    """False where the end is the hub's usual length."""
    whole_day: bool
    """True where it has days instead of hours."""
    timezone: str
    """IANA name."""
    place: str | None
    map: str | None
    """Of the place: its own, else a map search for it."""
    is_online: bool
    online_url: str | None
    link: str | None
    """Details or registration."""
    language: str | None
    """BCP 47 tag of the language that is spoken there."""
    tags: list[str]
    """By the keys that the hub's settings give them, else as typed."""
    tag_labels: list[str]
    """What they are called in the language of the texts, in the same order."""
    status: str
    """scheduled, postponed or cancelled."""
    is_corrected: bool
    """True while its details are being corrected, and only what is sure is given."""
    is_withdrawn: bool
    """True where it was taken back after members knew of it; it is named as cancelled until it would have been over."""
    moved_from: datetime | None
    """The start that members knew before, with its offset; null where it was not moved."""
    partners: list[PartnerData]
    """The host first; none where the partner is gone and the event withdrawn."""
    outcome: OutcomeData | None
    """Null until it is over, and where nobody wrote it down."""


class HubData(_Shape):
    """All that a hub publishes in one language."""

    version: int = VERSION
    name: str
    url: str
    language: str
    """BCP 47 tag of the texts, as far as they exist in it."""
    timezone: str
    """IANA name."""
    built_on: str
    """The day of the build, in the hub's zone: 2026-12-10."""
    events: list[EventData]
    """By start."""


def events_json(hub: PublicHub, entry_of: Callable[[PublicEvent], str] | None = None) -> str:
    """The published events of a language, as JSON of version 1; `entry_of` is `entry` where it is remembered."""
    data = HubData(
        name=hub.community,
        url=hub.absolute(hub.prefix) or "",
        language=hub.language,
        timezone=hub.timezone,
        built_on=hub.built_on.isoformat(),
        events=[],
    )
    head, end = data.model_dump_json(indent=1).rsplit("[]", 1)
    events = sorted((*hub.events, *hub.withdrawn), key=lambda event: event.start)
    entries = ",\n".join(map(entry_of or partial(entry, hub), events))
    return f"{head}[\n{entries}\n ]{end}" if events else f"{head}[]{end}"


def events_schema() -> str:
    """The JSON Schema (2020-12) of `events.json`."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **HubData.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=1)


def entry(hub: PublicHub, event: PublicEvent) -> str:
    """What stands of an event in the list."""
    data = _event(event, hub).model_dump_json(indent=1)
    return f"  {data}".replace("\n", "\n  ")


def _event(event: PublicEvent, hub: PublicHub) -> EventData:
    return EventData(
        id=event.history.name,
        url=hub.absolute(event.path) or "",
        calendar=hub.absolute(f"{event.path}event.ics") or "",
        title=event.title.value,
        title_language=event.title.language or hub.language,
        summary=event.summary.value,
        description=event.description.text if event.description else None,
        agenda=[_agenda_entry(entry) for entry in event.agenda],
        price=_value(event.price),
        photo=_photo(event.photo, hub),
        members_get=_value(event.members_get),
        start=event.start,
        end=event.end,
        end_is_known=event.end_is_known,
        whole_day=event.whole_day,
        timezone=event.timezone,
        place=_value(event.place),
        map=event.map,
        is_online=event.is_online,
        online_url=event.online_url,
        link=event.link,
        language=event.language,
        tags=list(event.tags),
        tag_labels=[str(hub.label_of(tag)) for tag in event.tags],
        status=_STATUS[event.state],
        is_corrected=event.state is State.CORRECTED,
        is_withdrawn=event.state is State.WITHDRAWN,
        moved_from=event.moved_from,
        partners=[_partner(partner, hub) for partner in event.partners if partner.has_page],
        outcome=_outcome(event.outcome) if event.outcome else None,
    )


def _agenda_entry(entry: AgendaEntry) -> AgendaData:
    return AgendaData(at=entry.at, title=entry.title.value, speaker=entry.speaker, link=entry.link)


def _outcome(outcome: Outcome) -> OutcomeData:
    return OutcomeData(attendance=outcome.attendance, summary=_value(outcome.summary), link=outcome.link)


def _partner(partner: PublicPartner, hub: PublicHub) -> PartnerData:
    return PartnerData(
        name=partner.name.value,
        kind=partner.kind,
        url=hub.absolute(partner.path) or "",
        introduction=partner.introduction.value,
        photo=_photo(partner.photo, hub),
    )


def _photo(photo: PublicPhoto | None, hub: PublicHub) -> PhotoData | None:
    if photo is None:
        return None
    return PhotoData(
        url=hub.absolute(photo.share.path) or "",
        alt=photo.alt.value,
        caption=_value(photo.caption),
        credit=photo.credit,
    )


def _value(text: Text | None) -> str | None:
    return text.value if text else None
