"""No photo is shown that another keeps back: whose is whose, from which moment on, and who has to be asked again."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from histories import DECLINED, PENDING, UNREADABLE, WITHOUT_EVENTS, ZONE, Edit, History, photo, record
from hubs import HubFolder, everything
from partnerhub.facts import FactsOfFiles, breaches_among, judge
from partnerhub.history.names import Names
from partnerhub.history.story import Standing
from partnerhub.history.threads import State
from partnerhub.record.facts import Facts, Hold
from partnerhub.record.files import PARTNERS, Files, StoredFile, content_identity, is_partner_file
from partnerhub.record.neighbours import Neighbours
from partnerhub.record.photo import PhotoFile
from partnerhub.words.report import FORMATS
from pictures import DRAWN, picture
from records import SETTINGS, SOUND

RULE = "photo-of-another"
GIVEN = "given_on: 2026-09-02, valid_until: 2027-12-31"
WITHDRAWN: Edit = (GIVEN, "given_on: 2026-09-02, withdrawn_on: 2026-11-01")
GIVEN_ANEW: Edit = (GIVEN, "given_on: 2026-11-02, withdrawn_on: 2026-11-01")
ENDED: Edit = (GIVEN, "given_on: 2026-09-02, valid_until: 2026-11-01")
NOT_GIVEN: Edit = (f"  consent: {{given_by: Their community lead, {GIVEN}}}\n", "")


def names(file: str) -> Edit:
    return ("photo:\n", f"photo:\n  file: {file}\n")


def hosts_with(slug: str) -> Edit:
    return ("    agreed:", f"    with: [{slug}]\n    agreed:")


def of_event(file: str, given: str = GIVEN) -> Edit:
    """Its event has a photo of its own."""
    fields = f"{{file: {file}, caption: An evening, consent: {{given_by: Their lead, {given}}}}}"
    return ("    place:", f"    photo: {fields}\n    place:")


Lying = Mapping[str, "str | tuple[Edit, ...]"]
"""Slug → the edits of a sound partner file; name of a photo → what stands for its bytes."""


@dataclass
class Folder:
    """Partner files and photos that lie nowhere; each version is judged once."""

    made: FactsOfFiles = field(default_factory=FactsOfFiles)

    def facts(self, lying: Lying) -> dict[str, Facts]:
        files = Files({PARTNERS + name: _stored(name, what) for name, what in lying.items()})
        of = self.made.of
        return {path: of(path, files, SETTINGS, _look) for path in sorted(files) if is_partner_file(path)}


def _stored(name: str, what: str | tuple[Edit, ...]) -> StoredFile:
    data = (what if isinstance(what, str) else record("Code for Good", *what)).encode()
    return StoredFile(what if isinstance(what, str) else content_identity(data), lambda most: data)


def _look(path: str, file: StoredFile) -> PhotoFile:
    return PhotoFile(path, None, file.identity)


def state(files: Mapping[str, Facts | None], number: int = 0, renames: Mapping[str, str] | None = None) -> State:
    return State(number, "c0ffee", datetime(2026, 12, 1, 12, tzinfo=ZONE), SETTINGS, None, files, renames or {})


def borrowed(known: Names, when: str) -> dict[str, str]:
    """File → whose photo it shows, by the rule."""
    at = datetime.fromisoformat(when).replace(tzinfo=ZONE)
    return {
        file.path.removeprefix(PARTNERS): str((breach.problem.facts or {}).get("other", file.path)).removeprefix(
            PARTNERS
        )
        for file in known.files
        for breach in breaches_among(file, known.neighbours)
        if breach.rule == RULE and at in breach.problem.during
    }


def told(lying: Lying) -> Names:
    """A branch that holds nothing but these."""
    known = Names(is_whole=True)
    known.follow(state(Folder().facts(lying)), judge)
    return known


NOBODY: dict[str, str] = {}
BY_CODE = {"code.md": "other.md"}
CASES: dict[str, tuple[Lying, dict[str, str]]] = {
    # By its name
    "a declined one's": ({"code.md": (names("other.jpg"),), "other.md": (DECLINED,), "other.jpg": "1"}, BY_CODE),
    "beside a photo of its own": ({"code.md": (names("other.jpg"),), "code.jpg": "2", "other.md": (DECLINED,), "other.jpg": "1"}, BY_CODE),
    "an approved one's": ({"code.md": (names("other.jpg"),), "other.md": (), "other.jpg": "1"}, BY_CODE),
    "a pending one's": ({"code.md": (names("other.jpg"),), "other.md": (PENDING,), "other.jpg": "1"}, BY_CODE),
    "one's that can't be read": ({"code.md": (names("other.jpg"),), "other.md": (UNREADABLE,), "other.jpg": "1"}, BY_CODE),
    "one's that shows another photo": ({"code.md": (names("other.jpg"),), "other.md": (names("o2.jpg"),), "other.jpg": "1", "o2.jpg": "2"}, BY_CODE),
    "in other letters": ({"code.md": (names("OTHER.JPG"),), "other.md": (DECLINED,), "OTHER.JPG": "1"}, BY_CODE),
    "in a folder": ({"code.md": (names("old/other.jpg"),), "other.md": (DECLINED,), "old/other.jpg": "1"}, BY_CODE),
    "another kind of file": ({"code.md": (names("other.png"),), "other.md": (DECLINED,), "other.jpg": "1", "other.png": "2"}, BY_CODE),
    "a pending borrower": ({"code.md": (PENDING, names("other.jpg")), "other.md": (), "other.jpg": "1"}, BY_CODE),
    "no such photo": ({"code.md": (names("other.jpg"),), "other.md": (DECLINED,)}, NOBODY),
    "its own under its old name": ({"code.md": (names("kode.jpg"),), "kode.jpg": "1", "other.md": ()}, NOBODY),
    "its own": ({"code.md": (names("code.png"),), "code.png": "1", "code.jpg": "2", "other.md": ()}, NOBODY),
    # By its bytes
    "a declined one's bytes": ({"code.md": (), "code.jpg": "1", "other.md": (DECLINED,), "other.jpg": "1"}, BY_CODE),
    "its bytes under a third name": ({"code.md": (names("x.jpg"),), "x.jpg": "1", "other.md": (DECLINED, names("y.jpg")), "y.jpg": "1"}, BY_CODE),
    "the very file that a declined one names as well": ({"code.md": (), "code.jpg": "1", "other.md": (DECLINED, names("code.jpg"))}, BY_CODE),
    "bytes of who withdrew": ({"code.md": (), "code.jpg": "1", "other.md": (WITHDRAWN,), "other.jpg": "1"}, BY_CODE),
    "bytes of who gave consent anew": ({"code.md": (), "code.jpg": "1", "other.md": (GIVEN_ANEW,), "other.jpg": "1"}, NOBODY),
    "bytes of who will withdraw": ({"code.md": (), "code.jpg": "1", "other.md": ((WITHDRAWN[0], "given_on: 2026-09-02, withdrawn_on: 2026-12-02"),), "other.jpg": "1"}, NOBODY),
    "bytes of who consented": ({"code.md": (), "code.jpg": "1", "other.md": (), "other.jpg": "1"}, NOBODY),
    "bytes of who has yet to consent": ({"code.md": (), "code.jpg": "1", "other.md": (PENDING, NOT_GIVEN), "other.jpg": "1"}, NOBODY),
    "bytes of a declined one who shows others now": ({"code.md": (), "code.jpg": "1", "other.md": (DECLINED,), "other.jpg": "2"}, NOBODY),
    "bytes that nobody knows": ({"code.md": (), "code.jpg": "", "other.md": (DECLINED,), "other.jpg": ""}, NOBODY),
    "bytes of who withdrew, under one's own name": ({"code.md": (), "code.jpg": "1", "other.md": (WITHDRAWN, names("code.jpg"))}, BY_CODE),
    "both withdrew": ({"code.md": (WITHDRAWN,), "code.jpg": "1", "other.md": (WITHDRAWN,), "other.jpg": "1"}, NOBODY),
    "both are declined": ({"code.md": (DECLINED,), "code.jpg": "1", "other.md": (DECLINED,), "other.jpg": "1"}, NOBODY),
    "the old file of a partner who is back": ({"code-2.md": (), "code-2.jpg": "1", "code.md": (DECLINED,), "code.jpg": "1"}, {"code-2.md": "code.md"}),
    "two borrowers": ({"code.md": (), "code.jpg": "1", "next.md": (names("x.jpg"),), "x.jpg": "1", "other.md": (DECLINED,), "other.jpg": "1"}, {**BY_CODE, "next.md": "other.md"}),
    "two owners, the one who said no before the one who withdrew": ({"code.md": (), "code.jpg": "1", "a.md": (WITHDRAWN,), "a.jpg": "1", "other.md": (DECLINED,), "other.jpg": "1"}, BY_CODE),
    # Of events
    "an event's, of another's name": ({"code.md": (of_event("other.jpg"),), "other.md": (), "other.jpg": "1"}, BY_CODE),
    "an event's, of a declined one's bytes": ({"code.md": (of_event("x.jpg"),), "x.jpg": "1", "other.md": (DECLINED,), "other.jpg": "1"}, BY_CODE),
    "bytes of a declined one's event": ({"code.md": (), "code.jpg": "1", "other.md": (DECLINED, of_event("x.jpg")), "x.jpg": "1"}, BY_CODE),
    "bytes of an event's photo that was withdrawn": ({"code.md": (), "code.jpg": "1", "other.md": (of_event("x.jpg", WITHDRAWN[1]),), "other.jpg": "2", "x.jpg": "1"}, BY_CODE),
    "its event's own": ({"code.md": (of_event("x.jpg"),), "code.jpg": "1", "x.jpg": "2", "other.md": (), "other.jpg": "3"}, NOBODY),
    "its event's, that of its co-host's event": ({"code.md": (of_event("other.jpg"), hosts_with("other")), "other.md": (names("o2.jpg"), of_event("other.jpg")), "o2.jpg": "2", "other.jpg": "1"}, NOBODY),
    "withdrawn, and its event's": ({"code.md": (WITHDRAWN, of_event("x.jpg")), "code.jpg": "1", "x.jpg": "1"}, {"code.md": "code.md"}),
    "its event's, withdrawn, and its own": ({"code.md": (of_event("x.jpg", WITHDRAWN[1]),), "code.jpg": "1", "x.jpg": "1"}, {"code.md": "code.md"}),
    # Co-hosts
    "its co-host's": ({"code.md": (names("other.jpg"), hosts_with("other")), "other.md": (), "other.jpg": "1"}, NOBODY),
    "its host's": ({"code.md": (names("other.jpg"),), "other.md": (hosts_with("Code"),), "other.jpg": "1"}, NOBODY),
    "its co-host's, who was declined": ({"code.md": (names("other.jpg"), hosts_with("other")), "other.md": (DECLINED,), "other.jpg": "1"}, BY_CODE),
    "its co-host's, without consent": ({"code.md": (names("other.jpg"), hosts_with("other")), "other.md": (NOT_GIVEN,), "other.jpg": "1"}, BY_CODE),
    "its co-host's, who withdrew": ({"code.md": (names("other.jpg"), hosts_with("other")), "other.md": (WITHDRAWN,), "other.jpg": "1"}, BY_CODE),
    "its co-host's, whose consent has ended": ({"code.md": (names("other.jpg"), hosts_with("other")), "other.md": (ENDED,), "other.jpg": "1"}, BY_CODE),
    "a photo of its co-host's name that is none of theirs": ({"code.md": (names("other.png"), hosts_with("other")), "other.md": (), "other.jpg": "1", "other.png": "2"}, BY_CODE),
    "that of one who hosts with a third": ({"code.md": (names("other.jpg"), hosts_with("third")), "other.md": (hosts_with("third"),), "other.jpg": "1", "third.md": ()}, BY_CODE),
}  # fmt: skip


@pytest.mark.parametrize(("lying", "found"), CASES.values(), ids=CASES.keys())
def test_a_photo_is_that_of_another(lying: Lying, found: dict[str, str]) -> None:
    assert borrowed(told(lying), "2026-12-01 12:00") == found


FROM_A_DAY_ON: dict[str, tuple[Lying, str, str]] = {
    "who withdraws": (
        {"code.md": (), "code.jpg": "1", "other.md": (WITHDRAWN,), "other.jpg": "1"},
        "2026-10-31 23:59",
        "2026-11-01 00:00",
    ),
    "a co-host whose consent ends": (
        {"code.md": (names("other.jpg"), hosts_with("other")), "other.md": (ENDED,), "other.jpg": "1"},
        "2026-11-01 23:59",
        "2026-11-02 00:00",
    ),
}


@pytest.mark.parametrize(("lying", "before", "since"), FROM_A_DAY_ON.values(), ids=FROM_A_DAY_ON.keys())
def test_it_is_from_a_day_on(lying: Lying, before: str, since: str) -> None:
    assert borrowed(told(lying), before) == NOBODY
    assert borrowed(told(lying), since) == BY_CODE


def test_a_co_host_who_was_renamed_is_followed() -> None:
    borrower, owner = (names("new.jpg"), hosts_with("old")), (names("new.jpg"),)
    known = told({"code.md": borrower, "new.jpg": "1", "old.md": owner})
    after = Folder().facts({"code.md": borrower, "new.jpg": "1", "new.md": owner})
    old, new = f"{PARTNERS}old.md", f"{PARTNERS}new.md"
    known.follow(state({new: after[new], old: None}, 1, {old: new}), judge)
    assert borrowed(known, "2026-12-01 12:00") == NOBODY


@pytest.mark.parametrize("form", FORMATS)
def test_the_finding_says_whose_it_is_and_not_why(hub: HubFolder, form: str) -> None:
    hub.add("a.md", SOUND, picture())
    declined = SOUND.replace("decision: approved", "decision: declined").partition("events:")[0]
    hub.add("b.md", f"{declined}---\n".replace("Code for Good", "Others").replace("codeforgood", "b"), picture())
    (found,) = hub.load().findings
    assert (found.path, found.line, found.severity) == ("content/partners/a.md", 6, "error")
    assert found.message == "the photo must be this partner's own, but it is that of content/partners/b.md"
    assert (
        found.hint
        == "Put their own photo there as a.jpg; if content/partners/b.md is the same partner, keep one of the two files."
    )
    assert "declined" not in FORMATS[form]([found])


# What members know


def others(*edits: Edit) -> str:
    return WITHOUT_EVENTS(record("Others", *edits))


def standings(history: History, when: str) -> tuple[str, str]:
    """Of the partner code and of its event."""
    history.flush()
    line = history.hub.load(when).hub.timeline
    (event,) = [story for story in line.events if story.path == "content/partners/code.md"]
    return str(line.partner("content/partners/code.md").standing), str(event.standing)


def test_what_members_know_is_corrected_while_another_keeps_its_photo_back(tmp_path: Path) -> None:
    history = History(tmp_path / "repo")
    history.write("code.md", record(), photo(1))
    history.commit("2026-10-01")
    history.write("others.md", others(DECLINED), photo(1))
    history.commit("2026-11-30")
    history.delete("others")
    history.commit("2026-12-04")
    known, corrected = (Standing.SHOWN, Standing.SHOWN), (Standing.CORRECTED, Standing.CORRECTED)
    assert standings(history, "2026-12-05") == known
    assert history.rules("2026-12-05") == []
    history.write("others.md", others(DECLINED), photo(1))
    assert standings(history, "2026-12-05") == corrected
    assert history.rules("2026-12-05") == [RULE]
    site = history.build("2026-12-05")
    assert site.kind() == "corrected"
    shown = [path for path in site.files if path.startswith("assets/partners/") and not path.endswith(DRAWN)]
    assert shown == [], "nobody's photo is there"
    assert b"declined" not in everything(site.root)


def test_a_withdrawal_takes_the_photo_from_its_borrowers_on_its_day(tmp_path: Path) -> None:
    history = History(tmp_path / "repo")
    history.write("code.md", record(), photo(1))
    history.write("others.md", others((GIVEN, "given_on: 2026-09-02, withdrawn_on: 2026-12-03")), photo(1))
    history.commit("2026-10-01")
    assert standings(history, "2026-12-02") == (Standing.SHOWN, Standing.SHOWN)
    assert standings(history, "2026-12-03") == (Standing.CORRECTED, Standing.CORRECTED)
    history.edit("others.md", ("given_on: 2026-09-02", "given_on: 2026-12-04"))
    assert standings(history, "2026-12-05") == (Standing.SHOWN, Standing.SHOWN)


def test_states_before_the_rule_are_not_asked(tmp_path: Path) -> None:
    history = History(tmp_path / "repo")
    history.write("others.md", others(DECLINED), photo(1))
    history.write("code.md", record(), photo(1))
    history.commit("2026-10-01")
    history.write("code.md", record(), photo(2))
    history.commit("2026-10-20")
    history.flush()
    (story,) = history.hub.load("2026-12-01").hub.timeline.events
    assert story.publication.day.isoformat() == "2026-10-01"


# Who is asked again

SHARED: Lying = {
    "code.md": (names("other.jpg"), hosts_with("other")),
    "kin.md": (names("other.jpg"),),
    "other.md": (hosts_with("kin"),),
    "other.jpg": "1",
}
CHANGES: dict[str, tuple[str, tuple[Edit, ...]]] = {
    "withdraws": ("other.md", (WITHDRAWN, hosts_with("kin"))),
    "has no consent": ("other.md", (NOT_GIVEN, hosts_with("kin"))),
    "is declined": ("other.md", (DECLINED, hosts_with("kin"))),
    "shows another photo": ("other.md", (names("o2.jpg"), hosts_with("kin"))),
    "can't be read": ("other.md", (UNREADABLE,)),
}


@pytest.mark.parametrize(("name", "edits"), CHANGES.values(), ids=CHANGES.keys())
def test_who_shares_a_photo_is_asked_again_when_the_other(name: str, edits: tuple[Edit, ...]) -> None:
    known = told(SHARED)
    assert borrowed(known, "2026-12-01 12:00") == NOBODY
    path, after = PARTNERS + name, Folder().facts({**SHARED, "o2.jpg": "2", name: edits})
    assert known.follow(state({path: after[path]}, 1), judge).keys() == {
        f"{PARTNERS}{each}.md" for each in ("code", "kin", "other")
    }
    assert borrowed(known, "2026-12-01 12:00") == {"code.md": name, "kin.md": name}


def test_who_shares_a_photo_is_asked_again_when_a_name_means_another() -> None:
    """`old` became `mid`, and that `new`: with `old` the borrower means `new`, until there is another `mid`."""
    borrower, owner = (names("new.jpg"), hosts_with("old")), (names("new.jpg"),)
    known = told({"code.md": borrower, "new.jpg": "1", "old.md": owner})
    for number, (old, new) in enumerate([("old", "mid"), ("mid", "new")], start=1):
        after = Folder().facts({f"{new}.md": owner, "new.jpg": "1"})
        known.follow(
            state({**after, f"{PARTNERS}{old}.md": None}, number, {f"{PARTNERS}{old}.md": f"{PARTNERS}{new}.md"}), judge
        )
    assert borrowed(known, "2026-12-01 12:00") == NOBODY
    asked = known.follow(state(Folder().facts({"mid.md": ()}), 3), judge)
    assert f"{PARTNERS}code.md" in asked
    assert borrowed(known, "2026-12-01 12:00") == {"code.md": "new.md"}


SLUGS = ("a", "b", "c", "B")
FILE = st.tuples(
    st.sampled_from([(), (), PENDING, DECLINED, UNREADABLE]),
    st.sampled_from([(), (), WITHDRAWN, GIVEN_ANEW, ENDED, NOT_GIVEN]),
    st.sampled_from([(), (), names("a.jpg"), names("b.jpg"), names("sub/c.jpg")]),
    st.sampled_from([(), (), of_event("a.jpg"), of_event("b.jpg", WITHDRAWN[1])]),
    st.sampled_from([(), hosts_with("a"), hosts_with("b"), hosts_with("c")]),
).map(lambda edits: tuple(edit for edit in edits if edit))
STEP = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(SLUGS), FILE),
    st.tuples(st.just("delete"), st.sampled_from(SLUGS), st.none()),
    st.tuples(st.just("rename"), st.sampled_from(SLUGS), st.sampled_from(SLUGS)),
    st.tuples(st.just("photo"), st.sampled_from(["a.jpg", "b.jpg", "sub/c.jpg"]), st.sampled_from(["1", "2", None])),
)
FOLDER = Folder()


def held(holds: list[Hold]) -> list[Hold]:
    return sorted(holds, key=repr)


@settings(
    max_examples=int(os.environ.get("PARTNERHUB_SOAK", "0")) or 40,
    derandomize="PARTNERHUB_SOAK" not in os.environ,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    first=st.lists(FILE, min_size=len(SLUGS), max_size=len(SLUGS)),
    steps=st.lists(st.lists(STEP, min_size=1, max_size=2), min_size=1, max_size=8),
)
def test_who_is_concerned_is_asked_again(
    first: list[tuple[Edit, ...]], steps: list[list[tuple[str, str, object]]]
) -> None:
    lying: dict[str, object] = {f"{slug}.md": edits for slug, edits in zip(SLUGS, first, strict=True)}
    lying |= {"a.jpg": "1", "b.jpg": "1", "sub/c.jpg": "2"}
    known, before, holds = Names(is_whole=True), dict[str, Facts](), dict[str, list[Hold]]()
    for number, acts in enumerate([[], *steps]):
        renames: dict[str, str] = {}
        for what, name, value in acts:
            _act(lying, renames, what, name, value)
        now = FOLDER.facts(lying)  # type: ignore[arg-type]
        differ: dict[str, Facts | None] = {path: each for path, each in now.items() if before.get(path) is not each}
        differ |= dict.fromkeys(before.keys() - now.keys())
        asked = known.follow(state(differ, number, renames), judge)
        holds = {path: list(asked[path]) if path in asked else holds[path] for path in now}
        fresh = Names(is_whole=True)
        fresh.follow(state(now), lambda *_: [])
        for path, each in now.items():
            assert held(holds[path]) == held(judge(each, known.neighbours)), path
            assert _of_photo(each, known.neighbours) == _of_photo(each, fresh.neighbours), path
        before = now


def _act(lying: dict[str, object], renames: dict[str, str], what: str, name: str, value: object) -> None:
    if what == "write":
        lying[f"{name}.md"] = value
    elif what == "delete":
        lying.pop(f"{name}.md", None)
    elif what == "photo":
        lying[name] = value
        if value is None:
            del lying[name]
    elif f"{name}.md" in lying and f"{value}.md" not in lying and not renames:
        lying[f"{value}.md"] = lying.pop(f"{name}.md")
        renames[f"{PARTNERS}{name}.md"] = f"{PARTNERS}{value}.md"


def _of_photo(file: Facts, neighbours: Neighbours) -> list[object]:
    """What depends on today's files alone; the names that there were before belong to co-hosts."""
    no_past = Neighbours(neighbours.holders, photos=neighbours.photos, claims=neighbours.claims)
    return [breach.problem for breach in breaches_among(file, no_past) if breach.rule == RULE]


@pytest.mark.parametrize("is_backwards", [False, True], ids=["forwards", "backwards"])
def test_one_more_who_keeps_the_same_photo_back_concerns_nobody_else(*, is_backwards: bool) -> None:
    def asked(count: int) -> int:
        files = {f"p{number:03}.md": () for number in range(count)}
        photos = {f"p{number:03}.jpg": "1" for number in range(count)}
        known, folder, total = Names(is_whole=True), Folder(), 0
        known.follow(state(folder.facts({**files, **photos})), lambda *_: [])
        declined = folder.facts({**dict.fromkeys(files, (DECLINED,)), **photos})
        for number, path in enumerate(sorted(declined, reverse=is_backwards), start=1):
            total += len(known.follow(state({path: declined[path]}, number), lambda *_: []))
        return total

    assert asked(40) <= 2.3 * asked(20)
