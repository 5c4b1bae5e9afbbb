"""What spiders, gate and frontier announce, for whoever keeps count: summary, progress, store.

Connect with ``crawler.signals.connect(handler, signal=newscrawl.signals.page_failed)``.
"""

from __future__ import annotations

__all__ = [
    "archive_closed",
    "host_left",
    "link_skipped",
    "page_examined",
    "page_failed",
    "page_unchanged",
    "page_withheld",
    "permission_relied_on",
    "reading_ended",
    "request_refused",
    "site_stopped",
    "terms_asked",
]

page_examined = object()
"""A page was read and examined. Arguments: ``name`` (str), ``article`` (NewsArticle),
``stale_rules`` (str), lines on rules for its publisher that match no more. Of a supplied page also
``imprint``, that of its text, where it was made already."""

page_unchanged = object()
"""A supplied page needs no examination: an earlier run has dealt with it. ``name`` (str)."""

page_failed = object()
"""A file or page yielded no article. Arguments: ``name`` (str), ``reason`` (str), one line."""

page_withheld = object()
"""A page came, and its spider is not given it, for it is restricted. Arguments: ``item``, its
stub: a NewsArticle with nothing but address and verdict."""

reading_ended = object()
"""All that was supplied has been read, and its last article yielded: whoever waits for more need
wait no longer. No arguments."""

link_skipped = object()
"""A symbolic link was met and not followed. Arguments: ``name`` (str)."""

request_sent = object()
"""A request has come to its connection, or to the making of one. Arguments: ``request``."""

request_refused = object()
"""A URL is not requested, for a policy forbids it. Arguments: ``url`` (str), ``statement``."""

permission_relied_on = object()
"""A URL may be requested only thanks to a permission. Arguments: ``url`` (str), ``statement`` that
forbids it, ``permission`` (str) cited."""

site_stopped = object()
"""A whole site is requested no more. Arguments: ``site`` (str), ``statement`` that asks for it."""

host_left = object()
"""A host is served no more in this run. Arguments: ``host`` (str), ``reason`` (str), one line."""

terms_asked = object()
"""A page of a site's terms was asked for. Arguments: ``url`` (str), ``failure`` (str): in one
line, why it could not be read; empty when it was."""

archive_closed = object()
"""A WARC file is whole. Arguments: ``path`` (str), ``pages`` (int), how many are in it."""
