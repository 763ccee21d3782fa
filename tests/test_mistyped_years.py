"""A day that can't be true names the year that was probably meant, and gives away nothing that is private."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubs import HubFolder
from partnerhub.words.finding import Severity
from partnerhub.words.spelling import year_from, year_until
from pictures import picture
from records import SOUND

DECIDED = "decided_on: 2026-11-01"
AGREED = "agreed: 2026-11-06"
START = "start: 2026-12-10 19:00"
END = "end: 21:30"
ANNOUNCED = "announced: 2026-11-20"
UNTIL = "valid_until: 2027-11-02"


@pytest.mark.parametrize(
    ("changes", "rule", "said"),
    [
        ({DECIDED: "decided_on: 2062-11-20"}, "date-in-future", "got 2062-11-20 (2026?)"),
        ({DECIDED: "decided_on: 2027-01-11"}, "date-in-future", "got 2027-01-11"),
        ({DECIDED: "decided_on: 2027-12-11"}, "date-in-future", "got 2027-12-11 (2025?)"),
        ({AGREED: "agreed: 2028-02-29"}, "date-in-future", "got 2028-02-29"),
        ({AGREED: "agreed: 2027-11-06"}, "date-in-future", "got 2027-11-06 (2026?)"),
        ({AGREED: "agreed: 2026-12-11"}, "date-in-future", "got 2026-12-11"),
        ({AGREED: "agreed: 2025-11-06"}, "date-far-off", "got 2025-11-06 (2026?)"),
        ({START: "start: 2025-12-10 19:00", ANNOUNCED: ""}, "date-out-of-order", "starts on 2025-12-10 (2026?)"),
        ({START: "start: 2026-10-10 19:00", ANNOUNCED: ""}, "date-out-of-order", "the event starts on 2026-10-10"),
        ({ANNOUNCED: "thanked_on: 2025-12-11"}, "date-out-of-order", "got 2025-12-11 (2026?)"),
        ({ANNOUNCED: "thanked_on: 2026-11-11"}, "date-out-of-order", "got 2026-11-11"),
        ({UNTIL: "valid_until: 2026-05-01"}, "date-out-of-order", "got 2026-05-01 (2027?)"),
        ({ANNOUNCED: "announced: 2025-11-20"}, "announced-before-agreed", "got 2025-11-20 (2026?)"),
        (
            {START: "start: 2027-10-10 19:00", ANNOUNCED: "outcome: {attendance: 42}"},
            "outcome-early",
            "starts on 2027-10-10 (2026?)",
        ),
        ({ANNOUNCED: "outcome: {attendance: 42}"}, "outcome-early", "starts on 2026-12-10"),
        ({START: "start: 2027-12-10 19:00"}, "vetting-expired", "got 2027-12-10 (2026?)"),
        ({START: "start: 2062-12-10 19:00"}, "vetting-expired", "got 2062-12-10 (2026?)"),
        ({START: "start: 2027-11-10 19:00"}, "vetting-expired", "got 2027-11-10"),
        ({START: "start: 2062-12-10 19:00", DECIDED: ""}, "date-far-off", "got 2062-12-10 (2026?)"),
        ({END: "end: 2027-12-10 21:30"}, "date-far-off", "got 2027-12-10 (2026?)"),
        ({UNTIL: "valid_until: 2072-11-02"}, "date-far-off", "got 2072-11-02 (2027?)"),
        ({UNTIL: "withdrawn_on: 2062-11-20"}, "date-far-off", "got 2062-11-20 (2026?)"),
        ({UNTIL: "withdrawn_on: 2062-01-20"}, "date-far-off", "got 2062-01-20 (2027?)"),
        ({ANNOUNCED: "announced: 2027-11-20"}, "date-far-off", "got 2027-11-20 (2026?)"),
        ({END: "end: 2025-12-10 21:30"}, "event-ends-before-start", "got 2025-12-10 21:30 (2026?)"),
        ({END: "end: 2026-12-09 21:30"}, "event-ends-before-start", "got 2026-12-09 21:30"),
    ],
    ids=lambda value: value if isinstance(value, str) else "+".join(value.values()),
)
def test_what_was_probably_meant(changes: dict[str, str], rule: str, said: str, hub: HubFolder) -> None:
    text = SOUND
    for old, new in changes.items():
        text = text.replace(old, new)
    hub.add("code-for-good.md", text, picture())
    (found,) = {(each.in_text or each.message) for each in hub.load().findings if each.rule == rule}
    assert found.endswith(said)


SLIPS_OF_A_YEAR = {
    "a start long ahead": (START, "start: 2062-12-10 19:00"),
    "a start on a quiet day a year later": (START, "start: 2027-12-10 19:00"),
    "a start before its agreement": (START, "start: 2025-12-10 19:00"),
    "an end on whichever quiet day": (END, "end: 2027-12-10 21:30"),
    "an end before the start": (END, "end: 2025-12-10 21:30"),
    "an agreement in the future": (AGREED, "agreed: 2026-12-01"),
    "an agreement after the event": (AGREED, "agreed: 2026-12-11"),
    "one side's agreement in the future": (AGREED, "agreed: {us: 2026-11-05, them: 2027-11-06}"),
    "both sides' agreement a year ago": (AGREED, "agreed: {us: 2025-11-06, them: 2025-11-06}"),
    "a consent from the future": ("given_on: 2026-11-02", "given_on: 2062-11-02"),
    "a consent that has ended before it begins": (UNTIL, "valid_until: 2025-11-02"),
    "a decision in the future": (DECIDED, "decided_on: 2062-11-01"),
    "a decision of last year": (DECIDED, "decided_on: 2025-11-01"),
    "an announcement of last year": (ANNOUNCED, "announced: 2025-11-20"),
    "thanks a year late": (ANNOUNCED, "thanked_on: 2027-12-11"),
    "thanks a year early": (ANNOUNCED, "thanked_on: 2025-12-11"),
}


@pytest.mark.parametrize(("date", "typed"), SLIPS_OF_A_YEAR.values(), ids=SLIPS_OF_A_YEAR.keys())
def test_a_mistyped_day_is_told_once(date: str, typed: str, hub: HubFolder) -> None:
    hub.add("code-for-good.md", SOUND.replace(date, typed), picture())
    (found,) = [each for each in hub.load().findings if each.severity is not Severity.NOTE]
    assert found.hint.startswith(("Mend", "Compare", "Write", "Ask"))


def test_a_warning_silences_no_error(hub: HubFolder) -> None:
    announced_early = SOUND.replace(START, "start: 2026-11-27 19:00").replace(ANNOUNCED, "announced: 2025-11-20")
    hub.add("code-for-good.md", announced_early, picture())
    rules = {each.rule for each in hub.load().findings if each.severity is not Severity.NOTE}
    assert {"announced-before-agreed", "event-too-soon"} <= rules


def test_a_private_day_is_guessed_at_in_text_alone(hub: HubFolder) -> None:
    hub.add("code-for-good.md", SOUND.replace(DECIDED, "decided_on: 2062-11-20"), picture())
    (found,) = [each for each in hub.load().findings if each.rule == "date-in-future"]
    assert "(2026?)" in found.in_text
    assert not {"2062", "2026", "11-20"} & set(f"{found.message} {found.hint}".replace("-", " ").split())


DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(DAYS, DAYS)
def test_the_year_that_is_named_puts_the_day_right(day: date, other: date) -> None:
    first, last = year_from(day, other), year_until(day, other)
    if first is not None:
        assert timedelta() <= day.replace(year=first) - other < timedelta(days=366)
    if last is not None:
        assert timedelta() <= other - day.replace(year=last) < timedelta(days=366)
    if abs(day - other) < timedelta(days=180):
        assert first is last is None
