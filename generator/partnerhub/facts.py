"""One version of one partner file → its facts: today's file, a blob of history, either side of a review alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from partnerhub import checks, publish
from partnerhub.checks import Hub
from partnerhub.contained import contained
from partnerhub.record.facts import Facts, Hold, Reason
from partnerhub.record.files import Files
from partnerhub.record.model import Decision
from partnerhub.record.neighbours import Neighbours
from partnerhub.record.parse import parse, photo_names
from partnerhub.record.partner import Partner
from partnerhub.record.photo import PhotoFile
from partnerhub.record.photo_files import Look, find_photo
from partnerhub.record.read import SourceFile, read, unread
from partnerhub.record.settings import Settings
from partnerhub.words.finding import Breach, FieldPath
from partnerhub.words.terms import N_


class FactsOfFiles:
    """Makes the facts of files, each version once: the same bytes with the same photos in the same hub say the same."""

    def __init__(self) -> None:
        self._sources: dict[tuple[str, str, bool], SourceFile] = {}
        self._facts: dict[tuple[object, ...], tuple[Facts, Settings]] = {}

    def of(self, path: str, files: Files, settings: Settings, look: Look, *, is_older: bool = False) -> Facts:
        """The facts of a partner file among the files of its tree; `look` looks at photos, `is_older` as for `read`."""
        return contained(
            N_("judging the file"),
            lambda: self._of(path, files, settings, look, is_older=is_older),
            lambda breach: unread_facts(path, breach, settings),
        )

    def source(self, path: str, files: Files, *, is_older: bool = False) -> SourceFile:
        """A partner file as read."""
        return contained(
            N_("reading the file"),
            lambda: self._source(path, files, is_older=is_older),
            lambda breach: unread(path, breach),
        )

    def _of(self, path: str, files: Files, settings: Settings, look: Look, *, is_older: bool) -> Facts:
        identity = files[path].identity
        source = self.source(path, files, is_older=is_older)
        found = ((place, find_photo(path, named, files, look)) for place, named in photo_names(source))
        photo_files = {place: file for place, file in found if file is not None}
        # The settings are kept beside what they made, so that no others can come to have their number.
        key = (path, identity, is_older, *photo_files.items(), id(settings))
        if not identity:
            return facts_of(source, photo_files, settings)
        if key not in self._facts:
            self._facts[key] = facts_of(source, photo_files, settings), settings
        return self._facts[key][0]

    def _source(self, path: str, files: Files, *, is_older: bool) -> SourceFile:
        file = files[path]
        if not file.identity:
            return read(path, file, is_older=is_older)
        key = (path, file.identity, is_older)
        if key not in self._sources:
            self._sources[key] = read(path, file, is_older=is_older)
        return self._sources[key]


def facts_of(source: SourceFile, photo_files: Mapping[FieldPath, PhotoFile], settings: Settings) -> Facts:
    """All that can be said of one version of a partner file, with its photos, in a hub of these settings. Pure."""
    typed = parse(source, photo_files, settings)
    partner = typed.partner
    breaches = [*typed.breaches, *checks.breaches_of(source, partner)]
    return Facts(
        source=source,
        partner=partner,
        breaches=breaches,
        holds=[*_not_approved(partner), *checks.holds(breaches, partner, settings)],
        showing=publish.showing(partner) if partner else None,
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
