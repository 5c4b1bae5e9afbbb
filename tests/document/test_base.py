from __future__ import annotations

from urllib.parse import urljoin

import pytest

from newscrawl.document.base import Base

URL = "https://news.example:8080/politics/story?page=2"


@pytest.mark.parametrize(
    "address",
    [
        "https://other.example/a/b?c=d",
        "https://other.example/a;b",
        "https://other.example",
        "https://other.example?c=d",
        "https://other.example/a?",
        "http://other.example/ä b",
        "HTTPS://other.example/a",
        "/rooted/a?b=c#d",
        "/rooted//a",
        "/.",
        "/rooted/../a",
        "/rooted/./a",
        "//cdn.example",
        "//cdn.example/a",
        "//cdn.example/a?b=c",
        "//cdn.example/../a#b",
        "//cdn.example:8080/a",
        "//cdn.example/a b",
        "///a",
        "relative.html",
        "../relative",
        "a/b/c.html",
        "a//b",
        "a/../b",
        "./a",
        "a/b/",
        "a:b",
        "é/%20",
        "?page=3",
        "#part",
        "",
        "mailto:desk@news.example",
    ],
)
def test_addresses_are_resolved_as_rfc_3986_says(address: str) -> None:
    assert Base(URL).resolve(address) == urljoin(URL, address)


@pytest.mark.parametrize("address", ["b.html", "b/c/", ".", "/b"])
@pytest.mark.parametrize("path", ["", "/", "/a//b/c", "/a/../b/./c", "/a;b/c;d", "/?a=/b/c"])
def test_any_page_has_a_directory(path: str, address: str) -> None:
    url = f"https://news.example{path}"
    assert Base(url).resolve(address) == urljoin(url, address)


@pytest.mark.parametrize("address", ["http://[bad", "//[bad/a"])
def test_a_malformed_address_is_none(address: str) -> None:
    assert Base(URL).resolve(address) is None


@pytest.mark.parametrize("url", [None, "", "no address", "http://[bad"])
def test_without_a_base_an_absolute_address_stays_one(url: str | None) -> None:
    assert Base(url).resolve("https://other.example/a") == "https://other.example/a"
