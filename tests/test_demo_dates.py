"""The demo's dates, moved to any day."""

from __future__ import annotations

from datetime import timedelta

import pytest

import fresh


@pytest.mark.parametrize("days", range(-800, 801, 37))
def test_the_demo_day_is_today_or_up_to_six_days_ago(days: int) -> None:
    today = fresh.DEMO_DAY + timedelta(days=days)
    shift = fresh.shift_for(today)
    assert shift.days % 7 == 0
    assert 0 <= (today - (fresh.DEMO_DAY + shift)).days <= 6


MOVED = {
    "dates of the front matter move, and the rest stays": (
        '---\nstart: 2026-12-10 19:00\nn: "2026-12-31, 2027-02-28"\n---\nOn 2026-12-10 ---\n---\n',
        '---\nstart: 2027-01-07 19:00\nn: "2027-01-28, 2027-03-28"\n---\nOn 2026-12-10 ---\n---\n',
    ),
    "what is no day stays": ("---\nstart: 2026-02-30 19:00\n---\n", "---\nstart: 2026-02-30 19:00\n---\n"),
    "a file without front matter stays": ("On 2026-12-10\n", "On 2026-12-10\n"),
}


@pytest.mark.parametrize(("text", "moved"), MOVED.values(), ids=MOVED)
def test_a_partner_file_moves(text: str, moved: str) -> None:
    assert fresh.moved(text, timedelta(weeks=4)) == moved
