"""A hub in memory whose every public text and address says what a test wants, and all that is written of it.

Derived from the declarations, and from the table of outputs. Nothing here rests on `assert`: it is run under `python -O`.
"""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from urllib.parse import quote

from assembled import unwritten
from partnerhub import photos, publish
from partnerhub.checks import Hub
from partnerhub.facts import facts_of, judge
from partnerhub.history.threads import State
from partnerhub.history.timeline import Past, timeline
from partnerhub.ours import TEMPLATES
from partnerhub.record.fields import DeclaredField, leaves
from partnerhub.record.model import Record
from partnerhub.record.parse import photo_names
from partnerhub.record.photo import PhotoFile
from partnerhub.record.read import read_bytes
from partnerhub.record.settings import Settings
from partnerhub.site.edition import Edition
from partnerhub.site.markers import MARKERS, Marker
from partnerhub.site.outputs import NOT_FOUND, OUTPUTS, Spot
from partnerhub.site.render import Renderer
from partnerhub.site.shell import Frame, Shell, Slot, SlottedPage
from pictures import picture
from strict_parsers import MisshapenError, Read, read
from typed_fields import Tree, canary_of, put

SETTINGS = Settings(
    site_name="Open Evenings",
    site_url="https://open-evenings.example/",
    languages=["en"],
    timezone="Asia/Jerusalem",
    values={"open-knowledge": {"en": "Open knowledge"}},
)
NOW = datetime(2026, 11, 23, tzinfo=SETTINGS.zone)
PATH = "content/partners/code.md"
BODY = "Code for Good brings together volunteers who build software for small charities, one evening at a time."

TREE: Tree = {
    "photo": {"consent": {"given_by": "Their lead", "given_on": "2026-09-02"}},
    "vetting": {
        "values": ["open-knowledge"],
        "win_win": {"ours": "New people", "theirs": "New readers"},
        "reputation": {"standing": "positive", "sources": ["A talk"]},
        "decision": "approved",
        "decided_by": "editor-2",
        "decided_on": "2026-09-01",
    },
    "events": [
        {
            "slug": "evening",
            "start": "2026-12-10 19:00",
            "agreed": "2026-09-06",
            "announced": "2026-10-01",
            "photo": {"file": "evening.jpg", "consent": {"given_by": "Their lead", "given_on": "2026-09-02"}},
        }
    ],
}

_CHOSEN = "names of your choice"


def _fields(*words: str) -> dict[str, DeclaredField]:
    public = (field for field in leaves(Record) if field.is_public and field.path != ("vetting", "promotes"))
    return {".".join(field.path): field for field in public if any(each in field.type_in_words for each in words)}


TEXTS = _fields("text of one", _CHOSEN)
"""Public fields that hold texts, or labels of addresses."""
ADDRESSES = {f"{name}-address": field for name, field in _fields("address that begins with").items()}
LINES = {name for name, field in TEXTS.items() if "or more lines" in field.type_in_words}
LABELS = {name for name, field in TEXTS.items() if "without < and >" in field.type_in_words or name == "links"}


def marked(name: str, text: str) -> str:
    """A text that can be found again, and of which one can see that it is whole."""
    return f"{_mark(name)} {text} {_mark(name)}"


def _mark(name: str) -> str:
    """By what it is known: no slug holds it, and no host."""
    return f"https://{canary_of(name)}.example/" if name in ADDRESSES else f"«{canary_of(name)}»"


def address(name: str, rest: str) -> str:
    """An address that can be found again."""
    return f"{_mark(name)}{rest}"


def as_uri(text: str) -> str:
    """An address in a calendar: without what no URI may hold."""
    return "".join(char if ord(char) > 127 else quote(char, safe="%:/?#[]@!$&'()*+,;=") for char in text)


def flow(value: object) -> str:
    """Values as YAML in one line, whatever is in them."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return '"' + "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in str(value)) + '"'


def file_with(texts: Mapping[str, str], addresses: Mapping[str, str]) -> bytes:
    """A partner file that says in each of its texts and addresses what is wanted, in an event that comes and one that is over."""
    tree: Tree = copy.deepcopy(TREE)
    for name, field in (TEXTS | ADDRESSES).items():
        plain_name = name.removesuffix("-address")
        value: object = addresses[name] if name in addresses else texts[name]
        if field.type_in_words.startswith(_CHOSEN):
            value = {texts[plain_name]: addresses[f"{plain_name}-address"]}
        elif field.type_in_words.startswith("list"):
            value = [value]
        tree = put(tree, field, value)
    over = {**tree["events"][0], "slug": "over", "start": "2026-10-20 19:00"}
    coming = {name: value for name, value in tree["events"][0].items() if name != "outcome"}
    return f"---\n{flow({**tree, 'events': [coming, over]})}\n---\n{BODY}\n".encode()


@cache
def _photo() -> photos.ProcessedPhoto:
    return photos.process(picture(), (0.5, 0.5))


def _shell() -> Shell:
    ends = ('<html><head><meta charset="utf-8">', "</head><body><b>", "</b><main>", "</main></body></html>")
    frame = Frame(ends, [Slot.HEAD, Slot.TITLE, Slot.CONTENT])
    markers = [Marker(name) for name in MARKERS]
    page = SlottedPage("en", ["<html><body>", *["<hr>"] * (len(markers) - 1), "</body></html>"], markers)
    return Shell(frames={("en", depth): frame for depth in (2, 3)}, pages={"index.html": page})


_OF_MKDOCS: Mapping[str, bytes] = {
    "search/search_index.json": b'{"config": {"lang": ["en"], "separator": "[\\\\s\\\\-]+"}, "docs": []}',
    "404.html": b"<html><body>" + NOT_FOUND + b"</body></html>",
    "sitemap.xml": b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>',
}
"""What lies where an output extends another's file."""


def written(data: bytes) -> Iterator[tuple[str, bytes]]:
    """What a partner file makes a hub write: which row of the table, and which of its files, with its bytes."""
    source = read_bytes(PATH, "code", data)
    photo = PhotoFile(PATH.replace("md", "jpg"), None, "1")
    facts = facts_of(source, {place: photo for place, _ in photo_names(source)}, SETTINGS)
    if wrong := [
        (each.rule, each.problem.field)
        for each in facts.breaches
        if each.rule not in ("text-long", "summary-markdown") and NOW in each.problem.during
    ]:
        raise MisshapenError(f"the file is not sound: {wrong}")
    states = [State(0, "", NOW.astimezone(UTC), SETTINGS, SETTINGS.site_url, {PATH: facts})]
    hub = Hub(SETTINGS, NOW, timeline(states, Past(), NOW, SETTINGS, judge), SETTINGS.language)
    public = publish.publish(hub, "en", dict.fromkeys(facts.partner.photos if facts.partner else (), _photo())).hub
    renderer = Renderer(public, [TEMPLATES / "fragments"])
    edition = Edition(renderer, [renderer], _shell(), [], unwritten())
    for row, output in enumerate(OUTPUTS):
        for number, (name, item) in enumerate(output.items(edition)):
            path = output.at(public, name)
            if path == "sitemap.xml.gz":
                continue  # the same again
            made = output.make(edition, item, Spot(path, _OF_MKDOCS.get(path, b"")))
            yield f"{row}.{number} {output.path}", made.encode() if isinstance(made, str) else made


def check(texts: Mapping[str, str], addresses: Mapping[str, str]) -> int:
    """All that is written has the shape that plain words give it, and says each text as it was typed.

    Raises MisshapenError; returns in how many places a text was compared.
    """
    plain = _plain()
    compared = 0
    typed = {**texts, **addresses}
    files = {name: read(name, data) for name, data in written(file_with(texts, addresses))}
    if files.keys() != plain.keys():
        raise MisshapenError(f"other files: {files.keys() ^ plain.keys()}")
    for file, found in files.items():
        if found.shape != plain[file].shape:
            raise MisshapenError(f"{file} has another shape: {_difference(found.shape, plain[file].shape)}")
        for name, text in typed.items():
            places = _places(found, name)
            if len(places) != len(_places(plain[file], name)):
                raise MisshapenError(f"{file} does not say {name} as often")
            for place in places:
                compared += 1
                if _words(text) not in place and (name not in ADDRESSES or as_uri(text) not in place):
                    raise MisshapenError(f"{file} says something else for {name}: {place!r} instead of {text!r}")
    return compared


def _difference(one: Sequence[object], other: Sequence[object]) -> object:
    return next(((a, b) for a, b in zip(one, other, strict=False) if a != b), (len(one), len(other)))


def _places(found: Read, name: str) -> list[str]:
    return [_words(text) for text in found.texts if _mark(name) in text]


def _words(text: str) -> str:
    """As a record holds a text, in NFC; where it is shown on one line, line breaks are spaces there."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@cache
def _plain() -> Mapping[str, Read]:
    texts = {name: marked(name, "word") for name in TEXTS}
    addresses = {name: address(name, "word") for name in ADDRESSES}
    return {name: read(name, data) for name, data in written(file_with(texts, addresses))}


NASTY = (
    "</script>", "<!--", "-->", "]]>", "<![CDATA[", "<b onclick=x>", "javascript:x", "&amp;", "&lt;", "&#x202E;", "{{ x }}", "{% x %}",
    "{he}", "%s", "%0A", "\\n", "\\,", "\\;", "BEGIN:VEVENT", "ATTACH:x", "^n", '"', "[a](b)", "::error", "\t", "\u00a0", "\u200f",
    "\u200b", "\ufeff", "\u0301", "\U0001f389", "שלום",
)  # fmt: skip
"""What one format or another takes for its own."""


def check_nasty() -> int:
    """The same for all that is nasty at once, in every text; returns in how many places."""
    nasty = " ".join(NASTY)
    texts = {name: marked(name, nasty.replace("<", "").replace(">", "") if name in LABELS else nasty) for name in TEXTS}
    return check(texts, {name: address(name, "?a=%0A&b='x'#;,\\n") for name in ADDRESSES})
