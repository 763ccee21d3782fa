"""Histories made for tests: a hub in a git repository whose commits have the moments that a test gives them.

Files are written, renamed and deleted in the work tree, as people do; `commit` takes the work tree as it stands. Commits
are handed to one `git fast-import`, a few at a time, so that a history costs two or three processes. What git itself is to
do (rebase, revert, worktree …) goes through `git`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from icalendar import Calendar

from hubs import HubFolder, build, files_of
from pictures import picture

ZONE = ZoneInfo("Asia/Jerusalem")
HOST = "open-evenings.example"
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_WINTER = timezone(timedelta(hours=2))
_NEVER_COMMITTED = {".git", ".cache", "site"}
_PEOPLE = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
_QUIET = ("-c", "commit.gpgsign=false", "-c", "gc.auto=0", "-c", "protocol.file.allow=always", "-c", "core.fsync=none")

RECORD = """\
---
name: {name}
website: https://{host}.example
photo:
  alt: Six volunteers around a table of laptops
  caption: The team of {name} at their autumn hackathon
  consent: {{given_by: Their community lead, given_on: 2026-09-02, valid_until: 2027-12-31}}
vetting:
  proposed_by: editor-1
  values: [open-knowledge, transparency]
  promotes: open-knowledge
  win_win:
    ours: New volunteers for our monthly meetup
    theirs: Reviewers for their charity projects
    members: A hands-on evening that ends with a merged pull request
  reputation:
    standing: positive
    sources: ["Talk with a former partner, 2026-08-28"]
    flags: []
  decision: approved
  decided_by: editor-2
  decided_on: 2026-09-01
events:
  - slug: {slug}
    title: {title}
    start: {start}
    end: 21:30
    place: Community House, 5 Example St., Tel Aviv
    agreed: 2026-09-06
---
{name} brings together volunteers who build software for small charities, one evening at a time.
"""
START = "2026-12-10 19:00"

Edit = tuple[str, str]
"""A text that must be there, and what takes its place."""


def record(
    name: str = "Code for Good",
    *edits: Edit,
    start: str = START,
    slug: str = "data-night",
    title: str = "Open data night",
) -> str:
    """A sound partner file with one event, approved and agreed long before; then edited."""
    host = re.sub(r"\W+", "-", name.lower())
    return edited(RECORD.format(name=name, host=host, start=start, slug=slug, title=title), *edits)


def edited(text: str, *edits: Edit) -> str:
    """A text with each edit done everywhere; what isn't there can't be edited."""
    for before, after in edits:
        assert before in text, f"not there: {before}"
        text = text.replace(before, after)
    return text


def second_event(slug: str, title: str, start: str, **fields: str) -> Edit:
    """An edit that puts another event before the first."""
    lines = {"slug": slug, "title": title, "start": start, "place": "A garden", "agreed": "2026-09-06", **fields}
    listed = "".join(
        f"{'  - ' if place == 0 else '    '}{key}: {value}\n" for place, (key, value) in enumerate(lines.items())
    )
    return ("events:\n", f"events:\n{listed}")


WITHOUT_EVENTS: Callable[[str], str] = lambda text: re.sub(r"events:\n.*?---\n", "---\n", text, flags=re.S)  # noqa: E731
PENDING = ("decision: approved", "decision: pending")
DECLINED = ("decision: approved", "decision: declined")
NOT_AGREED = ("    agreed: 2026-09-06\n", "")
CANCELLED = ("    agreed:", "    status: cancelled\n    agreed:")
POSTPONED = ("    agreed:", "    status: postponed\n    agreed:")
UNREADABLE = ("name: ", "name: [")
NO_CONSENT = ("  consent: {given_by: Their community lead, given_on: 2026-09-02, valid_until: 2027-12-31}\n", "")
CONSENT_UNTIL = "valid_until: 2027-12-31"


@cache
def photo(number: int = 0) -> bytes:
    """A small photo; each number gives other bytes."""
    return picture(160, 120, colour=f"#{(number * 7919 + 4660) % 0xFFFFFF:06x}")


def moment(at: str) -> datetime:
    """`2026-12-01` is noon, `2026-12-01 18:00` the hour, both at +02:00; an offset of its own goes before."""
    typed = datetime.fromisoformat(at if len(at) > len("2026-12-01") else f"{at} 12:00")
    return typed if typed.tzinfo else typed.replace(tzinfo=_WINTER)


def minutes(at: str | datetime) -> int:
    """The SEQUENCE that a change of this moment has."""
    return int(((moment(at) if isinstance(at, str) else at) - EPOCH).total_seconds() // 60)


def first_moment(day: str) -> datetime:
    """When a day begins in the hub's zone, in UTC."""
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), ZONE).astimezone(UTC)


class History:
    """A repository with a hub in it, on the branch `main`; nothing is committed yet."""

    def __init__(
        self,
        root: Path,
        *,
        hub: str = "",
        settings: str = "",
        language: str = "en",
        branch: str = "main",
        object_format: str = "sha1",
    ) -> None:
        self.root = root
        self.hub = HubFolder(root / hub, language=language, settings=settings)
        self.on = branch
        self.beside: dict[bytes, tuple[str, bytes]] = {}
        """Entries of every tree to come that don't lie on disk: path → mode and content (of a submodule: its commit)."""
        self._pending: list[bytes] = []
        self._marks: dict[str, str] = {}
        self._known: set[str] = set()
        self._number = 0
        (root / ".gitignore").write_text("site/\n.cache/\n", encoding="utf-8")
        self._run("init", "-q", "-b", branch, f"--object-format={object_format}")

    # What people do to files

    def path(self, name: str) -> Path:
        return self.hub.partners / name

    def write(self, name: str, text: str | bytes, picture: bytes | None = None) -> None:
        """Write a file of content/partners, and a photo beside it."""
        self.path(name).write_bytes(text.encode() if isinstance(text, str) else text)
        if picture is not None:
            self.path(name).with_suffix(".jpg").write_bytes(picture)

    def edit(self, name: str, *edits: Edit) -> None:
        text = self.path(name).read_bytes().decode()
        self.write(name, edited(text, *edits))

    def rename(self, before: str, after: str) -> None:
        """Rename a partner: the file and its photo; names are stems."""
        for suffix in (".md", ".jpg"):
            if self.path(before + suffix).exists():
                self.path(before + suffix).rename(self.path(after + suffix))

    def delete(self, slug: str) -> None:
        """Delete a partner's file and photo."""
        for suffix in (".md", ".jpg"):
            self.path(slug + suffix).unlink(missing_ok=True)

    def settings(self, *edits: Edit) -> None:
        """Edit mkdocs.yml."""
        file = self.hub.config_file
        file.write_text(edited(file.read_text(encoding="utf-8"), *edits), encoding="utf-8")

    def setting(self, line: str) -> None:
        """Add a setting of the plugin."""
        with self.hub.config_file.open("a", encoding="utf-8") as file:
            file.write(f"      {line}\n")

    # Commits

    def commit(
        self, at: str | int, *edits_of: tuple[str, Edit], merge: Iterable[str] = (), message: str = "Change"
    ) -> None:
        """Commit the work tree, after edits of partner files; `merge` names branches that become further parents.

        `at` is the committer's moment, or seconds since 1970. The author's is always the first of September.
        """
        for name, edit in edits_of:
            self.edit(name, edit)
        if isinstance(at, int):
            when = f"{at} +0000"
        else:
            typed = moment(at)
            when = f"{int(typed.timestamp())} {typed:%z}"
        self._number += 1
        parents = [self._tip(self.on), *map(self._tip, merge)]
        lines = [
            f"commit refs/heads/{self.on}",
            f"mark :{self._number}",
            "author x <x@x.example> 1788264000 +0000",
            f"committer x <x@x.example> {when}",
            f"data {len(message.encode())}\n{message}",
            *(f"{'merge' if place else 'from'} {parent}" for place, parent in enumerate(parents) if parent),
            "deleteall\n",
        ]
        self._pending.append("\n".join(lines).encode())
        self._pending += [_entry(name, mode, data) for name, (mode, data) in sorted(self._tree().items())]
        self._pending.append(b"\n")
        self._marks[self.on] = f":{self._number}"
        self._known.add(self.on)

    def commits(self, *days: str) -> None:
        """Commits that change nothing of the hub."""
        for day in days:
            (self.root / "elsewhere.txt").write_text(day, encoding="utf-8")
            self.commit(day)

    def branch(self, name: str) -> None:
        """Begin a branch here, and go on there."""
        self.flush()
        self._run("switch", "-q", "-c", name)
        self.on = name
        self._known.add(name)

    @contextmanager
    def aside(self, name: str) -> Iterator[None]:
        """Let a branch begin here, and put the work tree back as it stands; git is asked nothing of it meanwhile."""
        kept, trunk = self._tree(), self.on
        tip = self._marks.get(trunk) or f"refs/heads/{trunk}^0"
        self.on, self._marks[name] = name, tip
        self._known.add(name)
        yield
        self.on = trunk
        now = self._tree()
        for path in now.keys() - kept.keys():
            (self.root / os.fsdecode(path)).unlink()
        for path, (_, data) in kept.items():
            if now.get(path, ("", b""))[1] != data:
                (self.root / os.fsdecode(path)).write_bytes(data)

    def switch(self, name: str) -> None:
        """Go on with a branch that is there; the work tree becomes its."""
        self.flush()
        self._run("switch", "-q", name)
        self.on = name

    def point(self, branch: str, revision: str) -> None:
        """Move another branch, or the current one with the work tree, whatever it held: a forced push."""
        self.flush()
        if branch == self.on:
            self._run("reset", "-q", "--hard", revision)
        else:
            self._run("branch", "-q", "-f", branch, revision)
            self._known.add(branch)

    def git(self, *arguments: str, at: str = "2026-10-01", cwd: Path | None = None) -> str:
        """Let git do something, with this committer's moment; returns what it prints."""
        self.flush()
        return self._run(*arguments, at=at, cwd=cwd)

    def flush(self) -> None:
        """Hand over what was committed, and tell the index."""
        if self._pending:
            stream = b"".join(self._pending) + b"done\n"
            self._run("fast-import", "--quiet", "--done", "--force", "--date-format=raw-permissive", given=stream)
            self._pending, self._marks = [], {}
            self._run("reset", "-q")

    def _tip(self, branch: str) -> str | None:
        if branch in self._marks:
            return self._marks[branch]
        return f"refs/heads/{branch}^0" if branch in self._known else None

    def _tree(self) -> dict[bytes, tuple[str, bytes]]:
        found = dict(self.beside)
        for folder, folders, names in os.walk(self.root):
            folders[:] = [each for each in folders if each not in _NEVER_COMMITTED]
            for name in names:
                path = Path(folder, name)
                if name == ".git":
                    continue
                inside = os.fsencode(path.relative_to(self.root).as_posix())
                is_link = path.is_symlink()
                found[inside] = ("120000", os.fsencode(path.readlink())) if is_link else ("100644", path.read_bytes())
        return found

    def _run(self, *arguments: str, at: str = "2026-10-01", cwd: Path | None = None, given: bytes = b"") -> str:
        when = moment(at)
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            **_PEOPLE,
            "GIT_COMMITTER_DATE": f"{int(when.timestamp())} {when:%z}",
            "GIT_AUTHOR_DATE": "1788264000 +0000",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        ran = subprocess.run(
            ["git", *_QUIET, *arguments], cwd=cwd or self.root, env=environment, input=given, capture_output=True, check=False
        )  # fmt: skip
        assert ran.returncode == 0, f"git {' '.join(arguments)}: {ran.stderr.decode(errors='replace')}"
        return ran.stdout.decode(errors="replace").strip()

    # What comes of it

    def at(self, hub: Path) -> None:
        """Look at the hub from another place: a clone, a worktree."""
        self.flush()
        self.hub.root, self.hub.config_file, self.hub.partners = hub, hub / "mkdocs.yml", hub / "content" / "partners"

    def findings(self, when: str) -> list[Any]:
        self.flush()
        return list(self.hub.load(when).findings)

    def rules(self, when: str, *severities: str) -> list[str]:
        """The rules of the findings of these severities (default: errors), each once a finding."""
        return [str(found.rule) for found in self.findings(when) if str(found.severity) in (severities or ("error",))]

    def build(self, when: str, *, hold_back: bool = True) -> Site:
        """The site as it is built on a day; what it read of the calendar stays when it is built again."""
        self.flush()
        return Site(build(self.hub, when, hold_back=hold_back))

    def clone(self, to: Path, *options: str) -> Path:
        self.flush()
        self._run("clone", "-q", *options, self.root.as_uri(), str(to))
        return to


def _entry(name: bytes, mode: str, data: bytes) -> bytes:
    quoted = (
        b'"'
        + b"".join(b"\\%03o" % each if each < 33 or each > 126 or each in b'"\\' else bytes([each]) for each in name)
        + b'"'
    )
    if mode == "160000":
        return b"M 160000 %s %s\n" % (data, quoted)
    return b"M %s inline %s\ndata %d\n%s\n" % (mode.encode(), quoted, len(data), data)


@dataclass(frozen=True)
class Entry:
    """An event in a calendar."""

    uid: str
    status: str
    sequence: int
    stamp: datetime
    """DTSTAMP, in UTC."""
    modified: datetime
    start: str
    """As `2026-12-10 19:00` in the hub's zone; a day where it has no hour."""
    summary: str
    url: str

    @property
    def name(self) -> str:
        """The UID before the host."""
        return self.uid.partition("@")[0]


def entries(calendar: bytes) -> dict[str, Entry]:
    """UID → its entry; a UID comes once."""
    found: dict[str, Entry] = {}
    for each in Calendar.from_ical(calendar).walk("VEVENT"):
        start = each["DTSTART"].dt
        shown = start.astimezone(ZONE).strftime("%Y-%m-%d %H:%M") if isinstance(start, datetime) else start.isoformat()
        uid = str(each["UID"])
        assert uid not in found, f"{uid} comes twice"
        found[uid] = Entry(
            uid=uid,
            status=str(each.get("STATUS", "CONFIRMED")),
            sequence=int(each.get("SEQUENCE", 0)),
            stamp=each["DTSTAMP"].dt.astimezone(UTC),
            modified=each["LAST-MODIFIED"].dt.astimezone(UTC),
            start=shown,
            summary=str(each["SUMMARY"]),
            url=str(each.get("URL", "")),
        )
    return found


CORRECTED = "being corrected"
NOT_AVAILABLE = "This event is not available."
_REFRESH = re.compile(r'http-equiv="?refresh"?[^>]*url=\'?([^"\'>]+)', re.I)


class Site:
    """A site that was built; all of it is read at once, since the next build writes to the same place."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = files_of(root)
        self.calendar = entries(self.files["calendar.ics"])

    def text(self, path: str) -> str:
        """A page, by its address; empty where there is none."""
        name = f"{path}index.html" if path.endswith("/") or not path else path
        return self.files.get(name, b"").decode()

    def event(self, address: str = "code/data-night") -> str:
        """An event's page, by partner and event."""
        return self.text(f"partners/{address}/")

    def kind(self, address: str = "code/data-night") -> str:
        """What is at an event's (or partner's) address: nothing, redirect, withdrawn, corrected or page."""
        page = self.event(address)
        if not page:
            return "nothing"
        if _REFRESH.search(page) or 'http-equiv="refresh"' in page:
            return "redirect"
        if NOT_AVAILABLE in page:
            return "withdrawn"
        return "corrected" if CORRECTED in page else "page"

    def leads_to(self, address: str) -> str:
        """The address to which the redirect page at an address leads."""
        found = _REFRESH.search(self.text(f"{address.strip('/')}/"))
        assert found, f"no redirect at {address}"
        base = f"https://{HOST}/"
        target = urljoin(f"{base}{address.strip('/')}/", found[1].strip())
        assert target.startswith(base), target
        return target.removeprefix(base)

    def entry(self, name: str = "code.data-night") -> Entry:
        """The calendar's entry of a UID before the host; there is exactly one."""
        (found,) = [each for each in self.calendar.values() if each.name == name]
        return found

    def own(self, address: str = "code/data-night") -> Entry:
        """The entry in an event's own event.ics."""
        (found,) = entries(self.files[f"partners/{address}/event.ics"]).values()
        return found

    def status(self, name: str = "code.data-night") -> str:
        """CONFIRMED, TENTATIVE, CANCELLED, or nothing."""
        return next((each.status for each in self.calendar.values() if each.name == name), "nothing")

    def lists(self, title: str) -> bool:
        """Whether the start page's list of upcoming events names a title."""
        return title in self.text("")

    def data(self) -> list[Mapping[str, Any]]:
        """The events of events.json."""
        return list(json.loads(self.files["events.json"])["events"])

    def feed(self) -> list[tuple[str, str, str]]:
        """Id, title and `updated` of the entries of feed.xml, as they come."""
        atom = "{http://www.w3.org/2005/Atom}"
        tree = ET.fromstring(self.files["feed.xml"])
        return [
            (each.findtext(f"{atom}id", ""), each.findtext(f"{atom}title", ""), each.findtext(f"{atom}updated", ""))
            for each in tree.iter(f"{atom}entry")
        ]
