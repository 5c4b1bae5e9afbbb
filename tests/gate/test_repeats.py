"""What a site repeats on its pages it means."""

from __future__ import annotations

from newscrawl.gate.repeats import Repeats
from newscrawl.policy.model import Effect, Level, Purpose, Statement

BAN = "No crawlers here without our consent."


def probable(source: str, text: str = BAN, signal: str = "notice") -> Statement:
    return Statement(
        signal=signal,
        kinds=("crawl_ban",),
        source=source,
        locator="html > body > p",
        text=text,
        sha256="0" * 64,
        effects={Purpose.ARCHIVE: Effect.DENY},
        level=Level.PROBABLE,
    )


def levels(repeats: Repeats, *sources: str, text: str = BAN) -> list[Level]:
    return [repeats.weighed([probable(source, text)])[0].level for source in sources]


def test_the_third_page_with_the_same_words_makes_them_certain() -> None:
    pages = [f"https://news.example/{number}" for number in range(4)]
    assert levels(Repeats(), *pages) == [Level.PROBABLE] * 2 + [Level.CERTAIN] * 2


def test_hosts_of_one_site_count_together() -> None:
    pages = ["https://www.news.example/1", "https://m.news.example/2", "https://news.example/3"]
    assert levels(Repeats(), *pages)[-1] is Level.CERTAIN


def test_one_page_again_and_again_is_one() -> None:
    pages = ["https://news.example/1", "https://news.example/1#top", "https://news.example/2"]
    assert set(levels(Repeats(), *pages)) == {Level.PROBABLE}


def test_other_words_and_other_sites_count_apart() -> None:
    repeats = Repeats()
    levels(repeats, "https://news.example/1", "https://news.example/2")
    assert levels(repeats, "https://news.example/3", text="No robots.") == [Level.PROBABLE]
    assert levels(repeats, "https://other.example/3") == [Level.PROBABLE]
    assert levels(repeats, "https://news.example/3") == [Level.CERTAIN]


def test_what_is_no_page_of_a_site_stays_as_it_is() -> None:
    files = [f"/pages/{number}.html" for number in range(4)]
    assert set(levels(Repeats(), *files)) == {Level.PROBABLE}


def test_only_the_latest_words_are_remembered() -> None:
    repeats = Repeats()
    levels(repeats, "https://news.example/1", "https://news.example/2")
    for number in range(30):
        levels(repeats, "https://news.example/3", text=f"Notice number {number}.")
    assert levels(repeats, "https://news.example/4") == [Level.PROBABLE]
