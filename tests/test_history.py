"""A week ahead, proven by git: repositories of every kind, made with real git, each with its expected day."""

from __future__ import annotations

from pathlib import Path

import pytest

from hubs import HubFolder, build, everything
from pictures import picture
from records import SOUND, UNANNOUNCED
from repositories import FILE, Repo


@pytest.mark.parametrize(("day", "verdict"), [("2026-12-03", "in time"), ("2026-12-04", "6"), ("2026-12-09", "1")])
def test_the_day_of_the_commit_counts(repo: Repo, day: str, verdict: str) -> None:
    repo.commit(day, text=UNANNOUNCED)
    assert repo.days_ahead() == verdict


def test_once_published_in_time_always_in_time(repo: Repo) -> None:
    repo.commit("2026-12-01", text=UNANNOUNCED)
    days = ["2026-12-01", "2026-12-03", "2026-12-04", "2026-12-09", "2026-12-10", "2026-12-20"]
    assert {repo.days_ahead(day) for day in days} == {"in time"}


def test_what_is_not_committed_counts_from_today(repo: Repo) -> None:
    (repo.root / FILE).write_text(UNANNOUNCED, encoding="utf-8")
    assert repo.days_ahead("2026-12-09") == "1"
    assert repo.days_ahead("2026-12-03") == "in time"


def test_a_merge_commit_counts_from_the_merge_and_not_from_the_branch(repo: Repo) -> None:
    repo.git("switch", "-q", "-c", "proposal")
    repo.commit("2026-11-01", text=UNANNOUNCED)
    repo.git("switch", "-q", "main")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge", "proposal", day="2026-12-05")
    assert repo.days_ahead() == "5"


def test_a_squash_merge_counts_from_the_squash(repo: Repo) -> None:
    repo.git("switch", "-q", "-c", "proposal")
    repo.commit("2026-11-01", text=UNANNOUNCED)
    repo.git("switch", "-q", "main")
    repo.git("merge", "-q", "--squash", "proposal")
    repo.commit("2026-12-06")
    assert repo.days_ahead() == "4"


def test_a_rebase_counts_from_the_committers_day(repo: Repo) -> None:
    repo.git("switch", "-q", "-c", "proposal")
    repo.commit("2026-11-01", text=UNANNOUNCED)
    repo.git("switch", "-q", "main")
    (repo.root / "other.txt").write_text("x")
    repo.commit("2026-11-20")
    repo.git("rebase", "-q", "main", "proposal", day="2026-12-07")
    repo.git("switch", "-q", "main")
    repo.git("merge", "-q", "--ff-only", "proposal", day="2026-12-08")
    assert repo.days_ahead() == "3"


REFORMATTED = {
    "reordered": UNANNOUNCED.replace("kind: community\n", "").replace("photo:\n", "kind: community\nphoto:\n"),
    "quoted": UNANNOUNCED.replace("2026-12-10 19:00", "'2026-12-10T19:00:00+02:00'"),
    "in another zone": UNANNOUNCED.replace("2026-12-10 19:00", "2026-12-10 18:00\n    timezone: Europe/Berlin").replace(
        "end: 21:30", "end: 20:30"
    ),
    "another field": UNANNOUNCED.replace("Open data night", "Open data evening"),
    "renamed slug": UNANNOUNCED.replace("slug: open-data-night", "slug: data-night"),
    "with a second event": UNANNOUNCED.replace(
        "events:\n",
        "events:\n  - {slug: a, title: A, start: 2027-01-10 19:00, online: true, agreed: 2026-11-01}\n",
    ),
    "crlf": UNANNOUNCED.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("text", REFORMATTED.values(), ids=REFORMATTED.keys())
def test_another_form_of_the_same_does_not_restart_the_count(repo: Repo, text: str) -> None:
    repo.commit("2026-12-01", text=UNANNOUNCED)
    (repo.root / FILE).write_bytes(text.encode())
    repo.commit("2026-12-08")
    assert repo.days_ahead() == "in time"


def test_a_renamed_file_keeps_its_count(repo: Repo) -> None:
    repo.commit("2026-12-01", text=UNANNOUNCED)
    for suffix in (".md", ".jpg"):
        repo.git("mv", f"content/partners/code{suffix}", f"content/partners/קוד{suffix}")
    repo.commit("2026-12-08")
    assert repo.days_ahead() == "in time"


GAPS = {
    "moved": UNANNOUNCED.replace("2026-12-10 19:00", "2026-12-17 19:00"),
    "another hour": UNANNOUNCED.replace("2026-12-10 19:00", "2026-12-10 18:00"),
    "pending": UNANNOUNCED.replace("decision: approved", "decision: pending"),
    "not agreed": UNANNOUNCED.replace("    agreed: 2026-11-06\n", ""),
    "agreed by us": UNANNOUNCED.replace("agreed: 2026-11-06", "agreed: {us: 2026-11-06}"),
    "cancelled": UNANNOUNCED.replace("    agreed:", "    status: cancelled\n    agreed:"),
    "without consent": UNANNOUNCED.replace(
        "  consent: {given_by: Their community lead, given_on: 2026-11-02, valid_until: 2027-11-02}\n", ""
    ),
    "without the event": UNANNOUNCED.partition("events:")[0] + "---\n" + UNANNOUNCED.rpartition("---\n")[2],
    "unreadable": UNANNOUNCED.replace("name: ", "name: ["),
}


@pytest.mark.parametrize("text", GAPS.values(), ids=GAPS.keys())
def test_a_gap_restarts_the_count(repo: Repo, text: str) -> None:
    assert text != UNANNOUNCED
    repo.commit("2026-11-20", text=UNANNOUNCED)
    repo.commit("2026-11-25", text=text)
    repo.commit("2026-12-05", text=UNANNOUNCED)
    assert repo.days_ahead() == "5"


def test_an_announcement_counts_unless_it_told_of_another_start(repo: Repo) -> None:
    announced = UNANNOUNCED.replace("    agreed:", "    announced: 2026-11-20\n    agreed:")
    repo.commit("2026-12-08", text=announced)
    assert repo.days_ahead() == "in time"
    repo.commit("2026-12-08", text=announced.replace("2026-12-10 19:00", "2026-12-17 19:00"))
    repo.commit("2026-12-09", text=announced)
    assert repo.days_ahead() == "1"


@pytest.mark.parametrize(
    ("depth", "verdict"),
    [(1, "history-shallow"), (2, "history-shallow"), (3, "in time"), (4, "in time"), (9, "in time")],
)
def test_a_shallow_clone_never_guesses(repo: Repo, tmp_path: Path, depth: int, verdict: str) -> None:
    repo.commit("2026-12-01", text=UNANNOUNCED)
    for day in ("2026-12-05", "2026-12-08"):
        repo.commit(day, text=UNANNOUNCED.replace("Open data night", f"Night of {day}"))
    clone = tmp_path / "clone"
    repo.git("clone", "-q", "--depth", str(depth), repo.root.as_uri(), str(clone), cwd=tmp_path)
    assert repo.days_ahead(root=clone) == verdict


def test_a_shallow_clone_that_can_answer_is_believed(repo: Repo, tmp_path: Path) -> None:
    repo.commit("2026-12-01", text=UNANNOUNCED)
    repo.commit("2026-12-02", text=UNANNOUNCED.replace("Open data night", "A night"))
    repo.git("clone", "-q", "--depth", "1", repo.root.as_uri(), str(tmp_path / "clone"), cwd=tmp_path)
    assert repo.days_ahead(root=tmp_path / "clone") == "in time"


def test_far_events_do_not_ask(repo: Repo, tmp_path: Path) -> None:
    repo.commit("2026-12-01", text=UNANNOUNCED)
    repo.git("clone", "-q", "--depth", "1", repo.root.as_uri(), str(tmp_path / "clone"), cwd=tmp_path)
    assert repo.days_ahead("2026-12-03", root=tmp_path / "clone") == "in time"


def test_a_detached_head_asks_the_publishing_branch(repo: Repo) -> None:
    repo.commit("2026-12-01", text=UNANNOUNCED)
    repo.git("switch", "-q", "--detach")
    repo.commit("2026-12-08", text=UNANNOUNCED.replace("19:00", "20:00"))
    assert repo.days_ahead() == "1"
    repo.commit("2026-12-08", text=UNANNOUNCED)
    assert repo.days_ahead() == "in time"


def test_the_setting_names_the_publishing_branch(repo: Repo) -> None:
    repo.commit("2026-12-08", text=UNANNOUNCED)
    repo.git("switch", "-q", "-c", "live", "main~1")
    repo.commit("2026-12-01", text=UNANNOUNCED)
    assert repo.days_ahead() == "2"
    config = repo.hub.config_file
    config.write_text(config.read_text() + "      publishing_branch: live\n")
    assert repo.days_ahead() == "in time"


def test_a_hub_in_a_folder_of_a_repository(tmp_path: Path) -> None:
    hub = HubFolder(tmp_path / "repo" / "hub")
    repo = Repo(hub)
    (hub.root / ".git").rename(tmp_path / "repo" / ".git")
    repo.commit("2026-12-01", text=UNANNOUNCED)
    assert repo.days_ahead() == "in time"
    repo.commit("2026-12-08", text=GAPS["moved"])
    repo.commit("2026-12-08", text=UNANNOUNCED)
    assert repo.days_ahead() == "2"


def test_outside_git_only_an_announcement_is_evidence(hub: HubFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(hub.root.parent))
    hub.add("code.md", UNANNOUNCED, picture())
    assert [found.rule for found in hub.load("2026-12-09").findings] == ["event-too-soon"]
    hub.add("code.md", SOUND)
    assert hub.load("2026-12-09").findings == []


def test_without_git_there_is_no_guess(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit("2026-12-01", text=UNANNOUNCED)
    monkeypatch.setenv("PATH", "")
    assert repo.days_ahead() == "1"


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


def test_a_photo_replaced_with_its_consent_is_fine(repo: Repo) -> None:
    repo.commit("2026-11-10", text=SOUND)
    (repo.root / "content/partners/code.jpg").write_bytes(picture(colour="navy"))
    repo.commit("2026-11-15", text=SOUND.replace("given_on: 2026-11-02", "given_on: 2026-11-14"))
    assert photo_findings(repo) == []


EVENT_PAGE = "partners/code/open-data-night/index.html"


def test_an_event_moved_too_near_keeps_its_page_and_says_so(repo: Repo) -> None:
    repo.commit("2026-11-20", text=UNANNOUNCED)
    repo.commit("2026-12-01", text=UNANNOUNCED.replace("2026-12-10 19:00", "2026-12-07 19:00"))
    assert [found.rule for found in repo.hub.load("2026-12-02").findings] == ["event-too-soon"]
    site = build(repo.hub, "2026-12-02", hold_back=True)
    page = (site / EVENT_PAGE).read_text(encoding="utf-8")
    assert "This event was moved. Its day was Thursday, December 10, 2026." in page
    assert "Monday, December 7, 2026" in page
    assert "Moved from Thursday, December 10, 2026" in (site / "index.html").read_text(encoding="utf-8")


def test_an_event_that_was_never_public_has_no_page_when_it_is_moved(repo: Repo) -> None:
    repo.commit("2026-12-01", text=UNANNOUNCED.replace("2026-12-10 19:00", "2026-12-06 19:00"))
    repo.commit("2026-12-01", text=UNANNOUNCED.replace("2026-12-10 19:00", "2026-12-07 19:00"))
    site = build(repo.hub, "2026-12-02", hold_back=True)
    assert not (site / EVENT_PAGE).exists()


WITHDRAWN = {
    **{name: GAPS[name] for name in ("pending", "not agreed", "agreed by us", "without consent", "unreadable")},
    "declined": UNANNOUNCED.replace("decision: approved", "decision: declined"),
    "deleted": GAPS["without the event"],
    "renamed while pending": GAPS["pending"].replace("Open data night", "SECRET night"),
}


@pytest.mark.parametrize("text", WITHDRAWN.values(), ids=WITHDRAWN.keys())
def test_an_event_that_was_public_says_that_it_is_not_available_and_not_why(repo: Repo, text: str) -> None:
    text = text.replace("  decided_by:", "  note: SECRET\n  decided_by:")
    assert "SECRET" in text
    repo.commit("2026-11-20", text=UNANNOUNCED)
    repo.commit("2026-11-25", text=text)
    site = build(repo.hub, "2026-11-26", hold_back=True)
    page = (site / EVENT_PAGE).read_text(encoding="utf-8")
    assert "<bdi>Open data night</bdi>" in page
    assert "This event is not available." in page
    assert 'name="robots" content="noindex"' in page
    assert "Open data night" not in (site / "index.html").read_text(encoding="utf-8")
    assert "open-data-night" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    assert b"SECRET" not in everything(site)
    assert not (build(repo.hub, "2026-12-11", hold_back=True) / EVENT_PAGE).exists(), "nobody plans to come any more"


def test_an_event_that_was_never_public_has_no_page(repo: Repo) -> None:
    site = build(repo.hub, "2026-11-26", hold_back=True)
    assert not (site / EVENT_PAGE).exists()


def test_outside_git_nothing_is_known_of_what_was_public(hub: HubFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(hub.root.parent))
    hub.add("code.md", GAPS["pending"], picture())
    assert not (build(hub, "2026-11-26", hold_back=True) / EVENT_PAGE).exists()
