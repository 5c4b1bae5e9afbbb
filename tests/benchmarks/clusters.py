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
from itertools import islice
from pathlib import Path

from newscrawl.store import open_store
from newscrawl.store.identity import Identity
from newscrawl.store.originals import Attribution
from newscrawl.text.fingerprint import Fingerprint, digest
from tests.text.copies import pairs

_VOCABULARY = [f"w{number:x}" for number in range(30_000)]
_FREQUENCIES = [1 / (rank + 5) for rank in range(len(_VOCABULARY))]
_PHRASES = [" ".join(random.Random(seed).choices(_VOCABULARY, k=7)) for seed in range(300)]
_MEASURED = 2_000


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
    """Print what it costs to find the copies of one more article."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        with open_store(str(path)) as store:
            store.runs.start("benchmark", {})
            texts = enumerate(stories(count + _MEASURED))
            prepared = ((number, text, Fingerprint.of(text)) for number, text in texts)
            clustered, costs = 0, []
            for number, text, fingerprint in islice(prepared, count + _MEASURED):
                identity = Identity.of({"url": f"https://s{number % 400}.example/{number}"})
                about = Attribution(site=f"s{number % 400}.example", credits=("ANTARA",))
                began = time.process_time()
                found = store.fingerprints.sight(1, identity, digest(text), fingerprint, about)
                if number >= count:
                    costs.append(time.process_time() - began)
                    clustered += found.membership is not None
        costs.sort()
        began = time.process_time()
        for text in stories(500):
            Fingerprint.of(text)
        own = (time.process_time() - began) / 500
        size = path.stat().st_size / (count + _MEASURED)
    print(
        f"{count:,} articles: {1e3 * sum(costs) / len(costs):.2f} ms an article"
        f" (median {1e3 * costs[len(costs) // 2]:.2f}, most {1e3 * costs[-1]:.1f}),"
        f" its fingerprint {1e3 * own:.2f} ms with its text; {size:,.0f} bytes;"
        f" {clustered} of {_MEASURED:,} have copies"
    )


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
            words = source.choices(_VOCABULARY, _FREQUENCIES, k=source.randrange(120, 400))
            words[30:30] = [source.choice(_PHRASES), source.choice(_PHRASES)]
            text = " ".join(words)
            recent = [*recent[-200:], text]
        yield text


if __name__ == "__main__":
    main()
