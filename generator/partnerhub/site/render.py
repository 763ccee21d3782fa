"""Public → HTML fragments. Owns our Jinja environment; knows neither the private record nor MkDocs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

import segno
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from partnerhub.site import calendars, structured_data
from partnerhub.site.model import (
    Facets,
    PublicEvent,
    PublicHub,
    PublicPartner,
    PublicPhoto,
    Stage,
    Text,
    WithdrawnEvent,
    absolute,
)
from partnerhub.words.dates import CalendarWords
from partnerhub.words.finding import Finding
from partnerhub.words.terms import catalogue

Part = TypeVar("Part")

EMBEDDED = 10
"""Events in the embed."""


class Renderer:
    """The fragments of one hub in one language.

    `root` is everywhere the relative way from a page to the root of the site: `""`, `"../"`, `"../../"`.
    """

    def __init__(self, hub: PublicHub, folders: Sequence[Path], site_url: str | None) -> None:
        """`folders` hold the fragments, a hub's own before the package's; `site_url` is None where it is not known."""
        self.hub = hub
        self.site_url = site_url
        self._environment = _environment(folders, hub.language)
        self._environment.globals["hub"] = hub

    def marker(self, name: str, arguments: Mapping[str, str], root: str) -> str:
        """The list that a marker of a hand-written page asks for; `partnerhub.site.markers` has checked both."""
        if name == "next":
            return self._fragment("next", events=self.hub.next_events, root=root)
        if name == "partners":
            return self._fragment("partners", partners=_chosen_partners(self.hub.partners, arguments), root=root)
        if name == "subscribe":
            return self._subscribe(root)
        limit = int(arguments["limit"]) if "limit" in arguments else None
        if name == "archive":
            events = _chosen_events(self.hub.past, arguments)[:limit]
            return self._fragment("archive", years=_grouped(events, lambda event: event.start.year), root=root)
        events = _chosen_events(self.hub.upcoming, arguments)[:limit]
        months = _grouped(events, lambda event: date(event.start.year, event.start.month, 1))
        postponed = [] if limit else _chosen_events(self.hub.postponed, arguments)
        facets = Facets.of([*events, *postponed])
        data = None
        if self.site_url and not arguments:
            data = Markup(structured_data.script([structured_data.event_list(self.hub, self.site_url)]))
        return self._fragment("upcoming", months=months, postponed=postponed, facets=facets, data=data, root=root)

    def partner_page(self, partner: PublicPartner, root: str) -> str:
        """Everything of a partner's page below the theme's header."""
        events = self.hub.events_of(partner)
        return self._fragment(
            "partner_page",
            partner=partner,
            upcoming=[event for event in events if event.is_upcoming],
            postponed=[event for event in events if event in self.hub.postponed],
            past=[event for event in reversed(events) if not event.is_upcoming and event not in self.hub.postponed],
            address=absolute(self.site_url, partner.path),
            root=root,
        )

    def event_page(self, event: PublicEvent, root: str) -> str:
        """Everything of an event's page below the theme's header."""
        address = absolute(self.site_url, event.path)
        # https://segno.readthedocs.io/en/stable/api.html#segno.QRCode.svg_inline
        code = segno.make(address, error="m").svg_inline(border=0, omitsize=True, lineclass=None) if address else None
        return self._fragment(
            "event_page",
            event=event,
            address=address,
            code=Markup(code) if code else None,
            google=calendars.google_link(event, self.hub, self.site_url),
            outlook=calendars.outlook_link(event, self.hub, self.site_url),
            root=root,
        )

    def _subscribe(self, root: str) -> str:
        path = f"{self.hub.prefix}calendar.ics"
        found = calendars.tags(self.hub.upcoming)
        tags = [(tag, f"{self.hub.prefix}tags/{quote(slug)}.ics") for slug, (tag, _) in found.items()]
        feeds = feeds_of(self.site_url, self.hub.prefix)
        embed = absolute(self.site_url, f"{self.hub.prefix}embed/")
        script = absolute(self.site_url, "assets/javascripts/partnerhub-embed.js")
        address = absolute(self.site_url, path)
        return self._fragment(
            "subscribe", path=path, address=address, tags=tags, feeds=feeds, embed=embed, script=script, root=root
        )

    def feed_entry(self, event: PublicEvent) -> str:
        """What a feed says of an event: photo, caption and explanation; needs a site_url."""
        photo = event.host.photo
        picture = absolute(self.site_url, photo.share.path) if photo else None
        return self._fragment("feed_entry", event=event, picture=picture, address=absolute(self.site_url, event.path))

    def embed(self, root: str) -> str:
        """A whole page of the next events, for a frame in another site; needs a site_url."""
        events = [event for event in self.hub.upcoming if event.is_open][:EMBEDDED]
        home = absolute(self.site_url, self.hub.prefix)
        direction = self._words.locale.text_direction
        return self._fragment("embed", events=events, root=root, home=home, direction=direction)

    def llms(self) -> str:
        """What a language model should know of the site (https://llmstxt.org/); needs a site_url. Plain text."""
        hub = self.hub
        lines = [f"# {hub.community}", "", f"> {hub.site_name} ({hub.language})", "", "## Upcoming events", ""]
        lines += [
            f"- [{_on_one_line(str(event.title))}]({absolute(self.site_url, event.path)}): "
            f"{event.start.isoformat(timespec='minutes')}, {_on_one_line(str(event.host.name))}"
            for event in hub.upcoming
            if event.is_open
        ]
        lines += ["", "## Data", ""]
        for name, words in (
            ("events.json", "all events as JSON, with a schema beside it"),
            ("calendar.ics", "all events as a calendar"),
            ("feed.xml", "new and changed events as an Atom feed"),
        ):
            lines.append(f"- [{name}]({absolute(self.site_url, hub.prefix + name)}): {words}")
        return "\n".join(lines) + "\n"

    def withdrawn_page(self, event: WithdrawnEvent, root: str) -> str:
        """Everything below the theme's header of the page of an event that is not public any more."""
        return self._fragment("withdrawn_page", event=event, root=root)

    def withdrawn_head(self, event: WithdrawnEvent) -> str:
        """Title of such a page, which search engines should forget."""
        return self._fragment("withdrawn_head", title=event.title)

    def partner_head(self, partner: PublicPartner) -> str:
        """Title, description and addresses of a partner's page, and what a link to it shows where it is shared."""
        return self._head(partner, partner.name, str(partner.tagline or partner.introduction), partner.photo)

    def event_head(self, event: PublicEvent) -> str:
        """Title, description and addresses of an event's page, and what a link to it shows where it is shared."""
        when = f"{self._words.short_day(event.start)} {self._words.hour(event.start)}"
        place = str(event.place) if event.place else ""
        description = _joined([when if event.stage is not Stage.POSTPONED else "", place, str(event.summary)])
        return self._head(event, event.title, description, event.host.photo)

    def _head(self, ours: PublicPartner | PublicEvent, title: Text, description: str, photo: PublicPhoto | None) -> str:
        languages = self.hub.prefixes if len(self.hub.prefixes) > 1 else {}
        addresses = {language: absolute(self.site_url, prefix + ours.address) for language, prefix in languages.items()}
        return self._fragment(
            "head",
            title=title,
            description=description,
            canonical=absolute(self.site_url, ours.path),
            alternates={language: address for language, address in addresses.items() if address},
            feeds=feeds_of(self.site_url, self.hub.prefix),
            data=self._data(ours),
            photo=photo,
            picture=absolute(self.site_url, photo.share.path) if photo else None,
            locale=self._words.territorial,
            other_locales=[
                CalendarWords.of(language).territorial for language in languages if language != self.hub.language
            ],
        )

    def _data(self, ours: PublicPartner | PublicEvent) -> Markup | None:
        """What search engines read of a page; None where the hub does not say its address."""
        if self.site_url is None:
            return None
        about = (
            structured_data.event_data(ours, self.hub, self.site_url)
            if isinstance(ours, PublicEvent)
            else structured_data.partner_data(ours, self.site_url)
        )
        trail = structured_data.breadcrumbs(structured_data.trail_of(ours, self.hub, self.site_url))
        return Markup(structured_data.script([about, trail]))

    def partner_text(self, partner: PublicPartner) -> str:
        """What the search finds a partner by; plain text, not escaped."""
        values = (value.label.value for value in partner.values)
        return _joined([str(partner.tagline or ""), partner.body_text, *values, *partner.tags])

    def event_text(self, event: PublicEvent) -> str:
        """What the search finds an event by; plain text, not escaped."""
        names = (partner.name.value for partner in event.partners)
        parts = (event.summary, event.members_get, event.place)
        day = self._words.day(event.start)
        return _joined([*names, day, *(part.value for part in parts if part), *event.tags])

    @property
    def _words(self) -> CalendarWords:
        return CalendarWords.of(self.hub.language)

    def _fragment(self, name: str, **context: object) -> str:
        return self._environment.get_template(f"{name}.html").render(context)


def findings_banner(findings: Sequence[Finding], folders: Sequence[Path], language: str) -> str:
    """The findings as the live preview shows them above each page."""
    return _environment(folders, language).get_template("findings.html").render(findings=findings)


def head_links(
    alternates: Mapping[str, str], site_url: str | None, prefix: str, folders: Sequence[Path], language: str
) -> str:
    """What a hand-written page's head says of its feeds, and of itself in other languages: language → address."""
    links = _environment(folders, language).get_template("head_links.html")
    return links.render(alternates=alternates, feeds=feeds_of(site_url, prefix))


def feeds_of(site_url: str | None, prefix: str) -> Mapping[str, str]:
    """Type → absolute address of the feeds of a language; none where the hub does not say its own address."""
    kinds = {"application/atom+xml": "feed.xml", "application/feed+json": "feed.json"}
    addresses = {kind: absolute(site_url, prefix + name) for kind, name in kinds.items()}
    return {kind: address for kind, address in addresses.items() if address}


def _environment(folders: Sequence[Path], language: str) -> Environment:
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    # The extension adds this method. https://jinja.palletsprojects.com/en/stable/extensions/#i18n-extension
    environment.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined]
    words = CalendarWords.of(language)
    environment.globals.update(hours=words.hours)
    environment.filters.update(
        day=words.day,
        weekday=words.weekday,
        month=words.month,
        month_and_year=words.month_and_year,
        hour=words.hour,
        zone=words.zone,
        language_name=words.language_name,
    )
    return environment


def _chosen_events(events: Iterable[PublicEvent], arguments: Mapping[str, str]) -> list[PublicEvent]:
    tag, kind = arguments.get("tag"), arguments.get("kind")
    return [event for event in events if tag in (None, *event.tags) and kind in (None, event.host.kind)]


def _chosen_partners(partners: Iterable[PublicPartner], arguments: Mapping[str, str]) -> list[PublicPartner]:
    tag, kind = arguments.get("tag"), arguments.get("kind")
    return [partner for partner in partners if tag in (None, *partner.tags) and kind in (None, partner.kind)]


def _grouped(
    events: Iterable[PublicEvent], part: Callable[[PublicEvent], Part]
) -> list[tuple[Part, list[PublicEvent]]]:
    """The events by a part of their date, in their order. Across time zones two parts may be interleaved."""
    groups: dict[Part, list[PublicEvent]] = {}
    for event in events:
        groups.setdefault(part(event), []).append(event)
    return list(groups.items())


def _on_one_line(text: str) -> str:
    return re.sub(r"[\s\[\]]+", " ", text).strip()


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)
