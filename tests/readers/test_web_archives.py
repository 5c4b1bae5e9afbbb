"""Damage in a web archive costs the records it hits: they are named, and allow nothing more."""

from __future__ import annotations

import bz2
import gzip
import lzma
import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from newscrawl.policy.signals.page import PRODUCT_TOKEN
from newscrawl.readers import (
    Cutting,
    Limits,
    Reading,
    Remark,
    Skipped,
    Source,
    Supplied,
    inventory_of,
    portions_of,
    read_pages,
)
from tests.readers.makers import arc, gz, html, http, record, robots

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to(content: bytes, name: str = "a.warc") -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return to


def pages(readings: list[Reading]) -> list[bytes]:
    return [each.page.body for each in readings if isinstance(each, Supplied)]


def faults(readings: list[Reading]) -> list[str]:
    return [each.reason for each in readings if isinstance(each, Skipped)]


def allowed(found: Supplied) -> bool:
    assert found.robots is not None
    assert found.page.url is not None
    return found.robots.decide(found.page.url, PRODUCT_TOKEN, found.robots.fetched_at).allowed


def line_fed(number: int) -> bytes:
    """Return a record whose own lines end as Unix ends them."""
    head, _, block = record(number).partition(b"\r\n\r\n")
    return head.replace(b"\r\n", b"\n") + b"\n\n" + block.removesuffix(b"\r\n\r\n") + b"\n\n"


ARC = arc(html(1), html(2), html(3))
SECOND, THIRD = ARC.index(b"https://news.example/2"), ARC.index(b"https://news.example/3")
ALONE = [ARC[: ARC.index(b"https")], ARC[ARC.index(b"https") : SECOND], ARC[SECOND:THIRD]]
SPOILT_HEAD = b"https://news.example/3 \0\0 text/html 300\n"
BEFORE_DAMAGE = {
    "cut within the next header": ARC[: THIRD + 20],
    "the next header spoilt": ARC[:THIRD] + SPOILT_HEAD + ARC[THIRD:],
    "the next member cut": gz(*ALONE) + gz(ARC[THIRD:])[:40],
    "line feeds": line_fed(1) + line_fed(2) + b"\0" * 90,
    "line feeds, cut": line_fed(1) + line_fed(2) + line_fed(3)[:7],
    "blocks of bzip2": b"".join(map(bz2.compress, ALONE)) + bz2.compress(ARC[THIRD:])[:-20],
}


@pytest.mark.parametrize("data", BEFORE_DAMAGE.values(), ids=BEFORE_DAMAGE)
def test_a_record_before_damage_is_whole(write: Write, data: bytes) -> None:
    found = list(read_pages(write(data), Limits()))
    assert pages(found)[:2] == [html(1), html(2)]
    assert faults(found)


def test_a_line_feed_in_packed_rubbish_is_no_end(write: Write) -> None:
    length = b" %d\n" % len(http(html(1)))
    short = ALONE[1].replace(length, b" %d\n" % (len(http(html(1))) - 20)) + b"\n"
    packed = bytearray(gzip.compress(short[:-22] + b"\n" + short[-21:], 1))
    packed[-5] ^= 1
    found = list(read_pages(write(gz(ALONE[0]) + bytes(packed) + gz(ALONE[2])), Limits()))
    assert pages(found) == [html(2)]
    assert faults(found)


@pytest.mark.parametrize("short", range(10, 80, 5))
def test_a_member_is_told_by_its_own_offset_wherever_it_is_read(write: Write, short: int) -> None:
    # What cannot be packed fills what is read at once, but for the beginning of the next member.
    size = 4_096 - len(gzip.compress(ALONE[0])) - 110 - short
    filler = random.Random(1).randbytes(size)
    head = b"https://news.example/a.png 192.0.2.1 20260301100000 image/png %d\n" % size
    members = [gzip.compress(part) for part in (ALONE[0], head + filler + b"\n", *ALONE[1:])]
    path = write(b"".join(members))
    names = [each.page.record for each in read_pages(path, Limits()) if isinstance(each, Supplied)]
    starts = [sum(map(len, members[:count])) for count in (2, 3)]
    assert names == [f"offset {start}" for start in starts]


def test_a_member_that_begins_no_record_is_told_by_its_own_offset(write: Write) -> None:
    spoilt = ALONE[2].replace(b" ", b"\0")
    members = [gz(part) for part in (*ALONE[:2], spoilt, ARC[THIRD:])]
    found = list(read_pages(write(b"".join(members)), Limits()))
    names = [each.page.record for each in found if isinstance(each, Supplied)]
    starts = [sum(map(len, members[:count])) for count in range(4)]
    assert names == [f"offset {starts[1]}", f"offset {starts[3]}"]
    assert faults(found) == [f"the record at offset {starts[2]}: here begins no record"]


@pytest.mark.parametrize("at", range(3))
def test_the_members_of_bzip2_behind_damage_are_read(write: Write, at: int) -> None:
    members = [bytearray(bz2.compress(record(number))) for number in range(3)]
    members[at][30] ^= 0xFF
    found = list(read_pages(write(b"".join(members), "a.warc.bz2"), Limits()))
    assert pages(found) == [html(number) for number in range(3) if number != at]
    offset = sum(map(len, members[:at]))
    assert [each for each in faults(found) if f"{offset:,}: damaged bzip2" in each]


@pytest.mark.parametrize("pack", [bz2.compress, lzma.compress], ids=["bzip2", "xz"])
def test_what_follows_packed_records_is_named(write: Write, pack: Callable) -> None:
    data = pack(record(1))
    found = list(read_pages(write(data + b"BZ"), Limits()))
    assert pages(found) == [html(1)]
    assert any(f"offset {len(data):,}: what follows is no " in each for each in faults(found))


def test_an_archive_in_lzma_is_read(write: Write) -> None:
    data = lzma.compress(record(1) + record(2), lzma.FORMAT_ALONE)
    assert pages(list(read_pages(write(data), Limits()))) == [html(1), html(2)]


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc.zst"])
def test_an_archive_damaged_at_its_beginning_goes_by_its_name(write: Write, name: str) -> None:
    pack = gzip.compress if name.endswith("gz") else zstd.compress
    path = write(pack(b"WARC\0/1.0\r\n\r\n") + pack(record(2)), name)
    assert pages(list(read_pages(path, Limits()))) == [html(2)]


def test_a_page_is_read_as_one_whatever_its_name(write: Write) -> None:
    assert pages(list(read_pages(write(gz(html()), "a.warc.gz"), Limits()))) == [html()]


def test_the_same_damage_at_one_place_is_told_once(write: Write) -> None:
    path = write(gz(record(1), b"WARC/1.0\r\n" * 1_000 + record(2)))
    found = list(read_pages(path, Limits()))
    assert pages(found) == [html(1), html(2)]
    assert len(faults(found)) == 1


@pytest.mark.parametrize("version", ["1.0", "0.18"])
def test_a_record_may_begin_in_lower_case(write: Write, version: str) -> None:
    data = record(1, version=version).replace(b"WARC/", b"warc/", 1)
    assert pages(list(read_pages(write(data + b"xx" + data), Limits()))) == [html(1)] * 2


def test_an_address_may_end_like_the_beginning_of_a_record(write: Write) -> None:
    (found,) = read_pages(write(record(1, url="https://news.example/WARC/1.0")), Limits())
    assert isinstance(found, Supplied)
    assert found.page.url == "https://news.example/WARC/1.0"


FIRST, OTHER = record(1), record(2)
TYPE = b"WARC-Type: response"
CUT_LINE = b"https://news.example/9 192.0.2.1 20260301100000 te"
DAMAGED = {
    "of two records": FIRST[:90] + OTHER[40:],
    "no type": FIRST.replace(TYPE, b"WARC-Typ: response"),
    "another type": FIRST.replace(TYPE, b"WARC-Type: res\0onse"),
    "no address": FIRST.replace(b"-Target-URI", b"-Target-URL"),
    "no web address": FIRST.replace(b"https:", b"htt\0s:"),
    "no status line": FIRST.replace(b"HTTP/1.1 200 OK", b"ITTP/1.1 200 OK"),
    "no status line, and one header": record(1, http(html())[17:]),
    "no status line, packed": record(1, http(b"\x1f\x8b\x08\0")[4:]),
    "of two records, ARC": arc(html(1)).replace(b"https:", CUT_LINE + b"https:", 1),
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
def test_a_record_whose_headers_are_damaged_is_named(write: Write, data: bytes) -> None:
    found = list(read_pages(write(data), Limits()))
    assert not pages(found)
    assert "record at offset " in faults(found)[0]


def test_the_type_of_a_page_may_stand_behind_many_headers(write: Write) -> None:
    block = http(html()).replace(b"Content-Type", b"X-A: b\r\n" * 10_000 + b"Content-Type")
    assert pages(list(read_pages(write(record(1, block)), Limits()))) == [html()]


@pytest.mark.parametrize("address", ["file:///a.html", "urn:page:1", "whois:example", "a.html"])
def test_what_was_no_answer_needs_no_web_address(write: Write, address: str) -> None:
    more = {"Content-Type": "text/html"}
    path = write(record(1, html(), kind="resource", url=address, more=more))
    (found,) = read_pages(path, Limits())
    assert isinstance(found, Supplied)
    assert found.page.url is None


def test_a_record_of_another_type_is_counted(write: Write) -> None:
    other = record(2, http(b"{}", kind="text/json"), kind="census")
    (_, remark) = read_pages(write(record(1) + other), Limits())
    assert isinstance(remark, Remark)
    assert remark.text == "records passed over: records of other types (1)"


ROBOTS = robots(2, "User-agent: *\nAllow: /")
URI = ROBOTS.index(b"WARC-Date")


@pytest.mark.parametrize(
    "data",
    [ROBOTS[:URI], ROBOTS.replace(TYPE, b"WARC-Type: reply"), ROBOTS[:URI] + OTHER[:200]],
    ids=["cut behind its address", "of another type", "in a header with another record"],
)
def test_a_damaged_record_of_robots_forbids(write: Write, data: bytes) -> None:
    (found, *_) = read_pages(write(record(1) + data), Limits())
    assert isinstance(found, Supplied)
    assert not allowed(found)


def long(size: int) -> list[tuple[str, str]]:
    return [("Content-Length", str(size))]


UNENDED = html().removesuffix(b"</html>")
SHORT = {
    "short": http(UNENDED, long(1_000)),
    "of two lengths": http(UNENDED, long(10) + long(1_000)),
    "a text": http(b"A text about the ferry.", long(24), kind="text/plain"),
}


@pytest.mark.parametrize("block", SHORT.values(), ids=SHORT)
def test_a_page_that_is_cut_is_named(write: Write, block: bytes) -> None:
    found = list(read_pages(write(record(1, block) + record(2)), Limits()))
    assert pages(found) == [html(2)]
    assert faults(found) == ["the record at offset 0: it has fewer bytes than its headers say"]


@pytest.mark.parametrize(
    "block",
    [
        http(html(), long(1_000)),
        http(UNENDED, long(10)),
        http(UNENDED, [*long(1_000), ("Content-Encoding", "gzip")]),
    ],
    ids=["to its end all the same", "longer", "in no coding any more"],
)
def test_a_page_that_is_not_cut_is_had_whatever_length_is_told(write: Write, block: bytes) -> None:
    assert pages(list(read_pages(write(record(1, block)), Limits())))


def test_records_packed_together_stay_together_with_their_policy_files(write: Write) -> None:
    members = [[1], [2, 3], [4], [5, 6, 7], [8]]
    forbidden = robots(0, "User-agent: *\nDisallow: /")
    path = write(
        gz(forbidden, *(b"".join(map(record, numbers)) for numbers in members)), "a.warc.gz"
    )
    inventory = inventory_of(path, Limits(), Cutting(2, 10**9))
    assert inventory is not None
    portions = portions_of([inventory])
    assert len(portions) > 1
    found = [each for part in portions for each in read_pages(Source(path, None, part), Limits())]
    assert pages(found) == [html(number) for number in range(1, 9)]
    assert not any(allowed(each) for each in found if isinstance(each, Supplied))
