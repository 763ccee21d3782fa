"""JSON-LD: what search engines read is true, whole, and can't leave its element."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from partnerhub.site import structured_data
from partnerhub.site.model import Kind, Link, PublicEvent, State, Text
from public_samples import END, EVENT, IN_STATE, MOVED_FROM, PARTNER, START, hub_of, renderer

SITE = "https://hub.example/"


def data(event: PublicEvent) -> dict[str, object]:
    return structured_data.event_data(event, hub_of(event))


def test_what_search_engines_require_and_recommend_is_there() -> None:
    found = data(replace(EVENT, language="he", tags=("code",)))
    assert found == {
        "@type": "Event",
        "name": "Night",
        "description": "What",
        "url": "https://hub.example/partners/code/night/",
        "startDate": START.isoformat(),
        "endDate": END.isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": "House", "address": "House"},
        "organizer": {"@type": "Organization", "name": "Community", "url": SITE},
        "performer": [{"@type": "Organization", "name": "Code for Good", "url": "https://hub.example/partners/code/"}],
        "image": ["https://hub.example/assets/partners/a-share.jpg"],
        "inLanguage": "he",
        "keywords": ["code"],
    }


PRICES = {
    "free": ("Free", {"isAccessibleForFree": True}),
    "free, in Hebrew": ("ללא תשלום", {"isAccessibleForFree": True}),
    "nothing": ("0", {"isAccessibleForFree": True}),
    "nothing, of a currency": ("₪0.00", {"isAccessibleForFree": True}),
    "a sum": ("₪40", ("40", "ILS")),
    "a sum, in Hebrew": ("40 ש״ח", ("40", "ILS")),
    "a sum with a part": ("12.50 EUR", ("12.50", "EUR")),
    "a sum of many currencies": ("$10", {}),
    "two sums": ("₪40, ₪20 for students", {}),
    "a sum and words": ("about ₪40", {}),
    "free for some": ("Free for members", {}),
    "no sum": ("חינם לחברים", {}),
    "a bare number": ("40", {}),
    "other digits": ("₪٤٠", {}),
}


@pytest.mark.parametrize(("price", "said"), PRICES.values(), ids=PRICES)
def test_a_price_is_told_where_it_is_plain(price: str, said: dict[str, bool] | tuple[str, str]) -> None:
    found = data(replace(EVENT, price=Text(price), link="https://a.example/x"))
    if isinstance(said, tuple):
        offer = {"@type": "Offer", "price": said[0], "priceCurrency": said[1], "url": "https://a.example/x"}
        said = {"offers": offer}
    assert {name: value for name, value in found.items() if name in ("offers", "isAccessibleForFree")} == said


STATUS = {
    State.SCHEDULED: "EventScheduled",
    State.MOVED: "EventRescheduled",
    State.POSTPONED: "EventPostponed",
    State.CANCELLED: "EventCancelled",
    State.CORRECTED: "EventScheduled",
    State.WITHDRAWN: "EventCancelled",
}


@pytest.mark.parametrize("state", State)
def test_the_status_of_an_event(state: State) -> None:
    found = data(IN_STATE[state])
    assert found["eventStatus"] == f"https://schema.org/{STATUS[state]}"
    assert found.get("previousStartDate") == (MOVED_FROM.isoformat() if state is State.MOVED else None)
    assert found["startDate"] == START.isoformat()


def test_what_is_being_corrected_is_left_out() -> None:
    found = data(replace(EVENT, tags=("code",), language="he").being_corrected())
    assert not {"description", "image", "keywords", "inLanguage"} & set(found)
    assert found["location"] == {"@type": "Place", "name": "House", "address": "House"}
    assert structured_data.partner_data(PARTNER.being_corrected(), hub_of(EVENT)) == {
        "@type": "Organization",
        "name": "Code for Good",
        "url": "https://hub.example/partners/code/",
    }


PAGE = "https://hub.example/partners/code/night/"
ATTENDANCE = {
    "place": ({}, "Offline", ["Place"], None),
    "online": ({"place": None, "is_online": True, "online_url": "https://m.example"}, "Online", ["VirtualLocation"], "https://m.example"),
    "online, address not public": ({"place": None, "is_online": True}, "Online", ["VirtualLocation"], PAGE),
    "both": ({"is_online": True}, "Mixed", ["Place", "VirtualLocation"], PAGE),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "mode", "kinds", "url"), ATTENDANCE.values(), ids=ATTENDANCE.keys())
def test_where_an_event_is(changes: dict[str, object], mode: str, kinds: list[str], url: str | None) -> None:
    found = data(replace(EVENT, **changes))
    places = found["location"] if isinstance(found["location"], list) else [found["location"]]
    assert found["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    assert [place["@type"] for place in places] == kinds
    assert places[-1].get("url") == url


def test_an_end_that_is_not_known_is_not_invented() -> None:
    assert "endDate" not in data(replace(EVENT, end_is_known=False))


@pytest.mark.parametrize(
    ("kind", "type_"), [(Kind.PERSON, "Person"), (Kind.COMMUNITY, "Organization"), (Kind.ORGANIZATION, "Organization")]
)
def test_a_partner_is_a_person_or_an_organization(kind: Kind, type_: str) -> None:
    partner = replace(PARTNER, kind=kind, links=(Link("mastodon", "https://social.example/@code"),))
    found = structured_data.partner_data(partner, hub_of(EVENT))
    assert found["@type"] == type_
    assert found["sameAs"] == ["https://code.example", "https://social.example/@code"]
    assert found["description"] == "Small software"


def test_the_way_to_a_page_and_the_list_of_the_hub() -> None:
    hub = hub_of(EVENT, replace(EVENT, slug="off", state=State.CANCELLED))
    trail = structured_data.breadcrumbs(structured_data.trail_of(EVENT, hub))["itemListElement"]
    assert [(each["position"], each["name"], each["item"]) for each in trail] == [
        (1, "Community", SITE),
        (2, "Code for Good", "https://hub.example/partners/code/"),
        (3, "Night", PAGE),
    ]
    assert [each["url"] for each in structured_data.event_list(hub)["itemListElement"]] == [PAGE]


def test_no_text_leaves_the_script() -> None:
    hostile = '</script><script>alert(1)</script> <!-- & \u2028 \u2029 "quoted"'
    text = structured_data.script([data(replace(EVENT, title=Text(hostile)))])
    inner = text.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set(inner) & set("<>&\u2028\u2029")
    assert json.loads(inner)["@graph"][0]["name"] == hostile


def test_pages_carry_it() -> None:
    render = renderer(EVENT)
    for html in (render.event_head(EVENT), render.partner_head(PARTNER), render.marker("upcoming", {}, "")):
        found = html.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
        assert json.loads(found)["@context"] == "https://schema.org"
    assert "ld+json" not in render.marker("upcoming", {"limit": "3"}, "")
