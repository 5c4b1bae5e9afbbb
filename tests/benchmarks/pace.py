"""How exactly a live crawl keeps its delay, as twenty servers see it, and what time it wastes.

Run ``python -m tests.benchmarks.pace [SITES] [STORIES] [DELAY]`` on Linux. ``scrapy crawl news``
takes SITES invented sites (:mod:`tests.benchmarks.press`) of STORIES stories each at once, with a
delay of DELAY seconds. Bars, for 20 sites of 50 pages at .5 s: no gap under .49 s; from the first
page to the last at most 10 % more than the delays come to.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from itertools import pairwise

from tests.benchmarks.press import ROOT, Press, Town


def main(sites: str = "20", stories: str = "40", delay: str = "0.5") -> None:
    town = Town(sites=int(sites), stories=int(stories), teasers=10)
    environment = {name: os.environ[name] for name in os.environ if "proxy" not in name.lower()}
    environment |= {"SCRAPY_SETTINGS_MODULE": "newscrawl.settings", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-X", "utf8", "-m", "scrapy", "crawl", "news"]
    settings = ["-s", f"DOWNLOAD_DELAY={delay}", "-s", "LOG_LEVEL=WARNING"]
    with Press(town) as press, tempfile.TemporaryDirectory() as folder:
        seeds = ["-a", f"seeds={','.join(press.seeds)}"]
        subprocess.run([*command, *settings, *seeds], cwd=folder, env=environment, check=True)
        hits = press.hits()
    times = defaultdict(list)
    for hit in hits:
        times[hit.site].append(hit.at)
    gaps = sorted(later - sooner for each in times.values() for sooner, later in pairwise(each))
    pages = [hit for hit in hits if hit.is_page]
    most = max(sum(hit.site == site for hit in pages) for site in times)
    ideal, taken = (most - 1) * float(delay), pages[-1].at - pages[0].at
    print(f"{len(hits):,} requests, {len(pages):,} for pages, at most {most} a site")
    print(f"gaps: least {gaps[0]:.4f} s, median {gaps[len(gaps) // 2]:.4f} s")
    print(f"first page to last: {taken:.2f} s, {taken / ideal - 1:+.1%} of {ideal:.2f} s")


if __name__ == "__main__":
    main(*sys.argv[1:])
