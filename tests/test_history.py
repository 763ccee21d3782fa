"""What the rules say that ask the past, in whole messages. What is so in which history stands in test_timeline_*.py."""

from __future__ import annotations

import subprocess

import pytest

from hubs import HubFolder, build
from pictures import picture
from records import SOUND, UNANNOUNCED
from repositories import FILE, Repo

EVENT_PAGE = "partners/code/open-data-night/index.html"


def said(repo: Repo, today: str) -> list[str]:
    """The errors and warnings of a day, each with its line, message and hint."""
    return [
        f"{found.line} {found.severity} {found.rule}: {found.message}. {found.hint}"
        for found in repo.hub.load(today).findings
        if found.severity != "note"
    ]


def head(repo: Repo) -> str:
    ran = subprocess.run(["git", "rev-parse", "--short=7", "HEAD"], cwd=repo.root, capture_output=True, check=True)
    return ran.stdout.decode().strip()


HINT = "Move the event, or write in announced where it was published earlier."


def test_too_soon_names_the_commit_that_published_it(repo: Repo) -> None:
    repo.commit("2026-12-05", text=UNANNOUNCED)
    assert said(repo, "2026-12-07") == [
        "28 error event-too-soon: Open data night must start at least 7 days after it is published, got 2026-12-10, "
        f"5 days from 2026-12-05, when commit {head(repo)} brought it to main; the earliest day is 2026-12-12. {HINT}"
    ]


def test_too_soon_counts_from_today_what_nothing_published(repo: Repo) -> None:
    (repo.root / FILE).write_text(UNANNOUNCED, encoding="utf-8")
    assert said(repo, "2026-12-07") == [
        "28 error event-too-soon: Open data night must start at least 7 days after it is published, got 2026-12-10, "
        "3 days from 2026-12-07; the earliest day is 2026-12-14. Move the event, or write in announced where it was "
        "published; main does not show it yet."
    ]


def test_too_soon_tells_no_day_of_an_announcement(repo: Repo) -> None:
    repo.commit("2026-12-07", text=UNANNOUNCED.replace("    agreed:", "    announced: 2026-12-06\n    agreed:"))
    assert said(repo, "2026-12-08") == [
        "28 error event-too-soon: Open data night must start at least 7 days after it is published, got 2026-12-10; "
        f"an announcement began the count, and not early enough. {HINT}"
    ]


MOVED = UNANNOUNCED.replace("2026-12-10 19:00", "2026-12-11 12:00").replace("end: 21:30", "end: 14:00")
LATE = (
    "warning event-changed-late: Open data night should not change less than 7 days before it starts: by the history of "
    "main, members know it otherwise. See to it that everybody who meant to come is told."
)
OUTDATED = (
    "warning agreement-outdated: agreed of “Open data night” should be newer than the start, which was changed on main since. "
    "Ask the partner to confirm the new day and hour, then write the date."
)


def test_a_change_within_the_week_is_shown_and_asked_about(repo: Repo) -> None:
    repo.commit("2026-11-20", text=UNANNOUNCED)
    repo.commit("2026-12-07", text=MOVED)
    found = [each.partition(" ")[2] for each in said(repo, "2026-12-08") if "quiet" not in each]
    assert found == [LATE, OUTDATED]
    page = (build(repo.hub, "2026-12-08") / EVENT_PAGE).read_text(encoding="utf-8")
    assert "Thursday, December 10, 2026" in page


AGREEMENTS = {
    "to the old day": ([MOVED], True),
    "renewed with the move": ([MOVED.replace("agreed: 2026-11-06", "agreed: 2026-11-21")], False),
    "renewed after it": ([MOVED, MOVED.replace("agreed: 2026-11-06", "agreed: 2026-11-21")], False),
    "put back": ([MOVED, UNANNOUNCED], False),
    "another field changed": ([UNANNOUNCED.replace("Community House", "Town Hall")], False),
    "another zone, the same moment": (
        [UNANNOUNCED.replace("2026-12-10 19:00\n    end: 21:30", "2026-12-10 18:00\n    end: 20:30\n    timezone: Europe/Berlin")],
        False,
    ),
    "the next of the same name, once this one is over": (
        [UNANNOUNCED, UNANNOUNCED.replace("2026-12-10 19:00", "2027-01-14 19:00")],
        True,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("texts", "is_outdated"), AGREEMENTS.values(), ids=AGREEMENTS.keys())
def test_an_agreement_is_to_a_day_and_hour(repo: Repo, texts: list[str], is_outdated: bool) -> None:
    repo.commit("2026-11-20", text=UNANNOUNCED)
    for day, text in zip(("2026-11-22", "2026-12-20"), texts, strict=False):
        repo.commit(day, text=text)
    rules = [found.rule for found in repo.hub.load("2026-12-21").findings]
    assert ("agreement-outdated" in rules) is is_outdated


def photo_findings(repo: Repo) -> list[str]:
    return [found.rule for found in repo.hub.load("2026-11-23").findings]


def test_a_replaced_photo_wants_a_new_consent(repo: Repo) -> None:
    repo.commit("2026-11-10", text=SOUND)
    assert photo_findings(repo) == [], "the first photo came with its consent"
    (repo.root / "content/partners/code.jpg").write_bytes(picture(colour="navy"))
    repo.commit("2026-11-15")
    assert photo_findings(repo) == ["photo-newer-than-consent"]
    repo.commit("2026-11-16", text=SOUND.replace("Open data night", "Another title"))
    assert photo_findings(repo) == ["photo-newer-than-consent"]
    repo.commit("2026-11-17", text=SOUND.replace("given_on: 2026-11-02", "given_on: 2026-11-16"))
    assert photo_findings(repo) == []


def test_a_photo_is_followed_whatever_case_its_name_is_written_in(repo: Repo) -> None:
    (repo.root / "content/partners/code.jpg").rename(repo.root / "content/partners/Code.JPG")
    repo.commit("2026-11-10", text=SOUND)
    assert photo_findings(repo) == []
    (repo.root / "content/partners/Code.JPG").write_bytes(picture(colour="navy"))
    repo.commit("2026-11-15")
    assert photo_findings(repo) == ["photo-newer-than-consent"]


def test_a_photo_replaced_with_its_consent_is_fine(repo: Repo) -> None:
    repo.commit("2026-11-10", text=SOUND)
    (repo.root / "content/partners/code.jpg").write_bytes(picture(colour="navy"))
    repo.commit("2026-11-15", text=SOUND.replace("given_on: 2026-11-02", "given_on: 2026-11-14"))
    assert photo_findings(repo) == []


WITHDRAWN = SOUND.replace("valid_until: 2027-11-02", "withdrawn_on: 2026-11-20")


@pytest.mark.parametrize("removes", [False, True], ids=["the file stays", "the file goes too"])
@pytest.mark.parametrize("is_known", [False, True], ids=["new", "known"])
def test_without_its_photo_a_partner_stays_with_initials(repo: Repo, is_known: bool, removes: bool) -> None:
    if is_known:
        repo.commit("2026-11-10", text=SOUND)
    if removes:
        (repo.root / "content/partners/code.jpg").unlink()
    repo.commit(
        "2026-11-21", text=WITHDRAWN.replace("  caption: The Code for Good team at their autumn hackathon\n", "")
    )
    assert [found.rule for found in repo.hub.load("2026-11-23").findings] == ["photo-consent-withdrawn"]
    page = (build(repo.hub) / EVENT_PAGE).read_text(encoding="utf-8")
    assert "ph-photo--none" in page
    assert "<img" not in page.partition("<main")[2].partition("</main")[0]
    assert "being corrected" not in page


@pytest.mark.parametrize("names_it", [False, True], ids=["lay beside it", "was named"])
def test_a_photo_may_go_before_the_day_that_is_written(repo: Repo, names_it: bool) -> None:
    """Somebody who deletes it at once, with `withdrawn_on` still ahead, does right: nothing is asked for any more."""
    repo.commit("2026-11-10", text=SOUND)
    (repo.root / "content/partners/code.jpg").unlink()
    named = ("photo:\n", "photo:\n  file: code.jpg\n") if names_it else ("", "")
    caption = ("  caption: The Code for Good team at their autumn hackathon\n", "")
    repo.commit("2026-11-21", text=WITHDRAWN.replace("11-20", "11-30").replace(*named, 1).replace(*caption))
    assert repo.hub.load("2026-11-23").findings == []
    assert [found.rule for found in repo.hub.load("2026-11-30").findings] == ["photo-consent-withdrawn"]
    page = (build(repo.hub) / EVENT_PAGE).read_text(encoding="utf-8")
    assert "ph-photo--none" in page
    assert "being corrected" not in page


def test_a_consent_that_is_given_anew_brings_the_photo_back(hub: HubFolder) -> None:
    hub.add("code.md", WITHDRAWN.replace("given_on: 2026-11-02", "given_on: 2026-11-22"), picture())
    assert hub.load().findings == []
    assert "ph-photo--none" not in (build(hub) / EVENT_PAGE).read_text(encoding="utf-8")


def test_a_consent_that_will_be_withdrawn_still_holds(hub: HubFolder) -> None:
    hub.add("code.md", WITHDRAWN.replace("withdrawn_on: 2026-11-20", "withdrawn_on: 2026-11-24"), picture())
    assert hub.load().findings == []
    assert "ph-photo--none" not in (build(hub) / EVENT_PAGE).read_text(encoding="utf-8")
    assert "ph-photo--none" in (build(hub, "2026-11-24") / EVENT_PAGE).read_text(encoding="utf-8")
