"""A hub in which each partner changes in one thing, so that whatever is told of it differs from the others by that.

Two commits: at the first, p07 is like all others but for its name; in the second each changes one thing. What is told of
one that changed is compared with what is told of one that stayed as it was.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from histories import History
from hubs import everything, silent
from partnerhub import photos, pipeline, publish
from partnerhub.review import markdown as review_report
from partnerhub.review.revisions import Range
from pictures import picture
from typed_fields import Tree

COMING, OVER = "2026-12-10 19:00", "2026-10-20 19:00"
_FIRST, _SECOND, _TODAY = "2026-10-01", "2026-11-10", "2026-11-23"
"""The commits and the build: between the two commits, one of the events took place."""

TREE: Tree = {
    "name": "Team p00",
    "photo": {
        "alt": "People around a table",
        "caption": "Some of the people of p00",
        "consent": {"given_by": "Their lead", "given_on": "2026-09-02"},
    },
    "vetting": {
        "values": ["open-knowledge", "volunteering", "transparency"],
        "win_win": {"ours": "New people", "theirs": "New readers", "members": "An evening with charts"},
        "reputation": {"standing": "positive", "sources": ["A talk"]},
        "decision": "approved",
        "decided_by": "editor-2",
        "decided_on": "2026-09-01",
    },
    "events": [
        {
            "slug": "evening",
            "title": "An evening",
            "start": COMING,
            "place": "Community House",
            "agreed": {"us": "2026-09-06", "them": "2026-09-07"},
        }
    ],
}
"""A sound partner, of which nothing is typed that need not be."""
FIRST_PARAGRAPH = "Those of p00 build software for small charities, one evening at a time, with whoever comes by."
SECOND_PARAGRAPH = "They began with a table and two lamps."


def _two_coloured(above: str) -> bytes:
    """A photo of which a crop higher up looks different."""
    image = Image.open(io.BytesIO(picture(720, 960, colour=above)))
    image.paste("white", (0, 400, 720, 960))
    data = io.BytesIO()
    image.save(data, "JPEG")
    return data.getvalue()


PHOTO, OTHER_PHOTO, THIRD_PHOTO = _two_coloured("teal"), _two_coloured("maroon"), _two_coloured("navy")
OTHER_FILE, THIRD_FILE = "other.jpg", "third.jpg"
"""Of photos beside the partner files that aren't named for any of them."""


def picture_of(data: bytes, focus: tuple[float, float] = (0.5, 0.5)) -> str:
    """The name, made from what it shows, of the picture of a photo that pages show."""
    return photos.process(data, focus).card[-1].name


@dataclass(frozen=True)
class Version:
    """A partner at one commit."""

    tree: Tree
    body: str = f"{FIRST_PARAGRAPH}\n\n{SECOND_PARAGRAPH}\n"
    photo: bytes = PHOTO
    indent: int | None = None
    """How far the front matter is set in, a field a line; None for all of it in one line."""

    def text(self, name: str) -> str:
        """The file of the partner who has this name instead of p00."""
        return f"---\n{json.dumps(self.tree, indent=self.indent)}\n---\n{self.body}".replace("p00", name)


@dataclass(frozen=True)
class Case:
    """A partner, and how it changes."""

    name: str
    before: Version
    after: Version


_CODE = re.compile(r'(<div class="ph-poster__code">).*?(</div>)', re.S)
_HEAD = re.compile(r"<head>.*?</head>", re.S)
_STAMPS = re.compile(r"^(DTSTAMP|LAST-MODIFIED|SEQUENCE):.*\r\n", re.M)


class Walk:
    """The hub after the second commit: the site, the review of that commit, and what the timeline knows."""

    def __init__(self, root: Path, cases: Sequence[Case], beside: Mapping[str, str]) -> None:
        """`beside` are other partner files, which stay as they are: name → text."""
        self._names = {case.name: f"p{number:02}" for number, case in enumerate(cases, 1)}
        # On a share picture the name is drawn, by which the partners differ.
        settings = "share_pictures: off\nseverity: {photo-too-small: ignore, event-collision: ignore}"
        history = History(root, settings=settings)
        history.path(OTHER_FILE).write_bytes(OTHER_PHOTO)
        history.path(THIRD_FILE).write_bytes(THIRD_PHOTO)
        for name, text in {**beside, "host.md": _host(self._names.values())}.items():
            history.write(name, text, PHOTO)
        for case in cases:
            history.write(f"{self._names[case.name]}.md", case.before.text(self._names[case.name]), case.before.photo)
        history.commit(_FIRST)
        history.branch("proposal")
        for case in cases:
            history.write(f"{self._names[case.name]}.md", case.after.text(self._names[case.name]), case.after.photo)
        history.commit(_SECOND)
        history.flush()
        self._review(history)
        history.point("main", "proposal")
        history.switch("main")
        self.site = history.build(_TODAY)
        """What members see."""
        self.published = everything(self.site.root)
        """All names and bytes of it."""
        loaded = history.hub.load(_TODAY)
        self._timeline, self._partners = loaded.hub.timeline, loaded.hub.partners_by_path
        every_photo = [photo for partner in loaded.hub.partners for photo in partner.photos]
        processed = dict.fromkeys(every_photo, photos.process(PHOTO, (0.5, 0.5)))
        self._public = publish.publish(loaded.hub, "en", processed, loaded.held_back).hub

    def _review(self, history: History) -> None:
        compared = Range.find(history.hub.config_file, "main", "proposal")
        review = pipeline.review(compared, history.hub.moment(_TODAY), silent)
        links = review_report.Links()
        whole = json.loads(review_report.as_json(review, "en", links))["partners"]
        self._reviews = {partner["path"]: partner for partner in whole}
        public = review.public()
        self.said_to_anyone = review_report.as_markdown(public, "en", links) + review_report.as_json(
            public, "en", links
        )
        """The review as it is said to readers who may be anyone."""

    # What is told of the partner of a case

    def changes(self, case: str) -> str:
        """The review's list of changes, a line each; nothing for one that stayed as it was."""
        return "\n".join(self._reviewed(case)["changes"]).replace("\u202f", " ")

    def preview(self, case: str) -> str:
        """What the review says that members will see: on a line what a field is called, and its texts."""
        reviewed = self._reviewed(case)
        rows = [*reviewed["preview"], *reviewed["preview_later"]]
        return "\n".join(f"{label}: {', '.join(texts)}" for label, texts in rows).replace("\u202f", " ")

    def model(self, case: str) -> str:
        """The public model."""
        partners = [each for each in self._public.partners if each.address == self._folder(case)]
        return repr([*partners, *(event for event in self._public.events if event.host in partners)])

    def data(self, case: str) -> str:
        """Its events in events.json."""
        events = [event for event in self.site.data() if f"/{self._folder(case)}" in event["url"]]
        return json.dumps(events, ensure_ascii=False)

    def partner_page(self, case: str) -> str:
        """Its page."""
        return self.site.text(self._folder(case))

    def event_page(self, case: str) -> str:
        """The page of its event: where it is now, and what is left where it was."""
        files = self.site.files.items()
        page = re.compile(f"{self._folder(case)}[^/]+/index.html")
        return "\n".join(data.decode() for path, data in files if page.fullmatch(path))

    def told(self, case: str) -> dict[str, str]:
        """All files of its own, and its entries in those of all, as if it had no name of its own."""
        folder = self._folder(case)
        told = {path: data.decode() for path, data in self.site.files.items() if path.startswith(folder)}
        told |= {"events.json": self.data(case), "feed.json": json.dumps(self._news(case))}
        return {self._unnamed(path, case): self._unnamed(text, case) for path, text in told.items()}

    def shown_of_event(self, case: str) -> dict[str, str]:
        """What members see of its event, whenever that changed: page, calendar entry, feed entry."""
        news = [
            {name: value for name, value in entry.items() if not name.startswith("date_")}
            for entry in self._news(case)
            if "#" not in entry["id"]
        ]
        own = {path: text for path, text in self.told(case).items() if path.count("/") > 2}
        own["feed.json"] = self._unnamed(json.dumps(news), case)
        return {path: _shown(text) for path, text in own.items()}

    def shown_with_host(self, case: str) -> dict[str, str]:
        """The same of the host's event with which it helps."""
        folder = f"partners/host/{self._names[case]}/"
        own = {name: self.site.files[folder + name].decode() for name in ("index.html", "event.ics")}
        return {name: _shown(self._unnamed(text, case)) for name, text in own.items()}

    def sequence(self, case: str) -> int:
        """How often its event changed, as calendars know it."""
        return self._sequence(self._path(case), 0)

    def sequence_with_host(self, case: str) -> int:
        """The same of the host's event with which it helps."""
        return self._sequence("content/partners/host.md", list(self._names).index(case))

    def _sequence(self, path: str, place: int) -> int:
        edition = self._timeline.event(self._partners[path].events[place]).edition
        assert edition is not None, "members knew it"
        return edition.sequence

    def _path(self, case: str) -> str:
        return f"content/partners/{self._names[case]}.md"

    def _folder(self, case: str) -> str:
        return f"partners/{self._names[case]}/"

    def _news(self, case: str) -> list[dict[str, Any]]:
        items = json.loads(self.site.files["feed.json"])["items"]
        return [item for item in items if f"/{self._folder(case)}" in item["url"]]

    def _reviewed(self, case: str) -> dict[str, Any]:
        return self._reviews.get(self._path(case), {"changes": [], "preview": [], "preview_later": []})

    def _unnamed(self, text: str, case: str) -> str:
        return _CODE.sub(r"\1\2", text).replace(self._names[case], "p00")


def _host(helpers: Iterable[str]) -> str:
    """A partner with an event for each of its helpers."""
    events = [{**TREE["events"][0], "slug": name, "title": f"With {name}", "with": [name]} for name in helpers]
    return Version({**TREE, "name": "Host", "events": events}).text("the host")


def _shown(text: str) -> str:
    """What people see of a page or an entry: not what only programs read, nor how often it changed."""
    return _STAMPS.sub("", _HEAD.sub("", text))
