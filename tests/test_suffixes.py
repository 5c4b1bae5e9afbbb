from __future__ import annotations

from collections.abc import Iterator

import pytest
from tldextract import TLDExtract

from newscrawl import suffixes
from newscrawl.suffixes import registered_domain


@pytest.fixture
def nothing_read() -> Iterator[None]:
    suffixes._rules.cache_clear()
    yield
    suffixes._rules.cache_clear()


@pytest.mark.parametrize(
    ("name", "domain"),
    [
        ("en.news.example.co.id", "example.co.id"),
        ("example.com", "example.com"),
        ("a.blog.github.io", "blog.github.io"),
        ("www.news.com.ck", "news.com.ck"),  # *.ck
        ("a.www.ck", "www.ck"),  # !www.ck
        ("a.city.kobe.jp", "city.kobe.jp"),
        ("a.xn--fiqs8s", "a.xn--fiqs8s"),
        ("www.a.\u4e2d\u56fd", "a.\u4e2d\u56fd"),
        ("www.a\u3002com", "a.com"),
    ],
)
def test_a_domain_is_what_stands_below_the_longest_suffix(name: str, domain: str) -> None:
    assert registered_domain(name) == domain


@pytest.mark.parametrize(
    "name", ["co.id", "github.io", "com.ck", "com", ".com", "a..com", "svc.firenet.ch"]
)
def test_a_suffix_is_no_domain(name: str) -> None:
    assert registered_domain(name) == ""


@pytest.mark.parametrize("name", ["news.test", "ck", "kobe", "a.xn--\u00e9", "a.xn--zz", ""])
def test_who_ends_in_no_known_suffix_has_none(name: str) -> None:
    assert registered_domain(name) is None


def test_the_list_is_the_one_of_tldextract() -> None:
    known = TLDExtract(suffix_list_urls=(), include_psl_private_domains=True, cache_dir=None)
    assert suffixes._rules() == frozenset(known.tlds)


@pytest.mark.usefixtures("nothing_read")
def test_where_its_file_is_not_found_tldextract_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suffixes, "_LIST", "elsewhere")
    assert registered_domain("www.example.co.id") == "example.co.id"
