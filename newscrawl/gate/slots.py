"""How hosts want to be visited, where the scheduler is another project's: Scrapy's slots keep it.

Scrapy puts the requests of a host, whatever its ports, in a slot with a delay. A slot that was
idle for a minute is thrown away and made anew from ``per_slot_settings``; the one that is there
takes no notice of them. So both are told.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from math import isnan
from time import monotonic, time
from urllib.parse import urlsplit

from scrapy import Request
from scrapy import signals as scrapy_signals
from scrapy.core.downloader import Downloader, Slot
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from newscrawl import signals
from newscrawl.config import MAX_WAIT, Config
from newscrawl.exceptions import HostLeft
from newscrawl.frontier.keys import host_key

__all__ = ["Slots"]

logger = logging.getLogger(__name__)

_LEAST_DELAY = 0.001
"""A slot without any delay asks no clock: it could not be paused, and serves all at once,
whatever its concurrency (Scrapy 2.19)."""
_UNADJUSTED = "autothrottle_dont_adjust_delay"


class Slots:
    """The hosts of one crawl, named as the frontier names them, which this stands in for."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._usual = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._longest = Config(crawler.settings)[MAX_WAIT]
        self._bound: set[str] = set()
        self._until: dict[str, float] = {}
        self._left: dict[str, str] = {}
        crawler.signals.connect(self._answered, scrapy_signals.response_downloaded)

    def set_delay(self, host: str, seconds: float) -> None:
        """Keep *seconds*, or more where that was asked for, between two requests to *host*.

        One at a time then, and without jitter, which takes from a delay as often as it adds.
        """
        name = _name(host)
        kept = self._downloader.per_slot_settings.setdefault(name, {})
        delay = max(seconds, self._usual, float(kept.get("delay", 0)))
        kept.update(delay=delay, concurrency=1, jitter=0.0)
        self._bound.add(name)
        if (slot := self._downloader.slots.get(name)) is not None:
            slot.delay, slot.concurrency, slot.jitter = max(delay, slot.delay), 1, 0.0
            slot.lastseen = max(slot.lastseen, monotonic())

    def pause(self, host: str, until: float) -> None:
        """Send nothing to *host* before *until* (Unix time); leave it if that is too long."""
        seconds = until - time()
        if seconds > self._longest or isnan(seconds):
            self.leave(host, f"it asks for a wait of {seconds:.0f} s")
        elif seconds > 0:
            name, moment = _name(host), monotonic() + seconds
            self._until[name] = max(moment, self._until.get(name, moment))
            self._bound.add(name)
            for each, slot in self._downloader.slots.items():
                if each == name or any(_host(waiting.url) == name for waiting, _ in slot.queue):
                    _hold(slot, moment)

    def leave(self, host: str, reason: str) -> None:
        """Visit *host* no more in this run."""
        if host not in self._left:
            self._left[host] = reason
            logger.info("Leaving %s for this run: %s", host, reason)
            self.drop(lambda each: each == host)
            self._crawler.signals.send_catch_log(signal=signals.host_left, host=host, reason=reason)

    def has_left(self, host: str) -> bool:
        """Whether *host* is visited no more in this run."""
        return host in self._left

    async def turn(self, host: str) -> None:
        """Wait until *host* is paused no more. Raises HostLeft."""
        name = _name(host)
        while self._wait(name) > 0 and host not in self._left:  # noqa: ASYNC110  # time is all
            await asyncio.sleep(self._wait(name))
        if host in self._left:
            raise HostLeft(f"{host} is left for this run: {self._left[host]}")

    def held(self, host: str) -> AbstractContextManager[None]:  # noqa: ARG002
        """Hold nothing: whoever waits for something of *host* waits in the middleware."""
        return nullcontext()

    def bind(self, request: Request) -> None:
        """Let *request* pass no other slot than its host's, if that has asked for a delay."""
        name = _host(request.url)
        if name in self._bound:
            request.meta.update({Downloader.DOWNLOAD_SLOT: name, _UNADJUSTED: True})
        _, slot = self._downloader._get_slot(request)  # noqa: SLF001  # it has no public name
        slot.delay = max(slot.delay, _LEAST_DELAY)

    @contextmanager
    def occupied(self, request: Request) -> Iterator[None]:
        """Count *request*, which has been answered, as under way in its slot for a block."""
        slot = self._downloader.slots.get(request.meta.get(Downloader.DOWNLOAD_SLOT, ""))
        if slot is None:
            yield
            return
        slot.transferring.add(request)
        try:
            yield
        finally:
            slot.transferring.discard(request)
            self._downloader._process_queue(slot)  # noqa: SLF001  # it has no public name

    def drop(self, unwanted: Callable[[str], bool]) -> int:
        """Send nothing that waits for *unwanted* hosts; return how many requests that were.

        They raise IgnoreRequest: they have passed all middlewares.
        """
        dropped = 0
        for slot in self._downloader.slots.values():
            waiting = tuple(slot.queue)
            slot.queue.clear()
            for request, outcome in waiting:
                if unwanted(host_key(request.url)):
                    dropped += 1
                    outcome.errback(IgnoreRequest(f"{request.url}: its host is visited no more"))
                else:
                    slot.queue.append((request, outcome))
        return dropped

    def _answered(self, request: Request) -> None:
        """Let a delay begin with the answer, so that nothing on the way can shorten it."""
        slot = self._downloader.slots.get(request.meta.get(Downloader.DOWNLOAD_SLOT, ""))
        if slot is not None and _host(request.url) in self._bound:
            slot.lastseen = max(slot.lastseen, monotonic())

    def _wait(self, name: str) -> float:
        return self._until.get(name, 0.0) - monotonic()

    @property
    def _downloader(self) -> Downloader:
        return self._crawler.engine.downloader


def _hold(slot: Slot, moment: float) -> None:
    """Let nothing leave *slot* before *moment*: it counts its delay from its last request."""
    slot.delay = max(slot.delay, _LEAST_DELAY)
    slot.lastseen = max(slot.lastseen, moment)


def _name(host: str) -> str:
    """Return the name of the slot of *host*, as Scrapy forms it."""
    return _host(f"http://{host}/")


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
