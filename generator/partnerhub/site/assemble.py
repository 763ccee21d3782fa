"""What the table of outputs says → files in the staging folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from partnerhub.contained import Failure, contained, culprits
from partnerhub.progress import Progress
from partnerhub.site.model import Page
from partnerhub.site.outputs import OUTPUTS, Edition, Meeting, Output, Spot
from partnerhub.site.shell import Shell, Tokens
from partnerhub.site.written import Written
from partnerhub.words.spoken import Spoken
from partnerhub.words.terms import N_

PARTNER_DEPTH, EVENT_DEPTH = 2, 3
"""Folders between a page and the root of the site (of its language)."""
_TEXTS = (".html", ".json", ".txt", ".xml")
"""What plugins make of pages: feeds, a page to print, what a search reads."""

_MAKING = N_("making {path}")


class TakenAddress(Spoken):
    """A hand-written page lies where a partner's or an event's page goes."""


def write(folder: Path, editions: Sequence[Edition], written: Written, progress: Progress) -> Sequence[Failure]:
    """Write all outputs into a folder in which MkDocs' own files lie already, but for those that stand in the site.

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
    written.begin()
    before: dict[Path, bytes | None] = {}
    folders: set[Path] = set()
    for output, edition, path, item in progress(work, N_("Writing pages"), len(work)):
        file = folder / path
        is_taken = path in written.standing or file.exists()
        if is_taken and output.meets is Meeting.REFUSES:
            raise TakenAddress(
                N_("the page {path} is written by hand and made from a partner file; rename one of them"),
                path=path.removesuffix("index.html"),
            )
        if is_taken and output.meets is Meeting.YIELDS:
            continue
        if not is_taken and output.meets is Meeting.EXTENDS:
            continue
        made_of = edition.made_of(output, item)
        if made_of is not None and written.stands(path, made_of):
            continue
        extended = file.read_bytes() if output.meets is Meeting.EXTENDS else None
        make = partial(output.make, edition, item, Spot(path, extended or b""))
        data = contained(_MAKING, make, lambda _: None, path=path)
        if data is None:
            if failures := _failures(output, edition, extended or b""):
                _undo(before)
                written.begin()
                return failures
            data = make()  # nobody's trouble: what it raises ends the build
        before[file] = extended
        if file.parent not in folders:
            file.parent.mkdir(parents=True, exist_ok=True)
            folders.add(file.parent)
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
