"""Photo: one that the partner approved, that can be shown, and that can be told in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from datetime import date
from pathlib import PurePosixPath

from partnerhub import photos
from partnerhub.checks.hub import Hub
from partnerhub.checks.rule import rule, rule_across, rule_among
from partnerhub.record.facts import Facts, Reason
from partnerhub.record.fingerprint import fingerprint_of
from partnerhub.record.neighbours import Claim, Neighbours
from partnerhub.record.partner import Event, Partner
from partnerhub.record.photo import Photo, PhotoFile
from partnerhub.words.finding import Breach, Problem, printable
from partnerhub.words.span import Span
from partnerhub.words.terms import N_

_TOO_SMALL = N_("the photo should be at least {needed} pixels wide, got {width}: {kind} is shown up to {shown} wide")
_PUT_THEIR_OWN = N_(
    "Put their own photo there as {slug}.jpg; if {other} is the same partner, keep one of the two files."
)
_TAKE_ANOTHER = N_("Take one of their own; if {other} is the same partner, keep one of the two files.")
_KINDS = {
    photos.PhotoKind.PHOTO: N_("a photo"),
    photos.PhotoKind.PORTRAIT: N_("a portrait"),
    photos.PhotoKind.LOGO: N_("a logo"),
}


def breach_of(photo: Photo, partner: Partner, fault: photos.PhotoFault) -> Breach:
    """Why a photo of a partner or of one of its events can't be used."""
    hint = fault.hint
    if photo.is_of_event and fault.rule == "photo-missing":
        hint = N_("Put it there, or mend its name.")
    name = printable(PurePosixPath(photo.file.path).name) if photo.file else ""
    facts = {"slug": partner.slug_to_be, "reason": fault.reason, "name": name}
    return Breach(fault.rule, Problem(photo.at("file"), fault.message, hint, facts, during=photo.until_withdrawn))


def _at_fault(partner: Partner, rule: str) -> Iterator[Problem]:
    for photo in partner.photos:
        if photo.file and photo.file.fault and photo.file.fault.rule == rule and not photo.is_given_up:
            yield breach_of(photo, partner, photo.file.fault).problem


@rule("error")
def check_photo_missing(partner: Partner) -> Iterator[Problem]:
    """Every partner is shown with a photo: the file that `photo.file` names, or the image beside the partner file.

    An event may have a photo of its own, which it names. One whose consent is or will be withdrawn may go at once.
    """
    yield from _at_fault(partner, "photo-missing")
    for photo in partner.photos:
        if photo.file is None and not photo.is_given_up:
            yield Problem(
                photo.at("file"),
                N_("{field} must name a picture beside the partner file")
                if photo.is_of_event
                else N_("a photo must lie beside the partner file"),
                N_("Write the name of the event's picture, or delete photo: the partner's is shown then.")
                if photo.is_of_event
                else N_("Put {slug}.jpg there, or name the file in photo.file."),
                {"slug": partner.slug_to_be},
            )


@rule("error", guarded=True)
def check_photo_unreadable(partner: Partner) -> Iterator[Problem]:
    """The photo is a whole JPEG, PNG, WebP, AVIF or HEIC picture, whatever its name says, and we may open it."""
    yield from _at_fault(partner, "photo-unreadable")


@rule("warning")
def check_photo_too_small(partner: Partner) -> Iterator[Problem]:
    """A photo has one and a half times the pixels of the widest place where its kind is shown, so that it is sharp.

    Logos and small portraits are shown smaller than photos.
    """
    for photo in partner.photos:
        measured = photo.sound_file.measured if photo.sound_file else None
        if measured is None:
            continue
        kind = photos.kind_of(
            measured.width,
            measured.height,
            is_transparent=measured.is_transparent,
            is_of_person=photo.is_of_person,
        )
        if 0 < measured.width < (needed := photos.width_needed(kind)):
            yield Problem(
                photo.at("file"),
                _TOO_SMALL,
                N_("Ask for one that is at least {needed} pixels wide."),
                {"needed": needed, "width": measured.width, "kind": _KINDS[kind], "shown": photos.WIDEST[kind]},
            )


@rule("error", guarded=True)
def check_photo_too_large(partner: Partner) -> Iterator[Problem]:
    """A photo has at most 20 MB and 60 megapixels, and opens in 512 MB of memory within 10 seconds."""
    yield from _at_fault(partner, "photo-too-large")


@rule("error", guarded=True)
def check_photo_outside(partner: Partner) -> Iterator[Problem]:
    """The photo lies in content/partners, and is a file, not a link."""
    yield from _at_fault(partner, "photo-outside")


@rule("error", guarded=True, reason=Reason.CONSENT)
def check_photo_consent_missing(partner: Partner) -> Iterator[Problem]:
    """No photo is shown that the partner did not approve: `photo.consent` says who did, and when."""
    for photo in partner.photos:
        if photo.file is not None and photo.record.consent is None:
            yield Problem(
                photo.at("consent"),
                N_("{field} must say who approved the photo, and when"),
                N_("Ask the partner, then add given_by and given_on."),
            )


@rule("error", guarded=True, reason=Reason.CONSENT)
def check_photo_consent_expired(partner: Partner) -> Iterator[Problem]:
    """A photo is not shown after the day until which the consent holds.

    What members know already stays, with initials in its place; an event's own gives way to the partner's photo.
    """
    for photo in partner.photos:
        if photo.file and (expires := photo.expires):
            yield Problem(
                photo.at("consent", "valid_until"),
                N_("{field} must not lie in the past"),
                N_("Ask the partner to renew it."),
                during=Span(since=expires, until=photo.withdrawn),
            )


@rule("warning", stands_on=[("events", "start")])
def check_photo_consent_expires(partner: Partner) -> Iterator[Problem]:
    """The consent outlasts the last upcoming event; that for an event's own photo outlasts the event."""
    for photo in partner.photos:
        shown_with = [event for event in partner.events if not photo.is_of_event or event.photo is photo]
        if photo.file is None or (expires := photo.expires) is None:
            continue
        after = [event.end for event in shown_with if event.start >= expires]
        if after:
            ends = [each for each in (max(after), expires, photo.withdrawn) if each]
            yield Problem(
                photo.at("consent", "valid_until"),
                N_("{field} should not end before the event")
                if photo.is_of_event
                else N_("{field} should not end before the last upcoming event"),
                N_("Ask to extend it."),
                during=Span(until=min(ends)),
            )


@rule("note")
def check_photo_consent_withdrawn(partner: Partner) -> Iterator[Problem]:
    """A photo whose consent is withdrawn is not shown, but its file and git's history still hold it."""
    for photo in partner.photos:
        if photo.withdrawn:
            still_there = photo.file is not None and photo.file.identity
            yield Problem(
                photo.at("consent", "withdrawn_on"),
                N_("{field} takes the photo off the site, but the repository and its history still hold the file")
                if still_there
                else N_("{field} took the photo off the site, and its file is gone; git's history may still hold it"),
                N_("Delete the file; to forget it for good, take it out of the history with git filter-repo.")
                if still_there
                else N_("To forget it for good, take it out of the history with git filter-repo."),
                during=Span(since=photo.withdrawn),
            )


@rule_among("error", guarded=True, asked_since=date(2026, 11, 28))
def check_photo_of_another(file: Facts, neighbours: Neighbours) -> Iterator[Problem]:
    """A photo is the partner's own: no file named for another, nor that of one who was declined or withdrew consent.

    Co-hosts may share one while each holds a consent. A partner who is back under another name has one
    file: the old one is taken away.
    """
    for photo in file.partner.photos if file.partner else ():
        if file.partner is None or photo.sound_file is None:
            continue
        by_name = _claims_by_name(file.partner, photo.sound_file, neighbours)
        claims = [*by_name, neighbours.first_claim(photo.sound_file.identity)]
        first = min(filter(None, claims), key=lambda claim: claim.order, default=None)
        if first is None:
            continue
        # From its own withdrawal on a photo isn't shown, so that its own claim is none against itself.
        during = Span(since=first.since, until=photo.withdrawn)
        if first.path == file.path:
            yield Problem(
                photo.at("file"),
                N_("the photo must be one that may be shown, but the consent for the same picture was withdrawn"),
                N_("Take another one; if they allow it again, write that where it was withdrawn."),
                during=during,
            )
        else:
            yield Problem(
                photo.at("file"),
                N_("the photo must be this partner's own, but it is that of {other}"),
                _TAKE_ANOTHER if photo.is_of_event else _PUT_THEIR_OWN,
                {"other": first.path, "slug": file.partner.slug_to_be},
                during=during,
            )


def _claims_by_name(partner: Partner, file: PhotoFile, neighbours: Neighbours) -> Iterator[Claim]:
    """What bears a name of others is theirs, but for a photo that co-hosts share, until the other's consent ends.

    The partner's own consent has rules of its own.
    """
    if file.key == partner.key:
        return
    for path in neighbours.holders.get(file.key, ()):
        shared = [
            (theirs, theirs.consent)
            for theirs in neighbours.photos.get(path, ())
            if theirs.identity == file.identity and theirs.consent is not None
        ]
        if not any(_host_together(partner, file.key, theirs.cohosts, neighbours) for theirs, _ in shared):
            yield Claim(path)
        elif all(consent.until for _, consent in shared):
            yield Claim(path, max(consent.until for _, consent in shared if consent.until))


def _host_together(partner: Partner, other: str, cohosts: Set[str], neighbours: Neighbours) -> bool:
    """Whether an event of one names the other; `cohosts` are the other's."""
    pairs = ((partner.cohosts, other), (cohosts, partner.key))
    return any(neighbours.now(cohost) == name for named, name in pairs for cohost in named)


@rule_across("warning")
def check_photo_newer_than_consent(file: Facts, hub: Hub) -> Iterator[Problem]:
    """A photo that took another's place wants a consent of its own; git tells that it did."""
    if file.partner is None:
        return
    newer = [file.partner.photo] if hub.timeline.partner(file.path).photo_is_newer_than_consent else []
    for event in file.partner.events:
        if event.photo and hub.timeline.event(event).photo_is_newer_than_consent:
            newer.append(event.photo)
    for photo in newer:
        if photo.file:
            yield Problem(
                photo.at("consent", "given_on"),
                N_("{field} should not be older than the photo, which was replaced since"),
                N_("Ask the partner to approve the new photo, then write the new date."),
            )


@rule(
    "warning",
    stands_on=[("photo", "caption"), ("events", "photo", "caption"), ("events", "description")],
    asked_since=date(2026, 11, 28),
)
def check_approval_outdated(partner: Partner) -> Iterator[Problem]:
    """Photo, caption and description are what they saw who consented: `photo.consent.saw` is today's fingerprint.

    Of an event's own photo they are its caption, and the event's description.
    """
    holders: Sequence[Partner | Event] = (partner, *partner.events)
    for holder in holders:
        photo = holder.photo
        consent = photo.record.consent if photo else None
        if photo is None or consent is None or consent.saw is None:
            continue
        if fingerprint_of(holder) not in (None, consent.saw):
            yield Problem(
                photo.at("consent", "saw"),
                N_("photo, caption or description changed since they were approved"),
                N_("Send `partnerhub preview {slug}` once more, and write down the yes that comes."),
                {"slug": partner.slug},
                during=photo.until_withdrawn,
            )


@rule("note")
def check_photo_alt_default(partner: Partner) -> Iterator[Problem]:
    """A description in `photo.alt` tells those who can't see the photo what it shows; without it the name is read."""
    for photo in partner.photos:
        if photo.sound_file and photo.record.alt is None:
            yield Problem(
                photo.at("alt"),
                N_("{field} is the event's title for now")
                if photo.is_of_event
                else N_("{field} is the partner's name for now"),
                N_("Describe what the photo shows."),
            )
