"""`partnerhub new event`: an event from flags and answers, on a day that does, written into its partner's file."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

import click
from pydantic import ValidationError

from partnerhub.edge.dialog import Dialog, asked_in_languages, misuse, texts_of
from partnerhub.edge.exits import ERRORS, OK, config_or_exit, moment_or_misuse
from partnerhub.edge.foreign_calendars import calendars_of_others
from partnerhub.edge.partner_named import file_named
from partnerhub.edge.usage import Misuse
from partnerhub.edge.writing import Workplace, refuse, refuse_what_is_no_text, show, subject_of, write
from partnerhub.editing.change import applied, difference, new_findings
from partnerhub.editing.copy import copied
from partnerhub.editing.edit import Edit
from partnerhub.editing.next_step import next_step
from partnerhub.editing.subject import Refused, Subject
from partnerhub.record.model import Decision
from partnerhub.record.partner import Event
from partnerhub.record.read import Tree
from partnerhub.record.time_types import Duration, End
from partnerhub.record.understood import (
    Unclear,
    Understood,
    end_of,
    in_languages,
    start_of,
    text_in,
    understood,
    where_of,
)
from partnerhub.record.value_types import Language, Online, Slug, Url
from partnerhub.scaffold.days import HORIZON, Days, every_month, on_day
from partnerhub.scaffold.event import in_order, slug_for, slugs_taken
from partnerhub.words import guesses
from partnerhub.words.dates import CalendarWords
from partnerhub.words.finding import errors
from partnerhub.words.spoken import Spoken
from partnerhub.words.terms import N_

_WHERE_IT_IS = frozenset({"dry_run", "today", "language", "config_file"})
"""Options that are no answers."""
_PER_LANGUAGE = {
    "titles": "title",
    "places": "place",
    "summaries": "summary",
    "prices": "price",
    "members_get": "members_get",
}
"""Option → field, of texts that may be given once a language."""
_TYPED = {"online": ("online", Online), "link": ("link", Url), "spoken": ("language", Language)}
"""Option → field and its type."""
_SKIPPED_AT_MOST = 12
"""Months in which nothing does, beside those that do."""


def new_event(slug: str, options: Mapping[str, Any]) -> None:
    """Ask for what is missing, write the event or events, and print what changed."""
    refuse_what_is_no_text([slug, *texts_of(options)])
    if bool(options["every"]) is not bool(options["times"]):
        raise Misuse(N_("{one} and {other} go together"), one="--every", other="--times")
    if options["end"] and options["duration"]:
        raise Misuse(N_("{option} does not go with {name}"), N_("Take it out."), option="--duration", name="--end")
    config = config_or_exit(options["config_file"], options["language"])
    language = options["language"] or config.settings.language
    desk = Workplace(config, moment_or_misuse(options["today"], config), language)
    loaded = desk.load()
    facts = file_named(slug, loaded)
    file = config.folders.hub / facts.path
    try:
        before = file.read_bytes()
        subject = subject_of(loaded, facts)
        _refuse_declined(subject)
        asks_all = not any(value for name, value in options.items() if name not in _WHERE_IT_IS | {"calendars"})
        edits = _Writer(subject, options, Dialog(language, asks_all)).edits()
        after = applied(subject, before, edits)
        seen = desk.load({facts.path: after})
        if not options["dry_run"]:
            write(file, facts.path, before, after)
    except Refused as refused:
        refuse(refused, "partnerhub new event", desk.terms)
    new = new_findings(loaded.findings, seen.findings, facts)
    show(difference(facts.path, before, after), new, desk.terms)
    if options["dry_run"]:
        click.echo(desk.terms(N_("Nothing is written, because of --dry-run.")), err=True)
    else:
        edited = Subject(seen.hub, next(each for each in seen.hub.files if each.path == facts.path))
        index = edits[0].path[1]
        assert isinstance(index, int), "it is an entry of a list"
        click.echo(next_step("new event", edited, index, new), err=True)
    sys.exit(ERRORS if errors(new) else OK)


def _refuse_declined(subject: Subject) -> None:
    if subject.partner.decision is Decision.DECLINED:
        words, hint = N_("{name} was declined, so nothing is planned with them"), N_("Decide anew first: `{command}`.")
        command = f"partnerhub set {subject.partner.slug} approve"
        raise Refused(words, hint, name=subject.partner.name, command=command)


@dataclass
class _Writer:
    """What is known so far of the event that is to be written."""

    subject: Subject
    options: Mapping[str, Any]
    dialog: Dialog
    tree: dict[str, Tree] = field(default_factory=dict)
    """Its fields, as they are typed."""

    def __post_init__(self) -> None:
        settings = self.subject.hub.settings
        self.languages = settings.languages
        self.model = self._model()
        self.days = Days(self.subject.hub, self.subject.partner)
        self.calendar = CalendarWords.of(self.dialog.language)

    def _model(self) -> Event | None:
        """The event that is copied. Raises Refused."""
        if not self.options["like"]:
            return None
        entry = self.subject.named(self.options["like"])
        if entry.event is None:
            hint = N_("Mend title and start of it first; `{command}` names what is wrong.")
            raise Refused(N_("the event can't be read"), hint, command="partnerhub check")
        return entry.event

    def edits(self) -> Sequence[Edit]:
        """The entries that are added to the file's events."""
        if self.model is not None:
            self.tree = copied(self.subject, self.model, on_day(self.model.record.start, self.model.start.date()))
        self._read_options()
        if "title" not in self.tree:
            self.tree["title"] = self._title()
        starts = self._starts()
        if self.dialog.asks_all and not {"end", "duration"} & self.tree.keys():
            self._ask_end(starts[0])
        if not {"place", "online"} & self.tree.keys():
            self._ask_place()
        self._ask_more()
        return self._entries(starts)

    def _read_options(self) -> None:
        """What the options say. Raises Misuse."""
        try:
            for option, name in _PER_LANGUAGE.items():
                if typed := in_languages(self.options[option], self.languages, ("events", name)):
                    self.tree[name] = typed
            for option, (name, kind) in _TYPED.items():
                if self.options[option]:
                    self.tree[name] = self._read(kind, name, self.options[option]).text
            for option, other, kind in (("end", "duration", End), ("duration", "end", Duration)):
                if self.options[option]:
                    self.tree.pop(other, None)
                    self.tree[option] = self._read(kind, option, self.options[option]).text
            if self.options["own_slug"]:
                self.tree["slug"] = self._read(Slug, "slug", self.options["own_slug"]).text
        except Unclear as unclear:
            raise misuse(unclear) from None
        for option, name in (("tags", "tags"), ("cohosts", "with")):
            if self.options[option]:
                self.tree[name] = list(self.options[option])
        if self.options["whole_day"]:
            self.tree["whole_day"] = "true"

    def _read(self, kind: Any, name: str, typed: str) -> Understood:
        """An answer; what it was understood as is said, where that is not what was typed."""
        found = understood(kind, typed, ("events", name))
        if found.text != typed.strip():
            self.dialog.show(f"  {name}: {found.text}")
        return found

    # Questions

    def _title(self) -> Tree:
        return asked_in_languages(self.dialog, self.languages, "--title", N_("What is the event called?"), str)

    def _ask_end(self, start: datetime | date) -> None:
        if not isinstance(start, datetime):
            question = N_("Which day is the last? (Enter: only that one)")
        else:
            question = N_("Until when, or how long? (Enter: the usual length)")

        def read(typed: str) -> tuple[str, Understood]:
            return end_of(typed, start, ("events", "end"))

        if answer := self.dialog.wished("--end", question, read):
            name, found = answer
            self.tree[name] = found.text
            shown = self.calendar.short_day(found.value) if isinstance(found.value, date) else ""
            self.dialog.show(f"  {name}: {found.text}" + (f" ({shown})" if shown else ""))

    def _ask_place(self) -> None:
        def read(typed: str) -> tuple[str, str]:
            name, text = where_of(typed)
            if name == "online" and text not in ("true", typed):
                self.dialog.show(f"  {name}: {text}")
            return name, text

        question = N_("Where? (a place; or “online”, or the public address where it happens)")
        name, text = self.dialog.needed("--place", question, read)
        self.tree[name] = text

    def _ask_more(self) -> None:
        question = N_("What happens there, in a sentence or two? (Enter: later)")
        if summary := self.dialog.wished("--summary", question, str):
            self.tree["summary"] = summary
        link = self.dialog.wished(
            "--link", N_("Where does one register or read more? (Enter: nowhere)"), partial(self._read, Url, "link")
        )
        if link is not None:
            self.tree["link"] = link.text

    # Days

    def _starts(self) -> Sequence[datetime | date]:
        """When it starts, or when each of a series does. Raises Misuse, Refused."""
        typed = self.options["start"]
        hour = guesses.hour_alone(typed) if typed else ""
        if self.options["calendars"] or (not typed and self.dialog.asks_all and self._wants_calendars()):
            self.days = self._with_others()
        if typed and not hour:
            try:
                start = self._start(typed)
            except Unclear as unclear:
                raise misuse(unclear) from None
            self._say(start)
            if not self.options["every"]:
                for words in self._doubts(start.value):
                    self.dialog.show(f"  {words}")
        else:
            start = self._proposed(hour)
        return self._series(start.value) if self.options["every"] else [start.value]

    def _start(self, typed: str) -> Understood:
        """A day and an hour; a day alone where the event has days, or the hour of the one that is copied."""
        found = start_of(typed, self.subject.today, ("events", "start"))
        has_hour, whole_day = isinstance(found.value, datetime), self.tree.get("whole_day") == "true"
        if has_hour and whole_day:
            hint = N_("Take the hour out, or whole_day.")
            raise Unclear(N_("must be a day without an hour where whole_day is true"), ("events", "start"), hint)
        if has_hour or whole_day:
            return found
        if self.model is None:
            words = N_("must have an hour, such as {example}")
            raise Unclear(words, ("events", "start"), example=f"{found.text} {self.days.usual_hour:%H:%M}")
        when = datetime.combine(found.value, self.model.start.time())
        return Understood(f"{when:%Y-%m-%d %H:%M}", when, found.other)

    def _proposed(self, hour: str) -> Understood:
        """One of the first days that do, or another; at an hour, else at the usual one."""
        at = datetime.strptime(hour, "%H:%M").time() if hour else self.days.usual_hour  # noqa: DTZ007 - of a clock
        if self.model is not None and not hour:
            at = self.model.start.time()

        def tree_on(day: date) -> Mapping[str, Tree]:
            return self._at(day if self.tree.get("whole_day") == "true" else datetime.combine(day, at))

        try:
            events = self.days.proposed(tree_on)
        except ValidationError:
            raise Refused(N_("the event's times do not go together"), N_("Compare its start and its end.")) from None
        lines = [f"  {number}. {self._in_words(event.begins)}" for number, event in enumerate(events, start=1)]
        chosen = [_naive(event.begins) for event in events]

        def read(typed: str) -> Understood | str:
            if typed.isdecimal() and 0 < int(typed) <= len(chosen):
                return Understood(_written(chosen[int(typed) - 1]), chosen[int(typed) - 1])
            if not typed.isdecimal() and (other := guesses.hour_alone(typed)):
                return other
            start = self._start(typed)
            self._say(start)
            doubts = list(self._doubts(start.value))
            for words in doubts:
                self.dialog.show(f"  {words}")
            if doubts and not self.dialog.agrees(N_("Take that day all the same? (y, or Enter for another)")):
                raise Unclear(N_("must be another day then"), ("events", "start"))
            return start

        question = N_("When? (one of these by its number, or day and hour)")
        if not lines:
            question = N_("When? (day and hour; within a year there is no day that does)")
        try:
            answer = self.dialog.needed("--start", question, read, lines=lines)
            return self._proposed(answer) if isinstance(answer, str) else answer
        except Misuse as missing:
            # Who reads this in a log may choose from them.
            if missing.problem.facts == {"name": "--start"} and chosen:
                words, hint = N_("{name} must be given"), N_("These would do: {days}.")
                raise Misuse(words, hint, name="--start", days=", ".join(map(_written, chosen))) from None
            raise

    def _series(self, start: datetime | date) -> Sequence[datetime | date]:
        """The starts of a series on which nothing else is; those that are left out are named. Raises Refused."""
        found, wanted = list[datetime | date](), self.options["times"]
        for number, day in enumerate(every_month(start.date() if isinstance(start, datetime) else start)):
            if len(found) == wanted or number == wanted + _SKIPPED_AT_MOST:
                break
            on = datetime.combine(day, start.time(), start.tzinfo) if isinstance(start, datetime) else day
            if doubts := list(self._doubts(on)):
                words = N_("{day} is left out: {reason}.")
                self.dialog.say(words, day=self.calendar.short_day(day), reason=doubts[0])
            else:
                found.append(on)
        if not found:
            raise Refused(N_("none of these days does"), N_("Choose another start."))
        if len(found) < wanted:
            self.dialog.say(N_("Only {found} of {wanted} days do."), found=len(found), wanted=wanted)
        return found

    def _doubts(self, start: datetime | date) -> Iterator[str]:
        """What speaks against a start, in words. Raises Refused where times do not go together."""
        try:
            event = self.days.event(self._at(start))
        except ValidationError:
            # The file's own check says what is wrong.
            return
        for problem in self.days.doubts(event):
            yield problem.say(problem.message, self.dialog.language)

    def _at(self, start: datetime | date) -> dict[str, Tree]:
        """The fields with a start; of a copy what belongs to its day goes along."""
        written = _written(start)
        if self.model is None:
            return {**self.tree, "start": written}
        moved = copied(self.subject, self.model, written)
        ends = {name for name in ("end", "duration") if self.options[name]}
        own = {name: self.tree[name] for name in self.tree if name not in ("start", "agenda", "end", "duration")}
        if ends:
            moved = {name: value for name, value in moved.items() if name not in ("end", "duration")}
            own |= {name: self.tree[name] for name in ends}
        return {**moved, **own, "start": written}

    def _say(self, start: Understood) -> None:
        """What was understood, so that a slip is seen; and the second way to read it."""
        self.dialog.show(f"  start: {start.text} ({self._in_words(start.value)})")
        if start.other:
            self.dialog.say(N_("If the month came first: {other}."), other=start.other)

    def _in_words(self, when: datetime | date) -> str:
        if isinstance(when, datetime):
            # Some terminals show no narrow space.
            return f"{self.calendar.short_day(when.date())}, {self.calendar.hour(when)}".replace("\u202f", " ")
        return self.calendar.short_day(when)

    # Calendars of others

    def _wants_calendars(self) -> bool:
        names = ", ".join(self.subject.hub.settings.calendars)
        return bool(names) and self.dialog.agrees(
            N_("Look into the calendars of {names} too? (y, or Enter for no)"), names=names
        )

    def _with_others(self) -> Days:
        hub = self.subject.hub
        if not hub.settings.calendars:
            self.dialog.say(N_("The settings name no calendars of others."))
        others = calendars_of_others(hub.settings.calendars, hub.now, hub.now + HORIZON, self._failed)
        return Days(hub, self.subject.partner, others)

    def _failed(self, name: str, why: Spoken) -> None:
        reason = why.said(self.dialog.language)
        self.dialog.say(N_("The calendar of {name} is passed over: {reason}."), name=name, reason=reason)

    # The entries

    def _entries(self, starts: Sequence[datetime | date]) -> Sequence[Edit]:
        subject, settings = self.subject, self.subject.hub.settings
        there = subject.at(("events",))
        place = len(there) if isinstance(there, list) else 0
        taken = slugs_taken(subject.hub, subject.partner)
        title = self.tree.get("title")
        texts = {"": text_in(title, settings.language)}
        base = self.tree.get("slug") or (self.model.slug if self.model and not self.options["titles"] else None)
        edits = []
        for number, start in enumerate(starts):
            day = start.date() if isinstance(start, datetime) else start
            is_one = not self.options["every"]
            slug = slug_for(base if isinstance(base, str) else None, texts, day, settings, taken, is_one=is_one)
            taken.add(slug)
            edits.append(Edit(("events", place + number), in_order({**self._at(start), "slug": slug})))
        return edits


def _naive(when: datetime | date) -> datetime | date:
    """As the clock on the wall shows it."""
    return when.replace(tzinfo=None) if isinstance(when, datetime) else when


def _written(when: datetime | date) -> str:
    """As the format has it, with an offset where one was typed."""
    return when.isoformat(sep=" ", timespec="minutes") if isinstance(when, datetime) else f"{when}"
