"""A value that can't be typed → what is said: what stands there, in the reader's words, and what to type instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from pydantic_core import ErrorDetails

from partnerhub.record.fields import field_at, may_be_quoted
from partnerhub.record.meant import ADD_IT, Unknown, example_line, example_of, items_of, sign_of_list, unknown
from partnerhub.record.mended_lines import quoted
from partnerhub.record.model import Record
from partnerhub.record.read import FrontMatter
from partnerhub.record.text_types import LINE_BREAK, on_one_line, without_unseen
from partnerhub.record.time_types import NO_OFFSET, in_utc
from partnerhub.record.value_types import UNSEEN
from partnerhub.words.finding import Breach, FieldPath, Problem, printable
from partnerhub.words.guesses import Guess, oddity, says_nothing
from partnerhub.words.terms import N_, Term

_LIKE_THIS = N_("Write it like this: {line}.")
_TAKE_OUT = N_("Take the line out if there is nothing to write.")
_HINTS = {
    "text-unsafe": N_("Type the text anew, without characters that are not words."),
    LINE_BREAK: N_("Write it on one line, without | before it; a space does instead of the line break."),
}
MENDED: Mapping[str, Callable[[Any], Any]] = {LINE_BREAK: on_one_line, UNSEEN: without_unseen, NO_OFFSET: in_utc}
"""Errors that are younger than the format, and how a value goes on that has one."""
MENDED_SINCE = date(2026, 11, 28)
"""Since when these are errors."""


def breach_of(detail: ErrorDetails, field: FieldPath, typed: FrontMatter) -> Breach:
    """What is said of an error of a type, in a field of a file."""
    kind, value = detail["type"], detail["input"]
    if kind == "missing":
        return Breach("field-missing", _not_given(field, typed))
    if value is None and field in typed.cuts:
        return Breach("field-invalid", _not_given(field, typed))
    if kind == "extra_forbidden":
        return Breach("field-unknown", _unknown(unknown(field, value), typed))
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return Breach("field-invalid", _not_fields(field, value))
    if kind in ("tuple_type", "list_type"):
        return Breach("field-invalid", not_a_list(field, value))
    context: dict[str, Any] = detail.get("ctx", {})
    facts = dict(context.get("facts", {}))
    guess: Guess | None = facts.pop("guess", None)
    if at := facts.pop("at", None):
        value = value[at]
    own_line, blank_line = facts.pop("own_line", None), facts.pop("blank_line", None)
    mended = (own_line if may_be_quoted(Record, field) else blank_line) or facts.get("example", "…")
    hint = facts.pop("hint", None) or _HINTS.get(kind) or _LIKE_THIS
    facts.update(line=_line(field, mended), quoted=_line(field, _whole(field, value)))
    problem = (
        _guessed(field, context["words"], value, guess, hint, facts)
        if guess and isinstance(value, str)
        else _requires(context["words"], field, value, hint, facts)
    )
    if kind in MENDED:
        return Breach("field-invalid", replace(problem, asked_since=MENDED_SINCE))
    return Breach(kind if kind != "value_error" else "field-invalid", problem)


def _whole(field: FieldPath, value: object) -> str:
    """What was taken for a list, as the text that it probably is."""
    parts = [part for part in value if isinstance(part, str)] if isinstance(value, list) else []
    is_said = parts and len(parts) == len(value) and may_be_quoted(Record, field)  # type: ignore[arg-type]
    return quoted(printable(", ".join(parts), limit=60)) if is_said else '"…"'


def _line(field: FieldPath, value: object) -> str:
    """A field as one types it, in its line."""
    return f"- {value}" if isinstance(field[-1], int) else f"{field[-1]}: {value}"


def _guessed(
    field: FieldPath, requirement: Term, value: str, guess: Guess, hint: Term, facts: Mapping[str, object]
) -> Problem:
    """What was found, and what to type instead; of a private field both are for text output alone."""
    is_quoted = may_be_quoted(Record, field)
    words = N_("{field} {requirement}, got {got}")
    facts = {**facts, "requirement": requirement, "typed": printable(value), "meant": guess.text}
    if guess.found:
        words = N_("{field} must not hold {found}, got {got}")
        facts |= {"found": guess.found, "code": guess.code}
    if not is_quoted:
        got = N_("“{typed}”; type “{meant}”")
        if guess.other:
            got = N_("“{typed}”; type “{meant}” if the day came first, or “{other}” if the month did")
            facts |= {"other": guess.other}
        # An example would be another value than the one that was meant.
        hint = N_("Type it in the form that the field has.") if "{line}" in hint else hint
        return Problem(field, words, hint, {**facts, "got": got})
    line, other = _line(field, guess.text), _line(field, guess.other)
    return Problem(field, words, guess.hint, {**facts, "got": f"“{printable(value)}”", "line": line, "other": other})


def _not_given(field: FieldPath, typed: FrontMatter) -> Problem:
    if field in typed.cuts:
        words = N_("{field} must be given, but all that is there is a remark")
        hint = N_("Put it in quotes, {quoted}: without them # begins a remark.")
        text = quoted(printable(typed.cuts[field], limit=60)) if may_be_quoted(Record, field) else '"#…"'
        return Problem(field, words, hint, {"quoted": _line(field, text)})
    return Problem(field, N_("{field} must be given"), ADD_IT, {"line": example_line(field)})


def cut_at_comma(field: FieldPath, parts: Sequence[str], asked_since: date | None) -> Breach:
    """A text of which a comma in braces made several names."""
    whole = quoted(printable(", ".join(parts), limit=60)) if may_be_quoted(Record, field) else '"…, …"'
    words = N_("{field} must be in quotes, since between braces a comma ends a text")
    hint, facts = N_("Put it in quotes: {line}."), {"line": _line(field, whole)}
    return Breach("field-invalid", Problem(field, words, hint, facts, asked_since=asked_since))


def _not_fields(field: FieldPath, value: object) -> Problem:
    requirement = N_("must be fields of its own, one `name: value` a line")
    if fields := example_of(field):
        hint = N_("Write them below it, each on a line of its own and indented by two spaces: {fields}.")
        return _requires(requirement, field, value, hint, {"fields": fields})
    return _requires(requirement, field, value, _LIKE_THIS, {"line": example_line(field)})


def not_an_event(index: int, entry: object) -> Breach:
    """An entry of the list of events that holds no fields."""
    return Breach("field-invalid", _not_fields(("events", index), entry))


def not_a_list(field: FieldPath, value: object) -> Problem:
    """What stands where a list must."""
    requirement = N_("must be a list")
    declared = field_at(Record, field)
    if declared is not None and declared.holds:
        first = next(iter(value), "") if isinstance(value, dict) else ""
        first = first if first in {part.path[-1] for part in declared.parts} else declared.parts[0].path[-1]
        hint = N_("Begin each of them with a hyphen and a space, such as {item}.")
        return _requires(requirement, field, value, hint, {"item": f"- {first}: …"})
    items = "…, …"
    if isinstance(value, str) and may_be_quoted(Record, field):
        items = ", ".join(items_of(value))
    hint = N_("Put it in brackets, with commas: {line}; or one a line, each behind a hyphen and a space.")
    facts: dict[str, object] = {"line": _line(field, f"[{items}]")}
    sign = sign_of_list(value)
    if sign == "-":
        hint = N_("Put a space behind each hyphen: {item}.")
        facts |= {"item": f"- {items.partition(',')[0]}"}
    elif sign:
        hint = N_("Type a hyphen and a space before each item; what stands there is “{sign}”.")
        facts |= {"sign": sign}
    elif isinstance(value, str) and (found := oddity(value[:2])):
        hint = N_("Type a hyphen and a space before each item; what stands there is {oddity}.")
        facts |= {"oddity": found[0], "code": found[1]}
    return _requires(requirement, field, value, hint, facts)


def _requires(
    requirement: Term, field: FieldPath, value: object, hint: Term, facts: Mapping[str, object] | None = None
) -> Problem:
    """`requirement` is what a field must be; what was typed is repeated where that tells no secret."""
    facts = {**(facts or {}), "requirement": requirement}
    declared = field_at(Record, field)
    if says_nothing(value) and declared is not None and not declared.is_required:
        hint = _TAKE_OUT
    if isinstance(value, list):
        return Problem(field, N_("{field} {requirement}, got {got}"), hint, {**facts, "got": N_("a list")})
    if isinstance(value, str) and may_be_quoted(Record, field):
        got = f"“{printable(value, limit=60)}”"
        return Problem(field, N_("{field} {requirement}, got {got}"), hint, {**facts, "got": got})
    return Problem(field, N_("{field} {requirement}"), hint, facts)


def _unknown(found: Unknown, typed: FrontMatter) -> Problem:
    """A field that the format does not know. Its name is repeated only where it can't be private text gone astray."""
    parent, place = found.field[:-1], typed.keys.get(found.field)
    names = ", ".join(found.known)
    facts = {"known": names, "parent": parent or N_("the record"), "meant": found.meant, "holders": found.holders}
    facts |= {"code": found.code, "oddity": found.oddity}
    hint = found.hint or N_("Delete it, or use one of {known}.")
    holder = next(iter(found.holder_paths), ("events",))
    if holder[0] != "events" and holder not in typed.keys:
        hint = N_("It belongs under {holder}, which is missing: write the line {line} above it, indented less.")
        facts |= {"holder": ".".join(holder), "line": f"{holder[-1]}:"}
    if found.meant and (*parent, found.meant) in typed.keys:
        hint = N_("Put it into {meant}, which is there already, or delete it.")
    if found.oddity and found.meant:
        words = N_("{field} can't be read: in its name or before it is {oddity}")
        return Problem((*parent, found.meant), words, hint, facts, place)
    if found.is_named:
        return Problem(found.field, N_("{field} is not a field of the format"), hint, facts, place)
    words = N_("{parent} must have fields of the format only, but this one is not known")
    return Problem(parent, words, hint, facts, place)
