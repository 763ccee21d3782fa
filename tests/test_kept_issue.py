"""The workflows that keep one issue of what is to be done: their scripts, run as the hosts run them."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
import yaml

from partnerhub.duties import markdown

ROOT = Path(__file__).resolve().parents[1]
STEPS = {
    step.get("name"): step
    for step in yaml.safe_load((ROOT / ".github/workflows/duties.yml").read_text(encoding="utf-8"))["jobs"]["issue"][
        "steps"
    ]
}
JOB = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))["duties"]
POST = JOB["script"][1].partition("<<'END'\n")[2].partition("\nEND\n")[0]


def line(name: str, mark: str = "") -> str:
    return f"- **today**: Answer `{name}`" + (f" <!-- overdue:{mark * 12} -->" if mark else "")


def issue(*lines: str) -> str:
    return "\n".join([markdown.MARK, "", "### Overdue", "", *lines]) + "\n"


BEFORE, SAME, MORE, NONE = (
    issue(line("Noa", "a"), line("Later")),
    issue(line("Noa", "a"), line("Even later")),
    issue(line("Noa", "a"), line("Choir", "b"), line("Garden", "c")),
    issue(line("Noa")),
)
COMMENT = f"Became overdue · עבר המועד:\n\n{line('Choir')}\n{line('Garden')}"
# The text that the issue had, and the one that it gets → the comment.
WHAT_HAPPENS = {
    "the first time": (None, BEFORE, None),
    "nothing became overdue": (BEFORE, SAME, None),
    "something did": (BEFORE, MORE, COMMENT),
    "edited by hand, in a browser": (BEFORE.replace("\n", "\r\n"), MORE, COMMENT),
    "all is done": (MORE, NONE, None),
    "the text was emptied but for the mark": (markdown.MARK, MORE, f"Became overdue · עבר המועד:\n\n{line('Noa')}\n{line('Choir')}\n{line('Garden')}"),
}  # fmt: skip


def newly_overdue(script: str) -> str:
    (found,) = (
        each
        for each in ast.walk(ast.parse(script))
        if isinstance(each, ast.FunctionDef) and each.name == "newly_overdue"
    )
    return ast.dump(found)


def test_both_hosts_compare_alike() -> None:
    assert newly_overdue(STEPS["See what became overdue"]["run"]) == newly_overdue(POST)


GH = """\
#!/usr/bin/env bash
# Answers as the host's program would, of one issue; what is sent is written down.
case "$*" in
  *"--paginate repos/us/hub/issues?labels=partnerhub-duties&state=all"*) if [ -f "$KEPT" ]; then echo 7; echo 9; fi ;;
  *"repos/us/hub/issues/7 --jq .body") cat "$KEPT" ;;
  *) for word; do case $word in body=@*) cp "${word#body=@}" "$SENT/$((number += 1)).body" ;; esac; done; echo "$*" >> "$SENT/asked" ;;
esac
"""


@pytest.mark.parametrize(("earlier", "now", "comment"), WHAT_HAPPENS.values(), ids=WHAT_HAPPENS.keys())
def test_github(earlier: str | None, now: str, comment: str | None, tmp_path: Path) -> None:
    temp, sent = tmp_path / "temp", tmp_path / "sent"
    for folder in (temp, sent, tmp_path / "bin"):
        folder.mkdir()
    gh = tmp_path / "bin" / "gh"
    gh.write_text(GH)
    gh.chmod(0o755)
    (temp / "duties.md").write_text(now, encoding="utf-8")
    if earlier is not None:
        (tmp_path / "kept").write_text(earlier, encoding="utf-8", newline="")
    handed_on = tmp_path / "output"
    environment = {
        "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
        "RUNNER_TEMP": str(temp),
        "GITHUB_OUTPUT": str(handed_on),
        "SENT": str(sent),
        "KEPT": str(tmp_path / "kept"),
        "LABEL": "partnerhub-duties",
        "REPO": "us/hub",
        "TITLE": STEPS["Bring it up to date"]["env"]["TITLE"],
    }

    def run(name: str, **more: str) -> None:
        step = STEPS[name]
        program = (
            [sys.executable, "-c"]
            if step["shell"] == "python"
            else ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]
        )
        subprocess.run([*program, step["run"]], env={**environment, **more}, check=True, capture_output=True)

    run("Find the issue")
    number = handed_on.read_text().removeprefix("number=").strip()
    assert number == ("" if earlier is None else "7")
    run("See what became overdue")
    run("Bring it up to date", NUMBER=number)

    asked = (sent / "asked").read_text(encoding="utf-8").splitlines()
    if earlier is None:
        assert asked[0].endswith("--method POST repos/us/hub/labels -f name=partnerhub-duties")
        assert "--method POST repos/us/hub/issues -f title=What to do this week" in asked[1]
        assert asked[1].endswith("labels[]=partnerhub-duties")
    else:
        assert "--method PATCH repos/us/hub/issues/7 " in asked[0]
        assert [" repos/us/hub/issues/7/comments " in each for each in asked[1:]] == [True] * (comment is not None)
    written = temp / "comment.md"
    assert (written.read_text(encoding="utf-8") if written.exists() else None) == (comment and f"{comment}\n")


STUB = """
import io, json, os, sys, urllib.request
def urlopen(request, timeout):
    fields = json.loads(request.data) if request.data else None
    if fields: print(json.dumps([request.get_method(), request.full_url, fields]), file=sys.stderr)
    kept = os.environ.get("KEPT")
    others = [{"iid": 3, "description": None}, {"iid": 4, "description": "Another with this label"}]
    answer = io.StringIO(json.dumps(others + ([{"iid": 7, "description": kept}] if kept else [])))
    answer.headers = {}
    return answer
urllib.request.urlopen = urlopen
"""


@pytest.mark.parametrize(("earlier", "now", "comment"), WHAT_HAPPENS.values(), ids=WHAT_HAPPENS.keys())
def test_gitlab(earlier: str | None, now: str, comment: str | None, tmp_path: Path) -> None:
    (tmp_path / "duties.md").write_text(now, encoding="utf-8")
    environment = {
        "CI_API_V4_URL": "https://host.example/api",
        "CI_PROJECT_ID": "1",
        "PARTNERHUB_TOKEN": "x",
        **({"KEPT": earlier} if earlier else {}),
        "PATH": os.environ["PATH"],
        "PYTHONIOENCODING": "utf-8",
    }
    ran = subprocess.run(
        [sys.executable, "-c", STUB + POST],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    sent: list[Any] = [json.loads(each) for each in ran.stderr.splitlines()]
    issues = "https://host.example/api/projects/1/issues"
    if earlier is None:
        title = "What to do this week · מה עושים השבוע"
        assert sent == [["POST", issues, {"title": title, "description": now, "labels": "partnerhub-duties"}]]
    else:
        expected = [["PUT", f"{issues}/7", {"description": now}]]
        assert sent == expected + ([["POST", f"{issues}/7/notes", {"body": comment}]] if comment else [])


def test_without_a_token_gitlab_keeps_the_list_alone(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"]}
    ran = subprocess.run(
        ["bash", "-ec", JOB["script"][1]], cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
    )
    assert "artifact duties.md" in ran.stdout
    assert JOB["artifacts"]["paths"] == ["duties.md", "board.html", "drafts"]


@pytest.mark.parametrize(
    ("visibility", "is_public"), [("public", True), ("internal", False), ("private", False), ("", True)]
)
def test_who_may_be_anyone_gets_names_and_days(visibility: str, is_public: bool, tmp_path: Path) -> None:
    """On both hosts, with the program replaced by one that repeats what it was asked."""
    program = tmp_path / ".venv" / "bin" / "partnerhub"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\necho "$@"\n')
    program.chmod(0o755)
    path = f"{program.parent}:{os.environ['PATH']}"
    (tmp_path / "summary").touch()
    hosts = {
        "gitlab": (JOB["script"][0], {"CI_PROJECT_VISIBILITY": visibility}),
        "github": (
            STEPS["Write down what is to be done"]["run"],
            {"PRIVATE": {"public": "false", "": ""}.get(visibility, "true"), "HUB": "mkdocs.yml", "RUNNER_TEMP": str(tmp_path), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary")},
        ),
    }  # fmt: skip
    for script, environment in hosts.values():
        subprocess.run(
            ["bash", "-eo", "pipefail", "-c", script], cwd=tmp_path, env={"PATH": path, **environment}, check=True
        )
        asked = (tmp_path / "duties.md").read_text()
        assert ("--public" in asked) is is_public
        assert ("--html" in asked and "--drafts" in asked) is not is_public
        assert ("[Board, and drafts of the week" in asked) is not is_public


def test_inputs_reach_commands_through_the_environment_only() -> None:
    assert not [name for name, step in STEPS.items() if "${{" in step.get("run", "")]
    assert textwrap.dedent(POST) == POST
