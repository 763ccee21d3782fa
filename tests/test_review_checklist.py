"""What only people can answer: whether those were told who keep an evening that is called off."""

from __future__ import annotations

from pathlib import Path

import pytest

from histories import DECLINED, PENDING, Edit, History, photo, record
from hubs import silent
from partnerhub import pipeline
from partnerhub.review.revisions import Range

START = "start: 2026-12-10 19:00"
CANCELLED = (START, f"{START}\n    status: cancelled")
POSTPONED = (START, f"{START}\n    status: postponed")
RENAMED = ("title: ", "title: The ")
ASKED = "{title}, {start} ({near}): everybody who meant to come was told that it does not take place then."

CALLED_OFF: dict[str, tuple[list[Edit], list[Edit], str, bool]] = {
    "cancelled": ([], [CANCELLED], "2026-11-23", True),
    "postponed on its day": ([], [POSTPONED], "2026-12-10", True),
    "cancelled once it was over": ([], [CANCELLED], "2026-12-11", False),
    "was cancelled before": ([CANCELLED], [RENAMED], "2026-11-23", False),
    "postponed, now cancelled": ([POSTPONED], [("status: postponed", "status: cancelled")], "2026-11-23", False),
    "cancelled before members knew": ([PENDING], [CANCELLED], "2026-11-23", False),
    "declined": ([], [DECLINED], "2026-11-23", True),
    "declined, and known of nothing": ([PENDING], [("decision: pending", "decision: declined")], "2026-11-23", False),
    "another title": ([], [RENAMED], "2026-11-23", False),
}


@pytest.mark.sample(2)
@pytest.mark.parametrize(("before", "edits", "today", "is_asked"), CALLED_OFF.values(), ids=CALLED_OFF.keys())
def test_of_what_is_called_off_it_is_asked_once_whether_all_know(
    tmp_path: Path, before: list[Edit], edits: list[Edit], today: str, is_asked: bool
) -> None:
    history = History(tmp_path / "hub", settings="severity: {photo-too-small: ignore}\n")
    history.write("code.md", record(), photo(1))
    history.edit("code.md", *before)
    history.commit("2026-10-01")
    with history.aside("proposal"):
        history.edit("code.md", *edits)
        history.commit(today)
    history.flush()
    compared = Range.find(history.hub.config_file, "main", "proposal")
    (partner,) = pipeline.review(compared, history.hub.moment(today), silent).partners
    assert [str(each.term) for each in partner.checklist].count(ASKED) == is_asked
