"""How well, how fast and in how much memory articles are found, beside other extractors.

Run ``python -m tests.benchmarks.extraction KIT [EVERY] [NAMES]``: *KIT* holds ``truth.jsonl``
(``id``, ``url``, ``source``, and ``body`` with perhaps ``body_alts``) and
``pages/<id>.html.gz``; of its pages every *EVERY*-th is taken (1), by the extractors in *NAMES*
(``fast,thorough,trafilatura``; all that are installed). Ours makes the whole examination: every
field, notices, links, signals. Each extractor has a process of its own, which
extracts page after page, as a crawl or a run over files does; after every fifty pages it is
another one's turn, so that a busy machine slows them alike.

Printed for each: pages a processor second, and how many times trafilatura's that is; the slowest
page in seconds; the most memory in MB; and by source body F1 (harmonic mean of the mean
precision and the mean recall of word 4-grams) and the share of bodies that are the same word for
word.
"""

from __future__ import annotations

import gzip
import json
import resource
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from statistics import mean
from time import process_time
from typing import Any

from newscrawl.text.cleaning import fold
from newscrawl.text.sentences import words

Extractor = Callable[[bytes, str], str | None]
# Body, seconds of processor time, the most memory of the process so far in bytes.
Extracted = tuple[str | None, float, int]
PEER = "trafilatura"
_TURN = 50
_SPACELESS = "\u0e00\u0e7f", "\u3040\u9fff"


def ours(mode: str) -> Extractor:
    from newscrawl import examine

    return lambda body, url: examine(body, url=url, mode=mode).article.article_body


def trafilatura(*, fast: bool) -> Extractor:
    from trafilatura import bare_extraction

    def extract(body: bytes, url: str) -> str | None:
        found = bare_extraction(body, url=url, fast=fast, with_metadata=True)
        return found.text if found else None

    return extract


def newspaper() -> Extractor:
    from newspaper import Article, Config

    config = Config()
    config.fetch_images = False  # it would ask the site for them

    def extract(body: bytes, url: str) -> str | None:
        article = Article(url, config=config)
        article.download(input_html=body.decode("utf-8", "replace"))
        article.parse()
        return article.text or None

    return extract


def news_please() -> Extractor:
    from newsplease import NewsPlease

    def extract(body: bytes, url: str) -> str | None:
        # It would ask the site for its pictures.
        html = body.decode("utf-8", "replace")
        text: str | None = NewsPlease.from_html(html, url, fetch_images=False).maintext
        return text

    return extract


# Name, module it needs, how to make it.
EXTRACTORS: Sequence[tuple[str, str, Callable[[], Extractor]]] = (
    ("fast", "newscrawl", lambda: ours("fast")),
    ("thorough", "newscrawl", lambda: ours("thorough")),
    (PEER, "trafilatura", lambda: trafilatura(fast=False)),
    (f"{PEER} fast", "trafilatura", lambda: trafilatura(fast=True)),
    ("newspaper4k", "newspaper", newspaper),
    ("news-please", "newsplease", news_please),
)


@dataclass
class Result:
    """Seconds of processor time by page, peak memory in bytes, scores by source."""

    seconds: list[float] = field(default_factory=list)
    memory: int = 0
    scores: dict[str, list[tuple[float | None, float, bool]]] = field(
        default_factory=lambda: defaultdict(list)
    )


def pages(kit: Path, every: int) -> Iterator[tuple[dict[str, Any], bytes]]:
    rows = (kit / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    for row in rows[::every]:
        known = json.loads(row)
        yield known, gzip.decompress((kit / "pages" / f"{known['id']}.html.gz").read_bytes())


def tokens(text: str) -> list[str]:
    """Return the words of *text*, characters of scripts without spaces one by one."""
    parted = (f" {char} " if _is_spaceless(char) else char for char in fold(text))
    return [part for word in words("".join(parted)) for part in word.replace("'", "-").split("-")]


def _is_spaceless(char: str) -> bool:
    return any(low <= char <= high for low, high in _SPACELESS)


def grams(units: list[str]) -> Counter[tuple[str, ...]]:
    if len(units) <= 4:
        return Counter([tuple(units)] if units else [])
    return Counter(zip(*(units[start:] for start in range(4)), strict=False))


def score(found: str | None, truth: str) -> tuple[float | None, float, bool]:
    """Return precision (None for an empty prediction), recall, and whether both are the same."""
    mine, right = tokens(found or ""), tokens(truth)
    one, other = grams(mine), grams(right)
    both = (one & other).total()
    return both / one.total() if one else None, both / other.total(), mine == right


def harmonic(precision: float | None, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision and recall else 0.0


@cache
def extractor(name: str) -> Extractor:
    return next(make for known, _, make in EXTRACTORS if known == name)()


def extracted(name: str, bodies: Sequence[tuple[str, bytes]]) -> list[Extracted]:
    """Extract the pages, each an address and its bytes, one after the other."""
    extract = extractor(name)
    return [_extracted(extract, name, url, body) for url, body in bodies]


def _extracted(extract: Extractor, name: str, url: str, body: bytes) -> Extracted:
    began = process_time()
    try:
        found = extract(body, url)
    except Exception as error:  # noqa: BLE001  # peers crash on some pages
        print(f"{name}: {url}: {type(error).__name__}", file=sys.stderr)
        found = None
    spent = process_time() - began
    return found, spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def measured(kit: Path, every: int, names: Sequence[str]) -> dict[str, Result]:
    """Return the results of each extractor; they take turns, each in its process."""
    results = {name: Result() for name in names}
    with ExitStack() as stack:
        pools = {
            name: stack.enter_context(ProcessPoolExecutor(1, mp_context=get_context("spawn")))
            for name in names
        }
        remaining = pages(kit, every)
        while turn := list(islice(remaining, _TURN)):
            bodies = [(known["url"], body) for known, body in turn]
            for name, pool in pools.items():
                found = pool.submit(extracted, name, bodies).result()
                for (known, _), each in zip(turn, found, strict=True):
                    note(results[name], known, *each)
    return results


def note(result: Result, known: dict[str, Any], found: str | None, spent: float, most: int) -> None:
    """Add to *result* what was *found* on a page of which the truth is *known*."""
    result.seconds.append(spent)
    result.memory = most
    truths = [truth for truth in (known.get("body"), *(known.get("body_alts") or ())) if truth]
    if truths:
        scores = [score(found, truth) for truth in truths]
        best = max(scores, key=lambda each: (each[2], harmonic(each[0], each[1])))
        result.scores[known["source"]].append(best)


def cells(scores: list[tuple[float | None, float, bool]]) -> str:
    precisions = [precision for precision, _, _ in scores if precision is not None]
    f1 = harmonic(mean(precisions) if precisions else 0.0, mean(recall for _, recall, _ in scores))
    return f"{f1:.3f} {mean(same for _, _, same in scores):.3f}"


def main(kit: str, every: str = "1", names: str = "") -> None:
    installed = [name for name, module, _ in EXTRACTORS if find_spec(module)]
    wanted = [name for name in installed if not names or name in names.split(",")]
    results = measured(Path(kit), int(every), wanted)
    sources = sorted({source for result in results.values() for source in result.scores})
    heads = "".join(f"{source:>14}" for source in sources)
    print(f"{'':18}{'pages/s':>8}{'times':>7}{'slowest':>9}{'MB':>6}{heads}")
    base = sum(results[PEER].seconds) if PEER in results else None
    for name, result in results.items():
        spent = sum(result.seconds)
        times = f"{base / spent:.2f}" if base else "-"
        found = "".join(f"{cells(result.scores[source]):>14}" for source in sources)
        print(
            f"{name:18}{len(result.seconds) / spent:8.1f}{times:>7}{max(result.seconds):9.2f}"
            f"{result.memory >> 20:6d}{found}"
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
