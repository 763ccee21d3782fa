"""The desk with GitLab as its host, theirs or one's own: what is saved becomes a merge request, and what isn't stays in the form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from desks import Desk, desk_at
from fake_gitlab import GitLab
from partnerhub.desk.refusals import refusals
from partnerhub.words.terms import Terms

SOUND = (Path(__file__).parent / "fixtures" / "sound" / "community.md").read_bytes()
AFTER = SOUND.replace(b"https://codeforgood.example", b"https://new.example", 1)
CODE = "content/partners/code.md"
BRANCH = "cms/partners/code"
SERVERS = {"gitlab.com": "https://gitlab.com", "one's own": "https://gitlab.ours.example"}
WORDS = refusals(Terms("en"))

pytestmark = [pytest.mark.browser, pytest.mark.needs("make desk")]


@pytest.fixture(scope="module", params=SERVERS.values(), ids=SERVERS.keys())
def server(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def address(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with desk_at(f"{server}/us/hub", tmp_path_factory.mktemp("desk")) as address:
        yield address


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Desk]:
    desk = Desk(browser, address)
    yield desk
    desk.page.close()


def begin(desk: Desk, gitlab: GitLab) -> None:
    """Change a field, up to the moment before it is saved."""
    gitlab.answers(desk.page)
    desk.sign_in()
    desk.page.get_by_text("Code for Good").wait_for()
    desk.open("code")
    desk.fill("website", "https://new.example")


@pytest.mark.sample(3, seed=1)
def test_what_is_saved_is_a_merge_request(desk: Desk, server: str) -> None:
    gitlab = GitLab({CODE: SOUND}, server)
    begin(desk, gitlab)
    desk.propose()
    (merge_request,) = gitlab.merge_requests
    assert (merge_request["source_branch"], merge_request["target_branch"]) == (BRANCH, "main")
    assert merge_request["title"].startswith("Draft: ")
    assert gitlab.branches == {"main": {CODE: SOUND}, BRANCH: {CODE: AFTER}}
    asked = [url for url in desk.answered if not url.startswith((desk.address, "blob:", "data:"))]
    assert {"/".join(url.split("/")[:3]) for url in asked} == {server}


@pytest.mark.soak
def test_a_token_that_may_not_write_is_told_and_nothing_is_lost(desk: Desk, server: str) -> None:
    gitlab = GitLab({CODE: SOUND}, server, may_write=False)
    begin(desk, gitlab)
    desk.press_save()
    desk.page.get_by_text(WORDS["not_allowed"].split("{")[0]).wait_for()
    assert desk.field("website").locator("input").input_value() == "https://new.example"
    assert gitlab.branches == {"main": {CODE: SOUND}}


@pytest.mark.soak
@pytest.mark.parametrize("step", ["commits", "merge_requests"])
def test_what_is_saved_while_the_network_is_gone_is_saved_when_it_is_back(desk: Desk, server: str, step: str) -> None:
    gitlab = GitLab({CODE: SOUND}, server)
    begin(desk, gitlab)
    gone = f"{server}/**/{step}"
    desk.page.route(gone, lambda route: route.abort("internetdisconnected"))
    desk.press_save()
    desk.page.get_by_text(WORDS["unreachable"]).wait_for()
    assert desk.field("website").locator("input").input_value() == "https://new.example"
    desk.page.unroute(gone)
    desk.page.locator("dialog[open] button").last.click()
    desk.propose()
    assert gitlab.branches[BRANCH] == {CODE: AFTER}
    assert len(gitlab.merge_requests) == 1
