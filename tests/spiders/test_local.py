"""Local files end to end: command, spider, pipelines, feed, database, summary."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from scrapy.settings import Settings

from newscrawl.pipelines.batch import batch_for
from newscrawl.spiders.local import LocalSpider
from tests.conftest import ENVIRONMENT, Run
from tests.crawlers import CrawlerMaker
from tests.programs import ROOT, Program
from tests.readers.makers import gz, html, http, record, robots, tdmrep
from tests.readers.torture import CASES
from tests.waiting import until

RECORDS = 200
NOTICE = (
    "Dilarang keras menyalin isi, merayapi atau mengindeks situs ini secara otomatis untuk "
    "kecerdasan buatan tanpa persetujuan tertulis dari Kantor Berita NUSANTARA."
)
BODY = (
    (
        "Osaka (NUSANTARA) - Dua negara sepakat membangun pusat riset pangan laut di Bitung, kata "
        "juru bicara kementerian pada Rabu (11/2)."
    ),
    "Pembangunan tahap pertama direncanakan dimulai pada September mendatang.",
)
TEXT = "\n".join([*BODY, "Editor: Bagus Prakoso", "Copyright © NUSANTARA 2026", NOTICE, "", "7"])


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


# Tells the peak of the largest process below it, in kilobytes: what a process forked from this
# one inherits of ours is not among it.
WATCH = """
import resource, subprocess, sys
code = subprocess.run([sys.executable, "-m", "scrapy", *sys.argv[1:]]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


@pytest.fixture
def watched(tmp_path: Path, inputs: Path):
    """``scrapy`` that prints how much memory its largest process took, in kilobytes."""
    folder = tmp_path / "run"
    folder.mkdir()

    def run(*arguments: str) -> Run:
        done = subprocess.run(
            [sys.executable, "-c", WATCH, *arguments],
            cwd=folder,
            env=os.environ | ENVIRONMENT | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return Run(done.returncode, done.stdout, done.stderr, folder)

    return run


def crawl(scrapy, path: object, *extra: str, **kwargs):
    return scrapy("crawl", "local", "-a", f"path={path}", "-O", "articles.jsonl", *extra, **kwargs)


def test_a_restricted_text_is_kept_and_flagged(scrapy, inputs: Path) -> None:
    (inputs / "a.txt").write_text(TEXT)
    run = crawl(scrapy, inputs / "a.txt")
    assert run.code == 0
    (item,) = run.items
    assert item["article_body"] == "\n".join(BODY)
    assert item["restricted"] is True
    assert item["policy"]["decision"] == "denied"
    (evidence,) = item["policy"]["evidence"]
    assert evidence["text"] == NOTICE
    assert evidence["holder"] == "Kantor Berita NUSANTARA"
    assert evidence["conditions"]["written_permission_required"] is True
    assert "Kantor Berita NUSANTARA" in run.err, "the summary names who restricts"
    assert "pusat riset" not in run.err, "content never reaches the log"


@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
@pytest.mark.parametrize(("mode", "kept"), [("redact", 1), ("drop", 0)])
def test_denied_content_is_written_nowhere(scrapy, inputs, mode: str, kept: int, level: str):
    (inputs / "a.txt").write_text(TEXT)
    run = crawl(scrapy, inputs, "-s", f"NEWSCRAWL_RESTRICTED={mode}", "-L", level)
    assert run.code == 0
    assert len(run.items) == kept
    assert "pusat riset" not in run.err + run.out
    for file in run.folder.iterdir():
        assert b"pusat riset" not in file.read_bytes(), file.name
    for item in run.items:
        assert item["restricted"] is True
        assert item["article_body"] is None
        assert item["policy"]["evidence"][0]["text"] == NOTICE


def test_bad_files_are_named_and_the_good_ones_processed(scrapy, inputs: Path) -> None:
    (inputs / "good.txt").write_text("\n".join(BODY))
    (inputs / "empty.html").write_bytes(b"")
    (inputs / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (inputs / "listing.html").write_text("<html><body><img src=a></body></html>")
    (inputs / "link.txt").symlink_to(inputs / "good.txt")
    os.mkfifo(inputs / "pipe")
    with open(os.fsencode(inputs) + b"/caf\xe9.txt", "wb") as stream:
        stream.write("\n".join(BODY).replace("Bitung", "Tual").encode())
    with (inputs / "huge.txt").open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    (inputs / "damaged.txt").write_bytes(
        "\n".join(BODY).replace("riset", "mutu").encode() + b"\xff\xfe."
    )
    run = crawl(scrapy, inputs)
    assert run.code == 0
    assert sorted(Path(item["provenance"]["path"]).name for item in run.items) == [
        "caf\\xe9.txt",
        "damaged.txt",
        "good.txt",
    ]
    for name in ("empty.html", "binary.txt", "listing.html", "pipe", "huge.txt"):
        assert f"{name}: " in run.err
    assert "link.txt: a symbolic link, not followed" in run.err
    assert "damaged.txt: no valid UTF-8" in run.err


def test_standard_input(scrapy) -> None:
    run = crawl(scrapy, "-", stdin="\n".join(BODY).encode())
    (item,) = run.items
    assert item["provenance"]["path"] == "-"
    assert item["dateline"] == "Osaka"


def test_standard_input_within_a_list(scrapy, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "names").write_text(f"-\n{tmp_path}/a.txt\n")
    run = crawl(scrapy, f"@{tmp_path}/names", stdin="\n".join(BODY).encode() + b"\nLater.\n")
    assert run.code == 0
    paths = [item["provenance"]["path"] for item in run.items]
    assert paths == ["-", str(tmp_path / "a.txt")]


def test_a_run_that_waits_for_standard_input_can_be_stopped(tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    environment = ENVIRONMENT | {"TMPDIR": str(copies)}
    arguments = ["-m", "scrapy", "crawl", "local", "-a", "path=-"]
    program = Program(*arguments, folder=tmp_path, environment=environment)
    program.stdin.write(b"<html><p>One half")
    program.stdin.flush()
    until(lambda: [*copies.iterdir()])
    program.send_signal(signal.SIGINT)
    assert program.wait() == 0
    assert [*copies.iterdir()] == []
    program.close()


def test_what_the_run_writes_itself_is_no_input_of_it(scrapy, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n".join(BODY))
    outputs = ("-s", "NEWSCRAWL_STRICT_EXIT=1", "-s", "NEWSCRAWL_SUMMARY=told.jsonl")
    run = crawl(scrapy, tmp_path, *outputs, "--logfile", str(tmp_path / "run.log"))
    assert run.code == 0
    assert [item["provenance"]["path"] for item in run.items] == [str(tmp_path / "a.txt")]


def test_the_database_holds_what_the_feed_holds(scrapy, inputs: Path) -> None:
    (inputs / "a.txt").write_text(TEXT)
    (inputs / "copy.txt").write_text(TEXT)
    run = crawl(scrapy, inputs)
    again = crawl(scrapy, inputs, "-a", "force=1")
    assert len(run.items) == len(again.items) == 1, "the exact copy is dropped, each run is whole"
    with sqlite3.connect(run.folder / "newscrawl.db") as database:
        rows = database.execute("select item from articles").fetchall()
        runs = database.execute("select count(*) from runs").fetchone()
    database.close()
    assert [json.loads(row[0])["article_body"] for row in rows] == ["\n".join(BODY)]
    assert runs == (2,)


def test_what_an_earlier_run_has_dealt_with_is_passed_over(scrapy, inputs: Path) -> None:
    (inputs / "a.txt").write_text(TEXT)
    (inputs / "copy.txt").write_text(TEXT)
    crawl(scrapy, inputs)
    (inputs / "b.txt").write_text("\n".join(BODY).replace("Bitung", "Tual"))
    more = crawl(scrapy, inputs, "-s", "NEWSCRAWL_STRICT_EXIT=1")
    assert [Path(item["provenance"]["path"]).name for item in more.items] == ["b.txt"]
    assert "2 known from an earlier run" in more.err
    assert more.code == 0
    (inputs / "a.txt").write_text(TEXT.replace("riset", "mutu"))
    changed = crawl(scrapy, inputs)
    assert [Path(item["provenance"]["path"]).name for item in changed.items] == ["a.txt"]
    other = crawl(scrapy, inputs, "-s", "NEWSCRAWL_PURPOSE=tdm")
    assert len(other.items) == 3, "a verdict for one purpose is none for another"


def test_files_that_were_moved_are_passed_over(scrapy, inputs: Path, tmp_path: Path) -> None:
    (inputs / "sub").mkdir()
    (inputs / "sub" / "a.txt").write_text(TEXT)
    (inputs / "b.txt").write_text("\n".join(BODY).replace("Bitung", "Tual"))
    crawl(scrapy, inputs)
    below = crawl(scrapy, inputs / "sub")
    assert "1 known from an earlier run" in below.err, "however it is named"
    moved = inputs.rename(tmp_path / "moved")
    again = crawl(scrapy, moved)
    assert "2 known from an earlier run" in again.err
    (moved / "b.txt").rename(moved / "renamed.txt")
    renamed = crawl(scrapy, moved)
    assert [Path(item["provenance"]["path"]).name for item in renamed.items] == ["renamed.txt"]


@pytest.fixture
def archive(inputs: Path) -> Path:
    path = inputs / "many.warc.gz"
    path.write_bytes(b"".join(gz(record(number)) for number in range(RECORDS)))
    return path


def test_a_run_that_has_enough_ends_and_the_next_goes_on(scrapy, archive: Path) -> None:
    first = crawl(scrapy, archive, "-s", "CLOSESPIDER_ITEMCOUNT=5")
    assert first.code == 0
    had = len(first.items)
    assert 5 <= had < RECORDS
    second = crawl(scrapy, archive)
    assert had + len(second.items) == RECORDS
    assert f"{had} known from an earlier run" in second.err


def test_a_run_that_is_stopped_ends_quietly_and_the_next_goes_on(
    scrapy, archive: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "run"
    arguments = ["crawl", "local", "-a", f"path={archive}", "-O", "first.jsonl"]
    program = Program("-m", "scrapy", *arguments, folder=folder, environment=ENVIRONMENT)
    database = folder / "newscrawl.db"
    until(lambda: database.exists() and articles(database) > 5)
    program.send_signal(signal.SIGTERM)
    _, log = program.communicate()
    assert program.returncode == 0
    assert "Traceback" not in log
    assert "ERROR" not in log
    had = articles(database)
    assert had < RECORDS
    second = crawl(scrapy, archive)
    assert had + len(second.items) == RECORDS


def articles(database: Path) -> int:
    """Return how many articles the *database* of a run holds, which may just begin."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            return connection.execute("SELECT count(*) FROM articles").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def test_bad_input_of_every_kind_at_once(watched, inputs: Path) -> None:
    for name, case in CASES.items():
        case.make(inputs / name)
    run = crawl(watched, inputs, "-s", "NEWSCRAWL_STRICT_EXIT=1")
    assert run.code == 4
    for name, case in CASES.items():
        assert not case.said or name in run.err, name
    # Each page that is there was read, every one of them a copy of a few.
    assert f"{sum(case.pages for case in CASES.values())} read" in run.err
    assert run.items
    assert int(run.out) < 500 * 1024


def test_an_archive_goes_the_same_road(scrapy, inputs: Path) -> None:
    ban = html(1).replace(b"</article>", f"</article><footer>{NOTICE}</footer>".encode())
    (inputs / "news.warc.gz").write_bytes(
        gz(
            record(1, http(ban)),
            record(2, http(html(2), [("X-Robots-Tag", "noindex")])),
            record(3, url="https://news.example/closed/3"),
            robots(4, "User-agent: *\nDisallow: /closed/\n"),
            record(5, url="https://other.example/5"),
        )
    )
    run = crawl(scrapy, inputs / "news.warc.gz", "-s", "NEWSCRAWL_PURPOSE=archive,search")
    assert run.code == 0
    items = {item["url"]: item for item in run.items}
    assert [items[url]["restricted"] for url in sorted(items)] == [True, True, True, False]
    first, second, third, _ = (items[url] for url in sorted(items))
    assert first["policy"]["evidence"][0]["signal"] == "notice"
    assert second["policy"]["evidence"][0]["locator"] == "header x-robots-tag"
    (evidence,) = third["policy"]["evidence"]
    assert (evidence["signal"], evidence["text"]) == ("robots", "Disallow: /closed/")
    assert evidence["source"] == "https://news.example/robots.txt"
    assert third["policy"]["valid_until"] is None
    assert third["article_body"]
    assert third["provenance"]["record"] == "urn:uuid:3"
    assert third["provenance"]["fetched_at"] == "2026-03-01T10:00:00+00:00"
    assert third["provenance"]["status"] == 200


@pytest.mark.parametrize("size", [0, 4_500_000], ids=["small", "cut into portions"])
def test_a_reservation_archived_behind_its_pages_counts(scrapy, inputs: Path, size: int) -> None:
    image = record(9, http(bytes(size), kind="image/png"), url="https://news.example/a.png")
    other = record(3, url="https://other.example/3")
    records = [record(1), image, record(2), image, other, tdmrep(4)]
    (inputs / "news.warc").write_bytes(b"".join(records))
    run = crawl(scrapy, inputs, "-s", "NEWSCRAWL_PURPOSE=ai-train")
    items = {item["url"]: item for item in run.items}
    assert [items[url]["restricted"] for url in sorted(items)] == [True, True, False]
    for number in (1, 2):
        (evidence,) = items[f"https://news.example/{number}"]["policy"]["evidence"]
        assert evidence["source"] == "https://news.example/.well-known/tdmrep.json"
        assert evidence["text"] == "tdm-reservation: 1"
    assert "policy files (1)" in run.err


def test_csv_and_xml_are_written_too(scrapy, inputs: Path) -> None:
    (inputs / "a.txt").write_text(TEXT)
    run = crawl(scrapy, inputs, "-O", "a.csv", "-O", "a.xml")
    assert "Osaka" in (run.folder / "a.csv").read_text()
    assert "Osaka" in (run.folder / "a.xml").read_text()


def test_a_copy_under_a_ban_is_no_copy_of_one_without(scrapy, inputs: Path) -> None:
    (inputs / "a.txt").write_text("\n".join(BODY))
    (inputs / "b.txt").write_text(TEXT)
    run = crawl(scrapy, inputs)
    assert [item["restricted"] for item in run.items] == [False, True]
    assert run.items[1]["provenance"]["near_duplicates"]


def test_a_sentence_that_is_only_possibly_a_notice_is_redacted_too(scrapy, inputs: Path) -> None:
    about = (
        "Menurut pengamat, merayapi situs untuk kecerdasan buatan dilarang di 40 media, katanya."
    )
    (inputs / "a.txt").write_text(TEXT.replace(BODY[1], about))
    flagged = crawl(scrapy, inputs)
    assert {entry["level"] for entry in flagged.items[0]["policy"]["evidence"]} == {
        "possible",
        "certain",
    }
    run = crawl(scrapy, inputs, "-s", "NEWSCRAWL_RESTRICTED=redact", "-s", "NEWSCRAWL_DB=new.db")
    assert "40 media" not in json.dumps(run.items)
    assert b"40 media" not in (run.folder / "new.db").read_bytes()


def test_of_supplied_pages_nobody_is_asked() -> None:
    settings = Settings()
    settings.setmodule("newscrawl.settings", priority="project")
    LocalSpider.update_settings(settings)
    handlers = settings.getwithbase("DOWNLOAD_HANDLERS")
    assert {"http", "https", "ftp"} <= handlers.keys()
    assert not any(handlers.values())


def test_the_last_items_are_waited_for_here(crawler_with: CrawlerMaker, inputs: Path) -> None:
    # When start() has ended before, the engine looks only five seconds later whether all is done.
    (inputs / "news.html").write_bytes(html())
    under_way = SimpleNamespace(itemproc_size=0, closing=None)
    crawler = crawler_with()
    crawler.engine = SimpleNamespace(scraper=SimpleNamespace(slot=under_way))
    spider = LocalSpider.from_crawler(crawler, str(inputs / "news.html"))

    async def run() -> None:
        articles = spider.start()
        assert await anext(articles)
        under_way.itemproc_size = 1
        end = asyncio.create_task(anext(articles, None))
        for _ in range(100):
            await asyncio.sleep(0)
        assert not end.done()
        under_way.itemproc_size = 0
        assert await end is None

    asyncio.run(run())


def test_when_all_is_read_nothing_waits_for_more(
    crawler_with: CrawlerMaker, inputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inputs / "news.html").write_bytes(html())
    monkeypatch.setattr("newscrawl.pipelines.batch._LULL", 3600.0)
    crawler = crawler_with()
    crawler.spidercls = LocalSpider
    crawler.engine = SimpleNamespace(
        scraper=SimpleNamespace(slot=SimpleNamespace(itemproc_size=0, closing=None))
    )
    spider = LocalSpider.from_crawler(crawler, str(inputs / "news.html"))

    async def run() -> None:
        batch = batch_for(crawler, list)
        assert batch is not None
        articles = spider.start()
        done = asyncio.create_task(batch.do(await anext(articles)))
        await anext(articles, None)
        assert (await done).headline

    asyncio.run(run())
