"""What a partner is shown before the site shows it: one file without script, which loads nothing.

Photos lie in the page itself, in the widest rendition for which there is room.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from partnerhub.site.approval import Approval
from partnerhub.site.model import PublicEvent, PublicPartner, PublicPhoto
from partnerhub.site.render import Renderer
from partnerhub.words.dates import direction
from partnerhub.words.terms import Terms

MAX_BYTES = 1_000_000
"""Of the whole page, by the file format: what every chat and every mailbox takes."""

_TYPE = "data:image/webp;base64,"


@dataclass(frozen=True)
class Side:
    """What members of one language will see."""

    partner: PublicPartner
    """With a photo."""
    events: Sequence[PublicEvent]
    """Those to come; the same in each language, in the same order."""

    @property
    def approved(self) -> Sequence[tuple[str, str]]:
        """The words beside each photo: caption, and description."""
        assert self.partner.photo is not None, "it is what one is asked to approve"
        own = [(_caption(event.photo), str(event.description or "")) for event in self.events if event.photo]
        return [(_caption(self.partner.photo), self.partner.body), *own]


def page(
    renderer: Renderer, sides: Mapping[str, Side], files: Mapping[str, bytes], approvals: Sequence[Approval]
) -> str:
    """The page of a partner in the renderer's language, at most MAX_BYTES long as far as words leave room for photos.

    `sides` is what members of each of the hub's languages will see, `files` are the renditions of photos by their path.
    """
    language = renderer.hub.language
    terms, side = Terms(language), sides[language]

    def filled(pictures: Mapping[str, str]) -> str:
        return renderer.fragment(
            "preview",
            partner=side.partner,
            events=side.events,
            pictures=pictures,
            others=[(each, other) for each, other in sides.items() if other.approved != side.approved],
            approvals=approvals,
            parts={each.event: ", ".join(map(terms, each.parts)) for each in approvals},
            direction=direction(language),
        )

    shown = {event.slug: event.photo for event in side.events if event.photo}
    if side.partner.photo:
        shown[""] = side.partner.photo
    room = MAX_BYTES - len(filled(dict.fromkeys(shown, "")).encode())
    return filled(dict(_embedded(shown, files, room)))


def _caption(photo: PublicPhoto | None) -> str:
    return str(photo.caption or "") if photo else ""


def _embedded(shown: Mapping[str, PublicPhoto], files: Mapping[str, bytes], room: int) -> Iterator[tuple[str, str]]:
    """Each photo in the widest rendition that fits, else the narrowest, as an address that holds its bytes."""
    for still_to_come, (name, photo) in zip(range(len(shown), 0, -1), shown.items(), strict=True):
        addresses = [_TYPE + base64.b64encode(files[each.path]).decode() for each in photo.whole]
        share = room // still_to_come
        chosen = next((each for each in reversed(addresses) if len(each) < share), addresses[0])
        room -= len(chosen)
        yield name, chosen
