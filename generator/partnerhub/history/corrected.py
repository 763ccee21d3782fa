"""What is left to members of an event that is being corrected: what they need to come, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from partnerhub.record.facts import Facts, Hold
from partnerhub.record.model import EventRecord
from partnerhub.record.partner import Event, Partner, UnreadableEvent

_TIMES = frozenset({"start", "end", "duration", "timezone", "whole_day"})


@dataclass(frozen=True)
class Corrected:
    """Each as the file gives it now, where it can be read and nothing is wrong with it; else as it was last shown."""

    name: Mapping[str, str]
    """The partner's."""
    title: Mapping[str, str]
    start: datetime
    """Aware, in the event's zone."""
    end: datetime
    end_is_known: bool
    whole_day: bool
    timezone: str
    """IANA name."""
    place: Mapping[str, str] | None
    map: str | None
    """The place's own."""
    online: bool | str
    link: str | None


def left_of(event: Event) -> Corrected:
    """What is left of an event of which nothing that one needs to come is wrong."""
    return corrected(event, None, event, None, (), host_is_known=True)


def corrected(
    last: Event,
    facts: Facts | None,
    event: Event | None,
    fragment: UnreadableEvent | None,
    holds: Iterable[Hold],
    *,
    host_is_known: bool,
) -> Corrected:
    """What is left of an event that was last shown as `last`; `holds` are those in force on its file.

    `host_is_known` says whether members know the partner in whose file it stands now.
    """
    partner = facts.partner if facts else None
    if partner and fragment and "start" in fragment.fields:
        event = _with_last_title(partner, fragment, last)
    index = event.index if event else fragment.index if fragment else None
    places = {hold.place for hold in holds} | (partner.broken if partner else frozenset())
    wrong = {place[2] for place in places if place[:2] == ("events", index) and len(place) > 2}
    given: Mapping[str, Any] = vars(event.record) if event else fragment.fields if fragment else {}

    def now(name: str) -> Any:
        return vars(last.record)[name] if name in wrong or name not in given else given[name]

    times_are_wrong = bool(wrong & _TIMES)
    as_a_whole = index is not None and ("events", index) in (partner.broken if partner else ())
    timed = last if event is None or times_are_wrong or as_a_whole else event
    return Corrected(
        name=partner.record.name if partner and host_is_known and ("name",) not in places else last.partner.record.name,
        title=now("title"),
        start=timed.start,
        end=timed.end,
        end_is_known=timed.end_is_known,
        whole_day=timed.record.whole_day,
        timezone=timed.zone.key,
        place=now("place"),
        map=now("map"),
        online=now("online"),
        link=now("link"),
    )


def _with_last_title(partner: Partner, fragment: UnreadableEvent, last: Event) -> Event:
    """An entry of which only the title is missing."""
    fields = {"title": last.record.title, **fragment.fields}
    return Event.resolve(partner, fragment.index, EventRecord.model_construct(**fields))
