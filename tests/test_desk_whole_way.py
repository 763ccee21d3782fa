"""A manager's evening at the desk of `partnerhub serve`: what is typed there, checked, reviewed and seen in the preview beside it."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from desks import Desk
from hubs import TODAY, HubFolder, partnerhub
from pictures import photo_of_a_camera
from repositories import Repo

SOUND = (Path(__file__).parent / "fixtures" / "sound" / "community.md").read_text(encoding="utf-8")
FOLDER = "content/partners/"
CODE = f"{FOLDER}code.md"
WEEKS = (datetime.now(UTC).date() - date.fromisoformat(TODAY)) // timedelta(weeks=1)

pytestmark = [pytest.mark.browser, pytest.mark.soak, pytest.mark.needs("make desk")]


def later(text: str) -> str:
    """A text whose days have moved by whole weeks from the day of the fixtures to this week: a preview knows no other."""

    def moved(day: re.Match[str]) -> str:
        return (date.fromisoformat(day[0]) + timedelta(weeks=WEEKS)).isoformat()

    return re.sub(r"\d{4}-\d\d-\d\d", moved, text)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A hub in Hebrew and English with one partner who is approved."""
    repo = Repo(HubFolder(tmp_path / "hub", language="he", settings="languages: [he, en]"))
    repo.hub.config_file.write_text(f"dev_addr: 127.0.0.1:{free_port()}\n{repo.hub.config_file.read_text()}")
    for day, text in (
        ("2026-11-01", SOUND.partition("events:")[0] + "---\n" + SOUND.rpartition("---\n")[2]),
        ("2026-11-20", SOUND),
    ):
        repo.commit(later(day), text=later(text))
    return repo


@pytest.fixture
def preview(repo: Repo) -> Iterator[str]:
    """The address of a preview that follows."""
    command = [sys.executable, "-m", "partnerhub", "serve"]
    with subprocess.Popen(
        command, cwd=repo.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as served:
        assert served.stdout
        told = []
        for line in served.stdout:
            told.append(line)
            if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
                yield found[0]
                break
        else:
            pytest.fail("".join(told))
        served.terminate()
        served.stdout.close()


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def test_what_is_typed_is_checked_reviewed_and_previewed(
    browser: Browser, repo: Repo, preview: str, tmp_path: Path
) -> None:
    photo = tmp_path / "IMG 1.jpg"
    photo.write_bytes(photo_of_a_camera())
    beside = browser.new_page()
    beside.goto(preview)
    beside.get_by_text("Open data night").first.wait_for()

    desk = Desk(browser, f"{preview}desk/")
    desk.take_folder(
        {path.relative_to(repo.root).as_posix(): path.read_bytes() for path in repo.hub.partners.iterdir()}
    )
    desk.open("code")
    desk.fill("photo.consent.withdrawn_on", later("2026-11-22"))
    desk.save()
    desk.open("code")
    desk.unfold("events")
    desk.fill("events.0.start", later("2026-12-17") + "T19:00")
    desk.save()
    desk.open("code")
    desk.add("events")
    desk.fill("events.1.title.he", "ערב נתונים")
    desk.fill("events.1.start", later("2026-12-28") + "T19:00")
    desk.fill("events.1.place.he", "בית הקהילה")
    desk.save()
    desk.begin()
    desk.fill("name.he", "ידידי הספסל")
    desk.fill(
        "body.he", "אנחנו אוהבים כלים, ומלמדים זה את זה להשתמש בהם: פעמיים בחודש הסדנה פתוחה לכל השכנים, בלי תשלום."
    )
    desk.take_photo("photo.file", photo)
    desk.fill("photo.alt.he", "ספסל עבודה")
    desk.fill("photo.caption.he", "הספסל לפני ערב תיקונים")
    desk.save()
    for path, data in desk.files().items():
        (repo.root / path).write_bytes(data)
    desk.page.close()

    repo.git("checkout", "-q", "-b", "proposal")
    repo.commit(later("2026-11-23"))
    assert changed_lines(repo) == {CODE: "5\t2", f"{FOLDER}img-1.webp": "-\t-", f"{FOLDER}ידידי-הספסל.md": "8\t0"}
    checked = partnerhub("check", cwd=repo.root)
    assert checked.returncode == 0
    told = set(re.findall(r"[a-z]+(?:-[a-z]+)+(?=: )", checked.stdout))
    assert {"agreement-outdated", "event-not-agreed", "member-value-missing", "photo-consent-missing"} <= told
    review = partnerhub("review", "main..proposal", cwd=repo.root).stdout
    for said in ("ההסכמה לתמונה נלקחה בחזרה", "הועבר: ", "אירוע חדש: `ערב נתונים`", "שותף חדש"):
        assert said in review
    beside.get_by_text("האירוע הועבר").wait_for()
    beside.close()


def changed_lines(repo: Repo) -> dict[str, str]:
    """Path → how many lines came and went on the proposal."""
    command = ["git", "-c", "core.quotePath=false", "diff", "--numstat", "main"]
    told = subprocess.run(command, cwd=repo.root, capture_output=True, encoding="utf-8", check=True).stdout
    return {path: lines for lines, _, path in (line.rpartition("\t") for line in told.splitlines())}
