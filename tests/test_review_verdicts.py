"""What a reviewer sees first: the verdicts, whatever the size; until when they hold; who came back; which way one reads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import Browser

from histories import DECLINED, NO_CONSENT, PENDING, History, edited, photo, record
from hubs import silent
from partnerhub import pipeline
from partnerhub.record.model import Status
from partnerhub.review.markdown import LIMIT, Links, as_markdown
from partnerhub.review.model import EventReview, PartnerReview, Review, Verdict
from partnerhub.review.revisions import Range
from partnerhub.review.statement import Statement
from partnerhub.words.finding import Finding, Severity
from partnerhub.words.terms import N_, Terms
from reviews import GOLDENS

DAY = date(2026, 11, 23)
LINKS = Links(f"https://host.example/us/hub/blob/{'0' * 40}/", f"https://host.example/us/hub/raw/{'0' * 40}/")


# Size


def reviewed(number: int, verdict: Verdict, name: str) -> PartnerReview:
    path = f"content/partners/p{number:04}.md"
    step: Finding | Statement = Statement(N_("ready"))
    if verdict is Verdict.NOT_READY:
        step = Finding("red-flag", Severity.ERROR, path, 9, 1, (), f"a flag {'on and on ' * 20}", "Decline.")
    changes = [Statement(N_("{label} added: {after}"), {"label": N_("tagline"), "after": "words " * 60})]
    return PartnerReview(path, name, verdict, step, changes, new=[step] if isinstance(step, Finding) else [])


@pytest.mark.parametrize("language", ["en", pytest.param("he", marks=pytest.mark.sample(4))])
@pytest.mark.parametrize("long", [1, 20], ids=["names", "names of hundreds of characters"])
@pytest.mark.parametrize("count", [50, 500])
def test_those_that_are_not_ready_stand_first_whatever_the_size(count: int, long: int, language: str) -> None:
    partners = [
        reviewed(
            number, Verdict.NOT_READY if number % 40 == 39 else Verdict.READY, f"Club {number:04} " + "of many " * long
        )
        for number in range(count)
    ]
    partners.sort(key=lambda partner: partner.verdict.rank)
    report = as_markdown(Review(partners, [], [], judged_on=DAY), language, LINKS)
    assert len(report) <= LIMIT
    rows = re.findall(r"(?m)^\| [⛔⚠✅].*$", report)
    refused = [partner for partner in partners if partner.verdict is Verdict.NOT_READY]
    assert [re.search(r"Club \d{4}", row)[0] for row in rows] == [
        re.match(r"Club \d{4}", partner.name)[0] for partner in partners[: len(rows)]
    ]
    assert len(rows) >= len(refused), "the one with a red flag is there"
    left = count - len(rows)
    assert (f"{left}" in report.partition("##")[0].rpartition("|")[2]) or not left, "the others are counted"
    assert left == 0 or count > 50
    details = re.findall(r"(?m)^## .*Club (\d{4})", report)
    assert details == [re.search(r"Club (\d{4})", row)[1] for row in rows[: len(details)]], "in the same order"
    assert report.index("| ⛔") < report.index("## ")


def test_where_even_the_refused_are_too_many_the_rest_is_counted() -> None:
    partners = [reviewed(number, Verdict.NOT_READY, f"Club {number:04}") for number in range(1000)]
    report = as_markdown(Review(partners, [], [], judged_on=DAY), "en", LINKS)
    rows = report.count("| ⛔")
    assert len(report) <= LIMIT
    assert f"**And {1000 - rows} more:** not ready: {1000 - rows}." in report


# Time


@pytest.fixture
def history(tmp_path: Path) -> History:
    history = History(tmp_path / "hub", settings="severity: {photo-too-small: ignore}\n")
    history.write("code.md", record(), photo(1))
    history.write("loans.md", record("Quick Loans", DECLINED, ("start: 2026-12-10", "start: 2026-01-10")), photo(4))
    history.commit("2026-10-01")
    return history


def review(history: History, today: str = "2026-11-23") -> Review:
    history.flush()
    compared = Range.find(history.hub.config_file, "main", "proposal")
    return pipeline.review(compared, history.hub.moment(today), silent)


def only(found: Review) -> PartnerReview:
    (partner,) = found.partners
    return partner


STARS = record("Stars", start="2026-12-17 18:30")
TURNS = {
    "its week": (STARS, "2026-12-10"),
    "its week, undecided": (edited(STARS, PENDING), "2026-12-10"),
    "a consent that ends": (edited(STARS, ("valid_until: 2027-12-31", "valid_until: 2026-12-01")), "2026-12-01"),
}


@pytest.mark.parametrize(("text", "last_day"), TURNS.values(), ids=TURNS.keys())
def test_a_verdict_says_until_when_it_is_true(history: History, text: str, last_day: str) -> None:
    with history.aside("proposal"):
        history.write("stars.md", text, photo(2))
        history.commit("2026-11-23")
    found = review(history)
    turn = only(found).turn
    assert turn is not None
    assert str(turn.last_day) == last_day
    report = as_markdown(found, "en", Links())
    assert f"until {turn.last_day:%a, %b} {turn.last_day.day} |" in report
    assert f"**After {turn.last_day:%a, %b} {turn.last_day.day}:** " in report
    assert only(review(history, last_day)).verdict is only(found).verdict
    after = only(review(history, str(turn.last_day + timedelta(days=1))))
    assert (after.verdict, after.turn) == (Verdict.NOT_READY, None)
    is_private = "consent" in "".join(key for key, case in TURNS.items() if case[0] == text)
    assert (only(found.public()).turn is None) is is_private


DAYS = {
    12: ("12 days left", "נשארו 12 ימים"), 2: ("2 days left", "נשארו יומיים"), 1: ("1 day left", "נשאר יום אחד"),
    0: ("today is the last day", "היום הוא היום האחרון"), -1: ("⛔ 1 day too late", "⛔ באיחור של יום"),
    -4: ("⛔ 4 days too late", "⛔ באיחור של 4 ימים"),
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "he"])
@pytest.mark.parametrize("days", DAYS)
def test_days_are_said_as_people_say_them(days: int, language: str) -> None:
    by = DAY + timedelta(days=days)
    start = datetime.combine(by + timedelta(days=7), time(19), UTC)
    event = EventReview("night", "Night", start, Status.SCHEDULED, by, by, days)
    partner = PartnerReview("a.md", "A", Verdict.READY, Statement(N_("ready")), [], events=[event])
    report = as_markdown(Review([partner], [], [], judged_on=DAY), language, Links())
    assert f"({DAYS[days][language == 'he']}) |" in report
    assert Terms(language)(N_("Publish by")) not in report


# Who came back

BACK = {
    "under the same address": ("Friends", "quick-loans.example", True),
    "under an address below it": ("Friends", "quick-loans.example/friends", True),
    "under a similar name": ("Quick Loan", "friends.example", True),
    "with its words turned": ("Loans, Quick", "friends.example", True),
    "another": ("Friends", "friends.example", False),
}


@pytest.mark.sample(2)
@pytest.mark.parametrize("is_kept", [True, False], ids=["the record stays", "the record goes"])
@pytest.mark.parametrize(("name", "address", "is_back"), BACK.values(), ids=BACK.keys())
def test_what_was_declined_is_known_again(
    history: History, name: str, address: str, is_back: bool, is_kept: bool
) -> None:
    with history.aside("proposal"):
        if not is_kept:
            history.delete("loans")
        text = record("Newcomers", ("newcomers.example", address), ("name: Newcomers", f"name: {name}"))
        words = "They lend to whoever asks, and never ask back; so they say, and many believe them. " * 9
        history.write("new.md", f"{text.rpartition('---')[0]}---\n{words}\n", photo(3))
        history.commit("2026-11-23")
    found = review(history)
    new = next(partner for partner in found.partners if partner.path.endswith("new.md"))
    assert [(each.path, each.was_declined, each.is_gone) for each in new.duplicates] == (
        [("content/partners/loans.md", True, not is_kept)] if is_back else []
    )
    assert (new.verdict is Verdict.READY) is not is_back or new.new
    report = as_markdown(found, "en", Links())
    assert ("perhaps declined before" in report) is is_back
    assert "declined before" not in as_markdown(found.public(), "en", Links())


# Photos and settings


def test_a_photo_that_comes_or_goes_is_a_change(history: History) -> None:
    with history.aside("proposal"):
        history.path("code.jpg").unlink()
        history.commit("2026-11-23")
    assert [each.term for each in only(review(history)).changes] == ["photo removed"]
    bare = edited(record("Bare"), NO_CONSENT, ("decision: approved", "decision: pending"))
    history.write("bare.md", bare)
    history.commit("2026-11-20")
    history.git("branch", "-D", "proposal")
    with history.aside("proposal"):
        history.path("bare.jpg").write_bytes(photo(6))
        history.commit("2026-11-23")
    found = only(review(history))
    assert ([each.term for each in found.changes], found.photos[0].is_touched) == (["photo added"], True)


def test_settings_by_which_nothing_could_be_published_are_an_error(history: History) -> None:
    with history.aside("proposal"):
        history.setting("publishing_branch: live")
        history.commit("2026-11-23")
    (error,) = review(history).new_errors
    assert (error.rule, error.path) == ("settings", "mkdocs.yml")
    assert "live" in error.message


def test_a_photo_that_goes_before_its_consent_ends_stands_in_the_way_of_nothing(history: History) -> None:
    until = "valid_until: 2027-12-31"
    with history.aside("proposal"):
        history.path("code.jpg").unlink()
        history.edit("code.md", (until, f"{until}, withdrawn_on: 2026-11-30"))
        history.commit("2026-11-23")
    found = review(history)
    assert (only(found).verdict, found.new_errors) == (Verdict.READY, [])
    assert [str(change.term) for change in only(found).changes] == [
        "photo removed, before the day from which its consent is taken back",
        "photo withdrawn: from {day} on it is not shown",
    ]


def test_a_photo_withdrawn_with_its_file_is_one_change(history: History) -> None:
    until = "valid_until: 2027-12-31"
    with history.aside("proposal"):
        history.path("code.jpg").unlink()
        history.edit("code.md", (until, f"{until}, withdrawn_on: 2026-11-22"))
        history.commit("2026-11-23")
    found = review(history)
    assert (only(found).verdict, found.new_errors) == (Verdict.READY, [])
    (change,) = only(found).changes
    assert change.term.startswith("photo withdrawn: from {day}")
    (change,) = only(found.public()).changes
    assert (change.term, change.facts.keys()) == ("photo withdrawn", {"label"})


def test_that_a_photo_is_withdrawn_stands_before_lesser_changes(history: History) -> None:
    with history.aside("proposal"):
        history.edit("code.md", ("website:", "tagline: Code for all\nwebsite:"))
        history.edit("code.md", ("valid_until: 2027-12-31", "withdrawn_on: 2026-11-22"))
        history.commit("2026-11-23")
    assert [str(change.term).partition(":")[0] for change in only(review(history)).changes] == [
        "photo withdrawn",
        "{label} added",
        "{label} removed",
    ]


# The goldens, once more


def reports(language: str) -> Iterator[tuple[str, str]]:
    yield from ((file.name, file.read_text(encoding="utf-8")) for file in sorted(GOLDENS.glob(f"*.{language}.md")))


def test_what_blocks_stands_once() -> None:
    refused = [(name, text) for name, text in reports("en") if "| ⛔ not ready | [" in text]
    assert len(refused) > 4
    for name, text in refused:
        step = re.search(r"(?m)^\*\*Next step:\*\* error \*\*[a-z-]+\*\* \S+: (`.*?`)\.", text)
        assert step, name
        table, _, parts = text.partition("\n## ")
        assert (table.count(step[1]), parts.count(step[1])) == (1, 1), name


@pytest.mark.parametrize(("language", "direction"), [("en", "L"), ("he", "R")])
def test_each_block_is_read_in_the_direction_of_its_language(language: str, direction: str) -> None:
    """As hosts show it, which take the direction of headings, paragraphs and lists from their first letter."""
    for name, text in reports(language):
        html = MarkdownIt("gfm-like", {"linkify": False}).render(text)
        blocks = re.findall(r"<(?:h\d|p|li)>(.*?)</(?:h\d|p|li)>", html, re.S)
        assert blocks, name
        for block in blocks:
            letters = (unicodedata.bidirectional(char) for char in re.sub(r"<[^>]*>", "", block))
            assert next((each for each in letters if each in "LR"), direction) == direction, (name, block)
        assert ('<div dir="rtl">' in html) is (language == "he")


@pytest.mark.parametrize("width", [390, pytest.param(1280, marks=pytest.mark.sample(4))])
def test_a_hebrew_review_fits_and_begins_at_the_right(browser: Browser, width: int) -> None:
    html = MarkdownIt("gfm-like", {"linkify": False}).render((GOLDENS / "two-partners.he.md").read_text("utf-8"))
    shown = re.sub(r"<(h\d|p|ul)>", r'<\1 dir="auto">', html)
    style = "table{display:block;width:max-content;max-width:100%;overflow:auto}code{white-space:break-spaces}"
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.set_content(f"<!doctype html><style>{style}</style>{shown}")
    sides = "document.documentElement.scrollWidth, ...[...document.querySelectorAll('th')].map(each => each.offsetLeft)"
    whole, verdict, _, first, *_ = page.evaluate(f"[{sides}]")
    heads = page.evaluate(
        "[...document.querySelectorAll('h2,h3,li,summary')].map(each => getComputedStyle(each).direction)"
    )
    page.close()
    assert whole <= width
    assert verdict > first, "one reads a row from the right"
    assert set(heads) == {"rtl"}
