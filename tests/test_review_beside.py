"""What a proposal changes beside partner files: settings, templates, and all that may run."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from hubs import partnerhub, silent
from partnerhub import pipeline
from partnerhub.edge.config import moment
from partnerhub.record.settings_tree import SettingsInvalid
from partnerhub.review import beside
from partnerhub.review import markdown as review_report
from partnerhub.review.beside import OtherFile, Reach
from partnerhub.review.compare import Review
from partnerhub.review.revisions import Range
from partnerhub.site import fragments
from partnerhub.words.finding import errors
from pictures import picture
from records import SOUND, UNANNOUNCED
from repositories import FILE, Repo

FRAGMENTS = "templates/fragments"
STRANGER = SOUND.replace("Code for Good", "Star Club").replace("codeforgood", "starclub")


def review(repo: Repo, today: str = "2026-11-23", base: str = "main", head: str = "HEAD") -> Review:
    compared = Range.find(repo.hub.config_file, base, head)
    return pipeline.review(compared, moment(today, compared.judge.settings.zone), silent)


def report(found: Review) -> str:
    return review_report.as_markdown(found, "en", review_report.Links())


def about_settings(found: Review) -> list[str]:
    return json.loads(review_report.as_json(found, "en", review_report.Links()))["about_settings"]


@pytest.fixture
def proposal(repo: Repo) -> Repo:
    repo.commit("2026-11-20", text=UNANNOUNCED)
    repo.git("switch", "-q", "-c", "proposal")
    return repo


def propose(repo: Repo, files: dict[str, str | bytes]) -> Review:
    for name, content in files.items():
        path = repo.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    repo.commit("2026-11-21")
    return review(repo)


def edited(repo: Repo, old: str, new: str) -> dict[str, str | bytes]:
    text = repo.hub.config_file.read_text(encoding="utf-8")
    assert old in text
    return {"mkdocs.yml": text.replace(old, new)}


# Settings


def test_a_proposal_does_not_change_the_rules_by_which_it_is_judged(proposal: Repo) -> None:
    soon = STRANGER.replace("2026-12-10 19:00", "2026-11-26 19:00").replace("    announced: 2026-11-20\n", "")
    mild = edited(
        proposal, "holidays: IL", "holidays: IL\n      lead_time: 0\n      severity: {description-too-short: ignore}"
    )
    found = propose(
        proposal, {**mild, "content/partners/star-club.md": soon, "content/partners/star-club.jpg": picture()}
    )
    assert [finding.rule for finding in found.new_errors] == ["event-too-soon"]
    assert about_settings(found) == [
        "plugins.partnerhub.lead_time: 7 (default) → 0",
        "plugins.partnerhub.severity.description-too-short: warning (default) → ignore",
    ]
    assert OtherFile("mkdocs.yml", Reach.RUNS) in found.other_files
    assert "- `plugins.partnerhub.lead_time`: `7` (default) → `0`" in report(found)


def test_what_becomes_of_settings_is_said_before_and_now(proposal: Repo) -> None:
    changed = edited(proposal, "  - search\n", "  - search:\n      lang: [he]\n  - rss\nhooks: [hooks.py]\n") | {
        "hooks.py": "x"
    }
    text = str(changed["mkdocs.yml"]).replace("hooks: [hooks.py]\n", "")
    text = text.replace("site_name: Open Evenings", "site_name: Others\nhooks: [hooks.py]").replace(
        "      holidays: IL\n", ""
    )
    found = propose(proposal, {**changed, "mkdocs.yml": text})
    assert set(about_settings(found)) == {
        "site_name: Open Evenings → Others", "hooks added: hooks.py", "plugins.partnerhub.holidays removed: IL",
        "plugins: search, partnerhub → search, rss, partnerhub", "plugins.search.lang added: he",
    }  # fmt: skip
    assert found.other_files == [OtherFile("hooks.py", Reach.RUNS), OtherFile("mkdocs.yml", Reach.RUNS)]


DEFAULTS = {
    "what holds anyway": ("lead_time: 7", "plugins.partnerhub.lead_time added: 7 (default)"),
    "a length": ("event_length: 90m", "plugins.partnerhub.event_length: 2h (default) → 90m"),
    "a choice": ("on_error: hold_back", "plugins.partnerhub.on_error: stop (default) → hold_back"),
    "a rule": (
        "severity: {vetting-undecided: error}",
        "plugins.partnerhub.severity.vetting-undecided: warning (default) → error",
    ),
    "nothing before": ("community: Us", "plugins.partnerhub.community added: Us"),
}


@pytest.mark.parametrize(("line", "said"), DEFAULTS.values(), ids=DEFAULTS.keys())
def test_a_setting_that_nobody_typed_is_said_with_what_held(proposal: Repo, line: str, said: str) -> None:
    assert about_settings(propose(proposal, edited(proposal, "holidays: IL", f"holidays: IL\n      {line}"))) == [said]


BROKEN = {
    "not YAML": ("holidays: IL", "holidays: ["),
    "no plugin": ("- partnerhub:", "- other:"),
    "a value": ("holidays: IL", "holidays: Atlantis"),
    "a guarded rule": ("holidays: IL", "severity: {red-flag: note}"),
    "a name with a line end": ("holidays: IL", 'values: {"a\\n::error::x": x}'),
}


@pytest.mark.parametrize("edit", BROKEN.values(), ids=BROKEN.keys())
def test_settings_that_hold_no_longer_are_a_new_error(proposal: Repo, edit: tuple[str, str]) -> None:
    found = propose(proposal, {**edited(proposal, *edit), FILE: UNANNOUNCED.replace("at a time", "at night")})
    assert [(finding.rule, finding.path) for finding in found.new_errors] == [("settings", "mkdocs.yml")]
    assert [partner.path for partner in found.partners] == [FILE], "the rest is judged"


def test_a_name_in_broken_settings_begins_no_command(proposal: Repo) -> None:
    propose(proposal, edited(proposal, *BROKEN["a name with a line end"]))
    ran = partnerhub("review", "main..HEAD", "--today", "2026-11-23", cwd=proposal.root)
    assert ran.returncode == 1, ran.stderr
    assert "**settings** [`mkdocs.yml:" in ran.stdout
    assert not re.search(r"(?m)^\s*::", ran.stdout + ran.stderr)
    ran = partnerhub("check", "--today", "2026-11-23", cwd=proposal.root)
    assert ran.returncode == 2
    assert not re.search(r"(?m)^\s*::", ran.stdout + ran.stderr)


def test_settings_that_are_mended_are_judged_by_themselves(proposal: Repo) -> None:
    sound = proposal.hub.config_file.read_text(encoding="utf-8")
    proposal.git("switch", "-q", "main")
    proposal.hub.config_file.write_text(sound.replace("holidays: IL", "holidays: ["), encoding="utf-8")
    proposal.commit("2026-11-21")
    proposal.git("switch", "-q", "-C", "proposal")
    found = propose(proposal, {"mkdocs.yml": sound, FILE: UNANNOUNCED.replace("2026-12-10", "2026-12-10x")})
    assert "where this proposal began there are no settings that can be used" in report(found)
    assert [finding.rule for finding in found.new_errors] == ["field-invalid"]
    proposal.hub.config_file.write_text("[", encoding="utf-8")
    proposal.commit("2026-11-21")
    with pytest.raises(SettingsInvalid):
        review(proposal)
    ran = partnerhub("review", "main..HEAD", "--today", "2026-11-23", cwd=proposal.root)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "mkdocs.yml:1:" in ran.stderr


def test_a_proposal_may_bring_the_hub_itself(repo: Repo) -> None:
    repo.git("rm", "-rq", "--cached", ".")
    (repo.root / ".gitignore").write_text("*\n")
    repo.git("add", "-f", ".gitignore")
    repo.git("commit", "-qm", "Nothing yet")
    repo.git("switch", "-q", "-c", "proposal")
    (repo.root / ".gitignore").unlink()
    repo.commit("2026-11-21", text=UNANNOUNCED)
    found = review(repo)
    assert [partner.path for partner in found.partners] == [FILE]
    assert about_settings(found) == [
        "where this proposal began there are no settings that can be used, so it is judged by its own"
    ]


def test_the_work_tree_and_its_variables_are_not_asked(proposal: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEAD", "0")
    proposal.git("switch", "-q", "main")
    proposal.hub.config_file.write_text(
        str(edited(proposal, "holidays: IL", "lead_time: !ENV [LEAD, 9]")["mkdocs.yml"]), encoding="utf-8"
    )
    proposal.commit("2026-11-21")
    proposal.git("switch", "-q", "-C", "proposal")
    proposal.commit("2026-11-21", text=UNANNOUNCED.replace("at a time", "at night"))
    proposal.hub.config_file.write_text("[", encoding="utf-8")
    (proposal.root / FILE).write_text("[", encoding="utf-8")
    compared = Range.find(proposal.hub.config_file, "main", "HEAD")
    assert compared.judge.settings.lead_time == 9
    ran = partnerhub("review", "main..HEAD", "--today", "2026-11-23", cwd=proposal.root)
    assert ran.returncode == 0, ran.stderr


def test_a_hub_that_moves_is_judged_by_the_settings_it_had(proposal: Repo) -> None:
    mild = edited(proposal, "holidays: IL", "lead_time: 9")
    proposal.git("switch", "-q", "main")
    proposal.hub.config_file.write_text(str(mild["mkdocs.yml"]), encoding="utf-8")
    proposal.commit("2026-11-21")
    proposal.git("switch", "-q", "-C", "proposal")
    (proposal.root / "hub").mkdir()
    proposal.git("mv", "mkdocs.yml", "content", "hub")
    proposal.commit("2026-11-21")
    compared = Range.find(proposal.root / "hub" / "mkdocs.yml", "main", "HEAD")
    assert (compared.before.prefix, compared.after.prefix) == ("", "hub/")
    assert compared.judge.settings.lead_time == 9


TAG = "!!python/object/apply:os.system ['touch {canary}']"
PLACES = {
    "a value": "x: {tag}\n", "a key": "? {tag}\n: x\n", "a list": "x: [{tag}]\n", "hooks": "hooks: {tag}\n",
    "an extension": "markdown_extensions:\n  - x:\n      y: {tag}\n", "a merge": "<<: {tag}\n", "an anchor": "x: &a {tag}\ny: *a\n",
    "our settings": "      about: {tag}\n", "site_name": "site_name: {tag}\n", "theme": "theme: {tag}\n", "INHERIT": "INHERIT: {tag}\n",
}  # fmt: skip


@pytest.mark.sample(22)
@pytest.mark.parametrize("where", ["mkdocs.yml", "base.yml"])
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
@pytest.mark.parametrize(
    "tag", [TAG, "!!python/name:os.system", "!!python/object/new:os.system [x]", "!!python/module:this"]
)
def test_no_tag_runs_in_any_tree(proposal: Repo, tmp_path: Path, tag: str, place: str, where: str) -> None:
    canary = tmp_path / "canary"
    line = place.replace("{tag}", tag.replace("{canary}", str(canary)))
    sound = proposal.hub.config_file.read_text(encoding="utf-8")
    inherited = "INHERIT: base.yml\n" if where == "base.yml" else ""
    (proposal.root / "base.yml").write_text(line.lstrip() if inherited else "", encoding="utf-8")
    proposal.hub.config_file.write_text(f"{inherited}{sound}" if inherited else f"{sound}{line}", encoding="utf-8")
    proposal.commit("2026-11-21")
    with suppress(SettingsInvalid):
        proposal.hub.load()
    for base, head in (("main", "HEAD"), ("HEAD", "main"), ("HEAD", "HEAD")):
        with suppress(SettingsInvalid):
            review(proposal, base=base, head=head)
    proposal.hub.config_file.write_text(sound, encoding="utf-8")
    proposal.commit("2026-11-22")
    proposal.git("branch", "-f", "main")
    assert errors(proposal.hub.load().findings) == [], "of the past it is nothing"
    assert not canary.exists()


# Files


REACHES = {
    ".github/workflows/x.yml": Reach.RUNS, "hooks/x.py": Reach.RUNS, "Makefile": Reach.RUNS, ".gitattributes": Reach.RUNS,
    "requirements.txt": Reach.RUNS, "base.yml": Reach.RUNS, "docs/README.md": Reach.OTHER, "logo.png": Reach.OTHER,
    "templates/theme/main.html": Reach.EVERY_PAGE, f"{FRAGMENTS}/x.css": Reach.EVERY_PAGE, "content/x.py": Reach.RUNS,
    "content/pages/about.md": Reach.PAGE, "content/pages/x.js": Reach.PAGE, "content/partners/notes.txt": Reach.OTHER,
    "content/partners/nobody.jpg": Reach.OTHER,
}  # fmt: skip


def test_each_file_is_told_by_what_it_can_do(proposal: Repo) -> None:
    found = propose(proposal, dict.fromkeys(REACHES, "x"))
    assert {file.path: file.reach for file in found.other_files} == REACHES
    reaches = [file.reach for file in found.other_files]
    assert reaches == sorted(reaches, key=list(Reach).index), "what deserves the closest look comes first"
    said = report(found)
    assert (
        "- **May run when the hub is checked or built, or steer what runs; read every line:** `.gitattributes`, "
        in said
    )
    assert said.index("`templates/theme/main.html`") < said.index("No partner file is touched.")


def test_a_report_of_endless_names_is_cut(proposal: Repo) -> None:
    names = [f"{number:03}{'x' * 200}/{'y' * 200}/{'z' * 200}" for number in range(30)]
    files = [OtherFile(name, reach) for reach in Reach for name in names]
    said = report(replace(propose(proposal, {"x": "x"}), other_files=files))
    assert 40_000 < len(said) < 60_000
    assert said.endswith(("`\n\n…\n", "more\n\n…\n"))


def test_a_link_is_told_wherever_it_lies(proposal: Repo) -> None:
    for name in ("content/pages/x.md", "docs.md"):
        (proposal.root / name).symlink_to("/etc/passwd")
    proposal.commit("2026-11-21")
    assert {file.reach for file in review(proposal).other_files} == {Reach.LINK}


AWAY = {"a page": "content/pages/code.md", "no Markdown": "content/partners/code.txt", "elsewhere": "code.md"}


@pytest.mark.parametrize("path", AWAY.values(), ids=AWAY.keys())
def test_a_partner_file_that_is_one_no_more_is_a_partner_that_is_gone(proposal: Repo, path: str) -> None:
    proposal.git("mv", FILE, path)
    proposal.commit("2026-11-21")
    found = review(proposal)
    assert [(partner.path, partner.is_removed) for partner in found.partners] == [(FILE, True)]
    assert [file.path for file in found.other_files] == [path]


def test_a_partner_file_of_another_ending_is_one(proposal: Repo) -> None:
    proposal.git("mv", FILE, "content/partners/code.MD")
    proposal.commit("2026-11-21")
    assert [partner.path for partner in review(proposal).partners] == ["content/partners/code.MD"]


def test_a_page_that_a_build_would_stop_at_is_a_new_error(proposal: Repo) -> None:
    pages = {"about.md": "# About\n\n<!-- partnerhub: upcomming -->\n", "old.md": b"\xf9\xec", "x.txt": b"\xff"}
    found = propose(proposal, {f"content/pages/{name}": content for name, content in pages.items()})
    assert [(each.rule, each.path, each.line) for each in found.new_errors] == [
        ("marker-unknown", "content/pages/about.md", 3), ("page-unreadable", "content/pages/old.md", 1),
    ]  # fmt: skip
    proposal.git("branch", "-f", "main")
    assert propose(proposal, {"content/pages/about.md": "# Us\n\n\n<!-- partnerhub: upcomming -->\n"}).new_errors == []


def test_a_page_whose_link_leads_nowhere_is_a_new_error_wherever_the_change_is(proposal: Repo) -> None:
    page = "content/pages/about.md"
    found = propose(proposal, {page: "[us](partner:code) [them](partner:cod)"})
    assert [(each.rule, each.path, each.column) for each in found.new_errors] == [("link-unknown", page, 27)]
    propose(proposal, {page: "[us](partner:code)"})
    proposal.git("branch", "-f", "main")
    proposal.git("rm", "-q", FILE)
    proposal.commit("2026-11-22")
    assert [(each.rule, each.path) for each in review(proposal).new_errors] == [("link-unknown", page)]


# Fragments


def test_a_fragment_that_could_not_be_filled_in_is_a_new_error(proposal: Repo) -> None:
    path = f"{FRAGMENTS}/next.html"
    found = propose(
        proposal,
        {path: "{#- Context: events, root. -#}\n{{ events }}\n{{ event }}", f"{FRAGMENTS}/sub/x.html": b"\xff"},
    )
    assert [(each.rule, each.path, each.line) for each in found.new_errors] == [
        ("templates", path, 3), ("templates", f"{FRAGMENTS}/sub/x.html", 1),
    ]  # fmt: skip
    assert "must use names of its signature, got event" in report(found)


def test_what_was_wrong_with_a_fragment_before_is_not_the_proposals(proposal: Repo) -> None:
    path = f"{FRAGMENTS}/next.html"
    propose(proposal, {path: "{#- Context: root. -#}\n{{ event }}"})
    proposal.git("branch", "-f", "main")
    assert propose(proposal, {path: "{#- Context: root. -#}\n\n{{ event }}"}).new_errors == []
    proposal.git("rm", "-q", path)
    proposal.commit("2026-11-21")
    assert review(proposal).new_errors == []


def test_no_more_fragments_are_looked_at_than_costs_little(proposal: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "MOST_FRAGMENTS", 2)
    found = propose(proposal, {f"{FRAGMENTS}/{name}.html": "{{ hub }}" for name in "abcd"})
    assert [Path(finding.path).name for finding in found.new_errors] == ["c.html", "d.html"]


def test_a_fragment_at_which_a_step_of_ours_fails_is_named(proposal: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments, "_signature", lambda source: 1 // 0)
    found = propose(proposal, {f"{FRAGMENTS}/a.html": "{{ hub }}", FILE: UNANNOUNCED.replace("at a time", "at night")})
    assert [(finding.rule, finding.path) for finding in found.new_errors] == [("templates", f"{FRAGMENTS}/a.html")]
    assert "compiling the fragment failed, which is a defect of partnerhub" in found.new_errors[0].message
    assert [partner.path for partner in found.partners] == [FILE]


def test_a_sound_fragment_is_only_pointed_out(proposal: Repo) -> None:
    path = f"{FRAGMENTS}/next.html"
    found = propose(
        proposal, {path: "{#- Context: root. -#}\n{% include 'sub/x.html' %}", f"{FRAGMENTS}/sub/x.html": "{{ hub }}"}
    )
    assert found.new_errors == []
    assert [file.reach for file in found.other_files] == [Reach.EVERY_PAGE, Reach.EVERY_PAGE]
