"""The desk: its form holds all that is declared, in the reader's words; its page asks nobody but the code host."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from hubs import HubFolder, build, files_of
from partnerhub.desk.configuration import Place, configuration
from partnerhub.desk.host import interface, proposals
from partnerhub.desk.refusals import refusals
from partnerhub.desk.shapes import shapes
from partnerhub.edge import desk_files
from partnerhub.edge.config import read_config
from partnerhub.edge.desk_command import desk_command
from partnerhub.edge.usage import Misuse
from partnerhub.history.project import VARIABLES, Host, Project
from partnerhub.record.fields import Parts, walk
from partnerhub.record.model import Record
from partnerhub.record.settings import Settings
from partnerhub.words import slugs
from partnerhub.words.terms import N_, Terms
from records import SOUND

SCHEMA = (
    Path(__file__).resolve().parents[1] / "desk" / "node_modules" / "@sveltia" / "cms" / "schema" / "sveltia-cms.json"
)
"""Comes with `make desk`."""
BOTH = Settings(
    site_name="Open Evenings",
    languages=["he", "en"],
    values={"open-knowledge": {"he": "ידע פתוח", "en": "Open knowledge"}, "nature": {"": "Nature"}},
    red_flags={"fraud": {"he": "הונאה", "en": "Fraud"}},
)
ONE = Settings(site_name="Open Evenings", languages=["en"])
GITHUB = Place(Project(Host.GITHUB, "https://github.com", "us/hub"), "main", "a hub/")
GITLAB = Place(Project(Host.GITLAB, "https://lab.example", "us/group/hub"), "", "")
NOWHERE = Place(None, "", "")
Path_ = tuple[str, ...]


def configured(settings: Settings = BOTH, place: Place = GITHUB, language: str = "en") -> dict[str, Any]:
    return dict(configuration(settings, place, Terms(language)))


def collection(settings: Settings = BOTH, place: Place = GITHUB, language: str = "en") -> dict[str, Any]:
    (partners,) = configured(settings, place, language)["collections"]
    return partners  # type: ignore[no-any-return]


def in_form(
    fields: list[dict[str, Any]], settings: Settings, above: Path_ = ()
) -> Iterator[tuple[Path_, dict[str, Any]]]:
    """Each field by its path; a text in several languages is one."""
    for field in fields:
        path = (*above, field["name"])
        yield path, field
        held = field.get("fields", [])
        if [each["name"] for each in held] != settings.languages:
            yield from in_form(held, settings, path)


def form(settings: Settings = BOTH, language: str = "en") -> Mapping[Path_, dict[str, Any]]:
    return dict(in_form(collection(settings, language=language)["fields"], settings))


def in_shapes(fields: Mapping[str, Any], above: Path_ = ()) -> Iterator[Path_]:
    for name, shape in fields.items():
        yield (*above, name)
        yield from in_shapes(shape.get("of", shape).get("fields", {}), (*above, name))


@pytest.mark.parametrize("settings", [BOTH, ONE], ids=["two languages", "one language"])
def test_the_form_and_the_shapes_hold_every_field_that_is_declared(settings: Settings) -> None:
    declared = {field.path for field in walk(Record)} | {("body",)}
    assert set(form(settings)) == declared
    assert set(in_shapes(shapes(settings.languages)["fields"])) == declared


def test_the_scripts_are_tried_with_the_shapes_that_the_page_holds() -> None:
    data = Path(__file__).parent / "data" / "shapes.json"
    assert json.loads(data.read_text(encoding="utf-8")) == shapes(["he", "en"])


def test_a_field_is_labelled_and_explained_with_the_words_of_the_reference() -> None:
    for language in ("en", "he"):
        terms, made = Terms(language), form(language=language)
        for field in walk(Record):
            shown = made[field.path]
            assert shown["label"].casefold() == terms(field.visibility.words).casefold()
            assert " ".join(terms(field.docstring).split()).casefold() in shown["hint"].casefold()
            if not isinstance(field.visibility, Parts):
                assert terms(field.visibility.meaning) in shown["hint"]


def test_it_is_in_the_order_in_which_a_partnership_goes() -> None:
    top = [path[0] for path in form() if len(path) == 1]
    assert [top.index(name) for name in ("name", "body", "photo", "vetting", "outreach", "events")] == sorted(
        [top.index(name) for name in ("name", "body", "photo", "vetting", "outreach", "events")]
    )
    vetting = [path[1] for path in form() if path[0] == "vetting" and len(path) == 2]
    assert vetting.index("values") < vetting.index("win_win") < vetting.index("reputation") < vetting.index("decision")
    event = [path[1] for path in form() if path[0] == "events" and len(path) == 2]
    assert event[0] == "title"
    assert event[-2:] == ["thanked_on", "outcome"]


def test_closed_words_values_and_flags_are_chosen() -> None:
    made, words = form(), form(language="he")
    standing = made["vetting", "reputation", "standing"]["options"]
    assert [each["value"] for each in standing] == ["positive", "neutral", "negative", "unknown"]
    assert standing[0]["label"] == "Positive"
    assert [each["label"] for each in made["outreach", "address"]["options"]][:2] == ["As a woman", "As a man"]
    values = made["vetting", "values"]
    assert values["multiple"]
    assert values["options"] == [
        {"label": "Open knowledge", "value": "open-knowledge"},
        {"label": "Nature", "value": "nature"},
    ]
    assert words["vetting", "promotes"]["options"][0] == {"label": "ידע פתוח", "value": "open-knowledge"}
    assert words["vetting", "reputation", "flags"]["options"] == [{"label": "הונאה", "value": "fraud"}]
    assert form(ONE)["vetting", "values"]["widget"] == "list"
    cohosts = made["events", "with"]
    assert (cohosts["widget"], cohosts["collection"], cohosts["display_fields"]) == (
        "relation",
        "partners",
        ["name.he"],
    )


def test_nothing_is_filled_in_for_anybody() -> None:
    """Sveltia writes a default into files that were merely opened."""
    assert '"default":' not in json.dumps(collection())
    assert {field["format"] for field in form().values() if field["widget"] == "datetime"} == {
        "YYYY-MM-DD", "YYYY-MM-DD HH:mm",
    }  # fmt: skip


def test_what_is_always_asked_for_is_asked_for_in_the_first_language() -> None:
    name = form()[("name",)]
    assert [each["label"] for each in name["fields"]] == ["Name (עברית)", "Name (English)"]
    assert [each["required"] for each in name["fields"]] == [True, False]
    assert form(ONE)[("name",)]["required"]
    for path in [("photo", "consent", "given_by"), ("vetting", "decision"), ("events", "end")]:
        assert not form()[path]["required"]


def test_a_pattern_takes_what_the_reference_gives_as_an_example() -> None:
    patterns = {path: field["pattern"] for path, field in form().items() if "pattern" in field}
    assert {("website",), ("events", "slug"), ("events", "duration"), ("events", "language")} <= set(patterns)
    examples = {field.path: field.example for field in walk(Record)}
    for path, (pattern, words) in patterns.items():
        assert re.search(pattern, examples[path]), path
        assert words.endswith(f": {examples[path]}")


SLUGS = [
    "open-data-night",
    "ערב-נתונים",
    "ab--c",
    "-a",
    "a-",
    "a b",
    "a_b",
    "a.b",
    "a/b",
    "צה״ל",
    "בית־ספר",
    "x" * 60,
    "x" * 61,
    "",
]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_slug_is_refused_without_classes_of_letters(slug: str) -> None:
    pattern, _ = form()["events", "slug"]["pattern"]
    assert bool(re.search(pattern, slug)) is slugs.is_slug(slug)
    assert collection()["slug"]["pattern"][0] == pattern


@pytest.mark.needs("make desk")
@pytest.mark.parametrize("settings", [BOTH, ONE], ids=["two languages", "one language"])
@pytest.mark.parametrize("place", [GITHUB, GITLAB, NOWHERE], ids=["GitHub", "GitLab", "nowhere"])
def test_the_configuration_passes_sveltias_schema(settings: Settings, place: Place) -> None:
    jsonschema.Draft7Validator(json.loads(SCHEMA.read_text())).validate(configured(settings, place))


HOSTS = {
    "GitHub": (GITHUB.project, "https://api.github.com", "https://api.github.com/graphql"),
    "GitHub at home": (
        Project(Host.GITHUB, "https://github.example.org", "us/hub"),
        "https://github.example.org/api/v3",
        "https://github.example.org/api/graphql",
    ),
    "GitLab": (GITLAB.project, "https://lab.example/api/v4", "https://lab.example/api/graphql"),
}


@pytest.mark.parametrize(("project", "address", "queries"), HOSTS.values(), ids=HOSTS.keys())
def test_the_host_is_spoken_with_at_its_interface(project: Project, address: str, queries: str) -> None:
    assert interface(project) == address
    assert proposals(project).removeprefix(project.address) in ("/pulls", "/-/merge_requests")
    backend = configured(place=Place(project, "", ""))["backend"]
    assert (backend["api_root"], backend["graphql_api_root"]) == (address, queries)


def test_proposals_go_to_the_host_and_files_to_their_folder() -> None:
    made = configured()
    assert made["backend"] | {"api_root": "", "graphql_api_root": ""} == {
        "name": "github", "repo": "us/hub", "branch": "main", "api_root": "", "graphql_api_root": "", "auth_methods": ["token"],
        "commit_messages": {
            "create": Terms("he")(N_("New partner: {slug}"), slug="{{slug}}"),
            "update": Terms("he")(N_("Change {slug}"), slug="{{slug}}"),
        },
    }  # fmt: skip
    assert made["publish_mode"] == "editorial_workflow"
    assert collection()["folder"] == "a hub/content/partners"
    assert "publish_mode" not in configured(place=NOWHERE)
    assert "branch" not in configured(place=GITLAB)["backend"]


def test_a_photo_is_made_small_before_it_is_kept() -> None:
    made = configured()["media_libraries"]["default"]["config"]["transformations"]["raster_image"]
    assert (made["format"], made["width"], made["height"]) == ("webp", 2048, 2048)
    assert "heic" not in form()["photo", "file"]["accept"]


# The page, and where it goes


def desk(hub: HubFolder, language: str = "he") -> Mapping[str, bytes]:
    return desk_files.desk_files(read_config(hub.config_file), language)


def policy_in(page: str) -> str:
    return unescape(re.search('http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1])  # type: ignore[index]


ASKED: dict[str, tuple[str, dict[str, str], str, str]] = {
    "nobody": ("", {}, "", ""),
    "an unknown host": ("https://code.example/us/hub", {}, "", ""),
    "GitHub": ("https://github.com/us/hub", {}, " https://api.github.com", "https://github.com/us/hub/pulls"),
    "GitHub at home": ("https://github.example.org/us/hub", {}, " https://github.example.org", "https://github.example.org/us/hub/pulls"),
    "GitLab": ("https://gitlab.com/us/all/hub", {}, " https://gitlab.com", "https://gitlab.com/us/all/hub/-/merge_requests"),
    "GitLab at home": ("", {"CI_PROJECT_URL": "https://lab.example:8443/us/hub"}, " https://lab.example:8443", "https://lab.example:8443/us/hub/-/merge_requests"),
    "GitLab below another address": ("", {"CI_PROJECT_URL": "https://code.example/lab/us/hub", "CI_SERVER_URL": "https://code.example/lab"}, " https://code.example", "https://code.example/lab/us/hub/-/merge_requests"),
    "GitHub’s CI": ("https://gitlab.com/us/mirror", {"GITHUB_REPOSITORY": "us/hub"}, " https://api.github.com", "https://github.com/us/hub/pulls"),
}  # fmt: skip


@pytest.mark.parametrize(("repo_url", "environ", "host", "proposed"), ASKED.values(), ids=ASKED.keys())
def test_the_page_asks_the_host_alone(
    make_hub, desk_scripts: Path, monkeypatch: pytest.MonkeyPatch,
    repo_url: str, environ: Mapping[str, str], host: str, proposed: str,
) -> None:  # fmt: skip
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    hub = make_hub(language="he", settings="languages: [he, en]")
    hub.config_file.write_text(f"repo_url: {json.dumps(repo_url)}\n{hub.config_file.read_text()}")
    page = desk(hub)["index.html"].decode()
    assert policy_in(page) == (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; "
        f"media-src 'self' blob:; font-src 'self'; connect-src 'self' blob: data:{host}; worker-src 'self' blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    assert ("mkdocs.yml" in page, f'href="{proposed}"' in page) == (not host, bool(proposed))
    assert f'"has_host": {json.dumps(bool(host))}' in page
    assert ('<code dir="ltr">partnerhub serve</code>' in page) is (not host)


def test_the_page_says_what_it_is_before_the_forms_stand(make_hub, desk_scripts: Path) -> None:
    page = desk(make_hub(language="he", settings="languages: [he, en]"))["index.html"].decode()
    assert '<html lang="he" dir="rtl">' in page
    assert '<meta name="robots" content="noindex">' in page
    for told in ("<noscript>", "<title>", 'id="nc-root"'):
        assert told in page
    assert page.index('id="partnerhub-desk"') < page.index("desk.js") < page.index("sveltia-cms.js")


def test_what_the_scripts_are_told_ends_no_element(make_hub, desk_scripts: Path) -> None:
    hub = make_hub(settings="community: '</script><script>alert(1)</script>'")
    files = desk(hub, "en")
    page = files["index.html"].decode()
    told = re.search('<script type="application/json" id="partnerhub-desk">(.*?)</script>', page)[1]  # type: ignore[index]
    assert json.loads(told)["config"]["app_title"].startswith("</script>")
    assert json.loads(told)["config"] == json.loads(files["config.json"])
    assert page.count("<script") == page.count("</script>") == 3


@pytest.mark.parametrize(("language", "ours"), [("he", "he"), ("en", "en"), ("ar", "en")])
def test_what_is_refused_is_told_in_a_language_that_is_ours(
    make_hub, desk_scripts: Path, language: str, ours: str
) -> None:
    page = desk(make_hub(), language)["index.html"].decode()
    told = json.loads(re.search('id="partnerhub-desk">(.*?)</script>', page)[1])  # type: ignore[index]
    assert (told["language"], told["has_host"]) == (ours, False)
    assert told["words"].items() >= refusals(Terms(ours)).items()
    facts = {fact for words in told["words"].values() for fact in re.findall(r"\{(\w+)\}", words)}
    assert facts == {"field", "message"}


def test_the_setting_puts_it_into_the_site_where_nothing_leads_to_it(make_hub, desk_scripts: Path) -> None:
    hub = make_hub(settings="desk: true")
    hub.add("code.md", SOUND)
    site = files_of(build(hub, hold_back=True))
    hub.config_file.write_text(hub.config_file.read_text().replace("desk: true", "desk: false"))
    assert not (build(hub, hold_back=True) / "desk").exists()
    assert {path for path in site if path.startswith("desk/")} == {
        "desk/index.html", "desk/config.json", "desk/sveltia-cms.js", "desk/desk.js", "desk/desk.css", "desk/fonts/icons.woff2",
    }  # fmt: skip
    for path, data in site.items():
        if path.endswith((".html", ".xml", ".json", ".txt")) and not path.startswith("desk/"):
            assert b"/desk/" not in data, path


def test_without_the_scripts_all_else_works(
    make_hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(desk_files, "SCRIPTS", tmp_path / "none")
    hub = make_hub(settings="desk: true")
    assert "index.html" in files_of(build(hub))
    assert [record.getMessage() for record in caplog.records if "desk" in record.getMessage()] == [
        "the scripts of the desk are not here: run `make desk` in the checkout of partnerhub, which needs npm"
    ]
    with pytest.raises(Misuse, match="run `make desk`"):
        desk_command.main(["--out", str(tmp_path / "out"), "-f", str(hub.config_file)], standalone_mode=False)
    assert not (tmp_path / "out").exists()


def test_a_preview_has_it_unasked(hub: HubFolder, desk_scripts: Path) -> None:
    served = files_of(build(hub, command="serve"))
    assert "default-src 'none'; script-src 'self';" in policy_in(served["desk/index.html"].decode())
    for path, data in served.items():
        if path.endswith((".html", ".xml", ".json", ".txt")) and not path.startswith("desk/"):
            assert b"/desk/" not in data, path


def test_the_command_writes_it_beside_no_other_page(
    hub: HubFolder,
    desk_scripts: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    out = tmp_path / "out"
    arguments = ["--out", str(out), "-f", str(hub.config_file)]
    for _ in range(2):
        desk_command.main(arguments, standalone_mode=False)
    assert (out / "fonts" / "icons.woff2").exists()
    said = capsys.readouterr().out
    assert ("python3 -m http.server" in said, "It knows no code host" in said) == (True, True)
    hub.config_file.write_text(f"repo_url: https://github.com/us/hub\n{hub.config_file.read_text()}")
    desk_command.main(arguments, standalone_mode=False)
    assert "It knows no code host" not in capsys.readouterr().out
    (out / "index.html").write_text("ours")
    with pytest.raises(Misuse, match="is another page"):
        desk_command.main(arguments, standalone_mode=False)
    assert (out / "index.html").read_text() == "ours"
