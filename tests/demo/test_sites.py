"""A site written down in a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.demo import Answer, Site, load_site, page
from newscrawl.exceptions import DataError

RULES = """
[headers]
tdm-reservation = "1"

[answers."/robots.txt"]
status = 503
headers = { retry-after = "60" }

[answers."/old"]
redirect = "/news/ferry"

[answers."/gone"]
redirect = "/"
status = 301

[answers."/news/ferry?from=feed"]
file = "news/ferry.html"
seconds = 0.5

[answers."/wall"]
file = "index.html"
status = 402
headers = { content-type = "text/html" }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "harbour.test"
    (folder / "news").mkdir(parents=True)
    (folder / "index.html").write_text("<p>Harbour", encoding="utf-8")
    (folder / "news" / "ferry.html").write_text("<p>Ferry", encoding="utf-8")
    (folder / "news" / "index.html").write_text("<p>News", encoding="utf-8")
    (folder / "feed.xml").write_text("<rss/>", encoding="utf-8")
    (folder / "site.toml").write_text(RULES, encoding="utf-8")
    return folder


def test_files_answer_to_their_paths(folder: Path) -> None:
    site = load_site(folder)
    assert site.host == "harbour.test"
    assert site.answer("/").body == b"<p>Harbour"
    assert site.answer("/news/").body == b"<p>News"
    assert site.answer("/news/ferry").body == b"<p>Ferry"
    assert site.answer("/feed.xml").headers["content-type"] == "application/xml"
    assert site.answer("/site.toml").status == site.answer("/news/ferry.html").status == 404


def test_rules_say_what_no_file_can(folder: Path) -> None:
    site = load_site(folder)
    closed = site.answer("/robots.txt")
    assert (closed.status, closed.headers["retry-after"], closed.body) == (503, "60", b"")
    assert [site.answer(path).status for path in ("/old", "/gone")] == [302, 301]
    assert site.answer("/old").headers["location"] == "/news/ferry"
    tracked = site.answer("/news/ferry?from=feed")
    assert (tracked.body, tracked.seconds) == (b"<p>Ferry", 0.5)
    wall = site.answer("/wall")
    assert (wall.status, wall.headers["content-type"]) == (402, "text/html")
    everything = [*site.answers, "/missing"]
    assert {site.answer(path).headers["tdm-reservation"] for path in everything} == {"1"}


def test_a_site_needs_no_rules(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>Harbour", encoding="utf-8")
    assert list(load_site(tmp_path).answers) == ["/"]


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ("[answers", "harbour.test/site.toml: "),
        ('[answers."/a"]\nfile = "a.html"', "harbour.test/a: there is no file 'a.html'"),
        ('[answers."/a"]\nstate = 503', "harbour.test/a: unknown key 'state'"),
    ],
)
def test_malformed_rules_are_named(folder: Path, rules: str, message: str) -> None:
    (folder / "site.toml").write_text(rules, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        load_site(folder)


def test_of_several_answers_the_last_one_stays() -> None:
    site = Site("harbour.test", {"/": [Answer(503), page("<p>Back")]})
    assert [site.answer("/", turn).status for turn in range(3)] == [503, 200, 200]
