"""The processes of a pool, seen from the event loop: a fork server, and what it forks."""

from __future__ import annotations

import asyncio
import os
import select
import socket
import subprocess
import sys
from contextlib import suppress

from newscrawl.exceptions import WorkerError
from newscrawl.workers.frames import EXIT_CODE
from newscrawl.workers.slate import Slate

__all__ = ["ForkServer", "Process", "fork_server", "prepare"]

# A search for reference cycles would find none in what is loaded, and takes a tenth of the time.
# Loading takes longer than a command that refuses to run.
_PROGRAM = """
import gc, sys
gc.disable()
from newscrawl.workers.restraints import die_with
die_with(int(sys.argv[1]))
from newscrawl.workers.forkserver import main
main()
"""
_PATIENCE = 60.0
"""Seconds in which a fork server tells the end of a process: it may be loading, not yet ready."""
_ahead: list[ForkServer] = []
"""The fork server that was started before its pool was made, if any."""


class ForkServer:
    """Starts processes for workers. Itself it is started with the first, or by :meth:`prepare`.

    One that has died is replaced. Processes die with it.
    """

    def __init__(self) -> None:
        self._server: subprocess.Popen[bytes] | None = None
        self._control: socket.socket

    def prepare(self) -> None:
        """Start it, unless it runs; what it loads takes about half a second. Raises OSError."""
        if self._server is not None and self._server.poll() is None:
            return
        self.close()
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                self._server = _spawn(theirs)
            except BaseException:
                ours.close()
                raise
        self._control = ours

    def start(self, jobs: socket.socket) -> Process:
        """Start a process that serves *jobs*, closed here. Raises OSError."""
        with jobs:
            self.prepare()
            assert self._server is not None
            ours, theirs = socket.socketpair()
            with theirs:
                slate = Slate.new()
                brought = [jobs.fileno(), theirs.fileno(), slate.descriptor]
                with suppress(ConnectionError):  # It has ended, as the process will say.
                    socket.send_fds(self._control, [b"\0"], brought)
        return Process(ours, slate, self._server)

    def close(self) -> None:
        """End it, and with it whatever it has forked."""
        server, self._server = self._server, None
        if server is not None:
            self._control.close()
            server.kill()
            server.wait()


class Process:
    """A process that *server* has forked, at the other end of the *lifeline*, with a *slate*."""

    def __init__(
        self, lifeline: socket.socket, slate: Slate, server: subprocess.Popen[bytes]
    ) -> None:
        self._lifeline = lifeline
        self._lifeline.setblocking(False)
        self._slate = slate
        self._server = server
        self.pid: int | None = None
        """Its id, once it has told it."""

    @property
    def has_ended(self) -> bool:
        """Whether it is known to have ended."""
        lifeline = select.poll()  # Not select(), which knows no descriptor beyond 1023.
        lifeline.register(self._lifeline, select.POLLIN)
        return bool(lifeline.poll(0))

    async def end(self, received: int) -> tuple[int, str | None]:
        """Kill it, if it has not ended yet; return its exit code, and the page it had in hand.

        Of its frames so many were *received*. Where the fork server has died the code is that
        one's, with which it died.
        """
        try:
            code = await self._killed()
            return code, self._slate.read(received)
        finally:
            self._slate.close()

    async def _killed(self) -> int:
        with suppress(OSError):  # It has ended before.
            self._lifeline.shutdown(socket.SHUT_WR)
        try:
            async with asyncio.timeout(_PATIENCE):
                told = await asyncio.get_running_loop().sock_recv(self._lifeline, EXIT_CODE.size)
        except (OSError, TimeoutError):
            told = b""
        finally:
            self._lifeline.close()
        if told:
            code: int = EXIT_CODE.unpack(told)[0]
            return code
        self._server.kill()
        return await asyncio.to_thread(self._server.wait)


def prepare() -> None:
    """Have what processes need loaded while this one does other things. May be left out.

    It is there for the next pool that is made. Raises WorkerError.
    """
    if _ahead:
        return
    server = ForkServer()
    try:
        server.prepare()
    except OSError as error:
        raise WorkerError(f"no worker process can be started: {error}") from error
    _ahead.append(server)


def fork_server() -> ForkServer:
    """Return the one that was prepared, if any; else one that starts with its first process."""
    return _ahead.pop() if _ahead else ForkServer()


def _spawn(end: socket.socket) -> subprocess.Popen[bytes]:
    # A fresh interpreter and not multiprocessing's, which would import the parent's main
    # module again: Scrapy's command, or a script that starts a crawl. In a group of its own,
    # so that Ctrl-C in a terminal does not reach it while it starts.
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-P", "-c", _PROGRAM, str(os.getpid())],
        stdin=end.fileno(),
        stdout=subprocess.DEVNULL,
        env=os.environ | _same_interpreter(),
        process_group=0,
    )


def _same_interpreter() -> dict[str, str]:
    """Return the environment that finds modules and reads file names as this process does."""
    return {
        "PYTHONPATH": os.pathsep.join(path or os.curdir for path in sys.path),
        "PYTHONUTF8": str(sys.flags.utf8_mode),
    }
