"""`partnerhub set` at the command line: what it writes and doesn't, what it prints and asks, how it ends."""

from __future__ import annotations

import pkgutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from hubs import HubFolder, partnerhub
from partnerhub.edge import partner_file, set_command
from partnerhub.edge.partner_file import ChangedMeanwhile, replace_file
from partnerhub.record.fingerprint import fingerprint_of
from pictures import picture
from records import SOUND
from repositories import Repo

NOW = "2026-11-23T10:05"
TWO = SOUND.replace(
    "---\nCode",
    "  - slug: winter\n    title: Winter evening\n    start: 2026-12-20 19:00\n    place: Community House\n---\nCode",
)


@pytest.fixture
def file(hub: HubFolder) -> Path:
    return hub.add("code.md", SOUND, picture())


def run(hub: HubFolder, *arguments: str, answers: str | None = None) -> Result:
    """The command in this process, as one types it."""
    options = ["--config-file", str(hub.config_file)]
    if "--today" not in arguments:
        options += ["--today", NOW]
    return CliRunner().invoke(set_command.set_command, [*arguments, *options], input=answers)


def test_as_one_types_it(hub: HubFolder, file: Path) -> None:
    ran = partnerhub("set", "code", "reply", "them", "yes: gladly", "--today", NOW, cwd=hub.root)
    assert ran.returncode == 0
    assert ran.stdout == (
        "--- content/partners/code.md\n"
        "+++ content/partners/code.md\n"
        "@@ -22,6 +22,11 @@\n"
        "   decision: approved\n"
        "   decided_by: editor-2\n"
        "   decided_on: 2026-11-01\n"
        "+outreach:\n"
        "+  log:\n"
        "+    - at: 2026-11-23 10:05\n"
        "+      from: them\n"
        '+      note: "yes: gladly"\n'
        " events:\n"
        "   - slug: open-data-night\n"
        "     title: Open data night\n"
    )
    assert ran.stderr == "Answer within 24 hours: `partnerhub write code answer`.\n"
    assert 'note: "yes: gladly"\n' in file.read_text("utf-8")


def test_what_it_would_write_is_shown_and_not_written(hub: HubFolder, file: Path) -> None:
    ran = run(hub, "code", "cancel", "--dry-run")
    assert "+    status: cancelled\n" in ran.stdout
    assert ran.stderr == "Nothing is written, because of --dry-run.\n"
    assert file.read_text("utf-8") == SOUND


def test_what_is_there_already_is_left_alone(hub: HubFolder, file: Path) -> None:
    changed = file.stat().st_mtime_ns
    ran = run(hub, "code", "name", "Code for Good")
    assert (ran.exit_code, ran.stdout, ran.stderr) == (0, "", "It is there already: nothing changes.\n")
    assert file.stat().st_mtime_ns == changed


def test_new_errors_are_told_and_written(hub: HubFolder, file: Path) -> None:
    ran = run(hub, "code", "place", "")
    assert ran.exit_code == 1
    assert ran.stdout.endswith(
        "\ncontent/partners/code.md:26:5: error event-place-missing: place of “Open data night” or online must be given\n"
        "    Add a line such as online: true or place: Community House, 5 Example Street.\n"
    )
    assert (
        ran.stderr
        == "Begin with content/partners/code.md:26: Add a line such as online: true or place: Community House, 5 Example Street.\n"
    )
    assert "place:" not in file.read_text("utf-8")


def test_a_move_that_is_too_soon_is_said(hub: HubFolder) -> None:
    hub.add("code.md", SOUND.replace("    announced: 2026-11-20\n", ""), picture())
    ran = run(hub, "code", "move", "2026-11-25", "--agreed")
    assert ran.exit_code == 1
    assert "error event-too-soon: Open data night must start at least 7 days after it is published" in ran.stdout
    assert "the earliest day is 2026-11-30" in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["cod", "cancel"], "there is no partner cod. Did you mean code?"),
        (["code", "aprove"], "there is neither an action nor a field aprove. Did you mean approve?"),
        (["code", "cancel", "now"], "nothing takes this: now. Take it out."),
        (["code", "cancel", "--by", "x"], "--by does not go with cancel. Take it out."),
        (["code", "name", "x", "--from", "us"], "--from does not go with name. Take it out."),
        (["code", "reply"], "--from must be one of us, them."),
        (["code", "move"], "WHEN must be given."),
        (["code", "name", "\udc80"], "what is typed must be text in UTF-8."),
    ],
    ids=lambda value: " ".join(value).encode("ascii", "replace").decode() if isinstance(value, list) else "",
)
def test_wrong_usage(hub: HubFolder, file: Path, arguments: list[str], said: str) -> None:
    ran = run(hub, *arguments)
    with pytest.raises(set_command.Misuse) as wrong:
        set_command.set_command.main([*arguments, "-f", str(hub.config_file), "--today", NOW], standalone_mode=False)
    problem = wrong.value.problem
    words = [problem.say(each, "en").removesuffix(".") for each in (problem.message, problem.hint) if each]
    assert ran.exit_code == 2
    assert f"{'. '.join(words)}.".replace("?.", "?") == said
    assert file.read_text("utf-8") == SOUND


def test_a_file_that_can_t_be_read_is_mended_by_hand(hub: HubFolder) -> None:
    file = hub.add("code.md", SOUND.replace("name: Code", "name: [Code"))
    before = file.read_bytes()
    ran = run(hub, "code", "cancel")
    assert ran.exit_code == 2
    assert "error yaml-invalid" in ran.stderr
    assert ran.stderr.endswith(
        "content/partners/code.md can't be read, so nothing is written. Mend it by hand first.\n"
    )
    assert file.read_bytes() == before


def test_where_two_files_have_the_slug_none_is_written(hub: HubFolder, file: Path) -> None:
    (hub.partners / "more").mkdir()
    (hub.partners / "more" / "code.md").write_text(SOUND, "utf-8")
    with pytest.raises(set_command.Misuse, match="more than one file has the slug code"):
        set_command.set_command.main(
            ["code", "cancel", "-f", str(hub.config_file), "--today", NOW], standalone_mode=False
        )


# Who, and which


def test_who_decides_is_git_s_user(repo: Repo) -> None:
    repo.git("config", "user.name", "Noa Example")
    ran = run(repo.hub, "code", "approve", "--today", "2026-10-05")
    assert "+  decided_by: Noa Example\n" in ran.stdout


def test_where_nobody_says_who_decides_it_is_asked(
    hub: HubFolder, file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    ran = partnerhub("set", "code", "approve", "--today", NOW, cwd=hub.root, HOME=str(tmp_path))
    assert ran.returncode == 2
    assert "--by must be given." in ran.stderr
    monkeypatch.setattr(set_command, "_somebody_is_there", lambda: True)
    ran = run(hub, "code", "approve", answers="Noa Example\n")  # type: ignore[assignment]
    assert "Who decided: " in ran.stderr
    assert "decided_by: Noa Example\n" in file.read_text("utf-8")


def test_whose_word_it_is_is_asked(hub: HubFolder, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(set_command, "_somebody_is_there", lambda: True)
    ran = run(hub, "code", "reply", answers="you\nthem\n")
    assert "Whose word is it (us, them): " in ran.stderr
    assert "      from: them\n" in file.read_text("utf-8")


def test_with_several_events_one_is_asked_for(hub: HubFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    file = hub.add("code.md", TWO, picture())
    listed = (
        "  1. Open data night, Thu, Dec 10, 2026 (open-data-night)\n  2. Winter evening, Sun, Dec 20, 2026 (winter)\n"
    )
    ran = run(hub, "code", "agree")
    assert ran.exit_code == 2
    assert ran.stderr.startswith(listed)
    assert "it is not clear which of these events is meant" in ran.stderr
    monkeypatch.setattr(set_command, "_somebody_is_there", lambda: True)
    ran = run(hub, "code", "agree", answers="3\n2\n")
    assert ran.stderr.startswith(f"{listed}Which event (1, 2): ")
    assert "Type one of these: 1, 2.\n" in ran.stderr
    assert "    agreed: 2026-11-23\n---" in file.read_text("utf-8")
    assert run(hub, "code", "place", "A hall", "--event", "winter").exit_code == 0


def test_whoever_leaves_at_a_question_leaves_the_file_as_it_was(
    hub: HubFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = hub.add("code.md", TWO, picture())
    monkeypatch.setattr(set_command, "_somebody_is_there", lambda: True)
    assert run(hub, "code", "agree", answers="").exit_code == 1  # click's own for an abort; the program says 130
    assert file.read_text("utf-8") == TWO


def test_it_speaks_the_language_that_is_asked_for(hub: HubFolder, file: Path) -> None:
    ran = run(hub, "code", "reply", "us", "--language", "he")
    assert ran.stderr == "פתחו על זה בקשת מיזוג.\n"


# The past


def test_without_git_s_answer_nothing_moves(repo: Repo, tmp_path: Path) -> None:
    repo.commit("2026-10-02", text=SOUND)
    repo.git("clone", "-q", "--depth", "1", f"file://{repo.root}", str(tmp_path / "shallow"))
    folder = tmp_path / "shallow"
    before = (folder / "content/partners/code.md").read_bytes()
    ran = partnerhub("set", "code", "move", "2026-12-17", "--agreed", "--today", NOW, cwd=folder)
    assert ran.returncode == 2
    assert ran.stderr == (
        "partnerhub set: the history of main is cut off, so nobody can tell what members knew. Fetch all of it: git "
        "fetch --unshallow; in a workflow, fetch-depth: 0.\n"
    )
    assert (folder / "content/partners/code.md").read_bytes() == before


def test_what_changed_since_they_saw_it(repo: Repo) -> None:
    file = repo.hub.partners / "code.md"
    old = approval(repo)
    file.with_suffix(".jpg").write_bytes(picture(colour="red"))
    repo.commit("2026-10-03", text=file.read_text("utf-8").replace("build software", "write software"))
    ran = run(repo.hub, "code", "consent", "--saw", old, "--today", "2026-10-04")
    assert ran.exit_code == 2
    assert "what they saw has changed since: photo, description." in ran.stderr
    ran = run(repo.hub, "code", "consent", "--saw", "0123456789ab", "--today", "2026-10-04")
    assert "git holds no version of it" in ran.stderr
    ran = run(repo.hub, "code", "consent", "--saw", approval(repo), "--today", "2026-10-04")
    assert ran.exit_code == 0
    assert f"saw: {approval(repo)}" in ran.stdout


def test_an_event_s_own_photo_has_a_consent_of_its_own(hub: HubFolder) -> None:
    own = "    photo: {file: night.jpg, caption: A table of laptops}\n    agreed: 2026-11-06\n"
    file = hub.add("code.md", SOUND.replace("    agreed: 2026-11-06\n", own), picture())
    (hub.partners / "night.jpg").write_bytes(picture(colour="red"))
    (event,) = hub.load(NOW).hub.partners[0].events
    saw = str(fingerprint_of(event))
    assert run(hub, "code", "consent", "--saw", saw, "--by", "Dana").exit_code == 2
    assert run(hub, "code", "consent", "--saw", saw, "--by", "Dana", "--event", "open-data-night").exit_code == 0
    consent = f"consent: {{given_by: Dana, given_on: 2026-11-23, saw: {saw}}}"
    assert f"photo: {{file: night.jpg, caption: A table of laptops, {consent}}}" in file.read_text("utf-8")
    assert run(hub, "code", "withdraw-consent", "--event", "open-data-night").exit_code == 0
    assert f"{consent[:-1]}, withdrawn_on: 2026-11-23}}" in file.read_text("utf-8")


def approval(repo: Repo) -> str:
    """The fingerprint at the foot of today's preview."""
    return str(fingerprint_of(repo.hub.load("2026-10-04").hub.partners[0]))


# The file


def test_a_file_keeps_its_permissions_and_a_link_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "code.md"
    file.write_bytes(b"before")
    file.chmod(0o640)
    replace_file(file, b"before", b"after")
    assert file.read_bytes() == b"after"
    assert file.stat().st_mode & 0o777 == 0o640
    link = tmp_path / "link.md"
    link.symlink_to(file)
    with pytest.raises(OSError, match="none is written through"):
        replace_file(link, b"after", b"more")
    with pytest.raises(ChangedMeanwhile):
        replace_file(file, b"before", b"more")
    assert file.read_bytes() == b"after"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["code.md", "link.md"]


def test_a_full_disk_leaves_the_file_as_it_was(hub: HubFolder, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(partner_file.os, "fsync", full)
    ran = run(hub, "code", "cancel")
    assert isinstance(ran.exception, OSError)
    assert file.read_text("utf-8") == SOUND
    assert not list(hub.partners.glob(".*"))


@pytest.mark.parametrize("module", ["partnerhub.editing.change.applied", "partnerhub.edge.partner_file.is_link"])
def test_what_somebody_else_wrote_meanwhile_is_kept(
    hub: HubFolder, file: Path, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    other = SOUND.replace("name: Code for Good", "name: Code for All")
    original = pkgutil.resolve_name(module)

    def meanwhile(*arguments: Any) -> Any:
        file.write_text(other, "utf-8")
        if module.endswith("applied"):
            subject, _, edits = arguments
            return original(subject, file.read_bytes(), edits)
        return original(*arguments)

    monkeypatch.setattr(module, meanwhile)
    ran = run(hub, "code", "cancel")
    assert ran.exit_code == 2
    assert ran.stderr == (
        "partnerhub set: content/partners/code.md was changed meanwhile, and is left as it is. Try again.\n"
    )
    assert file.read_text("utf-8") == other
