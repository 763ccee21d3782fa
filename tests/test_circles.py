"""A check judges no circle of files twice, and says all the same what one says that reads the whole hub anew."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import pytest

from hubs import HubFolder, silent
from partnerhub import judging, pipeline
from partnerhub.cache import folder_in
from partnerhub.edge.config import read_config
from partnerhub.facts import FactsOfFiles
from partnerhub.record.facts import Facts
from partnerhub.review import sides
from partnerhub.review.revisions import Range
from partnerhub.words.finding import Finding
from pictures import picture
from records import event, partner
from repositories import Repo

NAMES = ("code", "dusk", "garden", "night")
TITLES = {"code": "Code for Good", "dusk": "Dusk Walkers", "garden": "Green Garden", "night": "Night Owls"}
SHARED = "  - {slug: shared, title: An evening for all, start: 2026-12-17 19:00, online: true, agreed: 2026-10-02"
Change = Callable[[Repo, random.Random], None]


def text_of(name: str, chance: random.Random) -> str:
    """A partner file that has something to do with others, or not."""
    other = chance.choice(NAMES)
    events = chance.choice(
        [
            event(name, "2026-12-10 19:00"),
            event(name, "2026-12-10 20:00", chance.choice(["", f", with: [{other}]", ", with: [gadren]"])),
            f"{SHARED}, with: [{other}]}}\n",
            f"{SHARED}}}\n" + event("walk", f"2026-12-{chance.randrange(9, 20):02} 18:00"),
        ]
    )
    title = TITLES[chance.choice([name, name, name, other])]
    text = partner(title, chance.choice([name, name, other]), events)
    return text.replace(
        *chance.choice(
            [
                ("decision: approved", "decision: pending"),
                ("decision: approved", "decision: declined"),
                ("photo:\n", f"photo:\n  file: {other}.jpg\n"),
                ("photo:\n", "photo:\n  file: nowhere.jpg\n"),
                ("name: ", "name: ["),
                *[("", "")] * 6,
            ]
        )
    )


def _written(repo: Repo, chance: random.Random) -> None:
    name = chance.choice(NAMES)
    repo.hub.add(f"{name}.md", text_of(name, chance))


def _photo(repo: Repo, chance: random.Random) -> None:
    name = chance.choice((*NAMES, "dsuk", "picture"))
    (repo.hub.partners / f"{name}.{chance.choice(('jpg', 'jpg', 'JPG', 'gif'))}").write_bytes(
        picture(1000, 700, colour=chance.choice(("#123456", "#654321")))
    )


def _gone(repo: Repo, chance: random.Random) -> None:
    if files := sorted(repo.hub.partners.iterdir()):
        chance.choice(files).unlink()


def _renamed(repo: Repo, chance: random.Random) -> None:
    free = [name for name in (*NAMES, "walkers") if not (repo.hub.partners / f"{name}.md").exists()]
    if (files := sorted(repo.hub.partners.glob("*.md"))) and free:
        chance.choice(files).rename(repo.hub.partners / f"{chance.choice(free)}.md")


def _moved(repo: Repo, chance: random.Random) -> None:
    """An event goes from one file to another."""
    files = sorted(repo.hub.partners.glob("*.md"))
    if len(files) > 1:
        one, other = chance.sample(files, 2)
        moving = [line for line in one.read_text("utf-8").splitlines(keepends=True) if line.startswith("  - {slug")]
        if moving:
            one.write_text(one.read_text("utf-8").replace(moving[0], ""), encoding="utf-8")
            there = other.read_text("utf-8").replace("events:\n", f"events:\n{moving[0]}")
            other.write_text(there, encoding="utf-8")


def _committed(repo: Repo, chance: random.Random) -> None:
    repo.commit(f"2026-11-{chance.randrange(10, 21):02}")


def _rewritten(repo: Repo, chance: random.Random) -> None:
    repo.git("add", "-A", day="2026-11-15")
    repo.git("commit", "-q", "--amend", "--allow-empty", "-m", "Other", day=f"2026-11-{chance.randrange(10, 21):02}")


def _back(repo: Repo, chance: random.Random) -> None:
    with suppress(subprocess.CalledProcessError):  # the first commit has none before it
        repo.git("reset", "-q", "--hard", chance.choice(("HEAD", "HEAD~1")))


def _setting(repo: Repo, chance: random.Random) -> None:
    text = repo.hub.config_file.read_text("utf-8").partition("      lead_time")[0]
    more = chance.choice(("", "      lead_time: 3\n", "      lead_time: 7\n      languages: [en, he]\n"))
    repo.hub.config_file.write_text(f"{text}{more}", encoding="utf-8")


def _page(repo: Repo, chance: random.Random) -> None:
    links = ("partner:dusk", "partner:garden/shared", "partner:code/nothing", "partner:nihgt", "partner:night")
    text = "".join(f"[there]({link})\n" for link in chance.sample(links, chance.choice((0, 1, 3))))
    (repo.root / "content" / "pages" / "about.md").write_text(f"# About\n\n{text}", encoding="utf-8")


def _damaged(repo: Repo, chance: random.Random) -> None:
    if tables := sorted(folder_in(repo.root).glob("*.jsonl")):
        table = chance.choice(tables)
        data = bytearray(table.read_bytes())
        if data:
            data[chance.randrange(len(data))] ^= 1
            table.write_bytes(chance.choice((bytes(data), data[: len(data) // 2], b"")))


CHANGES: Mapping[str, Change] = {
    "a partner": _written,
    "another": _written,
    "a photo": _photo,
    "a file goes": _gone,
    "a partner is renamed": _renamed,
    "an event moves": _moved,
    "a commit": _committed,
    "a commit more": _committed,
    "another history": _rewritten,
    "an older state": _back,
    "a setting": _setting,
    "a page": _page,
    "a damaged cache": _damaged,
}


def checked(hub: HubFolder, day: str) -> judging.Judgement:
    """A check that may know what earlier ones said."""
    config = read_config(hub.config_file)
    moment = hub.moment(day)
    return pipeline.check(config.folders, config.settings, moment, silent, config.shell, "en")


def anew(hub: HubFolder, day: str) -> judging.Judgement:
    """What the whole hub says, without a cache."""
    config = read_config(hub.config_file)
    loaded = pipeline.load(
        config.folders, config.settings, hub.moment(day), silent, shell=config.shell, language="en", make=FactsOfFiles()
    )
    return judging.judgement_of(loaded)


def judged_anew(hub: HubFolder, day: str, read: set[str]) -> judging.Judgement:
    """The same, of which nobody takes notice."""
    kept = set(read)
    said = anew(hub, day)
    read &= kept
    return said


@pytest.fixture
def repo_of_several(repo: Repo) -> Repo:
    (repo.root / ".gitignore").write_text("/.cache/\n")
    for number, name in enumerate(NAMES):
        photo = picture(1000 + number, 700)
        repo.hub.add(f"{name}.md", partner(TITLES[name], name, event(name, "2026-12-10 19:00")), photo)
    repo.commit("2026-10-05")
    return repo


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of the files of which facts were made."""
    seen = set[str]()
    real = FactsOfFiles.of

    def of(self: FactsOfFiles, path: str, *arguments: Any, **more: Any) -> Facts:
        seen.add(path.rpartition("/")[2])
        return real(self, path, *arguments, **more)

    monkeypatch.setattr(FactsOfFiles, "of", of)
    return seen


@pytest.mark.parametrize(
    ("told", "edited", "concerned"),
    [
        (", with: [dusk]", "dusk", {"dusk.md", "garden.md"}),
        (", with: [dusk]", "night", {"night.md"}),
    ],
    ids=["a co-host", "another"],
)
def test_after_an_edit_only_what_it_concerns_is_read(
    told: str, edited: str, concerned: set[str], repo_of_several: Repo, read: set[str]
) -> None:
    repo = repo_of_several
    for number, name in enumerate(NAMES):
        more = told if name == "garden" else ""
        repo.hub.add(f"{name}.md", partner(TITLES[name], name, event(name, f"2026-12-{10 + number} 19:00", more)))
    repo.commit("2026-11-20")
    checked(repo.hub, "2026-11-23")
    read.clear()
    assert checked(repo.hub, "2026-11-23") == checked(repo.hub, "2026-11-23")
    assert read == set()
    repo.hub.add("night.md", (repo.hub.partners / "night.md").read_text("utf-8") + "One line more.\n")
    checked(repo.hub, "2026-11-23T12:00")
    read.clear()
    checked(repo.hub, "2026-11-23T12:01")
    assert read == set(), "nothing passed meanwhile"
    file = repo.hub.partners / f"{edited}.md"
    file.write_text(file.read_text("utf-8").replace("Title of", "Another title of"), encoding="utf-8")
    assert checked(repo.hub, "2026-11-23T12:01") == judged_anew(repo.hub, "2026-11-23T12:01", read)
    assert read == concerned
    repo.commit("2026-11-22")
    read.clear()
    checked(repo.hub, "2026-11-23T12:01")
    assert read == concerned | {"night.md"}, "a commit of others is nothing to the rest"


def _edit(name: str, before: str, after: str) -> Callable[[HubFolder], None]:
    def change(hub: HubFolder) -> None:
        file = hub.partners / f"{name}.md"
        text = file.read_text("utf-8")
        assert before in text
        file.write_text(text.replace(before, after), encoding="utf-8")

    return change


CONCERNED: Mapping[str, tuple[str, Callable[[HubFolder], None], str]] = {
    "an event at the same time": ("", _edit("dusk", "12-11 19:00", "12-12 19:00"), "event-collision"),
    "the same name": ("", _edit("night", "Night Owls", "Green Garden"), "partner-duplicate"),
    "a co-host": (", with: [dusk]", _edit("dusk", "decision: approved", "decision: declined"), "cohost-unpublished"),
    "a name that was meant": (
        ", with: [walkerz]",
        lambda hub: (hub.partners / "night.md").rename(hub.partners / "walkers.md") and None,
        "cohost-unknown",
    ),
    "a picture that was meant": (
        "",
        lambda hub: (hub.partners / "gardn.png").write_bytes(picture()) and None,
        "photo-missing",
    ),
}
"""What another file changes of what is said of the garden: more of its event, the change, the rule that hears of it."""


@pytest.mark.parametrize("case", CONCERNED)
def test_what_another_file_changes_is_said(case: str, repo_of_several: Repo) -> None:
    repo, (more, change, rule) = repo_of_several, CONCERNED[case]
    for number, name in enumerate(NAMES):
        has_more = more if name == "garden" else ""
        repo.hub.add(f"{name}.md", partner(TITLES[name], name, event(name, f"2026-12-{10 + number} 19:00", has_more)))
    if rule == "photo-missing":
        (repo.hub.partners / "garden.jpg").unlink()
    repo.commit("2026-11-10")

    def told() -> list[Finding]:
        said = checked(repo.hub, "2026-11-23")
        assert said == anew(repo.hub, "2026-11-23")
        return [each for each in said.findings if each.path.endswith("garden.md") and each.rule == rule]

    before = told()
    change(repo.hub)
    assert told() != before


@pytest.mark.sample(130, seed=3)
@pytest.mark.parametrize("seed", range(400))
def test_after_any_changes_circles_say_what_the_whole_hub_says(seed: int, repo_of_several: Repo) -> None:
    chance, repo = random.Random(seed), repo_of_several
    for _ in range(4):
        done = chance.sample(list(CHANGES), chance.choice((1, 1, 2, 3)))
        for name in done:
            CHANGES[name](repo, chance)
        day = chance.choice(("2026-11-23", "2026-11-23", "2026-11-24", "2026-12-11"))
        assert checked(repo.hub, day) == anew(repo.hub, day), done


@pytest.mark.sample(200, seed=3)
@pytest.mark.parametrize("seed", range(400))
def test_a_review_of_what_a_proposal_concerns_says_what_one_of_all_says(
    seed: int, repo_of_several: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, repo = random.Random(seed), repo_of_several
    for name in chance.sample(PROPOSED, 2):
        CHANGES[name](repo, chance)
    repo.commit("2026-11-11")
    repo.git("checkout", "-q", "-b", "proposal")
    for name in chance.sample(PROPOSED, chance.choice((1, 2, 3))):
        CHANGES[name](repo, chance)
    repo.commit("2026-11-12")
    if chance.random() < 0.5:
        repo.git("checkout", "-q", "main")
        _written(repo, chance)
        repo.commit("2026-11-13")
    compared = Range.find(repo.hub.config_file, "main", "proposal")
    found = [pipeline.review(compared, repo.hub.moment("2026-11-23"), silent) for _ in range(2)]
    monkeypatch.setattr(sides, "what_it_concerns", lambda *_: None)
    assert found == [pipeline.review(compared, repo.hub.moment("2026-11-23"), silent)] * 2


PROPOSED = ["a partner", "another", "a photo", "a file goes", "a partner is renamed", "an event moves", "a page"]
