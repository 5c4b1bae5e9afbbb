"""A page that goes over a limit, or kills its process, costs itself only."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable

import pytest

from newscrawl.workers import Failure, Limits, Workers, worker
from tests.workers.hooks import act, page

MEGABYTE = 1024 * 1024


async def outcomes(*acts: str, limits: Limits | None = None) -> list[str]:
    """Return what one worker says to each act, with ``pid`` before and after."""
    async with Workers(1, work=act, limits=limits) as workers:
        pages = [page(name, f"https://a.example/{name[:20]}") for name in ("pid", *acts, "pid")]
        found = [outcome async for outcome in workers.map(pages)]
    assert [outcome.name for outcome in found] == [each.name for each in pages]
    return [outcome.reason for outcome in found]


def test_a_page_that_kills_its_process_is_named_and_the_process_replaced() -> None:
    acts = ("abort", "pid", "segfault", "exit", "hang")
    answers = asyncio.run(outcomes(*acts, limits=Limits(seconds=0.5)))
    assert [answer for answer in answers if not answer.isdigit()] == [
        "its worker process died (Aborted)",
        "its worker process died (Segmentation fault)",
        "its worker process died (exit status 3)",
        "took longer than 0.5 s",
    ]
    assert len({answer for answer in answers if answer.isdigit()}) == 3


def test_an_error_is_named_without_its_message_and_the_process_stays() -> None:
    before, *failed, after = asyncio.run(outcomes("fail", "unpicklable"))
    assert failed == ["could not be examined (ValueError)", "could not be examined (TypeError)"]
    assert before == after


def test_memory_has_a_limit() -> None:
    limit = 200 * MEGABYTE
    acts = (f"allocate:{limit}", f"allocate:{limit // 2}", " " * limit)
    before, failed, small, large, after = asyncio.run(outcomes(*acts, limits=Limits(memory=limit)))
    assert failed == large == "needs more than 200 MB of memory"
    assert small == str(limit // 2)
    assert before != after


def test_what_cannot_say_that_it_lacks_memory_is_told_as_such() -> None:
    before, failed, after = asyncio.run(outcomes("forget why"))
    assert failed == "needs more than 360 MB of memory"
    assert before != after


def test_what_runs_out_of_memory_unnoticed_ends_quietly(capfd: pytest.CaptureFixture[str]) -> None:
    before, failed, after = asyncio.run(outcomes("close"))
    assert failed == "needs more than 360 MB of memory"
    assert before != after
    assert capfd.readouterr().err == ""


def test_the_stopwatch_runs_for_each_page_anew() -> None:
    # Together they take longer than the limit; one that is over leaves no alarm set.
    answers = asyncio.run(outcomes(*["pid"] * 20, limits=Limits(seconds=0.5)))
    assert len(set(answers)) == 1


def test_a_process_is_replaced_after_so_many_pages() -> None:
    answers = asyncio.run(outcomes("pid", "pid", "pid", limits=Limits(pages=2)))
    assert [answers.count(pid) for pid in dict.fromkeys(answers)] == [2, 2, 1]


def test_a_process_that_has_grown_is_replaced() -> None:
    limits = Limits(memory=400 * MEGABYTE)
    before, small, large, after = asyncio.run(
        outcomes(f"keep:{MEGABYTE}", f"keep:{290 * MEGABYTE}", limits=limits)
    )
    assert before == small == large != after


def test_no_page_fails_for_the_memory_that_others_have_filled() -> None:
    keep, allocate = f"keep:{150 * MEGABYTE}", 250 * MEGABYTE
    answers = asyncio.run(
        outcomes(keep, f"allocate:{allocate}", limits=Limits(memory=400 * MEGABYTE))
    )
    before, small, large, after = answers
    assert before == small != after
    assert large == str(allocate)


def test_a_process_that_was_stopped_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_GRACE", 0.3)
    before, failed, after = asyncio.run(outcomes("stop", limits=Limits(seconds=0.2)))
    assert failed == "no answer within 0.5 s"
    assert before != after


def test_a_process_killed_while_idle_costs_no_page(ended: Callable[[int], bool]) -> None:
    async def run() -> None:
        async with Workers(1, work=act) as workers:
            (pid,) = workers.pids
            os.kill(pid, signal.SIGKILL)
            assert ended(pid)
            outcome = await workers.examine(page("pid"))
            assert isinstance(outcome, Failure)
            assert outcome.reason == str(*workers.pids) != str(pid)

    asyncio.run(run())


def test_a_crash_in_one_process_leaves_the_pages_of_others_alone() -> None:
    acts = ["pid", "abort", "pid", "segfault", "pid"]

    async def run() -> None:
        async with Workers(2, work=act) as workers:
            found = [outcome.reason async for outcome in workers.map(page(each) for each in acts)]
        assert [reason.isdigit() for reason in found] == [each == "pid" for each in acts]

    asyncio.run(run())
