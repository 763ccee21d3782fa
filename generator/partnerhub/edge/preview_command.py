"""`partnerhub preview`: what a partner is asked to approve, as a file that one sends."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

from partnerhub.edge.exits import ERRORS, config_or_exit, misuse, moment_or_misuse
from partnerhub.edge.options import CONFIG_FILE, LANGUAGE, TODAY
from partnerhub.edge.usage import Command
from partnerhub.words import report
from partnerhub.words.terms import N_, Terms


@click.command("preview", cls=Command)
@click.argument("slug")
@click.option("--in", "page_language", metavar="LANGUAGE", help="The language of the page; by default the event's.")
@click.option("--out", type=click.Path(path_type=Path), help="The file; by default SLUG-preview.html in this folder.")
@click.option("--png", type=click.Path(path_type=Path), help="A picture of it, for chats that open no HTML.")
@TODAY
@LANGUAGE
@CONFIG_FILE
def preview_command(
    slug: str,
    page_language: str | None,
    out: Path | None,
    png: Path | None,
    today: str | None,
    language: str | None,
    config_file: Path,
) -> None:
    """Make the page that the partner approves: photo, caption, description, and the events. Prints its fingerprint."""
    from partnerhub import pipeline  # noqa: PLC0415 - commands import what they use
    from partnerhub.edge.partner_named import hub_language, partner_named  # noqa: PLC0415
    from partnerhub.edge.private_output import refuse_published, write_private  # noqa: PLC0415
    from partnerhub.edge.screenshot import NoPicture, picture_of  # noqa: PLC0415
    from partnerhub.edge.writing import Workplace  # noqa: PLC0415

    config = config_or_exit(config_file, language)
    terms = Terms(language or config.settings.language)
    if out is None and png is None:
        out = Path(f"{slug}-preview.html")
    for path in filter(None, (out, png)):
        refuse_published(path, config.folders)
    loaded = Workplace(config, moment_or_misuse(today, config), terms.language).load()
    partner = partner_named(slug, loaded, terms)
    coming = next((event for event in partner.events if event.end > loaded.hub.now), None)
    in_language = hub_language(page_language, coming, config.settings)
    made = pipeline.preview(partner, loaded, config.folders, in_language)
    if not made.approvals:
        click.echo(terms(N_("There is no photo yet that could be approved:")), err=True)
    if made.findings:
        click.echo(report.text(made.findings, terms), err=True)
    if not made.approvals:
        sys.exit(ERRORS)
    files = {out: made.page.encode()} if out else {}
    if png:
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder, "page.html")
            page.write_text(made.page, encoding="utf-8")
            try:
                files[png] = picture_of(page)
            except NoPicture as reason:
                raise misuse(reason) from None
    for path, data in files.items():
        write_private(path, data)
        click.echo(terms(N_("{path}: {size} kB"), path=path, size=-(-len(data) // 1000)))
    for approval in made.approvals:
        parts = ", ".join(map(terms, approval.parts))
        words = (
            N_("fingerprint for {event}: {fingerprint} ({parts})")
            if approval.event
            else N_("fingerprint: {fingerprint} ({parts})")
        )
        click.echo(terms(words, event=approval.event, fingerprint=approval.fingerprint, parts=parts))
    if made.findings:
        click.echo(terms(N_("Next: mend that, and make the page anew.")), err=True)
        return
    click.echo(terms(N_("Next: send it. When a yes comes:")), err=True)
    for approval in made.approvals:
        named = f" --event {approval.event}" if approval.event else ""
        click.echo(f"  partnerhub set {partner.slug} consent --saw {approval.fingerprint}{named}", err=True)
