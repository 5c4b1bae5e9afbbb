"""Workers: so many processes, and the pages that wait for one of them."""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from newscrawl.discovery import Request
from newscrawl.page import Page
from newscrawl.policy.model import Purpose, Statement
from newscrawl.workers.model import Job, Limits, Outcome, Work
from newscrawl.workers.processes import fork_server
from newscrawl.workers.work import examined
from newscrawl.workers.worker import Worker

__all__ = ["Workers"]

_ANYTHING = Request()
_OUTCOMES_AHEAD = 16
"""Outcomes a worker may be ahead of a slow page that comes before them, for ``map``."""


class Workers:
    """A pool of processes that examine pages; each page is held to *limits*.

    *count* defaults to the processors this process may use. *work* is what they do with
    a job. A page that goes over a limit, or kills its process otherwise, costs itself only.
    Whoever asks first is served first. One event loop, the one that opened it, may use it.
    """

    def __init__(
        self, count: int | None = None, *, limits: Limits | None = None, work: Work = examined
    ) -> None:
        self._limits = limits or Limits()
        self._server = fork_server()
        count = count or _processors()
        self._workers = [Worker(work, self._limits, self._server, count - 1) for _ in range(count)]
        self._free = deque(self._workers)
        # Not a queue of them: there who comes just when one is put back is served before who waits.
        self._places = asyncio.Semaphore(len(self._workers))

    def __len__(self) -> int:
        """Return the number of workers."""
        return len(self._workers)

    @property
    def pids(self) -> list[int]:
        """The ids of the processes that run now."""
        return [worker.pid for worker in self._workers if worker.pid is not None]

    async def open(self) -> None:
        """Start all processes. Raises WorkerError when one cannot be started.

        May be left out: each process is started with its first page.
        """
        try:
            await asyncio.gather(*(worker.start() for worker in self._workers))
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """End all processes at once: for pages in hand and later ones WorkerError is raised."""
        await asyncio.gather(*(worker.close() for worker in self._workers))
        self._server.close()

    async def examine(
        self,
        subject: Page | Path,
        *,
        purposes: Sequence[Purpose] = (Purpose.ARCHIVE,),
        request: Request = _ANYTHING,
        said: Sequence[Statement] = (),
    ) -> Outcome:
        """Examine *subject*, a page or a file that holds one, when a worker is free.

        Raises WorkerError when no process can be started, or the pool is closed.
        """
        job = Job(subject, tuple(purposes), self._limits.size, request, tuple(said))
        return await self._begin(await self._taken(), job)

    async def read_terms(self, page: Page, url: str) -> Outcome:
        """Read *page*, asked for at *url*, as the terms of its site. Raises as ``examine`` does."""
        job = Job(page, (), self._limits.size, terms=url)
        return await self._begin(await self._taken(), job)

    async def map(
        self, subjects: Iterable[Page | Path], *, purposes: Sequence[Purpose] = (Purpose.ARCHIVE,)
    ) -> AsyncIterator[Outcome]:
        """Yield the outcome of each of *subjects*, in their order. Raises as ``examine`` does.

        A subject is taken only when a worker is free for it, and none while too many outcomes
        wait for their turn. Wrap it in :func:`contextlib.aclosing` to leave it early.
        """
        source = iter(subjects)
        most = _OUTCOMES_AHEAD * len(self._workers)
        under_way: deque[asyncio.Task[Outcome]] = deque()
        try:
            while (task := await self._begin_next(source, purposes)) is not None:
                under_way.append(task)
                while under_way and (under_way[0].done() or len(under_way) >= most):
                    yield await under_way.popleft()
            while under_way:
                yield await under_way.popleft()
        finally:
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    @asynccontextmanager
    async def place(self) -> AsyncIterator[Worker]:
        """Wait for a worker, and have it for the time of the block."""
        worker = await self._taken()
        try:
            yield worker
        finally:
            self._give_back(worker)

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    async def _taken(self) -> Worker:
        await self._places.acquire()
        return self._free.popleft()

    def _give_back(self, worker: Worker) -> None:
        self._free.append(worker)
        self._places.release()

    async def _begin_next(
        self, source: Iterator[Page | Path], purposes: Sequence[Purpose]
    ) -> asyncio.Task[Outcome] | None:
        worker = await self._taken()
        subject = None
        try:
            subject = next(source, None)
        finally:
            if subject is None:
                self._give_back(worker)
        if subject is None:
            return None
        return self._begin(worker, Job(subject, tuple(purposes), self._limits.size))

    def _begin(self, worker: Worker, job: Job) -> asyncio.Task[Outcome]:
        task = asyncio.create_task(worker.do(job))
        # Not in the task: one that is cancelled before it starts runs no code of its own.
        task.add_done_callback(lambda _: self._give_back(worker))
        return task


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
