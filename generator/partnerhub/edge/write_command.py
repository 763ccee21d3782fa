"""`partnerhub write`: a draft of a message, to a partner or to members. Nothing is ever sent."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from partnerhub.edge.exits import config_or_exit, moment_or_misuse
from partnerhub.edge.options import CONFIG_FILE, LANGUAGE, TODAY
from partnerhub.edge.usage import Command
from partnerhub.messages.channels import CHANNELS
from partnerhub.messages.kind import Kind
from partnerhub.words.terms import N_, Terms


@click.command("write", cls=Command)
@click.argument("slug")
@click.argument("kind", type=click.Choice([str(kind) for kind in Kind]))
@click.option("--event", "event_slug", metavar="EVENT", help="The event's slug, where several can be meant.")
@click.option("--to", "to", type=click.Choice(list(CHANNELS)), help="The channel; by default all, or the partner's.")
@click.option("--in", "draft_language", metavar="LANGUAGE", help="The language of the draft; by default the event's.")
@click.option("--out", type=click.Path(path_type=Path), help="A folder for the drafts, and the pictures to post.")
@TODAY
@LANGUAGE
@CONFIG_FILE
def write_command(
    slug: str,
    kind: str,
    event_slug: str | None,
    to: str | None,
    draft_language: str | None,
    out: Path | None,
    today: str | None,
    language: str | None,
    config_file: Path,
) -> None:
    """Draft a message: to a partner an opener, an answer, thanks; to members an announcement, a reminder, a change."""
    from partnerhub.edge.drafting import Drafting, Undrafted  # noqa: PLC0415
    from partnerhub.edge.partner_named import event_named, partner_named  # noqa: PLC0415
    from partnerhub.edge.private_output import refuse_published, write_private  # noqa: PLC0415
    from partnerhub.edge.writing import Workplace  # noqa: PLC0415

    config = config_or_exit(config_file, language)
    terms = Terms(language or config.settings.language)
    if out is not None:
        refuse_published(out, config.folders)
    loaded = Workplace(config, moment_or_misuse(today, config), terms.language).load()
    partner = partner_named(slug, loaded, terms)
    drafting = Drafting(config, loaded, partner, Kind(kind), terms, draft_language)
    event = event_named(event_slug, partner, drafting.meant)
    try:
        written = drafting.written(event, to)
    except Undrafted as undrafted:
        click.echo("\n".join(undrafted.words), err=True)
        sys.exit(undrafted.code)
    click.echo(written.whole)
    for remark in written.remarks:
        click.echo(remark, err=True)
    if out is not None:
        stem = "-".join(filter(None, (event.slug if event else partner.slug, kind)))
        files = {
            f"{stem}-{channel.key}.txt": f"{text}\n".encode()
            for text, channels in written.texts.items()
            for channel in channels
        } | dict(written.beside)
        out.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            write_private(out / name, data)
        click.echo(terms(N_("Written into {folder}: {names}"), folder=out, names=", ".join(files)), err=True)
