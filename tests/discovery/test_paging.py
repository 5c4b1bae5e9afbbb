from __future__ import annotations

import pytest

from newscrawl.discovery.paging import is_numbered, is_page_segment, page_number


@pytest.mark.parametrize(
    "segment", ["3", "page3", "page-12", "seite_2", "halaman-4", "p2", "sayfa9"]
)
def test_segments_that_number_a_page(segment: str) -> None:
    assert is_page_segment(segment)


@pytest.mark.parametrize("segment", ["", "page", "pages-3", "12345", "3-bridges", "espagina-3"])
def test_segments_that_number_none(segment: str) -> None:
    assert not is_page_segment(segment)


@pytest.mark.parametrize(
    "url",
    [
        "/news/page/2",
        "/news/Seite-3/",
        "/news/p2",
        "/news?paged=2",
        "/news?a=1&offset=40",
        "/?hal=7",
    ],
)
def test_addresses_of_further_pages(url: str) -> None:
    assert is_numbered(f"https://kabar.example{url}")


@pytest.mark.parametrize(
    "url", ["/news/page/2/bridge", "/news/2", "/homepage/2", "/news?id=2", "/"]
)
def test_addresses_of_no_further_page(url: str) -> None:
    assert not is_numbered(f"https://kabar.example{url}")


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("/news/page/12?", 12),
        ("/news/seite-12/?sort=asc", 12),
        ("/news/page=12?", 12),
        ("/news?paged=12", 12),
        ("/news/page/2?page=12", 12),
        ("/news/page/12?page=2", 12),
        ("/news?p=4711", None),  # as likely the number of an article
        ("/p/4711/?", None),
        ("/news?offset=4711", None),
        ("/news/12?", None),
    ],
)
def test_the_number_of_a_page(address: str, number: int | None) -> None:
    assert page_number(address) == number
