"""Work that comes one by one and is done together: what is committed together costs less."""

from __future__ import annotations

from asyncio import Future, get_running_loop
from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING, Generic, TypeVar

from scrapy.utils.asyncio import CallLaterResult, call_later, is_asyncio_available

from newscrawl import signals

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

__all__ = ["Batch", "batch_for"]

_MOST_TOGETHER, _LULL = 32, 0.1

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")


class Batch(Generic[Task, Outcome]):
    """Tasks that wait to be done by *work*, which returns their outcomes in order.

    It is asked once *most* of them wait, or none has come for *seconds*, so that the first waits
    for less than *most* times as long; all learn of theirs in order. Where it raises, none was
    done, and each is tried by itself: what is wrong with one costs that one only. What nobody
    waits for any more is not done. It takes an event loop of asyncio.
    """

    def __init__(
        self, work: Callable[[Sequence[Task]], Sequence[Outcome]], most: int, seconds: float
    ) -> None:
        self._work = work
        self._most = most
        self._seconds = seconds
        self._waiting: list[tuple[Task, Future[Outcome]]] = []
        self._due: CallLaterResult | None = None
        self._last = 0.0

    async def do(self, task: Task) -> Outcome:
        """Return the outcome of *task*, once it is done. Raises what *work* raises for it alone."""
        done: Future[Outcome] = get_running_loop().create_future()
        self._waiting.append((task, done))
        self._last = monotonic()
        if len(self._waiting) == self._most:
            self._look_in(0)
        elif self._due is None:
            self._look_in(self._seconds)
        return await done

    def hurry(self) -> None:
        """Let no task wait any more for others: hardly any will come."""
        self._seconds = 0
        if self._waiting:
            self._look_in(0)

    def _look_in(self, seconds: float) -> None:
        """Look in so many *seconds* what is to be done: never here, or the last were told first."""
        if self._due is not None:
            self._due.cancel()
        self._due = call_later(seconds, self._look)

    def _look(self) -> None:
        self._due = None
        # A clock that each task puts off would cost more than the clock is for.
        left = self._last + self._seconds - monotonic()
        if len(self._waiting) < self._most and left > 0:
            self._look_in(left)
        else:
            self._flush()

    def _flush(self) -> None:
        waiting = [each for each in self._waiting if not each[1].cancelled()]
        self._waiting = []
        try:
            outcomes = self._work([task for task, _ in waiting]) if waiting else []
        except Exception:  # noqa: BLE001  # whatever it is, each learns of its own
            for task, done in waiting:
                self._do_alone(task, done)
        else:
            for (_, done), outcome in zip(waiting, outcomes, strict=True):
                done.set_result(outcome)

    def _do_alone(self, task: Task, done: Future[Outcome]) -> None:
        try:
            (outcome,) = self._work([task])
        except Exception as error:  # noqa: BLE001  # it is raised where the outcome is awaited
            done.set_exception(error)
        else:
            done.set_result(outcome)


def batch_for(
    crawler: Crawler, work: Callable[[Sequence[Task]], Sequence[Outcome]]
) -> Batch[Task, Outcome] | None:
    """Return a batch of what the items of *crawler* want of *work*; None where each is alone.

    A spider that says it is not live brings hundreds a second, and no site waits for its answer.
    Without asyncio nothing could wait for others.
    """
    if getattr(crawler.spidercls, "is_live", True) or not is_asyncio_available():
        return None
    batch = Batch(work, _MOST_TOGETHER, _LULL)
    crawler.signals.connect(batch.hurry, signals.reading_ended)
    return batch
