"""The shell of an earlier build: it stands as long as all that MkDocs reads is known and the same, and not a build longer."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mkdocs.commands import build as of_mkdocs

from hubs import HubFolder, files_of
from partnerhub.edge.build_log import BuildLog, shown_log
from partnerhub.edge.building import Asked
from partnerhub.edge.config import read_config
from partnerhub.edge.shell_inputs import ShellInputs
from partnerhub.edge.site_build import built
from partnerhub.site.kept_shell import KeptShell
from partnerhub.site.shell import MadeShell
from pictures import picture
from records import SOUND

DAY = "2026-11-23"
Runs = list[str]


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Runs]:
    """One entry for each time that MkDocs ran."""
    seen: Runs = []
    real = of_mkdocs.build

    def counted(config: object, **options: object) -> None:
        seen.append("MkDocs")
        real(config, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(of_mkdocs, "build", counted)
    return seen


def build(hub: HubFolder, day: str = DAY, site: str = "site") -> dict[str, bytes]:
    folder = hub.root / site
    with shown_log():
        built(read_config(hub.config_file), Asked(day), folder, BuildLog())
    return files_of(folder)


def clean(hub: HubFolder, day: str = DAY) -> dict[str, bytes]:
    """What is built where nothing was kept; what was kept stays for the next build."""
    kept = hub.root / ".cache"
    kept.rename(hub.root / "aside")
    site = build(hub, day, "clean")
    for left in (kept, hub.root / "clean"):
        shutil.rmtree(left)
    (hub.root / "aside").rename(kept)
    return site


@pytest.fixture
def sound(make_hub: Callable[..., HubFolder]) -> HubFolder:
    hub = make_hub()
    hub.add("code.md", SOUND, picture())
    return hub


def edit(path: str, text: str) -> Callable[[HubFolder], None]:
    def change(hub: HubFolder) -> None:
        file = hub.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text((file.read_text("utf-8") if file.exists() else "") + text, encoding="utf-8")

    return change


def test_a_partner_a_photo_and_the_next_day_need_no_mkdocs(sound: HubFolder, runs: Runs) -> None:
    build(sound)
    assert runs == ["MkDocs"]
    changes: list[tuple[Callable[[HubFolder], object], str]] = [
        (lambda hub: None, DAY),
        (lambda hub: hub.add("code.md", SOUND.replace("# ", "Another word. # "), picture(1600, 1000)), DAY),
        (lambda hub: None, "2026-11-24"),
    ]
    for change, day in changes:
        change(sound)
        runs.clear()
        site = build(sound, day)
        assert runs == []
        assert site == clean(sound, day)


CHANGES = {
    "a page": edit("content/pages/index.md", "\nMore.\n"),
    "a new page": edit("content/pages/new.md", "# New\n"),
    "a deleted page": lambda hub: (hub.root / "content/pages/archive.md").unlink(),
    "a file beside the pages": edit("content/pages/notes.txt", "Notes."),
    "a setting": edit("mkdocs.yml", "copyright: Somebody\n"),
    "a template of the theme": edit("templates/theme/partials/copyright.html", "<p>Somebody</p>"),
    "a template of ours": edit("templates/fragments/head_links.html", "{# Another #}"),
}


@pytest.mark.sample(7, seed=1)
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_mkdocs_reads_is_read_again(change: Callable[[HubFolder], None], sound: HubFolder, runs: Runs) -> None:
    build(sound)
    change(sound)
    site = build(sound)
    assert runs == ["MkDocs"] * 2
    assert site == clean(sound)
    runs.clear()
    assert build(sound) == site
    assert runs == []


def test_a_variable_of_the_environment_is_one_of_them(
    sound: HubFolder, runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit("mkdocs.yml", "copyright: !ENV [NOBODY, SOMEBODY, Everybody]\n")(sound)
    keys = set()
    for name, value in ((None, ""), ("SOMEBODY", "one"), ("SOMEBODY", "two"), ("NOBODY", "two")):
        if name:
            monkeypatch.setenv(name, value)
        keys.add(ShellInputs(read_config(sound.config_file)).key())
    assert len(keys) == 4


@pytest.mark.sample(3, seed=1)
@pytest.mark.parametrize("left", ["nothing", "no contents", "damaged contents", "a damaged table"])
def test_a_cache_that_lost_something_costs_time_alone(left: str, sound: HubFolder, runs: Runs) -> None:
    cache = sound.root / ".cache/partnerhub"
    site = build(sound)
    if not (cache / "shell").is_dir():  # another test changed something that MkDocs reads meanwhile
        site = build(sound)
    runs.clear()
    contents = sorted((cache / "shell").iterdir(), key=lambda file: file.stat().st_size)
    if left == "nothing":
        shutil.rmtree(cache.parent)
    elif left == "no contents":
        contents[-1].unlink()
    elif left == "damaged contents":
        contents[-1].write_bytes(b"<" * contents[-1].stat().st_size)
    else:
        table = cache / "shell.jsonl"
        table.write_bytes(table.read_bytes().replace(b"html", b"htnl"))
    assert build(sound) == site
    assert runs == ["MkDocs"]


def test_a_shell_that_is_taken_away_while_a_site_is_built_costs_time_alone(
    sound: HubFolder, runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = build(sound)
    real = KeptShell.found

    def found(kept: KeptShell) -> MadeShell | None:
        made = real(kept)
        shutil.rmtree(sound.root / ".cache/partnerhub/shell")
        return made

    monkeypatch.setattr(KeptShell, "found", found)
    assert build(sound) == site
    assert runs == ["MkDocs"] * 2


EXTRA = "markdown_extensions:\n"
REASONS = {
    "a hook": ("hooks: [hooks.py]\n", "hooks may read anything"),
    "strict": ("strict: true\n", "with strict, what MkDocs warns of is to be counted each time"),
    "another theme": ("theme: mkdocs\n", "what the theme mkdocs reads is not known"),
    "an extension that reads files": (
        f"{EXTRA}  - pymdownx.snippets\n",
        "the extension pymdownx.snippets may read files",
    ),
    "one with options": (f"{EXTRA}  - pymdownx.b64: {{base_path: x}}\n", "the extension pymdownx.b64 may read files"),
    "folders of emoji": (
        f"{EXTRA}  pymdownx.emoji:\n    options: {{custom_icons: [icons]}}\n",
        "the extension pymdownx.emoji may read files",
    ),
    "a function": (
        f"{EXTRA}  - toc:\n      slugify: !!python/name:os.getcwd\n",
        "the function os.getcwd may read anything",
    ),
    "templates of pages": ("extra_templates: [x.html]\n", "extra_templates may hold what differs each time"),
}


@pytest.mark.parametrize(("settings", "reason"), REASONS.values(), ids=REASONS)
def test_mkdocs_runs_each_time_where_it_may_read_more(settings: str, reason: str, sound: HubFolder) -> None:
    text = sound.config_file.read_text("utf-8")
    if settings.startswith("theme"):
        text = text.replace("theme: {name: material, language: en, font: false}\n", "")
    sound.config_file.write_text(text + settings, encoding="utf-8")
    made_of = ShellInputs(read_config(sound.config_file))
    assert [each.said("en") for each in made_of.reads_more] == [reason]


def test_a_plugin_of_others_is_one_that_may_read_more(sound: HubFolder) -> None:
    text = sound.config_file.read_text("utf-8").replace("  - search\n", "  - search: {jieba_dict: x}\n  - privacy\n")
    sound.config_file.write_text(text, encoding="utf-8")
    said = [each.said("en") for each in ShellInputs(read_config(sound.config_file)).reads_more]
    assert said == ["the plugin search may read more than pages", "the plugin privacy may read more than pages"]


def test_links_and_clocks_among_the_files_are_reasons_too(sound: HubFolder, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.md").write_text("# Elsewhere\n")
    (sound.root / "content/pages/link.md").symlink_to(tmp_path / "elsewhere.md")
    edit("templates/theme/partials/copyright.html", "{{ build_date_utc }}")(sound)
    said = [each.said("en") for each in ShellInputs(read_config(sound.config_file)).reads_more]
    assert said == [
        "content/pages/link.md is a link, and what lies behind it may change",
        "templates/theme/partials/copyright.html uses build_date_utc, which is another each time",
    ]


def test_known_extensions_are_no_reason(sound: HubFolder) -> None:
    known = "  - toc: {permalink: true}\n  - markdown.extensions.tables\n  - pymdownx.superfences\n"
    index = "  - pymdownx.emoji:\n      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
    edit("mkdocs.yml", EXTRA + known + index)(sound)
    assert not list(ShellInputs(read_config(sound.config_file)).reads_more)


def test_a_shell_that_mkdocs_warned_of_is_not_kept(sound: HubFolder, runs: Runs) -> None:
    edit("content/pages/index.md", "\n[Nowhere](nowhere.md)\n")(sound)
    for _ in range(2):
        with shown_log() as log:
            built(read_config(sound.config_file), Asked(DAY), sound.root / "site", log)
        assert [line for line in log.lines if "nowhere.md" in line]
    assert runs == ["MkDocs"] * 2
