"""The command line as a person uses it: output, exit codes, and that nothing private is in them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from hubs import HubFolder, partnerhub
from partnerhub.checks import RULES
from partnerhub.edge import cli
from partnerhub.record.model import Record
from pictures import picture
from records import SOUND

TODAY = ("--today", "2026-11-23")


@pytest.fixture
def sound(hub: HubFolder) -> HubFolder:
    hub.add("code-for-good.md", SOUND, picture())
    return hub


def test_check_is_quiet_when_nothing_is_wrong(sound: HubFolder) -> None:
    ran = partnerhub("check", *TODAY, cwd=sound.root)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "1 partner, 1 event: nothing to mend.\n")


def test_check_prints_findings_as_text(sound: HubFolder) -> None:
    soon = SOUND.replace("2026-12-10 19:00", "2026-11-27 19:00").replace("    announced: 2026-11-20\n", "")
    sound.add("code-for-good.md", soon.replace("2026-11-27", "2026-11-26"))
    ran = partnerhub("check", *TODAY, cwd=sound.root)
    assert ran.returncode == 1
    assert ran.stdout == (
        "content/partners/code-for-good.md:28:12: error event-too-soon: Open data night must start at least 7 days "
        "after it is published, got 2026-11-26, 3 days from 2026-11-23; the earliest day is 2026-11-30\n"
        "    Move the event, or write in announced where it was published earlier.\n"
    )


def test_check_prints_findings_as_json(sound: HubFolder) -> None:
    sound.add("code-for-good.md", SOUND.replace("kind: community", "kind: communty"))
    ran = partnerhub("check", "--format", "json", *TODAY, cwd=sound.root)
    assert ran.returncode == 1
    assert json.loads(ran.stdout) == [
        {
            "rule": "field-invalid",
            "severity": "error",
            "path": "content/partners/code-for-good.md",
            "line": 3,
            "column": 7,
            "field": "kind",
            "message": "kind must be one of person, community, organization, got “communty”",
            "hint": "Write kind: community.",
        }
    ]


def test_strict_lets_warnings_fail(sound: HubFolder) -> None:
    sound.add("code-for-good.md", SOUND.replace("decided_by: editor-2", "decided_by: editor-1"))
    assert partnerhub("check", *TODAY, cwd=sound.root).returncode == 0
    assert partnerhub("check", "--strict", *TODAY, cwd=sound.root).returncode == 1


def test_check_of_one_file_knows_the_others_and_reports_that_one(sound: HubFolder) -> None:
    sound.add("twin.md", SOUND, picture())
    ran = partnerhub("check", "content/partners/twin.md", *TODAY, cwd=sound.root)
    assert "content/partners/twin.md:2:7: warning partner-duplicate" in ran.stdout
    assert "content/partners/code-for-good.md:2" not in ran.stdout
    assert partnerhub("check", "content/partners/nobody.md", cwd=sound.root).returncode == 2


def test_build_says_what_it_did(sound: HubFolder) -> None:
    ran = partnerhub("build", *TODAY, cwd=sound.root)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == "site/ is up to date as of 2026-11-23: 1 partner, 1 event, 1 of them upcoming.\n"


def test_keep_going_publishes_what_is_sound_and_lists_the_rest(sound: HubFolder) -> None:
    sound.add(
        "bad.md",
        SOUND.replace("Code for Good", "Bad").replace("codeforgood", "bad").replace("[open-k", "[close-k"),
        picture(),
    )
    assert partnerhub("build", *TODAY, cwd=sound.root).returncode == 1
    ran = partnerhub("build", "--keep-going", *TODAY, cwd=sound.root)
    assert ran.returncode == 0
    assert "content/partners/bad.md:12:11: error values-not-shared" in ran.stderr
    assert ran.stderr.endswith(
        "\nGoing on without what the errors are about; where members know it, the site says that it is being corrected.\n"
    )
    assert "1 partner, 1 event" in ran.stdout
    assert not (sound.root / "site" / "partners" / "bad").exists()


def test_a_fault_in_mkdocs_own_settings_ends_with_2(sound: HubFolder) -> None:
    sound.config_file.write_text(sound.config_file.read_text().replace("content/pages", "content/nowhere"))
    ran = partnerhub("build", *TODAY, cwd=sound.root)
    assert ran.returncode == 2
    assert "docs_dir" in ran.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--today", "tomorrow"),
        ("build", "--today", "2026-13-01"),
        ("check", "--format", "xml"),
        ("rules", "no-such-rule"),
        ("frobnicate",),
        ("check", "--config-file", "missing.yml"),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2(sound: HubFolder, arguments: tuple[str, ...]) -> None:
    ran = partnerhub(*arguments, cwd=sound.root)
    assert ran.returncode == 2
    assert ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_file_name_with_a_newline_or_an_escape_leaves_the_output_intact(sound: HubFolder) -> None:
    sound.add("a\nb\x1b[31m.md", "no front matter")
    ran = partnerhub("check", *TODAY, cwd=sound.root)
    assert ran.returncode == 1
    assert "\x1b" not in ran.stdout
    assert all(line.startswith(("content/partners/", "    ")) for line in ran.stdout.splitlines())


def test_a_defect_of_ours_ends_with_3_and_repeats_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(**options: object) -> None:
        raise RuntimeError("CANARY")

    monkeypatch.setattr(cli, "cli", broken)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 3
    assert "CANARY" not in capsys.readouterr().err


def test_rules_are_listed_and_explained(tmp_path: Path) -> None:
    listed = partnerhub("rules", cwd=tmp_path).stdout
    assert all(f"  {slug} " in listed for slug in RULES)
    explained = partnerhub("rules", "event-too-soon", cwd=tmp_path).stdout
    assert explained.startswith("event-too-soon (events): error !\n\nAn event is published at least")


def test_the_schema_accepts_what_the_format_does(tmp_path: Path) -> None:
    schema = json.loads(partnerhub("schema", cwd=tmp_path).stdout)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert schema["required"] == ["name"]
    assert set(schema["properties"]) == {info.alias or name for name, info in Record.model_fields.items()}
    assert "with" in schema["$defs"]["EventRecord"]["properties"]
    undocumented = [name for name, each in schema["properties"].items() if "description" not in each]
    assert undocumented == []


@pytest.mark.parametrize(
    ("command", "unneeded"),
    [("check", ("babel", "partnerhub.review.compare")), ("status", ())],
)
def test_a_command_loads_neither_theme_nor_templates(command: str, unneeded: tuple[str, ...], sound: HubFolder) -> None:
    partnerhub("check", "--today", "2026-11-22", cwd=sound.root)
    unneeded += ("mkdocs", "material", "jinja2", "icalendar", "segno", "PIL", "pillow_heif")
    code = (
        "import sys; from partnerhub.edge.cli import cli\n"
        f"try: cli(['{command}', '--today', '2026-11-23'])\n"
        "except SystemExit: pass\n"
        f"print([name for name in {unneeded!r} if name in sys.modules])"
    )

    import sys  # noqa: PLC0415

    ran = subprocess.run([sys.executable, "-c", code], cwd=sound.root, capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


def test_only_what_changed_since_a_revision_is_reported(sound: HubFolder) -> None:
    git = ["git", "-c", "user.name=x", "-c", "user.email=x", "-c", "init.defaultBranch=main"]
    bad = SOUND.replace("decided_by: editor-2", "decided_by: editor-1")
    sound.add("old.md", bad.replace("Code for Good", "Old").replace("codeforgood", "old"), picture())
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
        subprocess.run([*git, *command], cwd=sound.root, check=True)
    arguments = ("check", "--changed-since", "HEAD", *TODAY)
    assert "self-approved" not in partnerhub(*arguments, cwd=sound.root).stdout
    sound.add("new.md", bad.replace("Code for Good", "New").replace("codeforgood", "new"), picture())
    assert partnerhub(*arguments, cwd=sound.root).stdout.startswith(
        "content/partners/new.md:23:15: warning self-approved"
    )
    assert "old.md:" not in partnerhub(*arguments, cwd=sound.root).stdout
    sound.add("old.md", sound.partners.joinpath("old.md").read_bytes(), picture(colour="navy"))
    assert "content/partners/old.md:23:15: warning self-approved" in partnerhub(*arguments, cwd=sound.root).stdout
    assert partnerhub("check", "--changed-since", "nowhere", cwd=sound.root).returncode == 2
    assert partnerhub("check", "--changed-since", "--output=x", cwd=sound.root).returncode == 2


def test_findings_speak_the_hubs_language(make_hub: Callable[..., HubFolder]) -> None:
    hub = make_hub(language="he")
    hub.add("code.md", SOUND.replace("kind: c", "kind: k"))
    ran = partnerhub("check", "--today", "2026-11-23", cwd=hub.root)
    assert "שגיאה field-invalid: השדה kind חייב להיות אחד מאלה: person, community, organization" in ran.stdout
    assert "כתבו kind: community." in ran.stdout
    assert "שגיאה photo-missing: ליד קובץ השותף חייבת להיות תמונה" in ran.stdout


@pytest.mark.parametrize(
    ("environment", "count"),
    [
        ({"GITHUB_EVENT_PATH": '{"repository": {"private": false}}'}, 1),
        ({"GITHUB_EVENT_PATH": '{"repository": {"private": true}}'}, 0),
        ({"GITHUB_EVENT_PATH": '{"schedule": "daily"}'}, 0),
        ({"CI_PROJECT_VISIBILITY": "public"}, 1),
        ({"CI_PROJECT_VISIBILITY": "internal"}, 0),
        ({}, 0),
    ],
)
def test_a_public_repository_is_warned_once(
    sound: HubFolder, tmp_path: Path, environment: dict[str, str], count: int
) -> None:
    sound.add("other.md", SOUND.replace("Code for Good", "Other").replace("codeforgood", "other"), picture())
    if event := environment.get("GITHUB_EVENT_PATH"):
        (tmp_path / "event.json").write_text(event)
        environment = {"GITHUB_EVENT_PATH": str(tmp_path / "event.json")}
    ran = partnerhub("check", *TODAY, cwd=sound.root, **environment)
    words = "anyone can read private fields; partner files that hold some: 2"
    assert ran.stdout.count("warning repository-public:") == count
    assert (words in ran.stdout) is bool(count)


def test_code_hosts_get_paths_of_the_repository(tmp_path: Path) -> None:
    hub = HubFolder(tmp_path / "repository" / "hub")
    hub.add("code.md", SOUND)
    subprocess.run(["git", "init", "-q", hub.root.parent], check=True)
    paths = {style: partnerhub("check", "--format", style, *TODAY, cwd=hub.root).stdout for style in ("github", "text")}
    assert paths["github"].startswith("::error file=hub/content/partners/code.md,")
    assert paths["text"].startswith("content/partners/code.md:")
