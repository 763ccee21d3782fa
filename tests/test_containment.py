"""One partner's trouble is that partner's: each step fails in turn, and everybody else is published."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from mkdocs.exceptions import Abort

from assembled import assembled
from hubs import HubFolder, build, files_of, silent
from partnerhub import checks, facts, photos, pipeline, publish
from partnerhub.contained import Uncontained, contained, culprits, fault_of_template
from partnerhub.facts import FactsOfFiles
from partnerhub.history import events, partners, threads
from partnerhub.photos import apart
from partnerhub.photos.fault import TOO_LONG
from partnerhub.record.files import StoredFile
from partnerhub.review import compare
from partnerhub.review.revisions import Range
from partnerhub.site import calendars, model, public_data, render, structured_data
from partnerhub.words.finding import Severity, errors
from partnerhub.words.terms import N_
from pictures import picture
from records import event, partner
from repositories import Repo

SECRET = "what was typed"
BETA = "content/partners/beta.md"


class Broken(Exception):  # noqa: N818 - what a step is
    """A defect of ours, made on purpose."""


@pytest.fixture
def repository(hub: HubFolder) -> Repo:
    """Alpha and Beta, who have known events, and are in git since long ago."""
    for name, colour in (("Alpha", "teal"), ("Beta", "navy")):
        slug = name.lower()
        of = event(f"of-{slug}", "2026-12-15 19:00", ", tags: [data]") + event(f"late-{slug}", "2026-11-02 19:00")
        hub.add(f"{slug}.md", partner(name, slug, of, **{"2026-11-01": "2026-10-01"}), picture(colour=colour))
    repo = Repo(hub)
    (hub.partners / "code.md").unlink()
    (hub.partners / "code.jpg").unlink()
    repo.commit("2026-10-02")
    (hub.root / BETA).write_text((hub.root / BETA).read_text().replace("name: Beta", "name: Beta Now"))
    return repo


@pytest.fixture
def two(repository: Repo) -> HubFolder:
    return repository.hub


def failing(real: Callable[..., Any], about: Callable[..., bool]) -> Callable[..., Any]:
    def step(*arguments: Any, **named: Any) -> Any:
        if any(about(argument) for argument in arguments):
            raise Broken(SECRET)
        return real(*arguments, **named)

    return step


def _stored(thing: object) -> bool:
    """Whether it is Beta's file as it is today, or holds it."""
    file = thing.get(BETA) if isinstance(thing, Mapping) else thing
    return isinstance(file, StoredFile) and b"Beta Now" in file.read(-1)


def _facts(thing: object) -> bool:
    """Whether it was read from that."""
    return getattr(thing, "path", "") == BETA and "Beta Now" in repr(getattr(thing, "source", thing))


def _event(thing: object) -> bool:
    return getattr(thing, "slug", "") == "of-beta" and getattr(thing, "state", None) is not model.State.CORRECTED


def _partner(thing: object) -> bool:
    return getattr(thing, "slug", "") == "beta" and not getattr(thing, "is_corrected", True)


def _thread(thing: object) -> bool:
    moments = getattr(thing, "moments", None)
    return bool(moments) and moments[0].facts is not None and moments[0].facts.path.endswith("beta.md")


STEPS: dict[str, tuple[Any, str, Callable[[object], bool]]] = {
    "reading": (facts, "read", _stored),
    "finding the photo": (facts, "find_photo", _stored),
    "typing": (facts, "parse", _facts),
    "rules about one file": (checks, "breaches_of", _facts),
    "what it holds back": (checks, "holds", _facts),
    "what members would see": (publish, "showing", _facts),
    "rules among the names": (checks, "breaches_among", _facts),
    "rules across the hub": (checks, "breaches_across", _facts),
    "following a file": (threads.PartnerThread, "__init__", lambda thing: thing == 1),
    "what members know of a partner": (partners.PartnerKnowledge, "__init__", _thread),
    "what members know of an event": (events.EventKnowledge, "__init__", _thread),
    "making the photo": (apart, "process", lambda thing: isinstance(thing, bytes) and thing == picture(colour="navy")),
    "publishing the partner": (publish, "public_partner", _facts),
    "publishing the event": (publish.events, "public_event", _event),
    "the page of a partner": (render.Renderer, "partner_page", _partner),
    "the head of a partner": (render.Renderer, "partner_head", _partner),
    "the page of an event": (render.Renderer, "event_page", _event),
    "the head of an event": (render.Renderer, "event_head", _event),
    "an entry of a calendar": (calendars, "entry", _event),
    "an entry of a feed": (render.Renderer, "feed_entry", _event),
    "an entry of events.json": (public_data, "_event", _event),
    "structured data": (structured_data, "event_data", _event),
    "the search": (render.Renderer, "event_text", _event),
    "a card": (model.PublicEvent, "where", _event),
}


def replaced(monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    where, name, about = STEPS[step]
    real = getattr(where, name)
    if isinstance(real, property):
        monkeypatch.setattr(where, name, property(failing(real.fget, about)))
    else:
        monkeypatch.setattr(where, name, failing(real, about))


def filled(hub: HubFolder, folder: Path) -> tuple[list[str], dict[str, bytes]]:
    """The findings, and the site without MkDocs' part in it."""
    loaded, built, _ = assembled(hub, folder)
    found = [*loaded.findings, *built.findings]
    return [f"{each.path}: {each.rule}: {each.message}" for each in errors(found)], files_of(folder)


@pytest.mark.sample(2, seed=1)
@pytest.mark.parametrize("step", STEPS)
def test_what_fails_on_one_partner_is_held_back_and_the_rest_is_published(
    step: str, two: HubFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced(monkeypatch, step)

    said, site = filled(two, tmp_path / "site")

    assert said
    for each in said:
        assert each.startswith(f"{BETA}: defect: ")
        assert "Broken in " in each
        assert SECRET not in each
    for path in (
        "partners/alpha/index.html",
        "partners/alpha/of-alpha/index.html",
        "partners/alpha/of-alpha/event.ics",
    ):
        assert path in site
    for path in ("upcoming.html", "calendar.ics", "feed.xml", "events.json", "search/search_index.json", "sitemap.xml"):
        assert b"of-alpha" in site[path], path
    known = b"Title of of-beta"
    if step in NOTHING_IS_KNOWN:
        assert known not in b"".join(site.values())
    else:
        assert known in site["upcoming.html"], "what members know stays"
        assert b"SUMMARY:Title of of-beta" in site["calendar.ics"]
        assert b"being corrected" in site["partners/beta/of-beta/index.html"]


NOTHING_IS_KNOWN = {
    *("following a file", "what members know of a partner", "what members know of an event"),
    "publishing the event",  # which is asked for as little as is left of it, too
}


def test_what_fails_even_while_it_is_being_corrected_is_left_out(
    two: HubFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails = failing(render.Renderer.event_page, lambda thing: getattr(thing, "slug", "") == "of-beta")
    monkeypatch.setattr(render.Renderer, "event_page", fails)

    said, site = filled(two, tmp_path / "site")

    assert [each.partition(": making")[0] for each in said] == [f"{BETA}: defect"]
    assert b"Title of of-beta" not in b"".join(site.values())
    assert b"Title of late-beta" in site["archive.html"], "the partner's other events are not touched"


def test_a_defect_that_is_nobodys_ends_the_build(
    two: HubFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendars, "calendar", failing(calendars.calendar, lambda thing: True))
    with pytest.raises(Broken):
        filled(two, tmp_path / "site")


def test_an_older_version_on_which_a_step_fails_is_a_warning(
    two: HubFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parse = facts.parse
    old = failing(parse, lambda thing: getattr(thing, "path", "") == BETA and thing.front_matter.tree["name"] == "Beta")
    monkeypatch.setattr(facts, "parse", old)

    findings = two.load().findings

    assert [(each.path, each.severity) for each in findings if each.rule == "defect"] == [(BETA, Severity.WARNING)]


@pytest.mark.parametrize("step", ["typing", "the page of an event"])
def test_a_defect_stops_a_build_and_leaves_the_last_good_site(
    step: str, two: HubFolder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    good = files_of(build(two))
    # What stands in the site already wouldn't be made at all.
    shutil.rmtree(two.root / ".cache")
    replaced(monkeypatch, step)

    with pytest.raises(Abort) as stopped:
        build(two)

    assert stopped.value.code == 1
    assert files_of(two.root / "site") == good
    assert f"{BETA}:" in caplog.text
    assert SECRET not in caplog.text


@pytest.mark.parametrize("wrong", [(), (0,), (6,), (2, 3), (0, 1, 2, 3, 4, 5, 6)], ids=str)
def test_culprits_are_found_by_halving(wrong: Sequence[int]) -> None:
    tries = []

    def attempt(items: Sequence[int]) -> None:
        tries.append(items)
        if any(item in wrong for item in items):
            raise Broken

    found = culprits(N_("trying"), range(7), attempt)

    assert sorted(item for item, _ in found) == list(wrong)
    assert len(tries) <= 1 + 5 * len(wrong)


@pytest.mark.parametrize(
    "error",
    [Uncontained("git"), OSError(errno.ENOSPC, "No space left"), PermissionError(errno.EACCES, "no"), MemoryError()],
    ids=repr,
)
def test_what_the_machine_fails_at_is_not_contained(error: Exception) -> None:
    def write() -> None:
        raise error

    with pytest.raises(type(error)):
        contained(N_("writing"), write, lambda breach: None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("one\n{{ 1 / 0 }}", "fragments/event_page.html:2: division by zero"),
        ("{{ nobody }}", "fragments/event_page.html:1: 'nobody' is undefined"),
        ("{{ event.nothing }}", "fragments/event_page.html:1: "),
        ("\n\n{% if %}", "fragments/event_page.html:3: "),
        ("{% include 'nowhere.html' %}", "fragments/event_page.html:1: there is no template nowhere.html"),
        ("{{ event.title | nonesuch }}", "fragments/event_page.html:1: "),
        ("{{ 5 | length }}", "fragments/event_page.html:1: "),
        ("é".encode("cp1252"), "fragments/event_page.html:1: it must be UTF-8 text"),
    ],
    ids=["division", "undefined", "attribute", "syntax", "include", "filter", "type", "bytes"],
)
def test_a_broken_fragment_is_named_with_its_line(text: str | bytes, said: str, two: HubFolder, tmp_path: Path) -> None:
    put(two, text)
    with pytest.raises(Exception) as broken:  # noqa: PT011 - of any kind
        filled(two, tmp_path / "site")
    fault = fault_of_template(broken.value)
    assert fault is not None
    assert f"{'/'.join(fault.file.parts[-2:])}:{fault.line}: {fault.reason}".startswith(said)


def test_a_broken_fragment_ends_a_build_whatever_it_holds_back(two: HubFolder) -> None:
    put(two, "{{ nobody }}")
    with pytest.raises(Abort) as stopped:
        build(two, hold_back=True)
    assert stopped.value.code == 2
    assert str(stopped.value).endswith("templates/fragments/event_page.html:1: 'nobody' is undefined")


def put(hub: HubFolder, text: str | bytes) -> None:
    """Give a hub a fragment of its own."""
    fragment = hub.root / "templates" / "fragments" / "event_page.html"
    fragment.parent.mkdir(parents=True)
    fragment.write_bytes(text.encode() if isinstance(text, str) else text)


def test_a_review_says_of_what_file_it_can_t_tell_and_goes_on(
    repository: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = repository.hub
    for name in ("alpha", "beta"):
        file = two.partners / f"{name}.md"
        file.write_text(file.read_text().replace("kind: community", "kind: person"))
    repository.git("checkout", "-qb", "proposal")
    repository.commit("2026-11-20")
    monkeypatch.setattr(compare, "record_changes", failing(compare.record_changes, _facts))

    found = pipeline.review(Range.find(two.config_file, "main", "proposal"), two.moment(), silent)

    beta, alpha = found.partners
    assert [each.rule for each in beta.new] == ["defect"]
    assert beta.verdict is compare.Verdict.NOT_READY
    assert alpha.changes
    assert "defect" not in {each.rule for each in alpha.new}
    assert found.new_errors


CHANGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "another photo": (
        lambda photo: photo.write_bytes(picture(colour="red")),
        "the photo must be the one that was checked, but it was replaced meanwhile",
    ),
    "no photo": (
        Path.unlink,
        "the photo must be open to the one who builds, but the machine says: No such file or directory",
    ),
    "no picture": (
        lambda photo: photo.write_bytes(b"no picture"),
        "the photo must be the one that was checked, but it was replaced meanwhile",
    ),
}


@pytest.mark.parametrize(("change", "said"), CHANGES.values(), ids=CHANGES)
def test_a_photo_that_changes_between_check_and_build_holds_back_its_partner(
    change: Callable[[Path], object], said: str, two: HubFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = HubFolder.load

    def then_changed(hub: HubFolder, today: str, make: FactsOfFiles | None) -> pipeline.Loaded:
        loaded = load(hub, today, make)
        change(hub.partners / "beta.jpg")
        return loaded

    monkeypatch.setattr(HubFolder, "load", then_changed)

    found, site = filled(two, tmp_path / "site")

    assert found == [f"{BETA}: photo-unreadable: {said}"]
    assert "partners/alpha/index.html" in site
    assert b"being corrected" in site["partners/beta/of-beta/index.html"]


def test_a_photo_that_can_be_measured_but_not_made_holds_back_its_partner(
    two: HubFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = apart.process

    def slow(data: bytes, focus: tuple[float, float], **of: bool) -> photos.ProcessedPhoto:
        if data == picture(colour="navy"):
            raise photos.PhotoError(TOO_LONG)
        return make(data, focus, **of)

    monkeypatch.setattr(apart, "process", slow)

    found, site = filled(two, tmp_path / "site")

    assert found == [f"{BETA}: photo-too-large: the photo must open within 10 seconds; this one takes too long"]
    assert "partners/alpha/index.html" in site
