"""An event's own photo: it is shown for the event, everything that holds for the partner's holds for it, and it holds
back no more than its event.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from histories import Edit, History, Site, first_moment, minutes, photo, record, second_event
from hubs import HubFolder, build, everything, files_of, silent
from partnerhub import photos, pipeline
from partnerhub.photos import apart
from partnerhub.photos.fault import TOO_LONG
from partnerhub.review import markdown as review_report
from partnerhub.review.revisions import Range
from partnerhub.site.model import PublicEvent
from partnerhub.site.render import Renderer
from pictures import DRAWN, picture

CONSENT = "consent: {given_by: CANARY-host, given_on: 2026-09-03, valid_until: 2027-12-31}"
PHOTO = f"""\
    photo:
      file: evening.jpg
      alt: Lamps on a long table
      caption: The evening a year ago
      credit: Dana
      {CONSENT}
"""
OWN: Edit = ("    agreed:", f"{PHOTO}    agreed:")
"""The event has a photo of its own."""
OTHER_EVENT = second_event("picnic", "A picnic", "2026-12-20 19:00")
PAGE, PARTNER = "partners/code/data-night/index.html", "partners/code/index.html"


def evening(number: int = 1) -> bytes:
    """The event's photo; each number gives other bytes."""
    return photo(100 + number)


def own(*edits: Edit) -> str:
    """A sound record whose event has a photo of its own, edited."""
    return record("Code for Good", OWN, *edits, OTHER_EVENT)


# Where it is shown


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    hub = HubFolder(tmp_path_factory.mktemp("photos") / "hub", settings="event_length: 2h")
    hub.add("code.md", own(), picture(colour="navy"))
    exif = Image.Exif()
    exif[0x010E] = "CANARY-exif"
    data = io.BytesIO()
    Image.new("RGB", (1080, 720), "maroon").save(data, "JPEG", exif=exif, comment=b"CANARY-comment")
    (hub.partners / "evening.jpg").write_bytes(data.getvalue())
    built = build(hub)
    assert b"CANARY" not in everything(built)
    return files_of(built)


def pictures(files: Mapping[str, bytes]) -> dict[str, str]:
    """Path of each JPEG that is shared → whose it is."""
    shared = {path: Image.open(io.BytesIO(data)) for path, data in files.items() if path.endswith("-share.jpg")}
    whose = {path: image.getpixel((600, 315)) for path, image in shared.items()}
    return {path: "the event's" if colour[0] > 100 else "the partner's" for path, colour in whose.items()}


def shared_in(text: str, files: Mapping[str, bytes]) -> set[str]:
    return {whose for path, whose in pictures(files).items() if path in text}


def test_pages_show_it_for_the_event_and_the_partners_for_the_partner(site: Mapping[str, bytes]) -> None:
    page = site[PAGE].decode()
    figure = page.partition('<figure class="ph-page__figure">')[2].partition("</figure>")[0]
    assert 'alt="Lamps on a long table"' in figure
    assert "The evening a year ago" in figure
    assert "Credit: Dana" in figure
    assert "Six volunteers" not in figure
    introduction = page.partition('class="ph-hosts"')[2]
    assert 'alt="Six volunteers' in introduction
    assert "Lamps" not in introduction
    assert 'alt="Lamps on a long table"' in site["index.html"].decode(), "in the hero, for it comes first"
    partners = site["partners/index.html"].decode()
    assert "Lamps" not in partners
    figure = site[PARTNER].decode().partition('<figure class="ph-page__figure">')[2].partition("</figure>")[0]
    assert 'alt="Six volunteers' in figure
    assert "Lamps" in site[PARTNER].decode(), "on the event's card"
    assert "Lamps" not in site["partners/code/picnic/index.html"].decode()


def test_what_other_programs_read_gives_it_for_the_event(site: Mapping[str, bytes]) -> None:
    events = {event["title"]: event for event in json.loads(site["events.json"])["events"]}
    own, other = events["Open data night"], events["A picnic"]
    assert shared_in(own["photo"]["url"], site) == {"the event's"}
    assert {name: own["photo"][name] for name in ("alt", "caption", "credit")} == {
        "alt": "Lamps on a long table",
        "caption": "The evening a year ago",
        "credit": "Dana",
    }
    assert other["photo"] is None
    assert all(
        shared_in(partner["photo"]["url"], site) == {"the partner's"}
        for event in events.values()
        for partner in event["partners"]
    )
    items = {item["title"]: item for item in json.loads(site["feed.json"])["items"]}
    assert shared_in(json.dumps(items["Open data night"]), site) == {"the event's"}
    assert shared_in(json.dumps(items["A picnic"]), site) == {"the partner's"}
    calendar = site["partners/code/data-night/event.ics"].decode().replace("\r\n ", "")
    assert shared_in(calendar, site) == {"the event's"}
    head = site[PAGE].decode().partition("</head>")[0]
    assert shared_in(head, site) == {"the event's"}, "JSON-LD"
    assert 'alt="Lamps on a long table"' in site["embed/index.html"].decode()


# What is wrong with it

AT = "events[1].photo"
OF = "of “Open data night”"
WRONG: dict[str, tuple[Edit, str, str, str]] = {
    "not there": (
        ("evening.jpg", "morning.jpg"), "photo-missing", f"{AT}.file",
        f"photo.file {OF} must be a picture beside the partner file|Name evening.jpg in photo.file {OF} if that is the one.",
    ),
    "not named": (
        ("      file: evening.jpg\n", ""), "photo-missing", f"{AT}.file",
        f"photo.file {OF} must name a picture beside the partner file|Name evening.jpg in photo.file {OF} if that is the one.",
    ),
    "outside": (
        ("evening.jpg", "../evening.jpg"), "photo-outside", f"{AT}.file",
        f"photo.file {OF} must name a picture in content/partners, not a place elsewhere|"
        "Put the picture beside the partner file, and write file: evening.jpg.",
    ),
    "no picture": (
        ("evening.jpg", "code.md"), "photo-unreadable", f"{AT}.file",
        f"the photo must be a JPEG, PNG, WebP, AVIF or HEIC picture that opens|Name evening.jpg in photo.file {OF} if that is the one.",
    ),
    "without consent": (
        (f"      {CONSENT}\n", ""), "photo-consent-missing", f"{AT}.consent",
        f"photo.consent {OF} must say who approved the photo, and when|Ask the partner, then add given_by and given_on.",
    ),
    "consent has ended": (
        ("CANARY-host, given_on: 2026-09-03, valid_until: 2027-12-31", "A, given_on: 2026-09-03, valid_until: 2026-11-01"),
        "photo-consent-expired", f"{AT}.consent.valid_until",
        f"photo.consent.valid_until {OF} must not lie in the past|Ask the partner to renew it.",
    ),
    "consent of tomorrow": (
        ("given_on: 2026-09-03", "given_on: 2027-09-03"), "date-in-future", f"{AT}.consent.given_on",
        f"photo.consent.given_on {OF} must not lie in the future, got a private value|Write the day on which it was done.",
    ),
    "without a caption": (
        ("      caption: The evening a year ago\n", ""), "field-missing", f"{AT}.caption",
        f"photo.caption {OF} must be given once the partnership is decided|Add a line such as caption: The team at their autumn hackathon.",
    ),
    "another's, by name": (
        ("evening.jpg", "others.jpg"), "photo-of-another", f"{AT}.file",
        "the photo must be this partner's own, but it is that of content/partners/others.md"
        "|Take one of their own; if content/partners/others.md is the same partner, keep one of the two files.",
    ),
    "another's, by its bytes": (
        ("evening.jpg", "others (1).jpg"), "photo-of-another", f"{AT}.file",
        "the photo must be this partner's own, but it is that of content/partners/declined.md"
        "|Take one of their own; if content/partners/declined.md is the same partner, keep one of the two files.",
    ),
}  # fmt: skip


@pytest.fixture
def lying(hub: HubFolder) -> HubFolder:
    """A hub in which photos of others lie too."""
    others = record("Others", ("events:", "x:"), ("x:\n", "events:\n"), slug="of-others", start="2026-12-22 19:00")
    hub.add("others.md", others, picture(colour="teal"))
    declined = record("Declined", ("decision: approved", "decision: declined"), slug="x")
    declined = (
        declined.partition("events:\n")[0]
        + "---\nThey are of no interest here, but for the picture that is theirs alone.\n"
    )
    hub.add("declined.md", declined, picture(colour="olive"))
    (hub.partners / "others (1).jpg").write_bytes(picture(colour="olive"))
    (hub.partners / "evening.jpg").write_bytes(picture(colour="maroon"))
    return hub


@pytest.mark.parametrize(("edit", "rule", "field", "said"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_with_it_holds_back_its_event_alone(
    lying: HubFolder, edit: Edit, rule: str, field: str, said: str
) -> None:
    lying.add("code.md", own(edit), picture(colour="navy"))
    loaded = lying.load()
    assert [
        (each.rule, each.field, f"{each.message}|{each.hint}") for each in loaded.findings if each.severity == "error"
    ] == [(rule, field, said)]
    code = loaded.hub.partners_by_path["content/partners/code.md"]
    assert loaded.hub.timeline.partner(code.path).is_shown
    standings = {event.slug: str(loaded.hub.timeline.event(event).standing) for event in code.events}
    assert standings == {"picnic": "shown", "data-night": "hidden"}


def test_a_consent_ends_after_it_begins(lying: HubFolder) -> None:
    backwards = ("given_on: 2026-09-03, valid_until: 2027-12-31", "given_on: 2026-09-03, valid_until: 2026-09-01")
    lying.add("code.md", own(backwards), picture(colour="navy"))
    (found,) = (each for each in lying.load().findings if each.rule == "date-out-of-order")
    assert (found.field, found.message) == (
        f"{AT}.consent.valid_until",
        f"photo.consent.valid_until {OF} must not be earlier than photo.consent.given_on {OF}, got a private value",
    )


NOTED: dict[str, tuple[Edit, str, str, str]] = {
    "small": (
        ("evening.jpg", "small.jpg"), "photo-too-small", f"{AT}.file",
        "the photo should be at least 1080 pixels wide, got 800: a photo is shown up to 720 wide",
    ),
    "without a description": (
        ("      alt: Lamps on a long table\n", ""), "photo-alt-default", f"{AT}.alt", f"photo.alt {OF} is the event's title for now",
    ),
    "consent that ends before it": (
        ("CANARY-host, given_on: 2026-09-03, valid_until: 2027-12-31", "A, given_on: 2026-09-03, valid_until: 2026-12-09"),
        "photo-consent-expires", f"{AT}.consent.valid_until", f"photo.consent.valid_until {OF} should not end before the event",
    ),
    "long": (
        ("The evening a year ago", "Lamps " * 50), "text-long", f"{AT}.caption", f"photo.caption {OF} must be at most 250 characters, got 299",
    ),
    "withdrawn": (
        ("valid_until: 2027-12-31}\n    agreed", "withdrawn_on: 2026-11-20}\n    agreed"), "photo-consent-withdrawn", f"{AT}.consent.withdrawn_on",
        f"photo.consent.withdrawn_on {OF} takes the photo off the site, but the repository and its history still hold the file",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "rule", "field", "message"), NOTED.values(), ids=NOTED.keys())
def test_what_is_said_of_it_holds_nothing_back(
    lying: HubFolder, edit: Edit, rule: str, field: str, message: str
) -> None:
    (lying.partners / "small.jpg").write_bytes(picture(800, 600))
    lying.add("code.md", own(edit), picture(colour="navy"))
    found = [each for each in lying.load().findings if each.path.endswith("code.md")]
    assert [(each.rule, each.field, each.message) for each in found] == [(rule, field, message)]


def test_a_picture_that_was_withdrawn_comes_back_in_no_other_place_of_the_file(lying: HubFolder) -> None:
    withdrawn = ("given_on: 2026-09-02, valid_until: 2027-12-31", "given_on: 2026-09-02, withdrawn_on: 2026-11-20")
    lying.add("code.md", own(("evening.jpg", "code.jpg"), withdrawn), picture(colour="navy"))
    (error,) = (each for each in lying.load().findings if each.severity == "error")
    assert (error.rule, error.field, error.message, error.hint) == (
        "photo-of-another",
        f"{AT}.file",
        "the photo must be one that may be shown, but the consent for the same picture was withdrawn",
        "Take another one; if they allow it again, write that where it was withdrawn.",
    )


# What members know


def published(history: History) -> Site:
    """A history in which members know the event with its photo; as it was first shown."""
    history.write("code.md", own(), photo(0))
    history.path("evening.jpg").write_bytes(evening())
    history.commit("2026-10-01")
    site = history.build("2026-10-02")
    assert "Lamps" in site.text(PAGE)
    return site


def test_once_its_consent_is_withdrawn_the_partners_photo_comes_and_the_event_stays(tmp_path: Path) -> None:
    history = History(tmp_path / "repo")
    published(history)
    history.edit("code.md", ("2026-09-03, valid_until: 2027-12-31", "2026-09-03, withdrawn_on: 2026-11-20"))
    history.commit("2026-11-10")
    assert "Lamps" in history.build("2026-11-19").text(PAGE)
    site = history.build("2026-11-21")
    assert "Lamps" not in site.text(PAGE)
    assert site.entry().stamp == first_moment("2026-11-20"), "nobody has to commit anything on the day"
    history.path("evening.jpg").unlink()
    history.commit("2026-11-22")
    site = history.build("2026-11-23")
    assert history.rules("2026-11-23") == []
    assert "Lamps" not in site.text(PAGE)
    assert 'alt="Six volunteers around a table of laptops" fetchpriority' in site.text(PAGE)
    assert "being corrected" not in site.text(PAGE)


@pytest.mark.parametrize(
    ("edits", "shows"),
    [
        ([], 'alt="Six volunteers'),
        ([("given_on: 2026-09-02", "given_on: 2026-09-02, withdrawn_on: 2026-11-01")], "<bdi>CG</bdi>"),
    ],
    ids=["the partner's photo", "initials where that may not be shown either"],
)
def test_when_its_consent_ends_what_members_know_stays_whole(tmp_path: Path, edits: list[Edit], shows: str) -> None:
    history = History(tmp_path / "repo")
    published(history)
    history.edit("code.md", *edits, ("2026-09-03, valid_until: 2027-12-31", "2026-09-03, valid_until: 2026-11-20"))
    history.commit("2026-11-10")
    site = history.build("2026-11-22")
    assert history.rules("2026-11-22") == ["photo-consent-expired"]
    figure = site.text(PAGE).partition('<figure class="ph-page__figure">')[2].partition("</figure>")[0]
    assert shows in figure
    assert "Lamps" not in figure
    assert "being corrected" not in site.text(PAGE)


def test_another_picture_is_a_change_that_members_see_and_wants_a_consent_of_its_own(tmp_path: Path) -> None:
    history = History(tmp_path / "repo")
    published(history)
    history.path("evening.jpg").write_bytes(evening(2))
    history.commit("2026-11-10")
    history.flush()
    stories = {story.address[1]: story for story in history.hub.load("2026-11-22").hub.timeline.events}
    sequences = {slug: story.edition.sequence for slug, story in stories.items() if story.edition}
    assert sequences == {"data-night": minutes("2026-11-10"), "picnic": minutes("2026-10-01")}
    found = [each.field for each in history.findings("2026-11-22") if each.rule == "photo-newer-than-consent"]
    assert found == [f"{AT}.consent.given_on"]


def test_a_slip_in_it_leaves_no_picture_of_it_behind(tmp_path: Path) -> None:
    history = History(tmp_path / "repo")
    site = published(history)
    whose = renditions(site.files)
    history.edit("code.md", ("      caption: The evening a year ago\n", ""))
    history.commit("2026-11-10")
    site = history.build("2026-11-22")
    assert "being corrected" in site.text(PAGE)
    assert "Lamps" not in everything(site.root).decode(errors="replace")
    assert renditions(site.files) < whose, "the partner's are there, the event's are not"


def renditions(files: Mapping[str, bytes]) -> set[str]:
    """The paths of what photos were made into."""
    return {path for path in files if path.startswith("assets/partners/") and not path.endswith(DRAWN)}


@pytest.mark.parametrize("failing", ["the picture", "the page"])
def test_where_a_step_of_ours_fails_on_it_its_event_alone_is_held_back(
    lying: HubFolder, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    make, page = apart.process, Renderer.event_page

    def process(data: bytes, focus: tuple[float, float], **more: bool) -> photos.ProcessedPhoto:
        if failing == "the picture" and data == picture(colour="maroon"):
            raise photos.PhotoError(TOO_LONG)
        return make(data, focus, **more)

    def event_page(renderer: Renderer, event: PublicEvent, root: str) -> str:
        if failing == "the page" and event.photo:
            raise LookupError
        return page(renderer, event, root)

    monkeypatch.setattr(apart, "process", process)
    monkeypatch.setattr(Renderer, "event_page", event_page)
    lying.add("code.md", own(), picture(colour="navy"))
    files = files_of(build(lying, hold_back=True))
    assert PARTNER in files
    assert "partners/code/picnic/index.html" in files
    assert PAGE not in files
    assert b"Lamps" not in b"".join(files.values())
    assert len(pictures(files)) == 2, "of the two partners"


# The review


def test_the_review_shows_it_with_its_consent_and_says_when_it_is_another(tmp_path: Path) -> None:
    history = History(tmp_path / "repo")
    published(history)
    history.branch("proposal")
    history.path("evening.jpg").write_bytes(evening(2))
    history.commit("2026-11-10")
    history.flush()
    compared = Range.find(history.hub.config_file, "main", "proposal")
    (found,) = pipeline.review(compared, history.hub.moment("2026-11-12"), silent).partners
    links = review_report.Links()
    report = review_report.as_markdown(pipeline.review(compared, history.hub.moment("2026-11-12"), silent), "en", links)
    assert [(each.title, each.path) for each in found.photos] == [
        ("", "content/partners/code.jpg"),
        ("Open data night", "content/partners/evening.jpg"),
    ]
    assert "event `Open data night`: photo replaced; consent is older than the photo" in report
    assert "Of the event `Open data night`" in report
    assert "`CANARY-host`" in report
    public = pipeline.review(compared, history.hub.moment("2026-11-12"), silent).public()
    assert "CANARY" not in review_report.as_markdown(public, "en", links) + review_report.as_json(public, "en", links)
