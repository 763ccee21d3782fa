"""The command line: its commands, and what is said where one ends otherwise than it should."""

from __future__ import annotations

import gc
import sys
import traceback
from contextlib import suppress

import click

from partnerhub.edge import terminal
from partnerhub.edge.build_command import build
from partnerhub.edge.check_command import check
from partnerhub.edge.desk_command import desk_command
from partnerhub.edge.doctor_command import doctor
from partnerhub.edge.exits import DEFECT, INTERRUPTED, OK, USAGE
from partnerhub.edge.import_command import import_command
from partnerhub.edge.new_command import new
from partnerhub.edge.options import LANGUAGE
from partnerhub.edge.preview_command import preview_command
from partnerhub.edge.review_command import review
from partnerhub.edge.serve_command import serve
from partnerhub.edge.set_command import set_command
from partnerhub.edge.status_command import status
from partnerhub.edge.usage import Command, Commands, no_rule, reader, said
from partnerhub.edge.write_command import write_command
from partnerhub.ours import address_of_rule
from partnerhub.words.terms import N_, Term, Terms


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="partnerhub")
def cli() -> None:
    """Vet, announce and remember a community's collaborations: partner files become a website of events."""


cli.command_class = Command


@cli.command()
@click.argument("rule", required=False)
@LANGUAGE
def rules(rule: str | None, language: str | None) -> None:
    """List the rules, or explain RULE."""
    from partnerhub.checks import GROUPS, RULES  # noqa: PLC0415
    from partnerhub.words.report import SEVERITIES  # noqa: PLC0415

    terms = Terms(language or reader(()))
    if rule is None:
        for group in GROUPS:
            click.echo(f"\n{terms(group)}")
            for each in (each for each in RULES.values() if each.group == group):
                first_line = terms(each.explanation).partition("\n")[0]
                click.echo(f"  {each.slug:<29} {terms(SEVERITIES[each.severity]):<8}{each.marks:<3} {first_line}")
        marks = N_("! its severity can be raised, never lowered · H holds back what it is about, even as a warning")
        click.echo(f"\n{terms(marks)}")
    elif rule in RULES:
        each = RULES[rule]
        named = terms(Term(each.group))
        click.echo(f"{each.slug} ({named}): {terms(SEVERITIES[each.severity])} {each.marks}".rstrip())
        click.echo(f"\n{terms(each.explanation)}")
        if address := address_of_rule(rule):
            click.echo(f"\n{address}")
    else:
        raise no_rule(rule, list(RULES))


@cli.command()
@LANGUAGE
def schema(language: str | None) -> None:
    """Print the JSON Schema of a partner file's front matter, for editors."""
    from partnerhub.record.schema import json_schema  # noqa: PLC0415

    terminal.print_output(json_schema(), is_json=True)


_ASKING = (check, review, status, doctor)
_WRITING = (build, serve, new, import_command, set_command, write_command, preview_command, desk_command)
for _command in (*_ASKING, *_WRITING):
    cli.add_command(_command)


def main() -> None:
    """Run a command and exit with its code."""
    # What a command loads stays until it ends, and so there is little to find in it; `serve`, which goes on, looks.
    gc.disable()
    terminal.set_up()
    sys.exit(run())


def run() -> str | int | None:
    """The exit code of a command; a defect of ours says where it is, but repeats nothing of what was read."""
    from partnerhub.edge import faults  # noqa: PLC0415

    try:
        cli(prog_name="partnerhub", standalone_mode=False)
        return OK
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as wrong:
        _complain(said(wrong, reader(sys.argv[1:])))
        return wrong.exit_code
    except SystemExit as ended:
        return ended.code
    except Exception as error:
        language = "en"
        with suppress(Exception):  # what the settings say must not hide what failed
            language = reader(sys.argv[1:])
        terms = Terms(language)
        if sentence := faults.sentence(error, language):
            _complain(terms(N_("partnerhub had to stop: {reason}"), reason=sentence))
            return USAGE
        for frame in traceback.extract_tb(error.__traceback__):
            _complain(f"  {frame.filename}:{frame.lineno} in {frame.name}")
        words = N_("partnerhub has a defect ({kind}). Please report it with the lines above.")
        _complain(terms(words, kind=type(error).__name__))
        return DEFECT


def _complain(words: str) -> None:
    """Say on the standard error what went wrong, as far as anybody hears it."""
    with suppress(OSError):
        click.echo(words, err=True)
