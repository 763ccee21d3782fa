"""The page in which the forms stand (`templates/desk/`), and what is told to its scripts."""

from __future__ import annotations

import json
from collections.abc import Mapping

from markupsafe import Markup

from partnerhub.desk.configuration import NOTE, Place, configuration
from partnerhub.desk.host import origin, proposals
from partnerhub.desk.refusals import refusals
from partnerhub.desk.shapes import shapes
from partnerhub.ours import TEMPLATES, address_of_rule
from partnerhub.record.settings import Settings
from partnerhub.site.render import environment
from partnerhub.words.dates import direction
from partnerhub.words.terms import N_, Terms, said_in

_IN_FOLDER = N_(
    "In a folder of this computer, what you save is in the files at once. At the code host it becomes a proposal, with "
    "a review under it."
)
_PROPOSAL = N_("Typed into the forms of the desk. The review says what members would see, and what is missing.")


def files(settings: Settings, place: Place, made: Mapping[str, bytes], language: str) -> Mapping[str, bytes]:
    """The whole folder of the desk, in a reader's language; `made` are the scripts and fonts, by name."""
    terms = Terms(language)
    config = configuration(settings, place, terms)
    told = {
        "language": said_in(language),
        "config": config,
        "shapes": shapes(settings.languages),
        "words": {
            **refusals(terms),
            "in_folder": terms(_IN_FOLDER),
            # Read by all who look at proposals, as their titles are.
            "proposal": Terms(settings.language)(_PROPOSAL),
        },
        "has_host": place.project is not None,
    }
    page = _page(settings, place, told, with_style="desk.css" in made, language=language)
    return {
        "index.html": page.encode(),
        "config.json": json.dumps(config, ensure_ascii=False, indent=2).encode(),
        **made,
    }


def _page(settings: Settings, place: Place, told: object, *, with_style: bool, language: str) -> str:
    ours = said_in(language)
    project = place.project
    return (
        environment([TEMPLATES / "desk"], language)
        .get_template("desk.html")
        .render(
            language=ours,
            direction=direction(ours),
            community=settings.community_in(language),
            note=Terms(language)(NOTE),
            policy=_policy(origin(project) if project else ""),
            proposals=proposals(project) if project else "",
            rules=address_of_rule(""),
            with_style=with_style,
            # No text may end the element that holds it.
            told=Markup(json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")),
        )
    )


def _policy(host: str) -> str:
    """What the page may load, and whom it may ask: itself, and the interface of the code host.

    Sveltia sets styles as it goes, shows files that it holds in memory, and makes photos smaller in a worker.
    """
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' blob: data:",
            "media-src 'self' blob:",
            "font-src 'self'",
            f"connect-src 'self' blob: data: {host}".rstrip(),
            "worker-src 'self' blob:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
