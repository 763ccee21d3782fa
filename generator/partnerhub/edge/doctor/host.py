"""What a look at the code host's side shows, as far as it can be known without asking the host."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path

from partnerhub.edge.doctor.place import Place
from partnerhub.edge.doctor.seen import Seen, look, stands, warning
from partnerhub.edge.host import Readers, is_folder, readers
from partnerhub.history.project import Host
from partnerhub.scaffold.homes import HOMES
from partnerhub.scaffold.hub import NewHub, home_files
from partnerhub.words.terms import N_, Term

_PRIVATE = N_("Keep partner files in a private repository that publishes only site/, or see to it that nobody minds.")
_VISIBILITY: Mapping[Host | None, Term] = {
    Host.GITHUB: N_("Look at the repository's page: beside its name stands Private or Public."),
    Host.GITLAB: N_("Look under Settings, General, Visibility: the project must be private."),
    None: N_("Look who can read the remote: partner files hold what is not for everybody."),
}
_BUILDS = re.compile(r"^[^#\n]*(?:\bpartnerhub build\b|\bmkdocs (?:build|gh-deploy)\b)", re.MULTILINE)
_CLOCK = re.compile(r"^[^#\n]*\bcron:", re.MULTILINE)
_IDLE = timedelta(days=60)
"""https://docs.github.com/actions/how-tos/manage-workflow-runs/disable-and-enable-a-workflow"""
_RUN = (".github/workflows", ".gitlab-ci.yml")
"""What a host runs."""
_OWNERS: Mapping[Host, tuple[str, ...]] = {
    Host.GITHUB: (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"),
    Host.GITLAB: ("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"),
}
"""Where a host looks, in its order: https://docs.github.com/repositories/managing-your-repositorys-settings-and-features
/customizing-your-repository/about-code-owners and https://docs.gitlab.com/user/project/codeowners/"""
_OWNED = re.compile(r"^(?!\s*(?:#|\[|\^\[))\s*\S.*\s\S*@", re.MULTILINE)
"""A line that names somebody for a path."""
_PINNED = re.compile(r"(?<=uses: )([^@\s]+)@.*")
"""Which version of an action a workflow uses; the host proposes newer ones."""


def look_at_readers(place: Place) -> Iterator[Seen]:
    """Only members of the team can read the partner files."""
    told = readers(place.environ)
    origin = place.repository.origin if place.repository else None
    if told is Readers.EVERYBODY:
        yield warning(N_("the repository is public, so anyone can read how partners were vetted"), _PRIVATE)
    elif told is Readers.ACCOUNTS:
        words = N_("the repository is internal: everybody who has an account of the host can read it")
        yield look(words, _PRIVATE)
    elif told is Readers.MEMBERS:
        yield stands(N_("the repository is private"))
    elif origin and is_folder(origin):
        words = N_("the remote is a folder: whoever can open it can read the repository")
        yield look(words, N_("Look at the folder's permissions."))
    elif origin:
        words = N_("who can read the repository is not known here: only the host knows")
        yield look(words, _VISIBILITY[place.host])


def look_at_publishing(place: Place) -> Iterator[Seen]:
    """Something builds the site on every push."""
    hub = place.config.folders.hub
    astray = [] if hub.samefile(place.top) else [name for name in _RUN if (hub / name).exists()]
    if astray:
        words = N_("{names} lies in the hub's folder, and hosts look at the top of the repository, {top}")
        hint = N_("Give the hub a repository of its own; or move that to the top, and name the hub's files in it.")
        yield warning(words, hint, names=", ".join(astray), top=place.top)
    if place.host is None:
        words = N_("no code host is known that builds the site; whether another machine does is not known here")
        yield look(words, N_("Make sure that partnerhub build runs after every change, and once a day."))
    elif workflows := [name for name, text in _workflows(place).items() if _BUILDS.search(text)]:
        yield stands(N_("{names} builds the site"), names=", ".join(workflows))
    else:
        words = N_("no workflow builds the site when something is pushed")
        hint = N_("Take the one that `partnerhub new hub DIR --home {home}` writes.")
        yield warning(words, hint, home=place.host.value)


def look_at_schedule(place: Place) -> Iterator[Seen]:
    """The site is built every day, so that what has passed moves to the archive."""
    building = {name: text for name, text in _workflows(place).items() if _BUILDS.search(text)}
    if not building:
        return
    if place.host is Host.GITLAB:
        words = N_("whether a schedule builds the site every day is not known here: only the host knows")
        yield look(words, N_("Look under Build, Pipeline schedules: there must be a daily one, and it must be active."))
    elif not any(_CLOCK.search(text) for text in building.values()):
        words = N_("no schedule builds the site every day, so what has passed stays among what is to come")
        yield warning(words, N_("Give the workflow a schedule: on, schedule, cron."))
    else:
        yield _last_sign_of_life(place)


def _last_sign_of_life(place: Place) -> Seen:
    """Whether the host may have ended the schedule, as it does in public repositories in which nothing happens."""
    at = place.repository.committed_at(place.branch.commit) if place.repository and place.branch else None
    told = readers(place.environ)
    if told in (Readers.MEMBERS, Readers.ACCOUNTS) or at is None or place.now - at < _IDLE:
        words = N_("a schedule builds the site; in a public repository the host ends it after 60 days without a commit")
        return stands(words if told is not Readers.MEMBERS else N_("a schedule builds the site every day"))
    words = N_("the last commit is of {day}: in a public repository the host ended the schedule 60 days after it")
    hint = N_("Look under Actions whether it is off, and switch it on: Enable workflow.")
    make = warning if told is Readers.EVERYBODY else look
    return make(words, hint, day=at.astimezone(place.now.tzinfo).date())


def look_at_workflows(place: Place) -> Iterator[Seen]:
    """What the host runs is what `new hub` would write today."""
    home = _home(place)
    if home is None:
        return
    ours = _written(home, place)
    texts = {path: _text(place.top / path) for path in ours}
    missing = [path for path, text in texts.items() if text is None]
    other = [path for path, text in texts.items() if text is not None and _unpinned(text) != _unpinned(ours[path])]
    if missing:
        words = N_("of what `partnerhub new hub DIR --home {home}` writes, these are not here: {names}")
        hint = N_("Take them if you want what they do: README.md there says it.")
        yield look(words, hint, home=home, names=", ".join(missing))
    if other:
        words = N_("these are not as `partnerhub new hub DIR --home {home}` writes them today: {names}")
        hint = N_("Compare them, and take over what is new; what you changed on purpose may stay.")
        yield look(words, hint, home=home, names=", ".join(other))
    if not missing and not other:
        yield stands(N_("the host's files are as `partnerhub new hub DIR --home {home}` writes them today"), home=home)


def look_at_code_owners(place: Place) -> Iterator[Seen]:
    """A change to a partner file asks somebody for a review."""
    if place.host is None:
        return
    files = {name: text for name in _OWNERS[place.host] if (text := _text(place.top / name)) is not None}
    if not files:
        words = N_("no file CODEOWNERS says who has to agree to a change, so one may approve what one proposed")
        hint = N_(
            "Write one with a line such as `/content/partners/ @name`, and ask for its review when you protect the "
            "branch; some plans of hosts don't offer that for private repositories."
        )
        yield warning(words, hint)
        return
    name, text = next(iter(files.items()))
    if _OWNED.search(text):
        words = N_("{name} says who has to agree; whether the host asks for it is not known here")
        yield look(
            words, N_("Make sure that the branch is protected, and asks for a review of code owners."), name=name
        )
    else:
        words = N_("{name} names nobody")
        yield warning(words, N_("Write a line such as `/content/partners/ @name` into it."), name=name)


def _workflows(place: Place) -> Mapping[str, str]:
    """Path → text of what the host runs."""
    if place.host is Host.GITLAB:
        paths = [place.top / ".gitlab-ci.yml"]
    else:
        folder = place.top / ".github" / "workflows"
        paths = sorted(file for file in folder.glob("*") if file.suffix in (".yml", ".yaml"))
    texts = {path.relative_to(place.top).as_posix(): _text(path) for path in paths}
    return {path: text for path, text in texts.items() if text is not None}


def _home(place: Place) -> str | None:
    """The home of which most files are there, best as we write them; None where no home has any."""
    if place.host is None:
        return None
    there = {home: _likeness(_written(home, place), place) for home in HOMES}
    home = max(there, key=lambda each: there[each])
    return home if any(there[home]) else None


def _likeness(ours: Mapping[str, str], place: Place) -> tuple[int, int]:
    """How many of a home's files are there, and how many of those as we write them."""
    there = [(_text(place.top / path), text) for path, text in ours.items()]
    found = [(text, our) for text, our in there if text is not None]
    return len(found), sum(_unpinned(text) == _unpinned(our) for text, our in found)


def _written(home: str, place: Place) -> Mapping[str, str]:
    """What `new hub` writes for a home."""
    settings = place.config.settings
    install = f"partnerhub=={version('partnerhub')}"
    hub = NewHub(
        settings.site_name_in(settings.language), settings.languages, settings.timezone, settings.values, home, install
    )
    return home_files(hub)


def _unpinned(text: str) -> str:
    return _PINNED.sub(r"\1", text).strip()


def _text(file: Path) -> str | None:
    """None where it isn't there or can't be read."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
