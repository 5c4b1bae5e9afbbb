"""Supplied files to rows: examined here when they are few and small, else by workers."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import aclosing
from functools import partial
from itertools import chain, islice

from newscrawl import workers
from newscrawl.readers import Source, plain_size
from newscrawl.rows import Known, Row, Terms

__all__ = ["Supply", "are_few"]

_FEW_FILES = 16
_FEW_BYTES = 512 * 1024
_SMALL = 64 * 1024
"""What a file may have to be examined here, where no time is kept."""


class Supply:
    """Reads and examines files on *terms*, with so many *processes* (None: one a processor).

    Starting processes takes longer than a few pages do: those are examined here.
    """

    def __init__(
        self,
        terms: Terms,
        known: Callable[[Sequence[Source]], Known],
        *,
        processes: int | None,
        limits: workers.Limits,
        on_split: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._terms = terms
        self._known = known
        self._on_split = on_split
        from newscrawl.workers.work import supplied  # noqa: PLC0415  # while the fork server loads

        work = partial(supplied, terms=terms)
        self._pool = workers.Workers(processes, limits=limits, work=work)

    async def close(self) -> None:
        """End the processes; no more rows come."""
        await self._pool.close()

    async def rows(self, sources: Iterable[Source]) -> AsyncGenerator[Row, None]:
        """Yield what became of each page. The processes stay until the end. Raises WorkerError."""
        waiting = iter(sources)
        first = list(islice(waiting, _FEW_FILES + 1))
        if are_few(first):
            from newscrawl.offline import examine_file  # noqa: PLC0415  # workers load it elsewhere

            for source in first:
                for row in examine_file(source, self._terms, self._known([source])):
                    yield row
            return
        await self._pool.open()
        files = workers.FileRows(self._pool, self._known, self._on_split)
        async with aclosing(files.rows(chain(first, waiting))) as rows:
            async for row in rows:
                yield row


def are_few(sources: Iterable[Source]) -> bool:
    """Whether *sources* are few plain pages, small ones."""
    left = _FEW_BYTES
    for number, source in enumerate(sources):
        if number == _FEW_FILES:
            return False
        size = plain_size(source.path)
        if size is None or size > min(left, _SMALL):
            return False
        left -= size
    return True
