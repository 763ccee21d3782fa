"""Texts and addresses are what was typed, and nothing else, in everything that is written."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from every_text import ADDRESSES, LABELS, LINES, NASTY, TEXTS, address, check, marked
from partnerhub.record.parse import parse
from partnerhub.record.read import read_bytes
from records import SETTINGS
from strict_parsers import MisshapenError, read

EXAMPLES = int(os.environ.get("PARTNERHUB_SOAK", "6"))
UNSAFE = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff"
BREAKS = "\n\u2028\u2029"

characters = st.one_of(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=UNSAFE + BREAKS),
    st.sampled_from("<>&\"'`;:,\\{}[]()%#@=|*_~^$!?/+-"),
    st.sampled_from(NASTY),
)
lines = st.lists(characters, max_size=12).map("".join)
of_labels = lines.map(lambda text: text.replace("<", "").replace(">", ""))
several = st.lists(lines, min_size=1, max_size=3).map("\n".join)
in_addresses = st.lists(
    st.one_of(st.sampled_from([*"&'`;:,\\{}[]()%#@=|*_~^$!?/+-.", "%22", "%0a", "&amp;", "javascript:", "//"]), st.sampled_from("azאé")),
    max_size=12,
).map("".join)  # fmt: skip


def strategy(name: str) -> st.SearchStrategy[str]:
    text = of_labels if name in LABELS else several if name in LINES else lines
    return text.map(lambda each: marked(name, each))


@seed(11)
@settings(
    max_examples=EXAMPLES,
    phases=[Phase.generate],
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(
    texts=st.fixed_dictionaries({name: strategy(name) for name in TEXTS}),
    addresses=st.fixed_dictionaries(
        {name: in_addresses.map(lambda each, n=name: address(n, each)) for name in ADDRESSES}
    ),
)
def test_texts_come_back_as_they_were_typed(texts: Mapping[str, str], addresses: Mapping[str, str]) -> None:
    assert check(texts, addresses) > 250


def test_no_text_depends_on_an_assertion() -> None:
    """The same without assertions, ours and those of libraries."""
    here = Path(__file__).parent
    paths = os.pathsep.join([str(here), *filter(None, sys.path)])
    ran = subprocess.run(
        [sys.executable, "-O", "-c", "import every_text; print(every_text.check_nasty())"],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert int(ran.stdout) > 250


WRONG = {
    "calendar.ics": "BEGIN:VCALENDAR\r\nNAME:a\r\nATTACH:b\r\nEND:VCALENDAR\r\n",
    "event.ics": "BEGIN:VCALENDAR\r\nNAME:a, b\r\nEND:VCALENDAR\r\n",
    "bare.ics": "BEGIN:VCALENDAR\nEND:VCALENDAR\n",
    "index.html": "<p onclick='x'>",
    "script.html": "<a href='javascript:x'>a</a>",
    "open.html": "<p><b></p>",
    "feed.xml": "<a>&</a>",
    "feed.json": '{"a": "}',
    "search_index.json": '{"docs": [{"title": "<b>"}]}',
}


@pytest.mark.parametrize(("path", "text"), WRONG.items(), ids=WRONG)
def test_what_is_misshapen_is_found(path: str, text: str) -> None:
    if path == "calendar.ics":
        assert read(path, text.encode()).shape != read(path, text.replace("ATTACH:b\r\n", "").encode()).shape
        return
    with pytest.raises((MisshapenError, ValueError, SyntaxError)):
        read(path, text.encode())


# One line, by type

BROKEN = {
    "a literal text": "|\n      one\n      two\n",
    "a folded text of two paragraphs": ">\n      one\n\n      two\n",
    "an escaped line feed": '"one\\ntwo"',
    "a quoted text of two paragraphs": '"one\n\n      two"',
    "U+2028": '"one\\u2028two"',
    "U+2029": '"one\\Ptwo"',
    "U+0085": '"one\\Ntwo"',
    "a carriage return": '"one\\rtwo"',
    "a vertical tab": '"one\\vtwo"',
    "a form feed": '"one\\ftwo"',
}
WHOLE = {
    "a literal text": "|\n      one two\n",
    "a folded text": ">\n      one\n      two\n",
    "a text kept with its end": "|+\n      one two\n\n",
    "a plain text": "one\n      two",
    "a quoted text": '"one\n      two"',
    "an escaped end": '"one two\\n"',
}
FILE = "---\nname: A\n{above}events:\n  - start: 2026-12-10 19:00\n    online: true\n{below}---\nWho they are.\n"


def said(name: str, typed: str) -> tuple[object, list[str]]:
    """What a field of an event is, and what is said of it."""
    title = "" if name == "title" else "    title: B\n"
    text = FILE.format(above="", below=f"{title}    {name}: {typed}\n")
    result = parse(read_bytes("content/partners/a.md", "a", text.encode()), {}, SETTINGS)
    assert result.partner
    record = result.partner.events[0].record if result.partner.events else None
    return getattr(record, name, None), [breach.rule for breach in result.breaches]


@pytest.mark.parametrize("typed", BROKEN.values(), ids=BROKEN)
def test_a_text_of_one_line_holds_no_line_break(typed: str) -> None:
    value, rules = said("title", typed)
    assert value in (None, {"": "one two"})
    assert rules in (["field-invalid"], ["text-unsafe"])


@pytest.mark.parametrize("typed", WHOLE.values(), ids=WHOLE)
def test_what_yaml_joins_is_one_line(typed: str) -> None:
    assert said("title", typed) == ({"": "one two"}, [])


@pytest.mark.parametrize(
    ("name", "typed", "rule"),
    [
        ("tags", '["one\\ntwo"]', "field-invalid"),
        ("with", '["one\\ntwo"]', "slug-invalid"),
        ("place", '{he: "one\\ntwo"}', "field-invalid"),
        ('"pl\\nace"', "x", "field-unknown"),
        ("link", '"https://a.example/one\\ntwo"', "field-invalid"),
        ("timezone", '"Asia/\\nJerusalem"', "field-invalid"),
        ("language", '"h\\ne"', "field-invalid"),
    ],
)
def test_no_part_of_a_field_holds_a_line_break(name: str, typed: str, rule: str) -> None:
    assert said(name, typed)[1] == [rule]


def test_labels_and_names_of_languages_hold_no_line_break() -> None:
    text = FILE.format(above='links: {"a\\nb": "https://a.example"}\ntagline: {"he\\n": x}\n', below="    title: B\n")
    result = parse(read_bytes("content/partners/a.md", "a", text.encode()), {}, SETTINGS)
    assert [(each.rule, each.problem.field[0]) for each in result.breaches] == [
        ("field-invalid", "tagline"), ("field-invalid", "links"),
    ]  # fmt: skip
    assert result.partner
    assert result.partner.record.links == {}


@pytest.mark.parametrize("typed", ["|\n      one\n      two\n", '"one\\u2028two"', '"one\\ntwo"'])
def test_a_summary_may_have_lines(typed: str) -> None:
    assert said("summary", typed) == ({"": "one\ntwo"}, [])
