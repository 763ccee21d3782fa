"""The handbook: its reference says what the code declares, its links lead somewhere, what it tells to type runs."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

import command_line
from docs.reference import rules
from docs.reference.pages import FOLDER, PAGES
from docs.reference.settings import EXAMPLES
from hubs import HubFolder
from partnerhub.checks import RULES, Rule
from partnerhub.edge.config import read_config
from partnerhub.edge.desk_files import SCRIPTS, desk_files
from partnerhub.scaffold.requirement import this_version, wheel_of
from partnerhub.words.finding import errors
from pictures import picture

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


_BLOCK = re.compile(
    r"^(?:<!-- (?:on (?P<day>[\d-]+))?(?:, )?(?:ends with (?P<code>\d))? -->\n)?^```console\n(?P<lines>.*?)^```",
    re.M | re.S,
)
_RUN = ("engineer/set-up", *(f"manager/{page}" for page in ("first-partner", "first-event", "when", "week", "words")))
"""In this order, in one hub."""


_FIRST_DAY = "2026-11-23"


@dataclass(frozen=True)
class Block:
    """What a page tells to type in a terminal; how it is to end stands in a comment above it, which nobody sees."""

    page: str
    day: str | None
    """Of a block that tells of a later day: all that it does is undone after it. The others are one story."""
    code: int
    """Of the last command, the others end with 0."""
    commands: list[list[str]]


def blocks_of(page: str) -> Iterator[Block]:
    for found in _BLOCK.finditer((FOLDER.parent / f"{page}.md").read_text(encoding="utf-8")):
        lines = found["lines"].replace("\\\n", "").splitlines()
        yield Block(page, found["day"], int(found["code"] or 0), [shlex.split(line) for line in lines])


BLOCKS = [block for page in _RUN for block in blocks_of(page)]


class Reader:
    """Somebody who types what the handbook tells."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fingerprint = ""

    def types(self, block: Block) -> None:
        noon = datetime.fromisoformat(f"{block.day or _FIRST_DAY}T12:00").replace(tzinfo=UTC)
        moment = {"SOURCE_DATE_EPOCH": f"{noon.timestamp():.0f}", "GIT_AUTHOR_DATE": noon.isoformat()}
        environment = {**os.environ, **moment, "GIT_COMMITTER_DATE": noon.isoformat(), "NO_MKDOCS_2_WARNING": "1"}
        for number, command in enumerate(block.commands, start=1):
            program, *arguments = [self.fingerprint if word == "FINGERPRINT" else word for word in command]
            if program == "partnerhub":
                ended = command_line.run(arguments, self.folder, environment)
            else:
                ended = subprocess.run(
                    [program, *arguments], cwd=self.folder, env=environment, capture_output=True, text=True, check=False
                )
            expected = block.code if number == len(block.commands) else 0
            assert ended.returncode == expected, f"{block.page}: {shlex.join(command)}\n{ended.stdout}{ended.stderr}"
            if found := re.search("fingerprint: ([0-9a-f]+)", ended.stdout):
                self.fingerprint = found[1]

    def git(self, *commands: str) -> None:
        self.types(Block("", None, 0, [["git", *shlex.split(command)] for command in commands]))


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Who has typed all that the handbook tells from the first page on, in a hub of their own."""
    reader = Reader(tmp_path_factory.mktemp("reader") / "our-hub")
    reader.folder.mkdir()
    for block in (block for block in BLOCKS if not block.day):
        reader.types(block)
        if not (photo := reader.folder.parent / "team.jpg").exists():
            settings = reader.folder / "mkdocs.yml"
            text = settings.read_text(encoding="utf-8")
            settings.write_text(text.replace("# about: …", "about: We are neighbours."), encoding="utf-8")
            photo.write_bytes(picture())
        reader.git("add --all", "commit --quiet --allow-empty --message 'As the handbook says'")
    return reader


def test_the_story_leads_to_an_event_that_members_see(story: Reader) -> None:
    page = story.folder / "site" / "partners" / "code-for-good" / "open-data-night" / "index.html"
    assert "Community House" in page.read_text(encoding="utf-8")


@pytest.mark.sample(6)
@pytest.mark.parametrize(
    "block", [each for each in BLOCKS if each.day], ids=lambda each: " ".join(each.commands[0][1:4])
)
def test_what_may_happen_later(block: Block, story: Reader) -> None:
    story.types(block)
    story.git("checkout --quiet .", "clean --quiet -d --force")


def test_whatever_runs_is_run() -> None:
    pages = {page.relative_to(FOLDER.parent).with_suffix("").as_posix() for page in FOLDER.parent.rglob("*.md")}
    written = {page: (FOLDER.parent / f"{page}.md").read_text(encoding="utf-8").count("```console") for page in pages}
    assert {page: count for page, count in written.items() if count != len(list(blocks_of(page)))} == {}
    assert {page for page, count in written.items() if count and not page.startswith("he/")} == set(_RUN)


def _shape(command: list[str]) -> list[str]:
    """A command without the words that a person makes up."""
    return [word if re.fullmatch(r"[!-~]+", word) else "…" for word in command]


@pytest.mark.parametrize("page", [each.removeprefix("manager/") for each in _RUN if each.startswith("manager/")])
def test_hebrew_readers_are_told_to_type_the_same(page: str) -> None:
    english, hebrew = (
        [(block.day, block.code, [_shape(each) for each in block.commands]) for block in blocks_of(f"{part}/{page}")]
        for part in ("manager", "he")
    )
    assert hebrew == english


def test_hebrew_pages_read_from_right_to_left(handbook: Path) -> None:
    hebrew, english = ((handbook / part / "week" / "index.html").read_text("utf-8") for part in ("he", "manager"))
    assert '<html lang="he"' in hebrew
    assert re.search(r'<body dir="rtl"', hebrew)
    assert re.search(r'<body dir="ltr"', english)


def _sample(page: str, language: str) -> str:
    """The last block of a page in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", (FOLDER.parent / page).read_text("utf-8"), re.M | re.S)[-1]


def test_the_samples_of_settings_and_file_make_a_hub(hub: HubFolder) -> None:
    hub.config_file.write_text(_sample("engineer/set-up.md", "yaml"), encoding="utf-8")
    decided = "decision: approved\n  decided_by: Noa\n  decided_on: 2026-11-05"
    partner = _sample("manager/file.md", "markdown").replace("decision: pending", decided)
    hub.add("code-for-good.md", partner, picture())
    assert errors(hub.load().findings) == []


def test_the_wheel_that_is_to_be_installed_is_of_this_version() -> None:
    pages = "".join(page.read_text("utf-8") for page in FOLDER.parent.rglob("*.md"))
    assert set(re.findall(r"partnerhub-[\w.]+-py3-none-any\.whl", pages)) == {wheel_of(this_version())}


def test_the_readme_leads_to_what_is_there() -> None:
    readme, makefile = ((ROOT / name).read_text("utf-8") for name in ("README.md", "Makefile"))
    links = re.findall(r"\]\(([^)#:]+)\)", readme)
    assert [link for link in links if not (ROOT / link).is_file()] == []
    assert [
        each for each in re.findall(r"\bmake ([a-z]+)", readme) if not re.search(rf"^{each}:", makefile, re.M)
    ] == []
    assert len(readme.splitlines()) <= 60, "a screen and a half"


@pytest.mark.needs("make desk")
@pytest.mark.parametrize("page", ["manager", "he"])
def test_what_the_handbook_tells_to_press_and_fill_in_is_at_the_desk(page: str, tmp_path: Path) -> None:
    language = {"manager": "en", "he": "he"}[page]
    config = read_config(HubFolder(tmp_path / "hub", language=language).config_file)
    labels = {label.casefold() for label in labels_of(json.loads(desk_files(config, language)["config.json"]))}
    frame = {"en": SCRIPTS / "sveltia-cms.js", "he": ROOT / "desk" / "src" / "frame.he.json"}[language].read_text(
        "utf-8"
    )
    text = (ROOT / "docs" / "pages" / page / "desk.md").read_text(encoding="utf-8")
    bold = re.findall(r"\*\*(.+?)\*\*", text)
    assert len(bold) > 15
    # A button that adds something says what.
    parts = [part for words in bold for part in re.split(r"(?<=^Add) |(?<=^הוספה): ", words)]
    assert [part for part in parts if part.casefold() not in labels and part not in frame] == []


def labels_of(config: object) -> Iterator[str]:
    """Every label in a configuration of the desk."""
    if isinstance(config, dict):
        yield from (config[name] for name in ("label", "label_singular") if name in config)
    for inner in config.values() if isinstance(config, dict) else config if isinstance(config, list) else ():
        yield from labels_of(inner)
