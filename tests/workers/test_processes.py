from __future__ import annotations

import asyncio
import pickle
import select
import signal
import socket
from pathlib import Path

import pytest

from newscrawl.workers.frames import pack, read
from newscrawl.workers.model import Job, Limits
from newscrawl.workers.processes import ForkServer
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
    assert asyncio.run(process.end()) == 0
    server.close()
    assert capfd.readouterr().err == ""


def test_a_process_that_waits_for_its_work_is_killed() -> None:
    ours, theirs = socket.socketpair()
    server = ForkServer()
    with ours:
        process = server.start(theirs)
        assert asyncio.run(process.end()) == -signal.SIGKILL
    server.close()


def test_a_process_ends_as_what_was_to_fork_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    ours, theirs = socket.socketpair()
    server = ForkServer()
    with ours:
        process = server.start(theirs)
        assert asyncio.run(process.end()) == 1
    server.close()
