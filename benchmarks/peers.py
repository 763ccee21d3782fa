"""The same partners as sites of Hugo and of plain MkDocs: a page for each partner and event, with our markup."""

from __future__ import annotations

import os
import posixpath
import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import yaml
from babel.dates import format_date

from benchmarks.hubs import PARTNERS, Shape
from benchmarks.records import LANGUAGES, VALUES, Event, Partner, partners

TEMPLATES = Path(__file__).parent / "peers"
ZONE = ZoneInfo("Asia/Jerusalem")
NAME, ADDRESS = "קהילת פנס", "https://panas.example/"
FIRST = "partners/partner-0/"
"""The page of ours whose frame Hugo prints."""

WORDS = {
    "he": {
        "share": "שיתוף", "tell": "לספר לחברים", "email": "דוא״ל", "copy": "העתקת הקישור", "copied": "הועתק",
        "own": "{hour} אצלך", "online": "מקוון", "meet": "נעים להכיר", "website": "אתר", "common": "מה משותף לנו",
        "promote": "יחד אנחנו מקדמים", "gift": "מה יוצא לכם מזה", "coming": "אירועים בדרך", "past": "אירועים שהיו",
        "over": "האירוע התקיים.", "facts": "מתי, איפה ואיך מצטרפים", "when": "מתי", "where": "איפה", "map": "מפה",
        "who": "מי מארח", "language": "שפה", "join": "להצטרפות", "happens": "מה קורה שם",
    },
    "en": {
        "share": "Share", "tell": "Tell a friend", "email": "Email", "copy": "Copy the link", "copied": "Copied",
        "own": "{hour} your time", "online": "Online", "meet": "Who they are", "website": "Website",
        "common": "What we share", "promote": "Together we promote", "gift": "What you get", "coming": "Coming up",
        "past": "Past events", "over": "This event has ended.", "facts": "When, where, and how to join", "when": "When",
        "where": "Where", "map": "Map", "who": "Who hosts it", "language": "Language", "join": "Join",
        "happens": "What happens",
    },
}  # fmt: skip
_KINDS = {
    "he": {"community": "קהילה", "organization": "ארגון", "person": "אדם"},
    "en": {"community": "Community", "organization": "Organization", "person": "Person"},
}
_LISTS = {
    "he": {"upcoming": "אירועים", "gallery": "שותפים", "archive": "ארכיון", "about": "מי אנחנו"},
    "en": {"upcoming": "Events", "gallery": "Partners", "archive": "Archive", "about": "Who we are"},
}


def write_hugo(folder: Path, shape: Shape, hub: Path) -> None:
    """A site of Hugo from the records of a hub that is built: the frame and the assets are those of its pages."""
    shutil.copytree(TEMPLATES / "hugo", folder)
    shutil.copytree(hub / "site" / "assets", folder / "static" / "assets", ignore=shutil.ignore_patterns("partners"))
    languages = LANGUAGES[: shape.languages]
    _save(folder / "hugo.yaml", _as_yaml(_hugo_settings(languages)))
    for language in languages:
        address = _in(language, FIRST)
        page = (hub / "site" / address / "index.html").read_text("utf-8")
        _save(folder / "layouts" / f"baseof.{language}.html", frame(page, address))
        for name, text in _pages(shape, language, index="_index.md"):
            _save(folder / "content" / language / name, text)
    _link_photos(hub, folder / "assets")


def write_mkdocs(folder: Path, shape: Shape, hub: Path) -> None:
    """A site of plain MkDocs with Material."""
    shutil.copytree(TEMPLATES / "mkdocs", folder / "theme", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    shutil.copy(TEMPLATES / "mkdocs" / "indexed.py", folder)
    languages = LANGUAGES[: shape.languages]
    _save(folder / "mkdocs.yml", _mkdocs_settings(languages))
    for language in languages:
        for name, text in _pages(shape, language, index="index.md"):
            _save(folder / "docs" / _in(language, name), text)
    _link_photos(hub, folder / "docs")


def page_of_a_partner(folder: Path) -> Path:
    """The file to edit where one partner changes."""
    found = [folder / "content" / LANGUAGES[0] / FIRST / "_index.md", folder / "docs" / FIRST / "index.md"]
    return next(path for path in found if path.exists())


def frame(page: str, address: str) -> str:
    """A page of ours → Hugo's base template: with holes for what is said in the head, the text, and addresses."""
    head, rest = page.split("<title>", 1)
    between, rest = rest.split('<meta name="twitter:card" content="summary">', 1)[1].split("<article", 1)
    name = re.search(r'header-topic">\s*<span class="md-ellipsis">\s*(.+?)\s*</span>', between)
    assert name
    framed = (
        head
        + '{{ partial "head.html" . }}'
        + between.replace(name[0], name[0].replace(name[1], "{{ .Title }}"))
        + '<article class="md-content__inner md-typeset">{{ block "main" . }}{{ end }}</article>'
        + rest.rsplit("</article>", 1)[1]
    )

    def from_root(relative: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(address, relative[1]))
        return '"{{ $root }}"' if path == "." else f'"{{{{ $root }}}}/{path}{"/" * relative[1].endswith("/")}"'

    return "{{- $root := .Params.root -}}\n" + re.sub(r'"(\.\.(?:/[^"]*)?)"', from_root, framed)


def _pages(shape: Shape, language: str, index: str) -> Iterator[tuple[str, str]]:
    """Path below a language's folder → page."""
    root = "." if language == LANGUAGES[0] else ".."
    paths = {"upcoming": (index, root), "gallery": (f"partners/{index}", f"{root}/..")}
    for kind, title in _LISTS[language].items():
        path, up = paths.get(kind, (f"{kind}.md", f"{root}/.."))
        yield path, _page({"title": title, "type": kind, "description": title, "root": up}, language, f"# {title}\n")
    for partner in partners(shape.partners):
        address = _in(language, f"partners/{partner.slug}/")
        facts = {**_of_partner(partner, language, photo=shape.photos), "address": address, "root": f"{root}/../.."}
        yield f"partners/{partner.slug}/{index}", _page(facts, language, partner.body[language])
        for event in partner.events:
            facts = {
                **_of_event(event, language),
                "address": f"{address}{event.slug}/",
                "host": address,
                "root": f"{root}/../../..",
            }
            yield f"partners/{partner.slug}/{event.slug}.md", _page(facts, language, event.description[language])


def _page(facts: Mapping[str, Any], language: str, body: str) -> str:
    template = {} if facts["type"] == "about" else {"template": f"{facts['type']}.html"}
    return f"---\n{_as_yaml({**facts, **template, 'language': language})}---\n\n{body}\n"


def _of_partner(partner: Partner, language: str, *, photo: bool) -> dict[str, Any]:
    facts = {
        "title": partner.name,
        "type": "partner",
        "description": partner.tagline[language],
        "kind_words": _KINDS[language][partner.kind],
        "website": f"https://partner{partner.number}.example/",
        "mastodon": f"https://social.example/@p{partner.number}",
        "topics": list(partner.tags),
        "values": [VALUES[value][language] for value in partner.values],
        "gift": partner.gift[language],
        "initials": "".join(word[0] for word in partner.name.split())[:2],
    }
    picture = {"file": f"partners/{partner.slug}.jpg", "alt": "תמונה של ערב משותף", "caption": "ערב משותף"}
    return {**facts, "photo": picture} if photo else facts


def _of_event(event: Event, language: str) -> dict[str, Any]:
    start, end = (moment.replace(tzinfo=ZONE) for moment in (event.start, event.end))

    def said(pattern: str) -> str:
        return format_date(start, pattern, locale=language)

    hours = f"{start:%H:%M}–{end:%H:%M}"
    facts = {
        "title": event.title[language],
        "type": "event",
        "description": f"{said('EEEE, d MMMM y')} {hours} · {event.summary[language]}",
        "short": event.summary[language],
        "start": f"{start.isoformat()}",
        "end": f"{end.isoformat()}",
        "weekday": said("EEE"),
        "day": start.day,
        "month": said("MMM"),
        "year": str(start.year),
        "year_month": f"{start:%Y-%m}",
        "month_words": said("MMMM y"),
        "day_words": said("EEEE, d MMMM y"),
        "hours": hours,
        "join": event.address,
        "spoken": event.language,
        "topics": list(event.tags),
    }
    if event.place:
        place = event.place[language]
        facts |= {"place": place, "map": f"https://www.openstreetmap.org/search?query={quote(place)}"}
    return facts


def _hugo_settings(languages: tuple[str, ...]) -> dict[str, Any]:
    return {
        "baseURL": ADDRESS,
        "title": NAME,
        "defaultContentLanguage": languages[0],
        "disableKinds": ["taxonomy", "term"],
        "languages": {
            language: {
                "contentDir": f"content/{language}",
                "title": NAME,
                "params": {"words": WORDS[language], "locale": {"he": "he_IL", "en": "en_US"}[language]},
            }
            for language in languages
        },
        "outputs": {"home": ["html", "rss", "search"], "section": ["html"]},
        "outputFormats": {"search": {"mediaType": "application/json", "baseName": "search_index"}},
    }


def _mkdocs_settings(languages: tuple[str, ...]) -> str:
    settings = {
        "site_name": NAME,
        "site_url": ADDRESS,
        "theme": {
            "name": "material",
            "custom_dir": "theme",
            "language": languages[0],
            "font": False,
            "features": ["navigation.tabs", "navigation.top"],
        },
        "nav": [
            {title: _in(language, path)}
            for language in languages
            for path, title in zip(
                ("index.md", "partners/index.md", "archive.md", "about.md"), _LISTS[language].values(), strict=True
            )
        ],
        "not_in_nav": "partners/*/*\n",
        "hooks": ["indexed.py"],
        "plugins": ["search"],
        "extra": {"generator": False, "words": {language: WORDS[language] for language in languages}},
    }
    return _as_yaml(settings) + "  now: !ENV HUGO_PARAMS_NOW\n"


def now(moment: datetime) -> str:
    """A moment as templates compare it: without seconds, else YAML makes a date of it."""
    return f"{moment.astimezone(ZONE):%Y-%m-%dT%H:%M}"


def _in(language: str, path: str) -> str:
    return path if language == LANGUAGES[0] else f"{language}/{path}"


def _as_yaml(facts: Mapping[str, Any]) -> str:
    written: str = yaml.dump(facts, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000)
    return written


def _save(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _link_photos(hub: Path, folder: Path) -> None:
    (folder / "partners").mkdir(parents=True, exist_ok=True)
    for photo in (hub / PARTNERS).glob("*.jpg"):
        os.link(photo, folder / "partners" / photo.name)
