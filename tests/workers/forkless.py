"""A fork server on a system that has room for one process more: ``main`` as of the real one."""

from __future__ import annotations

import errno
import os

from newscrawl.workers import forkserver

_fork = os.fork
_room = [True]


def fork() -> int:
    if not _room:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
    _room.clear()
    return _fork()


def main() -> None:
    os.fork = fork
    forkserver.main()
