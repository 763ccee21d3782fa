"""Whole reviews, in both languages, and that what they promise is what a build publishes.

A change of words or layout shows as a change of the files in `fixtures/reviews/`: `make goldens` writes them anew, and
whoever does so reads what changed. All English ones are compared each time, of the Hebrew ones a sample.
"""

from __future__ import annotations

import os

import pytest

from hubs import silent
from partnerhub import pipeline, publish
from partnerhub.edge.config import read_config
from partnerhub.review.markdown import Links, as_markdown
from partnerhub.site.model import State
from reviews import CASES, GOLDENS, Proposals

LANGUAGES = ("en", "he")
IS_WRITTEN_ANEW = "PARTNERHUB_GOLDENS" in os.environ


@pytest.fixture(scope="module")
def proposals(tmp_path_factory: pytest.TempPathFactory) -> Proposals:
    return Proposals(tmp_path_factory.mktemp("reviews") / "hub")


@pytest.mark.parametrize(
    ("name", "language"),
    [
        *((name, "en") for name in CASES),
        *(pytest.param(name, "he", marks=pytest.mark.sample(6)) for name in CASES),
    ],
)
def test_a_review_reads_as_it_did(proposals: Proposals, name: str, language: str) -> None:
    report = as_markdown(proposals.review(name, language), language, Links())
    golden = GOLDENS / f"{name}.{language}.md"
    if IS_WRITTEN_ANEW:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(report, encoding="utf-8")
    assert report == golden.read_text(encoding="utf-8"), "if it is meant, `make goldens` writes it anew"


def test_every_golden_is_of_a_case() -> None:
    named = {f"{name}.{language}.md" for name in CASES for language in LANGUAGES}
    assert {golden.name for golden in GOLDENS.iterdir()} == named


@pytest.mark.sample(8)
@pytest.mark.parametrize("name", [name for name in CASES if not name.startswith("settings")])
def test_what_members_see_once_merged_is_what_is_published(proposals: Proposals, name: str) -> None:
    """But for proposals of other settings: both sides of a review are judged by those of before."""
    found = proposals.review(name)
    history = proposals.history
    tip = history.git("rev-parse", "main")
    history.point("main", name)
    try:
        config = read_config(history.hub.config_file)
        now = history.hub.moment(CASES[name].today)
        loaded = pipeline.load(config.folders, config.settings, now, silent)
        public = publish.publish(loaded.hub, "en", {}, loaded.held_back).hub
    finally:
        history.point("main", tip)
    whole = [event for event in public.events if event.state is not State.CORRECTED]
    for partner in found.partners:
        slug = partner.path.rpartition("/")[2].removesuffix(".md")
        promised = {text for label, texts in partner.preview if label == "link of its page" for text in texts}
        assert promised == {event.address for event in whole if event.address.startswith(f"partners/{slug}/")}
        has_page = any(each.slug == slug and not each.is_corrected for each in public.partners)
        assert partner.is_public_once_merged is has_page
        assert any(label == "name" for label, _ in partner.preview) is has_page
        assert bool(partner.preview_later) <= bool(partner.not_public), "why not is said"
