"""The addresses of a page: its own and its canonical one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newscrawl.document import Document
from newscrawl.document.base import Base
from newscrawl.extraction.lexicon import table
from newscrawl.extraction.nodes import StructuredData, plain
from newscrawl.urls import is_web_url

__all__ = ["find_canonical_url", "find_url"]

# Nothing behind the host, but perhaps a fragment.
_HOME = re.compile(r"[^:/?#]+://[^/?#]*/*\??(?:#|\Z)")


def find_url(document: Document, data: StructuredData) -> str | None:
    """Return where the page came from; of a page from a file, where it says it belongs."""
    return document.page.url or find_canonical_url(document, data)


def find_canonical_url(document: Document, data: StructuredData) -> str | None:
    """Return the address by which the page wants to be known.

    ``rel="canonical"``, then ``og:url``, then JSON-LD; a malformed one and that of a home page
    is none.
    """
    base = Base(document.base_url)
    addresses = (_article_address(url, base) for url in _stated(document, data) if url)
    return next(filter(None, addresses), None)


def _stated(document: Document, data: StructuredData) -> Iterator[str | None]:
    yield from (link.url for link in document.head_links if "canonical" in link.rel)
    yield from map(document.meta, table("metas")["address"])
    yield from (plain(data[key]) for key in ("mainEntityOfPage", "url"))


def _article_address(url: str, base: Base) -> str | None:
    absolute = base.resolve(url.strip())
    if absolute is None or not is_web_url(absolute) or len(absolute.split()) > 1:
        return None
    return None if _HOME.match(absolute) else absolute
