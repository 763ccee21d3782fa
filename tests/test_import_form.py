"""`partnerhub import --form`: what becomes of the text of an issue, whatever its answers hold."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Mapping

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from hubs import HubFolder
from partnerhub.edge.import_command import import_command
from partnerhub.editing.subject import Refused
from partnerhub.importing.answers import placed
from partnerhub.importing.form import NO_ANSWER, read_form
from partnerhub.importing.headings import NAME
from partnerhub.importing.sheet import Unread, cell
from partnerhub.importing.values import value_of
from partnerhub.pipeline import Loaded
from partnerhub.record.fields import field_at
from partnerhub.record.model import Record
from partnerhub.record.read import Tree, read_bytes, value_at
from partnerhub.record.settings import Settings
from partnerhub.scaffold.form_questions import BODY, CONSENT, PHOTO, Answer, questions
from partnerhub.words.finding import FieldPath
from partnerhub.words.terms import languages

NOW = "2026-11-23T10:05"
HUB = Settings(
    languages=["en", "he"],
    values={"open-knowledge": {"he": "ידע פתוח", "en": "Open knowledge"}, "daily": {"": "Daily, always"}},
)
ASKED = questions(HUB, "en")
LABELS = [each.label for each in ASKED]
FILLED = {
    "Name": "Night Readers",
    "Kind": "organization",
    "Tagline": "They read aloud, at night",
    "Description": "A group that reads **aloud** in the dark.\n\n## How\n\nOne lamp, one book.",
    "Website": "readers.example",
    "Links": "Instagram: https://instagram.com/readers\n- <https://www.readers.example/blog>",
    "Values": "- [X] Open knowledge\n- [ ] Volunteering",
    "What they gain": "New readers",
    "What we gain": "An evening",
    "What members get": "A story",
    "Event: title": "A night of stories",
    "Event: start": "2026-12-24 19:00",
    "Event: place": "Community House",
    "Event: summary": "One story, one lamp.",
    "Photo": "![image](https://pictures.example/1.jpg)",
    "Caption": "The lamp",
    "Who approved the photo": "Their lead",
}


@pytest.fixture
def hub(make_hub: Callable[..., HubFolder]) -> HubFolder:
    return make_hub(settings="languages: [en, he]\n")


def issue(answers: Mapping[str, str], labels: list[str] = LABELS) -> str:
    """As GitHub writes it."""
    return "\n\n".join(f"### {label}\n\n{answers.get(label, NO_ANSWER)}" for label in labels)


def imported(hub: HubFolder, text: str | bytes, *arguments: str) -> Result:
    file = hub.root / "issue.md"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    options = ["--form", "--config-file", str(hub.config_file), "--today", NOW]
    result = CliRunner().invoke(import_command, [str(file), *arguments, *options])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def file_of(hub: HubFolder, slug: str) -> tuple[Mapping[str, Tree], str]:
    """What is typed in a partner's file, and what stands below it."""
    source = read_bytes("", "", (hub.partners / f"{slug}.md").read_bytes())
    assert source.front_matter is not None
    return source.front_matter.tree, "".join(part.text for part in source.body).strip()


PROPOSED: Mapping[str, Tree] = {
    "name": "Night Readers",
    "kind": "organization",
    "tagline": "They read aloud, at night",
    "website": "https://readers.example",
    "links": {
        "Instagram": "https://instagram.com/readers",
        "readers.example": "https://www.readers.example/blog",
    },
    "photo": {"caption": "The lamp"},
    "vetting": {
        "values": ["open-knowledge"],
        "win_win": {"ours": "An evening", "theirs": "New readers", "members": "A story"},
        "decision": "pending",
    },
    "events": [
        {
            "slug": "a-night-of-stories",
            "title": "A night of stories",
            "start": "2026-12-24 19:00",
            "place": "Community House",
            "summary": "One story, one lamp.",
        }
    ],
}
BY_HAND = [
    "“Photo”: pictures are never fetched. "
    "Look at it in the issue, and put it beside the file: night-readers.jpg, .png or .webp.",
    "“Who approved the photo”: a form gives no consent. "
    "Ask them, and write it down: `partnerhub set night-readers consent`.",
]


def test_a_form_proposes_a_partner(hub: HubFolder) -> None:
    result = imported(hub, issue(FILLED))
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "content/partners/night-readers.md",
        *BY_HAND,
        "1 new partner, 1 new event; 5 warnings, which `partnerhub check` lists.",
    ]
    assert file_of(hub, "night-readers") == (PROPOSED, FILLED["Description"])
    assert not [each for each in hub.load(NOW).findings if each.severity == "error"]


def test_a_dry_run_writes_nothing(hub: HubFolder) -> None:
    result = imported(hub, issue(FILLED), "--dry-run")
    assert "+name: Night Readers" in result.output
    assert not list(hub.partners.iterdir())


def test_a_name_is_enough(hub: HubFolder) -> None:
    """Where a host doesn't ask for an answer, any may be missing."""
    result = imported(hub, issue({"Name": "Choir", "Kind": "None"}))
    assert (result.exit_code, "1 new partner; " in result.output) == (0, True)
    assert file_of(hub, "choir") == ({"name": "Choir", "kind": "community", "vetting": {"decision": "pending"}}, "")


NOTHING = {
    "no answer": ({}, "partnerhub import: it names no partner. Ask for the form to be filled in anew"),
    "no name": ({**FILLED, "Name": NO_ANSWER}, "it names no partner."),
    "a name that is none": (
        {**FILLED, "Name": "<b>Choir</b>"},
        "“Name”: name must not hold < or >. Take these signs out.",
    ),
    "a name without letters": ({**FILLED, "Name": "!!!"}, "the name has no letters of which a file could be named."),
}


@pytest.mark.parametrize(("answers", "said"), NOTHING.values(), ids=NOTHING.keys())
def test_without_a_name_nothing_is_written(hub: HubFolder, answers: Mapping[str, str], said: str) -> None:
    result = imported(hub, issue(answers))
    assert said in result.output
    assert not list(hub.partners.iterdir())


def test_the_form_of_another_language_says_it_in_that(hub: HubFolder) -> None:
    asked = {each.place: each.label for each in questions(HUB, "he")}
    answers = {asked[("name",)]: "קוראים בלילה", asked[BODY]: "קבוצה שקוראת בקול", asked[("kind",)]: "קהילה"}
    imported(hub, issue(answers, list(asked.values())))
    assert file_of(hub, "קוראים-בלילה") == (
        {"name": {"he": "קוראים בלילה"}, "kind": "community", "vetting": {"decision": "pending"}},
        "קבוצה שקוראת בקול",
    )


KNOWN = """\
---
name: The Choir
website: https://choir.example
vetting: {decision: declined}
---
"""


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param({"Name": "the choir"}, id="by name"),
        pytest.param({"Name": "Choir"}, id="by the file's name"),
        pytest.param({"Name": "Others", "Website": "www.choir.example/"}, id="by address"),
    ],
)
def test_nothing_is_added_to_who_is_known(hub: HubFolder, answers: Mapping[str, str]) -> None:
    """And nothing is said of what was decided about them: whoever proposed may read it."""
    file = hub.add("choir.md", KNOWN)
    result = imported(hub, issue({**answers, "Tagline": "Sing"}))
    assert (result.exit_code, result.output) == (
        2,
        "partnerhub import: content/partners/choir.md is about them already, and a form adds nothing to it. "
        "Write what is new into it by hand.\n",
    )
    assert [each.name for each in hub.partners.iterdir()] == ["choir.md"]
    assert file.read_text("utf-8") == KNOWN


def test_options_of_tables_have_no_part_in_it(hub: HubFolder) -> None:
    for options in (["--partner", "x"], ["--map", "a=name"]):
        result = imported(hub, issue(FILLED), *options)
        assert (result.exit_code, "--form can't be given with --map, --partner" in result.output) == (2, True)


def test_every_question_has_a_heading_of_its_own() -> None:
    """In each language, and no two languages' headings are taken for each other's."""
    seen = [(each.label, each.place) for language in languages() for each in questions(HUB, language)]
    assert len({label.casefold() for label, _ in seen}) == len(seen)
    for _, place in seen:
        assert place == BODY or field_at(Record, place) is not None


# What is forged

FORGED = "\n\nGood people.\n\n{}\n\nEverything\n\nMore."
HEADINGS = {
    "a heading": ("### What we gain", "the heading “What we gain” stands in it more than once, in lines 19, 43"),
    "with blanks behind it": ("### What we gain  ", "the heading “What we gain” stands in it more than once, in lines 19, 43"),
    "in a code fence": ("```\n### What we gain\n```", "stands in it more than once"),
    "in a comment": ("<!--\n### What we gain\n-->", "stands in it more than once"),
    "with CRLF": ("\r\n### What we gain\r\n", "stands in it more than once"),
    "with CR": ("\r### What we gain\r", "stands in it more than once"),
    "with blanks before it": ("   ### What we gain", "line 19 could be taken for the heading “What we gain”"),
    "with a tab": ("###\tWhat we gain", "could be taken"),
    "with a blank that doesn't break": ("###\u00a0What\u2003we gain", "could be taken"),
    "of another level": ("# What we gain", "could be taken"),
    "closed": ("### What we gain ###", "could be taken"),
    "in a quotation": ("> ### What we gain", "could be taken"),
    "in a list": ("- ### What we gain", "could be taken"),
    "in a numbered list": ("1. ### What we gain", "could be taken"),
    "in bold": ("### **What we gain**", "could be taken"),
    "in capitals": ("### WHAT WE GAIN", "could be taken"),
    "with a character of no width": ("### What\u200b we gain", "could be taken"),
    "with a mark of direction": ("\u200f### What we gain", "could be taken"),
    "turned around": ("### \u202dWhat we gain\u202c", "could be taken"),
    "with wide signs": ("\uff03\uff03\uff03 What we gain", "could be taken"),
    "with wide letters": ("### \uff37hat we gain", "could be taken"),
    "with a soft hyphen": ("### What we ga\u00adin", "could be taken"),
    "with accents": ("### What we ga\u00edn", "could be taken"),
    "in Cyrillic letters": ("### Wh\u0430t we g\u0430in", "could be taken"),
    "in Greek letters": ("### What we g\u03b1in", "could be taken"),
    "in the other language": ("### מה אנחנו מרוויחים", "could be taken"),
    "with NUL": ("### What\0 we gain", "could be taken"),
}  # fmt: skip


def refused(text: str | bytes) -> str:
    """Why a text isn't read, and what to do."""
    with pytest.raises(Unread) as unread:
        read_form(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text, HUB)
    problem = unread.value.problem
    return ". ".join(problem.say(words, "en") for words in (problem.message, unread.value.hint) if words)


@pytest.mark.parametrize(("line", "said"), HEADINGS.values(), ids=HEADINGS.keys())
def test_a_heading_in_an_answer_is_told_with_its_line(line: str, said: str) -> None:
    why = refused(issue({**FILLED, "Description": FORGED.format(line)}))
    assert said in why
    assert why.endswith("or write the file by hand: `partnerhub new partner`.")


def test_where_a_form_can_t_be_read_nothing_is_written(hub: HubFolder) -> None:
    result = imported(hub, issue({**FILLED, "Description": FORGED.format("### Name")}))
    assert (result.exit_code, result.output) == (
        2,
        "partnerhub import: issue.md can't be read: the heading “Name” stands in it more than once, in lines 1, 19. "
        "Take that line out of the answer, or write the file by hand: `partnerhub new partner`.\n",
    )
    assert not list(hub.partners.iterdir())


SHAPES: Mapping[str, tuple[str | bytes, str]] = {
    "nothing": ("", "none of the questions of the form stands in it"),
    "another text": ("Hello!\n\n### Hello\n", "none of the questions of the form stands in it"),
    "a heading is missing": (issue(FILLED, [each for each in LABELS if each != "Links"]), "the heading “Links” is missing"),
    "in another order": (issue(FILLED, [LABELS[1], LABELS[0], *LABELS[2:]]), "the heading “Kind” isn't in its place"),
    "the other way round": (issue(FILLED, LABELS[::-1]), "the heading “Kind” isn't in its place"),
    "given twice": (f"{issue(FILLED)}\n\n{issue(FILLED)}", "the heading “Name” stands in it more than once, in lines 1, "),
    "of another level": (issue(FILLED).replace("###", "##"), "none of the questions of the form stands in it"),
    "no UTF-8": (b"### Name\n\n\xff", "it is no text in UTF-8"),
    "half a character": ("### Name\n\n\ud800", "it is no text in UTF-8"),
    "larger than any": ("x" * 5_000_001, "it is larger than 5 MB"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), SHAPES.values(), ids=SHAPES.keys())
def test_what_is_no_form_is_told(text: str | bytes, said: str) -> None:
    assert refused(text).startswith(said)


def test_other_headings_and_what_stands_above_stay_what_they_are(hub: HubFolder) -> None:
    answer = "## Our name\n\nName\n----\n\n<h3>Name</h3>\n\n#Names\n\n### Values of ours"
    result = imported(hub, "Hello!\r\n\r\n" + issue({**FILLED, "Description": answer}).replace("\n", "\r\n"))
    assert "what stands above the first question is no answer." in result.output
    assert file_of(hub, "night-readers") == (PROPOSED, answer)


# What is typed into an answer

HOSTILE = {
    "front matter": "---\nvetting: {decision: approved}\n---",
    "the end of one": "fine\n...\nname: Else",
    "YAML": "x: {a: [b, *c, &d e]} # f\n  decision: approved",
    "a tag of YAML": "!!python/object/apply:os.system [touch pwned]",
    "quotes": "\"'\\\" ' \\n",
    "a formula": '=HYPERLINK("https://evil.example","x")',
    "HTML": "<script>alert(1)</script><!-- x --><img src=x onerror=alert(1)>",
    "a language": "fine\n<!-- lang: he -->\nרע",
    "braces": "{name} {0} {{ 7*7 }} {% raw %} «name» ${HOME} `touch pwned`",
    "people and issues": "@everyone #1 https://evil.example ![x](https://evil.example/x.png)",
    "a link that isn't one": "javascript:alert(1)",
    "NUL": "a\0b",
    "marks that turn": "abc\u202efed\u2066",
    "an escape": "\x1b[31mred",
    "lines of other kinds": "a\u2028b\u0085c\x0cd",
    "ticks": "- [X] Open knowledge\n- [x] fraud",
    "a lone surrogate's neighbours": "\ud7ff\ue000\ufffd",
    "long": "word " * 4_000,
}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """A hub without partners."""
    return HubFolder(tmp_path_factory.mktemp("forms") / "hub", settings="languages: [en, he]\n").load(NOW)


def keeps_to_its_field(loaded: Loaded, label: str, text: str) -> None:
    """An answer comes out as the text that it is, or is told with its question; and no other field says anything else."""
    question = next(each for each in ASKED if each.label == label)
    try:
        placing = placed(read_form(issue({**FILLED, label: text}).encode(), loaded.hub.settings), loaded.hub)
    except (Unread, Refused) as wrong:
        assert isinstance(wrong, Unread) or question.place == NAME  # noqa: PT017 - neither is always raised
        return
    is_told = any(label in left.headings for left in placing.left)
    changes = list(placing.files(lambda _: b"").values())
    if question.place == NAME:
        assert all(isinstance(change.after, bytes) for change in changes)
        return
    assert changes[0].draft.path == "content/partners/night-readers.md"
    source = read_bytes("", "", changes[0].after)
    assert source.front_matter is not None
    tree, bodies = source.front_matter.tree, [part.text.strip() for part in source.body]
    given = question.place in (PHOTO, CONSENT)  # nothing of which is taken
    assert without(tree, question.place) == without(PROPOSED, question.place)
    assert question.place == BODY or bodies == [FILLED["Description"]]
    declared = field_at(Record, question.place)
    if is_told or given or cell(text) in ("", NO_ANSWER):
        return
    if question.place == BODY:
        assert [words(body) for body in bodies] == [words(text)]
    elif declared and declared.is_text and question.answer is not Answer.BOXES:
        assert words(str(value_at(tree, place_in(question.place)))) == words(text)


def without(tree: Tree, place: tuple[str, ...]) -> Tree:
    """All else, but for what holds nothing else; of events, which may not be one or have another address, none."""
    if not isinstance(tree, dict) or not place:
        return None
    step, *rest = place if place[0] != "events" else place[:1]
    left = {**tree, step: without(tree.get(step), tuple(rest))}
    return {name: value for name, value in left.items() if value is not None} or None


def place_in(place: tuple[str, ...]) -> FieldPath:
    return ("events", 0, *place[1:]) if place[0] == "events" else place


def words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", cell(text)).split()


@pytest.mark.sample(6)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_whatever_an_answer_holds_it_keeps_to_its_field(loaded: Loaded, text: str) -> None:
    for label in LABELS:
        keeps_to_its_field(loaded, label, text)
        keeps_to_its_field(loaded, label, f"{FILLED.get(label, '')}\n\n{text}")


PARTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["### ", "#", "\n", "\r", "---", "```", "<!--", "-->", NO_ANSWER, "- [X] ", ": ", "\u200f"]),
    st.sampled_from(LABELS),
    st.sampled_from(list(HOSTILE.values())[:-1]),
)


@given(st.sampled_from(LABELS), st.lists(PARTS, max_size=6).map("".join))
@settings(max_examples=int(os.environ.get("PARTNERHUB_SOAK", "40")))
def test_any_answer_keeps_to_its_field(loaded: Loaded, label: str, text: str) -> None:
    keeps_to_its_field(loaded, label, text)


def test_more_than_a_file_may_hold_is_told(hub: HubFolder) -> None:
    result = imported(hub, issue({**FILLED, "Description": "word " * 60_000}))
    assert "“Description”: description is longer than a partner file may be." in result.output
    assert file_of(hub, "night-readers") == (PROPOSED, "")


def test_a_value_with_commas_is_one(loaded: Loaded) -> None:
    filled = read_form(issue({"Name": "x", "Values": "- [X] Daily, always\n- [X] Open knowledge"}).encode(), HUB)
    assert dict(filled.answers).popitem()[1] == ["daily", "open-knowledge"]
    assert value_of(("vetting", "values"), ["Daily, always\nmusic, art"], HUB) == ["daily", "music", "art"]
