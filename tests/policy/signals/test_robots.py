from __future__ import annotations

from datetime import UTC, datetime
from time import process_time

import pytest

from newscrawl.policy.signals.robots import RobotsDecision, read_robots
from newscrawl.policy.signals.robots_lines import SIZE_LIMIT

ORIGIN = "https://news.test"


def decide(text: str | bytes, path: str = "/a", token: str = "newscrawl") -> RobotsDecision:
    body = text if isinstance(text, bytes) else text.encode()
    return read_robots(body).decide(ORIGIN + path, token)


def allowed(text: str | bytes, path: str = "/a", token: str = "newscrawl") -> bool:
    return decide(text, path, token).allowed


def test_the_line_that_decided_is_quoted() -> None:
    text = "User-agent: *\nCrawl-delay: 4\nDisallow: /\n  Allow: /caf%c3%a9/ # the bar\n"
    decision = decide(text, "/café/menu")
    assert decision == RobotsDecision(
        True, 4, "Allow: /caf%c3%a9/ # the bar", "/caf%C3%A9/", "*", 4.0
    )
    assert decide(text, "/x").line == 3


def test_silence_allows() -> None:
    for text in (
        "",
        "# nothing\n",
        "User-agent: *\nDisallow:\n",
        "User-agent: other\nDisallow: /\n",
    ):
        decision = decide(text)
        assert (decision.allowed, decision.line, decision.pattern) == (True, None, None)


@pytest.mark.parametrize(
    ("agent", "is_ours"),
    [
        ("newscrawl", True),
        ("NewsCrawl", True),
        ("newscrawl/1.0", True),
        ("newscrawl bot", True),
        ("newscrawl # us", True),
        ("news", False),
        ("newscrawler", False),
        ("newscrawl-images", False),
        ("Mozilla/5.0 (compatible; newscrawl)", False),
        ("", False),
        ("新聞", False),
        ("*crawl", False),
    ],
)
def test_a_group_is_ours_by_its_exact_product_token(agent: str, is_ours: bool) -> None:
    text = f"User-agent: {agent}\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\n"
    assert allowed(text, "/a") is not is_ours
    assert allowed(text, "/b") is is_ours


def test_groups_of_one_token_are_merged() -> None:
    text = (
        "User-agent: newscrawl\nDisallow: /a\n\nUser-agent: other\nDisallow: /\n\n"
        "User-agent: newscrawl\nUser-agent: third\nAllow: /a/open\nDisallow: /b\n"
    )
    assert [allowed(text, path) for path in ("/a", "/a/open", "/b", "/c")] == [
        False, True, False, True,
    ]  # fmt: skip
    assert allowed(text, "/a", "third")


@pytest.mark.parametrize(
    "between", ["Crawl-delay: 9", "Sitemap: /s.xml", "Unknown: x", "", "# note", "just words"]
)
def test_only_a_rule_ends_the_agent_lines_of_a_group(between: str) -> None:
    text = f"User-agent: newscrawl\n{between}\nUser-agent: *\nDisallow: /a\n"
    assert not allowed(text)
    assert not allowed(text, token="other")


def test_a_group_without_rules_is_a_group() -> None:
    assert allowed("User-agent: *\nDisallow: /\n\nUser-agent: newscrawl\n")


def test_rules_before_the_first_group_bind_nobody() -> None:
    assert allowed("Disallow: /\nUser-agent: other\nDisallow: /\n")


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_line_ends_count_once(end: str) -> None:
    assert decide(f"# a{end}{end}User-agent: *{end}Disallow: /a{end}").line == 4


@pytest.mark.parametrize("mark", ["\u2028", "\x85", "\x0b", "\x0c"])
def test_nothing_else_ends_a_line(mark: str) -> None:
    assert allowed(f"User-agent: *\nDisallow: /b{mark}Disallow: /a\n")


def test_bytes_that_are_no_text() -> None:
    assert not allowed(b"\xef\xbb\xbfUser-agent: *\nDisallow: /x\xff\xfe\nDisallow: /a\n")
    assert not allowed("User-agent: *\nDisallow: /a\n".encode("utf-16"))
    assert not allowed("User-agent: *\nDisallow: /a\n".encode("utf-16-le"))
    assert not allowed(b"User-agent: *\nDis\0allow: /a\n")


def test_the_file_itself_may_always_be_requested() -> None:
    text = "User-agent: *\nDisallow: /\nDisallow: /robots.txt\n"
    assert allowed(text, "/robots.txt")
    assert allowed(text, "/robots.txt#x")
    assert not allowed(text, "/robots.txt?x")
    assert not allowed(text, "/x/robots.txt")


def test_what_is_past_the_limit_is_left_out_with_the_line_it_cuts() -> None:
    start = b"User-agent: *\nDisallow: /a\n"
    cut = b"Disallow: /bcd"
    padding = b"#" * (SIZE_LIMIT - len(start) - len(b"\nDisallow: /b"))
    body = start + padding + b"\n" + cut + b"\nDisallow: /e\n"
    assert body[:SIZE_LIMIT].endswith(b"Disallow: /b")
    assert not allowed(body, "/a")
    assert allowed(body, "/b")
    assert allowed(body, "/e")
    assert allowed(b"Disallow" * SIZE_LIMIT)


@pytest.mark.parametrize(
    "rule",
    [
        "Dissallow: /a",
        "Disalow: /a",
        "Diasllow: /a",
        "DISSALOW : /a",
        "Dis-allow: /a",
        "\ufeffDisallow: /a",
        "Disallow /a",
        "Disallow\t/a",
        "Disallow: a",
        "Disallow: https://news.test/a",
        "<p>Disallow: /a<br>",
        'Disallow: "/a"',
        "Disallow:\u00a0/a",
        "Disallow: /a\u200b",
        "Disallow\uff1a /a",
        "Disallow: /z Disallow: /a",
        "Disallow: /a Allow: /b",
        "Crawl-delay: 2 disallow : /a",
        "Disallow: /z<br>Disallow: /a<br/>",
    ],
)
def test_a_misspelt_rule_forbids(rule: str) -> None:
    robots = read_robots(f"User-agent: *\nAllow: /b\n{rule}\n".encode())
    decision = robots.decide(f"{ORIGIN}/a", "newscrawl")
    assert (decision.allowed, decision.line) == (False, 3)
    assert robots.decide(f"{ORIGIN}/b", "newscrawl").allowed
    assert robots.decide(f"{ORIGIN}/c", "newscrawl").allowed


@pytest.mark.parametrize(
    "agent",
    [
        "Useragent: *",
        "User agent: *",
        "User_agent: *",
        "Usr-agent: *",
        "User-agent *",
        "User-agent: * all robots",
        "User-agent: other, newscrawl",
        "<body>User-agent: *",
        'User-agent: "*"',
        "User-agent:\u3000*",
        "User-agent: other User-agent: *",
        "User-agent: * Disallow: /z",
    ],
)
def test_a_misspelt_agent_line_binds(agent: str) -> None:
    robots = read_robots(f"{agent}\nDisallow: /a\n".encode())
    assert not robots.decide(f"{ORIGIN}/a", "newscrawl").allowed
    assert robots.decide(f"{ORIGIN}/b", "newscrawl").allowed


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\nDisallow: /\nAlow: /a\n",
        "User-agent: *\nDisallow: /\nAllow /a\n",
        "User-agent: *\nDisallow: /\nAllow: a\n",
        'User-agent: *\nDisallow: /\nAllow: "/a"\n',
        "User-agent: *\nDisallow: /\nAllow: /b Allow: /a\n",
        "User-agent: *\nDisallow: /\n\nUser-agent: other User-agent: newscrawl\nDisallow: /b\n",
        "User-agent: *\nDisallow: /\n\nUser agent: newscrawl\nDisallow: /b\n",
        "User-agent: *\nDisallow: /\n\nUser-agent: other, newscrawl\nAllow: /\n",
        "User-agent: newscrawl\nDisallow: /a\nUseragent: newscrawl-images\nDisallow: /b\n",
    ],
)
def test_nothing_misspelt_permits(text: str) -> None:
    assert not allowed(text)


@pytest.mark.parametrize("line", ["block: /a", "Noindex: /a", "disallow all robots here", "no: /"])
def test_what_is_no_rule_forbids_nothing(line: str) -> None:
    robots = read_robots(f"User-agent: *\n{line}\n".encode())
    assert robots.decide(f"{ORIGIN}/a", "newscrawl").allowed
    assert not robots.doubtful


def test_doubtful_lines_are_listed() -> None:
    robots = read_robots(b"User-agent: *\nDissallow: /a\nAllow: /b\nDisallow /c\n")
    assert robots.doubtful == (2, 4)


def test_other_records_say_whom_they_speak_to() -> None:
    robots = read_robots(
        b"License: /l.xml\nUser-agent: newscrawl\nContent-Signal: ai-train=yes # x\n\n"
        b"User-agent: *\nContent-Signal: ai-train=no\nAllow: /\nVendor: 7\nSitemap: /s.xml\n"
    )
    found = [(r.line, r.key, r.value, set(r.agents)) for r in robots.records]
    assert found == [
        (1, "license", "/l.xml", set()),
        (3, "content-signal", "ai-train=yes", {"newscrawl"}),
        (6, "content-signal", "ai-train=no", {"*"}),
        (8, "vendor", "7", {"newscrawl", "*"}),
        (9, "sitemap", "/s.xml", {"newscrawl", "*"}),
    ]
    assert [r.line for r in robots.group("newscrawl").records] == [3, 8, 9]
    assert [r.line for r in robots.group("other").records] == [6, 8, 9]
    assert robots.line(3) == "Content-Signal: ai-train=yes # x"
    assert robots.line(99) == ""


def test_sitemaps_are_for_everybody() -> None:
    robots = read_robots(
        b"Sitemap: https://news.test/1.xml\nUser-agent: other\nDisallow: /\n"
        b"SITEMAP:https://news.test/2.xml\nSite-map: https://news.test/3.xml\nSitemap:\n"
        b"Sitemap: https://news.test/1.xml\n"
    )
    assert robots.sitemaps == tuple(f"https://news.test/{number}.xml" for number in (1, 2, 3))


def test_the_longest_published_delay_counts() -> None:
    text = "User-agent: *\nCrawl-delay: 2\n\nUser-agent: newscrawl\nCrawl-delay: 7\nDisallow:\n"
    assert decide(text).delay == 7
    assert decide(text, token="other").delay == 2
    assert decide("User-agent: *\nCrawl-delay: 3\nRequest-rate: 1/8\nCrawl-delay: 5\n").delay == 8
    assert decide("User-agent: newscrawl\nAllow: /\n\nUser-agent: *\nCrawl-delay: 6\n").delay == 6
    assert decide("User-agent: *\nCrawldelay: 6\n").delay == 6
    assert decide("User-agent: *\nDisallow: /\n").delay == 0


def test_malformed_lines_make_no_pace_faster() -> None:
    text = "User-agent: *\nCrawl-delay: 10\n\nUser-agnet: newscrawl\nCrawl-delay: 1\n"
    assert decide(text).delay == 10
    hours = "User-agent: *\nVisit-time: 0100-0200\nVisittime: 1100-1300\n"
    noon = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    assert read_robots(hours.encode()).group("newscrawl").wait(noon) == 13 * 3600


@pytest.mark.parametrize("line", ['User-agent "newscrawl"', "User-agent '*'"])
def test_quotes_around_a_crawler_named_without_a_colon(line: str) -> None:
    assert not allowed(f"{line}\nDisallow '/a'\n", "/a")


def test_an_address_in_two_spellings_must_be_allowed_in_both() -> None:
    text = "User-agent: *\nDisallow: /closed/\n"
    for path in ("/open/../closed/x", "/./closed/x", "/open/%2e%2e/closed/x", "/closed/../open"):
        assert not allowed(text, path)
    assert allowed(text, "/open/../other")


@pytest.mark.parametrize("url", ["", "/", "http://[x/", "news.test/a", "\ud800", "//", "a:b:c#?"])
def test_any_text_is_an_address(url: str) -> None:
    assert not read_robots(b"User-agent: *\nDisallow: /\n").decide(url, "newscrawl").allowed


def test_an_endless_address_is_refused() -> None:
    assert not allowed("User-agent: *\nAllow: /\n", "/" + "a" * 70_000)
    assert allowed("User-agent: *\nAllow: /\n", "/" + "a" * 60_000)


def test_an_asked_token_is_read_like_a_named_one() -> None:
    text = "User-agent: newscrawl\nDisallow: /a\nUser-agent:\nDisallow: /b\n"
    assert not allowed(text, token="Newscrawl/2.1")
    assert allowed(text, "/b", token="")


@pytest.mark.parametrize("piece", ["  ", " allow", "allow  :"])
def test_a_value_without_end_is_read_in_no_time(piece: str) -> None:
    start = process_time()
    assert allowed(f"User-agent: *\nDisallow: /b : {piece * 80_000}\n", "/a")
    # Milliseconds; what is square in the length takes minutes.
    assert process_time() - start < 5


def test_an_address_too_long_for_so_many_wildcards_is_refused() -> None:
    many = "".join(f"Disallow: *a{number:x}\n" for number in range(20_000))
    robots = read_robots(f"User-agent: *\n{many}".encode())
    long = "https://news.example/" + "z" * 6_000
    refused = robots.decide(long, "newscrawl")
    assert (refused.allowed, refused.line, refused.text) == (False, None, "the address is too long")
    assert robots.decide(long[:4_000], "newscrawl").allowed
    assert read_robots(b"User-agent: *\nDisallow: *a\n").decide(long, "newscrawl").allowed
