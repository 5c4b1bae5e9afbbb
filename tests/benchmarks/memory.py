"""How much memory a long live crawl takes, and whether it grows.

Run ``python -m tests.benchmarks.memory [PAGES] [SITES] [WAY]`` on Linux. The news spider takes
PAGES small pages of SITES invented sites (:mod:`tests.benchmarks.press`), without a delay; WAY is
one of :mod:`tests.benchmarks.crawl`. Twenty times on the way the resident memory of the main
process is printed. Bars: flat over 50,000 pages, and under 300 MB.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic, sleep

from tests.benchmarks.press import ROOT, Press, Town

_STEPS = 20


def resident(pid: int) -> float:
    """Return the resident memory of the process *pid* in MB; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def main(pages: str = "50000", sites: str = "50", way: str = "news") -> None:
    town = Town(int(sites), int(pages) // int(sites), teasers=8, scripts=False)
    environment = {name: os.environ[name] for name in os.environ if "proxy" not in name.lower()}
    environment |= {"SCRAPY_SETTINGS_MODULE": "newscrawl.settings", "PYTHONPATH": str(ROOT)}
    step = int(pages) // _STEPS
    with Press(town) as press, tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.benchmarks.crawl", way, ",".join(press.seeds)]
        began, asked, due = monotonic(), 0, 0
        with Path(folder, "log.txt").open("w", encoding="utf-8") as log:
            process = subprocess.Popen(command, cwd=folder, env=environment, stderr=log)
        while process.poll() is None:
            sleep(1)
            asked += len(press.hits())
            if asked >= due:
                took = monotonic() - began
                print(
                    f"{asked:7,} requests {took:7.0f} s {resident(process.pid):6.0f} MB", flush=True
                )
                due = asked + step
        print("".join(Path(folder, "log.txt").read_text(encoding="utf-8").splitlines(True)[-12:]))


if __name__ == "__main__":
    main(*sys.argv[1:])
