"""A web archive is cut where records begin, whoever looks through which part of it."""

from __future__ import annotations

import bz2
import gzip
import lzma
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from newscrawl.policy.model import Statement
from newscrawl.policy.signals.site_files import SiteFileCopy
from newscrawl.readers import (
    Cutting,
    Inventory,
    Limits,
    Portion,
    Skipped,
    Source,
    Supplied,
    inventory_of,
    portions_of,
    read_pages,
)
from tests.readers.makers import gz, html, http, record, robots, tdmrep

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Pack = Callable[[Sequence[bytes]], bytes]

PACKINGS: dict[str, Pack] = {
    "plain": b"".join,
    "gzip": lambda records: gz(*records),
    "zstd": lambda records: b"".join(map(zstd.compress, records)),
}
TEN = Cutting(pages=10, size=1_000_000)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.warc"


def inventories(path: Path, count: int, cutting: Cutting = TEN) -> list[Inventory]:
    """Return the inventories of so many parts of *path*, each of as many bytes."""
    size = path.stat().st_size
    bounds = [*(size * number // count for number in range(count)), None]
    found = []
    for start, end in pairwise(bounds):
        inventory = inventory_of(path, Limits(), cutting, start or 0, end)
        assert inventory is not None
        found.append(inventory)
    return found


def read(path: Path, portions: Sequence[Portion]) -> list[tuple[str | None, bool | None]]:
    """Return the records of the pages in *portions*, and whether robots.txt allows each."""
    return [
        (
            each.page.record,
            each.robots
            and each.robots.decide(str(each.page.url), "x", each.robots.fetched_at).allowed,
        )
        for portion in portions
        for each in read_pages(Source(path, portion=portion), Limits())
        if isinstance(each, Supplied)
    ]


@pytest.mark.parametrize("pack", PACKINGS.values(), ids=PACKINGS)
def test_portions_give_what_the_whole_gives(path: Path, pack: Pack) -> None:
    forbidding = robots(40, "User-agent: *\nDisallow: /2")
    path.write_bytes(pack([*(record(number) for number in range(40)), forbidding]))
    size = path.stat().st_size
    portions = portions_of(inventories(path, 1, Cutting(10, size // 3)))
    pages = [portion.pages for portion in portions]
    assert pages[:2] == [10, 10]
    assert pages[-3:-1] == [2, 2], "those at the end are small"
    assert sum(pages) == 41, "what may be one"
    assert all(len(portion.policy_files) == 1 for portion in portions)
    whole = read(path, [Portion(portions[0].policy_files)])
    assert [allowed for _, allowed in whole].count(False) == 11
    assert read(path, portions) == whole


@pytest.mark.parametrize("count", [2, 3, 7])
@pytest.mark.parametrize("pack", PACKINGS.values(), ids=PACKINGS)
def test_parts_that_are_looked_through_apart_join(path: Path, pack: Pack, count: int) -> None:
    records = [record(number) for number in range(60)]
    records.insert(20, robots(98, "User-agent: *\nDisallow: /3"))
    records.insert(50, robots(99, "", kind="revisit"))
    path.write_bytes(pack(records))
    found = inventories(path, count)
    assert all(len(each.pieces) for each in found)
    assert [each.onward for each in found] == [*(each.start for each in found[1:]), None]
    (alone,) = inventories(path, 1)
    expected = read(path, portions_of([alone]))
    assert [allowed for _, allowed in expected].count(False) == 11
    portions = portions_of(found)
    assert read(path, portions) == expected
    assert sum(portion.pages for portion in portions) == 61


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("at", [0, 20, 60])
def test_a_policy_file_counts_in_every_portion(path: Path, at: int, count: int) -> None:
    pages = [record(number) for number in range(60)]
    path.write_bytes(gz(*pages[:at], tdmrep(99), *pages[at:]))
    portions = portions_of(inventories(path, count))
    assert len(portions) > 3
    found = [
        each
        for portion in portions
        for each in read_pages(Source(path, portion=portion), Limits())
        if isinstance(each, Supplied)
    ]
    assert len(found) == 60
    said = {each.kinds for page in found for copy in page.site_files for each in said_of(copy)}
    assert said == {("reserved",)}
    assert {len(page.site_files) for page in found} == {1}


def said_of(copy: SiteFileCopy) -> tuple[Statement, ...]:
    return copy.statements("https://news.example/1")


def stored(records: Sequence[bytes]) -> bytes:
    """Return *records* in gzip members of which each shows what it holds."""
    return b"".join(gzip.compress(each, compresslevel=0) for each in records)


@pytest.mark.parametrize("pack", [b"".join, stored], ids=["plain", "stored"])
def test_what_looks_like_a_record_within_one_does_not_join(path: Path, pack: Pack) -> None:
    within = pack([record(number, url="https://other.example/") for number in range(100, 140)])
    holding = record(1, http(within, kind="application/octet-stream"))
    path.write_bytes(pack([record(0), holding, record(2)]))
    first, second = inventories(path, 2)
    assert first.onward is not None
    assert second.start is not None
    assert second.start < first.onward
    (whole,) = inventories(path, 1)
    names = [name for name, _ in read(path, portions_of([whole]))]
    assert names == ["urn:uuid:0", "urn:uuid:2"]


SOUND = [record(number) for number in range(2, 12)]
DAMAGED: dict[str, bytes] = {
    "claims those behind": b"".join([record(0, length=3_000), *SOUND]),
    "claims the line that follows": b"".join(
        [record(0, length=len(http(html(0)) + b"\r\n\r\n" + SOUND[0] + b"WARC/1.0")), *SOUND]
    ),
    "claims more than is held": b"".join(
        [record(0, b"HTTP/1.1 404 No\r\n\r\n", length=100_000), *SOUND, record(12, bytes(99_000))]
    ),
    "nothing sound at first": b"".join([b"WARC/1.0\r\n", b"y" * 6_000, *SOUND]),
    "packed": gz(record(0), record(1)) + b"\x1f\x8b\x08" + bytes(range(200)) + gz(*SOUND),
}


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
def test_what_is_damaged_is_told_once_and_no_page_behind_it_is_lost(
    path: Path, data: bytes, count: int
) -> None:
    path.write_bytes(data)
    found = inventories(path, count, Cutting(1, 1_000_000))
    if any(before.onward != each.start for before, each in pairwise(found)):
        found = inventories(path, 1, Cutting(1, 1_000_000))
    portions = portions_of(found)
    assert len(portions) >= len(SOUND)
    whole = [each.reason for each in read_pages(path, Limits()) if isinstance(each, Skipped)]
    sources = [Source(path, portion=portion) for portion in portions]
    readings = [each for source in sources for each in read_pages(source, Limits())]
    assert [each.reason for each in readings if isinstance(each, Skipped)] == whole
    pages = [each.page.record for each in readings if isinstance(each, Supplied)]
    assert [each for each in pages if each not in {"urn:uuid:0", "urn:uuid:1"}] == [
        f"urn:uuid:{number}" for number in range(2, 12)
    ]


def test_where_one_unpacks_to_too_much_nothing_comes_behind(path: Path) -> None:
    bomb = record(1, b"0" * 30_000_000, url="https://news.example/1")
    path.write_bytes(gz(record(0), bomb, *(record(number) for number in range(2, 40))))
    limits = Limits(ratio=1, grace=1_000_000)
    found = inventory_of(path, limits, TEN, 0, path.stat().st_size - 1)
    assert found is not None
    assert (found.onward, sum(piece.pages for piece in found.pieces)) == (None, 1)


@pytest.mark.parametrize("pack", [bz2.compress, lzma.compress], ids=["bzip2", "xz"])
def test_what_is_packed_in_one_go_is_one_portion(path: Path, pack: Callable) -> None:
    path.write_bytes(pack(b"".join(record(number) for number in range(40))))
    first, second = inventories(path, 2, Cutting(10, 1))
    assert (first.onward, second.start) == (None, None)
    (portion,) = portions_of([first])
    assert (portion.start, portion.end, portion.pages) == (0, None, 40)
    assert len(read(path, [portion])) == 40


def test_an_archive_without_pages_that_is_one_portion_says_so(path: Path) -> None:
    path.write_bytes(record(1, http(b"{}", kind="application/json")))
    (portion,) = portions_of(inventories(path, 1))
    readings = list(read_pages(Source(path, portion=portion), Limits()))
    assert [each.reason for each in readings if isinstance(each, Skipped)] == ["it holds no page"]


def test_what_is_no_web_archive_has_no_inventory(path: Path) -> None:
    path.write_bytes(html())
    assert inventory_of(path, Limits(), TEN) is None
    assert inventory_of(Path("nowhere"), Limits(), TEN) is None
    assert portions_of([]) == []


@pytest.mark.parametrize("at", [0, 20, 60])
def test_an_rsl_document_is_known_in_every_portion(path: Path, at: int) -> None:
    address = "https://licences.example/l.xml"
    document = record(99, http(b"<rsl/>", kind="application/rsl+xml"), url=address)
    pages = [record(number) for number in range(60)]
    path.write_bytes(gz(*pages[:at], document, *pages[at:]))
    portions = portions_of(inventories(path, 3))
    assert len(portions) > 3
    readings = (
        each for portion in portions for each in read_pages(Source(path, portion=portion), Limits())
    )
    copies = [each.rsl(address) for each in readings if isinstance(each, Supplied)]
    assert len(copies) == 60
    assert None not in copies
