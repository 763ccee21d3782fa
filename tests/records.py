"""Partner files that tests begin with: a sound one, variants of it, and one full of canaries."""

from __future__ import annotations

from pathlib import Path

from partnerhub.record.settings import Settings

SOUND = (Path(__file__).parent / "fixtures" / "sound" / "community.md").read_text(encoding="utf-8")
UNANNOUNCED = SOUND.replace("    announced: 2026-11-20\n", "").replace(
    "decided_on: 2026-11-01", "decided_on: 2026-10-01"
)
"""Its event is on 2026-12-10."""


def partner(name: str, slug: str, events: str = "", **changes: str) -> str:
    """A sound record of a name of its own, with its events in flow style."""
    text = SOUND.replace("Code for Good", name).replace("codeforgood", slug)
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    front, _, rest = text.partition("events:\n")
    return f"{front}events:\n{events}---\n{rest.partition('---')[2].lstrip()}"


def event(slug: str, start: str, more: str = "") -> str:
    return f"  - {{slug: {slug}, title: Title of {slug}, start: {start}, online: true, agreed: 2026-11-01{more}}}\n"


SETTINGS = Settings(languages=["en"], timezone="Asia/Jerusalem")
"""Of a hub that says nothing of itself."""

CANARY = "CANARY"

RECORD = """\
---
name: Code for Good
website: https://codeforgood.example
photo:
  alt: Six volunteers
  caption: The team
  credit: Someone
  consent: {given_by: CANARY-given-by, given_on: 2026-11-02, via: CANARY-via, valid_until: 2027-11-02}
vetting:
  proposed_by: CANARY-proposed
  values: [open-knowledge, CANARY-value]
  promotes: open-knowledge
  win_win: {ours: CANARY-ours, theirs: CANARY-theirs, members: A hands-on evening}
  reputation:
    standing: positive
    field: same
    summary: CANARY-summary
    sources: [CANARY-source, "https://CANARY.example"]
    flags: []
    checked_on: 2026-10-30
  decision: approved
  decided_by: CANARY-decider
  decided_on: 2026-11-01
  note: CANARY-note
outreach:
  platform: facebook
  contact: CANARY-contact
  feedback: CANARY-feedback
  log:
    - {at: 2026-10-20 09:00, from: us, note: CANARY-log}
events:
  - slug: open-data-night
    title: Open data night
    start: 2026-12-10 19:00
    place: Community House
    agreed: {us: 2026-11-05, them: 2026-11-06}
    announced: [{date: 2026-11-20, where: CANARY-where}]
  - slug: last-year
    title: Last year
    start: 2025-12-10 19:00
    place: Community House
    agreed: {us: 2025-11-05, them: 2025-11-06}
    thanked_on: 2025-12-11
---
Code for Good brings together volunteers who build software for small charities, one evening at a time.
"""
