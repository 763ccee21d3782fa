"""A partnership lived through day by day, only by commands: the file reads as if a careful person had typed it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from histories import History
from partnerhub import publish
from partnerhub.edge.cli import cli
from partnerhub.site import calendars
from partnerhub.words.finding import Severity
from pictures import picture

SETTINGS = "about: We are neighbours. Once a month we host somebody."
FILE = "code-for-good.md"

PROPOSED = """\
new partner --name 'Code for Good' --by editor-1 --photo {photo} --alt 'Six volunteers around a table of laptops'
    --caption 'The Code for Good team at their autumn hackathon' --value open-knowledge --value transparency
    --ours 'New volunteers for our monthly meetup' --theirs 'Reviewers for their charity projects'
    --members 'A hands-on evening that ends with a merged pull request'
    --standing positive --source 'Talk with a former partner, 2026-10-01'
    --description 'Code for Good brings together volunteers who build software for small charities, one evening at a time.'
"""
PLANNED = """\
new event code-for-good --title 'Open data night' --start '10/12/2026 7pm' --end 9:30pm
    --place 'Community House, 5 Example St., Tel Aviv'
"""
BOTH_SAY_YES = (
    "partnerhub set: members know “Open data night”, so both sides have to say yes to another day first; the first that "
    "gives members 7 days is Tue, Dec 1, 2026. When they do: `partnerhub set code-for-good move 2026-12-17 20:00 "
    "--agreed`. Until then: `partnerhub set code-for-good postpone`.\n"
)

YEAR: list[tuple[str, str, int, str]] = [
    ("2026-10-19", PROPOSED, 0, "Open a pull request with it.\n"),
    # They are approached, and take their time to answer; we do too.
    ("2026-10-20", "set code-for-good outreach.platform facebook", 0, "Open a pull request with it.\n"),
    ("2026-10-20", "write code-for-good opener", 1, "Look at what they do, and write down one thing that is true.\n"),
    ("2026-10-20", "set code-for-good outreach.feedback 'Your code reviews are kind'", 0, "Open a pull request with it.\n"),
    ("2026-10-20", "write code-for-good opener --in en", 0, "Say it to them, in their language.\n"),
    ("2026-10-20T09:00", "set code-for-good reply us 'said hello'", 0, "Open a pull request with it.\n"),
    (
        "2026-10-23T10:30", "set code-for-good reply them 'interested, and sorry: it took a while'", 0,
        "Answer within 24 hours: `partnerhub write code-for-good answer`.\n",
    ),
    ("2026-10-25", "status --partner code-for-good --format markdown", 0, "they wrote on Fri, Oct 23, 2026"),
    ("2026-10-25T12:00", "write code-for-good answer", 0, "We decide such things together, and will come back to you"),
    ("2026-10-25T12:00", "set code-for-good reply us", 0, "Open a pull request with it.\n"),
    # They approve what members will see, we approve them, and an evening is agreed.
    ("2026-10-30", "preview code-for-good --out {out}", 0, "partnerhub set code-for-good consent --saw {saw}\n"),
    ("2026-10-30", "set code-for-good consent --saw {saw} --by 'Dana, who leads them'", 0, "Open a pull request with it.\n"),
    ("2026-11-01", "set code-for-good approve --by editor-2", 0, "Open a pull request with it.\n"),
    ("2026-11-02", PLANNED, 0, "When “Open data night” is agreed with them: `partnerhub set code-for-good agree`.\n"),
    ("2026-11-05", "set code-for-good agree --side us", 0, "`partnerhub set code-for-good agree --side them`.\n"),
    ("2026-11-05", "write code-for-good announcement", 1, "Agree with the partner, then write the date.\n"),
    (
        "2026-11-06", "set code-for-good agree --side them", 0,
        "Have it merged by Thu, Dec 3, 2026, so that members have 7 days.\n",
    ),
    ("2026-11-20", "write code-for-good announcement --to whatsapp", 0, "/partners/code-for-good/open-data-night/\n"),
    ("2026-11-20", "set code-for-good announced", 0, "Open a pull request with it.\n"),
    # Another day: both sides have to say yes first.
    ("2026-11-24", "set code-for-good move 17/12/2026 8pm", 2, BOTH_SAY_YES),
    ("2026-11-24", "set code-for-good postpone", 0, "tell those who meant to come: `partnerhub write code-for-good change`.\n"),
    ("2026-11-25", "set code-for-good move 17/12/2026 8pm", 2, "move 2026-12-17 20:00 --agreed`.\n"),
    ("2026-11-26", "set code-for-good move 17/12/2026 8pm --agreed", 0, "`partnerhub write code-for-good change`.\n"),
    ("2026-11-27", "write code-for-good change --to x", 0, "It was planned for Thursday, December 10, 7:00 PM.\n"),
    ("2026-11-27", "set code-for-good announced https://chat.example/new-day", 0, "Open a pull request with it.\n"),
    # The photo is taken back, and given anew under another caption.
    ("2026-12-01", "set code-for-good withdraw-consent", 0, "until then the site shows the photo.\n"),
    ("2026-12-02", "set code-for-good photo.caption 'The team, in autumn'", 0, "Open a pull request with it.\n"),
    (
        "2026-12-02", "set code-for-good consent --saw {saw}", 2,
        "what they saw has changed since: caption. Send them the preview of today: `partnerhub preview code-for-good`.\n",
    ),
    ("2026-12-02", "preview code-for-good --out {out}", 0, "partnerhub set code-for-good consent --saw {saw}\n"),
    ("2026-12-02", "set code-for-good consent --saw {saw}", 0, "Open a pull request with it.\n"),
    # It takes place.
    ("2026-12-16", "write code-for-good reminder --to telegram", 0, "See you there!\n"),
    ("2026-12-17T21:00", "set code-for-good thanked", 2, "“Open data night” is not over yet.\n"),
    ("2026-12-18", "write code-for-good thanks", 0, "for the talk just now"),
    ("2026-12-18", "set code-for-good thanked", 0, "`partnerhub set code-for-good outcome --summary …`.\n"),
    (
        "2026-12-20", "set code-for-good outcome --attendance 42 --summary 'Twelve charts, and a letter to the city.'", 0,
        "Open a pull request with it.\n",
    ),
    ("2026-12-21", "status --partner code-for-good", 0, "Nothing is due.\n\nThanked: Code for Good\n"),
]  # fmt: skip
"""When, what one types, how it ends, and what it says."""

REMEMBERED = """\
---
# Who they are: members read this.
name: Code for Good
kind: community  # person | community | organization
# tagline:
# website:  # https://example.org

# The photo, a picture beside this file with the same name. Members see it once they approved it.
photo:
  alt: Six volunteers around a table of laptops
  caption: The team, in autumn
  consent:
    given_by: Dana, who leads them
    given_on: 2026-12-02
    saw: {saw}

# The three questions. Members see what they get and the values that we share; all else stays here.
vetting:
  proposed_by: editor-1
  # 1. Do their values overlap with ours? Ours are: open-knowledge (Open knowledge), volunteering.
  values:
    - open-knowledge
    - transparency
  # 2. What does each side gain, and what do our members get?
  win_win:
    ours: New volunteers for our monthly meetup
    theirs: Reviewers for their charity projects
    members: A hands-on evening that ends with a merged pull request
  # 3. In what light will a collaboration show us next time?
  reputation:
    standing: positive  # positive | neutral | negative | unknown
    # field:  # same | other
    # summary:  # reputation in short
    sources:
      - Talk with a former partner, 2026-10-01
    # flags: []  # red flags
  # Somebody else than the one who proposes it decides.
  decision: approved  # pending | approved | declined
  decided_by: editor-2
  decided_on: 2026-11-01

# How we approach them; members never see it.
outreach:
  platform: facebook  # facebook | instagram | whatsapp | telegram | linkedin | email | phone | other
  # contact:  # whom we write to
  feedback: Your code reviews are kind  # what we like about their work
  log:
    - at: 2026-10-20 09:00
      from: us
      note: said hello
    - at: 2026-10-23 10:30
      from: them
      note: "interested, and sorry: it took a while"
    - at: 2026-10-25 12:00
      from: us
events:
  - slug: open-data-night
    title: Open data night
    start: 2026-12-17 20:00
    end: 22:30
    place: Community House, 5 Example St., Tel Aviv
    agreed: 2026-11-26
    announced:
      - date: 2026-11-20
      - date: 2026-11-27
        where: https://chat.example/new-day
    thanked_on: 2026-12-18
    outcome:
      attendance: 42
      summary: Twelve charts, and a letter to the city.
---
Code for Good brings together volunteers who build software for small charities, one evening at a time.
"""


class Year:
    """A hub in a repository, of which the days are lived through."""

    def __init__(self, folder: Path) -> None:
        self.history = History(folder / "hub", settings=SETTINGS)
        self.history.commit("2026-10-01")
        self.facts = {"photo": folder / "team.jpg", "out": folder / "preview.html", "saw": ""}
        (folder / "team.jpg").write_bytes(picture())

    def do(self, when: str, typed: str, code: int, said: str) -> None:
        """Run a command at a moment, and commit what it wrote."""
        self.history.flush()
        arguments = [part.format(**self.facts) for part in shlex.split(typed)]
        options = ("--today", when, "--config-file", str(self.history.hub.config_file))
        ran = CliRunner().invoke(cli, [*arguments, *options])
        if found := re.search(r"^fingerprint: (\w+)", ran.stdout, re.MULTILINE):
            self.facts["saw"] = found[1]
        assert ran.exit_code == code, ran.output
        assert said.format(**self.facts) in ran.output
        self.history.commit(when.replace("T", " "))

    def calendar(self, when: str) -> bytes:
        """What somebody who subscribed to the calendar holds."""
        self.history.flush()
        loaded = self.history.hub.load(when)
        shown = publish.publish(loaded.hub, "en", {}, loaded.held_back).hub
        return calendars.calendar(shown, [*shown.in_calendars, *shown.withdrawn], "All", "calendar.ics")


@pytest.fixture
def year(tmp_path: Path) -> Year:
    (tmp_path / "hub").mkdir()
    return Year(tmp_path)


def test_a_partnership_lived_through(year: Year) -> None:
    for when, typed, code, said in YEAR:
        year.do(when, typed, code, said)
        if typed.startswith("set") and when >= "2026-11-06":
            # What members put into their calendars stays there, and nobody decided that it should go.
            assert b"STATUS:CANCELLED" not in (calendar := year.calendar(when)), typed
            assert b"Open data night" in calendar, typed
    assert year.history.path(FILE).read_text("utf-8") == REMEMBERED.format(**year.facts)
    findings = year.history.hub.load("2026-12-21").findings
    assert [each.rule for each in findings if each.severity is not Severity.NOTE] == []


DECLINED: list[tuple[str, str, int, str]] = [
    ("2026-10-19", PROPOSED, 0, "Open a pull request with it.\n"),
    ("2026-10-20", PLANNED, 0, "agreed with them"),
    (
        "2026-10-30", "set code-for-good decline --by editor-2 --note 'Kind people, and\nnothing for us'", 1,
        "Call off what was planned with them too: `partnerhub set code-for-good cancel`.\n",
    ),
    ("2026-10-30", "set code-for-good cancel", 0, "Open a pull request with it.\n"),
    ("2026-10-31", "write code-for-good answer", 0, "This time it is a no from us"),
    ("2026-10-31", "write code-for-good announcement", 1, "the site does not show Open data night now"),
    ("2026-10-31", PLANNED, 2, "Code for Good was declined, so nothing is planned with them."),
]  # fmt: skip


def test_a_partnership_that_is_declined(year: Year) -> None:
    for row in DECLINED:
        year.do(*row)
        assert b"BEGIN:VEVENT" not in year.calendar(row[0])
    decided = year.history.path(FILE).read_text("utf-8").partition("  # Somebody else")[2].partition("\n\n")[0]
    assert decided == (
        " than the one who proposes it decides.\n"
        "  decision: declined  # pending | approved | declined\n"
        "  decided_by: editor-2\n"
        "  decided_on: 2026-10-30\n"
        "  note: |\n"
        "    Kind people, and\n"
        "    nothing for us"
    )
