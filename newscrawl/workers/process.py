"""The worker process: ``python -m newscrawl.workers.process PARENT``, a socket as its stdin.

The first frame it reads is its work and its limits, which it answers when it is ready; each
further one is a job. It ends when the socket does, or after a reply marked as its last.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from itertools import count
from typing import BinaryIO

from newscrawl.workers.frames import OUT_OF_MEMORY, pack, read
from newscrawl.workers.model import Failure, Job, Limits, Work
from newscrawl.workers.restraints import alarm, die_with, limit_memory, memory_in_use

__all__ = ["main"]

_PROTOCOL = pickle.HIGHEST_PROTOCOL


def main(parent: int) -> None:
    """Serve the process *parent* until it hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The parent decides what Ctrl-C ends.
    die_with(parent)
    with open(0, "rb") as jobs, open(os.dup(0), "wb") as replies:  # noqa: PTH123  # descriptors
        try:
            _serve(jobs, replies)
        except (EOFError, ConnectionError):
            return
        except MemoryError:
            # What is left may not carry an orderly end.
            os._exit(OUT_OF_MEMORY)


def _serve(jobs: BinaryIO, replies: BinaryIO) -> None:
    work, limits = read(jobs)
    limit_memory(limits.memory)
    _send(replies, pickle.dumps(None))
    for number in count(1):
        reply = _reply(work, read(jobs), limits)
        # Half the limit is left to every page: no page fails for what others have left behind.
        last = number >= limits.pages or memory_in_use() > limits.memory // 2
        _send(replies, reply, last=last)
        if last:
            return


def _reply(work: Work, job: Job, limits: Limits) -> bytes:
    try:
        with alarm(limits.seconds):
            return pickle.dumps(work(job), _PROTOCOL)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  # one bad page never ends a worker
        # The class alone: the message may quote the page.
        reason = f"could not be examined ({type(error).__name__})"
    return pickle.dumps(Failure(job.name, reason), _PROTOCOL)


def _send(replies: BinaryIO, payload: bytes, *, last: bool = False) -> None:
    replies.writelines(pack(payload, last=last))
    replies.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
