"""The hosts of a run: their clocks, and what of these the queue keeps for a later run."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from math import isfinite, isnan
from time import monotonic, time
from typing import Any

from newscrawl.exceptions import HostLeft
from newscrawl.frontier.clock import Clock
from newscrawl.frontier.host import Host
from newscrawl.frontier.memory import HostMemory
from newscrawl.frontier.queue import RequestQueue
from newscrawl.store.hosts import FORGOTTEN_AFTER, Remembered

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
        memory: HostMemory | None = None,
    ) -> None:
        """Take up the hosts of *queue*. A pause of over *max_wait* seconds leaves the host.

        *tell* is given name and reason of each host that is left, *memory* what earlier runs know.
        """
        self.clock = clock
        self._queue = queue
        self.max_wait = max_wait
        self._tell = tell
        self.memory = memory or HostMemory()
        self._asked: dict[str, float] = {}
        now = monotonic()
        for row in queue.hosts():
            host = clock.add(row.name, row.id)
            clock.set_delay(host, row.delay)
            if queue.resumed:
                # The killed run may have sent a request a moment ago.
                host.not_before(now + host.spacing)
            self._wait(host, row.ready_at)
            self._recall(host)
            clock.queue(host, row.queued)

    def __getitem__(self, name: str) -> Host:
        """Return the host *name*, made known to clock and queue if it is not yet."""
        host = self.clock.find(name)
        if host is None:
            host = self.clock.add(name, self._queue.host_id(name))
            self._recall(host)
        return host

    @property
    def left(self) -> Iterator[Host]:
        """The hosts that this run serves no more."""
        return (host for host in self.clock if host.left)

    @property
    def leavings(self) -> Mapping[str, Any]:
        """What is left of the run: left ``hosts``, their ``requests``, all ``queues`` by host."""
        left = list(self.left)
        return {
            "hosts": len(left),
            "requests": sum(host.queued for host in left),
            "queues": {host.name: host.queued for host in self.clock if host.queued},
        }

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
        self.clock.set_delay(host, seconds)
        self._queue.keep_delay(host.id, seconds)

    def pause(self, name: str, until: float) -> None:
        """Send the host nothing before *until* (Unix time), for a week in a later run either."""
        host = self[name]
        if isfinite(until):
            kept = min(until, time() + FORGOTTEN_AFTER.total_seconds())
            self._queue.keep_pause(host.id, kept)
            health = host.health
            self.memory.keep(name, Remembered(kept, "", health.strikes, health.slowed))
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
                if self.clock.visit(host, now):
                    break
                if now > latest:
                    raise HostLeft(f"{name} has no room for one more request")
                await asyncio.sleep(_SECONDS_FOR_ROOM)
            try:
                yield
            finally:
                self.clock.land(host)

    @contextmanager
    def held(self, name: str) -> Iterator[None]:
        """Serve nothing of the host for a block."""
        host = self[name]
        self.clock.hold(host)
        try:
            yield
        finally:
            self.clock.free(host)

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

    def drop(self, unwanted: Callable[[str], bool]) -> int:
        """Forget what is queued for *unwanted* hosts; return how much that was."""
        dropped = 0
        for host in filter(lambda host: unwanted(host.name), self.clock):
            self.clock.drop(host)
            dropped += self._queue.drop(host.id)
        return dropped

    def _recall(self, host: Host) -> None:
        """Take up what earlier runs know of *host*."""
        known = self.memory.recall(host.name)
        if known is not None:
            host.health.strikes, host.health.slowed = known.strikes, known.slowed
            self._wait(host, known.until, known.reason)

    def _wait(self, host: Host, until: float, why: str = "") -> None:
        seconds = until - time()
        if seconds > self.max_wait or isnan(seconds):
            rest = f"{why}; it has a rest for {seconds:.0f} s more" if why else ""
            self._leave(host, rest or f"it asks for a wait of {seconds:.0f} s")
        elif seconds > 0:
            self.clock.pause(host, monotonic() + seconds)

    def _leave(self, host: Host, reason: str) -> None:
        if not host.left:
            logger.info("Leaving %s for this run: %s", host.name, reason)
            self.clock.leave(host, reason)
            self._tell(host.name, reason)
