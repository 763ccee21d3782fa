"""Links of hand-written pages to partners and events, by name: `[text](partner:slug)`, `[text](partner:slug/event)`.

Where they lead is known when the hub is: until then each is a slot, as a list is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

from partnerhub.site.model import PublicHub, address_of
from partnerhub.words.finding import Position

ATTRIBUTE = re.compile(r"""\shref=(?P<quote>["']?)(?P<link>(?i:partner:)[^"'<>\s]*)(?P=quote)(?=[\s/>])""")
"""In a page's HTML; without quotes where something made it smaller."""
_IN_MARKDOWN = re.compile(
    r"""(?:\]\([ \t]*<?|^[ \t]*\[[^\]\n]{1,999}\]:[ \t]*<?|\shref=["']?)(?P<link>(?i:partner:)[^\s)<>"']*)""",
    re.MULTILINE,
)
_CODE = re.compile(
    r"^[ \t]*(?P<fence>`{3,}|~{3,})[^\n]*(?:\n.*?^[ \t]*(?P=fence)|.*\Z)"
    r"|(?<!`)(?P<ticks>`{1,9})(?!`)[^\n]{1,400}?(?<!`)(?P=ticks)(?!`)"
    r"|<!--(?:.*?-->|.*\Z)",
    re.MULTILINE | re.DOTALL,
)
"""What is shown as it is typed, or not at all."""


@dataclass(frozen=True)
class Target:
    """A partner, or an event of one."""

    partner: str
    """Slugs, as typed."""
    event: str = ""
    fragment: str = ""
    """A place in the page, with its `#`."""

    @classmethod
    def of(cls, link: str) -> Target:
        """What is meant by a link that begins with `partner:`."""
        path, sign, fragment = link[len("partner:") :].partition("#")
        partner, _, event = unquote(path).strip("/").partition("/")
        return cls(partner, event, sign + fragment)

    @property
    def address(self) -> str:
        """Of its page, if it has one; see `address_of`."""
        return address_of(self.partner, self.event)

    def __str__(self) -> str:
        """As it is written."""
        return f"partner:{self.partner}/{self.event}" if self.event else f"partner:{self.partner}"


def attribute(link: str, hub: PublicHub, root: str) -> str:
    """What stands in an element for a link of its page: where it leads, or nothing, so that its words are only text."""
    target = Target.of(html.unescape(link))
    address = hub.page_at(target.address)
    return f' href="{root}{quote(hub.prefix + address)}{html.escape(target.fragment)}"' if address else ""


def links_in(page: str) -> Iterator[tuple[Position, Target]]:
    """The links of a page's Markdown to partners and events; those in code are shown, and lead nowhere."""
    if "partner:" not in page.lower():  # telephones begin a word with a capital letter
        return
    text = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), page)
    for found in _IN_MARKDOWN.finditer(text):
        at = found.start("link")
        place = Position(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
        yield place, Target.of(html.unescape(found["link"]))
