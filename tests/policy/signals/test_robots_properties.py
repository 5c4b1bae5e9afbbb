"""What holds for every file and address: against Protego, and against nonsense."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from protego import Protego

from newscrawl.policy.signals.robots import RobotsTxt, read_robots
from newscrawl.policy.signals.robots_lines import read_lines, split_lines
from newscrawl.policy.signals.robots_path import PathPattern, request_target
from newscrawl.policy.signals.robots_reading import Reading

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


@dataclass(frozen=True)
class Difference:
    """A way in which Protego departs from the RFC, and how to write what it means for Protego.

    ``pattern`` is replaced in each line of a file, ``address`` in addresses. The ``example`` is a
    file and a path about which the two differ until that is done.
    """

    section: str
    pattern: str
    replacement: str
    example: tuple[str, str]
    address: str = "(?!)"

    def respelt(self, text: str, *, is_address: bool = False) -> str:
        if is_address:
            return re.sub(self.address, self.replacement, text)
        lines = [re.sub(self.pattern, self.replacement, line) for line in text.split("\n")]
        return "\n".join(line for line in lines if line != DROPPED)


DROPPED = "(dropped)"
# In each of them the RFC is on our side.
DIFFERENCES = {
    "what follows a token is no part of it": Difference(
        "2.2.1",
        r"(?i)^user-agent: *newscrawl/.*",
        "User-agent: newscrawl",
        ("User-agent: newscrawl/2.0\nDisallow: /a", "/a"),
    ),
    "tokens are compared whole": Difference(
        "2.2.1",
        r"(?i)^user-agent: *news$",
        "User-agent: x",
        ("User-agent: news\nDisallow: /a", "/a"),
    ),
    "other records take no part in grouping": Difference(
        "2.2.4",
        r"(?i)^(?:crawl-delay|unknown):.*",
        DROPPED,
        ("User-agent: newscrawl\nUnknown: 1\nUser-agent: *\nDisallow: /a", "/a"),
    ),
    "an escaped reserved octet is another octet": Difference(
        "2.2.2",
        r"(?i)%3D",
        "_3D_",
        ("User-agent: *\nDisallow: /a=b", "/a%3Db"),
        address=r"(?i)%3D",
    ),
    "a dollar sign is special at the end alone": Difference(
        "2.2.3",
        r"\$(?=.)",
        "_24_",
        ("User-agent: *\nDisallow: /a\nAllow: /ab$", "/ab$c"),
        address=r"\$",
    ),
    "index.html is a page like any other": Difference(
        "2.2.2",
        r"index\.html",
        "index_html",
        ("User-agent: *\nDisallow: /\nAllow: /d/index.html", "/d/"),
        address=r"index\.html",
    ),
    "only the file itself is always allowed": Difference(
        "2.2.2",
        r"robots\.txt(?=\?)",
        "robots_txt",
        ("User-agent: *\nDisallow: /", "/robots.txt?a"),
        address=r"robots\.txt(?=\?)",
    ),
    "CR and LF end lines, no other character does": Difference(
        "2.2", "\u2028", "%E2%80%A8", ("User-agent: *\nDisallow: /b\u2028Disallow: /a", "/a")
    ),
}
ODD_PIECES = st.sampled_from("a b / * $ %3D = index.html robots.txt?a %3d news".split())
ODD_PATHS = st.lists(ODD_PIECES, max_size=5).map(lambda pieces: "/" + "".join(pieces))
ODD_LINES = st.one_of(
    st.sampled_from(
        ["User-agent: newscrawl/2.0", "User-agent: newscrawl", "User-agent: news",
         "User-agent: *", "User-agent: other", "Crawl-delay: 1", "Unknown: 1"]
    ),
    st.builds("{}: {}".format, st.sampled_from(["Allow", "Disallow"]), ODD_PATHS),
    ODD_PATHS.map("Disallow: /x\u2028Disallow: {}".format),
)  # fmt: skip
ODD_FILES = st.lists(ODD_LINES, max_size=9).map("\n".join)

# Malformed lines: as a reader who knows nothing but the RFC has them, and as they are meant.
LINES = {
    "User-agent: newscrawl": ("User-agent: newscrawl",) * 2,
    "User-agent: *": ("User-agent: *",) * 2,
    "User-agent: a, newscrawl": ("User-agent: a", "User-agent: a\nUser-agent: newscrawl"),
    "User-agent: * (all)": ("User-agent: _", "User-agent: *"),
    "User agent: *": ("", "User-agent: *"),
    "Useragent newscrawl": ("", "User-agent: newscrawl"),
    "Disallow: /a": ("Disallow: /a",) * 2,
    "Disallow: /": ("Disallow: /",) * 2,
    "Disallow: b": ("Disallow:", "Disallow: /b"),
    "Disalow: /b": ("", "Disallow: /b"),
    "<p>Disallow: /b": ("", "Disallow: /b"),
    "Allow: /a": ("Allow: /a",) * 2,
    "Allow: b": ("Allow:", "Allow: /b"),
    "Alow: /": ("", "Allow: /"),
    "Allow /a": ("", "Allow: /a"),
    "Crawl-delay: 1": ("", ""),
    "prose": ("", ""),
}

# What people write, in any order, with the marks that they confuse.
NAMES = (
    "User-agent|User-agnet|Useragent|user agent|Disallow|Disalow|Allow|Alow|Crawl-delay|Crawldelay"
    "|Request-rate|Visit-time|Visittime|Sitemap|Unknown"
).split("|")
MARKS = [": ", ":", " : ", "\uff1a", ":\u00a0", " ", "=", ":\u200b"]
VALUES = (
    '*|newscrawl|other|"newscrawl"|\'*\'|* (all)|other, newscrawl|/|/a|a|"/a"|/*b$||1|10|1/5'
    "|0600-0700|1100-1300|/a User-agent: newscrawl|/a Allow: /|/ Disallow: /b|* Disallow: /a"
    "|10 User-agent: *|1 Allow: /|/a# x"
).split("|")
WRAPPED = st.sampled_from(["{}"] * 9 + ["{}<br>", "<p>{}</p>", "  {}", "\ufeff{}", "\u3000{}"])
TYPED = st.builds(
    lambda wrap, *parts: wrap.format("".join(parts)),
    WRAPPED, st.sampled_from(NAMES), st.sampled_from(MARKS), st.sampled_from(VALUES),
)  # fmt: skip
ENDS = st.sampled_from(["\n", "\n", "\n\n", "\r\n", " "])
NOON = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)


@given(FILES, ADDRESSES, st.sampled_from(["newscrawl", "third"]))
@settings(max_examples=300, deadline=None)
def test_agrees_with_protego_where_both_read_the_rfc(text: str, url: str, token: str) -> None:
    assert read_robots(text.encode()).decide(url, token).allowed == protego_allows(text, url, token)


@pytest.mark.parametrize("name", DIFFERENCES)
def test_where_protego_departs_from_the_rfc(name: str) -> None:
    difference = DIFFERENCES[name]
    text, path = difference.example
    ours = read_robots(text.encode()).decide(ORIGIN + path, "newscrawl").allowed
    assert ours != protego_allows(text, ORIGIN + path)
    meant, address = difference.respelt(text), difference.respelt(path, is_address=True)
    assert ours == protego_allows(meant, ORIGIN + address)


@given(ODD_FILES, ODD_PATHS.map(lambda path: ORIGIN + path.replace("*", "x")))
@settings(max_examples=500, deadline=None)
def test_every_difference_to_protego_is_one_of_these(text: str, url: str) -> None:
    meant, address = text, url
    for difference in DIFFERENCES.values():
        meant = difference.respelt(meant)
        address = difference.respelt(address, is_address=True)
    ours = read_robots(text.encode()).decide(url, "newscrawl").allowed
    assert ours == protego_allows(meant, address)


@given(st.lists(st.sampled_from(sorted(LINES)), max_size=8), ADDRESSES)
@settings(max_examples=500, deadline=None)
def test_malformed_files_have_to_permit_as_written_and_as_meant(lines: list[str], url: str) -> None:
    ours = read_robots("\n".join(lines).encode()).decide(url, "newscrawl").allowed
    readings = ["\n".join(filter(None, (LINES[line][way] for line in lines))) for way in (0, 1)]
    assert ours == all(protego_allows(text, url) for text in readings)


@given(st.lists(TYPED, max_size=9), ENDS, ADDRESSES)
@settings(max_examples=500, deadline=None)
def test_what_is_read_as_meant_permits_nothing_more(lines: list[str], end: str, url: str) -> None:
    body = end.join(lines).encode()
    group, written = (each.group("newscrawl") for each in (read_robots(body), as_written(body)))
    assert written.decide(url).allowed or not group.decide(url).allowed
    assert group.delay >= written.delay
    assert group.wait(NOON) >= written.wait(NOON)


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


def as_written(body: bytes) -> RobotsTxt:
    """Return *body* as a reader has it who knows nothing but the letter."""
    lines = split_lines(body)
    records = [record[:3] for record in read_lines(lines) if record[1]]
    return RobotsTxt((Reading.of(lines, records),), ())
