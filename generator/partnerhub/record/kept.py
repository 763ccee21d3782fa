"""What is kept of one version of a partner file between runs, as JSON: read once, it isn't read again.

Kept are the front matter with its places, what the rules said, and what members would see; apart, since most versions
share theirs, what descriptions say.
Typing the record anew costs less than keeping it, and is one way less to be wrong.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from partnerhub.cache import Cache, version_of
from partnerhub.ours import PACKAGE
from partnerhub.record.facts import Facts, Showing
from partnerhub.record.partner import Partner
from partnerhub.record.read import BodyPart, FrontMatter, SourceFile, slug_of
from partnerhub.words import markdown
from partnerhub.words.finding import Breach, FieldPath, Position, Problem, Severity
from partnerhub.words.guessed_year import Guess, GuessedYear
from partnerhub.words.markdown import Details, Document
from partnerhub.words.span import ALWAYS, Span
from partnerhub.words.terms import Counted, Term

Json = Any
"""What JSON can say: texts, numbers, lists, and maps with texts for keys."""


_SOURCES, _JUDGED, _DOCUMENTS = range(3)
"""Of the tables."""
_KINDS = ("sources", "judged", "documents")


class NotKept(Exception):  # noqa: N818 - an answer, not an accident
    """It can't be said in JSON, and is made anew each time."""


@dataclass(frozen=True)
class Judged:
    """What is kept of a file that was judged, beside its source."""

    breaches: Sequence[Breach]
    """Of typing the record, and of the rules about one file."""
    showing: Showing


class Kept:
    """What is kept of versions of partner files; nothing without a cache."""

    def __init__(self, cache: Cache | None = None) -> None:
        self._tables = [cache.table(kind, version()) for kind in _KINDS] if cache else []
        self._documents: dict[str, Document] = {}
        self._noted: list[Json] | None = None

    def has_source(self, name: str) -> bool:
        """Whether a version is known as read, unless that was damaged."""
        return bool(self._tables) and self._tables[_SOURCES].has(name)

    def source(self, name: str, path: str) -> SourceFile | None:
        """A version as read; None where it is unknown."""
        kept = self._of(_SOURCES, name)
        return None if kept is None else _source_of_json(kept, path)

    def keep_source(self, name: str, source: SourceFile) -> None:
        """Keep a version as read."""
        self._keep(_SOURCES, name, lambda: _source_as_json(source))

    def judged(self, name: str) -> Judged | None:
        """What was said of a version; None where it is unknown."""
        kept = self._of(_JUDGED, name)
        if kept is None:
            return None
        for digest in kept["descriptions"]:
            self._tables[_DOCUMENTS].hold(digest)
        return _judged_of_json(kept)

    def keep_judged(self, name: str, facts: Facts) -> None:
        """Keep what was said of a version."""
        self._keep(_JUDGED, name, lambda: _judged_as_json(facts))

    def document(self, text: str) -> Document:
        """What a description says: read once, in whichever versions it stands."""
        if text not in self._documents:
            name = _digest(text)
            kept = self._of(_DOCUMENTS, name)
            read = markdown.read(text) if kept is None else _document_of_json(*kept)
            if kept is None:
                self._keep(_DOCUMENTS, name, lambda: _document_as_json(read))
            self._documents[text] = read
        return self._documents[text]

    def noting(self, make: Callable[[], object]) -> Json:
        """Make something; returns what was kept meanwhile, for `take` in another process."""
        self._noted = []
        make()
        noted, self._noted = self._noted, None
        return noted

    def take(self, noted: Json) -> None:
        """Keep what was noted."""
        for table, name, text in noted:
            if not self._tables[table].has(name):
                self._tables[table].put_text(name, text)

    def save(self, *, forgets_others: bool) -> None:
        """Write what is new; a run that has asked for every version that there is `forgets_others`."""
        for table in self._tables:
            table.save(forgets_others=forgets_others)

    def _of(self, table: int, name: str) -> Json:
        return self._tables[table].get(name) if self._tables else None

    def _keep(self, table: int, name: str, say: Callable[[], Json]) -> None:
        if self._tables:
            with suppress(NotKept):
                text = _text(say())
                self._tables[table].put_text(name, text)
                if self._noted is not None:
                    self._noted.append([table, name, text])


def _source_as_json(source: SourceFile) -> Json:
    """A partner file as read; raises NotKept for one that could not be."""
    found = source.front_matter
    if found is None or source.breaches:
        raise NotKept
    return {
        "tree": found.tree,
        "values": _places_as_text(found.values),
        "keys": _places_as_text(found.keys),
        "cuts": [[path, cut] for path, cut in found.cuts.items()],
        "bare": sorted(found.bare, key=str),
        "body": [[part.language, part.text, part.first_line] for part in source.body],
    }


def _source_of_json(kept: Json, path: str) -> SourceFile:
    """The same from what was kept of it."""
    front_matter = FrontMatter(
        kept["tree"],
        _Places(kept["values"]),
        _Places(kept["keys"]),
        {tuple(field): cut for field, cut in kept["cuts"]},
        frozenset(map(tuple, kept["bare"])),
    )
    return SourceFile(path, slug_of(path), front_matter, [BodyPart(*part) for part in kept["body"]])


def _judged_as_json(facts: Facts) -> Json:
    """What is to be kept of a file that was judged; raises NotKept."""
    if facts.partner is None or facts.showing is None:
        raise NotKept
    return {
        "breaches": [_breach_as_json(breach) for breach in facts.breaches],
        "showing": asdict(facts.showing),
        "descriptions": [_digest(text) for text in _descriptions(facts.partner)],
    }


def _judged_of_json(kept: Json) -> Judged:
    """The same from what was kept of it."""
    showing = kept["showing"]
    places = {name: {int(place): look for place, look in showing[name].items()} for name in _BY_PLACE}
    return Judged(
        [_breach_of_json(breach) for breach in kept["breaches"]],
        Showing(**{**showing, **places}),
    )


_BY_PLACE = ("event_photos", "coming", "over")
"""What of `Showing` is by the place of an event, which JSON makes a text."""


class _Places(Mapping[FieldPath, Position]):
    """Where fields stand: a text until somebody asks, which is seldom."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _known(self) -> Mapping[FieldPath, Position]:
        return {tuple(path): Position(line, column) for path, line, column in json.loads(self._text)}

    def __getitem__(self, path: FieldPath) -> Position:
        return self._known[path]

    def __iter__(self) -> Iterator[FieldPath]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def _places_as_text(places: Mapping[FieldPath, Position]) -> str:
    return _text([[path, place.line, place.column] for path, place in places.items()])


def _descriptions(partner: Partner) -> Iterator[str]:
    """The texts of all of them."""
    yield from (body.text for body in partner.bodies)
    for event in partner.events:
        yield from (event.record.description or {}).values()


def _document_as_json(read: Document) -> Json:
    details = read.details
    return [read.html, read.blocks, read.first_paragraph, details.shown, details.links, details.html_lines]


def _document_of_json(html: str, blocks: Json, first_paragraph: str, shown: Json, links: Json, lines: Json) -> Document:
    details = Details([(line, text) for line, text in shown], [(line, address) for line, address in links], lines)
    return Document(html, blocks, first_paragraph, details)


def _digest(source: str) -> str:
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _breach_as_json(breach: Breach) -> Json:
    problem = breach.problem
    kept: dict[str, Json] = {"rule": breach.rule, "field": problem.field, "message": problem.message}
    if problem.hint is not None:
        kept["hint"] = problem.hint
    if problem.facts is not None:
        kept["facts"] = {name: _fact_as_json(fact) for name, fact in problem.facts.items()}
    if problem.position is not None:
        kept["position"] = [problem.position.line, problem.position.column]
    if problem.during != ALWAYS:
        kept["during"] = [_moment_as_json(problem.during.since), _moment_as_json(problem.during.until)]
    if problem.severity is not None:
        kept["severity"] = problem.severity
    for name, fields in (("stands_on", problem.stands_on), ("covers", problem.covers)):
        if fields:
            kept[name] = list(fields)
    if problem.asked_since is not None:
        kept["asked_since"] = problem.asked_since.isoformat()
    if (guessed := problem.guessed) is not None:
        kept["guessed"] = [guessed.day.isoformat(), guessed.guess, guessed.name]
    return kept


def _breach_of_json(kept: Json) -> Breach:
    since, until = kept.get("during", (None, None))
    return Breach(
        kept["rule"],
        Problem(
            tuple(kept["field"]),
            Term(kept["message"]),
            Term(kept["hint"]) if "hint" in kept else None,
            {name: _fact_of_json(fact) for name, fact in kept["facts"].items()} if "facts" in kept else None,
            Position(*kept["position"]) if "position" in kept else None,
            during=Span(_moment_of_json(since), _moment_of_json(until)),
            severity=Severity(kept["severity"]) if "severity" in kept else None,
            stands_on=tuple(map(tuple, kept.get("stands_on", ()))),
            covers=tuple(map(tuple, kept.get("covers", ()))),
            asked_since=date.fromisoformat(kept["asked_since"]) if "asked_since" in kept else None,
            guessed=_guessed_of_json(*kept["guessed"]) if "guessed" in kept else None,
        ),
    )


def _guessed_of_json(day: str, guess: str, name: str) -> GuessedYear:
    return GuessedYear(date.fromisoformat(day), Guess(guess), name)


def _fact_as_json(fact: object) -> Json:
    if fact is None or type(fact) in (str, int):
        return fact
    if type(fact) is Term:
        return {"term": fact}
    if type(fact) is Counted:
        return {"counted": [fact.one, fact.many, fact.count]}
    if type(fact) is tuple:
        return {"place": fact}
    if type(fact) is date:
        return {"day": fact.isoformat()}
    raise NotKept


def _fact_of_json(kept: Json) -> object:
    if not isinstance(kept, dict):
        return kept
    ((kind, fact),) = kept.items()
    return _FACTS[kind](fact)


_FACTS: Mapping[str, Callable[[Json], object]] = {
    "term": Term,
    "counted": lambda words: Counted(*words),
    "place": tuple,
    "day": date.fromisoformat,
}


def _moment_as_json(moment: datetime | None) -> Json:
    """A moment with the name of its zone, of which a file's are."""
    if moment is None:
        return None
    if not isinstance(moment.tzinfo, ZoneInfo):
        raise NotKept
    return [moment.replace(tzinfo=None).isoformat(), moment.fold, moment.tzinfo.key]


def _moment_of_json(kept: Json) -> datetime | None:
    if kept is None:
        return None
    wall, fold, zone = kept
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone), fold=fold)


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_LIBRARIES = (
    *("PyYAML", "markdown-it-py", "nh3", "pydantic", "pydantic_core", "python-frontmatter", "tzdata"),
    *("astral", "holidays", "Babel", "pillow", "pillow-heif"),
)


def version() -> str:
    """Of all that has a part in what is said of a file, in whatever language."""
    return version_of(PACKAGE, *_LIBRARIES)
