"""What is kept of a version of a file says just what that version says: each damage, each slip, each broken record."""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from broken_records import FIXTURES, broken
from damages import damaged
from partnerhub import checks, facts, photos, spread
from partnerhub.cache import Cache, folder_in
from partnerhub.facts import FactsOfFiles
from partnerhub.photos import Measured
from partnerhub.publish import showing
from partnerhub.record.facts import Facts
from partnerhub.record.files import Files, StoredFile, first_bytes
from partnerhub.record.kept import Kept
from partnerhub.record.parse import TypedBefore, parse
from partnerhub.record.photo import PhotoFile
from partnerhub.record.read import read_bytes
from partnerhub.record.settings import NOT_OF_FILES, Settings
from partnerhub.words import markdown
from partnerhub.words.finding import Breach
from pictures import picture
from records import RECORD, SOUND
from repositories import Repo
from slips import SLIPS

MADE_ANEW = {"event-time-ambiguous", "event-time-nonexistent"}
"""What they say holds hours, which are not kept."""
PATH = "content/partners/code.md"
SETTINGS = Settings(
    languages=["he", "en"],
    timezone="Asia/Jerusalem",
    values={"open-knowledge": {"en": "Open knowledge", "he": "ידע פתוח"}},
    tags={"code": {"en": "Code", "he": "קוד"}},
    site_url="https://example.org/",
)


def look(path: str, file: StoredFile) -> PhotoFile:
    return PhotoFile(path, None, "1", Measured(1500, 1000))


def made(folder: Path, data: bytes, settings: Settings = SETTINGS) -> Facts:
    """The facts of a file, in a run that has this cache."""
    kept = Kept(Cache(folder))
    files = Files({path: StoredFile("", partial(first_bytes, held)) for path, held in [(PATH, data), *PICTURE]})
    of = FactsOfFiles(kept).of(PATH, files, settings, look)
    kept.save(forgets_others=True)
    return of


PICTURE = [("content/partners/code.jpg", b"a picture")]


def told(of: Facts) -> Mapping[str, Any]:
    """All that anybody asks of facts."""
    found, partner = of.source.front_matter, of.partner
    return {
        "breaches": [repr(_with_tuples(breach)) for breach in of.breaches],
        "holds": of.holds,
        "showing": of.showing,
        "places": {breach.problem.field: found.locate(breach.problem.field) for breach in of.breaches if found},
        "front matter": found and (found.tree, dict(found.values), dict(found.keys), found.cuts, found.bare),
        "body": of.source.body,
        "record": partner and partner.record,
        "typed": partner and partner.record.model_dump(exclude_unset=True),
        "broken": partner and partner.broken,
        "bodies": partner and [(body.language, body.document) for body in partner.bodies],
        "events": [(event.slug, event.start, event.end, _texts(event.description)) for event in of.events],
    }


def _with_tuples(breach: Breach) -> Breach:
    problem = breach.problem
    return replace(breach, problem=replace(problem, stands_on=tuple(problem.stands_on), covers=tuple(problem.covers)))


def _texts(documents: Mapping[str, Any]) -> Sequence[tuple[str, Any]]:
    return list(documents.items())


def _files() -> Iterator[tuple[str, bytes]]:
    yield "sound", SOUND.encode()
    yield "whole", RECORD.encode()
    for rule in sorted(path.stem for path in (FIXTURES / "invalid").glob("*.diff")):
        yield rule, broken(rule).data
    for name, slip in SLIPS.items():
        yield name, SOUND.replace(slip.sound, slip.typed).encode()
    for number in range(120):
        yield f"damage {number}", damaged(number)


def test_what_is_kept_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = 0
    for number, (name, data) in enumerate(_files()):
        folder = tmp_path / str(number)
        first = made(folder, data)
        with monkeypatch.context() as without:
            if first.partner is not None and name not in MADE_ANEW:
                # What is kept isn't made: reading and judging are out of order meanwhile.
                without.setattr(facts, "read", None)
                without.setattr(checks, "breaches_of", None)
                kept += 1
            again = made(folder, data)
        assert told(again) == told(first), name
    assert kept > 200


@pytest.mark.parametrize(
    "change",
    [
        {"timezone": "America/New_York"},
        {"languages": ["en", "he"]},
        {"values": {"other": {"en": "Other"}}},
        {"tags": {}},
        {"site_url": "https://example.com/"},
        {"maps": "osm"},
        {"vetting_valid": 1},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_was_said_in_other_settings_is_not_taken(tmp_path: Path, change: dict[str, Any]) -> None:
    changed = SETTINGS.model_copy(update=change)
    made(tmp_path / "one", RECORD.encode())
    assert told(made(tmp_path / "one", RECORD.encode(), changed)) == told(
        made(tmp_path / "two", RECORD.encode(), changed)
    )


def test_a_description_is_read_once_in_whichever_versions_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = made(tmp_path, RECORD.encode())
    made(tmp_path, RECORD.encode())
    monkeypatch.setattr(markdown, "read", None)
    other = made(tmp_path, RECORD.replace("Six volunteers", "Seven volunteers").encode())
    assert first.partner is not None
    assert other.partner is not None
    assert [body.document for body in other.partner.bodies] == [body.document for body in first.partner.bodies]


def test_what_was_typed_before_is_typed_the_same() -> None:
    before, files = TypedBefore(), [data for _, data in _files()]
    random.Random(7).shuffle(files)
    for data in files:
        source = read_bytes(PATH, "code", data)
        first, again = (parse(source, {}, SETTINGS, before=each) for each in (TypedBefore(), before))
        assert list(map(repr, again.breaches)) == list(map(repr, first.breaches))
        if first.partner is None or again.partner is None:
            assert first.partner is again.partner
            continue
        assert again.partner.record == first.partner.record
        assert again.partner.record.model_dump(exclude_unset=True) == first.partner.record.model_dump(
            exclude_unset=True
        )
        assert again.partner.broken == first.partner.broken
        assert again.partner.unreadable_events == first.partner.unreadable_events
    assert len(before) > 20


class Asked(Settings):
    """Settings that remember what was asked of them."""

    def __getattribute__(self, name: str) -> Any:
        if name in Settings.model_fields:
            ASKED.add(name)
        return super().__getattribute__(name)


ASKED: set[str] = set()


def test_nothing_else_is_asked_of_the_settings() -> None:
    settings = Asked.model_construct(**{name: getattr(SETTINGS, name) for name in Settings.model_fields})
    ASKED.clear()
    for _, data in _files():
        source = read_bytes(PATH, "code", data)
        photo = look(PICTURE[0][0], StoredFile("1", partial(first_bytes, b"")))
        partner = parse(source, {("photo",): photo}, settings).partner
        list(checks.breaches_of(source, partner))
        if partner:
            showing(partner)
    assert {"languages", "timezone", "values"} <= ASKED
    assert not ASKED & NOT_OF_FILES


def test_versions_that_other_processes_read_are_the_same(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [SOUND, *(damaged(number).decode("utf-8", "replace") for number in range(4)), SOUND]
    for number, text in enumerate(texts):
        repo.commit(f"2026-10-{number + 2:02}", text=text)
        repo.hub.add("walkers.md", SOUND.replace("Code for Good", f"Walkers {number}"), picture(1000 + number, 700))
    # One names its photo, and one has none, which other processes are to do without.
    repo.hub.add("named.md", SOUND.replace("photo:\n", "photo:\n  file: code.jpg\n"))
    repo.commit("2026-10-20")

    def loaded(processes: int) -> tuple[Sequence[Any], Mapping[str, Sequence[bytes]]]:
        shutil.rmtree(folder_in(repo.root), ignore_errors=True)
        monkeypatch.setattr(spread, "_LITTLE", 1)
        monkeypatch.setattr(spread, "_PART", 2)
        monkeypatch.setattr(spread, "cores", lambda: processes)
        findings = repo.hub.load("2026-11-23").findings
        return findings, {table.name: sorted(table.read_bytes().splitlines()) for table in _tables(repo)}

    begun: list[int] = []
    fork = os.fork
    monkeypatch.setattr(os, "fork", lambda: begun.append(1) or fork())
    (alone, kept), (together, kept_together) = loaded(1), loaded(4)
    assert together == alone
    assert len(begun) == (3 if sys.platform == "linux" else 0)
    for name, lines in kept.items():
        assert set(lines) <= set(kept_together[name]), name


def test_what_fails_ahead_is_a_finding_of_its_file(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> Measured:
        raise ValueError

    monkeypatch.setattr(spread, "_LITTLE", 1)
    monkeypatch.setattr(spread, "cores", lambda: 2)
    monkeypatch.setattr(photos.Album, "measure", failing)
    repo.commit("2026-10-02", text=SOUND)
    assert "defect" in {finding.rule for finding in repo.hub.load("2026-11-23").findings}


def _tables(repo: Repo) -> Sequence[Path]:
    return sorted(folder_in(repo.root).glob("*.jsonl"))
