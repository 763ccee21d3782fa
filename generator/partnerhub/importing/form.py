"""The text of an issue that was opened with our form → its answers. Untrusted, and read by our own questions alone.

A host writes a heading for each question, and the answer below it as it was typed: an answer may hold such a heading
itself. So each heading has to stand there once and in its place, wherever it is, in code and in comments too; else
nobody can tell what is whose answer, and nothing is read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from partnerhub.importing.sheet import MAX_BYTES, Unread, cell
from partnerhub.record.settings import Settings
from partnerhub.scaffold.form_questions import COMMENT, HEADING, Question, questions
from partnerhub.words.terms import N_

NO_ANSWER = "_No response_"
"""What GitHub writes below a question that nobody answered, in any language."""
OPEN_ANEW = N_(
    "Ask for the form to be filled in anew, after `partnerhub new form` if check calls it outdated, "
    "or write the file by hand: `partnerhub new partner`."
)

_NO_CHOICE = "None"
"""What GitHub writes where nothing was chosen from a list."""
_BOX = re.compile(r"[-*+] \[([ xX])\] +(.*)")
_COMMENTS = re.compile(r"<!--.*?-->", re.DOTALL)
_BEFORE_HEADING = " \t>*+-.)0123456789"
"""Signs of quotations and lists, within which a heading may stand."""
_LOOK_ALIKE = str.maketrans("авеікмнорстухѕјԁԛԝѵαειıκνορτυχγη", "abeikmhopctyxsjdqwvaeiikvoptyxyn")
"""Letters of other scripts, without case, and the Latin ones that they look like."""
_BY_HAND = N_("Take that line out of the answer, or write the file by hand: `partnerhub new partner`.")


@dataclass(frozen=True)
class Filled:
    """A form that was filled in."""

    language: str
    """In which it asked."""
    answers: Mapping[Question, Sequence[str]]
    """Those that were given: one text each, or what was ticked."""
    above: str
    """What stands above the first question, without comments, as a template begins with."""


def read_form(data: bytes, settings: Settings) -> Filled:
    """The answers in the text of an issue, by the questions that the hub's form asks in any of its languages.

    Raises Unread.
    """
    lines = _text(data).split("\n")
    forms = {language: questions(settings, language) for language in settings.languages}
    language = _language(lines, forms)
    asked = forms[language]
    starts = [_only_place(question, lines) for question in asked]
    _refuse_look_alikes(lines, starts, forms)
    for (before, start), question in zip(pairwise(starts), asked[1:], strict=True):
        if before > start:
            raise Unread(N_("the heading “{label}” isn't in its place"), OPEN_ANEW, label=question.label)
    answers = dict[Question, Sequence[str]]()
    for question, start, end in zip(asked, starts, [*starts[1:], len(lines)], strict=True):
        if said := _answer(question, lines[start + 1 : end]):
            answers[question] = said
    return Filled(language, answers, cell(_COMMENTS.sub("", "\n".join(lines[: starts[0]]))))


def _text(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise Unread(N_("it is larger than {megabytes} MB"), megabytes=MAX_BYTES // 1_000_000)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unread(N_("it is no text in UTF-8")) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _language(lines: Sequence[str], forms: Mapping[str, Sequence[Question]]) -> str:
    """The language of the first heading. Raises Unread."""
    headings = {HEADING + each.label: language for language, asked in forms.items() for each in asked}
    for line in lines:
        if (heading := line.rstrip(" ")) in headings:
            return headings[heading]
    raise Unread(N_("none of the questions of the form stands in it"), OPEN_ANEW)


def _only_place(question: Question, lines: Sequence[str]) -> int:
    """The line of a question's heading, from 0. Raises Unread."""
    heading = HEADING + question.label
    found = [number for number, line in enumerate(lines) if line.rstrip(" ") == heading]
    if not found:
        raise Unread(N_("the heading “{label}” is missing"), OPEN_ANEW, label=question.label)
    if len(found) > 1:
        words = N_("the heading “{label}” stands in it more than once, in lines {lines}")
        numbers = ", ".join(str(number + 1) for number in found)
        raise Unread(words, _BY_HAND, label=question.label, lines=numbers)
    return found[0]


def _refuse_look_alikes(lines: Sequence[str], starts: Sequence[int], forms: Mapping[str, Sequence[Question]]) -> None:
    """Raises Unread where another line could be taken for a heading of the form, in any language."""
    labels = {_seen(each.label): each.label for asked in forms.values() for each in asked}
    for number, line in enumerate(lines):
        text = unicodedata.normalize("NFKC", _visible(line)).lstrip(_BEFORE_HEADING)
        label = labels.get(_seen(text)) if text.startswith("#") else None
        if label and number not in starts:
            words = N_("line {line} could be taken for the heading “{label}”")
            raise Unread(words, _BY_HAND, line=number + 1, label=label)


def _visible(text: str) -> str:
    """What one sees of a line, and white space."""
    return "".join(char for char in text if char.isspace() or unicodedata.category(char)[0] != "C")


def _seen(text: str) -> str:
    """The words of a line as one reads over them: without signs and accents, letters that look alike being one."""
    plain = unicodedata.normalize("NFKD", _visible(text)).casefold().translate(_LOOK_ALIKE)
    letters = (char if char.isalnum() else " " for char in plain if not unicodedata.combining(char))
    return " ".join("".join(letters).split())


def _answer(question: Question, lines: Sequence[str]) -> Sequence[str]:
    """What stands below a heading; of a choice, each as the field takes it."""
    explained = COMMENT.format(words=question.explanation)
    text = cell("\n".join(lines).replace(explained, "", 1))
    if text in ("", NO_ANSWER) or (question.choices and text == _NO_CHOICE):
        return ()
    if not question.choices:
        return (text,)
    return list(_chosen(question, text))


def _chosen(question: Question, text: str) -> Iterator[str]:
    """Of boxes those that are ticked; else what stands there, a line each."""
    for line in filter(None, map(str.strip, text.split("\n"))):
        box = _BOX.fullmatch(line)
        if box is None or box[1] != " ":
            said = box[2].strip() if box else line
            yield next((key for key, label in question.choices.items() if said == label), said)
