"""Proposals to one small hub, a branch each: what their reviews say lies whole in `fixtures/reviews/`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from histories import DECLINED, NO_CONSENT, NOT_AGREED, PENDING, UNREADABLE, Edit, History, edited, photo, record
from hubs import silent
from partnerhub import pipeline
from partnerhub.edge.config import moment
from partnerhub.record.settings_file import SettingsFile
from partnerhub.review.model import Review
from partnerhub.review.revisions import Range, Revision

TODAY = "2026-11-23"
GOLDENS = Path(__file__).parent / "fixtures" / "reviews"
_SETTINGS = """\
languages: [en, he]
severity: {photo-too-small: ignore}
"""

# What the hub holds

_TITLE = ("title: Open data night", "title: {en: Open data night, he: ערב נתונים פתוחים}")
_PAST = (
    "events:\n",
    "events:\n"
    "  - slug: city-budgets\n"
    "    title: City budgets\n"
    "    start: 2026-10-20 19:00\n"
    "    place: Community House\n"
    "    agreed: 2026-09-06\n"
    "    outcome: {attendance: 42, summary: Four pull requests}\n",
)
_EVENT = (
    "  - slug: data-night\n    title: Open data night\n    start: 2026-12-10 19:00\n    end: 21:30\n"
    "    place: Community House, 5 Example St., Tel Aviv\n    agreed: 2026-09-06\n"
)
CODE = record("Code for Good", _TITLE, _PAST)
"""Members know it: one event is over, one is to come."""
LOANS = record("Quick Loans", DECLINED, (_EVENT, ""))
STARS = record("Stars", ("name: Stars", "name: כוכבים"), start="2026-12-17 18:30", title="לילה עם טלסקופים")
"""A partner that is new."""

# What people propose

Step = Callable[[History], object]


def _edit(*edits: Edit) -> Step:
    return lambda hub: hub.edit("code.md", *edits)


def _new(*edits: Edit) -> Step:
    return lambda hub: hub.write("stars.md", edited(STARS, *edits), photo(2))


def _again(hub: History) -> None:
    """The declined record is taken away, and comes back under another name."""
    hub.delete("loans")
    address = ("friends-of-savings.example", "quick-loans.example")
    hub.write("friends.md", record("Friends of Savings", address, start="2026-12-14 19:00"), photo(3))


def _put(name: str, text: str) -> Step:
    def put(hub: History) -> None:
        path = hub.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return put


def _set(line: str) -> Step:
    return lambda hub: hub.settings(("languages: [en, he]", f"languages: [en, he]\n      {line}"))


@dataclass(frozen=True)
class Case:
    """A proposal."""

    steps: tuple[Step, ...]
    today: str = TODAY
    is_public: bool = False


def case(*steps: Step, today: str = TODAY, is_public: bool = False) -> Case:
    """A proposal of some steps."""
    return Case(steps, today, is_public)


_TAGLINE = ("website:", "tagline: Software for small charities\nwebsite:")
_MOVED = ("start: 2026-12-10 19:00", "start: 2026-12-16 19:30")
_MOVED_LATE = ("start: 2026-12-10 19:00", "start: 2026-12-13 19:30")
_AGREED_ANEW = (
    "end: 21:30\n    place: Community House, 5 Example St., Tel Aviv\n    agreed: 2026-09-06",
    "end: 21:30\n    place: Community House, 5 Example St., Tel Aviv\n    agreed: 2026-11-22",
)
_EVENING = """\
    end: 22:00
    language: he
    online: true
    agenda:
      - {at: 19:15, title: {en: A city in one chart, he: עיר בגרף אחד}, speaker: Dana Example}
      - {at: 20:30, title: Break}
"""
_CANCELLED = ("    end: 21:30", "    status: cancelled\n    end: 21:30")
_POSTPONED = ("    end: 21:30", "    status: postponed\n    end: 21:30")
_NOT_AGREED_ANY_MORE = (_AGREED_ANEW[0], _AGREED_ANEW[0].replace("agreed: 2026-09-06", "agreed: {us: 2026-09-06}"))
_WITHDRAWN = ("valid_until: 2027-12-31", "valid_until: 2027-12-31, withdrawn_on: 2026-11-22")
_WITHDRAWN_AHEAD = ("valid_until: 2027-12-31", "valid_until: 2027-12-31, withdrawn_on: 2026-12-01")
_SHARES_NOTHING = ("values: [open-knowledge, transparency]\n  promotes: open-knowledge", "values: [transparency]")

CASES = {
    "new": case(_new()),
    "new-pending": case(_new(PENDING, ("  decided_by: editor-2\n  decided_on: 2026-09-01\n", ""))),
    "new-red-flag": case(_new(("flags: []", "flags: [fraud]"))),
    "new-not-agreed": case(_new(NOT_AGREED)),
    "new-too-soon": case(_new(("2026-12-17 18:30", "2026-11-26 18:30"))),
    "new-declined": case(_new(DECLINED)),
    "withdrawn-ahead": case(_edit(_WITHDRAWN_AHEAD)),
    "cancelled-and-moved": case(_edit(_CANCELLED, _MOVED)),
    "one-line": case(_edit(_TAGLINE)),
    "moved": case(_edit(_MOVED, _AGREED_ANEW)),
    "moved-late": case(_edit(_MOVED_LATE, _AGREED_ANEW), today="2026-12-07"),
    "moved-old-agreement": case(_edit(_MOVED)),
    "cancelled": case(_edit(_CANCELLED)),
    "postponed-late": case(_edit(_POSTPONED), today="2026-12-09"),
    "agreement-taken-out": case(_edit(_NOT_AGREED_ANY_MORE)),
    "evening-edited": case(_edit(("    end: 21:30\n", _EVENING))),
    "event-removed": case(_edit((edited(_EVENT, _TITLE), ""))),
    "partner-removed": case(lambda hub: hub.delete("code")),
    "partner-declined": case(_edit(DECLINED)),
    "declined-removed": case(lambda hub: hub.delete("loans")),
    "declined-again": case(_again),
    "declined-renamed": case(
        lambda hub: hub.rename("loans", "savings"),
        lambda hub: hub.edit("savings.md", ("name: Quick Loans", "name: Savings Circle")),
        lambda hub: hub.edit("savings.md", ("decision: declined", "decision: approved")),
    ),
    "declined-reversed": case(lambda hub: hub.edit("loans.md", ("decision: declined", "decision: approved"))),
    "photo-replaced": case(lambda hub: hub.path("code.jpg").write_bytes(photo(9))),
    "photo-withdrawn": case(_edit(_WITHDRAWN)),
    "consent-gone": case(_edit(NO_CONSENT)),
    "renamed": case(lambda hub: hub.rename("code", "coders")),
    "unreadable": case(_edit(UNREADABLE)),
    "two-partners": case(_edit(_TAGLINE), _new(("flags: []", "flags: [fraud]"))),
    "settings-hide": case(_set("shared_values: 0"), _new(_SHARES_NOTHING)),
    "settings-bring": case(_set("shared_values: 2")),
    "fragment-broken": case(_put("templates/fragments/day.html", "{#- Context: nothing. -#}\n{{ today }\n")),
    "marker-broken": case(_put("content/pages/archive.md", "# Archive\n\n<!-- partnerhub: archiv -->\n")),
    "workflow": case(_put(".github/workflows/check.yml", "on: push\n"), _edit(_TAGLINE)),
    "nothing": case(_put("NOTES.md", "Nothing.\n")),
    "public": case(_edit(("ours: New volunteers", "ours: Many volunteers"), _WITHDRAWN), _again, is_public=True),
}


class Proposals:
    """The hub, with a branch for each case."""

    def __init__(self, root: Path) -> None:
        self.history = history = History(root, settings=_SETTINGS)
        history.write("code.md", CODE, photo(1))
        history.write("loans.md", LOANS, photo(4))
        history.commit("2026-10-01")
        for name, proposal in CASES.items():
            with history.aside(name):
                for step in proposal.steps:
                    step(history)
                history.commit(proposal.today)
        history.flush()

    def review(self, name: str, language: str = "en") -> Review:
        """The review of a case, in a hub whose first language is this one: messages are said in it."""
        compared = Range.find(self.history.hub.config_file, "main", name)
        sides = {side: _in(language, getattr(compared, side)) for side in ("before", "after")}
        compared = replace(compared, **sides)
        found = pipeline.review(compared, moment(CASES[name].today, compared.judge.settings.zone), silent)
        return found.public() if CASES[name].is_public else found


def _in(language: str, side: Revision) -> Revision:
    assert isinstance(side.settings, SettingsFile)
    settings = side.settings.settings
    languages = sorted(settings.languages, key=lambda each: each != language)
    return replace(side, settings=replace(side.settings, settings=settings.model_copy(update={"languages": languages})))
