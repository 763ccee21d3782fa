"""The follow-up: from which moment on each rule asks, and until when; and where it is asked at all."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from broken_records import broken
from hubs import HubFolder, partnerhub
from partnerhub import pipeline
from pictures import picture
from records import SOUND
from repositories import Repo

TWO_WAYS = """\
outreach:
  feedback: Their hackathon
  log:
    - {at: 2026-11-20 09:00, from: us}
    - {at: 2026-11-21 18:00, from: them}
"""


def asked(hub: HubFolder, at: str) -> list[str]:
    return [found.rule for found in pipeline.follow_up(hub.load(at)).findings]


SPANS = {
    # Their word of the 21st, 18:00, is to be answered within 24 hours, and is forgotten after 60 days.
    "reply-overdue": ("2026-11-22T18:00", "2027-01-20T18:00"),
    "opener-unprepared": ("2026-11-02T09:00", "2027-01-01T09:00"),
    # Lead time of seven days before the 30th, and until it begins; a day earlier it would be on nobody's site.
    "announcement-due": ("2026-11-23", "2026-11-30T19:00"),
    # It ends on the 12th at 21:30.
    "thanks-overdue": ("2026-11-13T21:30", "2027-01-11T21:30"),
    "outcome-missing": ("2026-11-22T21:30", "2027-01-07T21:30"),
}


@pytest.mark.parametrize(("rule", "since", "until"), [(rule, *span) for rule, span in SPANS.items()], ids=SPANS)
def test_a_rule_asks_from_a_moment_until_another(rule: str, since: str, until: str, hub: HubFolder) -> None:
    broken(rule).put_into(hub)
    if rule == "announcement-due":
        Repo(hub)  # without a history nobody would know of the event a day later
    minute = timedelta(minutes=1)
    first, last = hub.moment(since), hub.moment(until)
    for moment, is_asked in ((first, True), (last - minute, True), (first - minute, False), (last, False)):
        said = asked(hub, moment.isoformat())
        assert (rule in said) is is_asked, (moment, said)


OUR_WORD = {
    "which can't be read": "agreed: yes",
    "in an event that can't be read": "start: soon\n    agreed: 2026-11-22",
    "of a day that lies ahead": "agreed: 2027-11-22",
}


@pytest.mark.parametrize("agreed", OUR_WORD.values(), ids=OUR_WORD.keys())
def test_an_answer_is_not_asked_for_that_may_stand_in_an_event(agreed: str, hub: HubFolder) -> None:
    record = SOUND.replace("vetting:", f"{TWO_WAYS}vetting:").replace("agreed: 2026-11-06", "status: scheduled")
    hub.add("code.md", record.replace("    status: scheduled", f"    {agreed}"), picture())
    assert "reply-overdue" not in asked(hub, "2026-11-23")
    hub.add("code.md", record, picture())
    assert "reply-overdue" in asked(hub, "2026-11-23")


RECORDS = {
    "we had the last word": (TWO_WAYS.replace("21 18:00, from: them", "22 18:00, from: us"), []),
    "theirs, typed before ours": (
        TWO_WAYS.replace("20 09:00, from: us", "21 18:00, from: them").replace("21 18:00, from: them}\n", "21 18:00, from: them}\n", 1)
        .replace("    - {at: 2026-11-21 18:00, from: them}\n", "    - {at: 2026-11-20 09:00, from: us}\n", 1), ["reply-overdue"],
    ),
    "ours lies ahead": (TWO_WAYS + "    - {at: 2026-12-01 09:00, from: us}\n", ["reply-overdue"]),
    "what may be our answer can't be read": (TWO_WAYS + "    - {at: yesterday, from: us}\n", []),
    "they wrote first": ("outreach:\n  log:\n    - {at: 2026-11-20 09:00, from: them}\n    - {at: 2026-11-20 10:00, from: us}\n", []),
    "mail to a community without a page": ("outreach: {platform: email}\n", []),
    "mail to a community with one": ("outreach: {platform: email}\nlinks: {telegram: https://t.example}\n", ["platform-unusual"]),
    "mail to a community with code": ("outreach: {platform: email}\nlinks: {github: https://github.com/x, blog: https://facebook-blog.example}\n", []),
    "mail to a community with a chat": ("outreach: {platform: email}\nlinks: {הקבוצה: https://chat.whatsapp.com/x}\n", ["platform-unusual"]),
    "mail to a community with a short address": ("outreach: {platform: email}\nlinks: {us: https://t.me/x}\n", ["platform-unusual"]),
    "where they are": ("outreach: {platform: telegram}\nlinks: {telegram: https://t.example}\n", []),
    "mail to an organization": ("outreach: {platform: email}\nkind: organization\n", []),
}  # fmt: skip


@pytest.mark.parametrize(("outreach", "rules"), RECORDS.values(), ids=RECORDS.keys())
def test_what_is_asked_of_an_approach(outreach: str, rules: list[str], hub: HubFolder) -> None:
    text = SOUND.replace("kind: community\n", "") if "kind" in outreach else SOUND
    hub.add("a.md", text.replace("events:\n", f"{outreach}events:\n"), picture())
    assert asked(hub, "2026-11-24") == rules


EVENTS = {
    "declined": ("decision: approved", "decision: declined"),
    "pending": ("decision: approved", "decision: pending"),
    "cancelled": ("    place:", "    status: cancelled\n    place:"),
    "postponed": ("    place:", "    status: postponed\n    place:"),
    "not agreed": ("    agreed: 2026-11-06\n", ""),
}


@pytest.mark.parametrize(("old", "new"), EVENTS.values(), ids=EVENTS.keys())
def test_nobody_is_thanked_for_what_did_not_take_place(old: str, new: str, hub: HubFolder) -> None:
    text = broken("thanks-overdue").data.decode()
    assert old in text
    hub.add("a.md", text.replace(old, new), picture())
    assert asked(hub, "2026-12-01") == []


def test_an_outcome_that_says_nothing_is_none(hub: HubFolder) -> None:
    text = broken("outcome-missing").data.decode()
    hub.add("a.md", text.replace("    agreed:", "    outcome: {}\n    agreed:"), picture())
    assert asked(hub, "2026-11-23") == ["outcome-missing"]


def test_an_announcement_that_lies_ahead_is_none(hub: HubFolder) -> None:
    text = broken("announcement-due").data.decode()
    hub.add("a.md", text.replace("    agreed:", "    announced: 2026-11-25\n    agreed:"), picture())
    assert asked(hub, "2026-11-23") == ["announcement-due"]
    assert asked(hub, "2026-11-25") == []


def check(hub: HubFolder, *arguments: str) -> tuple[int, list[str]]:
    ran = partnerhub("check", "--format", "json", "--today", "2026-11-23", *arguments, cwd=hub.root)
    return ran.returncode, [found["rule"] for found in json.loads(ran.stdout)]


def test_check_asks_of_the_whole_hub_only_and_fails_nothing_by_it(hub: HubFolder) -> None:
    file = broken("thanks-overdue").put_into(hub)
    repo = Repo(hub)
    hub.partners.joinpath("code.md").unlink()
    repo.commit("2026-11-01")
    assert check(hub, "--strict") == (0, ["thanks-overdue"])
    assert check(hub, str(file.relative_to(hub.root))) == (0, [])
    assert check(hub, "--changed-since", "main") == (0, [])


def test_a_hub_may_take_it_as_seriously_as_it_likes(make_hub) -> None:
    hub = make_hub(settings="severity: {thanks-overdue: error, outcome-missing: ignore}")
    broken("thanks-overdue").put_into(hub)
    assert check(hub) == (1, ["thanks-overdue"])
    # Nothing is held back by it: a build never asks.
    assert hub.load().findings == []


def test_no_review_asks(hub: HubFolder) -> None:
    repo = Repo(hub)
    thanks = broken("thanks-overdue").put_into(hub)
    repo.commit("2026-11-01")
    thanks.write_text(
        thanks.read_text(encoding="utf-8").replace("Six volunteers", "Seven volunteers"), encoding="utf-8"
    )
    repo.commit("2026-11-22")
    ran = partnerhub("review", "HEAD~1..HEAD", "--today", "2026-11-23", cwd=hub.root)
    assert ran.returncode == 0
    assert "Seven volunteers" in ran.stdout
    assert "**thanks-overdue**" not in ran.stdout


def test_each_is_explained(tmp_path: Path) -> None:
    ran = partnerhub("rules", "reply-overdue", cwd=tmp_path)
    assert ran.stdout.startswith("reply-overdue (follow-up): warning\n\nWhat a partner writes is answered within")
    assert partnerhub("rules", cwd=tmp_path).stdout.count("\nfollow-up\n") == 1
