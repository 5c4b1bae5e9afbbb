from __future__ import annotations

import pytest

from newscrawl.frontier.keys import fingerprint, host_key


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://news.example/a?b=c", "news.example"),
        ("http://news.example:80/", "news.example"),
        ("https://news.example:443/", "news.example"),
        ("http://news.example:443/", "news.example:443"),
        ("https://news.example:8443/", "news.example:8443"),
        ("https://NEWS.Example./", "news.example"),
        ("https://user:word@news.example/", "news.example"),
        ("http://[::1]:8080/", "[::1]:8080"),
        ("data:text/plain,x", "data:"),
        ("http://[broken", ""),
        ("http://\udcff.example/", "?.example"),
    ],
)
def test_the_host_is_what_one_server_answers_for(url: str, key: str) -> None:
    assert host_key(url) == key


@pytest.mark.parametrize(
    "other",
    [
        ("https://news.example/a?y=2&x=1#part", "GET", b""),
        ("https://NEWS.example:443/a?x=1&y=2", "GET", b""),
        ("https://news.example/a?x=1&y=2&utm_source=feed", "GET", b""),
    ],
)
def test_spellings_of_one_request_share_a_fingerprint(other: tuple[str, str, bytes]) -> None:
    assert fingerprint(*other) == fingerprint("https://news.example/a?x=1&y=2")


def test_method_and_body_tell_requests_apart() -> None:
    url = "https://news.example/search"
    requests = [(url, "GET", b""), (url, "POST", b""), (url, "POST", b"q=1"), (url + "2",)]
    assert len({fingerprint(*request) for request in requests}) == len(requests)


@pytest.mark.parametrize("url", ["http://[broken", "http://\udcff/", "", "x" * 100_000])
def test_any_text_has_a_fingerprint(url: str) -> None:
    assert len(fingerprint(url)) == 16
