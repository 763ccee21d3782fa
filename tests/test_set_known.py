"""`partnerhub set FIELD`: no value of a field moves or takes back what members know without a word that says so."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from hubs import HubFolder
from partnerhub.edge import set_command
from partnerhub.history.story import Standing
from records import UNANNOUNCED
from repositories import FILE, Repo

NOW = "2026-11-23T10:05"
MOVE = "both sides have to say yes to another day first"
CANCELLED = "calendars would say that it is cancelled"


def run(repo: Repo, *arguments: str) -> Result:
    options = ["--config-file", str(repo.hub.config_file), "--today", NOW]
    return CliRunner().invoke(set_command.set_command, ["code", *arguments, *options])


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """Of whose event members know; nothing is written there."""
    repo = Repo(HubFolder(tmp_path_factory.mktemp("known") / "hub"))
    repo.commit("2026-11-01", text=UNANNOUNCED)
    return repo


REFUSED = {
    "another day": (["events.open-data-night.start", "2026-12-24 20:00"], MOVE, "move 2026-12-24 20:00 --agreed`"),
    "another day, which is too soon": (["start", "2026-11-25 19:00"], "this one is too soon", "move 2026-11-30 --agreed`"),
    "the same hour elsewhere": (["timezone", "Europe/Berlin"], MOVE, "move 2026-12-10 20:00 --agreed`"),
    "no agreement": (["agreed", ""], CANCELLED, "code cancel`"),
    "half an agreement": (["events.open-data-night.agreed.them", ""], CANCELLED, "code postpone`"),
    "undecided": (["vetting.decision", "pending"], CANCELLED, "code decline`"),
    "declined in passing": (["vetting.decision", "declined"], CANCELLED, "code decline`"),
    "nothing is vetted": (["vetting", ""], CANCELLED, "code decline`"),
    "a bad name": (["vetting.reputation.standing", "negative"], CANCELLED, "code decline`"),
}  # fmt: skip


@pytest.mark.sample(2)
@pytest.mark.parametrize(("arguments", "why", "instead"), REFUSED.values(), ids=REFUSED.keys())
def test_what_members_know_changes_by_a_word_only(arguments: list[str], why: str, instead: str, known: Repo) -> None:
    ran = run(known, *arguments)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert why in ran.stderr
    assert f"`partnerhub set code {instead.removeprefix('code ')}" in ran.stderr
    assert (known.root / FILE).read_text("utf-8") == UNANNOUNCED


def test_the_day_that_is_named_is_no_day_of_rest(repo: Repo) -> None:
    settings = repo.hub.config_file.read_text("utf-8").replace("quiet_days: [fri, sat]", "quiet_days: [mon, tue]")
    repo.hub.config_file.write_text(settings, "utf-8")
    repo.commit("2026-11-01", text=UNANNOUNCED)
    ran = run(repo, "start", "2026-11-29 19:00")
    assert "the first that gives members 7 days is Wed, Dec 2, 2026" in ran.stderr
    assert "move 2026-12-02 --agreed`" in ran.stderr


WRITTEN = {
    "an end": ["end", "22:00"],
    "a state, by its name": ["status", "cancelled"],
    "an address, which leads on": ["slug", "data-night"],
    "a slip": ["place", ""],
}


@pytest.mark.sample(2)
@pytest.mark.parametrize("arguments", WRITTEN.values(), ids=WRITTEN.keys())
def test_all_else_is_written(arguments: list[str], known: Repo) -> None:
    assert run(known, *arguments, "--dry-run").exit_code != 2


def test_what_nobody_knows_yet_is_free(repo: Repo) -> None:
    assert run(repo, "start", "2026-12-24 19:00").exit_code == 0
    assert run(repo, "agreed", "").exit_code == 0


def test_an_address_made_from_a_title_is_not_lost(repo: Repo) -> None:
    repo.commit("2026-11-01", text=UNANNOUNCED.replace("  - slug: open-data-night\n    title", "  - title"))
    assert run(repo, "title", "Night of data").exit_code == 0
    ran = run(repo, "place", "Elsewhere")
    assert ran.exit_code == 2
    assert ran.stderr.endswith(
        "Write the address down first: `partnerhub set code events.night-of-data.slug open-data-night`.\n"
    )
    for command in (["events.night-of-data.slug", "open-data-night"], ["place", "Elsewhere"]):
        assert run(repo, *command).exit_code == 0
    (story,) = repo.hub.load(NOW).hub.timeline.events
    assert (story.standing, story.address) == (Standing.SHOWN, ("code", "open-data-night"))


UNTOLD = {
    "another day": ["start", "2026-12-24 20:00"],
    "no agreement": ["agreed", ""],
    "undecided": ["vetting.decision", "pending"],
    "a bad name": ["vetting.reputation.standing", "negative"],
}


@pytest.mark.sample(2)
@pytest.mark.parametrize("arguments", UNTOLD.values(), ids=UNTOLD.keys())
def test_where_nobody_can_tell_what_members_know_nothing_is_taken_back(arguments: list[str], repo: Repo) -> None:
    repo.commit("2026-11-01", text=UNANNOUNCED)
    (repo.root / ".git" / "shallow").write_bytes((repo.root / ".git" / "refs" / "heads" / "main").read_bytes())
    ran = run(repo, *arguments)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "the history of main is cut off" in ran.stderr
    assert run(repo, "end", "22:00", "--dry-run").exit_code == 0
