"""The work of `partnerhub import`: reads the file, writes what comes of it, and tells what was left out."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from partnerhub.edge.dialog import Dialog
from partnerhub.edge.exits import ERRORS, OK, config_or_exit, moment_or_misuse
from partnerhub.edge.import_questions import Questions
from partnerhub.edge.usage import Misuse
from partnerhub.edge.writing import Workplace, refuse, refuse_what_is_no_text, show, write_files
from partnerhub.editing.change import difference, new_findings
from partnerhub.editing.subject import Refused
from partnerhub.importing import calendar, left, remembered
from partnerhub.importing.answers import placed
from partnerhub.importing.form import read_form
from partnerhub.importing.headings import is_heading
from partnerhub.importing.place import Change, Placing
from partnerhub.importing.sheet import MAX_BYTES, Sheet, Unread, read_sheet
from partnerhub.words.finding import Finding, Severity, errors
from partnerhub.words.printable import DIRECTION_MARKS, printable
from partnerhub.words.terms import N_, Terms

_COMMAND = "partnerhub import"


def import_file(file: Path, options: Mapping[str, Any]) -> None:
    """Ask what can't be known, write partner files, and print what changed and what was left out."""
    if options["is_form"] and (options["maps"] or options["slug"]):
        raise Misuse(N_("{name} can't be given with {other}"), name="--form", other="--map, --partner")
    refuse_what_is_no_text([*options["maps"], options["slug"] or ""])
    config = config_or_exit(options["config_file"], options["language"])
    language = options["language"] or config.settings.language
    desk = Workplace(config, moment_or_misuse(options["today"], config), language)
    loaded = desk.load()
    data = _bytes(file)
    folder = config.folders.hub
    dialog, said = Dialog(language, asks_all=True), dict[str, str]()
    try:
        if options["is_form"]:
            placing = placed(read_form(data, config.settings), loaded.hub)
        else:
            questions = Questions(loaded, _sheet(data, desk), dialog)
            placing = questions.asked(options["maps"], options["slug"], folder / remembered.FILE)
            placing.place()
            said = questions.said
        changes = placing.files(lambda path: (folder / path).read_bytes())
        seen = desk.load({path: change.after for path, change in changes.items()})
        if not options["dry_run"]:
            write_files(folder, {path: (change.before, change.after) for path, change in changes.items()})
            _remember(folder / remembered.FILE, said)
    except Unread as unread:
        problem = unread.problem
        facts = {**(problem.facts or {}), "file": file.name, "reason": problem.message}
        refuse(Refused(N_("{file} can't be read: {reason}"), unread.hint, **facts), _COMMAND, desk.terms)
    except Refused as refused:
        refuse(refused, _COMMAND, desk.terms)
    of_files = (facts for facts in seen.hub.files if facts.path in changes)
    found = [each for facts in of_files for each in new_findings(loaded.findings, seen.findings, facts)]
    _show(changes, errors(found), placing, desk.terms, is_dry=options["dry_run"])
    if placing.sheet.encoding == "cp1255":
        dialog.say(N_("The file was read as Windows-1255, the old encoding of Hebrew."))
    dialog.show(_summary(changes, found, placing, desk.terms))
    if options["dry_run"]:
        dialog.say(N_("Nothing is written, because of --dry-run."))
    sys.exit(ERRORS if errors(found) or placing.left else OK)


def _bytes(file: Path) -> bytes:
    """What stands in the file, as far as it is looked at. Raises Misuse."""
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        words = N_("the file can't be read: {reason}")
        raise Misuse(words, reason=error.strerror or type(error).__name__) from None


def _sheet(data: bytes, desk: Workplace) -> Sheet:
    """The table, or the entries of the calendar. Raises Unread."""
    if calendar.is_calendar(data):
        return calendar.read_calendar(data, desk.now)
    return read_sheet(data, is_heading)


def _remember(file: Path, said: Mapping[str, str]) -> None:
    """Keep what was said of columns. Raises Refused, OSError."""
    before = file.read_bytes() if file.is_file() else b""
    after = remembered.with_lines(before.decode("utf-8", "replace"), said).encode()
    if said:
        write_files(file.parent, {file.name: (before, after)})


def _show(
    changes: Mapping[str, Change], wrong: Sequence[Finding], placing: Placing, terms: Terms, *, is_dry: bool
) -> None:
    """Print what changes, what is wrong since, and what was left out."""
    for path, change in changes.items():
        for line in difference(path, change.before, change.after) if is_dry else [path]:
            click.echo(printable(line, keep=DIRECTION_MARKS))
    show([], wrong, terms)
    for line in left.lines(placing.left, terms, placing.sheet.kind):
        click.echo(printable(line, keep=DIRECTION_MARKS))


def _summary(changes: Mapping[str, Change], found: Sequence[Finding], placing: Placing, terms: Terms) -> str:
    """What came in, in numbers."""
    if not changes:
        return terms(N_("Nothing changes.") if placing.left else N_("It is there already: nothing changes."))
    new = sum(not change.before for change in changes.values())
    known, events = len(changes) - new, sum(change.draft.added for change in changes.values())
    counts = [
        terms.counted("{count} new partner", "{count} new partners", new) if new else "",
        terms.counted("{count} partner added to", "{count} partners added to", known) if known else "",
        terms.counted("{count} new event", "{count} new events", events) if events else "",
    ]
    said = ", ".join(filter(None, counts))
    warnings = sum(each.severity is Severity.WARNING for each in found)
    if not warnings:
        return f"{said}."
    to_see = terms.counted("{count} warning", "{count} warnings", warnings)
    return terms(N_("{changes}; {warnings}, which `partnerhub check` lists."), changes=said, warnings=to_see)
