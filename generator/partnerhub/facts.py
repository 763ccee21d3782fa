"""One version of one partner file → its facts: today's file, a blob of history, either side of a review alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from partnerhub import checks, publish
from partnerhub.checks import Hub
from partnerhub.contained import contained
from partnerhub.progress import Progress
from partnerhub.record.facts import Facts, Hold, Reason
from partnerhub.record.files import Files, StoredFile, identified, is_partner_file
from partnerhub.record.kept import Json, Judged, Kept
from partnerhub.record.model import Decision
from partnerhub.record.neighbours import Neighbours
from partnerhub.record.parse import Typed, TypedBefore, parse, photo_names
from partnerhub.record.partner import Partner
from partnerhub.record.photo import PhotoFile
from partnerhub.record.photo_files import Look, find_photo
from partnerhub.record.read import MAX_BYTES, SourceFile, read, unread
from partnerhub.record.settings import Settings
from partnerhub.record.ties import Ties, ties_of
from partnerhub.spread import spread
from partnerhub.words.finding import Breach, FieldPath
from partnerhub.words.terms import N_

Key = TypeVar("Key")
Value = TypeVar("Value")


class _Made(Generic[Key, Value]):
    """What was made, by its key: in this load, or in the last one."""

    def __init__(self) -> None:
        self._now: dict[Key, Value] = {}
        self._before: dict[Key, Value] = {}

    def begin(self) -> None:
        """Begin another load."""
        self._before, self._now = self._now, {}

    def get(self, key: Key) -> Value | None:
        """What was made by a key; None for nothing."""
        if key not in self._now and key in self._before:
            self._now[key] = self._before[key]
        return self._now.get(key)

    def put(self, key: Key, value: Value) -> None:
        """Remember what was made."""
        self._now[key] = value


@dataclass(frozen=True)
class Version:
    """A version of a partner file."""

    path: str
    file: StoredFile
    is_older: bool
    """As for `read`."""


class FactsOfFiles:
    """Makes the facts of files, each version once: the same bytes with the same photos in the same hub say the same.

    What `kept` has of a version is not made at all. Who loads a hub again and again keeps one of these.
    """

    def __init__(self, kept: Kept | None = None) -> None:
        self.kept = kept or Kept()
        self._typed = TypedBefore()
        self._parse = partial(parse, read=self.kept.document, before=self._typed)
        self.settings: list[Settings] = []
        """Those of the past, each once: facts are known by them."""
        self._sources = _Made[str, SourceFile]()
        self._facts = _Made[tuple[object, ...], Facts]()
        """Facts hold their settings, so that no others come to have the number that is in the key."""
        self._settings: dict[int, tuple[str, Settings]] = {}
        """Their number → what of them can matter to a file; they are kept, so that no others come to have it."""

    def begin(self) -> None:
        """Begin another load: what the last one didn't ask for is forgotten."""
        self._sources.begin()
        self._facts.begin()
        self._settings = {}
        self._typed.clear()

    def of(self, path: str, files: Files, settings: Settings, look: Look, *, is_older: bool = False) -> Facts:
        """The facts of a partner file among the files of its tree; `look` looks at photos, `is_older` as for `read`."""
        return contained(
            N_("judging the file"),
            lambda: self._of(path, files, settings, look, is_older=is_older),
            lambda breach: unread_facts(path, breach, settings),
        )

    def ties(self, version: Version, settings: Settings) -> Ties:
        """By what a version is tied to others. Its photos aren't looked at."""
        source = self._read(version.path, identified(version.file, MAX_BYTES + 1), is_older=version.is_older)
        return contained(
            N_("judging the file"),
            lambda: ties_of(source, self._parse(source, {}, settings).partner),
            lambda _: ties_of(source, None),
        )

    def has_read(self, path: str, identity: str, *, is_older: bool) -> bool:
        """Whether a version needn't be read, since it is kept as read."""
        return self.kept.has_source(_source_name(path, identity, is_older=is_older))

    def make_ahead(
        self, versions: Sequence[Version], tree: Files, settings: Settings, look: Look, progress: Progress
    ) -> None:
        """Make what is kept of versions, over the cores, each in place of what a tree has at its path.

        What fails here, or needs a photo that wasn't looked at, is left until it is asked for, and fails there too.
        """
        files, seen = Files(tree), dict[tuple[str, str], PhotoFile]()

        def look_once(path: str, file: StoredFile) -> PhotoFile:
            return seen.setdefault((path, file.identity), look(path, file))

        def look_again(path: str, file: StoredFile) -> PhotoFile:
            return seen[path, file.identity]

        def judge(version: Version) -> None:
            with suppress(Exception):
                self._of(version.path, files, settings, look_again, is_older=version.is_older)

        def kept(version: Version) -> Json:
            files[version.path] = version.file
            return self.kept.noting(lambda: judge(version))

        # Looked at here, since whoever opens photos works for one process alone.
        for path in filter(is_partner_file, tree):
            with suppress(Exception):
                find_photo(path, None, tree, look_once)
        with spread(versions, kept) as work:
            for noted in work.finish(progress, N_("Reading partner files")):
                self.kept.take(noted)

    def _of(self, path: str, files: Files, settings: Settings, look: Look, *, is_older: bool) -> Facts:
        file = identified(files[path], MAX_BYTES + 1)
        source = self._read(path, file, is_older=is_older)
        found = ((place, find_photo(path, named, files, look)) for place, named in photo_names(source))
        photo_files = {place: each for place, each in found if each is not None}
        if not file.identity:
            return facts_of(source, photo_files, settings, self._parse)
        version = (path, file.identity, is_older, *photo_files.items())
        key = (*version, id(settings))
        facts = self._facts.get(key)
        if facts is None:
            name = repr((*version, self._of_files(settings)))
            judged = self.kept.judged(name)
            facts = facts_of(source, photo_files, settings, self._parse, judged)
            if judged is None:
                self.kept.keep_judged(name, facts)
            self._facts.put(key, facts)
        return facts

    def _of_files(self, settings: Settings) -> str:
        if id(settings) not in self._settings:
            self._settings[id(settings)] = settings.of_files, settings
        return self._settings[id(settings)][0]

    def _read(self, path: str, file: StoredFile, *, is_older: bool) -> SourceFile:
        return contained(
            N_("reading the file"),
            lambda: self._source(path, file, is_older=is_older),
            lambda breach: unread(path, breach),
        )

    def _source(self, path: str, file: StoredFile, *, is_older: bool) -> SourceFile:
        if not file.identity or not file.is_plain:
            return read(path, file, is_older=is_older)
        name = _source_name(path, file.identity, is_older=is_older)
        source = self._sources.get(name)
        if source is None:
            source = self.kept.source(name, path)
            if source is None:
                source = read(path, file, is_older=is_older)
                self.kept.keep_source(name, source)
            self._sources.put(name, source)
        return source


def _source_name(path: str, identity: str, *, is_older: bool) -> str:
    """By which a version is known as it is read."""
    return repr((path, identity, is_older))


def facts_of(
    source: SourceFile,
    photo_files: Mapping[FieldPath, PhotoFile],
    settings: Settings,
    parse: Callable[[SourceFile, Mapping[FieldPath, PhotoFile], Settings], Typed] = parse,
    judged: Judged | None = None,
) -> Facts:
    """All that can be said of one version of a partner file, with its photos, in a hub of these settings. Pure.

    `parse` types its record; `judged` is what was kept of just that.
    """
    typed = parse(source, photo_files, settings)
    partner = typed.partner
    breaches = judged.breaches if judged else [*typed.breaches, *checks.breaches_of(source, partner)]
    return Facts(
        source=source,
        partner=partner,
        breaches=breaches,
        holds=[*_not_approved(partner), *checks.holds(breaches, partner, settings)],
        showing=judged.showing if judged else publish.showing(partner) if partner else None,
        settings=settings,
    )


def unread_facts(path: str, breach: Breach, settings: Settings) -> Facts:
    """The facts of a file on which a step of ours failed: nothing of it is known."""
    holds = [*_not_approved(None), *checks.holds([breach], None, settings)]
    return Facts(unread(path, breach), None, [breach], holds, None, settings)


def judge(facts: Facts, neighbours: Neighbours) -> list[Hold]:
    """What holds back a file, in itself and among the others."""
    return [*facts.holds, *checks.holds(breaches_among(facts, neighbours), facts.partner, facts.settings)]


def breaches_among(facts: Facts, neighbours: Neighbours) -> list[Breach]:
    """What the rules say of a file that ask what it may know of the others."""
    return contained(
        N_("judging the file among the others"),
        lambda: list(checks.breaches_among(facts, neighbours)),
        lambda breach: [breach],
    )


def breaches_alone(facts: Facts, hub: Hub) -> Sequence[Breach]:
    """What the rules about one file say of it, with what the whole hub lets guess of what was meant."""
    return contained(
        N_("judging the file in the hub"),
        lambda: checks.with_what_was_meant(facts, hub),
        lambda breach: [*facts.breaches, breach],
    )


def breaches_across(facts: Facts, hub: Hub, *, of_follow_up: bool = False) -> list[Breach]:
    """What the rules about the whole hub say of a file: those of the follow-up, or all the others."""
    if facts.path in hub.timeline.left_out:
        return [hub.timeline.left_out[facts.path]]
    return contained(
        N_("judging the file in the hub"),
        lambda: list(checks.breaches_across(facts, hub, of_follow_up=of_follow_up)),
        lambda breach: [breach],
    )


def _not_approved(partner: Partner | None) -> Iterator[Hold]:
    """What keeps a partner itself private, whether or not a rule says so: it can't be read, or nobody said yes."""
    if partner is None:
        yield Hold("file-unreadable", (), Reason.SLIP)
    elif partner.decision is not Decision.APPROVED:
        yield Hold(f"vetting-{partner.decision}", (), Reason.DECISION, decided_at=("vetting", "decision"))
