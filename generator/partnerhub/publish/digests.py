"""What members would see of one version of a file, as digests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from partnerhub.publish.events import public_event
from partnerhub.publish.partners import partner_whole, words_of_photo
from partnerhub.record.facts import Showing
from partnerhub.record.partner import Event, Partner
from partnerhub.record.photo import Photo
from partnerhub.site.model import PublicPartner, Stage, Text


def showing(partner: Partner) -> Showing:
    """What members would see of one version of a file, as digests, by the very functions that show it."""
    languages = partner.settings.languages
    hosts = {language: partner_whole(partner, language) for language in languages}
    coming = {event.index: _own(event, hosts, is_over=False) for event in partner.events}
    # Of what has no outcome, pages say the same before and after.
    told = (event for event in partner.events if event.record.outcome is not None)
    return Showing(
        page=_digest([partner.settings.site_url, *hosts.values()]),
        host=_digest([(host.name, host.tagline, host.introduction) for host in hosts.values()]),
        photo=_look(partner.photo, partner.record.name, languages),
        credit=partner.photo.record.credit or "",
        event_photos={
            event.index: f"{_look(event.photo, event.record.title, languages)} {event.photo.record.credit}"
            for event in partner.events
            if event.photo
        },
        coming=coming,
        over={**coming, **{event.index: _own(event, hosts, is_over=True) for event in told}},
    )


def _look(photo: Photo, name: Mapping[str, str], languages: Iterable[str]) -> str:
    """A photo with its words, but for its credit; empty where there is none that can be used."""
    if photo.sound_file is None:
        return ""
    words = [words_of_photo(photo, name, language) for language in languages]
    return _digest([(photo.sound_file.identity, photo.focus), *words])


def _own(event: Event, hosts: Mapping[str, PublicPartner], *, is_over: bool) -> str:
    """All that an event's page shows that is its own, but for its address within the site."""
    moment, settings = event.end if is_over else event.start, event.partner.settings
    names_zone = event.record.online is not False or event.zone.key != settings.timezone
    events = [
        replace(public_event(event, host, (), language, moment), slug="", host=_nobody(host), stage=Stage.UPCOMING)
        for language, host in hosts.items()
    ]
    # The page and the calendar entry name the page's own address.
    labels = [settings.tags.get(tag) for tag in events[0].tags]
    return _digest([settings.site_url, names_zone, labels, *events])


def _nobody(host: PublicPartner) -> PublicPartner:
    return PublicPartner.named(host.prefix, "", Text(""))


def _digest(values: Sequence[object]) -> str:
    return hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()[:20]
