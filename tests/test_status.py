"""Where each partnership stands, and what is to be done by when: stages, duties, and how they are shown."""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from markdown_it import MarkdownIt
from playwright.sync_api import Browser

import strict_parsers
from hubs import HubFolder, partnerhub
from partnerhub.duties import calendar, find, markdown, page, text
from partnerhub.duties.in_browser import Blanks
from partnerhub.duties.links import EditLinks, edit_links
from partnerhub.duties.model import Board, Kind, Stage
from pictures import picture
from repositories import Repo
from year_records import THEM, US, event, record

NOWHERE = EditLinks()
WORKFLOWS = {".github/workflows/edit.yml": "name: edit", ".gitlab-ci.yml": "check:\n\nedit:\n"}
BLANKS = Blanks("content/partners/new-partner.md", "---\nname:\n---\n", "  - title:\n")


def board_of(hub: HubFolder, today: str, language: str | None = None) -> Board:
    loaded = hub.load(today)
    return find.board(loaded.hub, loaded.findings, language or loaded.hub.settings.language)


FOR_GOOD = "{given_by: them, given_on: 2026-11-02}"
ANNOUNCED = ", announced: 2026-11-20"

# state: (record, today) → stage, duties as kind, day, and ! where overdue
STATES = {
    "proposed": (record(decision="pending"), "2026-11-23", Stage.PROPOSED, "decide 11-23"),
    "proposed, with a day in view": (record("", event("2026-12-10 19:00"), decision="pending"), "2026-11-20", Stage.PROPOSED, "decide 11-20"),
    "proposed too late for its day": (record("", event("2026-11-25 19:00"), decision="pending"), "2026-11-23", Stage.PROPOSED, "decide 11-18!"),
    "declined": (record(f"{US}, {THEM}", event("2026-11-25 19:00"), decision="declined"), "2026-11-23", Stage.DECLINED, ""),
    "vetted": (record(), "2026-11-10", Stage.VETTED, "open 11-15"),
    "vetted, and forgotten": (record(), "2026-11-20", Stage.VETTED, "open 11-15!"),
    "vetted long ago": (record(), "2027-01-20", Stage.DORMANT, ""),
    "we wait": (record(US), "2026-11-12", Stage.CONTACTED, "ask-again 11-24"),
    "we have waited long": (record(US), "2026-11-25", Stage.CONTACTED, "ask-again 11-24!"),
    "nobody says a word any more": (record(US), "2027-01-10", Stage.DORMANT, ""),
    "they wait": (record(f"{US}, {THEM}"), "2026-11-11T10:00", Stage.CONTACTED, "answer 11-12"),
    "they wait too long": (record(f"{US}, {THEM}"), "2026-11-12T09:00", Stage.CONTACTED, "answer 11-12!"),
    "we agreed since": (record(f"{US}, {THEM}", event("2026-12-10 19:00", ANNOUNCED, "2026-11-12")), "2026-11-23", Stage.ANNOUNCED,
        "remind 12-09, thank 12-11, outcome 12-24"),
    "a day, and no agreement": (record(US, event("2026-12-10 19:00", agreed="")), "2026-11-23", Stage.CONTACTED, "ask-again 11-24, agree 12-03"),
    "one of two agreed": (record(US, event("2026-12-10 19:00", agreed="{us: 2026-11-20}")), "2026-11-23", Stage.CONTACTED, "agree 12-03"),
    "agreed": (record("", event("2026-12-10 19:00")), "2026-11-23", Stage.AGREED, "announce 12-03, remind 12-09, thank 12-11, outcome 12-24"),
    "announced": (record("", event("2026-12-10 19:00", ANNOUNCED)), "2026-12-10", Stage.ANNOUNCED, "thank 12-11, outcome 12-24"),
    "agreed too late": (record("", event("2026-11-25 19:00")), "2026-11-23", Stage.AGREED, "publish 11-18!, thank 11-26, outcome 12-09"),
    "held back": (record("", event("2026-12-10 19:00"), consent="{given_by: '', given_on: 2026-11-02}"), "2026-11-23", Stage.AGREED,
        "publish 12-03, thank 12-11, outcome 12-24"),
    "held": (record("", event("2026-11-20 19:00", ANNOUNCED)), "2026-11-21", Stage.HELD, "thank 11-21, outcome 12-04"),
    "held, and forgotten": (record("", event("2026-11-20 19:00", ANNOUNCED)), "2026-12-10", Stage.HELD, "thank 11-21!, outcome 12-04!"),
    "thanked": (record("", event("2026-11-20 19:00", ", thanked_on: 2026-11-21")), "2026-11-23", Stage.THANKED, "outcome 12-04"),
    "thanked, and all is said": (record("", event("2026-11-20 19:00", ", thanked_on: 2026-11-21, outcome: {attendance: 9}")), "2026-11-23", Stage.THANKED, ""),
    "thanked, and on we go": (record("{at: 2026-11-22 09:00, from: us}", event("2026-11-20 19:00", ", thanked_on: 2026-11-21, outcome: {attendance: 9}")),
        "2026-11-23", Stage.CONTACTED, "ask-again 12-06"),
    "held long ago": (record("", event("2026-11-20 19:00")), "2027-02-01", Stage.DORMANT, ""),
    "postponed": (record("", event("2026-12-10 19:00", ", status: postponed")), "2026-11-23", Stage.CONTACTED, "new-day 12-10"),
    "cancelled": (record("", event("2026-12-10 19:00", ", status: cancelled")), "2026-11-10", Stage.VETTED, ""),
    "the vetting ends": (record(decided_on="2025-12-10"), "2026-11-23", Stage.DORMANT, ""),
    "the vetting ends before an event": (record("", event("2026-12-20 19:00", ANNOUNCED), decided_on="2025-12-10"), "2026-11-23", Stage.ANNOUNCED,
        "renew-vetting 12-10, publish 12-20, thank 12-21, outcome 01-03"),
    "the consent ends": (record("", consent="{given_by: them, given_on: 2026-11-02, valid_until: 2026-12-01}"), "2026-11-10", Stage.VETTED,
        "open 11-15, renew-consent 12-01"),
    "what may be done can't be read": (record("", event("2026-11-20 19:00", ", thanked_on: soon")), "2026-11-23", Stage.HELD, "mend 11-23, outcome 12-04"),
}  # fmt: skip


@pytest.mark.parametrize(("written", "today", "stage", "duties"), STATES.values(), ids=STATES.keys())
def test_stage_and_duties_follow_from_facts(
    written: str, today: str, stage: Stage, duties: str, hub: HubFolder
) -> None:
    hub.add("a.md", written, picture())
    (found,) = board_of(hub, today).partnerships
    said = [f"{duty.kind} {duty.due:%m-%d}{'!' if duty.is_overdue else ''}" for duty in found.duties]
    assert (found.stage, ", ".join(said)) == (stage, duties)


LIFE = record(f"{US}, {THEM}", event("2026-12-10 19:00", agreed=""))


def test_a_board_in_words(hub: HubFolder) -> None:
    hub.add("a.md", LIFE, picture())
    hub.add(
        "b.md",
        record(US, decision="declined").replace("Code for Good", "Quick Coins").replace("codeforgood", "b"),
    )
    hub.add(
        "c.md",
        record("", event("2026-11-20 19:00")).replace("Code for Good", "נועה").replace("codeforgood", "c"),
        picture(),
    )
    hub.add("d.md", "no front matter")
    assert (
        text.as_text(board_of(hub, "2026-11-22"), NOWHERE)
        == """\
Overdue
  Thu, Nov 12, 2026: Answer Code for Good
      10 days overdue · they wrote on Wed, Nov 11, 2026
      content/partners/a.md:27
  Sat, Nov 21, 2026: Call נועה to say thank you: Data night
      1 day overdue
      content/partners/c.md:25

Within a month
  Thu, Dec 3, 2026: Agree with Code for Good on day and hour: Data night
      the event is on Thu, Dec 10, 2026 7:00\u202fPM
      content/partners/a.md:28
  Fri, Dec 4, 2026: Write down what came of it: Data night (נועה)
      content/partners/c.md:25

Contacted: Code for Good
Held: נועה
Declined: Quick Coins
Nothing can be told of content/partners/d.md: a partner file must begin with a line of three hyphens
The site next changes by itself on Wed, Nov 3, 2027 12:00\u202fAM: the photo of Code for Good is not shown any more."""
    )


def test_a_board_in_hebrew(make_hub) -> None:
    hub = make_hub(language="he")
    hub.add("a.md", LIFE.replace("name: Code for Good", "name: {he: קוד לטובה, en: Code for Good}"), picture())
    said = """\
באיחור
  יום ה׳, 12 בנוב׳ 2026: לענות ל־קוד לטובה
      באיחור של 10 ימים · ההודעה שלהם מיום ד׳, 11 בנוב׳ 2026
      content/partners/a.md:27

בחודש הקרוב
  יום ה׳, 3 בדצמ׳ 2026: לסגור יום ושעה עם קוד לטובה: Data night
      האירוע ביום ה׳, 10 בדצמ׳ 2026 19:00
      content/partners/a.md:28

בשיחה: קוד לטובה
האתר ישתנה מעצמו ביום ד׳, 3 בנוב׳ 2027 0:00: התמונה של קוד לטובה כבר לא מוצגת."""
    assert text.as_text(board_of(hub, "2026-11-22"), NOWHERE) == said
    english = text.as_text(board_of(hub, "2026-11-22", "en"), NOWHERE)
    assert "Answer Code for Good" in english


def test_nothing_is_due(hub: HubFolder) -> None:
    hub.add("a.md", record(consent=FOR_GOOD), picture())
    assert text.as_text(board_of(hub, "2027-01-20"), NOWHERE) == "Nothing is due.\n\nDormant: Code for Good"


# What git tells


def test_how_long_a_decision_is_pending_is_told_by_git(repo: Repo) -> None:
    text_now = (repo.root / "content/partners/code.md").read_text(encoding="utf-8")
    repo.commit("2026-10-10", text=text_now.replace("decision: pending", "decision: declined"))
    repo.commit("2026-10-20", text=text_now)
    repo.commit("2026-10-21", text="---\nbroken\n")
    repo.commit("2026-10-22", text=text_now.replace("Six volunteers", "Seven volunteers"))
    (duty,) = board_of(repo.hub, "2026-11-01").duties
    assert (duty.kind, duty.since, duty.due, duty.is_overdue) == (
        Kind.DECIDE,
        date(2026, 10, 20),
        date(2026, 11, 3),
        False,
    )
    assert "pending for 12 days" in text.as_text(board_of(repo.hub, "2026-11-01"), NOWHERE)
    assert "pending" not in text.as_text(board_of(repo.hub, "2026-10-20"), NOWHERE)


def test_what_is_not_merged_yet_is_to_be_merged(repo: Repo) -> None:
    approved = record("", event("2026-12-10 19:00"))
    (repo.root / "content/partners/code.md").write_text(approved, encoding="utf-8")
    first = board_of(repo.hub, "2026-11-23").duties[0]
    assert (first.kind, first.due, first.obstacle) == (Kind.PUBLISH, date(2026, 12, 3), None)
    repo.commit("2026-11-22")
    assert Kind.PUBLISH not in {duty.kind for duty in board_of(repo.hub, "2026-11-23").duties}


def test_what_stands_in_the_way_is_said_where_something_is_to_be_merged(hub: HubFolder) -> None:
    hub.add("a.md", record("", event("2026-11-25 19:00")), picture())
    first = board_of(hub, "2026-11-23").duties[0]
    assert first.kind is Kind.PUBLISH
    assert first.obstacle.message.startswith("Data night must start at least 7 days after it is published")


def test_a_private_date_in_the_way_is_said_in_text_alone(hub: HubFolder) -> None:
    hub.add("a.md", record("", event("2026-12-10 19:00"), decided_on="2026-13-01"), picture())
    hub.add("b.md", record().replace("standing: positive", "standing: positiv").replace("codeforgood", "b"), picture())
    board = board_of(hub, "2026-11-23")
    told = text.as_text(board, NOWHERE)
    assert "2026-13-01" in told
    assert "“positiv”" in told
    others = [
        text.as_json(board, NOWHERE),
        markdown.as_markdown(board, NOWHERE, BLANKS),
        page.as_page(board, NOWHERE, BLANKS),
    ]
    others += [calendar.as_calendar(board, NOWHERE).decode(), text.as_text(board.public(), NOWHERE)]
    for each in others:
        assert "2026-13-01" not in each
        assert "“positiv”" not in each
        assert "Code for Good" in each.replace("\r\n ", "")


CHANGES = {
    "an event ends": (record("", event("2026-12-10 19:00")), "Data night is over and moves to the archive", "2026-12-10T21:00"),
    "an event begins of which nobody knows": (record("", event("2026-11-25 19:00")), "Data night begins, and is shown from then on", "2026-11-25T19:00"),
    "a photo goes": (record("", consent="{given_by: them, given_on: 2026-11-02, valid_until: 2026-12-01}"),
        "the photo of Code for Good is not shown any more", "2026-12-02T00:00"),
    "nothing": (record(consent=FOR_GOOD), None, None),
    "nothing of what is private": (record("", event("2026-12-10 19:00"), decision="pending"), None, None),
}  # fmt: skip


@pytest.mark.parametrize(("written", "what", "at"), CHANGES.values(), ids=CHANGES.keys())
def test_when_the_site_changes_by_itself(written: str, what: str | None, at: str | None, hub: HubFolder) -> None:
    hub.add("a.md", written, picture())
    change = board_of(hub, "2026-11-23").next_change
    assert (change.term.format_map(change.facts) if change else None) == what
    assert (change.at.isoformat()[:16] if change else None) == at


# Whatever the records say

days = st.integers(-80, 80).map(lambda days: f"{date(2026, 11, 23) + timedelta(days=days)}")
maybe_day = st.none() | days


@st.composite
def events(draw: st.DrawFn) -> str:
    index = draw(st.integers(0, 9999))
    parts = [
        f"slug: e{index}, title: E, start: {draw(days)} 19:00, online: true",
        f"status: {draw(st.sampled_from(['scheduled', 'postponed', 'cancelled']))}",
    ]
    if agreed := draw(maybe_day):
        parts.append(f"agreed: {agreed}")
    if announced := draw(maybe_day):
        parts.append(f"announced: {announced}")
    if thanked := draw(maybe_day):
        parts.append(f"thanked_on: {thanked}")
    if draw(st.booleans()):
        parts.append("outcome: {attendance: 9}")
    return f"{{{', '.join(parts)}}}"


messages = st.tuples(days, st.sampled_from(["us", "them"])).map(
    lambda said: f"{{at: {said[0]} 09:00, from: {said[1]}}}"
)


@given(
    st.sampled_from(["pending", "approved", "declined"]),
    st.lists(messages, max_size=4).map(", ".join),
    st.lists(events(), max_size=4).map(", ".join),
    maybe_day,
)
@settings(max_examples=25)
def test_whatever_the_record_says_duties_are_dated_and_in_order(
    decision: str, log: str, planned: str, decided: str | None
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        hub = HubFolder(Path(folder) / "hub")
        hub.add("a.md", record(log, planned, decision=decision, decided_on=decided or "2026-11-01"))
        board = board_of(hub, "2026-11-23")
    (found,) = board.partnerships
    if decision == "declined":
        assert found.duties == []
    duties = board.duties
    assert [type(duty.due) for duty in duties] == [date] * len(duties)
    assert [duty.is_overdue for duty in duties] == sorted((duty.is_overdue for duty in duties), reverse=True)
    for late in (True, False):
        dues = [duty.due for duty in duties if duty.is_overdue is late]
        assert dues == sorted(dues)
        assert all((due <= board.today) if late else (due >= board.today) for due in dues)
    parts = [*board.overdue, *board.this_week, *board.next_month, *board.later]
    assert sorted(parts, key=lambda duty: duty.sort_key) == list(duties)
    assert parts == list(duties)
    entries = Calendar.from_ical(calendar.as_calendar(board, NOWHERE)).walk("VEVENT")
    assert len({str(entry["UID"]) for entry in entries}) == len({duty.id for duty in duties})
    assert len(json.loads(text.as_json(board, NOWHERE))["duties"]) == len(duties)
    assert all(duty.since is None and not duty.obstacle for duty in board.public().duties)


# How it is shown

HOSTILE = "<script>alert(1)</script> @octocat [x](https://evil.example) `code` #1"


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.fixture
def hostile(hub: HubFolder) -> Board:
    hub.add("a.md", record(US, event("2026-11-25 19:00").replace("Data night", f"'{HOSTILE}'")), picture())
    return board_of(hub, "2026-11-23")


def test_a_board_asks_nobody_and_runs_nothing(hostile: Board) -> None:
    links = EditLinks("https://github.com/us/hub/edit/main/")
    found = Page(page.as_page(hostile, links, BLANKS))
    tags = {tag for tag, _ in found.tags}
    assert tags.isdisjoint({"script", "link", "img", "iframe", "object", "base", "form"})
    addresses = {
        value for _, attributes in found.tags for name, value in attributes.items() if name in ("href", "src", "action")
    }
    assert addresses == {"https://github.com/us/hub/edit/main/content/partners/a.md"}
    assert not [name for _, attributes in found.tags for name in attributes if name.startswith("on")]
    (policy,) = (attributes["content"] for _, attributes in found.tags if "http-equiv" in attributes)
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_a_board_reads_as_its_language_does(hostile: Board) -> None:
    assert ("html", {"lang": "en", "dir": "ltr"}) in Page(page.as_page(hostile, NOWHERE, BLANKS)).tags


def test_nothing_that_was_typed_acts_in_an_issue(hostile: Board) -> None:
    said = markdown.as_markdown(hostile, NOWHERE, BLANKS)
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(said)
    assert not re.search(r"@octocat|evil\.example", re.sub(r"<code>.*?</code>", "", rendered))
    assert said.startswith(f"{markdown.MARK}\n")


def test_an_issue_says_of_each_line_which_duty_is_late(hub: HubFolder) -> None:
    hub.add("a.md", LIFE, picture())
    marks = [re.findall(r"^- .*<!-- overdue:([0-9a-f]{12}) -->$", markdown.as_markdown(board_of(hub, day), NOWHERE, BLANKS), re.M)
        for day in ("2026-11-12T10:00", "2026-11-13", "2026-11-30", "2026-12-04")]  # fmt: skip
    assert marks[1] == marks[2]
    assert [len(each) for each in marks] == [1, 1, 1, 2]
    assert marks[2][0] in marks[3]


def test_an_issue_is_never_longer_than_a_host_takes(hub: HubFolder) -> None:
    for number in range(60):
        entries = ", ".join(
            event("2026-11-30 19:00", f", tags: [t{each}]")
            .replace("slug: data", f"slug: d{each}")
            .replace("Data night", "x" * 150)
            for each in range(3)
        )
        hub.add(
            f"p{number}.md",
            record("", entries).replace("Code for Good", f"P{number}").replace("codeforgood", f"p{number}"),
        )
    said = markdown.as_markdown(board_of(hub, "2026-11-23"), NOWHERE, BLANKS)
    assert len(said) < 60_000
    assert said.count("\n- ") > 60
    assert "and 120 more" in said or said.endswith("…\n")


def test_readers_who_may_be_anyone_see_names_and_days(hub: HubFolder) -> None:
    hub.add("a.md", record(US, event("2026-11-25 19:00"), decision="approved"), picture())
    hub.add("b.md", record(decision="declined").replace("Code for Good", "Quick Coins"), picture())
    board = board_of(hub, "2026-11-23")
    said = markdown.as_markdown(board.public(), NOWHERE, BLANKS)
    assert "Quick Coins" not in said
    assert "in the way" not in said
    assert "waited" not in said
    assert "`Data night`" in said
    assert "Quick Coins" in markdown.as_markdown(board, NOWHERE, BLANKS)


def test_a_calendar_keeps_its_entries(hub: HubFolder) -> None:
    hub.add("a.md", LIFE, picture())
    read = [
        Calendar.from_ical(calendar.as_calendar(board_of(hub, day), NOWHERE))
        for day in ("2026-11-11T10:00", "2026-11-20")
    ]
    first, second = ({str(entry["UID"]): entry for entry in each.walk("VEVENT")} for each in read)
    uid = "answer.a.2026-11-11@duties.open-evenings.example"
    assert set(first) == set(second) == {uid, "agree.a.data@duties.open-evenings.example"}
    # What is overdue stands on today.
    assert (first[uid].decoded("dtstart"), second[uid].decoded("dtstart")) == (date(2026, 11, 12), date(2026, 11, 20))
    assert first[uid].decoded("dtend") == date(2026, 11, 13)
    assert second[uid]["SEQUENCE"] > first[uid]["SEQUENCE"]
    assert str(first[uid]["SUMMARY"]) == "Answer Code for Good"


def test_strict_readers_read_what_is_written(hostile: Board) -> None:
    links = EditLinks("https://github.com/us/hub/edit/main/")
    assert strict_parsers.read("duties.ics", calendar.as_calendar(hostile, links))
    assert strict_parsers.read("board.html", page.as_page(hostile, links, BLANKS).encode())


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "he"])
def test_a_board_reads_on_phone_and_desk_by_day_and_by_night(
    language: str, browser: Browser, hub: HubFolder, tmp_path: Path
) -> None:
    """Nothing to scroll sideways, even for a word of sixty letters; axe-core finds nothing; nobody is asked."""
    hub.add("a.md", LIFE.replace("Data night", "D" * 60), picture())
    hub.add(
        "c.md",
        record("", event("2026-11-20 19:00", ", thanked_on: 2026-11-21")).replace("Code for Good", "נועה"),
        picture(),
    )
    file = tmp_path / "board.html"
    file.write_text(page.as_page(board_of(hub, "2026-11-22", language), NOWHERE, BLANKS), encoding="utf-8")
    context = browser.new_context(bypass_csp=True, viewport={"width": 390, "height": 900})
    tab, asked = context.new_page(), list[str]()
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(file.as_uri())
    for width in (390, 1280):
        tab.set_viewport_size({"width": width, "height": 900})
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.evaluate(AXE_SCRIPT)
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)
        found = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
    context.close()
    assert asked == [file.as_uri()]


LINKS = {
    "GitHub": ({"GITHUB_REPOSITORY": "us/hub", "GITHUB_SERVER_URL": "https://git.example"}, [], "https://git.example/us/hub/edit/main/"),
    "GitLab": ({"CI_PROJECT_URL": "https://lab.example/us/sub/hub"}, [], "https://lab.example/us/sub/hub/-/edit/main/"),
    "the address in mkdocs.yml first": ({}, ["https://github.com/us/hub/", "git@gitlab.com:x/y.git"], "https://github.com/us/hub/edit/main/"),
    "a remote, without what is secret in it": ({}, ["", "https://me:secret@gitlab.com/us/sub/hub.git"], "https://gitlab.com/us/sub/hub/-/edit/main/"),
    "by ssh": ({}, ["git@github.com:us/hub.git"], "https://github.com/us/hub/edit/main/"),
    "by ssh, as an address": ({}, ["ssh://git@gitlab.example.org:2222/us/hub.git"], "https://gitlab.example.org/us/hub/-/edit/main/"),
    "another host": ({}, ["https://code.example/us/hub"], ""),
    "a folder": ({}, ["/srv/git/hub.git", "../hub"], ""),
    "no address": ({}, ["https://[", "github.com"], ""),
}  # fmt: skip


@pytest.mark.parametrize(("environ", "addresses", "folder"), LINKS.values(), ids=LINKS.keys())
def test_a_duty_leads_to_where_it_is_done(environ: dict[str, str], addresses: list[str], folder: str) -> None:
    assert edit_links(environ, addresses, "main", "", lambda file: "").folder == folder


def test_links_lead_to_the_branch_and_the_folder_of_the_hub() -> None:
    links = edit_links({"GITHUB_REPOSITORY": "us/hub"}, [], "live/now", "sub folder/", lambda file: "")
    assert links.file("content/partners/קוד.md") == (
        "https://github.com/us/hub/edit/live/now/sub%20folder/content/partners/%D7%A7%D7%95%D7%93.md"
    )
    assert edit_links({"GITHUB_REPOSITORY": "us/hub"}, [], "", "", lambda file: "").file("a.md") is None


PROJECTS = {
    "GitHub": ({"GITHUB_REPOSITORY": "us/hub"}, "https://github.com/us/hub/new/live/now?filename=a%20b%2Fcontent%2Fpartners%2Fnew-partner.md", "&value=---%0Aname%3A%0A---%0A"),
    "GitLab, whose editor takes no text": ({"CI_PROJECT_URL": "https://lab.example/us/hub"}, "https://lab.example/us/hub/-/new/live/now/a%20b/content/partners?file_name=new-partner.md", ""),
}  # fmt: skip


@pytest.mark.parametrize(("environ", "address", "filled"), PROJECTS.values(), ids=PROJECTS.keys())
def test_a_partner_is_proposed_in_the_web_editor(
    environ: dict[str, str], address: str, filled: str, hub: HubFolder
) -> None:
    hub.add("a.md", LIFE, picture())
    links, board = edit_links(environ, [], "live/now", "a b/", lambda file: ""), board_of(hub, "2026-11-22")
    said, shown = markdown.as_markdown(board, links, BLANKS), Page(page.as_page(board, links, BLANKS))
    assert f"- [Propose a partner]({address}{filled})\n" in said
    assert {"href": f"{address}{filled}", "rel": "noreferrer"} in [attributes for _, attributes in shown.tags]
    assert ("Begin a file `content/partners/new-partner.md`" in said) is (not filled)
    assert "```yaml\n  - title:\n```" in said
    long = replace(BLANKS, partner="---\n# ש" + "ש" * 2_000)
    assert f"]({address})\n" in markdown.as_markdown(board, links, long)
    assert "```yaml\n---\n# שש" in markdown.as_markdown(board, links, long)


BUTTONS = {
    "GitHub": ({"GITHUB_REPOSITORY": "us/hub"}, "https://github.com/us/hub/actions/workflows/edit.yml"),
    "GitLab": ({"CI_PROJECT_URL": "https://lab.example/us/hub"}, "https://lab.example/us/hub/-/pipelines/new?ref=live%2Fnow"),
}  # fmt: skip


@pytest.mark.parametrize(("environ", "address"), BUTTONS.values(), ids=BUTTONS.keys())
def test_the_button_is_found_where_the_repository_has_one(
    environ: dict[str, str], address: str, hub: HubFolder
) -> None:
    board, link = board_of(hub, "2026-11-22"), f"- [Write down what happened]({address})\n"
    for files, has_button in ((WORKFLOWS, True), ({".gitlab-ci.yml": "check:\n  edit:\n"}, False)):
        links = edit_links(environ, [], "live/now", "", lambda file, files=files: files.get(file, ""))
        assert (link in markdown.as_markdown(board, links, BLANKS)) is has_button
        assert (f'href="{address}"' in page.as_page(board, links, BLANKS)) is has_button


def test_where_no_host_is_known_the_file_is_copied(hub: HubFolder) -> None:
    said = markdown.as_markdown(board_of(hub, "2026-11-22"), NOWHERE, BLANKS)
    assert "[Propose a partner]" not in said
    assert "```yaml\n---\nname:\n---\n```" in said


# The command


def run(hub: HubFolder, *arguments: str, **environment: str):
    return partnerhub("status", "--today", "2026-11-22", *arguments, cwd=hub.root, **environment)


def test_the_command_writes_what_is_asked_for(hub: HubFolder) -> None:
    hub.add("a.md", LIFE, picture())
    ran = run(hub, "--format", "json", "--due", "14d", "--html", "board.html", "--ics", "duties.ics")
    assert (ran.returncode, ran.stderr) == (0, "")
    said = json.loads(ran.stdout)
    assert [duty["id"] for duty in said["duties"]] == ["answer.a.2026-11-11", "agree.a.data"]
    assert said["partnerships"][0]["stage"] == "contacted"
    assert (hub.root / "board.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert (hub.root / "duties.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    few = json.loads(run(hub, "--format", "json", "--due", "5").stdout)
    assert [duty["kind"] for duty in few["duties"]] == ["answer"]


def test_a_public_repository_is_told_names_and_days(hub: HubFolder, tmp_path: Path) -> None:
    hub.add("a.md", LIFE, picture())
    told = tmp_path / "event.json"
    told.write_text('{"repository": {"private": false}}')
    assert "they wrote on" in run(hub, "--format", "markdown").stdout
    assert "they wrote on" not in run(hub, "--format", "markdown", "--public").stdout
    assert "they wrote on" not in run(hub, "--format", "markdown", GITHUB_EVENT_PATH=str(told)).stdout
    assert "they wrote on" not in run(hub, CI_PROJECT_VISIBILITY="public").stdout


def test_one_partnership_alone(hub: HubFolder) -> None:
    hub.add("code-for-good.md", LIFE, picture())
    hub.add("b.md", record().replace("Code for Good", "B").replace("codeforgood", "b"), picture())
    assert "\nVetted" not in run(hub, "--partner", "Code-For-Good").stdout
    hub.add("unread.md", "no front matter")
    assert "Nothing can be told" not in run(hub, "--partner", "code-for-good").stdout
    assert "Nothing can be told of content/partners/unread.md" in run(hub, "--partner", "unread").stdout
    wrong = run(hub, "--partner", "code-for-goo")
    assert wrong.returncode == 2
    assert "Did you mean code-for-good?" in wrong.stderr


@pytest.mark.parametrize(
    "place", ["site/board.html", "site/x/../b.html", "content/pages/b.html", "linked/b.html", "other/deep/b.html"]
)
def test_nothing_private_is_written_where_it_would_be_published(place: str, hub: HubFolder) -> None:
    hub.add("a.md", LIFE, picture())
    for folder in ("site/x", "other/deep"):
        (hub.root / folder).mkdir(parents=True)
    (hub.root / "other" / ".partnerhub-site").write_text("{}")
    (hub.root / "linked").symlink_to(hub.root / "site")
    for option in ("--html", "--ics"):
        ran = run(hub, option, place)
        assert (ran.returncode, ran.stdout) == (2, "")
        assert "it is not for everybody" in ran.stderr
    assert not [path for path in hub.root.rglob("*") if path.suffix in (".html", ".ics")]


WRONG = {
    "days": (["--due", "soon"], "a number of days, such as 14d"),
    "no folder": (["--html", "nowhere/board.html"], "No such file or directory"),
    "format": (["--format", "xml"], "--format must be one of text, json, markdown"),
}


@pytest.mark.parametrize(("arguments", "said"), WRONG.values(), ids=WRONG.keys())
def test_wrong_usage_says_why(arguments: list[str], said: str, hub: HubFolder) -> None:
    ran = run(hub, *arguments)
    assert ran.returncode == 2
    assert said in ran.stderr


def test_what_git_cant_tell_is_reported_as_check_does(repo: Repo) -> None:
    repo.commit("2026-11-21", text=record("", event("2026-11-25 19:00")))
    (repo.root / ".git" / "shallow").write_bytes((repo.root / ".git" / "refs" / "heads" / "main").read_bytes())
    ran = run(repo.hub)
    assert ran.returncode == 1
    assert "history-shallow" in ran.stderr
    assert "Data night" in ran.stdout


def test_a_step_of_ours_that_fails_takes_one_partnership_away(hub: HubFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.add("a.md", LIFE, picture())
    monkeypatch.setattr(find._Looked, "_stage", lambda self: 1 / 0)
    board = board_of(hub, "2026-11-23")
    assert board.partnerships == []
    assert [finding.rule for finding in board.unread] == ["defect"]
