"""Public → HTML fragments. Owns our Jinja environment; knows neither the private record nor MkDocs."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import segno
from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup

from partnerhub.site import calendars, outputs, structured_data
from partnerhub.site.markers import MARKERS, Arguments
from partnerhub.site.model import Page, PublicEvent, PublicHub, PublicPartner, Text, absolute, by_tag
from partnerhub.site.parts import Part, Parts
from partnerhub.site.share_pictures import SharePicture, SharePictures
from partnerhub.site.titles import titled
from partnerhub.words.dates import CalendarWords, direction, territorial
from partnerhub.words.finding import Finding
from partnerhub.words.terms import N_, Terms, catalogue, said_in

EMBEDDED = 10
"""Events in the embed."""
MASK = 3
"""Of QR codes: readers take any, and to weigh all eight takes five times as long as the rest."""

_NO_PICTURES = SharePictures()


class Renderer:
    """The fragments of one hub in one language.

    `root` is everywhere the relative way from a page to the root of the site: `""`, `"../"`, `"../../"`.
    """

    def __init__(
        self,
        hub: PublicHub,
        folders: Sequence[Path],
        pictures: SharePictures = _NO_PICTURES,
        parts: Parts | None = None,
    ) -> None:
        """`folders` hold the fragments, a hub's own before the package's; `parts` are what is kept of its pages."""
        self.hub = hub
        self.pictures = pictures
        self.folders = folders
        self.parts = parts or Parts(hub, folders)
        self._environment = environment(folders, hub.language)
        self._environment.globals.update(hub=hub, part_of=self.part_of)

    def only(self, addresses: Container[str]) -> Renderer:
        """The same for no more than the pages at some addresses."""
        return Renderer(self.hub.only(addresses), self.folders, self.pictures)

    def fragment(self, name: str, **context: object) -> str:
        """A template of ours, filled: all that it shows but the hub."""
        return self._environment.get_template(f"{name}.html").render(context)

    def part_of(self, page: Page, name: str, *facts: str | bool | int) -> Markup:
        """What a macro, the only one of its file, makes of a page and facts beside it: made once of the same."""

        def make() -> str:
            macro = getattr(self._environment.get_template(f"{name}.html").module, name)
            return str(macro(page, *facts))

        return Markup(self.parts.of(page, Part.ITEM, make, f"{name}{facts}"))

    def marker(self, name: str, arguments: Arguments, root: str) -> str:
        """The list that a marker of a hand-written page asks for; `partnerhub.site.markers` has checked both."""
        return self._among_others(MARKERS[name].render(self, arguments, root))

    def partner_page(self, partner: PublicPartner, root: str) -> str:
        """Everything of a partner's page below the theme's header."""
        events = self.hub.events_of(partner)
        return self._among_others(
            self.fragment(
                "partner_page",
                partner=partner,
                upcoming=[event for event in events if event.is_upcoming],
                postponed=[event for event in events if event.is_postponed],
                past=[event for event in reversed(events) if event.is_past],
                address=self.hub.absolute(partner.path),
                root=root,
            )
        )

    def event_page(self, event: PublicEvent, root: str) -> str:
        """Everything of an event's page below the theme's header."""
        address = self.hub.absolute(event.path)
        # Nobody hangs up what is over.
        code = _code_of(address) if address and not event.is_past else None
        return self._among_others(
            self.fragment(
                "event_page",
                event=event,
                address=address,
                code=code,
                line=_joined([self.titled(event).value, self.when_and_where(event)]),
                google=calendars.google_link(event, self.hub) if event.is_open else None,
                outlook=calendars.outlook_link(event, self.hub) if event.is_open else None,
                posts=self.pictures.posts.get(event.address),
                root=root,
            )
        )

    def withdrawn_page(self, event: PublicEvent, root: str) -> str:
        """Everything below the theme's header of the page of an event that was taken back."""
        return self._among_others(self.fragment("withdrawn_page", event=event, root=root))

    def next_up(self, root: str) -> str:
        """The next event, large, or what one can do until there is one."""
        calendar = self.hub.absolute(outputs.CALENDAR.at(self.hub))
        events = self.hub.next_events
        are_all = len(events) == sum(event.is_open for event in self.hub.upcoming)
        return self.fragment("next", events=events, are_all=are_all, calendar=calendar, root=root)

    def subscribe(self, root: str) -> str:
        """Calendars and feeds, and how to add them."""
        hub = self.hub
        path = outputs.CALENDAR.at(hub)
        tags = [
            (hub.label_of(tag), quote(outputs.TAG_CALENDARS.at(hub, slug)))
            for slug, (tag, _) in by_tag(hub.upcoming).items()
        ]
        return self.fragment(
            "subscribe",
            path=path,
            address=hub.absolute(path),
            tags=tags,
            feeds=outputs.links(hub.site_url, hub.prefix),
            embed=hub.absolute(outputs.EMBED.at(hub).removesuffix("index.html")),
            script=hub.absolute("assets/javascripts/partnerhub-embed.js"),
            root=root,
        )

    def feed_entry(self, event: PublicEvent) -> str:
        """What a feed says of an event: photo, caption and explanation; needs a site_url."""
        photo = event.shown_photo
        picture = self.hub.absolute(photo.share.path) if photo else None
        return self.fragment("feed_entry", event=event, picture=picture, address=self.hub.absolute(event.path))

    def embed(self, events: Iterable[PublicEvent], root: str, tag: str | None = None) -> str:
        """A whole page of events, or of those of a tag, for a frame in another site; needs a site_url."""
        return self.fragment(
            "embed",
            events=list(events)[:EMBEDDED],
            tag=self.hub.label_of(tag) if tag else None,
            root=root,
            home=self.hub.absolute(self.hub.prefix),
            direction=self._direction,
        )

    def redirect(self, address: str, root: str) -> str:
        """A whole page that leads on to another one of ours; `address` is that page's, in the language."""
        return self.fragment(
            "redirect",
            title=self.hub.titles[address],
            canonical=self.hub.absolute(self.hub.prefix + address),
            target=root + quote(self.hub.prefix + address),
            picture=self._picture(address),
            root=root,
            direction=self._direction,
        )

    def not_found(self) -> str:
        """What readers of the language are told where there is no page, at whatever address."""
        root = urlsplit(self.hub.site_url or "/").path
        return self.fragment("not_found", root=root, direction=self._direction)

    def withdrawn_head(self, event: PublicEvent) -> str:
        """Title of such a page, which search engines should forget."""
        return self.fragment("withdrawn_head", title=self.titled(event), picture=self._picture(event.address))

    def partner_head(self, partner: PublicPartner) -> str:
        """Title, description and addresses of a partner's page, and what a link to it shows where it is shared."""
        return self._head(partner, partner.name, str(partner.description or ""))

    def event_head(self, event: PublicEvent) -> str:
        """Title, description and addresses of an event's page, and what a link to it shows where it is shared."""
        title = self.titled(event)
        # A description is often shown without the title.
        state = title.value if title != event.title else ""
        description = _joined([state, self.when_and_where(event), str(event.summary)])
        return self._head(event, title, description)

    def titled(self, event: PublicEvent) -> Text:
        """The title, with the state before it where that is not what one expects."""
        return replace(event.title, value=titled(event, Terms(self.hub.language)))

    def when_and_where(self, event: PublicEvent) -> str:
        """In one line, as plain text."""
        return _joined([self._when(event), self._where(event)])

    def _when(self, event: PublicEvent) -> str:
        """`Thu, Dec 10, 2026 7:00 PM`, with the zone where it needs one, or its days; empty for an event that waits."""
        if not event.state.has_day:
            return ""
        is_on_one_day = event.through == event.start.date()
        words = self._words
        day = words.short_day(event.start) if is_on_one_day else words.days(event.start, event.through)
        if event.whole_day:
            return day
        zone = f" ({self._words.zone(event.start)})" if self.hub.names_zone_of(event) else ""
        return f"{day} {self._words.hour(event.start)}{zone}"

    def _where(self, event: PublicEvent) -> str:
        """The place, or that there is none to go to."""
        if event.place:
            return event.place.value
        return Terms(self.hub.language)(N_("Online")) if event.is_online else ""

    def _head(self, page: Page, title: Text, description: str) -> str:
        hub = self.hub
        languages = hub.prefixes if len(hub.prefixes) > 1 else {}
        addresses = {language: hub.absolute(prefix + page.address) for language, prefix in languages.items()}
        return self.fragment(
            "head",
            title=title,
            description=" ".join((description or hub.community).splitlines()),
            canonical=hub.absolute(page.path),
            alternates={language: address for language, address in addresses.items() if address},
            feeds=outputs.links(hub.site_url, hub.prefix),
            data=self._data(page),
            picture=self._picture(page.address),
            locale=territorial(hub.language),
            other_locales=[territorial(language) for language in languages if language != hub.language],
        )

    def _picture(self, address: str) -> Markup | None:
        """What a head says of the picture that a link to the page at an address shows."""
        picture = self.pictures.links.get(address)
        if picture is None:
            return None
        return Markup(self.fragment("share_picture", picture=picture, address=self.hub.absolute(picture.path)))

    def _data(self, page: Page) -> Markup | None:
        """What search engines read of a page; None where the hub does not say its address."""
        if self.hub.site_url is None:
            return None
        if isinstance(page, PublicEvent):
            about = structured_data.event_data(page, self.hub)
        else:
            about = structured_data.partner_data(page, self.hub)
        trail = structured_data.breadcrumbs(structured_data.trail_of(page, self.hub))
        return structured_data.script([about, trail])

    def partner_text(self, partner: PublicPartner) -> str:
        """What the search finds a partner by; plain text, not escaped."""
        values = (value.label.value for value in partner.values)
        return _joined([str(partner.tagline or ""), partner.body_text, *values, *self._labels(partner.tags)])

    def event_text(self, event: PublicEvent) -> str:
        """What the search finds an event by; plain text, not escaped."""
        names = (partner.name.value for partner in event.partners)
        parts = (event.members_get, event.place, event.price)
        day = self._words.days(event.start, event.through) if event.state.has_day else ""
        description = " ".join(event.description.text.split()) if event.description else ""
        agenda = (words for entry in event.agenda for words in (entry.title.value, entry.speaker or ""))
        return _joined(
            [
                event.summary.value,
                *names,
                day,
                *(part.value for part in parts if part),
                description,
                *agenda,
                *self._labels(event.tags),
            ]
        )

    def _labels(self, tags: Iterable[str]) -> Iterable[str]:
        return (self.hub.label_of(tag).value for tag in tags)

    @property
    def _words(self) -> CalendarWords:
        return CalendarWords.of(self.hub.language)

    @property
    def _direction(self) -> str:
        return direction(said_in(self.hub.language))

    def _among_others(self, html: str) -> str:
        """Ours within a page of the theme's; it says so where our words are in another language than the page."""
        ours = said_in(self.hub.language)
        return html if ours == self.hub.language else f'<div lang="{ours}" dir="{direction(ours)}">{html}</div>'


def findings_banner(findings: Sequence[Finding], folders: Sequence[Path], language: str) -> str:
    """The findings as the live preview shows them above each page."""
    return environment(folders, language).get_template("findings.html").render(findings=findings)


def head_links(
    alternates: Mapping[str, str], site_url: str | None, prefix: str, folders: Sequence[Path], language: str
) -> str:
    """What a hand-written page's head says of its feeds, and of itself in other languages: language → address."""
    links = environment(folders, language).get_template("head_links.html")
    return links.render(alternates=alternates, feeds=outputs.links(site_url, prefix))


def share_picture(picture: SharePicture, site_url: str, folders: Sequence[Path], language: str) -> str:
    """What a hand-written page's head says of the picture that a link to it shows."""
    fragment = environment(folders, language).get_template("share_picture.html")
    return fragment.render(picture=picture, address=absolute(site_url, picture.path))


class TemplateFolder(FileSystemLoader):
    """A folder of templates."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Read a template; one that is no text has no more to it than a slip in its first line."""
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError:
            file = str(Path(self.searchpath[0], template))
            raise TemplateSyntaxError("it must be UTF-8 text", 1, template, file) from None


class Compiled(BytecodeCache):
    """What templates were compiled to, by their names and sources: the same in all languages."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is known of a template."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        self._code[bucket.key, bucket.checksum] = bucket.code


_COMPILED = Compiled()


class _Environment(Environment):
    """Templates that have the same globals, and none of their own."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Those of the environment: Jinja chains maps instead, and goes through them wherever a template imports."""
        assert not d, "no template has globals of its own"
        return self.globals


def strict_environment(folders: Sequence[Path], language: str, *, autoescape: bool) -> Environment:
    """What templates of ours are filled in: a name that nobody gave is an error, and our words are a language's."""
    environment = _Environment(
        loader=ChoiceLoader([TemplateFolder(folder) for folder in folders]),
        autoescape=autoescape,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    # The extension adds this method. https://jinja.palletsprojects.com/en/stable/extensions/#i18n-extension
    environment.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined]
    return environment


def environment(folders: Sequence[Path], language: str) -> Environment:
    """What our fragments are filled in: strict, escaping, with our words, dates and filters."""
    environment = strict_environment(folders, language, autoescape=True)
    environment.bytecode_cache = _COMPILED
    words = CalendarWords.of(language)
    environment.globals.update(days=words.days, hours=words.hours, leaf=words.leaf, short_days=words.days_of_this_year)
    environment.globals["_"] = _words(language)
    ours = said_in(language)
    # Where our words are in another language than the page, what people wrote says that it is in that of the page.
    environment.globals.update(words_in=ours, texts_in=language if ours != language else None)
    filters: Mapping[str, Callable[[Any], str]] = {
        "day": words.day,
        "short_day": words.day_of_this_year,
        "weekday": words.weekday,
        "weekday_letter": words.weekday_letter,
        "month": words.month,
        "month_name": words.month_name,
        "month_and_year": words.month_and_year,
        "hour": words.hour,
        "zone": words.zone,
        "language_name": words.language_name,
    }
    environment.filters.update({name: _of_language(say) for name, say in filters.items()})
    return environment


def _of_language(say: Callable[[Any], str]) -> Callable[[Context, Any], str]:
    """A filter that says the same thing in other words in each language.

    One that takes the context isn't worked out while a template is compiled, which is done once for all languages.
    """

    @pass_context
    def said(_: Context, value: Any) -> str:
        return say(value)

    return said


@cache
def _words(language: str) -> Callable[..., Markup]:
    """What templates call `_`. Jinja's own goes through the context, and translates the same words for each page."""
    translated = catalogue(language).gettext

    def said(words: str, **facts: object) -> Markup:
        # Always a format, as Jinja has it: https://jinja.palletsprojects.com/en/stable/extensions/#newstyle-gettext
        return Markup(translated(words)) % facts

    plain = cache(said)
    return lambda words, **facts: said(words, **facts) if facts else plain(words)


def _code_of(address: str) -> Markup:
    """An address as a QR code."""
    code = segno.make(address, error="m", mask=MASK)
    # https://segno.readthedocs.io/en/stable/api.html#segno.QRCode.svg_inline
    return Markup(code.svg_inline(border=0, omitsize=True, lineclass=None))


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)
