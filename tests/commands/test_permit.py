"""``scrapy permit`` as a user runs it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newscrawl.policy.permission_file import load_permissions
from tests.conftest import Scrapy

LETTER = b"We hereby permit text and data mining of our news pages."
BAN = "Dilarang merayapi situs ini untuk kecerdasan buatan tanpa izin tertulis redaksi.\n"


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.pdf"
    path.write_bytes(LETTER)
    return path


def grant(letter: Path, **changes: str) -> list[str]:
    options = {
        "licensor": "Breakwater Post",
        "host": "Post.example",
        "purpose": "archive,tdm",
        "granted": "2026-01-01",
        "document": str(letter),
    } | changes
    return ["permit", "add", *(f"--{name}={value}" for name, value in options.items() if value)]


def test_a_grant_is_recorded_listed_and_revoked(scrapy: Scrapy, letter: Path) -> None:
    arguments = grant(letter, expires="2999-12-31", path="/news/")
    done = scrapy(*arguments, "--host=b.example", "--lifts-robots")
    assert (done.code, done.err) == (0, "")
    path = done.folder / "permissions.toml"
    (permission,) = load_permissions(path)
    assert permission.hosts == ("post.example", "b.example")
    assert permission.sha256 == hashlib.sha256(LETTER).hexdigest()
    assert (permission.reference, permission.lifts_robots) == ("letter.pdf", True)
    assert str(letter.parent) not in path.read_text(), "no path of this machine"

    listed = scrapy("permit", "list")
    assert listed.out == done.out
    assert listed.out.startswith(permission.citation)
    assert "in force since 2026-01-01, until 2999-12-31" in listed.out

    path.write_text(f"# Mind the spring.\n{path.read_text()}")
    revoked = scrapy("permit", "revoke", "letter.pdf")
    assert revoked.code == 0
    assert f"revoked on {datetime.now(UTC):%Y-%m-%d}" in revoked.out
    assert path.read_text().startswith("# Mind the spring.\n")
    again = scrapy("permit", "revoke", "letter.pdf")
    assert (again.code, again.out) == (2, "")
    assert "no permission in force rests on 'letter.pdf'" in again.err
    assert [each.name for each in done.folder.iterdir()] == ["permissions.toml"]


def test_a_document_is_held_to_what_was_recorded(scrapy: Scrapy, letter: Path) -> None:
    done = scrapy(*grant(letter))
    (permission,) = load_permissions(done.folder / "permissions.toml")
    assert permission.document == "../letter.pdf"
    assert "document  ../letter.pdf: the one that was recorded" in done.out
    page = letter.with_name("page.txt")
    page.write_text("Ferry sails\n\nThe ferry sailed on Friday with 212 passengers on board.\n")
    letter.write_bytes(LETTER + b" For ever.")
    for command in (["policy", str(page)], ["crawl", "local", "-a", f"path={page}"]):
        refused = scrapy(*command)
        assert (refused.code, refused.out) == (1, "")
        assert refused.err == (
            "newscrawl: permissions.toml, line 1: ../letter.pdf is not the document that was"
            " recorded\n"
        )
    listed = scrapy("permit", "list")
    assert (listed.code, listed.err) == (0, "")
    assert "document  ../letter.pdf: CHANGED since it was recorded" in listed.out
    revoked = scrapy("permit", "revoke", "letter.pdf")
    assert revoked.code == 0
    letter.unlink()
    assert "document  ../letter.pdf: not there" in scrapy("permit", "list").out


def test_nothing_recorded_is_said(scrapy: Scrapy) -> None:
    assert scrapy("permit", "list").out == "permissions.toml records no permission.\n"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"licensor": ""}, "--licensor is missing"),
        ({"host": ""}, "--host is missing"),
        ({"host": "co.uk"}, "--host: 'co.uk' is no host but a suffix"),
        ({"purpose": ""}, "--purpose is missing"),
        ({"purpose": "fun"}, "--purpose: 'fun'"),
        ({"purpose": ","}, "--purpose: name at least one purpose"),
        ({"granted": "yesterday"}, "--granted: 'yesterday' is no date"),
        ({"expires": "2026-02-01"}, "--expires: 2026-02-01 is past"),
        ({"granted": "2990-01-01", "expires": "2980-01-01"}, "expires before it was granted"),
        ({"path": "news"}, "paths: 'news' does not begin with /"),
        ({"document": "absent.pdf"}, "--document: absent.pdf: No such file"),
        ({"document": "."}, "--document: .: Is a directory"),
        ({"document": "/dev/null"}, "the file is empty"),
        ({"reference": "a\nb"}, "reference: is no line of text"),
    ],
)
def test_what_is_no_grant_is_refused_in_one_line(
    scrapy: Scrapy, letter: Path, changes: dict[str, str], said: str
) -> None:
    done = scrapy(*grant(letter, **changes))
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert not list(done.folder.iterdir())


@pytest.mark.parametrize("arguments", [[], ["lists"], ["revoke"], ["list", "all"], ["add", "x"]])
def test_wrong_usage_is_one_line(scrapy: Scrapy, arguments: list[str]) -> None:
    done = scrapy("permit", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("newscrawl: write add, or list, or revoke")


def test_a_malformed_file_is_not_touched(scrapy: Scrapy, letter: Path) -> None:
    path = scrapy("permit", "list").folder / "permissions.toml"
    path.write_text("[[permission]]\nlicensor = \n")
    for arguments in (grant(letter), ["permit", "list"], ["permit", "revoke", "letter.pdf"]):
        done = scrapy(*arguments)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("newscrawl: permissions.toml: ")
        assert "line 2" in done.err
    assert path.read_text() == "[[permission]]\nlicensor = \n"


def test_a_place_that_cannot_be_written_is_named(scrapy: Scrapy, letter: Path) -> None:
    setting = ("-s", "NEWSCRAWL_PERMISSIONS=absent/permissions.toml")
    done = scrapy(*grant(letter), *setting)
    assert done.code == 1
    assert done.err == "newscrawl: absent/permissions.toml: No such file or directory\n"


def test_what_is_recorded_counts_for_supplied_pages(scrapy: Scrapy, letter: Path) -> None:
    page = letter.with_name("page.html")
    page.write_text(
        "<!-- saved from url=(0030)https://www.post.example/news/ -->"
        "<html><head><title>Ferry sails</title></head><body><article><h1>Ferry sails</h1><p>"
        "The ferry sailed on Friday with 212 passengers, officials of the port said after noon."
        f"</p></article><footer>{BAN}</footer></body></html>"
    )
    before = scrapy("policy", str(page))
    scrapy(*grant(letter))
    after = scrapy("policy", str(page))
    assert (before.code, after.code) == (3, 0), after.out
    digest = hashlib.sha256(LETTER).hexdigest()
    assert f"permission  relied on    letter.pdf sha256:{digest}" in after.out
    done = scrapy("crawl", "local", "-a", f"path={page}", "-O", "articles.jsonl")
    assert done.items[0]["policy"]["permission"] == f"letter.pdf sha256:{digest}"
    assert done.items[0]["restricted"] is False
