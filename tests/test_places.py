"""What a place in a file is called: by people in either language, and by programs."""

from __future__ import annotations

import json
import re

import pytest

from hubs import HubFolder, partnerhub, silent
from partnerhub import pipeline
from partnerhub.edge.config import moment
from partnerhub.record.partner import Partner
from partnerhub.review.revisions import Range
from partnerhub.words.finding import FieldPath, Problem
from partnerhub.words.places import Titles, event_name, field_name, place_name
from partnerhub.words.terms import N_, catalogue
from pictures import picture
from records import SOUND
from repositories import Repo

TITLES = Titles(
    {
        ("events", 0): "Open data night",
        ("events", 2): "ליל נתונים!",
        ("events", 3): "Data night!",
        ("events", 4): "Monthly",
        ("events", 5): "Monthly",
    }
)
NAMES: dict[str, tuple[FieldPath, str, str]] = {
    "file": ((), "", ""),
    "field": (("vetting", "win_win", "theirs"), "vetting.win_win.theirs", "השדה vetting.win_win.theirs"),
    "list": (("events",), "events", "השדה events"),
    "event": (("events", 0), "“Open data night”", "האירוע “Open data night”"),
    "event without a title": (("events", 1), "the second event", "האירוע השני"),
    "event's field": (("events", 0, "start"), "start of “Open data night”", "השדה start של האירוע “Open data night”"),
    "field of an event without a title": (("events", 1, "title"), "title of the second event", "השדה title של האירוע השני"),
    "field below it": (("events", 0, "title", "he"), "title.he of “Open data night”", "השדה title.he של האירוע “Open data night”"),
    "Hebrew title": (("events", 2, "end"), "end of “ליל נתונים!\u200f”", "השדה end של האירוע “ליל נתונים!”"),
    "Latin title": (("events", 3, "end"), "end of “Data night!”", "השדה end של האירוע “Data night!\u200e”"),
    "title that two have": (("events", 5), "the sixth event (“Monthly”)", "האירוע השישי (“Monthly”)"),
    "event's entry": (("events", 0, "with", 1), "the second of with in “Open data night”", "הפריט השני ב־with של האירוע “Open data night”"),
    "field of its entry": (
        ("events", 0, "agenda", 0, "at"),
        "the first agenda entry of “Open data night”: at",
        "השדה at בפריט הראשון ב־agenda של האירוע “Open data night”",
    ),
    "entry": (("vetting", "values", 1), "the second of vetting.values", "הפריט השני ב־vetting.values"),
    "entry's field": (("outreach", "log", 2, "at"), "the third entry of outreach.log: at", "השדה at בפריט השלישי ב־outreach.log"),
    "after the tenth": (("tags", 10), "the 11th of tags", "הפריט ה־11 ב־tags"),
    "after the twentieth": (("tags", 21), "the 22nd of tags", "הפריט ה־22 ב־tags"),
    "after the hundredth": (("tags", 111), "the 112th of tags", "הפריט ה־112 ב־tags"),
    "a list where none belongs": (("tags", 1, 0), "tags[1][0]", "השדה tags[1][0]"),
}  # fmt: skip


@pytest.mark.parametrize(("place", "english", "hebrew"), NAMES.values(), ids=NAMES)
def test_a_place_has_a_name(place: FieldPath, english: str, hebrew: str) -> None:
    assert (place_name(place, "en", TITLES), place_name(place, "he", TITLES)) == (english, hebrew)


@pytest.mark.parametrize(
    ("title", "said"),
    {"a\x1b[31m": "a\ufffd[31m", "x" * 90: "x" * 79 + "…", "##[error]": "# #[error]", "{field}": "{field}", "\u200fa": "a"}.items(),
)  # fmt: skip
def test_a_title_is_safe_to_print(title: str, said: str) -> None:
    titles = Titles({("events", 0): title})
    assert place_name(("events", 0, "end"), "en", titles) == f"end of “{said}”"
    assert event_name(("events", 0, "end"), "en", titles) == said


def test_facts_that_are_places_are_named_too() -> None:
    problem = Problem(("events", 0, "slug"), N_("{event} is not {other}"), facts={"event": ("events", 0), "other": ("events", 1)})  # fmt: skip
    assert problem.say(problem.message, "en", TITLES) == "“Open data night” is not the second event"
    assert problem.gist("en") == " is not "


@pytest.mark.parametrize("language", ["he"])
def test_a_name_brings_its_noun(language: str) -> None:
    """Before it stands no other, and no letter that would have to grow together with its article."""
    said = [text for text in catalogue(language)._catalog.values() if isinstance(text, str)]
    before = [text for text in said if re.search(r"(השדה ?|האירוע ?|[הבלמכשו]־?){(field|event|other)}", text)]
    assert [
        text for text in before if "ש־{other}" not in text and "ב־{other}" not in text and "ל־{other}" not in text
    ] == []


TWO = SOUND.replace(
    "events:\n",
    "events:\n  - slug: first-night\n    title: First night\n    start: 2027-02-10 19:00\n    place: Here\n    agreed: maybe\n",
)


def test_people_read_names_and_programs_read_paths(hub: HubFolder) -> None:
    hub.add("code.md", TWO, picture())
    where = ("check", "--today", "2026-11-23", "--format")
    text, data, sarif = (partnerhub(*where, style, cwd=hub.root).stdout for style in ("text", "json", "sarif"))
    message = "agreed of “First night” must be a date such as 2026-12-10"
    assert f"error field-invalid: {message}, got “maybe”" in text or f"error field-invalid: {message}\n" in text
    (said,) = [each for each in json.loads(data) if each["rule"] == "field-invalid"]
    assert said["field"] == "events[0].agreed"
    assert said["message"].startswith(message)
    (result,) = [each for each in json.loads(sarif)["runs"][0]["results"] if each["ruleId"] == "field-invalid"]
    assert result["message"]["text"].startswith(message)
    assert result["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "events[0].agreed"}]


def test_an_event_that_can_not_be_read_has_the_title_that_can(hub: HubFolder) -> None:
    hub.add("code.md", TWO.replace("start: 2027-02-10 19:00", "start: soon"), picture())
    (partner,) = hub.load().hub.partners
    assert isinstance(partner, Partner)
    assert partner.titles("en").by_place == {("events", 0): "First night", ("events", 1): "Open data night"}


def test_a_finding_stays_the_same_though_its_event_moves_and_is_renamed(repo: Repo) -> None:
    early = TWO.replace("agreed: maybe", "outcome: {attendance: 4}").replace("start: 2027", "start: 2026")
    repo.commit("2026-11-20", text=early)
    repo.git("switch", "-q", "-c", "proposal")
    event, others = re.search(r"(  - slug: first-night\n(?:    .*\n)+)((?:  - .*\n(?:    .*\n)+)+)", early).groups()
    moved = early.replace(event + others, others + event.replace("First night", "The very first night"))
    assert moved.index("very first") > moved.index("Open data night")
    repo.commit("2026-11-21", text=moved)
    compared = Range.find(repo.hub.config_file, "main", "HEAD")
    found = pipeline.review(compared, moment("2026-11-23", compared.judge.settings.zone), silent)
    (partner,) = found.partners
    assert [finding.message for finding in partner.new] == []
    assert any("The very first night" in finding.message for finding in partner.old)


def test_programs_path() -> None:
    assert field_name(("events", 0, "agenda", 1, "at")) == "events[0].agenda[1].at"
