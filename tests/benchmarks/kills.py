"""A live crawl killed at random moments, and taken up each time by the same command.

Run ``python -m tests.benchmarks.kills [KILLS] [STORIES] [SEED]`` on Linux. Four invented sites
(:mod:`tests.benchmarks.press`) have STORIES stories between them. ``scrapy crawl news`` with a
JOBDIR is killed (``SIGKILL``) KILLS times, then it may end. Printed is what was lost, and what the
server has been asked for twice. Bars: no page and no item lost, at most CONCURRENT_REQUESTS
requests made twice for each kill.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import sleep

from tests.benchmarks.press import ROOT, Press, Town, path_of

_SITES = 4
_CONCURRENCY = 16
_COMMAND = [
    *(sys.executable, "-X", "utf8", "-m", "scrapy", "crawl", "news", "-o", "articles.jsonl"),
    *("-s", "JOBDIR=job", "-s", "DOWNLOAD_DELAY=0", "-s", "LOG_LEVEL=WARNING"),
    *("-s", f"CONCURRENT_REQUESTS={_CONCURRENCY}", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8"),
]


def begin(press: Press, folder: Path) -> subprocess.Popen[bytes]:
    """Start the crawl, or go on with it."""
    environment = {name: os.environ[name] for name in os.environ if "proxy" not in name.lower()}
    environment |= {"SCRAPY_SETTINGS_MODULE": "newscrawl.settings", "PYTHONPATH": str(ROOT)}
    command = [*_COMMAND, "-a", f"seeds={','.join(press.seeds)}"]
    with (folder / "log.txt").open("ab") as log:
        return subprocess.Popen(command, cwd=folder, env=environment, stderr=log)


def stored(folder: Path) -> set[str]:
    """Return the addresses of the stored articles."""
    with sqlite3.connect(folder / "newscrawl.db") as connection:
        return {url for (url,) in connection.execute("SELECT url FROM articles")}


def main(kills: str = "10", stories: str = "1000", seed: str = "1") -> None:
    dice = random.Random(int(seed))
    town = Town(sites=_SITES, stories=int(stories) // _SITES, teasers=40)
    with Press(town) as press, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wanted = {
            f"http://{site}{path_of(number)}"
            for site in press.sites
            for number in range(1, town.stories)
        }
        share = len(wanted) // (int(kills) + 1)
        asked = 0
        for number in range(int(kills)):
            process = begin(press, folder)
            moment = asked + dice.randrange(1, 2 * share)
            while (count := press.count()) < moment and process.poll() is None:
                sleep(dice.random() * 0.02)
            process.send_signal(signal.SIGKILL)
            process.wait()
            asked = press.count()
            print(f"kill {number + 1:2} after {count:5,} requests", file=sys.stderr)
        code = begin(press, folder).wait()
        found, hits = stored(folder), press.hits()
        log = (folder / "log.txt").read_text(encoding="utf-8")
    requests = Counter(f"http://{hit.site}{hit.path}" for hit in hits)
    again = {url: count - 1 for url, count in requests.items() if count > 1}
    print(f"exit code {code}; {len(hits):,} requests for {len(requests):,} addresses")
    print(f"{len(wanted - requests.keys())} pages lost, {len(wanted - found)} items lost")
    most = int(kills) * _CONCURRENCY
    print(f"{sum(again.values())} requests made again; {most} would be allowed")
    fronts = sum(count for url, count in again.items() if url.count("/") == 3)
    print(f"{fronts} of them for front pages and what is at the root")
    if "Traceback" in log or code:
        print(log[-4000:])


if __name__ == "__main__":
    main(*sys.argv[1:])
