"""The scripts in the workflows for code hosts, which post what a stranger's run has left: run as the hosts run them."""

from __future__ import annotations

import ast
import json
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from partnerhub.review import markdown as review_report
from partnerhub.review.markdown import Links, code

ROOT = Path(__file__).resolve().parents[1]
PROJECT = "https://host.example/us/hub"
SHA = "0123456789" * 4


def github() -> str:
    steps = yaml.safe_load((ROOT / ".github/workflows/comment.yml").read_text(encoding="utf-8"))["jobs"]["comment"][
        "steps"
    ]
    (step,) = (step for step in steps if step.get("shell") == "python")
    return step["run"]


def gitlab() -> str:
    (script,) = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))["comment"]["script"]
    return script.partition("<<'END'\n")[2].partition("\nEND\n")[0]


def function(script: str) -> ast.FunctionDef:
    (found,) = (
        each for each in ast.parse(script).body if isinstance(each, ast.FunctionDef) and each.name == "harmless"
    )
    return found


def harmless() -> Callable[[str, str], str]:
    names: dict[str, object] = {"re": re}
    exec(compile(ast.Module([function(github())], []), "comment.yml", "exec"), names)
    return names["harmless"]  # type: ignore[return-value]


HARMLESS = harmless()


def test_both_hosts_make_it_harmless_alike() -> None:
    assert ast.dump(function(github())) == ast.dump(function(gitlab()))


OBEYED = {
    "mention": "@octocat @all", "entity": "&#64;octocat &commat;octocat &#x40;a", "escaped": r"\@octocat \#1",
    "issue": "#12 us/hub#12 GH-12 gh-12 GL-3 close #1", "entity of an issue": "&#35;12 &num;12",
    "merge request": "!45 &6 %7 ~8 ~\"label\" %\"v 1\" ~תווית $9 ^alert#1 [vulnerability:1]",
    "quick action": "/close", "after blanks": " \t/merge", "after a line end": "x\r/close\r\n /assign me\v/x",
    "picture": "![](https://tracker.example/a.png) ![x][y]\n\n[y]: //tracker.example/a.png",
    "tag": '<img src="https://tracker.example/a.png"> <!-- x <a href=https://evil.example>x</a> <https://evil.example>',
    "link": "[ready](https://evil.example) [a][b] https://evil.example www.evil.example WWW.evil.example _www.evil.example_ _GH-1_ [x](//evil.example)",
    "close to ours": f"[x]({PROJECT}/blob/{SHA}/../../../../issues/1) [x]({PROJECT}/issues/1) [x]({PROJECT}/blob/{SHA}/%2e%2E/a)"
    f' <img src="{PROJECT}/raw/{SHA}/a.png?x=1" alt="" width="320"> <img src="{PROJECT}.evil.example/raw/{SHA}/a" alt="" width="320">',
    "turned around": "ydaer \u202eevil\u2066 \u2067x \u2068x\u2069 `\u2068x\u2069` \u2069`x`\u2068",
    "hidden": "<!-- partnerhub-review -->\x00\x1b[31m",
}  # fmt: skip


def assert_harmless(text: str) -> None:
    said = HARMLESS(text, f"{PROJECT}/")
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(said)
    links = re.findall(r'(?:href|src)="([^"]*)"', rendered)
    assert all(re.match(rf"{PROJECT}/(blob|raw)/[0-9a-f]{{40}}/", link) and ".." not in link for link in links), said
    shown = re.sub(r"<[^>]*>", " ", rendered)  # a host looks at each text by itself
    for obeyed in (
        r"@(?!\u200b)", r"[#!%~^$](?=\w)", r"(?i)G[HL]-\d", r"&(?!(amp|lt|gt|quot);)", r"://(?!)", r"(?i)www\.",
        r"[\u202a-\u202e\u2066\u2067]", r"[^\n\t -~\u00a0-\U0010ffff]",
    ):  # fmt: skip
        assert not re.search(obeyed, shown.replace("&#39;", "'")), (obeyed, said)
    assert not re.search(r"(?m)^\s*/", said), said
    assert not re.search("\u2068(?!`)|(?<!`)\u2069", said), "they stand around code alone"
    assert set(re.findall(r"<(?=[!/a-z])[^ >]*", rendered)) <= {f"<{slash}{tag}" for slash in ("", "/") for tag in TAGS}


TAGS = (
    *(
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "ul",
        "ol",
        "li",
        "code",
        "pre",
        "strong",
        "em",
        "s",
        "a",
        "br",
        "img",
        "hr",
    ),
    *("details", "summary", "blockquote", "div", "table", "thead", "tbody", "tr", "th", "td"),
)


@pytest.mark.parametrize("text", OBEYED.values(), ids=OBEYED.keys())
def test_what_a_host_would_act_on_is_parted(text: str) -> None:
    assert_harmless(text)
    assert_harmless(f"- {text}\n> {text}\n\n{text}")


@given(
    st.lists(
        st.sampled_from([*"@#!&%~$^/[]()<>:`\\\n\r 1a*_|\"'-.", "//", "www.", "GH-", "<img src=", f"]({PROJECT}/blob/{SHA}/a)", "&#64;", "<br>"])
        | st.text(max_size=4)
    ).map("".join)
)  # fmt: skip
@example("<br>@a")
@settings(max_examples=int(os.environ.get("PARTNERHUB_SOAK", "80")))
def test_whatever_was_left_does_nothing(text: str) -> None:
    assert_harmless(text)


def test_a_review_of_ours_is_shown_as_it_was() -> None:
    links = Links(f"{PROJECT}/blob/{SHA}/", f"{PROJECT}/raw/{SHA}/")
    ours = (
        f"## ✅ `Code for Good`: ready\n\n**Next step:** Answer.\n\n[`a.md`]({links.file('content/partners/קוד a(b).md', 3)})\n\n"
        f'<img src="{links.picture("content/partners/a@b.jpg")}" alt="" width="320">\n\n| | x |\n|---|---|\n| a<br>b | – |\n\n'
        '<div dir="rtl">\n\n## \u200f✅ \u2068`Code`\u2069\n\n- \u200f\u2068`a`\u2069 ב\n\n</div>\n\n'
        "<details><summary>2 findings from before</summary>\n\n- [ ] One of us met them.\n\n</details>\n"
    )
    assert HARMLESS(ours, f"{PROJECT}/") == ours
    assert HARMLESS(code("@octocat"), PROJECT) == "`@\u200boctocat`"


def run_github(folder: Path, review: str | bytes | None, number: str = "7\n") -> tuple[str, str]:
    """What the comment would be, and what the step hands on."""
    left = folder / "partnerhub-review"
    left.mkdir()
    (left / "number.txt").write_text(number)
    if review is not None:
        (left / "review.md").write_bytes(review if isinstance(review, bytes) else review.encode())
    handed_on = folder / "output"
    handed_on.touch()
    environment = {
        "RUN_URL": f"{PROJECT}/actions/runs/1",
        "PROJECT_URL": PROJECT,
        "RUNNER_TEMP": str(folder),
        "GITHUB_OUTPUT": str(handed_on),
        "PATH": os.environ["PATH"],
    }
    subprocess.run([sys.executable, "-c", github()], cwd=folder, env=environment, check=True, capture_output=True)
    comment = folder / "comment.md"
    return comment.read_text(encoding="utf-8") if comment.exists() else "", handed_on.read_text()


def test_the_comment_says_first_where_it_comes_from(tmp_path: Path) -> None:
    comment, handed_on = run_github(tmp_path, f"{review_report.MARK}\n\n## ✅ ready\n\n/close @octocat\n")
    first, second, third, *rest = comment.split("\n")
    assert first == review_report.MARK
    assert f"own [run of the check]({PROJECT}/actions/runs/1)" in second
    assert third.startswith("> ")
    assert "\n".join(rest) == "\n## ✅ ready\n\n\u200b/close @\u200boctocat\n"
    assert handed_on == "number=7\n"


@pytest.mark.parametrize(
    ("review", "number"), [(None, "7"), ("x", "7; rm"), ("x", "٧"), ("x", "1\n2"), ("", "7")], ids=repr
)
def test_what_is_no_review_is_not_posted(tmp_path: Path, review: str | None, number: str) -> None:
    assert run_github(tmp_path, review, number) == ("", "")


def test_a_review_of_any_length_or_bytes_is_posted(tmp_path: Path) -> None:
    comment, _ = run_github(tmp_path, b"\xff@#" * 100_000)
    assert len(comment) < 65_536
    assert comment.endswith("…\n")


def test_the_note_says_first_where_it_comes_from(tmp_path: Path) -> None:
    """The script for GitLab, with its one way to the network replaced."""
    (tmp_path / "review.md").write_text(f"{review_report.MARK}\n\n## ✅ ready\n\n/merge\n", encoding="utf-8")
    (tmp_path / "pipeline.txt").write_text("5")
    own = (
        "import io, json, sys, urllib.request\n"
        "def urlopen(request, timeout):\n"
        "    if request.data: print(json.loads(request.data)['body'], file=sys.stderr)\n"
        "    answer = io.StringIO('{\"id\": 1}' if request.full_url.endswith('/user') else '[]')\n"
        "    answer.headers = {}\n"
        "    return answer\n"
        "urllib.request.urlopen = urlopen\n"
    )
    environment = {
        "CI_API_V4_URL": "https://host.example/api",
        "CI_MERGE_REQUEST_PROJECT_ID": "1",
        "CI_MERGE_REQUEST_IID": "2",
        "CI_PIPELINE_ID": "5",
        "CI_PIPELINE_URL": f"{PROJECT}/-/pipelines/5",
        "CI_PROJECT_URL": PROJECT,
        "PARTNERHUB_TOKEN": "x",
        "PATH": os.environ["PATH"],
        "PYTHONIOENCODING": "utf-8",
    }
    ran = subprocess.run(
        [sys.executable, "-c", own + gitlab()],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    first, second, _, *rest = ran.stderr.rstrip("\n").split("\n")
    assert first == review_report.MARK
    assert f"own [pipeline]({PROJECT}/-/pipelines/5)" in second
    assert rest == ["", "## ✅ ready", "", "\u200b/merge"]


def test_a_name_in_a_pull_request_begins_no_command(tmp_path: Path) -> None:
    """What the action prints about files outside content/."""
    steps = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]
    (script,) = (step["run"] for step in steps if step.get("name") == "Review what changes")
    loop = script[script.index("partners=0") : script.index("done < <(")]
    report = script[script.index('if [ "$partners"') : script.index('cat "$folder')]
    names = [
        "content/partners/a.md",
        "##[add-path]x",
        "a\n::error::x",
        "\r::error::y",
        "%0A::error::z",
        "###vso[x]",
        "\x1b[31m",
    ]
    shell = f"hub=; {loop}done; {report}"
    ran = subprocess.run(
        ["bash", "-c", shell],
        input="".join(f"{name}\0" for name in names),
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    (line,) = ran.stdout.splitlines()
    assert line.startswith("::warning title=More than partner files::")
    assert not re.search(r"##\w*\[|[\x00-\x1f]", line)
    assert json.dumps("%250A::error::z")[1:-1] in line


def test_our_own_workflows_are_those_of_every_hub() -> None:
    own_files = runpy.run_path(str(ROOT / ".ci" / "own.py"))["own_files"]
    for file, text in own_files().items():
        assert file.read_text("utf-8") == text, f"{file.name} is behind its template: make workflows"
