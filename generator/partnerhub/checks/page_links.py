"""Links of hand-written pages: that they lead to partners and events that members can see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from partnerhub.checks.hub import Hub
from partnerhub.checks.rule import kept_elsewhere
from partnerhub.checks.weigh import finding
from partnerhub.record.facts import Facts
from partnerhub.record.hand_written import HandWritten
from partnerhub.site.model import PublicHub
from partnerhub.site.page_links import Target, links_in
from partnerhub.words import slugs
from partnerhub.words.finding import Finding, Position, Problem, Severity
from partnerhub.words.spelling import close_to
from partnerhub.words.terms import N_

kept_elsewhere(
    "pages",
    "link-unknown",
    "error",
    """A link of a page to a partner or an event, `[text](partner:slug/event)`, leads to one.

It follows them when they are renamed. Where members can't see them now, or an event was withdrawn, this is a warning:
the words of the link stay as text, and lead there again by themselves.""",
)


def findings_about_links(pages: Iterable[HandWritten], hub: Hub, public: PublicHub) -> Iterator[Finding]:
    """The links of pages that lead to nothing, or to what doesn't take place; `public` is what members see.

    Of a hub of which a part was read, those are in it who ever had a name to which one leads: see `names_linked`.
    """
    files = {file.key: file for file in hub.files}
    withdrawn = {event.address for event in public.withdrawn} - {event.address for event in public.events}
    for page in pages:
        for position, target in links_in(page.text):
            address = public.page_at(target.address)
            problem = None
            if address is None:
                problem = _leads_nowhere(target, files, hub, position)
            elif address in withdrawn:
                words = N_("{target} was withdrawn: its page says so, and nothing else")
                hint = N_("Take the link out, or let it lead elsewhere.")
                problem = Problem((), words, hint, {"target": target}, position, severity=Severity.WARNING)
            if problem and (said := finding("link-unknown", problem, page.path, hub.settings, hub.language)):
                yield said


def names_linked(pages: Iterable[HandWritten]) -> Set[str]:
    """The names of the partners to whom pages lead, as slugs are compared."""
    return {slugs.same(target.partner) for page in pages for _, target in links_in(page.text)}


def _leads_nowhere(target: Target, files: Mapping[str, Facts], hub: Hub, position: Position) -> Problem:
    """Why a link leads to no page, and what was probably meant."""
    file = files.get(slugs.same(target.partner))
    events = [slug for event in file.events if (slug := event.slug)] if file else []
    if file and (not target.event or slugs.same(target.event) in map(slugs.same, events)):
        words = N_("members can't see {target} now: the words of the link stay as text")
        hint = N_("Look what holds it back in {path}, or take the link out.")
        facts = {"target": target, "path": file.path}
        return Problem((), words, hint, facts, position, severity=Severity.WARNING)
    if file:
        meant = close_to(target.event, events)
        written = Target(file.source.slug, meant or "")
        words = N_("{target} leads to nothing: there is no such event in {path}")
        slugless = N_("Write {meant} and, behind a slash, the slug of one of its events.")
        hint = N_("Write {meant}.") if meant else slugless
        return Problem((), words, hint, {"target": target, "path": file.path, "meant": written}, position)
    others = [own for own, *_ in hub.rest.names.values()]
    partner = close_to(target.partner, [*(each.source.slug for each in files.values()), *others])
    words = N_("{target} leads to nothing: there is no such partner")
    if partner is None:
        hint = N_("Write partner: and the name of a file in content/partners/, without .md.")
        return Problem((), words, hint, {"target": target}, position)
    facts = {"target": target, "meant": Target(partner, target.event)}
    return Problem((), words, N_("Write {meant}."), facts, position)
