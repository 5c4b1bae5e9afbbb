"""How many pages a second are examined, here and by one, two ... worker processes.

Run ``python -m tests.benchmarks.workers [FOLDER] [PAGES] [ROUNDS]`` on Linux: a folder of saved
pages (``.html``, ``.html.gz``), by default the bundled samples over and over. Every round runs
all ways in turn, so that a busy machine slows them alike; medians are printed: pages a second,
the ratio to examining here, and for each page the processor time of this process and of the
workers, which hold on a busy machine too. Bar: two workers on two idle processors examine at
least 1.7 times what this process does.
"""

from __future__ import annotations

import asyncio
import gzip
import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import newscrawl
from newscrawl import examine
from newscrawl.page import Page
from newscrawl.workers import Failure, Workers

SAMPLES = Path(newscrawl.__file__).parent / "data" / "samples"
COUNTS = (0, 1, 2)


@dataclass
class Way:
    """One way to examine pages; its workers' processor time in seconds."""

    run: Callable[[list[Page]], None]
    spent: Callable[[], float] = lambda: 0.0


@dataclass
class Result:
    rate: float
    here: float
    elsewhere: float


def pages(folder: Path, count: int) -> list[Page]:
    files = sorted(path for path in folder.iterdir() if path.name.endswith((".html", ".html.gz")))
    bodies = [
        gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for path in files[:count]
    ]
    return [Page(body, url="https://news.example/a") for body in islice(cycle(bodies), count)]


def here(supplied: list[Page]) -> None:
    for page in supplied:
        examine(page)


def by(workers: Workers, runner: asyncio.Runner) -> Way:
    async def run(supplied: list[Page]) -> None:
        async for outcome in workers.map(supplied):
            assert not isinstance(outcome, Failure), outcome

    def spent() -> float:
        # proc(5): nanoseconds on a processor. A process replaced meanwhile would be missing.
        files = [Path(f"/proc/{pid}/schedstat") for pid in workers.pids]
        return sum(int(file.read_text().split()[0]) for file in files) / 1e9

    return Way(lambda supplied: runner.run(run(supplied)), spent)


def measured(way: Way, supplied: list[Page]) -> Result:
    began, used, spent = perf_counter(), process_time(), way.spent()
    way.run(supplied)
    count = len(supplied)
    rate = count / (perf_counter() - began)
    used, spent = process_time() - used, way.spent() - spent
    return Result(rate, used / count * 1000, spent / count * 1000)


def report(count: int, results: list[Result], base: list[Result]) -> None:
    rate = median(result.rate for result in results)
    ratio = median(mine.rate / its.rate for mine, its in zip(results, base, strict=True))
    cost = median(result.here for result in results)
    elsewhere = median(result.elsewhere for result in results)
    print(
        f"{count} workers: {rate:7.1f} pages/s  {ratio:5.2f} x"
        f"  {cost:6.2f} ms here {elsewhere:6.2f} ms in workers a page"
    )


def main(folder: str = str(SAMPLES), count: str = "300", rounds: str = "5") -> None:
    supplied = pages(Path(folder), int(count))
    ways, pools = {0: Way(here)}, []
    with asyncio.Runner() as runner:
        for number in COUNTS[1:]:
            pools.append(Workers(number))
            began = perf_counter()
            runner.run(pools[-1].open())
            print(f"{number} workers: ready after {perf_counter() - began:.2f} s")
            ways[number] = by(pools[-1], runner)
        for way in ways.values():
            way.run(supplied[:20])
        results: dict[int, list[Result]] = {number: [] for number in ways}
        for _ in range(int(rounds)):
            for number, way in ways.items():
                results[number].append(measured(way, supplied))
        for workers in pools:
            runner.run(workers.close())
    for number, found in results.items():
        report(number, found, results[0])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"at most {peak:.0f} MB here, the supplied pages included")


if __name__ == "__main__":
    main(*sys.argv[1:])
