"""Nothing in a partner file takes long: steps grow as the file does, and there is an end to both.

A step is a call of a function anywhere, or a line of ours that runs.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import FrameType, SimpleNamespace
from typing import Any

import pytest

import partnerhub
from histories import WITHOUT_EVENTS, History, edited, photo, record
from hostile_files import FRONT_MATTER, MARKDOWN, file_of
from partnerhub.checks import findings
from partnerhub.facts import facts_of
from partnerhub.record.read import MAX_BYTES, MAX_VALUES, read_bytes
from partnerhub.record.settings import Settings
from partnerhub.words import markdown
from partnerhub.words.finding import Finding

PACKAGE = str(Path(partnerhub.__file__).parent)
SETTINGS = Settings(
    languages=["en", "he"],
    timezone="Asia/Jerusalem",
    values={"open-knowledge": {"en": "Open knowledge"}},
    red_flags={"fraud": {"en": "Fraud"}},
)
NOW = datetime(2026, 11, 23, tzinfo=SETTINGS.zone)
HUB: Any = SimpleNamespace(now=NOW, today=NOW.date(), settings=SETTINGS, language="en")
AT_MOST = 2.3
"""Times the steps, for twice the file."""
LONG = 5.0
"""Seconds that nothing takes, on a machine that has much else to do."""


def checked(data: bytes) -> list[Finding]:
    """All that is said of a file alone."""
    facts = facts_of(read_bytes("content/partners/a.md", "a", data), {}, SETTINGS)
    return list(findings(facts, facts.breaches, HUB))


def described(text: str) -> bytes:
    return f"---\nname: A\n---\n{text}\n".encode()


def steps(run: Callable[[], object]) -> int:
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        count += 1
        return trace if frame.f_code.co_filename.startswith(PACKAGE) else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        run()
    finally:
        sys.settrace(before)
    return count


def largest(grows: Callable[[int], str], fits: Callable[[str], bool]) -> str:
    """The longest text that fits."""
    low, high = 1, MAX_BYTES
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(grows(middle)) else (low, middle - 1)
    return grows(low)


@pytest.mark.sample(10, seed=1)
@pytest.mark.parametrize("name", FRONT_MATTER)
def test_steps_grow_as_the_fields_do(name: str) -> None:
    one, two = (file_of(FRONT_MATTER[name](count)) for count in (300, 600))
    checked(one)
    assert steps(lambda: checked(two)) < AT_MOST * steps(lambda: checked(one)) + 1000


@pytest.mark.sample(10, seed=1)
@pytest.mark.parametrize("name", MARKDOWN)
def test_steps_grow_as_the_marks_do(name: str) -> None:
    one, two = (MARKDOWN[name](count) for count in (200, 400))
    growth = markdown.marks(two) / max(1, markdown.marks(one))
    checked(described(one))
    assert steps(lambda: checked(described(two))) < AT_MOST / 2 * max(2, growth) * steps(
        lambda: checked(described(one))
    )


def size_of(data: bytes) -> tuple[int, int]:
    """Bytes and values."""
    breaches = read_bytes("a.md", "a", data).breaches
    too_many = any("names and values" in breach.problem.message for breach in breaches)
    return len(data), MAX_VALUES + 1 if too_many else 0


@pytest.mark.sample(20, seed=1)
@pytest.mark.parametrize("name", FRONT_MATTER)
def test_the_largest_file_takes_no_time(name: str) -> None:
    fields = largest(FRONT_MATTER[name], lambda text: size_of(file_of(text)) <= (MAX_BYTES, MAX_VALUES))
    begun = time.process_time()
    checked(file_of(fields))
    assert time.process_time() - begun < LONG


@pytest.mark.sample(20, seed=1)
@pytest.mark.parametrize("name", MARKDOWN)
def test_the_longest_description_takes_no_time(name: str) -> None:
    longest = largest(
        MARKDOWN[name],
        lambda text: len(described(text)) <= MAX_BYTES and markdown.marks(f"{text}\n") <= markdown.MAX_MARKS,
    )
    begun = time.process_time()
    checked(described(longest))
    assert time.process_time() - begun < LONG


@pytest.mark.sample(3)
@pytest.mark.parametrize("name", ["events", "events of one name", "events without a start", "events without fields"])
def test_steps_grow_as_the_events_of_the_past_do(name: str, tmp_path: Path) -> None:
    def loaded(count: int) -> int:
        history = History(tmp_path / str(count))
        fields = FRONT_MATTER[name](count)
        history.write("code.md", edited(WITHOUT_EVENTS(record()), ("---\nCode", f"{fields}---\nCode")), photo())
        history.commit("2026-10-01")
        history.edit("code.md", ("volunteers who", "people who"))
        history.commit("2026-10-02")
        history.flush()
        return steps(lambda: history.hub.load("2026-11-23"))

    loaded(1)
    assert loaded(200) < AT_MOST * loaded(100)


def test_what_is_too_much_is_said() -> None:
    tags = file_of(FRONT_MATTER["tags"](MAX_VALUES))
    lists = described("- a\n" * markdown.MAX_MARKS)
    assert [(each.rule, each.line, each.message) for data in (tags, lists) for each in checked(data)] == [
        ("file-limits", 3, "a partner file must hold at most 10000 names and values"),
        ("file-limits", 4, "the description must hold at most 10000 lines and signs such as * and [ that Markdown looks at"),
    ]  # fmt: skip


def test_of_many_mistakes_some_are_named_and_all_are_held_back() -> None:
    source = read_bytes("content/partners/a.md", "a", file_of(FRONT_MATTER["events without a start"](140)))
    facts = facts_of(source, {}, SETTINGS)
    said = [each for each in findings(facts, facts.breaches, HUB) if each.rule == "field-invalid"]
    assert len(said) == 101
    assert said[-1].message == "the record must be readable, but 40 more of its values are not"
    assert any(hold.rule == "field-invalid" and hold.event is None for hold in facts.holds)
