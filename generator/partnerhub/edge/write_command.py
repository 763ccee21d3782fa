"""`partnerhub write`: a draft of a message, to a partner or to members. Nothing is ever sent."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from partnerhub.edge.options import CONFIG_FILE, LANGUAGE, TODAY
from partnerhub.edge.usage import Command, Misuse
from partnerhub.messages.channels import CHANNELS, PUBLIC, Channel
from partnerhub.messages.kind import Kind
from partnerhub.words import report
from partnerhub.words.finding import Finding, Problem
from partnerhub.words.terms import N_, Terms

if TYPE_CHECKING:
    from partnerhub.edge.config import Config
    from partnerhub.messages.draft import Draft
    from partnerhub.pipeline import Loaded, ShownNow
    from partnerhub.record.partner import Event, Partner
    from partnerhub.site.model import PublicEvent

_ERRORS, _USAGE = 1, 2


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
    from partnerhub.edge import cli  # noqa: PLC0415 - it has this command
    from partnerhub.edge.partner_named import event_named, partner_named  # noqa: PLC0415
    from partnerhub.edge.private_output import refuse_published, write_private  # noqa: PLC0415
    from partnerhub.edge.writing import Workplace  # noqa: PLC0415

    config = cli._config(config_file, language)
    terms = Terms(language or config.settings.language)
    if out is not None:
        refuse_published(out, config.folders)
    loaded = Workplace(config, cli._moment(today, config), terms.language).load()
    _refuse_gap(loaded, terms)
    partner = partner_named(slug, loaded, terms)
    desk = _Desk(config, loaded, partner, Kind(kind), terms, draft_language)
    event = event_named(event_slug, partner, desk.meant)
    written = desk.to_members(event, to) if desk.kind.is_for_members else desk.to_partner(event, to)
    texts = {draft: _shown(draft, terms) for draft in written.drafts}
    alike = {text: [draft for draft in texts if texts[draft] == text] for text in texts.values()}
    for text, drafts in alike.items():
        if len(alike) > 1:
            click.echo(f"━━━ {', '.join(draft.channel.title for draft in drafts)} ━━━\n")
        click.echo(text if len(alike) == 1 else f"{text}\n")
    for remark in written.remarks:
        click.echo(_said(remark, terms), err=True)
    if out is not None:
        files = {out / f"{desk.stem(event)}-{draft.channel.key}.txt": text for draft, text in texts.items()}
        out.mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            write_private(path, f"{text}\n".encode())
        for name, data in written.beside.items():
            write_private(out / name, data)
        click.echo(terms(N_("Written into {folder}: {names}"), folder=out, names=", ".join(
            [path.name for path in files] + list(written.beside)
        )), err=True)  # fmt: skip


@dataclass(frozen=True)
class _Written:
    """What was drafted, and what is to be known of it."""

    drafts: Sequence[Draft]
    remarks: Sequence[Problem]
    beside: Mapping[str, bytes]
    """What goes out with the drafts: name of a file → bytes."""


@dataclass(frozen=True)
class _Desk:
    """Where a message about a partner is written."""

    config: Config
    loaded: Loaded
    partner: Partner
    kind: Kind
    terms: Terms
    asked_language: str | None

    def stem(self, event: Event | None) -> str:
        """How files of the draft begin."""
        return "-".join(filter(None, (event.slug if event else self.partner.slug, str(self.kind))))

    @property
    def meant(self) -> Sequence[Event]:
        """The events that can be meant where none is named."""
        now, timeline = self.loaded.hub.now, self.loaded.hub.timeline
        coming = [event for event in self.partner.events if event.end > now]
        over = [event for event in self.partner.events if event.end <= now]
        if self.kind is Kind.THANKS:
            owed = [event for event in over if event.is_scheduled and event.record.thanked_on is None]
            return owed or over[-1:]
        if self.kind is Kind.CHANGE:
            waiting = [event for event in over if not event.is_scheduled]
            changed = [event for event in coming if not event.is_scheduled or timeline.event(event).moved_from]
            return [*changed, *waiting] or coming[:1]
        if self.kind is Kind.REMINDER:
            return sorted((event for event in coming if event.is_scheduled), key=lambda event: event.start)[:1]
        if self.kind is Kind.OPENER:
            return coming[:1]
        if self.kind is Kind.ANSWER:
            return [event for event in coming if not event.is_agreed] or coming
        return [event for event in coming if event.is_scheduled] or coming

    def to_members(self, event: Event | None, to: str | None) -> _Written:
        """What members are told of an event, on one channel or on all of them."""
        from partnerhub import pipeline  # noqa: PLC0415
        from partnerhub.edge.partner_named import hub_language  # noqa: PLC0415
        from partnerhub.messages import to_members  # noqa: PLC0415
        from partnerhub.messages.draft import Templates  # noqa: PLC0415
        from partnerhub.site.model import State, address_of  # noqa: PLC0415

        if event is None:
            self._refuse([Problem((), N_("there is no event of which members could be told"))])
            raise AssertionError("it is refused")
        language = hub_language(self.asked_language, event, self.config.settings)
        shown = pipeline.shown_now(event, self.loaded, self.config.folders, language)
        address = address_of(self.partner.slug, event.slug)
        seen = next((each for each in shown.hub.events if each.address == address), None)
        if seen is None or seen.state is State.CORRECTED:
            self._refuse_unseen(event, shown.holding_back)
        self._refuse(list(to_members.refusals(self.kind, seen)))
        templates = Templates(self.config.folders.messages, language, shown.hub)
        channels = [CHANNELS[each] for each in ([to] if to else PUBLIC)]
        drafts = [to_members.draft(self.kind, seen, shown.hub, channel, templates) for channel in channels]
        remarks = [problem for draft in drafts for problem in draft.problems(has_picture=shown.photo is not None)]
        if not shown.hub.site_url:
            words = N_("mkdocs.yml names no site_url, so the drafts have no link to the event's page")
            remarks.append(Problem((), words))
        day = to_members.send_on(self.kind, seen)
        if day and day > shown.hub.built_on:
            remarks.append(Problem((), N_("This is to go out on {day}."), facts={"day": day}))
        return _Written(drafts, remarks, self._beside(seen, shown, channels))

    def to_partner(self, event: Event | None, to: str | None) -> _Written:
        """What the partner is told, where one writes to them."""
        from partnerhub import publish  # noqa: PLC0415
        from partnerhub.edge.partner_named import hub_language  # noqa: PLC0415
        from partnerhub.history.story import Standing  # noqa: PLC0415
        from partnerhub.messages import to_partner  # noqa: PLC0415
        from partnerhub.messages.draft import Templates, languages  # noqa: PLC0415

        hub, settings, folders = self.loaded.hub, self.config.settings, self.config.folders.messages
        if self.kind is Kind.OPENER and not settings.about:
            words = N_("the setting about must say in two sentences who we are")
            raise Misuse(words, N_("Write them in mkdocs.yml, under partnerhub."))
        language = hub_language(self.asked_language, event, settings, languages(folders))
        # Where the hub has no pages in it, their words are those of its first language.
        in_words = language if language in settings.languages else settings.language
        host, events = publish.preview(self.partner, hub, in_words)
        pair = next(((event, each) for each in events if event and each.slug == event.slug), None)
        self._refuse(list(to_partner.refusals(self.kind, self.partner, pair[1] if pair else None)))
        channel = CHANNELS[to] if to else to_partner.usual_channel(self.partner)
        templates = Templates(folders, language, publish.publish(hub, in_words, {}).hub)
        is_shown = event is not None and hub.timeline.event(event).standing is Standing.SHOWN
        draft = to_partner.draft(self.kind, self.partner, host, pair, channel, templates, hub.today, has_page=is_shown)
        return _Written([draft], list(to_partner.remarks(self.kind, self.partner, language)), {})

    def _beside(self, event: PublicEvent, shown: ShownNow, channels: Sequence[Channel]) -> Mapping[str, bytes]:
        """The pictures to post, as they are processed, and the entry for calendars that goes with a mail."""
        from partnerhub.site import calendars  # noqa: PLC0415

        beside = {}
        if shown.photo and self.kind is Kind.ANNOUNCEMENT:
            whole = shown.photo.whole[-1]
            beside[f"{event.slug}.jpg"] = shown.photo.share.data
            beside[f"{event.slug}-whole.webp"] = whole.data
        if any(channel.is_mail for channel in channels) and event.takes_place:
            name = f"{event.slug}.ics"
            beside[name] = calendars.calendar(shown.hub, [event], str(event.title), f"{event.path}event.ics")
        return beside

    def _refuse_unseen(self, event: Event, holding_back: Sequence[Finding]) -> NoReturn:
        """Say what keeps an event from members, as far as it is known."""
        about = [each for each in holding_back if each.place[:1] != ("events",) or each.place[:2] == event.at()]
        words = N_("the site does not show {event} now, so nobody can be told of it")
        _complain(self.terms(words, event=event.title))
        if about:
            _complain(report.text(about, self.terms))
        sys.exit(_ERRORS)

    def _refuse(self, problems: Sequence[Problem]) -> None:
        """Say why there is no draft, if anything speaks against one."""
        for problem in problems:
            _complain(_said(problem, self.terms))
        if problems:
            sys.exit(_ERRORS)


def _refuse_gap(loaded: Loaded, terms: Terms) -> None:
    """Exit where nobody can tell what members know."""
    from partnerhub.edge.gap import why  # noqa: PLC0415

    if gap := loaded.hub.timeline.gap:
        _complain(terms(N_("Nothing was written: {reason}"), reason=f"{gap}. {why(loaded.hub.timeline.past, terms)}"))
        sys.exit(_USAGE)


def _shown(draft: Draft, terms: Terms) -> str:
    """A draft as one reads it."""
    parts = [terms(N_("Subject: {subject}"), subject=draft.subject)] if draft.subject else []
    if draft.say:
        parts += [terms(N_("On the phone:")), draft.say, terms(N_("And in writing, after the call:"))]
    return "\n\n".join([*parts, draft.text])


def _said(problem: Problem, terms: Terms) -> str:
    words = [problem.say(each, terms.language).removesuffix(".") for each in (problem.message, problem.hint) if each]
    return f"partnerhub write: {'. '.join(words)}."


def _complain(words: str) -> None:
    click.echo(words, err=True)
