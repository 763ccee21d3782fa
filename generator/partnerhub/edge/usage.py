"""Wrong usage: what the command line was given and can't take, in our words and not click's."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from partnerhub.words.finding import Problem
from partnerhub.words.spelling import close_to
from partnerhub.words.terms import LANGUAGE_TAG, N_, Term, Terms


class Misuse(click.UsageError):
    """Wrong usage, with words that are said when the reader's language is known; a hint begins with a verb."""

    def __init__(self, message: Term, hint: Term | None = None, **facts: object) -> None:
        self.problem = Problem((), message, hint, facts)
        super().__init__(self.problem.say(message, "en"))


class Commands(click.Group):
    """Our commands; a name that is none of them is told in our words."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse what was typed; without a command there is nothing to do but to help."""
        if not args and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), err=True)
            sys.exit(click.UsageError.exit_code)
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; raises Misuse."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            raise _guessed(N_("there is no command {name}"), name, list(self.commands))
        return super().resolve_command(ctx, args)


class Command(click.Command):
    """One of them; words that it has no use for are told in ours."""

    allow_extra_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse what was typed; raises Misuse where something is left over."""
        try:
            left = super().parse_args(ctx, args)
            if left and not ctx.resilient_parsing:
                raise Misuse(N_("nothing takes this: {words}"), N_("Take it out."), words=" ".join(left))
        except click.UsageError as wrong:
            wrong.ctx = wrong.ctx or ctx  # click does not always say of which command it speaks
            raise
        return left


def no_rule(name: str, known: Sequence[str]) -> Misuse:
    """A rule that there isn't."""
    return _guessed(N_("there is no rule {name}"), name, known)


def _guessed(message: Term, name: str, known: Sequence[str]) -> Misuse:
    meant = close_to(name, list(known))
    return Misuse(message, N_("Did you mean {meant}?") if meant else None, name=name, meant=meant)


def said(wrong: click.ClickException, language: str) -> str:
    """What is wrong, in a language, and where one reads more."""
    problem = _problem(wrong)
    hint = f" {problem.say(problem.hint, language)}" if problem.hint else ""
    ctx = wrong.ctx if isinstance(wrong, click.UsageError) else None
    terms, command = Terms(language), ctx.command_path if ctx else "partnerhub"
    more = terms(N_("`{command} --help` tells what it takes."), command=command)
    return f"{command}: {problem.say(problem.message, language)}.{hint}\n{more}"


def _problem(wrong: click.ClickException) -> Problem:
    if isinstance(wrong, Misuse):
        return wrong.problem
    options = wrong.ctx.command.params if isinstance(wrong, click.UsageError) and wrong.ctx else []
    if isinstance(wrong, click.NoSuchOption):
        known = [name for option in options for name in option.opts]
        return _guessed(N_("there is no option {name}"), wrong.option_name, known).problem
    if isinstance(wrong, click.MissingParameter) and wrong.param:
        return Problem((), N_("{name} must be given"), facts={"name": wrong.param.human_readable_name})
    if isinstance(wrong, click.BadParameter) and wrong.param and isinstance(wrong.param.type, click.Choice):
        facts = {"name": wrong.param.opts[0], "choices": ", ".join(wrong.param.type.choices)}
        return Problem((), N_("{name} must be one of {choices}"), facts=facts)
    if isinstance(wrong, click.BadOptionUsage):
        flags = [option for option in options if isinstance(option, click.Option) and option.is_flag]
        is_flag = any(wrong.option_name in flag.opts for flag in flags)
        words = N_("{name} takes no value") if is_flag else N_("{name} needs a value behind it")
        return Problem((), words, facts={"name": wrong.option_name})
    # What click may come to say beside these, in its own words
    return Problem((), N_("{words}"), facts={"words": wrong.format_message().removesuffix(".")})


def language_tag(ctx: click.Context, param: click.Parameter, typed: str | None) -> str | None:
    """The value of `--language`; raises Misuse for what is no language's code."""
    if typed is not None and not LANGUAGE_TAG.match(typed):
        raise Misuse(N_("{name} must be a language's code such as he or en"), name="--language")
    return typed


def reader(arguments: Sequence[str]) -> str:
    """The language in which a failure is told, whatever else is wrong with the arguments and the settings.

    That of `--language`, else the hub's first as far as its settings can be read, else English.
    """
    from partnerhub.edge.config import first_language  # noqa: PLC0415 - most runs don't fail

    asked = _value(arguments, "--language")
    if asked is not None and LANGUAGE_TAG.match(asked):
        return asked
    file = _value(arguments, "--config-file") or _value(arguments, "-f") or "mkdocs.yml"
    return first_language(Path(file))


def _value(arguments: Sequence[str], option: str) -> str | None:
    """What was given to an option; None where nothing was."""
    for place, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == option:
            return value if equals else next(iter(arguments[place + 1 : place + 2]), None)
    return None
