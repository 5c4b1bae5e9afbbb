"""The frontier as Scrapy's scheduler.

A request that is served is leased: its row stays in the queue until the engine has finished
with it. Only then it is acknowledged, and only with a commit is that durable; the requests it
led to are written before. Of leases and acknowledgements not yet committed there are never more
than ``CONCURRENT_REQUESTS``, so no more than these are fetched twice after a kill.

A middleware that cannot let a served request go now returns it as it is from
``process_request``: a leased request that is enqueued again goes back to its place.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from pathlib import Path
from time import monotonic, time
from typing import Self

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.utils.job import job_dir

from newscrawl.frontier.breaker import CircuitBreaker, Patience
from newscrawl.frontier.clock import Clock
from newscrawl.frontier.departures import Departures
from newscrawl.frontier.engine import EngineLink
from newscrawl.frontier.guard import Guard
from newscrawl.frontier.hosts import Hosts
from newscrawl.frontier.keys import fingerprint, host_key
from newscrawl.frontier.leases import Leases
from newscrawl.frontier.memory import HostMemory
from newscrawl.frontier.queue import RequestQueue
from newscrawl.frontier.serialisation import entry_of, is_first
from newscrawl.run import begun_run
from newscrawl.store.clocks import HostClocks

__all__ = ["Frontier"]

_FILE = "frontier.db"
_PATIENCE = Patience()
_SECONDS_PER_COMMIT = 0.2

logger = logging.getLogger(__name__)


class Frontier(BaseScheduler):
    """A queue a host, served in turn, each at its own pace; ``departures`` start its delay.

    A *host* is named as :func:`newscrawl.frontier.keys.host_key` names that of a URL.
    """

    def __init__(
        self,
        crawler: Crawler,
        clock: Clock,
        *,
        path: Path | None = None,
        concurrency: int = 0,
        patience: Patience = _PATIENCE,
    ) -> None:
        """Take the hosts' *clock* and the *path* of a file, or None for a temporary one.

        *concurrency* bounds the requests in flight altogether (0: unbounded), *patience* what is
        borne of a host.
        """
        assert crawler.stats is not None
        self._stats = crawler.stats
        self._clock = clock
        self._path = path
        self._concurrency = concurrency
        self._patience = patience
        self._crawler = crawler
        self._shared: HostClocks | None = None
        self._engine = EngineLink(crawler)
        self._guard = Guard(self._fail)
        self._committed = 0.0
        self._working = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read Scrapy's settings and our own; a live spider has to say which hosts it knows."""
        settings = crawler.settings
        directory = job_dir(settings)
        clock = Clock(
            delay=settings.getfloat("DOWNLOAD_DELAY"),
            concurrency=settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"),
            slots=settings.getdict("DOWNLOAD_SLOTS"),
            is_wary=getattr(crawler.spidercls, "is_live", False),
        )
        frontier = cls(
            crawler,
            clock,
            path=Path(directory, _FILE) if directory else None,
            concurrency=settings.getint("CONCURRENT_REQUESTS"),
            patience=Patience(
                settings.getfloat("NEWSCRAWL_MAX_WAIT", _PATIENCE.wait),
                settings.getint("NEWSCRAWL_MAX_FAILURES"),
            ),
        )
        if database := settings.get("NEWSCRAWL_DB"):
            frontier.share(HostClocks(database))
        return frontier

    def share(self, clocks: HostClocks) -> None:
        """Keep the delays together with the other runs that have these *clocks*."""
        self._shared = clocks

    def open(self, spider: Spider) -> None:
        """Open the queue, with what an earlier run left in it. Raises StoreError."""
        self._spider = spider
        self._queue = RequestQueue(self._path)
        tell, memory = self._engine.host_left, HostMemory(begun_run(self._crawler))
        self._hosts = Hosts(
            self._clock, self._queue, max_wait=self._patience.wait, tell=tell, memory=memory
        )
        self._leases = Leases(self._clock, self._queue, spider)
        breaker = CircuitBreaker(self._hosts, self._patience.failures)
        self.departures = Departures(self._hosts, self._leases, self._guard, breaker)
        self.departures.share(self._shared)
        self._engine.undelay()
        self._working = True
        if self._clock.pending:
            logger.info(
                "Resuming: %d requests are queued, %d of them were in flight",
                self._clock.pending,
                self._queue.recovered,
            )

    def close(self, reason: str) -> None:
        """Acknowledge what is finished and close the queue; a finished job is marked so."""
        if not self._working:
            return
        self._engine.sleep()
        self.departures.close()
        for name, value in self._hosts.leavings.items():
            self._stats.set_value(f"frontier/left/{name}", value)
        with self._guard:
            self._leases.settle(self._engine.in_progress())
            if reason == "finished" and not self._clock.pending:
                self._queue.finish()
            self._commit()
            self._working = False
            self._queue.close()

    def has_pending_requests(self) -> bool:
        """Whether a request waits for its host's turn; those of left hosts do not count."""
        return self._working and self._clock.pending > 0

    def enqueue_request(self, request: Request) -> bool:
        """Queue *request*. Return False if it is a duplicate or does not fit into JSON."""
        if not self._working:
            return False
        with self._guard:
            return self._leases.give_back(request) or self._push(request)
        return False

    def is_duplicate(self, request: Request) -> bool:
        """Whether *request* would not be queued, for its like was before."""
        # A resumed job has sent its start requests already, or still has them queued.
        is_unique = not request.dont_filter or (self._queue.resumed and is_first(request))
        with self._guard:
            key = fingerprint(request.url, request.method, request.body)
            return is_unique and not self.serves(request) and self._queue.has_seen(key)
        return False

    def next_request(self) -> Request | None:
        """Return a request of the host whose turn it is; None when none can be served now."""
        if not self._working:
            return None
        with self._guard:
            self._leases.settle(self._engine.in_progress())
            return self._serve()
        return None

    def set_delay(self, host: str, seconds: float) -> None:
        """Keep *seconds* between two requests to *host* unless the operator asks for more."""
        with self._guard:
            self._hosts.set_delay(host, seconds)

    def pause(self, host: str, until: float) -> None:
        """Send nothing to *host* before *until* (Unix time); leave it if that is too long."""
        self._stats.inc_value("frontier/paused")
        with self._guard:
            self._hosts.pause(host, until)
            self.departures.pause(host, until - time())

    def leave(self, host: str, reason: str) -> None:
        """Serve *host* no more in this run; its requests stay queued for a later one."""
        with self._guard:
            self._hosts.leave(host, reason)

    def know(self, host: str) -> None:
        """Ask *host* no more one by one: a page of it was read, and did not send us away."""
        self._clock.know(host)

    def has_left(self, host: str) -> bool:
        """Whether *host* is served no more in this run."""
        known = self._clock.find(host)
        return known is not None and bool(known.left)

    def drop(self, unwanted: Callable[[str], bool]) -> int:
        """Forget all that is queued for *unwanted* hosts; return how many requests that were."""
        with self._guard:
            return self._hosts.drop(unwanted)
        return 0

    def serves(self, request: Request) -> bool:
        """Whether *request* was served by this queue and is not finished."""
        return self._leases.get(request) is not None

    @asynccontextmanager
    async def ahead(self, host: str) -> AsyncIterator[None]:
        """Ask *host* something before its queue goes on: a request not of the queue.

        The queue of *host* waits for the end of the block, and the block for the host's turn.
        Raises HostLeft when that never comes.
        """
        with self.held(host):
            async with self._hosts.ahead(host):
                yield

    @contextmanager
    def held(self, host: str) -> Iterator[None]:
        """Serve nothing of *host* for a block."""
        try:
            with self._hosts.held(host):
                yield
        finally:
            self._engine.wake(monotonic())

    @contextmanager
    def waiting(self, request: Request) -> Iterator[None]:
        """Hold the host of *request*, which was answered, while it waits for one ahead of it."""
        lease = self._leases.get(request)
        with self.held(lease.host.name) if lease else nullcontext(), self._leases.lent(lease):
            yield

    async def turn(self, host: str) -> None:
        """Wait until *host* is due, for a request not of the queue. Raises HostLeft."""
        await self._hosts.turn(host)

    def _push(self, request: Request) -> bool:
        if self.is_duplicate(request):
            self._stats.inc_value("dupefilter/filtered")
            return False
        try:
            entry = entry_of(request, self._spider)
        except ValueError as error:
            logger.warning("Not queued: %s does not fit into JSON: %s", request, error)
            self._stats.inc_value("scheduler/unserializable")
            return False
        host = self._hosts[host_key(request.url)]
        self._queue.push(host.id, entry, unique=False)
        self._clock.queue(host)
        self._stats.inc_value("scheduler/enqueued")
        return True

    def _serve(self) -> Request | None:
        now = monotonic()
        repeated = len(self._leases) + self._queue.unsaved
        if now - self._committed > _SECONDS_PER_COMMIT or 0 < self._concurrency <= repeated:
            self._commit()
        if 0 < self._concurrency <= len(self._leases):
            return None
        while (host := self._clock.due(now)) is not None:
            request = self._leases.take(host)
            if request is not None:
                self._stats.inc_value("scheduler/dequeued")
                return request
        moment = self._clock.next_turn()
        if moment is not None:
            self._engine.wake(moment)
        return None

    def _commit(self) -> None:
        self._queue.commit()
        self._committed = monotonic()

    def _fail(self, error: Exception) -> None:
        """Stop the crawl: it is better resumed later than gone on with without a queue."""
        if self._working:
            self._working = False
            self._stats.set_value("newscrawl/could_not_run", True)
            logger.critical("The frontier cannot go on: %s: %s", self._path, error)
            self._queue.close()
            self._engine.stop("frontier_failed")
