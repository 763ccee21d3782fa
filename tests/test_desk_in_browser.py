"""The desk in a real browser: what an editor types becomes the change that a careful person would have written."""

from __future__ import annotations

import difflib
import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from desks import Desk, desk_at, desk_of
from fake_github import GitHub
from hubs import HubFolder
from partnerhub.words.finding import Severity
from pictures import photo_of_a_camera, picture

SOUND = (Path(__file__).parent / "fixtures" / "sound" / "community.md").read_bytes()
FOLDER = "content/partners/"
CODE = f"{FOLDER}code.md"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.needs("make desk"),
]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> HubFolder:
    """In Hebrew and English, on no host."""
    return HubFolder(tmp_path_factory.mktemp("desk") / "hub", language="he", settings="languages: [he, en]")


@pytest.fixture(scope="module")
def address(hub: HubFolder) -> Iterator[str]:
    with desk_of(hub) as address:
        yield address


@pytest.fixture(scope="module")
def address_of_github(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Of a hub in English whose repository is at GitHub."""
    with desk_at("https://github.com/us/hub", tmp_path_factory.mktemp("desk")) as address:
        yield address


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Desk]:
    desk = Desk(browser, address)
    desk.take_folder({CODE: SOUND})
    yield desk
    desk.page.close()


@pytest.fixture
def desk_of_github(browser: Browser, address_of_github: str) -> Iterator[Desk]:
    desk = Desk(browser, address_of_github)
    yield desk
    desk.page.close()


def difference(before: bytes, after: bytes) -> list[str]:
    """The lines that went and came."""
    lines = difflib.ndiff(before.decode().splitlines(), after.decode().splitlines())
    return [line for line in lines if line[0] in "-+"]


def errors(hub: HubFolder, files: Mapping[str, bytes]) -> list[str]:
    """What `check` says of the files."""
    for path, data in files.items():
        (hub.root / path).write_bytes(data)
    found = [finding for finding in hub.load().findings if finding.severity is Severity.ERROR]
    for path in files:
        (hub.root / path).unlink()
    return [f"{finding.path}: {finding.message}" for finding in found]


def test_a_partner_is_proposed_in_hebrew_with_a_photo(desk: Desk, hub: HubFolder, tmp_path: Path) -> None:
    photo = tmp_path / "IMG 1234.jpg"
    photo.write_bytes(photo_of_a_camera())
    desk.begin()
    assert desk.page.evaluate("getComputedStyle(document.querySelector('#nc-root .field')).direction") == "rtl"
    desk.fill("name.he", "צה״ל בית־ספר")
    desk.fill("body.he", "אנחנו מתנדבות ומתנדבים שבונים כלים פתוחים בשביל עמותות קטנות, ערב אחד בכל פעם, כבר שבע שנים.")
    desk.take_photo("photo.file", photo)
    desk.fill("photo.caption.he", "הצוות בערב הסתיו")
    desk.field("vetting.values").get_by_text("ידע פתוח").click()
    desk.save()
    files = desk.files()
    (stem,) = {path for path in files if path.endswith(".md")} - {CODE}
    assert stem == f"{FOLDER}צהל-בית-ספר.md"
    written = files[stem].decode()
    assert "values:" in written
    assert "whole_day" not in written
    (name,) = {path for path in files if path.endswith(".webp")}
    assert f"file: {name.removeprefix(FOLDER)}" in written
    kept = Image.open(io.BytesIO(files[name]))
    assert kept.size == (1365, 2048)
    assert not kept.getexif()
    assert errors(hub, {path: files[path] for path in (stem, name)}) == []
    assert files[CODE] == SOUND


CONSENT = "  consent: {given_by: Their community lead, given_on: 2026-11-02, valid_until: 2027-11-02"
EDITS: Mapping[str, tuple[Callable[[Desk], None], list[str]]] = {
    "a field": (lambda desk: desk.fill("website", "https://new.example"), ["- website: https://codeforgood.example", "+ website: https://new.example"]),
    "consent taken back": (lambda desk: desk.fill("photo.consent.withdrawn_on", "2026-11-20"), [f"- {CONSENT}}}", f"+ {CONSENT}, withdrawn_on: 2026-11-20}}"]),
    "an event moved": (lambda desk: move(desk, "2026-12-17T19:00"), ["-     start: 2026-12-10 19:00", "+     start: 2026-12-17 19:00"]),
}  # fmt: skip


def move(desk: Desk, when: str) -> None:
    desk.unfold("events")
    desk.fill("events.0.start", when)


@pytest.mark.sample(3)
@pytest.mark.parametrize(("edit", "lines"), EDITS.values(), ids=EDITS.keys())
def test_an_edit_changes_its_line_alone(desk: Desk, edit: Callable[[Desk], None], lines: list[str]) -> None:
    desk.open("code")
    edit(desk)
    desk.save()
    assert difference(SOUND, desk.files()[CODE]) == lines


@pytest.mark.sample(3, seed=1)
def test_an_event_is_added_below_the_others(desk: Desk, hub: HubFolder) -> None:
    desk.open("code")
    desk.add("events")
    desk.fill("events.1.title.he", "ערב נתונים")
    desk.fill("events.1.start", "2026-12-21T19:00")
    desk.fill("events.1.place.he", "בית הקהילה")
    desk.save()
    after = desk.files()[CODE]
    lines = difference(SOUND, after)
    assert [line for line in lines if line.startswith("-")] == []
    assert len(lines) <= 5
    assert errors(hub, {CODE: after, f"{FOLDER}code.jpg": picture()}) == []


@pytest.mark.parametrize(
    "takes_drafts",
    [
        pytest.param(True, id="draft"),
        pytest.param(False, id="a plan without drafts", marks=pytest.mark.sample(3, seed=3)),
    ],
)
def test_what_is_saved_is_a_pull_request(desk_of_github: Desk, takes_drafts: bool) -> None:
    desk, github = desk_of_github, GitHub({CODE: SOUND}, takes_drafts=takes_drafts)
    github.answers(desk.page)
    desk.sign_in()
    desk.page.get_by_text("Code for Good").wait_for()
    desk.open("code")
    desk.fill("website", "https://new.example")
    desk.propose()
    (pull,) = github.pulls
    assert (pull["head"], pull["base"], pull["draft"]) == ("cms/partners/code", "main", takes_drafts)
    assert github.branches["main"] == {CODE: SOUND}
    assert difference(SOUND, github.branches["cms/partners/code"][CODE]) == EDITS["a field"][1]
    asked = [url for url in desk.answered if not url.startswith((desk.address, "blob:", "data:"))]
    assert {url.split("/")[2] for url in asked} <= {"api.github.com"}


@pytest.mark.sample(3)
def test_a_token_without_a_right_is_told(desk_of_github: Desk) -> None:
    GitHub({CODE: SOUND}, may_write=False).answers(desk_of_github.page)
    desk_of_github.sign_in()
    desk_of_github.page.get_by_text("You don’t have access").wait_for()


@pytest.mark.sample(3)
def test_on_a_folder_it_asks_nobody(desk: Desk, address: str) -> None:
    desk.open("code")
    assert desk.problems == []
    assert [url for url in desk.answered if not url.startswith((address, "blob:", "data:"))] == []
