"""Circles: partner files that may concern each other. What is said of one of them hangs on its circle alone, but for
what `checks.hub.Rest` names.

A circle is known by all that the branch ever held of it. So what was said of it stands as long as that is the same, and
nothing passes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from partnerhub import photos
from partnerhub.cache import Cache, digest
from partnerhub.facts import FactsOfFiles, Version
from partnerhub.history.threads import State
from partnerhub.past.held import Held, Stage
from partnerhub.past.reader import Part, is_picture
from partnerhub.record.files import Files, StoredFile, identified, is_partner_file
from partnerhub.record.kept import version
from partnerhub.record.read import MAX_BYTES, slug_of
from partnerhub.record.settings import Settings
from partnerhub.record.ties import Ties, name_mark, photos_beside, ties_of
from partnerhub.words import slugs

_ALL = "all"
"""The only key of the table: what is known of versions is read at once."""


@dataclass(frozen=True)
class Circle:
    """Partner files that may concern each other."""

    part: Part
    key: str
    """Another one whenever the branch held something else of them; empty where that isn't sure."""
    has_declined: bool
    """Whether one of them was ever declined."""

    def has_one_of(self, names: Set[str]) -> bool:
        """Whether one of them ever had one of some names, as slugs are compared."""
        return bool(names) and any(slugs.same(slug_of(path)) in names for path in self.part.files)


class KnownTies:
    """The ties of versions, those that earlier runs found out too."""

    def __init__(self, cache: Cache) -> None:
        self._table = cache.table("ties", version())
        self._before: Mapping[str, Any] = self._table.get(_ALL) or {}
        self._now: dict[str, Any] = {}
        self._unsure: dict[str, Any] = {}
        """Those of what can't be read, which may be something else at the next run."""
        self._names: dict[int, tuple[str, str, Settings]] = {}
        """Settings, by their number → of what of them matters to files, and of all of them."""

    def has(self, each: Version, settings: Settings) -> bool:
        """Whether those of a version are known, as it is read in some settings."""
        name = self._name(each, settings)
        return name in self._now or name in self._before or name in self._unsure

    def of(self, each: Version, settings: Settings) -> Ties | None:
        """Those of a version that are known."""
        name = self._name(each, settings)
        if (kept := self._now.get(name) or self._before.get(name)) is not None:
            self._now[name] = kept
        else:
            kept = self._unsure.get(name)
        return Ties(*kept) if kept else None

    def put(self, each: Version, settings: Settings, ties: Ties) -> None:
        """Those of a version."""
        kept = [ties.marks, ties.photos, ties.is_beside, ties.is_declined]
        (self._now if each.file.identity else self._unsure)[self._name(each, settings)] = kept

    def save(self) -> None:
        """Keep those that were asked for."""
        if self._now != self._before:
            self._table.put(_ALL, self._now)
            self._table.save(forgets_others=True)

    def name_of(self, settings: Settings) -> str:
        """By which settings are known."""
        return self._names_of(settings)[1]

    def _names_of(self, settings: Settings) -> tuple[str, str, Settings]:
        if id(settings) not in self._names:
            of_files, of_all = (
                digest(text.encode("utf-8", "surrogatepass")) for text in (settings.of_files, repr(settings))
            )
            self._names[id(settings)] = of_files, of_all, settings
        return self._names[id(settings)]

    def _name(self, each: Version, settings: Settings) -> str:
        return f"{each.path} {each.file.identity} {each.is_older:d} {self._names_of(settings)[0]}"


class Circles:
    """The circles of a hub."""

    def __init__(self, lies: Held, today: Settings, known: KnownTies) -> None:
        self._lies = with_identities(lies)
        self._today = today
        self._known = known
        self._versions = list(_versions(self._lies.stages))

    @property
    def lies(self) -> Held:
        """What lies where, each file with its identity."""
        return self._lies

    def unknown(self) -> Sequence[tuple[Version, Settings]]:
        """The versions whose ties nobody knows yet."""
        return [each for each in self._versions if not self._known.has(*each)]

    def ask(self, make: FactsOfFiles) -> None:
        """Find out the ties that nobody knows yet."""
        for each, settings in self.unknown():
            self._known.put(each, settings, make.ties(each, settings))

    def learn(self, states: Iterable[State]) -> None:
        """Take them from the facts of all files."""
        files = dict[str, StoredFile | None]()
        for stage, state in zip(self._lies.stages, states, strict=True):
            files |= stage.changed
            for path, facts in state.files.items():
                if facts and (file := files[path]):
                    each = Version(path, file, stage.is_older)
                    self._known.put(each, stage.settings, ties_of(facts.source, facts.partner))

    def all(self) -> Sequence[Circle]:
        """The circles, once the ties of all versions are known."""
        groups, declined = self._grouped()
        self._known.save()
        circle_of, files, pictures = groups.find, defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
        held = defaultdict[str, list[object]](list)
        unsure, of_declined = set[str](), set(map(circle_of, declined))
        # What lies in the way of a photo could be anybody's.
        of_all: list[object] = [version(), repr(self._today), self._lies.past.branch, self._lies.past.has_history]
        for stage in self._lies.stages:
            of_stage = defaultdict[str, list[object]](list)
            # The files that are looked at are there from now on, whenever that is: what passes meanwhile is known.
            at = stage.at if stage.commit else None
            about: tuple[object, ...] = (stage.commit, at, self._name_of(stage.settings), stage.site_url)
            for path, file in stage.changed.items():
                told = (path, file and (file.identity, file.is_plain))
                if file and not file.is_plain:
                    of_all.append((about, told))
                is_file = is_partner_file(path)
                if not is_file and not is_picture(path):
                    continue
                circle = circle_of(path if is_file else _at(path))
                (files if is_file else pictures)[circle].add(path if is_file else slugs.same(path))
                of_stage[circle].append(told)
                if file and file.is_plain and not file.identity:
                    unsure.add(circle)
            for old, new in stage.renames.items():
                of_stage[circle_of(new)].append((old, new))
            if stage.is_anew:
                of_all.append(about)
            for circle, changes in of_stage.items():
                held[circle].append((about, sorted(changes, key=repr)))
        every = repr(of_all)
        return [
            Circle(
                Part(frozenset(paths), frozenset(pictures[circle])),
                "" if circle in unsure else digest(f"{every} {held[circle]}".encode("utf-8", "surrogatepass")),
                has_declined=circle in of_declined,
            )
            for circle, paths in files.items()
        ]

    def _grouped(self) -> tuple[_Groups, set[str]]:
        """What belongs together, and the files that were ever declined."""
        groups, declined = _Groups(), set[str]()
        there = set[str]()
        paths = {path for stage in self._lies.stages for path in (*stage.changed, *stage.renames)}
        alone = set(paths)
        """Those of which no version could have a photo beside it."""
        for path in filter(is_partner_file, paths):
            # Also of one that is nothing but gone, or can't be read.
            groups.join(path, name_mark(slugs.same(slug_of(path))))
        for stage in self._lies.stages:
            for old, new in stage.renames.items():
                groups.join(old, new)
            for path, file in stage.changed.items():
                if is_picture(path):
                    there.add(slugs.same(path))
                    if file and file.identity:
                        groups.join(_at(path), f"bytes {file.identity}")
        for each, settings in self._versions:
            ties = self._known.of(each, settings)
            assert ties is not None, "they are known by now"
            for mark in ties.marks:
                groups.join(each.path, mark)
            for photo in there.intersection(ties.photos):
                groups.join(each.path, f"at {photo}")
            if ties.is_beside:
                alone.discard(each.path)
            if ties.is_declined:
                declined.add(each.path)
        for path in paths - alone if there else ():
            for photo in there.intersection(photos_beside(path)):
                groups.join(path, f"at {photo}")
        return groups, declined

    def _name_of(self, settings: Settings) -> str:
        return self._known.name_of(settings)


class _Groups:
    """Names that are joined, each group with one of them for all: a forest of disjoint sets."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def find(self, name: str) -> str:
        """The one that stands for the group of a name."""
        above = self._above
        while (up := above.get(name, name)) != name:
            above[name] = name = above.get(up, up)
        return name

    def join(self, one: str, other: str) -> None:
        """The groups of both are one from now on."""
        one, other = self.find(one), self.find(other)
        if one != other:
            self._above[other] = one


def with_identities(lies: Held) -> Held:
    """The same with the identity of each file that can be read: git knows none of what it ignores."""
    last = lies.stages[-1]
    changed = {
        path: identified(file, MAX_BYTES + 1 if is_partner_file(path) else photos.MAX_BYTES + 1)
        if file and not file.identity and (is_partner_file(path) or is_picture(path))
        else file
        for path, file in last.changed.items()
    }
    files = Files({path: changed.get(path) or file for path, file in lies.files.items()})
    return replace(lies, stages=[*lies.stages[:-1], replace(last, changed=changed)], files=files)


def _versions(stages: Iterable[Stage]) -> Iterator[tuple[Version, Settings]]:
    """Each version of a partner file, in each of the settings in which it is read."""
    files = dict[str, StoredFile]()
    for stage in stages:
        for path, file in stage.changed.items():
            if not is_partner_file(path):
                continue
            if file is None:
                files.pop(path, None)
            else:
                files[path] = file
                if not stage.is_anew:
                    yield Version(path, file, stage.is_older), stage.settings
        if stage.is_anew:
            for path, file in files.items():
                yield Version(path, file, stage.is_older), stage.settings


def _at(path: str) -> str:
    return f"at {slugs.same(path)}"
