"""What the table of outputs says → files in the staging folder; then site/ is brought up to date."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from partnerhub.contained import Failure, contained, culprits
from partnerhub.progress import Progress
from partnerhub.site.model import Page
from partnerhub.site.outputs import OUTPUTS, Edition, Meeting, Output, Spot, turn_of
from partnerhub.site.shell import Shell, Tokens
from partnerhub.words.terms import N_

PARTNER_DEPTH, EVENT_DEPTH = 2, 3
"""Folders between a page and the root of the site (of its language)."""
_TEXTS = (".html", ".json", ".txt", ".xml")
"""What plugins make of pages: feeds, a page to print, what a search reads."""

_MAKING = N_("making {path}")


class TakenAddress(Exception):  # noqa: N818 - the hub's pages are wrong, and the message says how
    """A hand-written page lies where a partner's or an event's page goes."""


def write(folder: Path, editions: Sequence[Edition], progress: Progress) -> Sequence[Failure]:
    """Write all outputs into a folder in which MkDocs' own files lie already.

    Returns what a step of ours failed on; then nothing was written, and the rest can be tried without it.
    Raises TakenAddress where a hand-written page has the address of a partner's or an event's.
    """
    work = [
        (output, edition, output.at(edition.hub, name), item)
        for output in OUTPUTS
        for edition in (editions[:1] if output.is_shared else editions)
        if edition.hub.site_url or not output.needs_address
        for name, item in output.items(edition)
    ]
    before: dict[Path, bytes | None] = {}
    for output, edition, path, item in progress(work, "Writing pages", len(work)):
        file = folder / path
        is_taken = file.exists()
        if is_taken and output.meets is Meeting.REFUSES:
            raise TakenAddress(
                f"the page {path.removesuffix('index.html')} is written by hand and made from a partner file; "
                "rename one of them"
            )
        if is_taken and output.meets is Meeting.YIELDS:
            continue
        if not is_taken and output.meets is Meeting.EXTENDS:
            continue
        extended = file.read_bytes() if output.meets is Meeting.EXTENDS else None
        make = partial(output.make, edition, item, Spot(path, extended or b""))
        data = contained(_MAKING, make, lambda _: None, path=path)
        if data is None:
            if failures := _failures(output, edition, extended or b""):
                _undo(before)
                return failures
            data = make()  # nobody's trouble: what it raises ends the build
        before[file] = extended
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)
    return ()


def _failures(output: Output[Any], edition: Edition, extended: bytes) -> Sequence[Failure]:
    """The pages on which an output fails, whether it is about them or lists them."""
    hub = edition.hub
    pages: list[Page] = [*hub.partners, *hub.events, *hub.withdrawn]

    def attempt(addresses: Sequence[str]) -> None:
        part = edition.only(frozenset(addresses))
        for name, item in output.items(part):
            output.make(part, item, Spot(output.at(part.hub, name), extended))

    found = culprits(
        _MAKING,
        list(dict.fromkeys(page.address for page in pages)),
        attempt,
        path=output.path.format(prefix=hub.prefix, name="…/"),
    )
    return [Failure(address, breach) for address, breach in found]


def _undo(before: Mapping[Path, bytes | None]) -> None:
    """Bring files back to what they were; None for those that were not there, or will be written again."""
    for file, data in before.items():
        if data is None:
            file.unlink()
        else:
            file.write_bytes(data)


def adopt(folder: Path, shell: Shell, tokens: Tokens, language_of: Callable[[str], str]) -> None:
    """Take pages that other plugins made of ours into the shell; other texts that they made of them lose the slots."""
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if file.suffix not in _TEXTS or path in shell.pages or not file.is_file():
            continue
        data = file.read_bytes()
        if tokens.secret.encode() in data:
            text = data.decode("utf-8", "replace")
            page = tokens.page(text, language_of(path)) if file.suffix == ".html" else None
            if page is not None:
                shell.pages[path] = page
            else:
                file.write_text(tokens.without(text), encoding="utf-8")


def bring_up_to_date(staging: Path, site: Path) -> None:
    """Make `site` what `staging` is, touching only files that differ; hidden files at its top stay, as MkDocs has it.

    Each file has its turn, as the table of outputs says, deletions last: at no moment does a page lack what it shows.
    """
    site.mkdir(parents=True, exist_ok=True)
    wanted = [path.relative_to(staging) for path in staging.rglob("*") if path.is_file()]
    for path in sorted(wanted, key=lambda path: (turn_of(path.as_posix()), path)):
        _replace(staging / path, site / path)
    kept = set(wanted)
    for path in sorted(site.rglob("*"), reverse=True):
        inside = path.relative_to(site)
        if inside.parts[0].startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif inside not in kept:
            path.unlink()


def _replace(new: Path, old: Path) -> None:
    if old.is_dir() and not old.is_symlink():
        shutil.rmtree(old)
    data = new.read_bytes()
    if old.is_file() and not old.is_symlink() and old.stat().st_size == len(data) and old.read_bytes() == data:
        return
    for parent in old.parents:
        if parent.exists() or parent.is_symlink():
            if not parent.is_dir():
                parent.unlink()  # a file of an older site where a folder is now
            break
    old.parent.mkdir(parents=True, exist_ok=True)
    temporary = old.with_name(f".{old.name}.new")
    temporary.write_bytes(data)
    os.replace(temporary, old)  # noqa: PTH105 - whole or not at all, also where the file exists
