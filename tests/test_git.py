"""Questions to git: answers from real repositories of every kind, and failures that are no answers."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from partnerhub.history.git import Branch, Change, Commit, Entry, NoBranch, Repository
from partnerhub.history.git_run import GitFailed

GIT = shutil.which("git") or "git"
DAY = 86400
BEGIN = 1_800_000_000
"""When the first commit of a repository was made; each of the others is a day later."""


@pytest.fixture(autouse=True)
def _a_home_without_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)


class Made:
    """A repository made for a test, by git itself."""

    def __init__(self, root: Path, *options: str) -> None:
        self.root = root
        self.seconds = BEGIN
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main", *options)

    def git(self, *arguments: str | bytes, given: bytes | None = None, cwd: Path | None = None) -> str:
        own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        names = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        dates = {"GIT_COMMITTER_DATE": f"@{self.seconds} +0000", "GIT_AUTHOR_DATE": "@1 +0000"}
        command = [GIT, "-c", "protocol.file.allow=always", *arguments]
        environment = {**own, **names, **dates}
        where = cwd or self.root
        ran = subprocess.run(command, cwd=where, env=environment, input=given, check=True, capture_output=True)
        return os.fsdecode(ran.stdout).strip()

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Path → what it holds; None where it goes away."""
        for name, content in files.items():
            path = self.root / name
            if content is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.encode() if isinstance(content, str) else content)

    def commit(self, files: Mapping[str, str | bytes | None] = {}, message: str = "Change") -> str:
        self.write(files)
        self.git("add", "-A", "-f")
        self.git("commit", "-q", "--allow-empty", "--allow-empty-message", "-m", message)
        self.seconds += DAY
        return self.git("rev-parse", "HEAD")

    def merge(self, *branches: str) -> str:
        self.git("merge", "-q", "--no-ff", "-m", "Merge", *branches)
        self.seconds += DAY
        return self.git("rev-parse", "HEAD")

    @property
    def repository(self) -> Repository:
        found = Repository.find(self.root)
        assert found is not None
        return found

    @property
    def head(self) -> str:
        return self.git("rev-parse", "HEAD")

    def everything(self) -> dict[str, tuple[bytes, int]]:
        """Path → content and time of change, of all that lies in `.git`.

        Without the times of what git touches when it would have written it, so that nobody prunes it.
        """
        files = {str(path.relative_to(self.root)): path for path in (self.root / ".git").rglob("*") if path.is_file()}
        return {
            name: (
                path.read_bytes(),
                0 if name.startswith((".git/objects/", ".git/sharedindex.")) else path.stat().st_mtime_ns,
            )
            for name, path in files.items()
        }


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path / "repository")


def blob(content: str | bytes, name: str = "sha1") -> str:
    """The id that git gives to a content."""
    data = content.encode() if isinstance(content, str) else content
    return hashlib.new(name, b"blob %d\0%b" % (len(data), data)).hexdigest()


def short(changes: Iterable[Change]) -> list[str]:
    """`A new`, `R old → new`."""
    return [f"{each.status} {' → '.join(dict.fromkeys(filter(None, (each.before, each.after))))}" for each in changes]


TEXT = "".join(f"This is line {number}.\n" for number in range(20))


# Where the repository is


def test_outside_any_repository_there_is_none(tmp_path: Path) -> None:
    assert Repository.find(tmp_path) is None


@pytest.mark.parametrize("folder", ["", "a", "a/b", "two\nlines\n", "content/\udcff"])
def test_a_folder_knows_where_it_lies(made: Made, folder: str) -> None:
    made.commit()
    (made.root / folder).mkdir(parents=True, exist_ok=True)
    found = Repository.find(made.root / folder)
    assert found == Repository((made.root / folder).resolve(), f"{folder}/" if folder else "", is_shallow=False)
    assert found.top == made.root.resolve()


def test_a_folder_behind_a_link_is_where_the_link_leads(made: Made, tmp_path: Path) -> None:
    made.commit({"hub/a": "a"})
    (tmp_path / "link").symlink_to(made.root / "hub")
    assert Repository.find(tmp_path / "link") == Repository((made.root / "hub").resolve(), "hub/", is_shallow=False)


def test_a_linked_work_tree_is_a_repository(made: Made, tmp_path: Path) -> None:
    made.commit({"hub/a": "a"})
    made.git("worktree", "add", "-q", "-b", "other", str(tmp_path / "linked"))
    (tmp_path / "linked/hub/b").write_text("b")
    found = Repository.find(tmp_path / "linked/hub")
    assert found is not None
    assert (found.prefix, found.tip("other"), short(found.differences(made.head))) == (
        "hub/",
        Branch("other", made.head),
        ["A hub/b"],
    )


def test_a_submodule_is_a_repository_of_its_own(made: Made, tmp_path: Path) -> None:
    inner = Made(tmp_path / "inner")
    inner.commit({"hub/a": "a"})
    made.git("submodule", "--quiet", "add", str(inner.root), "sub")
    made.commit()
    found = Repository.find(made.root / "sub/hub")
    assert found is not None
    assert (found.prefix, found.tip(None), short(found.differences(inner.head))) == (
        "hub/",
        Branch("main", inner.head),
        [],
    )


# Failures


def _without_git(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    (made.root.parent / "nothing").mkdir()
    monkeypatch.setenv("PATH", str(made.root.parent / "nothing"))


def _wrapped(line: str) -> Callable[[Made, pytest.MonkeyPatch], None]:
    def wrap(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
        folder = made.root.parent / "bin"
        folder.mkdir()
        (folder / "git").write_text(f"#!/bin/sh\n{line}\n")
        (folder / "git").chmod(0o755)
        monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)

    return wrap


def _not_executable(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    _wrapped("")(made, monkeypatch)
    (made.root.parent / "bin/git").chmod(0o644)
    monkeypatch.setenv("PATH", str(made.root.parent / "bin"))


def _emptied(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(made.root / ".git")
    (made.root / ".git").mkdir()


def _pointing_nowhere(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(made.root / ".git")
    (made.root / ".git").write_text("gitdir: /nowhere\n")


def _bare(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    made.git("config", "core.bare", "true")


MEND = "Run git status and git fsck there, and mend what they tell."
INSTALL = "Install git, or put its folder on the PATH."
FAILURES = {
    "without git": (_without_git, "command not found", INSTALL),
    "git can't be run": (_not_executable, "Permission denied", INSTALL),
    "another owner": (
        _wrapped(f'GIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec {GIT} "$@"'),
        "detected dubious ownership in repository at '{root}'",
        "If you trust the folder, run git config --global --add safe.directory with its path.",
    ),
    "another owner, as older versions say it": (
        _wrapped("echo \"fatal: unsafe repository ('/hub' is owned by someone else)\" >&2; exit 128"),
        "unsafe repository ('/hub' is owned by someone else)",
        "If you trust the folder, run git config --global --add safe.directory with its path.",
    ),
    "words that are no text": (
        _wrapped(r"printf 'warning: x\nhint: y\n\nerror: \033[31mred\377\n' >&2; exit 1"),
        "\N{REPLACEMENT CHARACTER}[31mred\N{REPLACEMENT CHARACTER}",
        MEND,
    ),
    "without a word": (_wrapped("exit 3"), "git ended with code 3", MEND),
    "killed": (_wrapped("kill -9 $$"), "git was ended by signal 9", MEND),
    "an empty .git": (_emptied, "not a git repository (or any of the parent directories): .git", MEND),
    "a .git that leads nowhere": (_pointing_nowhere, "not a git repository: /nowhere", MEND),
    "without a work tree": (_bare, "this operation must be run in a work tree", MEND),
}


@pytest.mark.parametrize(("spoil", "reason", "advice"), FAILURES.values(), ids=FAILURES.keys())
def test_git_that_fails_is_not_a_folder_outside(
    made: Made,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[Made, pytest.MonkeyPatch], None],
    reason: str,
    advice: str,
) -> None:
    made.commit({"a": "a"})
    spoil(made, monkeypatch)
    with pytest.raises(GitFailed) as failed:
        Repository.find(made.root)
    assert (failed.value.reason, failed.value.advice) == (reason.format(root=made.root.resolve()), advice)


def test_git_that_breaks_down_later_is_no_answer_either(made: Made) -> None:
    commit = made.commit({"a": "a"})
    found = made.repository
    shutil.rmtree(made.root / ".git/objects")
    (made.root / ".git/objects").mkdir()
    questions: list[Callable[[], object]] = [
        lambda: found.first_parents(commit),
        lambda: found.tree(commit),
        lambda: found.differences(commit, commit),
        lambda: found.differences(commit),
        lambda: found.merge_base(commit, commit),
    ]
    for question in questions:
        with pytest.raises(GitFailed):
            question()


# The environment, and everybody's settings

VARIABLES = {
    "GIT_DIR": "/nowhere",
    "GIT_WORK_TREE": "/tmp",
    "GIT_INDEX_FILE": "/nowhere/index",
    "GIT_OBJECT_DIRECTORY": "/nowhere",
    "GIT_COMMON_DIR": "/nowhere",
    "GIT_PREFIX": "elsewhere/",
    "GIT_NAMESPACE": "x",
    "GIT_CEILING_DIRECTORIES": "/",
    "GIT_CONFIG_PARAMETERS": "'core.bare'='true'",
    "GIT_LITERAL_PATHSPECS": "0",
    "GIT_EXTERNAL_DIFF": "false",
    "GIT_DIFF_OPTS": "-u0",
    "GIT_TRACE": "1",
    "GIT_DEFAULT_HASH": "sha256",
    "GIT_PAGER": "false",
    "LC_ALL": "de_DE.UTF-8",
    "LANGUAGE": "de",
}
SETTINGS = {
    "color.ui": "always",
    "core.abbrev": "7",
    "core.attributesFile": "/nowhere",
    "core.fsmonitor": "touch ../ran #",
    "core.logAllRefUpdates": "always",
    "core.pager": "false",
    "core.quotePath": "true",
    "core.safecrlf": "true",
    "core.splitIndex": "true",
    "core.untrackedCache": "true",
    "diff.algorithm": "patience",
    "diff.context": "0",
    "diff.external": "false",
    "diff.ignoreSubmodules": "all",
    "diff.mnemonicPrefix": "true",
    "diff.noprefix": "true",
    "diff.orderFile": "/nowhere",
    "diff.relative": "true",
    "diff.renameLimit": "1",
    "diff.renames": "false",
    "diff.submodule": "log",
    "diff.wordRegex": "x",
    "format.notes": "*",
    "format.pretty": "fuller",
    "gc.auto": "1",
    "i18n.commitEncoding": "UTF-16",
    "i18n.logOutputEncoding": "UTF-16",
    "log.abbrevCommit": "true",
    "log.date": "relative",
    "log.decorate": "full",
    "log.diffMerges": "off",
    "log.follow": "true",
    "log.mailmap": "true",
    "log.showRoot": "false",
    "log.showSignature": "true",
    "maintenance.auto": "true",
    "notes.displayRef": "refs/notes/*",
    "pager.log": "true",
    "status.relativePaths": "true",
    "status.renames": "false",
    "status.showUntrackedFiles": "no",
    "user.useConfigOnly": "true",
}


@pytest.fixture(scope="module")
def _rich(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A repository with renames, a merge, a submodule, a note, and an ignored, a changed and a new file."""
    made = Made(tmp_path_factory.mktemp("rich") / "repository")
    made.commit({"hub/a": TEXT, "hub/b": TEXT.replace("line", "row"), ".gitattributes": "*.x diff=x\n", "hub/c.x": "c"})
    (made.root / "sub").mkdir()
    made.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},sub")
    made.git("switch", "-q", "-c", "side")
    (made.root / "elsewhere").mkdir()
    made.git("mv", "hub/a", "elsewhere/a")
    made.git("mv", "hub/b", "elsewhere/b")
    made.write({"elsewhere/a": TEXT + "And one more.\n"})
    made.git("add", "-u")
    made.git("commit", "-q", "-m", "Move")
    made.git("notes", "add", "-m", "commit 1")
    made.git("switch", "-q", "main")
    made.merge("side")
    made.write(
        {
            ".git/info/exclude": "*.log\n",
            "an.log": "",
            "new": TEXT * 2,
            "elsewhere/b": None,
            "elsewhere/c": TEXT.replace("line", "row"),
        }
    )
    return made


@pytest.fixture
def rich(_rich: Made, tmp_path: Path) -> Made:
    shutil.copytree(_rich.root, tmp_path / "rich", symlinks=True)
    copied = Made.__new__(Made)
    copied.root, copied.seconds = tmp_path / "rich", _rich.seconds
    return copied


def answers(made: Made) -> object:
    found = Repository.find(made.root / "hub")
    assert found is not None
    tip = found.tip(None)
    assert tip is not None
    history = found.first_parents(tip.commit)
    first = history[0].hash
    return (
        tip.name,
        [(commit.seconds, short(commit.changes), commit.is_cut_off) for commit in history],
        short(found.differences(first, tip.commit)),
        short(found.differences(first)),
        list(found.tree(tip.commit)),
        found.merge_base(first, tip.commit) == first,
        list(found.blobs([blob(TEXT)])),
        {
            len(each)
            for commit in history
            for change in commit.changes
            for each in (change.blob_before, change.blob_after)
            if each
        },
    )


ANSWERS = (
    "main",
    [
        (BEGIN, ["A .gitattributes", "A hub/a", "A hub/b", "A hub/c.x"], False),
        (BEGIN + DAY, ["R hub/a → elsewhere/a", "R hub/b → elsewhere/b", "A sub"], False),
    ],
    ["R hub/a → elsewhere/a", "R hub/b → elsewhere/b", "A sub"],
    ["R hub/a → elsewhere/a", "R hub/b → elsewhere/c", "A new", "A sub"],
    [".gitattributes", "elsewhere/a", "elsewhere/b", "hub/c.x", "sub"],
    True,
    [TEXT.encode()],
    {40},
)


def test_all_answers(rich: Made) -> None:
    assert answers(rich) == ANSWERS


@pytest.mark.parametrize(("name", "value"), VARIABLES.items(), ids=VARIABLES.keys())
def test_no_variable_changes_an_answer(rich: Made, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    assert answers(rich) == ANSWERS


@pytest.mark.parametrize(("name", "value"), SETTINGS.items(), ids=SETTINGS.keys())
def test_no_setting_changes_an_answer(rich: Made, name: str, value: str) -> None:
    rich.git("config", name, value)
    before = rich.everything()
    assert answers(rich) == ANSWERS
    assert rich.everything() == before
    assert not (rich.root.parent / "ran").exists()


def test_no_driver_is_asked(rich: Made) -> None:
    rich.git("config", "diff.x.textconv", "false")
    rich.git("config", "diff.x.command", "false")
    assert answers(rich) == ANSWERS


def test_no_replacement_is_believed(rich: Made) -> None:
    rich.git("replace", blob(TEXT), blob("c"), "-f")
    rich.git("replace", "--graft", "HEAD")
    assert answers(rich) == ANSWERS


# Names and dates

NAMES = {
    "a line break": "two\nlines",
    "only line breaks": "\n\n",
    "a tab": "a\tb",
    "control characters": "\x01\x02\x7f",
    "quotes": "\"a\" 'b' \\n",
    "blanks": " a ",
    "no text": os.fsdecode(b"\xff\xfe"),
    "half a letter": os.fsdecode("ש".encode()[:1] + b".md"),
    "Hebrew": "שלום.md",
    "a colon first": ":(top)a",
    "like a raw entry": f":100644 100644 {'1' * 40} {'2' * 40} M",
    "like a header": f"{'a' * 40} 1800000000",
    "like a hash": "a" * 40,
    "like an option": "--all",
    "wildcards": "*?[a]",
    "255 bytes": "x" * 255,
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_any_name_is_read_as_it_is(made: Made, name: str) -> None:
    first = made.commit({name: TEXT})
    made.commit({name: None, f"moved/{name}": TEXT, "z": "z"})
    renamed = Change("R", name, f"moved/{name}", "100644", "100644", blob(TEXT), blob(TEXT))
    new = Change("A", None, "z", None, "100644", None, blob("z"))
    found = made.repository
    history = found.first_parents(made.head)
    assert [commit.changes for commit in history] == [
        (Change("A", None, name, None, "100644", None, blob(TEXT)),),
        (renamed, new),
    ]
    assert found.differences(first, made.head) == [renamed, new]
    assert found.differences(first) == [renamed, new]
    assert found.tree(first) == {name: Entry("100644", blob(TEXT))}
    made.write({f"moved/{name}": None})
    assert found.differences(made.head) == [
        Change("D", f"moved/{name}", None, "100644", None, blob(TEXT), None),
    ]


def raw_commit(made: Made, committer: str, *parents: str, more: bytes = b"") -> str:
    """A commit as it may have been written by anybody's tool."""
    lines = [f"tree {made.git('write-tree')}", *(f"parent {each}" for each in parents), "author x <x> 1 +0000"]
    head = "\n".join([*lines, f"committer {committer}\n"]).encode()
    commit = made.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", given=head + more)
    made.git("update-ref", "refs/heads/main", commit)
    return commit


DATES: dict[str, tuple[str, int | None]] = {
    "the first second": ("x <x> 0 +0000", 0),
    "another zone": ("x <x> 1800000000 +1400", 1800000000),
    "an impossible zone": ("x <x> 1800000000 +9999", 1800000000),
    "the last second": ("x <x> 253402300799 +0000", 253402300799),
    "after the calendar": ("x <x> 253402300800 +0000", None),
    "after the clock": ("x <x> 18446744073709551616 +0000", None),
    "thousands of digits": (f"x <x> {'9' * 5000} +0000", None),
    "before 1970": ("x <x> -1 +0000", None),
    "words": ("x <x> yesterday", None),
    "none": ("x <x>", None),
    "nobody": ("", None),
    "brackets": ("x <x> 1 +0000> 1800000000 +0000", 1800000000),
}


@pytest.mark.parametrize(("committer", "seconds"), DATES.values(), ids=DATES.keys())
def test_a_date_is_one_of_the_calendar_or_none(made: Made, committer: str, seconds: int | None) -> None:
    first = made.commit({"a": "a"})
    made.git("add", "-A")
    middle = raw_commit(made, committer, first, more=b"\nMessage\n")
    last = made.commit({"b": "b"})
    assert [(commit.hash, commit.seconds) for commit in made.repository.first_parents(last)] == [
        (first, BEGIN),
        (middle, seconds),
        (last, BEGIN + DAY),
    ]


ODD = {
    "without a message": b"\n",
    "without a blank line": b"",
    "an encoding that nobody knows": b"encoding x-nobody\n\n\xff\xfe\n",
    "another encoding": b"encoding ISO-8859-8\n\n\xf9\xec\n",
    "a message of fields": b"\n\x01" + b"a" * 40 + b" 1\n:100644 100644 1 2 M\n",
    "NUL in the message": b"\na\0b\0:1\n",
    "a signature": b"gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\nSigned\n",
}


@pytest.mark.parametrize("more", ODD.values(), ids=ODD.keys())
def test_a_message_of_any_kind_is_not_read(made: Made, more: bytes) -> None:
    first = made.commit({"a": "a"})
    made.write({"b": "b"})
    made.git("add", "-A")
    second = raw_commit(made, "x <x> 1800000000 +0000", first, more=more)
    assert [(each.hash, short(each.changes)) for each in made.repository.first_parents(second)] == [
        (first, ["A a"]),
        (second, ["A b"]),
    ]


# Histories


def test_a_commit_says_all_of_its_changes(made: Made) -> None:
    made.commit({"changed": "1", "deleted": "2", "typed": "3", "moved": TEXT, "mode": "4"})
    (made.root / "typed").unlink()
    (made.root / "typed").symlink_to("changed")
    (made.root / "mode").chmod(0o755)
    head = made.commit({"changed": "one", "deleted": None, "moved": None, "hub/moved": TEXT + "More\n", "new": "5"})
    history = made.repository.first_parents(head)
    assert history[1] == Commit(
        head,
        BEGIN + DAY,
        (
            Change("M", "changed", "changed", "100644", "100644", blob("1"), blob("one")),
            Change("D", "deleted", None, "100644", None, blob("2"), None),
            Change("R", "moved", "hub/moved", "100644", "100644", blob(TEXT), blob(TEXT + "More\n")),
            Change("M", "mode", "mode", "100644", "100755", blob("4"), blob("4")),
            Change("A", None, "new", None, "100644", None, blob("5")),
            Change("T", "typed", "typed", "100644", "120000", blob("3"), blob("changed")),
        ),
        is_cut_off=False,
    )


def _line(made: Made) -> None:
    made.commit({"a": "a"})
    made.commit({"a": "b"})


def _merge(made: Made) -> None:
    made.commit({"a": TEXT})
    made.git("switch", "-q", "-c", "side")
    made.commit({"a": None, "b": TEXT})
    made.commit({"c": "c"})
    made.git("switch", "-q", "main")
    made.merge("side")


def _merge_with_work_on_both_sides(made: Made) -> None:
    made.commit({"a": "a"})
    made.git("switch", "-q", "-c", "side")
    made.commit({"b": "b"})
    made.git("switch", "-q", "main")
    made.commit({"c": "c"})
    made.merge("side")


def _octopus(made: Made) -> None:
    made.commit({"a": "a"})
    for name in ("b", "c", "d"):
        made.git("switch", "-q", "-c", f"side-{name}", "main")
        made.commit({name: name})
    made.git("switch", "-q", "main")
    made.merge("side-b", "side-c", "side-d")


def _foxtrot(made: Made) -> None:
    """The branch merged into somebody's own work, and pushed: its own commits are on the second parent."""
    made.commit({"a": "a"})
    made.git("switch", "-q", "-c", "own")
    made.commit({"b": "b"})
    made.git("switch", "-q", "main")
    made.commit({"c": "c"})
    made.git("switch", "-q", "own")
    made.merge("main")
    made.git("branch", "-f", "main")


def _unrelated(made: Made) -> None:
    made.commit({"a": "a"})
    made.git("switch", "-q", "--orphan", "other")
    made.commit({"b": "b"})
    made.git("switch", "-q", "main")
    made.merge("--allow-unrelated-histories", "other")


def _changed_in_the_merge(made: Made) -> None:
    made.commit({"a": "a"})
    made.git("switch", "-q", "-c", "side")
    made.commit({"b": "b"})
    made.git("switch", "-q", "main")
    made.git("merge", "-q", "--no-ff", "--no-commit", "side")
    made.commit({"a": "in the merge"})


def _without_changes(made: Made) -> None:
    made.commit({"a": "a"})
    made.commit()
    made.commit(message="")
    made.commit({"a": None})


def _copied(made: Made) -> None:
    made.commit({"a": TEXT})
    made.commit({"b": TEXT})
    made.commit({"a": TEXT + "x", "c": TEXT})


def _younger_parents(made: Made) -> None:
    made.seconds += 9 * DAY
    made.commit({"a": "a"})
    made.seconds -= 9 * DAY
    made.commit({"b": "b"})


HISTORIES: dict[str, tuple[Callable[[Made], None], Sequence[tuple[int, list[str]]]]] = {
    "a line": (_line, [(0, ["A a"]), (1, ["M a"])]),
    "a merge": (_merge, [(0, ["A a"]), (3, ["R a → b", "A c"])]),
    "a merge of two": (_merge_with_work_on_both_sides, [(0, ["A a"]), (2, ["A c"]), (3, ["A b"])]),
    "an octopus": (_octopus, [(0, ["A a"]), (4, ["A b", "A c", "A d"])]),
    "a foxtrot": (_foxtrot, [(0, ["A a"]), (1, ["A b"]), (3, ["A c"])]),
    "unrelated ones": (_unrelated, [(0, ["A a"]), (2, ["A b"])]),
    "a change in the merge": (_changed_in_the_merge, [(0, ["A a"]), (2, ["M a", "A b"])]),
    "without changes": (_without_changes, [(0, ["A a"]), (1, []), (2, []), (3, ["D a"])]),
    "copies": (_copied, [(0, ["A a"]), (1, ["A b"]), (2, ["M a", "A c"])]),
    "dates that run back": (_younger_parents, [(9, ["A a"]), (1, ["A b"])]),
}


@pytest.mark.parametrize(("make", "expected"), HISTORIES.values(), ids=HISTORIES.keys())
def test_a_history_is_its_first_parents(
    made: Made, make: Callable[[Made], None], expected: Sequence[tuple[int, list[str]]]
) -> None:
    make(made)
    history = made.repository.first_parents(made.git("rev-parse", "main"))
    found = [((each.seconds or 0) - BEGIN, short(each.changes), each.is_cut_off) for each in history]
    assert found == [(days * DAY, changes, False) for days, changes in expected]


def test_hundreds_of_files_are_renamed_at_once(made: Made) -> None:
    texts = [f"{number}\n" * 20 for number in range(1100)]
    first = made.commit({f"old/{number:04}": text for number, text in enumerate(texts)})
    (made.root / "old").rename(made.root / "new")
    made.git("config", "diff.renameLimit", "10")
    head = made.commit({f"new/{number:04}": f"{text}x\n" for number, text in enumerate(texts)})
    expected = [f"R old/{number:04} → new/{number:04}" for number in range(1100)]
    found = made.repository
    assert short(found.first_parents(head)[1].changes) == expected
    assert short(found.differences(first)) == expected


def test_hashes_may_be_long(tmp_path: Path) -> None:
    made = Made(tmp_path / "repository", "--object-format=sha256")
    first = made.commit({"a": TEXT})
    made.commit({"a": None, "b": TEXT})
    made.write({"c": "c"})
    found = made.repository
    renamed = Change("R", "a", "b", "100644", "100644", blob(TEXT, "sha256"), blob(TEXT, "sha256"))
    new = Change("A", None, "c", None, "100644", None, blob("c", "sha256"))
    assert found.commit("HEAD") == made.head
    assert [each.changes for each in found.first_parents(made.head)][1] == (renamed,)
    assert found.differences(first, made.head) == [renamed]
    assert found.differences(first) == [renamed, new]
    assert found.tree(first) == {"a": Entry("100644", blob(TEXT, "sha256"))}
    assert list(found.blobs([blob(TEXT, "sha256"), "1" * 64] * 100)) == [TEXT.encode(), None] * 100


SHALLOW = {
    1: [("A a", True)],
    2: [("A a", True), ("M a", False)],
    3: [("A a", False), ("M a", False), ("M a", False)],  # where git calls it shallow, though nothing is missing
    9: [("A a", False), ("M a", False), ("M a", False)],
}


@pytest.mark.parametrize(("depth", "expected"), SHALLOW.items(), ids=map(str, SHALLOW))
def test_where_a_shallow_clone_ends_is_known(
    made: Made, tmp_path: Path, depth: int, expected: list[tuple[str, bool]]
) -> None:
    for text in "abc":
        made.commit({"a": text})
    made.git("clone", "-q", "--depth", str(depth), made.root.as_uri(), str(tmp_path / "clone"))
    found = Repository.find(tmp_path / "clone")
    assert found is not None
    history = found.first_parents(made.head)
    assert [(*short(commit.changes), commit.is_cut_off) for commit in history] == expected
    assert found.is_shallow == (depth <= 3)


def test_a_linked_work_tree_knows_where_its_clone_ends(made: Made, tmp_path: Path) -> None:
    made.commit({"a": "a"})
    made.commit({"a": "b"})
    made.git("clone", "-q", "--depth", "1", made.root.as_uri(), str(tmp_path / "clone"))
    made.git("worktree", "add", "-q", "-b", "other", str(tmp_path / "linked"), cwd=tmp_path / "clone")
    found = Repository.find(tmp_path / "linked")
    assert found is not None
    assert [commit.is_cut_off for commit in found.first_parents(made.head)] == [True]


# Revisions and branches


def test_a_revision_names_a_commit_or_none(made: Made) -> None:
    first = made.commit({"a": "a"})
    head = made.commit()
    made.git("tag", "-a", "-m", "x", "v1", first)
    found = made.repository
    known = {"HEAD": head, "main": head, "v1": first, "HEAD~1": first, first[:9]: first, "main^{/Change}": head}
    assert {revision: found.commit(revision) for revision in known} == known
    unknown = ["", "nowhere", "HEAD~9", "HEAD:a", "a b", "^main", "main..v1", "--all", "1" * 40, "a\0b", "-h", "\udcff"]
    assert [found.commit(revision) for revision in unknown] == [None] * len(unknown)


def test_two_commits_have_one_in_common_or_none(made: Made) -> None:
    base = made.commit({"a": "a"})
    made.git("switch", "-q", "-c", "side")
    side = made.commit({"b": "b"})
    made.git("switch", "-q", "main")
    main = made.commit({"c": "c"})
    made.git("switch", "-q", "--orphan", "other")
    other = made.commit({"d": "d"})
    found = made.repository
    assert (found.merge_base(side, main), found.merge_base(base, main), found.merge_base(main, other)) == (
        base,
        base,
        None,
    )


TIPS: dict[str, tuple[list[str], str | None, str | None]] = {
    "origin/HEAD": (["refs/remotes/origin/HEAD live", "refs/remotes/origin/main", "refs/heads/main"], None, "live"),
    "a deep name": (["refs/remotes/origin/HEAD team/live"], None, "team/live"),
    "origin/HEAD that leads nowhere": (["refs/remotes/origin/HEAD gone", "refs/heads/main"], None, "main"),
    "origin/main": (["refs/remotes/origin/main", "refs/remotes/origin/master", "refs/heads/master"], None, "main"),
    "origin/master": (["refs/remotes/origin/master", "refs/heads/main"], None, "master"),
    "main": (["refs/heads/main", "refs/heads/master", "refs/remotes/upstream/HEAD main"], None, "main"),
    "master": (["refs/heads/master", "refs/heads/work"], None, "master"),
    "the only one": (["refs/heads/trunk", "refs/remotes/origin/work", "refs/tags/main"], None, "trunk"),
    "one of two": (["refs/heads/trunk", "refs/heads/work"], None, None),
    "no branch": (["refs/remotes/pull/1/merge"], None, None),
    "settings": (["refs/heads/live", "refs/remotes/origin/main", "refs/heads/main"], "live", "live"),
    "settings, at origin": (["refs/remotes/origin/a/b", "refs/heads/main"], "a/b", "a/b"),
    "settings that are wrong": (["refs/heads/main"], "live", None),
    "settings without a name": (["refs/heads/main"], "", None),
    "settings with another case": (["refs/heads/main"], "Main", None),
    "settings with a tag": (["refs/tags/live", "refs/heads/main"], "live", None),
}


@pytest.mark.parametrize(("refs", "wanted", "name"), TIPS.values(), ids=TIPS.keys())
def test_the_branch_that_is_published(made: Made, refs: list[str], wanted: str | None, name: str | None) -> None:
    commit = made.commit({"a": "a"})
    other = made.commit({"a": "b"})
    made.git("switch", "-q", "--detach")
    made.git("branch", "-q", "-D", "main")
    for place, ref in enumerate(refs):
        ref, _, target = ref.partition(" ")  # noqa: PLW2901
        if target:
            made.git("symbolic-ref", ref, f"{ref.removesuffix('HEAD')}{target}")
            if target != "gone":
                made.git("update-ref", f"{ref.removesuffix('HEAD')}{target}", other if place else commit)
        else:
            made.git("update-ref", ref, other if place and name != "main" else commit)
    if name is None:
        with pytest.raises(NoBranch):
            made.repository.tip(wanted)
    else:
        found = made.repository.tip(wanted)
        assert found is not None
        assert found.name == name


def test_what_origin_has_goes_before_what_is_here(made: Made) -> None:
    there = made.commit({"a": "a"})
    made.git("update-ref", "refs/remotes/origin/main", there)
    made.commit({"a": "b"})
    assert made.repository.tip(None) == made.repository.tip("main") == Branch("main", there)


def test_a_missing_branch_says_what_was_looked_for(made: Made) -> None:
    made.commit()
    made.git("branch", "other")
    made.git("branch", "-m", "main", "trunk")
    with pytest.raises(NoBranch) as missing:
        made.repository.tip("live")
    assert str(missing.value) == "git has no branch to publish from; looked for origin/live, live"
    with pytest.raises(NoBranch) as missing:
        made.repository.tip(None)
    assert str(missing.value) == (
        "git has no branch to publish from; looked for origin/HEAD, origin/main, origin/master, main, master"
    )


def test_before_the_first_commit_there_is_no_branch(made: Made) -> None:
    made.write({"a": "a"})
    made.git("add", "-A")
    assert (made.repository.has_commits, made.repository.tip(None), made.repository.tip("live")) == (False, None, None)
    assert made.repository.commit("HEAD") is None


@pytest.mark.parametrize("ref", ["refs/tags/v1", "refs/remotes/upstream/main", "refs/pull/1/head"])
def test_a_commit_anywhere_is_a_commit(made: Made, ref: str) -> None:
    made.git("update-ref", ref, made.commit({"a": "a"}))
    made.git("update-ref", "-d", "refs/heads/main")
    assert made.repository.has_commits
    with pytest.raises(NoBranch):
        made.repository.tip(None)


def test_a_commit_of_head_alone_is_a_commit(made: Made) -> None:
    made.commit({"a": "a"})
    made.git("switch", "-q", "--detach")
    made.git("branch", "-q", "-D", "main")
    assert made.repository.has_commits


# Contents


def stored(made: Made, *contents: bytes) -> list[str]:
    return [made.git("hash-object", "-w", "--stdin", given=content) for content in contents]


def test_contents_come_in_the_order_of_their_ids(made: Made) -> None:
    contents = [b"", b"\n", b"a", b"b\0\n\r\xff", b"1234567 missing\n", os.urandom(300_000), b"c" * 5_000_000, b"z"]
    ids = stored(made, *contents)
    head = made.commit({"hub/a": "a"})
    no_files = [head, made.git("rev-parse", "HEAD^{tree}"), "1" * 40]
    found = made.repository
    assert list(found.blobs([*ids, *no_files, *reversed(ids)])) == [*contents, None, None, None, *reversed(contents)]
    assert list(found.blobs([])) == []


def test_thousands_of_contents_block_nobody(made: Made) -> None:
    ids = stored(made, b"a" * 100_000, b"b")
    counted = 0
    for first, second in zip(*[made.repository.blobs(ids * 3000)] * 2, strict=True):
        assert first is not None
        assert (len(first), second) == (100_000, b"b")
        counted += 1
    assert counted == 3000


def test_contents_are_asked_for_as_they_are_taken(made: Made) -> None:
    ids = stored(made, b"a" * 1_000_000)
    asked = 0

    def endless() -> Iterator[str]:
        nonlocal asked
        while True:
            asked += 1
            yield ids[0]

    contents = made.repository.blobs(endless())
    assert len(next(contents) or b"") == 1_000_000
    assert isinstance(contents, Iterator)
    contents.close()  # type: ignore[attr-defined]
    assert asked < 100


def test_a_damaged_content_is_a_failure(made: Made) -> None:
    (damaged,) = stored(made, b"a" * 1000)
    path = made.root / ".git/objects" / damaged[:2] / damaged[2:]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:10])
    with pytest.raises(GitFailed):
        list(made.repository.blobs([damaged]))


@pytest.fixture
def partial(made: Made, tmp_path: Path) -> Repository:
    """A clone that has no contents of files, and fetches them as they are asked for."""
    made.git("config", "uploadpack.allowFilter", "true")
    made.git("config", "uploadpack.allowAnySHA1InWant", "true")
    made.commit({"a": TEXT})
    made.commit({"a": None, "b": TEXT + "More\n"})
    made.git("clone", "-q", "--no-checkout", "--filter=blob:none", made.root.as_uri(), str(tmp_path / "clone"))
    found = Repository.find(tmp_path / "clone")
    assert found is not None
    return found


def test_a_partial_clone_fetches_what_it_lacks(made: Made, partial: Repository) -> None:
    assert list(partial.blobs([blob(TEXT)])) == [TEXT.encode()]
    assert [short(each.changes) for each in partial.first_parents(made.head)] == [["A a"], ["R a → b"]]


def test_a_partial_clone_without_its_origin_fails(made: Made, partial: Repository) -> None:
    head = made.head
    origin = made.root.rename(made.root.parent / "gone")
    questions: list[Callable[[], object]] = [
        lambda: list(partial.blobs([blob(TEXT)])),
        lambda: partial.first_parents(head),
        lambda: partial.differences(f"{head}~1", head),
    ]
    for question in questions:
        with pytest.raises(GitFailed) as failed:
            question()
        assert (failed.value.reason, failed.value.advice) == (
            f"'{origin.parent / 'repository'}' does not appear to be a git repository",
            "This clone left files out that it can't fetch now: make it whole, without --filter.",
        )
    assert list(partial.tree(head)) == ["b"]


# The work tree

SECOND = TEXT.replace("line", "row")
CONFLICT = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> side\n"


@pytest.fixture
def work(made: Made) -> Made:
    """`a`, `hub/b` and `link` are committed, `*.log` is ignored."""
    (made.root / "link").symlink_to("a")
    made.commit({"a": TEXT, "hub/b": SECOND, ".gitignore": "*.log\n", "kept.log": "kept"})
    return made


def _write(**files: str | bytes | None) -> Callable[[Made], None]:
    return lambda work: work.write({name.replace("__", "/"): content for name, content in files.items()})


def _git(*commands: str) -> Callable[[Made], None]:
    def run(work: Made) -> None:
        for command in commands:
            work.git(*command.split())

    return run


def _steps(*steps: Callable[[Made], None]) -> Callable[[Made], None]:
    def run(work: Made) -> None:
        for step in steps:
            step(work)

    return run


def _staged_and_changed_again(work: Made) -> None:
    work.write({"a": "staged"})
    work.git("add", "a")
    work.write({"a": "on disk"})


def _another_mode(work: Made) -> None:
    (work.root / "a").chmod(0o755)


def _a_link(work: Made) -> None:
    (work.root / "a").unlink()
    (work.root / "a").symlink_to("hub/b")


def _a_folder_for_a_file(work: Made) -> None:
    (work.root / "a").unlink()
    work.write({"a/inside": "x"})


def _a_pipe(work: Made) -> None:
    os.mkfifo(work.root / "pipe")


def _conflict(work: Made) -> None:
    work.git("switch", "-q", "-c", "side")
    work.commit({"a": "theirs"})
    work.git("switch", "-q", "main")
    work.git("reset", "-q", "--hard")
    work.seconds -= DAY
    work.write({"a": "ours"})
    work.git("commit", "-q", "-am", "Ours")
    with pytest.raises(subprocess.CalledProcessError):
        work.git("merge", "-q", "side")


def _sparse(work: Made) -> None:
    work.git("sparse-checkout", "set", "--no-cone", "hub/")
    assert not (work.root / "link").exists()


def _sparse_with_something_new(work: Made) -> None:
    work.commit({"deep/c": "c"})
    work.git("sparse-checkout", "set", "--cone", "hub")
    work.write({"deep/d": "d", "hub/e": "e"})


def _same_size_in_the_same_moment(work: Made) -> None:
    index = (work.root / ".git/index").stat().st_mtime_ns
    before = (work.root / "a").stat()
    for moment in range(20):
        # Written while git looked at it: neither its size nor its time tells.
        work.write({"a": TEXT[:-2] + f"{moment % 10}\n"})
        os.utime(work.root / "a", ns=(before.st_atime_ns, before.st_mtime_ns))
    os.utime(work.root / ".git/index", ns=(index, before.st_mtime_ns))
    work.write({"a": "B" + TEXT[1:]})
    os.utime(work.root / "a", ns=(before.st_atime_ns, before.st_mtime_ns))


def _touched(work: Made) -> None:
    os.utime(work.root / "a", (1, 1))


def _locked(work: Made) -> None:
    (work.root / ".git/index.lock").write_bytes(b"")
    work.write({"a": "x"})


def _without_index(work: Made) -> None:
    (work.root / ".git/index").unlink()
    work.write({"a": "x"})


def _unborn(work: Made) -> None:
    work.git("switch", "-q", "--orphan", "other")
    work.write({"a": "x"})


def _repository_inside(work: Made) -> None:
    inner = Made(work.root / "inner")
    inner.commit({"x": "x"})


def _empty_repository_inside(work: Made) -> None:
    Made(work.root / "inner").write({"x": "x"})
    work.write({"c": "c"})


def _submodule(work: Made) -> None:
    inner = Made(work.root.parent / "inner")
    inner.commit({"x": "x"})
    work.git("submodule", "--quiet", "add", str(inner.root), "sub")
    work.git("config", "-f", ".gitmodules", "submodule.sub.ignore", "all")
    work.commit()
    inner.commit({"x": "y"})
    work.git("pull", "-q", cwd=work.root / "sub")
    (work.root / "sub/untracked").write_text("x")


def _work_in_a_submodule(work: Made) -> None:
    _submodule(work)
    work.commit()
    (work.root / "sub/x").write_text("changed")


def _names_that_git_refuses(work: Made) -> None:
    work.write({"git~1/x": "x", "a": None, "c": TEXT})


def _a_change_that_git_refuses(work: Made) -> None:
    """A file under a name that is refused where NTFS is protected, committed where it was not."""
    work.git("config", "core.protectNTFS", "false")
    work.commit({"git~1": "x", "c": "c"})
    work.git("config", "core.protectNTFS", "true")
    work.write({"git~1": "y", "c": "d"})


def _filter(command: str) -> Callable[[Made], None]:
    def run(work: Made) -> None:
        work.write({".gitattributes": "*.jpg filter=x\n", "photo.jpg": "small", "other.jpg": "other"})
        for name in ("photo.jpg", "other.jpg"):
            os.utime(work.root / name, (1, 1))  # else git reads them again, to be sure
        work.commit()
        work.git("config", "filter.x.clean", command)
        work.git("config", "filter.x.required", "true")

    return run


def _split_index(work: Made) -> None:
    work.git("update-index", "--split-index")
    work.write({"c": "c"})
    work.git("update-index", "--add", "c")


WORK: dict[str, tuple[Callable[[Made], None], list[Change]]] = {
    "nothing": (lambda work: None, []),
    "a change": (_write(a="x"), [Change("M", "a", "a", "100644", "100644", blob(TEXT), blob("x"))]),
    "a change of mode": (_another_mode, [Change("M", "a", "a", "100644", "100755", blob(TEXT), blob(TEXT))]),
    "only touched": (_touched, []),
    "as long, in the same moment": (
        _same_size_in_the_same_moment,
        [Change("M", "a", "a", "100644", "100644", blob(TEXT), blob("B" + TEXT[1:]))],
    ),
    "staged": (
        _steps(_write(a="x"), _git("add a")),
        [Change("M", "a", "a", "100644", "100644", blob(TEXT), blob("x"))],
    ),
    "staged and changed again": (
        _staged_and_changed_again,
        [Change("M", "a", "a", "100644", "100644", blob(TEXT), blob("on disk"))],
    ),
    "staged and put back": (_steps(_write(a="x"), _git("add a"), _write(a=TEXT)), []),
    "a deletion": (_write(a=None), [Change("D", "a", None, "100644", None, blob(TEXT), None)]),
    "untracked": (_write(c="c"), [Change("A", None, "c", None, "100644", None, blob("c"))]),
    "taken out of the index": (_git("rm -q --cached a"), []),
    "ignored": (_write(**{"an.log": "x"}), []),
    "ignored, but committed": (
        _write(**{"kept.log": "x"}),
        [Change("M", "kept.log", "kept.log", "100644", "100644", blob("kept"), blob("x"))],
    ),
    "a rename": (
        _write(a=None, hub__c=TEXT),
        [Change("R", "a", "hub/c", "100644", "100644", blob(TEXT), blob(TEXT))],
    ),
    "a rename with a change": (
        _write(a=None, hub__c=TEXT + "More\n"),
        [Change("R", "a", "hub/c", "100644", "100644", blob(TEXT), blob(TEXT + "More\n"))],
    ),
    "a rename that git was told": (
        _git("mv a c"),
        [Change("R", "a", "c", "100644", "100644", blob(TEXT), blob(TEXT))],
    ),
    "a swap": (
        _write(a=SECOND, hub__b=TEXT),
        [
            Change("M", "a", "a", "100644", "100644", blob(TEXT), blob(SECOND)),
            Change("M", "hub/b", "hub/b", "100644", "100644", blob(SECOND), blob(TEXT)),
        ],
    ),
    "a copy": (_write(c=TEXT), [Change("A", None, "c", None, "100644", None, blob(TEXT))]),
    "a link": (_a_link, [Change("T", "a", "a", "100644", "120000", blob(TEXT), blob("hub/b"))]),
    "a folder for a file": (
        _a_folder_for_a_file,
        [
            Change("D", "a", None, "100644", None, blob(TEXT), None),
            Change("A", None, "a/inside", None, "100644", None, blob("x")),
        ],
    ),
    "no file at all": (_a_pipe, []),
    "intent to add": (
        _steps(_write(c="c"), _git("add -N c")),
        [Change("A", None, "c", None, "100644", None, blob("c"))],
    ),
    "intent to add, and gone": (_steps(_write(c="c"), _git("add -N c"), _write(c=None)), []),
    "assumed unchanged": (_steps(_git("update-index --assume-unchanged a"), _write(a="x")), []),
    "left out of the checkout": (_steps(_git("update-index --skip-worktree a"), _write(a=None)), []),
    "a sparse checkout": (_sparse, []),
    "a sparse checkout with something new": (
        _sparse_with_something_new,
        [
            Change("A", None, "deep/d"),
            Change("A", None, "hub/e", None, "100644", None, blob("e")),
        ],
    ),
    "a conflict": (
        _conflict,
        [
            Change("M", "a", "a", "100644", "100644", blob("ours"), blob(CONFLICT)),
        ],
    ),
    "git at work": (_locked, [Change("M", "a", "a", "100644", "100644", blob(TEXT), blob("x"))]),
    "a branch without a commit": (
        _unborn,
        [
            Change("D", ".gitignore", None, "100644", None, blob("*.log\n"), None),
            Change("M", "a", "a", "100644", "100644", blob(TEXT), blob("x")),
            Change("D", "hub/b", None, "100644", None, blob(SECOND), None),
            Change("D", "kept.log", None, "100644", None, blob("kept"), None),
            Change("D", "link", None, "120000", None, blob("a"), None),
        ],
    ),
    "no index": (
        _without_index,
        [
            Change("M", "a", "a", "100644", "100644", blob(TEXT), blob("x")),
            Change("D", "kept.log", None, "100644", None, blob("kept"), None),
        ],
    ),
    "a split index": (_split_index, [Change("A", None, "c", None, "100644", None, blob("c"))]),
    "an empty repository inside": (
        _empty_repository_inside,
        [Change("A", None, "c", None, "100644", None, blob("c")), Change("A", None, "inner")],
    ),
    "work in a submodule": (_work_in_a_submodule, []),
    "a name that git refuses": (
        _names_that_git_refuses,
        [
            Change("R", "a", "c", "100644", "100644", blob(TEXT), blob(TEXT)),
            Change("A", None, "git~1/x"),
        ],
    ),
    "line ends": (_steps(_git("config core.autocrlf true"), _write(a=TEXT.replace("\n", "\r\n"))), []),
    "a filter": (
        _steps(_filter("tr x y"), _write(**{"photo.jpg": "xx"})),
        [Change("M", "photo.jpg", "photo.jpg", "100644", "100644", blob("small"), blob("yy"))],
    ),
    "a filter that is not needed": (
        _steps(_filter("false"), _write(a=None, c=TEXT)),
        [Change("R", "a", "c", "100644", "100644", blob(TEXT), blob(TEXT))],
    ),
    "a filter that fails": (
        _steps(_filter("false"), _write(**{"photo.jpg": "xx", "a": None, "c": TEXT, "new.jpg": "new"})),
        [
            Change("D", "a", None, "100644", None, blob(TEXT), None),
            Change("A", None, "c"),
            Change("A", None, "new.jpg"),
            Change("M", "photo.jpg", "photo.jpg", "100644", "100644", blob("small"), None),
        ],
    ),
    "a filter that fails beside a rename": (
        _steps(_filter("false"), _git("-c filter.x.required=false mv a c"), _write(**{"photo.jpg": "xx"})),
        [
            Change("R", "a", "c", "100644", "100644", blob(TEXT), blob(TEXT)),
            Change("M", "photo.jpg", "photo.jpg", "100644", "100644", blob("small"), None),
        ],
    ),
    "a filter that fails on a rename": (
        _steps(
            _filter("false"),
            _git("-c filter.x.required=false mv photo.jpg new.jpg"),
            _write(**{"new.jpg": "small, or not"}),
        ),
        [
            Change("A", None, "new.jpg", None, "100644", None, None),
            Change("D", "photo.jpg", None, "100644", None, blob("small"), None),
        ],
    ),
}


@pytest.mark.parametrize(("change", "expected"), WORK.values(), ids=WORK.keys())
def test_the_work_tree_is_told_as_if_it_were_committed(
    work: Made, change: Callable[[Made], None], expected: list[Change]
) -> None:
    change(work)
    head = work.git("rev-parse", "main")
    before = work.everything()
    found = Repository.find(work.root / "hub") if (work.root / "hub").exists() else work.repository
    assert found is not None
    assert found.differences(head) == expected
    assert work.everything() == before, "nothing is written"


def test_submodules_are_told_by_their_commits(work: Made) -> None:
    _submodule(work)
    inner = Repository.find(work.root / "sub")
    assert inner is not None
    new = inner.commit("HEAD")
    assert new is not None
    old = inner.commit("HEAD~1")
    changes = work.repository.differences(work.head)
    assert changes == [Change("M", "sub", "sub", "160000", "160000", old, new)]


def test_a_repository_inside_is_one_too(work: Made) -> None:
    _repository_inside(work)
    inner = Made.__new__(Made)
    inner.root, inner.seconds = work.root / "inner", BEGIN
    assert work.repository.differences(work.head) == [Change("A", None, "inner", None, "160000", None, inner.head)]


@pytest.mark.needs("permissions")
def test_what_cannot_be_read_differs(work: Made) -> None:
    work.write({"a": "changed", "new": "new", "hub/b": None, "c": SECOND})
    (work.root / "a").chmod(0)
    (work.root / "new").chmod(0)
    assert work.repository.differences(work.head) == [
        Change("M", "a", "a", "100644", "100644", blob(TEXT), None),
        Change("R", "hub/b", "c", "100644", "100644", blob(SECOND), blob(SECOND)),
        Change("A", None, "new"),
    ]


def test_no_hook_runs_and_no_monitor(work: Made) -> None:
    hook = work.root / ".git/hooks/post-index-change"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch '{work.root.parent}/ran'\n")
    hook.chmod(0o755)
    work.git("config", "core.fsmonitor", str(hook))
    work.write({"c": "c"})
    assert short(work.repository.differences(work.head)) == ["A c"]
    assert not (work.root.parent / "ran").exists()


@pytest.mark.parametrize("name", ["two\nlines", 'a:b;"c"\\d', os.fsdecode(b"\xff"), "-C", "#x"])
def test_a_repository_may_have_any_name(tmp_path: Path, name: str) -> None:
    made = Made(tmp_path / name)
    made.commit({"a": TEXT})
    made.write({"a": None, "b": TEXT + "More\n"})
    assert short(made.repository.differences(made.head)) == ["R a → b"]


def test_a_damaged_index_is_a_failure(work: Made) -> None:
    (work.root / ".git/index").write_bytes(b"DIRC")
    with pytest.raises(GitFailed) as failed:
        work.repository.differences(work.head)
    assert failed.value.reason == "index: index file smaller than expected"


def test_what_changed_since_a_revision_is_named_as_the_hub_names_it(work: Made) -> None:
    work.commit({"hub/c.jpg": "1", "hub/d.md": "1", "hub/gone.md": "1"})
    work.write({"hub/c.jpg": "2", "hub/gone.md": None, "hub/new.md": "1", "outside": "1"})
    found = Repository.find(work.root / "hub")
    assert found is not None
    assert found.changed_since("HEAD") == {"c.jpg", "c.md", "gone.md", "new.md"}
    assert found.changed_since("nowhere") is None
