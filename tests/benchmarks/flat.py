"""Whether the memory of a long offline run grows.

Run ``python -m tests.benchmarks.flat [PAGES]`` on Linux. The command examines a WARC file of so
many small pages (:mod:`tests.benchmarks.press`), no two alike; twenty times on the way the pages
done and the resident memory of its process and of its largest worker are printed. Bars: flat over
50,000 pages, the process under 150 MB, each worker under 400 MB.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from time import monotonic, sleep

from tests.benchmarks.memory import resident
from tests.benchmarks.offline import archive, descendants, started
from tests.benchmarks.press import Town, page_of

_STEPS = 20
_SITES = 500


def lines(path: Path, seen: int) -> int:
    """Return how many lines the file at *path* has, of which the first *seen* bytes have none."""
    with path.open("rb") as stream:
        stream.seek(seen)
        return sum(piece.count(b"\n") for piece in iter(lambda: stream.read(1 << 20), b""))


def main(pages: str = "50000") -> None:
    count = int(pages)
    town = Town(_SITES, count // _SITES + 1, teasers=2, scripts=False)
    with tempfile.TemporaryDirectory() as folder:
        path, feed = Path(folder, "pages.warc.gz"), Path(folder, "articles.jsonl")
        bodies = (page_of(n % _SITES, n // _SITES + 1, town).encode() for n in range(count))
        archive(bodies, path)
        began, due, done, read = monotonic(), 0, 0, 0
        process = started(path, folder)
        while process.poll() is None:
            sleep(1)
            size = feed.stat().st_size if feed.exists() else 0
            done, read = done + (lines(feed, read) if size > read else 0), size
            if done >= due:
                worker = max(map(resident, descendants(process.pid)), default=0.0)
                took = monotonic() - began
                print(
                    f"{done:7,} pages {took:7.0f} s {resident(process.pid):6.0f} MB here"
                    f" {worker:6.0f} MB the largest worker",
                    flush=True,
                )
                due = done + count // _STEPS
        took = monotonic() - began
        print(f"{lines(feed, 0):,} of {count:,} pages in {took:.0f} s, exit {process.returncode}")


if __name__ == "__main__":
    main(*sys.argv[1:])
