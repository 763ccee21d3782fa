"""Sveltia's configuration for a hub: https://sveltiacms.app/en/docs/config-basics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from partnerhub.desk.form import PARTNERS, Form
from partnerhub.desk.host import backend
from partnerhub.history.project import Host, Project
from partnerhub.record.files import PARTNERS as FOLDER
from partnerhub.record.settings import Settings
from partnerhub.words import slugs
from partnerhub.words.terms import N_, Terms

FORMAT = "partner-frontmatter"
"""Our own, which `desk/src` registers; a name that ends otherwise gets no body."""
_WIDEST = 2048
"""Pixels of a photo's longer side, in the repository. Making it so leaves a camera's notes behind, its position too."""
_LARGEST = 30_000_000
"""Bytes of a photo as it comes from a camera."""
_NOWHERE = Project(Host.GITHUB, "https://github.com", "hub/hub")
"""Sveltia asks for a host even where it works on a folder alone; the page's policy lets it speak with none."""


@dataclass(frozen=True)
class Place:
    """Where the hub lies."""

    project: Project | None
    """None where its host isn't known."""
    branch: str
    """The one that is published; empty for the host's own."""
    prefix: str
    """The hub's folder in the repository, with a slash at its end; empty at its top."""


def configuration(settings: Settings, place: Place, terms: Terms) -> Mapping[str, Any]:
    """What Sveltia is begun with, in the reader's words."""
    form = Form(settings, terms)
    name = form.in_first_language("name")
    folder = place.prefix + FOLDER.rstrip("/")
    community, partners = settings.community_in(terms.language), terms(N_("Partners"))
    photos = {"format": "webp", "quality": 85, "width": _WIDEST, "height": _WIDEST}
    config = {"max_file_size": _LARGEST, "slugify_filename": True, "transformations": {"raster_image": photos}}
    made: dict[str, Any] = {
        "load_config_file": False,
        "backend": {**backend(place.project or _NOWHERE, place.branch), "commit_messages": _messages(settings)},
        "app_title": f"{community} · {partners}",
        "media_folder": folder,
        "media_libraries": {"default": {"config": config}, "stock_assets": {"providers": []}},
        "show_preview_links": False,
        "editor": {"preview": False},
        "output": {"omit_empty_optional_fields": True},
        "slug": {"encoding": "unicode", "lowercase": True, "maxlength": slugs.MAX_LENGTH},
        "collections": [
            {
                "name": PARTNERS,
                "label": partners,
                "label_singular": terms(N_("Partner")),
                "description": terms(NOTE),
                "icon": "groups",
                "folder": folder,
                "media_folder": "",
                "public_folder": "",
                "extension": "md",
                "format": FORMAT,
                "identifier_field": name,
                "slug": {"template": f"{{{{fields.{name}}}}}", "editable": ["create"], **form.of_slugs},
                "summary": f"{{{{{name}}}}}",
                "create": True,
                # A file is the memory of a partnership: who takes one away does so where its history is seen.
                "delete": False,
                "duplicate": False,
                # Who decides does so where the review stands.
                "publish": False,
                "fields": form.fields,
            }
        ],
    }
    if settings.site_url:
        made |= {"site_url": settings.site_url, "display_url": settings.site_url}
    if place.project:
        made["publish_mode"] = "editorial_workflow"
    return made


def _messages(settings: Settings) -> Mapping[str, str]:
    """What a commit says, and a proposal's title: in the hub's first language, for all who read them."""
    terms, name = Terms(settings.language), "{{slug}}"
    return {"create": terms(N_("New partner: {slug}"), slug=name), "update": terms(N_("Change {slug}"), slug=name)}


NOTE = N_(
    "What you save becomes a proposal. A review under it says what is still missing or wrong; nothing is on the site "
    "before somebody has said yes to it."
)
"""What saving does, and who says what is wrong."""
