"""The jobs that make a partner's file of an issue: their scripts, run as the hosts run them, with a place to push to."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from markdown_it import MarkdownIt

import partnerhub
from partnerhub.record.settings import Settings
from partnerhub.scaffold.form_questions import questions
from repositories import Repo

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / ".github/workflows/proposal.yml").read_text(encoding="utf-8")
# YAML 1.1 reads the name of the trigger as a truth value.
WORKFLOW = yaml.safe_load(TEXT.replace("\non:", "\n'on':"))
JOB = WORKFLOW["jobs"]["proposal"]
STEPS = {step.get("name", step.get("uses")): step for step in JOB["steps"]}
ASK, TAKE, WRITE, PUSH, SAY = (
    next(step["run"] for name, step in STEPS.items() if name.startswith(begins))
    for begins in ("Ask whether", "Take the text", "Write the file", "Push", "Say below")
)
(GITLAB,) = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))["proposals"]["script"]
BASH = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]
PROJECT = "https://github.com/us/hub"

HOSTILE = "@all #1 ![](https://evil.example/a.png) $(touch pwned) `touch pwned` ${{ github.token }}\n/close\n::error::x"


def issue(**answers: str) -> str:
    said = {
        "Name": "Night Readers",
        "Description": HOSTILE,
        "What we gain": "More of theirs",
        "Tagline": HOSTILE,
        **answers,
    }
    asked = questions(Settings(languages=["en"], values={"x": {"": "X"}}), "en")
    return "\n\n".join(f"### {each.label}\n\n{said.get(each.label, '_No response_')}" for each in asked)


def test_only_a_label_has_it_run() -> None:
    assert WORKFLOW["on"] == {"issues": {"types": ["labeled"]}}
    assert JOB["if"] == "github.event.label.name == 'partnerhub-proposal'"
    assert next(iter(STEPS.values()))["run"] == ASK, "who put it on is asked before all else"


def test_what_a_stranger_wrote_reaches_commands_through_files_only() -> None:
    given = set(re.findall(r"\$\{\{ (.*?) \}\}", TEXT))
    assert {each for each in given if each.startswith("github.event.issue.")} == {"github.event.issue.number"}
    assert not [name for name, step in STEPS.items() if "${{" in step.get("run", "")]
    with_token = {name for name, step in STEPS.items() if "GH_TOKEN" in step.get("env", {})}
    assert not [name for name in with_token if "partnerhub " in STEPS[name]["run"]]
    assert JOB["permissions"] == {"contents": "write", "issues": "write"}


class Place:
    """A clone of a hub, what a job there is run with, and the place to which it pushes."""

    def __init__(self, repo: Repo, folder: Path) -> None:
        self.repo, self.folder, self.remote = repo, folder, folder / "remote.git"
        repo.commit("2026-11-01")
        repo.git("clone", "-q", "--bare", str(repo.root), str(self.remote))
        repo.git("remote", "add", "origin", str(self.remote))
        (folder / "bin").mkdir()
        self.environment = {
            "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
            "HOME": str(folder),
            "SOURCE_DATE_EPOCH": "1795000000",
            "RUNNER_TEMP": str(folder),
            "GITHUB_EVENT_PATH": str(folder / "event.json"),
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_REPOSITORY": "us/hub",
            "GITHUB_RUN_ID": "7",
            "GITHUB_RUN_ATTEMPT": "1",
            "ACTOR": "noa",
            "ACTOR_ID": "1",
            "BASE": "live/a#b",
            "NUMBER": "12",
            "OPEN": "Open",
            "PRIVATE": "false",
            "REPO": "us/hub",
            "GH_TOKEN": "secret",
        }

    def program(self, name: str, does: str) -> None:
        file = self.folder / "bin" / name
        file.write_text(f"#!/bin/sh\n{does}\n")
        file.chmod(0o755)

    def run(self, script: str, *, shell: str = "bash", **more: str) -> subprocess.CompletedProcess[str]:
        program = BASH if shell == "bash" else [sys.executable, "-c"]
        environ = {**self.environment, **more}
        return subprocess.run(
            [*program, script], cwd=self.repo.root, env=environ, check=False, capture_output=True, encoding="utf-8"
        )

    def proposed(self, body: str | None) -> str:
        """The comment on an issue of this text, after all steps of the workflow."""
        (self.folder / "event.json").write_text(json.dumps({"issue": {"body": body}}))
        self.program("gh", f'echo "$@" >> {self.folder}/asked')
        for script, shell in ((TAKE, "python"), (WRITE, "bash"), (PUSH, "bash"), (SAY, "bash")):
            ran = self.run(script, shell=shell)
            assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
        comment = self.folder / "proposal" / "comment.md"
        asked = (self.folder / "asked").read_text().strip()
        assert asked == f"api --silent --method POST repos/us/hub/issues/12/comments -F body=@{comment}"
        return comment.read_text("utf-8")

    def branches(self) -> list[str]:
        listed = subprocess.run(
            ["git", "branch", "--format=%(refname:short) %(authorname): %(subject)"],
            cwd=self.remote, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return [line for line in listed.stdout.splitlines() if not line.startswith("main ")]

    def changes(self, branch: str) -> list[str]:
        listed = subprocess.run(
            ["git", "diff", "--name-status", f"main..{branch}"],
            cwd=self.remote,
            capture_output=True,
            text=True,
            check=True,
        )
        return listed.stdout.splitlines()


@pytest.fixture
def place(repo: Repo, tmp_path: Path) -> Place:
    return Place(repo, tmp_path)


@pytest.mark.parametrize(
    ("answer", "may"),
    [("echo admin", True), ("echo write", True), ("echo read", False), ("echo none", False), ("exit 1", False)],
)
def test_only_who_may_push_can_have_it_done(place: Place, answer: str, may: bool) -> None:
    place.program("gh", f'echo "$@" >> {place.folder}/asked\n{answer}')
    ran = place.run(ASK)
    assert (ran.returncode, ran.stdout.startswith("::error title=Not done::Whoever")) == (int(not may), not may)
    assert (place.folder / "asked").read_text() == "api repos/us/hub/collaborators/noa/permission --jq .permission\n"


def test_an_issue_becomes_a_file_on_a_branch(place: Place) -> None:
    """With the program itself, and answers that would have something done."""
    source = Path(partnerhub.__file__).parents[1]
    place.program("partnerhub", f'PYTHONPATH={shlex.quote(str(source))} exec {sys.executable} -m partnerhub "$@"')
    comment = place.proposed(issue())
    link, said, review = comment.split("\n\n", 2)
    assert link == f"### [Open]({PROJECT}/compare/live/a%23b...partnerhub/proposal-12-7-1?expand=1)"
    assert said.startswith("    content/partners/night-readers.md\n")
    assert all(line.startswith("    ") for line in said.splitlines())
    assert "Night Readers" in review
    assert "More of theirs" not in comment, "in a public repository nothing private is told"
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(review)
    outside = re.sub(r"<code>.*?</code>", "", rendered, flags=re.DOTALL)
    assert "evil.example" in rendered
    assert not [each for each in ("evil", "@all", "/close", "pwned", "::error", "<img") if each in outside]
    assert place.branches() == ["partnerhub/proposal-12-7-1 noa: Partner proposed in issue 12"]
    assert place.changes("partnerhub/proposal-12-7-1") == ["A\tcontent/partners/night-readers.md"]
    assert not (place.repo.root / "pwned").exists()


def test_no_answer_stands_in_a_command(place: Place) -> None:
    """As bash tells each one that it runs, with all that it is given."""
    source = Path(partnerhub.__file__).parents[1]
    place.program("partnerhub", f'PYTHONPATH={shlex.quote(str(source))} exec {sys.executable} -m partnerhub "$@"')
    place.program("gh", "cat > /dev/null")
    asked = questions(Settings(languages=["en"], values={"x": {"": "X"}}), "en")
    answers = {each.label: f"stranger{number} {HOSTILE}" for number, each in enumerate(asked)}
    event = {"issue": {"title": "stranger", "body": issue(**{**answers, "Name": "Strangers"})}}
    (place.folder / "event.json").write_text(json.dumps(event))
    place.run(TAKE, shell="python")
    told = "".join(place.run(script, SHELLOPTS="xtrace").stderr for script in (WRITE, PUSH, SAY))
    assert "+ partnerhub import --form" in told
    assert "partners/strangers.md" in place.changes("partnerhub/proposal-12-7-1")[0]
    assert not [line for line in told.splitlines() if re.search("stranger|evil|pwned", line, re.IGNORECASE)]


WRITES = 'case $1 in review) echo "# Reviewed $2 $3" ;; *) echo x > content/partners/new.md; echo "@all"; echo; echo /close; exit {code} ;; esac'
REFUSES = "echo 'partnerhub import: it is no form.' >&2; exit 2"


@pytest.mark.parametrize("code", [0, 1], ids=["sound", "with errors"])
def test_what_is_said_is_code_and_the_review_is_of_the_branch(place: Place, code: int) -> None:
    place.program("partnerhub", WRITES.replace("{code}", str(code)))
    comment = place.proposed("x")
    assert re.search(r"\n\n    @all\n    \n    /close\n\n# Reviewed [0-9a-f]{40}\.\.HEAD --public\n", comment)
    assert len(place.branches()) == 1


@pytest.mark.parametrize("body", [None, "\ud800 not text"], ids=["no text", "a lone surrogate"])
def test_where_nothing_is_written_nothing_is_pushed(place: Place, body: str | None) -> None:
    place.program("partnerhub", REFUSES)
    comment = place.proposed(body)
    assert comment.startswith("Nothing was written. Once it is mended, take the label off and put it on again. ·")
    assert comment.endswith("\n\n    partnerhub import: it is no form.\n\n")
    assert place.branches() == []


def test_a_comment_fits_into_what_a_host_takes(place: Place) -> None:
    place.program("partnerhub", f"{sys.executable} -X utf8 -c 'print(\"ש\" * 70_000)'; exit 2")
    assert 50_000 < len(place.proposed("x")) < 65_000


# GitLab


class Lab:
    """What a host answers, and what it is sent."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self.sent: list[tuple[str, str, Any]] = []
        lab = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                assert self.headers["PRIVATE-TOKEN"] == "secret"
                path = self.path.removeprefix("/projects/3").partition("?")[0]
                if self.command != "GET":
                    length = int(self.headers["Content-Length"])
                    lab.sent.append((self.command, path, json.loads(self.rfile.read(length))))
                found = answers.get(path, {} if self.command != "GET" else None)
                self.send_response(404 if found is None else 200)
                self.end_headers()
                self.wfile.write(json.dumps(found).encode())

            do_GET = do_POST = do_PUT = _answer  # noqa: N815 - the library's names

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def lab() -> Iterator[Callable[[Mapping[str, Any]], Lab]]:
    begun: list[tuple[Lab, Thread]] = []

    def begin(answers: Mapping[str, Any]) -> Lab:
        made = Lab(answers)
        begun.append((made, Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.01})))
        begun[-1][1].start()
        return made

    yield begin
    for made, thread in begun:
        made.server.shutdown()
        thread.join()
        made.server.server_close()


def labelled(*by: int, name: str = "partnerhub-proposal", action: str = "add") -> list[dict[str, Any]]:
    return [{"action": action, "label": {"name": name}, "user": {"id": each, "username": f"u{each}"}} for each in by]


def test_gitlab_takes_those_that_may_push_asked_for(place: Place, lab: Callable[[Mapping[str, Any]], Lab]) -> None:
    """The label of a guest, of a stranger, or of nobody who can be told, has nothing done."""
    events = {
        4: labelled(1),
        5: labelled(1, 2),
        6: labelled(9),
        7: [],
        8: [*labelled(2), *labelled(1), *labelled(2, name="other"), {"action": "add", "label": None, "user": None}],
    }
    host = lab(
        {
            "/issues": [{"iid": iid, "description": None if iid == 4 else "x"} for iid in events],
            **{f"/issues/{iid}/resource_label_events": each for iid, each in events.items()},
            "/members/all/1": {"access_level": 30},
            "/members/all/2": {"access_level": 20},
        }
    )
    place.program("partnerhub", WRITES.replace("{code}", "1"))
    variables = {
        "PARTNERHUB_TOKEN": "secret",
        "CI_API_V4_URL": host.address,
        "CI_PROJECT_ID": "3",
        "CI_PROJECT_URL": "https://lab.example/us/hub",
        "CI_PROJECT_VISIBILITY": "private",
        "CI_DEFAULT_BRANCH": "live/a#b",
        "CI_REPOSITORY_URL": str(place.remote),
        "CI_SERVER_HOST": "lab.example",
        "CI_PIPELINE_ID": "7",
        "CI_JOB_ID": "1",
        "CI_COMMIT_SHA": "main",
    }
    ran = place.run(GITLAB, **variables)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert [line.split()[1] for line in ran.stdout.splitlines()] == ["5", "6", "7"]
    assert place.branches() == [f"partnerhub/proposal-{iid}-7-1 u1: Partner proposed in issue {iid}" for iid in (4, 8)]
    assert place.changes("partnerhub/proposal-8-7-1") == ["A\tcontent/partners/new.md"]
    assert [(method, path) for method, path, _ in host.sent] == [
        (method, f"/issues/{iid}{path}") for iid in (4, 8) for method, path in (("POST", "/notes"), ("PUT", ""))
    ]
    note, label = host.sent[0][2], host.sent[1][2]
    assert label == {"remove_labels": "partnerhub-proposal"}
    link, _, review = note["body"].split("\n\n", 2)
    assert unquote(link).endswith(
        "(https://lab.example/us/hub/-/merge_requests/new?merge_request[source_branch]=partnerhub/proposal-4-7-1"
        "&merge_request[target_branch]=live/a#b)"
    )
    assert "--public" not in review


def test_gitlab_says_what_it_needs(place: Place, lab: Callable[[Mapping[str, Any]], Lab]) -> None:
    assert "partnerhub import --form" in place.run(GITLAB).stdout
    answers = {"CI_API_V4_URL": lab({}).address, "CI_PROJECT_ID": "3", "PARTNERHUB_TOKEN": "secret"}
    ran = place.run(GITLAB, **answers)
    assert (ran.returncode, ran.stderr) == (1, "The host answered 404. Does PARTNERHUB_TOKEN still hold?\n")
