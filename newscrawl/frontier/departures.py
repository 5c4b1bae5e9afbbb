"""Departures: when requests leave for their hosts, and when the answers come."""

from __future__ import annotations

from time import monotonic
from weakref import WeakKeyDictionary

from scrapy import Request

from newscrawl.frontier.clock import Clock
from newscrawl.frontier.guard import Guard
from newscrawl.frontier.hosts import Hosts
from newscrawl.frontier.keys import host_key
from newscrawl.frontier.leases import Leases

__all__ = ["Departures"]

_LATENCY = "download_latency"
"""The seconds from the connection to the head of the answer, as Scrapy tells."""


class Departures:
    """The departures of one run; each starts the delay of its host."""

    def __init__(self, clock: Clock, hosts: Hosts, leases: Leases, guard: Guard) -> None:
        self._clock = clock
        self._hosts = hosts
        self._leases = leases
        self._guard = guard
        self._departed: WeakKeyDictionary[Request, float] = WeakKeyDictionary()

    def begin(self, request: Request) -> bool:
        """Let *request*, which is about to leave, start the delay of its host.

        Return False if it must not leave: it was held up after it was served, another one left
        in between, and the delay is not over. A request that was not served may always leave.
        The host becomes its ``download_slot``, for a redirect copies that of another host.
        """
        now = monotonic()
        lease = self._leases.get(request)
        with self._guard:
            host = lease.host if lease else self._hosts[host_key(request.url)]
            request.meta["download_slot"] = host.name
            if lease and not self._clock.may_depart(host, now):
                return False
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
            now = self._departed[request] = monotonic()
            self._clock.put_off(host, departed, now)

    def answered(self, request: Request) -> None:
        """Note that *request* was answered, or failed."""
        departed = self._departed.pop(request, None)
        host = self._clock.find(request.meta.get("download_slot", ""))
        if departed is not None and host is not None:
            taken = request.meta.get(_LATENCY, monotonic() - departed)
            self._clock.answer(host, departed, taken)
