"""Any document to the candidates it lists, by what it is."""

from __future__ import annotations

from newscrawl.discovery.feeds import read_feed
from newscrawl.discovery.kinds import kind_of
from newscrawl.discovery.links import NOT_TO_BE_FOLLOWED, is_served_nofollow, read_links
from newscrawl.discovery.model import Kind, Listing
from newscrawl.discovery.sitemaps import read_sitemap
from newscrawl.discovery.wording import Request
from newscrawl.document import Document, parse
from newscrawl.page import Page

__all__ = ["read_listing"]


def read_listing(
    page: Page, request: Request | None = None, document: Document | None = None
) -> Listing:
    """Return what *page* lists, whether feed, sitemap or HTML. Never raises.

    *document* is its parse, where there is one already. Of anything else nothing is read.
    """
    kind = kind_of(page)
    if kind is not Kind.PAGE and is_served_nofollow(page):
        return Listing(kind, problems=(NOT_TO_BE_FOLLOWED,))
    if kind is Kind.FEED:
        return read_feed(page, request)
    if kind in {Kind.SITEMAP, Kind.INDEX}:
        return read_sitemap(page, request)
    if kind is Kind.PAGE:
        return read_links(document or parse(page), request)
    return Listing(Kind.OTHER, problems=("neither feed, sitemap nor page",))
