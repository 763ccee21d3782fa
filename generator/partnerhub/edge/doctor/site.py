"""What a look at the settings shows that make the site."""

from __future__ import annotations

from collections.abc import Iterator

from partnerhub.checks.pages import TRANSLATE, UNSAID
from partnerhub.edge.doctor.place import Place
from partnerhub.edge.doctor.seen import Seen, look, stands, warning
from partnerhub.edge.shell_inputs import ShellInputs
from partnerhub.words.dates import endonym
from partnerhub.words.finding import Severity
from partnerhub.words.places import field_name
from partnerhub.words.terms import N_


def look_at_site_url(place: Place) -> Iterator[Seen]:
    """The site knows its address, without which there are no calendars, no feeds and no share pictures."""
    config = place.config
    unset = [name for name, value in config.variables.items() if not value]
    if config.settings.site_url:
        yield stands(N_("site_url is {address}"), address=config.settings.site_url)
    elif unset:
        words = N_("site_url is empty here, where these variables of the environment aren't set: {names}")
        yield look(words, N_("Make sure that they are set where the site is built."), names=", ".join(unset))
    else:
        words = N_("site_url is empty, so there are no calendars, no feeds and no pictures beside shared links")
        yield warning(words, N_("Write the site's address into mkdocs.yml: site_url."))


def look_at_other_hosts(place: Place) -> Iterator[Seen]:
    """Pages ask no other host for fonts, scripts or style sheets."""
    shell = place.config.shell
    may_ask = place.config.settings.severity.get("other-host") is Severity.IGNORE
    for each in shell.foreign:
        facts = {"place": f"{each.path}:{each.position.line}", "name": field_name(each.field), "host": each.host}
        if may_ask:
            words = N_("every page asks {host}, by {name} ({place}): whoever serves it learns who reads the page")
            yield look(words, N_("Make sure that members know, since other-host is set to ignore."), **facts)
        else:
            words = N_("{name} ({place}) names {host}, which is left out of every page")
            hint = N_("Put a copy into the site and name that; of fonts, write font: false.")
            yield warning(words, hint, **facts)
    if not shell.foreign:
        yield stands(N_("settings have pages ask no other host: no fonts, no scripts, no counting"))


def look_at_languages(place: Place) -> Iterator[Seen]:
    """Each language has our words and a first page of its own."""
    config = place.config
    make = look if config.settings.severity.get("language-incomplete") is Severity.IGNORE else warning
    for unsaid in config.shell.unsaid:
        yield make(UNSAID, TRANSLATE, language=unsaid.language)
    empty = [
        language
        for language, prefix in config.settings.prefixes.items()
        if not any((config.folders.pages / prefix / f"{name}.md").is_file() for name in ("index", "README"))
    ]
    for language in empty:
        words = N_("nobody wrote a first page in {language}: it shows what comes next, and no words of your own")
        hint = N_("Write {path}.")
        path = f"{config.folders.pages.name}/{config.settings.prefixes[language]}index.md"
        yield look(words, hint, language=endonym(language), path=path)
    if not config.shell.unsaid and not empty:
        names = ", ".join(endonym(language) for language in config.settings.languages)
        yield stands(N_("the site's languages are whole: {names}"), names=names)


def look_at_shell(place: Place) -> Iterator[Seen]:
    """MkDocs needs to run only where what it reads changed."""
    try:
        reasons = list(ShellInputs(place.config).reads_more)
    except OSError as error:
        words = N_("what MkDocs reads can't be opened: {reason}")
        yield warning(words, N_("Mend the permissions, or the link that leads nowhere."), reason=str(error.strerror))
        return
    for reason in reasons:
        words = N_("MkDocs runs with every build, which takes seconds: {reason}")
        hint = N_("Leave it if you need it; nothing is wrong with the site.")
        facts = reason.problem.facts or {}
        yield look(words, hint, reason=reason.problem.message, **facts)
    if not reasons:
        yield stands(N_("MkDocs runs only where pages, templates or settings changed: nothing else is read"))
