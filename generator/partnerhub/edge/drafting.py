"""The writing of drafts from a loaded hub: for one who asks for a message, and for all that is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from partnerhub import pipeline, publish
from partnerhub.cards.model import POSTS
from partnerhub.edge.config import Config
from partnerhub.edge.gap import why
from partnerhub.edge.partner_named import hub_language
from partnerhub.history.story import Standing
from partnerhub.messages import to_members, to_partner
from partnerhub.messages.channels import CHANNELS, PUBLIC, Channel
from partnerhub.messages.draft import Draft, Templates, languages
from partnerhub.messages.kind import Kind
from partnerhub.pipeline import Loaded, ShownNow
from partnerhub.record.partner import Event, Partner
from partnerhub.record.settings_types import SharePictures
from partnerhub.site import calendars
from partnerhub.site.faces import event_face
from partnerhub.site.model import PublicEvent, State, address_of
from partnerhub.words import report
from partnerhub.words.dates import CalendarWords
from partnerhub.words.finding import Finding, Problem
from partnerhub.words.terms import N_, Terms

_ERRORS, _USAGE = 1, 2


class Undrafted(Exception):  # noqa: N818 - nothing went wrong
    """Why there is no draft, in the reader's words."""

    def __init__(self, words: Sequence[str], code: int = _ERRORS) -> None:
        """`code` is that with which a command ends."""
        super().__init__(words)
        self.words = words
        self.code = code


@dataclass(frozen=True)
class Written:
    """What was drafted, and what is to be known of it."""

    texts: Mapping[str, Sequence[Channel]]
    """Each draft as one reads it, and the channels on which one says just that."""
    remarks: Sequence[str]
    beside: Mapping[str, bytes]
    """What goes out with the drafts: name of a file → bytes."""

    @property
    def whole(self) -> str:
        """All drafts, each below the names of its channels where there are several."""
        if len(self.texts) == 1:
            return next(iter(self.texts))
        heads = (", ".join(channel.title for channel in channels) for channels in self.texts.values())
        return "\n".join(f"━━━ {head} ━━━\n\n{text}\n" for head, text in zip(heads, self.texts, strict=True))


@dataclass(frozen=True)
class Drafting:
    """The writing of a message to a partner, or about one to members."""

    config: Config
    loaded: Loaded
    partner: Partner
    kind: Kind
    terms: Terms
    language: str | None = None
    """Of the draft, where one is asked for."""

    @property
    def meant(self) -> Sequence[Event]:
        """The events that can be meant where none is named."""
        now, timeline = self.loaded.hub.now, self.loaded.hub.timeline
        coming = [event for event in self.partner.events if event.end > now]
        scheduled = [event for event in coming if event.is_scheduled]
        over = [event for event in self.partner.events if event.end <= now]
        if self.kind is Kind.THANKS:
            owed = [event for event in over if event.is_scheduled and event.record.thanked_on is None]
            return owed or over[-1:]
        if self.kind is Kind.CHANGE:
            waiting = [event for event in over if not event.is_scheduled]
            changed = [event for event in coming if not event.is_scheduled or timeline.event(event).moved_from]
            return [*changed, *waiting] or coming[:1]
        if self.kind is Kind.REMINDER:
            return sorted(scheduled, key=lambda event: event.start)[:1]
        if self.kind is Kind.OPENER:
            return coming[:1]
        if self.kind is Kind.ANSWER:
            return [event for event in scheduled if not event.is_agreed] or scheduled
        return scheduled or coming

    def written(self, event: Event | None, to: str | None = None) -> Written:
        """The drafts for a channel, or for those on which one says this. Raises Undrafted."""
        if gap := self.loaded.hub.timeline.gap:
            reason = f"{gap}. {why(self.loaded.hub.timeline.past, self.terms)}"
            words = self.terms(N_("Nothing was written: {reason}"), reason=reason)
            raise Undrafted([words], _USAGE)
        return self._to_members(event, to) if self.kind.is_for_members else self._to_partner(event, to)

    def _to_members(self, event: Event | None, to: str | None) -> Written:
        """What members are told of an event, on one channel or on all of them."""
        if event is None:
            raise self._refused([Problem((), N_("there is no event of which members could be told"))])
        language = hub_language(self.language, event, self.config.settings)
        shown = pipeline.shown_now(event, self.loaded, self.config.folders, language)
        address = address_of(self.partner.slug, event.slug)
        seen = next((each for each in shown.hub.events if each.address == address), None)
        if seen is None or seen.state is State.CORRECTED:
            raise self._unseen(event, shown.holding_back)
        if problems := list(to_members.refusals(self.kind, seen)):
            raise self._refused(problems)
        templates = Templates(self.config.folders.messages, language, shown.hub)
        channels = [CHANNELS[each] for each in ([to] if to else PUBLIC)]
        drafts = [to_members.draft(self.kind, seen, shown.hub, channel, templates) for channel in channels]
        remarks = [problem for draft in drafts for problem in draft.problems(has_picture=shown.photo is not None)]
        if not shown.hub.site_url:
            words = N_("mkdocs.yml names no site_url, so the drafts have no link to the event's page")
            remarks.append(Problem((), words))
        day = to_members.send_on(self.kind, seen)
        if day and day > shown.hub.built_on:
            in_words = CalendarWords.of(self.terms.language).short_day(day)
            remarks.append(Problem((), N_("This is to go out on {day}."), facts={"day": in_words}))
        return self._as_written(drafts, remarks, self._beside(seen, shown, channels))

    def _to_partner(self, event: Event | None, to: str | None) -> Written:
        """What the partner is told, where one writes to them."""
        hub, settings, folders = self.loaded.hub, self.config.settings, self.config.folders.messages
        if self.kind is Kind.OPENER and not settings.about:
            words = N_("the setting about must say in two sentences who we are")
            problem = Problem((), words, N_("Write them in mkdocs.yml, under partnerhub."))
            raise Undrafted([self._said(problem)], _USAGE)
        language = hub_language(self.language, event, settings, languages(folders))
        # Where the hub has no pages in it, their words are those of its first language.
        in_words = language if language in settings.languages else settings.language
        host, events = publish.preview(self.partner, hub, in_words)
        pair = next(((event, each) for each in events if event and each.slug == event.slug), None)
        if problems := list(to_partner.refusals(self.kind, self.partner, pair[1] if pair else None)):
            raise self._refused(problems)
        channel = CHANNELS[to] if to else to_partner.usual_channel(self.partner)
        templates = Templates(folders, language, publish.publish(hub, in_words, {}).hub)
        is_shown = event is not None and hub.timeline.event(event).standing is Standing.SHOWN
        draft = to_partner.draft(self.kind, self.partner, host, pair, channel, templates, hub.today, has_page=is_shown)
        return self._as_written([draft], list(to_partner.remarks(self.kind, self.partner, language)), {})

    def _as_written(self, drafts: Sequence[Draft], remarks: Sequence[Problem], beside: Mapping[str, bytes]) -> Written:
        texts: dict[str, list[Channel]] = {}
        for draft in drafts:
            texts.setdefault(self._shown(draft), []).append(draft.channel)
        return Written(texts, list(map(self._said, remarks)), beside)

    def _beside(self, event: PublicEvent, shown: ShownNow, channels: Sequence[Channel]) -> Mapping[str, bytes]:
        """The pictures to post, as they are processed, and the entry for calendars that goes with a mail."""
        beside = {}
        if shown.photo and self.kind is Kind.ANNOUNCEMENT:
            from partnerhub.photos.renditions import posted  # other drafts need no image library  # noqa: PLC0415

            beside[f"{event.slug}.jpg"] = shown.photo.share.data
            beside[f"{event.slug}-whole.jpg"] = posted(shown.photo)
        if self.kind is Kind.ANNOUNCEMENT and self.config.settings.share_pictures is not SharePictures.OFF:
            from partnerhub.cards.draw import draw  # noqa: PLC0415 - the same

            for shape in POSTS:
                face = event_face(event, shown.hub, shape, self.config.colour, shown.photo)
                beside[f"{event.slug}-{shape.name.lower()}.jpg"] = draw(face)
        if any(channel.is_mail for channel in channels) and event.takes_place:
            name = f"{event.slug}.ics"
            beside[name] = calendars.calendar(shown.hub, [event], str(event.title), f"{event.path}event.ics")
        return beside

    def _shown(self, draft: Draft) -> str:
        """A draft as one reads it."""
        terms = self.terms
        parts = [terms(N_("Subject: {subject}"), subject=draft.subject)] if draft.subject else []
        if draft.say:
            parts += [terms(N_("On the phone:")), draft.say, terms(N_("And in writing, after the call:"))]
        return "\n\n".join([*parts, draft.text])

    def _unseen(self, event: Event, holding_back: Sequence[Finding]) -> Undrafted:
        """What keeps an event from members, as far as it is known."""
        about = [each for each in holding_back if each.place[:1] != ("events",) or each.place[:2] == event.at()]
        words = [self.terms(N_("the site does not show {event} now, so nobody can be told of it"), event=event.title)]
        return Undrafted([*words, report.text(about, self.terms)] if about else words)

    def _refused(self, problems: Sequence[Problem]) -> Undrafted:
        return Undrafted(list(map(self._said, problems)))

    def _said(self, problem: Problem) -> str:
        language = self.terms.language
        words = [problem.say(each, language).removesuffix(".") for each in (problem.message, problem.hint) if each]
        return f"partnerhub write: {'. '.join(words)}."
