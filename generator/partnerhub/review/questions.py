"""What a reviewer asks of one partner file, the three questions and consent, and what members will see of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from partnerhub import publish
from partnerhub.checks import Hub
from partnerhub.record.fields import DeclaredField, declared, is_empty, leaves, values_at
from partnerhub.record.model import EventRecord, Record, Standing
from partnerhub.record.partner import Event, Partner
from partnerhub.record.photo import Photo
from partnerhub.review.statement import Statement, counted
from partnerhub.review.values import Said, as_said, as_typed, said_of
from partnerhub.site.model import PublicEvent, PublicPartner
from partnerhub.words.languages import one_text
from partnerhub.words.terms import N_, Term

Row = tuple[Term, Sequence[Said]]
"""What reviewers call a field, and its values."""
Rows = Sequence[Row]


@dataclass(frozen=True)
class Question:
    """One of the three questions: facts beside what is unknown."""

    title: Term
    known: Sequence[Statement]
    unknown: Sequence[Statement]
    is_changed: bool = True
    """Whether another answer was given before, or none."""

    def public(self) -> Question:
        """The question with private values withheld."""
        return replace(
            self,
            known=[said for each in self.known for said in each.public()],
            unknown=[said for each in self.unknown for said in each.public()],
        )


def three_questions(before: Partner | None, after: Partner, hub: Hub) -> Sequence[Question]:
    """Values, win-win and reputation; `before` is the partner as it was."""
    asked = before and _three_questions(before, hub)
    return [
        replace(question, is_changed=not asked or question != asked[place])
        for place, question in enumerate(_three_questions(after, hub))
    ]


def _three_questions(partner: Partner, hub: Hub) -> Sequence[Question]:
    return [_values(partner, hub), _win_win(partner), _reputation(partner, hub)]


def _values(partner: Partner, hub: Hub) -> Question:
    settings, language = hub.settings, hub.settings.language
    shared = partner.shared_values
    labels = ", ".join(one_text(settings.values[key], language) for key in shared)
    theirs_only = [value for value in partner.record.vetting.values if settings.meaning(value, settings.values) is None]
    ours_only = ", ".join(one_text(words, language) for key, words in settings.values.items() if key not in shared)
    known = [
        Statement(
            N_("shared: {labels} ({count}, and {needed} needed)"),
            {"labels": labels or N_("none"), "count": len(shared), "needed": settings.shared_values},
        )
    ]
    if theirs_only:
        known.append(Statement(N_("theirs only: {values}"), {"values": ", ".join(theirs_only)}, is_private=True))
    if ours_only:
        known.append(Statement(N_("ours only: {values}"), {"values": ours_only}))
    unknown = [] if partner.record.vetting.values else [Statement(N_("which values are theirs"))]
    return Question(N_("Values: do theirs overlap with ours?"), known, unknown)


def _win_win(partner: Partner) -> Question:
    answers = partner.record.vetting.win_win
    known, unknown = [], []
    for label, answer in ((N_("what we gain"), answers.ours), (N_("what they gain"), answers.theirs)):
        if answer:
            facts = {"label": label, "answer": answer}
            known.append(Statement(N_("{label}: {answer}"), facts, True, N_("{label}: answered")))
        else:
            unknown.append(Statement(label))
    every_event_says = bool(partner.events) and all(event.record.members_get for event in partner.events)
    if members := as_typed(answers.members):
        known.append(Statement(N_("what members get: {answer}"), {"answer": members}))
    elif every_event_says:
        known.append(Statement(N_("what members get: each event says it")))
    else:
        unknown.append(Statement(N_("what members get")))
    return Question(N_("Win-win: what does each side gain, and what do our members get?"), known, unknown)


def _reputation(partner: Partner, hub: Hub) -> Question:
    reputation = partner.record.vetting.reputation
    known: list[Statement] = []
    unknown: list[Statement] = []
    if reputation.standing and reputation.standing is not Standing.UNKNOWN:
        standing: dict[str, object] = {
            "standing": as_said(reputation.standing),
            "field": as_said(reputation.field),
        }
        known.append(Statement(N_("standing: {standing}, {field}"), standing, True, N_("standing: answered")))
    elif reputation.standing:
        unknown.append(
            Statement(N_("the standing, which is not the same as negative"), {}, True, N_("standing: answered"))
        )
    else:
        unknown.append(Statement(N_("the standing, which is not the same as negative")))
    if reputation.summary:
        known.append(Statement(N_("in short: {summary}"), {"summary": reputation.summary}, is_private=True))
    if reputation.sources:
        sources = {"sources": ", ".join(reputation.sources)}
        known.append(Statement(N_("sources: {sources}"), sources, True, N_("sources: given")))
    else:
        unknown.append(Statement(N_("where it was learnt")))
    if reputation.flags:
        flags = {"flags": ", ".join(reputation.flags)}
        known.append(Statement(N_("red flags: {flags}"), flags, True, N_("red flags: given")))
    checked_on = reputation.checked_on or partner.record.vetting.decided_on
    if checked_on:
        days = (hub.today - checked_on).days
        ago = counted("{count} day ago", "{count} days ago", days) if days > 0 else Statement(N_("today"))
        term = N_("checked on {day}, {ago}") if days >= 0 else N_("checked on {day}")
        known.append(Statement(term, {"day": checked_on, "ago": ago}, True, N_("day of the check: given")))
    else:
        unknown.append(Statement(N_("when it was checked")))
    return Question(N_("Reputation: in what light will it show us next time?"), known, unknown)


def consent(photo: Photo) -> Iterator[Statement]:
    """What is known of the consent for a photo."""
    given = photo.record.consent
    if given is None:
        yield Statement(N_("no consent is written down"))
        return
    if given.given_by and given.given_on:
        facts = {"who": given.given_by, "day": given.given_on}
        yield Statement(N_("approved by {who} on {day}"), facts, True, N_("consent is written down"))
    if given.valid_until:
        yield Statement(N_("valid until {day}"), {"day": given.valid_until}, is_private=True)
    if photo.withdrawn and given.withdrawn_on:
        yield Statement(N_("withdrawn from {day} on"), {"day": given.withdrawn_on}, True, N_("withdrawn"))


# Once it is merged


_EVENT_FIELDS = [
    field
    for declaration in declared(EventRecord)
    for field in ([declaration] if declaration.is_list else declaration.leaves)
    if field.visibilities == {"public"}
]
"""What is public of an event; the parts of an entry of its agenda are told together."""


def preview(partner: Partner, hub: Hub) -> Rows:
    """What members would see if nothing held it back: of the partner, then of each event."""
    own, events = preview_by_part(partner, hub)
    return [*own, *(row for rows in events.values() for row in rows)]


def preview_by_part(partner: Partner, hub: Hub) -> tuple[Rows, Mapping[Event, Rows]]:
    """What members would see of a partner, and of each of its events, in the hub's first language.

    Every public field of the record is here, in its order; an event's begin with its title.
    """
    language = hub.settings.language
    public_partner, public_events = publish.preview(partner, hub, language)
    own: list[Row] = [
        (field.visibility.words, _partner_texts(field, partner, public_partner, language))
        for field in leaves(Record)
        if field.is_public
        and field.path[0] != "events"
        and (field.path[0] != "photo" or partner.photo.is_shown(hub.now))
    ]
    own.append((N_("description"), [public_partner.body_text]))
    own.append((N_("values that we share"), [value.label.value for value in public_partner.values]))
    events = {}
    for event, public in zip(partner.events, public_events, strict=True):
        rows: list[Row] = [(N_("event"), [public.title.value])]
        rows += [
            (field.visibility.words, _event_texts(field, event, public, language))
            for field in _EVENT_FIELDS
            if field.path != ("title",)
        ]
        events[event] = _filled(rows)
    return _filled(own), events


def _filled(rows: Iterable[Row]) -> Rows:
    return [(label, kept) for label, texts in rows if (kept := [text for text in texts if text])]


def _partner_texts(field: DeclaredField, partner: Partner, public: PublicPartner, language: str) -> Sequence[Said]:
    """The texts of a partner's field: as its page resolves it, else as typed."""
    match field.path:
        case ("photo", *_) if partner.photo.file is None:
            return []
        case ("photo", "alt") if not partner.record.photo.alt:
            return [public.name.value]
        case ("tags",):
            return _labels(public.tags, partner, language)
        case ("vetting", "promotes"):
            return [public.promotes.label.value] if public.promotes else []
    return _typed_texts(field, partner.record, language)


def _event_texts(field: DeclaredField, event: Event, public: PublicEvent, language: str) -> Sequence[Said]:
    """The texts of an event's field: as its page resolves it, else as typed."""
    match field.path:
        case ("slug",):
            return [public.address]
        case ("start",):
            return [public.start.date() if public.whole_day else public.start]
        case ("end",):
            end = public.last_day if public.whole_day else public.end
            return [end] if public.end_is_known else []
        case ("photo", *_) if event.photo is None or event.photo.file is None:
            return []
        case ("photo", "alt") if event.photo and not event.photo.record.alt:
            return [public.title.value]
        case ("summary",):
            return [public.own_summary.value] if public.own_summary else []
        case ("description",):
            return [public.description.text] if public.description else []
        case ("members_get",):
            return [public.members_get.value] if public.members_get else []
        case ("tags",):
            return _labels(public.tags, event.partner, language)
        case ("with",):
            return [cohost.name.value for cohost in public.cohosts]
        case ("outcome", *_) if public.outcome is None:
            return []
    return _typed_texts(field, event.record, language)


def _labels(tags: Sequence[str], partner: Partner, language: str) -> Sequence[str]:
    return [one_text(partner.settings.tags.get(tag, {"": tag}), language) for tag in tags]


def _typed_texts(field: DeclaredField, holder: Record | EventRecord, language: str) -> Sequence[Said]:
    """What stands in a field, item by item, as a reader of a language sees it; nothing for a default."""
    texts: list[Said] = []
    for value in [getattr(holder, field.attribute)] if field.is_list else values_at(holder, field.path):
        if is_empty(value) or value == field.default:
            continue
        if isinstance(value, dict):
            texts += (
                [one_text(value, language)] if field.is_in_languages else [as_typed({k: v}) for k, v in value.items()]
            )
        else:
            texts += [said_of(field, each, language) for each in (value if isinstance(value, tuple) else (value,))]
    return texts
