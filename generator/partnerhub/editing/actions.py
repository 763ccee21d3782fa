"""What editors do in the year of a partnership, each as edits of the partner's file: approve, agree, move, thank."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from partnerhub.editing.edit import Edit
from partnerhub.editing.field_edits import edits_of_field, in_full, set_to
from partnerhub.editing.field_path import Place
from partnerhub.editing.known import both_have_to_say_yes, refuse_gap
from partnerhub.editing.move import moved
from partnerhub.editing.subject import Entry, Refused, Subject
from partnerhub.record.fields import field_at
from partnerhub.record.fingerprint import fingerprint_of
from partnerhub.record.meant import unknown
from partnerhub.record.model import Decision, Record, Speaker, Status
from partnerhub.record.partner import Event, Partner
from partnerhub.record.photo import Photo
from partnerhub.record.read import Tree
from partnerhub.record.understood import Unclear, Understood, start_of
from partnerhub.words.finding import FieldPath
from partnerhub.words.spelling import close_to
from partnerhub.words.terms import N_, Term


@dataclass(frozen=True)
class Asked:
    """What somebody asks for beside the action's name."""

    words: Sequence[str] = ()
    event: str | None = None
    """The slug of the event that is meant."""
    entry: Entry | None = None
    """The same, where it was chosen from a list."""
    by: str | None = None
    note: str | None = None
    sender: str | None = None
    side: str | None = None
    agreed: bool = False
    attendance: str | None = None
    summary: str | None = None
    link: str | None = None
    saw: str | None = None
    user: Callable[[], str | None] = lambda: None
    """Who works here, as git has it."""
    changed_since: Callable[[str, Partner | Event], Sequence[Term] | None] = lambda saw, holder: None
    """Fingerprint, and whose photo → what changed since it was taken, in words; None where nobody can tell."""

    @property
    def text(self) -> str:
        """The words as one text."""
        return " ".join(self.words).strip()


class Unanswered(Exception):  # noqa: N818 - it is a question
    """Something has to be said that nothing said."""

    def __init__(self, name: str, question: Term, field: str, choices: Sequence[str] = ()) -> None:
        """`name` is what the command line calls it, `field` what `Asked` does."""
        super().__init__(name)
        self.name = name
        self.question = question
        self.choices = choices
        self._field = field

    def answered(self, asked: Asked, answer: str) -> Asked:
        """The same with the answer."""
        value = tuple(answer.split()) if self._field == "words" else answer
        return replace(asked, **{self._field: value})  # type: ignore[arg-type]


@dataclass(frozen=True)
class Action:
    """One thing that editors do."""

    edits: Callable[[Subject, Asked], Sequence[Edit]]
    """Raises Refused, WhichEvent, Unanswered."""
    options: frozenset[str]
    """Those of `Asked` that it takes, by name."""
    takes_words: bool = False
    """Whether something may stand behind its name."""


def edits_of(subject: Subject, what: str, asked: Asked) -> Sequence[Edit]:
    """What an action, or setting a field, comes to. Raises Refused, WhichEvent, Unanswered."""
    action = ACTIONS.get(what)
    if action is not None:
        return action.edits(subject, asked)
    return edits_of_field(subject, what, asked.words, asked.entry or asked.event)


def meant_action(name: str) -> str | None:
    """The action that was probably meant by what is none, and no field either."""
    is_field = any(field_at(Record, (*above, name)) for above in ((), ("events",)))
    if is_field or unknown((name,), "").holder_paths:
        return None
    return close_to(name, list(ACTIONS))


def _approve(subject: Subject, asked: Asked) -> Sequence[Edit]:
    return _decide(subject, asked, Decision.APPROVED)


def _decline(subject: Subject, asked: Asked) -> Sequence[Edit]:
    return _decide(subject, asked, Decision.DECLINED)


def _decide(subject: Subject, asked: Asked, decision: Decision) -> Sequence[Edit]:
    by = asked.by or asked.user()
    if not by:
        raise Unanswered("--by", N_("Who decided"), "by")
    values = {"decision": str(decision), "decided_by": by, "decided_on": f"{subject.today}", "note": asked.note}
    return [Edit(("vetting", name), value) for name, value in values.items() if value]


def _reply(subject: Subject, asked: Asked) -> Sequence[Edit]:
    sender, words = asked.sender, list(asked.words)
    if sender is None and words and words[0] in list(Speaker):
        sender = words.pop(0)
    if sender is None:
        raise Unanswered("--from", N_("Whose word is it"), "sender", list(Speaker))
    log = subject.at(("outreach", "log"))
    said: dict[str, Tree] = {"at": f"{subject.hub.now:%Y-%m-%d %H:%M}", "from": sender}
    if note := " ".join(words).strip():
        said["note"] = note
    return [Edit(("outreach", "log", len(log) if isinstance(log, list) else 0), said)]


def _agree(subject: Subject, asked: Asked) -> Sequence[Edit]:
    place = (*_coming(subject, asked).place, "agreed")
    today, side = f"{subject.today}", asked.side
    if side is None:
        return [Edit(place, today)]
    old = subject.at(place)
    if old is None or isinstance(old, dict):
        return [Edit((*place, side), today)]
    return [] if old == today else [_field(subject, (*place, side), today)]


def _move(subject: Subject, asked: Asked) -> Sequence[Edit]:
    refuse_gap(subject)
    entry = _coming(subject, asked)
    event = _readable(entry)
    if not asked.text:
        raise Unanswered("WHEN", N_("To which day and hour"), "words")
    for name in ("end", "agenda"):
        if subject.partner.touches_broken(event.at(name)):
            hint = N_("Mend it first; `{command}` tells what is wrong.")
            message = N_("{field} can't be read, so it can't go along")
            raise Refused(message, hint, field=name, command="partnerhub check")
    start = _start(subject, asked.text)
    edits = moved(event, start.value)
    if not edits:
        return []
    if asked.agreed:
        edits.append(Edit((*entry.place, "agreed"), f"{subject.today}"))
    elif subject.is_known(event):
        raise both_have_to_say_yes(subject, event, f"{edits[0].value}")
    elif event.record.agreed is not None:
        # What was agreed was another day.
        edits.append(Edit((*entry.place, "agreed"), None))
    if not event.is_scheduled:
        edits.append(Edit((*entry.place, "status"), None))
    return edits


def _start(subject: Subject, typed: str) -> Understood:
    """Day and hour as people type them. Raises Refused for what is neither, and for what may be two days."""
    try:
        start = start_of(typed, subject.today, ("events", "start"))
    except Unclear as unclear:
        problem = unclear.problem
        raise Refused(problem.message, problem.hint, **(problem.facts or {})) from None
    if start.other:
        words, hint = N_("{typed} may be {text} or {other}"), N_("Write the one that you mean.")
        raise Refused(words, hint, typed=typed, text=start.text, other=start.other)
    return start


def _cancel(subject: Subject, asked: Asked) -> Sequence[Edit]:
    return _call_off(subject, asked, Status.CANCELLED)


def _postpone(subject: Subject, asked: Asked) -> Sequence[Edit]:
    return _call_off(subject, asked, Status.POSTPONED)


def _call_off(subject: Subject, asked: Asked, status: Status) -> Sequence[Edit]:
    entry = _coming(subject, asked)
    return [Edit((*entry.place, "status"), str(status))]


def _announced(subject: Subject, asked: Asked) -> Sequence[Edit]:
    place = (*_coming(subject, asked).place, "announced")
    said: dict[str, Tree] = {"date": f"{subject.today}"}
    if asked.text:
        said["where"] = asked.text
    old = subject.at(place)
    there = in_full(place, old, subject.hub.settings.language) if isinstance(old, str) else old
    if isinstance(there, list) and said in there:
        return []
    if old is None:
        return [Edit(place, [said] if asked.text else said["date"])]
    if isinstance(old, str) and isinstance(there, list):
        return [Edit(place, [*there, said])]
    return [Edit((*place, len(there) if isinstance(there, list) else 0), said)]


def _thanked(subject: Subject, asked: Asked) -> Sequence[Edit]:
    event = _past(subject, asked, lambda event: event.record.thanked_on is None)
    if event.record.thanked_on is not None:
        hint = N_("To write another day: `{command}`.")
        command = f"partnerhub set {subject.partner.slug} events.{event.slug}.thanked_on {subject.today}"
        day = subject.day_in_words(event.record.thanked_on)
        message = N_("thanks for “{title}” were said already: {day}")
        raise Refused(message, hint, title=event.title, day=day, command=command)
    return [Edit(event.at("thanked_on"), f"{subject.today}")]


def _outcome(subject: Subject, asked: Asked) -> Sequence[Edit]:
    values = {"attendance": asked.attendance, "summary": asked.summary, "link": asked.link}
    if not any(values.values()):
        raise Refused(N_("an outcome must say what came of it"), N_("Give --attendance, --summary or --link."))
    event = _past(subject, asked, lambda event: event.record.outcome is None)
    return [_field(subject, event.at("outcome", name), value) for name, value in values.items() if value]


def _consent(subject: Subject, asked: Asked) -> Sequence[Edit]:
    holder, photo = _photo(subject, asked)
    place, today = photo.at("consent"), subject.today
    typed = subject.at(place)
    given = typed if isinstance(typed, dict) else {}
    preview = f"partnerhub preview {subject.partner.slug}"
    if not asked.saw:
        hint = N_("It stands at the foot of the preview: `{command}`.")
        raise Refused(N_("{option} must say what they saw"), hint, option="--saw", command=preview)
    current = fingerprint_of(holder)
    if current is None:
        hint = N_("Put it there, and send them the preview: `{command}`.")
        raise Refused(N_("there is no photo to consent to"), hint, command=preview)
    saw = asked.saw.strip().lower()
    if saw != current:
        raise _saw_another(subject, asked.changed_since(saw, holder), preview)
    by = asked.by or given.get("given_by")
    if not by:
        raise Unanswered("--by", N_("Who approved the photo"), "by")
    edits = [
        Edit((*place, "given_by"), by),
        Edit((*place, "given_on"), f"{today}"),
        Edit((*place, "saw"), saw),
    ]
    consent = photo.record.consent
    if "withdrawn_on" in given:
        edits.append(Edit((*place, "withdrawn_on"), None))
    if consent is not None and consent.valid_until is not None and consent.valid_until < today:
        edits.append(Edit((*place, "valid_until"), None))
    return edits


def _saw_another(subject: Subject, changed: Sequence[Term] | None, preview: str) -> Refused:
    hint = N_("Send them the preview of today: `{command}`.")
    if changed:
        what = ", ".join(map(subject.terms, changed))
        return Refused(N_("what they saw has changed since: {what}"), hint, what=what, command=preview)
    message = N_(
        "what they saw is not what is there today, and git holds no version of it, so nobody can tell what changed"
    )
    return Refused(message, hint, command=preview)


def _withdraw_consent(subject: Subject, asked: Asked) -> Sequence[Edit]:
    _, photo = _photo(subject, asked)
    if subject.at(photo.at("consent")) is None:
        raise Refused(N_("{name} has given no consent that could be taken back"), name=subject.partner.name)
    if photo.withdrawn is not None and photo.withdrawn <= subject.hub.now:
        return []
    return [Edit(photo.at("consent", "withdrawn_on"), f"{subject.today}")]


def _photo(subject: Subject, asked: Asked) -> tuple[Partner | Event, Photo]:
    """The photo that is meant, and whose it is: the partner's, unless an event is named. Raises Refused."""
    if asked.event is None:
        return subject.partner, subject.partner.photo
    event = _readable(subject.named(asked.event))
    if event.photo is None:
        hint = N_("Leave --event out if you mean the partner's.")
        raise Refused(N_("“{title}” has no photo of its own"), hint, title=event.title)
    return event, event.photo


_EVENT = frozenset({"event"})
OF_FIELDS = _EVENT
"""The options that go with a field."""

ACTIONS: Mapping[str, Action] = {
    "approve": Action(_approve, frozenset({"by", "note"})),
    "decline": Action(_decline, frozenset({"by", "note"})),
    "reply": Action(_reply, frozenset({"sender"}), takes_words=True),
    "agree": Action(_agree, _EVENT | {"side"}),
    "move": Action(_move, _EVENT | {"agreed"}, takes_words=True),
    "cancel": Action(_cancel, _EVENT),
    "postpone": Action(_postpone, _EVENT),
    "announced": Action(_announced, _EVENT, takes_words=True),
    "thanked": Action(_thanked, _EVENT),
    "outcome": Action(_outcome, _EVENT | {"attendance", "summary", "link"}),
    "consent": Action(_consent, _EVENT | {"by", "saw"}),
    "withdraw-consent": Action(_withdraw_consent, _EVENT),
}
"""By the names under which the command line has them."""


def _field(subject: Subject, path: FieldPath, value: Tree) -> Edit:
    """A value in a field of the format, which may stand there in short."""
    declared = field_at(Record, path)
    assert declared is not None, "actions write what the format knows"
    return set_to(subject, Place(declared, path), value)


def _coming(subject: Subject, asked: Asked) -> Entry:
    """The event that is meant, of those to come. Raises Refused for one that is over."""
    entry = subject.entry(asked.entry or asked.event, subject.is_coming)
    if entry.event is not None and subject.is_over(entry.event):
        hint = N_("Add the next one as an event of its own: `{command}`.")
        command = f"partnerhub new event {subject.partner.slug}"
        raise Refused(N_("“{title}” is over"), hint, title=entry.event.title, command=command)
    return entry


def _past(subject: Subject, asked: Asked, is_open: Callable[[Event], bool]) -> Event:
    """The event that is meant, of those that took place and are `is_open`. Raises Refused for one that didn't yet."""
    kind = asked.entry or asked.event
    event = _readable(subject.entry(kind, lambda event: subject.took_place(event) and is_open(event)))
    if not subject.is_over(event):
        raise Refused(N_("“{title}” is not over yet"), title=event.title)
    return event


def _readable(entry: Entry) -> Event:
    if entry.event is None:
        hint = N_("Mend title and start of it first; `{command}` names what is wrong.")
        raise Refused(N_("the event can't be read"), hint, command="partnerhub check")
    return entry.event
