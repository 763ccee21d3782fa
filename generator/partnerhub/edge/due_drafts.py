"""The drafts of what is due this week, into a folder: what `write` gives, a file a duty, the pictures beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from partnerhub.duties import model
from partnerhub.duties.model import Board, Duty
from partnerhub.edge.config import Config
from partnerhub.edge.drafting import Drafting, Undrafted
from partnerhub.edge.partner_named import partner_named
from partnerhub.edge.private_output import write_private
from partnerhub.messages.kind import Kind
from partnerhub.pipeline import Loaded
from partnerhub.words.terms import N_, Terms

_WRITTEN: Mapping[model.Kind, Kind] = {
    model.Kind.ANSWER: Kind.ANSWER,
    model.Kind.OPEN: Kind.OPENER,
    model.Kind.ANNOUNCE: Kind.ANNOUNCEMENT,
    model.Kind.REMIND: Kind.REMINDER,
    model.Kind.THANK: Kind.THANKS,
}
"""Duty → the message that does it."""


def write_due_drafts(folder: Path, board: Board, config: Config, loaded: Loaded, terms: Terms) -> None:
    """Write a folder a partner. Raises OSError."""
    files = {
        f"{duty.partner}/{name}": data
        for duty in (*board.overdue, *board.this_week)
        if duty.kind in _WRITTEN
        for name, data in _files(duty, config, loaded, terms)
    }
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        write_private(folder / path, data)
    if files:
        click.echo(terms(N_("Written into {folder}: {names}"), folder=folder, names=", ".join(files)), err=True)


def _files(duty: Duty, config: Config, loaded: Loaded, terms: Terms) -> Iterator[tuple[str, bytes]]:
    """Name → bytes: a text that begins with the day, or why there is none; then what goes out with it."""
    partner, kind = partner_named(duty.partner, loaded, terms), _WRITTEN[duty.kind]
    event = next((each for each in partner.events if each.slug == duty.event), None)
    if kind is Kind.THANKS and event is not None and event.end > loaded.hub.now:
        return  # there is nothing yet to say thank you for
    drafting = Drafting(config, loaded, partner, kind, terms)
    name = "-".join(filter(None, (f"{duty.due}", duty.event, str(kind))))
    try:
        written = drafting.written(event or (drafting.meant[0] if len(drafting.meant) == 1 else None))
    except Undrafted as undrafted:
        yield f"{name}.txt", ("\n".join(undrafted.words) + "\n").encode()
    else:
        yield f"{name}.txt", "\n".join([written.whole, *(f"\n{remark}" for remark in written.remarks), ""]).encode()
        yield from written.beside.items()
