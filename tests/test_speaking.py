"""How the tool speaks: whole outputs in both languages, whatever the hub's own, and when something is wrong."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from hubs import HubFolder, partnerhub
from partnerhub.checks import RULES
from partnerhub.edge import cli, faults
from partnerhub.edge.usage import reader
from partnerhub.history.git import NoBranch
from partnerhub.history.git_run import GitFailed
from partnerhub.ours import TEMPLATES
from partnerhub.site.render import findings_banner
from partnerhub.words import report
from partnerhub.words.finding import Finding, Severity
from partnerhub.words.summary import closing, found, summary
from partnerhub.words.terms import N_, Terms
from pictures import picture
from records import SOUND
from repositories import Repo

MakeHub = Callable[..., HubFolder]
TODAY = ("--today", "2026-11-23")
BROKEN = SOUND.replace("kind: community", "kind: communty").replace("    place:", "    prise: Free\n    place:")
SAID = {
    "en": (
        "content/partners/code.md:3:7: error field-invalid: "
        "kind must be one of person, community, organization, got “communty”\n"
        "    Write kind: community.\n"
        "content/partners/code.md:30:5: error field-unknown: prise of “Open data night” is not a field of the format\n"
        "    Did you mean price?\n",
        "1 partner, 1 event: 2 to mend.\nBegin with content/partners/code.md:3: Write kind: community.\n",
    ),
    "he": (
        "content/partners/code.md:3:7: שגיאה field-invalid: "
        "השדה kind חייב להיות אחד מאלה: person, community, organization; כתוב כאן: “communty”\n"
        "    כתבו kind: community.\n"
        "content/partners/code.md:30:5: שגיאה field-unknown: השדה prise של האירוע “Open data night” אינו מוכר\n"
        "    התכוונתם ל־price?\n",
        "שותף אחד, אירוע אחד: שניים לתיקון.\nהתחילו ב־content/partners/code.md:3:\u200f כתבו kind: community.\n",
    ),
}


@pytest.mark.parametrize(
    ("hub_language", "asked"), [("en", None), ("he", None), ("he", "en"), ("en", "he-IL"), ("he", "xx")]
)
def test_check_speaks_the_hubs_language_or_the_readers(make_hub: MakeHub, hub_language: str, asked: str | None) -> None:
    hub = make_hub(language=hub_language)
    hub.add("code.md", BROKEN, picture())
    ran = partnerhub("check", *(["--language", asked] if asked else []), *TODAY, cwd=hub.root)
    spoken = {None: hub_language, "he-IL": "he", "xx": "en"}.get(asked, asked)
    assert (ran.returncode, ran.stdout, ran.stderr) == (1, *SAID[spoken or ""])


@pytest.mark.parametrize(
    ("language", "words", "published"),
    [
        ("en", "Nothing was built: 2 to mend. Begin with content/partners/code.md:3: Write kind: community.\n", None),
        (
            "he",
            "שום דבר לא נבנה: שניים לתיקון. התחילו ב־content/partners/code.md:3:\u200f כתבו kind: community.\n",
            None,
        ),
        (
            "he",
            "שותף אחד, אירוע אחד: שניים לתיקון.\n"
            "ממשיכים בלי מה שהשגיאות נוגעות לו; במה שחברי הקהילה כבר מכירים, האתר אומר שהוא בתיקון.\n",
            "התיקייה site/ מעודכנת ל־2026-11-23: 0 שותפים, 0 אירועים, 0 מהם עתידיים.\n",
        ),
    ],
)
def test_a_build_speaks_to_its_reader_and_publishes_in_the_hubs_languages(
    make_hub: MakeHub, language: str, words: str, published: str | None
) -> None:
    hub = make_hub(language="he" if language == "en" else "en")
    hub.add("code.md", BROKEN, picture())
    going_on = ["--keep-going"] if published else []
    ran = partnerhub("build", *going_on, "--language", language, *TODAY, cwd=hub.root)
    assert (ran.stdout, ran.stderr) == (published or "", SAID[language][0] + words)
    if published:
        built = (hub.root / "site" / "index.html").read_text(encoding="utf-8")
        assert ("כרגע אין אירועים מתוכננים" in built) is (language == "en")


def test_notes_are_counted_and_listed_where_one_asks(hub: HubFolder) -> None:
    hub.add("code.md", SOUND.replace("  - slug: open-data-night\n    title", "  - title"), picture())
    note = (
        "content/partners/code.md:{line}: note event-slug-implicit: "
        "slug of “Open data night” is made from the title for now: “open-data-night”\n    Add slug: open-data-night.\n"
    )
    counted, listed = (partnerhub("check", *TODAY, *notes, cwd=hub.root) for notes in ((), ("--notes",)))
    assert counted.stdout == ""
    assert counted.stderr == "1 partner, 1 event: nothing to mend (1 note; --notes lists it).\n"
    assert listed.stdout == note.format(line=listed.stdout.split(": note")[0].partition(".md:")[2])
    assert listed.stderr == "1 partner, 1 event: nothing to mend (1 note).\n"
    data = partnerhub("check", *TODAY, "--format", "json", cwd=hub.root)
    assert [each["severity"] for each in json.loads(data.stdout)] == ["note"]


def finding(path: str, severity: str, hint: str = "Do this.", line: int = 1) -> Finding:
    return Finding("x", Severity(severity), path, line, 1, (), "x must be y", hint)


@pytest.mark.parametrize(
    ("language", "errors", "warnings", "notes", "words"),
    [
        ("en", 0, 0, 0, "104 partners, 1 event: nothing to mend."),
        ("en", 3, 5, 7, "104 partners, 1 event: 3 to mend, 5 to look at (7 notes; --notes lists them)."),
        ("en", 0, 1, 1, "104 partners, 1 event: 1 to look at (1 note; --notes lists it)."),
        ("he", 0, 0, 0, "104 שותפים, אירוע אחד: אין מה לתקן."),
        ("he", 1, 2, 2, "104 שותפים, אירוע אחד: אחד לתיקון, שניים לבדיקה (שתי הערות; \u200e--notes מציג אותן)."),
        ("he", 2, 11, 1, "104 שותפים, אירוע אחד: שניים לתיקון, 11 לבדיקה (הערה אחת; \u200e--notes מציג אותה)."),
    ],
)
def test_a_summary_counts_in_words(language: str, errors: int, warnings: int, notes: int, words: str) -> None:
    counts = {"error": errors, "warning": warnings, "note": notes}
    findings = [finding("a.md", severity) for severity, count in counts.items() for _ in range(count)]
    assert summary(104, 1, findings, Terms(language), lists_notes=False) == words


def test_a_summary_says_no_more_than_needed() -> None:
    notes = [finding("a.md", "note")]
    assert summary(1, 2, notes, Terms("en"), lists_notes=True) == "1 partner, 2 events: nothing to mend (1 note)."
    assert found([], Terms("he")) == "אין מה לתקן"
    assert closing(notes, Terms("en")) == []


def test_the_files_with_the_most_are_named_where_there_are_many() -> None:
    few = [finding(path, "warning") for path in "aabbc"]
    assert closing(few, Terms("en")) == ["Begin with a:1: Do this."]
    assert closing([finding(path, "warning") for path in "abcd"], Terms("en")) == ["Begin with a:1: Do this."]
    many = [*few, finding("d", "error", "Mend it.", 7), *[finding("e", "note")] * 9]
    assert closing(many, Terms("en")) == ["Most of it is in a (2), b (2).", "Begin with d:7: Mend it."]
    assert closing([finding("a", "error", "")], Terms("he")) == ["התחילו ב־a:1:\u200f x must be y."]


USAGE: dict[str, tuple[tuple[str, ...], str, str]] = {
    "option": (("check", "--frmat", "x"), "check: there is no option --frmat. Did you mean --format?", "check: אין אפשרות בשם --frmat. התכוונתם ל־--format?"),
    "command": (("chek",), ": there is no command chek. Did you mean check?", ": אין פקודה בשם chek. התכוונתם ל־check?"),
    "choice": (("review", "a..b", "--format", "xml"), "review: --format must be one of markdown, json.", "review: הערך של --format חייב להיות אחד מאלה: markdown, json."),
    "value": (("check", "--format"), "check: --format needs a value behind it.", "check: אחרי --format צריך לכתוב ערך."),
    "flag": (("check", "--strict=1"), "check: --strict takes no value.", "check: אחרי --strict לא כותבים ערך."),
    "argument": (("review",), "review: BASE..HEAD must be given.", "review: חובה לכתוב BASE..HEAD."),
    "one too many": (("rules", "a", "b"), "rules: nothing takes this: b. Take it out.", "rules: מיותר: b. מחקו אותו."),
    "rule": (("rules", "red-flg"), "rules: there is no rule red-flg. Did you mean red-flag?", "rules: אין כלל בשם red-flg. התכוונתם ל־red-flag?"),
    "path": (("check", "none.md"), "check: none.md does not exist.", "check: לא נמצא: none.md."),
    "moment": (("check", "--today", "soon"), "check: --today must be a date such as 2026-12-10 or a moment.", "check: הערך של \u200e--today חייב להיות תאריך, כמו 2026-12-10, או תאריך ושעה."),
    "revision": (("check", "--changed-since", "x"), "check: git does not know the revision x here.", "check: הגרסה x אינה מוכרת כאן ל־git."),
    "range": (("review", "main"), "review: BASE..HEAD must name two revisions, for instance main..HEAD.", "review: במקום BASE..HEAD כתבו שתי גרסאות, למשל main..HEAD."),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "english", "hebrew"), USAGE.values(), ids=USAGE)
def test_wrong_usage_is_told_in_the_readers_language(
    make_hub: MakeHub,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    english: str,
    hebrew: str,
) -> None:
    monkeypatch.chdir(make_hub(language="he").root)
    for words, asked in ((hebrew, ()), (english, ("--language", "en"))):
        # Before what may be taken for an option's value; a command that there isn't takes no options
        typed = [*arguments[:1], *asked, *arguments[1:]] if arguments[1:] else [*arguments, *asked]
        monkeypatch.setattr("sys.argv", ["partnerhub", *typed])
        assert cli.run() == 2
        printed = capsys.readouterr()
        first, second = printed.err.splitlines()
        assert (printed.out, first) == ("", f"partnerhub{'' if words.startswith(':') else ' '}{words}")
        assert " --help` " in second


def test_a_language_is_one(hub: HubFolder) -> None:
    ran = partnerhub("check", "--language", "../x", cwd=hub.root)
    assert ran.returncode == 2
    assert "--language must be a language's code such as he or en." in ran.stderr


@pytest.mark.parametrize(
    ("settings", "arguments", "language"),
    {
        "asked for": ("theme: {language: en}", ["check", "--language", "he", "--nope"], "he"),
        "asked for in one word": ("theme: {language: en}", ["check", "--language=he"], "he"),
        "the hub's": ("theme: {language: he}", ["check"], "he"),
        "of settings that are wrong": ("theme: {language: he}\nplugins: 3", ["check"], "he"),
        "of settings that can't be read": ("theme: {language: he", ["check"], "he"),
        "of a list in such settings": ("site_name: a: b\nlanguages:\n  - he\n", ["check"], "he"),
        "in a remark of such settings": ("site_name: a: b\n# language: he", ["check"], "en"),
        "of another setting of such": ("site_name: a: b\ndefault_language: he", ["check"], "en"),
        "of settings that inherit such": ("INHERIT: broken.yml\ntheme: {language: he}", ["check"], "he"),
        "no language": ("theme: {language: he}", ["check", "--language", "../x"], "he"),
        "of another file": ("theme: {language: en}", ["check", "-f", "other.yml"], "he"),
        "none": ("theme: {language: he}", ["check", "--config-file", "none.yml"], "en"),
    }.values(),
)  # fmt: skip
def test_who_reads_of_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: str, arguments: list[str], language: str
) -> None:
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (tmp_path / "other.yml").write_text("theme: {language: he}", encoding="utf-8")
    (tmp_path / "broken.yml").write_text("theme: {language: de", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert reader(arguments) == language


def test_settings_are_told_in_the_readers_language(make_hub: MakeHub) -> None:
    hub = make_hub(language="he", settings="lead_tme: 3\nmaps: bing\nvetting_valid: many\n")
    said = {asked: partnerhub("check", *options, cwd=hub.root).stderr for asked, options in (("he", ()), ("en", ("--language", "en")))}  # fmt: skip
    assert said["en"] == (
        "mkdocs.yml:13:7: error settings: lead_tme is not a setting\n"
        "    Did you mean lead_time?\n"
        "mkdocs.yml:14:13: error settings: maps must be one of google, openstreetmap, none, got “bing”\n"
        "    Write one of these words as it is, in lower-case letters.\n"
        "mkdocs.yml:15:22: error settings: vetting_valid must be a whole number from 0 to 36500, got “many”\n"
        "    Write it like this: vetting_valid: 365.\n"
    )
    assert said["he"] == (
        "mkdocs.yml:13:7: שגיאה settings: השדה lead_tme אינו הגדרה מוכרת\n"
        "    התכוונתם ל־lead_time?\n"
        "mkdocs.yml:14:13: שגיאה settings: השדה maps חייב להיות אחד מאלה: google, openstreetmap, none; כתוב כאן: “bing”\n"
        "    כתבו אחת מהמילים האלה כמו שהיא, באותיות קטנות.\n"
        "mkdocs.yml:15:22: שגיאה settings: השדה vetting_valid חייב להיות מספר שלם מ־0 עד 36500; כתוב כאן: “many”\n"
        "    כתבו כך: vetting_valid: 365.\n"
    )


def test_a_review_in_another_language_keeps_what_the_record_says(make_hub: MakeHub) -> None:
    hub = make_hub(language="he", settings="languages: [he, en]\n")
    repo = Repo(hub)
    repo.git("switch", "-q", "-c", "proposal")
    text = SOUND.replace("title: Open data night", "title: {en: Open data night, he: ליל נתונים}")
    repo.commit("2026-11-20", text=text.replace("agreed:", "agred:"))
    said = partnerhub("review", "main..HEAD", "--language", "en", *TODAY, cwd=hub.root).stdout
    assert "agred of “Open data night” is not a field of the format" in said
    assert "**Next step:**" in said
    assert "`ליל נתונים`" in said
    assert "**הצעד הבא:**" in partnerhub("review", "main..HEAD", *TODAY, cwd=hub.root).stdout


def test_rules_are_listed_in_the_readers_words(tmp_path: Path) -> None:
    said = partnerhub("rules", "red-flag", "--language", "he", cwd=tmp_path).stdout
    assert said == "red-flag (מוניטין): שגיאה !\n\nאף אחד מהדגלים האדומים של הקהילה לא מתקיים.\n"
    assert "אפשר להחמיר את הכלל" in partnerhub("rules", "--language", "he", cwd=tmp_path).stdout


def test_a_hebrew_hub_reads_its_rules_in_hebrew(make_hub: MakeHub) -> None:
    """Every one, with its group; of an explanation only the first line stands in the list."""
    hub = make_hub(language="he")
    listed = partnerhub("rules", cwd=hub.root).stdout.splitlines()
    assert [line for line in listed if not re.search(r"[א-ת]", line) and line] == []
    assert len([line for line in listed if line.startswith("  ")]) == len(RULES)
    assert partnerhub("rules", "red-flag", "--language", "en", cwd=hub.root).stdout == (
        "red-flag (reputation): error !\n\nNone of the hub's red flags applies.\n"
    )


def test_the_schema_is_the_same_in_every_language(tmp_path: Path) -> None:
    assert partnerhub("schema", "--language", "he", cwd=tmp_path).stdout == partnerhub("schema", cwd=tmp_path).stdout


def test_what_stops_a_run_is_told_in_the_readers_language() -> None:
    assert faults.sentence(MemoryError(), "he") == "נגמר הזיכרון במחשב"
    assert faults.sentence(NoBranch(["main"]), "he") == "ב־git אין ענף שממנו מפרסמים; חיפשנו את main"
    assert faults.sentence(GitFailed("no", N_("Build again.")), "he") == "הודעה מ־git: no"
    gone = OSError(28, "No space left on device")
    gone.filename = N_("standard output")
    assert faults.sentence(gone, "he") == "הפלט: No space left on device"


def test_a_defect_is_told_in_the_readers_language(
    make_hub: MakeHub, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(**options: object) -> None:
        raise RuntimeError("CANARY")

    monkeypatch.chdir(make_hub(language="he").root)
    monkeypatch.setattr(cli, "cli", broken)
    monkeypatch.setattr("sys.argv", ["partnerhub", "check"])
    with pytest.raises(SystemExit):
        cli.main()
    assert capsys.readouterr().err.endswith("תקלה ב־partnerhub עצמו (RuntimeError). דווחו עליה בצירוף השורות שלמעלה.\n")


def test_git_fails_in_the_readers_language(make_hub: MakeHub) -> None:
    hub = make_hub(language="he", settings="publishing_branch: live\n")
    hub.add("code.md", SOUND, picture())
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=x", "-c", "user.email=x", "commit", "-qm", "x"]):
        subprocess.run(["git", *command], cwd=hub.root, check=True)
    ran = partnerhub("check", cwd=hub.root)
    assert ran.returncode == 2
    assert ran.stderr.splitlines()[0].endswith(
        "check: ב־git אין ענף שממנו מפרסמים; חיפשנו את origin/live, live. "
        "הביאו אותו ב־git fetch, או ציינו את הענף שממנו מפרסמים: publishing_branch."
    )


def test_the_preview_says_how_grave_a_finding_is_in_its_readers_words() -> None:
    banner = findings_banner([finding("a.md", "error")], [TEMPLATES / "fragments"], "he")
    assert "<bdi>שגיאה x</bdi>" in banner


def test_a_hint_is_said_once_for_all_that_follow() -> None:
    findings = [finding("a.md", "error"), finding("b.md", "note"), finding("b.md", "note", "Do that.", 2)]
    assert report.text([*findings, finding("c.md", "note")]) == (
        "a.md:1:1: error x: x must be y\n    Do this.\n"
        "b.md:1:1: note x: x must be y\n"
        "b.md:2:1: note x: x must be y\n    Do that.\n"
        "c.md:1:1: note x: x must be y\n    Do this."
    )
