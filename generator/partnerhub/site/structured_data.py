"""Public → JSON-LD of schema.org, as search engines read it.

https://schema.org/Event and https://developers.google.com/search/docs/appearance/structured-data/event
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NotRequired, TypedDict

from markupsafe import Markup

from partnerhub.site.model import AgendaEntry, Kind, Page, PublicEvent, PublicHub, PublicPartner, PublicPhoto, State
from partnerhub.words import prices

_SCHEMA = "https://schema.org"
_ESCAPES = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
"""What could end the script, or a line of it."""
_STATUS: Mapping[State, str] = {
    State.SCHEDULED: "EventScheduled",
    State.MOVED: "EventRescheduled",
    State.POSTPONED: "EventPostponed",
    State.CANCELLED: "EventCancelled",
    State.CORRECTED: "EventScheduled",
    State.WITHDRAWN: "EventCancelled",
}
"""https://schema.org/EventStatusType"""


class Agent(TypedDict):
    """Somebody who organises or performs: schema.org/Person or schema.org/Organization."""

    type: Literal["Person", "Organization"]
    name: str
    url: str | None
    description: NotRequired[str]
    sameAs: NotRequired[list[str]]
    image: NotRequired[str]


def event_data(event: PublicEvent, hub: PublicHub) -> dict[str, object]:
    """schema.org/Event. What it costs is left out where it isn't plain; a postponed event keeps its former start."""
    description = "\n".join(filter(None, [event.summary.value, event.description.text if event.description else ""]))
    data: dict[str, object] = {
        "@type": "Event",
        "name": event.title.value,
        **({"description": description} if description else {}),
        "url": hub.absolute(event.path),
        "startDate": event.begins,
        "eventStatus": f"{_SCHEMA}/{_STATUS[event.state]}",
        "eventAttendanceMode": f"{_SCHEMA}/{_attendance(event)}",
        "location": _location(event, hub),
        "organizer": _agent({"type": "Organization", "name": hub.community, "url": hub.absolute(hub.prefix)}),
        "performer": [_agent(_brief(partner, hub)) for partner in event.partners],
    }
    if event.end_is_known:
        # A day is meant as a whole, so the last one is in it: https://schema.org/endDate
        data["endDate"] = (event.last_day if event.whole_day else event.end).isoformat()
    if event.agenda:
        data["subEvent"] = [_sub_event(entry, data["location"]) for entry in event.agenda]
    if event.moved_from:
        data["previousStartDate"] = event.moved_from.isoformat()
    if event.price:
        data |= _price(event.price.value, event, hub)
    if event.language:
        data["inLanguage"] = event.language
    if event.tags:
        data["keywords"] = [str(hub.label_of(tag)) for tag in event.tags]
    if pictures := _pictures(event.shown_photo, hub):
        data["image"] = pictures
    return data


def partner_data(partner: PublicPartner, hub: PublicHub) -> dict[str, object]:
    """schema.org/Person or schema.org/Organization, whichever the partner is."""
    agent = _brief(partner, hub)
    if partner.description:
        agent["description"] = partner.description.value
    same = [url for url in (partner.website, *(link.url for link in partner.links)) if url]
    if same:
        agent["sameAs"] = same
    for picture in _pictures(partner.photo, hub):
        agent["image"] = picture
    return _agent(agent)


def breadcrumbs(trail: Iterable[tuple[str, str | None]]) -> dict[str, object]:
    """schema.org/BreadcrumbList, from names and absolute addresses, the hub first."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (name, address) in enumerate(trail, start=1)
        ],
    }


def event_list(hub: PublicHub) -> dict[str, object]:
    """schema.org/ItemList of the upcoming events' pages."""
    events = [event for event in hub.upcoming if event.is_open]
    return {
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "url": hub.absolute(event.path)}
            for place, event in enumerate(events, start=1)
        ],
    }


def trail_of(page: Page, hub: PublicHub) -> Iterator[tuple[str, str | None]]:
    """From the hub to a page: names and absolute addresses."""
    yield hub.community, hub.absolute(hub.prefix)
    if isinstance(page, PublicEvent):
        yield page.host.name.value, hub.absolute(page.host.path)
        yield page.title.value, hub.absolute(page.path)
    else:
        yield page.name.value, hub.absolute(page.path)


def script(data: Sequence[Mapping[str, object]]) -> Markup:
    """The element that holds the data; no text in it can end it."""
    whole = {"@context": _SCHEMA, "@graph": list(data)}
    text = json.dumps(whole, ensure_ascii=False)
    for char, escape in _ESCAPES.items():  # `translate` asks of each letter
        text = text.replace(char, escape)
    return Markup(f'<script type="application/ld+json">{text}</script>')


def _attendance(event: PublicEvent) -> str:
    if event.is_online:
        return "MixedEventAttendanceMode" if event.place else "OnlineEventAttendanceMode"
    return "OfflineEventAttendanceMode"


def _location(event: PublicEvent, hub: PublicHub) -> object:
    places: list[dict[str, object]] = []
    if event.place:
        has_map = {"hasMap": event.map} if event.map else {}
        places.append({"@type": "Place", "name": event.place.value, "address": event.place.value, **has_map})
    if event.is_online:
        # Where the address is not public, the page says how one gets it.
        address = event.online_url or hub.absolute(event.path)
        places.append({"@type": "VirtualLocation", "url": address})
    return places[0] if len(places) == 1 else places


def _sub_event(entry: AgendaEntry, location: object) -> dict[str, object]:
    data: dict[str, object] = {
        "@type": "Event",
        "name": entry.title.value,
        "startDate": entry.at.isoformat(),
        "location": location,
    }
    if entry.speaker:
        data["performer"] = {"@type": "Person", "name": entry.speaker}
    if entry.link:
        data["url"] = entry.link
    return data


def _price(price: str, event: PublicEvent, hub: PublicHub) -> dict[str, object]:
    if prices.is_free(price):
        return {"isAccessibleForFree": True}
    if (amount := prices.amount(price)) is None:
        return {}
    offer = {"@type": "Offer", "price": amount[0], "priceCurrency": amount[1]}
    return {"offers": {**offer, "url": event.link or hub.absolute(event.path)}}


def _brief(partner: PublicPartner, hub: PublicHub) -> Agent:
    kind: Literal["Person", "Organization"] = "Person" if partner.kind is Kind.PERSON else "Organization"
    return {"type": kind, "name": partner.name.value, "url": hub.absolute(partner.path)}


def _agent(agent: Agent) -> dict[str, object]:
    return {"@" + name if name == "type" else name: value for name, value in agent.items()}


def _pictures(photo: PublicPhoto | None, hub: PublicHub) -> list[str]:
    address = hub.absolute(photo.share.path) if photo else None
    return [address] if address else []
