"""The fork server, run as a program by :mod:`tests.programs`, which is the other end of it.

It imports what a crawl needs, reads the lexicons, and then forks a process for each program that
it is told to run: the program is spared its start, and has a process of its own all the same.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import select
import signal
import socket
import sys
from pathlib import Path
from typing import NamedTuple

from scrapy.settings.default_settings import (
    DOWNLOADER_MIDDLEWARES_BASE,
    EXTENSIONS_BASE,
    SPIDER_MIDDLEWARES_BASE,
)
from scrapy.utils.misc import load_object, walk_modules_iter

from newscrawl import examine

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
    if first == "-m":
        sys.path[0], sys.argv = program.folder, rest
        runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
    else:
        sys.path[0], sys.argv = str(Path(first).parent), program.arguments
        runpy.run_path(first, run_name="__main__")


if __name__ == "__main__":
    get_ready()
    run(Server(socket.socket(fileno=os.dup(0))).serve())
