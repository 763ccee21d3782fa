"""A calendar program that merges what it is told, as RFC 5546 §2.1.5 says: by UID, SEQUENCE and DTSTAMP."""

from __future__ import annotations

from collections.abc import Mapping

from histories import Entry


class Client:
    """A calendar program."""

    def __init__(self) -> None:
        self.events: dict[str, Entry] = {}
        self.missed: dict[str, tuple[Entry, Entry]] = {}
        """UID → what it held and what it was told, where that differs and yet doesn't win."""

    def poll(self, told: Mapping[str, Entry]) -> None:
        for uid, entry in told.items():
            known = self.events.get(uid)
            if known is None or (entry.sequence, entry.stamp) > (known.sequence, known.stamp):
                self.events[uid] = entry
            elif entry != known:
                self.missed[uid] = (known, entry)
