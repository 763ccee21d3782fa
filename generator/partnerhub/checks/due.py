"""By when each step of a partnership is due: days that rules, the review and the list of duties have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from partnerhub.checks.hub import Hub
from partnerhub.record.fields import is_empty
from partnerhub.record.model import Decision, Message, Speaker
from partnerhub.record.partner import Event, Partner
from partnerhub.record.schedule import later, moment_of
from partnerhub.words.finding import FieldPath

ASKED_FOR = timedelta(days=60)
"""For how long it is asked what became of something, by the file format."""
OUTCOME_WITHIN = timedelta(days=14)
"""After the end of an event, until one knows what came of it; by the file format."""
_LOG: FieldPath = ("outreach", "log")
_WORDS = ("agreed", "thanked_on")
"""Fields of an event that say on which day we said something."""


@dataclass(frozen=True)
class Step:
    """What somebody has to do."""

    place: FieldPath
    """The field that says when it is done."""
    since: datetime
    """What it follows: their message, the end of an event. Aware."""
    due: datetime
    """From then on it is overdue. Aware."""


def messages(partner: Partner, now: datetime) -> Sequence[tuple[datetime, Message]]:
    """What was said up to a moment, aware, in the order of time; nothing where a part of it can't be read."""
    return sorted((each for each in _messages(partner) if each[0] <= now), key=lambda each: each[0])


def messages_to_come(partner: Partner, now: datetime) -> Sequence[datetime]:
    """The moments after now at which something will be said, aware."""
    return [at for at, _ in _messages(partner) if at > now]


def _messages(partner: Partner) -> Sequence[tuple[datetime, Message]]:
    if partner.touches_broken(_LOG):
        return []
    return [(moment_of(message.at, partner.settings.zone), message) for message in partner.record.outreach.log]


def answer(partner: Partner, now: datetime) -> Step | None:
    """What a partner wrote last is answered, if the last word is theirs: to agree, and to say thank you, is one too."""
    said = messages(partner, now)
    if not said or said[-1][1].sender is not Speaker.THEM or _is_unread(partner):
        return None
    at, message = said[-1]
    day = at.astimezone(partner.settings.zone).date()
    if any(day <= ours for ours in _words_of_ours(partner)):
        return None
    index = next(index for index, each in enumerate(partner.record.outreach.log) if each is message)
    return Step((*_LOG, index), at, later(at, timedelta(hours=partner.settings.reply_within)))


def _is_unread(partner: Partner) -> bool:
    """Whether something of the events can't be read that may be a word of ours."""
    of_events = [field for field in partner.broken if field[:1] == ("events",)]
    return bool(partner.unreadable_events) or any(len(field) < 3 or field[2] in _WORDS for field in of_events)


def _words_of_ours(partner: Partner) -> Iterator[date]:
    """The days on which we said something that stands elsewhere than in the log; one that lies ahead is a slip."""
    for event in partner.events:
        agreed = event.record.agreed.us if event.record.agreed else None
        yield from (day for day in (agreed, event.record.thanked_on) if day is not None)


def agreed_events(partner: Partner) -> Iterator[Event]:
    """The events that take place: the partnership is approved, both sides agreed, and nobody called them off."""
    if partner.decision is Decision.APPROVED:
        yield from (event for event in partner.events if event.is_scheduled and event.is_agreed)


def publish_by(event: Event) -> date:
    """The last day, in the hub's zone, that gives members their time."""
    return event.day - timedelta(days=event.partner.settings.lead_time)


def merge_by(event: Event, hub: Hub) -> date:
    """The last day on which merging is in time: later than `publish_by` where it was announced or public before."""
    publication = hub.timeline.event(event).publication
    # What is proven to be public before today stays in time until it takes place.
    is_in_time = publication.day < hub.today and publication.day <= publish_by(event)
    return event.day if is_in_time else publish_by(event)


def is_announced(event: Event, today: date) -> bool:
    """Whether it was announced anywhere else by a day."""
    return any(entry.date <= today for entry in event.record.announced)


def thanks(event: Event) -> Step | None:
    """The call to say thank you; None where it was made."""
    if event.record.thanked_on is not None:
        return None
    within = timedelta(days=event.partner.settings.thanks_within)
    return Step(event.at("thanked_on"), event.end, later(event.end, within))


def outcome(event: Event) -> Step | None:
    """What came of an event; None where it is written down."""
    written = event.record.outcome
    if written is not None and not all(is_empty(value) for _, value in written):
        return None
    return Step(event.at("outcome"), event.end, later(event.end, OUTCOME_WITHIN))


def last_valid_day(partner: Partner) -> date | None:
    """The last day on which the vetting of an approved partner holds."""
    decided_on = partner.record.vetting.decided_on
    if partner.decision is not Decision.APPROVED or decided_on is None:
        return None
    return decided_on + timedelta(days=partner.settings.vetting_valid)
