"""The jobs of code hosts, ours and those of every hub: what they may do, take from one another, and say before all else."""

from __future__ import annotations

import base64
import os
import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from partnerhub.scaffold.homes import HOMES
from partnerhub.scaffold.hub import NewHub, hub_files

ROOT = Path(__file__).resolve().parents[1]
BASH = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]
FROZEN = "SOURCE_DATE_EPOCH"


def ours() -> Iterator[tuple[str, str]]:
    for path in (ROOT / "action.yml", ROOT / ".gitlab-ci.yml", *sorted((ROOT / ".github").rglob("*.yml"))):
        yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def of_a_hub(home: str) -> Iterator[tuple[str, str]]:
    hub = NewHub("Us", ["en"], "UTC", {"a": {"": "A"}}, home, "partnerhub")
    for path, data in hub_files(hub, date(2026, 11, 29)).items():
        if not path.endswith(".jpg"):
            yield path, data.decode()


HUBS = {home: dict(of_a_hub(home)) for home in HOMES}
FILES = {
    f"{path} of {whose}": text
    for whose, files in {"ours": dict(ours()), **HUBS}.items()
    for path, text in files.items()
    if path.endswith(".yml")
}
GITHUB = {name: yaml.safe_load(re.sub(r"(?m)^on:", "'on':", text)) for name, text in FILES.items() if re.search(r"(?m)^ *(?:- )?uses: ", text)}  # fmt: skip
GITLAB = {name: yaml.safe_load(text) for name, text in FILES.items() if name.startswith(".gitlab-ci.yml")}


def steps(file: dict[str, Any]) -> list[dict[str, Any]]:
    jobs = [file["runs"]] if "runs" in file else list(file["jobs"].values())
    return [step for job in jobs for step in job["steps"]]


def step(name: str, file: str) -> str:
    (found,) = (each for each in steps(GITHUB[file]) if each.get("name") == name)
    return str(found["run"])


# What they may do


def installs(home: str) -> str:
    """The script of a home's check that installs partnerhub."""
    if home == "gitlab":
        (script,) = GITLAB[".gitlab-ci.yml of gitlab"][".tool"]["before_script"]
        return str(script)
    return step("Install partnerhub", f".github/actions/check/action.yml of {home}")


@pytest.mark.parametrize("home", ["github", "gitlab"])
def test_a_check_installs_the_wheel_of_the_base_and_not_of_the_proposal(home: str, tmp_path: Path) -> None:
    base, proposal, programs = (tmp_path / name for name in ("tool", "proposal", "programs"))
    programs.mkdir()
    for name in ("python", "python3"):  # what pip would read, in the folder in which it runs
        (programs / name).write_text('#!/bin/sh\ncat "$(cat requirements.txt)"\n')
        (programs / name).chmod(0o755)
    (base / ".github" / "actions" / "check").mkdir(parents=True)
    (base / "requirements.txt").write_text("./partnerhub.whl")
    (base / "partnerhub.whl").write_text("of the base")
    identity = ["-c", "user.name=Dana", "-c", "user.email=dana@example.org"]
    for command in ("init -qb main", "add --all", "commit -qm x", "clone -q . ../proposal"):
        subprocess.run(["git", *identity, *command.split()], cwd=base, check=True)
    (proposal / "partnerhub.whl").write_text("proposed")
    environment = {
        **os.environ,
        "PATH": f"{programs}:{os.environ['PATH']}",
        "ACTION": str(base / ".github" / "actions" / "check"),
        "CI_DEFAULT_BRANCH": "main",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": "HEAD",
    }
    ran = subprocess.run(
        [*BASH, installs(home)], cwd=proposal, env=environment, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (0, "of the base"), ran.stderr


@pytest.mark.parametrize("name", GITHUB)
def test_jobs_run_what_is_pinned_and_nothing_that_is_proposed_stands_in_a_script(name: str) -> None:
    for each in steps(GITHUB[name]):
        uses = each.get("uses", "./")
        assert re.match(r"\./|actions/[\w/-]+@v\d+\Z|[\w./-]+@[0-9a-f]{40}\Z", uses), uses
        assert "${{" not in each.get("run", "")
        assert "checkout" not in uses or each["with"]["persist-credentials"] is False


@pytest.mark.parametrize("name", [name for name in GITHUB if "workflows/" in name])
def test_a_workflow_has_no_permission_but_those_that_its_jobs_name(name: str) -> None:
    assert GITHUB[name]["permissions"] == {}
    assert all("timeout-minutes" in job and "permissions" in job for job in GITHUB[name]["jobs"].values())


@pytest.mark.parametrize("home", HOMES)
def test_what_is_of_the_demo_reaches_no_copy(home: str) -> None:
    assert not [path for path, text in HUBS[home].items() if FROZEN in text or "demo" in text.lower()]
    assert any(FROZEN in text for text in FILES.values()), "ours has it"


# What they take from one another


def test_github_keeps_only_what_a_job_made_that_publishes() -> None:
    """A proposal's job may take what is kept; it keeps nothing, so that nothing of it can come into what is published."""
    keeping = set()
    for name, file in GITHUB.items():
        for each in steps(file):
            uses, given = each.get("uses", ""), each.get("with", {})
            assert not [key for key in given if "cache" in key], "an action that keeps by itself has a key of its own"
            if uses.startswith(("actions/cache@", "actions/cache/save@")):
                keeping.add(name)
                assert given["key"].startswith("partnerhub-publish-")
    assert {name.partition(" ")[0] for name in keeping} == {".github/workflows/publish.yml"}
    assert not {trigger for name in keeping for trigger in GITHUB[name]["on"]} & {
        "pull_request",
        "pull_request_target",
        "workflow_run",
        "merge_group",
    }


@pytest.mark.parametrize("name", GITLAB)
def test_gitlab_keeps_only_what_a_job_made_that_publishes(name: str) -> None:
    jobs = {job: said for job, said in GITLAB[name].items() if isinstance(said, dict)}
    assert [job for job, said in jobs.items() if "cache" in said] == ["pages"]
    assert [rule["if"] for rule in jobs["pages"]["rules"]] == [
        '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $ACTION == ""'
    ]
    assert "cache" not in GITLAB[name]


# What they say, and what they needn't say again


def with_gh(folder: Path, script: str, answers: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a step with a `gh` that answers as told, and writes down what it is asked."""
    program = folder / "gh"
    program.write_text(f'#!/bin/sh\necho "$@" >> "{folder}/asked"\n{answers}\n')
    program.chmod(0o755)
    environment |= {"PATH": f"{folder}:{os.environ['PATH']}", "RUNNER_TEMP": str(folder), "REPO": "us/hub"}
    return subprocess.run([*BASH, script], env=environment, check=False, capture_output=True, text=True)


PAGES = {
    "on": ("echo workflow", 0, ""),
    "off": ("echo 'gh: Not Found (HTTP 404)' >&2; exit 1", 1, "::error title=Pages is off::Turn it on"),
    "from a branch": ("echo legacy", 1, "::error title=Pages is off::Turn it on"),
    "no answer": ("echo 'error connecting to the host' >&2; exit 1", 0, "::warning::The host did not say"),
}


@pytest.mark.parametrize(("answer", "code", "said"), PAGES.values(), ids=PAGES.keys())
def test_that_pages_is_off_is_said_before_all_else(tmp_path: Path, answer: str, code: int, said: str) -> None:
    first = next(iter(GITHUB[".github/workflows/publish.yml of github"]["jobs"].values()))["steps"][0]
    ran = with_gh(tmp_path, first["run"], answer)
    assert (ran.returncode, ran.stderr) == (code, "")
    assert ran.stdout.startswith(said)
    assert bool(ran.stdout) is bool(said)


REVIEW = "<!-- partnerhub-review -->\n> wrote [it](https://host.example/us/hub/actions/runs/{run}) ·\n\n## ✅ {what}\n"


@pytest.mark.parametrize(
    ("earlier", "posted"),
    [(None, "POST"), (REVIEW.format(run=1, what="ready"), ""), (REVIEW.format(run=1, what="not ready"), "PATCH")],
    ids=["none yet", "the same", "another"],
)
def test_a_comment_that_says_the_same_is_left_alone(tmp_path: Path, earlier: str | None, posted: str) -> None:
    (tmp_path / "comment.md").write_text(REVIEW.format(run=22, what="ready"), encoding="utf-8")
    comments = "" if earlier is None else f"7 {base64.b64encode(earlier.strip().encode()).decode()}"
    answers = f"case $* in *head.sha*) echo abc ;; *--paginate*) echo '{comments}' ;; esac"
    script = step("Post it, or bring the earlier one up to date", ".github/workflows/comment.yml of ours")
    ran = with_gh(tmp_path, script, answers, NUMBER="3", HEAD_SHA="abc")
    assert (ran.returncode, ran.stderr) == (0, "")
    written = re.findall("--method (POST|PATCH)", (tmp_path / "asked").read_text())
    assert written == ([posted] if posted else [])


def test_a_note_that_says_the_same_is_left_alone() -> None:
    """GitLab's, by its own function of what counts as the same."""
    (script,) = GITLAB[".gitlab-ci.yml of gitlab"]["comment"]["script"]
    function = re.search(r"(?m)^def said\(body\):\n(?: .*\n)+", script)
    assert function is not None
    names: dict[str, Any] = {"re": re}
    exec(function[0], names)
    said = names["said"]
    assert said("a /-/pipelines/1) b\n") == said("a /-/pipelines/22) b")
    assert said("a") != said("b")
    assert 'said(note["body"]) != said(body)' in script
