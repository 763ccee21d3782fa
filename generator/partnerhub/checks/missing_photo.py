"""What is said of a photo that isn't there, once the whole hub lets guess what was meant by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from partnerhub import photos
from partnerhub.checks.hub import Hub
from partnerhub.record.partner import Partner
from partnerhub.record.photo import Photo, PhotoFile
from partnerhub.record.stray_photos import MOST_NAMED, kind_not_shown, shown_ending
from partnerhub.words.finding import Breach, Problem
from partnerhub.words.terms import N_


def with_what_lies_there(breach: Breach, partner: Partner, hub: Hub) -> Breach:
    """The breach of a photo that isn't there, telling what lies there instead and was probably meant."""
    photo = next((photo for photo in partner.photos if photo.at("file") == breach.problem.field), None)
    if photo is None or not _is_wanting(photo.file):
        return breach
    used = {each.sound_file.path for each in partner.photos if each.sound_file}
    places = dict.fromkeys([photo.file.path if photo.file else partner.path, partner.path])
    suggested = (hub.stray_photos.for_missing(partner.path, place, used) for place in places)
    in_vain = _named_in_vain(photo.file)
    found = next(filter(None, suggested), [in_vain] if in_vain else ())
    return replace(breach, problem=_instead(breach.problem, photo, partner, found)) if found else breach


def misses_a_photo(partner: Partner) -> bool:
    """Whether it depends on what lies there what is said of one of its photos."""
    return any(_is_wanting(photo.file) for photo in partner.photos)


def _is_wanting(file: PhotoFile | None) -> bool:
    """Whether there is no such picture, or what is named can be none."""
    if file is None or file.fault is None:
        return file is None
    is_picture = PurePosixPath(file.path).suffix.lower() in photos.EXTENSIONS
    return file.fault.rule == "photo-missing" or (file.fault.rule == "photo-unreadable" and not is_picture)


def _named_in_vain(file: PhotoFile | None) -> str:
    """The path of what is named and lies there, if its kind isn't shown."""
    lies_there = file is not None and file.fault is not None and file.fault.rule == "photo-unreadable"
    return file.path if file and lies_there and kind_not_shown(file.path) else ""


def _instead(problem: Problem, photo: Photo, partner: Partner, found: Sequence[str]) -> Problem:
    """The same for a photo in whose place others lie; `found` are their paths."""
    folder = PurePosixPath(partner.path).parent
    names = [PurePosixPath(path).relative_to(folder).as_posix() for path in found[:MOST_NAMED]]
    lying = _named_in_vain(photo.file) or found[0]
    must_be_named, message = photo.file is not None or photo.is_of_event, problem.message
    if kind := kind_not_shown(lying):
        message = N_("{lying} is there, but {kind} files aren't shown")
    if kind_not_shown(found[0]):
        names = names[:1]
        hint = (
            N_("Save it as PNG or JPEG and name that in {field}.")
            if must_be_named
            else N_("Save it as {slug}.png or {slug}.jpg.")
        )
    elif len(found) > MOST_NAMED:
        hint = N_("Name the right one in {field}: {found} or another that lies there.")
    elif len(found) > 1:
        hint = N_("Name the right one in {field}: {found}.")
    elif must_be_named:
        hint = N_("Name {found} in {field} if that is the one.")
    else:
        hint = N_("Rename {found} to {renamed}, or name it in {field}.")
    facts = {
        "slug": partner.slug_to_be,
        "lying": PurePosixPath(lying).relative_to(folder).as_posix(),
        "found": ", ".join(names),
        "renamed": f"{partner.slug_to_be}{shown_ending(found[0])}",
        "kind": kind,
    }
    return replace(problem, message=message, hint=hint, facts={**(problem.facts or {}), **facts})
