"""How fast a web archive is examined, beside trafilatura and news-please, and in how much memory.

Run ``python -m tests.benchmarks.offline [FOLDER] [PAGES] [ROUNDS]`` on Linux: a folder of saved
pages (``.html``, ``.html.gz``), by default the bundled samples over and over; of their pages a
WARC file is made. Each round reads it in every way in turn; the best of each is printed: pages a
second, and milliseconds of processor time a page, which hold on a busy machine too. The libraries
run with their own defaults, in one process, where they are installed, and trafilatura once more
with the metadata of each page, which is what an article of ours has. "One process" reads and
examines, and keeps nothing; "one core" is the whole command, with its feed and its database, held
to one processor. Bars: the command examines at least 4 times as many pages a second as trafilatura
and 1.7 times as many as one process of ours; its process stays under 150 MB, each worker under
400 MB.
"""

from __future__ import annotations

import gzip
import os
import resource
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter, process_time

import newscrawl
from newscrawl.offline import examine_file
from newscrawl.readers import Limits, Supplied, read_pages
from tests.readers.makers import http, record

SAMPLES = Path(newscrawl.__file__).parent / "data" / "samples"
MEGABYTE = 1024


@dataclass
class Result:
    pages: int
    seconds: float
    processor: float
    parent: int = 0
    worker: int = 0


def saved(folder: Path, count: int) -> Iterator[bytes]:
    """Yield so many pages of those that are saved in *folder*, over and over."""
    files = sorted(each for each in folder.iterdir() if each.name.endswith((".html", ".html.gz")))
    for file in islice(cycle(files), count):
        body = file.read_bytes()
        yield gzip.decompress(body) if file.suffix == ".gz" else body


def archive(pages: Iterable[bytes], path: Path) -> None:
    """Write a WARC file of *pages*; hosts and addresses of their own make no two the same."""
    with path.open("wb") as stream:
        for number, body in enumerate(pages):
            url = f"https://site{number % 500}.example/{number}"
            stream.write(gzip.compress(record(number, http(body), url=url), 6))


def bodies(path: Path) -> list[bytes]:
    readings = read_pages(path, Limits())
    return [each.page.body for each in readings if isinstance(each, Supplied)]


def timed(work: Callable[[], int]) -> Result:
    began, used = perf_counter(), process_time()
    count = work()
    return Result(count, perf_counter() - began, process_time() - used)


def one_process(path: Path) -> Result:
    return timed(lambda: sum(1 for _ in examine_file(path)))


def trafilatura(path: Path, *, with_metadata: bool = False) -> Result:
    from trafilatura import bare_extraction

    def work() -> int:
        found = bodies(path)
        for body in found:
            bare_extraction(body, with_metadata=with_metadata)
        return len(found)

    return timed(work)


def news_please(path: Path) -> Result:
    from newsplease import NewsPlease
    from warcio.archiveiterator import ArchiveIterator

    def work() -> int:
        count = 0
        with path.open("rb") as stream:
            for each in ArchiveIterator(stream):
                # It fails on pages in languages of which it lacks the words. It would ask the
                # sites for their pictures.
                with suppress(Exception):
                    NewsPlease.from_warc(each, fetch_images=False)
                count += 1
        return count

    return timed(work)


def started(path: Path, folder: str, processors: Sequence[int] = ()) -> subprocess.Popen[bytes]:
    """Run ``scrapy crawl local`` on *path* in *folder*, with no other *processors* if any."""
    process = subprocess.Popen(
        [sys.executable, "-m", "scrapy", "crawl", "local", "-a", f"path={path}",
         "-O", "articles.jsonl", "-L", "ERROR"],
        cwd=folder,
        env=os.environ | {"SCRAPY_SETTINGS_MODULE": "newscrawl.settings",
                          "PYTHONPATH": str(Path(newscrawl.__file__).parent.parent)},
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    if processors:
        os.sched_setaffinity(process.pid, processors)
    return process


def one_processor(path: Path) -> Result:
    return command(path, [min(os.sched_getaffinity(0))])


def command(path: Path, processors: Sequence[int] = ()) -> Result:
    """Run the whole command, and look at the memory of its processes while it runs."""
    with tempfile.TemporaryDirectory() as folder:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = perf_counter()
        process = started(path, folder, processors)
        peaks = [0, 0]
        watch = threading.Thread(target=watched, args=(process, peaks))
        watch.start()
        process.wait()
        watch.join()
        seconds = perf_counter() - began
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        with Path(folder, "articles.jsonl").open("rb") as lines:
            count = sum(1 for _ in lines)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Result(count, seconds, used, *peaks)


def watched(process: subprocess.Popen[bytes], peaks: list[int]) -> None:
    while process.poll() is None:
        peaks[0] = max(peaks[0], resident(process.pid))
        peaks[1] = max([peaks[1], *map(resident, descendants(process.pid))])
        threading.Event().wait(0.2)


def descendants(pid: int) -> list[int]:
    """Return the ids of the processes below *pid*: the fork server, and its workers."""
    try:
        below = map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
    except OSError:
        return []
    return [each for child in below for each in (child, *descendants(child))]


def resident(pid: int) -> int:
    """Return the peak of resident memory in kilobytes (proc(5), VmHWM); 0 when it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    lines = (line.split() for line in status.splitlines())
    return next((int(line[1]) for line in lines if line[:1] == ["VmHWM:"]), 0)


def report(name: str, results: list[Result], base: Result | None) -> None:
    best = min(results, key=lambda result: result.seconds)
    cost = min(result.processor / result.pages for result in results if result.pages)
    rate = best.pages / best.seconds
    ratio = rate / (base.pages / base.seconds) if base else 1.0
    line = f"{name:25} {rate:7.1f} pages/s  {ratio:5.2f} x  {cost * 1000:6.1f} ms a page"
    if best.parent:
        memory = [
            max(each) // MEGABYTE
            for each in zip(*((r.parent, r.worker) for r in results), strict=True)
        ]
        line += f"  {memory[0]} MB here, {memory[1]} MB the largest worker"
    print(line)


def main(folder: str = str(SAMPLES), count: str = "300", rounds: str = "3") -> None:
    ways = {"one process": one_process, "command": command, "one core": one_processor,
            "trafilatura": trafilatura,
            "trafilatura with metadata": partial(trafilatura, with_metadata=True),
            "news-please": news_please}  # fmt: skip
    results: dict[str, list[Result]] = {}
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "pages.warc.gz"
        archive(saved(Path(folder), int(count)), path)
        print(f"{count} pages, {path.stat().st_size / 1e6:.1f} MB packed")
        for _ in range(int(rounds)):
            for name, way in ways.items():
                try:
                    results.setdefault(name, []).append(way(path))
                except ImportError as error:
                    print(f"{name}: not installed ({error.name})")
    alone = min(results["one process"], key=lambda result: result.seconds)
    for name, found in results.items():
        if found:
            report(name, found, alone)


if __name__ == "__main__":
    main(*sys.argv[1:])
