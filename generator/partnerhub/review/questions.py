"""What a reviewer asks of one partner file: the three questions, consent, who it may be, what members will see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from partnerhub import publish
from partnerhub.checks import Hub
from partnerhub.record.fields import DeclaredField, is_empty, leaves, values_at
from partnerhub.record.model import Decision, EventRecord, Record, ReputationField, Standing, one_text
from partnerhub.record.partner import Event, Partner
from partnerhub.record.photo import Photo
from partnerhub.review.changes import as_typed
from partnerhub.review.statement import Statement
from partnerhub.site.model import PublicEvent, PublicPartner
from partnerhub.words.terms import N_, Term


@dataclass(frozen=True)
class Question:
    """One of the three questions: facts beside what is unknown."""

    title: Term
    known: Sequence[Statement]
    unknown: Sequence[Statement]

    def public(self) -> Question:
        """The question with private values withheld."""
        return replace(
            self,
            known=[said for each in self.known for said in each.public()],
            unknown=[said for each in self.unknown for said in each.public()],
        )


def three_questions(partner: Partner, hub: Hub) -> Sequence[Question]:
    """Values, win-win and reputation."""
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
            {"labels": labels or "–", "count": len(shared), "needed": settings.shared_values},
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


_STANDINGS: Mapping[Standing, Term] = {
    Standing.POSITIVE: N_("positive"),
    Standing.NEUTRAL: N_("neutral"),
    Standing.NEGATIVE: N_("negative"),
}
_REPUTATION_FIELDS: Mapping[ReputationField, Term] = {
    ReputationField.SAME: N_("in our own field"),
    ReputationField.OTHER: N_("in another field"),
}


def _reputation(partner: Partner, hub: Hub) -> Question:
    reputation = partner.record.vetting.reputation
    known: list[Statement] = []
    unknown: list[Statement] = []
    if reputation.standing and reputation.standing is not Standing.UNKNOWN:
        standing: dict[str, object] = {
            "standing": _STANDINGS[reputation.standing],
            "field": _REPUTATION_FIELDS[reputation.field],
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
        check = {"day": checked_on, "days": (hub.today - checked_on).days}
        known.append(Statement(N_("checked on {day}, {days} days ago"), check, True, N_("day of the check: given")))
    else:
        unknown.append(Statement(N_("when it was checked")))
    return Question(N_("Reputation: in what light will it show us next time?"), known, unknown)


def consent(photo: Photo) -> Iterator[Statement]:
    """What is known of the consent for a photo."""
    given = photo.record.consent
    if given is None:
        yield Statement(N_("no consent is written down"))
        return
    facts = {"who": given.given_by, "day": given.given_on}
    yield Statement(N_("approved by {who} on {day}"), facts, True, N_("consent is written down"))
    if given.valid_until:
        yield Statement(N_("valid until {day}"), {"day": given.valid_until}, is_private=True)


def duplicates(partner: Partner, before: Partner | None, *hubs: Hub) -> list[tuple[str, bool]]:
    """Files with the same name or address, those that the change deletes too → whether that one was declined.

    Declined ones first. `before` is the partner itself, as it was.
    """
    declined: dict[str, bool] = {}
    for hub in hubs:
        for _, mark in partner.marks:
            for other in hub.partners_by_mark[mark]:
                if other is not partner and other is not before:
                    was_declined = declined.get(other.path, False)
                    declined[other.path] = was_declined or other.decision is Decision.DECLINED
    return sorted(declined.items(), key=lambda each: (not each[1], each[0]))


def checklist(before: Partner | None, after: Partner, hub: Hub) -> list[Term]:
    """What only a human can answer."""
    items = []
    if before is None or before.decision is not after.decision:
        items += [
            N_("One of us met them, or talked to somebody who did."),
            N_("We would be glad to see our name beside theirs a year from now."),
            N_("The description says who they are in words that they would use themselves."),
        ]
    known = [photo.record for photo in before.photos if photo.file] if before else []
    if any(photo.file and photo.record not in known for photo in after.photos):
        items.append(N_("The photo shows them as they want to be seen, and they saw the caption."))
    if any(event.end > hub.now for event in after.events):
        items += [
            N_("Both sides said day and hour aloud, and one of us will be there to host."),
            N_("The evening is worth a free evening of our members."),
        ]
    return items or [N_("What changed is true, and they know of it.")]


# Once it is merged


def preview(partner: Partner, hub: Hub) -> Sequence[tuple[Term, Sequence[str]]]:
    """What members will see, in the hub's first language: what reviewers call a field → its texts.

    Every public field of the record is here, in its order; an event's begin with its title.
    """
    public_partner, events = publish.preview(partner, hub, hub.settings.language)
    rows: list[tuple[Term, Sequence[str]]] = [
        (field.visibility.words, _partner_texts(field, partner, public_partner, hub.settings.language))
        for field in leaves(Record)
        if field.is_public and field.path[0] != "events"
    ]
    rows.append((N_("description"), [public_partner.body_text]))
    rows.append((N_("values that we share"), [value.label.value for value in public_partner.values]))
    for event, public in zip(partner.events, events, strict=True):
        rows.append((N_("event"), [public.title.value]))
        rows += [
            (field.visibility.words, _event_texts(field, event, public, hub.settings.language))
            for field in leaves(EventRecord)
            if field.is_public and field.path != ("title",)
        ]
    return [(label, kept) for label, texts in rows if (kept := [text for text in texts if text])]


def _partner_texts(field: DeclaredField, partner: Partner, public: PublicPartner, language: str) -> Sequence[str]:
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


def _event_texts(field: DeclaredField, event: Event, public: PublicEvent, language: str) -> Sequence[str]:
    """The texts of an event's field: as its page resolves it, else as typed."""
    match field.path:
        case ("slug",):
            return [public.address]
        case ("start",):
            return [as_typed(public.start.date() if public.whole_day else public.start.replace(tzinfo=None))]
        case ("end",):
            end = public.last_day if public.whole_day else public.end.replace(tzinfo=None)
            return [as_typed(end)] if public.end_is_known else []
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


def _typed_texts(field: DeclaredField, holder: Record | EventRecord, language: str) -> Sequence[str]:
    """What stands in a field, item by item, as a reader of a language sees it; nothing for a default."""
    texts: list[str] = []
    for value in values_at(holder, field.path):
        if is_empty(value) or value == field.default:
            continue
        if isinstance(value, dict):
            texts += (
                [one_text(value, language)] if field.is_in_languages else [as_typed({k: v}) for k, v in value.items()]
            )
        else:
            texts += [as_typed(each) for each in (value if isinstance(value, tuple) else (value,))]
    return texts
