"""Where a hub's site goes that GitHub doesn't show itself: the scripts of the job that deploys, run as the host runs them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from partnerhub.scaffold.homes import HOMES, folders_of
from partnerhub.scaffold.hub import NewHub, hub_files

BASH = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]
WORKFLOW = ".github/workflows/publish.yml"
ELSEWHERE = [home for home, row in HOMES.items() if row.like]


def jobs(home: str) -> dict[str, Any]:
    hub = NewHub("Us", ["en"], "UTC", {"a": {"": "A"}}, home, "partnerhub")
    loaded: dict[str, Any] = yaml.safe_load(hub_files(hub, date(2026, 11, 29))[WORKFLOW])["jobs"]
    return loaded


JOBS = {home: jobs(home) for home in ELSEWHERE}


@pytest.mark.parametrize("home", ["github", *ELSEWHERE])
def test_what_begins_with_a_dot_is_published_too(home: str) -> None:
    """Such as .well-known/, which both actions leave out unless they are told."""
    (kept,) = (step for step in jobs(home)["build"]["steps"] if step.get("uses", "").startswith("actions/upload-"))
    assert kept["with"]["path"] == "site"
    assert kept["with"]["include-hidden-files"] is True


@pytest.mark.parametrize("home", ELSEWHERE)
def test_a_secret_reaches_the_step_that_deploys_and_no_other(home: str) -> None:
    told = re.compile(r"\$\{\{ (secrets|vars)\.(\w+) \}\}")
    given = [(name, step.get("name"), said) for name, job in JOBS[home].items() for step in job["steps"] for said in told.findall(str(step))]  # fmt: skip
    (sending,) = (step["name"] for step in JOBS[home]["deploy"]["steps"] if "run" in step)
    secrets = [(job, step, name) for job, step, (kind, name) in given if kind == "secrets"]
    assert [(job, step) for job, step, _ in secrets] == [("deploy", sending)]
    assert not told.search(str({name: {**job, "steps": []} for name, job in JOBS[home].items()}))
    assert JOBS[home]["deploy"]["permissions"] == {}
    assert JOBS[home]["build"]["permissions"] == {"contents": "read"}
    looked = {name for job, _, (kind, name) in given if kind == "vars" and job == "build"}
    assert looked == {name for _, _, (kind, name) in given if kind == "vars"}, "what is missing is said early"
    for language in ("en", "he"):
        hub = NewHub("Us", [language], "UTC", {"a": {"": "A"}}, home, "partnerhub")
        readme = hub_files(hub, date(2026, 11, 29))["README.md"].decode()
        assert not [name for name in (*looked, secrets[0][2]) if f"`{name}`" not in readme]


@pytest.mark.parametrize("home", ELSEWHERE)
def test_what_is_missing_is_said_before_all_else(home: str) -> None:
    first = JOBS[home]["build"]["steps"][0]
    given = dict.fromkeys(first["env"], "x")
    assert run(first["run"], Path.cwd(), given).returncode == 0
    for name in given:
        ran = run(first["run"], Path.cwd(), {**given, name: ""})
        assert ran.returncode == 1
        assert ran.stdout.startswith(f"::error title={name} is missing::Set it: ")


def test_a_home_has_what_another_has_that_it_is_like() -> None:
    assert folders_of("rsync") == ["homes/github/files", "homes/rsync/files"]
    assert folders_of("gitlab") == ["homes/gitlab/files"]
    assert all(HOMES[row.like].like == "" for row in HOMES.values() if row.like)


# The scripts


def run(script: str, folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    path = f"{folder}:{os.environ['PATH']}"
    return subprocess.run(
        [*BASH, script], cwd=folder, env={"PATH": path, **environment}, check=False, capture_output=True, text=True
    )


@pytest.fixture
def runner(tmp_path: Path) -> Path:
    """A folder with a site, as the job has it, and programs of ours that write down how they are called."""
    for path, text in {"index.html": "now", "photos/a.jpg": "a photo"}.items():
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_text(text)
    (tmp_path / "temp").mkdir()
    return tmp_path


def program(folder: Path, name: str, script: str = "") -> None:
    (folder / name).write_text(f'#!/bin/sh\nprintf "%s\\n" "$*" >> "{folder}/{name}.asked"\n{script}\n')
    (folder / name).chmod(0o755)


def deploy(home: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    (step,) = (step for step in JOBS[home]["deploy"]["steps"] if "run" in step)
    given = {name: environment.get(name, "") for name in step["env"]}
    return run(step["run"], folder, {"RUNNER_TEMP": str(folder / "temp"), **environment, **given})


@pytest.mark.parametrize("home", ELSEWHERE)
def test_without_its_secret_nothing_is_sent(home: str, runner: Path) -> None:
    for name in ("git", "rsync", "npx", "gh"):
        program(runner, name)
    ran = deploy(home, runner)
    assert (ran.returncode, ran.stderr) == (1, "")
    assert re.match(
        r"::error title=\w+ is missing::Set it: Settings > Secrets and variables > Actions > Secrets", ran.stdout
    )
    assert not list(runner.glob("*.asked"))


def test_the_public_repository_holds_the_site_and_no_history(runner: Path) -> None:
    program(runner, "gh", "echo 'github.com ssh-ed25519 AAAA'")
    public = runner / "public.git"
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", public], check=True)

    def git(*command: str) -> list[str]:
        ran = subprocess.run(["git", *command], cwd=public, check=True, capture_output=True, text=True)
        return ran.stdout.splitlines()

    there = {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{public}.insteadOf",
        "GIT_CONFIG_VALUE_0": "git@github.com:us/site.git",
    }
    files = []
    for _ in range(2):  # the second build has no photo any more
        ran = deploy("github-free", runner, SITE_DEPLOY_KEY="secret", SITE_REPOSITORY="us/site", **there)
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
        assert git("rev-list", "--count", "main") == ["1"]
        files.append(git("ls-tree", "-r", "--name-only", "main"))
        shutil.rmtree(runner / "site" / ".git")
        (runner / "site" / "photos" / "a.jpg").unlink(missing_ok=True)
    assert files == [[".nojekyll", "index.html", "photos/a.jpg"], [".nojekyll", "index.html"]]
    assert (runner / "temp" / "key").read_text() == "secret\n"
    assert (runner / "temp" / "key").stat().st_mode & 0o077 == 0
    assert (runner / "temp" / "hosts").read_text() == "github.com ssh-ed25519 AAAA\n"


@pytest.mark.needs("rsync")
def test_the_web_server_has_the_site_and_nothing_else(runner: Path) -> None:
    # Instead of reaching another machine, ssh runs what it would run there: all behind the host's name.
    program(runner, "ssh", 'while [ "$1" != web.example ]; do shift; done; shift; exec "$@"')
    served = runner / "served"
    served.mkdir()
    (served / "old.html").write_text("withdrawn")
    ran = deploy(
        "rsync", runner, SITE_SSH_KEY="secret", SITE_TARGET=f"web.example:{served}", SITE_HOST_KEYS="web.example AAAA"
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert sorted(path.name for path in served.rglob("*") if path.is_file()) == ["a.jpg", "index.html"]
    assert (served / "index.html").stat().st_mode & 0o777 == 0o644
    assert "StrictHostKeyChecking=yes" in (runner / "ssh.asked").read_text()


UPLOADS = {
    "cloudflare": ("pages deploy site --project-name=hub --branch=main", {"CLOUDFLARE_API_TOKEN": "x", "CLOUDFLARE_PROJECT": "hub"}),
    "netlify": ("deploy --prod --no-build --dir=site", {"NETLIFY_AUTH_TOKEN": "x", "NETLIFY_SITE_ID": "y"}),
}  # fmt: skip


@pytest.mark.parametrize("home", UPLOADS)
def test_an_upload_is_that_of_the_site_by_a_program_of_one_version(home: str, runner: Path) -> None:
    asked, given = UPLOADS[home]
    program(runner, "npx")
    assert deploy(home, runner, **given).returncode == 0
    called = (runner / "npx.asked").read_text()
    assert re.fullmatch(rf"--yes [\w-]+@\d+\.\d+\.\d+ {asked}\n", called)
