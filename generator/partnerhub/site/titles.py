"""What an event is called where its title alone is seen: in calendars, feeds and wherever a link to it is shared."""

from __future__ import annotations

from collections.abc import Mapping

from partnerhub.site.model import PublicEvent, State
from partnerhub.words.terms import N_, Term, Terms

_CANCELLED = N_("Cancelled: {title}")
_TITLES: Mapping[State, Term] = {
    State.MOVED: N_("New date: {title}"),
    State.POSTPONED: N_("Postponed: {title}"),
    State.CANCELLED: _CANCELLED,
    State.WITHDRAWN: _CANCELLED,
}


def titled(event: PublicEvent, terms: Terms) -> str:
    """The title, with the state before it where that is not what one expects of an event."""
    words = _TITLES.get(event.state)
    return terms(words, title=str(event.title)) if words else str(event.title)
