"""`partnerhub status --drafts`: what is due this week, drafted; never for readers who may be anyone."""

from __future__ import annotations

import pytest

from hubs import HubFolder, partnerhub
from pictures import picture
from year_records import BODY, HEAD, THEM, US, event, record


def run(hub: HubFolder, *arguments: str, **environment: str):
    return partnerhub("status", "--today", "2026-11-11T10:00", *arguments, cwd=hub.root, **environment)


@pytest.fixture
def busy(hub: HubFolder) -> HubFolder:
    """Somebody waits for an answer, one is to be approached without a good word, one event is to be announced."""
    text = hub.config_file.read_text("utf-8")
    hub.config_file.write_text(
        text.replace("    timezone:", "    about: We are open evenings.\n      timezone:"), "utf-8"
    )
    return hub


def other(text: str, slug: str) -> str:
    return text.replace("Code for Good", slug.title()).replace("codeforgood", slug)


def test_each_message_of_the_week_is_drafted(busy: HubFolder) -> None:
    busy.add("asks.md", other(record(f"{US}, {THEM}"), "asks"), picture())
    busy.add("new.md", other(record(), "new"), picture())
    busy.add("soon.md", other(record("", event("2026-11-19 19:00", agreed="2026-11-02")), "soon"), picture())
    busy.add("held.md", other(record("", event("2026-11-10 19:00", agreed="2026-10-30")), "held"), picture())
    busy.add("later.md", other(record("", event("2026-12-19 19:00", agreed="2026-11-02")), "later"), picture())
    ran = run(busy, "--drafts", "drafts")
    assert ran.returncode == 0
    assert ran.stdout.startswith("This week\n")
    folder = busy.root / "drafts"
    texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.txt")}
    assert sorted(texts) == [
        "asks/2026-11-12-answer.txt",
        "held/2026-11-11-data-thanks.txt",
        "new/2026-11-15-opener.txt",
        "soon/2026-11-12-data-announcement.txt",
    ]
    assert "━━━ WhatsApp" in texts["soon/2026-11-12-data-announcement.txt"]
    assert texts["new/2026-11-15-opener.txt"].startswith("partnerhub write: outreach.feedback must say")
    assert (folder / "soon" / "data.jpg").read_bytes().startswith(b"\xff\xd8")
    assert set(texts) <= set(ran.stderr.partition(": ")[2].strip().split(", "))


def test_readers_who_may_be_anyone_get_none(busy: HubFolder) -> None:
    busy.add("asks.md", f"{HEAD}events: []\n---\n{BODY}", picture())
    for arguments, environment in ((["--public"], {}), ([], {"CI_PROJECT_VISIBILITY": "public"})):
        ran = run(busy, "--drafts", "drafts", *arguments, **environment)
        assert (ran.returncode, ran.stdout) == (2, "")
        assert "drafts are not for everybody" in ran.stderr
    ran = run(busy, "--drafts", "site/drafts")
    assert ran.returncode == 2
    assert "it is not for everybody" in ran.stderr
    assert not [*busy.root.rglob("drafts")]
