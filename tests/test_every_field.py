"""A walk over every field of the record: what is public is everywhere that it belongs, what is private nowhere.

Derived from the declarations. A field that was forgotten somewhere fails, and the failure names the place. A new field
needs nothing here, unless its type is new, it doesn't belong to some place, or it shapes what is public.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from one_change_each import (
    FIRST_PARAGRAPH,
    OTHER_FILE,
    OTHER_PHOTO,
    OVER,
    PHOTO,
    SECOND_PARAGRAPH,
    THIRD_FILE,
    THIRD_PHOTO,
    TREE,
    Case,
    Version,
    Walk,
    picture_of,
)
from partnerhub.record.fields import DeclaredField, leaves
from partnerhub.record.model import Record
from partnerhub.site import feeds
from typed_fields import canary_of, put, typed

LEAVES = {".".join(leaf.path): leaf for leaf in leaves(Record)}
PUBLIC, PRIVATE, SHAPES = (
    [name for name, leaf in LEAVES.items() if leaf.visibilities == {visibility}]
    for visibility in ("public", "private", "shapes")
)

VALUES: Mapping[str, Any] = {
    "photo.file": OTHER_FILE,
    "photo.focus": [0.5, 0.1],
    "events.photo.file": THIRD_FILE,
    "events.photo.focus": [0.5, 0.1],
    "vetting.values": ["volunteering", "open-knowledge"],
    "vetting.promotes": "volunteering",
    "vetting.reputation.flags": ["fraud"],
    "events.start": "2026-12-13 18:37",
    "events.end": "21:43",
    "events.duration": "5h13m",
    "events.timezone": "Europe/London",
    "events.whole_day": "true",
    "events.language": "fr",
    "events.agreed.us": None,
    "events.agreed.them": None,
}
"""What is typed in fields whose type alone doesn't say it; None takes out what is there."""

ALONG: Mapping[str, Mapping[str, Any]] = {"events.whole_day": {"events.start": "2026-12-10"}}
"""A field, and what else has to be typed with it."""

TOLD_ONCE_OVER = ("events.outcome", "events.thanked_on")
"""Fields of events that have taken place."""

# The places that a public field reaches

Place = Callable[[Walk, str], str]
MODEL, PAGE, DATA = "in the public model", "on its page", "in events.json"
PREVIEW, CHANGES = "in the review's preview", "in the review's list of changes"
PLACES: Mapping[str, tuple[Callable[[DeclaredField], Place], str]] = {
    MODEL: (lambda leaf: Walk.model, "publish/ gives it to no field of site/model/"),
    PAGE: (
        lambda leaf: Walk.event_page if leaf.path[0] == "events" else Walk.partner_page,
        "no fragment under templates/fragments/ shows it",
    ),
    DATA: (lambda leaf: Walk.data, "site/public_data.py leaves it out"),
    PREVIEW: (lambda leaf: Walk.preview, "review/questions.py leaves it out"),
    CHANGES: (lambda leaf: Walk.changes, "review/changes.py leaves it out"),
}
"""Place → what is said there of a field's partner, and what to mend."""

_IN_DATA = "of a partner it says who they are, and where their page is"
NOT_THERE: Mapping[tuple[str, str], str] = {
    ("tagline", DATA): _IN_DATA,
    ("website", DATA): _IN_DATA,
    ("links", DATA): _IN_DATA,
    ("tags", DATA): _IN_DATA,
    ("vetting.promotes", DATA): _IN_DATA,
}
"""A public field, and a place where it does not belong → why."""

SAID: Mapping[str, Mapping[str, str]] = {
    "kind": {PAGE: 'ph-eyebrow">Organization'},
    "vetting.promotes": {
        MODEL: "promotes=PublicValue(key='volunteering'",
        PAGE: "promote: <bdi>Volunteering",
        PREVIEW: "promoted value: Volunteering",
    },
    "events.start": {
        MODEL: "13, 18, 37",
        PAGE: "2026-12-13T18:37",
        DATA: "2026-12-13T18:37",
        PREVIEW: "2026-12-13T18:37",
        CHANGES: "6:37 PM",
    },
    "events.end": {MODEL: "21, 43", CHANGES: "9:43 PM"},
    "events.agenda.at": {MODEL: "18, 37", PREVIEW: "6:37 PM", CHANGES: "6:37 PM"},
    "events.timezone": {PAGE: "United Kingdom Time"},
    "events.whole_day": {
        MODEL: "whole_day=True",
        PAGE: 'datetime="2026-12-10"',
        DATA: '"whole_day": true',
        PREVIEW: "whole day: yes",
        CHANGES: "whole day: no → yes",
    },
    "events.language": {
        MODEL: "language='fr'",
        PAGE: "French",
        DATA: '"language": "fr"',
        PREVIEW: "language: fr",
        CHANGES: "language added: French",
    },
    "events.status": {PAGE: "This event was cancelled."},
}
"""What a place says of a field, where that is neither its canary nor what is typed."""

# What fields shape

NO_PAGE = "no page"
TAKEN_BACK = "This event is not available."
INITIALS = "<bdi>TP</bdi>"
HOSTS_PHOTO = 'alt="People around a table" fetchpriority="high"'
SHAPED: Mapping[str, tuple[Place, str]] = {
    "photo.file": (Walk.partner_page, picture_of(OTHER_PHOTO)),
    "photo.focus": (Walk.partner_page, picture_of(PHOTO, (0.5, 0.1))),
    "photo.consent.valid_until": (Walk.partner_page, INITIALS),
    "photo.consent.withdrawn_on": (Walk.partner_page, INITIALS),
    "vetting.values": (Walk.partner_page, "promote: <bdi>Volunteering"),
    "vetting.decision": (Walk.partner_page, NO_PAGE),
    "events.photo.file": (Walk.event_page, picture_of(THIRD_PHOTO)),
    "events.photo.focus": (Walk.event_page, picture_of(OTHER_PHOTO, (0.5, 0.1))),
    "events.photo.consent.valid_until": (Walk.event_page, HOSTS_PHOTO),
    "events.photo.consent.withdrawn_on": (Walk.event_page, HOSTS_PHOTO),
    "events.duration": (Walk.data, "2026-12-11T00:13:00"),
    "events.agreed.us": (Walk.event_page, TAKEN_BACK),
    "events.agreed.them": (Walk.event_page, TAKEN_BACK),
}
"""A field that shapes what is public → where that is to be seen, and what is said there."""

HOLDS_BACK = {"vetting.reputation.flags"}
"""Private fields whose every value keeps the partner from the public."""

MISTAKE = {True: "leaves out what the event's page shows", False: "counts what the event's page does not show"}

# What changes


def value_of(name: str) -> Any:
    return VALUES[name] if name in VALUES else typed(LEAVES[name])


def mark_of(name: str) -> str:
    """By what the value of a field is known: its canary, else what is typed."""
    value = value_of(name)
    return canary_of(name) if canary_of(name) in json.dumps(value) else str(value)


OVER_TREE = put(TREE, LEAVES["events.start"], OVER)
WITH_PHOTO_TREE = copy.deepcopy(TREE)
WITH_PHOTO_TREE["events"][0]["photo"] = {**copy.deepcopy(TREE["photo"]), "file": OTHER_FILE, "alt": "Lamps on a table"}
STAYS, STAYS_AND_IS_OVER = "nothing", "nothing, and it took place"
STAYS_WITH_PHOTO = "nothing, and the event has a photo of its own"
FIRST, SECOND, PHOTOS_BYTES, WRITTEN = "the first paragraph", "the second paragraph", "the photo", "how it is written"
BODY = f"{FIRST_PARAGRAPH}\n\n{SECOND_PARAGRAPH}\n"


def before(name: str) -> Version:
    if name.startswith("events.photo."):
        return Version(WITH_PHOTO_TREE)
    return Version(OVER_TREE if name.startswith(TOLD_ONCE_OVER) else TREE)


def unchanged(name: str) -> str:
    """The case with which one is compared."""
    if name.startswith(("events.photo.", STAYS_WITH_PHOTO)):
        return STAYS_WITH_PHOTO
    return STAYS_AND_IS_OVER if name.startswith((*TOLD_ONCE_OVER, STAYS_AND_IS_OVER)) else STAYS


def backwards(tree: Any) -> Any:
    """The same record with its keys in another order."""
    if isinstance(tree, dict):
        return {key: backwards(tree[key]) for key in reversed(tree)}
    return [backwards(each) for each in tree] if isinstance(tree, list) else tree


def changed(name: str) -> Version:
    tree = put(before(name).tree, LEAVES[name], value_of(name))
    for other, value in ALONG.get(name, {}).items():
        tree = put(tree, LEAVES[other], value)
    return Version(tree)


CHANGES_OF_FIELDS = [Case(name, before(name), changed(name)) for name in LEAVES]
COMING = Version(TREE)
OTHER_CHANGES = [
    Case(STAYS, COMING, COMING),
    Case(STAYS_AND_IS_OVER, Version(OVER_TREE), Version(OVER_TREE)),
    Case(STAYS_WITH_PHOTO, Version(WITH_PHOTO_TREE), Version(WITH_PHOTO_TREE)),
    Case(
        f"{STAYS_WITH_PHOTO}, but the partner's credit changes",
        Version(WITH_PHOTO_TREE),
        Version(put(WITH_PHOTO_TREE, LEAVES["photo.credit"], "Somebody")),
    ),
    Case(FIRST, COMING, replace(COMING, body=BODY.replace("small charities", canary_of(FIRST)))),
    Case(SECOND, COMING, replace(COMING, body=BODY.replace("two lamps", canary_of(SECOND)))),
    Case(PHOTOS_BYTES, COMING, replace(COMING, photo=OTHER_PHOTO)),
    Case(WRITTEN, COMING, Version(backwards(TREE), indent=2)),
]
CASES = [case.name for case in (*CHANGES_OF_FIELDS, *OTHER_CHANGES)]


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    cohost = canary_of("events.with")
    beside = {f"{cohost}.md": Version({**TREE, "name": cohost, "events": []}).text("beside")}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(feeds, "MOST", 1000)
        root = tmp_path_factory.mktemp("walk") / "repo"
        return Walk(root, [*CHANGES_OF_FIELDS, *OTHER_CHANGES], beside)


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_field_is_everywhere(walk: Walk, name: str) -> None:
    forgotten = []
    for place, (told_in, advice) in PLACES.items():
        told = told_in(LEAVES[name])
        said = SAID.get(name, {}).get(place, mark_of(name))
        assert said not in told(walk, unchanged(name)), f"{said} says nothing of {name}"
        if (said in told(walk, name)) is ((name, place) in NOT_THERE):
            forgotten.append(f"{name}: not {place}: {advice}")
    assert not forgotten, "\n".join(forgotten)


@pytest.mark.parametrize("name", [name for name in PRIVATE if name not in HOLDS_BACK])
def test_a_private_field_changes_nothing_that_anybody_sees(walk: Walk, name: str) -> None:
    assert walk.told(name) == walk.told(unchanged(name))
    assert walk.changes(name), "those who review it are told"


@pytest.mark.parametrize("name", [*PRIVATE, *SHAPES])
def test_what_is_typed_in_a_private_field_is_nowhere(walk: Walk, name: str) -> None:
    mark = mark_of(name)
    if mark == canary_of(name):
        assert mark.encode() not in walk.published
        assert mark not in walk.said_to_anyone


@pytest.mark.parametrize("name", SHAPES)
def test_a_field_that_shapes_what_is_public_does(walk: Walk, name: str) -> None:
    assert name in SHAPED, f"{name}: not in SHAPED: nobody says what it shapes"
    place, said = SHAPED[name]
    told, told_before = place(walk, name) or NO_PAGE, place(walk, unchanged(name))
    assert said in told
    assert said not in told_before
    assert walk.changes(name), "those who review it are told"


@pytest.mark.parametrize("name", CASES)
def test_what_the_events_page_shows_moves_its_sequence(walk: Walk, name: str) -> None:
    is_seen = walk.shown_of_event(name) != walk.shown_of_event(unchanged(name))
    is_counted = walk.sequence(name) != walk.sequence(unchanged(name))
    assert is_counted is is_seen, f"{name}: publish.showing {MISTAKE[is_seen]}"


@pytest.mark.parametrize("name", CASES)
def test_what_is_shown_of_a_cohost_moves_the_events_sequence(walk: Walk, name: str) -> None:
    is_seen = walk.shown_with_host(name) != walk.shown_with_host(STAYS)
    is_counted = walk.sequence_with_host(name) != walk.sequence_with_host(STAYS)
    assert is_counted is is_seen, f"{name} of a co-host: publish.showing {MISTAKE[is_seen]}"
