"""Departures: when requests leave for their hosts, and when the answers come.

Two runs on one database that ask the same host keep its delay together, and one of them may
leave it in peace for both. Whether another run is in the way is asked for as late as here: a turn
that was promised before might be late.
"""

from __future__ import annotations

import asyncio
from math import inf
from time import monotonic
from weakref import WeakKeyDictionary

from scrapy import Request

from newscrawl.frontier.breaker import CircuitBreaker
from newscrawl.frontier.guard import Guard
from newscrawl.frontier.health import Outcome
from newscrawl.frontier.host import Host
from newscrawl.frontier.hosts import Hosts
from newscrawl.frontier.keys import host_key
from newscrawl.frontier.leases import Lease, Leases
from newscrawl.store.clocks import HostClocks

__all__ = ["Departures"]

_LATENCY = "download_latency"
"""The seconds from the connection to the head of the answer, as Scrapy tells."""
_LATE = 0.05
"""The share of a delay by which a request has to be late before the other runs are told."""


class Departures:
    """The departures of one run; each starts the delay of its host, for all runs at work."""

    def __init__(self, hosts: Hosts, leases: Leases, guard: Guard, breaker: CircuitBreaker) -> None:
        self._breaker = breaker
        self._clock = hosts.clock
        self._hosts = hosts
        self._leases = leases
        self._guard = guard
        self._shared: HostClocks | None = None
        self._departed: WeakKeyDictionary[Request, float] = WeakKeyDictionary()

    def share(self, clocks: HostClocks | None) -> None:
        """Keep the delays together with the other runs that have these *clocks*."""
        self._shared = clocks

    async def begin(self, request: Request) -> bool:
        """Let *request*, which is about to leave, start the delay of its host.

        Return False if it must not leave: it was held up after it was served, another one left
        in between, and the delay is not over. A request that was not served waits for the other
        runs, and may leave then. The host becomes its ``download_slot``, for a redirect copies
        that of another host. Raises HostLeft when the wait would be too long.
        """
        lease = self._leases.get(request)
        with self._guard:
            host = lease.host if lease else self._hosts[host_key(request.url)]
            request.meta["download_slot"] = host.name
        if not await self._may_leave(host, lease):
            return False
        now = monotonic()
        self._clock.depart(host, now, served=lease is not None)
        if lease:
            lease.left = True
        request.meta.pop(_LATENCY, None)  # of the hop before, after a redirect
        self._departed[request] = now
        return True

    def sent(self, request: Request) -> None:
        """Note that *request* has come to its connection only now; the delay runs from here."""
        departed = self._departed.get(request)
        host = self._clock.find(request.meta.get("download_slot", ""))
        if departed is not None and host is not None:
            due, now = host.due, monotonic()
            self._departed[request] = now
            self._clock.put_off(host, departed, now)
            self._tell_late(host, due, now)

    def answered(self, request: Request, outcome: Outcome | None = None, words: str = "") -> None:
        """Note the *outcome* of *request*, told by *words*; None says nothing of its host."""
        departed = self._departed.pop(request, None)
        host = self._clock.find(request.meta.get("download_slot", ""))
        if departed is not None and host is not None:
            due, now = host.due, monotonic()
            taken = request.meta.get(_LATENCY, now - departed)
            self._clock.answer(host, departed, taken)
            if outcome is not None:
                with self._guard:
                    self._breaker.note(host, departed, now, outcome, words)
            self._tell_late(host, due, now)

    def pause(self, name: str, seconds: float) -> None:
        """Let no other run send anything to the host for so many *seconds*."""
        if self._shared is not None and 0 < seconds < inf:
            self._shared.postpone(name, seconds)

    def close(self) -> None:
        """Keep what was learned of the hosts, and let go of the shared clocks."""
        self._breaker.close()
        if self._shared is not None:
            self._shared.close()

    async def _may_leave(self, host: Host, lease: Lease | None) -> bool:
        if lease is not None:
            return self._clock.may_depart(host, monotonic()) and not self._wait(host)
        while wait := self._wait(host):
            await self._hosts.turn(host.name)
            await asyncio.sleep(wait)
        return True

    def _wait(self, host: Host) -> float:
        """Return 0 if no other run is in the way, else let *host* wait, and return how long."""
        wait = 0.0
        if self._shared is not None and host.spacing:
            with self._guard:
                wait = self._shared.depart(host.name, host.spacing)
                self._hosts.wait(host, wait)
        return wait

    def _tell_late(self, host: Host, due: float, now: float) -> None:
        """Tell the other runs that *host* is due later than it was said to be."""
        if self._shared is not None and host.due > due + _LATE * host.delay:
            with self._guard:
                self._shared.postpone(host.name, host.due - now)
