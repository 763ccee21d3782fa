"""What findings of today, and steps of ours that failed, keep from members although the timeline would show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from partnerhub.checks.hub import Hub
from partnerhub.contained import Failure
from partnerhub.history.story import EventStory, PartnerStory
from partnerhub.record.facts import Facts
from partnerhub.site.model import address_of


@dataclass(frozen=True)
class HeldBack:
    """What members don't see whole although the timeline would show it."""

    places: frozenset[tuple[str, int | None]] = frozenset()
    """What findings of today hold back: path of a partner file, and the place of an event in it or None for all of it.
    """
    failed: Mapping[str, int] = field(default_factory=dict)
    """Address → how often a step of ours failed on what is there: what failed once is held back, like any slip, and
    what failed then too is left out."""

    def holds(self, path: str, event: int | None, addresses: Iterable[str]) -> bool:
        """Whether a partner, or an event, is held back, in itself or with all that its file holds."""
        hosts = {address_of(address.split("/")[1]) for address in addresses}
        failed = hosts.union(addresses) & self.failed.keys()
        return bool(failed or {(path, event), (path, None)} & self.places)

    def leaves_out(self, addresses: Iterable[str]) -> bool:
        """Whether nothing at all can be shown of it."""
        return any(self.failed.get(address, 0) > 1 for address in addresses)

    def after(self, failures: Iterable[Failure]) -> HeldBack:
        """The same once some more failed: each once, in however many languages."""
        failed = Counter(self.failed)
        failed.update({failure.address for failure in failures})
        return replace(self, failed=failed)


NOTHING = HeldBack()


def story_of_partner(file: Facts, hub: Hub, held_back: HeldBack) -> PartnerStory | None:
    """What members come to know of the partner of a file; None where nothing at all can be shown."""
    addresses = [address_of(file.source.slug)]
    if held_back.leaves_out(addresses):
        return None
    story = hub.timeline.partner(file.path)
    return story.held_back() if held_back.holds(file.path, None, addresses) else story


def story_of_event(story: EventStory, held_back: HeldBack) -> EventStory | None:
    """What members come to know of an event; None where nothing at all can be shown."""
    addresses = addresses_of(story)
    if held_back.leaves_out(addresses):
        return None
    is_held = story.event is not None and held_back.holds(story.path, story.event.index, addresses)
    return story.held_back() if is_held else story


def addresses_of(story: EventStory) -> Sequence[str]:
    """Where members find it, or would: as the file has it now, and as they know it; none for what is gone unseen."""
    now = [address_of(story.event.partner.slug, story.event.slug)] if story.event else []
    return [*now, *([address_of(*story.address)] if story.is_known else [])]
