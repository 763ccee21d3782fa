"""The report on a pull request: what it says of every kind of change, and that hostile text stays text."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import is_dataclass, replace
from datetime import date
from enum import Enum
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from hubs import HubFolder, partnerhub, silent
from partnerhub import pipeline
from partnerhub.edge.config import moment
from partnerhub.review import markdown as review_report
from partnerhub.review.beside import OtherFile, Reach
from partnerhub.review.compare import PartnerReview, Review, Verdict
from partnerhub.review.revisions import Range
from partnerhub.review.statement import Statement
from partnerhub.words.finding import Finding
from partnerhub.words.terms import Term
from pictures import picture
from records import CANARY, RECORD, SOUND, UNANNOUNCED
from repositories import FILE, Repo

PENDING = UNANNOUNCED.replace("decision: approved", "decision: pending")
NEW = SOUND.replace("Code for Good", "Star Club").replace("codeforgood", "starclub")


def review(repo: Repo, today: str = "2026-11-23", revisions: tuple[str, str] = ("main", "HEAD")) -> Review:
    compared = Range.find(repo.hub.config_file, *revisions)
    return pipeline.review(compared, moment(today, compared.judge.settings.zone), silent)


def markdown(found: Review, language: str = "en") -> str:
    return review_report.as_markdown(found, language, review_report.Links())


def changes(partner: PartnerReview) -> list[str]:
    """What changed, as a reader of JSON sees it."""
    found = json.loads(
        review_report.as_json(Review([partner], [], [], judged_on=date(2026, 11, 23)), "en", review_report.Links())
    )
    return [text.replace("\u202f", " ") for text in found["partners"][0]["changes"]]


@pytest.fixture
def proposal(repo: Repo) -> Repo:
    """A published partner, and a branch for a pull request."""
    repo.commit("2026-11-20", text=UNANNOUNCED)
    repo.git("switch", "-q", "-c", "proposal")
    return repo


def only(found: Review) -> PartnerReview:
    (partner,) = found.partners
    return partner


CHANGES = {
    "moved": (("2026-12-10 19:00", "2026-12-09 19:00"),
        ["event Open data night moved: Thu, Dec 10, 7:00 PM → Wed, Dec 9, 7:00 PM"]),
    "decided": (("decision: approved", "decision: declined"), ["decision: approved → declined"]),
    "values": (("values: [open-knowledge", "values: [volunteering, open-knowledge"),
        ["values added: volunteering"]),
    "title with a slug": (("title: Open data night", "title: Charts"), ["event Charts: title: Open data night → Charts"]),
    "cancelled": (("    agreed:", "    status: cancelled\n    agreed:"),
        ["event Open data night: status: scheduled → cancelled"]),
    "agreement gone": (("    agreed: 2026-11-06\n", ""),
        ["event Open data night: agreement on day and hour removed"]),
    "description": (("one evening at a time", "at night"), ["description rewritten"]),
    "tagline": (("kind: community\n", "kind: community\ntagline: Small software\n"), ["tagline added: Small software"]),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "said"), CHANGES.values(), ids=CHANGES.keys())
def test_what_changed_is_said_in_words(proposal: Repo, edit: tuple[str, str], said: list[str]) -> None:
    text = UNANNOUNCED.replace(*edit)
    assert text != UNANNOUNCED
    proposal.commit("2026-11-21", text=text)
    assert changes(only(review(proposal))) == said


def test_reformatting_is_no_change(proposal: Repo) -> None:
    proposal.commit("2026-11-21", text=UNANNOUNCED.replace("2026-12-10 19:00", "'2026-12-10T19:00:00+02:00'"))
    assert changes(only(review(proposal))) == []


def test_a_new_title_of_an_event_without_a_slug_changes_its_link(proposal: Repo) -> None:
    implicit = UNANNOUNCED.replace("  - slug: open-data-night\n    title", "  - title")
    proposal.commit("2026-11-21", text=implicit)
    proposal.git("branch", "-f", "main")
    proposal.commit("2026-11-21", text=implicit.replace("Open data night", "Charts"))
    assert "event Charts: the link changes: open-data-night → charts" in changes(only(review(proposal)))


def test_a_new_partner_is_reviewed_with_all_that_a_reviewer_asks(proposal: Repo) -> None:
    text = NEW.replace("decision: approved", "decision: pending").replace("    announced: 2026-11-20\n", "")
    proposal.hub.add("star-club.md", text.replace("standing: positive", "standing: unknown"), picture())
    proposal.commit("2026-11-21")
    found = review(proposal)
    partner = only(found)
    assert changes(partner) == ["new partner"]
    assert partner.verdict is Verdict.WARNINGS
    assert isinstance(partner.next_step, Statement)
    assert partner.next_step.term.startswith("Decide")
    event = partner.events[0]
    assert (str(event.publish_by), str(event.merge_by), event.days_to_spare) == ("2026-12-03", "2026-12-03", 10)
    report = markdown(found)
    assert "## ⚠️ ready with warnings: `Star Club`" in report
    assert "shared: `Open knowledge` (1, and 1 needed)<br>theirs only: `transparency`" in report
    assert "| the standing, which is not the same as negative" in report
    assert '<img src="content/partners/star-club.jpg" alt="" width="320">' in report
    assert "Nothing of it is public yet." in report
    assert found.new_errors == []


def test_what_would_block_the_approval_is_not_ready_though_it_fails_nothing(proposal: Repo) -> None:
    text = NEW.replace("decision: approved", "decision: pending")
    proposal.hub.add("star-club.md", re.sub("    theirs: .*\n", "", text), picture())
    proposal.commit("2026-11-21")
    found = review(proposal)
    assert only(found).verdict is Verdict.NOT_READY
    assert "win-win-one-sided" in markdown(found).partition("What changed")[0]
    assert found.new_errors == []


def test_only_what_is_new_fails_the_pull_request(repo: Repo) -> None:
    expired = UNANNOUNCED.replace("valid_until: 2027-11-02", "valid_until: 2026-11-10")
    assert expired != UNANNOUNCED
    repo.commit("2026-11-20", text=expired)
    repo.git("switch", "-q", "-c", "proposal")
    repo.commit("2026-11-21", text=expired.replace("kind: community\n", "# a new first line\nkind: community\n"))
    found = review(repo)
    assert found.new_errors == []
    assert only(found).new == []
    assert [finding.rule for finding in only(found).old] == ["photo-consent-expired"]
    assert only(found).verdict is Verdict.NOT_READY
    repo.commit("2026-11-21", text=expired.replace("2026-12-10 19:00", "2026-12-10 soon"))
    assert [finding.rule for finding in review(repo).new_errors] == ["field-invalid"]


def test_a_file_that_takes_anothers_name_fails_and_not_the_other(proposal: Repo) -> None:
    proposal.hub.add("Code.md", NEW, picture())
    proposal.commit("2026-11-21")
    found = review(proposal)
    assert found.elsewhere == [], "the one that the branch held first stays"
    assert [(finding.path, finding.rule) for finding in found.new_errors] == [
        ("content/partners/Code.md", "slug-duplicate")
    ]


def test_a_declined_partner_comes_back_under_another_name(proposal: Repo) -> None:
    proposal.git("switch", "-q", "main")
    proposal.commit("2026-11-21", text=UNANNOUNCED.replace("decision: approved", "decision: declined"))
    proposal.git("switch", "-q", "-C", "proposal")
    again = SOUND.replace("Code for Good", "Good Code")
    proposal.hub.add("good-code.md", again, picture())
    proposal.commit("2026-11-22")
    said = "[`content/partners/code.md`](content/partners/code.md) may be the same partner, and it was declined"
    assert said in markdown(review(proposal))
    (proposal.root / FILE).unlink()
    proposal.commit("2026-11-22")
    assert "decision: declined → approved" in changes(only(review(proposal))), "renaming it hides nothing"
    assert "declined" not in markdown(review(proposal).public()).partition("Do we know them")[2].partition("###")[0]


def test_a_replaced_photo_is_a_change_of_its_partner(proposal: Repo) -> None:
    (proposal.root / "content/partners/code.jpg").write_bytes(picture(colour="navy"))
    proposal.commit("2026-11-21")
    assert changes(only(review(proposal))) == ["photo replaced; consent is older than the photo"]
    proposal.commit("2026-11-21", text=UNANNOUNCED.replace("given_on: 2026-11-02", "given_on: 2026-11-20"))
    assert changes(only(review(proposal)))[0] == "photo replaced"


def test_a_renamed_file_and_a_removed_one(proposal: Repo) -> None:
    proposal.git("mv", FILE, "content/partners/coders.md")
    proposal.git("mv", "content/partners/code.jpg", "content/partners/coders.jpg")
    proposal.commit("2026-11-21")
    assert changes(only(review(proposal))) == [
        f"the file is renamed, so the partner's link changes: {FILE} → content/partners/coders.md"
    ]
    (proposal.root / "content/partners/keep.txt").write_text("x")
    proposal.git("rm", "-q", "content/partners/coders.md", "content/partners/coders.jpg")
    proposal.commit("2026-11-21")
    removed = review(proposal)
    assert changes(only(removed)) == ["the partner is removed, with its pages and its record"]
    assert f"]({FILE})" not in markdown(removed)


def test_a_file_that_cannot_be_read_is_not_ready(proposal: Repo) -> None:
    proposal.commit("2026-11-21", text=UNANNOUNCED.replace("name: ", "name: ["))
    found = review(proposal)
    assert changes(only(found)) == ["the file can't be read any more"]
    assert only(found).verdict is Verdict.NOT_READY
    assert [finding.rule for finding in found.new_errors] == ["yaml-invalid"]


def test_what_the_base_got_meanwhile_is_not_the_proposals(proposal: Repo) -> None:
    proposal.hub.add("star-club.md", NEW, picture())
    proposal.commit("2026-11-21")
    proposal.git("switch", "-q", "main")
    proposal.commit("2026-11-21", text=UNANNOUNCED.replace("Open data night", "Another title"))
    found = review(proposal, revisions=("main", "proposal"))
    assert [partner.path for partner in found.partners] == ["content/partners/star-club.md"]


def test_changes_outside_content_are_pointed_out(proposal: Repo) -> None:
    (proposal.root / "setup.py").write_text("x")
    proposal.commit("2026-11-21")
    assert review(proposal).other_files == [OtherFile("setup.py", Reach.RUNS)]
    assert "`setup.py`" in markdown(review(proposal))


def test_a_history_that_is_cut_off_is_told_once(proposal: Repo, tmp_path: Path) -> None:
    proposal.hub.add("star-club.md", NEW, picture())
    proposal.commit("2026-11-21")
    clone = tmp_path / "clone"
    proposal.git("clone", "-q", "--depth", "2", proposal.root.as_uri(), str(clone), cwd=tmp_path)
    ran = partnerhub("review", "HEAD~1..HEAD", "--today", "2026-11-23", cwd=clone)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("**history-shallow**") == 1
    assert "## What the history can't tell" in ran.stdout


def test_neither_revision_is_checked_out(proposal: Repo) -> None:
    proposal.commit("2026-11-21", text=UNANNOUNCED.replace("one evening at a time", "at night"))
    proposal.git("switch", "-q", "main")
    (proposal.root / FILE).write_text("not committed")
    assert changes(only(review(proposal, revisions=("main", "proposal")))) == ["description rewritten"]
    assert (proposal.root / FILE).read_text() == "not committed"


def test_a_link_in_a_revision_leads_nowhere(proposal: Repo) -> None:
    (proposal.root / "content/partners/code.jpg").unlink()
    (proposal.root / "content/partners/code.jpg").symlink_to("/etc/hostname")
    proposal.commit("2026-11-21")
    assert [finding.rule for finding in review(proposal).new_errors] == ["photo-outside"]


HOSTILE = (
    "`x` ``y`` @octocat | </details> <script>alert(1)</script> ](https://evil.example) # head \\| \u202e ::error::x"
)

OUR_MARKS = re.compile("[\n\ufe0f\u202f]|\u2068(?=`)|(?<=`)\u2069|(?m:^)(?:#+ |- (?:\\[ ] )?)?[\u200e\u200f]")
"""What we write beside what can be printed: around code, and where a block begins."""

TAGS = {
    *("h2", "h3", "p", "ul", "li", "code", "strong", "a", "br", "img", "details", "summary"),
    *("div", "table", "thead", "tbody", "tr", "th", "td"),
}


class _Seen(HTMLParser):
    """What a host would show: tags, links, and the text that is not code."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.loose = ""
        self.in_code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        self.in_code += tag == "code"

    def handle_endtag(self, tag: str) -> None:
        self.in_code -= tag == "code"

    def handle_data(self, data: str) -> None:
        self.loose += "" if self.in_code else data


def hostile(repo: Repo) -> None:
    # What the format refuses in names and links is refused there; the rest takes any text.
    quoted = json.dumps(HOSTILE.replace("\u202e", ""), ensure_ascii=False)
    text = re.sub(
        r"(?m)^(\s+(?:caption|ours|theirs|members|title|place)): .*$", rf"\1: {quoted}".replace("\\", "\\\\"), NEW
    )
    assert text.count("octocat") == 6
    repo.hub.add("star-club.md", f"{text}\n{HOSTILE}\n\n::error::at the start of a line\n", picture())
    (repo.root / "a\n::error::`|` @octocat.txt").write_text("x")
    repo.hub.add("x`y@octocat|.md", NEW)
    repo.commit("2026-11-21", "x")


@pytest.mark.parametrize("is_public", [False, True], ids=["all", "public"])
@pytest.mark.parametrize("language", ["en", "he"])
def test_text_from_the_pull_request_stays_text(proposal: Repo, is_public: bool, language: str) -> None:
    hostile(proposal)
    found = review(proposal)
    report = markdown(found.public() if is_public else found, language)
    seen = _Seen()
    seen.feed(MarkdownIt("gfm-like", {"linkify": False}).render(report))
    assert "octocat" in report
    assert "octocat" not in seen.loose, "mentioned outside code"
    assert set(seen.tags) <= TAGS
    assert seen.tags.count("details") == report.count("<details><summary>")
    assert [link for link in seen.links if not link.startswith("content/partners/")] == []
    rows = re.findall(r"(?m)^\|.*$", report)
    assert rows
    assert {row.count("|") for row in rows} <= {4, 5}
    assert not re.search(r"(?m)^\s*(::|##\[)", report)
    assert [char for char in OUR_MARKS.sub("", report) if not char.isprintable()] == []


def soiled(value: Any, text: str) -> Any:
    """The same with a text in the place of each that comes from a pull request."""
    match value:
        case Term() | Enum():
            return value
        case str():
            return text
        case Finding():
            return replace(value, path=text, message=text, hint=text)
        case tuple() | list():
            return [soiled(each, text) for each in value]
        case Mapping():
            return {name: soiled(each, text) for name, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{name: soiled(each, text) for name, each in vars(value).items()})
    return value


@pytest.fixture(scope="module")
def all_that_is_said(tmp_path_factory: pytest.TempPathFactory) -> Review:
    """A review in which something stands in each field."""
    repo = Repo(HubFolder(tmp_path_factory.mktemp("all") / "hub"))
    repo.hub.add("gone.md", NEW.replace("Star Club", "Gone"))
    repo.hub.add("leaky.md", RECORD, picture())
    repo.commit("2026-11-20", text=UNANNOUNCED)
    repo.git("switch", "-q", "-c", "proposal")
    (repo.hub.partners / "gone.md").unlink()
    repo.hub.add(
        "leaky.md", RECORD.replace("CANARY", "Other").replace("start: 2026-12-10", "start: 2026-12-11"), picture()
    )
    repo.hub.add(
        "star-club.md", NEW.replace("decision: approved", "decision: pending").replace("positive", "unknown"), picture()
    )
    repo.hub.add("broken.md", "---\nname: [\n---\n")
    repo.hub.config_file.write_text(repo.hub.config_file.read_text().replace("holidays: IL", "lead_time: 3"))
    (repo.root / "setup.py").touch()
    repo.commit("2026-11-21")
    found = review(repo)
    for partner in found.partners:
        assert partner.changes
    filled = [partner for partner in found.partners if partner.questions and partner.events and partner.preview]
    assert filled
    assert found.about_settings
    finding = found.new_errors[0]
    return replace(found, elsewhere=[finding], about_history=[finding])


PIECES = (
    *(
        "@octocat",
        "`",
        "``",
        "|",
        "\\",
        "\n",
        "\n\n",
        "\r",
        "\u2028",
        "\x85",
        "\x00",
        "\u202e",
        " ",
        "/close",
        "#12",
        "!3 &4 ~5",
    ),
    *(
        "</details>",
        "<!--",
        "<img src=https://x.example/>",
        "![](https://x.example/a)",
        "](https://x.example)",
        "https://x.example",
    ),
    *("##[error]", "::error::", "~~~", "- ", "> ", "# ", "&#64;octocat", "*", "_", "\udcff", "[x]: /y", "\u200b"),
)


@pytest.mark.parametrize("is_public", [False, True], ids=["all", "public"])
@given(text=st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).map("".join))
@settings(max_examples=int(os.environ.get("PARTNERHUB_SOAK", "25")))
def test_any_text_stands_in_code_and_nowhere_else(all_that_is_said: Review, is_public: bool, text: str) -> None:
    hostile = f"octocat{text}octocat"
    found = soiled(all_that_is_said, hostile)
    report = markdown(found.public() if is_public else found)
    seen = _Seen()
    seen.feed(MarkdownIt("gfm-like", {"linkify": False}).render(report))
    assert report.count("octocat") > 50
    assert "octocat" not in seen.loose
    assert set(seen.tags) <= TAGS
    assert all(re.match(r"octocat[\w.%/~-]*octocat(\?plain=1#L\d+)?$", link) for link in seen.links)
    assert not re.search(r"(?m)^\s*(::|/|\\[x\\]:)|##\w*\[", report)
    assert [char for char in OUR_MARKS.sub("", report) if not char.isprintable()] == []
    written = review_report.as_json(found, "en", review_report.Links())
    assert not re.search(r"(?m)^\s*::|##\w*\[", written)
    assert all(line.isprintable() for line in written.split("\n"))
    path = re.sub("[\ud800-\udfff]", "\ufffd", hostile)
    assert {partner["path"] for partner in json.loads(written)["partners"]} == {path}


def test_annotations_of_a_hostile_pull_request_stay_whole(proposal: Repo) -> None:
    hostile(proposal)
    ran = partnerhub("check", "--format", "github", "--today", "2026-11-23", cwd=proposal.root)
    assert all(re.match(r"::(error|warning|notice) file=[^,:]+,line=\d+,", line) for line in ran.stdout.splitlines())


def test_public_leaves_every_private_value_out(proposal: Repo) -> None:
    before = RECORD.replace("CANARY", "CANARY-old").replace("decided_on: 2026-11-01", "decided_on: 2026-10-29")
    proposal.hub.add("leaky.md", before, picture())
    proposal.commit("2026-11-20")
    proposal.git("branch", "-f", "main")
    proposal.hub.add("leaky.md", RECORD.replace("decision: approved", "decision: declined"), picture())
    proposal.hub.add("fresh.md", RECORD.replace("standing: positive", "standing: neutral"), picture())
    proposal.commit("2026-11-21")
    found = review(proposal)
    assert markdown(found).count(CANARY) > 20, "reviewers read the same file"
    for language in ("en", "he"):
        links = review_report.Links()
        shown = review_report.as_markdown(found.public(), language, links)
        shown += review_report.as_json(found.public(), language, links)
        assert CANARY not in shown
        words = ("positive", "neutral", "חיובי", "ניטרלי", "declined", "2026-10-30", "Oct 30", "2026-11-02", "Nov 2,")
        decided = re.sub(r"approved (or|או) declined|(vetting-|decision: |was_)declined", "", shown)
        assert [word for word in words if word in decided] == []
    assert "decision changed" in markdown(found.public())


def test_a_long_report_is_cut_with_a_count(proposal: Repo) -> None:
    for number in range(60):
        text = NEW.replace("Star Club", f"Club {number}").replace("starclub", f"club{number}")
        proposal.hub.add(f"club-{number}.md", text.replace("summary: ", f"summary: {'long ' * 100}"))
    proposal.commit("2026-11-21")
    report = markdown(review(proposal))
    assert len(report) < 60_000
    shown = report.count("### What changed")
    assert 0 < shown < 60
    assert f"**{60 - shown} more partners are left out here.**" in report


def test_the_command_line_reviews_and_fails_on_new_errors_only(proposal: Repo) -> None:
    proposal.hub.add("code.md", UNANNOUNCED.replace("one evening at a time", "at night"), picture(colour="navy"))
    proposal.commit("2026-11-21")
    at = {"cwd": proposal.root, "GITHUB_REPOSITORY": "us/hub", "GITHUB_SERVER_URL": "https://host.example"}
    ran = partnerhub("review", "main..HEAD", "--today", "2026-11-23", **at)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("<!-- partnerhub-review -->\n")
    assert re.search(r"\]\(https://host.example/us/hub/blob/[0-9a-f]{40}/content/partners/code.md\)", ran.stdout)
    assert re.search(r'src="https://host.example/us/hub/raw/[0-9a-f]{40}/content/partners/code.jpg"', ran.stdout)
    proposal.commit("2026-11-21", text=UNANNOUNCED.replace("name: ", "name: ["))
    ran = partnerhub("review", "main..HEAD", "--format", "json", "--today", "2026-11-23", **at)
    assert ran.returncode == 1
    assert json.loads(ran.stdout)["new_errors"] == 1


@pytest.mark.parametrize(
    ("revisions", "words"),
    [
        ("main..nowhere", "git does not know the revision nowhere here."),
        ("main", "name two revisions, for instance main..HEAD."),
        ("--output=x..HEAD", ""),
    ],
)
def test_a_wrong_range_is_wrong_usage(proposal: Repo, revisions: str, words: str) -> None:
    ran = partnerhub("review", revisions, "--today", "2026-11-23", cwd=proposal.root)
    assert ran.returncode == 2
    assert words in ran.stderr


def test_outside_git_there_is_nothing_to_review(hub: HubFolder) -> None:
    ran = partnerhub("review", "main..HEAD", cwd=hub.root, GIT_CEILING_DIRECTORIES=str(hub.root.parent))
    assert ran.returncode == 2
    assert "git does not know the revision main here." in ran.stderr


def test_a_file_name_that_is_no_text_breaks_nothing(proposal: Repo) -> None:
    name = os.fsencode(proposal.root / "content" / "partners") + b"/\xff\xfe.md"
    Path(os.fsdecode(name)).write_text(NEW, encoding="utf-8")
    proposal.commit("2026-11-21")
    for style in ("text", "json", "github", "gitlab", "sarif"):
        ran = partnerhub("check", "--format", style, "--today", "2026-11-23", cwd=proposal.root)
        assert (ran.returncode, "slug-invalid" in ran.stdout) == (1, True), style
    for style in ("markdown", "json"):
        ran = partnerhub("review", "main..HEAD", "--format", style, "--today", "2026-11-23", cwd=proposal.root)
        assert (ran.returncode, "slug-invalid" in ran.stdout) == (1, True), style
