"""Announcement, reminder and change: what members are told of an event. It knows nothing but what they may see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from partnerhub.messages.channels import Channel
from partnerhub.messages.draft import Draft, Templates
from partnerhub.messages.kind import Kind
from partnerhub.site.model import PublicEvent, PublicHub, State
from partnerhub.words.finding import Problem
from partnerhub.words.terms import N_

_CHANGES = (State.MOVED, State.CANCELLED, State.POSTPONED)
_CALLED_OFF = {
    State.CANCELLED: N_("{event} is cancelled, which `write {slug} change` tells"),
    State.POSTPONED: N_("{event} is postponed, which `write {slug} change` tells"),
}


def refusals(kind: Kind, event: PublicEvent) -> Iterator[Problem]:
    """Why members can't be told this of an event that they see."""
    facts = {"event": event.title, "slug": event.host.slug}
    if event.is_past:
        yield Problem((), N_("{event} is over"), facts=facts)
    elif kind is Kind.CHANGE and event.state not in _CHANGES:
        yield Problem((), N_("{event} takes place as members know it: there is no change to tell"), facts=facts)
    elif kind is not Kind.CHANGE and event.state in _CALLED_OFF:
        yield Problem((), _CALLED_OFF[event.state], facts=facts)


def draft(kind: Kind, event: PublicEvent, hub: PublicHub, channel: Channel, templates: Templates) -> Draft:
    """What members are told of an event on a channel."""
    photo = event.shown_photo
    context = {
        "event": event,
        "link": hub.absolute(event.path),
        "calendar": hub.absolute(f"{event.path}event.ics") if channel.is_mail and event.state.takes_place else None,
        "caption": photo.caption if photo else None,
        "is_today": event.start.date() <= hub.built_on,
    }
    return templates.draft(kind, channel, context)


def send_on(kind: Kind, event: PublicEvent) -> date | None:
    """The day for which a message is written; None for one that should go out at once."""
    return event.start.date() - timedelta(days=1) if kind is Kind.REMINDER else None
