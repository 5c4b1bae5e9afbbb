from __future__ import annotations

import pytest

from newscrawl.policy.signals.robots import read_robots


@pytest.mark.parametrize(
    ("rules", "path", "line"),
    [
        (["Disallow: /x/page", "Allow: /x/"], "/x/page", 2),
        (["Allow: /x/", "Disallow: /x/page"], "/x/page", 3),
        (["Disallow: /x", "Allow: /x"], "/x", 3),
        (["Allow: /x", "Disallow: /x"], "/x", 2),
        (["Disallow: /x", "Disallow: /x"], "/x", 2),
        (["Allow: /page", "Disallow: /*.html"], "/page.html", 3),
        (["Allow: /x/page.", "Disallow: /*.html"], "/x/page.html", 2),
        (["Disallow: /ab/open/", "Allow: /*/open/"], "/ab/open/1", 2),
        (["Allow: /a**********", "Disallow: /a/b"], "/a/b", 2),
        (["Disallow: /caf\u00e9", "Allow: /caf%C3%A9"], "/caf\u00e9", 3),
        (["Disallow: /%7Ea", "Allow: /~a"], "/~a", 3),
        (["Disallow: /a$", "Allow: /a"], "/a", 2),
        (["Disallow: /a*c", "Disallow: /*bc"], "/abc", 2),
        (["Disallow: /b", "Allow: /c"], "/a", None),
    ],
)
def test_most_octets_win_and_allow_wins_a_tie(
    rules: list[str], path: str, line: int | None
) -> None:
    text = "\n".join(["User-agent: *", *rules])
    decision = read_robots(text.encode()).decide(f"https://news.test{path}", "newscrawl")
    assert decision.line == line
    assert decision.allowed == (line is None or rules[line - 2].startswith("Allow"))
