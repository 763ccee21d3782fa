"""`partnerhub new hub`: the folder that flags and answers come to, which checks and builds."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import signal
import subprocess
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path, PureWindowsPath

import click
import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config

from hubs import files_of, partnerhub
from partnerhub.edge import new_command
from partnerhub.edge.usage import said
from partnerhub.record.settings_file import SettingsFile, read_settings
from partnerhub.scaffold import requirement
from partnerhub.scaffold.homes import HOMES
from partnerhub.scaffold.hub import NewHub, hub_files
from partnerhub.words import terms
from terminals import answered

ROOT = Path(__file__).resolve().parents[1]
TODAY = "2026-11-23"
WHEEL = f"partnerhub-{version('partnerhub')}-py3-none-any.whl"
FLAGS = [
    *("--languages", "he,en", "--name", "Café: \"x\" #1", "--timezone", "Asia/Jerusalem", "--home", "github"),
    *("--value", "he=ידע פתוח, en=Open knowledge", "--value", "he=התנדבות; en=no"),
]  # fmt: skip
ANSWERS = ["he, en", 'Café: "x" #1', "ידע פתוח, התנדבות", "Open knowledge, no", "Asia/Jerusalem", "1"]


def run(folder: Path, *arguments: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(new_command.new, ["hub", str(folder), "--today", TODAY, *arguments], input=answers)


def settings_of(text: bytes) -> SettingsFile:
    return read_settings("mkdocs.yml", {"mkdocs.yml": text}.get, {})


def new(**other: object) -> NewHub:
    hub = {"name": "Us", "languages": ["he", "en"], "timezone": "UTC", "values": {"a": {"": "A"}}, "home": "github"}
    return NewHub(**{**hub, "install": "partnerhub", **other})  # type: ignore[arg-type]


@pytest.fixture
def made(tmp_path: Path) -> Path:
    folder = tmp_path / "new" / "hub"
    result = run(folder, *FLAGS)
    assert result.exit_code == 0, result.output
    return folder


# What is asked


def test_flags_and_answers_come_to_the_same(made: Path, tmp_path: Path) -> None:
    result = run(tmp_path / "asked", answers="".join(f"{line}\n" for line in ANSWERS))
    assert result.exit_code == 0, result.output
    assert files_of(tmp_path / "asked") == files_of(made)
    assert result.stdout.splitlines() == sorted(files_of(made))


def test_the_settings_are_what_was_said(made: Path) -> None:
    found = settings_of((made / "mkdocs.yml").read_bytes()).settings
    assert found.site_name == 'Café: "x" #1'
    assert found.languages == ["he", "en"]
    assert found.timezone == "Asia/Jerusalem"
    assert found.values == {
        "open-knowledge": {"he": "ידע פתוח", "en": "Open knowledge"},
        "no": {"he": "התנדבות", "en": "no"},
    }
    assert found.site_url is None
    assert (made / "requirements.txt").read_text() == f"./{WHEEL}[heic,holidays]\n"


def test_what_is_left_open_has_a_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Lisbon")
    result = run(tmp_path / "hub", answers="en\nUs\nOpenness\n\n\n")
    assert result.exit_code == 0, result.output
    found = settings_of((tmp_path / "hub" / "mkdocs.yml").read_bytes()).settings
    assert (found.timezone, found.values) == ("Europe/Lisbon", {"openness": {"": "Openness"}})
    assert not (tmp_path / "hub" / ".github").exists()


def test_it_speaks_the_hubs_language_as_soon_as_it_knows_it(tmp_path: Path) -> None:
    result = run(tmp_path / "hub", answers="he\nקהילת פנס\n")
    assert "In which languages will the site be?" in result.stderr
    assert terms.catalogue("he").gettext("What is the community called?") in result.stderr


def test_what_pip_installs_is_a_line_of_requirements(tmp_path: Path) -> None:
    spec = "partnerhub @ https://wheels.example/partnerhub-9-py3-none-any.whl"
    assert run(tmp_path / "hub", *FLAGS, "--install", spec).exit_code == 0
    assert (tmp_path / "hub" / "requirements.txt").read_text() == f"{spec}\n"


def test_a_wheel_that_is_not_there_yet_is_told_with_what_makes_it(tmp_path: Path) -> None:
    ran = run(tmp_path / "hub", *FLAGS, "--language", "en")
    assert f"requirements.txt names {WHEEL}, which" in ran.stderr
    command = shlex.split(ran.stderr.strip().rpartition(": ")[2])
    assert command[1:] == ["-m", "pip", "wheel", "--no-deps", "--wheel-dir", str(tmp_path / "hub"), str(ROOT)]
    (tmp_path / "with it").mkdir()
    (tmp_path / "with it" / WHEEL).touch()
    for folder, flags in (("with it", []), ("from elsewhere", ["--install", "partnerhub"]), ("none", ["--dry-run"])):
        assert "requirements.txt names" not in run(tmp_path / folder, *FLAGS, *flags, "--language", "en").stderr


def test_an_index_is_asked_once_one_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requirement, "ADDRESS", "https://partnerhub.example/")
    assert requirement.this_version() == f"partnerhub[heic,holidays]=={version('partnerhub')}"
    assert requirement.wheel_of(requirement.this_version()) is None


WRONG = {
    "no language": (["--languages", ","], "--languages must be given"),
    "no code": (["--languages", "Hebrew"], "Hebrew must be a language's code such as he or en"),
    "no words": (["--languages", "he,am"], "the theme has no words in am"),
    "no zone": (["--timezone", "Mars"], "timezone must be"),
    "no home": (
        ["--home", "attic"],
        "--home must be one of github, github-free, gitlab, cloudflare, netlify, rsync, none",
    ),
    "nobody to ask": (["--name", ""], "--name must be given. What is the community called?"),
    "no letters": (["--value", "!"], "a value must have letters"),
    "a value twice": (["--value", "A b", "--value", "a-b"], "the value a-b is given twice"),
    "two lines": (["--install", "a\nb"], "install must"),
    "a tag": (["--name", "<b>"], "name must not hold < or >"),
    "no day": (["--today", "tomorrow"], "--today must be a date"),
}


@pytest.mark.parametrize(("flags", "message"), WRONG.values(), ids=WRONG.keys())
def test_what_cannot_be_taken_is_said(tmp_path: Path, flags: list[str], message: str) -> None:
    with pytest.raises(click.ClickException) as wrong:
        CliRunner().invoke(
            new_command.new,
            ["hub", str(tmp_path / "hub"), *FLAGS, *flags],
            standalone_mode=False,
            catch_exceptions=False,
        )
    assert message in said(wrong.value, "en")
    assert not (tmp_path / "hub").exists()


# What is there already


def test_nothing_is_overwritten(made: Path) -> None:
    before = files_of(made)
    (made / "README.md").unlink()
    result = run(made, *FLAGS)
    assert result.exit_code == 2
    assert "content/pages/en/index.md" in result.output
    assert "README.md" not in result.output
    assert files_of(made) == {path: data for path, data in before.items() if path != "README.md"}


def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("mine")
    (tmp_path / "notes.txt").write_text("mine")
    result = run(tmp_path, *FLAGS)
    assert (result.exit_code, result.output.splitlines()[-1]) == (
        2,
        "Error: nothing is written, since this is there already: content",
    )
    assert sorted(files_of(tmp_path)) == ["content", "notes.txt"]
    result = run(tmp_path / "notes.txt", *FLAGS)
    assert (result.exit_code, result.output.splitlines()[-1].endswith("already: " + str(tmp_path / "notes.txt"))) == (
        2,
        True,
    )


def test_a_folder_with_other_files_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    monkeypatch.chdir(tmp_path)
    result = run(Path(), *FLAGS, "--language", "en")
    assert result.exit_code == 0
    assert "The hub is there. Look at it: partnerhub serve. README.md says how to go on." in result.stderr.splitlines()
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    result = run(tmp_path / "hub", *FLAGS, "--dry-run")
    assert "content/partners/example.md" in result.stdout.splitlines()
    assert not (tmp_path / "hub").exists()


def test_who_can_not_write_all_of_it_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    links = iter(range(7))

    def full(source: Path, target: Path) -> None:
        if next(links) == 6:
            raise OSError(28, "No space left on device")
        Path(target).write_bytes(Path(source).read_bytes())

    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr(Path, "open", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    assert run(tmp_path / "deep" / "hub", *FLAGS).exit_code != 0
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.sample(3)
@pytest.mark.parametrize("number", range(len(ANSWERS)), ids=lambda number: f"question {number + 1}")
def test_who_stops_leaves_nothing(tmp_path: Path, number: int) -> None:
    code, shown = answered(["new", "hub", str(tmp_path / "hub")], [*ANSWERS[:number], "\x03"])
    assert code in (130, -signal.SIGINT), shown
    assert list(tmp_path.iterdir()) == []


# What comes of it


def commit(folder: Path) -> None:
    identity = ["-c", "user.name=Noa", "-c", "user.email=noa@us.example"]
    for command in (
        ["init", "--quiet", "--initial-branch", "main"],
        ["add", "--all"],
        [*identity, "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *command], cwd=folder, check=True, capture_output=True)


def test_it_checks_from_a_fresh_clone_and_without_partners(made: Path, tmp_path: Path) -> None:
    for name, summary in (("clone", "1 partner, 0 events"), ("without partners", "0 partners, 0 events")):
        commit(made)
        subprocess.run(["git", "clone", "--quiet", made, tmp_path / name], check=True)
        ran = partnerhub("check", "--strict", "--language", "en", "--today", TODAY, cwd=tmp_path / name)
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", f"{summary}: nothing to mend.\n")
        for file in made.glob("content/partners/example.*"):
            file.unlink()


CHOICES = [["he", "en"], ["en"], ["he"], ["fr"], ["ar", "he"], ["en", "pt-BR"]]


@pytest.mark.sample(6)
@pytest.mark.parametrize("languages", CHOICES, ids=",".join)
def test_it_builds_with_no_warning(tmp_path: Path, languages: list[str]) -> None:
    folder = tmp_path / "hub"
    assert run(folder, *FLAGS[2:6], "--languages", ",".join(languages), "--value", "Openness").exit_code == 0
    ran = partnerhub("build", "--today", TODAY, "--language", "en", cwd=folder)
    unsaid = [line.partition(" warning ")[2] for line in ran.stderr.splitlines() if " warning " in line]
    wanted = [
        f"language-incomplete: our words are not in {each} yet: on its pages they are in English"
        for each in languages
        if each not in ("he", "en")
    ]
    assert (ran.returncode, unsaid, bool(ran.stderr)) == (0, wanted, bool(wanted))
    for language in languages:
        page = folder / "site" / ("" if language == languages[0] else language.lower()) / "partners" / "index.html"
        text = page.read_text("utf-8")
        assert f'<html lang="{language}"' in text
        assert all(text.count(f'href="../{other}/"') for other in ("archive", "subscribe"))


def test_the_example_is_published_once_it_is_approved(made: Path) -> None:
    arguments = ("--today", TODAY, "--language", "en")
    assert partnerhub("set", "example", "approve", "--by", "Noa", *arguments, cwd=made).returncode == 0
    partners = yaml.safe_load((made / "content" / "partners" / "example.md").read_text("utf-8").split("---")[1])
    assert partners["name"] == {"he": terms.catalogue("he").gettext("An example"), "en": "An example"}
    ran = partnerhub("build", *arguments, cwd=made)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert (made / "site" / "en" / "partners" / "example" / "index.html").exists()


TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1).map(str.strip).filter(bool)


@given(TEXTS, TEXTS)
@example("no", "1:30")
@example('Café: "x"', 'it\'s "x"')
@example("קהילת פנס #1", "{a}")
@example("2026-13-45", "=")
@settings(max_examples=int(os.environ.get("PARTNERHUB_SOAK", "25")))
def test_what_was_said_survives_in_the_settings(name: str, label: str) -> None:
    text = hub_files(new(name=name, values={"a": {"he": label, "en": name}, "b": {"": label}}), date(2026, 11, 23))[
        "mkdocs.yml"
    ]
    found = settings_of(text).settings
    assert found.site_name == name
    assert found.values == {"a": {"he": label, "en": name}, "b": {"": label}}
    theirs = load_config(
        io.BytesIO(text), config_file_path=str(ROOT / "mkdocs.yml"), docs_dir=str(ROOT / "content/pages")
    )
    assert theirs.site_name == name


# Homes


def scripts(tree: object) -> Iterator[str]:
    """What shells and interpreters run, in a workflow, an action or a pipeline."""
    if isinstance(tree, Mapping):
        for name, value in tree.items():
            if name == "run" and isinstance(value, str):
                yield value
            yield from scripts(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from scripts(value)


@pytest.mark.parametrize("home", HOMES)
def test_what_a_workflow_is_given_reaches_no_script(home: str) -> None:
    files = hub_files(new(home=home), date(2026, 11, 23))
    hosts = {
        path: yaml.safe_load(data)
        for path, data in files.items()
        if re.search(r"\.ya?ml$", path) and path != "mkdocs.yml"
    }
    assert bool(hosts) == (home != "none")
    for path, tree in hosts.items():
        assert not [script for script in scripts(tree) if "${{" in script], path
        assert "«" not in files[path].decode(), path


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("language", ["he", "en", "fr"])
def test_the_readme_speaks_the_first_language_and_of_the_home(home: str, language: str) -> None:
    name = "*Us* <b>"
    text = hub_files(new(home=home, languages=[language], name=name), date(2026, 11, 23))["README.md"].decode()
    assert r"# \*Us\* \<b\>" in text
    assert ("שיתופי הפעולה" in text) == (language == "he")
    assert ("GitLab" in text, "GitHub" in text) == (home == "gitlab", "github" in (home, HOMES[home].like))


def test_an_editor_lists_findings_by_the_task_that_lies_there(made: Path) -> None:
    file = made / "content" / "partners" / "example.md"
    file.write_text(re.sub("^kind: .*$", "kind: comunity", file.read_text("utf-8"), flags=re.M), encoding="utf-8")
    (task,) = json.loads((made / ".vscode" / "tasks.json").read_text("utf-8"))["tasks"]
    pattern = task["problemMatcher"]["pattern"]
    ran = partnerhub(*task["args"], "--today", TODAY, cwd=made)
    (line,) = [each for each in ran.stdout.splitlines() if "comunity" in each]
    found = re.match(pattern["regexp"], line)
    assert found, line
    told = {name: found[pattern[name]] for name in ("severity", "file", "line", "column", "code", "message")}
    expected = {"severity": "error", "file": "content/partners/example.md", "column": "7", "code": "field-invalid"}
    assert expected.items() <= told.items()
    assert file.read_text("utf-8").splitlines()[int(told["line"]) - 1] == "kind: comunity"
    assert "“comunity”" in told["message"]
    names = {Path(task["command"]), PureWindowsPath(task["windows"]["command"])}
    assert {each.stem for each in names} == {"partnerhub"}


@pytest.mark.parametrize(
    "name", ["board.html", "desk/index.html", "drafts/a/opener.txt", "duties.ics", "duties.md", "code-preview.html"]
)
def test_git_takes_nothing_along_that_is_for_ones_own_eyes(made: Path, name: str) -> None:
    subprocess.run(["git", "init", "-q"], cwd=made, check=True)
    (made / name).parent.mkdir(parents=True, exist_ok=True)
    (made / name).write_text("private")
    told = subprocess.run(["git", "check-ignore", "-q", name], cwd=made, check=False)
    assert told.returncode == 0
