"""Notes for programs that read the whole site: robots.txt and llms.txt. Both need a site_url."""

from __future__ import annotations

import re
from collections.abc import Iterable

from partnerhub.site.model import PublicEvent, PublicHub


def robots(hub: PublicHub) -> str:
    """Everything may be read (RFC 9309), and where the sitemap lies."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {hub.absolute('sitemap.xml')}\n"


def llms(hub: PublicHub, data: Iterable[tuple[str, str]]) -> str:
    """What a language model should know of the site (https://llmstxt.org/); `data`: paths, and what lies there."""
    lines = [f"# {hub.community}", "", f"> {hub.site_name} ({hub.language})", "", "## Upcoming events", ""]
    lines += [
        f"- [{_on_one_line(str(event.title))}]({hub.absolute(event.path)}): "
        f"{_when(event)}, {_on_one_line(str(event.host.name))}"
        for event in hub.upcoming
        if event.is_open
    ]
    lines += ["", "## Data", ""]
    lines += [f"- [{path.removeprefix(hub.prefix)}]({hub.absolute(path)}): {words}" for path, words in data]
    return "\n".join(lines) + "\n"


def _on_one_line(text: str) -> str:
    return re.sub(r"[\s\[\]]+", " ", text).strip()


def _when(event: PublicEvent) -> str:
    return event.begins if event.whole_day else event.start.isoformat(timespec="minutes")
