"""What the machine, a hook or a terminal can do to a command: it ends with 2 and a sentence, and never as a defect of ours."""

from __future__ import annotations

import errno
import json
import logging
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import mkdocs.utils
import pytest
from filelock import FileLock
from mkdocs.exceptions import Abort

from hubs import HubFolder, build, files_of
from partnerhub.contained import Uncontained
from partnerhub.edge import cli, faults, terminal
from partnerhub.edge.config import NoMoment, moment, read_config
from partnerhub.edge.host import is_public_repository
from partnerhub.history import git
from partnerhub.photos import apart
from partnerhub.publish import publish
from partnerhub.site import assemble
from partnerhub.site.folder import MARKER
from partnerhub.words import report
from pictures import picture
from records import SOUND
from repositories import Repo

TODAY = ("--today", "2026-11-23")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> HubFolder:
    """A sound hub and its site."""
    hub = HubFolder(tmp_path_factory.mktemp("built") / "hub")
    hub.add("code-for-good.md", SOUND, picture())
    build(hub)
    return hub


@pytest.fixture
def sound(built: HubFolder, hub: HubFolder, monkeypatch: pytest.MonkeyPatch) -> HubFolder:
    """A copy of it, in which one stands."""
    shutil.copytree(built.root, hub.root, dirs_exist_ok=True)
    monkeypatch.chdir(hub.root)
    return hub


@pytest.fixture(autouse=True)
def _same_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line shows MkDocs' log in its own way."""
    logger = logging.getLogger("mkdocs")
    monkeypatch.setattr(logger, "handlers", list(logger.handlers))
    monkeypatch.setattr(logger, "level", logger.level)


def ended(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> object:
    """The exit code of a command, run here."""
    monkeypatch.setattr(sys, "argv", ["partnerhub", *arguments])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    return stopped.value.code


# The disk


def full(*arguments: Any, **options: Any) -> Any:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


PLACES: Mapping[str, tuple[Any, str, str]] = {
    "the cache": (Path, "mkdir", ".cache/partnerhub: No space left on device"),
    "the lock": (FileLock, "acquire", ".cache/partnerhub: No space left on device"),
    "what MkDocs writes": (mkdocs.utils, "write_file", ".cache/partnerhub/staging: No space left on device"),
    "what MkDocs copies": (shutil, "copyfile", ".cache/partnerhub/staging: No space left on device"),
    "what we make": (assemble, "write", ".cache/partnerhub/staging: No space left on device"),
}


@pytest.mark.parametrize(("where", "name", "words"), PLACES.values(), ids=PLACES.keys())
def test_a_full_disk_ends_with_2_and_leaves_the_last_good_site(
    sound: HubFolder, monkeypatch: pytest.MonkeyPatch, where: Any, name: str, words: str
) -> None:
    before = files_of(sound.root / "site")
    sound.add("code-for-good.md", SOUND.replace("Open data night", "Closed data night"))
    shutil.rmtree(sound.root / ".cache")
    monkeypatch.setattr(where, name, full)
    with pytest.raises(Abort) as stopped:
        build(sound)
    monkeypatch.undo()
    assert (str(stopped.value), stopped.value.code) == (f"The build had to stop: {words}", 2)
    assert files_of(sound.root / "site") == before
    FileLock(sound.root / ".cache" / "partnerhub" / "build.lock").acquire(blocking=False)


def link_out(path: Path, outside: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    outside.mkdir()
    (outside / "kept").write_text("kept")
    path.symlink_to(outside / "kept" if path.suffix or path.name == ".gitignore" else outside)


@pytest.mark.parametrize("path", [".", "..", "staging", "build.lock", ".gitignore"])
def test_nothing_is_written_or_deleted_through_a_link_in_the_cache(sound: HubFolder, tmp_path: Path, path: str) -> None:
    link_out(Path(os.path.normpath(sound.root / ".cache" / "partnerhub" / path)), tmp_path / "outside")
    with pytest.raises(Abort, match="it is a link, and a build follows none here") as stopped:
        build(sound)
    assert stopped.value.code == 2
    assert files_of(tmp_path / "outside") == {"kept": b"kept"}


@pytest.mark.parametrize("path", [".cache", ".cache/partnerhub"])
def test_a_cache_that_is_a_file_is_named(sound: HubFolder, path: str) -> None:
    shutil.rmtree(sound.root / path)
    (sound.root / path).write_text("")
    with pytest.raises(Abort) as stopped:
        build(sound)
    assert (str(stopped.value), stopped.value.code) == (f"The build had to stop: {path}: Not a directory", 2)


def test_what_a_killed_build_left_in_the_cache_is_cleared_away(sound: HubFolder) -> None:
    clean = files_of(sound.root / "site")
    shutil.rmtree(sound.root / "site")
    left = sound.root / ".cache" / "partnerhub" / "staging" / "partners" / "gone"
    left.mkdir(parents=True)
    (left / "index.html").write_text("left")
    assert files_of(build(sound)) == clean


def test_an_older_site_without_a_marker_is_refused_with_what_to_do(
    sound: HubFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (sound.root / "site" / MARKER).unlink()
    before = files_of(sound.root / "site")
    assert ended(monkeypatch, "build", *TODAY) == 2
    assert capsys.readouterr().err == (
        "site/ holds files, and no .partnerhub-site says that a build wrote them; delete the folder if it is an older "
        "site, or name an empty or a new one\n"
    )
    assert files_of(sound.root / "site") == before


def test_what_no_build_wrote_is_named(sound: HubFolder, caplog: pytest.LogCaptureFixture) -> None:
    site = sound.root / "site"
    for name in ("CNAME", *(f"google{number:02}.html" for number in range(11))):
        (site / name).write_text("theirs")
    (site / "a\nb").write_text("theirs")
    with caplog.at_level("INFO", "mkdocs.plugins.partnerhub"):
        build(sound)
    named = ", ".join(f"google{number:02}.html" for number in range(8))
    assert f"site/ keeps what no build wrote: CNAME, a\N{REPLACEMENT CHARACTER}b, {named} and 3 more" in caplog.messages


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EFBIG], ids=errno.errorcode.get)
def test_no_room_for_what_git_needs_is_said_with_what_to_do(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    def fail(*arguments: Any) -> None:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(git.shutil, "copy2", fail)
    gap = next(each for each in repo.hub.load().findings if each.rule == "history-unavailable")
    assert os.strerror(error) in gap.message
    assert gap.hint == "Make room on the disk, or name another folder for temporary files: TMPDIR."


# What a hub adds to MkDocs

HOOKS = {
    "on_config": ("def on_config(config): 1 / 0", "hooks.py:1: ZeroDivisionError: division by zero"),
    "a page": (
        "def on_page_markdown(markdown, **others):\n    return markdown.nothing",
        "hooks.py:2: AttributeError: 'str' object has no attribute 'nothing'",
    ),
    "after us": ("def on_post_build(config): raise ValueError('one\\ntwo')", "hooks.py:1: ValueError: one\ufffdtwo"),
    "a file": ("def on_env(env, **others): open('/no/such')", "/no/such: No such file or directory"),
    "loading": ("import no_such_module", "hooks.py:1: ModuleNotFoundError: No module named 'no_such_module'"),
    "a slip": ("def (", "hooks.py:1: SyntaxError: invalid syntax"),
    "starting": ("def on_startup(**others): 1 / 0", "hooks.py:1: ZeroDivisionError: division by zero"),
}


@pytest.mark.parametrize(("code", "words"), HOOKS.values(), ids=HOOKS.keys())
def test_a_hook_that_fails_is_named(
    sound: HubFolder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    code: str,
    words: str,
) -> None:
    (sound.root / "hooks.py").write_text(code, encoding="utf-8")
    sound.config_file.write_text(
        f"{sound.config_file.read_text(encoding='utf-8')}hooks: [hooks.py]\n", encoding="utf-8"
    )
    assert ended(monkeypatch, "build", *TODAY) == 2
    assert f"had to stop: {words}\n" in capsys.readouterr().err


THEMES = {
    "undefined": ("{{ no.such }}", "templates/theme/404.html:1: 'no' is undefined"),
    "a slip": ("{{ 1", "templates/theme/404.html:1: unexpected end of template"),
    "missing": ('{% include "no.html" %}', "templates/theme/404.html:1: there is no template no.html"),
}


@pytest.mark.parametrize(("template", "words"), THEMES.values(), ids=THEMES.keys())
def test_a_theme_that_fails_is_named(sound: HubFolder, template: str, words: str) -> None:
    file = sound.root / "templates" / "theme" / "404.html"
    file.parent.mkdir(parents=True)
    file.write_text(template, encoding="utf-8")
    with pytest.raises(Abort) as stopped:
        build(sound)
    assert str(stopped.value).startswith(f"The build had to stop: {words}")
    assert stopped.value.code == 2


def test_a_defect_of_ours_stays_one_beneath_mkdocs(sound: HubFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: Any) -> Any:
        return publish(*arguments).no_such_thing  # type: ignore[attr-defined]

    monkeypatch.setattr("partnerhub.publish.publish", broken)
    with pytest.raises(AttributeError, match="no_such_thing") as defect:
        build(sound)
    assert faults.sentence(defect.value, "en") is None


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "Permission denied", "/x/a\nb"), "/x/a\ufffdb: Permission denied"),
        (OSError(errno.EXDEV, "Invalid link", "/x/new", None, "/x/old"), "/x/old: Invalid link"),
        (OSError(errno.EFBIG, "File too large"), "/x: File too large"),
        (OSError("an image is cut off"), None),
        (MemoryError(), "the machine has no memory left"),
        (RuntimeError("ours"), None),
    ],
    ids=["named", "two names", "no name", "a library's", "memory", "a defect"],
)
def test_what_stops_a_run_is_one_sentence(error: BaseException, words: str | None) -> None:
    assert faults.sentence(error, "en", Path("/x")) == words


def test_a_folder_that_is_gone_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert ended(monkeypatch, "check") == 2
    assert capsys.readouterr().err == "partnerhub had to stop: the current folder: No such file or directory\n"


# The moment


@pytest.mark.parametrize("epoch", ["", " ", "x", "-5", "1.5", "1e9", "٣", "253402300800", "9" * 30, "4299999999"])
def test_an_epoch_that_is_none_is_refused(hub: HubFolder, monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(NoMoment, match=r"^SOURCE_DATE_EPOCH must be a number of seconds since 1970$"):
        moment(None, read_config(hub.config_file).settings.zone)
    with pytest.raises(Abort, match="SOURCE_DATE_EPOCH must be a number") as stopped:
        build(hub, None)  # type: ignore[arg-type]
    assert stopped.value.code == 2


@pytest.mark.parametrize("when", ["", "0001-01-01", "9999-12-31", "9999-12-31T23:59-14:00", "0001-01-01T00:00+14:00"])
def test_a_day_outside_the_years_of_hubs_is_refused(hub: HubFolder, when: str) -> None:
    with pytest.raises(NoMoment, match=r"^--today must be a date such as 2026-12-10 or a moment$"):
        hub.moment(when)


# The output


@contextmanager
def output(monkeypatch: pytest.MonkeyPatch, file: str | Path | int, encoding: str = "utf-8") -> Iterator[None]:
    """Let the process have this for its standard output."""
    with open(file, "w", encoding=encoding) as stdout:  # noqa: PTH123 - also of a number
        monkeypatch.setattr(sys, "stdout", stdout)
        monkeypatch.setattr(sys, "__stdout__", stdout)
        yield


@pytest.mark.needs("/dev/full")
@pytest.mark.parametrize("arguments", [("rules",), ("--help",), ("schema",), ("check", *TODAY, "--format", "json")])
def test_an_output_that_is_full_is_named(
    sound: HubFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    with output(monkeypatch, "/dev/full"):
        assert ended(monkeypatch, *arguments) == 2
    assert capsys.readouterr().err.endswith("partnerhub had to stop: standard output: No space left on device\n")


@pytest.mark.parametrize("arguments", [("rules",), ("--help",)])
def test_an_output_that_nobody_reads_ends_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    read, write = os.pipe()
    os.close(read)
    with output(monkeypatch, write):
        assert ended(monkeypatch, *arguments) == 141
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("command", ["check", "build"])
def test_closed_streams_are_no_trouble(sound: HubFolder, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
        monkeypatch.setattr(sys, f"__{name}__", None)
    assert ended(monkeypatch, command, *TODAY) == 0


def test_an_interruption_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(**options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "cli", interrupt)
    assert ended(monkeypatch) == 130
    assert capsys.readouterr().err == ""


class Stream:
    def __init__(self, encoding: str) -> None:
        self.encoding = encoding


@pytest.mark.parametrize("encoding", ["cp1252", "cp1255", "ascii", "utf-16", "UTF-8", "utf8"])
def test_json_reaches_programs_whole(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    said = {"name": "קוד 🌱 é", "path": "a\\u05d0"}
    monkeypatch.setattr(sys, "stdout", Stream(encoding))
    shown = terminal.readable(json.dumps(said, ensure_ascii=False))
    assert json.loads(shown) == said
    assert shown.isascii() is not encoding.lower().startswith(("utf-8", "utf8"))


@pytest.mark.parametrize("style", ["text", "json", "github", "gitlab", "sarif"])
@pytest.mark.parametrize("encoding", ["cp1252", "cp1255", "ascii"])
def test_what_an_output_cannot_show_is_replaced(
    make_hub: Callable[..., HubFolder], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, style: str
) -> None:
    hub = make_hub(language="he")
    hub.add("code.md", SOUND.replace("kind: c", "kind: 🌱קé"))
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    with output(monkeypatch, tmp_path / "found", encoding):
        assert ended(monkeypatch, "check", *TODAY, "--config-file", str(hub.config_file), "--format", style) == 1
    found = (tmp_path / "found").read_bytes()
    assert b"field-invalid" in found
    if style in report.JSON_FORMATS:
        assert "השדה kind" in json.dumps(json.loads(found), ensure_ascii=False)


@pytest.mark.parametrize("encoding", ["cp1252", "cp1255", "ascii"])
def test_a_file_is_utf8_unless_one_asks_for_another_encoding(
    make_hub: Callable[..., HubFolder], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    hub = make_hub(language="he")
    hub.add("code.md", SOUND.replace("kind: c", "kind: 🌱ק"))
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    with output(monkeypatch, tmp_path / "found", encoding):
        assert ended(monkeypatch, "check", *TODAY, "--config-file", str(hub.config_file)) == 1
    assert "השדה kind" in (tmp_path / "found").read_text(encoding="utf-8")


# CI


@pytest.mark.parametrize(
    "content",
    [None, b"", b"{", b"[]", b"null", b'{"repository": null}', b'{"repository": []}', b"\xff", b"[" * 100_000],
    ids=["missing", "empty", "cut off", "list", "null", "no repository", "odd repository", "no text", "deep"],
)
def test_an_event_file_that_says_nothing_is_no_public_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "event.json").write_bytes(content)
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(tmp_path / "event.json"))
    assert is_public_repository(os.environ) is False


def test_where_no_photo_can_be_opened_at_all_the_machine_is_named(
    hub: HubFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise Uncontained("the process that opens photos can't be started: Cannot allocate memory")

    hub.add("a.md", SOUND, picture())
    monkeypatch.setattr(apart, "measure", refuse)
    monkeypatch.setattr(sys, "argv", ["partnerhub", "check", "-f", str(hub.config_file)])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 2
    assert "the process that opens photos can't be started: Cannot allocate memory" in capsys.readouterr().err
