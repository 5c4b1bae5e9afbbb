from __future__ import annotations

import pytest

from newscrawl.sources.seeds import is_loopback, read_seeds


@pytest.mark.parametrize(
    ("text", "seeds"),
    [
        ("https://a.example/", ["https://a.example/"]),
        ("https://a.example/,http://b.example/feed", ["https://a.example/", "http://b.example/feed"]),
        (" https://a.example/ \n https://b.example/ ", ["https://a.example/", "https://b.example/"]),
        ("https://a.example/x,1,2.html,https://b.example/", ["https://a.example/x,1,2.html", "https://b.example/"]),
        ("https://a.example/, https://a.example/,", ["https://a.example/"]),
    ],
)  # fmt: skip
def test_seeds_are_parted(text: str, seeds: list[str]) -> None:
    assert list(read_seeds(text)) == seeds


@pytest.mark.parametrize(
    "text", ["", " , ", "a.example", "ftp://a.example/", "https://", "file:/x"]
)
def test_what_is_no_web_address_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=text.strip(" ,") or "no address"):
        read_seeds(text)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:80/", "http://127.9.9.9/", "http://[::1]/", "http://localhost/"]
)
def test_loopback_is_this_machine(url: str) -> None:
    assert is_loopback(url)


@pytest.mark.parametrize("url", ["http://128.0.0.1/", "http://localhost.example/", "http://[::2]/"])
def test_everything_else_is_not(url: str) -> None:
    assert not is_loopback(url)
