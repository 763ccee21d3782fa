"""`partnerhub import`: tables as tools export them, calendars, what can't be placed, and that a second time changes nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

import pytest
from click.testing import CliRunner, Result

from hubs import HubFolder
from partnerhub.edge.import_command import import_command
from partnerhub.record.read import Tree, read_bytes

NOW = "2026-11-23T10:05"
ABOUT = "Volunteers who build software for charities, every other Tuesday evening, in pairs and with cake."


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
