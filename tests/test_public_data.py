"""What other programs and sites read: events.json by its schema, the embed, and the notes for robots."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from playwright.sync_api import Browser, expect

from browsing import served
from hubs import TODAY, HubFolder, build
from partnerhub.site.model import State, Text
from partnerhub.site.public_data import events_json
from pictures import picture
from public_samples import EVENT, IN_STATE, hub_of
from records import event, partner


@pytest.fixture
def site(hub: HubFolder) -> Path:
    events = (
        event("sound", "2026-12-20 19:00", ", place: A house, tags: [code], language: he")
        + event("off", "2026-12-21 19:00", ", status: cancelled")
        + event("later", "2026-12-22 19:00", ", status: postponed")
        + event("past", "2026-10-01 19:00")
    )
    hub.add("alpha.md", partner("Alpha", "alpha", events), picture())
    return build(hub)


def test_events_json_is_what_its_schema_says(site: Path) -> None:
    data = json.loads((site / "events.json").read_text(encoding="utf-8"))
    schema = json.loads((site / "events.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema, format_checker=jsonschema.FormatChecker())
    assert data["version"] == 1
    assert data["built_on"] == TODAY
    assert [(each["id"], each["status"]) for each in data["events"]] == [
        ("alpha/past", "scheduled"),
        ("alpha/sound", "scheduled"),
        ("alpha/off", "cancelled"),
        ("alpha/later", "postponed"),
    ]
    sound = data["events"][1]
    assert sound["start"] == "2026-12-20T19:00:00+02:00"
    assert sound["url"] == "https://open-evenings.example/partners/alpha/sound/"
    assert (site / sound["calendar"].removeprefix("https://open-evenings.example/")).exists()
    assert (site / sound["partners"][0]["photo"]["url"].removeprefix("https://open-evenings.example/")).exists()


def test_the_promise_of_version_1() -> None:
    """Fields of a version are never taken away: this list only grows."""
    from partnerhub.site.public_data import EventData, HubData, OutcomeData, PartnerData, PhotoData  # noqa: PLC0415

    promised = {
        HubData: "version name url language timezone built_on events",
        EventData: "id url calendar title title_language summary members_get start end end_is_known timezone place "
        "is_online online_url link language tags status is_corrected partners outcome",
        OutcomeData: "attendance summary link",
        PartnerData: "name kind url introduction photo",
        PhotoData: "url alt caption credit",
    }
    for shape, names in promised.items():
        assert set(names.split()) <= set(shape.model_fields)


STATUS = {
    State.SCHEDULED: ("scheduled", False),
    State.MOVED: ("scheduled", False),
    State.POSTPONED: ("postponed", False),
    State.CANCELLED: ("cancelled", False),
    State.CORRECTED: ("scheduled", True),
}


@pytest.mark.parametrize(("state", "status"), STATUS.items(), ids=STATUS.keys())
def test_what_each_state_is_called(state: State, status: tuple[str, bool]) -> None:
    (found,) = json.loads(events_json(hub_of(IN_STATE[state])))["events"]
    assert (found["status"], found["is_corrected"]) == status


def test_what_is_withdrawn_says_so_and_nothing_more() -> None:
    (found,) = json.loads(events_json(hub_of(EVENT.withdrawn())))["events"]
    assert (found["title"], found["status"], found["is_withdrawn"]) == ("Night", "cancelled", True)
    assert (found["summary"], found["place"], found["link"], found["photo"], found["tags"]) == (
        "",
        None,
        None,
        None,
        [],
    )


def test_what_is_being_corrected_is_left_out() -> None:
    whole = replace(EVENT, tags=("data",), members_get=Text("Cake"), language="he", link="https://x.example")
    (found,) = json.loads(events_json(hub_of(whole.being_corrected())))["events"]
    assert (found["summary"], found["members_get"], found["language"], found["tags"]) == ("", None, None, [])
    assert (found["title"], found["place"], found["link"]) == ("Night", "House", "https://x.example")
    (host,) = found["partners"]
    assert (host["name"], host["introduction"], host["photo"]) == ("Code for Good", "", None)


def test_an_id_stays_where_the_address_changes() -> None:
    moved = replace(EVENT, slug="evening")
    (found,) = json.loads(events_json(hub_of(moved)))["events"]
    assert (found["id"], found["url"]) == ("code/night", "https://hub.example/partners/code/evening/")


def test_notes_for_robots(site: Path) -> None:
    assert "Sitemap: https://open-evenings.example/sitemap.xml" in (site / "robots.txt").read_text()
    notes = (site / "llms.txt").read_text(encoding="utf-8")
    assert notes.startswith("# Open Evenings\n")
    listed = re.findall(r"(?m)^- \[(.*?)\]\((.*?)\)", notes)
    assert ("Title of sound", "https://open-evenings.example/partners/alpha/sound/") in listed
    assert "Title of off" not in notes


def test_a_hub_keeps_its_own_robots_txt(hub: HubFolder) -> None:
    (hub.root / "content" / "pages" / "robots.txt").write_text("User-agent: *\nDisallow: /\n")
    assert (build(hub) / "robots.txt").read_text() == "User-agent: *\nDisallow: /\n"


@pytest.mark.browser
def test_another_site_shows_the_upcoming_list(site: Path, browser: Browser, tmp_path: Path) -> None:
    with served(site) as hub:
        other = tmp_path / "other"
        other.mkdir()
        source = f"{hub}assets/javascripts/partnerhub-embed.js"
        (other / "index.html").write_text(f'<h1>Ours</h1><script src="{source}" data-title="Their evenings"></script>')
        with served(other) as address:
            page = browser.new_page()
            problems: list[str] = []
            page.on("pageerror", lambda error: problems.append(str(error)))
            page.goto(address)
            frame = page.frame_locator("iframe[title='Their evenings']")
            expect(frame.get_by_role("link", name="Title of sound")).to_be_visible()
            expect(frame.get_by_text("Title of off")).to_have_count(0)
            assert frame.locator("img").first.evaluate("image => image.complete && image.naturalWidth > 0")
            page.clock.set_fixed_time("2026-12-21T12:00:00+02:00")
            page.reload()
            expect(frame.get_by_role("link", name="Title of sound")).to_be_hidden()
            assert problems == []
            page.close()


@pytest.mark.browser
def test_another_site_shows_a_tag_or_an_event_as_high_as_it_is(site: Path, browser: Browser, tmp_path: Path) -> None:
    chosen = {'data-tag="code"': "Title of sound", 'data-event="alpha/off"': "Title of off"}
    with served(site) as hub:
        scripts = [f'<script src="{hub}assets/javascripts/partnerhub-embed.js" {each}></script>' for each in chosen]
        (tmp_path / "index.html").write_text("<h1>Ours</h1>" + "".join(scripts))
        with served(tmp_path) as address:
            page = browser.new_page(viewport={"width": 390, "height": 800})
            page.goto(address)
            for number, title in enumerate(chosen.values()):
                frame = page.frame_locator("iframe").nth(number)
                expect(frame.locator("h2")).to_have_text(title)
                height = frame.locator("html").evaluate("html => html.offsetHeight")
                assert 100 < height < 400
                expect(page.locator("iframe").nth(number)).to_have_css("height", f"{height}px")
            page.close()
