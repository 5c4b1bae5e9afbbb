"""Where supplied files are examined."""

from __future__ import annotations

import asyncio
from pathlib import Path

from newscrawl.offline import Examined, Known, Row, Terms
from newscrawl.readers import Skipped, Source
from newscrawl.spiders.local import LocalSpider
from newscrawl.spiders.supply import Supply
from newscrawl.workers import Limits
from newscrawl.workers.processes import fork_server
from tests.readers.makers import html

NO_TIME = Limits(seconds=0.001)


def rows(*paths: Path) -> list[Row]:
    """Return what becomes of the files at *paths* where a worker has no time for any page."""
    supply = Supply(Terms(), lambda _: Known(), processes=1, limits=NO_TIME)

    async def taken() -> list[Row]:
        found = [row async for row in supply.rows(map(Source, paths))]
        await supply.close()
        return found

    return asyncio.run(taken())


def test_small_pages_need_no_worker(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(html())
    (row,) = rows(tmp_path / "a.html")
    assert isinstance(row, Examined)


def test_a_page_that_may_take_long_is_held_to_a_time(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(html())
    (tmp_path / "b.html").write_bytes(html() + b"<p>And on they went.</p>" * 5_000)
    found = rows(tmp_path / "a.html", tmp_path / "b.html")
    assert all(isinstance(row, Skipped) and "took longer" in row.reason for row in found)


def test_the_end_of_the_rows_does_not_wait_for_the_end_of_the_processes(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(html() + b"<p>And on they went.</p>" * 5_000)
    supply = Supply(Terms(), lambda _: Known(), processes=1, limits=Limits())

    async def processes() -> tuple[int, int]:
        assert len([row async for row in supply.rows([Source(tmp_path / "a.html")])]) == 1
        until_then = len(supply._pool.pids)
        await supply.close()
        return until_then, len(supply._pool.pids)

    assert asyncio.run(processes()) == (1, 0)


def test_workers_are_prepared_where_they_will_be_needed(tmp_path: Path) -> None:
    for number in range(17):
        (tmp_path / f"{number}.html").write_bytes(html())
    LocalSpider.prepare_workers({"path": str(tmp_path / "1*.html")})
    LocalSpider.prepare_workers({"path": "-"})
    LocalSpider.prepare_workers({"path": str(tmp_path / "none")})
    assert fork_server()._server is None
    LocalSpider.prepare_workers({"path": str(tmp_path)})
    server = fork_server()
    assert server._server is not None
    server.close()
