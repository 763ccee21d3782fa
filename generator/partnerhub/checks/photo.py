"""Photo: one that the partner approved, that can be shown, and that can be told in words."""

from __future__ import annotations

from collections.abc import Iterator

from partnerhub import photos
from partnerhub.checks.rule import Hub, rule
from partnerhub.record.model import Partner
from partnerhub.words.finding import FieldPath, Problem
from partnerhub.words.terms import N_

_FILE: FieldPath = ("photo", "file")
_CONSENT: FieldPath = ("photo", "consent")


@rule("error")
def check_photo_missing(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """Every partner is shown with a photo: the file that `photo.file` names, or the image beside the partner file."""
    if partner.photo is None or partner.photo.fault == "photo-missing":
        yield Problem(
            _FILE,
            N_("{field} must be a picture beside the partner file")
            if partner.photo
            else N_("a photo must lie beside the partner file"),
            N_("Put {slug}.jpg there, or name the file in photo.file."),
            {"slug": partner.slug},
        )


@rule("error", guarded=True)
def check_photo_unreadable(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """The photo is a whole JPEG, PNG, WebP, AVIF or HEIC picture, whatever its name says."""
    if partner.photo and partner.photo.fault == "photo-unreadable":
        yield Problem(
            _FILE, N_("the photo must be a JPEG, PNG, WebP, AVIF or HEIC picture that opens"), N_("Export it anew.")
        )


@rule("warning")
def check_photo_too_small(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """A photo has at least 600 pixels on its short side, to look sharp on a page."""
    photo = partner.photo
    if photo and not photo.fault and min(photo.width, photo.height) < photos.MIN_SIDE:
        yield Problem(
            _FILE,
            N_("the photo should have at least {limit} pixels on its short side, got {width} × {height}"),
            N_("Ask the partner for a larger one."),
            {"limit": photos.MIN_SIDE, "width": photo.width, "height": photo.height},
        )


@rule("error", guarded=True)
def check_photo_too_large(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """A photo has at most 20 MB and 60 megapixels."""
    if partner.photo and partner.photo.fault == "photo-too-large":
        yield Problem(_FILE, N_("the photo must have at most 20 MB and 60 megapixels"), N_("Export it smaller."))


@rule("error", guarded=True)
def check_photo_outside(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """The photo lies in content/partners, and is a file, not a link."""
    if partner.photo and partner.photo.fault == "photo-outside":
        yield Problem(
            _FILE,
            N_("the photo must be a file in content/partners, not a link to another place"),
            N_("Put the file there."),
        )


@rule("error", guarded=True)
def check_photo_consent_missing(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """No photo is shown that the partner did not approve: `photo.consent` says who did, and when."""
    if partner.photo is not None and partner.record.photo.consent is None:
        yield Problem(
            _CONSENT,
            N_("{field} must say who approved the photo, and when"),
            N_("Ask the partner, then add given_by and given_on."),
        )


@rule("error", guarded=True)
def check_photo_consent_expired(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """A photo is not shown after the day until which the consent holds."""
    consent = partner.record.photo.consent
    if partner.photo and consent and consent.valid_until and consent.valid_until < hub.today:
        yield Problem(
            (*_CONSENT, "valid_until"), N_("{field} must not lie in the past"), N_("Ask the partner to renew it.")
        )


@rule("warning")
def check_photo_consent_expires(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """The consent outlasts the last upcoming event."""
    consent = partner.record.photo.consent
    if not (partner.photo and consent and consent.valid_until and consent.valid_until >= hub.today):
        return
    days = [hub.day(hub.start(event)) for event in partner.events if not hub.is_over(event)]
    if days and consent.valid_until < max(days):
        yield Problem(
            (*_CONSENT, "valid_until"),
            N_("{field} should not end before the last upcoming event"),
            N_("Ask to extend it."),
        )


@rule("warning")
def check_photo_newer_than_consent(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """A photo that took another's place wants a consent of its own; git tells that it did."""
    if partner.photo and partner.photo.is_newer_than_consent:
        yield Problem(
            (*_CONSENT, "given_on"),
            N_("{field} should not be older than the photo, which was replaced since"),
            N_("Ask the partner to approve the new photo, then write the new date."),
        )


@rule("note")
def check_photo_alt_default(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """A description in `photo.alt` tells those who can't see the photo what it shows; without it the name is read."""
    if partner.photo and not partner.photo.fault and partner.record.photo.alt is None:
        yield Problem(
            ("photo", "alt"), N_("{field} is the partner's name for now"), N_("Describe what the photo shows.")
        )
