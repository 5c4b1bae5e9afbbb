"""A fork server on a system that has room for one process more: ``python -m`` as the real one."""

from __future__ import annotations

import errno
import os
import sys

from newscrawl.workers.forkserver import main

_fork = os.fork
_room = [True]


def fork() -> int:
    if not _room:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
    _room.clear()
    return _fork()


if __name__ == "__main__":
    os.fork = fork
    main(int(sys.argv[1]))
