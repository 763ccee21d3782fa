"""Our words: every catalogue says all of them, with the facts that they hold, in the plurals of its language."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from partnerhub.words import catalogues
from partnerhub.words.catalogues import CATALOGUES, keep_compiled, translations
from partnerhub.words.finding import Problem
from partnerhub.words.terms import N_, Terms, catalogue

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = sorted(file.parents[1].name for file in CATALOGUES.glob("*/LC_MESSAGES/*.po"))
_FACTS = re.compile(r"%\((\w+)\)s|(?<!\{)\{(\w+)\}(?!\})")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What code and templates say, as `make messages` collects it."""
    file = tmp_path_factory.mktemp("terms") / "partnerhub.pot"
    arguments = ["--mapping-file", ROOT / "pyproject.toml", "--keyword", "N_", "--keyword", "counted:1,2"]
    arguments += ["--output-file", file, ROOT / "generator", ROOT / "templates"]
    CommandLineInterface().run(["pybabel", "--quiet", "extract", *map(str, arguments)])
    with file.open("rb") as source:
        return read_po(source)


def facts(text: str) -> set[str]:
    return {first or second for first, second in _FACTS.findall(text)}


def forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def test_every_marked_word_is_collected(template: Catalog) -> None:
    """The tools that collect them overlook those inside f-strings."""
    marked = set()
    for file in (ROOT / "generator" / "partnerhub").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_":
                marked.add(ast.literal_eval(node.args[0]))
    assert marked - {message.id for message in template} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_says_everything(language: str, template: Catalog) -> None:
    with (CATALOGUES / language / "LC_MESSAGES" / "partnerhub.po").open("rb") as source:
        words = read_po(source)
    ours = {(message.context, message.id) for message in template if message.id}
    assert len(ours) > 200
    said = {(message.context, message.id): message for message in words if message.id}
    assert set(said) == ours, "run `make messages`"
    for message in said.values():
        assert all(forms(message)), f"{language} has no word for {message.id}"
        assert not message.fuzzy
        singular, plural = message.id if isinstance(message.id, tuple) else (message.id, message.id)
        for form in forms(message)[:-1]:
            assert facts(form) <= facts(singular) | facts(plural), message.id
        assert facts(forms(message)[-1]) == facts(plural), message.id


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        ("en", 1, "1 person came"),
        ("en", 5, "5 people came"),
        ("he", 1, "הגיע משתתף אחד"),
        ("he", 2, "הגיעו שני משתתפים"),
        ("he", 40, "הגיעו 40 משתתפים"),
        ("he-IL", 1, "הגיע משתתף אחד"),
        ("xx", 5, "5 people came"),
    ],
)
def test_plurals(language: str, count: int, words: str) -> None:
    term = catalogue(language).ngettext("%(num)s person came", "%(num)s people came", count)
    assert term % {"num": count} == words


def test_a_problem_is_said_with_its_facts_in_the_readers_language() -> None:
    facts = {"requirement": N_("must be one of {choices}"), "choices": "a, b", "got": N_("a list")}
    problem = Problem(("events", 0, "tags"), N_("{field} {requirement}, got {got}"), facts=facts)
    assert problem.say(problem.message, "en") == "tags of the first event must be one of a, b, got a list"
    assert problem.say(problem.message, "he") == "השדה tags של האירוע הראשון חייב להיות אחד מאלה: a, b; כתוב כאן: רשימה"


def test_terms_fill_in_facts() -> None:
    assert Terms("en")(N_("Use one of {known}."), known="a, b") == "Use one of a, b."


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A language with one word, compiled beside its text, of which the path is told."""
    monkeypatch.setattr(catalogues, "CATALOGUES", tmp_path)
    text = tmp_path / "he" / "LC_MESSAGES" / "partnerhub.po"
    text.parent.mkdir(parents=True)
    text.write_text('msgid "Day"\nmsgstr "יום"\n', encoding="utf-8")
    keep_compiled()
    return text


def day_in(locale: str = "he") -> str:
    found = translations(locale)
    assert found is not None
    return found.gettext("Day")


def test_what_is_compiled_is_taken_as_it_is(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogues, "_compiled", None)
    assert day_in() == "יום"
    kept.unlink()  # as in a wheel
    assert day_in() == "יום"
    kept.with_suffix(".mo").unlink()
    assert translations("he") is None


@pytest.mark.parametrize("compiled", [None, b"", b"damaged"], ids=["as it was", "empty", "damaged"])
def test_a_text_that_was_edited_since_counts(kept: Path, compiled: bytes | None) -> None:
    kept.write_text('msgid "Day"\nmsgstr "יממה"\n', encoding="utf-8")
    if compiled is not None:
        kept.with_suffix(".mo").write_bytes(compiled)
    assert day_in() == "יממה"
