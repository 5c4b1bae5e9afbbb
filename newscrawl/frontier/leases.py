"""Leases: the requests that are out, each with its row in the queue until it is finished."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass

from scrapy import Request, Spider

from newscrawl.frontier.clock import Clock
from newscrawl.frontier.host import Host
from newscrawl.frontier.queue import RequestQueue
from newscrawl.frontier.serialisation import decode, encode

__all__ = ["Lease", "Leases"]

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Lease:
    """A request that was served and is not finished: its row, its host, whether it was sent."""

    row: int
    host: Host
    left: bool = False


class Leases:
    """The leases of one run. Methods raise sqlite3.Error when the disk fails."""

    def __init__(self, clock: Clock, queue: RequestQueue, spider: Spider) -> None:
        self._clock = clock
        self._queue = queue
        self._spider = spider
        self._leases: dict[Request, Lease] = {}

    def __len__(self) -> int:
        return len(self._leases)

    def get(self, request: Request) -> Lease | None:
        """Return the lease of *request*; None when it was not served, or is finished."""
        return self._leases.get(request)

    def take(self, host: Host) -> Request | None:
        """Serve the first request of *host*. Return None, and drop it, if it cannot be read."""
        found = self._queue.lease(host.id)
        assert found is not None
        row, body = found
        try:
            request = decode(body, self._spider)
        except ValueError as error:
            logger.warning("Dropped: a request to %s cannot be read: %s", host.name, error)
            self._queue.acknowledge(row)
            self._clock.unqueue(host)
            return None
        self._clock.take(host)
        self._leases[request] = Lease(row, host)
        return request

    def give_back(self, request: Request) -> bool:
        """Return *request* to its place in the queue; False when it was not served."""
        lease = self._leases.pop(request, None)
        if lease is None:
            return False
        try:
            body = encode(request, self._spider)
        except ValueError:
            body = None
        self._queue.release(lease.row, body)
        self._clock.land(lease.host, left=lease.left)
        self._clock.queue(lease.host)
        return True

    @contextmanager
    def lent(self, lease: Lease | None) -> Iterator[None]:
        """Let a request that goes ahead have the room of *lease*, if there is one, for a block."""
        if lease is not None:
            self._clock.lend(lease.host)
        try:
            yield
        finally:
            if lease is not None:
                self._clock.reclaim(lease.host)

    def settle(self, in_progress: AbstractSet[Request]) -> None:
        """Acknowledge what is not *in_progress* any more."""
        for request in [leased for leased in self._leases if leased not in in_progress]:
            lease = self._leases.pop(request)
            self._queue.acknowledge(lease.row)
            self._clock.land(lease.host, left=lease.left)
