"""`partnerhub desk`: the editors' forms, as a folder that is put where editors are."""

from __future__ import annotations

from pathlib import Path

import click

from partnerhub.edge.exits import config_or_exit, misuse
from partnerhub.edge.options import CONFIG_FILE, LANGUAGE
from partnerhub.edge.usage import Command, Misuse
from partnerhub.words.terms import N_, Terms

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("desk", cls=Command)
@click.option("--out", type=_FOLDER, default=Path("desk"), help="The folder; by default desk/.")
@LANGUAGE
@CONFIG_FILE
def desk_command(out: Path, language: str | None, config_file: Path) -> None:
    """Write the editors' forms, a page with its scripts, into a folder."""
    from partnerhub.edge.desk_files import NoFiles, desk_files, place_of  # noqa: PLC0415 - commands import what they use

    config = config_or_exit(config_file, language)
    language = language or config.settings.language
    page = out / "index.html"
    if page.exists() and b'id="partnerhub-desk"' not in page.read_bytes():
        hint = N_("Name a folder of its own: --out {example}.")
        raise Misuse(N_("{path} is another page"), hint, path=page, example="desk")
    try:
        files = desk_files(config, language)
    except NoFiles as missing:
        raise misuse(missing) from None
    for name, data in files.items():
        file = out / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    terms = Terms(language)
    click.echo(terms(N_("{path}: {size} kB"), path=out, size=-(-sum(map(len, files.values())) // 1000)))
    if place_of(config).project is None:
        words = N_(
            "It knows no code host to send proposals to, and says so: name the repository in {file} as repo_url."
        )
        click.echo(terms(words, file=config_file.name))
    click.echo(terms(N_("Next: look at it with {command}"), command=f"python3 -m http.server --directory {out}"))
