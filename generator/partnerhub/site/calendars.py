"""Public → iCalendar (RFC 5545, RFC 7986), and the links that put an event into somebody's calendar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode, urlsplit

from icalendar import Calendar, Event, Timezone, vDuration, vUri

from partnerhub.site.model import PublicEvent, PublicHub, Stage, WithdrawnEvent, absolute
from partnerhub.words.slugs import slugify
from partnerhub.words.terms import N_, Terms

REFRESH = timedelta(hours=12)
"""How often a calendar is asked for again; the site is built daily and on every change."""
_DAY = timedelta(days=1)


def calendar(
    hub: PublicHub,
    events: Iterable[PublicEvent],
    withdrawn: Iterable[WithdrawnEvent],
    name: str,
    path: str,
    site_url: str | None,
) -> bytes:
    """A published calendar of events, those that don't take place among them; `path` is its own, in the site.

    Nothing in it depends on the moment of the build: `DTSTAMP` is the moment of an event's last change (RFC 5545
    §3.8.7.2), and where no history tells, of its start.
    """
    events, withdrawn = list(events), list(withdrawn)
    found = Calendar()
    found.add("prodid", "-//partnerhub//partnerhub//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("name", name)
    found.add("x-wr-calname", name)
    found.add("x-wr-timezone", hub.timezone)
    found.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    found.add("x-published-ttl", vDuration(REFRESH))
    if source := absolute(site_url, path):
        found.add("source", vUri(source), parameters={"VALUE": "URI"})
        found.add("url", absolute(site_url, hub.prefix) or source)
    shown: list[PublicEvent | WithdrawnEvent] = [*events, *withdrawn]
    moments = [moment for ours in shown for moment in (ours.start, ours.end)]
    for zone in sorted({str(moment.tzinfo) for moment in moments} - {"UTC"}):
        first, last = (min(moments) - _DAY).date(), (max(moments) + _DAY).date()
        rules = Timezone.from_tzid(zone, first_date=first, last_date=last)
        # RFC 5545 §3.6.5 knows no comment in a time zone.
        rules.pop("COMMENT", None)
        found.add_component(rules)
    for event in events:
        found.add_component(_event(event, hub, site_url))
    for gone in withdrawn:
        found.add_component(_base(gone, hub, site_url, "CANCELLED", str(gone.title)))
    return bytes(found.to_ical())


def _base(ours: PublicEvent | WithdrawnEvent, hub: PublicHub, site_url: str | None, status: str, title: str) -> Event:
    found = Event()
    host = urlsplit(site_url or "").hostname or "partnerhub.invalid"
    changed_at = ours.revision.changed_at or ours.start.astimezone(UTC)
    found.add("uid", f"{ours.address.removeprefix('partners/').strip('/').replace('/', '.')}@{host}")
    found.add("dtstamp", changed_at)
    found.add("last-modified", changed_at)
    found.add("sequence", ours.revision.sequence)
    found.add("summary", title)
    found.add("dtstart", _unmistakable(ours.start))
    found.add("dtend", _unmistakable(ours.end))
    found.add("status", status)
    if address := absolute(site_url, ours.path):
        found.add("url", address)
    return found


def _event(event: PublicEvent, hub: PublicHub, site_url: str | None) -> Event:
    terms = Terms(hub.language)
    title = str(event.title)
    if event.stage is Stage.POSTPONED:
        title = terms(N_("Postponed: {title}"), title=title)
    status = "CANCELLED" if event.is_cancelled else "TENTATIVE" if event.stage is Stage.POSTPONED else "CONFIRMED"
    found = _base(event, hub, site_url, status, title)
    if where := place(event):
        found.add("location", where)
    found.add("description", description(event, hub, site_url))
    if event.tags:
        found.add("categories", list(event.tags))
    if event.online_url:
        found.add("conference", vUri(event.online_url), parameters={"VALUE": "URI", "FEATURE": "VIDEO"})
    photo = event.host.photo
    if photo and (picture := absolute(site_url, photo.share.path)):
        found.add("image", vUri(picture), parameters={"VALUE": "URI", "DISPLAY": "BADGE", "FMTTYPE": "image/jpeg"})
    return found


def place(event: PublicEvent) -> str:
    """Where one goes: the place, else the address where it happens."""
    return str(event.place) if event.place else event.online_url or ""


def description(event: PublicEvent, hub: PublicHub, site_url: str | None) -> str:
    """What a calendar shows below the title: what happens, what one gets, who hosts it, and where to read more."""
    names = ", ".join(str(partner.name) for partner in event.partners)
    parts: Sequence[str | None] = (
        str(event.summary),
        str(event.members_get) if event.members_get else None,
        Terms(hub.language)(N_("With {names}"), names=names),
        event.online_url,
        event.link,
        absolute(site_url, event.path),
    )
    return "\n\n".join(part for part in parts if part)


def tags(events: Iterable[PublicEvent]) -> dict[str, tuple[str, list[PublicEvent]]]:
    """Name of a tag's file → the tag as it was written first, and its events. Case and spaces make no new tag."""
    found: dict[str, tuple[str, list[PublicEvent]]] = {}
    for event in events:
        for tag in event.tags:
            if slug := slugify(tag):
                tagged = found.setdefault(slug, (tag, []))[1]
                if event not in tagged:
                    tagged.append(event)
    return dict(sorted(found.items()))


def google_link(event: PublicEvent, hub: PublicHub, site_url: str | None) -> str:
    """Puts the event into a Google calendar: the form that its "add event" page takes."""
    days = f"{_utc(event.start)}/{_utc(event.end)}"
    facts = {
        "action": "TEMPLATE",
        "text": str(event.title),
        "dates": days,
        "ctz": event.timezone,
        "details": description(event, hub, site_url),
        "location": place(event),
    }
    return f"https://calendar.google.com/calendar/render?{urlencode(facts, quote_via=quote)}"


def outlook_link(event: PublicEvent, hub: PublicHub, site_url: str | None) -> str:
    """Puts the event into an Outlook calendar: the form that its compose page takes."""
    facts = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": str(event.title),
        "startdt": event.start.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "enddt": event.end.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "body": description(event, hub, site_url),
        "location": place(event),
    }
    return f"https://outlook.live.com/calendar/0/deeplink/compose?{urlencode(facts, quote_via=quote)}"


def _unmistakable(moment: datetime) -> datetime:
    """An hour that comes twice in autumn is written in UTC: programs differ on which one a zone's name means."""
    is_twice = moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()
    return moment.astimezone(UTC) if is_twice else moment


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
