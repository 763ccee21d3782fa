"""The life of the demo hub, told commit by commit: who came when, what was moved, called off, taken back or misspelt.

What members knew is read from git, so the copy that `make site` builds is a repository in which this happened. `fresh`
calls. Days are in the calendar in which the demo's files are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

PARTNERS = "content/partners/"


@dataclass(frozen=True)
class Edit:
    """How a partner file differed from the one in content/partners."""

    today: re.Pattern[str]
    then: str
    """What stood in its place."""

    def apply(self, text: str) -> str:
        """The file as it was; where somebody who tries things out has rewritten it, it stays as it is."""
        return self.today.sub(lambda match: self.then, text)


def had(then: str, *, now: str) -> Edit:
    """It had another text."""
    return Edit(re.compile(re.escape(now)), then)


def without_event(slug: str) -> Edit:
    """It did not have an event yet."""
    return Edit(re.compile(rf"^  - slug: {re.escape(slug)}\n(?:(?:    .*)?\n)+", re.MULTILINE), "")


def without(*names: str) -> Edit:
    """None of its events had some fields yet."""
    return Edit(re.compile(rf"^    (?:{'|'.join(names)}):.*\n(?:(?:      .*)?\n)*", re.MULTILINE), "")


@dataclass(frozen=True)
class Step:
    """One commit."""

    day: date
    message: str
    partners: Mapping[str, Sequence[Edit]] = field(default_factory=dict)
    """Slug → how the file of a partner who arrived or changed differed from the one in content/partners."""


CONCERT = had(
    "      en: Songs for the longest night. Everybody sings the last one.\n"
    "      he: שירים ללילה הארוך בשנה, ואת האחרון שרים כולם.\n",
    now="      en: The hall is flooded; the choir hopes for spring.\n      he: האולם הוצף, והמקהלה מקווה לאביב.\n",
)
STOOL = had(
    "      he: בונים שרפרף אחד בערב אחד, גם בלי שום ניסיון.\n"
    "      en: One stool in one evening, without any experience.\n",
    now="      he: בונים שרפרף אחד בערב אחד. המועד החדש תלוי בהגעת העץ.\n"
    "      en: One stool in one evening. The new date waits for the wood to arrive.\n",
)

STEPS: Sequence[Step] = (
    Step(date(2026, 9, 4), "Open the hub: who we are, and what we value"),
    Step(
        date(2026, 9, 10),
        "Welcome Harbour Choir, and agree on a sing-in",
        {"harbour-choir": [without_event("winter-concert"), without("thanked_on", "outcome")]},
    ),
    Step(
        date(2026, 10, 15),
        "Say what came of the sing-in",
        {"harbour-choir": [without_event("winter-concert")]},
    ),
    Step(
        date(2026, 10, 18),
        "Welcome the Neighbours' Garden, and agree on a planting day",
        {
            "neighbours-garden": [
                without_event("compost-from-zero"),
                without_event("open-garden"),
                without("thanked_on", "outcome"),
            ]
        },
    ),
    Step(
        date(2026, 10, 20),
        "Agree on a winter concert",
        {"harbour-choir": [CONCERT, without("status")]},
    ),
    Step(
        date(2026, 11, 1),
        "Welcome the Making Bench, and agree on a stool",
        {"making-bench": [without_event("repair-evening"), STOOL, without("status")]},
    ),
    Step(
        date(2026, 11, 11),
        "Say what came of the planting, and agree on compost",
        {"neighbours-garden": [without_event("open-garden")]},
    ),
    Step(
        date(2026, 11, 12),
        "Welcome Code by Night, and say no to Quick Coins",
        {"code-by-night": [without_event("ask-a-maintainer")], "quick-coins": []},
    ),
    Step(
        date(2026, 11, 15),
        "Welcome Noa Brosh",
        {
            "noa-brosh": [
                had("start: 2026-12-17 19:30", now="start: 2026-12-23 19:30"),
                had("agreed: 2026-11-15", now="agreed: 2026-11-24"),
            ]
        },
    ),
    Step(
        date(2026, 11, 18),
        "Welcome Open Sky Cinema, with two evenings",
        {"open-sky-cinema": [had("agreed: 2026-11-18", now="agreed: {us: 2026-11-18}")]},
    ),
    Step(date(2026, 11, 19), "Agree on two days of open garden", {"neighbours-garden": []}),
    Step(
        date(2026, 11, 20),
        "Welcome Open Kitchen, and agree on a repair evening",
        {"מטבח-פתוח": [], "making-bench": [STOOL, without("status")]},
    ),
    Step(
        date(2026, 11, 21),
        "Welcome Lighthouse Radio, the Paper House and Amit Sela, with evenings for each",
        {"lighthouse-radio": [], "paper-house": [], "amit-sela": []},
    ),
    Step(date(2026, 11, 22), "Agree on an hour with a maintainer", {"code-by-night": []}),
    # Members knew another day: the page names it.
    Step(date(2026, 11, 24), "Move the drawing evening by six days, at Noa's wish", {"noa-brosh": []}),
    Step(date(2026, 11, 25), "Welcome Data for All", {"data-for-all": []}),
    # Called off, for good or for now: the pages stay.
    Step(date(2026, 11, 26), "Cancel the winter concert: the hall is flooded", {"harbour-choir": []}),
    Step(
        date(2026, 11, 27),
        "Put off the stool until the wood is here, and hear of Dusk Walkers",
        {"making-bench": [], "dusk-walkers": []},
    ),
    # A decision takes back what members knew: its address says so, and calendars too.
    Step(date(2026, 11, 29), "Take back the silent film: the cinema has no pianist", {"open-sky-cinema": []}),
    # A slip takes nothing back: what members know stays, and says that it is being corrected. Only the copy has it.
    Step(
        date(2026, 11, 30),
        "Note where the street chart was announced",
        {"data-for-all": [had("    agreed: 2026-11-25\n    anounced: 2026-11-30\n", now="    agreed: 2026-11-25\n")]},
    ),
)


def versions(hub: Mapping[str, bytes]) -> Iterator[tuple[Step, Mapping[str, bytes]]]:
    """Each step with the files that it brings, of a hub as it is today; both path → content.

    A partner file that the story doesn't know is in no step.
    """
    arrived: set[str] = set()
    yield STEPS[0], {path: content for path, content in hub.items() if not path.startswith(PARTNERS)}
    for step in STEPS[1:]:
        files: dict[str, bytes] = {}
        for path in (path for path in hub if path.startswith(PARTNERS)):
            slug = PurePosixPath(path).stem
            if slug in step.partners and path.endswith(".md"):
                files[path] = _as_it_was(hub[path], step.partners[slug])
            elif slug in step.partners and slug not in arrived:
                files[path] = hub[path]
        # An event's photo comes with the event that names it.
        named = {path: f"file: {PurePosixPath(path).name}".encode() for path in hub if path.startswith(PARTNERS)}
        texts = list(files.values())
        files |= {path: hub[path] for path, name in named.items() if any(name in text for text in texts)}
        arrived |= step.partners.keys()
        yield step, files


def _as_it_was(file: bytes, edits: Sequence[Edit]) -> bytes:
    text = file.decode("utf-8", "surrogateescape")
    for edit in edits:
        text = edit.apply(text)
    return text.encode("utf-8", "surrogateescape")
