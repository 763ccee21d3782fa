"""Public partners and events as tests render them, and a hub that shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from partnerhub.ours import TEMPLATES
from partnerhub.photos import PhotoKind
from partnerhub.site.model import (
    EventHistory,
    Kind,
    PublicEvent,
    PublicHub,
    PublicPartner,
    PublicPhoto,
    Rendition,
    Stage,
    State,
    Text,
)
from partnerhub.site.render import Renderer

FRAGMENTS = [TEMPLATES / "fragments"]
JERUSALEM, BERLIN = ZoneInfo("Asia/Jerusalem"), ZoneInfo("Europe/Berlin")
START = datetime(2026, 5, 12, 19, tzinfo=JERUSALEM)
END = datetime(2026, 5, 12, 21, 30, tzinfo=JERUSALEM)

CARD = (Rendition("assets/partners/a-360.webp", 360, 240), Rendition("assets/partners/a-720.webp", 720, 480))
SHARE = Rendition("assets/partners/a-share.jpg", 1200, 630)
PARTNER = PublicPartner(
    prefix="",
    slug="code",
    kind=Kind.COMMUNITY,
    name=Text("Code for Good"),
    tagline=Text("Small software"),
    website="https://code.example",
    links=(),
    tags=(),
    photo=PublicPhoto(Text("Six people"), Text("At the table"), None, CARD, CARD, SHARE, PhotoKind.PHOTO, "#8a7f60"),
    values=(),
    promotes=None,
    members_get=None,
    body="<p>Who</p>",
    body_language=None,
    body_text="Who",
    introduction=Text("Who"),
)
EVENT = PublicEvent(
    slug="night",
    title=Text("Night"),
    host=PARTNER,
    cohosts=(),
    start=START,
    end=END,
    end_is_known=True,
    whole_day=False,
    timezone="Asia/Jerusalem",
    place=Text("House"),
    own_map=None,
    map_search=None,
    is_online=False,
    online_url=None,
    link=None,
    summary=Text("What"),
    description=None,
    agenda=(),
    price=None,
    photo=None,
    members_get=None,
    language=None,
    tags=(),
    state=State.SCHEDULED,
    stage=Stage.UPCOMING,
    outcome=None,
    history=EventHistory(
        "code.night@hub.example", 2, datetime(2026, 4, 9, 12, tzinfo=UTC), datetime(2026, 4, 1, 12, tzinfo=UTC)
    ),
)
MOVED_FROM = datetime(2026, 5, 5, 19, tzinfo=JERUSALEM)
IN_STATE = {
    State.SCHEDULED: EVENT,
    State.MOVED: replace(EVENT, state=State.MOVED, moved_from=MOVED_FROM),
    State.POSTPONED: replace(EVENT, state=State.POSTPONED),
    State.CANCELLED: replace(EVENT, state=State.CANCELLED),
    State.CORRECTED: EVENT.being_corrected(),
    State.WITHDRAWN: EVENT.withdrawn(),
}
"""The event in each state."""


def hub_of(
    *events: PublicEvent,
    language: str = "en",
    prefixes: Mapping[str, str] | None = None,
    site_url: str | None = "https://hub.example/",
    redirects: Mapping[str, str] | None = None,
) -> PublicHub:
    """What a hub with these events shows; withdrawn ones go where they belong."""
    shown = [event for event in events if event.state is not State.WITHDRAWN]
    partners = {partner.slug: partner for event in shown for partner in event.partners}
    return PublicHub(
        language=language,
        prefixes=prefixes or {language: ""},
        community="Community",
        site_name="Hub",
        timezone="Asia/Jerusalem",
        site_url=site_url,
        built_on=date(2026, 5, 1),
        partners=tuple(partners.values()),
        events=shown,
        withdrawn=[event for event in events if event.state is State.WITHDRAWN],
        redirects=redirects or {},
    )


def renderer(*events: PublicEvent, **facts: Any) -> Renderer:
    return Renderer(hub_of(*events, **facts), FRAGMENTS)
