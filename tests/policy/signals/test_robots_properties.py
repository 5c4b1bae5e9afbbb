"""What holds for every file and address: against Protego, and against nonsense."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from protego import Protego

from newscrawl.policy.signals.robots import read_robots
from newscrawl.policy.signals.robots_path import PathPattern, request_target

ORIGIN = "https://news.test"

PIECES = st.sampled_from("a b ab / * ? = .x %7E ~ %2F %C3%A9 é".split())
PATHS = st.lists(PIECES, max_size=6).map(lambda pieces: "/" + "".join(pieces))
ADDRESSES = PATHS.map(lambda path: ORIGIN + path.replace("*", "x"))
RULES = st.tuples(st.sampled_from(["Allow", "Disallow"]), PATHS, st.sampled_from(["", "$"]))
AGENTS = st.sampled_from(["newscrawl", "NewsCrawl", "other", "*"])
GROUPS = st.tuples(
    st.lists(AGENTS.map("User-agent: {}".format), min_size=1, max_size=3),
    st.lists(RULES.map(lambda rule: "{}: {}{}".format(*rule)), min_size=1, max_size=5),
)
FILES = st.lists(GROUPS, max_size=4).map(
    lambda groups: "\n".join(line for agents, rules in groups for line in (*agents, *rules, ""))
)
# Lines, and what is left of them for a reader who knows nothing but the RFC.
LINES = {
    "User-agent: newscrawl": "User-agent: newscrawl",
    "User-agent: *": "User-agent: *",
    "User-agent: a, newscrawl": "User-agent: a",
    "User-agent: * (all)": "User-agent:",
    "User agent: *": "",
    "Useragent newscrawl": "",
    "Disallow: /a": "Disallow: /a",
    "Disallow: /": "Disallow: /",
    "Disallow: b": "Disallow:",
    "Disalow: /b": "",
    "<p>Disallow: /b": "",
    "Allow: /a": "Allow: /a",
    "Allow: b": "Allow:",
    "Alow: /": "",
    "Allow /a": "",
    "Crawl-delay: 1": "",
    "prose": "",
}


@given(FILES, ADDRESSES, st.sampled_from(["newscrawl", "third"]))
@settings(max_examples=300, deadline=None)
def test_agrees_with_protego_where_both_read_the_rfc(text: str, url: str, token: str) -> None:
    assert read_robots(text.encode()).decide(url, token).allowed == protego_allows(text, url, token)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        # Section 2.2.1: what follows a token is no part of it.
        ("User-agent: newscrawl/2.0\nDisallow: /a", "/a"),
        # Section 2.2.4: other records take no part in grouping.
        ("User-agent: newscrawl\nCrawl-delay: 1\nUser-agent: *\nDisallow: /a", "/a"),
        ("User-agent: newscrawl\nUnknown: 1\nUser-agent: *\nDisallow: /a", "/a"),
        # Section 2.2.2: only the file itself is always allowed; index.html is a page like any.
        ("User-agent: *\nDisallow: /", "/robots.txt?a"),
        ("User-agent: *\nDisallow: /\nAllow: /d/index.html", "/d/"),
        # Section 2.2.3: a dollar sign at the end has its meaning and no other.
        ("User-agent: *\nDisallow: /a\nAllow: /ab$", "/ab$c"),
        # Careful mode: what is malformed forbids, and never permits.
        ("User-agent: newscrawl, other\nDisallow: /a", "/a"),
        ("User-agent: * (all)\nDisallow: /a", "/a"),
        ("User-agent: *\nDesallow: /a", "/a"),
        ("User-agent: *\nDisallow: a", "/a"),
        ("User-agent: *\nDisallow: /\nAllow /a", "/a"),
        ("User-agent: *\nDisallow: /a", "/b/../a"),
    ],
)
def test_where_only_protego_permits(text: str, path: str) -> None:
    assert not read_robots(text.encode()).decide(ORIGIN + path, "newscrawl").allowed
    assert protego_allows(text, ORIGIN + path)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        # Section 2.2.1: tokens are compared whole.
        ("User-agent: news\nDisallow: /a", "/a"),
        # Section 2.2.2: an escaped reserved octet is another octet.
        ("User-agent: *\nDisallow: /a=b", "/a%3Db"),
        ("User-agent: *\nDisallow: /a%3Db", "/a=b"),
        # Section 2.2: CR and LF end lines, no other character does.
        ("User-agent: *\nDisallow: /b\u2028Disallow: /a", "/a"),
    ],
)
def test_where_only_protego_forbids(text: str, path: str) -> None:
    assert read_robots(text.encode()).decide(ORIGIN + path, "newscrawl").allowed
    assert not protego_allows(text, ORIGIN + path)


@given(st.lists(st.sampled_from(sorted(LINES)), max_size=8), ADDRESSES)
@settings(max_examples=300, deadline=None)
def test_malformed_lines_never_permit(lines: list[str], url: str) -> None:
    strict = "\n".join(map(LINES.__getitem__, lines)).encode()
    if read_robots("\n".join(lines).encode()).decide(url, "newscrawl").allowed:
        assert read_robots(strict).decide(url, "newscrawl").allowed


@given(st.binary(max_size=300), st.text(max_size=30), st.text(max_size=12))
@settings(deadline=None)
def test_nothing_raises(body: bytes, url: str, token: str) -> None:
    robots = read_robots(b"User-agent: *\n" + body)
    assert isinstance(robots.decide(url, token).allowed, bool)
    assert all(record.line > 0 for record in robots.group(token).records)


@given(PATHS, st.booleans(), ADDRESSES)
@settings(max_examples=300, deadline=None)
def test_patterns_match_as_the_regular_expression_would(
    path: str, anchored: bool, url: str
) -> None:
    literal = [re.escape(request_target(f"{ORIGIN}/{piece}")[1:]) for piece in path[1:].split("*")]
    expression = b"/" + b".*".join(literal) + (b"\\Z" if anchored else b"")
    target = request_target(url)
    found = PathPattern.read((path + "$" * anchored).encode()).matches(target)
    assert found == bool(re.match(expression, target, re.DOTALL))


def protego_allows(text: str, url: str, token: str = "newscrawl") -> bool:
    return bool(Protego.parse(text).can_fetch(url, token))
