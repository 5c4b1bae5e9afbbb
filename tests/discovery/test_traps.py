from __future__ import annotations

import pytest

from newscrawl.discovery import Yields, family, trap_of
from newscrawl.discovery.traps import Hosts, plain_form

SITE = "https://www.kabar.example"
TRAPS = {
    "/news/1;jsessionid=4F2A": "session",
    "/news?PHPSESSID=4f2a": "session",
    "/news?sid=4f2a9c1e": "session",
    "/calendar/2031/04": "calendar",
    "/news?sort=asc&color[]=red": "facet",
    "/news/print/4711": "print",
    "/news/4711?view=print": "print",
    "/amp/new-bridge": "amp",
    "/new-bridge.amp.html": "amp",
    "/new-bridge?outputType=amp": "amp",
    "/new-bridge?replytocom=12": "action",
    "/login?return_to=%2Fnews": "detour",
    "/a/b/c/d/e/f/g/h/i/j/k/l/m": "deep",
    "/news/world/news/world/x": "repeating",
    "/a/x/a/y/a": "repeating",
    "/news?a=1&b=2&c=3&d=4&e=5&f=6&g=7": "parameters",
    "/news?page=1000000": "pages",
    "/news/page/1000000": "pages",
    "/news/page/2?page=1000000": "pages",
    "/news/halaman-1000000/": "pages",
    "/" + "a" * 2_000: "long",
}
HONEST = [
    "/",
    "/politics/2026/11/23/new-bridge",
    "/news?page=12",
    "/?p=1000000",
    "/p/1000000/",
    "/news?offset=1000000",
    "/news.php?id=4711&cat=2",
    "/champ/amplifier-review",
    "/modules.php?name=News&file=article&sid=20114711",
    "/search?s=waterways",
    "/2026/11/11/eleven",
    "/print-media-in-crisis",
    "/h-amp-m-opens-in-the-old-mill",
]
DRESSED = {
    "/news/1;jsessionid=4F2A?id=3": "/news/1?id=3",
    "/news?PHPSESSID=4f2a&id=3": "/news?id=3",
    "/news/1?sid=4F2A9C1E": "/news/1",
    "/(S(x4f))/news/1.aspx": "/news/1.aspx",
    "/amp/new-bridge": "/new-bridge",
    "/new-bridge/amp/": "/new-bridge/",
    "/new-bridge.amp.html": "/new-bridge.html",
    "/new-bridge?outputType=amp": "/new-bridge",
    "/news/print/4711": "/news/4711",
    "/news?View=Print&id=A%20b": "/news?id=A%20b",
    "/?amp=1": "/",
    "/news?sort=asc": "/news?sort=asc",
    "/champ/amplifier?page=2": "/champ/amplifier?page=2",
}


@pytest.mark.parametrize(("path", "name"), TRAPS.items())
def test_traps_are_known_by_name(path: str, name: str) -> None:
    assert trap_of(SITE + path) == name


@pytest.mark.parametrize("path", HONEST)
def test_honest_addresses_are_none(path: str) -> None:
    assert trap_of(SITE + path) is None


@pytest.mark.parametrize(("path", "plain"), DRESSED.items())
def test_the_page_itself_stands_where_its_dress_is_taken_off(path: str, plain: str) -> None:
    assert plain_form(SITE + path) == SITE + plain


def test_a_family_is_what_a_server_makes_the_same_way() -> None:
    days = {family(f"{SITE}/events/{year}/{month:02}?view={month}") for year in (2026, 2027)
            for month in range(1, 13)}  # fmt: skip
    assert days == {"www.kabar.example/events/#/#?view"}
    assert family(f"{SITE}/a-new-bridge-opens") == family(f"{SITE}/the-old-ferry-sinks")
    assert family(f"{SITE}/politics/1") != family(f"{SITE}/sport/1")


def test_what_yields_nothing_is_cut_off() -> None:
    yields = Yields(patience=3)
    fetched = 0
    for number in range(100):
        url = f"{SITE}/events/{number}"
        if yields.admits(url):
            fetched += 1
            yields.record(url, 0)
    assert fetched == 3
    assert yields.refused == {"www.kabar.example/events/#": 97}
    assert yields.admits(f"{SITE}/politics/1")


def test_a_site_with_a_host_for_any_name_is_cut_off() -> None:
    hosts = Hosts(patience=3)
    hosts.record("https://kabar.example/", 5)
    fetched = 0
    for name in ("ayer", "bulan", "candi", "danau", "embun", "fajar"):
        url = f"https://{name}.kabar.example/"
        if hosts.admits(url):
            fetched += 1
            hosts.record(url, 0)
            hosts.record(f"{url}a", 0)
        hosts.record("https://kabar.example/politics/", 1)
    assert fetched == 3
    assert hosts.refused == {"*.kabar.example": 3}
    assert hosts.admits("https://kabar.example/politics/")
    assert hosts.admits("https://www.other.example/")


def test_a_site_whose_hosts_bring_something_now_and_then_is_not() -> None:
    hosts = Hosts(patience=3)
    for number in range(30):
        url = f"https://n{number}.kabar.example/"
        assert hosts.admits(url)
        hosts.record(url, int(number % 3 == 2))


def test_what_yields_now_and_then_is_kept() -> None:
    yields = Yields(patience=3)
    for number in range(100):
        assert yields.admits(f"{SITE}/page/{number}")
        yields.record(f"{SITE}/page/{number}", int(number % 3 == 2))


def test_the_memory_of_families_is_bounded() -> None:
    yields = Yields(patience=1, capacity=10)
    names = [f"{SITE}/{'x' * length}/1" for length in range(1, 31)]
    for url in names:
        yields.record(url, 0)
    assert [yields.admits(url) for url in names] == [True] * 20 + [False] * 10
