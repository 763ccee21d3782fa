"""One version of one partner file → its facts: today's file, a blob of history, either side of a review alike."""

from __future__ import annotations

from collections.abc import Iterator

from partnerhub import checks, publish
from partnerhub.record.facts import Facts, Hold, Reason
from partnerhub.record.files import Files
from partnerhub.record.model import Decision
from partnerhub.record.neighbours import Neighbours
from partnerhub.record.parse import parse, photo_name
from partnerhub.record.partner import Partner, PhotoFile
from partnerhub.record.photo_files import Look, find_photo
from partnerhub.record.read import SourceFile, read
from partnerhub.record.settings import Settings


class FactsOfFiles:
    """Makes the facts of files, each version once: the same bytes with the same photo in the same hub say the same."""

    def __init__(self) -> None:
        self._sources: dict[tuple[str, str], SourceFile] = {}
        self._facts: dict[tuple[str, str, PhotoFile | None, int], tuple[Facts, Settings]] = {}

    def of(self, path: str, files: Files, settings: Settings, look: Look) -> Facts:
        """The facts of a partner file among the files of its tree; `look` looks at photos."""
        identity = files[path].identity
        source = self.source(path, files)
        photo = find_photo(path, photo_name(source), files, look)
        # The settings are kept beside what they made, so that no others can come to have their number.
        key = (path, identity, photo, id(settings))
        if not identity:
            return facts_of(source, photo, settings)
        if key not in self._facts:
            self._facts[key] = facts_of(source, photo, settings), settings
        return self._facts[key][0]

    def source(self, path: str, files: Files) -> SourceFile:
        """A partner file as read."""
        file = files[path]
        if not file.identity:
            return read(path, file)
        if (path, file.identity) not in self._sources:
            self._sources[path, file.identity] = read(path, file)
        return self._sources[path, file.identity]


def facts_of(source: SourceFile, photo: PhotoFile | None, settings: Settings) -> Facts:
    """All that can be said of one version of a partner file, with its photo, in a hub of these settings. Pure."""
    typed = parse(source, photo, settings)
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


def judge(facts: Facts, neighbours: Neighbours) -> list[Hold]:
    """What holds back a file, in itself and among the others."""
    among = checks.breaches_among(facts, neighbours)
    return [*facts.holds, *checks.holds(among, facts.partner, facts.settings)]


def _not_approved(partner: Partner | None) -> Iterator[Hold]:
    """What keeps a partner itself private, whether or not a rule says so: it can't be read, or nobody said yes."""
    if partner is None:
        yield Hold("file-unreadable", (), Reason.SLIP)
    elif partner.decision is not Decision.APPROVED:
        yield Hold(f"vetting-{partner.decision}", (), Reason.DECISION, decided_at=("vetting", "decision"))
