"""`partnerhub doctor`: each guard is told as it is, and a hint begins where one doesn't stand."""

from __future__ import annotations

import json
import subprocess
import sys
import zoneinfo
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import features

from hubs import HubFolder, partnerhub
from partnerhub.edge import host
from partnerhub.edge.config import read_config
from partnerhub.edge.doctor import machine, report
from partnerhub.edge.doctor.place import Place
from partnerhub.edge.doctor.seen import State
from partnerhub.history import git_run
from partnerhub.scaffold.homes import HOMES
from partnerhub.scaffold.hub import NewHub, home_files
from repositories import Repo

DAY = "2026-11-23"


def seen(hub: HubFolder, today: str = DAY, **environ: str) -> dict[str, list[tuple[str, str, str]]]:
    """Guard → state, message and hint of each thing that is said of it."""
    place = Place(read_config(hub.config_file), hub.moment(today), environ)
    told = defaultdict(list)
    for each in json.loads(report.as_json(report.sights(place), "en")):
        told[each["guard"]].append((each["state"], each["message"], each["hint"]))
    return told


def states(told: dict[str, list[tuple[str, str, str]]], guard: str) -> list[str]:
    return [state for state, *_ in told[guard]]


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def as_new(hub: HubFolder, home: str) -> None:
    """Give a hub what `new hub` writes for a home."""
    for path, text in home_files(NewHub("X", ["en"], "UTC", {"open": {"": "Open"}}, home, "partnerhub")).items():
        write(hub.root, path, text)


def test_a_hub_outside_git_has_no_proof(hub: HubFolder) -> None:
    told = seen(hub)
    assert states(told, "repository") == [State.WARNING]
    assert not any(told[name] for name in ("publishing-branch", "history-whole", "second-copy", "cache-untracked"))


def test_a_repository_is_told_whole(repo: Repo) -> None:
    told = seen(repo.hub)
    for name in ("git", "repository", "publishing-branch", "history-whole", "cache-untracked"):
        assert states(told, name) == [State.STANDS], name
    assert states(told, "second-copy") == [State.LOOK]


def test_nothing_committed_yet(hub: HubFolder) -> None:
    subprocess.run(["git", "init", "-q", hub.root], check=True)
    told = seen(hub)
    assert not told["history-whole"]
    assert told["repository"][0][:2] == (
        "warning",
        "nothing is committed yet, so nothing proves since when members know of an event",
    )


def test_a_branch_that_is_missing_is_named(repo: Repo) -> None:
    text = repo.hub.config_file.read_text(encoding="utf-8")
    repo.hub.config_file.write_text(f"{text}      publishing_branch: live\n", encoding="utf-8")
    state, message, hint = seen(repo.hub)["publishing-branch"][0]
    assert (state, "live" in message, hint.split()[0]) == ("warning", True, "Fetch")


def test_a_shallow_clone_is_told(repo: Repo, tmp_path: Path) -> None:
    repo.commit("2026-10-02")
    repo.git("clone", "-q", "--depth", "1", f"file://{repo.root}", str(tmp_path / "clone"))
    told = seen(HubFolder.at(tmp_path / "clone"))
    assert states(told, "history-whole") == [State.WARNING]
    assert states(told, "second-copy") == [State.STANDS]
    assert told["repository-private"][0][1] == "the remote is a folder: whoever can open it can read the repository"


def test_a_cache_in_a_commit_is_told(repo: Repo) -> None:
    write(repo.root, ".cache/partnerhub/x.json", "{}")
    repo.git("add", "-f", ".cache")
    assert states(seen(repo.hub), "cache-untracked") == [State.WARNING]


@pytest.mark.parametrize(("version", "state"), [((2, 27, 1), "warning"), ((2, 28), "stands"), ((), "warning")])
def test_git_must_be_new_enough(
    version: tuple[int, ...], state: str, hub: HubFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git_run, "version", lambda folder: version)
    assert states(seen(hub), "git") == [state]


def test_a_machine_without_git_is_told_once_for_each_question(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    told = seen(repo.hub)
    assert told["git"] == [
        ("warning", "git says: command not found", "Install git, or put its folder on the PATH."),
    ]
    assert not told["publishing-branch"]


@pytest.mark.parametrize(
    ("environ", "state"),
    [
        pytest.param({"CI_PROJECT_VISIBILITY": "public"}, ["warning"], id="public on GitLab"),
        pytest.param({"CI_PROJECT_VISIBILITY": "internal"}, ["look"], id="internal"),
        pytest.param({"CI_PROJECT_VISIBILITY": "private"}, ["stands"], id="private"),
        pytest.param({"CI_PROJECT_VISIBILITY": "?"}, [], id="a word that nobody knows"),
        pytest.param({"private": "false"}, ["warning"], id="public on GitHub"),
        pytest.param({"private": "true"}, ["stands"], id="private on GitHub"),
        pytest.param({"private": 'true, "visibility": "internal"'}, ["look"], id="of a company on GitHub"),
        pytest.param({"private": "null"}, [], id="an event that says nothing"),
        pytest.param({}, [], id="no CI, no remote"),
    ],
)
def test_who_can_read_it_is_told_by_ci(environ: dict[str, str], state: list[str], repo: Repo, tmp_path: Path) -> None:
    if private := environ.get("private"):
        write(tmp_path, "event.json", f'{{"repository": {{"private": {private}}}}}')
        environ = {"GITHUB_EVENT_PATH": str(tmp_path / "event.json")}
    assert states(seen(repo.hub, **environ), "repository-private") == state


@pytest.mark.parametrize(
    ("remote", "hint"),
    [
        ("git@github.com:us/hub.git", "Look at the repository's page: beside its name stands Private or Public."),
        ("https://name:secret@gitlab.example/us/hub", "Look under Settings, General, Visibility: the project"),
        ("ssh://git@code.example/hub", "Look who can read the remote"),
        ("/srv/git/hub.git", "Look at the folder's permissions."),
    ],
)
def test_elsewhere_it_says_what_to_look_at(remote: str, hint: str, repo: Repo) -> None:
    repo.git("remote", "add", "origin", remote)
    told = seen(repo.hub)["repository-private"]
    assert (told[0][0], told[0][2].startswith(hint), "secret" in str(told)) == ("look", True, False)


@pytest.mark.parametrize(
    ("address", "of", "is_folder"),
    [
        ("git@github.com:a/b", "github", False),
        ("ssh://git@GitLab.com:22/a/b", "gitlab", False),
        ("https://mygithub.com/a/b", None, False),
        ("https://code.example/github.com/b", None, False),
        ("../hub.git", None, True),
        ("file:///srv/hub", None, True),
        (r"C:\hubs\ours", None, True),
        ("host:hub", None, False),
    ],
)
def test_a_remote_tells_the_host_by_its_form(address: str, of: str | None, is_folder: bool) -> None:
    assert (host.host_of_remote(address), host.is_folder(address)) == (of, is_folder)


@pytest.mark.parametrize("home", [home for home in HOMES if home != "none"])
def test_what_new_hub_writes_stands(home: str, repo: Repo) -> None:
    as_new(repo.hub, home)
    told = seen(repo.hub)
    assert states(told, "publishes") == [State.STANDS]
    assert states(told, "workflows") == [State.STANDS]


def test_newer_actions_are_nobody_s_change_and_others_are(repo: Repo) -> None:
    as_new(repo.hub, "github")
    workflow = repo.root / ".github/workflows/publish.yml"
    text = workflow.read_text(encoding="utf-8")
    workflow.write_text(text.replace("actions/checkout@", "actions/checkout@v99 # "), encoding="utf-8")
    assert states(seen(repo.hub), "workflows") == [State.STANDS]
    workflow.write_text(text.replace("--keep-going", ""), encoding="utf-8")
    assert ".github/workflows/publish.yml" in seen(repo.hub)["workflows"][0][1]
    (repo.root / ".github/workflows/check.yml").unlink()
    assert [".github/workflows/check.yml" in message for _, message, _ in seen(repo.hub)["workflows"]] == [True, False]


def test_a_workflow_without_a_clock_leaves_the_past_standing(repo: Repo) -> None:
    write(repo.root, ".github/workflows/site.yml", "on: push\n# cron: never\njobs: {a: {run: partnerhub build}}\n")
    assert states(seen(repo.hub), "schedule") == [State.WARNING]


def test_workflows_that_build_nothing(repo: Repo) -> None:
    write(repo.root, ".github/workflows/site.yml", "on: push\n# partnerhub build\n")
    told = seen(repo.hub)
    assert (states(told, "publishes"), told["schedule"]) == ([State.WARNING], [])


@pytest.mark.parametrize(
    ("today", "visibility", "state"),
    [
        ("2026-11-23", None, "stands"),
        ("2026-12-23", None, "look"),
        ("2026-12-23", "false", "warning"),
        ("2026-12-23", "true", "stands"),
    ],
)
def test_a_host_ends_schedules_where_nothing_happens(
    today: str, visibility: str | None, state: str, repo: Repo, tmp_path: Path
) -> None:
    as_new(repo.hub, "github")
    environ = {}
    if visibility:
        write(tmp_path, "event.json", f'{{"repository": {{"private": {visibility}}}}}')
        environ = {"GITHUB_EVENT_PATH": str(tmp_path / "event.json")}
    assert states(seen(repo.hub, today, **environ), "schedule") == [state]


def test_workflows_that_lie_where_no_host_looks_are_told(repo: Repo) -> None:
    """Of a hub that is a folder of a repository."""
    below = HubFolder(repo.root / "community")
    as_new(below, "github")
    state, message, _ = seen(below)["publishes"][0]
    assert (state, message) == (
        "warning",
        f".github/workflows lies in the hub's folder, and hosts look at the top of the repository, {repo.root}",
    )
    as_new(repo.hub, "github")
    assert states(seen(repo.hub), "publishes") == [State.STANDS]


@pytest.mark.parametrize(
    ("owners", "state"),
    [
        (None, "warning"),
        ("# /content/partners/ @nobody\n", "warning"),
        ("/content/partners/ @us/editors\n", "look"),
    ],
)
def test_code_owners_name_somebody(owners: str | None, state: str, repo: Repo) -> None:
    as_new(repo.hub, "github")
    if owners is not None:
        write(repo.root, ".github/CODEOWNERS", owners)
    assert states(seen(repo.hub), "code-owners") == [state]


def settings(hub: HubFolder, change: Callable[[str], str]) -> None:
    hub.config_file.write_text(change(hub.config_file.read_text(encoding="utf-8")), encoding="utf-8")


SITE_URL = "site_url: https://open-evenings.example/\n"


@pytest.mark.parametrize(
    ("written", "state"),
    [(SITE_URL, "stands"), ("", "warning"), ("site_url: !ENV NOT_SET_HERE\n", "look")],
    ids=["told", "missing", "told by the host"],
)
def test_the_site_knows_its_address(written: str, state: str, hub: HubFolder) -> None:
    settings(hub, lambda text: text.replace(SITE_URL, written))
    assert states(seen(hub), "site-url") == [state]


def test_other_hosts_in_settings_are_told_with_their_place(hub: HubFolder) -> None:
    assert states(seen(hub), "other-hosts") == [State.STANDS]
    settings(hub, lambda text: text.replace(", font: false", ""))
    state, message, _ = seen(hub)["other-hosts"][0]
    assert (state, message) == (
        "warning",
        "theme.font (mkdocs.yml:4) names fonts.googleapis.com, which is left out of every page",
    )
    settings(hub, lambda text: f"{text}      severity: {{other-host: ignore}}\n")
    assert states(seen(hub), "other-hosts") == [State.LOOK]


def test_languages_are_whole(hub: HubFolder) -> None:
    assert states(seen(hub), "languages") == [State.STANDS]
    settings(hub, lambda text: f"{text}      languages: [en, he, sw]\n")
    assert [hint for *_, hint in seen(hub)["languages"]] == [
        "Translate them, and send us the catalogue; or, if English will do, write language-incomplete: ignore under "
        "severity.",
        "Write pages/he/index.md.",
        "Write pages/sw/index.md.",
    ]
    assert states(seen(hub), "languages")[0] == State.WARNING
    settings(hub, lambda text: f"{text}      severity: {{language-incomplete: ignore}}\n")
    assert states(seen(hub), "languages")[0] == State.LOOK


def test_why_mkdocs_runs_with_every_build_is_told(hub: HubFolder) -> None:
    assert states(seen(hub), "shell-kept") == [State.STANDS]
    settings(hub, lambda text: text.replace("  - search\n", "  - search\n  - macros\n") + "hooks: [x.py]\n")
    assert [message for _, message, _ in seen(hub)["shell-kept"]] == [
        "MkDocs runs with every build, which takes seconds: hooks may read anything",
        "MkDocs runs with every build, which takes seconds: the plugin macros may read more than pages",
    ]


@pytest.mark.parametrize(
    ("release", "state"), [("2026b", "stands"), ("2025.2", "stands"), ("2024a", "warning"), ("", "stands")]
)
def test_rules_of_clocks_grow_old(release: str, state: str, hub: HubFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "_time_zone_data", lambda zone: release)
    assert states(seen(hub), "time-zones") == [state]


def test_the_system_s_rules_go_before_the_package_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "Asia/Jerusalem", "")
    write(tmp_path, "tzdata.zi", "# version 2019c\n")
    monkeypatch.setattr(zoneinfo, "TZPATH", (str(tmp_path),))
    assert machine._time_zone_data("Asia/Jerusalem") == "2019c"
    assert machine._time_zone_data("Europe/Rome") == machine.version("tzdata")


def test_a_day_that_is_held_is_told(hub: HubFolder) -> None:
    assert states(seen(hub, SOURCE_DATE_EPOCH="0"), "clock") == [State.WARNING]


def test_parts_that_open_photos_are_told(hub: HubFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    assert states(seen(hub), "photos") == [State.STANDS, State.STANDS]
    monkeypatch.setattr(features, "check", lambda name: name != "avif")
    assert "AVIF" in seen(hub)["photos"][0][1]
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    assert states(seen(hub), "photos") == [State.WARNING, State.WARNING]


def test_the_command_fails_for_warnings_only_when_asked_to(hub: HubFolder) -> None:
    ran = partnerhub("doctor", "--today", DAY, cwd=hub.root)
    assert (ran.returncode, "\nCode host\n" in ran.stdout) == (0, True)
    assert "  repository: warning: the hub lies in no git repository" in ran.stdout
    assert "\n      Begin one: git init" in ran.stdout
    strict = partnerhub("doctor", "--strict", "--format", "json", "--today", DAY, cwd=hub.root)
    assert strict.returncode == 1
    assert {frozenset(each) for each in json.loads(strict.stdout)} == {frozenset(("guard", "state", "message", "hint"))}


def test_it_speaks_hebrew(hub: HubFolder) -> None:
    ran = partnerhub("doctor", "--language", "he", "--today", DAY, cwd=hub.root)
    lines = ran.stdout.splitlines()
    assert any(line.startswith("  repository: אזהרה: ") for line in lines)
    assert not [line for line in lines if line.startswith("      ") and line.strip()[0].isascii()]
