"""Where nothing changed, a build and a check say what the last one said, and load nothing; in any doubt they run."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result

from hubs import HubFolder, files_of
from partnerhub import pipeline
from partnerhub.edge import inputs, last_run, shell_inputs, site_build
from partnerhub.edge.cli import cli
from partnerhub.history import project
from partnerhub.ours import PACKAGE
from partnerhub.scaffold.homes import FORMS
from partnerhub.scaffold.issue_form import MARK
from pictures import picture
from records import SOUND, event, partner
from repositories import Repo

DAY = "2026-11-23"
TWO = partner("Dusk Walkers", "duskwalkers", event("walk", "2026-12-14 19:00"))
Builds = list[str]


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> Iterator[Builds]:
    """One entry for each build that was made, and did not stand already."""
    seen: Builds = []
    real = site_build.built

    def counted(*arguments: object) -> object:
        seen.append("built")
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(site_build, "built", counted)
    return seen


def build(hub: HubFolder, day: str = DAY, *more: str) -> Result:
    # As after the moments that it takes to begin a command.
    time.sleep(2 * inputs.TICK)
    return CliRunner().invoke(cli, ["build", "-f", str(hub.config_file), "--today", day, *more])


def clean(hub: HubFolder, day: str) -> tuple[Result, dict[str, bytes]]:
    """What a build says and writes that knows of no other."""
    kept, site, aside = hub.root / ".cache", hub.root / "site", hub.root.parent / "aside"
    aside.mkdir()
    for each in (kept, site):
        if each.exists():
            each.rename(aside / each.name)
    made, files = build(hub, day), files_of(site) if site.exists() else {}
    for each in (kept, site):
        shutil.rmtree(each, ignore_errors=True)
        if (aside / each.name).exists():
            (aside / each.name).rename(each)
    aside.rmdir()
    return made, files


def commit(hub: HubFolder, chance: random.Random) -> None:
    day = f"2026-11-{chance.randrange(10, 22)}T12:00:00Z"
    names = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **names, "GIT_COMMITTER_DATE": day, "GIT_AUTHOR_DATE": day}
    for arguments in (("add", "-A"), ("commit", "-q", "--allow-empty", "-m", "Change")):
        subprocess.run(["git", *arguments], cwd=hub.root, env=environment, check=True, capture_output=True)


def _written(path: str, *texts: str) -> Callable[[HubFolder, random.Random], None]:
    def change(hub: HubFolder, chance: random.Random) -> None:
        file = hub.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(chance.choice(texts), encoding="utf-8")

    return change


def _setting(hub: HubFolder, chance: random.Random) -> None:
    text = hub.config_file.read_text("utf-8").partition("copyright")[0]
    hub.config_file.write_text(f"{text}{chance.choice(('', 'copyright: !ENV [WHOSE, Ours]'))}\n", encoding="utf-8")


def _any(hub: HubFolder, pattern: str, chance: random.Random) -> Path | None:
    files = sorted(file for file in hub.root.glob(pattern) if file.is_file())
    return chance.choice(files) if files else None


def _touched(hub: HubFolder, chance: random.Random) -> None:
    if file := _any(hub, "content/**/*", chance):
        os.utime(file, (chance.randrange(10**9), chance.randrange(10**9)))


def _damaged(hub: HubFolder, chance: random.Random) -> None:
    """A file of the site becomes another of the same length and time."""
    file = _any(hub, "site/**/*.html", chance)
    if file:
        about = file.stat()
        file.write_bytes(b"x" * about.st_size)
        os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))


def _lost(hub: HubFolder, chance: random.Random) -> None:
    if file := _any(hub, "site/**/index.html", chance):
        file.unlink()


def _cache_lost(hub: HubFolder, chance: random.Random) -> None:
    if file := _any(hub, ".cache/partnerhub/**/*", chance):
        chance.choice((file.unlink, lambda: file.write_bytes(b"x" * 20)))()


def _variable(hub: HubFolder, chance: random.Random) -> None:
    os.environ["WHOSE"] = chance.choice(("Mine", "Theirs"))


FORM = "{}en{}".format(*FORMS["github"])
SOUND_AGAIN = SOUND.replace("Open data night", "Open night")
CHANGES: dict[str, Callable[[HubFolder, random.Random], None]] = {
    "nothing": lambda hub, chance: None,
    "a partner": _written("content/partners/code.md", SOUND, SOUND_AGAIN),
    "another partner": _written("content/partners/dusk.md", TWO, TWO.replace("19:00", "20:00")),
    "a partner leaves": lambda hub, chance: (hub.partners / "dusk.md").unlink(missing_ok=True),
    "a partner is renamed": lambda hub, chance: (
        (hub.partners / "dusk.md").exists() and (hub.partners / "dusk.md").rename(hub.partners / "walkers.md") and None
    ),
    "a photo": lambda hub, chance: (
        (hub.partners / "code.jpg").write_bytes(picture(1080, chance.choice((600, 700)))) and None
    ),
    "a setting": _setting,
    "a page": _written("content/pages/about.md", "# About\n", "# About us\n"),
    "a template": _written("templates/fragments/withdrawn.html", "", "{# other #}"),
    "a theme's template": _written("templates/theme/partials/copyright.html", "<p>One</p>", "<p>Two</p>"),
    "an issue form": _written(FORM, f"# `{MARK}`", f"# `{MARK}` and more", "ours"),
    "a commit": commit,
    "a touched time": _touched,
    "a damaged page": _damaged,
    "a lost page": _lost,
    "a lost or damaged cache": _cache_lost,
    "a variable": _variable,
}


@pytest.fixture
def sound(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> HubFolder:
    """A hub that may be changed in any of these ways."""
    monkeypatch.setenv("WHOSE", "Mine")
    (repo.hub.root / ".gitignore").write_text("/site/\n/.cache/\n")
    repo.hub.add("code.md", SOUND, picture())
    return repo.hub


@pytest.mark.sample(40, seed=3)
@pytest.mark.parametrize("seed", range(60))
def test_after_any_changes_the_site_is_that_of_a_clean_build(seed: int, sound: HubFolder) -> None:
    chance, hub = random.Random(seed), sound
    for _ in range(4):
        for name in chance.sample(list(CHANGES), chance.choice((1, 1, 2))):
            CHANGES[name](hub, chance)
        day = chance.choice((DAY, DAY, "2026-11-24", "2026-12-11"))
        made = build(hub, day)
        built, site = clean(hub, day)
        assert (made.exit_code, made.stdout, made.stderr) == (built.exit_code, built.stdout, built.stderr)
        if made.exit_code == 0:
            assert files_of(hub.root / "site") == site


ASKED = [(), ("--notes",), ("content/partners/code.md",), ("--format", "json"), ("--changed-since", "HEAD")]


def check(hub: HubFolder, day: str, *more: str) -> tuple[int, str, str]:
    time.sleep(2 * inputs.TICK)
    with contextlib.chdir(hub.root):
        said = CliRunner().invoke(cli, ["check", "--today", day, *more])
    return said.exit_code, said.stdout, said.stderr


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> Iterator[Builds]:
    """One entry for each time that a hub was checked."""
    seen: Builds = []
    real = pipeline.check

    def counted(*arguments: object) -> object:
        seen.append("checked")
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "check", counted)
    return seen


@pytest.mark.sample(30, seed=2)
@pytest.mark.parametrize("seed", range(60))
def test_after_any_changes_a_check_says_what_one_says_without_a_cache(seed: int, sound: HubFolder) -> None:
    chance, hub = random.Random(seed), sound
    commit(hub, chance)
    for _ in range(3):
        for name in chance.sample(list(CHANGES), chance.choice((0, 1, 2))):
            CHANGES[name](hub, chance)
        day = chance.choice((DAY, DAY, "2026-11-24", "2026-12-11"))
        for asked in chance.sample(ASKED, 2):
            said = check(hub, day, *asked)
            kept = hub.root / ".cache"
            kept.rename(hub.root.parent / "aside")
            assert said == check(hub, day, *asked), asked
            shutil.rmtree(kept)
            (hub.root.parent / "aside").rename(kept)


def test_what_the_last_check_said_is_said_again_in_any_form(repo: Repo, checks: Builds) -> None:
    repo.commit("2026-11-10", "Add it", SOUND)
    repo.hub.add("dusk.md", TWO.replace("agreed: 2026-11-01", "agreed: {us: 2026-11-01}"), picture())
    first = check(repo.hub, DAY)
    assert "event-not-agreed" in first[1]
    assert check(repo.hub, DAY) == first
    assert "event-not-agreed" not in check(repo.hub, DAY, "content/partners/code.md")[1]
    assert "event-not-agreed" in check(repo.hub, DAY, "--changed-since", "HEAD")[1]
    assert '"event-not-agreed"' in check(repo.hub, DAY, "--format", "json")[1]
    assert checks == ["checked"]
    assert check(repo.hub, DAY, "--language", "he") != first
    assert checks == ["checked"] * 2, "it was asked for in another way"


def test_a_check_of_one_file_doesnt_say_what_partnerships_wait_for(hub: HubFolder, checks: Builds) -> None:
    hub.add("dusk.md", TWO, picture())
    alone = check(hub, "2026-12-07", "content/partners/dusk.md")
    whole = check(hub, "2026-12-07")
    assert "announcement-due" not in alone[1]
    assert "announcement-due" in whole[1]
    assert check(hub, "2026-12-07", "content/partners/dusk.md") == alone
    assert checks == ["checked"] * 2, "the whole knows of the file"


@pytest.mark.parametrize("linked", ["mkdocs.yml", "content/partners", "site"])
def test_what_lies_behind_a_link_is_looked_at_each_time(linked: str, hub: HubFolder, checks: Builds) -> None:
    hub.add("code.md", SOUND, picture())
    place, away = hub.root / linked, hub.root.parent / "away"
    if linked == "site":
        check(hub, DAY)
        place.mkdir()
        (place / "all").symlink_to(hub.partners)
        assert check(hub, DAY)[0] == 2
        return
    place.rename(away)
    place.symlink_to(away)
    check(hub, DAY)
    file = away / "code.md" if away.is_dir() else away
    file.write_text(file.read_text("utf-8").replace("---\n", "---\n[", 1) + "\n: [", encoding="utf-8")
    again = check(hub, DAY)
    shutil.rmtree(hub.root / ".cache")
    assert again == check(hub, DAY)
    assert again[0] != 0


@pytest.mark.sample(20, seed=2)
@pytest.mark.parametrize("seed", range(40))
def test_until_the_next_change_every_moment_finds_the_same(seed: int, repo: Repo) -> None:
    chance, hub = random.Random(seed), repo.hub
    replied = f"2026-12-{chance.choice((9, 10))} {chance.randrange(24):02}:17"
    theirs = f"    - {{at: {replied}, from: them}}\n"
    hub.add("code.md", SOUND.replace("valid_until: 2027-11-02", "valid_until: 2026-12-10"), picture())
    hub.add("dusk.md", TWO.replace("19:00", "19:37").replace("events:\n", f"{theirs}events:\n"))
    if chance.random() < 0.5:
        commit(hub, chance)
    moment = datetime(2026, 12, chance.choice((9, 10, 11, 14)), chance.randrange(24), chance.randrange(60), tzinfo=UTC)
    for _ in range(3):
        until = pipeline.follow_up(hub.load(moment.isoformat())).until
        first, last = (check(hub, each.isoformat(), "--notes") for each in (moment, until - timedelta(seconds=1)))
        assert first == last
        moment = until


def test_what_the_last_build_said_is_said_again(hub: HubFolder, builds: Builds) -> None:
    hub.add("code.md", SOUND.replace("    announced: 2026-11-20\n", ""), picture())
    hub.add("dusk.md", TWO.replace("agreed: 2026-11-01", "agreed: {us: 2026-11-01}"), picture())
    first = build(hub)
    assert (first.exit_code, builds) == (0, ["built"])
    assert "event-not-agreed" in first.stderr
    for _ in range(2):
        again = build(hub)
        assert (again.exit_code, again.stdout, again.stderr) == (0, first.stdout, first.stderr)
    assert builds == ["built"]
    assert build(hub, DAY, "--keep-going").exit_code == 0
    assert builds == ["built"] * 2, "it was asked for in another way"


def test_a_desk_follows_where_proposals_go(
    repo: Repo, desk_scripts: Path, builds: Builds, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in project.VARIABLES:
        monkeypatch.delenv(name, raising=False)
    hub = repo.hub
    hub.config_file.write_text(f"{hub.config_file.read_text('utf-8')}      desk: true\n", "utf-8")
    page = hub.root / "site" / "desk" / "index.html"
    changes: list[tuple[str, Callable[[], None]]] = [
        ("", lambda: None),
        ("https://api.github.com", lambda: repo.git("remote", "add", "origin", "https://github.com/us/hub.git")),
        ("https://gitlab.com", lambda: repo.git("remote", "set-url", "origin", "git@gitlab.com:us/hub.git")),
        ("https://lab.example", lambda: monkeypatch.setenv("CI_PROJECT_URL", "https://lab.example/us/hub")),
    ]
    for count, (host, change) in enumerate(changes, 1):
        change()
        for _ in range(2):
            assert build(hub).exit_code == 0
            assert f"connect-src 'self' blob: data: {host}".strip() in unescape(page.read_text("utf-8"))
        assert builds == ["built"] * count


def test_what_python_compiles_meanwhile_is_no_change(
    hub: HubFolder, builds: Builds, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ours = tmp_path / "ours"
    shutil.copytree(PACKAGE, ours, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(inputs, "_COMPILED", (str(ours), "__pycache__"))
    monkeypatch.setattr(shell_inputs, "PACKAGE", ours)
    counted = site_build.built

    def compiled(*arguments: object) -> object:
        (ours / "edge" / "__pycache__").mkdir()
        return counted(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(site_build, "built", compiled)
    hub.add("code.md", SOUND, picture())
    for _ in range(2):
        assert build(hub).exit_code == 0
    assert builds == ["built"]


@pytest.mark.parametrize("command", ["build", "check"])
def test_nothing_is_loaded_for_it(command: str, hub: HubFolder) -> None:
    hub.add("code.md", SOUND, picture())
    asked = [command, "-f", str(hub.config_file), "--today", DAY]
    time.sleep(2 * inputs.TICK)
    assert CliRunner().invoke(cli, asked).exit_code == 0
    heavy = (
        "mkdocs",
        "material",
        "jinja2",
        "markupsafe",
        "babel",
        "pydantic",
        "yaml",
        "markdown_it",
        "icalendar",
        "PIL",
    )
    code = (
        f"import sys; from partnerhub.edge.cli import cli\ntry: cli({asked!r}, standalone_mode=False)\n"
        "except SystemExit: pass\n"
        f"print([name for name in (*{heavy!r}, 'tqdm', 'partnerhub.pipeline') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("change", ["a hook", "an error that may pass"])
def test_what_may_come_out_otherwise_is_made_each_time(change: str, hub: HubFolder, builds: Builds) -> None:
    hub.add("code.md", SOUND, picture())
    if change == "a hook":
        (hub.root / "hooks.py").write_text("")
        hub.config_file.write_text(hub.config_file.read_text("utf-8") + "hooks: [hooks.py]\n", encoding="utf-8")
    else:
        (hub.partners / "code.jpg").write_bytes(b"no picture")
    for _ in range(2):
        assert build(hub, DAY, "--keep-going").exit_code == 0
    assert builds == ["built"] * 2


def test_it_stands_only_while_its_moment_lasts(hub: HubFolder, builds: Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.add("code.md", SOUND, picture())
    asked = ["build", "-f", str(hub.config_file)]
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    time.sleep(2 * inputs.TICK)
    assert CliRunner().invoke(cli, asked).exit_code == 0
    now = datetime.now(ZoneInfo("Asia/Jerusalem"))
    midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), now.tzinfo).timestamp()
    for moment, times in ((time.time(), 1), (midnight - 1, 1), (now.timestamp() - 3600, 2), (midnight, 3)):
        monkeypatch.setattr(last_run.time, "time", lambda moment=moment: moment)
        assert CliRunner().invoke(cli, asked).exit_code == 0
        assert len(builds) == times


@pytest.mark.sample(20, seed=2)
@pytest.mark.parametrize("seed", range(20))
def test_until_the_next_change_every_moment_makes_the_same_site(seed: int, repo: Repo) -> None:
    chance, hub = random.Random(seed), repo.hub
    hub.add("code.md", SOUND.replace("valid_until: 2027-11-02", "valid_until: 2026-12-10"), picture())
    hub.add("dusk.md", TWO.replace("19:00", "19:37"))
    if chance.random() < 0.5:
        commit(hub, chance)
    moment = datetime(2026, 12, chance.choice((9, 10, 11, 14)), chance.randrange(24), chance.randrange(60), tzinfo=UTC)
    for _ in range(3):
        until = hub.load(moment.isoformat()).until
        sites = []
        for each in (moment, until - timedelta(seconds=1)):
            assert build(hub, each.isoformat(), "--keep-going").exit_code == 0
            sites.append(files_of(hub.root / "site"))
        assert sites[0] == sites[1]
        moment = until


def test_a_commit_from_the_future_lasts_for_no_moment(repo: Repo) -> None:
    repo.commit("2026-12-24", "Later", SOUND)
    loaded = repo.hub.load("2026-11-23T12:00")
    assert loaded.until == loaded.hub.now
