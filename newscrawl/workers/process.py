"""What a worker process does, once it has been forked with a socket as its standard input.

The first frame it reads is its work and its limits, which it answers with its id; each further
one is a job. To files it answers with a frame for each row, and one that tells the end; the page
that it has in hand stands on its slate. It ends when the socket does, or after a reply marked as
its last.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from contextlib import suppress
from dataclasses import replace
from typing import BinaryIO

from newscrawl.exceptions import WANT_OF_MEMORY
from newscrawl.readers import Skipped
from newscrawl.rows import Begun, Opened
from newscrawl.workers.frames import OUT_OF_MEMORY, pack, pickled, read
from newscrawl.workers.model import Ended, Failure, FileJob, InventoryJob, Job, Limits, Work
from newscrawl.workers.restraints import alarm, die_with, limit_memory, memory_in_use
from newscrawl.workers.slate import Slate
from newscrawl.workers.turns import Turns

__all__ = ["main"]

_PROTOCOL = pickle.HIGHEST_PROTOCOL
# A page leaves no reference cycles behind, and a search for them looks at all lexicons: with
# Python's own 700 a worker spends a tenth of its time on that.
_ALLOCATIONS_PER_SEARCH = 20_000


def main(parent: int, turns: Turns, slate: Slate) -> None:
    """Do the jobs that come, until no more can; the process *parent* has forked this one.

    Heavy pages in files wait for their turn.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The parent decides what Ctrl-C ends.
    die_with(parent)
    sys.unraisablehook = _end_without_memory
    gc.set_threshold(_ALLOCATIONS_PER_SEARCH)
    gc.enable()  # The fork server does without.
    # Around the files, too: what was to be sent is lost with whom it was for.
    with (
        suppress(EOFError, ConnectionError),
        open(0, "rb") as jobs,  # descriptors
        open(os.dup(0), "wb") as replies,  # noqa: PTH123
    ):
        try:
            _serve(jobs, _Replies(replies, slate), turns)
        except WANT_OF_MEMORY:
            # What is left may not carry an orderly end.
            os._exit(OUT_OF_MEMORY)


def _end_without_memory(fault: sys.UnraisableHookArgs) -> None:
    """End this process where nothing can be raised any more for want of memory."""
    if isinstance(fault.exc_value, MemoryError):
        os._exit(OUT_OF_MEMORY)
    sys.__unraisablehook__(fault)


class _Replies:
    """The frames that go to *stream*; between them pages are named on the *slate*."""

    def __init__(self, stream: BinaryIO, slate: Slate) -> None:
        self._stream = stream
        self._slate = slate
        self._sent = 0

    def send(self, payload: bytes, *, last: bool = False) -> None:
        self._stream.writelines(pack(payload, last=last))
        self._stream.flush()
        self._sent += 1

    def begin(self, page: str) -> None:
        self._slate.write(self._sent, page)


def _serve(jobs: BinaryIO, replies: _Replies, turns: Turns) -> None:
    work, limits = read(jobs)
    limit_memory(limits.memory)
    replies.send(pickle.dumps(os.getpid()))
    pages = 0
    known = None
    while True:
        job = read(jobs)
        if isinstance(job, FileJob):
            known = job.known or known
            job = replace(job, known=known)
            rows, is_complete = _stream(replies, work, job, limits, turns)
            pages += rows
            reply = pickle.dumps(Ended(is_complete))
        else:
            pages += 1
            reply = _reply(work, job, limits)
        last = pages >= limits.pages or _has_grown(limits)
        replies.send(reply, last=last)
        if last:
            return


def _has_grown(limits: Limits) -> bool:
    # What a page of any language brings along is kept; a page that what is left does not suffice
    # for has the whole of it in another process.
    return memory_in_use() > limits.memory * 3 // 4


def _reply(work: Work, job: Job | InventoryJob, limits: Limits) -> bytes:
    seconds = limits.patience(job.path) if isinstance(job, InventoryJob) else limits.seconds
    try:
        with alarm(seconds):
            return pickle.dumps(work(job), _PROTOCOL)
    except WANT_OF_MEMORY:
        raise
    except Exception as error:  # noqa: BLE001  # one bad page never ends a worker
        # The class alone: the message may quote the page.
        reason = f"could not be examined ({type(error).__name__})"
    return pickle.dumps(Failure(job.name, reason), _PROTOCOL)


def _stream(
    replies: _Replies, work: Work, job: FileJob, limits: Limits, turns: Turns
) -> tuple[int, bool]:
    """Send the rows of *job* one by one; return how many rows there were, and whether all.

    The rest is left to the next process when this one has grown too large. Waiting for whoever
    takes them is not timed.
    """
    rows, rest = 0, job
    patience = limits.patience(job.source.path)
    try:
        steps = iter(work(job))
        while not (rows and _has_grown(limits)):
            with alarm(patience):
                step = next(steps, None)
            if isinstance(step, Begun):
                replies.begin(step.name)
                with turns.taken(step.size), alarm(limits.seconds):
                    step = next(steps, None)
            if step is None:
                return rows, True
            replies.send(pickled(step))
            if isinstance(step, Opened):
                rest = job.after(step.number)
            else:
                rows += 1
    except (*WANT_OF_MEMORY, ConnectionError):
        raise
    except Exception as error:  # noqa: BLE001  # one bad file never ends a worker
        reason = f"could not be read to its end ({type(error).__name__})"
        replies.send(pickle.dumps(Skipped(rest.name, reason), _PROTOCOL))
        return rows + 1, _is_last(replies, job, rest)
    return rows, False


def _is_last(replies: _Replies, job: FileJob, rest: FileJob) -> bool:
    """Whether the *rest* of *job* is one file; else tell that the next is to be opened."""
    left = len(rest.sources) - 1
    if left:
        replies.send(pickle.dumps(Opened(len(job.sources) - left), _PROTOCOL))
    return not left
