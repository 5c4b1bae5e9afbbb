from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from newscrawl.pipelines.batch import Batch, batch_for
from tests.crawlers import CrawlerMaker, Example

A_LONG_TIME = 3600.0


class Work:
    """Halves even numbers, all or none."""

    def __init__(self) -> None:
        self.done: list[list[int]] = []

    def __call__(self, numbers: Sequence[int]) -> list[int]:
        self.done.append(list(numbers))
        if any(number % 2 for number in numbers):
            raise ValueError(next(number for number in numbers if number % 2))
        return [number // 2 for number in numbers]


@dataclass
class Timer:
    """A call that is due in so many *seconds*, unless it is cancelled."""

    seconds: float
    work: Callable[[], None]
    is_cancelled: bool = False

    def cancel(self) -> None:
        self.is_cancelled = True


def outcomes(work: Work, numbers: Sequence[int], most: int, seconds: float) -> list[object]:
    async def run() -> list[object]:
        batch = Batch(work, most, seconds)
        return await asyncio.gather(*map(batch.do, numbers), return_exceptions=True)

    return asyncio.run(run())


@pytest.fixture(autouse=True)
def no_reactor(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("scrapy.utils.asyncio", "newscrawl.pipelines.batch"):
        monkeypatch.setattr(f"{module}.is_asyncio_available", lambda: True)


def test_what_waits_is_done_together_once_it_is_enough() -> None:
    work = Work()
    assert outcomes(work, [2, 4, 6, 8], most=2, seconds=A_LONG_TIME) == [1, 2, 3, 4]
    assert work.done == [[2, 4, 6, 8]]


def test_all_learn_of_their_outcomes_in_order() -> None:
    told: list[int] = []

    async def run() -> None:
        batch = Batch(Work(), 3, A_LONG_TIME)

        async def tell(number: int) -> None:
            told.append(await batch.do(number))

        await asyncio.gather(*map(tell, range(0, 6, 2)))

    asyncio.run(run())
    assert told == [0, 1, 2]


def test_nothing_waits_for_ever() -> None:
    work = Work()
    assert outcomes(work, [2, 4, 6], most=100, seconds=0.0) == [1, 2, 3]
    assert work.done == [[2, 4, 6]]


def test_each_that_comes_puts_it_off(monkeypatch: pytest.MonkeyPatch) -> None:
    timers: list[Timer] = []
    moments = iter([100.0, 102.0, 103.0, 110.0, 113.0])

    def call_later(seconds: float, work: Callable[[], None]) -> Timer:
        timers.append(Timer(seconds, work))
        return timers[-1]

    async def run(work: Work) -> list[int]:
        batch = Batch(work, 100, 10.0)
        under_way = [asyncio.ensure_future(batch.do(number)) for number in (2, 4, 6)]
        await asyncio.sleep(0)
        timers[-1].work()
        assert not work.done
        timers[-1].work()
        return await asyncio.gather(*under_way)

    monkeypatch.setattr("newscrawl.pipelines.batch.call_later", call_later)
    monkeypatch.setattr("newscrawl.pipelines.batch.monotonic", lambda: next(moments))
    work = Work()
    assert asyncio.run(run(work)) == [1, 2, 3]
    assert work.done == [[2, 4, 6]]
    assert [each.seconds for each in timers] == [10.0, 3.0]


def test_enough_of_them_put_nothing_off(monkeypatch: pytest.MonkeyPatch) -> None:
    timers: list[Timer] = []

    def call_later(seconds: float, work: Callable[[], None]) -> Timer:
        timers.append(Timer(seconds, work))
        return timers[-1]

    async def run() -> list[int]:
        batch = Batch(Work(), 2, A_LONG_TIME)
        under_way = [asyncio.ensure_future(batch.do(number)) for number in (2, 4, 6)]
        await asyncio.sleep(0)
        timers[-1].work()
        return await asyncio.gather(*under_way)

    monkeypatch.setattr("newscrawl.pipelines.batch.call_later", call_later)
    assert asyncio.run(run()) == [1, 2, 3]
    assert [(each.seconds, each.is_cancelled) for each in timers] == [
        (A_LONG_TIME, True),
        (0, False),
    ]


def test_who_hurries_lets_none_wait_for_others() -> None:
    async def run(work: Work) -> list[int]:
        batch = Batch(work, 100, A_LONG_TIME)
        first = asyncio.ensure_future(batch.do(2))
        await asyncio.sleep(0)
        batch.hurry()
        return [await first, await batch.do(4)]

    work = Work()
    assert asyncio.run(run(work)) == [1, 2]
    assert work.done == [[2], [4]]


def test_what_is_wrong_with_one_costs_that_one_only() -> None:
    two, error, six = outcomes(Work(), [2, 5, 6], most=3, seconds=A_LONG_TIME)
    assert (two, six) == (1, 3)
    assert isinstance(error, ValueError)
    assert str(error) == "5"


def test_what_nobody_waits_for_any_more_is_not_done() -> None:
    async def run(work: Work) -> list[int]:
        batch = Batch(work, 3, A_LONG_TIME)
        first, second, third = (asyncio.ensure_future(batch.do(number)) for number in (2, 4, 6))
        await asyncio.sleep(0)
        second.cancel()
        return [await first, await third]

    work = Work()
    assert asyncio.run(run(work)) == [1, 3]
    assert work.done == [[2, 6]]


def test_nothing_is_begun_where_nobody_waits_any_more() -> None:
    async def run(work: Work) -> None:
        batch = Batch(work, 1, A_LONG_TIME)
        only = asyncio.ensure_future(batch.do(2))
        await asyncio.sleep(0)
        only.cancel()
        for _ in range(3):
            await asyncio.sleep(0)

    work = Work()
    asyncio.run(run(work))
    assert work.done == []


def test_only_what_is_not_live_goes_together_and_only_with_asyncio(
    crawler_with: CrawlerMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawler = crawler_with()
    assert batch_for(crawler, Work()) is None
    monkeypatch.setattr(Example, "is_live", False, raising=False)
    assert batch_for(crawler, Work()) is not None
    monkeypatch.setattr("newscrawl.pipelines.batch.is_asyncio_available", lambda: False)
    assert batch_for(crawler, Work()) is None
