"""`partnerhub new hub`: the folder of a hub from flags and answers, written whole or not at all."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click

from partnerhub.edge.config import NoMoment, moment
from partnerhub.edge.dialog import Dialog, misuse, texts_of
from partnerhub.edge.exits import settings_or_exit
from partnerhub.edge.partner_file import create_files
from partnerhub.edge.usage import Misuse
from partnerhub.edge.writing import refuse_what_is_no_text
from partnerhub.ours import CHECKOUT
from partnerhub.record.model import Record
from partnerhub.record.settings import Settings
from partnerhub.record.settings_types import Vocabulary
from partnerhub.record.text_types import Line
from partnerhub.record.understood import in_languages, kind_of, understood
from partnerhub.scaffold.homes import HOMES
from partnerhub.scaffold.hub import NewHub, hub_files
from partnerhub.scaffold.requirement import this_version, wheel_of
from partnerhub.scaffold.values import VALUES, Unfit, vocabulary
from partnerhub.words import slugs
from partnerhub.words.dates import endonym
from partnerhub.words.spoken import Spoken
from partnerhub.words.terms import LANGUAGE_TAG, N_, Terms

_BETWEEN_LANGUAGES = re.compile(r"[\s,;]+")
_BETWEEN_VALUES = re.compile(r"[,;]")
_BEFORE_LANGUAGE = re.compile(r"[,;]\s*(?=[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\s*=)")
_HERE = Path("/etc/localtime")
"""A link to the machine's time zone, where there is one."""
_NO_ANSWERS = frozenset({"dry_run", "today", "language", "install"})

Read = TypeVar("Read")


def new_hub(folder: Path, options: Mapping[str, Any]) -> None:
    """Ask for what is missing, write the folder, and say how to go on."""
    refuse_what_is_no_text(texts_of(options))
    asks_all = not any(value for name, value in options.items() if name not in _NO_ANSWERS)
    hub, language = _asked(options, asks_all)
    try:
        today = moment(options["today"], ZoneInfo(hub.timezone)).date()
    except NoMoment as wrong:
        raise misuse(wrong) from None
    with settings_or_exit(language):
        files = hub_files(hub, today)
    _refuse_to_overwrite(folder, files)
    terms = Terms(language)
    if not options["dry_run"]:
        try:
            create_files({folder / path: data for path, data in files.items()})
        except FileExistsError as there:
            raise _is_there([Path(there.filename).name]) from None
    for path in sorted(files):
        click.echo(path)
    if options["dry_run"]:
        click.echo(terms(N_("Nothing is written, because of --dry-run.")), err=True)
    else:
        words = N_("The hub is there. Go to {folder}, and look at it: partnerhub serve. README.md says how to go on.")
        if folder.resolve() == Path.cwd():
            words = N_("The hub is there. Look at it: partnerhub serve. README.md says how to go on.")
        click.echo(terms(words, folder=folder), err=True)
        wheel = wheel_of(hub.install)
        if wheel and not (folder / wheel).is_file():
            words = N_(
                "requirements.txt names {wheel}, which is what a host installs, and it is not there yet. Make it "
                "before you push: {command}"
            )
            click.echo(terms(words, wheel=wheel, command=_making_a_wheel(folder)), err=True)


def _making_a_wheel(folder: Path) -> str:
    """What to type; where partnerhub runs from no checkout, whoever has one knows where it lies."""
    pip = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", str(folder)]
    return shlex.join([*pip, str(CHECKOUT or "CHECKOUT")])


def _asked(options: Mapping[str, Any], asks_all: bool) -> tuple[NewHub, str]:
    """The hub that options and answers describe, and the language in which one speaks of it. Raises Misuse."""
    languages = _given(options["languages"], _languages) or Dialog(options["language"] or "en", asks_all).needed(
        "--languages",
        N_("In which languages will the site be? (codes with commas, the first one first: he, en)"),
        _languages,
    )
    language = options["language"] or languages[0]
    dialog = Dialog(language, asks_all)
    name = _given(options["name"], _name) or dialog.needed("--name", N_("What is the community called?"), _name)
    values = _values_given(options["values"], languages) or _values_asked(dialog, languages)
    here = _zone_here()
    zone = _given(options["timezone"], _zone) or dialog.wished(
        "--timezone", N_("In which time zone does it live? (Enter: {zone})"), _zone, zone=here
    )
    terms = Terms(language)
    homes = [f"  {number}. {terms(home.called)}" for number, home in enumerate(HOMES.values(), start=1)]
    question = N_("Where will its files live? (Enter: {home})")
    home = options["home"] or dialog.wished("--home", question, _home, lines=homes, home=terms(HOMES["none"].called))
    install = _given(options["install"], _install) or this_version()
    return NewHub(name, languages, zone or here, values, home or "none", install), language


def _given(typed: str | None, read: Callable[[str], Read]) -> Read | None:
    """What an option says; None where it isn't given. Raises Misuse."""
    try:
        return read(typed) if typed else None
    except Spoken as wrong:
        raise misuse(wrong) from None


def _name(typed: str) -> str:
    return understood(kind_of(Record, "name"), typed, ("name",)).text


def _zone(typed: str) -> str:
    return understood(kind_of(Settings, "timezone"), typed, ("timezone",)).text


def _install(typed: str) -> str:
    return understood(Line, typed, ("install",)).text


def _home(typed: str) -> str:
    """A home by its number or its name. Raises Spoken."""
    numbered = {str(number): home for number, home in enumerate(HOMES, start=1)}
    answer = slugs.same(typed)
    if answer not in HOMES and answer not in numbered:
        raise Unfit(N_("{name} must be one of {choices}"), name="--home", choices=", ".join(HOMES))
    return numbered.get(answer, answer)


def _languages(typed: str) -> Sequence[str]:
    """Languages of pages, of which the theme has words, whatever the region. Raises Spoken."""
    words = [word for word in _BETWEEN_LANGUAGES.split(typed) if word]
    if not words:
        raise Unfit(N_("{name} must be given"), name="--languages")
    return list(dict.fromkeys(map(_language, words)))


def _language(word: str) -> str:
    if not LANGUAGE_TAG.match(word):
        raise Unfit(N_("{name} must be a language's code such as he or en"), name=word)
    known = {slugs.same(tag): tag for tag in _languages_of_theme()}
    if slugs.same(word) in known:
        return known[slugs.same(word)]
    language, _, region = word.partition("-")
    if slugs.same(language) not in known:
        raise Unfit(N_("the theme has no words in {name}; it has them in {known}"), name=word, known=", ".join(known))
    return f"{known[slugs.same(language)]}-{region.upper() if len(region) == 2 else region}"


def _languages_of_theme() -> Sequence[str]:
    folder = resources.files("material") / "templates" / "partials" / "languages"
    return sorted(file.name.removesuffix(".html") for file in folder.iterdir() if file.name.endswith(".html"))


def _zone_here() -> str:
    """The machine's time zone, as far as it has a name."""
    name = os.environ.get("TZ") or str(_HERE.resolve()).rpartition("zoneinfo/")[2]
    try:
        return _zone(name)
    except Spoken:
        return "UTC"


def _values_given(typed: Sequence[str], languages: Sequence[str]) -> Vocabulary:
    """Values of options. Raises Misuse."""
    try:
        return vocabulary([in_languages(_BEFORE_LANGUAGE.split(each), languages, VALUES) for each in typed])
    except Spoken as wrong:
        raise misuse(wrong) from None


def _values_asked(dialog: Dialog, languages: Sequence[str]) -> Vocabulary:
    """Values in the first language, then the same in the others."""
    first, *others = languages

    def read(typed: str) -> Sequence[str]:
        labels = [label.strip() for label in _BETWEEN_VALUES.split(typed) if label.strip()]
        vocabulary(labels)
        return labels

    def read_as_many(typed: str) -> Sequence[str]:
        labels = read(typed)
        if len(labels) != len(in_first):
            raise Unfit(N_("as many words are needed as there are values, {count}"), count=len(in_first))
        return labels

    question = N_(
        "What does your community stand for? A partner has to share one of these. (a few words each, with commas)"
    )
    in_first = dialog.needed("--value", question, read)
    found = {first: in_first}
    for language in others:
        also = N_("The same in {language}, in that order? (Enter: as they are)")
        if labels := dialog.wished("--value", also, read_as_many, language=endonym(language)):
            found[language] = labels
    if len(found) == 1:
        return vocabulary(in_first)
    return vocabulary([dict(zip(found, labels, strict=True)) for labels in zip(*found.values(), strict=True)])


def _refuse_to_overwrite(folder: Path, files: Mapping[str, bytes]) -> None:
    """Raises Misuse, with all that is in the way: a file of the same name, or one where a folder should be."""
    places = {Path(path) for path in files}
    parents = {parent for path in places for parent in path.parents}
    taken = {path for path in places if os.path.lexists(folder / path)}
    taken |= {path for path in parents if os.path.lexists(folder / path) and not (folder / path).is_dir()}
    if taken:
        raise _is_there(sorted((folder if path == Path() else path).as_posix() for path in taken))


def _is_there(paths: Sequence[str]) -> Misuse:
    words = N_("nothing is written, since this is there already: {paths}")
    return Misuse(words, N_("Name an empty folder or a new one."), paths=", ".join(paths))
