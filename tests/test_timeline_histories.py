"""Histories of every kind, made with real git: is the event of 2026-12-10 in time, and does the answer stay?

Nothing changes after the last commit of a history, so from its day on the answer is one and the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from calendar_client import Client
from histories import (
    CANCELLED,
    PENDING,
    POSTPONED,
    START,
    UNREADABLE,
    WITHOUT_EVENTS,
    Entry,
    History,
    edited,
    entries,
    moment,
    photo,
    record,
    second_event,
)
from hubs import HubFolder
from partnerhub import publish
from partnerhub.edge.config import read_config
from partnerhub.history.branch import steps
from partnerhub.history.git import Repository
from partnerhub.record.settings_tree import SettingsInvalid
from partnerhub.site import calendars

IN_TIME, TOO_SOON = "in time", "event-too-soon"
ASKED = moment("2026-12-09")
"""When the calendar program asks for the last time."""
DAYS = (
    "2026-11-10",
    "2026-12-02",
    "2026-12-03",
    "2026-12-04",
    "2026-12-06T20:00:00+02:00",
    "2026-12-08",
    "2026-12-09",
    "2026-12-10T18:59:00+02:00",
)
Make = Callable[[History, Path], Path | None]
"""Makes a history; returns where its hub lies in the end, if elsewhere. The path is a folder for more."""


@dataclass(frozen=True)
class Case:
    make: Make
    since: str
    """The day from which on the answer stays."""
    verdict: str
    options: dict[str, Any] = field(default_factory=dict)


CASES: dict[str, Case] = {}


def case(since: str, verdict: str, **options: Any) -> Callable[[Make], Make]:
    def add(make: Make) -> Make:
        CASES[make.__name__.replace("_", " ")] = Case(make, since, verdict, options)
        return make

    return add


def begin(history: History, text: str | None = None, day: str = "2026-10-01") -> None:
    """The hub, with the event or with another text in its file."""
    history.write("code.md", record() if text is None else text, photo())
    history.commit(day)


def verdict_of(history: History, when: str) -> str:
    return ", ".join(sorted(set(history.rules(when)))) or IN_TIME


def move_hub(history: History, to: Path) -> None:
    """Move the hub's files within the repository."""
    to.mkdir(parents=True, exist_ok=True)
    for name in ("mkdocs.yml", "content"):
        (history.hub.root / name).rename(to / name)
    history.hub.root, history.hub.config_file, history.hub.partners = to, to / "mkdocs.yml", to / "content" / "partners"


# One commit, and the day on which it counts


@case("2026-10-01", IN_TIME)
def long_known(history: History, folder: Path) -> None:
    begin(history)


@case("2026-12-03", IN_TIME)
def on_the_last_evening(history: History, folder: Path) -> None:
    begin(history, day="2026-12-03 23:30")


@case("2026-12-04", TOO_SOON)
def half_an_hour_after_it(history: History, folder: Path) -> None:
    begin(history, day="2026-12-04 00:30")


@case("2026-12-04", TOO_SOON)
def on_the_last_evening_of_a_zone_behind(history: History, folder: Path) -> None:
    begin(history, day="2026-12-03T23:30:00-05:00")


@case("2026-12-03", IN_TIME)
def on_the_morning_after_in_a_zone_ahead(history: History, folder: Path) -> None:
    begin(history, day="2026-12-04T07:30:00+10:00")


@case("2026-12-07", TOO_SOON)
def late(history: History, folder: Path) -> None:
    begin(history, day="2026-12-07")


@case("2026-12-07", TOO_SOON)
def in_a_known_file_beside_a_known_event(history: History, folder: Path) -> None:
    begin(history, record(start="2026-12-21 19:00"))
    history.commit("2026-12-07", ("code.md", second_event("near", "Near", START)))


@case("2026-12-05", TOO_SOON)
def pending_until_late(history: History, folder: Path) -> None:
    begin(history, record("Code for Good", PENDING))
    history.commit("2026-12-05", ("code.md", PENDING[::-1]))


# Branches and merges


@case("2026-12-02", IN_TIME)
def merged_in_time(history: History, folder: Path) -> None:
    begin(history, WITHOUT_EVENTS(record()))
    history.branch("proposal")
    begin(history, day="2026-11-01")
    history.switch("main")
    history.git("merge", "-q", "--no-ff", "-m", "Merge", "proposal", at="2026-12-02")


@case("2026-12-05", TOO_SOON)
def merged_late(history: History, folder: Path) -> None:
    begin(history, WITHOUT_EVENTS(record()))
    history.branch("proposal")
    begin(history, day="2026-11-01")
    history.switch("main")
    history.git("merge", "-q", "--no-ff", "-m", "Merge", "proposal", at="2026-12-05")


def octopus(history: History, day: str) -> None:
    begin(history, WITHOUT_EVENTS(record()))
    history.commits("2026-10-02")
    for number in range(3):
        history.switch("main")
        history.branch(f"proposal-{number}")
        if number == 1:
            begin(history, day="2026-11-01")
        else:
            history.write(f"other-{number}.md", WITHOUT_EVENTS(record(f"Other {number}")), photo(number + 1))
            history.commit("2026-11-02")
    history.switch("main")
    history.git("merge", "-q", "--no-ff", "-m", "Three", *(f"proposal-{number}" for number in range(3)), at=day)


@case("2026-12-02", IN_TIME)
def octopus_in_time(history: History, folder: Path) -> None:
    octopus(history, "2026-12-02")


@case("2026-12-05", TOO_SOON)
def octopus_late(history: History, folder: Path) -> None:
    octopus(history, "2026-12-05")


@case("2026-12-07", TOO_SOON)
def foxtrot_that_pushes_the_event_off_the_first_parents(history: History, folder: Path) -> None:
    begin(history, WITHOUT_EVENTS(record()), day="2026-09-20")
    history.branch("feature")
    history.commits("2026-09-25")
    history.switch("main")
    begin(history)
    history.switch("feature")
    history.git("merge", "-q", "--no-ff", "-m", "Merge main into feature", "main", at="2026-12-07")
    history.switch("main")
    history.git("merge", "-q", "--ff-only", "feature")


@case("2026-12-07", IN_TIME)
def foxtrot_that_holds_the_event_on_both_sides(history: History, folder: Path) -> None:
    begin(history)
    history.branch("feature")
    history.commits("2026-10-25")
    history.switch("main")
    history.commit("2026-11-01", ("code.md", ("title: Open", "title: Opener")))
    history.switch("feature")
    history.git("merge", "-q", "--no-ff", "-m", "Merge main into feature", "main", at="2026-12-07")
    history.switch("main")
    history.git("merge", "-q", "--ff-only", "feature")


@case("2026-11-01", IN_TIME)
def fast_forward_keeps_the_commits_date(history: History, folder: Path) -> None:
    begin(history, WITHOUT_EVENTS(record()))
    history.branch("proposal")
    begin(history, day="2026-11-01")
    history.switch("main")
    history.git("merge", "-q", "--ff-only", "proposal", at="2026-12-08")


@case("2026-12-02", IN_TIME)
def merge_that_itself_brings_the_event_in_time(history: History, folder: Path) -> None:
    begin(history, WITHOUT_EVENTS(record()))
    history.branch("proposal")
    history.commits("2026-11-01")
    history.switch("main")
    history.write("code.md", record())
    history.commit("2026-12-02", merge=["proposal"])


@case("2026-12-07", IN_TIME)
def merge_that_itself_renames_the_file(history: History, folder: Path) -> None:
    begin(history)
    history.branch("proposal")
    history.commits("2026-11-01")
    history.switch("main")
    history.rename("code", "coders")
    history.commit("2026-12-07", merge=["proposal"])


@case("2026-12-07", IN_TIME)
def rename_on_a_branch_that_is_merged_late(history: History, folder: Path) -> None:
    begin(history)
    history.branch("proposal")
    history.rename("code", "coders")
    history.commit("2026-11-01")
    history.switch("main")
    history.commits("2026-11-05")
    history.git("merge", "-q", "--no-ff", "-m", "Merge", "proposal", at="2026-12-07")


@case("2026-12-07", IN_TIME)
def deletion_on_a_branch_that_is_merged_with_ours(history: History, folder: Path) -> None:
    begin(history)
    history.branch("proposal")
    history.delete("code")
    history.commit("2026-11-01")
    history.switch("main")
    history.git("merge", "-q", "--no-ff", "-s", "ours", "-m", "Not theirs", "proposal", at="2026-12-07")


@case("2026-10-05", IN_TIME)
def two_histories_made_one(history: History, folder: Path) -> None:
    begin(history)
    history.git("switch", "-q", "--orphan", "other")
    history.on = "other"
    (history.root / "other.txt").write_text("x")
    history.git("add", "other.txt")
    history.git("commit", "-q", "-m", "Other", at="2026-09-01")
    history.switch("main")
    history.git("merge", "-q", "--no-ff", "--allow-unrelated-histories", "-m", "Both", "other", at="2026-10-05")


# Rewritten


@case("2026-12-02", IN_TIME)
def squashed_in_time(history: History, folder: Path) -> None:
    begin(history, WITHOUT_EVENTS(record()))
    history.branch("proposal")
    begin(history, day="2026-11-01")
    history.commit("2026-11-02", ("code.md", ("title: Open", "title: Opener")))
    history.switch("main")
    history.git("merge", "-q", "--squash", "proposal")
    history.git("commit", "-q", "-m", "Squash", at="2026-12-02")


@case("2026-12-06", TOO_SOON)
def squashed_late(history: History, folder: Path) -> None:
    begin(history, WITHOUT_EVENTS(record()))
    history.branch("proposal")
    begin(history, day="2026-11-01")
    history.switch("main")
    history.git("merge", "-q", "--squash", "proposal")
    history.git("commit", "-q", "-m", "Squash", at="2026-12-06")


def rebased(history: History, day: str) -> None:
    begin(history, WITHOUT_EVENTS(record()))
    history.branch("proposal")
    begin(history, day="2026-11-01")
    history.switch("main")
    history.commits("2026-11-20")
    history.git("rebase", "-q", "main", "proposal", at=day)
    history.switch("main")
    history.git("merge", "-q", "--ff-only", "proposal", at="2026-12-08")


@case("2026-12-01", IN_TIME)
def rebased_in_time(history: History, folder: Path) -> None:
    rebased(history, "2026-12-01")


@case("2026-12-07", TOO_SOON)
def rebased_late(history: History, folder: Path) -> None:
    rebased(history, "2026-12-07")


def picked(history: History, day: str) -> None:
    begin(history, WITHOUT_EVENTS(record()))
    history.branch("proposal")
    begin(history, day="2026-11-01")
    history.switch("main")
    history.commits("2026-11-20")
    history.git("cherry-pick", "proposal", at=day)


@case("2026-12-02", IN_TIME)
def cherry_picked_in_time(history: History, folder: Path) -> None:
    picked(history, "2026-12-02")


@case("2026-12-05", TOO_SOON)
def cherry_picked_late(history: History, folder: Path) -> None:
    picked(history, "2026-12-05")


@case("2026-12-07", IN_TIME)
def reverted_and_the_revert_reverted(history: History, folder: Path) -> None:
    begin(history, WITHOUT_EVENTS(record()), day="2026-09-20")
    begin(history)
    history.git("revert", "--no-edit", "HEAD", at="2026-11-20")
    history.git("revert", "--no-edit", "HEAD", at="2026-12-07")


@case("2026-12-07", TOO_SOON)
def reverted_and_reverted_again_before_it_ever_was_in_time(history: History, folder: Path) -> None:
    begin(history, WITHOUT_EVENTS(record()), day="2026-09-20")
    begin(history, day="2026-12-05")
    history.git("revert", "--no-edit", "HEAD", at="2026-12-06")
    history.git("revert", "--no-edit", "HEAD", at="2026-12-07")


@case("2026-12-07", TOO_SOON)
def forced_push_that_drops_the_commit(history: History, folder: Path) -> None:
    begin(history, WITHOUT_EVENTS(record()), day="2026-09-20")
    begin(history)
    history.point("main", "main~1")
    begin(history, day="2026-12-07")


@case("2026-10-01", IN_TIME)
def forced_push_that_drops_a_later_commit(history: History, folder: Path) -> None:
    begin(history)
    history.delete("code")
    history.commit("2026-11-01")
    history.point("main", "main~1")


@case("2026-12-07", TOO_SOON)
def amended_late(history: History, folder: Path) -> None:
    begin(history)
    history.git("commit", "-q", "--amend", "-m", "Again", at="2026-12-07")


@case("2026-11-01", IN_TIME)
def replaced_by_a_branch_with_a_longer_past(history: History, folder: Path) -> None:
    begin(history)
    history.branch("better")
    history.commit("2026-11-01", ("code.md", ("title: Open", "title: Opener")))
    history.switch("main")
    history.delete("code")
    history.commit("2026-11-02")
    history.point("main", "better")


# Files that change places


def two_partners(history: History, slug: str, start: str) -> None:
    history.write("code.md", record(), photo())
    history.write("other.md", record("Other people", slug=slug, start=start, title="Another evening"), photo(1))
    history.commit("2026-10-01")


def swap(history: History) -> None:
    for suffix in (".md", ".jpg"):
        one, other = history.path(f"code{suffix}"), history.path(f"other{suffix}")
        first, second = one.read_bytes(), other.read_bytes()
        one.write_bytes(second)
        other.write_bytes(first)
    history.commit("2026-12-07")


@case("2026-12-07", IN_TIME)
def two_names_swapped(history: History, folder: Path) -> None:
    two_partners(history, "another", "2026-12-20 19:00")
    swap(history)


@case("2026-12-07", IN_TIME)
def two_names_swapped_with_one_slug(history: History, folder: Path) -> None:
    two_partners(history, "data-night", "2026-12-20 19:00")
    swap(history)


@case("2026-12-07", IN_TIME)
def two_names_swapped_with_one_start(history: History, folder: Path) -> None:
    two_partners(history, "another", START)
    swap(history)


@case("2026-12-07", IN_TIME)
def three_names_in_a_circle(history: History, folder: Path) -> None:
    two_partners(history, "another", "2026-12-20 19:00")
    history.write("third.md", record("Third people", slug="third", start="2026-12-21 19:00", title="Third"), photo(2))
    history.commit("2026-10-02")
    for suffix in (".md", ".jpg"):
        paths = [history.path(f"{name}{suffix}") for name in ("code", "other", "third")]
        contents = [path.read_bytes() for path in paths]
        for path, content in zip(paths, [*contents[1:], contents[0]], strict=True):
            path.write_bytes(content)
    history.commit("2026-12-07")


@case("2026-12-07", IN_TIME)
def file_split_in_two(history: History, folder: Path) -> None:
    begin(history, record("Code for Good", second_event("later", "Later", "2026-12-21 19:00")))
    history.write("code.md", record(slug="later", title="Later", start="2026-12-21 19:00"))
    history.write("data.md", record("Data people"), photo(1))
    history.commit("2026-12-07")


@case("2026-12-07", IN_TIME)
def two_files_merged_into_one(history: History, folder: Path) -> None:
    two_partners(history, "another", "2026-12-20 19:00")
    history.delete("code")
    history.edit("other.md", second_event("data-night", "Open data night", START))
    history.commit("2026-12-07")


@case("2026-12-07", IN_TIME)
def event_handed_to_another_partner(history: History, folder: Path) -> None:
    two_partners(history, "another", "2026-12-20 19:00")
    history.write("code.md", WITHOUT_EVENTS(record()))
    history.edit("other.md", second_event("data-night", "Open data night", START))
    history.commit("2026-12-07")


@case("2026-12-07", TOO_SOON)
def file_copied(history: History, folder: Path) -> None:
    begin(history)
    history.write("copy.md", record("Copy people"), photo(1))
    history.commit("2026-12-07")


@case("2026-12-07", TOO_SOON)
def file_copied_and_the_original_deleted_a_day_later(history: History, folder: Path) -> None:
    begin(history)
    history.write("copy.md", record("Copy people"), photo(1))
    history.commit("2026-12-06")
    history.delete("code")
    history.commit("2026-12-07")


@case("2026-11-21", IN_TIME)
def deleted_and_added_again_the_next_day(history: History, folder: Path) -> None:
    begin(history)
    history.delete("code")
    history.commit("2026-11-20")
    begin(history, day="2026-11-21")


@case("2026-12-07", IN_TIME)
def deleted_and_added_again_a_month_later(history: History, folder: Path) -> None:
    begin(history)
    history.delete("code")
    history.commit("2026-11-05")
    begin(history, day="2026-12-07")


@case("2026-12-07", IN_TIME)
def deleted_and_added_again_with_another_start(history: History, folder: Path) -> None:
    begin(history, record(start="2026-12-21 19:00"))
    history.delete("code")
    history.commit("2026-11-05")
    begin(history, day="2026-12-07")


@case("2026-12-07", IN_TIME)
def renamed(history: History, folder: Path) -> None:
    begin(history)
    history.rename("code", "קוד-פתוח")
    history.commit("2026-12-07")


@case("2026-12-07", IN_TIME)
def renamed_by_case_only(history: History, folder: Path) -> None:
    begin(history)
    history.rename("code", "Code")
    history.commit("2026-12-07")


@case("2026-12-07", IN_TIME)
def renamed_and_edited(history: History, folder: Path) -> None:
    begin(history)
    history.rename("code", "coders")
    history.edit("coders.md", ("title: Open", "title: Opener"), ("editor-2", "editor-3"))
    history.commit("2026-12-07")


@case("2026-12-07", IN_TIME)
def renamed_there_and_back(history: History, folder: Path) -> None:
    begin(history)
    for number, (before, after) in enumerate([("code", "coders"), ("coders", "code"), ("code", "coding")]):
        history.rename(before, after)
        history.commit(f"2026-12-0{5 + number}")


@case("2026-12-07", IN_TIME)
def deleted_under_one_name_and_written_anew_under_another(history: History, folder: Path) -> None:
    begin(history)
    history.delete("code")
    text = record("Makers of the north", ("volunteers", "people"), ("Reviewers", "Testers"))
    history.write("makers.md", text + "Otherwise nothing is the same. " * 200, photo(5))
    history.commit("2026-12-07")


@case("2026-12-07", TOO_SOON)
def replaced_by_another_event_under_another_name(history: History, folder: Path) -> None:
    begin(history)
    history.rename("code", "knitters")
    history.edit(
        "knitters.md", ("data-night", "knitting"), ("Open data night", "Knitting"), ("Community House", "Wool shop")
    )
    history.commit("2026-12-07")


@case("2026-12-07", IN_TIME)
def sixty_files_renamed_at_once(history: History, folder: Path) -> None:
    history.write("code.md", record(), photo())
    for number in range(60):
        history.write(f"p-{number}.md", WITHOUT_EVENTS(record(f"Partner {number}")), photo(number + 1))
    history.commit("2026-10-01")
    for number in range(60):
        history.rename(f"p-{number}", f"q-{number}")
    history.rename("code", "coders")
    history.commit("2026-12-07")


# Events that change in their file


@case("2026-12-07", IN_TIME)
def renamed_slug(history: History, folder: Path) -> None:
    begin(history)
    history.commit("2026-12-07", ("code.md", ("slug: data-night", "slug: night")))


@case("2026-12-07", IN_TIME)
def renamed_slug_and_another_place(history: History, folder: Path) -> None:
    begin(history)
    history.commit(
        "2026-12-07", ("code.md", ("slug: data-night", "slug: night")), ("code.md", ("5 Example", "7 Example"))
    )


@case("2026-12-07", TOO_SOON)
def another_slug_another_title_another_place(history: History, folder: Path) -> None:
    begin(history)
    history.edit(
        "code.md",
        ("slug: data-night", "slug: knitting"),
        ("title: Open data night", "title: Knitting"),
        ("5 Example", "7 Example"),
    )
    history.commit("2026-12-07")


@case("2026-12-07", IN_TIME)
def another_title(history: History, folder: Path) -> None:
    begin(history)
    history.commit("2026-12-07", ("code.md", ("title: Open", "title: Opener")))


@case("2026-12-07", IN_TIME)
def moved_within_the_week(history: History, folder: Path) -> None:
    begin(history, record(start="2026-12-21 19:00"))
    history.commit("2026-12-07", ("code.md", ("2026-12-21 19:00", START)))


@case("2026-12-07", TOO_SOON)
def a_new_start_after_the_last_one_took_place(history: History, folder: Path) -> None:
    begin(history, record(start="2026-11-05 19:00"))
    history.commit("2026-12-07", ("code.md", ("2026-11-05 19:00", START)))


@case("2026-12-07", IN_TIME)
def a_new_start_of_a_postponed_one(history: History, folder: Path) -> None:
    begin(history, record(start="2026-11-05 19:00"))
    history.commit("2026-11-01", ("code.md", POSTPONED))
    history.commit("2026-12-07", ("code.md", POSTPONED[::-1]), ("code.md", ("2026-11-05 19:00", START)))


@case("2026-12-07", IN_TIME)
def cancelled_and_on_again(history: History, folder: Path) -> None:
    begin(history)
    history.commit("2026-11-20", ("code.md", CANCELLED))
    history.commit("2026-12-07", ("code.md", CANCELLED[::-1]))


@case("2026-12-05", IN_TIME)
def pending_for_an_hour(history: History, folder: Path) -> None:
    begin(history)
    history.commit("2026-12-05 12:00", ("code.md", PENDING))
    history.commit("2026-12-05 13:00", ("code.md", PENDING[::-1]))


@case("2026-12-07", IN_TIME)
def pending_for_a_month(history: History, folder: Path) -> None:
    begin(history)
    history.commit("2026-11-05", ("code.md", PENDING))
    history.commit("2026-12-07", ("code.md", PENDING[::-1]))


@case("2026-12-07", IN_TIME)
def unreadable_for_a_month(history: History, folder: Path) -> None:
    begin(history)
    history.commit("2026-11-05", ("code.md", UNREADABLE))
    history.commit("2026-12-07", ("code.md", UNREADABLE[::-1]))


@case("2026-12-07", IN_TIME)
def renamed_while_unreadable(history: History, folder: Path) -> None:
    begin(history)
    history.commit("2026-11-05", ("code.md", UNREADABLE))
    history.rename("code", "coders")
    history.commit("2026-11-06")
    history.commit("2026-12-07", ("coders.md", UNREADABLE[::-1]))


@case("2026-12-07", IN_TIME)
def a_second_entry_with_its_slug_comes_and_goes(history: History, folder: Path) -> None:
    begin(history)
    text = record()
    history.commit("2026-12-05", ("code.md", second_event("data-night", "Another", "2026-12-20 19:00")))
    history.write("code.md", text)
    history.commit("2026-12-07")


@case("2026-12-07", IN_TIME)
def reordered_quoted_and_in_another_zone(history: History, folder: Path) -> None:
    begin(history)
    zone = (
        f"start: {START}\n    end: 21:30",
        "timezone: Europe/Berlin\n    start: '2026-12-10T18:00'\n    end: '20:30'",
    )
    history.commit("2026-12-07", ("code.md", zone), ("code.md", ("photo:\n", "kind: community\nphoto:\n")))


@case("2026-12-07", IN_TIME)
def line_ends_of_windows(history: History, folder: Path) -> None:
    begin(history)
    history.commit("2026-12-07", ("code.md", ("\n", "\r\n")))


@case("2026-12-07", IN_TIME)
def byte_order_mark(history: History, folder: Path) -> None:
    begin(history)
    history.write("code.md", "\ufeff" + record())
    history.commit("2026-12-07")


@case("2026-12-07", IN_TIME)
def renamed_with_line_ends_of_windows(history: History, folder: Path) -> None:
    begin(history)
    history.rename("code", "coders")
    history.edit("coders.md", ("\n", "\r\n"))
    history.commit("2026-12-07")


# The hub's own place


@case("2026-12-07", IN_TIME)
def hub_moved_into_a_folder(history: History, folder: Path) -> None:
    begin(history)
    move_hub(history, history.root / "hub")
    history.commit("2026-12-07")


@case("2026-12-07", IN_TIME, hub="hub")
def hub_moved_out_of_a_folder(history: History, folder: Path) -> None:
    begin(history)
    move_hub(history, history.root)
    history.commit("2026-12-07")


@case("2026-12-07", IN_TIME, hub="docs/hub")
def hub_moved_from_folder_to_folder_while_a_file_is_renamed(history: History, folder: Path) -> None:
    begin(history)
    history.rename("code", "coders")
    move_hub(history, history.root / "evenings")
    history.commit("2026-12-07")


@case("2026-10-01", IN_TIME, hub="deep/er/hub")
def hub_in_a_folder(history: History, folder: Path) -> None:
    begin(history)


@case("2026-12-07", TOO_SOON, hub="one")
def hub_beside_another_hub_with_the_same_file(history: History, folder: Path) -> Path:
    begin(history)
    two = history.root / "two"
    for path in [each for each in history.hub.root.rglob("*") if each.is_file()]:
        copy = two / path.relative_to(history.hub.root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    history.commit("2026-12-07")
    return two


@case("2026-10-01", IN_TIME)
def worktree(history: History, folder: Path) -> Path:
    begin(history)
    history.git("worktree", "add", "-q", "-b", "beside", str(folder / "worktree"))
    return folder / "worktree"


@case("2026-10-01", IN_TIME)
def submodule(history: History, folder: Path) -> Path:
    begin(history)
    history.git("init", "-q", str(folder / "outer"))
    history.git("submodule", "--quiet", "add", history.root.as_uri(), "hub", cwd=folder / "outer")
    history.git("commit", "-q", "-m", "Add the hub", at="2026-12-07", cwd=folder / "outer")
    return folder / "outer" / "hub"


@case("2026-12-07", IN_TIME)
def submodule_elsewhere_in_the_tree(history: History, folder: Path) -> None:
    begin(history)
    for day, commit in (("2026-11-01", b"a" * 40), ("2026-12-07", b"b" * 40)):
        history.beside[b"vendor/theirs"] = ("160000", commit)
        history.commit(day)


@case("2026-10-01", IN_TIME)
def git_folder_elsewhere(history: History, folder: Path) -> None:
    begin(history)
    history.git("init", "-q", f"--separate-git-dir={folder / 'elsewhere.git'}")


@case("2026-10-01", IN_TIME)
def objects_shared_with_another_repository(history: History, folder: Path) -> Path:
    begin(history)
    return history.clone(folder / "clone", "--shared")


@case("2026-10-01", IN_TIME)
def packed(history: History, folder: Path) -> None:
    begin(history)
    history.git("gc", "-q")


@case("2026-10-01", IN_TIME, object_format="sha256")
def sha_256(history: History, folder: Path) -> None:
    begin(history)


@case("2026-12-07", IN_TIME, object_format="sha256")
def sha_256_renamed(history: History, folder: Path) -> None:
    begin(history)
    history.rename("code", "coders")
    history.commit("2026-12-07")


@case("2026-12-07", IN_TIME)
def odd_names_elsewhere(history: History, folder: Path) -> None:
    odd = [
        b"docs/\xff\xfe.txt",
        b"docs/line\nbreak",
        b'docs/quote"back\\slash\ttab',
        b"docs/:100644 a",
        b"docs/\x01commit",
    ]
    for name in odd:
        history.beside[name] = ("100644", name * 20)
    begin(history)
    history.beside = {b"more/" + name: ("100644", name * 20) for name in odd}
    history.rename("code", "coders")
    history.commit("2026-12-07")


@case("2026-12-07", IN_TIME)
def links_elsewhere(history: History, folder: Path) -> None:
    (history.root / "link").symlink_to("content")
    begin(history)
    (history.root / "link").unlink()
    (history.root / "link").symlink_to("nowhere")
    history.commit("2026-12-07")


@case("2026-12-07", IN_TIME)
def attributes_that_change_what_git_checks_out(history: History, folder: Path) -> None:
    (history.root / ".gitattributes").write_text("*.md text eol=crlf -diff\n*.jpg -diff export-ignore\n")
    begin(history)
    history.rename("code", "coders")
    history.commit("2026-12-07")


@case("2026-12-07", IN_TIME)
def mode_of_the_file_changed(history: History, folder: Path) -> None:
    begin(history)
    history.git("update-index", "--chmod=+x", "content/partners/code.md")
    history.git("commit", "-q", "-m", "Mode", at="2026-12-07")


@case("2026-10-01", IN_TIME)
def a_tag_with_the_branchs_name(history: History, folder: Path) -> None:
    begin(history, WITHOUT_EVENTS(record()), day="2026-09-20")
    history.git("tag", "main")
    begin(history)


@case("2026-10-01", IN_TIME)
def detached_head(history: History, folder: Path) -> None:
    begin(history)
    history.git("switch", "-q", "--detach")


@case("2026-10-01", IN_TIME)
def detached_head_of_an_old_commit(history: History, folder: Path) -> None:
    begin(history)
    history.commit("2026-10-05", ("code.md", ("title: Open", "title: Opener")))
    history.git("switch", "-q", "--detach", "main~1")


@case("2026-12-07", IN_TIME)
def a_branch_that_is_behind(history: History, folder: Path) -> None:
    begin(history)
    history.branch("behind")
    history.switch("main")
    history.rename("code", "coders")
    history.commit("2026-12-07")
    history.switch("behind")


@case("2026-10-01", IN_TIME)
def clone(history: History, folder: Path) -> Path:
    begin(history)
    return history.clone(folder / "clone")


@case("2026-12-04", TOO_SOON)
def a_local_main_that_was_never_pushed(history: History, folder: Path) -> Path:
    """Until the lead time begins it is in time: it counts from the day asked."""
    begin(history, WITHOUT_EVENTS(record()))
    clone = history.clone(folder / "clone")
    (clone / "content" / "partners" / "code.md").write_text(record(), encoding="utf-8")
    history.git("commit", "-q", "-a", "-m", "Not pushed", at="2026-11-01", cwd=clone)
    return clone


# Clocks


@case("2026-12-07", TOO_SOON)
def a_commit_dated_before_its_parent(history: History, folder: Path) -> None:
    begin(history, WITHOUT_EVENTS(record()))
    history.commits("2026-12-07")
    begin(history, day="2026-11-01")


@case("2026-10-05", IN_TIME)
def parents_out_of_order_long_ago(history: History, folder: Path) -> None:
    history.commits("2026-10-03", "2026-09-01", "2026-10-05", "2026-08-01")
    begin(history, day="2026-09-15")


@case("2026-10-01", IN_TIME)
def a_later_commit_in_the_future(history: History, folder: Path) -> None:
    begin(history)
    history.commits("2027-05-01")


@case("2026-10-01", IN_TIME)
def a_change_in_the_future_that_is_none(history: History, folder: Path) -> None:
    begin(history)
    history.commit("2027-05-01", ("code.md", ("title: Open", "title: Opener")))


@case("2026-10-05", IN_TIME)
def a_commit_in_the_future_before_one_in_time(history: History, folder: Path) -> None:
    begin(history, day="2027-05-01")
    history.commits("2026-10-05")


@case("2026-12-05", TOO_SOON)
def a_commit_in_the_future_before_a_late_one(history: History, folder: Path) -> None:
    begin(history, day="2027-05-01")
    history.commits("2026-12-05")


@case("2026-12-04", TOO_SOON)
def a_commit_in_the_future_and_nothing_after_it(history: History, folder: Path) -> None:
    begin(history, day="2027-05-01")


@case("2026-12-02", IN_TIME)
def a_date_outside_the_calendar_before_one_in_time(history: History, folder: Path) -> None:
    history.write("code.md", record(), photo())
    history.commit(99_999_999_999_999)
    history.commits("2026-12-02")


@case("2026-12-05", TOO_SOON)
def a_date_outside_the_calendar_before_a_late_one(history: History, folder: Path) -> None:
    history.write("code.md", record(), photo())
    history.commit(99_999_999_999_999)
    history.commits("2026-12-05")


@case("2026-10-01", IN_TIME)
def a_date_of_nought_after_a_true_one(history: History, folder: Path) -> None:
    begin(history, WITHOUT_EVENTS(record()))
    history.write("code.md", record())
    history.commit(0)


@case("2026-10-05", IN_TIME)
def a_commit_without_a_committer_that_can_be_read(history: History, folder: Path) -> None:
    begin(history)
    text = history.git("cat-file", "commit", "HEAD")
    lines = ["committer x <x@x.example> soon" if each.startswith("committer") else each for each in text.split("\n")]
    (folder / "commit").write_text("\n".join(lines), encoding="utf-8")
    odd = history.git("hash-object", "-w", "-t", "commit", "--literally", str(folder / "commit"))
    history.point("main", odd)
    history.commits("2026-10-05")


@case("2026-10-01", IN_TIME)
def a_hundred_commits_of_other_things(history: History, folder: Path) -> None:
    begin(history)
    history.commits(*(f"2026-10-{day:02} {hour:02}:00" for day in range(2, 22) for hour in range(10, 15)))


# Settings and photos of the past


@case("2026-11-10", IN_TIME)
def settings_broken_in_the_middle(history: History, folder: Path) -> None:
    begin(history)
    sound = history.hub.config_file.read_text(encoding="utf-8")
    history.hub.config_file.write_text("plugins: [", encoding="utf-8")
    history.commit("2026-11-01")
    history.hub.config_file.write_text(sound, encoding="utf-8")
    history.commit("2026-11-10")


def first_settings(history: History, text: str | None) -> None:
    """Settings that lasted for as long as a file was new."""
    sound = history.hub.config_file.read_text(encoding="utf-8")
    if text is None:
        history.hub.config_file.unlink()
    else:
        history.hub.config_file.write_text(text, encoding="utf-8")
    begin(history)
    history.hub.config_file.write_text(sound, encoding="utf-8")
    history.commit("2026-12-07")


@case("2026-12-07", IN_TIME)
def settings_without_the_plugin_at_first(history: History, folder: Path) -> None:
    first_settings(history, "site_name: Open Evenings\ndocs_dir: content/pages\ntheme: {name: material}\n")


@case("2026-12-07", IN_TIME)
def no_settings_at_first(history: History, folder: Path) -> None:
    first_settings(history, None)


@case("2026-12-07", IN_TIME)
def unknown_settings_at_first(history: History, folder: Path) -> None:
    sound = history.hub.config_file.read_text(encoding="utf-8")
    first_settings(history, sound + "      led_time: 3\n")


@case("2026-12-07", IN_TIME)
def settings_with_a_tag_that_would_run(history: History, folder: Path) -> None:
    sound = history.hub.config_file.read_text(encoding="utf-8")
    first_settings(history, sound + f"extra: {{x: !!python/object/apply:os.mkdir ['{folder / 'ran'}']}}\n")
    assert not (folder / "ran").exists()


@case("2026-12-06", IN_TIME)
def shown_under_a_shorter_lead_time(history: History, folder: Path) -> None:
    history.setting("lead_time: 3")
    begin(history, WITHOUT_EVENTS(record()))
    begin(history, day="2026-12-05")
    history.settings(("lead_time: 3", "lead_time: 7"))
    history.commit("2026-12-06 18:00")


@case("2026-12-02", IN_TIME)
def too_near_under_a_longer_lead_time(history: History, folder: Path) -> None:
    history.setting("lead_time: 14")
    begin(history, day="2026-12-01")
    history.settings(("lead_time: 14", "lead_time: 7"))
    history.commit("2026-12-02")


@case("2026-12-07", IN_TIME)
def known_before_the_lead_time_grew(history: History, folder: Path) -> None:
    begin(history, day="2026-12-01")
    history.setting("lead_time: 30")
    history.commit("2026-12-07")


@case("2026-12-05", TOO_SOON)
def a_value_that_the_settings_learn_late(history: History, folder: Path) -> None:
    known = "open-knowledge: {he: ידע פתוח, en: Open knowledge}, "
    history.settings((known, ""))
    begin(history)
    history.settings(("values: {volunteering", f"values: {{{known}volunteering"))
    history.commit("2026-12-05")


POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"4d7a" * 16 + b"\nsize 12345\n"


@case("2026-12-07", IN_TIME)
def photo_that_was_a_pointer(history: History, folder: Path) -> None:
    history.write("code.jpg", POINTER)
    history.write("code.md", record())
    history.commit("2026-10-01")
    history.write("code.jpg", photo())
    history.commit("2026-12-07")


@case("2026-12-07", TOO_SOON)
def photo_that_was_no_picture(history: History, folder: Path) -> None:
    history.write("code.jpg", b"not a picture")
    history.write("code.md", record())
    history.commit("2026-10-01")
    history.write("code.jpg", photo())
    history.commit("2026-12-07")


@case("2026-12-07", IN_TIME)
def photo_replaced(history: History, folder: Path) -> None:
    begin(history)
    history.write("code.jpg", photo(1))
    history.commit("2026-12-07")


@case("2026-12-07", IN_TIME)
def photo_under_another_name(history: History, folder: Path) -> None:
    begin(history)
    history.path("code.jpg").rename(history.path("team.jpg"))
    history.edit("code.md", ("photo:\n", "photo:\n  file: team.jpg\n"))
    history.commit("2026-12-07")


@case("2026-12-07", IN_TIME)
def cohost_that_came_and_went(history: History, folder: Path) -> None:
    history.write("helpers.md", WITHOUT_EVENTS(record("Helpers")), photo(1))
    begin(history, record("Code for Good", ("    agreed:", "    with: [helpers]\n    agreed:")))
    history.delete("helpers")
    history.commit("2026-12-07")


@pytest.mark.sample(8)
@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_answer_is_right_and_stays(tmp_path: Path, case: Case) -> None:
    history = History(tmp_path / "repo", **case.options)
    folder = tmp_path / "more"
    folder.mkdir()
    if (elsewhere := case.make(history, folder)) is not None:
        history.at(elsewhere)
    told = {day: verdict_of(history, day) for day in DAYS}
    assert {day: verdict for day, verdict in told.items() if day >= case.since} == {
        day: case.verdict for day in DAYS if day >= case.since
    }
    # Before its last commit is dated it counts from the day asked, unless it was known by then.
    assert {told[day] for day in DAYS if day < min(case.since, "2026-12-03")} <= {IN_TIME}


@pytest.mark.sample(12)
@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_calendar_that_was_asked_after_each_commit_ends_right(tmp_path: Path, case: Case) -> None:
    """The branch is lived through: a program that polls whenever a commit has come ends with what the last one says."""
    history = History(tmp_path / "repo", **case.options)
    folder = tmp_path / "more"
    folder.mkdir()
    if (elsewhere := case.make(history, folder)) is not None:
        history.at(elsewhere)
    history.flush()
    client, last = Client(), dict[str, Entry]()
    for when, hub in replayed(history, tmp_path / "replay"):
        with suppress(SettingsInvalid):  # nothing is built then, and the site stays
            last = told_by(hub, when)
        client.poll(last)
    assert client.missed == {}
    assert {uid: client.events[uid] for uid in last} == last
    forgotten = {uid: entry for uid, entry in client.events.items() if uid not in last}
    assert [entry for entry in forgotten.values() if entry.status != "CANCELLED" and entry.start > "2026-12-09"] == []


def replayed(history: History, folder: Path) -> Iterator[tuple[str, HubFolder]]:
    """The hub of a history as the branch had it after each commit, a moment after it; and on the last day asked.

    A commit that has no date yet counts from the day asked and later as the next one: what was told in between, git
    can't know, and so nobody asks then.
    """
    repository = Repository.find(history.hub.root)
    assert repository is not None
    branch = repository.tip(read_config(history.hub.config_file).settings.publishing_branch)
    assert branch is not None
    history.git("clone", "-q", "--no-checkout", repository.top.as_uri(), str(folder), cwd=folder.parent)
    # What the clone remembers of where it comes from would go before its own branch.
    history.git("remote", "remove", "origin", cwd=folder)
    hub, at = HubFolder.__new__(HubFolder), moment("2026-09-01")
    commits = repository.first_parents(branch.commit)
    for commit, step in zip(commits, steps(commits, "mkdocs.yml", repository.prefix, ASKED), strict=True):
        history.git("checkout", "-q", "-f", "-B", branch.name, commit.hash, cwd=folder)
        dated = datetime.fromtimestamp(commit.seconds, UTC) if commit.seconds is not None else ASKED
        hub.config_file = folder / step.prefix / "mkdocs.yml"
        hub.root, hub.partners = hub.config_file.parent, hub.config_file.parent / "content" / "partners"
        if dated < ASKED and hub.config_file.exists():
            at = max(at, dated) + timedelta(seconds=1)
            yield at.isoformat(), hub
    yield ASKED.isoformat(), hub


def told_by(hub: HubFolder, when: str) -> dict[str, Entry]:
    """What calendar.ics says: UID → entry."""
    loaded = hub.load(when)
    public = publish.publish(loaded.hub, loaded.hub.settings.language, {}, loaded.held_back).hub
    told = calendars.calendar(public, [*public.in_calendars, *public.withdrawn], "Hub", "calendar.ics")
    return entries(told)


def test_there_are_many_histories() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize("depth", range(1, 7))
def test_a_shallow_clone_never_guesses(tmp_path: Path, depth: int) -> None:
    """Four commits; the first brings the event."""
    history = History(tmp_path / "repo")
    begin(history, day="2026-11-01")
    for day in ("2026-12-05", "2026-12-06", "2026-12-07"):
        history.commit(day, ("code.md", ("title: ", "title: Another ")))
    history.at(history.clone(tmp_path / "clone", "--depth", str(depth)))
    assert verdict_of(history, "2026-12-08") == (IN_TIME if depth >= 4 else "history-shallow")
    warnings = [rule for rule in history.rules("2026-11-20", "warning", "error") if rule.startswith("history")]
    assert warnings == ([] if depth >= 4 else ["history-shallow"])


def test_a_shallow_clone_whose_first_commit_is_cut_off_at_an_early_day_is_believed(tmp_path: Path) -> None:
    """What is left of the history shows it public in time: what was before can make it only earlier."""
    history = History(tmp_path / "repo")
    begin(history)
    history.commit("2026-12-01", ("code.md", ("title: Open", "title: Opener")))
    history.at(history.clone(tmp_path / "clone", "--depth", "1"))
    assert verdict_of(history, "2026-12-08") == IN_TIME


def test_a_later_answer_is_not_changed_by_what_others_do(tmp_path: Path) -> None:
    history = History(tmp_path / "repo")
    begin(history)
    history.write("new.md", record("New", title="New"), photo(1))
    history.commit("2026-12-05")
    for day, text in (
        ("2026-12-06", edited(record("New", title="New"), PENDING)),
        ("2026-12-07", record("New", title="New")),
    ):
        history.write("new.md", text)
        history.commit(day)
        found = [
            (each.path, str(each.rule)) for each in history.findings("2026-12-08") if str(each.severity) == "error"
        ]
        assert [each for each in found if "code" in each[0]] == []
    assert found == [("content/partners/new.md", TOO_SOON)]
