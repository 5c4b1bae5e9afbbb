"""The demo: a town of publishers that do not exist, and a net of its own to crawl it in.

::

    from newscrawl.demo import ForwardProxy, town

    with ForwardProxy(town.sites()) as proxy:
        crawl([seed.url for seed in town.seeds()], proxy.url)
        proxy.visits.paths("skerryweather.test")  # ["/robots.txt"]

Pure: no Scrapy. The live tests use the proxy with sites of their own.
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
