"""The MkDocs adapter: MkDocs builds the shell, and our hub goes into it when the shell stands.

`mkdocs build`, `mkdocs serve` and our own command line all come through here.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from copy import copy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.theme import Theme
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext

from partnerhub.edge import faults
from partnerhub.edge.building import Asked, Building, Stopped, say
from partnerhub.edge.config import Config, read_config
from partnerhub.edge.live_preview import LivePreview
from partnerhub.edge.navigation import navigation_of
from partnerhub.record.settings_tree import SettingsInvalid
from partnerhub.record.settings_types import SharePictures
from partnerhub.scaffold.hub import first_page
from partnerhub.site import assemble
from partnerhub.site.faces import page_face
from partnerhub.site.folder import naming
from partnerhub.site.markers import MARKER, UnknownMarker, parse_marker
from partnerhub.site.other_hosts import confined, own_host
from partnerhub.site.render import head_links, share_picture
from partnerhub.site.shell import BANNER, FRAMES, BrokenFrame, PageCard, Shell, Slot, Tokens
from partnerhub.site.studio import drawn
from partnerhub.words.dates import direction, endonym
from partnerhub.words.finding import Severity
from partnerhub.words.terms import N_, Term, Terms, said_in

FRAME_TEMPLATE = "partnerhub-frame.html"
STYLESHEET = "assets/stylesheets/partnerhub.css"
SCRIPT = "assets/javascripts/partnerhub.js"
_OWN_PICTURE = 'property="og:image"'
"""In the head of a page for which a hub has a picture of its own."""


def _not_kept(shell: Shell, staging: Path) -> None:
    """What MkDocs' own commands make is for one build."""


@dataclass
class Run:
    """A run of a command, and what came of it."""

    asked: Asked = field(default_factory=Asked)
    keep: Callable[[Shell, Path], None] = _not_kept
    """Is given the shell, and the folder with all that MkDocs wrote, before the hub goes into it."""
    building: Building | None = None


@dataclass
class _Build:
    """One build, from `on_config` to `on_post_build`."""

    work: Building
    mkdocs: MkDocsConfig
    tokens: Tokens = field(default_factory=Tokens)
    shell: Shell = field(default_factory=Shell)
    pages: dict[str, File] = field(default_factory=dict)
    """All of MkDocs, by their addresses; the frames are none of them."""

    @property
    def config(self) -> Config:
        """What mkdocs.yml says that we need."""
        return self.work.config

    def language_of(self, page: Page) -> str:
        """The language of a page, by where it lies."""
        return self.config.settings.language_of(page.file.src_uri)

    def source(self, page: Page) -> str:
        """The file of a page, relative to the hub's folder; empty for one that lies elsewhere."""
        file, hub = Path(page.file.abs_src_path or ""), self.config.folders.hub
        return file.relative_to(hub).as_posix() if file.is_relative_to(hub) else ""

    def share_picture_of(self, page: Page) -> str:
        """What a page's head says of the picture that a link to it shows."""
        settings = self.config.settings
        language = self.language_of(page)
        about = self.mkdocs.site_description if language == settings.language else None
        is_first = page.url.removeprefix("./") in ("", settings.prefixes[language])
        title = settings.site_name_in(language) if is_first else str(page.title)
        return self.share_picture(title, page.meta.get("description") or (about if is_first else None), language)

    def share_picture(self, title: str, description: str | None, language: str) -> str:
        """The same by what the picture says, in the name of the community."""
        settings, folders = self.config.settings, self.config.folders
        if settings.share_pictures is SharePictures.OFF or not settings.site_url:
            return ""
        card = PageCard(title, settings.community_in(language), str(description or ""), language)
        self.shell.page_cards.append(card)
        picture = drawn(page_face(card, self.shell.colour), self.work.store, {})
        return share_picture(picture, settings.site_url, folders.fragments, language)

    def same_page(self, page: Page) -> dict[str, tuple[str, bool]]:
        """Language → a link that the theme understands: to the same page and True, else to the first one and False."""
        prefixes = self.config.settings.prefixes
        if _is_frame(page):
            return {language: (self.tokens.alternate(number), True) for number, language in enumerate(prefixes)}
        address = page.url.removeprefix(prefixes[self.language_of(page)])
        links = {language: prefix + address for language, prefix in prefixes.items()}
        return {
            language: (link, True) if (link or "./") in self.pages else (prefixes[language], False)
            for language, link in links.items()
        }


class PartnerhubPlugin(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
    """Partner files become pages of the site."""

    def __init__(self) -> None:
        self.run = Run()
        """The command line fills it in; MkDocs' own commands leave it."""
        self.preview: LivePreview | None = None
        """While one is served."""
        self._build: _Build | None = None

    def load_config(self, options: Any, config_file_path: str | None = None) -> tuple[list[Any], list[Any]]:
        """Take the options as they are: `config.read_config` reads them from the file, with their places."""
        self.config = options
        return [], []

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether this is the live preview."""
        self.preview = LivePreview() if command == "serve" else None
        if self.preview is not None:
            self.run.keep = self.preview.keep

    @event_priority(100)
    def _on_config_language(self, config: MkDocsConfig) -> MkDocsConfig:
        """Name a language of which the theme has words before other plugins ask for them, as its search does."""
        config.theme["language"] = _in_theme(config.theme["language"], config.theme)
        return config

    def _on_config_hub(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the whole hub before anything is written, and send MkDocs to the staging folder."""
        asked = self._asked
        hub_config = _read(config, asked.language)
        # The live preview has an address of its own, which MkDocs puts here.
        settings = hub_config.settings.model_copy(update={"site_url": config.site_url or None})
        custom_dir = Path(config.theme.custom_dir).resolve() if config.theme.custom_dir else None
        hub_config = replace(hub_config, settings=settings, custom_dir=custom_dir)
        make = self.preview.begin(hub_config) if self.preview is not None else None
        with _stopping():
            work = Building.begun(hub_config, asked, Path(config.site_dir), make)
        self._build = self._begin(work, config)
        return config

    on_config = CombinedEvent(_on_config_language, _on_config_hub)

    def _begin(self, work: Building, config: MkDocsConfig) -> _Build:
        build, hub_config = _Build(work, config), work.config
        if self.preview is not None:
            self.preview.shows(work.loaded.hub.files)
            work.made = self.preview.made
        build.shell.colour = hub_config.colour
        config.site_dir = str(work.staging.folder)
        # After the hub's own theme folder, before the theme itself.
        place = 1 if config.theme.custom_dir else 0
        known = {Path(folder).resolve() for folder in config.theme.dirs}
        config.theme.dirs[place:place] = [str(path) for path in hub_config.folders.theme if path.resolve() not in known]
        if STYLESHEET not in config.extra_css:
            config.extra_css.insert(0, STYLESHEET)
        if SCRIPT not in [str(script) for script in config.extra_javascript]:
            config.extra_javascript.insert(0, SCRIPT)
        if len(hub_config.settings.languages) > 1:
            # The header has a switch; `partials/alternate.html` asks each page where it leads.
            config.extra["alternate"] = True
        return build

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Refuse what other plugins and hooks made of the settings, and our pages can't be in."""
        if not config.use_directory_urls:
            words = N_(
                "a plugin or a hook turned use_directory_urls off, and the pages of partners and events lie in folders"
            )
            raise _abort(Terms(self._building.work.loaded.hub.language)(words), 2)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leave out what can't be read among the pages; each has its finding, and the build was told to go on."""
        build = self._building
        folders, findings = build.config.folders, build.work.loaded.findings
        unreadable = [folders.hub / finding.path for finding in findings if finding.rule == "page-unreadable"]
        for file in [each for each in files if each.src_dir == config.docs_dir]:
            path = folders.pages / file.src_uri
            if any(path.is_relative_to(each) for each in unreadable):
                files.remove(file)
        known = _by_address(files)
        for language, prefix in build.config.settings.prefixes.items():
            if prefix and prefix not in known:
                # Other plugins ask the disk for it, too.
                written = folders.cache / "pages" / f"{language}.md"
                written.parent.mkdir(parents=True, exist_ok=True)
                written.write_text(first_page(language), encoding="utf-8")
                inclusion = InclusionLevel.NOT_IN_NAV
                source = str(written)
                files.append(File.generated(config, f"{prefix}index.md", abs_src_path=source, inclusion=inclusion))
        return files

    @event_priority(-100)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Add a frame for each language and depth.

        Other plugins have walked over all pages by now, and put none of the frames into a navigation, a feed or a
        list. They see them as they are rendered, so that what they do to a page they do to ours too.
        """
        self._building.pages = _by_address(files)
        for language, prefix in self._building.config.settings.prefixes.items():
            for depth in (assemble.PARTNER_DEPTH, assemble.EVENT_DEPTH):
                uri = f"{prefix}{FRAMES}{language}{'/event' * (depth - assemble.PARTNER_DEPTH)}.md"
                file = File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
                # Plugins ask git and the disk about the file of a page.
                file.abs_src_path = config.config_file_path
                files.append(file)
                self._prepare(Page(None, file, config))
        return env

    def _prepare(self, frame: Page) -> None:
        """Give a frame its slots, and what MkDocs gives to a page that it reads."""
        tokens = self._building.tokens
        frame.markdown = frame.content = ""
        frame.toc = get_toc([])
        frame.present_anchor_ids = set()
        frame.title = tokens.of(Slot.TITLE)
        frame.edit_url = None
        frame.meta = {
            "template": FRAME_TEMPLATE,
            "hide": ["navigation", "toc", "path", "footer", "feedback", "tags"],
            "partnerhub_head": tokens.of(Slot.HEAD),
            "partnerhub_content": tokens.of(Slot.CONTENT),
            # What the theme's own plugins know of a page that is none of theirs
            "search": {"exclude": True},
            "social": {"cards": False},
        }
        self._date(frame)

    def _date(self, page: Page) -> None:
        """Say of a page its language, and the day of the build, which MkDocs gives to its archive of the sitemap."""
        page.update_date = self._building.work.loaded.hub.today.isoformat()
        page.meta["lang"] = language = self._building.language_of(page)
        page.meta["partnerhub_direction"] = direction(language)
        page.meta["partnerhub_theme_language"] = _in_theme(language, self._building.mkdocs.theme)

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Give every page its language, and the day of the build."""
        self._date(page)
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Turn markers into slots. Markers in code blocks are escaped by now, and stay."""
        language = self._building.language_of(page)
        ours = said_in(language)
        if page.file.generated_by == "partnerhub" and ours != language:
            html = f'<div lang="{ours}" dir="{direction(ours)}">{html}</div>'
        banner = self._building.tokens.for_marker(BANNER) if self.preview is not None else ""
        return banner + MARKER.sub(self._slot, html)

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Show a page the navigation of its own language, and the way to itself in the others."""
        build = self._building
        settings = build.config.settings
        if len(settings.languages) > 1:
            language = build.language_of(page)
            home = build.pages.get(settings.prefixes[language] or "./")
            context["nav"] = navigation_of(nav, language, settings, home.page if home else None)
            for neighbour in ("previous_page", "next_page"):
                beside = getattr(page, neighbour)
                if beside is not None and build.language_of(beside) != language:
                    setattr(page, neighbour, None)
            context["config"] = named = copy(config)
            named.site_name = settings.site_name_in(language)
            page.meta["partnerhub_toggles"] = _toggles(config, language) if language != settings.language else []
            page.meta["partnerhub_languages"] = [
                {"name": endonym(tag), "lang": tag, "link": link, "is_same": is_same}
                for tag, (link, is_same) in build.same_page(page).items()
            ]
        return context

    def _slot(self, marker: Any) -> str:
        try:
            return self._building.tokens.for_marker(parse_marker(marker.group("words")))
        except UnknownMarker:
            return ""  # has its finding already

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Keep the finished shell; a frame is not written."""
        build = self._building
        output = self._confined(output)
        if _is_frame(page):
            language = build.language_of(page)
            depth = page.url.removeprefix(build.config.settings.prefixes[language]).count("/")
            try:
                build.shell.frames[language, depth] = build.tokens.frame(output, FRAME_TEMPLATE)
            except BrokenFrame as broken:
                raise _abort(broken.said(build.work.loaded.hub.language), 2) from None
            return ""
        if source := build.source(page):
            build.shell.sources[page.canonical_url or page.abs_url or ""] = source
        if config.site_url:
            language = build.language_of(page)
            ways = page.meta.get("partnerhub_languages", ())
            alternates = {each["lang"]: urljoin(config.site_url, each["link"]) for each in ways if each["is_same"]}
            alternates = alternates if len(alternates) > 1 else {}
            prefix = build.config.settings.prefixes[language]
            links = head_links(alternates, config.site_url, prefix, build.config.folders.fragments, language)
            picture = build.share_picture_of(page) if _OWN_PICTURE not in output else ""
            output = output.replace("</head>", f"{links}{picture}</head>", 1)
        if slotted := build.tokens.page(output, build.language_of(page)):
            build.shell.pages[page.file.dest_uri] = slotted
        return output

    @event_priority(-100)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Give the theme's pages that are no pages of the hub (404) their policy and their picture too."""
        if not template_name.endswith(".html"):
            return output_content
        settings = self._building.config.settings
        picture = self._building.share_picture(settings.site_name, config.site_description, settings.language)
        picture = "" if _OWN_PICTURE in output_content else picture
        return self._confined(output_content).replace("</head>", f"{picture}</head>", 1)

    def _confined(self, page: str) -> str:
        """The page without other hosts, unless the hub's owner decided otherwise, and with its policy."""
        settings = self._building.config.settings
        may_ask = settings.severity.get("other-host") is Severity.IGNORE
        # The live preview brings a script of its own, which a policy would stop.
        return confined(page, own_host(settings.site_url), may_ask=may_ask, has_policy=self.preview is None)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Fill the shell and bring the site up to date, unless a strict build is about to be given up."""
        build = self._building
        staging = build.work.staging.folder
        with naming(staging):
            assemble.adopt(staging, build.shell, build.tokens, build.config.settings.language_of)
        self.run.keep(build.shell, staging)
        with _stopping():
            build.work.fill(build.shell)
            self.run.building = build.work
            if not (config.strict and _warnings()):
                build.work.publish()
        self._end()

    @event_priority(-100)
    def on_build_error(self, *, error: Exception) -> None:
        """Leave the last good site as it was; what is no defect of ours ends with a sentence."""
        place = self._build.work.staging.folder if self._build else None
        reader = self._build.work.loaded.hub.language if self._build else self.run.asked.language or "en"
        if self._build is not None:
            self._end()
        if isinstance(error, Abort):  # has said why
            return
        if sentence := faults.sentence(error, reader, place):
            raise _abort(Terms(reader)(N_("The build had to stop: {reason}"), reason=sentence), 2) from None

    def _end(self) -> None:
        build = self._building
        build.mkdocs.site_dir = str(build.work.site)
        build.work.ended()
        self._build = None

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Watch partners, templates and inherited settings too; MkDocs watches pages and its own file."""
        hub_config = _read(config, self.run.asked.language)
        for path in (hub_config.folders.partners, hub_config.folders.hub / "templates", *sorted(hub_config.files)):
            if path.exists():
                server.watch(str(path))
        site = Path(config.site_dir)

        def rebuild() -> None:
            if self.preview is not None and self.preview.stands():
                with _stopping():
                    self.preview.rebuild(self._asked, site, lambda: _let_look_again(server))
            else:
                builder()

        server.builder = rebuild
        return server

    @property
    def _asked(self) -> Asked:
        return replace(self.run.asked, is_preview=self.preview is not None)

    @property
    def _building(self) -> _Build:
        assert self._build is not None, "MkDocs calls on_config first"
        return self._build


def _let_look_again(server: LiveReloadServer) -> None:
    """Let browsers load their pages again while a build goes on, and once more when it is done.

    MkDocs has no word for that: a browser asks for a version of the site, whose number is a moment in milliseconds.
    """
    # Another MkDocs may count otherwise: then its browsers wait until all is made.
    with suppress(AttributeError), server._epoch_cond:
        server._visible_epoch = max(server._visible_epoch, server._wanted_epoch - 1)
        server._epoch_cond.notify_all()


@contextmanager
def _stopping() -> Iterator[None]:
    """End MkDocs' build where ours does."""
    try:
        yield
    except Stopped as stopped:
        raise _abort(str(stopped), stopped.code) from None


def _read(config: MkDocsConfig, language: str | None) -> Config:
    if not config.config_file_path:
        words = N_("partnerhub reads its settings from a file; name mkdocs.yml")
        raise _abort(Terms(language or "en")(words), 2)
    try:
        return read_config(Path(config.config_file_path))
    except SettingsInvalid as invalid:
        terms = Terms(language or invalid.language)
        say(invalid.findings(language), terms, hold_back=False)
        raise _abort(terms(N_("The settings must be mended first.")), 2) from None


def _in_theme(language: str, theme: Theme) -> str:
    """The language of the theme's words for a reader of one: theirs, whatever the region, else English."""
    folders = [Path(folder, "partials", "languages") for folder in theme.dirs]
    wanted = (language, language.partition("-")[0])
    return next((each for each in wanted if any((folder / f"{each}.html").exists() for folder in folders)), "en")


def _toggles(config: MkDocsConfig, language: str) -> Sequence[str]:
    """What the buttons of the theme's palette do, in a language in which mkdocs.yml does not say it."""
    palette = config.theme.get("palette")
    options = palette if isinstance(palette, list) else []
    return [Terms(language)(_toggle(each)) for each in (*options[1:], *options[:1])]


def _toggle(option: Mapping[str, str]) -> Term:
    """What a button does that leads to an option of the palette."""
    # https://squidfunk.github.io/mkdocs-material/setup/changing-the-colors/#automatic-light-dark-mode
    if option.get("media") == "(prefers-color-scheme)":
        return N_("Switch to the colours of the device")
    return N_("Switch to dark mode") if option.get("scheme") == "slate" else N_("Switch to light mode")


def _by_address(files: Files) -> dict[str, File]:
    return {file.url: file for file in files.documentation_pages()}


def _is_frame(page: Page) -> bool:
    return FRAMES in page.file.src_uri


def _warnings() -> bool:
    counters = (handler for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, CountHandler))
    return any(counter.get_counts() for counter in counters)


def _abort(message: str, code: int) -> Abort:
    abort = Abort(message)
    abort.code = code
    vars(abort)["exit_code"] = code  # click's, which its type keeps to the class
    return abort
