"""The moment a request leaves: here the delay of its host begins, for every run at work.

Two runs on one database that ask the same host keep its delay together, and one of them may
leave it in peace for both. Whose turn it is, is asked for no sooner than here: a turn that was
promised before might be late.
"""

from __future__ import annotations

import asyncio
from math import inf
from time import monotonic

from scrapy import Request

from newscrawl.frontier.breaker import CircuitBreaker
from newscrawl.frontier.clock import Host
from newscrawl.frontier.guard import Guard
from newscrawl.frontier.health import Outcome
from newscrawl.frontier.hosts import Hosts
from newscrawl.frontier.keys import host_key
from newscrawl.frontier.leases import Leases
from newscrawl.store.clocks import HostClocks

__all__ = ["Departures"]

_LATE = 0.05
"""The share of a delay by which an answer has to be late before the other runs are told."""


class Departures:
    """Lets requests leave, in step with the other runs that keep the clocks *shared*."""

    def __init__(
        self,
        hosts: Hosts,
        leases: Leases,
        guard: Guard,
        breaker: CircuitBreaker,
        shared: HostClocks | None,
    ) -> None:
        self._breaker = breaker
        self._clock = hosts.clock
        self._hosts = hosts
        self._leases = leases
        self._guard = guard
        self._shared = shared

    async def depart(self, request: Request) -> float | None:
        """Start the delay of the host of *request*, which is about to leave; return the moment.

        Return None if it must not leave: it was held up after it was served, another one left
        in between, and the delay is not over. A request that was not served waits here instead.
        The host becomes its ``download_slot``, for a redirect copies that of another host.
        Raises HostLeft when it would have to wait for too long.
        """
        lease = self._leases.get(request)
        with self._guard:
            host = lease.host if lease else self._hosts[host_key(request.url)]
            request.meta["download_slot"] = host.name
        if lease is not None and not self._clock.may_depart(host, monotonic()):
            return None
        while wait := self._wait(host):
            if lease is not None:
                return None
            await self._hosts.turn(host.name)
            await asyncio.sleep(wait)
        now = monotonic()
        self._clock.depart(host, now, served=lease is not None)
        if lease is not None:
            lease.left = True
        return now

    def answer(
        self, name: str, departed: float, outcome: Outcome | None = None, words: str = ""
    ) -> None:
        """Note the *outcome*, told by *words*, of the request to the host that left at *departed*.

        None says nothing of the host.
        """
        host = self._clock.find(name)
        if host is None:
            return
        due, now = host.due, monotonic()
        self._clock.answer(host, departed, now)
        if outcome is not None:
            with self._guard:
                self._breaker.note(host, departed, now, outcome, words)
        if self._shared is not None and host.due > due + _LATE * host.delay:
            with self._guard:
                self._shared.postpone(name, host.due - now)

    def pause(self, name: str, seconds: float) -> None:
        """Let no other run send anything to the host for so many *seconds*."""
        if self._shared is not None and 0 < seconds < inf:
            self._shared.postpone(name, seconds)

    def close(self) -> None:
        """Keep what was learned of the hosts, and let go of the shared clocks."""
        self._breaker.close()
        if self._shared is not None:
            self._shared.close()

    def _wait(self, host: Host) -> float:
        """Return 0 if no other run is in the way, else let *host* wait, and return how long."""
        wait = 0.0
        if self._shared is not None and host.spacing:
            with self._guard:
                wait = self._shared.depart(host.name, host.spacing)
                self._hosts.wait(host, wait)
        return wait
