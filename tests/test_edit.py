"""Edits of partner files: what was meant is there, and everything else is as it was, byte for byte."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from front_matters import VALUES, at, files, places
from partnerhub.editing.edit import CannotEdit, Edit, edited
from partnerhub.record.read import Tree, read_bytes
from partnerhub.words.finding import FieldPath

SOUND = [
    *sorted((Path(__file__).parent / "fixtures" / "sound").glob("*.md")),
    *sorted((Path(__file__).parents[1] / "content" / "partners").glob("*.md")),
]

FILE = """\
---
name: Code for Good   # as they write it
tags: [open-data, volunteering]
photo:
  caption: 'The team'
  consent: {given_by: Dana, given_on: 2026-11-02}
vetting:
  # asked twice
  win_win:
    ours: New volunteers
    theirs: |
      Reviewers,
      and a room
outreach:
  log:
  - at: 2026-10-20 09:00
    from: us

  # they were quick
  - {at: 2026-10-20 10:30, from: them}
events:   # one for now
  - slug: open-data-night
    title: Open data night
    # the hall is booked
    start: 2026-12-10 19:00 # an hour later than last year
    agreed: 2026-11-06
    description:
---
Who they are.
"""


def after(path: FieldPath, value: Tree, text: str = FILE) -> list[str]:
    """What changes in a file, line by line."""
    new = edited(text.encode(), [Edit(path, value)]).decode()
    changed = difflib.unified_diff(text.split("\n"), new.split("\n"), n=0, lineterm="")
    return [line for line in changed if not line.startswith(("---", "+++", "@@"))]


NIGHT: FieldPath = ("events", 0)


@pytest.mark.parametrize(
    ("path", "value", "lines"),
    [
        (("name",), "Code: Good", ['-name: Code for Good   # as they write it', '+name: "Code: Good"   # as they write it']),
        (("photo", "caption"), 'ליל מד"א', ["-  caption: 'The team'", "+  caption: ליל מד\"א"]),
        (("photo", "caption"), "@home", ["-  caption: 'The team'", '+  caption: "@home"']),
        (("photo", "caption"), '"So", they said', ["-  caption: 'The team'", "+  caption: '\"So\", they said'"]),
        (("photo", "caption"), "Night #3", ["-  caption: 'The team'", '+  caption: "Night #3"']),
        (
            ("photo", "caption"),
            {"he": "הצוות", "en": "The team"},
            ["-  caption: 'The team'", "+  caption:", "+    he: הצוות", "+    en: The team"],
        ),
        (
            ("photo", "consent", "withdrawn_on"),
            "2026-11-20",
            [
                "-  consent: {given_by: Dana, given_on: 2026-11-02}",
                "+  consent: {given_by: Dana, given_on: 2026-11-02, withdrawn_on: 2026-11-20}",
            ],
        ),
        (
            ("photo", "consent", "given_by"),
            "Dana, their lead",
            [
                "-  consent: {given_by: Dana, given_on: 2026-11-02}",
                '+  consent: {given_by: "Dana, their lead", given_on: 2026-11-02}',
            ],
        ),
        (("vetting", "decision"), "approved", ["+  decision: approved"]),
        (("vetting", "values"), ["a", "b: c"], ["+  values:", "+    - a", '+    - "b: c"']),
        (("vetting", "win_win", "members"), "An evening", ["+    members: An evening"]),
        (
            ("vetting", "win_win", "theirs"),
            "A room",
            ["-    theirs: |", "-      Reviewers,", "-      and a room", "+    theirs: A room"],
        ),
        (("outreach", "platform"), "email", ["+  platform: email"]),
        (
            ("outreach", "log", 2),
            {"at": "2026-10-21 08:00", "from": "us", "note": "a day\nand an hour"},
            ["+  - at: 2026-10-21 08:00", "+    from: us", "+    note: |", "+      a day", "+      and an hour"],
        ),
        (("outreach", "log", 0), None, ["-  - at: 2026-10-20 09:00", "-    from: us"]),
        (("outreach", "log", 1), None, ["-  - {at: 2026-10-20 10:30, from: them}"]),
        (("tags", 2), "night", ["-tags: [open-data, volunteering]", "+tags: [open-data, volunteering, night]"]),
        (("tags", 0), None, ["-tags: [open-data, volunteering]", "+tags: [volunteering]"]),
        (("tags", 1), None, ["-tags: [open-data, volunteering]", "+tags: [open-data]"]),
        ((*NIGHT, "slug"), None, ["-  - slug: open-data-night", "-    title: Open data night", "+  - title: Open data night"]),
        (
            (*NIGHT, "start"),
            "2026-12-16 19:00",
            [
                "-    start: 2026-12-10 19:00 # an hour later than last year",
                "+    start: 2026-12-16 19:00 # an hour later than last year",
            ],
        ),
        ((*NIGHT, "end"), "21:30", ["+    end: 21:30"]),
        (
            (*NIGHT, "agreed"),
            {"us": "2026-11-06", "them": "2026-11-07"},
            ["-    agreed: 2026-11-06", "+    agreed:", "+      us: 2026-11-06", "+      them: 2026-11-07"],
        ),
        (
            (*NIGHT, "announced", 0),
            {"date": "2026-12-01", "where": "https://x.example"},
            ["+    announced:", "+      - date: 2026-12-01", "+        where: https://x.example"],
        ),
        ((*NIGHT, "description"), "One.\n\nTwo.", ["-    description:", "+    description: |", "+      One.", "+", "+      Two."]),
        ((*NIGHT, "title", "he"), None, []),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else "",
)  # fmt: skip
def test_an_edit_touches_only_what_it_changes(path: FieldPath, value: Tree, lines: list[str]) -> None:
    if lines:
        assert after(path, value) == lines
        crlf = after(path, value, FILE.replace("\n", "\r\n"))
        assert [line.rstrip("\r") for line in crlf] == lines
        assert all(line.endswith("\r") for line in crlf)
        assert after(path, value, "\ufeff\u200f" + FILE) == lines
    else:
        with pytest.raises(CannotEdit):
            after(path, value)


def test_where_the_file_can_t_be_read_nothing_is_edited() -> None:
    with pytest.raises(CannotEdit) as stopped:
        edited(b"---\nname: [\n---\n", [Edit(("name",), "x")])
    assert stopped.value.source is not None
    assert [breach.rule for breach in stopped.value.source.breaches] == ["yaml-invalid"]


def test_a_long_list_becomes_longer() -> None:
    """Of which each entry is found behind the one before it."""
    text = "---\nname: A\ntags:\n" + "".join(f"  - a{number}\n" for number in range(1200)) + "---\n"
    more = edited(text.encode(), [Edit(("tags", 1200), "b")])
    assert more.decode() == text.replace("  - a1199\n", "  - a1199\n  - b\n")


# Any file, any edit


def said(tree: Tree) -> Tree:
    """What a tree says: a line end at the end of a text is nothing."""
    if isinstance(tree, dict):
        return {name: said(each) for name, each in tree.items()}
    if isinstance(tree, list):
        return [said(each) for each in tree]
    return tree.rstrip("\n") if tree else tree


@given(files(), st.data())
def test_any_edit_of_any_file(file: tuple[str, Tree], data: st.DataObject) -> None:
    text, tree = file
    source = read_bytes("", "", text.encode())
    assert source.front_matter is not None
    assert source.front_matter.tree == tree
    path = data.draw(st.sampled_from(list(places(tree))))
    value = data.draw(st.one_of(st.none(), VALUES))
    if value is None and at(tree, path) is None:
        return
    try:
        result = edited(text.encode(), [Edit(path, value)]).decode()
    except CannotEdit:
        assert value is None, "what can't be taken away is the last field of all"
        assert len(tree) == 1
        return
    assert result.partition("Body.")[1:] == text.partition("Body.")[1:]
    if value is not None and at(tree, path) is None:
        # What is added stands beside what was there, of which nothing goes.
        kept = [line for line in text.split("\n") if line in result.split("\n") or "{" in line or "[" in line]
        assert kept == text.split("\n")
    read = read_bytes("", "", result.encode())
    assert read.front_matter is not None
    if value is not None:
        assert said(at(read.front_matter.tree, path)) == said(value)


PUT = {
    "text": "plain",
    "text with a colon": "with: colon",
    "list": ["one", "two"],
    "map": {"us": "2026-11-05", "them": "2026-11-06"},
}


@pytest.mark.sample(16)
@pytest.mark.parametrize("value", PUT.values(), ids=PUT.keys())
@pytest.mark.parametrize("file", SOUND, ids=lambda path: path.stem)
def test_each_field_of_a_real_file(file: Path, value: object) -> None:
    before = file.read_bytes()
    source = read_bytes("", "", before)
    assert source.front_matter is not None
    tree = dict(source.front_matter.tree)
    for path in places(tree):
        after_all = edited(before, [Edit(path, value)])
        gone = [line for line in before.split(b"\n") if line.lstrip().startswith(b"#") and line not in after_all]
        assert not gone


# Fields that wait in comments

WAITING = """\
---
name: Code for Good
# tagline:  # who they are in one line
# tags: [old]
website:  # their own
vetting:
  values: [open-data]
  # win_win:
  #   ours:  # what we gain
  #   theirs:
# How we approach them
# outreach:
#   platform:  # facebook | email
#   contact:

events:
  - title: Night
    # place:
---
# tagline:
"""


@pytest.mark.parametrize(
    ("path", "value", "lines"),
    [
        (
            ("tagline",),
            "They: build",
            ["-# tagline:  # who they are in one line", '+tagline: "They: build"  # who they are in one line'],
        ),
        (("tags",), ["new"], ["+tags:", "+  - new"]),
        (("website",), "https://a.example", ["-website:  # their own", "+website: https://a.example  # their own"]),
        (
            ("vetting", "win_win", "theirs"),
            "Testers",
            [
                *("-  # win_win:", "-  #   ours:  # what we gain", "-  #   theirs:"),
                *("+  win_win:", "+    # ours:  # what we gain", "+    theirs: Testers"),
            ],
        ),
        (
            ("outreach", "platform"),
            "email",
            [
                *("-# outreach:", "-#   platform:  # facebook | email", "-#   contact:"),
                *("+outreach:", "+  platform: email  # facebook | email", "+  # contact:"),
            ],
        ),
        (
            ("outreach", "log", 0),
            {"from": "us"},
            [
                *("-# outreach:", "-#   platform:  # facebook | email", "-#   contact:"),
                *("+outreach:", "+  log:", "+    - from: us", "+  # platform:  # facebook | email", "+  # contact:"),
            ],
        ),
        (("kind",), "person", ["+kind: person"]),
        (("links", "site"), "x", ["+links:", "+  site: x"]),
        (("events", 0, "place"), "Hall", ["-    # place:", "+    place: Hall"]),
        (("photo", "alt"), "Six", ["+photo:", "+  alt: Six"]),
        (("name",), None, ["-name: Code for Good"]),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else "",
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_field_that_waits_in_a_comment_is_filled_in_there(
    path: FieldPath, value: Tree, lines: list[str], ends: str
) -> None:
    assert [line.rstrip("\r") for line in after(path, value, WAITING.replace("\n", ends))] == lines


def test_a_new_field_goes_behind_those_that_wait_and_come_before_it() -> None:
    data = edited(WAITING[: WAITING.index("events:")].encode() + b"---\n", [Edit(("events",), [{"title": "Night"}])])
    assert data.decode().endswith("#   contact:\nevents:\n  - title: Night\n\n---\n")


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_comments_within_what_stands_above_stay_within_it(ends: str) -> None:
    above = [
        "---",
        "name: Code",
        "outreach:",
        "  platform: email",
        "  # contact:",
        "",
        "    # a thought",
        "# what comes",
    ]
    text = ends.join([*above, "---", ""])
    assert after(("events",), [{"title": "Night"}], text) == [f"+events:{ends[:-1]}", f"+  - title: Night{ends[:-1]}"]
    data = edited(text.encode(), [Edit(("events",), [{"title": "Night"}])]).decode()
    assert data.splitlines() == [*above[:-1], "events:", "  - title: Night", "# what comes", "---"]
    more = edited(data.replace("# what comes", "    # place:").encode(), [Edit(("events", 1), {"title": "Day"})])
    assert more.decode().splitlines()[-4:] == ["  - title: Night", "    # place:", "  - title: Day", "---"]
