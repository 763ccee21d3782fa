"""From partner files to a site: what is where, and that it is the same each time."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from mkdocs.commands.build import _populate_page, get_context
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from hubs import TODAY, HubFolder, build, files_of, partnerhub
from partnerhub import pipeline, publish
from partnerhub.cache import Cache
from partnerhub.cards.store import Store
from partnerhub.edge.config import read_config
from partnerhub.edge.navigation import navigation_of
from partnerhub.site.content_security import with_policy
from partnerhub.site.model import Stage
from partnerhub.site.render import Renderer
from partnerhub.site.studio import Studio
from partnerhub.words.dates import direction, endonym
from pictures import picture
from records import SOUND, UNANNOUNCED, event, partner
from repositories import Repo


def cards(page: str) -> list[str]:
    """The titles of the event or partner cards of a page, in order."""
    return re.findall(r'class="ph-card__link"[^>]*>(?:<bdi[^>]*>)?([^<]*)', page)


def read(site: Path, path: str) -> str:
    return (site / path).read_text(encoding="utf-8")


@pytest.fixture
def built(hub: HubFolder) -> HubFolder:
    """A hub with two partners and events of every kind."""
    events = (
        event("later", "2027-01-20 19:00")
        + event("sooner", "2026-12-01 19:00", ", duration: 1h, with: [beta]")
        + event("called-off", "2026-12-02 19:00", ", status: cancelled")
        + event("put-off", "2026-12-03 19:00", ", status: postponed")
        + event("gone", "2026-11-22 19:00", ", outcome: {attendance: 7, summary: Seven charts}")
        + event("too-soon", "2026-11-26 19:00")
    )
    hub.add("alpha.md", partner("Alpha", "alpha", events), picture())
    hub.add("beta.md", partner("Beta", "beta", event("of-beta", "2026-12-15 19:00")), picture(colour="navy"))
    hub.add("pending.md", partner("Pending", "pending", event("secret", "2026-12-20 19:00"), **PENDING), picture())
    return hub


PENDING = {"decision: approved\n  decided_by: editor-2\n  decided_on: 2026-11-01": "decision: pending"}


def test_everything_is_on_the_page_where_it_belongs(built: HubFolder) -> None:
    site = build(built, hold_back=True)
    index = read(site, "index.html")
    hero = index.partition('class="ph-hero"')[2].partition("</section>")[0]
    assert "Title of sooner" in hero
    assert cards(index) == [f"Title of {slug}" for slug in ("sooner", "called-off", "of-beta", "later", "put-off")]
    assert [int(m) for m in re.findall(r'id="\d{4}-(\d\d)"', index)] == [12, 1]
    assert cards(read(site, "archive/index.html")) == ["Title of gone"]
    assert "7 people came" in read(site, "archive/index.html")
    assert cards(read(site, "partners/index.html")) == ["Alpha", "Beta"]
    assert cards(read(site, "partners/beta/index.html")) == ["Title of sooner", "Title of of-beta"]
    assert "Beta" in read(site, "partners/alpha/sooner/index.html").partition("<main")[2]
    assert "This event was cancelled." in read(site, "partners/alpha/called-off/index.html")
    pages = {path for path in files_of(site) if path.startswith("partners/") and path.endswith("index.html")}
    assert pages == {
        "partners/index.html", "partners/alpha/index.html", "partners/beta/index.html",
        *(f"partners/alpha/{slug}/index.html" for slug in ("later", "sooner", "called-off", "put-off", "gone")),
        "partners/beta/of-beta/index.html",
    }  # fmt: skip


def test_our_pages_are_found_by_search_and_sitemap_and_frames_are_not(built: HubFolder) -> None:
    site = build(built, hold_back=True)
    docs = json.loads(read(site, "search/search_index.json"))["docs"]
    entry = next(doc for doc in docs if doc["location"] == "partners/alpha/sooner/")
    assert entry["title"] == "Title of sooner"
    assert "Alpha" in entry["text"]
    assert not [doc for doc in docs if "frame" in doc["location"] or re.search("ph[0-9a-f]{32}", doc["text"])]
    urls = [node.text for node in ET.fromstring(read(site, "sitemap.xml")).iter() if node.tag.endswith("loc")]
    assert "https://open-evenings.example/partners/alpha/sooner/" in urls
    assert len(urls) == 11
    assert len(set(urls)) == 11
    assert not [url for url in urls if "frame" in url]


def test_text_of_partners_is_escaped_in_pages_and_in_the_search_index(hub: HubFolder) -> None:
    attack = """'</title><script>alert(1)</script>" onmouseover="x'"""
    hub.add("a.md", partner("A", "a", event("b", "2026-12-01 19:00").replace("Title of b", attack)), picture())
    site = build(hub)
    for path in ("index.html", "partners/a/index.html", "partners/a/b/index.html"):
        assert "<script>alert" not in read(site, path)
        assert 'onmouseover="' not in read(site, path)
    docs = json.loads(read(site, "search/search_index.json"))["docs"]
    assert not [doc for doc in docs if "<" in doc["title"] or "<" in doc["text"]]


@pytest.mark.parametrize(
    ("when", "stage"),
    [
        ("2026-12-10T18:59", Stage.UPCOMING),
        ("2026-12-10T19:00", Stage.ONGOING),
        ("2026-12-10T21:29:59", Stage.ONGOING),
        ("2026-12-10T21:30", Stage.PAST),
        ("2026-12-10T21:30+02:00", Stage.PAST),
        ("2026-12-10T20:30+01:00", Stage.PAST),
    ],
)
def test_an_event_is_past_at_its_end_and_not_before(hub: HubFolder, when: str, stage: Stage) -> None:
    hub.add("a.md", SOUND, picture())
    public = publish.publish(hub.load(when).hub, "en", {}).hub
    assert [found.stage for found in public.events] == [stage]


def test_two_builds_give_the_same_bytes_and_touch_only_what_differs(built: HubFolder) -> None:
    site = build(built, hold_back=True)
    first = files_of(site)
    (site / "index.html").write_text("changed")
    (site / ".nojekyll").write_text("")
    (site / "archive" / "index.html").unlink()
    stamps = {path: (site / path).stat().st_mtime_ns for path in first if (site / path).exists()}
    again = files_of(build(built, hold_back=True))
    assert again.pop(".nojekyll") == b"", "what no build wrote stays"
    assert again == first
    touched = [path for path, stamp in stamps.items() if (site / path).stat().st_mtime_ns != stamp]
    assert touched == ["index.html"]


def test_mkdocs_and_partnerhub_build_the_same_bytes(built: HubFolder) -> None:
    epoch = str(int(built.moment().timestamp()))
    (built.partners / "pending.md").unlink()
    built.add("alpha.md", partner("Alpha", "alpha", event("sooner", "2026-12-01 19:00")), picture())
    ours = partnerhub("build", "--today", TODAY, "--site-dir", "ours", cwd=built.root)
    assert (ours.returncode, ours.stderr) == (0, "")
    theirs = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "theirs"],
        cwd=built.root,
        env={**os.environ, "SOURCE_DATE_EPOCH": epoch},
        capture_output=True,
        text=True,
        check=False,
    )
    assert theirs.returncode == 0, theirs.stderr
    assert files_of(built.root / "theirs") == files_of(built.root / "ours")


def test_a_failed_build_leaves_the_last_good_site(hub: HubFolder) -> None:
    file = hub.add("a.md", SOUND, picture())
    before = files_of(build(hub))
    file.write_text(SOUND.replace("standing: positive", "standing: negative"))
    with pytest.raises(Abort):
        build(hub)
    file.write_text(SOUND)
    (hub.root / "templates" / "theme").mkdir(parents=True)
    (hub.root / "templates" / "theme" / "partnerhub-frame.html").write_text('{% extends "main.html" %}')
    with pytest.raises(Abort) as stopped:
        build(hub)
    assert stopped.value.code == 2
    assert "partnerhub-frame.html" in str(stopped.value)
    assert files_of(hub.root / "site") == before


def test_the_preview_holds_back_and_shows_the_findings_on_every_page(hub: HubFolder) -> None:
    hub.add("a.md", SOUND, picture())
    hub.add(
        "b.md", SOUND.replace("Code for Good", "Bad").replace("codeforgood", "b").replace("name:", "nam:"), picture()
    )
    site = build(hub, command="serve")
    for path in ("index.html", "partners/a/index.html", "partners/a/open-data-night/index.html"):
        assert read(site, path).count('<details class="ph-findings">') == 1
        assert "content/partners/b.md:2" in read(site, path)
    assert not (site / "partners" / "b").exists()
    assert "ph-findings" not in read(build(hub, hold_back=True), "index.html")


def test_a_template_that_is_wrong_is_named(hub: HubFolder) -> None:
    hub.add("a.md", SOUND, picture())
    (hub.root / "templates" / "fragments").mkdir(parents=True)
    (hub.root / "templates" / "fragments" / "next.html").write_text("{{ events.titel }}")
    with pytest.raises(Abort, match="titel") as stopped:
        build(hub)
    assert stopped.value.code == 2


def test_a_strict_build_with_warnings_is_given_up_before_the_site(hub: HubFolder) -> None:
    hub.add("a.md", SOUND, picture())
    before = files_of(build(hub))
    (hub.root / "content" / "pages" / "new.md").write_text("[nowhere](missing.md)")
    ran = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=hub.root, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert files_of(hub.root / "site") == before


def test_a_hand_written_page_may_not_take_a_partners_address(hub: HubFolder) -> None:
    hub.add("a.md", SOUND, picture())
    page = hub.root / "content" / "pages" / "partners" / "a.md"
    page.parent.mkdir()
    page.write_text("# Mine")
    with pytest.raises(Abort, match="partners/a/"):
        build(hub)


def test_an_event_without_a_photo_shows_initials(make_hub) -> None:
    hub = make_hub(settings="severity: {photo-missing: warning}")
    hub.add("a.md", SOUND)
    page = read(build(hub), "partners/a/open-data-night/index.html")
    assert '<div class="ph-photo ph-photo--none" aria-hidden="true"><bdi>CG</bdi></div>' in page


def test_a_hebrew_hub_is_right_to_left_and_speaks_hebrew(make_hub) -> None:
    hub = make_hub(language="he")
    hub.add(
        "ידע.md", SOUND.replace("title: Open data night", "title: {he: ליל נתונים, en: Open data night}"), picture()
    )
    site = build(hub)
    page = read(site, "partners/ידע/open-data-night/index.html")
    assert '<html lang="he"' in page
    assert '<body dir="rtl"' in page
    assert "<title>ליל נתונים – Open Evenings</title>" in page
    assert "יום חמישי, 10 בדצמבר 2026" in page
    assert 'href="https://open-evenings.example/partners/%D7%99%D7%93%D7%A2/open-data-night/"' in page


def test_a_hub_without_search_builds(hub: HubFolder) -> None:
    text = hub.config_file.read_text()
    hub.config_file.write_text(text.replace("  - search\n", ""))
    hub.add("a.md", SOUND, picture())
    assert not (build(hub) / "search" / "search_index.json").exists()


def test_markers_in_code_stay_as_they_are(hub: HubFolder) -> None:
    hub.add("a.md", SOUND, picture())
    page = "# How\n\n```html\n<!-- partnerhub: wrong -->\n```\n\n    <!-- partnerhub: wrong -->\n"
    (hub.root / "content" / "pages" / "how.md").write_text(page)
    assert read(build(hub), "how/index.html").count("partnerhub: wrong") == 2


@pytest.mark.parametrize(
    ("marker", "words"),
    [
        ("<!-- partnerhub: upcomming -->", "a marker must name one of our lists"),
        ("<!-- partnerhub: upcoming limit=0 -->", "limit must be a whole number from 1"),
        ("<!-- partnerhub: upcoming colour=red -->", "the marker upcoming takes kind=…, limit=…, tag=…"),
        ("<!-- partnerhub: partners kind=club -->", "kind must be person, community or organization"),
        ("text <!-- partnerhub: next -->", "a marker must stand on a line of its own"),
    ],
)
def test_a_marker_that_cannot_be_followed_is_found(hub: HubFolder, marker: str, words: str) -> None:
    (hub.root / "content" / "pages" / "index.md").write_text(f"# Hi\n\n{marker}\n")
    found = [(each.rule, each.path, each.line, each.message) for each in hub.load().findings]
    assert found == [("marker-unknown", "content/pages/index.md", 3, words)]


@pytest.mark.parametrize("language", ["en", "he"])
def test_stamped_pages_are_what_mkdocs_would_have_made(make_hub: Callable[..., HubFolder], language: str) -> None:
    """The oracle: the same pages go through MkDocs one by one, and must come out the same."""
    built = bilingual(make_hub)
    site = build(built, hold_back=True)
    config = read_config(built.config_file)
    loaded = built.load()
    processed = {
        photo: pipeline.photos.process((built.root / photo.file.path).read_bytes(), photo.record.focus)
        for *_, photo in publish.shown_photos(loaded.hub)
    }
    mkdocs = load_config(config_file=str(built.config_file), plugins=["search"])
    hubs = [publish.publish(loaded.hub, each, processed).hub for each in ("en", "he")]
    by_path = {publish.path_of(made.share): made for made in processed.values()}
    studio = Studio(Store(Cache(config.folders.cache)), config.colour, by_path, prefers_photos=False)
    pictures = studio.pictures(hubs, lambda address, breach: pytest.fail(address))[language]
    hub = next(each for each in hubs if each.language == language)
    renderer = Renderer(hub, config.folders.fragments, pictures)
    mkdocs.theme.dirs[0:0] = [str(path) for path in config.folders.theme]
    mkdocs.extra_css.insert(0, "assets/stylesheets/partnerhub.css")
    mkdocs.extra_javascript.insert(0, "assets/javascripts/partnerhub.js")
    one, other = hub.partners[0], hub.events[0]

    samples = [(one, renderer.partner_head(one), one.name), (other, renderer.event_head(other), other.title)]
    env = mkdocs.theme.get_env()
    files = Files([])
    for name in ("index", "partners", "archive", "he/index", "he/archive"):
        files.append(File(f"{name}.md", mkdocs.docs_dir, mkdocs.site_dir, use_directory_urls=True))
    nav = get_navigation(files, mkdocs)
    for file in files:
        _populate_page(file.page, mkdocs, files)
    for ours, head, title in samples:
        file = File.generated(mkdocs, f"{ours.path}index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)
        page = Page(None, file, mkdocs)
        root = "../" * ours.path.count("/")
        content = renderer.partner_page(ours, root) if ours is one else renderer.event_page(ours, root)
        page.content, page.markdown, page.toc, page.title = content, "", [], title.value
        page.edit_url = None
        page.meta = {
            "lang": language,
            "partnerhub_direction": direction(language),
            "partnerhub_theme_language": language,
            "template": "partnerhub-frame.html",
            "hide": ["navigation", "toc", "path", "footer", "feedback", "tags"],
            "partnerhub_head": head,
            "partnerhub_content": content,
        }
        mkdocs.extra["alternate"] = True
        page.meta["partnerhub_languages"] = [
            {"name": endonym(tag), "lang": tag, "link": f"https://{root}{prefix}{ours.address}"}
            for tag, prefix in hub.prefixes.items()
        ]
        context = get_context(nav, files, mkdocs, page)
        home = files.get_file_from_path(f"{hub.prefix}index.md")
        context["nav"] = navigation_of(nav, language, config.settings, home.page if home else None)
        html = with_policy(env.get_template("partnerhub-frame.html").render(context)).replace('"https://../', '"../')
        assert html == read(site, f"{ours.path}index.html")


def bilingual(make_hub: Callable[..., HubFolder]) -> HubFolder:
    """A hub in English, and in Hebrew below he/."""
    hub = make_hub(settings="languages: [en, he]")
    pages = hub.root / "content" / "pages"
    (pages / "he").mkdir()
    (pages / "he" / "index.md").write_text("# ערבים\n\n<!-- partnerhub: upcoming -->\n", encoding="utf-8")
    (pages / "he" / "archive.md").write_text("# ארכיון\n\n<!-- partnerhub: archive -->\n", encoding="utf-8")
    texts = SOUND.replace("title: Open data night", "title: {en: Open data night, he: ליל נתונים}")
    hub.add(
        "code.md", texts + "\n<!-- lang: he -->\n\n" + "קהילה של מתנדבים שכותבים תוכנה לעמותות קטנות. " * 3, picture()
    )
    return hub


def test_each_language_has_its_pages_in_its_own_words(make_hub: Callable[..., HubFolder]) -> None:
    site = build(bilingual(make_hub))
    english = read(site, "partners/code/open-data-night/index.html")
    hebrew = read(site, "he/partners/code/open-data-night/index.html")
    assert '<html lang="en"' in english
    assert '<body dir="ltr"' in english
    assert "<bdi>Open data night</bdi>" in english
    assert '<html lang="he"' in hebrew
    assert '<body dir="rtl"' in hebrew
    assert "<bdi>ליל נתונים</bdi>" in hebrew
    assert "איפה" in hebrew
    assert 'aria-label="חיפוש"' in hebrew or 'placeholder="חיפוש"' in hebrew, "the theme's own words too"
    assert "קהילה של מתנדבים" in read(site, "he/partners/code/index.html")
    assert "brings together" in read(site, "partners/code/index.html")


def test_a_text_in_one_language_is_shown_as_it_is_and_says_so(make_hub: Callable[..., HubFolder]) -> None:
    hub = bilingual(make_hub)
    file = hub.partners / "code.md"
    file.write_text(file.read_text().replace("title: {en: Open data night, he: ליל נתונים}", "title: {he: ליל נתונים}"))
    assert '<bdi lang="he">ליל נתונים</bdi>' in read(build(hub), "partners/code/open-data-night/index.html")


def test_a_page_leads_to_itself_in_the_other_language(make_hub: Callable[..., HubFolder]) -> None:
    site = build(bilingual(make_hub))
    ways = {
        "partners/code/": ["../../partners/code/", "../../he/partners/code/"],
        "he/partners/code/open-data-night/": [
            "../../../../partners/code/open-data-night/",
            "../../../../he/partners/code/open-data-night/",
        ],
        "he/archive/": ["../../archive/", "./"],
        "partners/": ["./", "../he/"],  # has no Hebrew page: to the first one of that language
    }
    for path, links in ways.items():
        page = read(site, f"{path}index.html")
        assert re.findall(r'href="([^"]*)" lang="\w+" hreflang="\w+" class="md-select__link"', page) == links, path
    for path in ("partners/code/", "archive/"):
        page = read(site, f"he/{path}index.html")
        for language, prefix in (("en", ""), ("he", "he/")):
            address = f"https://open-evenings.example/{prefix}{path}"
            assert f'<link rel="alternate " hreflang="{language}" href="{address}">' in page


def test_a_language_in_which_nobody_wrote_a_page_begins_with_what_comes_next(
    make_hub: Callable[..., HubFolder],
) -> None:
    hub = make_hub(settings="languages: [en, he, ar]")
    hub.add("code.md", SOUND, picture())
    site = build(hub)
    page = read(site, "he/index.html")
    assert '<html lang="he"' in page
    assert "ליל" in page or "Open data night" in page
    assert "מה מחכה לנו" in page.partition("<h1")[2].partition("</h1>")[0]
    assert 'hreflang="he" href="https://open-evenings.example/he/"' in read(site, "index.html").partition("</head>")[0]
    assert "<loc>https://open-evenings.example/he/</loc>" in read(site, "sitemap.xml")
    logo = re.search(
        r'<a href="([^"]*)"[^>]*class="md-header__button md-logo"', read(site, "he/partners/code/index.html")
    )
    assert logo
    assert logo[1] == "../../", "its own first page"
    arabic = read(site, "ar/index.html")
    assert re.search(r'<div lang="en" dir="ltr">\s*<h1', arabic), "our words say their language"
    for file in site.rglob("*.html"):
        path = file.relative_to(site).parent
        for link in re.findall(r'href="([^":#]*)"', file.read_text()) if file.name == "index.html" else ():
            target = site / path / link
            assert target.exists(), f"{file}: {link}"


def test_a_page_that_is_not_translated_names_no_other_language(make_hub: Callable[..., HubFolder]) -> None:
    assert "hreflang" not in read(build(bilingual(make_hub)), "partners/index.html").partition("</head>")[0]


def pages_in(hub: HubFolder, prefix: str) -> None:
    """The same pages for another language."""
    for page in list((hub.root / "content" / "pages").glob("*.md")):
        copy = page.parent / prefix / page.name
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(page.read_bytes())


def test_a_language_of_a_region_reads_what_is_written_for_all_of_it(make_hub: Callable[..., HubFolder]) -> None:
    hub = make_hub(settings="languages: [en, he-IL, en-IL]\ncommunity: {en: Evenings, he: ערבים}")
    toggles = ("{icon: material/weather-night, name: Dark}", "{icon: material/weather-sunny, name: Light}")
    palette = f"palette: [{{toggle: {toggles[0]}}}, {{scheme: slate, toggle: {toggles[1]}}}]"
    text = hub.config_file.read_text(encoding="utf-8")
    hub.config_file.write_text(text.replace("font: false", f"font: false, {palette}"), encoding="utf-8")
    pages_in(hub, "he-il")
    pages_in(hub, "en-il")
    titled = SOUND.replace("title: Open data night", "title: {en: Open data night, he: ליל נתונים}")
    hub.add("code.md", titled + "\n<!-- lang: he -->\n\n" + "קהילה של מתנדבים שכותבים תוכנה. " * 4, picture())
    site = build(hub)
    page = read(site, "he-il/partners/code/open-data-night/index.html")
    assert '<html lang="he-IL"' in page
    assert 'dir="rtl"' in page
    assert "ליל נתונים</h1>" in page.replace("</bdi>", "")
    assert "מה יוצא לכם מזה" in page
    assert "קהילה של מתנדבים" in read(site, "he-il/partners/code/index.html")
    index = read(site, "he-il/index.html")
    assert " - ערבים</title>" in index
    assert re.findall('class="md-header__button md-icon" title="([^"]*)"', index) == ["לתצוגה כהה", "לתצוגה בהירה"]
    assert re.findall('class="md-header__button md-icon" title="([^"]*)"', read(site, "index.html")) == [
        "Dark",
        "Light",
    ]
    english = read(site, "en-il/partners/code/open-data-night/index.html")
    assert '<html lang="en-IL"' in english
    assert "19:00" in english, "as hours are written there"
    assert "7:00" not in english


def test_a_language_without_words_of_ours_says_in_which_they_are(
    make_hub: Callable[..., HubFolder], caplog: pytest.LogCaptureFixture
) -> None:
    hub = make_hub(settings="languages: [en, ar, tlh]")
    for language in ("ar", "tlh"):
        pages_in(hub, language)
    titled = SOUND.replace("title: Open data night", "title: {en: Open data night, ar: ليلة}")
    hub.add("code.md", titled, picture())
    site = build(hub)
    assert caplog.text.count("warning language-incomplete") == 2
    assert "our words are not in tlh yet: on its pages they are in English" in caplog.text
    page = read(site, "ar/partners/code/open-data-night/index.html")
    assert '<html lang="ar"' in page
    assert 'dir="rtl"' in page
    main = page.partition("<article")[2]
    assert main.index('<div lang="en" dir="ltr">') < main.index("Thursday, December 10, 2026")
    assert '<bdi lang="ar">ليلة</bdi>' in main
    assert '<bdi lang="en">Open data night</bdi>' not in main
    assert '<html lang="tlh"' in read(site, "tlh/index.html")


def test_the_navigation_shows_a_languages_own_pages(make_hub: Callable[..., HubFolder]) -> None:
    site = build(bilingual(make_hub))
    for path, own, other in (("partners/code/", "Partners", "ארכיון"), ("he/partners/code/", "ארכיון", "Partners")):
        nav = read(site, f"{path}index.html").partition('<nav class="md-nav md-nav--primary')[2].partition("</nav>")[0]
        assert own in nav
        assert other not in nav
    logo = re.search(r'<a href="([^"]*)"[^>]*class="md-header__button md-logo"', read(site, "he/archive/index.html"))
    assert logo
    assert logo.group(1) == "../"


def test_search_and_sitemap_hold_every_language(make_hub: Callable[..., HubFolder]) -> None:
    site = build(bilingual(make_hub))
    locations = [doc["location"] for doc in json.loads(read(site, "search/search_index.json"))["docs"]]
    assert {"partners/code/", "he/partners/code/", "he/partners/code/open-data-night/"} <= set(locations)
    assert not [location for location in locations if "frame" in location]
    sitemap = read(site, "sitemap.xml")
    assert "<loc>https://open-evenings.example/he/partners/code/</loc>" in sitemap
    assert "frame" not in sitemap


def test_a_page_of_thirty_events_is_light(hub: HubFolder) -> None:
    """Compressed, without photos and the theme's scripts: 150 kB."""
    for number in range(15):
        events = "".join(
            event(f"e{day}", f"2026-12-{10 + day} 19:00", ", place: A house in a street") for day in (0, 1)
        )
        hub.add(f"p{number}.md", partner(f"Partner {number}", f"p{number}", events), picture())
    site = build(hub)
    page = (site / "index.html").read_bytes()
    assert page.count(b'<li class="ph-cards__item') == 30
    styles = [path.read_bytes() for path in (site / "assets" / "stylesheets").glob("*.css")]
    script = (site / "assets" / "javascripts" / "partnerhub.js").read_bytes()
    assert sum(len(gzip.compress(each)) for each in (page, script, *styles)) <= 150_000
    photos = re.findall(rb"<img[^>]*>", page)
    assert [b"loading" in photo for photo in photos].count(False) == 1, "only the first is not lazy"
    assert all(b" srcset=" in photo and b" sizes=" in photo and b" width=" in photo for photo in photos)


def test_the_same_commit_and_day_give_the_same_bytes_in_any_zone_of_the_machine(repo: Repo) -> None:
    repo.commit("2026-11-20", text=UNANNOUNCED)
    code = (
        "import hashlib, json, sys; sys.path.insert(0, 'TESTS'); from pathlib import Path\n"
        "from hubs import build, files_of\n"
        "class Hub: config_file = Path('mkdocs.yml'); root = Path('.')\n"
        "found = files_of(build(Hub, '2026-11-21'))\n"
        "print(json.dumps({name: hashlib.sha256(data).hexdigest() for name, data in found.items()}))"
    ).replace("TESTS", str(Path(__file__).parent))
    told = []
    for zone, seed in (("UTC", "1"), ("Pacific/Auckland", "2")):
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed}
        ran = subprocess.run(
            [sys.executable, "-c", code], cwd=repo.root, env=environment, capture_output=True, text=True, check=True
        )
        told.append(json.loads(ran.stdout.splitlines()[-1]))
    assert told[0] == told[1]
    assert {"index.html", "calendar.ics", "feed.xml", "events.json", "search/search_index.json"} <= set(told[0])
