"""A partner's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import quote

from partnerhub.photos import PhotoKind
from partnerhub.site.model.values import Link, PublicPhoto, PublicValue, Text, address_of
from partnerhub.words.terms import N_


class Kind(StrEnum):
    """What a partner is."""

    PERSON = N_("person")
    COMMUNITY = N_("community")
    ORGANIZATION = N_("organization")


@dataclass(frozen=True)
class PublicPartner:
    """A partner's page."""

    prefix: str
    """Where the pages of this language lie in the site: empty, or `en/`."""
    slug: str
    kind: Kind
    name: Text
    tagline: Text | None
    website: str | None
    links: Sequence[Link]
    tags: Sequence[str]
    """By the keys of those that have labels, `PublicHub.label_of` says them; others as typed."""
    photo: PublicPhoto | None
    values: Sequence[PublicValue]
    """The values shared with the hub, in the partner's order; never the others."""
    promotes: PublicValue | None
    members_get: Text | None
    body: str
    """Sanitised HTML."""
    body_language: str | None
    """As `Text.language`."""
    body_text: str
    """The body without markup."""
    introduction: Text
    """The first paragraph of the body as plain text: who they are."""
    is_corrected: bool = False
    """Whether the details are being corrected: the page shows the name, a line that says so, and the events."""
    has_page: bool = True
    """False where the partner is gone and an event of theirs is withdrawn: nothing leads to them."""
    kept_in: Sequence[str] = ()
    """The tags by which lists keep the partner while it is being corrected. They are not shown."""
    changed_at: datetime | None = None
    """When what the page says of the partner changed last, in UTC; None without a history."""

    @classmethod
    def named(
        cls,
        prefix: str,
        slug: str,
        name: Text,
        kind: Kind = Kind.COMMUNITY,
        *,
        is_corrected: bool = False,
        has_page: bool = True,
        kept_in: Sequence[str] = (),
    ) -> PublicPartner:
        """A partner of whom nothing but the name is shown; by their kind lists keep them."""
        return cls(
            prefix=prefix,
            slug=slug,
            kind=kind,
            name=name,
            tagline=None,
            website=None,
            links=(),
            tags=(),
            photo=None,
            values=(),
            promotes=None,
            members_get=None,
            body="",
            body_language=None,
            body_text="",
            introduction=Text(""),
            is_corrected=is_corrected,
            has_page=has_page,
            kept_in=kept_in,
        )

    def being_corrected(self) -> PublicPartner:
        """The partner while the details are being corrected."""
        return self.named(
            self.prefix,
            self.slug,
            self.name,
            self.kind,
            is_corrected=True,
            has_page=self.has_page,
            kept_in=self.filed_under,
        )

    @property
    def filed_under(self) -> Sequence[str]:
        """The tags whose lists hold the partner."""
        return self.tags or self.kept_in

    @property
    def description(self) -> Text | None:
        """Who they are in a line or two: the tagline, else the first paragraph; None where neither is shown."""
        return self.tagline or (self.introduction if self.introduction.value else None)

    @property
    def address(self) -> str:
        """The page's folder, relative to the root of its language, not escaped: the same in each language."""
        return address_of(self.slug)

    @property
    def path(self) -> str:
        """The page's folder, relative to the root of the site, not escaped."""
        return self.prefix + self.address

    @property
    def url(self) -> str:
        """`path` as an address, percent-encoded."""
        return quote(self.path)

    @property
    def has_portrait(self) -> bool:
        """Whether their photo shows a face, so that it may be cut out round."""
        return self.kind is Kind.PERSON and self.photo is not None and self.photo.kind is not PhotoKind.LOGO

    @property
    def initials(self) -> str:
        """At most two first letters of the name, for a partner without a photo."""
        words = [word for word in self.name.value.split() if word[0].isalnum()]
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper() or "?"
