"""How worker processes end, and what is heard of it."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from newscrawl.workers import Failure, Workers
from tests.workers.conftest import ROOT
from tests.workers.hooks import act, page

# Two workers: one at a page that never ends, one idle; their ids on a line.
PARENT = """
import asyncio
import signal
import sys
from pathlib import Path

from newscrawl.workers import Workers
from tests.workers.hooks import act, page

async def main(fifo):
    async with Workers(2, work=act) as workers:
        task = asyncio.create_task(workers.examine(page(f"hang after:{fifo}")))
        await asyncio.to_thread(Path(fifo).read_text)
        print(*workers.pids, flush=True)
        await task

signal.signal(signal.SIGINT, signal.default_int_handler)  # A job in the background ignores it.
try:
    asyncio.run(main(sys.argv[1]))
except KeyboardInterrupt:
    sys.exit(130)
"""

PREPARING = """
import signal

from newscrawl.workers import prepare, processes

loading = processes._PROGRAM.replace("newscrawl.workers.forkserver", "tests.workers.loading")
processes._PROGRAM = loading
prepare()
print(processes._ahead[0]._server.pid, flush=True)
signal.pause()
"""

# No guard around the start: a worker must not run its parent's main module.
CRAWL = """
from scrapy import Spider
from scrapy.crawler import CrawlerProcess

from newscrawl.page import Page
from newscrawl.workers import Workers

PAGE = b"<article><h1>Snow on the pass</h1><p>The road over the pass is closed.</p></article>"

class Example(Spider):
    name = "example"

    async def start(self):
        async with Workers(1) as workers:
            found = await workers.examine(Page(PAGE, url="https://a.example/"))
            yield {"headline": found.article.headline}
            async for found in workers.map([Page(PAGE, url="https://a.example/2")]):
                yield {"url": found.article.url}

process = CrawlerProcess({"FEEDS": {"stdout:": {"format": "jsonlines"}}, "LOG_LEVEL": "WARNING",
    "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False})
process.crawl(Example)
process.start()
"""


@contextmanager
def program(text: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-W", "error", "-c", text, *arguments]
    with subprocess.Popen(
        command,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize(("by", "code"), [(signal.SIGKILL, -9), (signal.SIGINT, 130)])
def test_workers_end_quietly_with_their_parent(
    by: signal.Signals, code: int, fifo: Path, ended: Callable[[int], bool]
) -> None:
    with program(PARENT, str(fifo)) as parent:
        assert parent.stdout
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(pids) == 2
        assert not any(gone(pid) for pid in pids)
        parent.send_signal(by)
        # Its stderr is theirs too: this returns only when all of them have ended.
        _, errors = parent.communicate(timeout=60)
        assert errors == ""
        assert parent.returncode == code
        assert all(ended(pid) for pid in pids)


def test_a_fork_server_that_is_loading_ends_with_its_parent(ended: Callable[[int], bool]) -> None:
    with program(PREPARING) as parent:
        assert parent.stdout
        server = int(parent.stdout.readline())
        assert not gone(server)
        parent.kill()
        assert ended(server)


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_an_interrupt_does_not_reach_a_worker() -> None:
    async def run() -> None:
        async with Workers(1, work=act) as workers:
            (pid,) = workers.pids
            os.kill(pid, signal.SIGINT)
            outcome = await workers.examine(page("pid"))
            assert isinstance(outcome, Failure)
            assert outcome.reason == str(pid)
            assert os.getpgid(pid) != os.getpgrp()

    asyncio.run(run())


def test_workers_serve_a_crawl() -> None:
    with program(CRAWL) as crawl:
        output, errors = crawl.communicate(timeout=60)
    assert errors == ""
    assert output.splitlines() == [
        '{"headline": "Snow on the pass"}',
        '{"url": "https://a.example/2"}',
    ]


@pytest.mark.parametrize(("kills", "reason"), [(1, "1"), (2, "its worker process died (Killed)")])
def test_a_page_whose_worker_is_killed_from_outside_is_tried_once_more(
    tmp_path: Path, kills: int, reason: str
) -> None:
    counter = tmp_path / f"attempts.{kills}"

    async def run() -> None:
        async with Workers(1, work=act) as workers:
            outcome = await workers.examine(page(f"killed:{counter}"))
            assert outcome == Failure("https://a.example/", reason)
            assert await workers.examine(page("note:/dev/null")), "it goes on"

    asyncio.run(run())
    assert len(counter.read_text()) == 2


def test_workers_outlive_what_forks_them(ended: Callable[[int], bool]) -> None:
    async def run() -> None:
        async with Workers(2, work=act) as workers:
            found = [each async for each in workers.map([page("parent"), page("parent")])]
            (server,) = {each.reason for each in found if isinstance(each, Failure)}
            pids = workers.pids
            os.kill(int(server), signal.SIGKILL)
            assert all(ended(pid) for pid in pids)
            outcome = await workers.examine(page("parent"))
            assert isinstance(outcome, Failure)
            assert outcome.reason.isdigit()
            assert outcome.reason != server

    asyncio.run(run())
