"""The demo: a town of publishers that do not exist, and a net of its own to crawl it in.

::

    with ForwardProxy(sites) as proxy:
        crawl(seeds, http_proxy=proxy.url)
        proxy.visits.paths("a.test")

Pure: standard library only. The live tests share the proxy, with sites of their own.
"""

from __future__ import annotations

from newscrawl.demo.proxy import ForwardProxy
from newscrawl.demo.sites import Answer, Misbehaviour, Site, load_site, page, redirect
from newscrawl.demo.visits import Visit, Visits

__all__ = [
    "Answer",
    "ForwardProxy",
    "Misbehaviour",
    "Site",
    "Visit",
    "Visits",
    "load_site",
    "page",
    "redirect",
]
