"""A notice printed in one line with credits and copyright: it covers its own words only."""

from __future__ import annotations

import pytest

from newscrawl.document import parse
from newscrawl.page import MediaType, Page
from newscrawl.policy.notices import Notice, find_notices
from newscrawl.policy.notices.lexicon import lexicon
from newscrawl.policy.notices.preambles import is_preamble, notice_start

LARANGAN = "Dilarang merayapi atau mengindeks situs ini untuk AI tanpa izin tertulis dari CONTOH."
BAN = "It is forbidden to crawl or index this website without written permission from CONTOH."
CERITA = "Jembatan lama ditutup sejak Senin.\nWarga memakai perahu untuk menyeberang ke pasar.\n"


def notices(text: str, media_type: MediaType = MediaType.TEXT) -> list[Notice]:
    return find_notices(parse(Page(text.encode(), media_type=media_type)))


@pytest.mark.parametrize("notice", [LARANGAN, LARANGAN.upper(), BAN])
@pytest.mark.parametrize(
    "preamble",
    [
        "Copyright © CONTOH 2025 ",
        "Copyright © CONTOH 2025. ",
        "Copyright © CONTOH 2025",
        "© 2025 Contoh Raya Media ",
        "Pewarta: B. SantosoEditor: Sari DewiCopyright © CONTOH 2025",
        "Editor: Sari Dewi ",
    ],
)
def test_a_text_line_keeps_its_preamble(preamble: str, notice: str) -> None:
    (found,) = notices(f"{CERITA}{preamble}{notice}")
    assert found.quote == notice
    assert found.kinds


@pytest.mark.parametrize("between", [" ", "", "<br>", "<br><br>"])
@pytest.mark.parametrize("notice", [LARANGAN, BAN])
def test_a_paragraph_keeps_its_preamble(between: str, notice: str) -> None:
    closing = f"Pewarta: Budi<br>Editor: Sari<br>Copyright © CONTOH 2025{between}{notice}"
    html = f"<html><body><article><p>{CERITA}</p><p>{closing}</p></article></body></html>"
    (found,) = notices(html, MediaType.HTML)
    assert found.quote == notice


@pytest.mark.parametrize("between", ["\n", " "])
@pytest.mark.parametrize("pair", [(LARANGAN, BAN), (BAN, LARANGAN)])
def test_a_notice_in_two_languages_is_found_in_both(between: str, pair: tuple[str, str]) -> None:
    found = notices(f"{CERITA}Editor: Sari\nCopyright © CONTOH 2025\n{between.join(pair)}")
    assert tuple(notice.quote for notice in found) == pair


def test_a_wrapped_notice_behind_a_blank_line() -> None:
    wrapped = "It is forbidden to crawl or index\nthis website without written\npermission."
    (found,) = notices(f"The bridge is closed.\n\n(c) 2025 Harbour Times\n\n{wrapped}")
    assert found.quote == wrapped
    assert found.holder == "Harbour Times"


@pytest.mark.parametrize(
    ("line", "behind"),
    [
        ("© 2025 Harvest Media Scraping of articles is prohibited.", "Scraping"),
        ("© 2025 Harbour Times You may not crawl it.", "You"),
        ("© 2025 Harbour Times No part of it may be copied.", "No part"),
        ("© 2025 Harbour Times. All of it is prohibited.", "©"),
        ("© 2025 Harbour TimesNo part of it may be copied.", "No part"),
        ("© 2025 Harbour Times. Always forbidden: use for AI without consent.", "©"),
        ("Crawling © material is prohibited.", "Crawling"),
        ("You may not crawl this site.", "You"),
        ("", ""),
    ],
)
def test_where_the_notice_starts(line: str, behind: str) -> None:
    assert line[notice_start(line, lexicon("en")) :].startswith(behind)


@pytest.mark.parametrize(
    ("language", "notice"),
    [
        ("pl", "Niedozwolone jest pobieranie treści portalu przez boty."),
        ("ar", "يحظر زحف الروبوتات إلى محتوى هذا الموقع."),
    ],
)
def test_its_first_word_may_be_glued_to_a_name(language: str, notice: str) -> None:
    (found,) = notices(f"{CERITA}© 2025 Harbour Times{notice}")
    assert (found.language, found.quote) == (language, notice)


def test_a_credit_above_a_blank_line_is_no_part_of_a_notice_without_capitals() -> None:
    ban = "이 사이트의 기사를 크롤링하는 행위를 금지합니다."
    (found,) = notices(f"<p>{CERITA}</p><p>[사진=가나다]<br><br>{ban}</p>", MediaType.HTML)
    assert found.quote == ban


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("Copyright © CONTOH 2025", True),
        ("Editor: Sari Dewi", True),
        ("The editor spoke of 2025", False),
        ("© 2025 Harbour Times. You may not crawl it", False),
        ("", False),
    ],
)
def test_what_is_all_preamble(line: str, whole: bool) -> None:
    assert is_preamble(line, lexicon("en")) is whole
