"""A partner as members see it, with its photo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from partnerhub import photos
from partnerhub.history.story import PartnerStory, Standing
from partnerhub.publish.texts import body_in, other, tags_of, text_in
from partnerhub.record.facts import Facts
from partnerhub.record.partner import Partner
from partnerhub.record.photo import Photo
from partnerhub.site.model import (
    PHOTO_FOLDER,
    Link,
    PublicPartner,
    PublicPhoto,
    PublicValue,
    Rendition,
    Text,
)

Processed = Mapping[Photo, photos.ProcessedPhoto]
NO_PHOTOS: Processed = {}


def public_partner(file: Facts, story: PartnerStory, language: str, processed: Processed) -> PublicPartner | None:
    """The partner of a file; None where it has no page."""
    if story.standing is Standing.SHOWN and file.partner is not None:
        return replace(partner_whole(file.partner, language, processed), changed_at=story.changed_at)
    if story.standing is Standing.CORRECTED:
        return replace(_corrected_partner(file, story, language), changed_at=story.changed_at)
    return None


def partner_whole(partner: Partner, language: str, processed: Processed = NO_PHOTOS) -> PublicPartner:
    """A partner whole, as the file has it."""
    record, settings = partner.record, partner.settings
    body = body_in(partner.bodies, language)
    body_language = other(body.language, language) if body else None
    values = [PublicValue(key, text_in(settings.values[key], language)) for key in partner.shared_values]
    promotes = record.vetting.promotes and settings.meaning(record.vetting.promotes, settings.values)
    return PublicPartner(
        prefix=settings.prefixes[language],
        slug=partner.slug,
        kind=record.kind,
        name=text_in(record.name, language),
        tagline=text_in(record.tagline, language) if record.tagline else None,
        website=record.website,
        links=[Link(label, url) for label, url in record.links.items()],
        tags=tags_of(record.tags, settings),
        photo=public_photo(partner.photo, record.name, processed, language),
        values=values,
        promotes=next((value for value in values if value.key == promotes), values[0] if values else None),
        members_get=text_in(record.vetting.win_win.members, language) if record.vetting.win_win.members else None,
        body=body.document.html if body else "",
        body_language=body_language,
        body_text=body.document.text if body else "",
        introduction=Text(body.document.first_paragraph if body else "", body_language),
    )


def _corrected_partner(file: Facts, story: PartnerStory, language: str) -> PublicPartner:
    """A partner of whom only the name is sure, as the file gives it now where it can be read."""
    last = story.last_shown.partner if story.last_shown else None
    assert last is not None, "only what was shown is corrected"
    now = file.partner if file.partner and ("name",) not in file.partner.broken else last
    return PublicPartner.named(
        file.settings.prefixes[language],
        file.source.slug,
        text_in(now.record.name, language),
        last.record.kind,
        is_corrected=True,
        kept_in=tags_of(last.record.tags, last.settings),
    )


def public_photo(photo: Photo, name: Mapping[str, str], processed: Processed, language: str) -> PublicPhoto | None:
    """A photo of something with a name; None where it can't be shown."""
    made = processed.get(photo)
    if made is None:
        return None
    alt, caption = words_of_photo(photo, name, language)
    return PublicPhoto(
        alt=alt,
        caption=caption,
        credit=photo.record.credit,
        card=[_rendition(image) for image in made.card],
        whole=[_rendition(image) for image in made.whole],
        share=_rendition(made.share),
        kind=made.kind,
        tone=made.tone,
        is_light=made.is_light,
    )


def looks_of(photo: Photo | None, processed: Processed) -> Sequence[str]:
    """By which it is known how a photo is shown, beside its words."""
    made = processed.get(photo) if photo else None
    return [image.name for image in made.images] if made else ()


def words_of_photo(photo: Photo, name: Mapping[str, str], language: str) -> tuple[Text, Text | None]:
    """What stands for a photo of something with a name, and what is said below it."""
    caption = photo.record.caption
    return text_in(photo.record.alt or name, language), text_in(caption, language) if caption else None


def path_of(image: photos.EncodedImage) -> str:
    """Where a rendition lies in the site."""
    return f"{PHOTO_FOLDER}/{image.name}"


def _rendition(image: photos.EncodedImage) -> Rendition:
    return Rendition(path=path_of(image), width=image.width, height=image.height)
