"""Trees and commits that git can hold and nobody would make by hand: nothing is written, and the rest is judged.

A host may refuse some of them; a fetch from elsewhere brings them all.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from hubs import build, partnerhub, silent
from partnerhub import pipeline
from partnerhub.history.git_run import GitFailed
from partnerhub.review import markdown as review_report
from partnerhub.review.compare import Review
from partnerhub.review.revisions import Range
from partnerhub.words.finding import errors
from records import SOUND, UNANNOUNCED
from repositories import Repo

STRANGER = SOUND.replace("Code for Good", "Star Club").replace("codeforgood", "starclub").encode()
FILE, RUNNABLE, LINK, FOLDER, SUBMODULE = "100644", "100755", "120000", "40000", "160000"
NOWHERE = "1" * 40


class Entry(NamedTuple):
    mode: str
    name: bytes
    id: str


class Objects:
    """Writes into a repository what git's own commands would refuse to make."""

    def __init__(self, repo: Repo) -> None:
        self.root = repo.root
        self.partner = self.write("blob", STRANGER)
        self.link = self.write("blob", b"/etc/passwd")
        self.folder = self.tree([Entry(FILE, b"x.md", self.partner)])

    def ask(self, *arguments: str, given: bytes | None = None) -> bytes:
        ran = subprocess.run(["git", *arguments], cwd=self.root, input=given, check=True, capture_output=True)
        return ran.stdout.strip(b"\n")

    def write(self, kind: str, data: bytes) -> str:
        return self.ask("hash-object", "-t", kind, "-w", "--literally", "--stdin", given=data).decode()

    def tree(self, entries: Sequence[Entry]) -> str:
        data = b"".join(b"%b %b\0%b" % (each.mode.encode(), each.name, bytes.fromhex(each.id)) for each in entries)
        return self.write("tree", data)

    def entries(self, tree: str) -> Iterator[Entry]:
        for entry in self.ask("ls-tree", "-z", tree).split(b"\0")[:-1]:
            about, _, name = entry.partition(b"\t")
            mode, _, blob = about.decode().split(" ")
            yield Entry(mode.removeprefix("0"), name, blob)

    def deep(self, levels: int) -> str:
        folder = self.folder
        for _ in range(levels):
            folder = self.tree([Entry(FOLDER, b"d", folder)])
        return folder

    def hub(self, partners: Sequence[Entry] = (), top: Sequence[Entry] = (), instead: Entry | None = None) -> str:
        """The tree of HEAD with more in its folders, or with something else in the place of content/partners."""
        folder = self.tree([*self.entries("HEAD:content/partners"), *partners])
        content = {each.name: each for each in self.entries("HEAD:content")}
        content[b"partners"] = instead or Entry(FOLDER, b"partners", folder)
        all_of_it = {each.name: each for each in self.entries("HEAD^{tree}")}
        all_of_it[b"content"] = Entry(FOLDER, b"content", self.tree(list(content.values())))
        return self.tree([*all_of_it.values(), *top])

    def commit(
        self, tree: str, parent: str, committer: bytes = b"x <x> 1795250000 +0200", more: bytes = b"\n\nx"
    ) -> str:
        about = f"tree {tree}\nparent {parent}\nauthor x <x> 1795250000 +0200\n".encode()
        return self.write("commit", about + (b"committer " + committer if committer != b"none" else b"") + more)


def files(*names: bytes | str) -> tuple[tuple[str, bytes, str], ...]:
    return tuple((FILE, name if isinstance(name, bytes) else name.encode(), "partner") for name in names)


TREES: dict[str, tuple[tuple[str, bytes, str], ...]] = {
    "a folder ..": ((FOLDER, b"..", "folder"),),
    "a file ..": files(".."),
    "a folder .": ((FOLDER, b".", "folder"),),
    "a folder .git": ((FOLDER, b".git", "folder"),),
    "slashes": files("../../escaped.md", "/tmp/escaped.md", "a/b.md", "//x.md"),
    "300 bytes": files("a" * 300 + ".md", "b" * 5000),
    "100 folders": ((FOLDER, b"d", "deep"),),
    "a link and a folder": ((LINK, b"twin.md", "link"), (FOLDER, b"twin.md", "folder")),
    "a file and a folder": ((FILE, b"twin.md", "partner"), (FOLDER, b"twin.md", "folder")),
    "one name twice": files("twin.md", "twin.md"),
    "names by case": files("Star.md", "STAR.md", "star.md"),
    "reserved": files("con.md", "nul.md", "aux", "a:b.md", "a?b.md", "a\\b.md", "x.md.", "x.md ", "COM1.md", "a|b<c>*.md"),
    "control characters": files("a\x01b.txt", "a\nb.txt", "a\nb.md", "a\x1b[31m.md", "a\tb.md", "\x7f\x9b.md", "a\rb.md"),
    "no text": files(b"\xff.md", b"\xff\n.md", b"\xed\xa0\x80.md", b"\xff.jpg"),
    "NFD": files("e\u0301.md", "\xe9.md"),
    "direction and line marks": files("a\u202e.md", "\u2028.md", "\u200f.md"),
    "commands": files("##[add-path]x.md", "::error::x.md", "`|`@octocat #1.md"),
    "submodules": ((SUBMODULE, b"sub.md", NOWHERE), (SUBMODULE, b"sub", NOWHERE)),
    "links": ((LINK, b"link.md", "link"), (LINK, b"code.png", "link")),
    "modes": ((f"{0o100664:o}", b"w.md", "partner"), ("777777", b"y.md", "partner"), ("40755", b"q.md", "folder")),
    "a file that is not there": ((FILE, b"gone.md", NOWHERE), (FILE, b"gone.jpg", NOWHERE)),
    "a file that is a tree": ((FILE, b"tree.md", "folder"), (FILE, b"tree.jpg", "folder")),
}  # fmt: skip
"""More entries of content/partners, and of the top."""

IN_ITS_PLACE = {
    "content/partners is a link": (LINK, "link"), "content/partners is a file": (FILE, "partner"),
    "content/partners is a submodule": (SUBMODULE, NOWHERE), "content/partners is empty": (FOLDER, "empty"),
}  # fmt: skip

REFUSED_BY_GIT = {
    "an empty name": files(""),
    "a folder that is not there": ((FOLDER, b"gone", NOWHERE),),
    "a folder that is a file": ((FOLDER, b"x", "partner"),),
}

COMMITTERS = {
    "after the calendar": b"x <x> 253402300800 +0000", "negative": b"x <x> -5 +0000", "no date": b"x <x>", "empty": b"",
    "more digits": b"x <x> 99999999999999999999999 +0000", "a zone": b"x <x> 1795250000 +9999", "no zone": b"x <x> 1795250000",
    "words": b"x <x> yesterday +0200", "no name": b"<> 1795250000 +0200", "garbage": b"\xff\x01<<>> > 12 < 1795250000 x",
    "no committer": b"none", "two lines": b"x <x> 1 +0000\ncommitter y <y> 2 +0000", "the last second": b"x <x> 253402300799 -9999",
}  # fmt: skip


def made(objects: Objects, entries: Sequence[tuple[str, bytes, str]]) -> list[Entry]:
    ids = {"deep": lambda: objects.deep(100), "empty": lambda: objects.tree([])}
    return [
        Entry(mode, name, ids[content]() if content in ids else getattr(objects, content, content))
        for mode, name, content in entries
    ]


def hostile(objects: Objects, case: str) -> str:
    """The tree of a case."""
    if case in IN_ITS_PLACE:
        mode, content = IN_ITS_PLACE[case]
        return objects.hub(instead=made(objects, [(mode, b"partners", content)])[0])
    entries = made(objects, {**TREES, **REFUSED_BY_GIT}[case])
    return objects.hub(partners=entries, top=entries)


@pytest.fixture
def objects(repo: Repo) -> Objects:
    repo.commit("2026-11-20", text=UNANNOUNCED)
    return Objects(repo)


def head(objects: Objects) -> str:
    return objects.ask("rev-parse", "main").decode()


def everything_around(root: Path) -> set[tuple[str, int]]:
    """All files below a folder, but for what git writes where it is asked to and what a build does."""
    left_out = (".git", "site", ".cache")
    found = set()
    for parent, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in left_out]
        found |= {(os.path.join(parent, name), os.lstat(os.path.join(parent, name)).st_mtime_ns) for name in names}  # noqa: PTH118
    return found


def review(repo: Repo, base: str, proposed: str) -> Review:
    return pipeline.review(Range.find(repo.hub.config_file, base, proposed), repo.hub.moment("2026-11-23"), silent)


@pytest.mark.sample(5)
@pytest.mark.parametrize("case", [*TREES, *IN_ITS_PLACE])
def test_a_hostile_tree_is_reviewed_without_a_trace(
    case: str, repo: Repo, objects: Objects, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    proposed = objects.commit(hostile(objects, case), head(objects))
    before = everything_around(tmp_path)
    found = review(repo, "main", proposed)
    report = review_report.as_markdown(found, "en", review_report.Links())
    review_report.as_json(found, "en", review_report.Links())
    assert everything_around(tmp_path) == before
    names = [name for _, name, _ in TREES.get(case, ())]
    said = {partner.path for partner in found.partners} | {finding.path for finding in found.new_errors}
    said |= {file.path for file in found.other_files}
    assert said, "somebody who looks is told"
    # What git itself can't tell apart, or takes for nothing, is one thing.
    missed = [
        name for name in names if not any(path.startswith(f"content/partners/{os.fsdecode(name)}") for path in said)
    ]
    assert missed == [], (said, found)
    # Ours alone are the isolates around a span that is read in another direction.
    ours = re.compile("\u2068(?=`)|(?<=`)\u2069|[\u202f\ufe0f]")
    assert all(line.isprintable() for line in ours.sub("", report).split("\n"))
    if case in TREES:
        assert "Code for Good" not in [partner.name for partner in found.partners], "the rest is as it was"


def test_a_hostile_past_stops_nobody(repo: Repo, objects: Objects, tmp_path: Path) -> None:
    """Each tree stood on the branch for a commit, and each commit is of a date of its own kind."""
    sound = objects.ask("rev-parse", "main^{tree}").decode()
    tip = head(objects)
    for case in (*TREES, *IN_ITS_PLACE):
        tip = objects.commit(hostile(objects, case), tip)
        tip = objects.commit(sound, tip)
    for committer in COMMITTERS.values():
        tip = objects.commit(sound, tip, committer)
    objects.ask("update-ref", "refs/heads/main", tip)
    loaded = repo.hub.load("2026-11-23")
    assert [(finding.rule, finding.path) for finding in errors(loaded.findings)] == []
    assert [file.path for file in loaded.hub.files] == ["content/partners/code.md"]
    assert loaded.hub.timeline.gap is None
    found = review(repo, "main~1", "main")
    assert (found.partners, found.new_errors, found.other_files) == ([], [], [])
    before = everything_around(tmp_path)
    site = build(repo.hub, "2026-11-23", hold_back=True)
    assert (site / "partners" / "code" / "index.html").is_file()
    assert everything_around(tmp_path) == before


@pytest.mark.sample(5)
@pytest.mark.parametrize("committer", COMMITTERS.values(), ids=COMMITTERS.keys())
def test_a_proposal_of_any_date_is_reviewed(committer: bytes, repo: Repo, objects: Objects) -> None:
    tree = objects.hub(partners=[Entry(FILE, b"star-club.md", objects.partner)])
    found = review(repo, "main", objects.commit(tree, head(objects), committer))
    assert [partner.name for partner in found.partners] == ["Star Club"]


@pytest.mark.parametrize("case", REFUSED_BY_GIT)
def test_what_git_refuses_is_refused_with_its_reason(case: str, repo: Repo, objects: Objects) -> None:
    tree = hostile(objects, case)
    with pytest.raises(GitFailed) as failed:
        review(repo, "main", objects.commit(tree, head(objects)))
    assert failed.value.reason
    assert failed.value.reason.isprintable()


IN_THE_WORK_TREE = [
    *(
        b"aux.md",
        b"a:b?.md",
        b"x.md ",
        b"a\x01b.txt",
        b"a\nb.txt",
        b"a\nb.md",
        b"a\x1b[31m.md",
        b"a\rb.md",
        b"\xff\n.md",
    ),
    *("\u202e.md".encode(), "\u2028.md".encode(), b"##[add-path]x.md", b"::error::x.md", b"c" * 252 + b".md"),
]


def test_hostile_names_in_the_work_tree_are_found_and_the_rest_is_built(repo: Repo, tmp_path: Path) -> None:
    """Before they are committed, and after it."""
    repo.commit("2026-11-20", text=UNANNOUNCED)
    folder = os.fsencode(repo.hub.partners)
    paths = [Path(os.fsdecode(folder + b"/" + name)) for name in IN_THE_WORK_TREE]
    for path in paths:
        path.write_bytes(STRANGER)
    (repo.hub.partners / "link.md").symlink_to("/etc/passwd")
    (repo.hub.partners / "folder.md").mkdir()
    (repo.hub.partners / "folder.md" / "x.txt").touch()
    wanted = {path.relative_to(repo.root).as_posix() for path in paths if path.suffix == ".md"}
    for committed in (False, True):
        if committed:
            repo.commit("2026-11-21")
        assert wanted <= {finding.path for finding in errors(repo.hub.load("2026-11-23").findings)}
    for command, code in {("check",): 1, ("build", "--keep-going"): 0, ("review", "main~1..main"): 1}.items():
        ran = partnerhub(*command, "--today", "2026-11-23", cwd=repo.root)
        assert ran.returncode == code, ran.stderr
        said = ran.stdout + ran.stderr
        assert all(line.isprintable() for line in re.sub("[\u202f\ufe0f\t]", "", said).split("\n"))
        assert not re.search(r"(?m)##\w*\[|^\s*::", said)
    assert (repo.root / "site" / "partners" / "code" / "index.html").is_file()


def test_what_refers_to_commits_otherwise_changes_nothing(repo: Repo, objects: Objects) -> None:
    """Tags of files and trees, replacements, grafts."""
    other = objects.commit(objects.hub(partners=[Entry(FILE, b"star-club.md", objects.partner)]), head(objects))
    for name, target in {"a-blob": objects.partner, "a-tree": objects.folder, "heads/x": objects.folder}.items():
        objects.ask("update-ref", f"refs/tags/{name}", target)
    objects.ask("replace", "-f", head(objects), other)
    grafts = repo.root / ".git" / "info" / "grafts"
    grafts.parent.mkdir(exist_ok=True)
    grafts.write_text(f"{head(objects)}\n")
    assert [file.path for file in repo.hub.load("2026-11-23").hub.files] == ["content/partners/code.md"]
    assert [partner.name for partner in review(repo, "main", other).partners] == ["Star Club"]
    for revision in ("a-blob", "a-tree", "main:content", "main^{tree}"):
        ran = partnerhub("review", f"main..{revision}", "--today", "2026-11-23", cwd=repo.root)
        assert (ran.returncode, f"git does not know the revision {revision} here." in ran.stderr) == (2, True)


def test_a_damaged_object_is_no_answer(repo: Repo, objects: Objects) -> None:
    tree = objects.hub(partners=[Entry(FILE, b"star-club.md", objects.partner)])
    proposed = objects.commit(tree, head(objects))
    file = repo.root / ".git" / "objects" / objects.partner[:2] / objects.partner[2:]
    file.chmod(0o600)
    file.write_bytes(b"x\x9c damaged")
    with pytest.raises(GitFailed):
        review(repo, "main", proposed)


def test_of_a_file_that_is_too_long_no_more_is_kept_than_tells(repo: Repo, objects: Objects) -> None:
    long = objects.write("blob", STRANGER + b"x" * 3_000_000)
    proposed = objects.commit(objects.hub(partners=[Entry(FILE, b"star-club.md", long)]), head(objects))
    found = review(repo, "main", proposed)
    assert [finding.rule for finding in found.new_errors] == ["file-limits"]
    repository = Range.find(repo.hub.config_file, "main", proposed).before.repository
    assert [len(data or b"") for data in repository.blobs([long, objects.partner, long], 2000)] == [
        2000,
        len(STRANGER),
        2000,
    ]
