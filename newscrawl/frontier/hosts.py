"""The hosts of a run: their clocks, and what of these the queue keeps for a later run."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from math import isfinite, isnan
from time import monotonic, time

from newscrawl.exceptions import HostLeft
from newscrawl.frontier.clock import Clock, Host
from newscrawl.frontier.queue import RequestQueue

__all__ = ["Hosts"]

_SECONDS_FOR_ROOM = 0.02
_MOST_SECONDS_FOR_ROOM = 60.0

logger = logging.getLogger(__name__)


class Hosts:
    """Every host that was queued or spoken of, by name."""

    def __init__(
        self,
        clock: Clock,
        queue: RequestQueue,
        *,
        max_wait: float,
        tell: Callable[[str, str], None] = lambda *_: None,
    ) -> None:
        """Take up the hosts of *queue*. A pause of over *max_wait* seconds leaves the host.

        *tell* is given name and reason of each host that is left.
        """
        self._clock = clock
        self._queue = queue
        self._max_wait = max_wait
        self._tell = tell
        self._asked: dict[str, float] = {}
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

        Of several delays asked for in this run the longest counts. A host whose delay is no
        number that could be waited for is left.
        """
        host = self[name]
        if not isfinite(seconds):
            self._leave(host, f"it asks for a delay of {seconds} s")
            return
        seconds = self._asked[name] = max(seconds, self._asked.get(name, seconds))
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

    @asynccontextmanager
    async def ahead(self, name: str) -> AsyncIterator[None]:
        """Hold the queue of the host for a visit that goes before it, and wait for its turn.

        Raises HostLeft when it is left, or has had no room for a minute: whoever fills it may
        be waiting for this very visit.
        """
        with self.held(name):
            host = self[name]
            latest = monotonic() + _MOST_SECONDS_FOR_ROOM
            while True:
                await self.turn(name)
                now = monotonic()
                if self._clock.visit(host, now):
                    break
                if now > latest:
                    raise HostLeft(f"{name} has no room for one more request")
                await asyncio.sleep(_SECONDS_FOR_ROOM)
            try:
                yield
            finally:
                self._clock.land(host)

    @contextmanager
    def held(self, name: str) -> Iterator[None]:
        """Serve nothing of the host for a block."""
        host = self[name]
        self._clock.hold(host)
        try:
            yield
        finally:
            self._clock.free(host)

    async def turn(self, name: str) -> None:
        """Wait until the host is due. Raises HostLeft when it is left."""
        host = self[name]
        while host.due > (now := monotonic()) and not host.left:  # noqa: ASYNC110  # time is all
            await asyncio.sleep(host.due - now)
        if host.left:
            raise HostLeft(f"{name} is left for this run: {host.left}")

    def wait(self, host: Host, seconds: float) -> None:
        """Send *host* nothing for so many *seconds*; leave it if that is too long."""
        self._wait(host, time() + seconds)

    def drop(self, name: str) -> int:
        """Forget what is queued for the host; return how much that was."""
        host = self[name]
        self._clock.drop(host)
        return self._queue.drop(host.id)

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
            self._tell(host.name, reason)
