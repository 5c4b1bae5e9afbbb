"""Local files end to end: command, spider, pipelines, feed, database, summary."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

import pytest

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


def test_the_database_holds_what_the_feed_holds(scrapy, inputs: Path) -> None:
    (inputs / "a.txt").write_text(TEXT)
    (inputs / "copy.txt").write_text(TEXT)
    run = crawl(scrapy, inputs)
    again = crawl(scrapy, inputs)
    assert len(run.items) == len(again.items) == 1, "the exact copy is dropped, each run is whole"
    with sqlite3.connect(run.folder / "newscrawl.db") as database:
        rows = database.execute("select item from articles").fetchall()
        runs = database.execute("select count(*) from runs").fetchone()
    database.close()
    assert [json.loads(row[0])["article_body"] for row in rows] == ["\n".join(BODY)]
    assert runs == (2,)


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
