"""``scrapy export`` as a user runs it."""

from __future__ import annotations

import io
import json
import signal
from argparse import ArgumentParser
from pathlib import Path

import pytest
from pyarrow import parquet
from scrapy.settings import Settings

from newscrawl.commands.export import Command
from newscrawl.items import NewsArticle
from newscrawl.store import open_store
from tests.conftest import Scrapy
from tests.crawlers import SECRET, article, restricted_article, story
from tests.programs import ROOT, Program

SAMPLES = ROOT / "newscrawl" / "data" / "samples"


@pytest.fixture
def stored(scrapy: Scrapy, tmp_path: Path) -> Path:
    """A folder with a database of five articles, of two runs."""
    folder = tmp_path / "run"
    with open_store(str(folder / "newscrawl.db")) as store:
        for run in (1, 2):
            store.runs.start("local", {})
            for number in range(2):
                store.articles.store(run, article(10 * run + number, in_language="id"))
        stub = NewsArticle("https://a.example/news/30", restricted=True)
        store.articles.store(2, stub)
    return folder


def test_a_feed_is_made_again_byte_for_byte(scrapy: Scrapy) -> None:
    feeds = [part for kind in ("jsonl", "csv", "xml", "jsonld") for part in ("-O", f"a.{kind}")]
    run = scrapy("crawl", "local", "-a", f"path={SAMPLES}", *feeds)
    for kind in ("jsonl", "csv", "xml", "jsonld"):
        done = scrapy("export", "-o", f"b.{kind}", "--run", "1")
        assert (done.code, done.out) == (0, "")
        assert done.err == "newscrawl: 6 items, 2 of them restricted\n"
        assert (run.folder / f"b.{kind}").read_bytes() == (run.folder / f"a.{kind}").read_bytes()


def test_a_part_of_it_goes_to_standard_output(scrapy: Scrapy, stored: Path) -> None:
    done = scrapy("export", "-o", "-", "--run", "2", "--restricted=exclude", "--language=id")
    assert [json.loads(line)["url"][-2:] for line in done.out.splitlines()] == ["20", "21"]
    assert done.err == "newscrawl: 2 items, 0 of them restricted\n"
    only = scrapy("export", "-o", "-", "-t", "csv", "--restricted=only")
    header, row = only.out.splitlines()
    assert header.startswith("url,canonical_url,headline,")
    assert row.startswith("https://a.example/news/30,,,"), "what has no content stays so"


def test_parquet_and_an_empty_feed(scrapy: Scrapy, stored: Path) -> None:
    assert scrapy("export", "-o", "a.parquet", "--site", "a.example").code == 0
    table = parquet.read_table(io.BytesIO((stored / "a.parquet").read_bytes()))
    assert table.num_rows == 5
    assert scrapy("export", "-o", "none.json", "--site", "b.example").code == 0
    assert json.loads((stored / "none.json").read_text()) == []


def test_what_rests_on_a_permission_that_is_gone_goes_out_without_its_content(
    scrapy: Scrapy, tmp_path: Path
) -> None:
    item = restricted_article(1, restricted=False)
    item.provenance.origin = "live"
    item.policy.decision, item.policy.permission = "allowed", "letter.pdf sha256:00"
    with open_store(str(tmp_path / "run" / "newscrawl.db")) as store:
        store.runs.start("news", {})
        store.articles.store(1, item)
    done = scrapy("export", "-o", "-")
    assert SECRET not in done.out
    left = json.loads(done.out)
    assert (left["url"], left["restricted"]) == (item.url, True)
    assert left["policy"]["decision"] == "denied"
    assert done.err == (
        "newscrawl: 1 item, 1 of them restricted; because a permission has ended: 1\n"
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, where nothing but a database is."""
    (tmp_path / "newscrawl.db").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        ((), 2, "name one file"),
        (("-o", "a.foo"), 2, "'foo' is no format"),
        (("-o", "feed"), 2, "no ending"),
        (("-o", "newscrawl.db", "-t", "csv"), 2, "there is such a file"),
        (("-O", "./newscrawl.db", "-t", "csv"), 2, "is the database itself"),
        (("-o", "a.csv", "--since", "soon"), 2, "--since: 'soon' is neither a date"),
        (("-o", "a.csv", "--since", "2026-02-02", "--until", "2026-01-01"), 2, "before --since"),
        (("-o", "a.csv", "--run", "last"), 2, "--run: 'last' is no whole number"),
        (("-o", "a.csv", "--language", "!"), 2, "--language: '!' is no language tag"),
        (("-o", "a.csv", "--site", "a b"), 2, "--site: 'a b' is no host"),
        (("-o", "a.csv", "--restricted", "never"), 2, "none of include, only, exclude"),
        (("-o", "a.csv", "all"), 2, "unexpected argument 'all'"),
        (("-o", "a.csv", "-s", "NEWSCRAWL_DB=other.db"), 1, "other.db: there is no such database"),
    ],
)
def test_mistakes_are_told_in_a_line(
    arguments: tuple[str, ...],
    code: int,
    reason: str,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    command, parser = Command(), ArgumentParser()
    command.settings = Settings({"NEWSCRAWL_DB": "newscrawl.db"})
    command.add_options(parser)
    options, rest = parser.parse_known_args(arguments)
    with pytest.raises(SystemExit) as left:
        command.process_options(rest, options)
    said = capsys.readouterr().err
    assert (left.value.code, said.count("\n")) == (code, 1)
    assert reason in said
    assert [each.name for each in folder.iterdir()] == ["newscrawl.db"]


def local(folder: Path, feed: str, *settings: str) -> Program:
    """Start to crawl the pages of *folder*."""
    return Program(
        *("-m", "scrapy", "crawl", "local", "-a", "path=pages", "-O", feed),
        *("-s", "LOG_LEVEL=DEBUG", *settings),
        folder=folder,
        environment={"SCRAPY_SETTINGS_MODULE": "newscrawl.settings"},
    )


def test_what_a_killed_run_had_written_is_there(scrapy: Scrapy, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    (folder / "pages").mkdir()
    for number in range(60):
        text = f"<article><h1>{story(number, 6)}</h1><p>{story(number)}</p></article>"
        (folder / "pages" / f"{number:03}.html").write_text(f"<html><body>{text}</body></html>")
    killed = local(folder, "killed.jsonl")
    scraped = 0
    for line in killed.stderr:
        scraped += "Scraped" in line
        if scraped == 20:
            break
    killed.send_signal(signal.SIGKILL)
    killed.communicate(timeout=60)

    made = scrapy("export", "-o", "-").out.splitlines()
    assert 20 <= len(made) < 60
    feed = folder / "killed.jsonl"
    # What was stored at once reaches the feed later: it may not even have begun.
    rest = feed.read_text().splitlines() if feed.exists() else []
    assert set(rest[:-1]) <= set(made)
    assert len(rest) < len(made), "the feed has lost some, the store none"

    for feed, *settings in (["resumed.jsonl"], ["whole.jsonl", "-s", "NEWSCRAWL_DB=whole.db"]):
        local(folder, feed, *settings).communicate(timeout=60)
    made = scrapy("export", "-o", "-").out.splitlines()
    # Files are examined side by side, and come in any order.
    assert sorted(made) == sorted((folder / "whole.jsonl").read_text().splitlines())
