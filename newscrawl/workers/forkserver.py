"""The fork server: :func:`main` in a Python of its own, with a socket as its standard input.

It loads what workers need, once, and forks a worker at each byte from its socket, which brings
three descriptors: the socket of the worker's jobs, its lifeline and its slate. At the end of the
worker its exit code goes along the lifeline; that of one which could not be forked is the number
of the error. When the lifeline is cut, the worker is killed. The server ends when its own socket
does. It has one thread and no event loop, so that forking is safe.
"""

from __future__ import annotations

import errno
import gc
import os
import select
import signal
import socket
from contextlib import suppress

from newscrawl import offline, survey  # noqa: F401  # what the work of a worker takes
from newscrawl.examination import examine
from newscrawl.garbage import free_large_at_once
from newscrawl.policy import terms  # noqa: F401
from newscrawl.workers.frames import EXIT_CODE
from newscrawl.workers.process import main as work
from newscrawl.workers.slate import Slate
from newscrawl.workers.turns import Turns

__all__ = ["main"]

_PAGE = b"<html><body><article><h1>A page</h1><p>All rights reserved.</p></article></body></html>"
_DESCRIPTORS = 3


class _Server:
    """Forks when *control* asks for it, and keeps the lifelines."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._lifelines: dict[int, socket.socket] = {}
        self._ended, tell_ended = os.pipe()
        self._descriptors = [self._ended, tell_ended]
        for descriptor in self._descriptors:
            os.set_blocking(descriptor, False)
        # Not select(), which knows no descriptor beyond 1023.
        self._watched = select.poll()
        for watched in (control.fileno(), self._ended):
            self._watched.register(watched, select.POLLIN)
        signal.set_wakeup_fd(tell_ended, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def serve(self) -> Slate | None:
        """Serve until the other end hangs up; return, in each new worker, its slate."""
        while True:
            ready = {descriptor for descriptor, _ in self._watched.poll()}
            if self._ended in ready:
                os.read(self._ended, 1024)
                self._tell_who_ended()
            for pid, lifeline in self._lifelines.items():
                if lifeline.fileno() in ready:
                    os.kill(pid, signal.SIGKILL)
            if self._control.fileno() in ready:
                _, descriptors, _, _ = socket.recv_fds(self._control, 1, _DESCRIPTORS)
                if not descriptors:
                    return None
                *descriptors, slate = descriptors
                if self._fork(*descriptors):
                    return Slate(slate)
                os.close(slate)

    def _fork(self, jobs: int, lifeline: int) -> bool:
        """Fork; return True in the new worker, whose *jobs* are its standard input."""
        line = socket.socket(fileno=lifeline)
        try:
            pid = os.fork()
        except OSError as error:
            _tell(line, error.errno or errno.EAGAIN)
            os.close(jobs)
            return False
        if pid:
            self._lifelines[pid] = line
            self._watched.register(line, select.POLLIN)
            os.close(jobs)
            return False
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for each in (self._control, line, *self._lifelines.values()):
            each.close()
        os.dup2(jobs, 0)
        for descriptor in (jobs, *self._descriptors):
            os.close(descriptor)
        return True

    def _tell_who_ended(self) -> None:
        for pid in list(self._lifelines):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                lifeline = self._lifelines.pop(pid)
                self._watched.unregister(lifeline)
                _tell(lifeline, os.waitstatus_to_exitcode(status))


def _tell(lifeline: socket.socket, code: int) -> None:
    """Send the exit *code* of a worker, if somebody waits for it still, and let go of it."""
    with lifeline, suppress(OSError):
        lifeline.sendall(EXIT_CODE.pack(code))


def main() -> None:
    """Serve until the other end hangs up, or be a worker until that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The parent decides what Ctrl-C ends.
    server = os.getpid()
    free_large_at_once()
    # Reads all lexicons of notices, and what else every page asks for.
    examine(_PAGE, url="http://a.test/")
    gc.freeze()  # What is loaded stays, and is shared as long as nobody writes to it.
    turns = Turns()
    with socket.socket(fileno=os.dup(0)) as control:
        slate = _Server(control).serve()
    if slate is not None:
        work(server, turns, slate)
