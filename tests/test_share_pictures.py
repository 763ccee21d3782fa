"""Share pictures: what they say of each page, which page has which one, and how links and downloads lead to them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hubs import HubFolder, build, files_of
from partnerhub import photos, publish
from partnerhub.cache import Cache
from partnerhub.cards import draw
from partnerhub.cards.model import Face, Shape
from partnerhub.cards.store import Store
from partnerhub.edge.config import read_config
from partnerhub.record.palette import theme_colour
from partnerhub.site.faces import event_face, page_face, partner_face, spoken
from partnerhub.site.model import PublicEvent, State, Text
from partnerhub.site.shell import PageCard
from pictures import picture
from public_samples import BERLIN, EVENT, IN_STATE, JERUSALEM, PARTNER, hub_of
from records import SOUND, event, partner

COLOUR = "#7e56c2"
DAYS = replace(
    EVENT,
    whole_day=True,
    start=datetime(2026, 12, 17, tzinfo=JERUSALEM),
    end=datetime(2026, 12, 20, tzinfo=JERUSALEM),
)


def face_of(event: PublicEvent, language: str = "en") -> Face:
    return event_face(event, hub_of(event, language=language), Shape.LINK, COLOUR, None)


def said(event: PublicEvent, language: str = "en") -> str:
    return re.sub("[\u2068\u2069]", "", spoken(face_of(event, language))).replace("\u202f", " ").replace("\u2009", " ")


SAID: Mapping[str, tuple[PublicEvent, str, str]] = {
    "scheduled": (EVENT, "en", "Night · Tuesday, May 12, 2026 · 7:00 – 9:30 PM · House"),
    "without an end": (replace(EVENT, end_is_known=False), "en", "Night · Tuesday, May 12, 2026 · 7:00 PM · House"),
    "moved": (IN_STATE[State.MOVED], "en", "New date · Night · Tuesday, May 12, 2026 · 7:00 – 9:30 PM · House"),
    "postponed": (IN_STATE[State.POSTPONED], "en", "Postponed, new date to follow · Night · House"),
    "cancelled": (IN_STATE[State.CANCELLED], "en", "Cancelled · Night · Tuesday, May 12, 2026 · 7:00 – 9:30 PM · House"),
    "withdrawn": (IN_STATE[State.WITHDRAWN], "en", "Cancelled · Night · Tuesday, May 12, 2026 · 7:00 – 9:30 PM"),
    "being corrected": (IN_STATE[State.CORRECTED], "en", "Night · Tuesday, May 12, 2026 · 7:00 – 9:30 PM · House"),
    "of whole days": (DAYS, "en", "Night · December 17 – 19, 2026 · House"),
    "of a whole day": (
        replace(DAYS, end=DAYS.start + timedelta(days=1)), "en", "Night · Thursday, December 17, 2026 · All day · House",
    ),
    "over midnight": (replace(EVENT, end=EVENT.end + timedelta(hours=5)), "en", "Night · Tuesday, May 12, 2026 · 7:00 PM · House"),
    "in another zone": (
        replace(EVENT, start=EVENT.start.astimezone(BERLIN), end=EVENT.end.astimezone(BERLIN), timezone="Europe/Berlin"),
        "en", "Night · Tuesday, May 12, 2026 · 6:00 – 8:30 PM · Central European Time · House",
    ),
    "online": (
        replace(EVENT, place=None, is_online=True), "en",
        "Night · Tuesday, May 12, 2026 · 7:00 – 9:30 PM · Israel Time · Online",
    ),
    "in Hebrew": (replace(EVENT, title=Text("לילה")), "he", "לילה · יום שלישי, 12 במאי 2026 · 19:00–21:30 · House"),
}  # fmt: skip


@pytest.mark.parametrize(("event", "language", "words"), SAID.values(), ids=SAID.keys())
def test_a_card_says_title_day_hour_and_place(event: PublicEvent, language: str, words: str) -> None:
    assert said(event, language) == words


def test_what_is_off_is_known_from_what_is_put_off_to_a_known_day() -> None:
    badges = {state: face_of(event).badge for state, event in IN_STATE.items()}
    off = {state for state, badge in badges.items() if badge and badge.is_off}
    assert off == {State.CANCELLED, State.POSTPONED, State.WITHDRAWN}
    assert {state for state, badge in badges.items() if badge} == {*off, State.MOVED}


@pytest.mark.parametrize(
    ("title", "language", "is_rtl"),
    [
        (Text("C++ למתחילים"), "he", True),
        (Text("Ask a maintainer"), "he", False),
        (Text("C++ למתחילים", "he"), "en", True),
        (Text("ערב של C++"), "en", True),
        (Text("A night of מרק"), "en", False),
        (Text("2026"), "he", False),
    ],
)
def test_a_title_is_read_in_its_own_direction(title: Text, language: str, is_rtl: bool) -> None:
    face = face_of(replace(EVENT, title=title), language)
    assert face.title.is_rtl == is_rtl
    assert face.is_rtl == (language == "he"), "the card is laid out as its page is"


def test_other_pages_say_who_it_is() -> None:
    face = partner_face(PARTNER, hub_of(EVENT), COLOUR, None)
    assert (face.community.value, face.title.value, face.by and face.by.value) == (
        "Community",
        "Code for Good",
        "Small software",
    )
    assert face.tile
    assert face.tile.large.value == "CG"
    face = page_face(PageCard("מי אנחנו", "Lantern", "", "he"), COLOUR)
    assert (face.title.is_rtl, face.community.is_rtl, face.is_rtl) == (True, False, True)


# In the site


ADDRESS = re.compile(r'<meta property="og:image" content="https://open-evenings.example/([^"]+)">')
EVENTS = (
    event("coming", "2026-12-10 19:00", ", language: he")
    + event("gone", "2026-11-02 19:00", "")
    + event("off", "2026-12-11 19:00", ", status: cancelled")
)


def filled(hub: HubFolder) -> HubFolder:
    hub.add("alpha.md", partner("Alpha", "alpha", EVENTS), picture())
    return hub


@pytest.fixture(scope="module")
def bilingual(tmp_path_factory: pytest.TempPathFactory) -> HubFolder:
    hub = filled(HubFolder(tmp_path_factory.mktemp("shared") / "hub", settings="languages: [en, he]"))
    (hub.root / "content" / "pages" / "he").mkdir()
    (hub.root / "content" / "pages" / "he" / "index.md").write_text("# ערבים\n", encoding="utf-8")
    return hub


@pytest.fixture(scope="module")
def site(bilingual: HubFolder) -> dict[str, bytes]:
    return files_of(build(bilingual))


def test_every_page_has_one(site: dict[str, bytes]) -> None:
    pages = {path: page.decode() for path, page in site.items() if path.endswith("index.html") and "embed/" not in path}
    pages["404.html"] = site["404.html"].decode()
    assert "partners/alpha/gone/index.html" in pages
    named = {path: ADDRESS.findall(page) for path, page in pages.items()}
    assert all(len(each) == 1 and len(site[each[0]]) < 300_000 for each in named.values())
    assert named["index.html"] != named["he/index.html"] != named["he/partners/alpha/index.html"]
    drawn = {path for path in site if re.search(r"-(link|square|story)\.jpg$", path)}
    assert drawn == {*(each[0] for each in named.values()), *posts(pages["partners/alpha/coming/index.html"])}


def posts(page: str) -> list[str]:
    """The pictures that a page offers to post."""
    return [path.replace("../", "") for path in re.findall(r'href="([^"]+-(?:square|story)\.jpg)" download', page)]


def test_what_is_to_come_has_pictures_to_post_in_the_language_that_is_spoken_there(
    site: dict[str, bytes], bilingual: HubFolder
) -> None:
    english, hebrew = (site[f"{prefix}partners/alpha/coming/index.html"].decode() for prefix in ("", "he/"))
    assert posts(english) == posts(hebrew)
    assert len(posts(english)) == 2
    assert 'download="coming-square.jpg"' in english
    for other in ("gone", "off"):
        assert posts(site[f"partners/alpha/{other}/index.html"].decode()) == []
    names = {
        Store(Cache(read_config(bilingual.config_file).folders.cache)).card(face).name for face in in_hebrew(bilingual)
    }
    assert {path.rpartition("/")[2] for path in posts(english)} == names


def in_hebrew(hub: HubFolder) -> list[Face]:
    """What is drawn of the event that is to come, in Hebrew."""
    public = publish.publish(hub.load().hub, "he", {}).hub
    (event,) = [each for each in public.events if each.slug == "coming"]
    made = photos.process(picture(), (0.5, 0.5), is_of_person=False)
    return [event_face(event, public, shape, "#4051b5", made) for shape in (Shape.SQUARE, Shape.STORY)]


def test_the_same_hub_has_the_same_pictures_and_draws_them_once(
    site: dict[str, bytes], bilingual: HubFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawings: list[Face] = []
    real = draw.draw

    def noted(face: Face) -> bytes:
        drawings.append(face)
        return real(face)

    monkeypatch.setattr(draw, "draw", noted)
    assert files_of(build(bilingual)) == site
    assert drawings == []
    shutil.rmtree(bilingual.root / ".cache")
    assert files_of(build(bilingual)) == site
    assert len(drawings) == len(set(drawings))


MODES: Mapping[str, tuple[str, Callable[[str | None], bool]]] = {
    "photo": ("share_pictures: photo", lambda path: bool(path and path.endswith("-share.jpg"))),
    "off": ("share_pictures: off", lambda path: path is None),
}


@pytest.mark.sample(2)
@pytest.mark.parametrize(("setting", "is_right"), MODES.values(), ids=MODES.keys())
def test_which_picture_a_link_shows_is_a_setting(
    make_hub: Callable[..., HubFolder], setting: str, is_right: Callable[[str | None], bool]
) -> None:
    files = files_of(build(filled(make_hub(settings=setting))))
    page = files["partners/alpha/coming/index.html"].decode()
    found = ADDRESS.search(page)
    assert is_right(found and found[1])
    assert bool(posts(page)) == bool(ADDRESS.search(files["index.html"].decode())) == ("off" not in setting)
    assert ("summary_large_image" in page) == ("off" not in setting)


@pytest.mark.sample(2)
def test_without_an_address_there_is_no_link_to_show_but_pictures_to_post(hub: HubFolder) -> None:
    text = hub.config_file.read_text(encoding="utf-8")
    hub.config_file.write_text(re.sub("site_url.*\n", "", text), encoding="utf-8")
    files = files_of(build(filled(hub)))
    assert not [path for path in files if path.endswith("-link.jpg")]
    assert all(path in files for path in posts(files["partners/alpha/coming/index.html"].decode()))


def test_a_page_whose_picture_cannot_be_drawn_lacks_nothing_else(
    hub: HubFolder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    hub.add("code.md", SOUND, picture())
    real = draw.draw

    def failing(face: Face) -> bytes:
        if face.title.value == "Open data night":
            raise RuntimeError("raqm_layout() failed.")
        return real(face)

    monkeypatch.setattr(draw, "draw", failing)
    files = files_of(build(hub))
    page = files["partners/code/open-data-night/index.html"].decode()
    assert not ADDRESS.search(page)
    assert posts(page) == []
    assert "being corrected" not in page
    assert ADDRESS.search(files["partners/code/index.html"].decode())
    assert "warning defect: drawing the share picture failed" in caplog.text
    assert "raqm" not in caplog.text


@pytest.mark.parametrize(
    ("settings", "colour"),
    {
        "none": ({"theme": "material"}, "#4051b5"),
        "one": ({"theme": {"palette": {"primary": "teal"}}}, "#009485"),
        "two": ({"theme": {"palette": [{"scheme": "default", "primary": "deep purple"}, {"primary": "red"}]}}, COLOUR),
        "unknown": ({"theme": {"palette": {"primary": "mauve"}}}, "#4051b5"),
        "a sheet's": ({"theme": {"palette": {"primary": "custom"}}, "extra_css": ["none.css", "brand.css"]}, "#Ab12cd"),
        "a sheet's outside": ({"extra_css": ["../outside.css", "https://hub.example/x.css"]}, "#4051b5"),
        "nonsense": ({"theme": {"palette": ["teal"]}, "extra_css": 7}, "#4051b5"),
    }.values(),
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_colour_is_the_themes(tmp_path: Path, settings: Mapping[str, object], colour: str) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "brand.css").write_text(":root > * { --md-primary-fg-color:  #Ab12cd; }")
    (tmp_path / "outside.css").write_text(":root > * { --md-primary-fg-color: #000000; }")
    assert theme_colour(settings, tmp_path / "pages") == colour
