"""The reader of settings: the same tree as MkDocs' own reader, located findings, and nothing that runs."""

from __future__ import annotations

import os
import textwrap
import time
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config
from mkdocs.utils.yaml import yaml_load

from hubs import HubFolder, partnerhub
from partnerhub.checks.settings import weakened_rules
from partnerhub.record.settings_file import SettingsFile, read_settings
from partnerhub.record.settings_tree import MAX_FILES, SettingsInvalid, SettingsTree, read_tree
from partnerhub.record.settings_yaml import MAX_BYTES, MAX_DEPTH, MAX_VALUES
from partnerhub.words import report
from partnerhub.words.terms import N_

OURS = "plugins: [partnerhub]\n"


def tree_of(files: Mapping[str, str | bytes], environment: Mapping[str, str] | None = None) -> SettingsTree:
    """What a tree that lies nowhere holds: a revision."""
    data = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
    return read_tree("mkdocs.yml", data.get, environment)


def settings_of(files: Mapping[str, str | bytes], environment: Mapping[str, str] | None = None) -> SettingsFile:
    data = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
    return read_settings("mkdocs.yml", data.get, environment, checks=(weakened_rules,))


def problems(files: Mapping[str, str | bytes]) -> list[str]:
    with pytest.raises(SettingsInvalid) as invalid:
        settings_of(files)
    return report.text(invalid.value.findings()).split("\n")


def mkdocs_tree(folder: Path, files: Mapping[str, str]) -> Mapping[str, Any]:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="")
    with (folder / "mkdocs.yml").open("rb") as file:
        return yaml_load(file)


SAME = {
    "nothing": {"mkdocs.yml": ""},
    "comments only": {"mkdocs.yml": "# site_name: x\n"},
    "a byte-order mark": {"mkdocs.yml": "\ufeffsite_name: x\n"},
    "CRLF": {"mkdocs.yml": "site_name: x\r\ntheme:\r\n  name: y\r\n"},
    "what YAML 1.1 takes for something else": {
        "mkdocs.yml": "a: no\nb: 18:30\nc: 0501234567\nd: 2026-12-10\ne: 2026-12-10 19:00:00 +02:00\nf: ~\ng: 1_000\nh: 1e3\ni: .5\n"
    },
    "YAML's own tags": {
        "mkdocs.yml": "a: !!str no\nb: !!int '7'\nc: !!float 1\nd: !!set {x, y}\ne: !!binary aGk=\nf: !!omap [{x: 1}]\ng: ! 7\n"
    },
    "a key twice": {"mkdocs.yml": "a: 1\na: 2\n"},
    "keys that are no text": {"mkdocs.yml": "1: a\nno: b\n~: c\n2026-12-10: d\n"},
    "literal and folded texts": {"mkdocs.yml": "a: |\n  x\n   y\n\nb: >-\n  x\n  y\n"},
    "anchors": {"mkdocs.yml": "a: &a {x: 1, y: [1, 2]}\nb: *a\nc: [*a, *a]\n"},
    "merge keys": {
        "mkdocs.yml": "a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc: {<<: *a, y: 5}\nd: {<<: [*a, *b], w: 6}\ne: {z: 7, <<: *b}\nf: {'<<': 1}\n"
    },
    "a merge of a merge": {"mkdocs.yml": "a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nc: {<<: *b, x: 3}\n"},
    "inheritance": {"mkdocs.yml": "INHERIT: base.yml\na: 1\n", "base.yml": "a: 2\nb: 3\n"},
    "inheritance, mapping by mapping": {
        "mkdocs.yml": "INHERIT: base.yml\ntheme: {name: material, palette: {primary: teal}}\nplugins: {partnerhub: {lead_time: 9}}\n",
        "base.yml": "theme: {language: he, palette: {primary: red, accent: red}}\nplugins: {search: {}, partnerhub: {lead_time: 8, event_length: 1h}}\n",
    },
    "what isn't a mapping is replaced": {
        "mkdocs.yml": "INHERIT: base.yml\na: [1]\nb: {x: 1}\nc: x\nd:\ne: {x: 1}\n",
        "base.yml": "a: [2, 3]\nb: x\nc: {x: 2}\nd: {x: 3}\ne:\n",
    },
    "three files in folders": {
        "mkdocs.yml": "INHERIT: conf/a.yml\na: 1\n",
        "conf/a.yml": "INHERIT: ../conf/deeper/b.yml\na: 2\nb: {x: 2}\n",
        "conf/deeper/b.yml": "INHERIT: ../../c.yml\nb: {x: 3, y: 3}\nc: 3\n",
        "c.yml": "b: {z: 4}\nc: 4\nd: 4\n",
    },
    "an inherited file that is empty": {"mkdocs.yml": "INHERIT: base.yml\na: 1\n", "base.yml": "# nothing\n"},
    "variables": {
        "mkdocs.yml": "a: !ENV SET\nb: !ENV UNSET\nc: !ENV [UNSET, SET]\nd: !ENV [UNSET, OTHER, 7]\ne: !ENV [UNSET]\nf: !ENV []\ng: !ENV [UNSET, [1, {x: no}]]\nh: !ENV [SET, no]\ni: !ENV [UNSET, !ENV [SET, 1]]\n"
    },
    "variables with types": {"mkdocs.yml": "a: !ENV YES\nb: !ENV SEVEN\nc: !ENV EMPTY\nd: !ENV DAY\ne: !ENV [UNSET, SEVEN, x]\nf: !ENV LIST\n"},
    "a variable that names what is inherited": {"mkdocs.yml": "INHERIT: !ENV [UNSET, base.yml]\n", "base.yml": "a: 1\n"},
    "plugins as a list": {"mkdocs.yml": "plugins:\n  - search\n  - partnerhub:\n      lead_time: 9\n  - search: {lang: he}\n"},
    "plugins as a mapping": {"mkdocs.yml": "plugins: {search: {}, partnerhub: {lead_time: 9}}\n"},
    "a plugin twice": {"mkdocs.yml": "plugins: [search, search, {search: {}}]\n"},
    "a theme by its name": {"mkdocs.yml": "theme: material\n"},
}  # fmt: skip
VARIABLES = {"SET": "a text", "YES": "yes", "SEVEN": "7", "EMPTY": "", "DAY": "2026-12-10", "LIST": "[1, 2]"}


@pytest.mark.parametrize("files", SAME.values(), ids=SAME.keys())
@pytest.mark.parametrize("variables", [VARIABLES, {}], ids=["set", "unset"])
def test_the_tree_is_the_one_that_mkdocs_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], variables: dict[str, str]
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert tree_of(files, os.environ).values == mkdocs_tree(tmp_path, files)


@pytest.mark.parametrize("path", sorted(Path(__file__).parents[1].glob("mkdocs.yml")), ids=lambda path: path.name)
def test_the_demo_is_read_as_mkdocs_reads_it(path: Path) -> None:
    with path.open("rb") as file:
        assert tree_of({"mkdocs.yml": path.read_bytes()}).values == yaml_load(file)


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.dates()
    | st.datetimes()
    | st.binary(max_size=20)
)
KEYS = st.text(max_size=20) | st.sampled_from(["theme", "plugins", "a", "b", "<<", "=", "no", "1"]) | st.integers()
PLAIN = st.dictionaries(
    KEYS,
    st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)),
    max_size=6,
)
IN_ONE_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def dumped(tree: dict[Any, Any], style: bool | None, unescaped: bool) -> str:
    return str(yaml.safe_dump(tree, default_flow_style=style, allow_unicode=unescaped, sort_keys=False))


@IN_ONE_FOLDER
@given(PLAIN, PLAIN, st.sampled_from([True, False, None]), st.booleans())
def test_any_plain_tree_is_read_and_inherited_as_by_mkdocs(
    tmp_path: Path, child: dict[Any, Any], parent: dict[Any, Any], style: bool | None, unescaped: bool
) -> None:
    child = {"INHERIT": "base.yml", **child}
    files = {"mkdocs.yml": dumped(child, style, unescaped), "base.yml": dumped(parent, style, unescaped)}
    assert tree_of(files).values == mkdocs_tree(tmp_path, files)


PIECES = [
    "a", "b", ":", "-", "?", ",", "[", "]", "{", "}", "&", "*", "!", "|", ">", "'", '"', "%", "@", "#", "~", "<<", "=", "&a ", "*a ", "a: ", "- ",
    "!ENV ", "!!int ", "!!timestamp ", "!!x ", "INHERIT: ", "1", "2026-02-30", " ", "  ", "\n", "\n  ", "\n- ", "\t", "\r", "\x85", "\u2028", "\ufeff", "\0", "é",
    "plugins: [partnerhub]\n",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES)).map("".join) | st.text() | st.binary())
@settings(max_examples=300)
def test_whatever_stands_there_is_a_tree_or_a_finding_at_a_place_in_it(text: str | bytes) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    lines = len(data.decode("utf-8", "replace").splitlines()) or 1
    try:
        places = [settings_of({"mkdocs.yml": data}).fault((), N_("x")).said("en").line]
    except SettingsInvalid as invalid:
        places = [found.line for found in invalid.findings()]
    assert places
    assert all(1 <= place <= lines for place in places)


def test_an_anchor_that_is_inherited_changes_nowhere_else() -> None:
    """MkDocs' merge writes into what an anchor names, so that every other alias of it changes too."""
    files = {"mkdocs.yml": "INHERIT: base.yml\na: {x: 2}\n", "base.yml": "a: &a {x: 1}\nb: *a\n"}
    assert tree_of(files).values == {"a": {"x": 2}, "b": {"x": 1}}


TAGS = {
    "emoji of Material": "emoji_index: !!python/name:material.extensions.emoji.twemoji",
    "a call": "emoji_index: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}",
    "relative": "emoji_index: !relative $config_dir",
    "a tuple": "emoji_index: !!python/tuple [1, 2]",
    "of no one": "emoji_index: !whatever {x: [1]}",
    "a default": "emoji_index: !ENV [UNSET, !!python/name:os.system ]",
}


@pytest.mark.parametrize("line", TAGS.values(), ids=TAGS.keys())
def test_any_other_tag_is_nothing(line: str) -> None:
    assert tree_of({"mkdocs.yml": f"{line}\nsite_name: x\n"}).values == {"emoji_index": None, "site_name": "x"}


RUN = [
    "extra: !!python/object/apply:os.system ['touch ran']",
    "extra: !!python/object/new:os.system ['touch ran']",
    "? !!python/object/apply:os.system ['touch ran']\n: x",
    "extra: {<<: !!python/object/apply:os.system {command: touch ran}}",
    "extra: !ENV [UNSET, !!python/object/apply:os.system ['touch ran']]",
    "extra: !!python/module:runner",
]


@pytest.mark.parametrize("line", RUN)
def test_nothing_runs(hub: HubFolder, line: str) -> None:
    (hub.root / "runner.py").write_text("open('ran', 'w').close()\n")
    text = hub.config_file.read_text(encoding="utf-8")
    hub.config_file.write_text(f"{line}\n{text}", encoding="utf-8")
    assert partnerhub("check", cwd=hub.root, PYTHONPATH=os.environ.get("PYTHONPATH", "")).returncode == 0
    assert not (hub.root / "ran").exists()


def test_check_needs_no_mkdocs(hub: HubFolder) -> None:
    (hub.root / "mkdocs.py").write_text("raise ImportError('MkDocs is not here')\n")
    ran = partnerhub("check", cwd=hub.root)
    assert (ran.returncode, ran.stderr) == (0, "0 partners, 0 events: nothing to mend.\n")


BASE = textwrap.dedent("""\
    site_name: Base
    plugins:
      search: {}
      partnerhub:
        timezone: Asia/Jerusalem
        lead_time: soon
    """)

FINDINGS = {
    "an inherited setting": (
        {"mkdocs.yml": "INHERIT: conf/base.yml\nplugins: {partnerhub: {event_length: 1h}}\n", "conf/base.yml": BASE},
        ["conf/base.yml:6:16: error settings: lead_time must be a whole number from 0 to 36500, got “soon”", "    Write it like this: lead_time: 7."],
    ),
    "a setting of one's own over an inherited one": (
        {"mkdocs.yml": "INHERIT: conf/base.yml\nplugins: {partnerhub: {lead_time: -1}}\n", "conf/base.yml": BASE},
        ["mkdocs.yml:2:35: error settings: lead_time must be a whole number from 0 to 36500, got “-1”", "    Write lead_time: 1."],
    ),
    "a setting that a merge key brings": (
        {"mkdocs.yml": "x: &x\n  lead_time: soon\nplugins:\n  - partnerhub:\n      <<: *x\n"},
        ["mkdocs.yml:2:14: error settings: lead_time must be a whole number from 0 to 36500, got “soon”", "    Write it like this: lead_time: 7."],
    ),
    "a list replaces an inherited mapping": (
        {"mkdocs.yml": "INHERIT: base.yml\nplugins: [partnerhub: {lead_tim: 1}]\n", "base.yml": BASE},
        ["mkdocs.yml:2:24: error settings: lead_tim is not a setting", "    Did you mean lead_time?"],
    ),
    "a weakened rule of a revision": (
        {"mkdocs.yml": "plugins:\n  - partnerhub:\n      severity: {red-flag: ignore}\n"},
        [
            "mkdocs.yml:3:28: error settings: severity.red-flag must not be lower than error: the rule guards members, partners or secrets, got “ignore”",
            "    Take the line out.",
        ],
    ),
    "all at once": (
        {"mkdocs.yml": "use_directory_urls: false\nplugins:\n  - partnerhub:\n      severity: {red-flags: error}\n      languages: [he]\n"},
        [
            "mkdocs.yml:1:1: error settings: use_directory_urls must be true: the pages of partners and events lie in folders",
            "    Take the line out.",
            "mkdocs.yml:4:18: error settings: severity.red-flags must be the name of a rule",
            "    Did you mean red-flag?",
            "mkdocs.yml:5:18: error settings: languages must begin with theme.language, which is en",
            "    Write languages: [en, he], or language: he under theme.",
        ],
    ),
    "the plugin twice": (
        {"mkdocs.yml": "plugins:\n  - partnerhub\n  - search\n  - partnerhub: {}\n"},
        ["mkdocs.yml:4:5: error settings: plugins must name partnerhub once", "    Take the second mention out."],
    ),
    "settings beside the plugin's name": (
        {"mkdocs.yml": "plugins:\n  - partnerhub:\n    lead_time: 7\n"},
        ["mkdocs.yml:3:5: error settings: partnerhub's settings must be fields of their own", "    Indent them."],
    ),
    "what belongs beside the plugins": (
        {"mkdocs.yml": "plugins:\n  - partnerhub:\n      site_url: https://hub.example/\n"},
        ["mkdocs.yml:3:7: error settings: site_url is not a setting", "    Write it beside plugins, not under partnerhub."],
    ),
    "an address that is none": (
        {"mkdocs.yml": f"site_name: x\nsite_url: hub.example.org\n{OURS}"},
        ["mkdocs.yml:2:11: error settings: site_url must be the whole address of the site, such as https://hub.example.org/, got “hub.example.org”", "    Write site_url: https://hub.example.org/."],
    ),
    "Norwegian": (
        {"mkdocs.yml": f"theme: {{language: no}}\n{OURS}"},
        ['mkdocs.yml:1:19: error settings: theme.language must be text, got “no”, which YAML reads as false', '    Put it in quotes: language: "no".'],
    ),
    "plugins that are neither list nor mapping": (
        {"mkdocs.yml": "plugins: partnerhub\n"},
        ["mkdocs.yml:1:1: error settings: plugins must be a list", "    Write plugins: [partnerhub]."],
    ),
    "no file": (
        {},
        ["mkdocs.yml:1:1: error settings: the hub's mkdocs.yml can't be opened", "    Run it in the hub's folder, or name the file with --config-file."],
    ),
    "out of the hub": (
        {"mkdocs.yml": "a: 1\nINHERIT: ../mkdocs.yml\n"},
        ["mkdocs.yml:2:1: error settings: INHERIT must name a file inside the hub, got ../mkdocs.yml", "    Move the file into the hub's folder."],
    ),
    "out of the hub, from a folder": (
        {"mkdocs.yml": "INHERIT: a/b.yml\n", "a/b.yml": "INHERIT: ../../a/b.yml\n"},
        ["a/b.yml:1:1: error settings: INHERIT must name a file inside the hub, got ../../a/b.yml", "    Move the file into the hub's folder."],
    ),
    "an absolute path": (
        {"mkdocs.yml": "INHERIT: /etc/hub.yml\n"},
        ["mkdocs.yml:1:1: error settings: INHERIT must name a file inside the hub, got /etc/hub.yml", "    Move the file into the hub's folder."],
    ),
    "an inherited file that isn't there": (
        {"mkdocs.yml": "INHERIT: bas.yml\n"},
        ["mkdocs.yml:1:1: error settings: INHERIT must name a file of the hub, and bas.yml can't be read there", "    Look for a slip in the name; a link that leads out of the hub is not followed."],
    ),
    "an inherited name that is no text": (
        {"mkdocs.yml": "INHERIT: [a.yml]\n"},
        ["mkdocs.yml:1:1: error settings: INHERIT must be the path of a file", "    Name the file."],
    ),
    "a circle": (
        {"mkdocs.yml": "INHERIT: a.yml\n", "a.yml": "INHERIT: ./mkdocs.yml\n"},
        ["a.yml:1:1: error settings: INHERIT must not lead back to where it began, but mkdocs.yml inherits this file", "    Take one of the two lines out."],
    ),
    "too many files": (
        {"mkdocs.yml": "INHERIT: 0.yml\n", **{f"{number}.yml": f"INHERIT: {number + 1}.yml\n" for number in range(40)}},
        [f"{MAX_FILES - 2}.yml:1:1: error settings: INHERIT must not lead through more than {MAX_FILES} files", "    Put some of them together."],
    ),
    "an inherited list": (
        {"mkdocs.yml": "INHERIT: a.yml\n", "a.yml": "- x\n"},
        ["a.yml:1:1: error settings: a.yml must hold settings", "    Begin with site_name."],
    ),
    "an inherited file that is broken": (
        {"mkdocs.yml": "INHERIT: a.yml\n", "a.yml": "b: 1\na: b: c\n"},
        [
            "a.yml:2:5: error settings: a text with a colon and a space must be in quotes",
            '    Put it in quotes: a: "b: c".',
        ],
    ),
    "another encoding": (
        {"mkdocs.yml": "site_name: x\nabout: é\n".encode("latin-1")},
        ["mkdocs.yml:2:1: error settings: mkdocs.yml can't be read: it must be UTF-8 text", "    Save the file as UTF-8 text; most editors offer it under “Save with encoding”."],
    ),
    "UTF-16": (
        {"mkdocs.yml": "site_name: x\n".encode("utf-16")},
        ["mkdocs.yml:1:1: error settings: mkdocs.yml can't be read: it must be UTF-8 text", "    Save the file as UTF-8 text; most editors offer it under “Save with encoding”."],
    ),
    "a control character": (
        {"mkdocs.yml": "a: 1\nb: x\x00\n"},
        ["mkdocs.yml:2:5: error settings: mkdocs.yml can't be read: it must not hold the character U+0000", "    Delete the invisible character here, or type the line anew."],
    ),
    "a day that doesn't exist": (
        {"mkdocs.yml": "extra:\n  since: 2026-02-30\n"},
        ["mkdocs.yml:2:10: error settings: mkdocs.yml can't be read: this looks like a number or a date, and is none", "    Put a text in quotes."],
    ),
    "two documents": (
        {"mkdocs.yml": "a: 1\n---\nb: 2\n"},
        ["mkdocs.yml:2:1: error settings: mkdocs.yml can't be read: it must hold one block of settings, not several", "    Take the line of hyphens or dots out that parts them."],
    ),
    "an alias within itself": (
        {"mkdocs.yml": "a: &a\n  b: [*a]\n"},
        ["mkdocs.yml:2:7: error settings: mkdocs.yml can't be read: an alias (*) must not stand inside of what it repeats"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "words"), FINDINGS.values(), ids=FINDINGS.keys())
def test_findings_stand_where_the_slip_is(files: dict[str, str], words: list[str]) -> None:
    assert problems(files) == words


def nested(depth: int) -> str:
    return "a: " + "[" * depth + "]" * depth


def repeating(before: str, after: str) -> str:
    """Ten lines, each of which repeats ten times what the one before it stands for."""
    names = "abcdefghijk"
    lines = [f"{name}: &{name} {before}{', '.join([f'*{last}'] * 10)}{after}\n" for last, name in pairwise(names)]
    return "".join(["a: &a {x: 1, y: 2}\n", *lines])


TOO_MUCH = {
    "bytes": ("#" * (MAX_BYTES + 1), f"it must be at most {MAX_BYTES // 1024} KiB"),
    "brackets": ("[" * (MAX_BYTES - 1), f"settings must not be nested deeper than {MAX_DEPTH}"),
    "dashes": ("- " * (MAX_BYTES // 2), f"settings must not be nested deeper than {MAX_DEPTH}"),
    "nesting": (nested(MAX_DEPTH), f"settings must not be nested deeper than {MAX_DEPTH}"),
    "nesting through aliases": (
        "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 9000)),
        f"settings must not be nested deeper than {MAX_DEPTH}",
    ),
    "nesting through merge keys": (
        "a0: &a0 {x: 1}\n" + "".join(f"a{n}: &a{n} {{<<: *a{n - 1}}}\n" for n in range(1, 9000)),
        f"settings must not be nested deeper than {MAX_DEPTH}",
    ),
    "values": ("- a\n" * (MAX_VALUES + 1), f"it must hold at most {MAX_VALUES} values, with what it inherits and what aliases (*) repeat"),
    "aliases": (repeating("[", "]"), f"it must hold at most {MAX_VALUES} values, with what it inherits and what aliases (*) repeat"),
    "merges": (repeating("{<<: [", "]}"), f"it must hold at most {MAX_VALUES} values, with what it inherits and what aliases (*) repeat"),
    "a number": ("a: 1" + ":0" * 100_000, "this looks like a number or a date, and is none"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words"), TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_too_much_is_a_finding_and_costs_little(text: str, words: str) -> None:
    began = time.process_time()
    assert problems({"mkdocs.yml": text})[0].partition("can't be read: ")[2] == words
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"k{n}: v\n" for n in range(9_000)),
        "plugins:\n  - partnerhub:\n" + "".join(f"      k{n}: v\n" for n in range(9_000)),
        "plugins:\n  - partnerhub:\n      severity: {" + ", ".join(f"k{n}: error" for n in range(9_000)) + "}\n",
    ],
    ids=["of others", "of ours", "of rules"],
)
def test_a_file_of_nothing_but_mistakes_costs_little(text: str) -> None:
    began = time.process_time()
    assert 1 <= len(problems({"mkdocs.yml": text})) <= 200
    assert time.process_time() - began < 3


def test_what_is_nested_as_deep_as_it_may_be_is_read() -> None:
    assert tree_of({"mkdocs.yml": nested(MAX_DEPTH - 1)}).values["a"]


def test_values_are_counted_with_what_is_inherited() -> None:
    half = "x:\n" + "- a\n" * (MAX_VALUES // 2)
    found = problems({"mkdocs.yml": f"INHERIT: a.yml\n{half}", "a.yml": half})
    assert found[0].startswith("a.yml:")
    assert tree_of({"mkdocs.yml": half}).values["x"]


REVISION = {"mkdocs.yml": "INHERIT: conf/a.yml\n", "conf/a.yml": "INHERIT: b.yml\n", "conf/b.yml": OURS}


def test_it_tells_what_it_read() -> None:
    assert settings_of(REVISION).paths == {"mkdocs.yml", "conf/a.yml", "conf/b.yml"}


@pytest.mark.parametrize(
    ("changed", "paths"),
    [
        ({"conf/b.yml": "a: ["}, {"mkdocs.yml", "conf/a.yml", "conf/b.yml"}),
        ({"conf/b.yml": "plugins: []"}, {"mkdocs.yml", "conf/a.yml", "conf/b.yml"}),
        ({"conf/a.yml": "INHERIT: gone.yml"}, {"mkdocs.yml", "conf/a.yml", "conf/gone.yml"}),
    ],
    ids=["broken", "invalid", "not there"],
)
def test_settings_that_are_invalid_tell_what_was_asked_for(changed: dict[str, str], paths: set[str]) -> None:
    with pytest.raises(SettingsInvalid) as invalid:
        settings_of({**REVISION, **changed})
    assert invalid.value.paths == paths


SITE_URLS = [
    "https://hub.example",
    "https://hub.example/he",
    "https://hub.example/he/",
    "https://hub.example/?a=b",
    "",
    "~",
]


@pytest.mark.parametrize("address", SITE_URLS)
def test_mkdocs_itself_sees_the_same(hub: HubFolder, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("HUB_NAME", "שם")
    (hub.root / "child.yml").write_text(
        f"INHERIT: mkdocs.yml\nsite_name: !ENV HUB_NAME\nsite_url: {address}\ntheme: {{features: [navigation.top]}}\n",
        encoding="utf-8",
    )
    theirs = load_config(config_file=str(hub.root / "child.yml"))
    found = read_settings("child.yml", lambda path: (hub.root / path).read_bytes(), os.environ)
    assert (found.settings.site_name, found.settings.site_url) == (theirs.site_name, theirs.site_url or None)
    assert found.settings.language == theirs.theme["language"]
    assert found.tree["theme"]["features"] == theirs.theme["features"]
    assert hub.root / found.tree["docs_dir"] == Path(theirs.docs_dir)


@pytest.mark.parametrize("form", ["[search, partnerhub: {lead_time: 9}]", "{search: {}, partnerhub: {lead_time: 9}}", "[/partnerhub: {lead_time: 9}]"])  # fmt: skip
def test_every_way_to_name_a_plugin(form: str) -> None:
    assert settings_of({"mkdocs.yml": f"plugins: {form}\n"}).settings.lead_time == 9


@pytest.mark.parametrize("form", ["[partnerhub]", "[partnerhub: ]", "{partnerhub: }", "{partnerhub: {}}"])
def test_a_plugin_without_settings(form: str) -> None:
    assert settings_of({"mkdocs.yml": f"plugins: {form}\n"}).settings.lead_time == 7


def test_a_revision_knows_no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADDRESS", "https://mine.example/")
    text = f"site_url: !ENV ADDRESS\nsite_name: !ENV [ADDRESS, Hub]\n{OURS}"
    ours, theirs = settings_of({"mkdocs.yml": text}, os.environ), settings_of({"mkdocs.yml": text}, None)
    assert (ours.settings.site_url, ours.settings.site_name) == ("https://mine.example/", "https://mine.example/")
    assert (theirs.settings.site_url, theirs.settings.site_name) == (None, "Hub")


def test_a_value_of_the_environment_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("A", "2026-99-99"), ("B", "secret")):
        with pytest.raises(SettingsInvalid) as invalid:
            settings_of({"mkdocs.yml": f"plugins: [partnerhub: {{lead_time: !ENV {name}}}]\n"}, {name: value})
        assert value not in report.text(invalid.value.findings())


@pytest.mark.parametrize("theme", ["material", "{name: material}", "{name: material, language: en}", "~"])
def test_a_theme_in_every_form(theme: str) -> None:
    assert settings_of({"mkdocs.yml": f"theme: {theme}\n{OURS}"}).settings.languages == ["en"]
