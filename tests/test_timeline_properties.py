"""Whatever editors do over weeks: what never was public leaves no trace, what was shown is never a 404, nothing falls.

A few examples, always the same; PARTNERHUB_SOAK=500 draws so many others.
"""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from histories import (
    CANCELLED,
    DECLINED,
    NOT_AGREED,
    PENDING,
    POSTPONED,
    UNREADABLE,
    Edit,
    Entry,
    History,
    photo,
    record,
)
from hubs import everything

SOAK = int(os.environ.get("PARTNERHUB_SOAK", "0"))
FIRST = date(2026, 10, 20)
LAST = date(2026, 12, 8)
"""All events start after this day, and so none is over before the last build."""

HOLDS: dict[str, Edit] = {
    "unreadable": UNREADABLE,
    "pending": PENDING,
    "declined": DECLINED,
    "not agreed": NOT_AGREED,
    "flagged": ("flags: []", "flags: [fraud]"),
    "negative": ("standing: positive", "standing: negative"),
    "misspelt": ("proposed_by:", "propsed_by:"),
    "not shared": ("values: [open-knowledge, transparency]", "values: [transparency]"),
    "ends first": ("end: 21:30", "end: 2026-09-30 21:30"),
    "unknown co-host": ("    agreed:", "    with: [nobody-anywhere]\n    agreed:"),
    "no agreement, and a misspelt field": ("    agreed: 2026-09-06", "    agred: 2026-09-06"),
}
STATUSES: dict[str, Edit] = {"cancelled": CANCELLED, "postponed": POSTPONED}


@dataclass
class Partner:
    """What a partner's file holds, and under which name."""

    slug: str
    number: int
    day: int = 12
    title: str = "Evening"
    status: str | None = None
    hold: str | None = None
    exists: bool = True
    renames: int = 0
    tokens: list[str] = field(default_factory=list)
    """Words of the states that were never public."""

    def text(self, token: str) -> str:
        """Its file, with a word that only this state holds."""
        edits = [("    agreed:", f"    summary: Told with {token} in pairs\n    agreed:")]
        if self.status:
            edits.append(STATUSES[self.status])
        if self.hold:
            edits.append(HOLDS[self.hold])
        return record(
            f"Partner {self.number}", *edits, start=f"2026-12-{self.day} 19:00", title=f"{self.title} {self.number}"
        )


ACTS = st.one_of(
    st.tuples(st.just("move"), st.integers(10, 24)),
    st.tuples(st.just("title"), st.sampled_from(["Evening", "Night", "Afternoon"])),
    st.tuples(st.just("hold"), st.sampled_from([None, None, *HOLDS])),
    st.tuples(st.just("status"), st.sampled_from([None, *STATUSES])),
    st.tuples(st.just("rename"), st.none()),
    st.tuples(st.just("delete"), st.none()),
    st.tuples(st.just("restore"), st.none()),
    st.tuples(st.just("photo"), st.integers(0, 3)),
)
STEP = st.tuples(st.integers(0, 9), st.sampled_from([0, 1]), ACTS)
"""Days since the step before, which partner, what."""


def act(history: History, partner: Partner, what: str, value: object, token: str) -> None:
    """Do it, in the work tree."""
    if what == "rename" and partner.exists:
        partner.renames += 1
        new = f"p{partner.number}-name-{partner.renames}"
        history.rename(partner.slug, new)
        partner.slug = new
        return
    if what == "delete":
        partner.exists = False
        history.delete(partner.slug)
        return
    if what == "photo":
        if partner.exists and isinstance(value, int):
            history.write(f"{partner.slug}.jpg", photo(10 * partner.number + value))
        return
    if what == "restore":
        partner.exists = True
    elif what in {"title", "hold", "status"}:
        setattr(partner, what, value)
    elif what == "move" and isinstance(value, int):
        partner.day = value
    if partner.exists:
        history.write(f"{partner.slug}.md", partner.text(token), photo(10 * partner.number))
        if partner.hold:
            partner.tokens.append(token)


@settings(
    max_examples=SOAK or 3,
    derandomize=not SOAK,
    database=None,
    # Builds are slow: what a soak finds is worth making small, what the suite finds is small already.
    phases=tuple(Phase) if SOAK else (Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
@given(
    steps=st.lists(STEP, min_size=3, max_size=10 if SOAK else 7),
    begins=st.tuples(*[st.sampled_from([None, None, *HOLDS])] * 2),
)
def test_what_editors_do_never_breaks_a_promise(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[int, int, tuple[str, object]]],
    begins: tuple[str | None, str | None],
) -> None:
    root = tmp_path_factory.mktemp("edits")
    history = History(root / "repo")
    partners = [Partner(f"p{number}", number, day=12 + number, hold=hold) for number, hold in enumerate(begins)]
    never = Partner("zq-never", 9, hold="flagged")
    for partner in (*partners, never):
        token = f"Zqtoken{partner.number}begin"
        history.write(f"{partner.slug}.md", partner.text(token), photo(10 * partner.number))
        if partner.hold:
            partner.tokens.append(token)
    day = FIRST
    history.commit(day.isoformat())
    shown: set[str] = set()
    told: dict[str, Entry] = {}
    for number, (days, whose, (what, value)) in enumerate(steps):
        day = min(day + timedelta(days=days), LAST - timedelta(days=1))
        act(history, partners[whose], what, value, f"Zqtoken{whose}step{number}end")
        history.commit(f"{day} {9 + number:02}:00")
        if number % 3 == 2 or number == len(steps) - 1:
            site = history.build((day + timedelta(days=1)).isoformat())
            # What never was public leaves no trace.
            found = everything(site.root)
            assert [
                token
                for each in (*partners, never)
                for token in each.tokens
                if re.search(rf"{token}\b".encode(), found)
            ] == []
            assert b"zq-never" not in found
            assert b"Partner 9" not in found
            # What was shown is never a 404 before it is over.
            assert {address for address in shown if site.kind(address) == "nothing"} == set()
            pages = (re.fullmatch(r"partners/([^/]+/[^/]+)/index\.html", path) for path in site.files)
            shown |= {page[1] for page in pages if page and site.kind(page[1]) in {"page", "corrected"}}
            # What a calendar was told of, it is told of again, and nothing falls.
            assert set(told) <= set(site.calendar)
            for uid, entry in told.items():
                now = site.calendar[uid]
                assert now == entry or (now.sequence > entry.sequence and now.stamp >= entry.stamp)
            told = site.calendar
            assert len(told) <= len(partners), "no event has a second UID"
            for uid, entry in told.items():
                assert entry.stamp.date() <= day, uid
    again(history, site.root, day)
    shutil.rmtree(root)


def again(history: History, site: Path, day: date) -> None:
    """The same commit on the same day gives the same bytes, from nothing."""
    before = everything(site)
    shutil.rmtree(site)
    shutil.rmtree(history.hub.root / ".cache", ignore_errors=True)
    assert everything(history.build((day + timedelta(days=1)).isoformat()).root) == before
