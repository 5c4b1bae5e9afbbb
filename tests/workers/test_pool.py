"""Pages through real processes: the same outcomes, in order, no more under way than allowed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import aclosing
from pathlib import Path

import pytest

from newscrawl import examine
from newscrawl.exceptions import WorkerError
from newscrawl.page import Page
from newscrawl.policy.model import Decision, Purpose
from newscrawl.workers import Failure, Limits, Workers, pool
from tests.workers.hooks import act, page

STORY = """<html lang=en><title>The ferry sails again</title><article><h1>The ferry sails again</h1>
<p>The ferry across the bay sailed on Tuesday for the first time since the storm of last winter,
the harbour master said, with forty people and nine bicycles on board.</p></article>
<footer><p>No part of this website may be used to train artificial intelligence without written
permission of Bay News.</p><a href=/harbour>Harbour</a></footer>"""


def reasons(outcomes: list) -> list[str]:
    return [outcome.reason for outcome in outcomes]


def test_a_page_comes_back_as_if_it_had_been_examined_here() -> None:
    story = Page(STORY.encode(), url="https://b.example/ferry")

    async def run() -> None:
        async with Workers(1) as workers:
            assert await workers.examine(story) == examine(story)
            found = await workers.examine(story, purposes=(Purpose.AI_TRAIN,))
            assert found == examine(story, purposes=(Purpose.AI_TRAIN,))
            assert not isinstance(found, Failure)
            assert found.verdict.decision is Decision.DENIED

    asyncio.run(run())


def test_files_are_read_by_the_worker_and_named_when_they_cannot_be(tmp_path: Path) -> None:
    good, large = tmp_path / "good.html", tmp_path / "large.html"
    good.write_text(STORY)
    large.write_text(STORY * 10)

    async def run() -> None:
        files = [good, tmp_path / "missing\n.html", large]
        async with Workers(1, limits=Limits(size=2 * len(STORY))) as workers:
            found, missing, refused = [outcome async for outcome in workers.map(files)]
        assert not isinstance(found, Failure)
        assert found.article.headline == "The ferry sails again"
        assert found.article.provenance.path == str(good)
        assert missing == Failure(f"{tmp_path}/missing\\n.html", "No such file or directory")
        assert isinstance(refused, Failure)
        assert refused.name == str(large)
        assert "over the limit" in refused.reason

    asyncio.run(run())


def test_outcomes_keep_the_order_of_their_pages(fifo: Path) -> None:
    async def run() -> None:
        # The first page is done only when the second has been, by the other worker.
        pages = [page(f"wait:{fifo}"), page(f"release:{fifo}"), page("fail"), page("pid")]
        async with Workers(2, work=act) as workers:
            outcomes = [outcome async for outcome in workers.map(pages)]
        assert reasons(outcomes)[:2] == ["released", "8"]
        assert reasons(outcomes)[2] == "could not be examined (ValueError)"
        assert reasons(outcomes)[3].isdigit()

    asyncio.run(run())


def test_pages_are_taken_only_as_workers_and_consumer_allow(
    fifo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_OUTCOMES_AHEAD", 2)
    acts = [f"wait:{fifo}", "pid", "pid", f"release:{fifo}", *["pid"] * 20]
    taken = 0

    def source() -> Iterator[Page]:
        nonlocal taken
        for name in acts:
            taken += 1
            yield page(name)

    async def run() -> None:
        yielded = 0
        async with Workers(2, work=act) as workers:
            async for _ in workers.map(source()):
                yielded += 1
                # Two outcomes ahead for each of two workers, the awaited one among them.
                assert taken - yielded <= 3
        assert yielded == len(acts)

    asyncio.run(run())


def test_what_the_source_raises_is_raised_and_costs_no_worker() -> None:
    def broken() -> Iterator[Page]:
        yield page("pid")
        raise RuntimeError("the archive ends here")

    async def run() -> None:
        async with Workers(1, work=act) as workers:
            with pytest.raises(RuntimeError, match="ends here"):
                async for _ in workers.map(broken()):
                    pass
            assert isinstance(await workers.examine(page("pid")), Failure)

    asyncio.run(run())


def test_leaving_early_ends_what_is_under_way() -> None:
    async def run() -> None:
        async with Workers(2, work=act) as workers:
            async with aclosing(workers.map([page("pid"), page("hang"), page("pid")])) as outcomes:
                async for _ in outcomes:
                    break
            pages = [page("pid"), page("pid")]
            answers = await asyncio.gather(*(workers.examine(each) for each in pages))
            assert all(answer.reason.isdigit() for answer in answers)

    asyncio.run(run())


def test_a_cancelled_page_leaves_no_answer_behind(fifo: Path) -> None:
    async def run() -> None:
        async with Workers(1, work=act) as workers:
            asked = asyncio.create_task(workers.examine(page(f"hang after:{fifo}")))
            waiting = asyncio.create_task(workers.examine(page("pid")))
            await asyncio.to_thread(fifo.read_text)
            asked.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asked
            assert (await waiting).reason == str(*workers.pids)

    asyncio.run(run())


def test_a_page_asked_for_first_is_examined_first() -> None:
    done: list[str] = []

    async def ask(workers: Workers, name: str) -> None:
        done.append((await workers.examine(page("pid", name))).name)

    async def run() -> None:
        names = [f"https://a.example/{number}" for number in range(12)]
        async with Workers(1, work=act) as workers:
            await asyncio.gather(*(ask(workers, name) for name in names))
        assert done == names

    asyncio.run(run())


def test_who_waits_is_served_before_who_comes() -> None:
    served: list[str] = []

    async def run() -> None:
        workers = Workers(1)

        async def take(name: str) -> None:
            async with workers.place():
                served.append(name)

        async with workers.place():
            waiting = asyncio.create_task(take("waits"))
            await asyncio.sleep(0)
        await take("comes")
        await waiting

    asyncio.run(run())
    assert served == ["waits", "comes"]


def test_closed_workers_examine_nothing(fifo: Path, ended: Callable[[int], bool]) -> None:
    async def run() -> None:
        async with Workers(1, work=act) as workers:
            pids = workers.pids
            busy = asyncio.create_task(workers.examine(page(f"hang after:{fifo}")))
            waiting = asyncio.create_task(workers.examine(page("pid")))
            await asyncio.to_thread(fifo.read_text)
        for task in (busy, waiting):
            with pytest.raises(WorkerError, match="closed"):
                await task
        with pytest.raises(WorkerError, match="closed"):
            await workers.examine(page("pid"))
        assert workers.pids == []
        assert all(ended(pid) for pid in pids)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("program", "reason"),
    [("/bin/false", "exit status 1"), ("/nowhere/python", "No such file or directory")],
)
def test_a_process_that_cannot_start_is_an_error(
    program: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", program)

    async def run() -> None:
        with pytest.raises(WorkerError, match=reason):
            async with Workers(2):
                pass

    asyncio.run(run())
