"""One fixture a rule, with what it expects inside it; and sound records of every kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from broken_records import FIXTURES, BrokenRecord, broken
from hubs import HubFolder
from partnerhub import pipeline
from partnerhub.checks import GROUPS, RULES
from partnerhub.history.story import Standing
from partnerhub.words.finding import Finding, Severity
from partnerhub.words.terms import Terms, languages
from pictures import picture
from records import SOUND

INVALID = sorted((FIXTURES / "invalid").iterdir())
SOUND_FILES = sorted((FIXTURES / "sound").iterdir())


def found_in(hub: HubFolder) -> list[Finding]:
    """What `check` says, the follow-up included."""
    loaded = hub.load()
    return [*loaded.findings, *pipeline.follow_up(loaded).findings]


@pytest.mark.parametrize("fixture", INVALID, ids=lambda path: path.stem)
def test_a_broken_rule_is_found_where_it_is_broken(fixture: Path, hub: HubFolder) -> None:
    record = BrokenRecord.read(fixture)
    assert record.expects, "a fixture says what it expects"
    file = record.put_into(hub)

    findings = [found for found in found_in(hub) if found.path == f"content/partners/{file.name}"]

    assert [f"{found.rule}@{found.line}" for found in findings] == list(record.expects)
    assert all(found.rule == fixture.stem and found.hint for found in findings)


@pytest.mark.parametrize("fixture", SOUND_FILES, ids=lambda path: path.stem)
def test_a_sound_record_has_no_finding(fixture: Path, hub: HubFolder) -> None:
    hub.add(fixture.name, fixture.read_bytes(), picture())
    assert found_in(hub) == []


def test_every_rule_has_a_fixture_and_every_fixture_a_rule() -> None:
    with_tests_of_their_own = {
        *(
            "marker-unknown",
            "link-unknown",
            "page-unreadable",
            "other-host",
            "repository-public",
            "form-outdated",
            "language-incomplete",
        ),
        # They ask git
        *("history-shallow", "history-unavailable", "photo-newer-than-consent", "event-changed-late"),
        "agreement-outdated",
        # They ask the machine, and us
        *("file-unreadable", "defect"),
    }
    assert {path.stem for path in INVALID} | with_tests_of_their_own == set(RULES)
    assert {path.suffix for path in INVALID} == {".diff"}


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.slug)
def test_every_rule_is_documented(rule) -> None:
    assert rule.group in GROUPS
    assert rule.explanation.partition("\n")[0].endswith((".", ":", ";")), "the first line is a sentence"
    assert rule.severity is not Severity.IGNORE
    for language in languages():
        first_line, *more = Terms(language)(rule.explanation).split("\n")
        assert first_line.endswith((".", ":", ";"))
        assert not any(line.startswith(" ") for line in more)


def test_severities_follow_the_settings(make_hub) -> None:
    hub = make_hub(settings="severity: {photo-too-small: error, event-on-quiet-day: ignore}")
    broken("photo-too-small").put_into(hub)
    hub.add("b.md", broken("event-on-quiet-day").data.replace(b"Good", b"B").replace(b"forgood", b"b"), picture())
    assert [(found.rule, found.severity) for found in hub.load().findings] == [("photo-too-small", "error")]


CONTENT_ERRORS = [
    path
    for path in INVALID
    if RULES[path.stem].severity is Severity.ERROR
    and RULES[path.stem].group not in ("shape", "pages")
    and "-  decision: approved" not in path.read_text(encoding="utf-8")
    and path.stem != "vetting-expired"  # without an approval nothing expires
]


@pytest.mark.parametrize("fixture", CONTENT_ERRORS, ids=lambda path: path.stem)
def test_while_pending_what_blocks_the_approval_is_a_warning(fixture: Path, hub: HubFolder) -> None:
    file = BrokenRecord.read(fixture).put_into(hub)
    text = file.read_text().replace("decision: approved", "decision: pending")
    file.write_text(text)
    findings = [found for found in hub.load().findings if found.path == f"content/partners/{file.name}"]
    assert fixture.stem in {found.rule for found in findings}
    assert {found.severity for found in findings} == {Severity.WARNING}


def test_only_shape_matters_in_a_declined_record(hub: HubFolder) -> None:
    text = broken("values-not-shared").data.replace(b"decision: approved", b"decision: declined")
    hub.add("a.md", text.partition(b"events:")[0] + b"---\n")
    assert hub.load().findings == []


def test_one_event_is_held_back_alone(hub: HubFolder) -> None:
    second = "  - {slug: b, title: B, start: 2026-12-20, online: true, agreed: 2026-11-06}\n"
    third = "  - {slug: c, title: C, start: 2026-12-21 19:00, online: true}\n"
    hub.add("a.md", SOUND.replace("events:\n", "events:\n" + second + third), picture())
    loaded = hub.load()
    (found,) = loaded.hub.partners
    assert loaded.hub.timeline.partner(found.path).standing is Standing.SHOWN
    standings = {event.slug: loaded.hub.timeline.event(event).standing for event in found.events}
    assert standings == {"c": Standing.HIDDEN, "open-data-night": Standing.SHOWN}
    assert [event.index for event in found.unreadable_events] == [0]
