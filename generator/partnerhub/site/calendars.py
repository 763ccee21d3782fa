"""Public → iCalendar (RFC 5545, RFC 7986), and the links that put an event into somebody's calendar."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from urllib.parse import quote, urlencode

from icalendar import Calendar, Component, Event, vDuration, vText, vUri
from icalendar.parser import Contentline

from partnerhub.site import time_zones
from partnerhub.site.model import PublicEvent, PublicHub, State
from partnerhub.site.titles import titled
from partnerhub.words.dates import CalendarWords
from partnerhub.words.terms import N_, Terms

REFRESH = timedelta(hours=12)
"""How often a calendar is asked for again; the site is built daily and on every change."""
FOLDED = 75
"""Octets of a line that goes on in the next (RFC 5545 §3.1)."""
LONGEST_LINK = 2000
"""Of addresses, in characters: browsers and chats take more, programs in between cut them off."""
_NOT_IN_URI = re.compile(r"[\x00-\x20\x7f\"<>\\^`{|}]")

_STATUS: Mapping[State, str] = {
    State.SCHEDULED: "CONFIRMED",
    State.MOVED: "CONFIRMED",
    State.POSTPONED: "TENTATIVE",
    State.CANCELLED: "CANCELLED",
    State.CORRECTED: "CONFIRMED",
    State.WITHDRAWN: "CANCELLED",
}
"""RFC 5545 §3.8.1.11."""


def calendar(
    hub: PublicHub,
    events: Iterable[PublicEvent],
    name: str,
    path: str,
    entry_of: Callable[[PublicEvent], bytes] | None = None,
) -> bytes:
    """A published calendar of events, those that don't take place among them; `path` is its own, in the site.

    `entry_of` is `entry` of the hub where it remembers what it made, for who makes many calendars. Nothing in one
    depends on the moment of the build: `DTSTAMP` is the moment of an event's last change (RFC 5545 §3.8.7.2).
    """
    events = list(events)
    whole = Calendar()
    whole.add("prodid", "-//partnerhub//partnerhub//EN")
    whole.add("version", "2.0")
    # No METHOD: a message of RFC 5546 names an organizer, and nobody here invites by mail.
    # Of these the library knows no type, and would write them as they are.
    whole.add("name", vText(name))
    whole.add("x-wr-calname", vText(name))
    whole.add("x-wr-timezone", vText(hub.timezone))
    whole.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    whole.add("x-published-ttl", vDuration(REFRESH))
    if source := hub.absolute(path):
        whole.add("source", _uri(source), parameters={"VALUE": "URI"})
        whole.add("url", _uri(hub.absolute(hub.prefix) or ""))
    moments = [moment for event in events if not event.whole_day for moment in (event.start, event.end)]
    years = sorted({moment.year for moment in moments} or {hub.built_on.year})
    # A calendar holds at least one component (RFC 5545 §3.6): an empty one the zone of its hub.
    zones = {str(moment.tzinfo) for moment in moments} - {"UTC"} if events else {hub.timezone}
    definitions = (_definition(zone, years[0], years[-1]) for zone in sorted(zones))
    head, end = _written(whole).rsplit(b"END:", 1)
    return b"".join([head, *definitions, *map(entry_of or partial(entry, hub), events), b"END:", end])


def entry(hub: PublicHub, event: PublicEvent) -> bytes:
    """What each calendar that holds an event says of it."""
    return _written(_component(event, hub))


@cache
def _definition(zone: str, first_year: int, last_year: int) -> bytes:
    return _written(time_zones.definition(zone, first_year, last_year))


def _written(component: Component) -> bytes:
    return b"".join(_folded(line) + b"\r\n" for line in component.content_lines() if line)


def _folded(line: Contentline) -> bytes:
    # The library looks at each letter of a line, although most are short enough.
    whole = line.encode()
    return whole if len(whole) < FOLDED else bytes(line.to_ical())  # type: ignore[no-untyped-call]


def _component(event: PublicEvent, hub: PublicHub) -> Event:
    entry = Event()
    entry.add("uid", event.history.uid)
    entry.add("dtstamp", event.history.changed_at)
    entry.add("last-modified", event.history.changed_at)
    entry.add("sequence", event.history.sequence)
    entry.add("summary", titled(event, Terms(hub.language)))
    if event.whole_day:
        # The day of DTEND is not in it any more: RFC 5545 §3.6.1.
        entry.add("dtstart", event.start.date())
        entry.add("dtend", event.end.date())
    else:
        entry.add("dtstart", _unmistakable(event.start))
        entry.add("dtend", _unmistakable(event.end))
    entry.add("status", _STATUS[event.state])
    if address := hub.absolute(event.path):
        entry.add("url", _uri(address))
    if event.state is State.WITHDRAWN:
        return entry
    if where := place(event):
        entry.add("location", where)
    entry.add("description", description(event, hub, at_length=True))
    if event.tags:
        entry.add("categories", [str(hub.label_of(tag)) for tag in event.tags])
    if event.online_url:
        entry.add("conference", _uri(event.online_url), parameters={"VALUE": "URI", "FEATURE": "VIDEO"})
    photo = event.shown_photo
    if photo and (picture := hub.absolute(photo.share.path)):
        entry.add("image", _uri(picture), parameters={"VALUE": "URI", "DISPLAY": "BADGE", "FMTTYPE": "image/jpeg"})
    return entry


def place(event: PublicEvent) -> str:
    """Where one goes: the place, else the address where it happens."""
    return str(event.place) if event.place else event.online_url or ""


def description(event: PublicEvent, hub: PublicHub, *, at_length: bool = False) -> str:
    """What a calendar shows below the title: what happens, what one gets, who hosts it, and where to read more.

    Not at length in an address, which has to stay short.
    """
    terms = Terms(hub.language)
    names = ", ".join(str(partner.name) for partner in event.partners)
    parts: Sequence[str | None] = (
        terms(N_("The details of this event are being corrected.")) if event.state is State.CORRECTED else None,
        str(event.summary),
        event.description.text if event.description and at_length else None,
        "\n".join(_agenda(event, hub)) if at_length else None,
        terms(N_("Price: {price}"), price=str(event.price)) if event.price else None,
        str(event.members_get) if event.members_get else None,
        terms(N_("With {names}"), names=names),
        event.online_url,
        # A search for the place is what programs offer by themselves.
        terms(N_("Map: {address}"), address=event.own_map) if event.own_map and at_length else None,
        event.link,
        hub.absolute(event.path),
    )
    return "\n\n".join(part for part in parts if part)


def _agenda(event: PublicEvent, hub: PublicHub) -> Iterator[str]:
    words = CalendarWords.of(hub.language)
    for day, entries in event.agenda_by_day:
        if day is not None:
            yield words.day(day)
        for entry in entries:
            parts = (words.hour(entry.at), str(entry.title), f"({entry.speaker})" if entry.speaker else "", entry.link)
            yield " ".join(part for part in parts if part)


def google_link(event: PublicEvent, hub: PublicHub) -> str:
    """Puts the event into a Google calendar: the form that its "add event" page takes."""
    moments = (event.start, event.end)
    days = "/".join(f"{moment:%Y%m%d}" if event.whole_day else _utc(moment) for moment in moments)
    facts = {
        "action": "TEMPLATE",
        "text": titled(event, Terms(hub.language)),
        "dates": days,
        "ctz": event.timezone,
        "location": place(event),
    }
    return _link("https://calendar.google.com/calendar/render", facts, "details", event, hub)


def outlook_link(event: PublicEvent, hub: PublicHub) -> str:
    """Puts the event into an Outlook calendar: the form that its compose page takes."""
    facts = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": titled(event, Terms(hub.language)),
        **_outlook_days(event),
        "location": place(event),
    }
    return _link("https://outlook.live.com/calendar/0/deeplink/compose", facts, "body", event, hub)


def _link(page: str, facts: Mapping[str, str], told_in: str, event: PublicEvent, hub: PublicHub) -> str:
    """An address with facts and as much of the description as there is room for, the way to the event's page last."""
    whole = description(event, hub)
    address = hub.absolute(event.path) or ""
    rest = f"…\n\n{address}" if address else "…"

    def link(text: str) -> str:
        return f"{page}?{urlencode({**facts, told_in: text}, quote_via=quote)}"

    if len(link(whole)) <= LONGEST_LINK:
        return link(whole)
    fits = bisect_right(range(len(whole)), LONGEST_LINK, key=lambda end: len(link(whole[:end].rstrip() + rest)))
    return link(whole[: max(fits - 1, 0)].rstrip() + rest)


def _uri(address: str) -> vUri:
    """An address that nothing takes for escaped text: what no URI may hold is percent-encoded (RFC 3986 §2.1)."""
    return vUri(_NOT_IN_URI.sub(lambda found: quote(found[0]), address))


def _outlook_days(event: PublicEvent) -> Mapping[str, str]:
    if event.whole_day:
        return {"startdt": f"{event.start.date()}", "enddt": f"{event.end.date()}", "allday": "true"}
    moments = {"startdt": event.start, "enddt": event.end}
    return {name: moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for name, moment in moments.items()}


def _unmistakable(moment: datetime) -> datetime:
    """An hour that comes twice in autumn is written in UTC: programs differ on which one a zone's name means."""
    is_twice = moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()
    return moment.astimezone(UTC) if is_twice else moment


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
