"""Every rule: what it asks for and why, and the record that breaks it in the tests, with what is said of it."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from broken_records import FIXTURES, BrokenRecord  # the records that break a rule are the tests' own
from docs.reference.table import table
from hubs import HubFolder
from partnerhub import pipeline
from partnerhub.checks import GROUPS, RULES, Rule
from partnerhub.words.finding import Finding

_HEAD = """\
# Rules

`partnerhub rules` lists them, `partnerhub rules RULE` explains one, in the hub's language too. An *error* holds back
what it is about: the event, or the partner with its events. Nobody else's event is ever held back. A *warning* is for
a human to judge, a *note* is only counted. `severity` in the [settings](settings.md) changes that; a rule that is
*guarded* protects members, partners or secrets, and can only be made stricter. A rule that *holds back* does so even
as a warning.

The examples are lines of one sound record: what begins with `-` breaks the rule, what begins with `+` mends it.
`\\x41{300}` stands for 300 letters A, `\\x00` for a sign that can't be seen.
"""


def page() -> str:
    """The page as Markdown; it checks every record that breaks a rule, which takes some seconds."""
    return _HEAD + "".join(_group(group) for group in GROUPS)


def _group(group: str) -> str:
    rules = [rule for rule in RULES.values() if rule.group == group]
    lists = table(
        ("rule", "", "what it asks for"),
        ((f"[`{rule.slug}`](#{rule.slug})", rule.severity, _first_line(rule)) for rule in rules),
    )
    return f"\n## {group.capitalize()}\n\n{lists}{''.join(map(section, rules))}"


def section(rule: Rule) -> str:
    """What the page says of a rule."""
    marks = [rule.severity.value, *["guarded"] * rule.is_guarded, *["holds back"] * rule.holds_back]
    return f"\n### {rule.slug}\n\n*{', '.join(marks)}*\n\n{rule.explanation}\n{_example(rule)}"


def _first_line(rule: Rule) -> str:
    return rule.explanation.partition("\n")[0]


def _example(rule: Rule) -> str:
    file = FIXTURES / "invalid" / f"{rule.slug}.diff"
    if not file.is_file():
        return ""
    found = _found(file, rule)
    told = f"\n> {_plain(found.message)}\n>\n> {_plain(found.hint)}\n" if found else ""
    return f"\n{_mending(file)}{told}"


def _plain(text: str) -> str:
    """A text in which nothing is Markdown but code."""
    return re.sub(r"[\\*_\[\]#]", r"\\\g<0>", text.replace("<", "&lt;"))


def _mending(file: Path) -> str:
    """The patch turned around: from what is wrong to what is right."""
    turned = {"-": "+", "+": "-", " ": " "}
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("# ")]
    patch = [turned[line[0]] + line[1:] if line[0] in turned else "…" for line in lines]
    return "```diff\n" + "\n".join(_wrong_first(patch)) + "\n```\n" if patch else ""


def _wrong_first(patch: list[str]) -> list[str]:
    """Of lines that are changed, what is wrong stands above what mends it, as a diff has it."""
    result: list[str] = []
    mended: list[str] = []
    for line in patch:
        if line.startswith("+"):
            mended.append(line)
        else:
            if not line.startswith("-"):
                result += mended
                mended = []
            result.append(line)
    return [*result, *mended]


def _found(file: Path, rule: Rule) -> Finding | None:
    with tempfile.TemporaryDirectory() as folder:
        hub = HubFolder(Path(folder) / "hub")
        BrokenRecord.read(file).put_into(hub)
        loaded = hub.load()
        findings = [*loaded.findings, *pipeline.follow_up(loaded).findings]
    return next((found for found in findings if found.rule == rule.slug), None)
