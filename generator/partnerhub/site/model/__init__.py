"""What members may see: the only data that rendering knows.

`publish` builds these values field by field from the private record; `render` and `assemble` read them.
A hub is published once for each of its languages, so every text here is already in the words of one page.
"""

from partnerhub.site.model.event import (
    Action,
    AgendaEntry,
    EventHistory,
    Outcome,
    PublicEvent,
    Stage,
    State,
)
from partnerhub.site.model.hub import CALENDAR_SPAN, Page, PublicHub, by_tag
from partnerhub.site.model.partner import Kind, PublicPartner
from partnerhub.site.model.values import (
    PHOTO_FOLDER,
    Link,
    Prose,
    PublicPhoto,
    PublicTag,
    PublicValue,
    Rendition,
    Text,
    absolute,
    address_of,
)

__all__ = [
    "CALENDAR_SPAN", "PHOTO_FOLDER",
    "Action", "AgendaEntry", "EventHistory", "Kind", "Link", "Outcome", "Page", "Prose", "PublicEvent", "PublicHub",
    "PublicPartner", "PublicPhoto", "PublicTag", "PublicValue", "Rendition", "Stage", "State", "Text",
    "absolute", "address_of", "by_tag",
]  # fmt: skip
