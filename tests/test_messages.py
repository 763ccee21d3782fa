"""Drafts of messages: whole ones by kind, language and channel; what a channel takes; what is refused, and why."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from hubs import HubFolder, partnerhub
from partnerhub.edge.cli import cli
from partnerhub.messages import to_members
from partnerhub.messages.channels import CHANNELS, PUBLIC
from partnerhub.messages.draft import Draft, Templates
from partnerhub.messages.kind import Kind
from partnerhub.messages.to_partner import Wording
from partnerhub.ours import TEMPLATES
from partnerhub.record.model import Address, Platform
from partnerhub.site.model import PublicEvent, Stage, State, Text
from pictures import picture
from public_samples import EVENT, PARTNER, hub_of
from records import RECORD, UNANNOUNCED
from repositories import Repo

DRAFTS = Path(__file__).parent / "fixtures" / "messages"
FOLDERS = [TEMPLATES / "messages"]
BILINGUAL = """\
languages: [he, en]
community: קהילת פנס
about:
  he: אנחנו קהילה של שכנים שלומדים זה מזה בערבים. פעם בחודש אנחנו מארחים מישהו ויוצרים ערב אחד טוב.
  en: We are neighbours who learn from one another in the evening. Once a month we host somebody, and make one good evening.
"""
OUTREACH = """\
outreach:
  platform: {platform}
  feedback: {feedback}
"""
PERSON = UNANNOUNCED.replace("kind: community", "kind: person").replace(
    "name: Code for Good", "name: {he: נועה ברוש, en: Noa Brosh}"
)
SEEN = "2026-11-23"

# To members


def he(text: str) -> Text:
    return Text(text)


IN_HEBREW = replace(
    EVENT,
    title=he("לצייר את התור"),
    host=replace(PARTNER, name=he("נועה ברוש"), tagline=he("מאיירת שמציירת אנשים בהמתנה"),
                 photo=replace(PARTNER.photo, caption=he("נועה ברוש בסטודיו"))),
    place=he("בית הקהילה, רחוב הדוגמה 5, חיפה"),
    summary=he("יוצאים לרחוב לרבע שעה, וחוזרים עם שרבוטים"),
    members_get=he("מחברת ציור מלאה בערב אחד"),
    link="https://noa.example/sign-up",
)  # fmt: skip
MOVED = {"state": State.MOVED, "moved_from": EVENT.start - timedelta(days=7)}
TO_MEMBERS: dict[str, tuple[Kind, PublicEvent, str, str]] = {
    "announcement-he-whatsapp": (Kind.ANNOUNCEMENT, IN_HEBREW, "he", "whatsapp"),
    "announcement-he-x": (Kind.ANNOUNCEMENT, IN_HEBREW, "he", "x"),
    "announcement-en-email": (Kind.ANNOUNCEMENT, replace(EVENT, price=Text("Free"), is_online=True), "en", "email"),
    "reminder-he-telegram": (Kind.REMINDER, IN_HEBREW, "he", "telegram"),
    "reminder-en-whatsapp": (Kind.REMINDER, replace(EVENT, place=None, is_online=True), "en", "whatsapp"),
    "moved-he-whatsapp": (Kind.CHANGE, replace(IN_HEBREW, **MOVED), "he", "whatsapp"),
    "moved-en-email": (Kind.CHANGE, replace(EVENT, **MOVED), "en", "email"),
    "cancelled-he-telegram": (Kind.CHANGE, replace(IN_HEBREW, state=State.CANCELLED), "he", "telegram"),
    "cancelled-en-x": (Kind.CHANGE, replace(EVENT, state=State.CANCELLED), "en", "x"),
    "postponed-he-facebook": (Kind.CHANGE, replace(IN_HEBREW, state=State.POSTPONED), "he", "facebook"),
    "postponed-en-whatsapp": (Kind.CHANGE, replace(EVENT, state=State.POSTPONED), "en", "whatsapp"),
}


def to_member(kind: Kind, event: PublicEvent, language: str, channel: str) -> Draft:
    hub = replace(hub_of(event), language=language, prefixes={language: ""}, community="Panas")
    return to_members.draft(kind, event, hub, CHANNELS[channel], Templates(FOLDERS, language, hub))


def whole(draft: Draft) -> str:
    return "".join(f"{part}\n" for part in (draft.subject and f"{draft.subject}\n", draft.text) if part)


@pytest.mark.parametrize("name", TO_MEMBERS)
def test_what_members_are_told(name: str) -> None:
    draft = to_member(*TO_MEMBERS[name])
    assert whole(draft) == (DRAFTS / f"{name}.txt").read_text(encoding="utf-8")
    assert draft.problems(has_picture=True) == []


def test_a_name_is_not_said_twice() -> None:
    host = replace(PARTNER, tagline=Text(f"{PARTNER.name} build software for charities"))
    said = to_member(Kind.ANNOUNCEMENT, replace(EVENT, host=host), "en", "telegram").text.splitlines()
    assert f"{PARTNER.name} build software for charities." in said


OF_SEVERAL_DAYS = replace(EVENT, end=EVENT.end + timedelta(days=1))


@pytest.mark.parametrize(
    ("begun", "line"), [(False, "Tomorrow: Night"), (True, "Today: Night")], ids=["before", "during"]
)
def test_an_event_of_several_days_is_recalled_with_its_first_hour_and_while_it_lasts(begun: bool, line: str) -> None:
    event = replace(OF_SEVERAL_DAYS, start=OF_SEVERAL_DAYS.start - timedelta(days=30 * begun))
    said = to_member(Kind.REMINDER, event, "en", "telegram").text.splitlines()
    assert said[:2] == [line, "7:00 PM, House"]


@pytest.mark.parametrize("language", ["he", "en"])
@pytest.mark.parametrize("kind", [Kind.ANNOUNCEMENT, Kind.REMINDER])
def test_no_line_announces_an_address_that_there_is_not(kind: Kind, language: str) -> None:
    for event in (EVENT, replace(EVENT, place=None, is_online=True)):
        hub = replace(hub_of(event, site_url=None), language=language, prefixes={language: ""})
        for channel in CHANNELS.values():
            text = to_members.draft(kind, event, hub, channel, Templates(FOLDERS, language, hub)).text
            assert not re.search(r":\s*(\n\n|\Z)", text), text


def test_members_are_told_of_the_public_model_alone() -> None:
    tree = ast.parse(Path(to_members.__file__).read_text(encoding="utf-8"))
    named = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert not [name for name in named if re.match(r"partnerhub\.(record|checks|history|facts|publish|pipeline)", name)]


# To partners


def add(
    hub: HubFolder, record: str = UNANNOUNCED, platform: str = "whatsapp", feedback: str = "We liked it", more: str = ""
) -> None:
    outreach = OUTREACH.format(platform=platform, feedback=feedback) + more
    hub.add("code.md", record.replace("events:\n", f"{outreach}events:\n"), picture())


def write(hub: HubFolder, *arguments: str, today: str = SEEN, slug: str = "code") -> Result:
    """Run the command here, where photos are opened by one process for all tests."""
    options = ("--today", today, "--language", "en", "--config-file", str(hub.config_file))
    return CliRunner().invoke(cli, ["write", slug, *arguments, *options])


PENDING = ("decision: approved", "decision: pending")
TO_PARTNERS: dict[str, tuple[str, tuple[str, ...], str, str]] = {
    "opener-he-whatsapp": (PERSON, ("opener", "--in", "he"), "whatsapp", SEEN),
    "opener-he-plural-email": (UNANNOUNCED, ("opener", "--in", "he"), "email", SEEN),
    "opener-en-facebook": (PERSON, ("opener", "--in", "en"), "facebook", SEEN),
    "answer-he-yes-telegram": (PERSON, ("answer", "--in", "he"), "telegram", SEEN),
    "answer-en-day-email": (PERSON.replace("    agreed: 2026-11-06\n", ""), ("answer", "--in", "en"), "email", SEEN),
    "answer-he-later-whatsapp": (PERSON.replace(*PENDING), ("answer", "--in", "he"), "whatsapp", SEEN),
    "answer-en-no-linkedin": (
        PERSON.replace("decision: approved", "decision: declined"), ("answer", "--in", "en"), "linkedin", SEEN),
    "thanks-he": (PERSON, ("thanks", "--in", "he"), "whatsapp", "2026-12-11"),
    "thanks-en": (PERSON, ("thanks", "--in", "en"), "phone", "2026-12-11"),
}  # fmt: skip


@pytest.mark.parametrize("name", TO_PARTNERS)
def test_what_a_partner_is_told(make_hub: Callable[..., HubFolder], name: str) -> None:
    hub = make_hub(language="he", settings=BILINGUAL)
    record, arguments, platform, today = TO_PARTNERS[name]
    in_hebrew = "-he" in name
    add(
        hub,
        record,
        platform,
        "הציור של התור לדואר העלה לנו חיוך של יום שלם"
        if in_hebrew
        else "Your drawing of the queue made us smile all day",
    )
    ran = write(hub, *arguments, today=today)
    assert ran.exit_code == 0, ran.stderr
    assert ran.stdout == (DRAFTS / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("address", "words"),
    [(None, "שלך"), (Address.F, "כתבי"), (Address.M, "שלך"), (Address.PLURAL, "שלכם")],
)
def test_an_address_has_words_of_its_own_or_those_that_fit_everyone(address: Address | None, words: str) -> None:
    assert Wording(address)("שלך", f="כתבי", plural="שלכם") == words


def test_the_record_says_how_to_address_them(make_hub: Callable[..., HubFolder]) -> None:
    hub = make_hub(language="he", settings=BILINGUAL)
    said = {}
    for address in ("", "  address: f\n", "  address: m\n", "  address: plural\n"):
        add(hub, PERSON, more=address)
        said[address] = write(hub, "answer").stdout
    assert len(set(said.values())) == 4
    assert "תכתבי" in said["  address: f\n"]
    assert "אפשר לכתוב" in said[""]


# Gender

SLASHED = re.compile(r"/[ההתיוןםא-ת]|[א-ת]\.(?:ת|ה|ית|ים|ות)\b|\((?:ה|ת|ית|ות|י)\)|[א-ת]/[א-ת]")
PRONOUNS = re.compile(r"\b(?:s?he|him|her|his|hers)\b|\(s\)|/s\b", re.IGNORECASE)


def texts_of(language: str) -> Iterator[str]:
    for file in (TEMPLATES / "messages" / language).glob("*.txt"):
        yield re.sub(r"\{#.*?#\}", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_nothing_is_said_with_slashes_or_dots() -> None:
    assert len(list(texts_of("he"))) == len(Kind)
    assert not [SLASHED.search(text) for text in texts_of("he") if SLASHED.search(text)]
    assert not [PRONOUNS.search(text) for text in texts_of("en") if PRONOUNS.search(text)]
    assert not [
        name for name in DRAFTS.glob("*-he*.txt") if SLASHED.search(re.sub(r"https?://\S+", "", name.read_text()))
    ]


@pytest.mark.parametrize("said", ["מוזמן/ת", "חבר.ה", "את.ה", "רוצה/ים", "חברים.ות", "מוזמן(ה)"])
def test_the_test_of_it_can_fail(said: str) -> None:
    assert SLASHED.search(said)


# Channels

LENGTHS = {
    "a letter": ("x", "אב", 2),
    "an emoji": ("x", "😀", 2),
    "a link": ("x", "see https://a.example/very/long/address/that/goes/on", 27),
    "an emoji in Telegram": ("telegram", "😀", 2),
    "an emoji elsewhere": ("facebook", "😀", 1),
}


@pytest.mark.parametrize(("channel", "text", "length"), LENGTHS.values(), ids=LENGTHS.keys())
def test_channels_count_in_their_own_way(channel: str, text: str, length: int) -> None:
    assert CHANNELS[channel].length(text) == length


LIMITS = {"telegram": (1024, True), "instagram": (2200, True), "linkedin": (3000, True), "x": (280, True)}


@pytest.mark.parametrize("name", [*LIMITS, "telegram without a picture"])
def test_what_is_too_long_is_named(name: str) -> None:
    channel = CHANNELS[name.split(maxsplit=1)[0]]
    limit, has_picture = (4096, False) if "without" in name else LIMITS[name]
    said = [
        [problem.say(problem.message, "en") for problem in channel.problems("x" * length, "", has_picture=has_picture)]
        for length in (limit, limit + 1)
    ]
    assert said[0] == []
    assert [str(limit) in words and str(limit + 1) in words for words in said[1]] == [True]


def test_a_title_that_hides_the_day_is_named() -> None:
    draft = to_member(Kind.ANNOUNCEMENT, replace(EVENT, title=Text("Long " * 30)), "en", "instagram")
    hints = [problem.hint for problem in draft.problems(has_picture=True)]
    assert hints == ["Shorten the title.", "Put it into your profile or a story too."]


def test_each_platform_is_a_channel() -> None:
    assert {str(platform) for platform in Platform} <= CHANNELS.keys()
    assert set(PUBLIC) <= CHANNELS.keys()


# Refusals

OUT_OF_TIME = {
    "announced when over": (Kind.ANNOUNCEMENT, {"stage": Stage.PAST}),
    "announced when cancelled": (Kind.ANNOUNCEMENT, {"state": State.CANCELLED}),
    "recalled when postponed": (Kind.REMINDER, {"state": State.POSTPONED}),
    "changed when nothing is": (Kind.CHANGE, {}),
}


@pytest.mark.parametrize(("kind", "what"), OUT_OF_TIME.values(), ids=OUT_OF_TIME.keys())
def test_what_is_not_so_is_not_told(kind: Kind, what: dict[str, object]) -> None:
    assert len(list(to_members.refusals(kind, replace(EVENT, **what)))) == 1


HELD_BACK = {
    "pending": ("announcement", PENDING, "vetting-undecided"),
    "not agreed": ("announcement", ("    agreed: 2026-11-06\n", ""), "event-not-agreed"),
    "a slip": ("reminder", ("    end: 21:30\n", "    end: 18:30\n"), "event-ends-before-start"),
    "too soon": ("announcement", ("start: 2026-12-10", "start: 2026-11-26"), "event-too-soon"),
    "a partner's error": ("change", ("    theirs: Reviewers for their charity projects\n", ""), "win-win-one-sided"),
}


@pytest.mark.parametrize(("kind", "edit", "rule"), HELD_BACK.values(), ids=HELD_BACK.keys())
def test_what_a_build_would_not_show_is_not_told(hub: HubFolder, kind: str, edit: tuple[str, str], rule: str) -> None:
    text = UNANNOUNCED.replace(*edit)
    assert text != UNANNOUNCED
    hub.add("code.md", text, picture())
    ran = write(hub, kind)
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "the site does not show Open data night now" in ran.stderr
    assert rule in ran.stderr


def test_an_opener_without_feedback_is_refused_and_says_why(make_hub: Callable[..., HubFolder]) -> None:
    hub = make_hub(settings="about: Two sentences.")
    hub.add("code.md", UNANNOUNCED, picture())
    ran = write(hub, "opener")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "outreach.feedback must say what we honestly like: an opener without it is an advertisement" in ran.stderr


def test_nothing_is_opened_with_those_who_were_declined(make_hub: Callable[..., HubFolder]) -> None:
    hub = make_hub(settings="about: Two sentences.")
    add(hub, UNANNOUNCED.replace("decision: approved", "decision: declined"))
    ran = write(hub, "opener")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "Code for Good was declined, so nothing is planned with them. Decide anew first:" in ran.stderr


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_an_answer_does_not_agree_to_what_was_called_off(hub: HubFolder, status: str) -> None:
    add(hub, UNANNOUNCED.replace("    agreed: 2026", f"    status: {status}\n    agreed: 2026"))
    for arguments in ((), ("--event", "open-data-night")):
        said = write(hub, "answer", *arguments).stdout
        assert "Which day would suit you? We are free from Monday, November 30 on." in said


def test_a_name_is_greeted_without_its_article(make_hub: Callable[..., HubFolder]) -> None:
    hub = make_hub(settings="about: Two sentences.")
    add(hub, UNANNOUNCED.replace("name: Code for Good", "name: The Making Bench"))
    assert write(hub, "opener").stdout.startswith("Hi Making Bench, how are you?\n")


def test_an_opener_needs_two_sentences_about_us(hub: HubFolder) -> None:
    add(hub)
    ran = write(hub, "opener")
    assert ran.exit_code == 2
    assert "the setting about must say in two sentences who we are" in ran.stderr


TWO_EVENTS = UNANNOUNCED.replace(
    "    agreed: 2026-11-06\n---",
    "    agreed: 2026-11-06\n  - {slug: second, title: Second, start: 2026-12-16 19:00, online: true, agreed: 2026-11-06}\n---",
)


def test_of_several_events_one_has_to_be_named(hub: HubFolder) -> None:
    hub.add("code.md", TWO_EVENTS, picture())
    ran = write(hub, "announcement")
    assert ran.exit_code == 2
    assert "--event must say which event" in ran.stderr
    assert "Second" in write(hub, "announcement", "--event", "second", "--to", "whatsapp").stdout
    assert "Open data night" in write(hub, "reminder", "--to", "whatsapp").stdout


WRONG = {
    "a partner": (("opener",), "nobody", "there is no partner nobody"),
    "an event": (("announcement", "--event", "none"), "code", "there is no event none"),
    "a language": (("announcement", "--in", "fr"), "code", "--in must be one of en"),
    "below site": (("announcement", "--out", "site/drafts"), "code", "must not lie in site/"),
    "among partners": (("announcement", "--out", "content/partners"), "code", "must not lie in partners/"),
}


@pytest.mark.parametrize(("arguments", "slug", "said"), WRONG.values(), ids=WRONG.keys())
def test_wrong_usage(hub: HubFolder, arguments: tuple[str, ...], slug: str, said: str) -> None:
    hub.add("code.md", UNANNOUNCED, picture())
    ran = write(hub, *(str(hub.root / each) if "/" in each else each for each in arguments), slug=slug)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert said in ran.stderr
    assert not (hub.root / "site").exists()


def test_where_git_cannot_answer_nothing_is_written(repo: Repo, tmp_path: Path) -> None:
    repo.commit("2026-11-01", text=UNANNOUNCED)
    repo.commit("2026-11-20", text=UNANNOUNCED + "\n")
    repo.git("clone", "-q", "--depth=1", f"file://{repo.root}", str(tmp_path / "shallow"))
    ran = partnerhub("write", "code", "announcement", "--today", SEEN, "--language", "en", cwd=tmp_path / "shallow")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "git fetch --unshallow" in ran.stderr


# A moved event, as members came to know it


def test_a_moved_event_is_told_with_the_day_that_they_knew(repo: Repo) -> None:
    repo.commit("2026-10-10", text=UNANNOUNCED)
    repo.commit(
        "2026-11-10",
        text=UNANNOUNCED.replace("2026-12-10", "2026-12-15").replace("agreed: 2026-11-06", "agreed: 2026-11-09"),
    )
    ran = write(repo.hub, "change", "--to", "whatsapp")
    assert ran.exit_code == 0, ran.stderr
    assert "New date: Open data night" in ran.stdout
    assert "Tuesday, December 15" in ran.stdout
    assert "It was planned for Thursday, December 10, 7:00 PM." in ran.stdout


# Files


def test_pictures_lie_beside_the_drafts_and_are_processed(hub: HubFolder) -> None:
    original = picture()
    hub.add("code.md", UNANNOUNCED, original)
    ran = write(hub, "announcement", "--out", str(hub.root / "drafts"))
    assert ran.exit_code == 0, ran.stderr
    files = {path.name: path.read_bytes() for path in (hub.root / "drafts").iterdir()}
    assert {name.removeprefix("open-data-night") for name in files} == {
        ".jpg", "-whole.jpg", "-square.jpg", "-story.jpg", ".ics", *(f"-announcement-{channel}.txt" for channel in PUBLIC)
    }  # fmt: skip
    assert original not in files.values()
    assert files["open-data-night.ics"].startswith(b"BEGIN:VCALENDAR")
    assert b"code.jpg" not in b"".join(files.values()) + ran.stdout.encode()


def test_an_event_s_own_photo_is_posted_with_its_own_caption(hub: HubFolder) -> None:
    own = "    photo: {file: night.jpg, caption: A table of laptops, consent: {given_by: Dana, given_on: 2026-11-02}}\n"
    hub.add("code.md", UNANNOUNCED.replace("    place: Community", f"{own}    place: Community"), picture(480, 300))
    (hub.partners / "night.jpg").write_bytes(picture(480, 300, colour="red"))
    ran = write(hub, "announcement", "--to", "whatsapp", "--out", str(hub.root / "drafts"))
    assert "In the picture: A table of laptops." in ran.stdout
    with Image.open(hub.root / "drafts" / "open-data-night-whole.jpg", formats=["JPEG"]) as posted:
        assert posted.size == (480, 300)
        red, green, _ = posted.convert("RGB").resize((1, 1)).getpixel((0, 0))
    assert (red > 200, green < 50) == (True, True)


def test_without_a_consent_in_force_there_is_no_picture_and_no_caption(hub: HubFolder) -> None:
    hub.add("code.md", UNANNOUNCED.replace("valid_until", "withdrawn_on: 2026-11-20, valid_until"), picture())
    ran = write(hub, "announcement", "--to", "telegram", "--out", str(hub.root / "drafts"))
    assert "In the picture" not in ran.stdout
    files = {path.name.removeprefix("open-data-night"): path for path in (hub.root / "drafts").iterdir()}
    assert set(files) == {"-announcement-telegram.txt", "-square.jpg", "-story.jpg"}
    with Image.open(files["-square.jpg"]) as posted:
        red, _, blue = posted.getpixel((20, 20))
    assert (red > 50, blue > 150) == (True, True), "the hub's colour, with the day on it"


def test_a_hubs_own_template_goes_before_ours(hub: HubFolder) -> None:
    hub.add("code.md", UNANNOUNCED, picture())
    folder = hub.root / "templates" / "messages" / "en"
    folder.mkdir(parents=True)
    (folder / "reminder.txt").write_text("{% block text %}Come to {{ event.title }}!{% endblock %}")
    assert write(hub, "reminder", "--to", "whatsapp").stdout == "Come to Open data night!\n"
    assert "What you get: " in write(hub, "announcement", "--to", "whatsapp").stdout
    (folder / "reminder.txt").write_text("{% block text %}\n{{ evnt.title }}{% endblock %}")
    ran = partnerhub("write", "code", "reminder", "--to", "x", "--today", SEEN, "--language", "en", cwd=hub.root)
    assert ran.returncode == 2
    assert "templates/messages/en/reminder.txt:2: 'evnt' is undefined" in ran.stderr


# What is private


@pytest.mark.parametrize("kind", ["announcement", "reminder", "change", "opener", "answer", "thanks"])
def test_nothing_private_is_told(make_hub: Callable[..., HubFolder], kind: str) -> None:
    """Of a draft to the partner: nothing but what is meant for them."""
    hub = make_hub(settings="about: Who we are.")
    record = RECORD.replace(
        "win_win: {ours: CANARY-ours, theirs: CANARY-theirs", "win_win: {ours: CANARY-ours, theirs: For them"
    )
    record = record.replace("feedback: CANARY-feedback", "feedback: For them too")
    if kind == "change":
        record = record.replace("    agreed: {us: 2026-11-05", "    status: cancelled\n    agreed: {us: 2026-11-05")
    hub.add("code.md", record.replace("CANARY-contact", "CANARY-contact\n  address: plural"), picture())
    ran = write(hub, kind, "--out", str(hub.root / "drafts"))
    assert ran.exit_code == 0, ran.stderr
    told = b"".join(path.read_bytes() for path in (hub.root / "drafts").iterdir())
    assert b"CANARY" not in told + (ran.stdout + ran.stderr).encode()
    assert (b"For them" in told) is (kind == "opener")
