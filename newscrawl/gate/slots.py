"""Published delays where the scheduler is another project's: Scrapy's own slots keep them.

Scrapy puts the requests of a host, or those that name one, in a slot with a delay. A slot that
was idle for a minute is thrown away and made anew from ``per_slot_settings``; the one that is
there takes no notice of them. So both are told.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader import Downloader
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

__all__ = ["Slots"]


class Slots:
    """The downloader's slots of one crawl; one a host, whatever its ports."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._usual = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._delays: dict[str, float] = {}

    def set_delay(self, url: str, seconds: float) -> None:
        """Keep *seconds*, or more where that was asked for, between requests to the host of *url*.

        One at a time then, and without jitter, which takes from a delay as often as it adds.
        """
        downloader, host = self._downloader, _host(url)
        kept = downloader.per_slot_settings.setdefault(host, {})
        delay = max(seconds, self._usual, float(kept.get("delay", 0)))
        self._delays[host] = delay
        kept.update(delay=delay, concurrency=1, jitter=0.0)
        if (slot := downloader.slots.get(host)) is not None:
            slot.delay, slot.concurrency, slot.jitter = delay, 1, 0.0

    def bind(self, request: Request) -> None:
        """Let *request* pass no other slot than its host's, if that has asked for a delay."""
        host = _host(request.url)
        if host in self._delays:
            request.meta[Downloader.DOWNLOAD_SLOT] = host

    def drop(self, unwanted: Callable[[str], bool], reason: str) -> int:
        """Send nothing that waits for an *unwanted* URL; return how many requests that were.

        They raise IgnoreRequest with the *reason*: they have passed all middlewares.
        """
        dropped = 0
        for slot in self._downloader.slots.values():
            waiting = tuple(slot.queue)
            slot.queue.clear()
            for request, outcome in waiting:
                if unwanted(request.url):
                    dropped += 1
                    outcome.errback(IgnoreRequest(f"{request.url}: {reason}"))
                else:
                    slot.queue.append((request, outcome))
        return dropped

    @property
    def _downloader(self) -> Downloader:
        assert self._crawler.engine is not None
        return self._crawler.engine.downloader


def _host(url: str) -> str:
    """Return the name of the slot of *url*, as Scrapy forms it."""
    return urlsplit(url).hostname or ""
