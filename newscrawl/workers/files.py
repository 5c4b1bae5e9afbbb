"""Supplied files through the pool: rows as they come, in the order of their file, none too many."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable, Iterator, Sequence
from contextlib import AsyncExitStack, aclosing
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from newscrawl.readers import Cutting, Inventory, PassedOver, Portion, Source, portions_of
from newscrawl.rows import Known, Row
from newscrawl.workers.model import Failure, FileJob, InventoryJob
from newscrawl.workers.pool import Workers

__all__ = ["FileRows"]

_SMALL = 64 * 1024
"""Up to this size files are given to a worker together."""
_MOST_TOGETHER = 32
_LARGE = 4 * 1024 * 1024
"""From this size on a web archive is cut into portions."""
_SHARE = 8 * 1024 * 1024
"""What of a web archive is worth a worker of its own when it is looked through."""
_CUTTING = Cutting(pages=50, size=8 * 1024 * 1024)
_ROWS_AHEAD = 64
"""Rows that a job may be ahead; then its process waits."""
_JOBS_AHEAD = 8
"""Jobs for each worker that have begun, or whose rows wait for their turn."""


@dataclass(eq=False, slots=True)
class _Files:
    """What is given together: how many jobs of it are not done, and what their portions told."""

    jobs: int
    passed: Counter[str] = field(default_factory=Counter)


@dataclass(eq=False, slots=True)
class _Run:
    """A job under way: the rows that wait, and whether there will be more.

    Jobs with the same *files* are portions of one.
    """

    job: FileJob
    files: _Files
    rows: deque[Row] = field(default_factory=deque)
    room: asyncio.Event = field(default_factory=asyncio.Event)
    has_ended: bool = False


class FileRows:
    """The rows of supplied files, from *workers* that do the work ``supplied``. Used once.

    Rows of one file come in its order. Files come in theirs as far as that keeps no worker
    waiting. *known* tells which pages of files need no examination; *on_split* is told how
    many pages a file probably has, where that was counted.
    """

    def __init__(
        self,
        workers: Workers,
        known: Callable[[Sequence[Source]], Known],
        on_split: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._workers = workers
        self._known = known
        self._on_split = on_split
        self._runs: deque[_Run] = deque()
        self._most_runs = _JOBS_AHEAD * len(workers)
        self._tasks: set[asyncio.Task[None]] = set()
        self._news = asyncio.Event()
        self._room = asyncio.Event()
        self._failure: BaseException | None = None

    async def rows(self, sources: Iterable[Source]) -> AsyncGenerator[Row, None]:
        """Yield the rows of *sources*, which are taken as workers come to them.

        Raises WorkerError. Wrap it in :func:`contextlib.aclosing` to leave it early.
        """
        feeding = self._spawn(self._feed(sources))
        try:
            while True:
                self._news.clear()
                while (run := self._next_run()) is not None:
                    run.room.set()
                    yield run.rows.popleft()
                if self._failure is not None:
                    raise self._failure
                if feeding.done() and not self._runs:
                    return
                await self._news.wait()
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _next_run(self) -> _Run | None:
        """Return the job whose row is next; None when that has to be waited for."""
        while self._runs and self._runs[0].has_ended and not self._runs[0].rows:
            self._runs.popleft()
            self._room.set()
        if not self._runs:
            return None
        if self._runs[0].rows:
            return self._runs[0]
        # The first has nothing yet: another goes ahead if its worker would have to wait.
        is_crowded = len(self._runs) >= self._most_runs
        seen: set[_Files] = set()
        for run in list(self._runs):
            if run.files in seen:
                continue
            if run.has_ended and not run.rows:
                self._runs.remove(run)
                self._room.set()
                continue
            seen.add(run.files)
            if len(run.rows) >= _ROWS_AHEAD or (is_crowded and run.rows):
                return run
        return None

    async def _feed(self, sources: Iterable[Source]) -> None:
        for together in self._together(sources):
            jobs = await self._jobs(together)
            files = _Files(len(jobs))
            for job in jobs:
                while len(self._runs) >= self._most_runs:
                    self._room.clear()
                    await self._room.wait()
                run = _Run(job, files)
                self._runs.append(run)
                self._spawn(self._do(run))

    def _together(self, sources: Iterable[Source]) -> Iterator[list[Source]]:
        """Yield *sources*, small ones together: a job costs as much as a page.

        They are few at first, so that all workers have something to do.
        """
        given, waiting = 0, list[Source]()
        for source in sources:
            if _size(source) > _SMALL:
                if waiting:
                    yield waiting
                yield [source]
                waiting = []
                continue
            waiting.append(source)
            if len(waiting) >= min(_MOST_TOGETHER, 2 ** (given // self._most_runs)):
                yield waiting
                given, waiting = given + 1, []
        if waiting:
            yield waiting

    async def _jobs(self, sources: Sequence[Source]) -> list[FileJob]:
        known, source = self._known(sources), sources[0]
        portions = await self._portions(source) if _size(source) >= _LARGE else []
        if not portions:
            return [FileJob(tuple(sources), known)]
        self._on_split(sum(portion.pages for portion in portions))
        return [FileJob((replace(source, portion=portion),), known) for portion in portions]

    async def _portions(self, source: Source) -> list[Portion]:
        """Return the portions of *source*; none when it is to be read as a whole.

        The workers look through it together, each from somewhere in the middle of it on.
        """
        size = _size(source)
        count = min(len(self._workers), max(1, size // _SHARE))
        starts = [size * number // count for number in range(count)]
        first, *others = await asyncio.gather(
            *map(partial(self._inventory, source), starts, [*starts[1:], None])
        )
        found = [first] if first is not None else []
        for each in others:
            if not found or (onward := found[-1].onward) is None:
                break
            if each is None or each.start != onward:
                # What looked like a record from its middle on was none, or is damaged.
                whole = await self._inventory(source)
                return portions_of([whole]) if whole is not None else []
            found.append(each)
        return portions_of(found)

    async def _inventory(
        self, source: Source, start: int = 0, end: int | None = None
    ) -> Inventory | None:
        async with self._workers.place() as worker:
            found = await worker.do(InventoryJob(source.path, _CUTTING, start, end))
        return None if isinstance(found, Failure) else found

    async def _do(self, run: _Run) -> None:
        async with AsyncExitStack() as stack:
            worker = await stack.enter_async_context(self._workers.place())
            rows = await stack.enter_async_context(aclosing(worker.stream(run.job)))
            async for row in rows:
                if isinstance(row, PassedOver):
                    run.files.passed.update(row.counts)
                    continue
                run.rows.append(row)
                self._news.set()
                while len(run.rows) >= _ROWS_AHEAD:
                    run.room.clear()
                    await run.room.wait()
        run.files.jobs -= 1
        if run.files.passed and not run.files.jobs:
            last = next(each for each in reversed(self._runs) if each.files is run.files)
            last.rows.append(PassedOver(run.job.sources[0].shown, run.files.passed).remark())
        run.has_ended = True

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._settle)
        return task

    def _settle(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self._failure = self._failure or task.exception()
        self._news.set()


def _size(source: Source) -> int:
    try:
        return source.path.stat().st_size
    except (OSError, ValueError):
        return 0
