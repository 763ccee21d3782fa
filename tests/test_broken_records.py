"""Patches on the sound record: what can be written in one, and that a wrong one fails instead of testing nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from broken_records import BrokenRecord, PatchError, parse, patched

RECORD = b"---\na: 1\nb: 2\nc: 3\n---\nText\n"

PATCHES = {
    "a line changed": (" a: 1\n-b: 2\n+b: 3\n", b"---\na: 1\nb: 3\nc: 3\n---\nText\n"),
    "a line gone": ("-b: 2\n", b"---\na: 1\nc: 3\n---\nText\n"),
    "a line more, before the first": ("+Hi\n ---\n a: 1\n", b"Hi\n---\na: 1\nb: 2\nc: 3\n---\nText\n"),
    "an empty line more, after the last": (" Text\n+\n+End\n", RECORD + b"\nEnd\n"),
    "two places, as diff prints them": ("@@ -2 +2 @@\n-a: 1\n+a: 0\n@@ -4 +4 @@\n-c: 3\n", b"---\na: 0\nb: 2\n---\nText\n"),
    "escapes": ("-b: 2\n+\\x09\\xff\\x00\\x41{3} \\n \\u202e\n", b"---\na: 1\n\t\xff\0AAA \\n \\u202e\nc: 3\n---\nText\n"),
}  # fmt: skip


@pytest.mark.parametrize(("patch", "result"), PATCHES.values(), ids=PATCHES.keys())
def test_a_patch_is_applied(patch: str, result: bytes) -> None:
    assert patched(RECORD, parse(patch)[1]) == result


WRONG = {
    "not there": ("-b: 3\n", "these lines must stand in the record exactly once, got 0 times:\nb: 3"),
    "there, but not together": (" a: 1\n-c: 3\n", "these lines must stand in the record exactly once, got 0 times:\na: 1\nc: 3"),
    "there twice": ("+x\n ---\n", "these lines must stand in the record exactly once, got 2 times:\n---"),
    "nowhere": ("+x\n", "a place needs a line that stands in the record, got ['+x']"),
    "places in another order": ("-b: 2\n@@\n-a: 1\n", "these lines stand before those of the place before:\na: 1"),
    "nothing changes": (" a: 1\n", "a place changes something, got [' a: 1']"),
    "no sign": ("b: 2\n", "a line begins with a space, - or +, or is one of the head's: b: 2"),
    "a head that nobody reads": ("# expects: a@1\n", "a line begins with a space, - or +, or is one of the head's: # expects: a@1"),
    "a head below": ("-b: 2\n# photo: none\n", "a line begins with a space, - or +, or is one of the head's: # photo: none"),
    "a head twice": ("# photo: none\n# photo: none\n", "a line begins with a space, - or +, or is one of the head's: # photo: none"),
}  # fmt: skip


@pytest.mark.parametrize(("patch", "said"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_patch_fails(patch: str, said: str) -> None:
    with pytest.raises(PatchError) as wrong:
        patched(RECORD, parse(patch)[1])
    assert str(wrong.value) == said


def test_a_fixture_that_changes_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "vetting-expired.diff").write_text("# expect: vetting-expired@7\n")
    with pytest.raises(PatchError, match="it changes nothing"):
        BrokenRecord.read(tmp_path / "vetting-expired.diff")
