"""What the table of outputs says → files in the staging folder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from partnerhub.contained import Failure, contained, culprits
from partnerhub.progress import Progress
from partnerhub.site.edition import Edition
from partnerhub.site.folder import found, put
from partnerhub.site.outputs import OUTPUTS, Meeting, Output, Spot, Turn
from partnerhub.site.shell import Shell, Tokens
from partnerhub.site.written import Written
from partnerhub.spread import spread
from partnerhub.words.slugs import same
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
    written.begin()
    files: dict[str, _File] = {}
    folder.mkdir(parents=True, exist_ok=True)
    lying = {same(path) for path in found(folder).all}
    for each in _files(folder, editions):
        # Only few files lie there, and to ask the disk for each of thousands takes long.
        may_lie = same(each.path) in lying
        is_taken = each.path in files or each.path in written.standing or (may_lie and each.place.exists())
        if each.has_room(is_taken=is_taken) and not written.stands(each.path, each.made_of):
            files[each.path] = each
    before = {each.place: each.before for each in files.values()}
    for parent in sorted({place.parent for place in before}):
        parent.mkdir(parents=True, exist_ok=True)
    label = N_("Writing pages")
    pages = [each for each in files.values() if each.is_alone]
    others = [each for each in files.values() if not each.is_alone]
    with spread(pages, _File.is_written) as work_on_pages:
        failed = [each for each in progress(others, label, len(others)) if not each.is_written()]
        answers = work_on_pages.finish(progress, label)
    failed += [each for each, is_written in zip(pages, answers, strict=True) if not is_written]
    for each in failed:
        if failures := _failures(each.output, each.edition, each.before or b""):
            _undo(before)
            written.begin()
            return failures
        each.write(each.make())  # nobody's trouble: what it raises ends the build
    return ()


def show(site: Path, folder: Path, editions: Sequence[Edition], addresses: Collection[str]) -> None:
    """Bring partners' pages that stand in a site up to date, with all that they show, before all else is made.

    `folder` is the one in which MkDocs' own files lie: a page that is one of them is left alone. What fails here fails
    again when all is made, and is held back then.
    """
    shown = set[str]()
    for each in _files(folder, editions):
        of_language = each.path.removeprefix(each.edition.hub.prefix)
        is_theirs = each.output.turn is Turn.PAGES and of_language.startswith(tuple(addresses))
        if each.output.turn is Turn.ASSETS:
            is_due = not (site / each.path).exists()
        else:
            is_due = is_theirs and each.path not in shown and (site / each.path).exists() and not each.place.exists()
        if is_due:
            data = contained(_MAKING, each.make, lambda _: None, path=each.path)
            if data is not None:
                put(site, each.path, data.encode() if isinstance(data, str) else data)
                shown.add(each.path)


def _files(folder: Path, editions: Sequence[Edition]) -> Iterator[_File]:
    """All that the table says, in its order."""
    for output in OUTPUTS:
        for edition in editions[:1] if output.is_shared else editions:
            if edition.hub.site_url or not output.needs_address:
                for name, item in output.items(edition):
                    yield _File(folder, output, edition, output.at(edition.hub, name), item)


@dataclass(frozen=True)
class _File:
    """A file that an output makes."""

    folder: Path
    output: Output[Any]
    edition: Edition
    path: str
    item: Any

    @property
    def place(self) -> Path:
        return self.folder / self.path

    @cached_property
    def before(self) -> bytes | None:
        """What it is made from, where the output extends it."""
        return self.place.read_bytes() if self.output.meets is Meeting.EXTENDS else None

    @property
    def made_of(self) -> str | None:
        return self.output.made_of(self.edition, self.item)

    @property
    def is_alone(self) -> bool:
        """Whether another process can make it: nothing that is made for it is of use to another file."""
        return self.output.turn is Turn.PAGES and not self.output.is_joined

    def has_room(self, *, is_taken: bool) -> bool:
        """Whether it is made where another file lies at its path, or none; raises TakenAddress."""
        if is_taken and self.output.meets is Meeting.REFUSES:
            raise TakenAddress(
                N_("the page {path} is written by hand and made from a partner file; rename one of them"),
                path=self.path.removesuffix("index.html"),
            )
        return self.output.meets is not (Meeting.YIELDS if is_taken else Meeting.EXTENDS)

    def is_written(self) -> bool:
        """Make and write it; returns whether that was possible."""
        data = contained(_MAKING, self.make, lambda _: None, path=self.path)
        if data is not None:
            self.write(data)
        return data is not None

    def make(self) -> str | bytes:
        return self.output.make(self.edition, self.item, Spot(self.path, self.before or b""))

    def write(self, data: str | bytes) -> None:
        self.place.write_bytes(data.encode() if isinstance(data, str) else data)


def _failures(output: Output[Any], edition: Edition, extended: bytes) -> Sequence[Failure]:
    """The pages on which an output fails, whether it is about them or lists them."""
    hub = edition.hub

    def attempt(addresses: Sequence[str]) -> None:
        part = edition.only(frozenset(addresses))
        for name, item in output.items(part):
            output.make(part, item, Spot(output.at(part.hub, name), extended))

    found = culprits(
        _MAKING,
        list(dict.fromkeys(page.address for page in hub.pages)),
        attempt,
        path=output.path.format(prefix=hub.prefix, name="…/"),
    )
    return [Failure(address, breach) for address, breach in found]


def _undo(before: Mapping[Path, bytes | None]) -> None:
    """Bring files back to what they were; None for those that were not there, or will be written again."""
    for file, data in before.items():
        if data is None:
            file.unlink(missing_ok=True)
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
