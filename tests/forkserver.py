"""The fork server, run as a program by :mod:`tests.programs`, which is the other end of it.

It imports what a crawl needs, reads the lexicons, and then forks a process for each program that
it is told to run: the program is spared its start, and has a process of its own all the same. So
is the fork server of its workers. As a Python of its own it is in ``tests/workers``.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from scrapy.settings.default_settings import (
    DOWNLOADER_MIDDLEWARES_BASE,
    EXTENSIONS_BASE,
    SPIDER_MIDDLEWARES_BASE,
)
from scrapy.utils.misc import load_object, walk_modules_iter

from newscrawl import examine
from newscrawl.workers import processes
from newscrawl.workers.forkserver import main as serve_workers
from newscrawl.workers.restraints import die_with

COMPONENTS = (*DOWNLOADER_MIDDLEWARES_BASE, *EXTENSIONS_BASE, *SPIDER_MIDDLEWARES_BASE)
ROOMS = (
    "scrapy.commands scrapy.core.engine newscrawl.commands newscrawl.download newscrawl.extensions"
    " newscrawl.frontier newscrawl.middlewares newscrawl.pipelines newscrawl.spiders"
).split()
PAGE = b"<html><body><article><h1>A page</h1><p>All rights reserved.</p></article></body></html>"


class Program(NamedTuple):
    """What is to be run: ``arguments`` as they follow *python* on a command line."""

    arguments: list[str]
    folder: str
    environment: dict[str, str]


class Server:
    """Forks at a byte from *control* that brings four descriptors.

    Three are the standard files of the program, the fourth is a socket: from it comes the program,
    and to it go four bytes each, the process id and in the end the exit code.
    """

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._channels: dict[int, socket.socket] = {}
        self._ended, self._tell_ended = os.pipe()
        os.set_blocking(self._tell_ended, False)
        signal.set_wakeup_fd(self._tell_ended, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def serve(self) -> Program:
        """Serve until the other end hangs up; return in each new process, with its program."""
        while True:
            ready, _, _ = select.select([self._control, self._ended], [], [])
            if self._ended in ready:
                os.read(self._ended, 1024)
                self._tell_who_ended()
            if self._control in ready:
                _, descriptors, _, _ = socket.recv_fds(self._control, 1, 4)
                if not descriptors:
                    sys.exit()
                if (program := self._fork(descriptors)) is not None:
                    return program

    def _fork(self, descriptors: list[int]) -> Program | None:
        *standard, last = descriptors
        channel = socket.socket(fileno=last)
        pid = os.fork()
        if not pid:
            self._become_a_program(standard)
            with channel, channel.makefile("r", encoding="utf-8") as told:
                return Program(*json.loads(told.readline()))
        self._channels[pid] = channel
        channel.sendall(pid.to_bytes(4))
        for descriptor in standard:
            os.close(descriptor)
        return None

    def _become_a_program(self, standard: list[int]) -> None:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for each in (self._control, *self._channels.values()):
            each.close()
        for number, descriptor in enumerate(standard):
            os.dup2(descriptor, number)
        # Anew, because a file object knows for good whether what it had at first could be sought.
        sys.stdin = os.fdopen(0, encoding="utf-8", errors="surrogateescape", closefd=False)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", errors="surrogateescape", closefd=False)
        sys.stderr = os.fdopen(
            2, "w", 1, encoding="utf-8", errors="backslashreplace", closefd=False
        )
        for descriptor in (*standard, self._ended, self._tell_ended):
            os.close(descriptor)

    def _tell_who_ended(self) -> None:
        for pid in list(self._channels):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                with self._channels.pop(pid) as channel:
                    code = os.waitstatus_to_exitcode(status)
                    channel.sendall(code.to_bytes(4, signed=True))


class Spare:
    """A process that becomes the fork server of a program's workers when it is wanted.

    It is forked before the program begins, so that it has none of its threads and files. Of
    :class:`subprocess.Popen` it has what the program needs.
    """

    def __init__(self) -> None:
        self._control, theirs = socket.socketpair()
        self._returncode: int | None = None
        parent = os.getpid()
        self._pid = os.fork()
        if not self._pid:
            self._control.close()
            _become_a_server(theirs, parent)
        theirs.close()
        atexit.register(self.close)

    def lend(self, end: socket.socket) -> None:
        """Let it serve the other end of *end*, which ends it."""
        atexit.unregister(self.close)
        socket.send_fds(self._control, [b"+"], [end.fileno()])

    def close(self) -> None:
        """End it, which nobody wanted."""
        self._control.close()
        self.wait()

    def kill(self) -> None:
        if self.poll() is None:
            os.kill(self._pid, signal.SIGKILL)

    def poll(self) -> int | None:
        return self._ended(os.WNOHANG)

    def wait(self) -> int | None:
        return self._ended(0)

    def _ended(self, options: int) -> int | None:
        if self._returncode is None:
            ended, status = os.waitpid(self._pid, options)
            self._returncode = os.waitstatus_to_exitcode(status) if ended else None
        return self._returncode


def _become_a_server(control: socket.socket, parent: int) -> None:
    """Wait to be wanted, and do as ``newscrawl.workers.processes`` has a new Python do."""
    _, descriptors, _, _ = socket.recv_fds(control, 1, 1)
    if not descriptors:
        os._exit(0)
    control.close()
    os.setpgid(0, 0)
    os.dup2(descriptors[0], 0)
    os.close(descriptors[0])
    with open(os.devnull, "wb") as nothing:
        os.dup2(nothing.fileno(), 1)
    gc.disable()
    die_with(parent)
    serve_workers()
    sys.exit()


def with_spare(
    spawn: Callable[[socket.socket], subprocess.Popen[bytes]],
) -> Callable[[socket.socket], subprocess.Popen[bytes] | Spare]:
    """Return *spawn*, which starts a fork server of workers; for the first the spare one."""
    spares = [Spare()]

    def lend(end: socket.socket) -> subprocess.Popen[bytes] | Spare:
        if not spares:
            return spawn(end)
        spare = spares.pop()
        spare.lend(end)
        return spare

    return lend


def get_ready() -> None:
    """Do once what each program would have to do."""
    for component in COMPONENTS:
        load_object(component)
    for room in ROOMS:
        list(walk_modules_iter(room))
    examine(PAGE, url="http://a.test/")
    assert "twisted.internet.reactor" not in sys.modules, "each program has its own"
    gc.collect()
    gc.freeze()  # The processes go on sharing what is not looked at.


def run(program: Program) -> None:
    """Run *program* in this process, as a new interpreter would."""
    os.environ.clear()
    os.environ.update(program.environment)
    os.chdir(program.folder)
    first, *rest = program.arguments
    processes._spawn = with_spare(processes._spawn)
    if first == "-m":
        sys.path[0], sys.argv = program.folder, rest
        runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
    else:
        sys.path[0], sys.argv = str(Path(first).parent), program.arguments
        runpy.run_path(first, run_name="__main__")


if __name__ == "__main__":
    get_ready()
    run(Server(socket.socket(fileno=os.dup(0))).serve())
