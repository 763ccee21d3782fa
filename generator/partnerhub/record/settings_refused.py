"""What a settings file must not hold: why a value was refused, what was found there, and what to type instead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic_core import ErrorDetails

from partnerhub.record.scalars import as_scalar
from partnerhub.record.settings import Settings
from partnerhub.record.settings_names import BESIDE, OF_MKDOCS, OURS
from partnerhub.record.settings_tree import Fault, SettingsTree, Written
from partnerhub.record.settings_types import Meant
from partnerhub.words import guesses
from partnerhub.words.finding import FieldPath, Problem, Severity, printable
from partnerhub.words.guesses import Guess
from partnerhub.words.spelling import close_to
from partnerhub.words.terms import N_, Term

_CALLED: Mapping[str, str] = {
    **dict.fromkeys(("tz", "zone", "time_zone"), "timezone"),
    **dict.fromkeys(("length", "duration"), "event_length"),
    **dict.fromkeys(("branch", "main_branch"), "publishing_branch"),
    **dict.fromkeys(("weekend", "shabbat", "rest_days"), "quiet_days"),
    **dict.fromkeys(("rules", "severities"), "severity"),
    "country": "holidays",
    "lang": "languages",
    "flags": "red_flags",
    "name": "community",
    "notice": "lead_time",
}
"""What people call settings beside their names."""
_SHORTEST = 4
"""Letters with which the name of a setting may begin that was meant."""
_IN_QUOTES = N_("Put it in quotes: {line}.")
_WRITE = N_("Write it like this: {line}.")


def setting(
    tree: SettingsTree, place: FieldPath, field: FieldPath, requirement: Term, hint: Term | None, **facts: object
) -> Fault:
    """A fault at the name of one of our settings: what it must be. `place` is where they stand."""
    path, position = tree.locate((*place, *field))
    facts["requirement"] = requirement
    return Fault(path, Problem(field, N_("{field} {requirement}"), hint, facts, position))


def value_at(
    tree: SettingsTree, place: FieldPath, field: FieldPath, requirement: Term, hint: Term | None, **facts: object
) -> Fault:
    """A fault at the value of a setting: what it must be, and what stands there."""
    written = tree.written((*place, *field))
    return _at(written, field, requirement, hint, {**_got(written, None), **facts})


def mkdocs_text(tree: SettingsTree, field: FieldPath) -> Fault:
    """A setting of MkDocs that must be text, where YAML reads something else; `field` counts from the root."""
    written, value = tree.written(field), tree.value(field)
    hint, text = (_IN_QUOTES, as_scalar(written.text)) if written.text else (_WRITE, "…")
    facts = {"line": _line(field, text), **_got(written, value, is_text=True)}
    return _at(written, field, N_("must be text"), hint, facts)


def refused(detail: ErrorDetails, tree: SettingsTree, place: FieldPath) -> Fault:
    """What pydantic found, in our words."""
    is_name = detail["loc"][-1] == "[key]"
    field = tuple(step for step in detail["loc"] if step != "[key]")
    if field[0] in OF_MKDOCS:
        place = ()
    if detail["type"] == "extra_forbidden":
        return unknown(tree, place, field, detail["input"])
    written, value = tree.written((*place, *field)), detail["input"]
    if is_name and isinstance(listed := tree.value((*place, *field[:-1])), list):
        # A key that stands in a list, and labels itself
        is_name, field = False, (*field[:-1], listed.index(value))
        written = tree.written((*place, *field))
    elif is_name:
        written = tree.name((*place, *field[:-1], value))
        field = (*field[:-1], written.text or "")
    context: dict[str, Any] = detail.get("ctx", {"words": N_("must be text"), "facts": {}})
    facts, words = dict(context["facts"]), context["words"]
    if value is None and not is_name:
        return _at(written, field, N_("must not be empty"), N_("Write something, or take the line out."), {})
    meant, is_secret = facts.pop("meant", None), facts.pop("is_secret", False)
    guess = _guess(meant, written.text)
    default = _default(field)
    facts.setdefault("example", default if isinstance(default, int) else "…")
    facts |= {"quoted": _line(field, '"…"'), "line": _line(field, facts["example"])}
    if guess:
        line = f"{guess.text}: …" if is_name else _line(field, guess.text)
        facts |= {"line": line, "other": _line(field, guess.other), "found": guess.found, "code": guess.code}
    hint = facts.pop("hint", _WRITE)
    if guess:
        hint = _IN_QUOTES if guess.text.startswith('"') else guess.hint
    elif value is False and not default:
        hint = N_("Take the line out, if there is to be none.")
    got = {} if is_secret else _got(written, value, is_text=hint == _IN_QUOTES)
    if guess and guess.text == written.text:  # so that it isn't read as one
        got = {**got, "got": N_("“{typed}” in quotes")}
    return _at(written, field, words, hint, {**facts, **got})


def unknown(tree: SettingsTree, place: FieldPath, field: FieldPath, value: object) -> Fault:
    """A setting that there isn't, and what it was probably meant to be."""
    name = str(field[-1])
    if found := guesses.oddity(name):
        path, position = tree.locate((*place, *field))
        words = N_("{field} can't be read: in its name or before it is {oddity}")
        hint = N_("Delete the line and type it anew, with plain spaces before it.")
        meant_by_it = (*field[:-1], guesses.plain(name))
        return Fault(path, Problem(meant_by_it, words, hint, {"oddity": found[0], "code": found[1]}, position))
    typed = guesses.plain(name).casefold().replace("-", "_").replace(" ", "_")
    facts: dict[str, object] = {"known": ", ".join(OURS), "meant": None}
    hint = N_("Use one of {known}.")
    if typed in BESIDE:
        hint = N_("Write it beside plugins, not under partnerhub.")
    elif str(value) in [*Severity]:
        hint, facts["line"] = N_("If it is a rule, write it under severity: {line}."), _line(field, value)
    elif meant := _setting_meant(typed):
        hint, facts["meant"] = N_("Did you mean {meant}?"), meant
    return setting(tree, place, field, N_("is not a setting"), hint, **facts)


def _setting_meant(typed: str) -> str | None:
    begun = [name for name in OURS if name.startswith(typed)] if len(typed) >= _SHORTEST else []
    called = next((each for each in (typed, _CALLED.get(typed)) if each in OURS), None)
    return called or close_to(typed, OURS) or next(iter(begun), None)


def _at(written: Written, field: FieldPath, words: Term, hint: Term | None, facts: Mapping[str, object]) -> Fault:
    message = N_("{field} {requirement}, got {got}") if "got" in facts else N_("{field} {requirement}")
    if facts.get("found"):
        message = N_("{field} must not hold {found}, got {got}")
    return Fault(written.path, Problem(field, message, hint, {**facts, "requirement": words}, written.position))


def _guess(meant: Meant | None, typed: str | None) -> Guess | None:
    return meant(typed) if meant and typed and len(typed) <= guesses.LONGEST else None


def _got(written: Written, value: object, *, is_text: bool = False) -> Mapping[str, object]:
    """What stands there, as it was typed; what comes from the environment is no reader's business.

    `is_text` says that a text was meant: of what YAML reads there it was not.
    """
    if isinstance(value, list | dict):
        return {"got": N_("a list") if isinstance(value, list) else N_("fields")}
    if not written.text:
        return {}
    facts: dict[str, object] = {"typed": printable(written.text, limit=60), "got": N_("“{typed}”")}
    if isinstance(value, bool) and (is_text or written.text.casefold() not in ("true", "false")):
        return {**facts, "got": N_("“{typed}”, which YAML reads as {read}"), "read": "true" if value else "false"}
    if is_text and isinstance(value, int | float | date):
        return {**facts, "got": N_("“{typed}”, which YAML reads as a number or a date")}
    return facts


def _default(field: FieldPath) -> object:
    """What a setting is where nobody says it."""
    return Settings.model_fields[str(field[0])].default


def _line(field: FieldPath, value: object) -> str:
    """A setting as one types it; an item of a list alone."""
    return f"{value}" if isinstance(field[-1], int) else f"{field[-1]}: {value}"
