"""When the site next changes by itself: the next build after that moment shows something else."""

from __future__ import annotations

from collections.abc import Iterator

from partnerhub.checks import Hub
from partnerhub.duties.model import Change
from partnerhub.history.story import Standing
from partnerhub.record.facts import Facts
from partnerhub.record.model import Decision
from partnerhub.words.languages import one_text
from partnerhub.words.terms import N_


def next_change(hub: Hub, language: str) -> Change | None:
    """The first one after the hub's moment; None where nothing changes until somebody edits something."""
    coming = (each for file in hub.files for each in _changes(file, hub, language) if each.at > hub.now)
    return min(coming, key=lambda each: (each.at, sorted(each.facts.values())), default=None)


def _changes(file: Facts, hub: Hub, language: str) -> Iterator[Change]:
    partner = file.partner
    if partner is None or partner.decision is not Decision.APPROVED:
        return
    zone = hub.settings.zone
    name = {"name": partner.record.name.get(language) or partner.name}
    for event in partner.events:
        title = {"title": event.record.title.get(language) or one_text(event.record.title, hub.settings.language)}
        if not event.is_scheduled:
            continue
        if hub.timeline.event(event).standing in (Standing.SHOWN, Standing.CORRECTED):
            yield Change(event.end.astimezone(zone), N_("{title} is over and moves to the archive"), title)
        elif event.is_agreed:
            # What has begun needs no notice.
            yield Change(event.start.astimezone(zone), N_("{title} begins, and is shown from then on"), title)
    if hub.timeline.partner(partner.path).is_shown:
        for photo in partner.photos:
            for end in (photo.withdrawn, photo.expires):
                if end is not None and photo.is_shown(hub.now):
                    yield Change(end.astimezone(zone), N_("the photo of {name} is not shown any more"), name)
    over = {event.index for event in partner.events if event.end <= hub.now}
    for hold in file.holds:
        if hold.event not in over:
            for edge in hold.during.edges:
                yield Change(edge.astimezone(zone), N_("what is shown of {name} changes"), name)
