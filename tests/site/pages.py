"""Pages of an invented newspaper, as its site would print them."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping
from typing import Any

__all__ = ["PARAGRAPHS", "article", "feed", "home", "robots", "sitemap"]

PARAGRAPHS = """\
The town council voted on Tuesday to rebuild the eastern breakwater, ending a dispute of nine years.
Work begins in spring and will cost 41 million crowns, council leader Maren Holt said afterwards.
Fishermen had asked that nothing be moved in the herring season; two channels are to stay open.
A report found that the old wall would not outlast a storm like that of 1998, which broke its door.
""".splitlines()
_STREETS = "Amber Birch Cedar Dune Elm Ferry Grain Harbour Iron Juniper Kelp Lime".split()


def article(
    number: int = 1,
    *,
    after: str = "",
    head: str = "",
    footer: str = "© 2026 Breakwater Post",
    data: Mapping[str, Any] | None = None,
) -> str:
    """Return the page of story *number*, with markup *after* its last paragraph and in its head."""
    headline = title(number)
    node = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": headline,
        "datePublished": f"2026-11-{number % 28 + 1:02}T08:00:00+01:00",
        "author": {"@type": "Person", "name": "Ida Brand"},
        "publisher": {"@type": "Organization", "name": "Breakwater Post"},
    } | dict(data or {})
    body = "".join(f"<p>{text}</p>" for text in paragraphs(number))
    return (
        f'<!doctype html><html lang="en"><head><title>{headline} | Breakwater Post</title>{head}'
        f'<script type="application/ld+json">{json.dumps(node)}</script></head><body>'
        f'<header><a href="/">Breakwater Post</a></header><main><article><h1>{headline}</h1>'
        f'<p class="byline">By Ida Brand</p>{body}{after}</article></main>'
        f"<footer>{footer}</footer></body></html>"
    )


def title(number: int) -> str:
    """Return the headline of story *number*."""
    return f"Council approves works on {_STREETS[number % 12]} Street, part {number}"


def paragraphs(number: int) -> list[str]:
    """Return the paragraphs of story *number*; no two stories read alike."""
    return [
        f"{text} {_STREETS[(number * step) % 12]} Street keeps {number * step + 7} lamps meanwhile."
        for step, text in enumerate(PARAGRAPHS, 1)
    ]


def home(links: Iterable[str], *, footer: str = "© 2026 Breakwater Post") -> str:
    """Return a front page with a headline for each of *links*."""
    teasers = "".join(
        f'<h2><a href="{html.escape(link)}">{title(number)}</a></h2>'
        for number, link in enumerate(links, 1)
    )
    return (
        '<!doctype html><html lang="en"><head><title>Breakwater Post</title></head><body>'
        f"<header><h1>Breakwater Post</h1></header><main>{teasers}</main>"
        f"<footer>{footer}</footer></body></html>"
    )


def feed(base: str, paths: Iterable[str]) -> str:
    """Return an RSS feed of *paths*."""
    items = "".join(
        f"<item><title>A story</title><link>{base}{path}</link></item>" for path in paths
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'


def sitemap(base: str, paths: Iterable[str]) -> str:
    """Return a sitemap of *paths*."""
    entries = "".join(f"<url><loc>{base}{path}</loc></url>" for path in paths)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0"?><urlset xmlns="{space}">{entries}</urlset>'


def robots(*lines: str) -> str:
    """Return a robots.txt for everybody."""
    return "\n".join(["User-agent: *", *lines, ""])
