"""Fragments that somebody proposes: what is wrong with them is found where it stands, and nothing in them runs."""

from __future__ import annotations

import os
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerhub.ours import TEMPLATES
from partnerhub.site import fragments

PACKAGE = {file.name: file.read_bytes() for file in (TEMPLATES / "fragments").iterdir()}


def faults(source: str | bytes, package: bytes | None = None) -> list[str]:
    data = source.encode() if isinstance(source, str) else source
    found = fragments.faults(data, package, PACKAGE)
    return [f"{(each.position.line if each.position else 1)}: {each.say(each.message, 'en')}" for each in found]


@pytest.mark.parametrize("name", PACKAGE)
def test_ours_name_all_that_they_are_given(name: str) -> None:
    assert faults(PACKAGE[name]) == []
    assert faults(re.sub(rb"\{#-? *Context:.*?#\}", b"", PACKAGE[name], count=1, flags=re.DOTALL), PACKAGE[name]) == []


OPENING = "{#- Context: event (PublicEvent, or none), lists (of (day, names)) and root. What it is. -#}\n"
SLIPS = {
    "not closed": ("<p>\n{% if event %}", "3: a fragment must compile, but Jinja says: Unexpected end of template"),
    "a tag that is none": ("{% exec x %}", "2: a fragment must compile, but Jinja says: Encountered unknown tag 'exec'"),
    "a filter that is none": ("\n{{ event | nofilter }}", "3: a fragment must compile, but Jinja says: No filter named 'nofilter'"),
    "a test that is none": ("{{ event is odder }}", "2: a fragment must compile, but Jinja says: No test named 'odder'"),
    "a name that is none": ("{{ event }}\n{{ evnt }}{{ evnt }}", "3: a fragment must use names of its signature, got evnt"),
    "a word of the comment": ("{{ day }}", "2: a fragment must use names of its signature, got day"),
    "in a macro": ("{% macro x(a) %}{{ a }}{{ b }}{% endmacro %}", "2: a fragment must use names of its signature, got b"),
    "in a loop": ("{% for a in lists %}{{ loop.index }}{% endfor %}{{ a }}", None),
    "a fragment that is none": ("{% include 'nope.html' %}", "2: a fragment must name another one that is there, got nope.html"),
    "an import that is none": ("{% from '../x' import x %}", "2: a fragment must name another one that is there, got ../x"),
    "not UTF-8": (b"\n\xf9\xec\n", "3: a fragment must be UTF-8 text"),
    "too long": ("x" * fragments.MAX_BYTES, "1: a fragment must be at most 64 KiB"),
    "brackets": ("{{ " + "(" * 9999, "1: a fragment must compile, but it holds too much in one place"),
    "a long number": ("{{ 1" + "0" * 5000 + " }}", "1: a fragment must compile, but it holds too much in one place"),
    "names that are given": ("{{ event }}{{ lists }}{{ root }}{{ hub }}{{ hours(event) }}{{ _('x') }}{{ range(3) }}", None),
    "set in a branch": ("{% if event %}{% set next = root %}{{ next }}{% endif %}", None),
}  # fmt: skip


@pytest.mark.parametrize(("source", "said"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_found_where_it_stands(source: str | bytes, said: str | None) -> None:
    found = faults(OPENING.encode() + (source.encode() if isinstance(source, str) else source))
    assert len(found) == (said is not None)
    assert not said or found[0].startswith(said)


@pytest.mark.parametrize("signature", ["", "{# Context: nothing -#}"], ids=["none", "another"])
def test_without_a_signature_that_of_ours_holds(signature: str) -> None:
    assert faults("{{ event }}{{ code }}", PACKAGE["event_page.html"]) == []
    assert faults(signature + "{{ event }}") == ["1: a fragment must use names of its signature, got event"]


COSTLY = [
    *(
        "{{ 9**9**9 }}",
        "{{ 'x' * 9**10 }}",
        "{{ 'x' | center(9**10) }}",
        "{{ -(9**9**9) }}",
        "{{ '%0999999999d' % 1 }}",
    ),
    *("{% autoescape 9**9**9 %}{% endautoescape %}", "{% if 9**9**9 is odd %}{% endif %}", "{% set a = 9**9**9 %}"),
    *("{{ range(9**10) | list }}", "{% for a in range(9**10) %}{% endfor %}", "{% trans n=9**9**9 %}{% endtrans %}"),
    *("{% include 9**9**9 %}", "{{ [9**9**9][0] }}", "{{ 5 | default(9**9**9) }}", "{{ ('a' * 9**10) ~ 'b' }}"),
    *("{{ 'a' if 9**9**9 else 'b' }}", "{{ (9**9**9).real }}", "{% macro x(a=9**9**9) %}{% endmacro %}{{ x() }}"),
    "{{ 'x' | center(3000000) | list | batch(1) | list | pprint | length }}",
    "{{ 9 | pprint | center(9**10) | replace('', ' ' * 9**10) }}",
]


@pytest.mark.parametrize("source", COSTLY)
def test_nothing_is_worked_out(source: str) -> None:
    began = time.process_time()
    assert faults(source) == []
    assert time.process_time() - began < 2


PIECES = [
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#}",
    "if",
    "for",
    "in",
    "set",
    "macro",
    "endmacro",
    "endif",
    "x",
    "(",
    ")",
    "[",
    "'",
    "|",
]


@given(
    st.lists(st.sampled_from([*PIECES, " ", "\n", "**", "9", "include", "block", "extends"]) | st.text(max_size=3)).map(
        " ".join
    )
)
@settings(max_examples=int(os.environ.get("PARTNERHUB_SOAK", "60")))
def test_any_text_is_a_fragment_or_has_a_fault(source: str) -> None:
    assert all(re.match(r"\d+: ", fault) for fault in faults(source.encode("utf-8", "surrogatepass")))
