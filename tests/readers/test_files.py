from __future__ import annotations

import asyncio
import contextlib
import errno
import io
import os
import resource
import socket
import tempfile
import zipfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from newscrawl.exceptions import UnreadableInput
from newscrawl.page import MediaType, Origin, Page
from newscrawl.readers import HEAD, Limits, Skipped, Supplied, kept, read_file, read_pages
from tests.readers.makers import html, zipped

LIMIT = 1_000


def read(path: Path) -> Page | Skipped:
    return read_file(path, max_size=LIMIT)


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("a.txt", b"Just text.", MediaType.TEXT),
        ("a.txt", b"<!DOCTYPE html><p>text", MediaType.HTML),
        ("a.html", b"No markup at all", MediaType.TEXT),
        ("a", b"<div><p>One</p><p>Two</p></div>", MediaType.HTML),
        ("a.txt", b"a < b and c > d, he said", MediaType.TEXT),
        ("a.htm", "<html><p>wide</p></html>".encode("utf-16"), MediaType.HTML),
        ("a.xhtml", b'<?xml version="1.0"?>\n<html xmlns="x"><p>t</p></html>', MediaType.HTML),
    ],
)
def test_content_decides_not_the_name(
    tmp_path: Path, name: str, body: bytes, expected: MediaType
) -> None:
    (tmp_path / name).write_bytes(body)
    page = read(tmp_path / name)
    assert isinstance(page, Page)
    assert page.media_type is expected
    assert page.origin is Origin.FILE
    assert page.body == body
    assert page.path == str(tmp_path / name)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\x00\x01\x02" * 100, "binary"),
        (b"<?xml version='1.0'?><rss version='2.0'></rss>", "<rss>"),
        (b"x" * (LIMIT + 1), "1,001 bytes, over the limit of 1,000"),
    ],
)
def test_what_is_no_page_is_skipped_with_a_reason(tmp_path: Path, body: bytes, reason: str) -> None:
    (tmp_path / "f").write_bytes(body)
    skipped = read(tmp_path / "f")
    assert isinstance(skipped, Skipped)
    assert skipped.name == str(tmp_path / "f")
    assert reason in skipped.reason


def test_comments_without_end_cost_no_time(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"<!---->" * 9_000 + b"<!-- -->-" * 9_000 + b"<p>A<p>B<p>C")
    assert isinstance(read_file(tmp_path / "f", max_size=1_000_000), Page)


def test_missing_irregular_and_forbidden_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    # A socket's own name has to be short.
    with socket.socket(socket.AF_UNIX) as ours, contextlib.chdir(tmp_path):
        ours.bind("socket")
    for path, reason in [
        (tmp_path / "gone", "No such file"),
        (tmp_path / "pipe", "named pipe"),
        (tmp_path / "socket", "a socket"),
        (tmp_path, "directory"),
        (Path("/dev/zero"), "device"),
    ]:
        skipped = read(path)
        assert isinstance(skipped, Skipped)
        assert reason in skipped.reason


def test_a_file_that_would_make_one_wait_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def has_nothing_yet(*_: int) -> bytes:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    # As the log of the kernel does, /proc/kmsg, which not everybody may read.
    monkeypatch.setattr(os, "pread", has_nothing_yet)
    (tmp_path / "log").write_bytes(b"<html><p>Nothing yet</p></html>")
    (found,) = read_pages(tmp_path / "log", Limits())
    assert isinstance(found, Skipped)
    assert "temporarily unavailable" in found.reason


def test_a_name_is_made_printable(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/caf\xe9\n.txt"
    with open(raw, "wb") as stream:
        stream.write(b"text")
    page = read(Path(os.fsdecode(raw)))
    assert isinstance(page, Page)
    assert page.path == f"{tmp_path}/caf\\xe9\\n.txt"


async def pieces_of(stream: io.BytesIO) -> AsyncIterator[bytes]:
    while piece := stream.read(HEAD):
        yield piece


def kept_copy(stream: io.BytesIO, limits: Limits) -> object:
    """Return what is read in the copy that is kept of *stream*."""

    async def run() -> object:
        async with kept(pieces_of(stream), limits) as path:
            return read(path)

    return asyncio.run(run())


def test_an_endless_stream_is_not_read_to_its_end() -> None:
    stream = io.BytesIO(b"x" * 5_000_000)
    skipped = kept_copy(stream, Limits(page=LIMIT))
    assert isinstance(skipped, Skipped)
    assert "1,001 bytes, over the limit" in skipped.reason
    assert stream.tell() < 200_000


def test_a_stream_that_cannot_be_kept_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    told = "no temporary copy of it in /nowhere: No such file"
    with pytest.raises(UnreadableInput, match=told):
        kept_copy(io.BytesIO(b"x"), Limits())


@pytest.fixture
def narrow() -> Iterator[None]:
    """Let no file grow beyond a million bytes."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, usual[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, usual)


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("size", [1_000_001, 1_500_000])
def test_a_stream_for_which_there_is_no_room_is_said(size: int) -> None:
    told = "no temporary copy of it in .*: File too large"
    with pytest.raises(UnreadableInput, match=told):
        kept_copy(io.BytesIO(bytes(size)), Limits())


@pytest.mark.parametrize("more", [0, 1, 2 * HEAD])
def test_a_container_is_kept_up_to_the_limit_or_not_at_all(more: int) -> None:
    packed = zipped({"a.txt": b"A text"})
    limits = Limits(spool=len(packed) + HEAD)
    stream = io.BytesIO(packed + bytes(HEAD + more))
    if more:
        with pytest.raises(UnreadableInput, match="it brings more than"):
            kept_copy(stream, limits)
    else:
        kept_copy(stream, limits)


@pytest.mark.usefixtures("narrow")
def test_a_container_for_which_there_is_no_room_is_said(tmp_path: Path) -> None:
    large = zipped({"a.html": html(), "b.bin": bytes(5_000_000)}, zipfile.ZIP_STORED)
    file = tmp_path / "outer.zip"
    file.write_bytes(zipped({"inner.zip": large, "good.html": html()}))
    skipped, supplied = read_pages(file, Limits())
    assert isinstance(skipped, Skipped)
    assert skipped.name == f"{file}!inner.zip"
    assert "no temporary copy of it in" in skipped.reason
    assert isinstance(supplied, Supplied)


def test_the_address_of_a_saved_page_is_read(tmp_path: Path) -> None:
    file = tmp_path / "saved.html"
    file.write_text("<!DOCTYPE html>\n<!-- saved from url=(0024)https://news.example/a -->\n<p>t")
    page = read(file)
    assert isinstance(page, Page)
    assert page.url == "https://news.example/a"
    assert page.fetched_at is None


def test_single_file_notes_address_and_moment(tmp_path: Path) -> None:
    file = tmp_path / "saved.html"
    file.write_text(
        "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://news.example/b \n"
        " saved date: Sun Dec 21 2025 10:22:00 GMT+0700 (Western Indonesia Time)\n--><p>t"
    )
    page = read(file)
    assert isinstance(page, Page)
    assert page.url == "https://news.example/b"
    assert page.fetched_at == datetime(2025, 12, 21, 3, 22, tzinfo=UTC)
    assert page.fetched_at.tzinfo == timezone(timedelta(hours=7))
