"""A new hub's files: settings, pages, an example partner, a README for its editors, what its home asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from jinja2 import Environment
from yaml import ScalarNode
from yaml.resolver import Resolver

from partnerhub.ours import ADDRESS
from partnerhub.record import block_style
from partnerhub.record.files import PARTNERS
from partnerhub.record.read import Tree
from partnerhub.record.settings import Settings
from partnerhub.record.settings_file import read_settings
from partnerhub.record.settings_types import Vocabulary
from partnerhub.scaffold.homes import folders_of
from partnerhub.scaffold.hub_templates import FOLDER, SUFFIX, files_in, hub_environment
from partnerhub.scaffold.issue_form import host_of, issue_forms
from partnerhub.scaffold.partner import partner_text
from partnerhub.words.dates import endonym
from partnerhub.words.terms import N_, Term, Terms

_SETTINGS = "mkdocs.yml"
_PAGES: Mapping[str, Term] = {
    "index": N_("Events"),
    "calendar": N_("By month"),
    "partners": N_("Partners"),
    "archive": N_("Archive"),
    "subscribe": N_("Calendar"),
}
"""Page → what the navigation calls it, in its order."""
_RED_FLAGS: Mapping[str, Term] = {
    "fraud": N_("Fraud"),
    "pyramid-scheme": N_("Pyramid scheme"),
    "hidden-advertising": N_("Hidden advertising"),
}
_WORDS = re.compile(r"\w+(?:[ -]\w+)*")
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|&!~]")
"""What Markdown could take for more than text within a heading."""
_EXAMPLE = "example"
_PICTURE = FOLDER / "example.jpg"


@dataclass(frozen=True)
class NewHub:
    """What is asked of a hub before it begins."""

    name: str
    languages: Sequence[str]
    """BCP 47 tags, the first one that of the pages at the root."""
    timezone: str
    values: Vocabulary
    home: str
    """One of HOMES."""
    install: str
    """What pip installs: a line of requirements.txt."""

    @property
    def language(self) -> str:
        """The first one."""
        return self.languages[0]

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Language → where its pages lie."""
        return Settings(languages=list(self.languages)).prefixes


def hub_files(hub: NewHub, today: date) -> Mapping[str, bytes]:
    """Path → bytes of every file of a new hub; the consent of its example is one of today.

    Raises SettingsInvalid for answers of which mkdocs.yml can't be made.
    """
    texts = {
        path: _filled(hub, hub.language, template) for path, template in [*files_in("all"), ("README.md", _readme(hub))]
    }
    texts |= {**home_files(hub), **dict(_pages(hub))}
    settings = read_settings(_SETTINGS, {_SETTINGS: texts[_SETTINGS].encode()}.get, {}).settings
    texts[f"{PARTNERS}{_EXAMPLE}.md"] = _example(hub, settings, today)
    if host := host_of(hub.home):
        texts |= issue_forms(host, settings)
    picture = {f"{PARTNERS}{_EXAMPLE}{_PICTURE.suffix}": _PICTURE.read_bytes()}
    return {path: text.encode() for path, text in texts.items()} | picture


def home_files(hub: NewHub) -> Mapping[str, str]:
    """Path → text of what the hub's home asks for."""
    templates = dict(file for folder in folders_of(hub.home) for file in files_in(folder))
    return {path: _filled(hub, hub.language, template) for path, template in templates.items()}


def first_page(language: str) -> str:
    """The page with which a language begins where nobody wrote one: what comes next."""
    return _environment(language).get_template(f"page/index.md{SUFFIX}").render()


def _filled(hub: NewHub, language: str, template: str) -> str:
    """A template, filled in one of the hub's languages."""
    return (
        _environment(language)
        .get_template(template)
        .render(
            hub=hub,
            language=language,
            address=ADDRESS,
            example=_EXAMPLE,
            nav={each: list(_nav(hub, each)) for each in hub.languages},
            red_flags={key: _texts(hub, words) for key, words in _RED_FLAGS.items()},
        )
    )


@cache
def _environment(language: str) -> Environment:
    environment = hub_environment(language)
    environment.filters.update(yaml=_in_settings, labels=_labels, heading=_in_heading, endonym=endonym)
    return environment


def _readme(hub: NewHub) -> str:
    """The template of the README in the hub's first language, else in English."""
    tags = (hub.language, hub.language.partition("-")[0], "en")
    return next(name for name in (f"readme/{tag}.md{SUFFIX}" for tag in tags) if (FOLDER / name).is_file())


def _nav(hub: NewHub, language: str) -> Iterator[tuple[str, str]]:
    """Title → page, in one language."""
    for page, title in _PAGES.items():
        yield Terms(language)(title), f"{hub.prefixes[language]}{page}.md"


def _pages(hub: NewHub) -> Iterator[tuple[str, str]]:
    for language in hub.languages:
        for path, template in files_in("page"):
            yield f"content/pages/{hub.prefixes[language]}{path}", _filled(hub, language, template)


def _texts(hub: NewHub, words: Term) -> dict[str, str]:
    """Words of ours in each language of the hub; those that are the same in all languages once, without naming one."""
    said = {language: Terms(language)(words) for language in hub.languages}
    return said if len(set(said.values())) > 1 else {"": said[hub.language]}


def _in_settings(text: str) -> str:
    """A text as it stands in mkdocs.yml: in quotes, unless it is words that YAML takes for text (not `no`, or `12`)."""
    tag = Resolver().resolve(ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return text if _WORDS.fullmatch(text) and tag == "tag:yaml.org,2002:str" else block_style.quoted(text)


def _in_heading(text: str) -> str:
    """A text as a heading of Markdown has it."""
    return _MARKUP.sub(r"\\\g<0>", text)


def _labels(labels: Mapping[str, str]) -> str:
    """A label, or one a language, as it stands in mkdocs.yml."""
    if "" in labels:
        return _in_settings(labels[""])
    return "{" + ", ".join(f"{language}: {_in_settings(label)}" for language, label in labels.items()) + "}"


def _example(hub: NewHub, settings: Settings, today: date) -> str:
    """A partner who is invented and says so, complete but for the decision: nothing of it is public."""

    def said(words: Term) -> Tree:
        texts = _texts(hub, words)
        return texts.get("") or dict[str, Tree](texts)

    terms = Terms(hub.language)
    invented = terms(N_("invented, like all else in this file"))
    consent: dict[str, Tree] = {"given_by": invented, "given_on": today.isoformat()}
    answers: dict[tuple[str, ...], Tree] = {
        ("name",): said(N_("An example")),
        ("kind",): "community",
        ("tagline",): said(N_("Invented, to show what a partner's file holds")),
        ("photo", "alt"): said(N_("A lighthouse on a hill by the sea, drawn")),
        ("photo", "caption"): said(N_("Nobody lives here: the lighthouse is drawn")),
        ("photo", "consent"): consent,
        ("vetting", "values"): [next(iter(hub.values))],
        ("vetting", "win_win", "ours"): terms(N_("We see what a partner's file holds.")),
        ("vetting", "win_win", "theirs"): terms(N_("They are deleted when the first real partner comes.")),
        ("vetting", "win_win", "members"): said(N_("A page to look at before the first real one")),
        ("vetting", "reputation", "standing"): "positive",
        ("vetting", "reputation", "sources"): [invented],
        ("vetting", "decision"): "pending",
    }
    description = _texts(
        hub,
        N_(
            "This partner is invented. Members see nothing of it as long as the decision below the three questions is "
            "*pending*; once it is *approved*, they see this page, with the photo and what they get. Delete the file "
            "and its picture when you have seen enough."
        ),
    )
    in_order = [(tag if tag != hub.language else "", text) for tag, text in description.items()]
    return partner_text(answers, in_order, settings)
