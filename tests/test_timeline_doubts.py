"""What a second reading of the file format's "What members knew" doubted: each test is a case that once went wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from histories import (
    HOST,
    NOT_AGREED,
    PENDING,
    START,
    WITHOUT_EVENTS,
    Edit,
    Entry,
    History,
    edited,
    first_moment,
    minutes,
    photo,
    record,
    second_event,
)
from hubs import everything

UID = f"code.data-night@{HOST}"
NOT_SHARED: Edit = ("values: [open-knowledge, transparency]", "values: [transparency]")


def known(root: Path, *edits: Edit, settings: str = "") -> History:
    """A hub whose event of 2026-12-10 members know since the first of October."""
    history = History(root, settings=settings)
    history.write("code.md", record("Code for Good", *edits), photo())
    history.commit("2026-10-01")
    return history


def entry_of(text: str) -> str:
    """The list of events of a partner file, as it is typed."""
    found = re.search(r"^events:\n.*?(?=---\n)", text, re.M | re.S)
    assert found
    return found[0]


def hand_over(history: History, *edits: Edit) -> None:
    """Move the event from code.md to other.md, and edit the latter."""
    text = history.path("code.md").read_text(encoding="utf-8")
    history.write("code.md", WITHOUT_EVENTS(text))
    history.edit("other.md", ("\n---\nOther", f"\n{entry_of(text)}---\nOther"), *edits)


def told(history: History, when: str) -> list[tuple[str, str, int]]:
    """Standing, name of the UID and SEQUENCE of each event that members know, in the order in which it came."""
    history.flush()
    stories = history.hub.load(when).hub.timeline.events
    return [(str(s.standing), s.edition.uid.partition("@")[0], s.edition.sequence) for s in stories if s.edition]


def states(calendar: dict[str, Entry]) -> dict[str, tuple[str, str]]:
    return {each.name: (each.status, each.start) for each in calendar.values()}


# Days on which nothing happens


def test_a_rule_that_came_later_is_asked_from_its_day_on(tmp_path: Path) -> None:
    """`date-in-future` is asked since 2026-11-25. The agreement of the file has a day that lies ahead until 12-05."""
    history = known(tmp_path / "repo", ("agreed: 2026-09-06", "agreed: 2026-12-05"))
    name, begun = "code.data-night", minutes("2026-10-01")
    corrected, mended = minutes(first_moment("2026-11-25")), minutes(first_moment("2026-12-05"))
    assert {when: told(history, when) for when in ("2026-11-20", "2026-11-24", "2026-11-25", "2026-12-04", "2026-12-08")} == {
        "2026-11-20": [("shown", name, begun)],
        "2026-11-24": [("shown", name, begun)],
        "2026-11-25": [("being corrected", name, corrected)],
        "2026-12-04": [("being corrected", name, corrected)],
        "2026-12-08": [("shown", name, mended)],
    }  # fmt: skip


def test_a_rule_that_came_later_is_asked_of_what_is_not_committed(tmp_path: Path) -> None:
    history = History(tmp_path / "repo")
    history.commit("2026-10-01")
    history.write("code.md", record("Code for Good", ("agreed: 2026-09-06", "agreed: 2026-12-05")), photo())
    assert told(history, "2026-11-20") == []


# Names that never were public


def test_a_slug_that_an_event_had_while_withdrawn_is_nowhere(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.commit("2026-11-01", ("code.md", NOT_AGREED), ("code.md", ("slug: data-night", "slug: zq-one")))
    site = history.build("2026-11-02")
    assert (site.kind(), b"zq-" in everything(site.root)) == ("withdrawn", False)
    history.commit("2026-11-05", ("code.md", ("slug: zq-one", "slug: zq-two")))
    history.commit(
        "2026-11-07",
        ("code.md", ("    place:", "    agreed: 2026-09-06\n    place:")),
        ("code.md", ("zq-two", "night")),
    )
    site = history.build("2026-11-08")
    assert site.leads_to("partners/code/data-night") == "partners/code/night/"
    assert b"zq-" not in everything(site.root)


def test_a_name_that_a_partner_had_while_withdrawn_is_nowhere(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.commit("2026-11-01", ("code.md", PENDING))
    history.rename("code", "zq-secret")
    history.commit("2026-11-02")
    site = history.build("2026-11-03")
    assert (site.kind(), b"zq-" in everything(site.root)) == ("withdrawn", False)
    history.rename("zq-secret", "coders")
    history.commit("2026-11-05", ("coders.md", PENDING[::-1]))
    site = history.build("2026-11-06")
    assert site.leads_to("partners/code/data-night") == "partners/coders/data-night/"
    assert b"zq-" not in everything(site.root)


def test_an_event_in_the_file_of_a_partner_whom_nobody_knows_keeps_its_host(tmp_path: Path) -> None:
    """It was handed over to a partner whom a slip holds back: that cancels nothing, and tells nobody who it is."""
    history = known(tmp_path / "repo")
    history.write("other.md", WITHOUT_EVENTS(record("Other", NOT_SHARED, ("Other", "Zqpeople"))), photo(1))
    history.edit("other.md", ("\n---\nZqpeople", "\n---\nOther"))
    history.commit("2026-10-02")
    hand_over(history)
    history.commit("2026-11-01")
    site = history.build("2026-11-02")
    assert (site.kind(), site.kind("other"), states(site.calendar)) == (
        "corrected", "nothing", {"code.data-night": ("CONFIRMED", START)},
    )  # fmt: skip
    assert "Code for Good" in site.event()
    assert b"Zqpeople" not in everything(site.root)


def test_a_photo_of_a_partner_whom_a_rule_about_the_hub_holds_back_is_nowhere(tmp_path: Path) -> None:
    history = known(tmp_path / "repo", settings="severity: {partner-duplicate: error}")
    history.write("twin.md", record("Twin", ("name: Twin", "name: Code for Good")), photo(5))
    history.commit("2026-10-02")
    site = history.build("2026-10-03")
    assert (site.kind("code"), site.kind("twin")) == ("corrected", "corrected")
    assert [path for path in site.files if path.startswith("assets/partners/")] == []


# One address, several events


def test_a_calendar_says_that_an_event_is_off_although_another_has_its_address(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.write("other.md", record("Other", start="2026-12-20 19:00", title="Another evening"), photo(1))
    history.commit("2026-10-02")
    history.delete("code")
    history.commit("2026-11-01")
    history.rename("other", "code")
    history.commit("2026-11-02")
    site = history.build("2026-11-03")
    assert site.kind() == "page"
    assert "Another evening" in site.event()
    assert site.own().name == "other.data-night"
    assert states(site.calendar) == {
        "code.data-night": ("CANCELLED", START),
        "other.data-night": ("CONFIRMED", "2026-12-20 19:00"),
    }


def test_two_withdrawn_events_of_one_address_are_both_off(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.write("other.md", record("Other", start="2026-12-20 19:00", title="Another evening"), photo(1))
    history.commit("2026-10-02")
    history.delete("code")
    history.commit("2026-11-01")
    history.rename("other", "code")
    history.commit("2026-11-02")
    history.delete("code")
    history.commit("2026-11-03")
    site = history.build("2026-11-04")
    assert site.kind() == "withdrawn"
    assert "Another evening" in site.event(), "the last that was there"
    assert {name: status for name, (status, _) in states(site.calendar).items()} == {
        "code.data-night": "CANCELLED",
        "other.data-night": "CANCELLED",
    }
