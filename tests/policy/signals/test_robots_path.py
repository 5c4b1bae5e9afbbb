from __future__ import annotations

import pytest

from newscrawl.policy.signals.robots_path import (
    PathPattern,
    comparable,
    request_target,
    without_dots,
)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://a.test", b"/"),
        ("https://a.test?q=1", b"/?q=1"),
        ("https://a.test/x#y?z", b"/x"),
        ("HTTPS://u:p@a.test:8443//x;p?q=http://b.test/", b"//x;p?q=http://b.test/"),
        ("/x?y", b"/x?y"),
        ("https://a.test/caf\u00e9", b"/caf%C3%A9"),
        ("https://a.test/caf%c3%a9", b"/caf%C3%A9"),
        ("https://a.test/%7eme/%41", b"/~me/A"),
        ("https://a.test/a%2fb%3D", b"/a%2Fb%3D"),
        ("https://a.test/a b|c", b"/a%20b%7Cc"),
        ("https://a.test/*x$", b"/%2Ax%24"),
        ("https://a.test/5%/%zz", b"/5%/%zz"),
    ],
)
def test_request_target(url: str, target: bytes) -> None:
    assert request_target(url) == target
    assert request_target(f"https://b.test{target.decode()}") == target


@pytest.mark.parametrize(
    ("pattern", "matching", "other"),
    [
        (b"/a", ["/a", "/ab", "/a/b?c"], ["/", "/b", "/A"]),
        (b"/a*", ["/a", "/ab"], ["/b"]),
        (b"/a$", ["/a"], ["/ab", "/a?x", "/a/"]),
        (b"/*.php", ["/x.php", "/x.php?y", "/d/x.php5"], ["/x.PHP", "/php"]),
        (b"*.gif$", ["/a.gif", "/b/a.gif"], ["/a.gif?x"]),
        (b"/a*b*c$", ["/abc", "/axbxc", "/abcbc"], ["/acb", "/abcd", "/ab"]),
        (b"/a*ba$", ["/aba", "/abba"], ["/ba", "/aab"]),
        (b"/ab*ba$", ["/abba", "/abxba"], ["/aba"]),
        (b"/*$", ["/", "/x"], []),
        (b"/a**b", ["/ab", "/axb"], ["/ac"]),
        (b"/a$b", ["/a$b", "/a%24b"], ["/a", "/ab"]),
        (b"/a%24", ["/a$", "/a$b"], ["/a"]),
        (b"/%2A", ["/*", "/%2a"], ["/a"]),
        (b"/a.b", ["/a.b"], ["/axb"]),
        (b"/a b", ["/a%20b"], ["/a", "/a+b"]),
        (b"$", [], ["/"]),
        (b"*", ["/"], []),
        ("/caf\u00e9".encode(), ["/caf\u00e9", "/caf%C3%A9", "/caf%c3%a9s"], ["/cafe"]),
        (b"/%63af", ["/caf", "/%63af\u00e9"], ["/Caf"]),
    ],
)
def test_patterns(pattern: bytes, matching: list[str], other: list[str]) -> None:
    read = PathPattern.read(pattern)
    assert all(read.matches(request_target(path)) for path in matching)
    assert not any(read.matches(request_target(path)) for path in other)


def test_wildcards_stay_in_the_compared_spelling() -> None:
    assert comparable(b"/caf\xc3\xa9/*%7e$") == b"/caf%C3%A9/*~$"


@pytest.mark.parametrize(
    ("target", "resolved"),
    [
        (b"/a/../b", b"/b"),
        (b"/a/./b/..", b"/a/"),
        (b"/../..", b"/"),
        (b"/a?/../b", b"/a?/../b"),
        (b"/a//../b", b"/a/b"),
    ],
)
def test_without_dots(target: bytes, resolved: bytes) -> None:
    assert without_dots(target) == resolved
