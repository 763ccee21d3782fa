"""`partnerhub set`: an edit of a partner's file that touches only what it changes, shown as a diff."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from partnerhub.edge.exits import ERRORS, OK, config_or_exit, moment_or_misuse
from partnerhub.edge.options import CONFIG_FILE, LANGUAGE, TODAY
from partnerhub.edge.usage import Command, Misuse
from partnerhub.edge.writing import (
    DRY_RUN,
    Workplace,
    refuse,
    refuse_what_is_no_text,
    show,
    subject_of,
    write,
)
from partnerhub.words.printable import DIRECTION_MARKS, printable
from partnerhub.words.terms import N_, Term

if TYPE_CHECKING:
    from partnerhub.editing.actions import Asked, Unanswered
    from partnerhub.editing.edit import Edit
    from partnerhub.editing.subject import Entry, Subject
    from partnerhub.record.partner import Event, Partner

_SIDES = click.Choice(("us", "them"))
_HELP = """\
Edit a partner's file, touching only what changes: what happened, or any field.

\b
  approve · decline                 by --by, today; --note says why
  reply us|them [NOTE]              a message, now
  agree                             day and hour, today; --side us|them for one side
  move WHEN                         an event; --agreed where both said yes to it
  cancel · postpone                 an event
  announced [WHERE]                 elsewhere, today
  thanked                           today, after an event
  outcome                           --attendance, --summary, --link
  consent --saw FINGERPRINT         to the photo, today; --event for an event's own
  withdraw-consent                  from today on
  FIELD VALUE                       vetting.note "…", title.he "…", events.SLUG.place "…"; "" takes it out
  LIST+=VALUE · LIST-=VALUE         tags+=open-data
"""


@click.command("set", cls=Command, help=_HELP, short_help="Edit a partner's file: what happened, or any field.")
@click.argument("slug")
@click.argument("what", metavar="ACTION|FIELD")
@click.argument("words", nargs=-1, metavar="[VALUE]...")
@click.option("--event", metavar="EVENT", help="The slug of the event; by default the coming one.")
@click.option("--by", metavar="WHO", help="Who decided, or who approved the photo; by default git's user.name decides.")
@click.option("--note", metavar="WORDS", help="Why it was decided so.")
@click.option("--from", "sender", type=_SIDES, help="Whose message it is.")
@click.option("--side", type=_SIDES, help="Who agrees; by default both.")
@click.option("--agreed", is_flag=True, help="Both sides said yes to the new day and hour.")
@click.option("--attendance", metavar="NUMBER", help="How many came.")
@click.option("--summary", metavar="WORDS", help="What came of it.")
@click.option("--link", metavar="ADDRESS", help="More on what came of it.")
@click.option("--saw", metavar="FINGERPRINT", help="The one at the foot of the preview that they said yes to.")
@DRY_RUN
@TODAY
@LANGUAGE
@CONFIG_FILE
def set_command(  # noqa: D103 - the help says it
    slug: str,
    what: str,
    words: tuple[str, ...],
    dry_run: bool,
    today: str | None,
    language: str | None,
    config_file: Path,
    **options: Any,
) -> None:
    from partnerhub.edge.partner_named import file_named  # noqa: PLC0415
    from partnerhub.editing.actions import ACTIONS  # noqa: PLC0415
    from partnerhub.editing.change import applied, difference, new_findings  # noqa: PLC0415
    from partnerhub.editing.known import refuse_what_nobody_said  # noqa: PLC0415
    from partnerhub.editing.next_step import next_step  # noqa: PLC0415
    from partnerhub.editing.subject import Refused  # noqa: PLC0415
    from partnerhub.words.finding import errors  # noqa: PLC0415

    refuse_what_is_no_text([slug, what, *words, *(each for each in options.values() if isinstance(each, str))])
    _refuse_options(what, words, options)
    config = config_or_exit(config_file, language)
    desk = _Desk(config, moment_or_misuse(today, config), language or config.settings.language)
    loaded = desk.load()
    facts = file_named(slug, loaded)
    file = config.folders.hub / facts.path
    try:
        before = file.read_bytes()
        subject = subject_of(loaded, facts)
        edits = desk.edits(subject, what, words, options)
        after = applied(subject, before, edits)
        if after == before:
            click.echo(desk.terms(N_("It is there already: nothing changes.")), err=True)
            sys.exit(OK)
        seen = desk.load({facts.path: after})
        edited = subject_of(seen, next(each for each in seen.hub.files if each.path == facts.path))
        if what not in ACTIONS:
            refuse_what_nobody_said(subject, edited)
        if not dry_run:
            write(file, facts.path, before, after)
    except Refused as refused:
        refuse(refused, "partnerhub set", desk.terms)
    new = new_findings(loaded.findings, seen.findings, facts)
    show(difference(facts.path, before, after), new, desk.terms)
    if dry_run:
        click.echo(desk.terms(N_("Nothing is written, because of --dry-run.")), err=True)
    else:
        click.echo(next_step(what, edited, _event_of(edits), new), err=True)
    sys.exit(ERRORS if errors(new) else OK)


@dataclass(frozen=True)
class _Desk(Workplace):
    """The same with somebody who may be asked."""

    def edits(self, subject: Subject, what: str, words: Sequence[str], options: Mapping[str, Any]) -> Sequence[Edit]:
        """What was asked for as edits; what is missing is asked on a terminal. Raises Refused."""
        from partnerhub.editing.actions import Asked, Unanswered, edits_of  # noqa: PLC0415
        from partnerhub.editing.subject import WhichEvent  # noqa: PLC0415

        asked = Asked(
            words=words,
            user=self.user,
            changed_since=self._changed_since,
            **options,
        )
        while True:
            try:
                return edits_of(subject, what, asked)
            except WhichEvent as unclear:
                asked = replace(asked, entry=self._event(unclear.entries))
            except Unanswered as missing:
                asked = self._answered(asked, missing)

    def _event(self, entries: Sequence[Entry]) -> Entry:
        """The one that is meant. Lists them, and asks."""
        from partnerhub.words.dates import CalendarWords  # noqa: PLC0415

        calendar = CalendarWords.of(self.language)
        for number, entry in enumerate(entries, start=1):
            title = printable(entry.event.title, keep=DIRECTION_MARKS) if entry.event else "?"
            day = calendar.short_day(entry.event.day) if entry.event else "?"
            click.echo(f"  {number}. {title}, {day} ({printable(entry.slug)})", err=True)
        if not _somebody_is_there():
            raise Misuse(
                N_("it is not clear which of these events is meant"), N_("Say it with {option}."), option="--event"
            )
        chosen = self._ask(N_("Which event"), [str(number) for number, _ in enumerate(entries, start=1)])
        return entries[int(chosen) - 1]

    def _answered(self, asked: Asked, missing: Unanswered) -> Asked:
        if not _somebody_is_there():
            words = N_("{name} must be one of {choices}") if missing.choices else N_("{name} must be given")
            raise Misuse(words, name=missing.name, choices=", ".join(missing.choices))
        return missing.answered(asked, self._ask(missing.question, missing.choices))

    def _ask(self, question: Term, choices: Sequence[str]) -> str:
        """What somebody types; one of the choices, where there are some."""
        between = f" ({', '.join(choices)})" if choices else ""
        while True:
            try:
                typed: str = click.prompt(self.terms(question) + between, err=True)
            except click.Abort:
                click.echo(err=True)  # the terminal stands behind the question
                raise
            if (answer := typed.strip()) and (not choices or answer in choices):
                return answer
            click.echo(self.terms(N_("Type one of these: {choices}."), choices=", ".join(choices)), err=True)

    def _changed_since(self, saw: str, holder: Partner | Event) -> Sequence[Term] | None:
        from partnerhub.editing.seen import changed_since  # noqa: PLC0415
        from partnerhub.history.git import Repository  # noqa: PLC0415
        from partnerhub.history.git_run import GitFailed  # noqa: PLC0415

        with suppress(GitFailed):
            if repository := Repository.find(self.config.folders.hub):
                return changed_since(saw, holder, repository)
        return None


def _refuse_options(what: str, words: Sequence[str], options: Mapping[str, Any]) -> None:
    """Raises Misuse for what the action has no use for."""
    from partnerhub.editing.actions import ACTIONS, OF_FIELDS, meant_action  # noqa: PLC0415

    action = ACTIONS.get(what)
    if meant := None if action else meant_action(what):
        raise Misuse(
            N_("there is neither an action nor a field {name}"), N_("Did you mean {meant}?"), name=what, meant=meant
        )
    takes = action.options if action else OF_FIELDS
    for name, value in options.items():
        if value and name not in takes:
            option = "--from" if name == "sender" else f"--{name}"
            raise Misuse(N_("{option} does not go with {name}"), N_("Take it out."), option=option, name=what)
    if action and words and not action.takes_words:
        raise Misuse(N_("nothing takes this: {words}"), N_("Take it out."), words=" ".join(words))


def _event_of(edits: Sequence[Edit]) -> int | None:
    """The place of the event that was edited; None where none was."""
    path = edits[0].path
    return path[1] if path[0] == "events" and len(path) > 1 and isinstance(path[1], int) else None


def _somebody_is_there() -> bool:
    """Whether a question would be answered by a person."""
    return sys.stdin.isatty() and sys.stderr.isatty()
