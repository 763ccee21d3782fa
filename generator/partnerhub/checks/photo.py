"""Photo: one that the partner approved, that can be shown, and that can be told in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

from partnerhub import photos
from partnerhub.checks.hub import Hub
from partnerhub.checks.rule import rule, rule_across, rule_among
from partnerhub.record.facts import Facts, Reason
from partnerhub.record.neighbours import Claim, Neighbours
from partnerhub.record.partner import Partner, PhotoFile
from partnerhub.record.stray_photos import MOST_NAMED, kind_not_shown, shown_ending
from partnerhub.site.model import Kind
from partnerhub.words.finding import Breach, FieldPath, Problem
from partnerhub.words.span import Span
from partnerhub.words.terms import N_

_FILE: FieldPath = ("photo", "file")
_CONSENT: FieldPath = ("photo", "consent")


_KINDS = {
    photos.PhotoKind.PHOTO: N_("a photo"),
    photos.PhotoKind.PORTRAIT: N_("a portrait"),
    photos.PhotoKind.LOGO: N_("a logo"),
}


def _until_withdrawn(partner: Partner) -> Span:
    """While the photo is wanted: once consent is withdrawn, file and consent aren't asked for."""
    return Span(until=partner.photo_withdrawn)


def breach_of(partner: Partner, fault: photos.PhotoFault) -> Breach:
    """Why a partner's photo can't be used."""
    facts = {"slug": partner.slug, "reason": fault.reason}
    return Breach(fault.rule, Problem(_FILE, fault.message, fault.hint, facts, during=_until_withdrawn(partner)))


def with_what_lies_there(breach: Breach, partner: Partner, hub: Hub) -> Breach:
    """The breach of a photo that isn't there, telling what lies there instead and was probably meant."""
    photo = partner.photo
    if breach.problem.field != _FILE or not _is_wanting(photo):
        return breach
    places = dict.fromkeys([photo.path if photo else partner.path, partner.path])
    found = next(filter(None, (hub.stray_photos.for_missing(partner.path, place) for place in places)), ())
    return replace(breach, problem=_instead(breach.problem, partner, found)) if found else breach


def _is_wanting(photo: PhotoFile | None) -> bool:
    """Whether there is no such picture, or what is named can be none."""
    if photo is None or photo.fault is None:
        return photo is None
    is_picture = PurePosixPath(photo.path).suffix.lower() in photos.EXTENSIONS
    return photo.fault.rule == "photo-missing" or (photo.fault.rule == "photo-unreadable" and not is_picture)


def _instead(problem: Problem, partner: Partner, found: Sequence[str]) -> Problem:
    """The same for a photo in whose place others lie; `found` are their paths."""
    folder = PurePosixPath(partner.path).parent
    names = [PurePosixPath(path).relative_to(folder).as_posix() for path in found[:MOST_NAMED]]
    is_named, message = partner.photo is not None, problem.message
    if kind := kind_not_shown(found[0]):
        names, message = names[:1], N_("{found} is there, but {kind} files aren't shown")
        hint = (
            N_("Save it as PNG or JPEG and name that in photo.file.")
            if is_named
            else N_("Save it as {slug}.png or {slug}.jpg.")
        )
    elif len(found) > MOST_NAMED:
        hint = N_("Name the right one in photo.file: {found} or another that lies there.")
    elif len(found) > 1:
        hint = N_("Name the right one in photo.file: {found}.")
    elif is_named:
        hint = N_("Name {found} in photo.file if that is the one.")
    else:
        hint = N_("Rename {found} to {renamed}, or name it in photo.file.")
    facts = {
        "slug": partner.slug,
        "found": ", ".join(names),
        "renamed": f"{partner.slug}{shown_ending(found[0])}",
        "kind": kind,
    }
    return replace(problem, message=message, hint=hint, facts={**(problem.facts or {}), **facts})


def _at_fault(partner: Partner, rule: str) -> Iterator[Problem]:
    if partner.photo and partner.photo.fault and partner.photo.fault.rule == rule:
        yield breach_of(partner, partner.photo.fault).problem


@rule("error")
def check_photo_missing(partner: Partner) -> Iterator[Problem]:
    """Every partner is shown with a photo: the file that `photo.file` names, or the image beside the partner file."""
    yield from _at_fault(partner, "photo-missing")
    if partner.photo is None:
        yield Problem(
            _FILE,
            N_("a photo must lie beside the partner file"),
            N_("Put {slug}.jpg there, or name the file in photo.file."),
            {"slug": partner.slug},
            during=_until_withdrawn(partner),
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
    measured = partner.photo.measured if partner.photo else None
    if measured is None:
        return
    kind = photos.kind_of(
        measured.width,
        measured.height,
        is_transparent=measured.is_transparent,
        is_of_person=partner.record.kind is Kind.PERSON,
    )
    if 0 < measured.width < (needed := photos.width_needed(kind)):
        yield Problem(
            _FILE,
            N_("the photo should be at least {needed} pixels wide, got {width}: {kind} is shown up to {shown} wide"),
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
    if partner.photo is not None and partner.record.photo.consent is None:
        yield Problem(
            _CONSENT,
            N_("{field} must say who approved the photo, and when"),
            N_("Ask the partner, then add given_by and given_on."),
        )


@rule("error", guarded=True, reason=Reason.CONSENT)
def check_photo_consent_expired(partner: Partner) -> Iterator[Problem]:
    """A photo is not shown after the day until which the consent holds.

    What members know already stays, with initials in its place.
    """
    if partner.photo and (expires := partner.photo_expires):
        yield Problem(
            (*_CONSENT, "valid_until"),
            N_("{field} must not lie in the past"),
            N_("Ask the partner to renew it."),
            during=Span(since=expires, until=partner.photo_withdrawn),
        )


@rule("warning")
def check_photo_consent_expires(partner: Partner) -> Iterator[Problem]:
    """The consent outlasts the last upcoming event."""
    if not (partner.photo and (expires := partner.photo_expires)):
        return
    after = [event.end for event in partner.events if event.start >= expires]
    if after:
        ends = [each for each in (max(after), expires, partner.photo_withdrawn) if each]
        yield Problem(
            (*_CONSENT, "valid_until"),
            N_("{field} should not end before the last upcoming event"),
            N_("Ask to extend it."),
            during=Span(until=min(ends)),
        )


@rule("note")
def check_photo_consent_withdrawn(partner: Partner) -> Iterator[Problem]:
    """A photo whose consent is withdrawn is not shown, but its file and git's history still hold it."""
    if partner.photo_withdrawn:
        yield Problem(
            (*_CONSENT, "withdrawn_on"),
            N_("{field} takes the photo off the site, but the repository and its history still hold the file"),
            N_("Delete the file; to forget it for good, take it out of the history with git filter-repo."),
            during=Span(since=partner.photo_withdrawn),
        )


@rule_among("error", guarded=True, asked_since=date(2026, 11, 28))
def check_photo_of_another(file: Facts, neighbours: Neighbours) -> Iterator[Problem]:
    """A photo is the partner's own: no file named for another, nor that of one who was declined or withdrew consent.

    Co-hosts may share one while each holds a consent. A partner who is back under another name has one
    file: the old one is taken away.
    """
    partner = file.partner
    if partner is None or partner.photo is None or partner.photo.fault:
        return
    claims = [*_claims_by_name(partner, partner.photo, neighbours), neighbours.first_claim(partner.photo.identity)]
    first = min(filter(None, claims), key=lambda claim: claim.order, default=None)
    if first is not None:
        # From its own withdrawal on a partner shows no photo, so that its own claim is none against itself.
        yield Problem(
            _FILE,
            N_("the photo must be this partner's own, but it is that of {other}"),
            N_("Put their own photo there as {slug}.jpg; if {other} is the same partner, keep one of the two files."),
            {"other": first.path, "slug": partner.slug},
            during=Span(since=first.since, until=partner.photo_withdrawn),
        )


def _claims_by_name(partner: Partner, photo: PhotoFile, neighbours: Neighbours) -> Iterator[Claim]:
    """What bears a name of others is theirs, but for a photo that co-hosts share, until the other's consent ends.

    The partner's own consent has rules of its own.
    """
    if photo.key == partner.key:
        return
    for path in neighbours.holders.get(photo.key, ()):
        theirs = neighbours.photos.get(path)
        shared = theirs.consent if theirs and theirs.identity == photo.identity else None
        if theirs is None or shared is None or not _host_together(partner, photo.key, theirs.cohosts, neighbours):
            yield Claim(path)
        elif shared.until is not None:
            yield Claim(path, shared.until)


def _host_together(partner: Partner, other: str, cohosts: Set[str], neighbours: Neighbours) -> bool:
    """Whether an event of one names the other; `cohosts` are the other's."""
    pairs = ((partner.cohosts, other), (cohosts, partner.key))
    return any(neighbours.now(cohost) == name for named, name in pairs for cohost in named)


@rule_across("warning")
def check_photo_newer_than_consent(file: Facts, hub: Hub) -> Iterator[Problem]:
    """A photo that took another's place wants a consent of its own; git tells that it did."""
    if file.partner and file.partner.photo and hub.timeline.partner(file.path).photo_is_newer_than_consent:
        yield Problem(
            (*_CONSENT, "given_on"),
            N_("{field} should not be older than the photo, which was replaced since"),
            N_("Ask the partner to approve the new photo, then write the new date."),
        )


@rule("note")
def check_photo_alt_default(partner: Partner) -> Iterator[Problem]:
    """A description in `photo.alt` tells those who can't see the photo what it shows; without it the name is read."""
    if partner.photo and not partner.photo.fault and partner.record.photo.alt is None:
        yield Problem(
            ("photo", "alt"), N_("{field} is the partner's name for now"), N_("Describe what the photo shows.")
        )
