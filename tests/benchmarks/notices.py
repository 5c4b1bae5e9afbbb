"""How fast pages are searched for notices: ``python -m tests.benchmarks.notices [PAGES]``.

PAGES is a directory of HTML pages, gzipped or not. Prints the processor time it takes to load
all lexicons, to search a page (parsing excluded), and to read texts that were made to be slow:
there doubling the length must double the time.
"""

from __future__ import annotations

import argparse
import gzip
import random
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import mean, median
from time import process_time

from newscrawl.document import Document, parse
from newscrawl.page import MediaType, Page
from newscrawl.policy.notices import find_notices, read_text
from newscrawl.policy.notices.lexicon import lexicons_for
from newscrawl.policy.notices.sieve import sieve

MEGABYTE = 1_000_000
ROUNDS = 3
LETTERS = "abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщэюя"


def documents(folder: Path) -> Iterator[Document]:
    for path in sorted(folder.iterdir()):
        body = path.read_bytes()
        if path.suffix == ".gz":
            body = gzip.decompress(body)
        document = parse(Page(body))
        # Parsing is lazy.
        assert document.units is not None
        yield document


def malice() -> dict[str, str]:
    chance = random.Random(1)
    own = [
        phrase.replace("*", "").replace("...", "").replace("|", " ")
        for lexicon in lexicons_for()
        for phrases in lexicon.phrases.values()
        for phrase in phrases
    ]
    words = ["".join(chance.choices(LETTERS, k=7)) for _ in range(MEGABYTE // 8)]
    return {
        "one notice, repeated": "You may not crawl this site without written permission of X. ",
        "one sentence": "dilarang mengambil konten crawl AI tanpa izin tertulis dari ",
        "open lines": "Dilarang crawling konten:\n",
        "open words": "may not prohibited without permission ",
        "letters apart": "d i l a r a n g ",
        "letters apart, as lines": "d\u200b i\u200b l\u200b a\u200b r\u200b a\u200b\n",
        "look-alikes": "dilаrang ",
        "copyright lines": "copyright © 2020 Crawl ",
        "quotation marks": "“ 'a \"",
        "addresses": "a.@",
        "no spaces": "crawling",
        "Chinese": "未经许可禁止抓取本网站内容",
        "all words of all lexicons": " ".join(chance.sample(own, len(own))),
        "all words, as lines": "\n".join(chance.sample(own, len(own))),
        "no word twice": " ".join(words),
        "no word twice, as lines": "\n".join(words),
        "no text at all": chance.randbytes(MEGABYTE).decode("cp1252", "replace"),
    }


def seconds(text: str) -> float:
    """Return the longer time of two: for *text* as it stands, and for a page of its lines."""
    page = parse(Page(text.encode(), media_type=MediaType.TEXT))
    assert page.units is not None
    times = []
    for work in (partial(read_text, text), partial(find_notices, page)):
        start = process_time()
        work()
        times.append(process_time() - start)
    return max(times)


def report_loading() -> None:
    start = process_time()
    lexicons = lexicons_for()
    sieve()
    print(f"{len(lexicons)} lexicons loaded in {(process_time() - start) * 1000:.0f} ms")


def report_pages(folder: Path) -> None:
    first, best = [], []
    for document in documents(folder):
        times = []
        for _ in range(ROUNDS):
            start = process_time()
            find_notices(document)
            times.append((process_time() - start) * 1000)
        first.append(times[0])
        best.append(min(times))
    for name, times in (("at first sight", first), ("again", best)):
        figures = f"median {median(times):.2f} ms, mean {mean(times):.2f}, most {max(times):.0f}"
        print(f"{len(times)} pages {name}: {figures}")


def report_malice() -> None:
    for name, piece in malice().items():
        text = (piece * (MEGABYTE // len(piece) + 1))[:MEGABYTE]
        cells = [f"{seconds(text[: MEGABYTE // share]) * 1000:6.0f}" for share in (8, 4, 2, 1)]
        print(f"{name:28}", *cells, "ms for 1/8, 1/4, 1/2 and 1 MB")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the search for notices.")
    parser.add_argument("pages", nargs="?", type=Path, help="a directory of HTML pages")
    folder = parser.parse_args().pages
    report_loading()
    if folder is not None:
        report_pages(folder)
    report_malice()


if __name__ == "__main__":
    main()
