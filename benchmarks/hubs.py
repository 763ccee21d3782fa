"""Hubs to measure on: partners, photos and a history in git, the same to the last bit for each shape."""

from __future__ import annotations

import io
import random
import shutil
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from PIL import Image, ImageFilter

from benchmarks.records import DAY, LANGUAGES, VALUES, Event, Partner, Text, partners
from repository import Commit, write

SETTINGS, PARTNERS, PAGES = "mkdocs.yml", "content/partners", "content/pages"
PORT = 8765
"""Of the preview."""
CHANGES_OF_SETTINGS = 20
"""Among the commits of a long history."""
PHOTO_SIZE = (2048, 1536)

_TABLE = b"\xff\xdb"
"""Begins a table of a JPEG file."""

_BEGINNING = datetime.combine(DAY, time(10), UTC) - timedelta(days=365)
_NAMES = {
    "he": {
        "index": ("אירועים", ("next", "upcoming")),
        "calendar": ("לוח חודשי", ("calendar",)),
        "partners": ("שותפים", ("partners",)),
        "archive": ("ארכיון", ("archive",)),
        "subscribe": ("יומן", ("subscribe",)),
        "about": ("מי אנחנו", ()),
    },
    "en": {
        "index": ("Events", ("next", "upcoming")),
        "calendar": ("By month", ("calendar",)),
        "partners": ("Partners", ("partners",)),
        "archive": ("Archive", ("archive",)),
        "subscribe": ("Calendar", ("subscribe",)),
        "about": ("Who we are", ()),
    },
}
"""Language → hand-written page → its title, and what of ours is on it."""


_PHOTO = """\
photo:
  alt: {he: תמונה של ערב משותף, en: An evening together}
  caption: {he: ערב משותף, en: An evening together}
  credit: Somebody
  consent:
    given_by: One of them
    given_on: 2026-03-10
    via: email
    valid_until: 2027-03-10
"""


@dataclass(frozen=True)
class Shape:
    """What kind of hub."""

    partners: int
    languages: int = 1
    photos: bool = False
    commits: int = 1
    cards: bool = False
    """Whether pictures for shared links are drawn."""
    plugin: str = ""
    """Of MkDocs, beside its search and ours."""

    @property
    def name(self) -> str:
        """Of its folder."""
        marks = {"photos": self.photos, "cards": self.cards, self.plugin: bool(self.plugin)}
        return "-".join(map(str, (self.partners, self.languages, self.commits, *filter(marks.get, marks))))


def make(folder: Path, shape: Shape) -> None:
    """Write a hub of that shape into a folder that is not there yet."""
    files = files_of(shape)
    write(folder, _history(files, shape.commits), files)


def files_of(shape: Shape) -> dict[str, bytes]:
    """Path → content of the hub's files as they are today."""
    languages = LANGUAGES[: shape.languages]
    files = {SETTINGS: settings(shape).encode(), ".gitignore": b"/site/\n/.cache/\n"}
    for language in languages:
        folder = PAGES if language == LANGUAGES[0] else f"{PAGES}/{language}"
        for name, (title, lists) in _NAMES[language].items():
            marks = "\n\n".join(f"<!-- partnerhub: {each} -->" for each in lists)
            page = f"---\ntitle: {title}\nhide: [navigation, toc]\n---\n\n# {title}\n\n{marks}\n"
            files[f"{folder}/{name}.md"] = page.encode()
    photo = _photo() if shape.photos else b""
    for partner in partners(shape.partners):
        files[f"{PARTNERS}/{partner.slug}.md"] = partner_file(partner, languages, photo=shape.photos).encode()
        if shape.photos:
            files[f"{PARTNERS}/{partner.slug}.jpg"] = _distinct(photo, partner.number)
    return files


def settings(shape: Shape) -> str:
    """The hub's mkdocs.yml."""
    languages = LANGUAGES[: shape.languages]
    values = "\n".join(f"        {value}: {_flow(labels, languages)}" for value, labels in VALUES.items())
    nav = "\n".join(_navigation(languages))
    return f"""\
site_name: קהילת פנס
site_url: https://panas.example/
site_description: ערבים משותפים לקהילה ולשותפים שלה. הכול כאן בדוי.
docs_dir: {PAGES}
dev_addr: 127.0.0.1:{PORT}
theme:
  name: material
  language: {languages[0]}
  font: false
  features: [navigation.tabs, navigation.top]
nav:
{nav}
plugins:
  - search
{f"  - {shape.plugin}" if shape.plugin else ""}
  - partnerhub:
      community: קהילת פנס
      about: {_flow({"he": "שכנים שלומדים זה מזה בערבים.", "en": "Neighbours who learn together."}, languages)}
      languages: [{", ".join(languages)}]
      timezone: Asia/Jerusalem
      lead_time: 7
      share_pictures: {"typeset" if shape.cards else "off"}
      values:
{values}
      red_flags:
        fraud: {_flow({"he": "הונאה", "en": "Fraud"}, languages)}
      maps: openstreetmap
      quiet_days: [shabbat]
      severity: {{repository-public: ignore, photo-missing: ignore}}
"""


def _navigation(languages: Sequence[str]) -> Iterator[str]:
    for language in languages:
        folder, indent = ("", "  ") if language == languages[0] else (f"{language}/", "      ")
        if folder:
            yield "  - English:"
        for name, (title, _) in _NAMES[language].items():
            yield f"{indent}- {title}: {folder}{name}.md"


def partner_file(partner: Partner, languages: Sequence[str], *, photo: bool = False) -> str:
    """A partner as its file says it."""
    bodies = "\n\n".join(f"<!-- lang: {language} -->\n{partner.body[language]}" for language in languages)
    return f"""\
---
name: {partner.name}
kind: {partner.kind}
tagline: {_flow(partner.tagline, languages)}
website: https://partner{partner.number}.example/
links: {{mastodon: https://social.example/@p{partner.number}}}
tags: [{", ".join(partner.tags)}]
{_PHOTO if photo else ""}vetting:
  proposed_by: editor-2
  values: [{", ".join(partner.values)}]
  win_win:
    ours: {partner.note}
    theirs: new friends
    members: {_flow(partner.gift, languages)}
  reputation:
    standing: positive
    summary: well spoken of
    sources: ["Talk with one of them, 2026-03-14, {partner.number}"]
    checked_on: 2026-03-14
  decision: approved
  decided_by: editor-1
  decided_on: 2026-03-21
outreach:
  platform: email
  contact: Person {partner.number}, by e-mail
  log:
    - {{at: 2026-03-10 20:00, from: us, note: said hello}}
    - {{at: 2026-03-11 08:10, from: them, note: interested}}
events:
{"".join(_event(event, languages) for event in partner.events)}---
{bodies}
"""


def _event(event: Event, languages: Sequence[str]) -> str:
    is_over = event.start.date() < DAY
    where = f"place: {_flow(event.place, languages)}" if event.place else f"online: {event.address}/meet"
    description = "\n".join(
        f"      {language}: |\n{textwrap.indent(event.description[language], ' ' * 8)}" for language in languages
    )
    return f"""\
  - slug: {event.slug}
    title: {_flow(event.title, languages)}
    start: {event.start:%Y-%m-%d %H:%M}
    duration: 1h30m
    {where}
    link: {event.address}
    summary: {_flow(event.summary, languages)}
    description:
{description}
    language: {event.language}
    tags: [{", ".join(event.tags)}]
    agreed: {event.agreed}
    announced: {event.agreed + timedelta(days=1)}
{f"    thanked_on: {event.start.date() + timedelta(days=1)}" if is_over else ""}
"""


def _flow(text: Text, languages: Sequence[str]) -> str:
    return "{" + ", ".join(f'{language}: "{text[language]}"' for language in languages) + "}"


def _history(files: Mapping[str, bytes], commits: int) -> Iterator[Commit]:
    """Commits that end with the files as they are: all at once, then a change of one file in each."""
    chance = random.Random(commits)
    records = [path for path in files if path.startswith(PARTNERS) and path.endswith(".md")]
    later = [chance.choice(records) for _ in range(commits - 1)]
    step = max(1, len(later) // CHANGES_OF_SETTINGS)
    later[step // 2 :: step] = [SETTINGS] * len(later[step // 2 :: step])
    to_come = {path: later.count(path) for path in set(later)}
    first = {path: earlier(path, content, to_come.get(path, 0)) for path, content in files.items()}
    yield Commit(_BEGINNING, "Open the hub", first)
    for number, path in enumerate(later, 1):
        to_come[path] -= 1
        at = _BEGINNING + timedelta(days=364) * number / commits
        yield Commit(at, f"Change {path}", {path: earlier(path, files[path], to_come[path])})


def earlier(path: str, content: bytes, changes: int) -> bytes:
    """A file as it was so many changes ago: something that members see was said in other words."""
    if not changes:
        return content
    word = b"site_description: " if path == SETTINGS else b'    summary: {he: "'
    return content.replace(word, word + f"גרסה {changes} ".encode())


def _photo() -> bytes:
    """A picture with the grain of a photo, which costs what a photo costs."""
    chance = random.Random(1)
    coarse = Image.frombytes("RGB", (64, 48), chance.randbytes(64 * 48 * 3)).resize(
        PHOTO_SIZE, Image.Resampling.BICUBIC
    )
    grain = Image.frombytes("L", PHOTO_SIZE, chance.randbytes(PHOTO_SIZE[0] * PHOTO_SIZE[1]))
    grain = grain.filter(ImageFilter.GaussianBlur(1)).convert("RGB")
    encoded = io.BytesIO()
    Image.blend(coarse, grain, 0.2).save(encoded, "JPEG", quality=85)
    return encoded.getvalue()


def _distinct(photo: bytes, number: int) -> bytes:
    """The same photo in other pixels, for nothing: in its tables the number scales light and colour.

    https://www.w3.org/Graphics/JPEG/itu-t81.pdf B.2.4.1
    """
    light = photo.index(_TABLE)
    colour = photo.index(_TABLE, light + 1)
    scaled = bytearray(photo)
    for table in (light, colour):
        for at in range(table + 5, table + 8):
            number, digit = divmod(number, 5)
            scaled[at] += digit
    return bytes(scaled)


def fresh(folder: Path, shape: Shape) -> Path:
    """A folder with a hub of that shape, made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    make(folder, shape)
    return folder
