"""The connection: which address it goes to, and what it may bring.

A project needs one setting::

    DOWNLOAD_HANDLERS = {
        "http": "newscrawl.download.handler.DownloadHandler",
        "https": "newscrawl.download.handler.DownloadHandler",
    }

``guard`` judges the addresses of one crawl, ``resolver`` asks it about every name that is
resolved, ``protocol`` bounds the head of a response and tells a whole body from a cut one, and
``handler`` is Scrapy's HTTP handler with these in place.
"""

from __future__ import annotations
