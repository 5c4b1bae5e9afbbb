"""What the frontier needs of Scrapy's engine, much of which has no public name (2.19)."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from time import monotonic

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import CallLaterResult, call_later
from scrapy.utils.defer import deferred_from_coro

from newscrawl import signals

__all__ = ["EngineLink"]


class EngineLink:
    """The engine of one crawl, from the side of its scheduler."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._wakeup: CallLaterResult | None = None
        self._wakes_at = 0.0

    def in_progress(self) -> AbstractSet[Request]:
        """Return the requests that the engine still works on.

        A request is among them from the moment it is served until its callback or errback is
        exhausted, each request that it led to is scheduled and each item is through the
        pipelines; or until another request took its place (a redirect, a retry).
        """
        assert self._crawler.engine is not None
        slot = self._crawler.engine._slot  # noqa: SLF001
        return slot.inprogress if slot is not None else frozenset()

    def wake(self, moment: float) -> None:
        """Let the engine ask for a request at *moment*: by itself it asks after events only."""
        if self._wakeup is not None:
            if self._wakes_at <= moment:
                return
            self._wakeup.cancel()
        self._wakes_at = moment
        self._wakeup = call_later(max(0.0, moment - monotonic()), self._poll)

    def sleep(self) -> None:
        """Wake the engine no more."""
        if self._wakeup is not None:
            self._wakeup.cancel()
            self._wakeup = None

    def undelay(self) -> None:
        """Take the delays from the downloader's slots: they would be a second clock."""
        assert self._crawler.engine is not None
        downloader = self._crawler.engine.downloader
        downloader._delay = 0.0  # noqa: SLF001
        downloader.per_slot_settings = {
            name: {**slot, "delay": 0.0} for name, slot in downloader.per_slot_settings.items()
        }

    def host_left(self, host: str, reason: str) -> None:
        """Announce that *host* is served no more."""
        self._crawler.signals.send_catch_log(signal=signals.host_left, host=host, reason=reason)

    def stop(self, reason: str) -> None:
        """Close the spider."""
        engine = self._crawler.engine
        assert engine is not None
        call_later(0, lambda: deferred_from_coro(engine.close_spider_async(reason=reason)))

    def _poll(self) -> None:
        self._wakeup = None
        assert self._crawler.engine is not None
        slot = self._crawler.engine._slot  # noqa: SLF001
        if slot is not None:
            slot.nextcall.schedule()
