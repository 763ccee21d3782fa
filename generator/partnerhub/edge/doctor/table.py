"""The guards of a hub, in groups. A new one is a row here, and a function in the room of what it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from partnerhub.edge.doctor import history, host, machine, site
from partnerhub.edge.doctor.place import Place
from partnerhub.edge.doctor.seen import Look, Seen, State
from partnerhub.history.git import NoBranch
from partnerhub.history.git_run import GitFailed
from partnerhub.words.terms import N_, Term

GUARDS: Mapping[Term, Mapping[str, Look]] = {
    N_("History"): {
        "git": history.look_at_git,
        "repository": history.look_at_repository,
        "publishing-branch": history.look_at_publishing_branch,
        "history-whole": history.look_at_whole_history,
        "second-copy": history.look_at_second_copy,
        "cache-untracked": history.look_at_cache,
    },
    N_("Code host"): {
        "repository-private": host.look_at_readers,
        "publishes": host.look_at_publishing,
        "schedule": host.look_at_schedule,
        "workflows": host.look_at_workflows,
        "code-owners": host.look_at_code_owners,
    },
    N_("Site"): {
        "site-url": site.look_at_site_url,
        "other-hosts": site.look_at_other_hosts,
        "languages": site.look_at_languages,
        "shell-kept": site.look_at_shell,
    },
    N_("This machine"): {
        "photos": machine.look_at_photos,
        "time-zones": machine.look_at_time_zones,
        "clock": machine.look_at_clock,
    },
}
"""What a group is called → name of a guard → the look at it."""


def seen(look: Look, place: Place) -> Iterator[Seen]:
    """What there is to say of a guard; where git fails on the way, that."""
    try:
        yield from look(place)
    except (GitFailed, NoBranch) as failed:
        yield Seen(State.WARNING, replace(failed.problem, hint=failed.advice))
