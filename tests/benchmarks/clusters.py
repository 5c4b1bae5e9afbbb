"""Copies: how well they are found, and what looking for them costs in a store of many articles.

    python -m tests.benchmarks.clusters [--articles 100000]

Of the articles a tenth are copies, cut or with a paragraph of their own; a tenth are texts of one
template. Times are CPU seconds of this process.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, islice
from pathlib import Path

from sqlalchemy import insert

from newscrawl.store import Store, open_store
from newscrawl.store.appearances import Appearance
from newscrawl.store.attribution import Attribution
from newscrawl.store.identity import Identity
from newscrawl.store.schema import anchors, fingerprints
from newscrawl.text.fingerprint import Fingerprint, digest
from tests.text.copies import pairs

_VOCABULARY = [f"w{number:x}" for number in range(30_000)]
_FREQUENCIES = list(accumulate(1 / (rank + 5) for rank in range(len(_VOCABULARY))))
_PHRASES = [" ".join(random.Random(seed).choices(_VOCABULARY, k=7)) for seed in range(300)]
_MEASURED = 2_000
_BATCH = 1_000


def main() -> None:
    """Print precision and recall by language, and the cost of an article."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--seeds", type=int, default=20)
    arguments = parser.parse_args()
    print_accuracy(arguments.seeds)
    print_cost(arguments.articles)


def print_accuracy(seeds: int) -> None:
    """Print how many pairs are told rightly."""
    outcomes: Counter[tuple[str, bool, bool]] = Counter()
    for pair in pairs(seeds):
        one, other = Fingerprint.of(pair.one), Fingerprint.of(pair.other)
        assert one is not None
        assert other is not None
        found = bool({*one.anchors} & {*other.anchors}) and one.likeness(other).is_copy
        for group in (pair.name.partition(":")[0], "all"):
            outcomes[group, pair.are_copies, found] += 1
    for group in dict.fromkeys(name for name, _, _ in outcomes):
        right, missed = outcomes[group, True, True], outcomes[group, True, False]
        wrong, apart = outcomes[group, False, True], outcomes[group, False, False]
        if right + missed:
            print(
                f"{group}: recall {right / (right + missed):.4f} of {right + missed:,} copies,"
                f" precision {right / (right + wrong):.4f} beside {wrong + apart} others"
            )


def print_cost(count: int) -> None:
    """Print what it costs to find the copies of one more article in a store of *count*."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        with open_store(str(path)) as store:
            store.runs.start("benchmark", {})
            texts = enumerate(stories(count + _MEASURED), 1)
            fill(store, islice(texts, count))
            size = path.stat().st_size / count
            found = [sight(store, number, text) for number, text in texts]
    costs = sorted(cost for cost, _ in found)
    print(
        f"{count:,} articles: {1e3 * sum(costs) / len(costs):.2f} ms to sight another"
        f" (median {1e3 * costs[len(costs) // 2]:.2f}, most {1e3 * costs[-1]:.1f});"
        f" {size:,.0f} bytes each; {sum(is_copy for _, is_copy in found)} of {len(found):,}"
        " have copies"
    )


def fill(store: Store, texts: Iterator[tuple[int, str]]) -> None:
    """Put fingerprints of *texts* into *store*, many at a time."""
    while batch := list(islice(texts, _BATCH)):
        rows, values = [], []
        for number, text in batch:
            found = Fingerprint.of(text)
            assert found is not None
            url, site = address(number), f"s{number % 400}.example"
            about = Attribution(site=site).values()
            rows.append({"id": number, "key": url, "run": 1, "name": url, "host": site,
                         "digest": digest(text), "sketch": found.packed,
                         "first_seen": "2026-11-28T05:00:00+00:00", **about})  # fmt: skip
            values += [{"value": anchor, "fingerprint": number} for anchor in found.anchors]
        with store._database.transaction() as connection:
            connection.execute(insert(fingerprints), rows)
            connection.execute(insert(anchors), values)


def sight(store: Store, number: int, text: str) -> tuple[float, bool]:
    """Return the CPU seconds of forerunners *text*, and whether it is a copy."""
    identity, about = Identity.of({"url": address(number)}), Attribution(credits=("ANTARA",))
    found, mark = Fingerprint.of(text), digest(text)
    began = time.process_time()
    forerunners = store.fingerprints.sight(1, Appearance(identity, mark, found, about))
    return time.process_time() - began, forerunners.membership is not None


def address(number: int) -> str:
    """Return the address of the article *number*."""
    return f"https://s{number % 400}.example/{number}"


def stories(count: int) -> Iterator[str]:
    """Yield so many texts of some 250 words."""
    source = random.Random(1)
    recent: list[str] = []
    for number in range(count):
        if number % 10 == 3 and recent:
            words = source.choice(recent).split()
            text = " ".join([*source.choices(_VOCABULARY, k=25), *words[: len(words) // 2]])
        elif number % 10 == 7:
            slots = source.choices(_VOCABULARY, k=40)
            text = " ".join(
                f"{phrase} {slot}" for phrase, slot in zip(_PHRASES, slots, strict=False)
            )
        else:
            words = source.choices(
                _VOCABULARY, cum_weights=_FREQUENCIES, k=source.randrange(120, 400)
            )
            words[30:30] = [source.choice(_PHRASES), source.choice(_PHRASES)]
            text = " ".join(words)
            recent = [*recent[-200:], text]
        yield text


if __name__ == "__main__":
    main()
