"""A sound record as it stands at some day of a partnership's year: what was said, and its events."""

from __future__ import annotations

import re

from records import SOUND

US, THEM = "{at: 2026-11-10 09:00, from: us}", "{at: 2026-11-11 09:00, from: them}"
HEAD, _, _ = SOUND.partition("events:\n")
BODY = SOUND.rpartition("---\n")[2]


def record(outreach: str = "", events: str = "", **changes: str) -> str:
    """The sound record, decided on 2026-11-01, with what was said and its events in flow style."""
    head = HEAD
    for old, new in changes.items():
        assert f"{old}: " in head
        head = re.sub(f"{old}: .*", f"{old}: {new}", head)
    said = f"outreach:\n  feedback: Their hackathon\n  log: [{outreach}]\n" if outreach else ""
    return f"{head}{said}events: [{events}]\n---\n{BODY}"


def event(start: str, more: str = "", agreed: str = "2026-11-06") -> str:
    """An event online, agreed by both sides unless said otherwise, as an entry in flow style."""
    both = f", agreed: {agreed}" if agreed else ""
    return f"{{slug: data, title: Data night, start: {start}, online: true{both}{more}}}"
