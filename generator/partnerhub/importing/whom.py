"""Whom a row is about: a partner of the hub, or one that is new, by slug, name in any language, or address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from partnerhub.checks import Hub
from partnerhub.editing.subject import Refused, Subject
from partnerhub.importing.draft import Draft
from partnerhub.record.files import PARTNERS
from partnerhub.record.model import Decision
from partnerhub.record.partner import Partner
from partnerhub.record.understood import text_in
from partnerhub.scaffold.partner import marks_of
from partnerhub.words import slugs
from partnerhub.words.terms import N_


class Partners:
    """Those of a hub, and those that a sheet brings."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._by_mark: dict[str, list[Draft]] = {}
        for file in hub.files:
            if file.partner is not None:
                draft = Draft(file.partner.slug, file.path, hub.settings, Subject(hub, file))
                self._know(draft, [_of_slug(file.key), *(mark for _, mark in file.partner.marks)])

    def named(self, names: Mapping[str, str], website: str | None, slug: str | None) -> Draft:
        """The partner that is meant, be it new; `names` by language, the hub's first is empty. Raises Refused."""
        return self._known(names, website, slug) or self._new(names, website, slug)

    def of_slug(self, slug: str) -> Draft:
        """The partner of a slug, of whom there is one."""
        return self._by_mark[_of_slug(slug)][0]

    def slug_of(self, name: str) -> str | None:
        """The slug of a partner that is called so; None for nobody, or several."""
        marks = (_of_slug(name), _of_name(name))
        found = {draft.slug for mark in marks for draft in self._by_mark.get(mark, ())}
        return found.pop() if len(found) == 1 else None

    def _known(self, names: Mapping[str, str], website: str | None, slug: str | None) -> Draft | None:
        """The partner of a slug, else of a name, else of an address. Raises Refused."""
        stem = self._stem(names, slug)
        ways = [[_of_slug(slug)]] if slug else []
        ways.append([*map(_of_name, names.values()), _of_slug(stem)])
        ways.append([mark for mark in marks_of("?", website, self._hub.settings) if mark != _of_name("?")])
        for marks in ways:
            drafts = {draft.path: draft for mark in marks for draft in self._by_mark.get(mark, ())}
            if len(drafts) > 1:
                words, hint = N_("more than one partner may be meant: {paths}"), N_("Give the slug in a column.")
                raise Refused(words, hint, paths=", ".join(drafts))
            for draft in drafts.values():
                if draft.partner is not None:
                    refuse_declined(draft.partner)
                # Another row may say no more than this name.
                self._know(draft, map(_of_name, names.values()))
                return draft
        for file in self._hub.files:
            if file.partner is None and file.key == slugs.same(stem):
                words, hint = N_("{path} can't be read, so nothing is written"), N_("Mend it by hand first.")
                raise Refused(words, hint, path=file.path)
        return None

    def _new(self, names: Mapping[str, str], website: str | None, slug: str | None) -> Draft:
        """A partner who is new. Raises Refused."""
        if not names:
            raise Refused(N_("it names no partner"))
        stem = self._stem(names, slug)
        if not stem:
            raise Refused(N_("the name has no letters of which a file could be named"))
        if not slugs.is_slug(stem) or slugs.is_reserved(stem):
            words, hint = N_("no file can be named {name}.md on every machine"), N_("Give the slug in a column.")
            raise Refused(words, hint, name=stem)
        draft = Draft(stem, f"{PARTNERS}{stem}.md", self._hub.settings, None)
        marks = (mark for name in names.values() for mark in marks_of(name, website, self._hub.settings))
        self._know(draft, [_of_slug(stem), *marks])
        return draft

    def _stem(self, names: Mapping[str, str], slug: str | None) -> str:
        first = self._hub.settings.language
        name = text_in({each or first: text for each, text in names.items()}, first)
        return slug or slugs.partner_stem(name)

    def _know(self, draft: Draft, marks: Iterable[str]) -> None:
        for mark in marks:
            drafts = self._by_mark.setdefault(mark, [])
            if draft not in drafts:
                drafts.append(draft)


def refuse_declined(partner: Partner) -> None:
    """Raises Refused."""
    if partner.decision is Decision.DECLINED:
        raise Refused(N_("{path} was declined, so nothing is added to it"), path=partner.path)


def _of_slug(slug: str) -> str:
    return f"slug {slugs.same(slug)}"


def _of_name(name: str) -> str:
    """As `Partner.marks` have it."""
    return f"name {slugs.same(name)}"
