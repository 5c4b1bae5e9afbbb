"""Discovery: documents to candidates, the addresses worth a request.

::

    listing = read_listing(page, Request(Window(since=date(2026, 11, 23)), now=now))
    wanted = [each for each in newest_first(listing.articles) if not asked.refusal(each)]

Pure: it reads what was fetched, and asks for nothing. No document makes it fail; what was wrong
with one is in ``Listing.problems``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.discovery.model import Candidate, Kind, Listing, Role
from newscrawl.discovery.window import Bound, Window
from newscrawl.facades import on_first_use

if TYPE_CHECKING:
    from newscrawl.discovery.articleness import Judgement, judge_page
    from newscrawl.discovery.feeds import read_feed
    from newscrawl.discovery.filters import Filter, newest_first
    from newscrawl.discovery.kinds import kind_of
    from newscrawl.discovery.links import find_feeds, is_nofollow, read_links
    from newscrawl.discovery.reading import read_listing
    from newscrawl.discovery.sitemaps import read_sitemap
    from newscrawl.discovery.traps import Yields, family, trap_of
    from newscrawl.discovery.wording import Request

__all__ = [
    "Bound",
    "Candidate",
    "Filter",
    "Judgement",
    "Kind",
    "Listing",
    "Request",
    "Role",
    "Window",
    "Yields",
    "family",
    "find_feeds",
    "is_nofollow",
    "judge_page",
    "kind_of",
    "newest_first",
    "read_feed",
    "read_links",
    "read_listing",
    "read_sitemap",
    "trap_of",
]

__getattr__ = on_first_use(
    __name__,
    {
        "articleness": ["Judgement", "judge_page"],
        "feeds": ["read_feed"],
        "filters": ["Filter", "newest_first"],
        "kinds": ["kind_of"],
        "links": ["find_feeds", "is_nofollow", "read_links"],
        "reading": ["read_listing"],
        "sitemaps": ["read_sitemap"],
        "traps": ["Yields", "family", "trap_of"],
        "wording": ["Request"],
    },
)
