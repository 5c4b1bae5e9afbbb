"""Lists: what is announced above and named below is one notice."""

from __future__ import annotations

import pytest

from newscrawl.document import parse
from newscrawl.page import Page
from newscrawl.policy.model import Level
from newscrawl.policy.notices import Notice, find_notices, read_text

ITEMS = "<ul><li>Quoting a line or two</li><li>Spiders that harvest pages of this site</li></ul>"


def footer_notices(footer: str) -> list[Notice]:
    html = f"<html lang=en><body><p>The ferry sails at nine.</p><footer>{footer}</footer>"
    return find_notices(parse(Page(html.encode(), url="https://x.example/a")))


@pytest.mark.parametrize("announcement", ["<h3>Prohibited conduct</h3>", "<p>We prohibit:</p>"])
def test_an_announced_list_is_read_with_its_announcement(announcement: str) -> None:
    (notice,) = footer_notices(announcement + ITEMS)
    assert notice.level is Level.CERTAIN
    assert "harvest pages" in notice.quote


def test_a_list_that_nothing_forbids_is_none() -> None:
    assert footer_notices(f"<h3>What our service offers</h3>{ITEMS}") == []


def test_an_announcement_binds_no_further_list() -> None:
    links = "<p>More of our work</p><ul><li>Podcasts</li><li>Crawling holidays with kids</li></ul>"
    assert not any(
        "holidays" in notice.quote
        for notice in footer_notices(f"<h3>Prohibited conduct</h3>{ITEMS}{links}")
    )


@pytest.mark.parametrize(
    "text",
    [
        "Not permitted\n1. Scraping our stories\n2. Selling printed copies of them",
        "次の行為を禁じます。\n・記事の自動収集\n・写真の販売",
        "Verboten sind\n– der Verkauf von Abzügen\n– das automatisierte Auslesen unserer Seiten",
    ],
)
def test_marked_lines_of_plain_text_are_a_list(text: str) -> None:
    (notice,) = read_text(text)
    assert any(kind.is_machine_facing for kind in notice.kinds)
    assert notice.quote == text
