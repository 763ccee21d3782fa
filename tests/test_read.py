"""Reading: where things stand in a file, and where the body begins."""

from __future__ import annotations

import pytest

from partnerhub.record.read import read_bytes
from partnerhub.words import slugs
from partnerhub.words.finding import FieldPath

FILE = """\
---
name: A            # a comment
photo:
  consent: {given_by: B,
            given_on: 2026-01-01}
events:
  - title: "C"
    start: 2026-12-10 19:00
  -
    title: >
      D
tags:
---

First line

<!-- lang: en -->

Second
"""


@pytest.mark.parametrize("before", ["", "\ufeff", "\u200f\u200e"])
@pytest.mark.parametrize(
    ("field", "line", "column"),
    [
        (("name",), 2, 7),
        (("photo", "consent", "given_on"), 5, 23),
        (("photo", "caption"), 3, 1),
        (("photo", "consent", "via"), 4, 3),
        (("events", 0, "title"), 7, 12),
        (("events", 0, "place"), 7, 5),
        (("events", 1, "title"), 10, 12),
        (("events", 1), 10, 5),
        (("tags",), 12, 1),
        (("website",), 1, 1),
    ],
)
def test_every_field_has_its_place(before: str, field: FieldPath, line: int, column: int) -> None:
    file = read_bytes("a.md", "a", (before + FILE).encode())
    assert file.front_matter
    place = file.front_matter.locate(field)
    assert (place.line, place.column) == (line, column)


def test_the_body_knows_its_languages_and_lines() -> None:
    parts = read_bytes("a.md", "a", FILE.encode()).body
    assert [(part.language, part.text.strip(), part.first_line) for part in parts] == [
        ("", "First line", 15),
        ("en", "Second", 18),
    ]


def body_breaches(body: str, **options: bool) -> list[str]:
    file = read_bytes("a.md", "a", f"---\nname: A\n---\nFirst.\n{body}\nLast.\n".encode(), **options)
    return [f"{each.problem.position.line} {each.rule}" for each in file.breaches if each.problem.position]


@pytest.mark.parametrize(
    "body",
    [
        "Events: many.",
        "photo: no",
        "- place: Tel Aviv\n  - title: x",
        "# comment",
        "***",
        "----",
        "- - -",
        "--- a",
        "..",
        "--.",
        "a ---",
        "```yaml\n---\nname: A\n---\n```",
        "~~~\n...\n~~~",
        "   ```\n---\n   ```",
        "> ```\n> ---\n> ```",
        "- ```\n  ---\n  ```",
        "a|b\n---|---\n1|2",
    ],
)
def test_a_description_may_have_colons_and_code(body: str) -> None:
    assert body_breaches(body) == []


@pytest.mark.parametrize(
    "body",
    [
        "---",
        "...",
        "---   ",
        "\t---\t",
        "    ---",
        "\u00a0---\u2003",
        "\u200f---\u200e",
        "-\u200b--\u2060",
        "\ufeff...",
        "---\u2028x",
        "x\u0085---",
        "```\n---",
        "```\n---\n\n",
        "~~~\n---\n```",
        "```\n---\n<!-- lang: en -->\n```",
        "> ```\n---\n> ```",
        "Heading\n---\nText",
        '  "contact": who\n---',
        "  contact : who\n---",
        "# comment\n---",
        "the rest of a text\n---",
    ],
)
def test_what_may_be_the_end_of_the_record_is_found(body: str) -> None:
    line = 5 + body.count("\n", 0, body.index("-" if "-" in body else "."))
    for newline in ("\n", "\r\n"):
        assert body_breaches(body.replace("\n", newline)) == [f"{line} front-matter-missing"]


def test_a_file_that_the_branch_held_before_is_read_as_it_was_then() -> None:
    data = b"---\nname: A\n---\nOne\n---\nTwo"
    now, then = read_bytes("a.md", "a", data), read_bytes("a.md", "a", data, is_older=True)
    assert (now.front_matter, now.body) == (None, ())
    assert then.front_matter is not None
    assert [part.text for part in then.body] == ["One\n---\nTwo"]
    assert now.breaches == then.breaches


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Open Data Night!", "open-data-night"),
        ('ערב של מנמ"ר וצה״ל', "ערב-של-מנמר-וצהל"),
        ("ז'בוטינסקי – 100%", "זבוטינסקי-100"),
        ("  --a__b--  ", "a-b"),
        ("x" * 59 + " y", "x" * 59),
        ("🎉", ""),
    ],
)
def test_slugs_are_made_from_titles(title: str, slug: str) -> None:
    assert slugs.slugify(title) == slug
    assert slug == "" or slugs.is_slug(slug)


@pytest.mark.parametrize("text", ["", "a b", "-a", "a-", "a--b", "a_b", "a/b", "x" * 61, "e\u0301", "a.b", "<a>"])
def test_what_is_no_slug(text: str) -> None:
    assert not slugs.is_slug(text)
