"""The demo has a history of its own: told truly on any day, whatever repository lies around it, and shown on its site."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

import fresh
import history
from hubs import partnerhub, silent
from partnerhub import pipeline
from partnerhub.edge.config import moment, read_config
from partnerhub.history.story import Standing
from partnerhub.words.finding import Severity

ROOT = Path(__file__).resolve().parents[1]
COPY = Path(".cache", "demo-hub")
FILES = ("demo", *fresh.HUB)
"""What of the project `make site` reads of its own accord."""

DAYS = {
    "the day for which the files are written": "2026-12-01T12:00",
    "the last day before they move on": "2026-12-07T23:59",
    "the week before": "2026-11-25T12:00",
    "the first moment of a day": "2026-12-15T00:00",
    "new year": "2027-01-01T12:00",
    "the clocks go forward": "2027-03-26T12:00",
    "the clocks go back": "2027-10-31T12:00",
    "events across the clocks' going forward": "2027-02-23T12:00",
    "a leap day": "2028-02-29T12:00",
    "the day after it": "2028-03-01T12:00",
    "years ahead": "2031-07-16T12:00",
}
EXPECTED = [
    ("content/partners/data-for-all.md", "field-unknown", Severity.ERROR),
    ("content/partners/dusk-walkers.md", "vetting-undecided", Severity.WARNING),
    ("content/partners/open-sky-cinema.md", "event-not-agreed", Severity.WARNING),
]
STANDINGS = {
    "ask-a-maintainer": Standing.SHOWN,
    "autumn-planting": Standing.SHOWN,
    "chart-your-street": Standing.CORRECTED,
    "compost-from-zero": Standing.SHOWN,
    "draw-the-queue": Standing.SHOWN,
    "first-chair": Standing.SHOWN,
    "first-change": Standing.SHOWN,
    "open-garden": Standing.SHOWN,
    "open-mic-questions": Standing.SHOWN,
    "open-mic-silence": Standing.SHOWN,
    "open-mic-songs": Standing.SHOWN,
    "open-mic-stories": Standing.SHOWN,
    "paper-days": Standing.SHOWN,
    "repair-evening": Standing.SHOWN,
    "ridge-at-dusk": Standing.HIDDEN,
    "silent-film": Standing.WITHDRAWN,
    "sing-in": Standing.SHOWN,
    "soup-night": Standing.SHOWN,
    "street-names": Standing.SHOWN,
    "winter-concert": Standing.SHOWN,
    "winter-shorts": Standing.SHOWN,
}


def load(copy: Path, when: str) -> pipeline.Loaded:
    config = read_config(copy / "mkdocs.yml")
    return pipeline.load(config.folders, config.settings, moment(when, config.settings.zone), silent)


def git(folder: Path, *arguments: str) -> str:
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    who = ("-c", "user.name=x", "-c", "user.email=x@panas.example")
    ran = subprocess.run(["git", *who, *arguments], cwd=folder, env=own, check=True, capture_output=True, text=True)
    return ran.stdout


@pytest.mark.parametrize("when", DAYS.values(), ids=DAYS)
def test_the_demo_is_as_its_story_tells_on_any_day(when: str, tmp_path: Path) -> None:
    shift = fresh.shift_for(date.fromisoformat(when[:10]))
    fresh.copy_hub(ROOT, tmp_path, shift)
    loaded = load(tmp_path, when)
    assert [(found.path, found.rule, found.severity) for found in loaded.findings] == EXPECTED
    line = loaded.hub.timeline
    assert (line.branch, line.gap) == ("main", None)
    stories = {story.event.slug: story for story in line.events if story.event is not None}
    assert {slug: story.standing for slug, story in stories.items()} == STANDINGS
    assert len(line.events) == len(stories), "no event is left behind under an old name"
    moved = {slug: story.moved_from for slug, story in stories.items() if story.moved_from is not None}
    assert moved == {"draw-the-queue": datetime(2026, 12, 17, 19, 30, tzinfo=fresh.ZONE) + shift}
    assert not [slug for slug, story in stories.items() if story.is_changed_late or story.is_agreement_outdated]
    # Only the past evenings, and one that was told of elsewhere too, need more than the history to be in time.
    assert sorted(slug for slug, story in stories.items() if story.event.record.announced) == [
        "compost-from-zero",
        "sing-in",
    ]


def test_every_step_finds_the_text_that_it_tells_of() -> None:
    files = fresh.files_of(ROOT)
    for step in history.STEPS:
        for slug, edits in step.partners.items():
            text = files[f"content/partners/{slug}.md"].decode()
            unknown = [edit.today.pattern for edit in edits if not edit.today.search(text)]
            assert unknown == [], f"{step.message}: {slug}"


def test_the_story_ends_with_the_files_of_today_but_for_one_slip(tmp_path: Path) -> None:
    fresh.copy_hub(ROOT, tmp_path, timedelta(0))
    partners = {path for path in fresh.files_of(ROOT) if path.startswith(history.PARTNERS)}
    assert {
        path for path in git(tmp_path, "ls-files", "-z").split("\0") if path.startswith(history.PARTNERS)
    } == partners
    assert git(tmp_path, "status", "--porcelain") == ""
    changed = [path for path in sorted(partners) if (tmp_path / path).read_bytes() != (ROOT / path).read_bytes()]
    assert changed == ["content/partners/data-for-all.md"]
    today, copied = ((folder / changed[0]).read_text("utf-8").splitlines() for folder in (ROOT, tmp_path))
    assert [line for line in copied if line not in today] == ["    anounced: 2026-11-30"]


def test_the_story_is_told_in_order_and_ends_before_its_day() -> None:
    days = [step.day for step in history.STEPS]
    assert days == sorted(days)
    assert days[-1] < fresh.DEMO_DAY


def test_a_partner_of_whom_the_story_knows_nothing_lies_in_the_work_tree(tmp_path: Path) -> None:
    """Who tries things out may add a file, or change one that the story tells of."""
    project = project_in(tmp_path / "project")
    mine = (project / "content/partners/dusk-walkers.md").read_text("utf-8").replace("Dusk", "My")
    (project / "content/partners/my-walkers.md").write_text(mine, encoding="utf-8")
    (project / "content/partners/broken.md").write_bytes(b"\xff 2026-12-01")
    noa = project / "content/partners/noa-brosh.md"
    noa.write_text(noa.read_text("utf-8").replace("start: 2026-12-23 19:30", "start: 2026-12-24 20:00"), "utf-8")
    fresh.copy_hub(project, tmp_path / "copy", timedelta(weeks=1))
    status = git(tmp_path / "copy", "status", "--porcelain").splitlines()
    assert status == ["?? content/partners/broken.md", "?? content/partners/my-walkers.md"]
    found = [(found.path, found.rule) for found in load(tmp_path / "copy", "2026-12-08T12:00").findings]
    assert ("content/partners/broken.md", "encoding-invalid") in found
    assert ("content/partners/my-walkers.md", "vetting-undecided") in found
    assert [each for each in found if each[0].endswith("noa-brosh.md")] == []


# Whatever lies around it


def project_in(folder: Path) -> Path:
    """The project as an archive without `.git` brings it."""
    for name in FILES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / name, folder)
    return folder


@dataclass(frozen=True)
class Around:
    """What may lie around the demo's copy."""

    project: Path
    environment: dict[str, str]


def _archive(folder: Path) -> Around:
    return Around(project_in(folder / "archive"), {})


def _committed(folder: Path) -> Path:
    project = project_in(folder / "origin")
    git(project, "init", "--quiet", "--initial-branch", "trunk")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "Begin")
    git(project, "commit", "--quiet", "--message", "Go on", "--allow-empty")
    return project


def _clone_of_depth_1(folder: Path) -> Around:
    git(folder, "clone", "--quiet", "--depth", "1", _committed(folder).as_uri(), "clone")
    assert git(folder / "clone", "rev-list", "--count", "HEAD") == "1\n"
    return Around(folder / "clone", {})


def _broken_repository(folder: Path) -> Around:
    project = project_in(folder / "broken")
    (project / ".git").write_text("gitdir: /nowhere\n")
    return Around(project, {})


def _hook(folder: Path) -> Around:
    """As git calls one, with the outer repository in the environment."""
    project = _committed(folder)
    repository = {"GIT_DIR": ".git", "GIT_WORK_TREE": ".", "GIT_INDEX_FILE": ".git/index", "GIT_PREFIX": ""}
    return Around(project, {**repository, "GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z", "GIT_COMMITTER_NAME": "Somebody"})


def _configured(folder: Path) -> Around:
    """By somebody who signs, who has hooks and templates, other names for branches, and other line ends."""
    hooks = folder / "templates" / "hooks"
    hooks.mkdir(parents=True)
    for name in ("pre-commit", "post-checkout", "reference-transaction", "post-index-change"):
        (hooks / name).write_text("#!/bin/sh\nexit 1\n")
        (hooks / name).chmod(0o755)
    (folder / "home").mkdir()
    (folder / "home" / ".gitconfig").write_text(
        "[user]\nname = Somebody\nsigningKey = 1\n"
        "[commit]\ngpgSign = true\n"
        f"[core]\nhooksPath = {hooks.as_posix()}\nautocrlf = true\neol = crlf\n"
        f"[init]\ntemplateDir = {(folder / 'templates').as_posix()}\ndefaultBranch = other\n"
        '[filter "lfs"]\nrequired = true\nclean = false\n'
        "[extensions]\nobjectFormat = sha256\n"
    )
    return Around(project_in(folder / "project"), {"HOME": str(folder / "home"), "GIT_DEFAULT_HASH": "sha256"})


AROUND = {
    "an archive without .git": _archive,
    "a clone of depth 1": _clone_of_depth_1,
    "a broken repository": _broken_repository,
    "a hook of the outer repository": _hook,
    "somebody's configuration": _configured,
}


@pytest.mark.parametrize("around", AROUND.values(), ids=AROUND)
def test_the_same_day_gives_the_same_commits_whatever_lies_around(
    around: Callable[[Path], Around], tmp_path: Path
) -> None:
    made = around(tmp_path)
    outer = everything_of(made.project)
    for _ in range(2):  # the second finds the first one's copy
        ran = run_fresh(made.project, **made.environment)
        assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines()[0] == (
        "The demo hub is copied to .cache/demo-hub/. Its day, 2026-12-01, is 2026-12-08 there, "
        f"and its history has {len(history.STEPS)} commits."
    )
    copy = made.project / COPY
    fresh.copy_hub(ROOT, tmp_path / "here", timedelta(weeks=1))
    assert git(copy, "rev-parse", "main", "HEAD") == git(tmp_path / "here", "rev-parse", "main", "HEAD")
    assert git(copy, "symbolic-ref", "HEAD") == "refs/heads/main\n"
    assert [found.rule for found in load(copy, "2026-12-09").findings] == [rule for _, rule, _ in EXPECTED]
    assert everything_of(made.project) == outer


def run_fresh(project: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-B", "-W", "error", "demo/fresh.py", "--today", "2026-12-09"],
        cwd=project,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def everything_of(project: Path) -> dict[str, bytes]:
    """Path → content of all but the copy, the outer repository's own files included."""
    files = (path for path in project.rglob("*") if path.is_file() and not path.is_relative_to(project / ".cache"))
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in files}


def test_without_git_it_says_so(tmp_path: Path) -> None:
    ran = run_fresh(project_in(tmp_path / "project"), PATH=str(tmp_path))
    assert ran.returncode == 1
    assert ran.stderr.startswith("The demo hub could not be copied to .cache/demo-hub/: ")
    assert "'git'" in ran.stderr


# What is shown


@dataclass(frozen=True)
class Demo:
    site: Path
    printed: str
    findings: str


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demo's site as `make site` builds it, on the day for which it is written."""
    folder = tmp_path_factory.mktemp("demo")
    fresh.copy_hub(ROOT, folder / COPY, timedelta(0))
    arguments = ("--config-file", str(COPY / "mkdocs.yml"), "--site-dir", "site", "--keep-going")
    ran = partnerhub("build", *arguments, "--today", "2026-12-01T12:00", cwd=folder)
    assert ran.returncode == 0, ran.stderr
    return Demo(folder / "site", ran.stdout, ran.stderr)


def test_the_build_lists_what_it_holds_back_and_goes_on(demo: Demo) -> None:
    assert demo.printed == "התיקייה site/ מעודכנת ל־2026-12-01: 11 שותפים, 19 אירועים, 16 מהם עתידיים.\n"
    assert demo.findings == (
        "content/partners/data-for-all.md:55:5: שגיאה field-unknown: השדה anounced של האירוע “תרשים לרחוב שלי” אינו מוכר\n"
        "    התכוונתם ל־announced?\n"
        "content/partners/dusk-walkers.md:38:5: אזהרה vetting-undecided: "
        "האירוע “הרכס בדמדומים” נשאר פרטי כל עוד vetting.decision הוא pending\n"
        "    החליטו: approved או declined.\n"
        "content/partners/open-sky-cinema.md:71:13: אזהרה event-not-agreed: "
        "השדה agreed של האירוע “סרט אילם ופסנתר חי” צריך לומר מתי שני הצדדים אישרו את היום והשעה; עד אז האירוע נשאר פרטי\n"
        "    סכמו עם השותף, ואז כתבו את התאריך.\n"
        "13 שותפים, 21 אירועים: אחד לתיקון, שניים לבדיקה.\n"
        "ממשיכים בלי מה שהשגיאות נוגעות לו; במה שחברי הקהילה כבר מכירים, האתר אומר שהוא בתיקון.\n"
    )


PAGES = {
    "moved": (
        "noa-brosh/draw-the-queue",
        "האירוע הועבר. המועד הקודם: יום חמישי, 17 בדצמבר 2026.",
        "This event was moved. Its day was Thursday, December 17, 2026.",
    ),
    "withdrawn": ("open-sky-cinema/silent-film", "האירוע הזה אינו זמין.", "This event is not available."),
    "being corrected": (
        "data-for-all/chart-your-street",
        "פרטי האירוע נמצאים בתיקון.",
        "The details of this event are being corrected.",
    ),
    "cancelled": ("harbour-choir/winter-concert", "האירוע בוטל.", "This event was cancelled."),
    "postponed": (
        "making-bench/first-chair",
        "האירוע נדחה. מועד חדש יפורסם; המועד הקודם היה יום ראשון, 20 בדצמבר 2026.",
        "This event was postponed. A new date will follow; the old one was Sunday, December 20, 2026.",
    ),
}


@pytest.mark.parametrize(("address", "hebrew", "english"), PAGES.values(), ids=PAGES)
def test_an_events_page_says_its_state(demo: Demo, address: str, hebrew: str, english: str) -> None:
    for prefix, words in (("", hebrew), ("en/", english)):
        page = (demo.site / f"{prefix}partners/{address}/index.html").read_text("utf-8")
        assert re.findall(r'<p class="ph-notice[^>]*role="status">(.*?)</p>', page) == [words]


def test_a_withdrawn_events_page_tells_nothing_of_why(demo: Demo) -> None:
    page = (demo.site / "partners/open-sky-cinema/silent-film/index.html").read_text("utf-8")
    assert "סרט אילם ופסנתר חי" in page
    assert "פסנתרן" not in page


def test_calendars_say_cancelled_of_what_does_not_take_place(demo: Demo) -> None:
    calendar = Calendar.from_ical((demo.site / "calendar.ics").read_bytes())
    summaries = {str(event["SUMMARY"]): event.get("STATUS") for event in calendar.walk("VEVENT")}
    assert sorted(title for title, status in summaries.items() if status == "CANCELLED") == [
        "בוטל: סרט אילם ופסנתר חי",
        "בוטל: קונצרט חורף",
    ]
    assert "תרשים לרחוב שלי" in summaries, "a slip takes nothing out of anybody's calendar"
