"""The workflows that write down what happened by a button: their scripts, run as the hosts run them."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

import click
import pytest
import yaml

import partnerhub
from partnerhub.edge.new_command import event
from partnerhub.edge.set_command import _refuse_options, set_command
from partnerhub.editing.actions import ACTIONS
from records import UNANNOUNCED
from repositories import FILE, Repo

ROOT = Path(__file__).resolve().parents[1]
# YAML 1.1 reads the name of the trigger as a truth value.
WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/edit.yml").read_text(encoding="utf-8").replace("\non:", "\n'on':"))
FIELDS = WORKFLOW["on"]["workflow_dispatch"]["inputs"]
CHOICES = FIELDS["action"]["options"]
STEPS = {step.get("name"): step for step in WORKFLOW["jobs"]["edit"]["steps"]}
WRITE, PUSH = STEPS["Write it into the file"]["run"], STEPS["Push a branch"]["run"]
GITLAB = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
JOB = GITLAB["edit"]["script"]
BASH = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]


def test_the_choices_are_all_that_set_does_and_a_new_event() -> None:
    assert {choice.split()[0] for choice in CHOICES} == {*ACTIONS, "new"}
    assert GITLAB["variables"]["ACTION"]["options"] == ["", *CHOICES]
    assert {name.upper() for name in FIELDS} == set(GITLAB["variables"]) - {"GIT_DEPTH"}


def test_what_is_typed_reaches_commands_through_the_environment_only() -> None:
    assert not [name for name, step in STEPS.items() if "${{" in step.get("run", "")]
    assert WORKFLOW["permissions"] == {}
    assert WORKFLOW["jobs"]["edit"]["permissions"] == {"contents": "write"}
    for name, step in STEPS.items():
        assert ("GH_TOKEN" in step.get("env", {})) is (name == "Push a branch")
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


def asked(folder: Path, action: str, **fields: str) -> tuple[int, list[str], str]:
    """Exit code, what the command line gets, and the summary."""
    (folder / "bin").mkdir(exist_ok=True)
    program, got = folder / "bin" / "partnerhub", folder / "got"
    program.write_text(f'#!/bin/sh\nprintf "%s\\0" "$@" > {shlex.quote(str(got))}\necho \'::error::"```\'\n')
    program.chmod(0o755)
    (folder / "summary").unlink(missing_ok=True)
    got.unlink(missing_ok=True)
    environment = {
        **dict.fromkeys(("EVENT", "WHEN", "WORDS", "WHO"), ""),
        "PARTNER": "code",
        "ACTION": action,
        "ACTOR": "noa",
        **fields,
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "RUNNER_TEMP": str(folder),
        "GITHUB_STEP_SUMMARY": str(folder / "summary"),
    }
    ran = subprocess.run([*BASH, WRITE], cwd=folder, env=environment, check=False, capture_output=True, text=True)
    assert (ran.stdout, ran.stderr) == ("What came of it stands in the summary.\n", "")
    summary = (folder / "summary").read_text()
    assert all(line.startswith("    ") for line in summary.splitlines())
    return ran.returncode, got.read_bytes().decode().split("\0")[:-1] if got.exists() else [], summary


# action: fields → what follows the command's name
COMMANDS = {
    "reply them": ({"WORDS": "- yes: gladly"}, ["--from=them", "--", "code", "reply", "- yes: gladly"]),
    "reply us": ({}, ["--from=us", "--", "code", "reply"]),
    "approve": ({"WORDS": "good people"}, ["--note=good people", "--by=noa", "--", "code", "approve"]),
    "decline": ({"WHO": "--editor"}, ["--by=--editor", "--", "code", "decline"]),
    "agree": ({}, ["--", "code", "agree"]),
    "agree us": ({"EVENT": "night"}, ["--side=us", "--event=night", "--", "code", "agree"]),
    "agree them": ({}, ["--side=them", "--", "code", "agree"]),
    "move": ({"WHEN": "2026-12-24 19:00"}, ["--", "code", "move", "2026-12-24 19:00"]),
    "move agreed": ({"WHEN": "2026-12-24", "EVENT": "night"}, ["--agreed", "--event=night", "--", "code", "move", "2026-12-24"]),
    "postpone": ({"EVENT": "-night"}, ["--event=-night", "--", "code", "postpone"]),
    "cancel": ({}, ["--", "code", "cancel"]),
    "announced": ({"WORDS": "the neighbours' group"}, ["--", "code", "announced", "the neighbours' group"]),
    "thanked": ({}, ["--", "code", "thanked"]),
    "outcome": ({"WORDS": "42 came, and stayed"}, ["--summary=42 came, and stayed", "--", "code", "outcome"]),
    "consent": ({"WORDS": "3f9a1c0be2d4", "WHO": "Dana"}, ["--saw=3f9a1c0be2d4", "--by=Dana", "--", "code", "consent"]),
    "withdraw-consent": ({}, ["--", "code", "withdraw-consent"]),
    "new event": ({"EVENT": "Winter evening", "WHEN": "2026-12-24 19:00", "WORDS": "Community House"},
        ["event", "--title=Winter evening", "--start=2026-12-24 19:00", "--place=Community House", "--", "code"]),
}  # fmt: skip


def test_each_choice_is_a_command(tmp_path: Path) -> None:
    assert sorted(COMMANDS) == sorted(CHOICES)
    for action, (fields, expected) in COMMANDS.items():
        is_new = action == "new event"
        code, got, summary = asked(tmp_path, action, **fields)
        assert (code, got) == (0, ["new" if is_new else "set", *expected])
        assert summary == '    ::error::"```\n'
        with (event if is_new else set_command).make_context("x", [*expected[is_new:]]) as context:
            assert isinstance(context, click.Context)
            assert context.params["slug"] == "code"
            if not is_new:
                own = {"slug", "what", "words", "dry_run", "today", "language", "config_file"}
                options = {name: value for name, value in context.params.items() if name not in own}
                _refuse_options(context.params["what"], context.params["words"], options)
    assert asked(tmp_path, "outcome", WORDS="42")[1][1] == "--attendance=42"


HOSTILE = (
    "--help",
    "-x",
    "a b *",
    "$(touch pwned)",
    "`touch pwned`",
    "'; touch pwned; '",
    '"',
    "a\n::error::b\r\n# c",
    "%0A",
    "\\",
    "ש״ש",
)


@pytest.mark.parametrize("typed", HOSTILE, ids=repr)
def test_whatever_is_typed_is_one_word(typed: str, tmp_path: Path) -> None:
    for action, last in (("announced", [typed]), ("outcome", [])):
        _, got, _ = asked(tmp_path, action, PARTNER=typed, EVENT=typed, WORDS=typed)
        words = [f"--event={typed}"] + ([] if last else [f"--summary={typed}"])
        assert got == ["set", *words, "--", typed, action, *last]
    assert not (tmp_path / "pwned").exists()


REFUSED = {
    "a field that the action has no use for": ("thanked", {"WHEN": "2026-12-01"}, "With thanked, leave the field when empty."),
    "another": ("approve", {"EVENT": "night"}, "With approve, leave the field event empty."),
    "no action": ("delete", {}, "There is no such action."),
}  # fmt: skip


@pytest.mark.parametrize(("action", "fields", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_nobody_meant_is_refused(action: str, fields: Mapping[str, str], said: str, tmp_path: Path) -> None:
    assert asked(tmp_path, action, **fields) == (2, [], f"    {said}\n")


# With the program itself, and a place to push to


@pytest.fixture
def pressed(repo: Repo, tmp_path: Path):
    """A clone of a hub, what a step there is run with, and the place to which it pushes."""
    repo.commit("2026-11-01", text=UNANNOUNCED)
    remote, folder = tmp_path / "remote.git", tmp_path / "run"
    repo.git("clone", "-q", "--bare", str(repo.root), str(remote))
    repo.git("remote", "add", "origin", str(remote))
    (folder / "bin").mkdir(parents=True)
    program = folder / "bin" / "partnerhub"
    source = Path(partnerhub.__file__).parents[1]
    itself = f'PYTHONPATH={shlex.quote(str(source))} exec {sys.executable} -m partnerhub "$@"'
    environment = {
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "HOME": str(folder),
        "SOURCE_DATE_EPOCH": "1795000000",
        "RUNNER_TEMP": str(folder),
        "GITHUB_STEP_SUMMARY": str(folder / "summary"),
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "us/hub",
        "GITHUB_RUN_ID": "7",
        "GITHUB_RUN_ATTEMPT": "1",
        "GITHUB_REF_NAME": "live/a#b",
        "CI_PROJECT_URL": "https://lab.example/us/hub",
        "CI_REPOSITORY_URL": str(remote),
        "CI_PIPELINE_ID": "7",
        "CI_JOB_ID": "1",
        "CI_COMMIT_REF_NAME": "live/a#b",
        "GITLAB_USER_LOGIN": "noa",
        "GITLAB_USER_NAME": "Noa",
        "GITLAB_USER_EMAIL": "noa@example.org",
        **dict.fromkeys(("EVENT", "WHEN", "WHO"), ""),
        "PARTNER": "code",
        "ACTION": "reply them",
        "WORDS": "yes, gladly",
        "ACTOR": "noa",
        "ACTOR_ID": "1",
        "GH_TOKEN": "secret",
    }

    def run(*scripts: str, does: str = "", **fields: str) -> subprocess.CompletedProcess[str]:
        """Run scripts one after the other, with the program or with one that does something else."""
        program.write_text(f"#!/bin/sh\n{does or itself}\n")
        program.chmod(0o755)
        script, environ = "\n".join(scripts), {**environment, **fields}
        return subprocess.run(
            [*BASH, script], cwd=repo.root, env=environ, check=False, capture_output=True, encoding="utf-8"
        )

    def branches() -> list[str]:
        listed = subprocess.run(["git", "branch", "--format=%(refname:short) %(authorname): %(subject)"], cwd=remote, capture_output=True, text=True, check=True)  # fmt: skip
        return [line for line in listed.stdout.splitlines() if not line.startswith("main ")]

    return run, branches, folder / "summary"


def test_a_branch_is_pushed_and_leads_to_a_pull_request(pressed, repo: Repo) -> None:
    run, branches, summary = pressed
    assert run(WRITE).returncode == 0
    assert "+      note: yes, gladly\n" in summary.read_text()
    pushed = run(PUSH)
    assert (pushed.returncode, pushed.stdout, pushed.stderr) == (0, "", "")
    assert branches() == ["partnerhub/edit-7-1 noa: reply them: code"]
    link = "https://github.com/us/hub/compare/live/a%23b...partnerhub/edit-7-1?expand=1"
    assert summary.read_text().splitlines()[-1] == f"### [Open the pull request · לפתוח את בקשת המיזוג]({link})"
    assert "yes, gladly" in (repo.root / FILE).read_text("utf-8")


def test_where_nothing_is_written_nothing_is_pushed(pressed) -> None:
    run, branches, summary = pressed
    assert run(WRITE, does="echo there is no such partner >&2; exit 2").returncode == 1
    assert summary.read_text() == "    there is no such partner\n"
    assert run(WRITE, does="echo it is there already").returncode == 0
    assert run(PUSH).returncode == 0
    assert branches() == []


def test_on_gitlab_it_ends_with_the_link(pressed) -> None:
    run, branches, _ = pressed
    ran = run(*JOB, does=f"echo Words >> {FILE}; exit 1", ACTOR="")  # it is written, with errors of its own
    assert (ran.returncode, ran.stderr) == (0, "")
    assert branches() == ["partnerhub/edit-7-1 Noa: reply them: code"]
    link = ran.stdout.splitlines()[-1]
    assert unquote(link) == (
        "https://lab.example/us/hub/-/merge_requests/new?merge_request[source_branch]=partnerhub/edit-7-1"
        "&merge_request[target_branch]=live/a#b"
    )
    assert "live%2Fa%23b" in link
