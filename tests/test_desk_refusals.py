"""What the desk refuses, in a real browser: it says why in the reader's words, and nothing that was typed is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from desks import Desk, desk_at
from fake_github import GitHub
from partnerhub.desk.refusals import refusals
from partnerhub.words.terms import Terms

SOUND = (Path(__file__).parent / "fixtures" / "sound" / "community.md").read_bytes()
CODE = "content/partners/code.md"
NEW = "https://new.example"
WORDS = refusals(Terms("he"))

pytestmark = [pytest.mark.browser, pytest.mark.needs("make desk")]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Of a hub in Hebrew and English, at GitHub."""
    folder, languages = tmp_path_factory.mktemp("desk"), "languages: [he, en]"
    with desk_at("https://github.com/us/hub", folder, language="he", settings=languages) as address:
        yield address


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Desk]:
    desk = Desk(browser, address)
    yield desk
    desk.page.close()


REFUSED = {
    "a token that may not write": (200, {"errors": [{"type": "FORBIDDEN", "message": "Resource not accessible"}]}, "not_allowed"),
    "one that has ended": (401, {"message": "Bad credentials"}, "token_ended"),
    "a host in trouble": (503, {"message": "Unavailable"}, "unreachable"),
}  # fmt: skip


@pytest.mark.sample(5)
@pytest.mark.parametrize(("status", "answer", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_the_host_refuses_what_is_saved(desk: Desk, status: int, answer: object, reason: str) -> None:
    def refuse(route: Route) -> None:
        if "mutation" in (route.request.post_data or ""):
            headers = {"access-control-allow-origin": "*", "content-type": "application/json"}
            route.fulfill(status=status, body=json.dumps(answer), headers=headers)
        else:
            route.fallback()

    GitHub({CODE: SOUND}).answers(desk.page)
    desk.page.route("https://api.github.com/graphql", refuse)
    desk.sign_in()
    desk.page.get_by_text("Code for Good").wait_for()
    desk.open("code")
    desk.fill("website", NEW)
    desk.press_save()
    told = desk.page.locator("dialog[open] .error").inner_text()
    assert told == WORDS[reason].replace("{message}", "Resource not accessible")
    desk.page.keyboard.press("Escape")
    assert desk.field("website").locator("input").input_value() == NEW


@pytest.mark.sample(5)
def test_a_save_that_cannot_be_written_says_why(desk: Desk) -> None:
    desk.take_folder({CODE: SOUND})
    assert desk.page.locator("html").get_attribute("lang") == "he"
    desk.open("code")
    typed = "ערב אחד בכל פעם.\n\n<!-- lang: en -->\n\nOne evening at a time."
    desk.fill("body.he", typed)
    desk.press_save()
    assert desk.page.locator("dialog[open] .error").inner_text() == WORDS["language_line"]
    desk.page.keyboard.press("Escape")
    assert desk.field("body.he").locator("textarea").input_value() == typed
    assert desk.files()[CODE] == SOUND


@pytest.mark.sample(5)
def test_what_is_no_photo_is_not_taken(desk: Desk, tmp_path: Path) -> None:
    desk.take_folder({CODE: SOUND})
    desk.open("code")
    said: list[str] = []
    desk.page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    (tmp_path / "minutes.pdf").write_bytes(b"%PDF-1.7")
    desk.field("photo.file").locator("input[type=file]").first.set_input_files(tmp_path / "minutes.pdf")
    assert said == [WORDS["no_picture"]]
    (tmp_path / "torn.jpg").write_bytes(b"\xff\xd8\xff\xe0torn")
    desk.field("photo.file").locator("input[type=file]").first.set_input_files(tmp_path / "torn.jpg")
    desk.page.get_by_text("זו אינה תמונה שאפשר לקרוא").first.wait_for()
    assert set(desk.files()) == {CODE}
