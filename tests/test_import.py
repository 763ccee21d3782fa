"""`partnerhub import`: tables as tools export them, calendars, what can't be placed, and that a second time changes nothing."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hubs import HubFolder, silent
from partnerhub.edge.config import read_config
from partnerhub.edge.import_command import import_command
from partnerhub.importing.days import Reading
from partnerhub.importing.headings import Column, columns, is_heading
from partnerhub.importing.place import Change, Placing, heading_of
from partnerhub.importing.sheet import MAX_BYTES, Unread, read_sheet
from partnerhub.pipeline import load
from partnerhub.record.fields import field_at
from partnerhub.record.model import Record
from partnerhub.record.read import Tree, read_bytes
from terminals import answered

NOW = "2026-11-23T10:05"


@pytest.fixture
def hub(make_hub: Callable[..., HubFolder]) -> HubFolder:
    return make_hub(settings="languages: [en, he]\n")


def imported(hub: HubFolder, data: str | bytes, *arguments: str, name: str = "sheet.csv", answers: str = "") -> Result:
    file = hub.root / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    options = ["--config-file", str(hub.config_file), "--today", NOW]
    result = CliRunner().invoke(import_command, [str(file), *arguments, *options], input=answers)
    assert result.exit_code in (0, 1, 2), result.exception
    return result


def table(*rows: Sequence[str], sign: str = ",") -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=sign).writerows(rows)
    return written.getvalue()


def fields(hub: HubFolder, slug: str) -> dict[str, Tree]:
    """What is typed in a partner's file."""
    front_matter = read_bytes("", "", (hub.partners / f"{slug}.md").read_bytes()).front_matter
    assert front_matter is not None
    return dict(front_matter.tree)


def files(hub: HubFolder) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in hub.partners.iterdir()}


# Tables as tools export them

SHEETS = table(
    ["Partner", "Event", "Date", "Time", "Location", "Registration link", "Notes", "Email"],
    ["Code for Good", "Data night", "10/12/2026", "19:00-21:30", "Community House\n5 Example St.", "lu.ma/x", "slow to answer", "d@x.example"],
    ["", "Second night", "17/12/2026", "7:30 PM", "Zoom", "", "", ""],
)  # fmt: skip
SHEETS_IN_HEBREW = table(
    ["שותף", "שם האירוע", "תאריך", "שעה", "מקום", "קישור להרשמה", "הערות", "דוא״ל"],
    ["Code for Good", "Data night", "10.12.2026", "19:00-21:30", "Community House 5 Example St.", "lu.ma/x", "slow to answer", "d@x.example"],
    ["", "Second night", "17 בדצמבר 2026", "19.30", "זום", "", "", ""],
)  # fmt: skip
AIRTABLE = table(
    ["Title", "Organizer", "Start", "End", "Venue", "Online", "Event link", "Internal notes", "Contact email"],
    ["Data night", "Code for Good", "12/10/2026 7:00pm", "12/10/2026 9:30pm", "Community House 5 Example St.", "", "https://lu.ma/x", "slow to answer", "d@x.example"],
    ["Second night", "Code for Good", "12/17/2026 7:30pm", "", "", "checked", "", "", ""],
)  # fmt: skip
NOTION = table(
    ["Name", "Date", "Partner", "Place", "URL", "Notes", "Contact"],
    ["Data night", "December 10, 2026 7:00 PM (GMT+2) → 9:30 PM", "Code for Good (https://www.notion.so/Code-1a?pvs=21)", "Community House 5 Example St.", "https://lu.ma/x", "slow to answer", "d@x.example"],
    ["Second night", "December 17, 2026 7:30 PM", "Code for Good (https://www.notion.so/Code-1a?pvs=21)", "online", "", "", ""],
)  # fmt: skip
EVENTS: Tree = [
    {
        "slug": "data-night",
        "title": "Data night",
        "start": "2026-12-10 19:00",
        "end": "21:30",
        "place": "Community House 5 Example St.",
        "link": "https://lu.ma/x",
    },
    {"slug": "second-night", "title": "Second night", "start": "2026-12-17 19:30", "online": "true"},
]


@pytest.mark.parametrize(
    "sheet",
    [
        pytest.param(SHEETS, id="Sheets"),
        pytest.param(SHEETS_IN_HEBREW, id="Sheets in Hebrew"),
        pytest.param(AIRTABLE, id="Airtable"),
        pytest.param(NOTION, id="Notion"),
    ],
)
def test_exports_say_the_same(hub: HubFolder, sheet: str) -> None:
    result = imported(hub, sheet)
    assert result.exit_code == 0, result.output
    assert fields(hub, "code-for-good") == {
        "name": "Code for Good",
        "kind": "community",
        "vetting": {"decision": "pending", "note": "slow to answer"},
        "outreach": {"contact": "d@x.example"},
        "events": EVENTS,
    }
    before = files(hub)
    assert imported(hub, sheet).output == "It is there already: nothing changes.\n"
    assert files(hub) == before
    wrong = [each for each in hub.load(NOW).findings if each.severity == "error"]
    assert not wrong


LUMA = table(
    ["api_id", "name", "start_at", "end_at", "timezone", "url", "geo_address", "meeting_url", "cover_url"],
    ["evt-1", "Hack night", "2026-12-20T17:00:00.000Z", "2026-12-20T19:00:00.000Z", "Asia/Jerusalem", "https://luma.com/x", "Roof, Tel Aviv", "", "https://images.example/x"],
    ["evt-2", "Berlin night", "2026-12-21T17:00:00.000Z", "2026-12-22T01:00:00.000Z", "Europe/Berlin", "", "", "https://meet.example/1", ""],
)  # fmt: skip
HACK_NIGHT: Tree = {
    "slug": "hack-night",
    "title": "Hack night",
    "start": "2026-12-20 19:00",
    "end": "21:00",
    "place": "Roof, Tel Aviv",
    "link": "https://luma.com/x",
}
BERLIN_NIGHT: Tree = {
    "slug": "berlin-night",
    "title": "Berlin night",
    "start": "2026-12-21 18:00",
    "end": "2026-12-22 02:00",
    "timezone": "Europe/Berlin",
    "online": "https://meet.example/1",
}
KNOWN = """\
---
# A comment of ours.
name: {en: Code for Good, he: קוד לטובה}
website: https://code.example/   # theirs
tags: [open-source]
vetting: {decision: pending, note: good}
events:
  - title: Open night
    start: 2026-12-10 19:00
    place: Here
---
Who they are.
"""


def test_the_rows_of_luma_are_events_of_one_partner(hub: HubFolder) -> None:
    file = hub.add("code.md", KNOWN)
    result = imported(hub, LUMA, "--partner", "code")
    assert result.exit_code == 1
    assert fields(hub, "code")["events"] == [
        {"title": "Open night", "start": "2026-12-10 19:00", "place": "Here"},
        HACK_NIGHT,
        BERLIN_NIGHT,
    ]
    assert result.output.splitlines()[-3:] == [
        'rows 2–3, “api_id”: nobody said what this column holds. Say it: --map "api_id=…".',
        "row 2, “cover_url”: pictures don't come in with a table; put the file beside the partner's.",
        "1 partner added to, 2 new events; 4 warnings, which `partnerhub check` lists.",
    ]
    before = file.read_bytes()
    imported(hub, LUMA, "--partner", "code")
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("row", "said"),
    [
        pytest.param(["CODE FOR GOOD", "", "", ""], "", id="by name"),
        pytest.param(["קוד לטובה", "", "", ""], "", id="by name in another language"),
        pytest.param(["", "http://www.code.example", "", ""], "website says something else already", id="by address"),
        pytest.param(["Code!", "", "", ""], "name says something else already", id="by the file's name"),
        pytest.param(["Else", "code.example", "", ""], "name says something else already", id="under another name"),
        pytest.param(["Code for Good", "other.example", "", ""], "website says something else already", id="with another address"),
        pytest.param(["Code for Good", "", "bad", ""], "vetting.note says something else already", id="with other reasons"),
        pytest.param(["Code for Good", "", "", "open-source, data"], "", id="with a tag more"),
    ],
)  # fmt: skip
def test_who_is_known_is_added_to(hub: HubFolder, row: list[str], said: str) -> None:
    file = hub.add("code.md", KNOWN)
    result = imported(hub, table(["Name", "Website", "Notes", "Tags"], row))
    assert [each.name for each in hub.partners.iterdir()] == ["code.md"]
    assert (said in result.output) if said else ("row" not in result.output)
    assert file.read_text("utf-8") == KNOWN.replace(
        "[open-source]", "[open-source, data]" if row[3] else "[open-source]"
    )


def test_an_event_that_is_there_is_added_to(hub: HubFolder) -> None:
    file = hub.add("code.md", KNOWN)
    rows = [
        ["Code for Good", "Open night", "2026-12-10 19:00", "21:00", "Elsewhere", "cancelled"],
        ["Code for Good", "Open night", "2027-01-10 19:00", "", "", ""],
    ]
    result = imported(hub, table(["Partner", "Event", "Start", "End", "Place", "Event status"], *rows))
    assert result.output.splitlines()[1:3] == [
        "row 2, “Place”: place says something else already, and is left as it is.",
        "row 2, “Event status”: status says something else already, and is left as it is.",
    ]
    later = imported(hub, "Partner,Event,Start\nCode for Good,Open night,2026-12-10 20:00\n")
    assert later.output.splitlines()[:1] == [
        "row 2, “Start”: an event of that title is there already on that day, at another hour. "
        "If it moved: `partnerhub set code move`.",
    ]
    more = "  - slug: open-night-2027-01\n    title: Open night\n    start: 2027-01-10 19:00\n"
    assert file.read_text("utf-8") == KNOWN.replace("    place: Here\n", f"    end: 21:00\n    place: Here\n{more}")


@pytest.mark.sample(2)
def test_more_than_a_file_may_hold_is_left_with_the_reason(hub: HubFolder) -> None:
    tags = ", ".join(f"t{number}" for number in range(5000))
    rows = [["Code for Good", "Night", f"2026-12-{day} 19:00", tags] for day in (10, 11, 12)]
    result = imported(hub, table(["Partner", "Event", "Start", "Event tags"], *rows))
    assert result.output.startswith("rows 2–4: a partner file must hold at most 10000 names and values.")
    assert files(hub) == {}


def test_what_is_twice_on_a_day_is_two_events(hub: HubFolder) -> None:
    """One that the hub knows has not moved where a row says that it is at its hour."""
    hub.add("code.md", KNOWN)
    rows = [["Code for Good", "Open night", f"2026-12-10 {hour}:00"] for hour in (17, 19, 21)]
    sheet = table(["Partner", "Event", "Start"], *rows)
    assert imported(hub, sheet).output.splitlines()[-1].startswith("1 partner added to, 2 new events; ")
    starts = [event["start"] for event in fields(hub, "code")["events"]]
    assert [str(start) for start in starts] == [f"2026-12-10 {hour}:00" for hour in (19, 17, 21)]
    assert imported(hub, sheet).output == "It is there already: nothing changes.\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(KNOWN.replace("pending", "declined"), "content/partners/code.md was declined", id="declined"),
        pytest.param(KNOWN.replace("name: {", "name: {{"), "content/partners/code.md can't be read", id="unreadable"),
    ],
)
def test_some_are_not_added_to(hub: HubFolder, text: str, said: str) -> None:
    file = hub.add("code.md", text)
    assert f"row 2: {said}" in imported(hub, "Name,Tags\nCode,x\n").output
    assert f"row 2: {said}" in imported(hub, "Partner slug,Tags\ncode,x\n").output
    assert file.read_text("utf-8") == text


# Nothing is decided, and what is private stays so

PRIVATE = table(
    ["Name", "Notes", "Email", "Phone", "Standing", "What we gain", "Decision", "Decided by", "Agreed", "Announced", "Consent for the photo", "Date", "Event"],
    ["Green Roof", "CANARY1", "c2@canary.example", "050-1234567", "negative", "CANARY3", "approved", "CANARY4", "2026-11-01", "2026-11-02", "CANARY5", "2026-12-10 19:00", "Seeds"],
)  # fmt: skip


def test_nothing_is_decided_and_private_cells_stay_private(hub: HubFolder) -> None:
    output = imported(hub, PRIVATE).output
    assert fields(hub, "green-roof") == {
        "name": "Green Roof",
        "kind": "community",
        "vetting": {
            "win_win": {"ours": "CANARY3"},
            "reputation": {"standing": "negative"},
            "decision": "pending",
            "note": "CANARY1",
        },
        "outreach": {"contact": "c2@canary.example, 050-1234567"},
        "events": [{"slug": "seeds", "title": "Seeds", "start": "2026-12-10 19:00"}],
    }
    for heading in ("Decision", "Decided by", "Agreed", "Announced", "Consent for the photo"):
        assert f"row 2, “{heading}”: " in output
    assert "CANARY" not in output


# Bytes

HEBREW = 'שם,תגיות\r\nמנמ"ר העיר,"דאטה\r\nקוד"\r\n'


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(HEBREW.encode(), id="UTF-8"),
        pytest.param(HEBREW.encode("utf-8-sig"), id="UTF-8 with a mark"),
        pytest.param(HEBREW.encode("cp1255"), id="Windows-1255"),
        pytest.param(HEBREW.encode("utf-16"), id="UTF-16"),
        pytest.param(HEBREW.replace(",", ";").encode(), id="semicolons"),
        pytest.param(HEBREW.replace(",", "\t").encode("utf-16"), id="tabs"),
        pytest.param(f"sep=;\n{HEBREW}".replace(",", ";").encode(), id="Excel's own line"),
        pytest.param(f"שותפים 2026,\r\n,\r\n{HEBREW}\r\n,\r\n".encode(), id="a title above, empty rows"),
        pytest.param(HEBREW.replace("מנמ", "\u202aמנמ").replace("עיר", "עיר\u202c\u200f").encode(), id="direction marks"),
        pytest.param(HEBREW.replace("\r\n", "\n").encode(), id="line feeds"),
    ],
)  # fmt: skip
def test_bytes_are_read_as_people_export_them(hub: HubFolder, data: bytes) -> None:
    imported(hub, data)
    read = fields(hub, "מנמר-העיר")
    assert (read["name"], read["tags"]) == ('מנמ"ר העיר', ["דאטה", "קוד"])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Name\n" + b"x" * MAX_BYTES, "it is larger than 5 MB"),
        (b"Name\nx\0y\n", "it is no text in UTF-8, UTF-16 or Windows-1255"),
        (b"Name\n\xd9\xda\n", "it is no text in UTF-8, UTF-16 or Windows-1255"),
        (b"PK\x03\x04xl", "it is a workbook or an archive, and no table of text"),
        (b"", "nothing stands in it"),
        (b"\n,,\n", "nothing stands in it"),
        (b"Name,Date\n,\n", "nothing stands below its headings"),
        (b'Name\n"' + b"x" * 200_000, "row 2 can't be read, or has a cell that is longer than a partner file may be"),
        (b"BEGIN:VCALENDAR\nnothing", "it is no calendar that can be read"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_files_that_are_no_table(hub: HubFolder, data: bytes, said: str) -> None:
    result = imported(hub, data)
    assert result.exit_code == 2
    assert result.output.startswith(f"partnerhub import: sheet.csv can't be read: {said}.")


# Cells


@pytest.mark.sample(4)
@pytest.mark.parametrize(
    "name",
    [
        '=HYPERLINK("https://evil.example","x")', "@cmd", "+1+1", "---", "a: b #c", "{a: b}", "[x]", "!!python/none x", "*a", "&a b",
        "yes", "null", "~a", "'q", '"q', "שת\"פ חברתי", "ג'ינג'י", "0501234567", "1e3", "2026-12-10", "a\\nb", "`rm`", "|", "> x", "%x",
    ],
)  # fmt: skip
def test_texts_stay_texts(hub: HubFolder, name: str) -> None:
    imported(hub, table(["Slug", "Name", "Notes", "Tagline"], ["x", f"{name} x", name, name]))
    read = fields(hub, "x") if (hub.partners / "x.md").exists() else {}
    assert read == {} or (read["vetting"]["note"], read["tagline"]) == (name, name)  # type: ignore[call-overload, index]
    assert not [each for each in hub.load(NOW).findings if each.severity == "error"]


def test_a_control_character_is_refused_with_its_cell(hub: HubFolder) -> None:
    output = imported(hub, "Name,Tagline,Notes\nA,bell\x07,x\nB\x1b[31m,x,x\n").output
    assert "row 2, “Tagline”: tagline must not hold the invisible character U+0007." in output
    assert "row 3: name must not hold the invisible character U+001B." in output
    assert [each.name for each in hub.partners.iterdir()] == ["a.md"]


@pytest.mark.parametrize(
    ("cells", "start", "end"),
    [
        (["2026-12-10 19:00"], "2026-12-10 19:00", None),
        (["10/12/2026", "19:30", "13/1/2027"], "2026-12-10 19:30", None),
        (["12/10/2026", "7:30 PM", "1/13/2027"], "2026-12-10 19:30", None),
        (["03.04.27", "19.30"], "2027-04-03 19:30", None),
        (["15 במרץ 2027", "בשעה 19:30"], "2027-03-15 19:30", None),
        (["March 15, 2027 7:30 PM"], "2027-03-15 19:30", None),
        (["15/3/27", "19:00 – 21:30"], "2027-03-15 19:00", "21:30"),
        (["2027-03-15T17:00:00Z"], "2027-03-15 19:00", None),
        (["2027-03-15T17:00:00-05:00"], "2027-03-16 00:00", None),
        (["March 15, 2027 7:00 PM (GMT+2) → March 16, 2027 1:00 AM (GMT+2)"], "2027-03-15 19:00", "2027-03-16 01:00"),
        (["2027-03-15", "22:00-01:00"], "2027-03-15 22:00", "2027-03-16 01:00"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)  # fmt: skip
def test_days_and_hours(hub: HubFolder, cells: list[str], start: str, end: str | None) -> None:
    day, hour, other = [*cells, "", ""][:3]
    rows = [["X", "T", day, hour], ["X", "U", f"{other} 10:00", ""]] if other else [["X", "T", day, hour]]
    imported(hub, table(["Partner", "Event", "Date", "Time"], *rows))
    events = fields(hub, "x")["events"]
    assert isinstance(events, list)
    expected: Tree = {"slug": "t", "title": "T", "start": start, **({"end": end} if end else {})}
    assert events[0] == expected


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("3/4/2027 19:00", "start may be 2027-04-03 or 2027-03-04. Write the year first, in the sheet."),
        ("46366", "start is a number as spreadsheets count days."),
        ("46366.79", "start is a number as spreadsheets count days."),
        ("2027-04-03 19:00 EST", "start is in a time zone that can't be told from its letters."),
        ("2027-04-03", "start has no hour."),
        ("in spring", "start must be a day and an hour such as 2026-12-10 19:00."),
        ("30/2/2027 10:00", "start must be a day and an hour such as 2026-12-10 19:00."),
    ],
)
def test_days_that_nobody_guesses(hub: HubFolder, cell: str, said: str) -> None:
    result = imported(hub, table(["Partner", "Event", "Date"], ["X", "T", cell]))
    assert f"row 2, “Date”: {said}" in result.output
    assert "row 2: nothing of its event is written." in result.output
    assert "events" not in fields(hub, "x")
    assert result.exit_code == 1


def test_of_two_ends_one_is_told(hub: HubFolder) -> None:
    row = ["X", "T", "2026-12-10", "19:00-21:00", "22:00", "2h"]
    output = imported(hub, table(["Partner", "Event", "Date", "Time", "End", "Duration"], row)).output
    assert fields(hub, "x")["events"] == [{"slug": "t", "title": "T", "start": "2026-12-10 19:00", "end": "22:00"}]
    assert "row 2, “End”: end is given twice." in output
    assert "row 2, “Duration”: length is left out, since there is an end." in output


# Questions

ASKED = table(["Partner", "Event", "Date", "Topic X", "Id"], ["X", "T", "3/4/2027", "Seeds", "7"])


def test_what_nobody_can_know_is_asked_once(hub: HubFolder) -> None:
    imported(hub, ASKED, answers="events.summary\n-\n1\n19:00\n")
    assert fields(hub, "x")["events"] == [{"slug": "t", "title": "T", "start": "2027-04-03 19:00", "summary": "Seeds"}]
    remembered = (hub.root / "import-columns.txt").read_text("utf-8").splitlines()
    assert remembered[1:] == ["Topic X=events.summary", "Id=-"]
    again = imported(hub, ASKED, answers="2\n19:00\n")
    assert "Topic X" not in again.output
    assert "events: " not in again.output


def test_an_answer_may_say_what_a_field_is_called(hub: HubFolder) -> None:
    imported(hub, ASKED, answers="תקציר\nאתר\n1\n19:00\n")
    assert (hub.root / "import-columns.txt").read_text("utf-8").splitlines()[1:] == [
        "Topic X=events.summary",
        "Id=website",
    ]


def test_on_a_terminal_a_wrong_answer_is_asked_again(hub: HubFolder) -> None:
    file = hub.root / "sheet.csv"
    file.write_text(ASKED, "utf-8")
    arguments = ["import", str(file), "-f", str(hub.config_file), "--today", NOW]
    code, shown = answered(arguments, ["events.sumary", "events.summary", "", "3", "2", "19"])
    assert code == 1
    assert "  sumary is not a field of the format\n  Did you mean summary?" in shown
    assert fields(hub, "x")["events"] == [{"slug": "t", "title": "T", "start": "2027-03-04 19:00", "summary": "Seeds"}]


def test_a_map_says_what_a_column_holds(hub: HubFolder) -> None:
    sheet = table(["Who", "Hebrew", "Fediverse"], ["Green Roof", "גג ירוק", "https://social.example/@green"])
    maps = ["Who=name", "Hebrew=name.he", "Fediverse=links.fediverse"]
    imported(hub, sheet, *(word for each in maps for word in ("--map", each)), "--dry-run")
    assert not list(hub.partners.iterdir())
    assert not (hub.root / "import-columns.txt").exists()
    imported(hub, sheet, *(word for each in maps for word in ("--map", each)))
    read = fields(hub, "green-roof")
    assert read["name"] == {"en": "Green Roof", "he": "גג ירוק"}
    assert read["links"] == {"fediverse": "https://social.example/@green"}
    assert imported(hub, sheet).output == "It is there already: nothing changes.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--map", "Nme=name"], "there is no column Nme. Did you mean Name?"),
        (["--map", "Name=nam"], "nam is not a field of the format. Did you mean name?"),
        (["--map", "Name"], "Name must be a heading and a field. Write it like Heading=events.title."),
        (["--map", "Name=vetting"], "vetting holds fields of its own. Name one of them."),
        (["--map", "Name=-"], 'no column is known to hold the names of partners. Say which does: --map "…=name".'),
        (["--partner", "nobody"], "there is no partner nobody."),
    ],
)
def test_wrong_usage(hub: HubFolder, arguments: list[str], said: str) -> None:
    result = imported(hub, "Name,Tags\nA,b\n", *arguments)
    assert result.exit_code == 2
    text = result.output or str(result.exception)
    assert not list(hub.partners.iterdir())
    assert said.split(".", maxsplit=1)[0] in text or isinstance(result.exception, SystemExit)


# Calendars

CALENDAR = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//x
BEGIN:VEVENT
UID:1@x
DTSTAMP:20260101T000000Z
DTSTART;TZID=Asia/Jerusalem:20270110T190000
DTEND;TZID=Asia/Jerusalem:20270110T210000
SUMMARY:Open evening
LOCATION:Roof\\, Tel Aviv
DESCRIPTION:Bring\\nfriends
ORGANIZER;CN=CANARY:mailto:canary@x.example
ATTENDEE:mailto:canary@x.example
END:VEVENT
BEGIN:VEVENT
UID:2@x
DTSTAMP:20260101T000000Z
DTSTART;VALUE=DATE:20270201
DTEND;VALUE=DATE:20270203
SUMMARY:Fair
STATUS:CANCELLED
END:VEVENT
BEGIN:VEVENT
UID:3@x
DTSTAMP:20260101T000000Z
DTSTART;TZID=Europe/Berlin:20261103T190000
DURATION:PT2H
RRULE:FREQ=MONTHLY;COUNT=3
SUMMARY:Monthly
END:VEVENT
END:VCALENDAR
"""


def test_a_calendar_becomes_events(hub: HubFolder) -> None:
    hub.add("code.md", KNOWN)
    assert imported(hub, CALENDAR, "--partner", "code", name="x.ics").exit_code == 0
    monthly: dict[str, Tree] = {"title": "Monthly", "end": "21:00", "timezone": "Europe/Berlin"}
    events = fields(hub, "code")["events"]
    assert isinstance(events, list)
    assert events[1:] == [
        {"slug": "monthly", "start": "2026-12-03 19:00", **monthly},
        {"slug": "monthly-2027-01", "start": "2027-01-03 19:00", **monthly},
        {
            "slug": "open-evening",
            "title": "Open evening",
            "start": "2027-01-10 19:00",
            "end": "21:00",
            "place": "Roof, Tel Aviv",
            "description": "Bring\nfriends\n",
        },
        {
            "slug": "fair",
            "title": "Fair",
            "start": "2027-02-01",
            "end": "2027-02-02",
            "whole_day": "true",
            "status": "cancelled",
        },
    ]
    assert "CANARY" not in (hub.partners / "code.md").read_text("utf-8").upper()
    assert imported(hub, CALENDAR, "--partner", "code").output == "It is there already: nothing changes.\n"


def test_entries_are_taken_as_far_as_they_are_for_others(hub: HubFolder) -> None:
    hub.add("code.md", KNOWN)
    more = (
        "BEGIN:VEVENT\nUID:4@x\nDTSTART:20270301T170000Z\nSUMMARY:Mine\nCLASS:PRIVATE\nEND:VEVENT\n"
        "BEGIN:VEVENT\nUID:5@x\nSUMMARY:Never\nEND:VEVENT\n"
        'BEGIN:VEVENT\nUID:6@x\nDTSTART:20270302T170000Z\nSUMMARY:Google\nDESCRIPTION:<p>Bring <a href="https://x.example'
        '">this</a><br>and that&nbsp;too</p>\nEND:VEVENT\n'
    )
    output = imported(hub, CALENDAR.replace("END:VCALENDAR", f"{more}END:VCALENDAR"), "--partner", "code").output
    assert "entry 1, “DTSTART”: start is missing, so that there is no event." in output
    assert "entry 1: nothing of its event is written." in output
    assert "entry 6: it is marked as private." in output
    events = fields(hub, "code")["events"]
    assert isinstance(events, list)
    assert "Mine" not in str(events)
    assert events[-1] == {
        "slug": "google",
        "title": "Google",
        "start": "2027-03-02 19:00",
        "description": "Bring [this](https://x.example)\nand that too",
    }


def test_a_column_of_a_calendar_can_be_left_out(hub: HubFolder) -> None:
    hub.add("code.md", KNOWN)
    imported(hub, CALENDAR, "--partner", "code", "--map", "Description=-")
    assert "friends" not in (hub.partners / "code.md").read_text("utf-8")
    assert not (hub.root / "import-columns.txt").exists()


def test_a_calendar_of_every_second_is_refused(hub: HubFolder) -> None:
    hub.add("code.md", KNOWN)
    result = imported(hub, CALENDAR.replace("MONTHLY;COUNT=3", "HOURLY"), "--partner", "code")
    assert result.exit_code == 2
    assert "more than 200 of its entries are repeats" in result.output


# Headings


def meant(headings: str, *, of_one_partner: bool = False) -> str:
    found = columns(headings.split(", "), {}, ["he", "en"], of_one_partner=of_one_partner)
    return ", ".join(_written(each) if each else "?" for each in found)


def _written(column: Column) -> str:
    return ".".join([*column.place, *([column.language] if column.language else [])])


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("Name, Website, Type, Status, Description", "name, website, kind, vetting.decision, description"),
        (
            "Partner, Title, Date, Website, URL, Status",
            "name, events.title, events.start, website, events.link, events.status",
        ),
        ("Name, Date, Partner", "events.title, events.start, name"),
        ("Name, Event, Date", "name, events.title, events.start"),
        (
            "שותף, אירוע, תאריך, משעה, עד שעה, אולם",
            "name, events.title, events.start, events.start, events.end, events.place",
        ),
        ("Name, Email, Date", "name, outreach.contact, events.start"),
        ("Name, Date, Place", "events.title, events.start, events.place"),
        ("Name, Title, Partner, Date", "?, events.title, name, events.start"),
        ("Name, Address, Summary, Members, Created time", "name, ?, ?, ?, ?"),
        ("שם, שם באנגלית, תיאור (אנגלית), אתר", "name, name.en, description.en, website"),
        (
            "Event title, Host email, Event date, Partner website",
            "events.title, outreach.contact, events.start, website",
        ),
        ("vetting.note, events.title, events.start, WEBSITE", "vetting.note, events.title, events.start, website"),
    ],
)
def test_headings(headings: str, expected: str) -> None:
    assert meant(headings) == expected


def test_in_rows_of_one_partner_all_is_of_events() -> None:
    assert meant("Name, Description, Tags", of_one_partner=True) == "events.title, events.description, events.tags"


# Whatever stands in a table

HEADINGS = [
    *("Name", "Partner", "Event", "Title", "Date", "Time", "Start", "End", "Location", "Website", "URL", "Notes", "Tags"),
    *("Status", "Description", "Email", "Phone", "Type", "Values", "Facebook", "Name (Hebrew)", "Title he", "Slug", "Foo"),
    *("Partner slug", "Duration", "Whole day", "Timezone", "Price", "Online", "Co-hosts", "Attendance", "Summary", "Photo"),
    *("Agreed", "Tagline", "Standing", "Red flags", "", "Sources", "Language", "photo.caption", "Focus", "outreach.address"),
]  # fmt: skip
CELLS = [
    *("", "Code for Good", "Green Roof", "קוד לטובה", 'מנמ"ר', "=1+1", "@cmd", "---", "...", "a: b", "- x", "#c", "'q'", '"q', "{a: b}"),
    *("[1]", "&a", "*b", "!tag", "yes", "TRUE", "checked", "3/4/2027", "13/4/2027", "4/13/2027", "03.04.27", "2027-03-15", "46366"),
    *("2027-03-15 19:30", "19:30", "7:30 PM", "19:00-21:30", "2h", "x.example", "@x", "a\nb", "---\nx", "a\n---\nb", "<!-- lang: he -->\nx"),
    *("<b>x</b>", "\x07", "a\u202eb", "\u2028x", "a\tb", "Zoom", "community", "approved", "pending", "cancelled", "Berlin", "he"),
    *("open-knowledge, food", "fraud", "42", "con", "..", "a/b", "???", "0.5, 0.3", "plural", "é" * 61, "2026-12-10T17:00:00Z"),
]  # fmt: skip
TABLES = st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=8).flatmap(
    lambda headings: st.lists(
        st.lists(st.sampled_from(CELLS) | st.text(max_size=20), min_size=len(headings), max_size=len(headings)),
        min_size=1,
        max_size=5,
    ).map(lambda rows: [["Name", *headings], *([f"P{number % 2}", *row] for number, row in enumerate(rows))])
)


def brought_in(hub: HubFolder, data: bytes, before: Mapping[str, bytes]) -> tuple[Placing, Mapping[str, Change]]:
    """What a table comes to in a hub in which some files are as they would be."""
    config = read_config(hub.config_file)
    loaded = load(config.folders, config.settings, hub.moment(NOW), silent, shell=config.shell, instead=before)
    sheet = read_sheet(data, is_heading)
    found = columns(sheet.headings, {}, config.settings.languages, of_one_partner=False)
    placing = Placing(loaded.hub, sheet, found, Reading(config.settings.zone))
    placing.place()
    return placing, placing.files(lambda path: before.get(path) or (hub.root / path).read_bytes())


def strings(tree: Tree) -> Iterator[str]:
    for each in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from strings(each)
    if isinstance(tree, str):
        yield tree


def words(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=TABLES)
def test_every_cell_is_in_a_file_or_in_the_list(hub: HubFolder, table: list[list[str]]) -> None:
    hub.add("code.md", KNOWN)
    written = io.StringIO()
    csv.writer(written).writerows(table)
    try:
        data = written.getvalue().encode()
        placing, found = brought_in(hub, data, {})
    except (UnicodeEncodeError, Unread):
        return
    said = dict[str, str]()
    for draft in placing.drafts.values():
        body = "\n".join(draft.body.values())
        said |= dict.fromkeys(map(str, draft.rows), words("\n".join([*strings(draft.tree), body, draft.slug])))
    for row in placing.sheet.rows:
        for number, (column, text) in enumerate(zip(placing.columns, row.cells, strict=True)):
            heading = heading_of(placing.sheet, number)
            left = [each for each in placing.left if each.row == row.number]
            if text and not any(not each.headings or heading in each.headings for each in left):
                assert column is not None
                field = field_at(Record, column.place)
                is_text = (
                    field is not None
                    and field.is_text
                    and column.place[-1] not in ("tags", "with", "values", "sources", "flags")
                )
                assert str(row.number) in said
                assert not is_text or words(text) in said[str(row.number)], (heading, text)
    files = {path: change.after for path, change in found.items()}
    again, changes = brought_in(hub, data, files)
    assert not changes
    assert not [each for each in again.hub.files if each.partner is None]
