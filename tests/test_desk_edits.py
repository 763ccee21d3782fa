"""The edits of the command line and those of the desk's forms write the same bytes: `desk/` is held to the same cases."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from front_matters import TEXTS, VALUES, at, files, places
from partnerhub.desk.shapes import shapes
from partnerhub.editing.edit import CannotEdit, Edit, edited
from partnerhub.record.read import Tree, read_bytes
from partnerhub.words.finding import FieldPath

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "tests" / "data"
CASES: list[dict[str, Any]] = json.loads((DATA / "edits.json").read_text(encoding="utf-8"))["cases"]
SHAPES = json.loads((DATA / "shapes.json").read_text(encoding="utf-8"))

EXAMPLES = int(os.environ.get("PARTNERHUB_SOAK", "25"))
SOUND = sorted((ROOT / "content" / "partners").glob("*.md"))

UNSEEN = st.text(alphabet="a: \n\t\r\x00\x1b\x7f\x85\xa0\u200f\u2028\u2029\ufeff\ufffe\uffff\U0001f600", max_size=6)
"""Of signs that one doesn't see, or that readers of YAML differ in."""

Writer = Callable[[str, Sequence[Edit]], str | None]
"""The text of a file after edits; None where they can't be made."""


def by_command(before: str, edits: Sequence[Edit]) -> str | None:
    try:
        return edited(before.encode(), edits).decode()
    except CannotEdit:
        return None


@pytest.fixture(scope="module")
def by_form() -> Iterator[Writer]:
    """What the desk writes."""
    with subprocess.Popen(
        ["node", "desk/tests/each_edit.js"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout

        def write(before: str, edits: Sequence[Edit]) -> str | None:
            assert process.stdin
            assert process.stdout
            each = [{"path": edit.path, "value": edit.value} for edit in edits]
            process.stdin.write(json.dumps({"before": before, "edits": each, "shapes": SHAPES}).encode() + b"\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())  # type: ignore[no-any-return]

        yield write
        process.stdin.close()


def test_an_edit_writes_what_the_forms_write() -> None:
    for case in CASES:
        edits = [Edit(tuple(edit["path"]), edit["value"]) for edit in case["edits"]]
        assert by_command(case["before"], edits) == case["after"], case["case"]


def test_the_cases_are_of_the_fields_that_are_declared() -> None:
    """`make test-desk` knows them by this file; where it is out of date: `json.dumps(shapes(["he", "en"]))`."""
    assert json.loads(json.dumps(shapes(SHAPES["languages"]))) == SHAPES


def compare(by_form: Writer, text: str, tree: Tree, data: st.DataObject, values: st.SearchStrategy[Tree]) -> None:
    path: FieldPath = data.draw(st.sampled_from(list(places(tree))))
    value = data.draw(st.one_of(st.none(), values))
    assume(value is not None or at(tree, path) is not None)
    # YAML's readers differ in what lines of nothing but blanks are; no form holds such a text.
    assume(not re.search(r'" *(\\n *)+"', json.dumps(value)))
    assert by_form(text, [Edit(path, value)]) == by_command(text, [Edit(path, value)])


@pytest.mark.needs("make desk")
@settings(max_examples=EXAMPLES)
@given(files(), st.data())
def test_any_edit_of_any_file_is_the_same_in_both(by_form: Writer, file: tuple[str, Tree], data: st.DataObject) -> None:
    compare(by_form, *file, data, VALUES)


@pytest.mark.needs("make desk")
@settings(max_examples=EXAMPLES)
@given(st.sampled_from(SOUND), st.data())
def test_any_edit_of_a_real_file_is_the_same_in_both(by_form: Writer, file: Path, data: st.DataObject) -> None:
    source = read_bytes("", "", file.read_bytes())
    assert source.front_matter is not None
    compare(by_form, file.read_bytes().decode(), dict(source.front_matter.tree), data, st.one_of(TEXTS, UNSEEN))
