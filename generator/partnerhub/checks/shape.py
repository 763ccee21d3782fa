"""Shape: what a partner file must be before its meaning can be asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from partnerhub.checks.hub import Hub
from partnerhub.checks.rule import file_rule, kept_elsewhere, rule, rule_across, rule_among
from partnerhub.contained import DEFECT
from partnerhub.record.facts import Facts
from partnerhub.record.fields import field_at
from partnerhub.record.meant import ADD_IT, example_line
from partnerhub.record.mended_lines import quoted
from partnerhub.record.model import Decision, Record
from partnerhub.record.neighbours import Neighbours
from partnerhub.record.partner import Partner
from partnerhub.record.read import SourceFile
from partnerhub.words import slugs
from partnerhub.words.finding import FieldPath, Position, Problem
from partnerhub.words.span import ALWAYS
from partnerhub.words.terms import N_

kept_elsewhere(
    "shape",
    "front-matter-missing",
    "error",
    """A partner file begins with a block of fields between two lines of three hyphens.

    Nothing may stand before the first of them. Without the block nobody knows what is private, so nothing is shown.
    The description below holds no line of three hyphens or dots, but in a code fence: it may be the true end.""",
    guarded=True,
)
kept_elsewhere(
    "shape",
    "yaml-invalid",
    "error",
    """The fields are written as `name: value`, one a line, what belongs together indented alike.

    Tabs, anchors, aliases, tags and merge keys are not read.""",
    guarded=True,
)
kept_elsewhere(
    "shape",
    "encoding-invalid",
    "error",
    """A partner file is UTF-8 text with ordinary line ends.""",
    guarded=True,
)
kept_elsewhere(
    "shape",
    "file-limits",
    "error",
    """A partner file is a plain file of at most 256 KiB, its fields nested at most 20 deep.""",
    guarded=True,
)
kept_elsewhere(
    "shape",
    "key-duplicate",
    "error",
    """A field stands once. Of two with one name, nobody could say which was meant.""",
    guarded=True,
)
kept_elsewhere(
    "shape",
    "field-unknown",
    "error",
    """Only the fields of the format are read; another name is a misspelling or something that would be lost.""",
    guarded=True,
)
kept_elsewhere(
    "shape",
    "field-invalid",
    "error",
    """A field holds what its name says: a date, an address, one of a few words.""",
    guarded=True,
)
kept_elsewhere(
    "shape",
    "file-unreadable",
    "error",
    """A partner file, and every folder in content/partners, can be opened by the one who builds.""",
    guarded=True,
)
kept_elsewhere(
    "shape",
    DEFECT,
    "error",
    """A step of ours failed on this file. It is held back, the others are published; please report it.""",
    guarded=True,
)

TEXT_LIMITS: Mapping[str, int] = {
    "name": 80,
    "tagline": 140,
    "photo.alt": 250,
    "photo.caption": 250,
    "vetting.win_win.members": 300,
    "title": 120,
    "summary": 500,
    "place": 160,
    "agenda.title": 120,
    "price": 80,
    "members_get": 300,
    "outcome.summary": 800,
}
"""Characters that a card or a page shows well."""

_UNSAFE_IN_BODY = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
RESERVED_SINCE = date(2026, 11, 28)
"""Since when names that Windows keeps for itself are refused."""
SHOWN_SINCE = date(2026, 11, 28)
"""Since when it is asked of what a description shows, beside what is typed."""


@rule("error", guarded=True)
def check_field_missing(partner: Partner) -> Iterator[Problem]:
    """A name, a title, a start are always given; once approved, also the photo's caption, the standing and who decided.

    A declined record says who declined, and when.
    """
    vetting = partner.record.vetting
    needed: dict[FieldPath, object] = {}
    if partner.decision is not Decision.DECLINED:
        needed[("vetting", "reputation", "standing")] = vetting.reputation.standing
        shown = [photo for photo in partner.photos if photo.file is not None and not photo.is_given_up]
        needed |= {photo.at("caption"): photo.record.caption for photo in shown}
    if partner.decision is not Decision.PENDING:
        needed[("vetting", "decided_by")] = vetting.decided_by
        needed[("vetting", "decided_on")] = vetting.decided_on
    of_photos = {photo.at("caption"): photo.until_withdrawn for photo in partner.photos}
    for field, value in needed.items():
        if value is None:
            yield Problem(
                field,
                N_("{field} must be given once the partnership is decided"),
                ADD_IT,
                {"line": example_line(field)},
                during=of_photos.get(field, ALWAYS),
            )


@file_rule("warning", asked_since=date(2026, 11, 28))
def check_value_cut(file: SourceFile) -> Iterator[Problem]:
    """A text that members read stands in quotes if it holds a # behind a space: YAML takes the rest for a remark.

    `# a remark` with a space behind the # is one.
    """
    if file.front_matter is None:
        return
    for field, cut in file.front_matter.cuts.items():
        declared, kept = field_at(Record, field), _value_at(file.front_matter.tree, field)
        # What is left of a text that must be there is nothing that could be read: typing says so.
        if declared is None or not (declared.is_public and declared.is_text):
            continue
        if kept is None and (isinstance(field[-1], int) or (declared.is_required and field[-1] == declared.path[-1])):
            continue
        is_list = isinstance(declared.default, tuple) and not isinstance(field[-1], int)
        if kept and is_list:
            continue  # one text where a list must stand: typing says that too
        line = quoted(f"{kept} {cut}" if kept else cut)
        hint = N_("Put the text in quotes: {line}.")
        if is_list:
            words = re.findall(r"[^#,\s]+", cut)
            line = f"[{', '.join(words)}]"
            hint = N_("Write {line}.")
        yield Problem(
            field,
            N_("{field} ends at the #: members will read “{kept}”")
            if kept
            else N_("{field} is empty: what begins with # is a remark"),
            hint,
            {"kept": kept, "line": line if isinstance(field[-1], int) else f"{field[-1]}: {line}"},
        )


def _value_at(tree: object, field: FieldPath) -> str | None:
    for step in field:
        tree = tree[step]  # type: ignore[index]
    return tree if isinstance(tree, str) else None


@file_rule("error", guarded=True)
def check_slug_invalid(file: SourceFile) -> Iterator[Problem]:
    """The file's name is the partner's address: letters and digits of any script, single hyphens, at most 60, then .md.

    It lies directly in content/partners. Neither it nor the slug of an event is a name that Windows keeps for devices,
    such as con or aux: nobody there could have the repository or build the site.
    """
    if file.path.count("/") != 2:
        yield Problem((), N_("a partner file must lie directly in content/partners"), N_("Move it there."))
    if not file.path.endswith(".md"):
        yield Problem((), N_("a partner file's name must end in .md"), N_("Rename it."))
    if not slugs.is_slug(file.slug):
        example = slugs.partner_stem(file.slug) or "code-for-good"
        yield Problem(
            (),
            N_("a partner file's name must be letters and digits with single hyphens between them, at most {limit}"),
            N_("Rename it, for instance to {example}.md."),
            {"limit": slugs.MAX_LENGTH, "example": example},
        )
    if slugs.is_reserved(file.slug):
        yield Problem(
            (),
            N_("a partner file's name must not be {name}, which Windows keeps for itself"),
            N_("Rename it, for instance to {name}-community.md."),
            {"name": file.slug},
            asked_since=RESERVED_SINCE,
        )
    for index, slug in _slugs_of_events(file):
        if slugs.is_reserved(slug):
            yield Problem(
                ("events", index, "slug"),
                N_("{field} must not be {name}, which Windows keeps for itself"),
                N_("Choose another, for instance {name}-evening."),
                {"name": slug},
                asked_since=RESERVED_SINCE,
            )


def _slugs_of_events(file: SourceFile) -> Iterator[tuple[int, str]]:
    """The slugs that are written, with the places of their events."""
    events = file.front_matter.tree.get("events") if file.front_matter else None
    for index, event in enumerate(events if isinstance(events, list) else ()):
        if isinstance(event, dict) and isinstance(slug := event.get("slug"), str):
            yield index, slug


@rule_among("error", guarded=True)
def check_slug_duplicate(file: Facts, neighbours: Neighbours) -> Iterator[Problem]:
    """No two partner files have names that differ only in case or in how letters are encoded.

    The one that the publishing branch held first stays; where that can't be told, none of them is shown.
    """
    others = [path for path in neighbours.holders.get(file.key, ()) if path != file.path]
    if others and neighbours.first_holder(file.key) != file.path:
        yield Problem(
            (),
            N_("a partner file's name must be its own, but {other} has it too"),
            N_("Rename one of them, or put what they say into one file."),
            {"other": others[0]},
        )


@rule("error", guarded=True)
def check_text_unsafe(partner: Partner) -> Iterator[Problem]:
    """Texts hold no control characters and no invisible marks that turn the order of letters around.

    Direction marks and joiners are fine. Names and tags hold no < or > either. What a description writes in another
    way, such as &#x202E; or %E2%80%AE in a link, is as unsafe.
    """
    for body in partner.bodies:
        found = set[int]()
        for number, line in enumerate(body.text.split("\n"), start=body.first_line):
            if unsafe := _UNSAFE_IN_BODY.search(line):
                found.add(number)
                yield Problem(
                    (),
                    N_("the description must not hold the invisible character {code}"),
                    N_("Delete the invisible character here, or type the line anew."),
                    {"code": f"U+{ord(unsafe.group()):04X}"},
                    Position(number, unsafe.start() + 1),
                )
        for line_of_text, text in body.document.details.shown:
            number = body.first_line + line_of_text - 1
            if number not in found and (unsafe := _UNSAFE_IN_BODY.search(text)):
                found.add(number)
                yield Problem(
                    (),
                    N_("the description must not show the invisible character {code}, however it is written"),
                    N_("Delete what stands for it: & with a number and a semicolon, or % with letters and digits."),
                    {"code": f"U+{ord(unsafe.group()):04X}"},
                    Position(number),
                    asked_since=SHOWN_SINCE,
                )
    for field, document in partner.event_descriptions:
        # What is typed there has been looked at as any text.
        if unsafe := next(filter(None, (_UNSAFE_IN_BODY.search(text) for _, text in document.details.shown)), None):
            yield Problem(
                field,
                N_("{field} must not show the invisible character {code}, however it is written"),
                N_("Delete what stands for it: & with a number and a semicolon, or % with letters and digits."),
                {"code": f"U+{ord(unsafe.group()):04X}"},
            )


@rule("warning")
def check_text_long(partner: Partner) -> Iterator[Problem]:
    """Texts are as short as a card can show: a name of 80 characters, a title of 120, a summary of 500."""
    record = partner.record
    texts: list[tuple[str, FieldPath, Mapping[str, str] | None]] = [
        ("name", ("name",), record.name),
        ("tagline", ("tagline",), record.tagline),
        ("vetting.win_win.members", ("vetting", "win_win", "members"), record.vetting.win_win.members),
    ]
    for event in partner.events:
        texts += [
            ("title", event.at("title"), event.record.title),
            ("summary", event.at("summary"), event.record.summary),
            ("place", event.at("place"), event.record.place),
            ("price", event.at("price"), event.record.price),
            ("members_get", event.at("members_get"), event.record.members_get),
            *(
                ("agenda.title", event.at("agenda", index, "title"), entry.title)
                for index, entry in enumerate(event.record.agenda)
            ),
            (
                "outcome.summary",
                event.at("outcome", "summary"),
                event.record.outcome.summary if event.record.outcome else None,
            ),
        ]
    for photo in partner.photos:
        texts += [
            ("photo.alt", photo.at("alt"), photo.record.alt),
            ("photo.caption", photo.at("caption"), photo.record.caption),
        ]
    for name, field, languages in texts:
        longest = max(map(len, (languages or {"": ""}).values()))
        if longest > TEXT_LIMITS[name]:
            yield Problem(
                field,
                N_("{field} must be at most {limit} characters, got {length}"),
                N_("Keep the heart of it; the description has room for the rest."),
                {"limit": TEXT_LIMITS[name], "length": longest},
            )


@rule_across("warning")
def check_partner_duplicate(file: Facts, hub: Hub) -> Iterator[Problem]:
    """A partner has one file: another with the same name, website or link is probably the same partner.

    Its record may hold an earlier decision, and the reasons for it.
    """
    others: dict[str, FieldPath] = {}
    declined = set[str]()
    for field, mark in file.partner.marks if file.partner else ():
        for other in hub.partners_by_mark[mark]:
            if other.path != file.path:
                others.setdefault(other.path, field)
                if other.decision is Decision.DECLINED:
                    declined.add(other.path)
    for path in sorted(others, key=lambda path: (path not in declined, path)):
        yield Problem(
            others[path],
            N_("{field} must be of one partner file, but {other} has the same"),
            N_("Read {other} before you go on; if it is the same partner, keep one file."),
            {"other": path},
        )
