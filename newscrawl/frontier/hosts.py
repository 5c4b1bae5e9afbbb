"""The hosts of a run: their clocks, and what of these the queue keeps for a later run."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from math import isfinite, isnan
from time import monotonic, time

from newscrawl.frontier.clock import Clock, Host
from newscrawl.frontier.queue import RequestQueue

__all__ = ["Hosts"]

logger = logging.getLogger(__name__)


class Hosts:
    """Every host that was queued or spoken of, by name."""

    def __init__(self, clock: Clock, queue: RequestQueue, *, max_wait: float) -> None:
        """Take up the hosts of *queue*. A pause of over *max_wait* seconds leaves the host."""
        self._clock = clock
        self._queue = queue
        self._max_wait = max_wait
        now = monotonic()
        for row in queue.hosts():
            host = clock.add(row.name, row.id)
            clock.set_delay(host, row.delay)
            if queue.resumed:
                # The killed run may have sent a request a moment ago.
                host.not_before(now + host.spacing)
            self._wait(host, row.ready_at)
            clock.queue(host, row.queued)

    def __getitem__(self, name: str) -> Host:
        """Return the host *name*, made known to clock and queue if it is not yet."""
        host = self._clock.find(name)
        return host or self._clock.add(name, self._queue.host_id(name))

    @property
    def left(self) -> Iterator[Host]:
        """The hosts that this run serves no more."""
        return (host for host in self._clock if host.left)

    def set_delay(self, name: str, seconds: float) -> None:
        """Keep *seconds* between two requests to the host, now and in a later run.

        A host whose delay is no number that could be waited for is left.
        """
        host = self[name]
        if not isfinite(seconds):
            self._leave(host, f"it asks for a delay of {seconds} s")
            return
        self._clock.set_delay(host, seconds)
        self._queue.keep_delay(host.id, seconds)

    def pause(self, name: str, until: float) -> None:
        """Send the host nothing before *until* (Unix time), in a later run either."""
        host = self[name]
        if isfinite(until):
            self._queue.keep_pause(host.id, until)
        self._wait(host, until)

    def leave(self, name: str, reason: str) -> None:
        """Serve the host no more in this run."""
        self._leave(self[name], reason)

    def _wait(self, host: Host, until: float) -> None:
        seconds = until - time()
        if seconds > self._max_wait or isnan(seconds):
            self._leave(host, f"it asks for a wait of {seconds:.0f} s")
        elif seconds > 0:
            host.not_before(monotonic() + seconds)

    def _leave(self, host: Host, reason: str) -> None:
        if not host.left:
            logger.info("Leaving %s for this run: %s", host.name, reason)
            self._clock.leave(host, reason)
