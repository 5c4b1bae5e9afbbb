"""What a decision costs in the chain: ``python -m tests.benchmarks.decisions [DATABASE]``.

Prints milliseconds of processor time for each decision, the least of four rounds: a hundred in a
transaction, one in a transaction, and checking the chain. The bar is 0.2 ms amortised on SQLite.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from newscrawl.store import Store, open_store
from newscrawl.store.decisions import Ruling
from newscrawl.store.identity import Identity
from tests.crawlers import restricted_article

ROUNDS = 4
DECISIONS = 1_000
BATCH = 100


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = sys.argv[1] if len(sys.argv) > 1 else str(Path(folder) / "news.db")
        with open_store(target) as store:
            run = store.runs.start("benchmark", {})
            print(f"{least(lambda: write(store, run, BATCH)):.3f} ms, {BATCH} in a transaction")
            print(f"{least(lambda: write(store, run, 1)):.3f} ms, each in its own")
            length = store.decisions.verify().length
            spent = least(store.decisions.verify) * DECISIONS / length
            print(f"{spent:.3f} ms to check one")


def write(store: Store, run: int, batch: int) -> None:
    ruling = Ruling.of(restricted_article())
    assert ruling is not None
    for start in range(0, DECISIONS, batch):
        with store._database.transaction() as connection:
            for number in range(start, start + batch):
                identity = Identity(f"https://a.example/{number}", "a.example", "page")
                store.decisions.write(connection, run, [(identity, ruling)])


def least(work: Callable[[], object]) -> float:
    """Return the milliseconds of the fastest round, by decision."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        rounds.append(time.process_time() - start)
    return min(rounds) / DECISIONS * 1_000


if __name__ == "__main__":
    main()
