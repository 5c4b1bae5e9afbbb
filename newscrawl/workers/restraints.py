"""What the kernel enforces on a worker process: its time, its memory, its end.

All of it holds where Python cannot act, in the middle of a call into C.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

__all__ = ["alarm", "die_with", "limit_memory", "memory_in_use"]

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_STATM = Path("/proc/self/statm")
_DATA_FIELD = 5  # proc_pid_statm(5): private writable memory, in pages


def die_with(parent: int) -> None:
    """Have this process killed when the process *parent* ends, however it ends.

    Linux does it. Elsewhere a process ends when it finds its socket closed, which it does
    after the page in hand, or by its alarm.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # It ended before it could be watched.
        sys.exit()


def limit_memory(size: int) -> None:
    """Let allocations fail beyond *size* bytes of private memory.

    RLIMIT_DATA and not RLIMIT_AS: mapped libraries and reserved addresses cost nothing.
    """
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    if most != resource.RLIM_INFINITY:
        size = min(size, most)
    with suppress(ValueError, OSError):  # Some systems know the limit and refuse to set it.
        resource.setrlimit(resource.RLIMIT_DATA, (size, most))


def memory_in_use() -> int:
    """Return the bytes that count towards the limit of memory; 0 where that is unknown."""
    try:
        with _STATM.open("rb", buffering=0) as stream:
            fields = stream.read().split()
    except OSError:
        return 0
    return int(fields[_DATA_FIELD]) * resource.getpagesize()


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Have this process killed by SIGALRM when the block takes longer than *seconds*."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
