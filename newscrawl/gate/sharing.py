"""One piece of work for all who wait for the same."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

__all__ = ["Shared"]

K = TypeVar("K")
V = TypeVar("V")


class Shared(Generic[K, V]):
    """Does *work* for a key once, however many ask while it is under way."""

    def __init__(self, work: Callable[[K], Coroutine[Any, Any, V]]) -> None:
        self._work = work
        self._tasks: dict[K, asyncio.Task[V]] = {}

    def __contains__(self, key: K) -> bool:
        return key in self._tasks

    async def get(self, key: K) -> V:
        """Return what comes of the work for *key*. Raises what it raises."""
        # Whoever gives up waiting must not take it from the others.
        return await asyncio.shield(self._begun(key))

    def begin(self, key: K) -> None:
        """Begin the work for *key*, unless it is under way; nobody waits for it."""
        if key not in self:
            self._begun(key).add_done_callback(_look_at)

    async def close(self) -> None:
        """Give up what is under way."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _begun(self, key: K) -> asyncio.Task[V]:
        task = self._tasks.get(key)
        if task is None:
            task = self._tasks[key] = asyncio.create_task(self._work(key))
            task.add_done_callback(lambda _: self._tasks.pop(key, None))
        return task


def _look_at(task: asyncio.Task[V]) -> None:
    """Take the result from *task*: what was cancelled at the end of a crawl is no news."""
    if not task.cancelled():
        task.exception()
