"""The handbook: its reference says what the code declares, its links lead somewhere, what it tells to type runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from docs.reference import rules
from docs.reference.pages import FOLDER, PAGES
from docs.reference.settings import EXAMPLES
from hubs import HubFolder
from partnerhub.checks import RULES, Rule
from partnerhub.edge.config import read_config

ROOT = Path(__file__).resolve().parents[1]
MADE_QUICKLY = sorted(PAGES.keys() - {"rules"})


def text_of(page: str) -> str:
    return (FOLDER / f"{page}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", MADE_QUICKLY)
def test_the_reference_is_what_the_code_declares(page: str) -> None:
    assert text_of(page) == PAGES[page](), "run `make reference`"


@pytest.mark.sample(8)
@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.slug)
def test_a_rule_is_told_as_it_is_checked(rule: Rule) -> None:
    assert rules.section(rule) in text_of("rules"), "run `make reference`"


def test_every_rule_is_told_and_no_other() -> None:
    assert sorted(re.findall("^### (.*)$", text_of("rules"), re.MULTILINE)) == sorted(RULES)


def test_the_settings_that_the_reference_shows_are_settings(tmp_path: Path) -> None:
    hub = HubFolder(tmp_path / "hub")
    settings = "".join(f"      {name}: {example}\n" for name, example in EXAMPLES.items())
    plugin = f"plugins:\n  - search\n  - partnerhub:\n{settings}"
    head = "site_name: A hub\ndocs_dir: content/pages\ntheme: {name: material, language: he, font: false}\n"
    hub.config_file.write_text(head + plugin, encoding="utf-8")

    read = read_config(hub.config_file).settings

    assert EXAMPLES.keys() == {name for name, field in type(read).model_fields.items() if not field.exclude}


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The handbook, built; strict, so that a link or an anchor that leads nowhere ends it."""
    site = tmp_path_factory.mktemp("handbook")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("NO_MKDOCS_2_WARNING", "1")
        config = load_config(config_file=str(ROOT / "docs" / "mkdocs.yml"), site_dir=str(site))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    return site


def test_it_builds_and_asks_no_other_host(handbook: Path) -> None:
    pages = [page.read_text(encoding="utf-8") for page in handbook.rglob("*.html")]
    asked = {
        found for page in pages for found in re.findall(r"<(?:script|img|iframe|link)\b[^>]*https?://[^>]*>", page)
    }
    assert len(pages) > len(PAGES)
    assert {each for each in asked if 'rel="canonical"' not in each} == set()
