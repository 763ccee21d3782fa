"""A public partner and event as sound as they come, and a renderer of them: for tests of what pages and calendars say."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from partnerhub.record.settings import OURS
from partnerhub.site.model import (
    Kind,
    PublicEvent,
    PublicHub,
    PublicPartner,
    PublicPhoto,
    Rendition,
    Stage,
    Text,
)
from partnerhub.site.render import Renderer

FRAGMENTS = [OURS / "fragments"]
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
    photo=PublicPhoto(Text("Six people"), Text("At the table"), None, CARD, CARD, SHARE, is_cutout=False),
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
    timezone="Asia/Jerusalem",
    place=Text("House"),
    is_online=False,
    online_url=None,
    link=None,
    summary=Text("What"),
    members_get=None,
    language=None,
    tags=(),
    is_cancelled=False,
    stage=Stage.UPCOMING,
    outcome=None,
)


def renderer(*events: PublicEvent, language: str = "en") -> Renderer:
    partners = {partner.slug: partner for event in events for partner in event.partners}
    zone = "Asia/Jerusalem"
    hub = PublicHub(
        language, {language: ""}, "Community", "Hub", zone, date(2026, 5, 1), tuple(partners.values()), events
    )
    return Renderer(hub, FRAGMENTS, "https://hub.example/")
