"""The form with which a partnership is proposed: what it asks, that its answers come in, and that `check` keeps it true."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from hubs import HubFolder
from partnerhub.edge.cli import cli
from partnerhub.importing.form import NO_ANSWER, read_form
from partnerhub.record.fields import field_at
from partnerhub.record.model import Record
from partnerhub.record.settings import Settings
from partnerhub.scaffold.form_questions import BODY, questions
from partnerhub.scaffold.homes import HOMES
from partnerhub.scaffold.hub import NewHub, hub_files
from partnerhub.scaffold.issue_form import issue_forms
from partnerhub.words.terms import languages
from repositories import Repo

VALUES = {"open-knowledge": {"he": "ידע פתוח", "en": "Open knowledge"}, "no": {"": "no"}, "x": {"": 'a: "b" # <c>'}}
SETTINGS = Settings(languages=list(languages()), values=VALUES, community={"": 'Us: "we" # {x} --> «y»'})
TYPES = {"input", "textarea", "dropdown", "checkboxes"}


def form(language: str, settings: Settings = SETTINGS) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(
        issue_forms("github", settings)[f".github/ISSUE_TEMPLATE/partnerhub-{language}.yml"]
    )
    return loaded


@pytest.mark.parametrize("language", languages())
def test_github_takes_the_form(language: str) -> None:
    """By what it asks of one, and answers all kinds of words as words.

    https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
    """
    made = form(language)
    assert set(made) == {"name", "description", "title", "body"}, "it sets no label, since a label has it taken in"
    assert all(isinstance(made[each], str) and len(made[each]) > 3 for each in ("name", "description", "title"))
    introduction, *asked = made["body"]
    assert (introduction["type"], "{" in introduction["attributes"]["value"].replace("{x}", "")) == ("markdown", False)
    assert {each["type"] for each in asked} == TYPES
    assert len({each["id"] for each in asked}) == len(asked)
    for each in asked:
        assert re.fullmatch(r"[\w-]+", each["id"])
        said = {name: text for name, text in each["attributes"].items() if name != "options"}
        assert set(said) <= {"label", "description", "placeholder"}
        assert all(isinstance(text, str) and text for text in said.values())
        assert each.get("validations", {"required": True}) == {"required": True}
        options = each["attributes"].get("options", [])
        labels = [option if isinstance(option, str) else option["label"] for option in options]
        assert all(isinstance(label, str) and label != "None" for label in labels)
        assert len(set(labels)) == len(labels)
        assert bool(labels) is (each["type"] in ("dropdown", "checkboxes"))


def test_a_hub_without_values_asks_for_none() -> None:
    assert "checkboxes" not in {each["type"] for each in form("en", Settings(languages=["en"]))["body"]}


def test_nothing_is_asked_that_is_nobody_elses_business() -> None:
    """An issue may be public. What each side gains, and who allowed the photo, are theirs to tell; nothing else is private."""
    private = {each.place for each in questions(SETTINGS, "en") if each.place != BODY} - {
        each.place
        for each in questions(SETTINGS, "en")
        if (field := field_at(Record, each.place)) and (field.is_public or field.visibility.name == "shapes")  # type: ignore[union-attr]
    }
    assert private == {
        ("vetting", "win_win", "ours"),
        ("vetting", "win_win", "theirs"),
        ("photo", "consent", "given_by"),
    }
    assert not [each for each in questions(SETTINGS, "en") if each.place[0] == "outreach"]


@pytest.mark.parametrize("language", languages())
def test_what_either_host_makes_of_the_form_comes_in(language: str) -> None:
    """A form that nobody answered has no answers, and what stands in it for a choice is the choice."""
    github = "\n\n".join(
        f"### {each['attributes']['label']}\n\n"
        + (
            "\n".join(f"- [X] {option['label']}" for option in each["attributes"]["options"])
            if each["type"] == "checkboxes"
            else each["attributes"].get("options", [NO_ANSWER])[-1]
        )
        for each in form(language)["body"][1:]
    )
    chosen = {("kind",): ["organization"], ("vetting", "values"): list(VALUES)}
    typed_over = issue_forms("gitlab", SETTINGS)[f".gitlab/issue_templates/partnerhub-{language}.md"]
    ticked = typed_over.replace("- [ ]", "- [x]")
    all_kinds = {**chosen, ("kind",): ["person", "community", "organization"]}
    for text, expected in ((github, chosen), (typed_over, {}), (ticked, all_kinds)):
        filled = read_form(text.encode(), SETTINGS)
        assert (filled.language, filled.above) == (language, "")
        assert {question.place: answer for question, answer in filled.answers.items()} == expected
    typed = typed_over.replace("- [ ] no\n", "- [ ] no\nand peace\n").replace("\n\n<!--", "\nOurs\n\n<!--", 1)
    assert [*read_form(typed.encode(), SETTINGS).answers.values()] == [("Ours",), ["and peace"]]


# In a hub


@pytest.mark.parametrize("home", HOMES)
def test_a_new_hub_has_the_form_of_its_host(home: str) -> None:
    hub = NewHub("Us", ["he", "en"], "UTC", VALUES, home, "partnerhub")
    files = {path: data.decode() for path, data in hub_files(hub, date(2026, 11, 29)).items() if "partnerhub-" in path}
    host = home if home in ("gitlab", "none") else "github"
    settings = Settings(languages=["he", "en"], values=VALUES, community={"": "Us"})
    assert files == (issue_forms(host, settings) if host != "none" else {})


@pytest.fixture
def hub(make_hub: Callable[..., HubFolder]) -> HubFolder:
    return make_hub(settings="languages: [en, he]\n")


def ran(hub: HubFolder, *arguments: str) -> Result:
    result = CliRunner().invoke(cli, [*arguments, "--config-file", str(hub.config_file), "--today", "2026-11-23"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def found(hub: HubFolder, *arguments: str) -> list[str]:
    return [line for line in ran(hub, "check", *arguments).output.splitlines() if "form-outdated" in line]


def test_check_keeps_the_form_true(hub: HubFolder) -> None:
    assert found(hub) == [], "a hub without the form is told nothing"
    (hub.root / ".gitlab-ci.yml").touch()
    en, he = (f".gitlab/issue_templates/partnerhub-{language}.md" for language in ("en", "he"))
    assert ran(hub, "new", "form", "--dry-run").output.count("\n+### ") == 2 * len(questions(SETTINGS, "en"))
    assert not (hub.root / en).exists()
    assert ran(hub, "new", "form").output == f"{en}\n{he}\n"
    assert found(hub) == []
    assert "nothing changes" in ran(hub, "new", "form").output
    (hub.root / en).write_bytes((hub.root / en).read_bytes().replace(b"\n", b"\r\n"))
    assert found(hub) == []

    hub.config_file.write_text(hub.config_file.read_text("utf-8").replace("Volunteering", "Helping"), "utf-8")
    (line,) = found(hub)
    assert line == (
        f"{en}:1:1: warning form-outdated: the form isn't what the settings and the fields ask today, "
        "so its answers can't be taken in"
    )
    assert ran(hub, "new", "form").output == f"{en}\n"
    assert found(hub) == []

    hub.config_file.write_text(
        hub.config_file.read_text("utf-8").replace("languages: [en, he]", "languages: [en]"), "utf-8"
    )
    (line,) = found(hub)
    assert line == f"{he}:1:1: warning form-outdated: the form is in a language that the hub doesn't have"


EN, HE = (f".github/ISSUE_TEMPLATE/partnerhub-{language}.yml" for language in ("en", "he"))
TOUCHED: dict[str, tuple[str, str, list[str]]] = {
    "the settings": ("mkdocs.yml", "Open Evenings", [EN, HE]),
    "a form": (EN, "community", [EN]),
    "another file": ("content/pages/about.md", "", []),
}


@pytest.mark.parametrize(("path", "word", "outdated"), TOUCHED.values(), ids=TOUCHED.keys())
def test_whoever_may_have_outdated_the_form_is_told(repo: Repo, path: str, word: str, outdated: list[str]) -> None:
    """A pull request is checked for what it changes."""
    hub = repo.hub
    (hub.root / ".github" / "workflows").mkdir(parents=True)
    assert ran(hub, "new", "form").output == f"{EN}\n{HE}\n"
    repo.commit("2026-11-01", "The form")
    file = hub.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.read_text("utf-8") if file.exists() else ""
    file.write_text(before.replace(word, "other") if word else "# About\n", "utf-8")
    for arguments in (["--changed-since", "HEAD"], ["--changed-since", "HEAD"], [str(file)]):
        assert [line.partition(":")[0] for line in found(hub, *arguments)] == outdated


def test_a_form_of_their_own_is_left_alone(hub: HubFolder) -> None:
    (hub.root / ".github" / "workflows").mkdir(parents=True)
    ran(hub, "new", "form")
    file = hub.root / ".github/ISSUE_TEMPLATE/partnerhub-en.yml"
    text = "\n".join(file.read_text("utf-8").splitlines()[1:])
    file.write_text(text, "utf-8")
    assert found(hub) == []
    result = ran(hub, "new", "form")
    assert (result.exit_code, file.read_text("utf-8")) == (2, text)
    assert "partnerhub new form: .github/ISSUE_TEMPLATE/partnerhub-en.yml is there already" in result.output


def test_without_a_host_there_is_nowhere_to_put_it(hub: HubFolder) -> None:
    result = ran(hub, "new", "form")
    assert (result.exit_code, "no code host is known" in result.output) == (2, True)
    subprocess.run(["git", "init", "-q"], cwd=hub.root, check=True)
    subprocess.run(["git", "remote", "add", "origin", "git@github.com:us/hub.git"], cwd=hub.root, check=True)
    assert ran(hub, "new", "form").output.startswith(".github/ISSUE_TEMPLATE/partnerhub-en.yml\n")
