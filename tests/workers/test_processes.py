from __future__ import annotations

import asyncio
import fcntl
import os
import pickle
import resource
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from newscrawl.exceptions import WorkerError
from newscrawl.workers import Failure, Workers, processes
from newscrawl.workers.frames import pack, read
from newscrawl.workers.model import Job, Limits
from newscrawl.workers.processes import ForkServer, Process, fork_server, prepare
from newscrawl.workers.slate import Slate
from newscrawl.workers.worker import Worker
from tests.workers.hooks import act, page


def test_a_process_ends_quietly_when_nobody_takes_its_answer(
    fifo: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    ours, theirs = socket.socketpair()
    server = ForkServer()
    process = server.start(theirs)
    with ours, ours.makefile("rb", buffering=0) as answers:
        for message in (act, Limits()), Job(page(f"wait:{fifo}"), (), 0):
            ours.sendall(b"".join(pack(pickle.dumps(message))))
        assert isinstance(read(answers), int)
    fifo.write_text("released")
    select.select([process._lifeline], [], [])
    assert process.has_ended
    assert asyncio.run(process.end(0)) == (0, None)
    server.close()
    assert capfd.readouterr().err == ""


def test_the_fork_server_loads_no_event_loop() -> None:
    program = "import sys, newscrawl.workers.forkserver; sys.exit('asyncio' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_what_was_prepared_serves_the_next_pool_and_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    prepare()
    prepare()
    monkeypatch.setattr("sys.executable", "/bin/false")

    async def pids() -> list[int]:
        async with Workers(1) as workers:
            return workers.pids

    assert asyncio.run(pids())
    with pytest.raises(WorkerError, match="exit status 1"):
        asyncio.run(pids())


def test_who_prepares_where_no_program_runs_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with pytest.raises(WorkerError, match=r"no worker process can be started: .*No such file"):
        prepare()
    assert fork_server()._server is None


def test_a_process_that_waits_for_its_work_is_killed() -> None:
    ours, theirs = socket.socketpair()
    server = ForkServer()
    with ours:
        process = server.start(theirs)
        assert asyncio.run(process.end(0)) == (-signal.SIGKILL, None)
    server.close()


def test_a_process_ends_as_what_was_to_fork_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    ours, theirs = socket.socketpair()
    server = ForkServer()
    with ours:
        process = server.start(theirs)
        assert asyncio.run(process.end(0)) == (1, None)
    server.close()


@pytest.fixture
def high() -> Iterator[int]:
    """The least number that select() does not take for a descriptor; this process may use it."""
    before, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 1024
    if most <= wanted:
        pytest.skip("a process may have no so many descriptors here")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(before, wanted + 16), most))
    yield wanted
    resource.setrlimit(resource.RLIMIT_NOFILE, (before, most))


def test_a_crawl_with_a_thousand_connections_has_workers(high: int) -> None:
    ours, theirs = socket.socketpair()
    server = ForkServer()
    with ours, theirs:
        server.prepare()
        assert server._server is not None
        lifeline = socket.socket(fileno=fcntl.fcntl(ours, fcntl.F_DUPFD_CLOEXEC, high))
        process = Process(lifeline, Slate.new(), server._server)
        assert not process.has_ended
        theirs.sendall((3).to_bytes(4))
        assert process.has_ended
        assert asyncio.run(process.end(0)) == (3, None)
    server.close()


def test_where_no_process_can_be_forked_the_others_stay(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    program = processes._PROGRAM.replace("newscrawl.workers.forkserver", "tests.workers.forkless")
    monkeypatch.setattr(processes, "_PROGRAM", program)

    async def run() -> None:
        workers = Workers(2, work=act)
        first, second = workers._workers
        await first.start()
        with pytest.raises(WorkerError, match=r"can be started: Resource temporarily unavailable$"):
            await second.start()
        outcome = await first.do(Job(page("pid"), (), 0))
        assert [outcome.reason] == [str(pid) for pid in workers.pids]
        await workers.close()

    asyncio.run(run())
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM])
def test_a_fork_server_may_be_killed_while_it_starts_a_worker(by: signal.Signals) -> None:
    async def run() -> None:
        workers = Workers(2, work=act)
        workers._server.prepare()
        server = workers._server._server
        assert server is not None
        server.send_signal(signal.SIGSTOP)
        asked = [asyncio.create_task(workers.examine(page("parent"))) for _ in range(2)]
        for _ in range(10):
            await asyncio.sleep(0)
        assert all(worker._writer for worker in workers._workers), "they have been asked for"
        for each in by, signal.SIGCONT:
            server.send_signal(each)
        outcomes = await asyncio.gather(*asked)
        assert all(isinstance(each, Failure) for each in outcomes)
        (parent,) = {each.reason for each in outcomes if isinstance(each, Failure)}
        assert int(parent) not in {server.pid, os.getpid()}
        await workers.close()

    asyncio.run(run())


def test_a_start_that_is_given_up_leaves_no_slate_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    let_go = list[Slate]()
    close = Slate.close

    def closed(slate: Slate) -> None:
        let_go.append(slate)
        close(slate)

    async def given_up(**_: socket.socket) -> None:
        raise asyncio.CancelledError

    async def run() -> None:
        with pytest.raises(asyncio.CancelledError):
            await Worker(act, Limits(), server, 0).start()

    monkeypatch.setattr(Slate, "close", closed)
    monkeypatch.setattr(asyncio, "open_connection", given_up)
    server = ForkServer()
    asyncio.run(run())
    assert len(let_go) == 1
    server.close()


def test_who_makes_a_pool_loads_nothing_that_reads_pages() -> None:
    program = (
        "import sys, newscrawl.workers.pool;"
        "print(*sys.modules.keys() & {'dateutil', 'lxml', 'newscrawl.normalisation.dates'})"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert told.stdout == b"\n"
