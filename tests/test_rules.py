"""One fixture a rule, with what it expects inside it; and sound records of every kind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hubs import HubFolder
from partnerhub.checks import GROUPS, RULES
from partnerhub.words.finding import Severity
from pictures import picture

FIXTURES = Path(__file__).parent / "fixtures"
INVALID = sorted((FIXTURES / "invalid").glob("*.md"))
SOUND = sorted((FIXTURES / "sound").glob("*.md"))
PHOTOS = {
    "beside": picture(),
    "none": None,
    "small": picture(599, 700),
    "broken": picture()[:900],
    "large": b"\xff\xd8" + b"\0" * 20_000_001,
}


def place(fixture: Path, hub: HubFolder) -> Path:
    """Put a fixture into a hub, with the photo and the files beside it that it asks for."""
    data = fixture.read_bytes()
    asks = dict(re.findall(r"^# (file|photo|beside): (\S+)$", data.decode(errors="replace"), re.MULTILINE))
    if beside := asks.get("beside"):
        hub.add(beside, (FIXTURES / "beside" / beside).read_bytes(), picture())
    return hub.add(asks.get("file", fixture.name), data, PHOTOS[asks.get("photo", "beside")])


@pytest.mark.parametrize("fixture", INVALID, ids=lambda path: path.stem)
def test_a_broken_rule_is_found_where_it_is_broken(fixture: Path, hub: HubFolder) -> None:
    file = place(fixture, hub)
    expectation = re.search(r"^# expect: (.+)$", fixture.read_bytes().decode(errors="replace"), re.MULTILINE)
    assert expectation, "a fixture says what it expects"

    findings = [found for found in hub.load().findings if found.path == f"content/partners/{file.name}"]

    assert [f"{found.rule}@{found.line}" for found in findings] == expectation.group(1).split()
    assert all(found.rule == fixture.stem and found.hint for found in findings)


@pytest.mark.parametrize("fixture", SOUND, ids=lambda path: path.stem)
def test_a_sound_record_has_no_finding(fixture: Path, hub: HubFolder) -> None:
    place(fixture, hub)
    assert hub.load().findings == []


def test_every_rule_has_a_fixture_and_every_fixture_a_rule() -> None:
    with_tests_of_their_own = {"marker-unknown", "history-shallow", "photo-newer-than-consent", "repository-public"}
    assert {path.stem for path in INVALID} | with_tests_of_their_own == set(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.slug)
def test_every_rule_is_documented(rule) -> None:
    assert rule.group in GROUPS
    assert rule.explanation.partition("\n")[0].endswith((".", ":", ";")), "the first line is a sentence"
    assert rule.severity is not Severity.IGNORE


def test_severities_follow_the_settings(make_hub) -> None:
    hub = make_hub(settings="severity: {photo-too-small: error, event-on-quiet-day: ignore}")
    hub.add("a.md", (FIXTURES / "invalid" / "photo-too-small.md").read_bytes(), PHOTOS["small"])
    hub.add(
        "b.md",
        (FIXTURES / "invalid" / "event-on-quiet-day.md").read_bytes().replace(b"Good", b"B").replace(b"forgood", b"b"),
        picture(),
    )
    assert [(found.rule, found.severity) for found in hub.load().findings] == [("photo-too-small", "error")]


CONTENT_ERRORS = [
    path
    for path in INVALID
    if RULES[path.stem].severity is Severity.ERROR
    and RULES[path.stem].group not in ("shape", "pages")
    and b"decision: approved" in path.read_bytes()
    and path.stem != "vetting-expired"  # without an approval nothing expires
]


@pytest.mark.parametrize("fixture", CONTENT_ERRORS, ids=lambda path: path.stem)
def test_while_pending_what_blocks_the_approval_is_a_warning(fixture: Path, hub: HubFolder) -> None:
    file = place(fixture, hub)
    text = file.read_text().replace("decision: approved", "decision: pending")
    file.write_text(text)
    findings = [found for found in hub.load().findings if found.path == f"content/partners/{file.name}"]
    assert fixture.stem in {found.rule for found in findings}
    assert {found.severity for found in findings} == {Severity.WARNING}


def test_only_shape_matters_in_a_declined_record(hub: HubFolder) -> None:
    text = (
        (FIXTURES / "invalid" / "values-not-shared.md").read_text().replace("decision: approved", "decision: declined")
    )
    hub.add("a.md", text.partition("events:")[0] + "---\n")
    assert hub.load().findings == []


def test_one_event_is_held_back_alone(hub: HubFolder) -> None:
    sound = (FIXTURES / "sound" / "community.md").read_text()
    second = "  - {slug: b, title: B, start: 2026-12-20, online: true, agreed: 2026-11-06}\n"
    third = "  - {slug: c, title: C, start: 2026-12-21 19:00, online: true}\n"
    hub.add("a.md", sound.replace("events:\n", "events:\n" + second + third), picture())
    loaded = hub.load()
    assert loaded.hub.held.files == frozenset()
    assert set(loaded.hub.held.events) == {("content/partners/a.md", 0), ("content/partners/a.md", 1)}
    assert [event.slug for event in loaded.hub.partners[0].events] == ["c", "open-data-night"]
