"""What went wrong with an event's past, a test each: never public but published, cancelled by a slip, counted falsely."""

from __future__ import annotations

import itertools
import re
import shutil
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from histories import (
    CANCELLED,
    CONSENT_UNTIL,
    DECLINED,
    HOST,
    NO_CONSENT,
    NOT_AGREED,
    PENDING,
    POSTPONED,
    START,
    UNREADABLE,
    WITHOUT_EVENTS,
    Edit,
    History,
    Site,
    edited,
    entries,
    first_moment,
    minutes,
    moment,
    photo,
    record,
    second_event,
)
from hubs import HubFolder, build, everything, partnerhub

UID = f"code.data-night@{HOST}"
OLD_DAY = "Thursday, December 10, 2026"


def known(root: Path, **arguments: str) -> History:
    """A hub whose event of 2026-12-10 members know since the first of October."""
    history = History(root, **arguments)
    history.write("code.md", record(), photo())
    history.commit("2026-10-01")
    return history


def said_by_files(history: History, when: str) -> Mapping[str, set[str]]:
    """Stem of a partner file → the rules of its errors."""
    found: dict[str, set[str]] = {}
    for each in history.findings(when):
        if str(each.severity) == "error":
            found.setdefault(Path(each.path).stem, set()).add(str(each.rule))
    return found


# Never public, but published

HOLDS_BACK: dict[str, tuple[str, list[Edit]]] = {
    "red-flag": ("red-flag", [("flags: []", "flags: [fraud]")]),
    "reputation-negative": ("reputation-negative", [("standing: positive", "standing: negative")]),
    "values-not-shared": ("values-not-shared", [("values: [open-knowledge, transparency]", "values: [transparency]")]),
    "win-win-one-sided": (
        "win-win-one-sided",
        [("theirs: Reviewers for their charity projects", "theirs: New volunteers for our monthly meetup")],
    ),
    "photo-missing": ("photo-missing", []),
    "consent-expired": ("photo-consent-expired", [(CONSENT_UNTIL, "valid_until: 2026-09-30")]),
    "consent-missing": ("photo-consent-missing", [NO_CONSENT]),
    "link-unsafe": ("link-unsafe", [("website: https", "website: javascript")]),
    "link-unsafe-event": ("link-unsafe", [("    agreed:", "    link: 'javascript:alert(1)'\n    agreed:")]),
    "field-unknown": ("field-unknown", [("website:", "nickname: x\nwebsite:")]),
    "field-unknown-event": ("field-unknown", [("    agreed:", "    colour: red\n    agreed:")]),
    "ends-before-start": ("event-ends-before-start", [("end: 21:30", "end: 2026-12-09 21:30")]),
    "cohost-unknown": ("cohost-unknown", [("    agreed:", "    with: [nobody-anywhere]\n    agreed:")]),
    "vetting-expired": ("vetting-expired", [("decided_on: 2026-09-01", "decided_on: 2025-09-01")]),
    "skipped-hour": ("event-time-nonexistent", [(START, "2027-03-26 02:30"), ("end: 21:30", "duration: 2h")]),
    "slug-twice": ("event-slug-duplicate", [second_event("zqe-slug-twice", "Zqe slug-twice", "2026-12-16 19:00")]),
    "pending": ("vetting-undecided", [PENDING]),
    "declined": ("vetting-declined", [DECLINED]),
    "not-agreed": ("event-not-agreed", [NOT_AGREED]),
    "half-agreed": ("event-not-agreed", [("agreed: 2026-09-06", "agreed: {us: 2026-09-06}")]),
}
"""Reason → the rule that says so, and the edits of a sound record."""
OF_THE_EVENT = {
    "link-unsafe-event", "field-unknown-event", "ends-before-start", "cohost-unknown", "vetting-expired", "skipped-hour",
    "slug-twice", "not-agreed", "half-agreed",
}  # fmt: skip
"""Reasons for which the partner's page is there, without the event."""


def with_reason(reason: str, *edits: Edit) -> str:
    return record(f"Zq {reason}", *edits, slug=f"zqe-{reason}", title=f"Zqe {reason}")


@pytest.fixture(scope="module")
def never_public(tmp_path_factory: pytest.TempPathFactory) -> tuple[History, bytes, Site]:
    history = History(tmp_path_factory.mktemp("never") / "repo")
    history.write("code.md", record(), photo())
    for number, (reason, (_, edits)) in enumerate(HOLDS_BACK.items(), 1):
        history.write(
            f"zq-{reason}.md", with_reason(reason, *edits), None if reason == "photo-missing" else photo(number)
        )
    history.commit("2026-11-25")
    site = history.build("2026-11-26")
    return history, everything(site.root), site


@pytest.mark.parametrize("reason", HOLDS_BACK)
def test_what_never_was_public_leaves_no_trace(never_public: tuple[History, bytes, Site], reason: str) -> None:
    _, found, _ = never_public
    named = [f"zqe[ -]{reason}"] if reason in OF_THE_EVENT else [f"zqe[ -]{reason}", f"zq[ -]{reason}"]
    assert [name for name in named if re.search(rf"{name}(?![\w-])".encode(), found, re.I)] == []


def test_beside_what_never_was_public_the_sound_is_there(never_public: tuple[History, bytes, Site]) -> None:
    _, _, site = never_public
    assert set(site.calendar) == {UID}
    assert (site.kind(), site.kind("code")) == ("page", "page")
    assert [each["title"] for each in site.data()] == ["Open data night"]


def test_each_reason_is_said(never_public: tuple[History, bytes, Site]) -> None:
    history, _, _ = never_public
    found: dict[str, set[str]] = {}
    for each in history.findings("2026-11-26"):
        found.setdefault(Path(each.path).stem, set()).add(str(each.rule))
    assert {reason for reason, (rule, _) in HOLDS_BACK.items() if rule not in found.get(f"zq-{reason}", ())} == set()


def test_a_flag_in_the_only_commit_of_a_hub(tmp_path: Path) -> None:
    history = History(tmp_path / "repo")
    history.write("code.md", record("Code for Good", ("flags: []", "flags: [fraud]")), photo())
    history.commit("2026-11-25")
    site = history.build("2026-11-26")
    assert (site.calendar, site.kind(), site.kind("code")) == ({}, "nothing", "nothing")
    assert b"Open data night" not in everything(site.root)


# Cancelled, although nobody decided so

WORDS_BODY = "brings together volunteers who build software for small charities, one evening at a time."
SLIPS: dict[str, tuple[str, str, list[Edit]]] = {
    "yaml": ("yaml-invalid", "corrected", [UNREADABLE]),
    "private-field": ("field-unknown", "corrected", [("proposed_by:", "propsed_by:")]),
    "decided-by": ("field-unknown", "corrected", [("decided_by:", "decidedby:")]),
    "decision": ("field-invalid", "corrected", [("decision: approved", "decision: aproved")]),
    "pending-beside-a-slip": ("field-unknown", "corrected", [PENDING, ("decided_by:", "decidedby:")]),
    "partner-field": ("field-unknown", "corrected", [("website:", "websiet:")]),
    "title-misspelt": ("field-unknown", "corrected", [("    title:", "    titel:")]),
    "event-field": ("field-unknown", "corrected", [("    place:", "    colour: red\n    place:")]),
    "bad-date": ("field-invalid", "corrected", [(START, "2026-13-40 19:00")]),
    "ends-first": ("event-ends-before-start", "corrected", [("end: 21:30", "end: 2026-12-09 21:30")]),
    "no-description": ("description-missing", "corrected", []),
    "no-photo": ("photo-missing", "corrected", []),
    "value-lost": ("values-not-shared", "corrected", [("values: [open-knowledge, transparency]", "values: [transparency]")]),
    "one-sided": ("win-win-one-sided", "corrected", [("theirs: Reviewers for their charity projects", "theirs: New volunteers for our monthly meetup")]),
    "unsourced": ("reputation-unsourced", "corrected", [('sources: ["Talk with a former partner, 2026-08-28"]', "sources: []")]),
    "old-vetting": ("vetting-expired", "corrected", [("decided_on: 2026-09-01", "decided_on: 2025-09-01")]),
    "unsafe": ("link-unsafe", "corrected", [("    agreed:", "    link: 'javascript:alert(1)'\n    agreed:")]),
    "no-such-cohost": ("cohost-unknown", "corrected", [("    agreed:", "    with: [nobody-anywhere]\n    agreed:")]),
    "slug-twice": ("event-slug-duplicate", "corrected", [second_event("data-night", "Another", "2026-12-20 19:00")]),
    "duplicate-key": ("key-duplicate", "corrected", [("  decision: approved", "  decision: approved\n  decision: approved")]),
    "cp1255": ("encoding-invalid", "corrected", []),
    "consent-lost": ("photo-consent-missing", "page", [NO_CONSENT]),
    "consent-over": ("photo-consent-expired", "page", [(CONSENT_UNTIL, "valid_until: 2026-11-20")]),
}  # fmt: skip
"""Slip → the rule that keeps `check` red, what is at the event's address, the edits."""


@pytest.fixture(scope="module")
def slips(tmp_path_factory: pytest.TempPathFactory) -> tuple[Mapping[str, set[str]], Site]:
    history = History(tmp_path_factory.mktemp("slips") / "repo")
    for number, slip in enumerate(SLIPS, 1):
        history.write(f"p-{slip}.md", record(f"Partner {slip}", title=f"Evening {slip}"), photo(number))
    history.write("code.md", record(), photo())
    history.commit("2026-10-01")
    for slip, (_, _, edits) in SLIPS.items():
        history.edit(f"p-{slip}.md", *edits)
    history.edit("p-no-description.md", (f"Partner no-description {WORDS_BODY}\n", ""))
    history.write("p-cp1255.md", record("Partner cp1255", title="Evening cp1255").encode() + "ערב".encode("cp1255"))
    history.path("p-no-photo.jpg").unlink()
    history.commit("2026-11-24")
    return said_by_files(history, "2026-11-26"), history.build("2026-11-26")


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_cancels_nothing(slips: tuple[Mapping[str, set[str]], Site], slip: str) -> None:
    errors, site = slips
    rule, kind, _ = SLIPS[slip]
    address = f"p-{slip}/data-night"
    assert rule in errors[f"p-{slip}"], "check stays red"
    assert site.kind(address) == kind
    page = site.event(address)
    assert f"Evening {slip}" in page
    assert OLD_DAY in page
    assert site.lists(f"Evening {slip}")
    for entry in (site.entry(f"p-{slip}.data-night"), site.own(address)):
        assert (entry.status, entry.start, entry.uid) == ("CONFIRMED", START, f"p-{slip}.data-night@{HOST}")
    assert f"Partner {slip}" in site.event(f"p-{slip}"), "the partner's page keeps its name"
    assert any(f"Evening {slip}" in title for _, title, _ in site.feed())


def test_slips_touch_nobody_else(slips: tuple[Mapping[str, set[str]], Site]) -> None:
    errors, site = slips
    assert "code" not in errors
    assert (site.kind(), site.entry().sequence) == ("page", minutes("2026-10-01"))
    assert {each.name for each in site.calendar.values()} == {
        "code.data-night",
        *(f"p-{slip}.data-night" for slip in SLIPS),
    }


def test_without_consent_initials_stand_for_the_photo(slips: tuple[Mapping[str, set[str]], Site]) -> None:
    _, site = slips
    for slip in ("consent-lost", "consent-over"):
        for address in (f"p-{slip}", f"p-{slip}/data-night"):
            assert "Six volunteers around a table" not in site.event(address), "what its alternative text says"
        assert WORDS_BODY in site.event(f"p-{slip}")
    assert "Six volunteers around a table" in site.event("code")


def test_of_what_is_being_corrected_nothing_else_is_shown(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.edit(
        "code.md",
        ("proposed_by:", "propsed_by: SECRET\n  proposed_by:"),
        ("place: Community House, 5 Example St., Tel Aviv", "place: A new house\n    summary: SECRET\n    members_get: SECRET\n    price: SECRET\n    description: SECRET\n    agenda: [{at: 19:15, title: SECRET}]"),
        ("website: https://code", "website: https://secret.example/code"),
        (WORDS_BODY, f"SECRET {WORDS_BODY}"),
        ("caption: The team", "caption: SECRET"),
    )  # fmt: skip
    history.commit("2026-11-24")
    site = history.build("2026-11-26")
    found = everything(site.root)
    assert b"SECRET" not in found
    assert b"secret.example" not in found
    assert site.kind() == "corrected"
    assert "A new house" in site.event(), "what can be read is as the file gives it now"
    assert "5 Example St." not in site.event()


def test_a_time_beside_a_wrong_one_is_not_believed(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.edit("code.md", (START, "2026-12-17 19:00"), ("end: 21:30", "end: half past nine"))
    history.commit("2026-11-24")
    site = history.build("2026-11-26")
    assert (site.kind(), site.entry().start, site.entry().status) == ("corrected", START, "CONFIRMED")


def test_a_second_file_with_the_name_of_the_first(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.write("Code.md", record("Usurper", title="Usurped evening"), photo(7))
    history.commit("2026-11-24")
    errors = [(each.path, str(each.rule)) for each in history.findings("2026-11-26") if str(each.severity) == "error"]
    assert ("content/partners/Code.md", "slug-duplicate") in errors
    site = history.build("2026-11-26")
    assert (site.kind(), site.status(), len(site.calendar)) == ("page", "CONFIRMED", 1), "the first one stays"
    assert b"Usurp" not in everything(site.root)


SETTINGS_ALONE: dict[str, Callable[[History], None]] = {
    "value removed": lambda history: history.settings(("open-knowledge: {he: ידע פתוח, en: Open knowledge}, ", "")),
    "more must be shared": lambda history: history.setting("shared_values: 2"),
    "vetting shortened": lambda history: history.setting("vetting_valid: 60"),
}


@pytest.mark.sample(5)
@pytest.mark.parametrize("change", SETTINGS_ALONE.values(), ids=SETTINGS_ALONE.keys())
def test_what_settings_alone_hold_back_is_being_corrected(tmp_path: Path, change: Callable[[History], None]) -> None:
    history = known(tmp_path / "repo")
    change(history)
    history.commit("2026-11-24")
    assert history.rules("2026-11-26") != []
    site = history.build("2026-11-26")
    assert (site.kind(), site.status(), site.lists("Open data night")) == ("corrected", "CONFIRMED", True)


def test_a_flag_set_and_made_red_in_one_commit_is_a_decision(tmp_path: Path) -> None:
    history = History(tmp_path / "repo")
    history.settings(("red_flags: {fraud:", "red_flags: {other:"))
    history.write("code.md", record(), photo())
    history.commit("2026-10-01")
    history.edit("code.md", ("flags: []", "flags: [fraud]"))
    history.settings(("red_flags: {other:", "red_flags: {fraud:"))
    history.commit("2026-11-24")
    assert history.build("2026-11-26").kind() == "withdrawn"


@pytest.mark.parametrize(
    ("change", "rules"),
    [("deleted", ["cohost-unpublished"]), ("renamed", []), ("deleted in the work tree", ["cohost-unpublished"])],
)
def test_a_cohost_that_leaves_takes_nothing_along(tmp_path: Path, change: str, rules: list[str]) -> None:
    history = History(tmp_path / "repo")
    history.write("code.md", record("Code for Good", ("    agreed:", "    with: [helpers]\n    agreed:")), photo())
    history.write("helpers.md", WITHOUT_EVENTS(record("Helpers")), photo(1))
    history.commit("2026-10-01")
    if change == "renamed":
        history.rename("helpers", "many-helpers")
    else:
        history.delete("helpers")
    if "work tree" not in change:
        history.commit("2026-11-24")
    assert history.rules("2026-11-26") == []
    assert [rule for rule in history.rules("2026-11-26", "warning") if rule.startswith("cohost")] == rules
    site = history.build("2026-11-26", hold_back=False)
    assert (site.kind(), site.status()) == ("page", "CONFIRMED")
    assert ("Helpers" in site.event()) is (change == "renamed")


DECISIONS: dict[str, list[Edit]] = {
    "pending": [PENDING],
    "declined": [DECLINED],
    "agreement-taken-out": [NOT_AGREED],
    "one-side-taken-out": [("agreed: 2026-09-06", "agreed: {us: 2026-09-06}")],
    "negative": [("standing: positive", "standing: negative")],
    "flagged": [("flags: []", "flags: [fraud]")],
    "event-deleted": [],
    "file-deleted": [],
    "pending-beside-another-slip": [PENDING, ("    place:", "    colour: red\n    place:")],
}


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Site]:
    history = History(tmp_path_factory.mktemp("decided") / "repo")
    for number, name in enumerate(DECISIONS, 1):
        history.write(f"p-{name}.md", record(f"Partner {name}", title=f"Evening {name}"), photo(number))
    history.commit("2026-10-01")
    for name, edits in DECISIONS.items():
        history.edit(f"p-{name}.md", *edits)
    history.write("p-event-deleted.md", WITHOUT_EVENTS(record("Partner event-deleted")))
    history.delete("p-file-deleted")
    history.commit("2026-11-24")
    return {when: history.build(when) for when in ("2026-11-26", "2026-12-10T21:00:00+02:00", "2026-12-11")}


@pytest.mark.parametrize("name", DECISIONS)
def test_a_decision_withdraws(decided: Mapping[str, Site], name: str) -> None:
    site = decided["2026-11-26"]
    address = f"p-{name}/data-night"
    assert site.kind(address) == "withdrawn"
    assert f"Evening {name}" in site.event(address)
    assert not site.lists(f"Evening {name}")
    for entry in (site.entry(f"p-{name}.data-night"), site.own(address)):
        assert (entry.status, entry.start) == ("CANCELLED", START)
        assert (entry.sequence, entry.stamp) == (minutes("2026-11-24"), moment("2026-11-24"))
    keeps_its_page = name in {"agreement-taken-out", "one-side-taken-out", "event-deleted"}
    assert site.kind(f"p-{name}") == ("page" if keeps_its_page else "nothing")


def test_what_was_withdrawn_says_so_until_it_would_have_been_over(decided: Mapping[str, Site]) -> None:
    kinds = [{site.kind(f"p-{name}/data-night") for name in DECISIONS} for site in decided.values()]
    assert kinds == [{"withdrawn"}, {"withdrawn"}, {"nothing"}]


# Known, and changed within the week


def test_moved_within_the_week_it_is_shown_at_once(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.commit("2026-12-01", ("code.md", (START, "2026-12-07 19:00")))
    assert history.rules("2026-12-02") == []
    assert history.rules("2026-12-02", "warning").count("event-changed-late") == 1
    site = history.build("2026-12-02", hold_back=False)
    page = site.event()
    assert site.kind() == "page"
    assert "Monday, December 7, 2026" in page
    assert OLD_DAY in page, "marked with its former day"
    assert (site.entry().start, site.entry().status) == ("2026-12-07 19:00", "CONFIRMED")
    assert site.entry().uid == UID


def test_moved_within_the_week_the_command_line_is_content(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.commit("2026-12-01", ("code.md", (START, "2026-12-07 19:00")))
    history.flush()
    ran = partnerhub("check", "--today", "2026-12-02", cwd=history.hub.root)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "event-changed-late" in ran.stdout


def test_moved_far_ahead_it_is_no_late_change(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.commit("2026-11-20", ("code.md", (START, "2026-12-17 19:00")))
    assert "event-changed-late" not in history.rules("2026-11-26", "warning", "error")
    site = history.build("2026-11-26")
    assert OLD_DAY in site.event()
    assert site.entry().start == "2026-12-17 19:00"


def test_put_back_on_the_calendar_within_the_week_is_a_late_change(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.commit("2026-11-24", ("code.md", CANCELLED))
    history.commit("2026-12-07", ("code.md", (CANCELLED[1], CANCELLED[0])))
    assert history.rules("2026-12-08") == []
    assert "event-changed-late" in history.rules("2026-12-08", "warning")


@pytest.mark.parametrize("status", [CANCELLED, POSTPONED], ids=["cancelled", "postponed"])
def test_a_known_event_that_does_not_take_place_keeps_its_page(tmp_path: Path, status: Edit) -> None:
    history = known(tmp_path / "repo")
    history.commit("2026-12-07", ("code.md", status))
    assert history.rules("2026-12-08") == []
    site = history.build("2026-12-08", hold_back=False)
    assert (site.kind(), site.kind("code")) == ("page", "page")
    assert WORDS_BODY in site.event()
    assert site.status() == ("CANCELLED" if status is CANCELLED else "TENTATIVE")


@pytest.mark.parametrize("status", [CANCELLED, POSTPONED], ids=["cancelled", "postponed"])
@pytest.mark.parametrize("when", ["2026-12-08", "2026-12-11"])
def test_what_was_added_too_near_and_then_called_off_is_nowhere(tmp_path: Path, status: Edit, when: str) -> None:
    history = History(tmp_path / "repo")
    history.write("code.md", WITHOUT_EVENTS(record()), photo())
    history.commit("2026-10-01")
    history.write("code.md", record(title="NOWHERE evening", slug="nowhere-evening"))
    history.commit("2026-12-06")
    assert history.rules("2026-12-06T13:00:00+02:00") == ["event-too-soon"]
    history.commit("2026-12-07", ("code.md", status))
    site = history.build(when)
    assert (site.kind("code"), site.calendar) == ("page", {})
    found = everything(site.root)
    assert b"NOWHERE" not in found
    assert b"nowhere-evening" not in found


# A week ahead that passes falsely


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, set[str]]:
    history = History(tmp_path_factory.mktemp("mended") / "repo")
    history.write("code.md", record(), photo())
    for number, (reason, (_, edits)) in enumerate(HOLDS_BACK.items(), 1):
        history.write(
            f"zq-{reason}.md", with_reason(reason, *edits), None if reason == "photo-missing" else photo(number)
        )
    history.commit("2026-10-01")
    for reason in HOLDS_BACK:
        history.write(f"zq-{reason}.md", with_reason(reason))
    history.write("zq-photo-missing.jpg", photo(99))
    history.commit("2026-12-07")
    return said_by_files(history, "2026-12-08")


@pytest.mark.parametrize("reason", HOLDS_BACK)
def test_days_on_which_it_was_held_back_do_not_count(mended: Mapping[str, set[str]], reason: str) -> None:
    assert mended.get(f"zq-{reason}") == {"event-too-soon"}


def test_days_on_which_it_was_public_count(mended: Mapping[str, set[str]]) -> None:
    assert "code" not in mended


def test_a_copy_of_a_known_file_is_new(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.write("copy.md", edited(record(), ("name: Code for Good", "name: Copy of Good")), photo(1))
    history.commit("2026-12-07")
    assert said_by_files(history, "2026-12-08") == {"copy": {"event-too-soon"}}


OTHER_EVENING = [("data-night", "knitting"), ("title: Open data night", "title: Knitting"), ("place: Community House, 5 Example St., Tel Aviv", "place: The wool shop")]  # fmt: skip


def test_another_event_at_the_same_hour_is_new(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.edit("code.md", *OTHER_EVENING)
    history.commit("2026-12-07")
    assert history.rules("2026-12-08") == ["event-too-soon"]
    site = history.build("2026-12-08")
    assert (site.kind(), site.kind("code/knitting")) == ("withdrawn", "nothing")
    assert [(each.name, each.status) for each in site.calendar.values()] == [("code.data-night", "CANCELLED")]


ANNOUNCED = {
    "in time": ("2026-11-20", []),
    "on the day of the agreement": ("2026-09-06", []),
    "seven days ahead": ("2026-12-03", []),
    "six days ahead": ("2026-12-04", ["event-too-soon"]),
    "a year before it was agreed": ("2025-11-20", ["event-too-soon"]),
    "a day before it was agreed": ("2026-09-05", ["event-too-soon"]),
    "in the future": ("2026-12-09", ["event-too-soon"]),
}


@pytest.mark.sample(5)
@pytest.mark.parametrize(("day", "rules"), ANNOUNCED.values(), ids=ANNOUNCED.keys())
def test_which_announcements_count(tmp_path: Path, day: str, rules: list[str]) -> None:
    history = History(tmp_path / "repo")
    history.write("code.md", record("Code for Good", ("    agreed:", f"    announced: {day}\n    agreed:")), photo())
    history.commit("2026-12-07")
    assert [rule for rule in history.rules("2026-12-08") if rule == "event-too-soon"] == rules


@pytest.mark.parametrize(("mended_on", "rules"), [("2026-12-02", []), ("2026-12-04", ["event-too-soon"])])
def test_an_announcement_of_another_start_does_not_count(tmp_path: Path, mended_on: str, rules: list[str]) -> None:
    """It stood beside the other start for less than two days: a typo; or for longer: it told of that one."""
    history = History(tmp_path / "repo")
    # Not agreed until the end, so that the branch itself never published it.
    edits = [("    agreed: 2026-09-06", "    announced: 2026-11-20"), (START, "2026-12-31 19:00")]
    history.write("code.md", record("Code for Good", *edits), photo())
    history.commit("2026-12-01")
    history.commit(mended_on, ("code.md", ("2026-12-31 19:00", START)))
    history.commit("2026-12-07", ("code.md", ("    announced:", "    agreed: 2026-09-06\n    announced:")))
    assert history.rules("2026-12-08") == rules


def test_an_announcement_of_the_day_before_a_move_was_right_in_its_time(tmp_path: Path) -> None:
    history = History(tmp_path / "repo")
    history.write(
        "code.md", record("Code for Good", ("    agreed:", "    announced: 2026-09-10\n    agreed:")), photo()
    )
    history.commit("2026-09-10")
    moved, agreed = (START, "2026-12-31 19:00"), ("agreed: 2026-09-06", "agreed: 2026-11-09")
    history.commit("2026-11-10", ("code.md", moved), ("code.md", agreed))
    assert "announced-before-agreed" not in history.rules("2026-11-12", "warning")
    history.commit("2026-11-12", ("code.md", ("announced: 2026-09-10", "announced: 2026-10-10")))
    assert "announced-before-agreed" in history.rules("2026-11-13", "warning")


# A week ahead that fails falsely


def stubborn_git(folder: Path, refuses: str) -> str:
    """A PATH whose git refuses: always, or one subcommand."""
    real = shutil.which("git")
    folder.mkdir()
    file = folder / "git"
    file.write_text(
        f'#!/bin/sh\ncase " $* " in *"{refuses}"*) echo "fatal: detected dubious ownership" >&2; exit 128;; esac\n'
        f'exec {real} "$@"\n'
    )
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return f"{folder}:/usr/bin:/bin"


NO_ANSWER = {"missing": None, "refusing": "", "failing at the log": " log ", "failing at objects": " cat-file "}


@pytest.mark.sample(5)
@pytest.mark.parametrize("refuses", NO_ANSWER.values(), ids=NO_ANSWER.keys())
def test_no_answer_is_never_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refuses: str | None) -> None:
    history = known(tmp_path / "repo")
    history.flush()
    monkeypatch.setenv("PATH", "" if refuses is None else stubborn_git(tmp_path / "bin", refuses))
    assert history.rules("2026-12-08") == ["history-unavailable"]
    far = [(str(each.rule), str(each.severity)) for each in history.findings("2026-11-01")]
    assert [each for each in far if each[0].startswith("history") or each[0] == "event-too-soon"] == [
        ("history-unavailable", "warning")
    ]


def test_where_git_refuses_its_reason_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history = known(tmp_path / "repo")
    history.flush()
    monkeypatch.setenv("PATH", stubborn_git(tmp_path / "bin", ""))
    (found,) = [each for each in history.findings("2026-12-08") if str(each.rule) == "history-unavailable"]
    assert "detected dubious ownership" in f"{found.message} {found.hint}"


ODD_GIT: dict[str, Callable[[History, pytest.MonkeyPatch], object]] = {
    "GIT_DIR of another": lambda _, patch: patch.setenv("GIT_DIR", "/nonexistent/.git"),
    "GIT_WORK_TREE of another": lambda _, patch: patch.setenv("GIT_WORK_TREE", "/"),
    "GIT_INDEX_FILE of another": lambda _, patch: patch.setenv("GIT_INDEX_FILE", "/nonexistent/index"),
    "log.showSignature": lambda history, _: history.git("config", "log.showSignature", "true"),
    "stale diff.orderFile": lambda history, _: history.git("config", "diff.orderFile", "/nonexistent/order"),
    "diff.renames off": lambda history, _: history.git("config", "diff.renames", "false"),
    "diff.noprefix and external": lambda history, _: history.git("config", "diff.external", "/nonexistent/tool"),
    "log.follow, decorate, date": lambda history, _: [history.git("config", name, value) for name, value in (("log.follow", "true"), ("log.decorate", "full"), ("log.date", "relative"), ("log.showRoot", "false"))],
    "colour": lambda history, _: history.git("config", "color.ui", "always"),
    "an alias and a pager": lambda history, _: [history.git("config", name, value) for name, value in (("alias.log", "!false"), ("core.pager", "false"))],
    "core.quotePath": lambda history, _: history.git("config", "core.quotePath", "true"),
    "a replaced commit": lambda history, _: history.git("replace", "--graft", "main"),
}  # fmt: skip


@pytest.mark.sample(5)
@pytest.mark.parametrize("oddity", ODD_GIT.values(), ids=ODD_GIT.keys())
def test_how_git_is_set_up_changes_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, oddity: Callable[[History, pytest.MonkeyPatch], object]
) -> None:
    history = known(tmp_path / "repo")
    history.rename("code", "coders")
    history.commit("2026-12-06")
    history.flush()
    oddity(history, monkeypatch)
    assert history.rules("2026-12-08") in ([], ["history-unavailable"])


def test_a_partial_clone_without_its_origin_never_guesses(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.commit("2026-12-06", ("code.md", ("title: Open data night", "title: Night of charts")))
    history.git("config", "uploadpack.allowFilter", "true")
    clone = history.clone(tmp_path / "clone", "--filter=blob:none")
    history.root.rename(tmp_path / "gone")
    history.at(clone)
    assert history.rules("2026-12-08") in ([], ["history-unavailable"])


def test_a_misspelt_publishing_branch_is_a_wrong_setting(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.setting("publishing_branch: mian")
    history.flush()
    ran = partnerhub("check", "--today", "2026-12-08", cwd=history.hub.root)
    assert ran.returncode == 2, ran.stdout + ran.stderr
    assert "mian" in ran.stdout + ran.stderr
    assert partnerhub("build", "--keep-going", "--today", "2026-12-08", cwd=history.hub.root).returncode == 2


def test_none_of_several_branches_is_known_to_publish(tmp_path: Path) -> None:
    history = known(tmp_path / "repo", branch="trunk")
    history.branch("other")
    ran = partnerhub("check", "--today", "2026-12-08", cwd=history.hub.root)
    assert ran.returncode == 2, ran.stdout + ran.stderr


@pytest.mark.parametrize("branch", ["trunk", "master", "main", "ענף"])
def test_the_only_branch_publishes(tmp_path: Path, branch: str) -> None:
    history = known(tmp_path / "repo", branch=branch)
    assert history.rules("2026-12-08") == []
    history.write("new.md", record("New", title="New"), photo(1))
    history.commit("2026-12-07")
    assert said_by_files(history, "2026-12-08") == {"new": {"event-too-soon"}}


def test_findings_that_stand_on_history_name_the_branch(tmp_path: Path) -> None:
    history = History(tmp_path / "repo", branch="trunk")
    history.write("code.md", record(), photo())
    history.commit("2026-12-07")
    commit = history.git("rev-parse", "--short=7", "HEAD")
    (found,) = [each for each in history.findings("2026-12-08") if str(each.rule) == "event-too-soon"]
    told = f"{found.message} {found.hint}"
    assert "trunk" in told
    assert commit in told
    assert "2026-12-07" in told


@pytest.mark.sample(5)
@pytest.mark.parametrize("how", ["work tree", "index", "branch", "branch, another in the work tree"])
@pytest.mark.parametrize("also_edited", [False, True], ids=["renamed", "renamed and edited"])
def test_a_proposal_that_renames_a_file_within_the_week_is_in_time(tmp_path: Path, how: str, also_edited: bool) -> None:
    history = known(tmp_path / "repo")
    history.flush()
    if how.startswith("branch"):
        history.branch("proposal")
    history.rename("code", "coders")
    if also_edited:
        history.edit("coders.md", ("title: Open data night", "title: Night of charts"))
    if how == "index":
        history.git("add", "-A")
    if how.startswith("branch"):
        history.commit("2026-12-07")
    if how.endswith("in the work tree"):
        history.flush()
        history.rename("coders", "programmers")
    assert history.rules("2026-12-08") == []


def test_a_proposal_that_adds_a_near_event_is_not_in_time(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.branch("proposal")
    history.write("new.md", record("New", title="New"), photo(1))
    history.commit("2026-11-01")
    assert said_by_files(history, "2026-12-08") == {"new": {"event-too-soon"}}


# Where there is no history


@pytest.fixture
def cut(tmp_path: Path) -> History:
    """A clone that was built while it was whole, and whose history was cut off since."""
    history = known(tmp_path / "repo")
    history.commit("2026-11-20", ("code.md", ("title: Open data night", "title: Night of charts")))
    history.at(history.clone(tmp_path / "clone"))
    history.build("2026-11-26")
    history.git("fetch", "-q", "--depth", "1", cwd=history.hub.root)
    return history


@pytest.mark.sample(5)
@pytest.mark.parametrize("arguments", [(), ("--keep-going",)], ids=["plain", "keep-going"])
@pytest.mark.parametrize("when", ["2026-11-27", "2026-12-08"], ids=["far ahead", "within the week"])
def test_with_depth_1_a_build_refuses_and_the_last_good_site_stays(
    cut: History, arguments: tuple[str, ...], when: str
) -> None:
    before = {path: path.read_bytes() for path in (cut.hub.root / "site").rglob("*") if path.is_file()}
    ran = partnerhub("build", *arguments, "--today", when, cwd=cut.hub.root)
    assert ran.returncode == 2, ran.stdout + ran.stderr
    assert "shallow" in (ran.stdout + ran.stderr).lower()
    assert {path: path.read_bytes() for path in (cut.hub.root / "site").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("when", ["2026-11-27", "2026-12-08"])
def test_with_depth_1_check_warns_once_where_what_is_left_proves_enough(cut: History, when: str) -> None:
    told = [(str(each.rule), str(each.severity), each.path) for each in cut.findings(when)]
    assert [each for each in told if each[0].startswith("history")] == [("history-shallow", "warning", "mkdocs.yml")]


def test_with_depth_1_check_says_what_it_can_not_know(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.commit("2026-12-06", ("code.md", ("title: Open data night", "title: Night of charts")))
    history.at(history.clone(tmp_path / "clone", "--depth", "1"))
    assert history.rules("2026-12-08") == ["history-shallow"]


@pytest.mark.parametrize("arguments", [(), ("--keep-going",)], ids=["plain", "keep-going"])
def test_without_git_a_build_refuses_and_the_last_good_site_stays(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    history = known(tmp_path / "repo")
    site = history.build("2026-11-26").root
    before = everything(site)
    ran = partnerhub("build", *arguments, "--today", "2026-11-27", cwd=history.hub.root, PATH="")
    assert ran.returncode == 2, ran.stdout + ran.stderr
    assert everything(site) == before
    checked = partnerhub("check", "--today", "2026-11-27", cwd=history.hub.root, PATH="")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert checked.stdout.count("history-unavailable") == 1
    near = partnerhub("check", "--today", "2026-12-08", cwd=history.hub.root, PATH="")
    assert near.returncode == 1, near.stdout + near.stderr


def test_before_the_first_commit_it_is_as_outside_any_repository(tmp_path: Path) -> None:
    history = History(tmp_path / "repo")
    history.write("code.md", record(), photo())
    assert history.rules("2026-12-08") == ["event-too-soon"]
    assert [rule for rule in history.rules("2026-11-26", "error", "warning") if rule.startswith("history")] == []
    history.edit("code.md", ("    agreed:", "    announced: 2026-11-20\n    agreed:"))
    assert history.rules("2026-12-08") == []
    entry = history.build("2026-12-08").entry()
    assert (entry.sequence, entry.stamp) == (0, first_moment("2026-12-08"))


# Clocks


def test_a_tip_dated_half_a_minute_before_its_parent(tmp_path: Path) -> None:
    history = History(tmp_path / "repo")
    history.write("code.md", record(), photo())
    history.commit("2026-12-01 12:00:45")
    history.commit("2026-12-01 12:00:15", ("code.md", ("title: Open data night", "title: Night of charts")))
    assert history.rules("2026-12-08") == []
    entry = history.build("2026-12-08").entry()
    assert (entry.summary, entry.sequence) == ("Night of charts", minutes("2026-12-01 12:00") + 1)
    assert moment("2026-12-01 12:00:45") <= entry.stamp <= moment("2026-12-01 12:02:00")


def test_a_clock_that_runs_an_hour_ahead(tmp_path: Path) -> None:
    history = History(tmp_path / "repo")
    history.write("code.md", record(), photo())
    history.commit("2026-12-03 13:00")
    assert history.rules("2026-12-03T12:00:00+02:00") == [], "it counts from now"
    entry = history.build("2026-12-03T12:00:00+02:00").entry()
    assert (entry.stamp, entry.sequence) == (moment("2026-12-03"), minutes("2026-12-03")), "not in the future"
    assert history.rules("2026-12-08") == []


def test_a_clock_that_runs_an_hour_ahead_beyond_midnight(tmp_path: Path) -> None:
    history = History(tmp_path / "repo")
    history.write("code.md", record(), photo())
    history.commit("2026-12-04 00:30")
    assert history.rules("2026-12-03T23:30:00+02:00") == []


def test_a_clock_that_runs_a_year_ahead_counts_as_the_next_that_has_a_date(tmp_path: Path) -> None:
    history = History(tmp_path / "repo")
    history.write("code.md", record(), photo())
    history.commit("2027-10-01")
    assert history.rules("2026-12-08") == ["event-too-soon"], "from now, where nothing came after it"
    history.commits("2026-10-05")
    assert history.rules("2026-12-08") == []
    assert history.build("2026-12-08").entry().sequence == minutes("2026-10-05")


# A typo that is put back


def test_a_typo_put_back_an_hour_later_is_as_if_nothing_happened(tmp_path: Path) -> None:
    history = History(tmp_path / "repo")
    history.write("code.md", record(start="2026-12-01 19:00"), photo())
    history.commit("2026-10-01")
    before = history.build("2026-11-20").entry()
    history.commit("2026-11-24 12:00", ("code.md", ("2026-12-01", "2026-11-30")))
    between = history.build("2026-11-24T12:30:00+02:00")
    assert (between.kind(), between.entry().start) == ("page", "2026-11-30 19:00")
    assert "Tuesday, December 1, 2026" in between.event(), "marked with its former day"
    history.commit("2026-11-24 13:00", ("code.md", ("2026-11-30", "2026-12-01")))
    assert history.rules("2026-11-25") == []
    assert "event-changed-late" not in history.rules("2026-11-25", "warning")
    site = history.build("2026-11-25", hold_back=False)
    assert site.kind() == "page"
    assert "November 30, 2026" not in site.event(), "not moved"
    entry = site.entry()
    assert (entry.uid, entry.status, entry.start) == (UID, "CONFIRMED", "2026-12-01 19:00")
    assert before.sequence < between.entry().sequence < entry.sequence


def test_a_typo_of_a_year_put_back_an_hour_later_makes_no_new_event(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.commit("2026-12-05 12:00", ("code.md", (START, "2025-12-10 19:00")))
    history.commit("2026-12-05 13:00", ("code.md", ("2025-12-10 19:00", START)))
    assert history.rules("2026-12-08") == []
    site = history.build("2026-12-08")
    assert [(each.uid, each.status, each.start) for each in site.calendar.values()] == [(UID, "CONFIRMED", START)]


def test_put_back_after_the_other_was_shown_for_two_days_is_another_move(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.commit("2026-11-20", ("code.md", (START, "2026-12-17 19:00")))
    history.commit("2026-11-24", ("code.md", ("2026-12-17 19:00", START)))
    site = history.build("2026-11-25")
    assert "Thursday, December 17, 2026" in site.event()
    assert site.entry().start == START


# Deleted and renamed


def test_a_deleted_file_keeps_an_address_until_it_would_have_been_over(tmp_path: Path) -> None:
    history = known(tmp_path / "repo", settings="languages: [en, he]")
    history.delete("code")
    history.commit("2026-11-24")
    site = history.build("2026-11-26")
    assert site.kind() == "withdrawn"
    assert "noindex" in site.text("he/partners/code/data-night/")
    assert site.kind("code") == "nothing"
    assert [(each.uid, each.status) for each in site.calendar.values()] == [(UID, "CANCELLED")]
    assert "data-night" not in site.text("sitemap.xml")
    assert history.build("2026-12-11").kind() == "nothing"


def test_a_renamed_file_leads_on_in_each_language(tmp_path: Path) -> None:
    history = known(tmp_path / "repo", settings="languages: [en, he]")
    before = history.build("2026-11-20").entry()
    history.rename("code", "coders")
    history.commit("2026-11-24")
    site = history.build("2026-11-26", hold_back=False)
    assert (site.kind(), site.kind("code"), site.kind("coders/data-night")) == ("redirect", "redirect", "page")
    for prefix in ("", "he/"):
        for old, new in (("code/", "coders/"), ("code/data-night/", "coders/data-night/")):
            assert site.leads_to(f"{prefix}partners/{old}") == f"{prefix}partners/{new}"
    assert set(site.calendar) == {before.uid}
    assert site.entry().sequence > before.sequence, "its address is shown"
    assert "/partners/code/" not in site.text("sitemap.xml")


def test_a_renamed_slug_leads_on(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.commit("2026-11-24", ("code.md", ("slug: data-night", "slug: night-of-data")))
    site = history.build("2026-11-26", hold_back=False)
    assert site.leads_to("partners/code/data-night") == "partners/code/night-of-data/"
    assert [(each.uid, each.status) for each in site.calendar.values()] == [(UID, "CONFIRMED")]


def test_a_chain_of_names_leads_to_its_end(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    for place, (before, after) in enumerate([("code", "coders"), ("coders", "coding"), ("coding", "programmers")]):
        history.rename(before, after)
        history.commit(f"2026-11-2{place}")
    site = history.build("2026-11-26", hold_back=False)
    for old in ("code", "coders", "coding"):
        assert site.leads_to(f"partners/{old}/data-night") == "partners/programmers/data-night/"
        assert site.leads_to(f"partners/{old}") == "partners/programmers/"
    assert set(site.calendar) == {UID}


def test_names_that_come_back_lead_in_no_circle(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.rename("code", "coders")
    history.commit("2026-11-20")
    history.rename("coders", "code")
    history.commit("2026-11-22")
    site = history.build("2026-11-26", hold_back=False)
    assert site.kind() == "page"
    assert site.leads_to("partners/coders/data-night") == "partners/code/data-night/"


def test_a_real_page_goes_before_a_redirect(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.rename("code", "coders")
    history.commit("2026-11-20")
    history.write("code.md", record("Newcomer", title="Another evening", start="2026-12-20 19:00"), photo(3))
    history.commit("2026-11-21")
    site = history.build("2026-11-26", hold_back=False)
    assert "Newcomer" in site.event("code")
    assert site.kind() == "page"
    assert "Another evening" in site.event()
    uids = {each.summary: each.uid for each in site.calendar.values()}
    assert uids == {"Open data night": UID, "Another evening": f"code.data-night.2026-12-20@{HOST}"}, (
        "the key made another event's UID before"
    )


def test_no_redirect_leads_to_nothing(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.rename("code", "coders")
    history.commit("2026-11-20")
    history.delete("coders")
    history.commit("2026-11-24")
    site = history.build("2026-11-26")
    assert site.kind("coders/data-night") == "withdrawn"
    assert site.kind("code") == "nothing"
    if site.kind() == "redirect":
        assert site.leads_to("partners/code/data-night") == "partners/coders/data-night/"
    else:
        assert site.kind() == "withdrawn"
    assert history.build("2026-12-11").kind() == "nothing"


def test_what_never_was_shown_leaves_no_redirect(tmp_path: Path) -> None:
    history = History(tmp_path / "repo")
    history.write("zq-secret.md", record("Code for Good", PENDING, slug="zq-hidden"), photo())
    history.commit("2026-10-01")
    history.rename("zq-secret", "coders")
    history.commit("2026-10-05")
    history.edit("coders.md", PENDING[::-1], ("zq-hidden", "data-night"))
    history.commit("2026-10-07")
    site = history.build("2026-11-26", hold_back=False)
    assert b"zq-" not in everything(site.root)
    assert set(site.calendar) == {f"coders.data-night@{HOST}"}


# What calendars are told

STEPS: dict[str, list[Callable[[str], str]]] = {
    "consent-renewed": [
        lambda text: edited(text, (CONSENT_UNTIL, "valid_until: 2026-11-05")),
        lambda text: text,
        lambda text: edited(text, ("valid_until: 2026-11-05", CONSENT_UNTIL)),
    ],
    "flag-cleared": [lambda text: text, lambda text: edited(text, ("flags: []", "flags: [fraud]")), lambda text: edited(text, ("flags: [fraud]", "flags: []"))],
    "moved-back": [lambda text: text, lambda text: edited(text, (START, "2026-12-17 19:00")), lambda text: edited(text, ("2026-12-17 19:00", START))],
    "pending-and-approved": [lambda text: text, lambda text: edited(text, PENDING), lambda text: edited(text, PENDING[::-1])],
    "cancelled-and-back": [lambda text: text, lambda text: edited(text, CANCELLED), lambda text: edited(text, CANCELLED[::-1])],
    "entry-deleted": [lambda text: text, WITHOUT_EVENTS, lambda _: record("Partner entry-deleted", title="Evening entry-deleted")],
    "slip-mended": [lambda text: text, lambda text: edited(text, UNREADABLE), lambda text: edited(text, UNREADABLE[::-1])],
    "retitled-and-back": [lambda text: text, lambda text: edited(text, ("title: Evening", "title: Night")), lambda text: edited(text, ("title: Night", "title: Evening"))],
}  # fmt: skip
DAYS = ("2026-10-01", "2026-11-10", "2026-11-20")


@pytest.fixture(scope="module")
def polled(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, Site]]:
    """The sites of some days, of a hub whose partners go through three steps each; `file-deleted` comes and goes."""
    history = History(tmp_path_factory.mktemp("polled") / "repo")
    sites = []
    texts = {name: record(f"Partner {name}", title=f"Evening {name}") for name in STEPS}
    for step, day in enumerate(DAYS):
        for number, (name, changes) in enumerate(STEPS.items(), 1):
            texts[name] = changes[step](texts[name])
            history.write(f"p-{name}.md", texts[name], photo(number))
        if step == 1:
            history.delete("file-deleted")
        else:
            history.write("file-deleted.md", record("Partner file-deleted", title="Evening file-deleted"), photo(99))
        history.commit(day)
        builds = {
            0: ["2026-10-02", "2026-11-06", "2026-11-08"],
            1: ["2026-11-11", "2026-11-13"],
            2: ["2026-11-21", "2026-11-25"],
        }
        sites += [(each, history.build(each)) for each in builds[step]]
    return sites


@pytest.mark.parametrize("name", [*(f"p-{name}" for name in STEPS), "file-deleted"])
def test_sequence_and_stamp_never_fall(polled: list[tuple[str, Site]], name: str) -> None:
    told = [site.entry(f"{name}.data-night") for _, site in polled]
    assert len({entry.uid for entry in told}) == 1
    for before, after in itertools.pairwise(told):
        assert after.sequence >= before.sequence
        assert after.stamp >= before.stamp
        assert after.modified >= before.modified
        if (after.status, after.start, after.summary) != (before.status, before.start, before.summary):
            assert after.sequence > before.sequence
    assert told[-1].status == "CONFIRMED"
    assert told[-1].start == START
    assert all(entry.stamp <= first_moment(day) for entry, (day, _) in zip(told, polled, strict=True))
    assert [entry.stamp == entry.modified for entry in told] == [True] * len(told)


def test_days_that_change_nothing_move_nothing(polled: list[tuple[str, Site]]) -> None:
    sites = dict(polled)
    assert sites["2026-11-06"].calendar == sites["2026-11-08"].calendar
    assert sites["2026-11-11"].calendar == sites["2026-11-13"].calendar
    assert sites["2026-11-21"].calendar == sites["2026-11-25"].calendar


def test_what_changes_by_date_is_stamped_with_the_first_moment_of_the_day(polled: list[tuple[str, Site]]) -> None:
    """The consent holds until 2026-11-05, that day included: from the next on the photo is not shown."""
    sites = dict(polled)
    before, after = (sites[day].entry("p-consent-renewed.data-night") for day in ("2026-10-02", "2026-11-08"))
    assert (before.sequence, before.stamp) == (minutes("2026-10-01"), moment("2026-10-01"))
    assert (after.sequence, after.stamp) == (minutes(first_moment("2026-11-06")), first_moment("2026-11-06"))


SEEN: dict[str, list[Edit]] = {
    "title": [("title: Evening", "title: Night of")],
    "place": [("place: Community House, 5 Example St.", "place: Town Hall, 1 Example St.")],
    "start": [(START, "2026-12-17 19:00")],
    "end": [("end: 21:30", "end: 22:00")],
    "end-taken-out": [("    end: 21:30\n", "")],
    "summary": [("    agreed:", "    summary: In pairs, with charts\n    agreed:")],
    "body-as-summary": [("one evening at a time", "at night")],
    "tags": [("    agreed:", "    tags: [charts]\n    agreed:")],
    "caption": [("at their autumn hackathon", "at their winter hackathon")],
    "alt": [("alt: Six volunteers", "alt: Seven volunteers")],
    "credit": [("  alt:", "  credit: A photographer\n  alt:")],
    "members": [("A hands-on evening that", "An evening that")],
    "members-get": [("    agreed:", "    members_get: A chart of your own\n    agreed:")],
    "name": [("name: Partner", "name: Friends")],
    "link": [("    agreed:", "    link: https://x.example/details\n    agreed:")],
    "online": [("    agreed:", "    online: https://x.example/room\n    agreed:")],
    "price": [("    agreed:", "    price: Free\n    agreed:")],
    "map": [("    agreed:", "    map: https://x.example/map\n    agreed:")],
    "description": [("    agreed:", "    description: What happens there is told here at length.\n    agreed:")],
    "agenda": [("    agreed:", "    agenda:\n      - {at: 19:15, title: A city in one chart}\n    agreed:")],
    "cancelled": [CANCELLED],
    "postponed": [POSTPONED],
    "slug": [("slug: data-night", "slug: night-of-data")],
    "cohost": [("    agreed:", "    with: [helpers]\n    agreed:")],
    "photo": [],
    "cohosts-name": [],
}
UNSEEN: dict[str, list[Edit]] = {
    "decided-by": [("decided_by: editor-2", "decided_by: editor-3")],
    "note": [("  decision:", "  note: Why we decided so\n  decision:")],
    "agreed-each": [("agreed: 2026-09-06", "agreed: {us: 2026-09-05, them: 2026-09-06}")],
    "announced": [("    agreed:", "    announced: 2026-10-02\n    agreed:")],
    "outreach": [("vetting:", "outreach: {platform: email, contact: Somebody}\nvetting:")],
    "consent": [(CONSENT_UNTIL, "valid_until: 2028-12-31")],
    "ours": [("ours: New volunteers", "ours: Many volunteers")],
    "quoted": [(START, "'2026-12-10T19:00:00+02:00'")],
    "seconds": [(START, "2026-12-10 19:00:00")],
    "duration": [("end: 21:30", "duration: 2h30m")],
    "comment": [("vetting:", "# what we know of them\nvetting:")],
    "flow": [(PENDING[0], "decision: 'approved'")],
    "order": [("photo:\n", "kind: community\nphoto:\n")],
    "crlf": [("\n", "\r\n")],
    "agreed-zone": [("    agreed:", "    timezone: Asia/Jerusalem\n    agreed:")],
    "second-event": [second_event("later", "Later", "2026-12-27 19:00")],
    "untouched": [],
}


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Site]:
    history = History(tmp_path_factory.mktemp("changed") / "repo")
    for number, name in enumerate([*SEEN, *UNSEEN], 1):
        hosts = [("    agreed:", "    with: [renamed-helpers]\n    agreed:")] if name == "cohosts-name" else []
        history.write(f"p-{name}.md", record(f"Partner {name}", *hosts, title=f"Evening {name}"), photo(number))
    for number, helper in enumerate(["helpers", "renamed-helpers"], 200):
        history.write(f"{helper}.md", WITHOUT_EVENTS(record(f"Team {helper}")), photo(number))
    history.commit("2026-10-01")
    before = history.build("2026-10-02")
    for name, edits in {**SEEN, **UNSEEN}.items():
        history.edit(f"p-{name}.md", *edits)
    history.write("p-photo.jpg", photo(500))
    history.edit("renamed-helpers.md", ("name: Team", "name: Group"))
    history.commit("2026-10-05")
    return before, history.build("2026-10-06")


@pytest.mark.parametrize("name", SEEN)
def test_what_members_see_makes_sequence_grow(changed: tuple[Site, Site], name: str) -> None:
    before, after = (site.entry(f"p-{name}.data-night") for site in changed)
    assert (before.sequence, before.stamp) == (minutes("2026-10-01"), moment("2026-10-01"))
    assert (after.sequence, after.stamp) == (minutes("2026-10-05"), moment("2026-10-05"))
    assert after.uid == before.uid


@pytest.mark.parametrize("name", UNSEEN)
def test_what_members_do_not_see_leaves_sequence_as_it_is(changed: tuple[Site, Site], name: str) -> None:
    before, after = (site.entry(f"p-{name}.data-night") for site in changed)
    assert after == before


def settings_changed(tmp_path: Path, line: str, edit: Edit | None, *edits: Edit) -> tuple[int, int]:
    """SEQUENCE before and after a setting changes, for a record with these edits."""
    history = known(tmp_path / "repo")
    history.edit("code.md", *edits)
    history.commit("2026-10-02")
    before = history.build("2026-10-03").entry().sequence
    if edit:
        history.settings(edit)
    else:
        history.setting(line)
    history.commit("2026-10-05")
    return before, history.build("2026-10-06").entry().sequence


NO_END = ("    end: 21:30\n", "")
BERLIN = ("timezone: Asia/Jerusalem", "timezone: Europe/Berlin")
OWN_ZONE = ("    agreed:", "    timezone: Asia/Jerusalem\n    agreed:")
SETTINGS: dict[str, tuple[str, Edit | None, list[Edit], bool]] = {
    "event_length, where no end is given": ("event_length: 3h", None, [NO_END], True),
    "event_length, where an end is given": ("event_length: 3h", None, [], False),
    "timezone, which moves the start": ("", BERLIN, [], True),
    "timezone, beside a zone that is shown now": ("", BERLIN, [OWN_ZONE], True),
    "timezone, of an online event": ("", BERLIN, [("    agreed:", "    online: true\n    agreed:")], True),
    "site_url": ("", (f"site_url: https://{HOST}/", "site_url: https://new.example/evenings/"), [], True),
    "values": ("", ("en: Open knowledge", "en: Knowledge for all"), [], False),
    "reply_within": ("reply_within: 48", None, [], False),
    "lead_time": ("lead_time: 14", None, [], False),
}


@pytest.mark.sample(5)
@pytest.mark.parametrize(("line", "edit", "edits", "grows"), SETTINGS.values(), ids=SETTINGS.keys())
def test_settings_that_members_see(
    tmp_path: Path, line: str, edit: Edit | None, edits: list[Edit], grows: bool
) -> None:
    before, after = settings_changed(tmp_path, line, edit, *edits)
    assert (after == minutes("2026-10-05")) if grows else (after == before)


def test_two_changes_within_a_minute_are_two(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.commit("2026-10-05 12:00:10", ("code.md", ("title: Open", "title: Opener")))
    history.commit("2026-10-05 12:00:40", ("code.md", ("title: Opener", "title: Openest")))
    assert history.build("2026-10-06").entry().sequence == minutes("2026-10-05 12:00") + 1


def test_what_is_not_committed_is_a_change_of_the_day(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.flush()
    history.edit("code.md", ("title: Open", "title: Opener"))
    entry = history.build("2026-10-06T15:00:00+02:00").entry()
    assert (entry.summary, entry.sequence) == (
        "Opener data night",
        minutes("2026-10-05 23:00"),
    )  # midnight, in summer time


# UIDs


def test_a_uid_stays_when_the_sites_address_changes(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.settings((f"site_url: https://{HOST}/", "site_url: https://new.example/evenings/"))
    history.write("new.md", record("New", title="New"), photo(1))
    history.commit("2026-10-05")
    site = history.build("2026-10-06")
    assert set(site.calendar) == {UID, "new.data-night@new.example/evenings"}


def test_a_new_start_after_the_event_is_over_is_a_new_event(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.commit("2026-12-12", ("code.md", (START, "2027-01-14 19:00")))
    site = history.build("2026-12-13")
    assert site.entry("code.data-night.2027-01-14").start == "2027-01-14 19:00"
    assert OLD_DAY not in site.event(), "not moved: the other one took place"


def test_a_new_date_of_a_postponed_event_is_the_same_event(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.commit("2026-12-07", ("code.md", POSTPONED))
    history.commit("2026-12-12", ("code.md", POSTPONED[::-1]), ("code.md", (START, "2027-01-14 19:00")))
    site = history.build("2026-12-13")
    assert [(each.uid, each.status, each.start) for each in site.calendar.values()] == [
        (UID, "CONFIRMED", "2027-01-14 19:00")
    ]


# Outside git


@pytest.fixture
def outside(hub: HubFolder, monkeypatch: pytest.MonkeyPatch) -> HubFolder:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(hub.root.parent))
    return hub


def test_outside_git_the_stamp_is_the_first_moment_of_the_day(outside: HubFolder) -> None:
    outside.add("code.md", record(), photo())
    for when in ("2026-11-26T15:00:00+02:00", "2026-11-26", "2026-11-26T00:30:00+02:00"):
        site = build(outside, when)
        for path in ("calendar.ics", "partners/code/data-night/event.ics"):
            (entry,) = entries((site / path).read_bytes()).values()
            assert (entry.uid, entry.sequence) == (UID, 0)
            assert (entry.stamp, entry.modified) == (first_moment("2026-11-26"), first_moment("2026-11-26"))


def test_outside_git_a_cancelled_event_is_shown_and_nothing_is_withdrawn(outside: HubFolder) -> None:
    outside.add("code.md", record("Code for Good", CANCELLED), photo())
    outside.add("other.md", record("Other", PENDING), photo(1))
    site = Site(build(outside, "2026-12-08", hold_back=True))
    assert (site.kind(), site.status(), site.kind("other/data-night")) == ("page", "CANCELLED", "nothing")
    assert len(site.calendar) == 1


OLD = second_event("old", "Old evening", "2026-01-14 19:00", agreed="2026-01-02")


@pytest.mark.parametrize("kind", ["outside git", "in git"])
def test_after_a_year_old_events_do_not_head_the_feed_nor_move_with_builds(
    outside: HubFolder, tmp_path: Path, kind: str
) -> None:
    if kind == "in git":
        history = History(tmp_path / "repo")
        history.write("code.md", WITHOUT_EVENTS(record()).replace("2026-0", "2025-0"), photo())
        history.edit("code.md", ("\n---\nCode", f"\n{OLD[1]}---\nCode"))
        history.commit("2026-01-02")
        history.write("code.md", record("Code for Good", OLD, start="2027-03-10 19:00"))
        history.commit("2026-10-01")
        history.flush()
        hub = history.hub
    else:
        hub = outside
        hub.add("code.md", record("Code for Good", OLD, start="2027-03-10 19:00"), photo())
    feeds = [Site(build(hub, when)).feed() for when in ("2027-02-26", "2027-02-28")]
    for feed in feeds:
        assert "Old evening" not in feed[0][1]
    first, second = ([entry for entry in feed if "Old evening" in entry[1]] for feed in feeds)
    assert first == second
