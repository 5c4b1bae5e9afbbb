"""How fast documents are read: ``python -m tests.benchmarks.discovery``.

Prints a table: what was measured, the processor time it took, the time it may take; for the
sitemap also the memory that its reading adds.
"""

from __future__ import annotations

import gzip
import resource
import zlib
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from time import process_time

from newscrawl.discovery import Request, Window, judge_page, read_feed, read_links, read_sitemap
from newscrawl.discovery import trap_of as trap
from newscrawl.document import parse
from newscrawl.extraction import extract
from newscrawl.page import Page
from tests.discovery.pages import Writer

SITE = "https://www.kabar.example"
TODAY = date(2026, 11, 23)
ENTRIES = 50_000
A_DAY = 200
MOST_MEMORY = 100  # MiB


def sitemap() -> bytes:
    """Return a news sitemap of 50,000 entries, 200 of each day, packed.

    It is never whole in memory here, or the peak of making it would hide that of reading it.
    """

    def entry(number: int) -> str:
        moment = f"{TODAY - timedelta(days=number // A_DAY)}T10:22:00+07:00"
        return (
            f"<url><loc>{SITE}/news/{number}/a-story-of-the-day-{number}.html</loc>"
            f"<lastmod>{moment}</lastmod><news:news><news:publication><news:name>Kabar</news:name>"
            f"<news:language>id</news:language></news:publication><news:publication_date>{moment}"
            f"</news:publication_date><news:title>Story {number} &amp; more</news:title>"
            "</news:news></url>\n"
        )

    head = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="n">'
    packer = zlib.compressobj(1, wbits=16 + zlib.MAX_WBITS)
    parts = [packer.compress(head.encode())]
    parts += [packer.compress(entry(number).encode()) for number in range(ENTRIES)]
    return b"".join((*parts, packer.compress(b"</urlset>"), packer.flush()))


def feed() -> bytes:
    item = "<item><title>A story</title><link>/{}</link><pubDate>{} WIB</pubDate></item>"
    items = (item.format(n, "Mon, 23 Nov 2026 17:43:00") for n in range(1_000))
    return f"<rss><channel>{''.join(items)}</channel></rss>".encode()


def timed(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(3):
        start = process_time()
        work()
        best = min(best, process_time() - start)
    return best


def report(name: str, seconds: float, allowed: float) -> None:
    mark = "" if seconds <= allowed else "  TOO SLOW"
    print(f"{name:36} {seconds * 1000:9.2f} ms   of {allowed * 1000:7.0f} ms{mark}")


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    packed = sitemap()
    request = Request(Window(since=TODAY))
    before = memory()
    for name in ("gzip", "plain"):
        body = packed if name == "gzip" else gzip.decompress(packed)
        page = Page(body, url=f"{SITE}/sitemap.xml")
        assert len(read_sitemap(page, request).candidates) == A_DAY
        print(f"{name}: {len(body) >> 20} MiB adds {memory() - before:.1f} MiB of {MOST_MEMORY}")
        report(f"a day of 50,000 entries, {name}", timed(partial(read_sitemap, page, request)), 1.0)
    page = Page(feed(), url=f"{SITE}/feed.xml")
    report("feed of 1,000 entries", timed(partial(read_feed, page)), 0.5)
    document = parse(Writer("en", "data").list_page("/", "Kabar Example", 500))
    report("links of a page of 500 stories", timed(partial(read_links, document)), 0.1)
    raw = extract(document)
    report("is it an article?", timed(partial(judge_page, document, raw)), 0.05)
    urls = [f"{SITE}/news/{n}/a-story-of-the-day?page={n}" for n in range(10_000)]
    report("10,000 addresses, trap or not", timed(lambda: [trap(url) for url in urls]), 1.0)


if __name__ == "__main__":
    main()
