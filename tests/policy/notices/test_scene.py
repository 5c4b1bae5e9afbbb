"""What a passage is about, and how near its words stand to each other."""

from __future__ import annotations

import pytest

from newscrawl.policy.notices.folding import fold_text
from newscrawl.policy.notices.lexicon import lexicon
from newscrawl.policy.notices.reading import Reading
from newscrawl.policy.notices.scene import Scene, distance, met, nearest


def scene(text: str, *around: str, ours: bool = False) -> Scene:
    reading, *others = (Reading(fold_text(each), lexicon("en")) for each in (text, *around))
    return Scene(reading, tuple(others), tuple(reading.bans()), ours)


@pytest.mark.parametrize(
    ("one", "other", "between"), [((0, 3), (5, 9), 2), ((5, 9), (0, 3), 2), ((0, 6), (5, 9), 0)]
)
def test_distance_is_what_stands_between(
    one: tuple[int, int], other: tuple[int, int], between: int
) -> None:
    assert distance(one, other) == between


def test_the_nearest_is_found_on_either_side() -> None:
    assert nearest((50, 60), [(0, 40), (90, 95)]) == 10
    assert nearest((50, 60), []) > 600


def test_a_deed_meets_a_ban_within_reach() -> None:
    assert scene("Scraping is forbidden.").met("crawl")
    assert not scene(f"It is forbidden. {'The ferry sails. ' * 60} Scraping.").met("crawl")


def test_what_is_excepted_meets_no_ban() -> None:
    reading = scene("Copying is forbidden, except for indexing.").reading
    assert not met(reading, "index", reading.bans())
    assert met(reading, "copy", reading.bans())


@pytest.mark.parametrize(
    ("text", "bare"), [("No scraping!", True), ("No scraping in the old harbour of Kiel!", False)]
)
def test_a_bare_ban_says_hardly_more(text: str, bare: bool) -> None:
    assert scene(text).is_bare is bare


def test_sentences_beside_may_name_what_is_meant() -> None:
    assert scene("It is forbidden.", "Bots read our articles.").names("automation")
    assert not scene("It is forbidden.").names("automation")


def test_cookies_are_of_visitors() -> None:
    assert scene("We do not use cookies.").is_of_visitors


def test_what_a_site_excepts_is_no_talk_of_the_technique() -> None:
    text = "No bots on our site, except as robots.txt allows."
    assert scene("Our robots.txt keeps bots out.", ours=True).is_technical
    assert not scene(text, ours=True).is_technical
    assert scene(text).is_technical
