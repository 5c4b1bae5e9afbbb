"""Supplied files through real processes: every row, in order, however the processes end."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from newscrawl.offline import Examined, Known, Row, Terms, examine_file
from newscrawl.readers import Cutting, Portion, Remark, Skipped, Source
from newscrawl.readers.archived_policies import ArchivedPolicies
from newscrawl.workers import FileRows, Limits, Workers, files, worker
from newscrawl.workers.model import Ended, FileJob, InventoryJob, Job
from newscrawl.workers.work import supplied
from newscrawl.workers.worker import Worker
from tests.readers.makers import gz, http, record
from tests.workers.hooks import tell, tell_known

MEGABYTE = 1024 * 1024


def nothing_known(_: Sequence[Source]) -> Known:
    return Known()


@pytest.fixture
def acts(tmp_path: Path):
    def written(name: str, *lines: str) -> Source:
        path = tmp_path / name
        path.write_text("\n".join(lines))
        return Source(path, name)

    return written


def rows(sources: Sequence[Source], count: int = 1, **limits) -> list[tuple[str, str]]:
    async def run() -> list[tuple[str, str]]:
        async with Workers(count, work=tell, limits=Limits(**limits)) as workers:
            found = FileRows(workers, nothing_known).rows(sources)
            return [(row.name, row.reason) async for row in found]

    return asyncio.run(run())


def test_a_page_that_kills_its_process_costs_itself_only(acts) -> None:
    found = rows([acts("a", "pid", "abort", "pid", "hang", "pid"), acts("b", "pid")], seconds=0.5)
    assert [name for name, _ in found] == ["a!0", "a!1", "a!2", "a!3", "a!4", "b!0"]
    assert found[1][1] == "its worker process died (Aborted)"
    assert found[3][1] == "took longer than 0.5 s"
    assert found[0][1] != found[2][1] != found[4][1] == found[5][1]


def test_a_page_costs_its_parent_one_frame(acts, monkeypatch: pytest.MonkeyPatch) -> None:
    frames = list[object]()

    async def receive(stream: asyncio.StreamReader) -> tuple[object, bool]:
        message, last = await frames_of(stream)
        frames.append(message)
        return message, last

    frames_of = worker.receive
    monkeypatch.setattr(worker, "receive", receive)
    found = rows([acts("a", "pid", "pid", "pid")])
    pid, *told, end = frames
    assert told == [Skipped(name, reason) for name, reason in found]
    assert {reason for _, reason in found} == {str(pid)}
    assert end == Ended(complete=True)


def test_a_process_that_is_killed_from_outside_is_tried_once_more(acts, tmp_path: Path) -> None:
    found = rows([acts("a", f"killed:{tmp_path}/once.1", f"killed:{tmp_path}/twice.2", "pid")])
    assert [name for name, _ in found] == ["a!0", "a!1", "a!2"]
    assert [reason for _, reason in found[:2]] == ["1", "its worker process died (Killed)"]


def test_what_kills_the_reading_ends_the_file_and_is_named(acts) -> None:
    found = rows([acts("a", "pid", "reading:exit", "pid"), acts("b", "pid")])
    assert [name for name, _ in found] == ["a!0", "a", "b!0"]
    assert found[1][1] == "its worker process died (exit status 3); the rest of it was not read"


def test_of_a_portion_it_is_told_how_far_nothing_was_read(acts) -> None:
    whole = acts("a", "pid", "reading:exit", "pid")
    portions = [Portion(ArchivedPolicies(), 0, 4096), Portion(ArchivedPolicies(), 4096)]
    found = rows([replace(whole, portion=portion) for portion in portions])
    assert [reason for name, reason in found if name == "a"] == [
        "its worker process died (exit status 3); the rest of it up to offset 4,096 was not read",
        "its worker process died (exit status 3); the rest of it was not read",
    ]


def test_small_files_go_together_and_each_answers_for_itself_only(acts, tmp_path: Path) -> None:
    # One each for the first eight, then two, then four together.
    alone = [acts(f"{number}", "pid") for number in range(8)]
    together = [
        acts("c", "pid", "reading:exit", "pid"), acts("d", "pid"),
        acts("e", "abort", "pid"), acts("f", "reading:exit"),
        acts("g", "pid", "reading:fail"), acts("h", "pid", "pid"),
        acts("i"), acts("j", "pid", f"killed:{tmp_path}/once.1"),
    ]  # fmt: skip
    found = rows([*alone, *together])
    assert [name for name, _ in found[8:]] == [
        "c!0", "c", "d!0", "e!0", "e!1", "f", "g!0", "g", "h!0", "h!1", "j!0", "j!1"
    ]  # fmt: skip
    reasons = dict(found)
    assert reasons["c"] == reasons["f"]
    assert reasons["c"] == "its worker process died (exit status 3); the rest of it was not read"
    assert reasons["e!0"] == "its worker process died (Aborted)"
    assert reasons["g"] == "could not be read to its end (ValueError)"
    assert reasons["g!0"] == reasons["h!1"], "the process stays"
    assert reasons["j!1"] == "1", "it was tried once more"


def test_a_large_file_may_be_looked_through_for_longer(tmp_path: Path) -> None:
    limits = Limits(seconds=2)
    assert limits.patience(tmp_path / "gone") == 20
    with (tmp_path / "large").open("wb") as stream:
        stream.truncate(600 * MEGABYTE)
    assert limits.patience(tmp_path / "large") == 620


def test_a_process_may_be_silent_while_the_heavy_pages_of_others_come_first(
    acts, monkeypatch: pytest.MonkeyPatch
) -> None:
    granted, timeout = list[float](), asyncio.timeout

    def granting(seconds: float) -> asyncio.Timeout:
        granted.append(seconds)
        return timeout(seconds)

    monkeypatch.setattr(asyncio, "timeout", granting)
    rows([acts("a", "pid")], count=3, seconds=2)
    assert pytest.approx(worker._GRACE + 10 * 2 + 3 * 2, abs=0.1) in granted


def test_an_error_in_reading_is_named_without_its_message(acts) -> None:
    found = rows([acts("a", "pid", "reading:fail"), acts("b", "pid")])
    assert found[1] == ("a", "could not be read to its end (ValueError)")
    assert found[2][1] == found[0][1], "the process stays"


def test_a_process_that_has_grown_hands_the_file_over(acts) -> None:
    keep = f"keep:{290 * MEGABYTE}"
    found = rows([acts("a", "pid", keep, "pid", "pid")], memory=400 * MEGABYTE)
    assert [name for name, _ in found] == ["a!0", "a!1", "a!2", "a!3"]
    assert found[0][1] == found[1][1] != found[2][1] == found[3][1]


def test_no_page_of_a_file_fails_for_the_memory_that_others_have_filled(acts) -> None:
    keep, allocate = f"keep:{150 * MEGABYTE}", 250 * MEGABYTE
    lines = ["pid", keep, f"allocate:{allocate}", "pid", f"allocate:{2 * allocate}", "pid"]
    found = rows([acts("a", *lines)], memory=400 * MEGABYTE)
    assert [name for name, _ in found] == [f"a!{number}" for number in range(6)]
    (_, before), (_, small), (_, large), (_, after), (_, failed), (_, last) = found
    assert before == small != after != last
    assert large == str(allocate)
    assert failed == "needs more than 400 MB of memory"


def test_files_keep_their_order_and_no_worker_waits_for_a_slow_one(acts, fifo: Path) -> None:
    sources = [
        acts("slow", "pid", f"wait:{fifo}", "pid"),
        *(acts(f"{number:02}", *["pid"] * 30) for number in range(20)),
        acts("last", f"release:{fifo}"),
    ]
    found = rows(sources, count=2)
    assert len(found) == 604
    by_file: dict[str, list[int]] = {}
    for name, _ in found:
        file, _, number = name.partition("!")
        by_file.setdefault(file, []).append(int(number))
    assert all(numbers == sorted(numbers) for numbers in by_file.values())


def test_heavy_pages_take_turns_in_whatever_files_they_are(acts, tmp_path: Path) -> None:
    heavy = f"alone:{tmp_path}/taken{'/' * MEGABYTE}"
    found = rows([acts(name, "pid", *[heavy] * 4) for name in ("first", "second")], count=2)
    pids = {reason for name, reason in found if name.endswith("!0")}
    assert len(pids) == 2, "two processes have done it"
    assert [reason for name, reason in found if not name.endswith("!0")] == ["True"] * 8


def test_a_heavy_page_that_kills_its_process_gives_its_turn_back(acts, tmp_path: Path) -> None:
    padding = "/" * MEGABYTE
    found = rows([acts("a", f"abort:{padding}", f"alone:{tmp_path}/taken{padding}")])
    assert [reason for _, reason in found] == ["its worker process died (Aborted)", "True"]


def test_a_slow_reader_holds_the_workers_back(acts, tmp_path: Path) -> None:
    counted = tmp_path / "count"
    lines = [line for _ in range(500) for line in (f"note:{counted}", "fill:20000")]

    async def run() -> int:
        async with (
            Workers(1, work=tell) as workers,
            aclosing(FileRows(workers, nothing_known).rows([acts("a", *lines)])) as found,
        ):
            async for _ in found:
                before = -1
                while before != (now := counted.stat().st_size):
                    before = now
                    await asyncio.sleep(0.2)
                return now
        return 0

    assert asyncio.run(run()) < 250


DAMAGED = gz(*(record(number, length=5 if number == 7 else None) for number in range(20)))
NESTED = b"".join(
    [
        *(record(number) for number in range(10)),
        record(10, http(b"".join(record(each) for each in range(100, 140)), kind="image/png")),
        *(record(number) for number in range(11, 20)),
        record(20, length=5),
    ]
)


@pytest.mark.parametrize(
    ("share", "archive", "looks"),
    [(files._SHARE, DAMAGED, 1), (1_000, DAMAGED, 2), (1_000, NESTED, 3)],
    ids=["looked through by one", "by two", "by one again, where two did not meet"],
)
def test_a_large_archive_is_shared_and_gives_what_one_reading_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, share: int, archive: bytes, looks: int
) -> None:
    looked = list[InventoryJob]()
    done = Worker.do

    async def do(worker: Worker, job: Job | InventoryJob) -> object:
        looked.extend([job] if isinstance(job, InventoryJob) else [])
        return await done(worker, job)

    monkeypatch.setattr(Worker, "do", do)
    monkeypatch.setattr(files, "_LARGE", 1)
    monkeypatch.setattr(files, "_SHARE", share)
    monkeypatch.setattr(files, "_CUTTING", Cutting(pages=4, size=MEGABYTE))
    path = tmp_path / "a.warc"
    path.write_bytes(archive)
    told: list[int] = []

    async def run() -> list[str]:
        work = partial(supplied, terms=Terms())
        async with Workers(2, work=work) as workers:
            found = FileRows(workers, nothing_known, told.append).rows([Source(path)])
            return [row.name async for row in found if isinstance(row, Examined | Skipped)]

    whole = [row.name for row in examine_file(path) if isinstance(row, Examined | Skipped)]
    assert asyncio.run(run()) == whole
    assert len(whole) == 20
    assert told == [19 if archive is DAMAGED else 20]
    assert len(looked) == looks


def test_what_the_portions_of_an_archive_pass_over_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_LARGE", 1)
    monkeypatch.setattr(files, "_CUTTING", Cutting(pages=1, size=MEGABYTE))
    path = tmp_path / "a.warc"
    asked = record(9, b"GET / HTTP/1.1\r\n\r\n", kind="request")
    path.write_bytes(b"".join(record(number) + asked for number in range(6)))

    async def run() -> list[Row]:
        async with Workers(2, work=partial(supplied, terms=Terms())) as workers:
            return [row async for row in FileRows(workers, nothing_known).rows([Source(path)])]

    *pages, last = asyncio.run(run())
    assert [type(page) for page in pages] == [Examined] * 6
    assert last == Remark(str(path), "records passed over: requests (6)", routine=True)


def test_what_is_known_goes_to_each_process_once(acts, monkeypatch: pytest.MonkeyPatch) -> None:
    known = Known("terms", {"a": frozenset([1])})
    told = list[object]()
    sent = Worker._send

    async def send(worker: Worker, message: object) -> None:
        told.extend([message.known] if isinstance(message, FileJob) else [])
        await sent(worker, message)

    monkeypatch.setattr(Worker, "_send", send)
    monkeypatch.setattr(files, "_SMALL", 0)

    async def run() -> list[str]:
        async with Workers(1, work=tell_known, limits=Limits(pages=4)) as workers:
            sources = [acts(str(number), "") for number in range(8)]
            found = FileRows(workers, lambda _: known).rows(sources)
            return [row.reason async for row in found]

    assert asyncio.run(run()) == ["['a']"] * 8
    assert told == [known, None, None, None] * 2
