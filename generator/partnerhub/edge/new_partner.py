"""`partnerhub new partner`: a partner's file from flags and answers, with the three questions, and its photo."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from partnerhub import photos
from partnerhub.checks import RULES, Hub
from partnerhub.edge.dialog import Dialog, asked_in_languages, misuse, texts_of
from partnerhub.edge.exits import ERRORS, OK, config_or_exit, moment_or_misuse
from partnerhub.edge.partner_file import create_files
from partnerhub.edge.usage import Misuse
from partnerhub.edge.writing import Workplace, refuse, refuse_what_is_no_text, show
from partnerhub.editing.change import difference, new_findings
from partnerhub.editing.next_step import next_step
from partnerhub.editing.subject import Refused, Subject, Unsound
from partnerhub.record.files import PARTNERS
from partnerhub.record.model import Decision, PhotoRecord, Record, Reputation, Vetting, WinWin
from partnerhub.record.partner import Partner
from partnerhub.record.photo_files import beside
from partnerhub.record.read import Tree
from partnerhub.record.understood import Unclear, in_languages, kind_of, text_in, understood
from partnerhub.record.value_types import Slug
from partnerhub.scaffold.partner import chosen, labelled, look_alikes, partner_text
from partnerhub.words import slugs
from partnerhub.words.finding import Severity, errors
from partnerhub.words.spoken import Spoken
from partnerhub.words.terms import N_, Term, Terms

_WHERE_IT_IS = frozenset({"dry_run", "today", "language", "config_file"})
"""Options that are no answers."""
_SEVERAL = re.compile(r"[;,\n]")
_SENTENCES = re.compile(r"[;\n]")
_Place = tuple[str, ...]

_VALUES: _Place = ("vetting", "values")
_WIN_WIN: _Place = ("vetting", "win_win")
_REPUTATION: _Place = ("vetting", "reputation")


def new_partner(options: Mapping[str, Any]) -> None:
    """Ask for what is missing, write file and photo, and print what is still open."""
    refuse_what_is_no_text(texts_of(options))
    config = config_or_exit(options["config_file"], options["language"])
    language = options["language"] or config.settings.language
    desk = Workplace(config, moment_or_misuse(options["today"], config), language)
    loaded = desk.load()
    asks_all = not any(value for name, value in options.items() if name not in _WHERE_IT_IS)
    try:
        new = _Writer(loaded.hub, options, Dialog(language, asks_all), desk.user)
        new.ask()
        files = {f"{PARTNERS}{name}": data for name, data in new.files().items()}
        path = next(iter(files))
        seen = desk.load(files)
        facts = next(each for each in seen.hub.files if each.path == path)
        wrong = [each for each in seen.findings if each.path == path and each.severity is Severity.ERROR]
        if unread := [each for each in wrong if RULES[each.rule].group == "shape"]:
            raise Unsound(unread, N_("nothing is written, since it could not be read"))
        if not options["dry_run"]:
            _create({config.folders.hub / name: data for name, data in reversed(files.items())})
    except Refused as refused:
        refuse(refused, "partnerhub new partner", desk.terms)
    found = new_findings(loaded.findings, seen.findings, facts)
    show(difference(path, b"", files[path]), found, desk.terms)
    if options["dry_run"]:
        click.echo(desk.terms(N_("Nothing is written, because of --dry-run.")), err=True)
    else:
        _say_what_became_of(new, list(files)[1:])
        click.echo(next_step("new partner", Subject(seen.hub, facts), None, found), err=True)
    sys.exit(ERRORS if errors(found) else OK)


def _create(files: Mapping[Path, bytes]) -> None:
    """Write them, where nothing of these names is. Raises Refused, OSError."""
    try:
        create_files(files)
    except FileExistsError:
        raise Refused(N_("{path} is there already, and is left as it is"), path=list(files)[-1].name) from None


def _say_what_became_of(new: _Writer, written: Sequence[str]) -> None:
    for path in written:
        if new.is_turned:
            new.dialog.say(N_("The photo was turned upright, without the metadata of the original: {path}."), path=path)
        else:
            words = N_(
                "The photo was copied as it is, with its metadata, such as where it was taken: {path}. "
                "Members get a copy without them, but who reads the repository can see them."
            )
            new.dialog.say(words, path=path)


@dataclass
class _Writer:
    """What is known so far of the partner whose file is to be written."""

    hub: Hub
    options: Mapping[str, Any]
    dialog: Dialog
    user: Callable[[], str | None]
    answers: dict[_Place, Tree] = field(default_factory=dict)
    """Fields, as they are typed."""
    description: Tree = None
    slug: str = ""
    photo: tuple[str, bytes] | None = None
    """What its name ends in, and its bytes."""
    is_turned: bool = False

    def ask(self) -> None:
        """All that options and answers say. Raises Misuse, Refused."""
        self._read_options()
        if ("name",) not in self.answers:
            name = asked_in_languages(
                self.dialog, self._languages, "--name", N_("What are they called?"), self._reader(Record, ("name",))
            )
            self.answers["name",] = name
        self._name_the_file()
        named = self._refuse_those_we_know([])
        self._ask(Record, ("website",), "--website", N_("Their own site? (Enter: none)"))
        if self.dialog.asks_all:
            self._refuse_those_we_know(named)
        kinds = N_("Who are they? (Enter: community)")
        self._ask(Record, ("kind",), "--kind", kinds, choices=("person", "community", "organization"))
        self.answers.setdefault(("kind",), "community")
        self._ask(Record, ("tagline",), "--tagline", N_("Who are they, in one line? (Enter: later)"))
        if self.description is None:
            question = N_("And in two or three sentences? Members read them. (Enter: later)")
            self.description = self.dialog.wished("--description", question, str)
        self._ask_photo()
        self._ask_the_three()
        self.answers["vetting", "decision"] = "pending"
        if by := self.options["by"] or self.user():
            self.answers["vetting", "proposed_by"] = by
        else:
            self._ask(Vetting, ("vetting", "proposed_by"), "--by", N_("Who proposes it? (Enter: nobody is named)"))

    def files(self) -> Mapping[str, bytes]:
        """Name → bytes: the partner's file, then the photo if there is one."""
        first = self.hub.settings.language
        if isinstance(self.description, dict):
            in_order = sorted(self.description.items(), key=lambda pair: pair[0] != first)
            description = [("" if language == first else language, str(text)) for language, text in in_order]
        else:
            description = [("", str(self.description))] if self.description else []
        text = partner_text(self.answers, description, self.hub.settings)
        photo = {f"{self.slug}{self.photo[0]}": self.photo[1]} if self.photo else {}
        return {f"{self.slug}.md": text.encode(), **photo}

    @property
    def _languages(self) -> Sequence[str]:
        return self.hub.settings.languages

    @property
    def _terms(self) -> Terms:
        return Terms(self.dialog.language)

    def _read_options(self) -> None:
        """What the options say. Raises Misuse."""
        options, settings = self.options, self.hub.settings
        in_each: Mapping[str, tuple[type[Any], _Place]] = {
            "names": (Record, ("name",)),
            "taglines": (Record, ("tagline",)),
            "alts": (PhotoRecord, ("photo", "alt")),
            "captions": (PhotoRecord, ("photo", "caption")),
            "members": (WinWin, (*_WIN_WIN, "members")),
        }
        typed: Mapping[str, tuple[type[Any], _Place]] = {
            "website": (Record, ("website",)),
            "kind": (Record, ("kind",)),
            "ours": (WinWin, (*_WIN_WIN, "ours")),
            "theirs": (WinWin, (*_WIN_WIN, "theirs")),
            "standing": (Reputation, (*_REPUTATION, "standing")),
            "field": (Reputation, (*_REPUTATION, "field")),
            "summary": (Reputation, (*_REPUTATION, "summary")),
        }
        lists = {"values": (_VALUES, settings.values), "flags": ((*_REPUTATION, "flags"), settings.red_flags)}
        try:
            for name, (_, place) in in_each.items():
                if texts := in_languages(options[name], self._languages, place):
                    self.answers[place] = texts
            for name, (model, place) in typed.items():
                if options[name]:
                    self.answers[place] = self._reader(model, place)(options[name])
            self.description = in_languages(options["descriptions"], self._languages, ())
            if options["photo"]:
                self._take_photo(options["photo"])
            for name, (place, vocabulary) in lists.items():
                if options[name]:
                    self.answers[place] = list(chosen(options[name], vocabulary, settings, place))
        except Spoken as unclear:
            raise misuse(unclear) from None
        if options["sources"]:
            self.answers[*_REPUTATION, "sources"] = list(options["sources"])

    def _reader(self, model: type[Any], place: _Place) -> Callable[[str], str]:
        """How an answer to a field is read; what is understood is said, where that is not what was typed."""

        def read(typed: str) -> str:
            found = understood(kind_of(model, place[-1]), typed, place)
            if found.text != typed.strip():
                self.dialog.show(f"  {place[-1]}: {found.text}")
            return found.text

        return read

    def _ask(
        self, model: type[Any], place: _Place, option: str, question: Term, choices: Sequence[str] = ()
    ) -> str | None:
        """The answer to a question about a field that nothing answered yet; one of a few by number or name as well."""
        if place in self.answers:
            return None
        read = self._reader(model, place)

        chosen_by = {f"{number}": each for number, each in enumerate(choices, start=1)}
        chosen_by |= {slugs.same(self._terms(Term(each))): each for each in choices}

        def of_the_list(typed: str) -> str:
            return chosen_by.get(slugs.same(typed)) or read(typed)

        lines = [f"  {number}. {self._word(each)}" for number, each in enumerate(choices, start=1)]
        answer = self.dialog.wished(option, question, of_the_list, lines=lines)
        if answer is not None:
            self.answers[place] = answer
        return answer

    def _word(self, word: str) -> str:
        """A word of the format, with what it is called in the reader's language."""
        said = self._terms(Term(word))
        return word if said == word else f"{word} ({said})"

    # Who else has that name

    def _name_the_file(self) -> None:
        """The slug: as typed, else from the name. Raises Misuse, Refused where a file has it."""
        name = text_in(self.answers["name",], self.hub.settings.language)
        try:
            typed = self.options["slug"]
            self.slug = understood(Slug, typed, ("slug",)).text if typed else slugs.partner_stem(name)
        except Unclear as unclear:
            raise misuse(unclear) from None
        if not self.slug:
            raise Misuse(N_("the name has no letters of which a file could be named"), N_("Give --slug."))
        there = [file.path for file in self.hub.files if file.key == slugs.same(self.slug)]
        if there:
            hint = N_("To change it: `{command}`. For another partner of that name, give --slug.")
            command = f"partnerhub set {self.slug} …"
            raise Refused(N_("{path} is there already"), hint, path=there[0], command=command)
        if self.photo and (lying := self._lying_photo):
            hint = N_("Take it away, or give --slug.")
            raise Refused(N_("{path} is there already, and is left as it is"), hint, path=lying)

    @property
    def _lying_photo(self) -> str | None:
        """The picture that lies beside the file already, and is taken for its photo."""
        lying = {slugs.same(path): path for path in self.hub.lying}
        names = map(slugs.same, beside(f"{PARTNERS}{self.slug}.md"))
        return next((lying[name] for name in names if name in lying), None)

    def _refuse_those_we_know(self, named: Sequence[Partner]) -> Sequence[Partner]:
        """Name partners that look like this one; where somebody answers, ask whether to go on. Raises Refused."""
        website = self.answers.get(("website",))
        alike = look_alikes(self.hub, self.answers["name",], website if isinstance(website, str) else None)
        new = [partner for partner in alike if partner not in named]
        for partner in new:
            words = N_("There is a partner of that name or address: {name} ({path}).")
            if partner.decision is Decision.DECLINED:
                words = N_("A partner of that name or address was declined: {name} ({path}).")
            self.dialog.say(words, name=partner.name, path=partner.path)
        if new and self.dialog.asks_all and not self.dialog.agrees(N_("Go on all the same? (y, or Enter to stop)")):
            raise Refused(N_("nothing is written"))
        return alike

    # The photo

    def _ask_photo(self) -> None:
        lying = self._lying_photo
        if lying and self.dialog.asks_all:
            self.dialog.say(N_("{path} lies there already, and is taken for their photo."), path=lying)
        elif self.photo is None:
            question = N_("A photo of them: where is the file? (Enter: later)")
            self.dialog.wished("--photo", question, self._take_photo)
        if self.photo is None and lying is None:
            return
        self._ask(PhotoRecord, ("photo", "caption"), "--caption", N_("The line under the photo? (Enter: later)"))
        question = N_("What is to be seen in it, for those who can't see it? (Enter: later)")
        self._ask(PhotoRecord, ("photo", "alt"), "--alt", question)

    def _take_photo(self, typed: str) -> bool:
        """Look at the picture at a path. Raises Refused where it can't be shown."""
        try:
            with _file_named(typed).open("rb") as opened:
                data = opened.read(photos.MAX_BYTES + 1)
            measured = photos.measure(data)
            suffix, turned = photos.upright(data)
        except FileNotFoundError:
            raise Refused(N_("there is no file {file}"), file=typed) from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise Refused(N_("the file can't be read: {reason}"), reason=reason) from None
        except photos.PhotoError as error:
            fault = error.fault
            raise Refused(fault.message, fault.hint, slug=self.slug, reason=fault.reason) from None
        self.photo, self.is_turned = (suffix, turned or data), turned is not None
        self.dialog.show(f"  {suffix.removeprefix('.').upper()}, {measured.width} × {measured.height}")
        return True

    # The three questions

    def _ask_the_three(self) -> None:
        dialog, settings = self.dialog, self.hub.settings
        if dialog.asks_all:
            dialog.say(N_("1. Values. Do theirs overlap with ours?"))
        question = N_("Which are theirs? (numbers of ours, or words of their own, with commas; Enter: later)")
        self._ask_list(_VALUES, "--value", question, settings.values, _SEVERAL)
        if dialog.asks_all:
            dialog.say(N_("2. Win-win. What does each side gain, and what do our members get?"))
        self._ask(WinWin, (*_WIN_WIN, "ours"), "--ours", N_("What do we gain? (Enter: later)"))
        self._ask(WinWin, (*_WIN_WIN, "theirs"), "--theirs", N_("What do they gain? (Enter: later)"))
        question = N_("And what do our members get? Members read this. (Enter: later)")
        self._ask(WinWin, (*_WIN_WIN, "members"), "--members", question)
        if dialog.asks_all:
            dialog.say(N_("3. Reputation. In what light will a collaboration show us next time?"))
        standings = ("positive", "neutral", "negative", "unknown")
        question = N_("In what light are they seen? (Enter: later)")
        if self._ask(Reputation, (*_REPUTATION, "standing"), "--standing", question, standings) == "negative":
            question = N_("In the field that our community works in, or in another? (Enter: the same)")
            self._ask(Reputation, (*_REPUTATION, "field"), "--field", question, ("same", "other"))
        question = N_("Why? (Enter: later)")
        self._ask(Reputation, (*_REPUTATION, "summary"), "--summary", question)
        question = N_("Where did you learn that? (addresses, talks; with semicolons; Enter: later)")
        self._ask_list((*_REPUTATION, "sources"), "--source", question, {}, _SENTENCES)
        if settings.red_flags:
            question = N_("Does one of these apply? (numbers, with commas; Enter: none)")
            self._ask_list((*_REPUTATION, "flags"), "--flag", question, settings.red_flags, _SEVERAL)

    def _ask_list(
        self,
        place: _Place,
        option: str,
        question: Term,
        vocabulary: Mapping[str, dict[str, str]],
        between: re.Pattern[str],
    ) -> None:
        """The answer to a question of which several things may be said; those of the hub by number as well."""
        if place in self.answers:
            return

        def read(typed: str) -> list[str]:
            words = [word.strip() for word in between.split(typed) if word.strip()]
            found = chosen(words, dict(vocabulary), self.hub.settings, place)
            return [understood(kind_of(Vetting, "proposed_by"), word, place).text for word in found]

        ours = labelled(dict(vocabulary), self.dialog.language)
        lines = [f"  {number}. {each}" for number, each in enumerate(ours, start=1)]
        if answer := self.dialog.wished(option, question, read, lines=lines):
            self.answers[place] = list(answer)


def _file_named(typed: str) -> Path:
    """The file of a path as people type it, or as a terminal writes what is dropped into it: quoted, or escaped."""
    path = Path(typed).expanduser()
    if not path.exists():
        with suppress(ValueError):
            words = shlex.split(typed)
            if len(words) == 1:
                return Path(words[0]).expanduser()
    return path
