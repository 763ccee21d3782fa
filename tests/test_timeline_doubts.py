"""What a second reading of the file format's "What members knew" doubted: each test is a case that once went wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
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
from hubs import everything, partnerhub, silent
from partnerhub.pipeline import review
from partnerhub.review.revisions import Range
from partnerhub.words.report import FORMATS

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


RULED = ("small charities, one", "small charities,\n\n---\n\none")
"""A rule in a description: the record may end there, which is asked since 2026-11-28."""


def test_what_may_be_another_fence_is_asked_from_its_day_on(tmp_path: Path) -> None:
    history = known(tmp_path / "repo", RULED)
    name, begun, corrected = "code.data-night", minutes("2026-10-01"), minutes(first_moment("2026-11-28"))
    for when, story in (("2026-11-27", ("shown", name, begun)), ("2026-11-29", ("being corrected", name, corrected))):
        assert told(history, when) == [story]
        assert [found.rule for found in history.hub.load(when).findings] == ["photo-too-small", "front-matter-missing"]
    history.commit("2026-12-02", ("code.md", RULED[::-1]))
    assert told(history, "2026-12-03") == [("shown", name, minutes("2026-12-02"))], "it was public all the time"


YOUNGER = {
    "a line break": (("place: Community House, 5", "place: |\n      Community House,\n      5"), "field-invalid"),
    "a reserved slug": (("slug: data-night", "slug: aux"), "slug-invalid"),
    "a mark that is shown": (("one evening", "one &#x202E; evening"), "text-unsafe"),
}


@pytest.mark.parametrize(("edit", "rule"), YOUNGER.values(), ids=YOUNGER)
def test_a_younger_part_of_a_rule_is_asked_from_its_day_on(edit: Edit, rule: str, tmp_path: Path) -> None:
    history = known(tmp_path / "repo", edit)
    stories = {when: told(history, when)[0][0] for when in ("2026-11-27", "2026-11-29")}
    assert stories == {"2026-11-27": "shown", "2026-11-29": "being corrected"}
    assert rule in [found.rule for found in history.hub.load("2026-11-29").findings]


def test_a_fence_that_stands_too_early_cancels_nothing(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.commit("2026-11-29", ("code.md", ("vetting:\n", "---\nvetting:\n")))
    assert told(history, "2026-11-30") == [("being corrected", "code.data-night", minutes("2026-11-29"))]
    assert b"editor-1" not in everything(history.build("2026-11-30").root)


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
    photos = [path for path in site.files if path.startswith("assets/partners/") and path.endswith(".webp")]
    assert photos == [], "what links show is typeset"


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


SERIES: list[Edit] = [
    ("  - slug: data-night\n    title", "  - title"),
    second_event("other", "Other evening", "2026-12-20 19:00"),
    ("  - slug: other\n    title", "  - title"),
]
"""Two events whose slugs are made from their titles."""


def test_a_title_that_is_typed_twice_cancels_nothing(tmp_path: Path) -> None:
    """Their slugs are made from their titles, so both want one address; the start says which is which."""
    history = known(tmp_path / "repo", *SERIES)
    expected = {
        "code.open-data-night": ("CONFIRMED", START),
        "code.other-evening": ("CONFIRMED", "2026-12-20 19:00"),
    }
    history.commit("2026-11-01", ("code.md", ("title: Other evening", "title: Open data night")))
    site = history.build("2026-11-02")
    assert [site.kind(f"code/{slug}") for slug in ("open-data-night", "other-evening")] == ["corrected", "corrected"]
    assert states(site.calendar) == expected
    twice = "title: Open data night\n    start: 2026-12-20"
    history.commit("2026-11-03", ("code.md", (twice, twice.replace("Open data night", "Other evening"))))
    site = history.build("2026-11-04")
    assert [site.kind(f"code/{slug}") for slug in ("open-data-night", "other-evening")] == ["page", "page"]
    assert states(site.calendar) == expected


def test_of_two_events_with_one_title_each_is_known_by_its_slug_first(tmp_path: Path) -> None:
    """Two of one title and hour move into another file, one with a new slug: the other's keeps its own."""
    history = History(tmp_path / "repo")
    history.write("code.md", record(slug="one", title="Evening"), photo())
    history.write("more.md", record("More", slug="two", title="Evening"), photo(1))
    history.write("other.md", WITHOUT_EVENTS(record("Other")), photo(2))
    history.commit("2026-10-01")
    one, two = (entry_of(history.path(name).read_text(encoding="utf-8")) for name in ("code.md", "more.md"))
    both = two + one.removeprefix("events:\n").replace("slug: one", "slug: new")
    history.write("code.md", WITHOUT_EVENTS(record()))
    history.write("more.md", WITHOUT_EVENTS(record("More")))
    history.edit("other.md", ("\n---\nOther", f"\n{both}---\nOther"))
    history.commit("2026-11-01")
    site = history.build("2026-11-02")
    addresses = {each.name: each.url.partition("/partners/")[2] for each in site.calendar.values()}
    assert addresses == {"code.one": "other/new/", "more.two": "other/two/"}


# Slips and decisions together


def test_an_entry_that_was_deleted_beside_a_slip_is_withdrawn_when_the_slip_is_mended(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.write("code.md", edited(WITHOUT_EVENTS(record()), ("website:", "websiet:")))
    history.commit("2026-11-01")
    assert told(history, "2026-11-02") == [("being corrected", "code.data-night", minutes("2026-11-01"))]
    history.write("code.md", WITHOUT_EVENTS(record()))
    history.commit("2026-11-05")
    assert told(history, "2026-11-06") == [("withdrawn", "code.data-night", minutes("2026-11-05"))]


def test_a_misspelt_list_of_events_is_mended(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.commit("2026-11-01", ("code.md", ("events:\n", "evnts:\n")))
    history.commit("2026-12-05", ("code.md", ("evnts:\n", "events:\n")))
    assert told(history, "2026-12-06") == [("shown", "code.data-night", minutes("2026-12-05"))]


BACK: dict[str, tuple[list[Edit], list[Edit], str]] = {
    "approved again": ([PENDING], [PENDING[::-1], ("website:", "websiet:")], "being corrected"),
    "agreed again": ([NOT_AGREED], [(NOT_AGREED[1] + "---", NOT_AGREED[0] + "---"), ("website:", "websiet:")], "being corrected"),
    "perhaps approved again": ([PENDING], [PENDING[::-1], ("proposed_by:", "propsed_by:")], "withdrawn"),
    "unreadable": ([PENDING], [("name: ", "name: [")], "withdrawn"),
    "still pending": ([PENDING], [("website:", "websiet:")], "withdrawn"),
}  # fmt: skip


@pytest.mark.parametrize(("first", "then", "standing"), BACK.values(), ids=BACK.keys())
def test_what_was_withdrawn_and_is_wanted_again_is_no_victim_of_a_slip(
    tmp_path: Path, first: list[Edit], then: list[Edit], standing: str
) -> None:
    history = known(tmp_path / "repo")
    history.commit("2026-11-01", *(("code.md", edit) for edit in first if edit[1]))
    if first == [NOT_AGREED]:
        history.write("code.md", edited(record(), NOT_AGREED))
        history.commit("2026-11-02")
        history.write("code.md", edited(record(), ("website:", "websiet:")))
        history.commit("2026-11-05")
    else:
        history.commit("2026-11-05", *(("code.md", edit) for edit in then))
    assert [found for found, _, _ in told(history, "2026-11-06")] == [standing]


# What is read from elsewhere


def test_a_uid_asks_no_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZQ_ADDRESS", "https://deploy.example/preview/")
    history = History(tmp_path / "repo")
    history.settings((f"site_url: https://{HOST}/", f"site_url: !ENV [ZQ_ADDRESS, 'https://{HOST}/']"))
    history.write("code.md", record(), photo())
    history.commit("2026-10-01")
    assert set(history.build("2026-10-02").calendar) == {UID}
    history.setting("reply_within: 30")
    assert set(history.build("2026-10-02").calendar) == {UID}
    history.commit("2026-10-03")
    assert set(history.build("2026-10-04").calendar) == {UID}


@pytest.mark.parametrize("first", ["content", "mkdocs.yml"])
def test_a_hub_that_moves_in_two_commits_is_committed(tmp_path: Path, first: str) -> None:
    history = known(tmp_path / "repo")
    folder = history.root / "hub"
    folder.mkdir()
    for day, name in zip(
        ("2026-11-01", "2026-11-02"), sorted(["content", "mkdocs.yml"], key=lambda each: each != first), strict=True
    ):
        (history.root / name).rename(folder / name)
        history.commit(day)
    history.at(folder)
    for when in ("2026-11-03", "2026-12-08"):
        assert told(history, when) == [("shown", "code.data-night", minutes("2026-11-02"))]


def test_a_cohost_is_the_one_who_had_the_name_last(tmp_path: Path) -> None:
    history = known(tmp_path / "repo", ("    agreed:", "    with: [helpers]\n    agreed:"))
    history.write("helpers.md", WITHOUT_EVENTS(record("Helpers")), photo(1))
    history.commit("2026-10-02")
    history.rename("helpers", "many")
    history.commit("2026-10-05")
    history.write("helpers.md", WITHOUT_EVENTS(record("Newcomers")), photo(2))
    history.commit("2026-10-10")
    assert told(history, "2026-10-11")[0][2] == minutes("2026-10-10"), "another partner is shown"
    history.commit("2026-10-15", ("helpers.md", ("name: Newcomers", "name: Neighbours")))
    assert told(history, "2026-10-16")[0][2] == minutes("2026-10-15")
    history.commit("2026-10-17", ("many.md", ("name: Helpers", "name: Hoppers")))
    assert told(history, "2026-10-18")[0][2] == minutes("2026-10-15"), "not shown any more"


def test_a_key_may_be_used_every_day_for_years(tmp_path: Path) -> None:
    """One entry that is written anew each day, and one day over and over: each is an event of its own."""
    history = History(tmp_path / "repo")
    first = date(2023, 1, 1)
    vetted = [("decided_on: 2026-09-01", "decided_on: 2022-12-01"), ("agreed: 2026-09-06", "agreed: 2022-12-01"),
              ("given_on: 2026-09-02", "given_on: 2022-12-01"), ("end: 21:30", "duration: 1m")]  # fmt: skip
    text = record("Code for Good", *vetted)
    history.write("code.md", text, photo())
    for number in range(1100):
        day = first + timedelta(days=number)
        history.write("code.md", text.replace(START, f"{day} 19:00"))
        history.commit(f"{day} 20:00")
    for number in range(101):
        history.write("code.md", text.replace(START, f"2026-02-01 {8 + number // 60:02}:{number % 60:02}"))
        history.commit(f"2026-02-01 {8 + (number + 3) // 60:02}:{(number + 3) % 60:02}")
    found = told(history, "2026-02-02")
    assert len(found) == len({name for _, name, _ in found}) == 1201


# A proposal, while the branch goes on


def reviewed(history: History, when: str, base: str, head: str) -> dict[str, tuple[list[str], set[str]]]:
    """Path → what a review says that a proposal changes, and the rules of what it brings, but for notes of its photo."""
    history.flush()
    compared = Range.find(history.hub.config_file, base, head)
    found = review(compared, history.hub.moment(when), silent)
    assert [each for each in found.elsewhere if each.rule != "photo-too-small"] == []
    return {
        each.path.removeprefix("content/partners/"): (
            [str(said.term) for said in each.changes],
            {new.rule for new in each.new} - {"photo-too-small"},
        )
        for each in found.partners
    }


CHANGED = {"code.md": (["event {title}: {change}"], set[str]())}
LATE = second_event("late", "Late evening", "2026-12-17 19:00")
MEANWHILE: dict[str, Callable[[History], None]] = {
    "nothing": lambda history: history.commits("2026-11-02"),
    "another event in the file": lambda history: history.commit("2026-11-02", ("code.md", LATE)),
    "another file": lambda history: history.write("new.md", record("New", start="2026-12-16 19:00"), photo(1)),
    "the file renamed": lambda history: history.rename("code", "coders"),
}


@pytest.mark.parametrize("meanwhile", MEANWHILE.values(), ids=MEANWHILE.keys())
def test_what_the_branch_got_meanwhile_is_not_the_proposals(
    tmp_path: Path, meanwhile: Callable[[History], None]
) -> None:
    history = known(tmp_path / "repo")
    history.branch("proposal")
    history.commit("2026-11-01", ("code.md", ("Tel Aviv", "Haifa")))
    history.switch("main")
    meanwhile(history)
    history.commit("2026-11-03")
    assert reviewed(history, "2026-12-06", "main", "proposal") == CHANGED


def test_what_is_merged_already_is_reviewed_as_it_was_proposed(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.commit("2026-11-01", ("code.md", ("Tel Aviv", "Haifa")))
    history.commit("2026-11-02", ("code.md", LATE))
    assert reviewed(history, "2026-11-20", "main~2", "main~1") == CHANGED
    assert reviewed(history, "2026-11-20", "main~1", "main") == {"code.md": (["new event: {title}, {start}"], set())}


def test_a_proposal_on_top_of_another_is_seen_alone(tmp_path: Path) -> None:
    history = known(tmp_path / "repo")
    history.branch("first")
    history.write("new.md", record("New", start="2026-12-16 19:00"), photo(1))
    history.commit("2026-11-01")
    history.branch("second")
    history.commit("2026-11-02", ("code.md", ("Tel Aviv", "Haifa")))
    history.switch("main")
    history.write("more.md", record("More", start="2026-12-22 19:00"), photo(2))
    history.commit("2026-11-03")
    assert reviewed(history, "2026-12-06", "first", "second") == CHANGED


# What programs and code hosts are told

PRIVATE_DAYS: list[Edit] = [
    ("agreed: 2026-09-06", "agreed: 2027-01-05\n    thanked_on: 2026-11-30"),
    ("decided_on: 2026-09-01", "decided_on: 2028-02-03"),
    ("given_on: 2026-09-02", "given_on: 2028-04-05"),
    ("sources: [", "checked_on: 2028-03-04\n    sources: ["),
    ("vetting:", "outreach:\n  log: [{at: 2028-05-06 09:00, from: us, note: said}]\nvetting:"),
]


def test_a_private_day_is_repeated_in_text_only(tmp_path: Path) -> None:
    history = known(tmp_path / "repo", *PRIVATE_DAYS)
    found = history.findings("2026-11-28")
    days = ["2026-11-30", "2027-01-05", "2028-02-03", "2028-03-04", "2028-04-05", "2028-05-06"]
    said = {name: [day for day in days if day in write(found)] for name, write in FORMATS.items()}
    assert said == {name: days if name == "text" else [] for name in FORMATS}
    assert [each.message for each in found if each.place == ("vetting", "decided_on")] == [
        "vetting.decided_on must not lie in the future, got a private value"
    ]


@pytest.mark.parametrize("style", ["json", "markdown"])
def test_a_review_for_anybody_repeats_no_private_day(tmp_path: Path, style: str) -> None:
    history = known(tmp_path / "repo", *PRIVATE_DAYS)
    history.commit("2026-11-27", ("code.md", ("title: Open data night", "title: Night of charts")))
    history.flush()
    told = partnerhub(
        "review", "HEAD~1..HEAD", "--public", "--format", style, "--today", "2026-11-28", cwd=history.hub.root
    ).stdout
    assert "date-in-future" in told
    assert [day for day in ("2026-11-30", "2027-01-05", "2028-02-03", "2028-04-05") if day in told] == []
