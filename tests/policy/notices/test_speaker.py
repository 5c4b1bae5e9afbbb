"""Who speaks in a passage: the site, its publisher, or somebody told of."""

from __future__ import annotations

import pytest

from newscrawl.document import Place, Unit
from newscrawl.policy.notices.lexicon import lexicon
from newscrawl.policy.notices.passages import passages
from newscrawl.policy.notices.placement import Standing
from newscrawl.policy.notices.speaker import Speaker
from newscrawl.policy.notices.stretches import stretches


def speaker(text: str, *publishers: str, standing: Standing = Standing.PROSE) -> Speaker:
    unit = Unit(text, Place.TEXT, "text")
    *_, stretch = stretches([unit], [[0]], lexicon("en"))
    *_, passage = passages(stretch)
    return Speaker(passage, standing, publishers, [unit])


@pytest.mark.parametrize(
    "text",
    [
        "Scraping this website is forbidden.",
        "Scraping is forbidden: write to rights@harbour.example for a licence.",
        "Harbour News does not allow scraping.",
    ],
)
def test_the_site_is_told_by_its_words(text: str) -> None:
    assert speaker(text, "Harbour News").is_the_site


def test_a_third_party_is_not_the_site() -> None:
    assert not speaker("Ferry Weekly does not allow scraping.", "Harbour News").is_the_site


def test_a_place_for_the_sites_own_words_is_the_sites() -> None:
    assert speaker("Scraping is forbidden.", standing=Standing.SITE).is_the_site


@pytest.mark.parametrize(
    "text",
    [
        "The minister said that scraping is forbidden.",
        "Is scraping forbidden?",
        "The rival's page reads: no scraping.",
        "OpenAI's scraping is forbidden.",
    ],
)
def test_what_somebody_tells_of_is_reported(text: str) -> None:
    assert speaker(text).is_reported


@pytest.mark.parametrize(
    "text", ["We do not allow scraping.", "AI companies: do not scrape our articles."]
)
def test_what_the_site_says_is_not_reported(text: str) -> None:
    assert not speaker(text).is_reported


@pytest.mark.parametrize(
    ("text", "another"),
    [("Is scraping forbidden?", True), ("The page reads: no bots.", True), ("No bots.", False)],
)
def test_who_asks_or_leads_in_gives_another_the_word(text: str, another: bool) -> None:
    assert speaker(text).is_anothers is another


def test_the_holder_is_named_or_printed_beside() -> None:
    assert speaker("No scraping without the permission of Ferry Weekly.").holder == "Ferry Weekly"
    assert speaker("© 2025 Harbour News\nNo scraping.").holder == "Harbour News"
