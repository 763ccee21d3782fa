"""Pages: that they can be read, the markers in them, and that no other host is asked for anything in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from markdown_it import MarkdownIt

from partnerhub.checks.rule import kept_elsewhere
from partnerhub.checks.weigh import finding
from partnerhub.record.hand_written import HandWritten
from partnerhub.record.settings import Settings
from partnerhub.record.shell_settings import ShellSettings
from partnerhub.site import markers
from partnerhub.site.other_hosts import ANALYTICS, FONTS, MERMAID, references
from partnerhub.words.finding import Breach, Finding, Position, Problem
from partnerhub.words.terms import N_

kept_elsewhere(
    "pages",
    "marker-unknown",
    "error",
    """A marker on a line of its own, `<!-- partnerhub: upcoming tag=… -->`, names one of our lists.

A misspelt one would leave a hole in the page.""",
)
kept_elsewhere(
    "pages",
    "page-unreadable",
    "error",
    """A hand-written page can be opened, is UTF-8 text, and its front matter can be read.

A build that goes on leaves the page out: MkDocs prints front matter that it can't read on the page.""",
    guarded=True,
)
kept_elsewhere(
    "pages",
    "other-host",
    "warning",
    """A page has nothing from another host: no fonts, no analytics, no style sheets, scripts, pictures or frames.

Whoever serves them learns who reads the page, so they are left out. A hub that sets the rule to `ignore` has decided
otherwise: then they stay, and the page's Content-Security-Policy allows the hosts that it names.""",
)
kept_elsewhere(
    "pages",
    "form-outdated",
    "warning",
    """The form with which a partnership is proposed asks what the settings and the fields ask today.

It is taken in by its headings: once they differ, answers to it are refused. A form is asked about whose first line says
that `partnerhub new form` writes it.""",
)

kept_elsewhere(
    "languages",
    "language-incomplete",
    "warning",
    """Pages are in a language in which we have words.

Where we have none, ours are in English, dates and hours among them, and marked as such; what partners and editors write
is shown in its own language.""",
)

UNSAID = N_("our words are not in {language} yet: on its pages they are in English")
TRANSLATE = N_(
    "Translate them, and send us the catalogue; or, if English will do, write language-incomplete: ignore under "
    "severity."
)
_MAY_ASK = re.compile(r"[/\\]{2}|(?:https?|wss?|ftp):", re.IGNORECASE)
_MOST = 100
"""Findings about one page; who typed more addresses than that knows of it by then."""
_COPIED = ("link", "script", "img")
"""Elements of which the theme's privacy plugin puts copies into the site."""
_DECIDE = N_(
    "Put a copy into the site and name that; or decide that members' browsers may ask others: other-host: ignore, "
    "under severity."
)


def _parser() -> MarkdownIt:
    # What is indented by four is the text of a list or of an admonition more often than code.
    parser = MarkdownIt("commonmark", {"html": True}).disable("code")
    # Pictures and elements are all that is looked for; links and emphasis take time that grows with the square.
    parser.disable(["link", "emphasis", "entity", "autolink"])
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


_PARSER = _parser()


def findings_about_pages(
    pages: Iterable[HandWritten], settings: Settings, language: str, shell: ShellSettings | None
) -> Iterator[Finding]:
    """What is wrong with hand-written pages; without what mkdocs.yml makes of them, no other host is looked for."""
    for page in pages:
        for breach in _breaches(page, shell):
            if (found := finding(breach.rule, breach.problem, page.path, settings, language)) is not None:
                yield found


def findings_about_shell(shell: ShellSettings, settings: Settings, language: str) -> Iterator[Finding]:
    """What settings do to every page: words that are missing, and other hosts that would be asked."""
    messages = {
        FONTS: N_("{field} must be false: the fonts of {host} are left out of every page"),
        ANALYTICS: N_("{field} must be of the site itself: {host} is left out of every page"),
    }
    hints = {FONTS: N_("Write font: false; browsers have fonts of their own."), ANALYTICS: _DECIDE}
    elsewhere = N_("{field} must lie in the site itself: what {host} serves is left out of every page")
    for unsaid in shell.unsaid:
        problem = Problem((), UNSAID, TRANSLATE, {"language": unsaid.language}, unsaid.position)
        if (found := finding("language-incomplete", problem, unsaid.path, settings, language)) is not None:
            yield found
    for each in shell.foreign:
        message, hint = messages.get(each.host, elsewhere), hints.get(each.host, _DECIDE)
        problem = Problem(each.field, message, hint, {"host": each.host}, each.position)
        if (found := finding("other-host", problem, each.path, settings, language)) is not None:
            yield found


def _breaches(page: HandWritten, shell: ShellSettings | None) -> Iterator[Breach]:
    if page.fault is not None:
        yield Breach("page-unreadable", page.fault)
        return
    for position, unknown in markers.faulty_markers(page.text):
        yield Breach("marker-unknown", Problem((), unknown.message, unknown.hint, unknown.facts, position))
    if shell is not None:
        yield from (Breach("other-host", problem) for problem in islice(_other_hosts(page.text, shell), _MOST))


def _other_hosts(text: str, shell: ShellSettings) -> Iterator[Problem]:
    """What a page asks other hosts for, found by its Markdown alone."""
    if _MAY_ASK.search(text):
        since: dict[str, int] = {}
        for each in references(_PARSER.render(text), shell.own):
            if shell.is_copied and each.element in _COPIED:
                continue
            typed = each.address.partition("&")[0]
            at = text.find(typed, since.get(typed, 0))
            since[typed] = at + 1
            place = Position(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)) if at >= 0 else Position()
            words = N_("a page must not ask another host for anything: what {host} serves as <{element}> is left out")
            yield Problem((), words, _DECIDE, {"host": each.host, "element": each.element}, place)
    if shell.has_mermaid and "mermaid" in text:
        for token in _PARSER.parse(text):
            if token.type == "fence" and token.map and token.info.strip(" {.}").split(" ")[0] == "mermaid":
                words = N_("a diagram needs a script, and that of {host} is left out: it stays text")
                hint = N_("Put mermaid.min.js into the pages' folder and name it under extra_javascript.")
                yield Problem((), words, hint, {"host": MERMAID}, Position(token.map[0] + 1))
