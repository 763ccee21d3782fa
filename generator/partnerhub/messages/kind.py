"""The kinds of messages, each with a template of its name in each language."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a message is for."""

    OPENER = "opener"
    ANSWER = "answer"
    ANNOUNCEMENT = "announcement"
    REMINDER = "reminder"
    CHANGE = "change"
    THANKS = "thanks"

    @property
    def is_for_members(self) -> bool:
        """Whether members read it, and not the partner."""
        return self in (Kind.ANNOUNCEMENT, Kind.REMINDER, Kind.CHANGE)
