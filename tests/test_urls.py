from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.urls import canonical_url, is_web_url, leads_away, origin, site


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://News.Example:443/a?utm_source=x&b=2&a=1#top", "https://news.example/a?a=1&b=2"),
        ("http://news.example", "http://news.example/"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("https://news.example/a?fbclid=1", "https://news.example/a"),
        ("https://news.example/%7euser/caf%c3%a9", "https://news.example/~user/caf%C3%A9"),
        ("https://news.example/a?id=7&id=8", "https://news.example/a?id=7&id=8"),
        (
            "https://news.example/a?b-c=1&b=2&b=1&gclid=3&d=",
            "https://news.example/a?b=1&b=2&b-c=1&d=",
        ),
        ("https://news.example/16:9/w_80,h_45/a.jpg", "https://news.example/16:9/w_80,h_45/a.jpg"),
    ],
)
def test_canonical_url(url: str, expected: str) -> None:
    assert canonical_url(url) == expected
    assert canonical_url(expected) == expected


@given(
    st.sampled_from(["http://", "https://", "HTTP://"]),
    st.sampled_from(["a.example", "A.example", "a.example.", "127.0.0.1", "-"]),
    st.lists(st.sampled_from([*"/aB.;:@,=+!$&'()*é", "%41", "%2f", "~-_"]), max_size=6),
    st.sampled_from(["", "?"]),
    st.lists(st.sampled_from([*"&=abB.+,%/;?é", "utm_source=", "~-_"]), max_size=12),
)
def test_an_address_that_looks_plain_is_read_as_any_other(
    scheme: str, name: str, path: list[str], mark: str, query: list[str]
) -> None:
    url = f"{scheme}{name}/{''.join(path)}{mark}{''.join(query) if mark else ''}"
    # With a fragment none looks plain.
    assert canonical_url(url) == canonical_url(f"{url}#top")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://en.news.example.co.id/a", "example.co.id"),
        ("https://blog.github.io/", "blog.github.io"),
        ("http://a.b.unknownsuffix/", "b.unknownsuffix"),
        ("http://127.0.0.1:8000/", "127.0.0.1:8000"),
        ("http://localhost/", "localhost:80"),
        ("http://[::1]:81/", "[::1]:81"),
        ("https://www.news.test/", "news.test"),
        ("https://github.io/", "github.io"),  # nobody's, of many
        ("https://a.www.news.com.ck/", "news.com.ck"),  # *.ck
        ("https://a.www.ck/", "www.ck"),  # !www.ck
        ("https://www.news.xn--fiqs8s/", "news.xn--fiqs8s"),
        ("https://www.xn--bcher-kva.xn--55qx5d.cn/", "xn--bcher-kva.xn--55qx5d.cn"),
        ("https://www.xn--.example.co.id/", "example.co.id"),
        ("https://news.xn--co-.id/", "xn--co-.id"),
        ("https://www..news.com/", "news.com"),
        ("https://www.news.com\u3002/", "news.com"),
        ("https://www.xn--\u00e9.example.co.id/", "example.co.id"),
        ("https://www.news.\u4e2d\u56fd/", "news.\u4e2d\u56fd"),
        ("https://www.news\u3002com/", "news.com"),
    ],
)
def test_site(url: str, expected: str) -> None:
    assert site(url) == expected


def test_origin_always_names_the_port() -> None:
    assert origin("HTTP://News.Example/a") == "http://news.example:80"
    assert origin("https://[::1]/a") == "https://[::1]:443"


def test_origin_knows_one_name_of_a_host() -> None:
    assert origin("https://news.example./a") == origin("https://news.example/a")
    assert origin("https://b\u00fccher.example/") == "https://xn--bcher-kva.example:443"
    assert origin("https://" + "\u00fc" * 80 + ".example/").endswith(".example:443")


@pytest.mark.parametrize("url", ["ftp://a.example/", "/a", "http://", "javascript:x", "http://[x/"])
def test_what_is_no_web_address(url: str) -> None:
    assert not is_web_url(url)
    with pytest.raises(ValueError, match="not a web address"):
        origin(url)


def test_only_web_addresses_of_another_site_lead_away() -> None:
    page = "https://www.gazette.example/ferry"
    assert leads_away("https://social.example/share", page)
    for own in ("https://gazette.example/a", page, "mailto:a@gazette.example", "", "http://[bad"):
        assert not leads_away(own, page)
    assert not leads_away("https://social.example/share", "")


_HOSTS = [
    "news.example", "www.news.example", "other.example", "news.example.", "example", "localhost",
    "www.paper.co.uk", "paper.co.uk", "rival.co.uk", "co.uk", "one.github.io", "two.github.io",
    "github.io", "192.0.2.7", "198.51.2.7", "192.0.2.8", "[2001:db8::1]", "[2001:db8::2]",
    "пример.example", "www.пример.example", "www.news\u3002example", "RIVAL.co.uk", "rival.co.uk ",
    "rival.co.uk:8080",
]  # fmt: skip


@pytest.mark.parametrize("page", _HOSTS)
def test_what_leads_away_is_of_another_site(page: str) -> None:
    ours = f"https://{page}/"
    for other in _HOSTS:
        if other != page:
            url = f"https://{other}/a"
            assert leads_away(url, ours) == (site(url) != site(ours))
