"""The partner, the event and the language that a command is about, as somebody names them."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence

import click

from partnerhub.edge.usage import Misuse
from partnerhub.pipeline import Loaded
from partnerhub.record.facts import Facts
from partnerhub.record.partner import Event, Partner
from partnerhub.record.settings import Settings
from partnerhub.words import report, slugs
from partnerhub.words.spelling import close_to
from partnerhub.words.terms import N_, Terms

_ERRORS = 1


def file_named(slug: str, loaded: Loaded) -> Facts:
    """The file of a partner's slug. Raises Misuse where there is none, or more than one."""
    found = [file for file in loaded.hub.files if file.key == slugs.same(slug)]
    if len(found) > 1:
        paths = ", ".join(file.path for file in found)
        raise Misuse(N_("more than one file has the slug {slug}: {paths}"), N_("Rename one."), slug=slug, paths=paths)
    if not found:
        meant = close_to(slug, [file.source.slug for file in loaded.hub.files])
        hint = N_("Did you mean {meant}?") if meant else None
        raise Misuse(N_("there is no partner {slug}"), hint, slug=slug, meant=meant)
    return found[0]


def partner_named(slug: str, loaded: Loaded, terms: Terms) -> Partner:
    """The partner of a slug; exits with the findings about a file that can't be read. Raises Misuse."""
    file = file_named(slug, loaded)
    if file.partner is None:
        click.echo(report.text([each for each in loaded.findings if each.path == file.path], terms), err=True)
        sys.exit(_ERRORS)
    return file.partner


def event_named(slug: str | None, partner: Partner, meant: Sequence[Event]) -> Event | None:
    """The event of a slug, else the only one of those that can be meant; None where there is none. Raises Misuse."""
    if slug is not None:
        key = slugs.same(slug)
        found = next((event for event in partner.events if event.key == key), None)
        if found is None:
            names = ", ".join(event.slug for event in partner.events)
            raise Misuse(N_("there is no event {slug}"), N_("Name one of these: {names}."), slug=slug, names=names)
        return found
    if len(meant) > 1:
        names = ", ".join(event.slug for event in meant)
        raise Misuse(N_("{name} must say which event"), N_("Name one of these: {names}."), name="--event", names=names)
    return next(iter(meant), None)


def hub_language(asked: str | None, event: Event | None, settings: Settings, others: Collection[str] = ()) -> str:
    """The language asked for, else the event's, else the hub's first: the hub's or `others`. Raises Misuse."""
    known = list(dict.fromkeys((*settings.languages, *others)))
    if asked is not None and asked not in known:
        raise Misuse(N_("{name} must be one of {choices}"), name="--in", choices=", ".join(known))
    spoken = event.record.language if event else None
    return asked or next((each for each in settings.languages if each == spoken), settings.language)
