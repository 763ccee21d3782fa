"""What one fills in by hand: it reads as a partner's file as soon as the first things are there."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote_plus

import pytest

from hubs import HubFolder
from partnerhub.edge.config import read_config
from partnerhub.scaffold.blank import blank_event, blank_partner
from partnerhub.words.finding import Severity


@pytest.mark.parametrize("language", ["en", "he"])
def test_a_blank_is_a_file_once_it_has_a_name(language: str, make_hub: Callable[..., HubFolder]) -> None:
    hub = make_hub(language=language)
    settings = read_config(hub.config_file).settings
    text = blank_partner(settings)
    assert len(quote_plus(text)) < 7_000
    hub.add("new-partner.md", text)
    (missing,) = (each for each in hub.load("2026-11-23").findings if each.severity is Severity.ERROR)
    assert (missing.rule, missing.field) == ("field-missing", "name")
    hub.add("new-partner.md", text.replace("\nname:", "\nname: Green Roof"))
    assert [each for each in hub.load("2026-11-23").findings if each.severity is Severity.ERROR] == []
    # All that waits is there once its sign is taken out.
    opened = text.replace("\nname:", "\nname: Green Roof").replace("# website:", "website: https://roof.example", 1)
    opened = opened.replace("  # values: []", "  values: [open-knowledge]").replace("  # win_win:", "  win_win:")
    opened = opened.replace("  #   members:", "    members: Seedlings")
    event = blank_event(settings).replace("title:", "title: Sowing").replace("place:", "place: A roof")
    opened = opened.replace("\n---\n", f"\nevents:\n{event.replace('start:', 'start: 2026-12-20 19:00')}---\n")
    hub.add("new-partner.md", f"{opened}They grow food on roofs.")
    loaded = hub.load("2026-11-23")
    assert [each for each in loaded.findings if each.severity is Severity.ERROR] == []
    (file,) = loaded.hub.files
    assert file.partner is not None
    assert [event.title for event in file.partner.events] == ["Sowing"]
    assert file.partner.record.vetting.values == ("open-knowledge",)
