"""What code hosts read of findings; a hostile finding leaves each of them intact."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerhub import ours
from partnerhub.words import report
from partnerhub.words.finding import Finding, Severity
from partnerhub.words.printable import DIRECTION_MARKS, inert

PLAIN = Finding("red-flag", Severity.ERROR, "content/partners/a.md", 3, 7, "x", "x must not", "Decline.")
HOSTILE = Finding(
    "slug-invalid", Severity.WARNING, "content/a\n::error::b,c:d %0A.md", 1, 1, "", "50% of\r\n::warning::x", ""
)


def test_annotations() -> None:
    assert report.as_github([PLAIN, HOSTILE]).split("\n") == [
        "::error file=content/partners/a.md,line=3,col=7,title=red-flag::x must not. Decline.",
        "::warning file=content/a%0A%3A%3Aerror%3A%3Ab%2Cc%3Ad %250A.md,line=1,col=1,title=slug-invalid::"
        "50%25 of%0D%0A::warning::x",
    ]


def test_rules_lead_to_the_handbook_where_it_is_published(monkeypatch: pytest.MonkeyPatch) -> None:
    def led_to() -> tuple[object, str]:
        rules = json.loads(report.as_sarif([PLAIN]))["runs"][0]["tool"]["driver"]["rules"]
        return rules, report.as_github([PLAIN]).partition("Decline.")[2]

    assert led_to() == ([{"id": "red-flag"}], "")
    monkeypatch.setattr(ours, "ADDRESS", "https://book.example/")
    address = "https://book.example/reference/rules/#red-flag"
    assert led_to() == ([{"id": "red-flag", "helpUri": address}], f" {address}")
    first, _, second = report.text([PLAIN, PLAIN]).partition(f"\n    {address}\n")
    assert (first, second) == (report.line(PLAIN), report.line(PLAIN).partition("\n")[0])


def test_code_quality() -> None:
    issues = json.loads(report.as_gitlab([PLAIN, PLAIN, HOSTILE]))
    assert issues[0] == {
        "description": "x must not. Decline.",
        "check_name": "red-flag",
        "fingerprint": issues[0]["fingerprint"],
        "severity": "major",
        "location": {"path": "content/partners/a.md", "lines": {"begin": 3}},
    }
    assert len({issue["fingerprint"] for issue in issues}) == 3


def test_fingerprints_stay_when_lines_move() -> None:
    moved = Finding(**{**vars(PLAIN), "line": 9})
    one, other = (json.loads(report.as_gitlab([each]))[0]["fingerprint"] for each in (PLAIN, moved))
    assert one == other


def test_sarif() -> None:
    log = json.loads(report.as_sarif([PLAIN, HOSTILE]))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["red-flag", "slug-invalid"]
    first, second = run["results"]
    assert (first["ruleId"], first["level"], first["message"]["text"]) == ("red-flag", "error", "x must not. Decline.")
    assert first["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 7}
    assert "\n" not in second["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


@pytest.mark.parametrize("style", ["json", "gitlab", "sarif"])
def test_no_finding_is_valid_json_too(style: str) -> None:
    json.loads(report.FORMATS[style]([]))


TYPED = st.lists(
    st.sampled_from(["##[", "##vso[", "###", "[", "::", "\n", "\r", " ", "error::", "%0A", "\x1b[31m", "\u2028", "\udcff", "\xa0"])
    | st.text(max_size=3)
).map("".join)  # fmt: skip


@given(path=TYPED, message=TYPED, hint=TYPED, in_text=TYPED)
@settings(max_examples=int(os.environ.get("PARTNERHUB_SOAK", "60")))
def test_no_line_of_any_format_is_a_command_but_ours(path: str, message: str, hint: str, in_text: str) -> None:
    finding = replace(PLAIN, path=path, message=message, hint=hint, in_text=in_text)
    for style, write in report.FORMATS.items():
        lines = re.split(r"[\r\n]", write([finding]))
        ours = [re.sub(r"^::error file=[^,:]*,line=3,col=7,title=red-flag::", "", line) for line in lines]
        assert style != "github" or ours[0] != lines[0]
        shown = [line.translate(dict.fromkeys(map(ord, DIRECTION_MARKS))) for line in ours]
        assert [line for line in shown if re.search(r"^\s*::|##\w*\[", line) or not line.isprintable()] == []
    (read,) = json.loads(report.as_json([finding]))
    assert read["message"] == re.sub("[\ud800-\udfff]", "\ufffd", message), "a program reads what was typed"


@pytest.mark.parametrize(
    ("text", "said"),
    {
        "##[add-path]x": "# #[add-path]x", "a ##vso[x]": "a # #vso[x]", "####[x": "### #[x", "## heading": "## heading",
        "::error::x": ": :error::x", " \t::x": " \t: :x", "a\n::x\r::y": "a\n: :x\r: :y", "a ::x": "a ::x", "C::D": "C::D",
    }.items(),
)  # fmt: skip
def test_what_begins_a_command_is_parted(text: str, said: str) -> None:
    assert inert(text) == said
    assert inert(said) == said
