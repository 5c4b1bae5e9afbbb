"""Files of rules are checked, found by the page's address, and tell when they grow old."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from newscrawl import examine, knowledge
from newscrawl.exceptions import DataError
from newscrawl.publishers import Rules, read_rules, registry, rules_for

FIRST = "The salt carriers of the northern pans walked home on Tuesday with the first baskets."
SECOND = "The office will pay by weight and not by basket this year, a change asked for thrice."
OTHER = "Others on the southern coast wait for their own first baskets this week, it is said."
PAGE = f"""<html lang=en><head><title>Salt carriers walk home early</title>
<meta property="og:type" content="article"></head><body>
<div class=story><h1>Salt carriers walk home early</h1><p>{FIRST}</p>
<div class=box><p>{OTHER}</p></div><p>{SECOND}</p></div></body></html>"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(knowledge, "_data", lambda: tmp_path)
    _forget()
    folder = tmp_path / "publishers"
    folder.mkdir()
    yield folder
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    registry.domains.cache_clear()
    registry.read_rules.cache_clear()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("zone = 7", "zone: not a text: 7"),
        ("zone = 'Mars/Olympus'", "zone: no IANA time zone: 'Mars/Olympus'"),
        ("language = '??'", "language: no language tag: '??'"),
        ("colour = 'red'", "colour: unknown key; known are agency, language,"),
        ("not_authors = 'X'", "not_authors: not a list of texts: 'X'"),
        ("select = 'h1'", "select: not a table"),
        ("[select]\ntitle = ['h1']", "select.title: unknown key; known are body, byline,"),
        ("[select]\nbody = 'p'", "select.body: not a list of texts: 'p'"),
        ("[select]\nbody = ['p', 'div[[']", "select.body: not a CSS selector: 'div[['"),
        ("select =", "Invalid value"),
    ],
)
def test_a_malformed_file_is_told_by_file_and_key(folder: Path, text: str, told: str) -> None:
    (folder / "pans.example.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_rules("pans.example")
    message = str(caught.value)
    assert message.startswith("publishers/pans.example.toml: ")
    assert told in message
    assert "\n" not in message
    found = examine(PAGE.encode(), url="https://pans.example/a")
    assert found.warnings == (message,)
    assert found.article.headline == "Salt carriers walk home early"


def test_the_narrowest_domain_knows_best(folder: Path) -> None:
    (folder / "pans.example.toml").write_text("name = 'Pans'", encoding="utf-8")
    (folder / "north.pans.example.toml").write_text("name = 'North'", encoding="utf-8")

    def name(url: str | None) -> str | None:
        rules = rules_for(url)
        return rules.name if rules else None

    assert name("https://www.pans.example/a") == "Pans"
    assert name("http://NORTH.pans.example:8080/a") == "North"
    assert name("https://a.north.pans.example/") == "North"
    assert name("https://saltpans.example/a") is None
    assert name("pans.example/a") is None
    assert name(None) is None


def test_only_the_file_needed_is_read(folder: Path) -> None:
    (folder / "pans.example.toml").write_text("name = 'Pans'", encoding="utf-8")
    (folder / "other.example.toml").write_text("broken", encoding="utf-8")
    assert rules_for("https://pans.example/a") == Rules("pans.example", name="Pans")
    assert rules_for("https://third.example/a") is None


def test_selectors_bound_the_body_and_name_the_fields(folder: Path) -> None:
    (folder / "pans.example.toml").write_text(
        "zone = 'Asia/Jakarta'\nnot_authors = ['Pan Desk']\n[select]\nbody = ['.none', '.story']\n"
        "noise = ['.box']\nbyline = ['.who']\npublished = ['.when']\nheadline = ['.head']\n",
        encoding="utf-8",
    )
    line = "<b class=when>13/05/2026 10:22</b><i class=who>Nora Quill</i><i class=head>Salt!</i>"
    script = (
        '<script type="application/ld+json">{"@type":"NewsArticle","author":"Pan Desk"}</script>'
    )
    page = PAGE.replace("<div class=story>", f"<div>{line}</div><div class=story>").replace(
        "</head>", f"{script}</head>"
    )
    found = examine(page.encode(), url="https://pans.example/a")
    assert found.stale_rules == ()
    assert found.article.headline == "Salt!"
    assert found.article.authors == ["Nora Quill"]
    assert found.article.date_published == "2026-05-13T10:22:00+07:00"
    assert found.article.article_body == f"{FIRST}\n{SECOND}"


def test_a_rule_that_matches_no_more_is_told_and_falls_back(folder: Path) -> None:
    (folder / "pans.example.toml").write_text(
        "[select]\nbody = ['.gone']\nheadline = ['h1.gone']\nbyline = ['.gone']\n", encoding="utf-8"
    )
    found = examine(PAGE.encode(), url="https://pans.example/a")
    assert found.stale_rules == (
        "publishers/pans.example.toml: select.headline matches nothing",
        "publishers/pans.example.toml: select.body matches nothing",
    )
    assert found.warnings == found.stale_rules
    assert found.article.headline == "Salt carriers walk home early"
    assert SECOND in (found.article.article_body or "")


def test_a_page_that_is_no_article_says_nothing_of_the_rules(folder: Path) -> None:
    (folder / "pans.example.toml").write_text("[select]\nbody = ['.gone']\n", encoding="utf-8")
    page = PAGE.replace('content="article"', 'content="website"')
    assert examine(page.encode(), url="https://pans.example/").stale_rules == ()
