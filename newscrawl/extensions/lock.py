"""One run of a job at a time."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Self

from scrapy import signals as scrapy_signals
from scrapy.utils.asyncio import AsyncioLoopingCall, create_looping_call
from scrapy.utils.defer import deferred_from_coro

from newscrawl.config import Config
from newscrawl.exceptions import StoreError
from newscrawl.job import arguments_of, give, job_of, take
from newscrawl.run import run_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.internet.task import LoopingCall

__all__ = ["JobLock"]

logger = logging.getLogger(__name__)

_SECONDS_BETWEEN_LOOKS = 60


class JobLock:
    """Holds the lock of the job until the run is over and everything of it is written.

    ``scrapy crawl`` has taken it before; for whoever starts a crawler otherwise it is taken
    here, before the run begins.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._looks: AsyncioLoopingCall | LoopingCall | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the lock. Raises JobIsRunning, StoreError, SettingError."""
        if job_of(crawler) is None:
            job = take(crawler.spidercls, arguments_of(crawler), Config(crawler.settings))
            give(crawler, job)
        run_of(crawler)  # so that it has written its end when the lock is released
        own = cls(crawler)
        crawler.signals.connect(own.spider_opened, scrapy_signals.spider_opened)
        crawler.signals.connect(own.engine_stopped, scrapy_signals.engine_stopped)
        return own

    def spider_opened(self) -> None:
        """Begin to look whether the lock is held still: a connection may break."""
        self._looks = create_looping_call(self.look)
        self._looks.start(_SECONDS_BETWEEN_LOOKS, now=False)

    def look(self) -> None:
        """End the run if another one has taken the lock meanwhile. Never raises."""
        job = job_of(self._crawler)
        assert job is not None
        try:
            is_held = job.lock.is_held()
        except StoreError as error:
            logger.warning("The lock of the job cannot be looked at: %s", error)
            return
        if not is_held:
            logger.critical("The connection broke, and another run has the job %s now", job.name)
            self._crawler.stats.set_value("newscrawl/could_not_run", True)
            deferred_from_coro(self._crawler.engine.close_spider_async(reason="job_lost"))

    def engine_stopped(self) -> None:
        """Let the next run of the job begin."""
        if self._looks is not None and self._looks.running:
            self._looks.stop()
        job = job_of(self._crawler)
        assert job is not None
        job.lock.release()
