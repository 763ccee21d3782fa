"""A partnership lived through day by day, only by `partnerhub set`: the file reads as if a careful person typed it."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from hubs import HubFolder
from partnerhub.edge.set_command import set_command
from partnerhub.history.story import Standing
from partnerhub.record.fingerprint import fingerprint_of
from partnerhub.words.finding import Severity
from pictures import picture
from repositories import Repo

FILE = "content/partners/code.md"

PROPOSED = """\
---
name: Code for Good      # as they write it
photo:
  alt: Six volunteers around a table of laptops
  caption: The Code for Good team at their autumn hackathon
vetting:
  proposed_by: editor-1
  values:
    - open-knowledge
    - transparency
  win_win:
    ours: New volunteers for our monthly meetup
    theirs: Reviewers for their charity projects
    members: A hands-on evening that ends with a merged pull request
  reputation:
    standing: positive
    sources:
      - Talk with a former partner, 2026-10-01
  decision: pending
events:
  # the hall has a projector
  - slug: open-data-night
    title: Open data night
    start: 2026-12-10 19:00
    end: 2026-12-10 21:30
    place: Community House, 5 Example St., Tel Aviv
    agenda:
      - at: 19:15
        title: A city in one chart
---
Code for Good brings together volunteers who build software for small charities, one evening at a time.
"""

REMEMBERED = """\
---
name: Code for Good      # as they write it
photo:
  alt: Six volunteers around a table of laptops
  caption: The team, in autumn
  consent:
    given_by: Dana, who leads them
    given_on: 2026-12-02
    saw: {saw}
vetting:
  proposed_by: editor-1
  values:
    - open-knowledge
    - transparency
  win_win:
    ours: New volunteers for our monthly meetup
    theirs: Reviewers for their charity projects
    members: A hands-on evening that ends with a merged pull request
  reputation:
    standing: positive
    sources:
      - Talk with a former partner, 2026-10-01
  decision: approved
  decided_by: editor-2
  decided_on: 2026-11-01
outreach:
  platform: facebook
  feedback: Your code reviews are kind
  log:
    - at: 2026-10-20 09:00
      from: us
      note: said hello
    - at: 2026-10-23 10:30
      from: them
      note: "interested, and sorry: it took a while"
events:
  # the hall has a projector
  - slug: open-data-night
    title: Open data night
    start: 2026-12-17 20:00
    end: 2026-12-17 22:30
    place: Community House, 5 Example St., Tel Aviv
    agenda:
      - at: 20:15
        title: A city in one chart
    agreed: 2026-11-26
    announced:
      - date: 2026-11-20
      - date: 2026-11-26
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

    def __init__(self, hub: HubFolder) -> None:
        self.repo = Repo(hub)
        self.file = hub.root / FILE
        hub.add("code.md", PROPOSED, picture())
        self.repo.commit("2026-10-19")

    def set(self, when: str, *arguments: str, code: int = 0) -> str:
        """Run the command at a moment, commit what it wrote, and say what it said."""
        ran = in_hub(self.repo.hub, "code", *arguments, "--today", when)
        assert ran.exit_code == code, ran.output
        self.repo.commit(when[:10])
        return ran.output

    def fingerprint(self, today: str) -> str:
        """The one at the foot of the preview."""
        return str(fingerprint_of(self.repo.hub.load(today).hub.partners[0]))

    def standing(self, today: str) -> Standing:
        (story,) = self.repo.hub.load(today).hub.timeline.events
        return story.standing


def in_hub(hub: HubFolder, *arguments: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(set_command, [*arguments, "--config-file", str(hub.config_file)], input=answers)


@pytest.fixture
def year(hub: HubFolder) -> Year:
    return Year(hub)


def test_a_partnership_lived_through(year: Year) -> None:
    year.set("2026-10-20", "outreach.platform", "facebook")
    year.set("2026-10-20", "outreach.feedback", "Your code reviews are kind")
    year.set("2026-10-20T09:00", "reply", "us", "said hello")
    said = year.set("2026-10-23T10:30", "reply", "them", "interested,", "and sorry:", "it took a while")
    assert said.endswith("Answer within 24 hours: `partnerhub write code answer`.\n")

    saw = year.fingerprint("2026-10-25")
    year.set("2026-10-25", "consent", "--saw", saw, "--by", "Dana, who leads them")
    said = year.set("2026-11-01", "approve", "--by", "editor-2")
    assert said.endswith("When “Open data night” is agreed with them: `partnerhub set code agree`.\n")
    said = year.set("2026-11-05", "agree", "--side", "us")
    assert said.endswith("When “Open data night” is agreed with them: `partnerhub set code agree --side them`.\n")
    assert year.standing("2026-11-05") is Standing.HIDDEN
    said = year.set("2026-11-06", "agree", "--side", "them")
    assert said.endswith("Commit it, and have it merged by Thu, Dec 3, 2026, so that members have 7 days.\n")
    year.set("2026-11-20", "announced")

    # Another day: both sides have to say yes first.
    before = year.file.read_bytes()
    said = year.set("2026-11-24", "move", "2026-12-17", "20:00", code=2)
    assert said == (
        "partnerhub set: members know “Open data night”, so both sides have to say yes to another day first; the first "
        "that gives members 7 days is Tue, Dec 1, 2026. When they do: `partnerhub set code move 2026-12-17 20:00 "
        "--agreed`. Until then: `partnerhub set code postpone`.\n"
    )
    assert year.file.read_bytes() == before
    said = year.set("2026-11-24", "postpone")
    assert "tell those who meant to come: `partnerhub write code change`" in said
    assert year.standing("2026-11-25") is Standing.SHOWN
    said = year.set("2026-11-25", "move", "2026-12-17", "20:00", code=2)
    assert "Until then" not in said
    year.set("2026-11-26", "move", "2026-12-17", "20:00", "--agreed")
    year.set("2026-11-26", "announced", "https://chat.example/new-day")
    assert year.standing("2026-11-30") is Standing.SHOWN

    # The photo is taken back, and given anew under another caption.
    said = year.set("2026-12-01", "withdraw-consent")
    assert said.endswith("until then the site shows the photo.\n")
    assert "    withdrawn_on: 2026-12-01\n" in year.file.read_text("utf-8")
    assert year.standing("2026-12-01") is Standing.SHOWN
    year.set("2026-12-02", "photo.caption", "The team, in autumn")
    said = year.set("2026-12-02", "consent", "--saw", saw, code=2)
    assert said == (
        "partnerhub set: what they saw has changed since: caption. Send them the preview of today: "
        "`partnerhub preview code`.\n"
    )
    now = year.fingerprint("2026-12-02")
    year.set("2026-12-02", "consent", "--saw", now.upper())

    assert "is not over yet" in year.set("2026-12-17T21:00", "thanked", code=2)
    said = year.set("2026-12-18", "thanked")
    assert said.endswith("when you know what came of it: `partnerhub set code outcome --summary …`.\n")
    year.set("2026-12-20", "outcome", "--attendance", "42", "--summary", "Twelve charts, and a letter to the city.")
    assert year.file.read_text("utf-8") == REMEMBERED.format(saw=now)
    assert [each.rule for each in year.repo.hub.load("2026-12-21").findings if each.severity is not Severity.NOTE] == []


def test_a_partnership_that_is_declined(year: Year) -> None:
    said = year.set("2026-10-30", "decline", "--by", "editor-2", "--note", "Kind people, and\nnothing for us", code=1)
    assert said.startswith(
        "--- content/partners/code.md\n"
        "+++ content/partners/code.md\n"
        "@@ -16,7 +16,12 @@\n"
        "     standing: positive\n"
        "     sources:\n"
        "       - Talk with a former partner, 2026-10-01\n"
        "-  decision: pending\n"
        "+  decision: declined\n"
        "+  decided_by: editor-2\n"
        "+  decided_on: 2026-10-30\n"
        "+  note: |\n"
        "+    Kind people, and\n"
        "+    nothing for us\n"
        " events:\n"
        "   # the hall has a projector\n"
        "   - slug: open-data-night\n"
    )
    assert said.endswith("Call off what was planned with them too: `partnerhub set code cancel`.\n")
    said = year.set("2026-10-30", "cancel")
    assert said.endswith("Commit it and open a pull request.\n")
    assert year.standing("2026-10-31") is Standing.HIDDEN
