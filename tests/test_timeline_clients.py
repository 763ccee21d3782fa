"""A calendar program that polls the hub ends in the right state, whatever happened in between.

It merges as RFC 5546 §2.1.5 says: by UID the higher SEQUENCE wins, of equal ones the later DTSTAMP. What it was told once it
keeps, also where the hub's calendar doesn't hold it any more.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from calendar_client import Client
from histories import (
    CANCELLED,
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
    photo,
    record,
)

STEPS = ("2026-10-01", "2026-11-10", "2026-11-20", "2026-11-24", "2026-12-01", "2026-12-05")
POLLS = ("2026-10-02", "2026-11-11", "2026-11-21", "2026-11-26", "2026-12-02", "2026-12-06", "2026-12-09")
"""The days after the steps, and one more on which nothing happened since."""

Act = Callable[[History, str], None]
"""Does something to the partner with this slug."""
LATER = "2026-12-17 19:00"


def edit(*edits: Edit) -> Act:
    return lambda history, slug: history.edit(f"{slug}.md", *edits)


def back(*edits: Edit) -> Act:
    return edit(*((after, before) for before, after in edits))


def rename(to: str) -> Act:
    return lambda history, slug: history.rename(slug, to)


def under(name: str, act: Act) -> Act:
    """Do something to the partner under a later name."""
    return lambda history, _: act(history, name)


def delete(history: History, slug: str) -> None:
    history.delete(slug)


def text_of(slug: str, start: str = START) -> str:
    return record(f"Partner {slug}", title=f"Evening {slug}", start=start)


def add(start: str = START) -> Act:
    return lambda history, slug: history.write(f"{slug}.md", text_of(slug, start), photo(sum(slug.encode())))


def without_events(history: History, slug: str) -> None:
    history.write(f"{slug}.md", WITHOUT_EVENTS(text_of(slug)))


def replace_by_another(history: History, slug: str) -> None:
    history.edit(
        f"{slug}.md", ("data-night", "knitting"), (f"Evening {slug}", f"Knitting {slug}"), ("5 Example", "7 Example")
    )


def swap(one: str, other: str) -> Act:
    def act(history: History, _: str) -> None:
        for suffix in (".md", ".jpg"):
            paths = history.path(one + suffix), history.path(other + suffix)
            first, second = (path.read_bytes() for path in paths)
            paths[0].write_bytes(second)
            paths[1].write_bytes(first)

    return act


MOVED, SLUG = (START, LATER), ("slug: data-night", "slug: night-of-data")
HELD_START = {"took-place": "2026-11-05 19:00", "swapped-other": "2026-12-22 19:00", "too-near": None}
"""Partners that begin with another start, or without an event."""

Told = dict[str, tuple[str, str]]
ON: tuple[str, str] = ("CONFIRMED", START)
SCRIPTS: dict[str, tuple[dict[int, Act], Told]] = {
    "untouched": ({}, {"": ON}),
    "moved": ({1: edit(MOVED)}, {"": ("CONFIRMED", LATER)}),
    "moved-back": ({1: edit(MOVED), 2: back(MOVED)}, {"": ON}),
    "moved-late": ({5: edit((START, "2026-12-11 19:00"))}, {"": ("CONFIRMED", "2026-12-11 19:00")}),
    "cancelled": ({2: edit(CANCELLED)}, {"": ("CANCELLED", START)}),
    "cancelled-and-on": ({1: edit(CANCELLED), 3: back(CANCELLED)}, {"": ON}),
    "cancelled-and-on-late": ({1: edit(CANCELLED), 5: back(CANCELLED)}, {"": ON}),
    "postponed": ({2: edit(POSTPONED)}, {"": ("TENTATIVE", START)}),
    "postponed-and-dated": ({2: edit(POSTPONED), 4: edit(POSTPONED[::-1], MOVED)}, {"": ("CONFIRMED", LATER)}),
    "pending": ({2: edit(PENDING)}, {"": ("CANCELLED", START)}),
    "pending-and-approved": ({1: edit(PENDING), 5: back(PENDING)}, {"": ON}),
    "not-agreed-and-agreed": ({1: edit(NOT_AGREED), 2: edit(("Tel Aviv\n", f"Tel Aviv\n{NOT_AGREED[0]}"))}, {"": ON}),
    "flagged-and-cleared": ({2: edit(("flags: []", "flags: [fraud]")), 4: edit(("flags: [fraud]", "flags: []"))}, {"": ON}),
    "deleted": ({2: delete}, {"": ("CANCELLED", START)}),
    "deleted-and-added": ({1: delete, 3: add()}, {"": ON}),
    "deleted-and-added-moved": ({1: delete, 3: add(LATER)}, {"": ("CONFIRMED", LATER)}),
    "entry-deleted": ({2: without_events}, {"": ("CANCELLED", START)}),
    "entry-deleted-and-added": ({2: without_events, 4: add()}, {"": ON}),
    "slip": ({4: edit(UNREADABLE)}, {"": ON}),
    "slip-and-mended": ({1: edit(UNREADABLE), 2: back(UNREADABLE)}, {"": ON}),
    "slip-and-cancelled": ({1: edit(UNREADABLE), 3: edit(UNREADABLE[::-1], CANCELLED)}, {"": ("CANCELLED", START)}),
    "slip-and-moved": ({2: edit(UNREADABLE), 3: edit(UNREADABLE[::-1], MOVED)}, {"": ("CONFIRMED", LATER)}),
    "without-consent": ({3: edit(NO_CONSENT)}, {"": ON}),
    "renamed": ({2: rename("renamed-2")}, {"": ON}),
    "renamed-and-moved": ({1: rename("renamed-3"), 2: under("renamed-3", edit(MOVED))}, {"": ("CONFIRMED", LATER)}),
    "renamed-and-deleted": ({1: rename("renamed-4"), 4: under("renamed-4", delete)}, {"": ("CANCELLED", START)}),
    "slug-renamed": ({2: edit(SLUG)}, {"": ON}),
    "slug-renamed-and-cancelled": ({1: edit(SLUG), 3: edit(CANCELLED)}, {"": ("CANCELLED", START)}),
    "replaced": ({2: replace_by_another}, {"": ("CANCELLED", START), "knitting": ON}),
    "took-place": ({2: edit(("2026-11-05 19:00", START))}, {"": ("CONFIRMED", "2026-11-05 19:00"), "data-night.2026-12-10": ON}),
    "swapped": ({2: swap("swapped", "swapped-other")}, {"": ON}),
    "swapped-other": ({}, {"": ("CONFIRMED", "2026-12-22 19:00")}),
    "too-near": ({5: add()}, {}),
    "private": ({2: edit(("editor-2", "editor-3"))}, {"": ON}),
}  # fmt: skip
"""Partner → what happens to it at which step, and what a member's calendar holds in the end: what comes behind the partner in
the UID (nothing: its first event) → status and start."""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> list[Site]:
    """The site at each poll; what happens at a step is a commit of its own, a minute after the one before."""
    history = History(tmp_path_factory.mktemp("clients") / "repo")
    for slug in SCRIPTS:
        start = HELD_START.get(slug, START)
        history.write(
            f"{slug}.md", text_of(slug, start) if start else WITHOUT_EVENTS(text_of(slug)), photo(sum(slug.encode()))
        )
    history.commit(STEPS[0])
    found = [history.build(POLLS[0])]
    for step, poll in enumerate(POLLS[1:], 1):
        for minute, (slug, (acts, _)) in enumerate(SCRIPTS.items()):
            if step in acts:
                acts[step](history, slug)
                history.commit(f"{STEPS[step]} 12:{minute:02}")
        found.append(history.build(poll))
    return found


@pytest.fixture(scope="module")
def client(sites: list[Site]) -> Client:
    client = Client()
    for site in sites:
        client.poll(site.calendar)
    return client


@pytest.mark.parametrize("slug", SCRIPTS)
def test_a_members_calendar_ends_right(client: Client, slug: str) -> None:
    wanted = {f"{slug}.{name or 'data-night'}": what for name, what in SCRIPTS[slug][1].items()}
    missed = [each for uid, each in client.missed.items() if uid.partition(".")[0] == slug]
    assert missed == [], "changes that no program would take"
    assert {
        entry.name: (entry.status, entry.start)
        for entry in client.events.values()
        if entry.name.partition(".")[0] == slug
    } == wanted


def test_nobody_is_told_of_more_than_there_is(client: Client) -> None:
    assert {entry.name.partition(".")[0] for entry in client.events.values()} <= set(SCRIPTS)


def test_a_poll_on_a_day_without_a_change_changes_nothing(sites: list[Site]) -> None:
    assert sites[-1].calendar == sites[-2].calendar


def test_what_is_told_in_one_file_is_told_in_the_other(sites: list[Site]) -> None:
    """event.ics beside a page says of an event what the hub's calendar says of it."""
    for site in sites:
        for slug in ("moved-back", "cancelled-and-on", "pending", "deleted-and-added", "slip-and-mended"):
            assert site.own(f"{slug}/data-night") == site.entry(f"{slug}.data-night")


def test_programs_that_poll_seldom_end_where_those_do_that_poll_often(sites: list[Site], client: Client) -> None:
    for polls in (sites[-1:], sites[::2], sites[::3]):
        seldom = Client()
        for site in [*polls, sites[-1]]:
            seldom.poll(site.calendar)
        assert {uid: seldom.events[uid] for uid in sites[-1].calendar} == sites[-1].calendar
        assert {uid: client.events[uid] for uid in sites[-1].calendar} == sites[-1].calendar
