"""The clocks of the hosts: whose turn it is, and when the next one is due.

All times are seconds of one monotonic clock, handed in by the caller. Hosts that can be served
stand in a heap by the time they are due. As a served host is due again only after the others
that waited, no host starves another, with a delay of 0 too.

The delay is meant to hold at the server, which sees a request some time after it departed. So

- it counts from when a request has come to its connection, where the handler tells that;
- a little is added to it, for timers and the network are not exact;
- an answer that took longer than usual may belong to a request that was late to arrive, and the
  next one must not come early by as much: the delay counts from when it should have left to be
  answered then, at most by a share of the delay later. What is usual shows after some answers
  only: the first requests have to find and greet the server, perhaps among those to many others.
  There the delay counts from the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from heapq import heappop, heappush, heapreplace
from itertools import count
from typing import Any

from newscrawl.frontier.host import Host

__all__ = ["Clock"]

_MOST_LATENESS = 0.5
_FIRST_ANSWERS = 3
# How fast the usual time of an answer follows a faster and a slower one: it stays near the
# fast ones, so that only the unusual counts as late.
_FASTER, _SLOWER = 0.5, 0.02


class Clock:
    """The hosts and their turns. ``pending`` counts the queued requests not of left hosts."""

    def __init__(
        self,
        *,
        delay: float,
        concurrency: int,
        slots: Mapping[str, Mapping[str, Any]],
        is_wary: bool = False,
    ) -> None:
        """Take the operator's *delay* and *concurrency*, and *slots* of hosts with their own.

        If it *is_wary*, no host is known before :meth:`know` says so.
        """
        self.pending = 0
        self._delay = delay
        self._concurrency = concurrency
        self._slots = slots
        self._is_wary = is_wary
        self._hosts: dict[str, Host] = {}
        self._heap: list[tuple[float, int, Host]] = []
        self._sequence = count()

    def __iter__(self) -> Iterator[Host]:
        return iter(self._hosts.values())

    def find(self, name: str) -> Host | None:
        """Return the host *name* if it was added."""
        return self._hosts.get(name)

    def add(self, name: str, identity: int) -> Host:
        """Return a new host without requests, with the delay and concurrency set for it."""
        slot = self._slots.get(name, {})
        host = Host(
            name,
            identity,
            least_delay=float(slot.get("delay", self._delay)),
            concurrency=max(1, int(slot.get("concurrency", self._concurrency))),
            is_known=not self._is_wary,
        )
        host.delay = host.least_delay
        self._hosts[name] = host
        return host

    def queue(self, host: Host, requests: int = 1) -> None:
        """Count *requests* more in the queue of *host*."""
        host.queued += requests
        if not host.left:
            self.pending += requests
        self._enlist(host)

    def unqueue(self, host: Host) -> None:
        """Count one request less in the queue of *host*."""
        host.queued -= 1
        if not host.left:
            self.pending -= 1

    def drop(self, host: Host) -> None:
        """Count the queue of *host* as empty."""
        if not host.left:
            self.pending -= host.queued
        host.queued = 0

    def take(self, host: Host) -> None:
        """Serve one request of *host*: it is in flight, though it has not left."""
        self.unqueue(host)
        host.in_flight += 1
        host.boarding += 1

    def land(self, host: Host, *, left: bool = True) -> None:
        """Count one request less in flight at *host*; *left* says whether it was ever sent."""
        host.in_flight -= 1
        host.boarding -= not left
        self._enlist(host)

    def visit(self, host: Host, now: float) -> bool:
        """Let a request that is not of the queue be in flight at *host*, if there is room now."""
        if host.due > now or not host.has_room:
            return False
        host.in_flight += 1
        return True

    def lend(self, host: Host) -> None:
        """Count a request in flight at *host* as none while it waits for another one."""
        host.in_flight -= 1

    def reclaim(self, host: Host) -> None:
        """Count a request that has waited as one in flight again."""
        host.in_flight += 1

    def hold(self, host: Host) -> None:
        """Serve nothing of *host* until it is freed as often as it was held."""
        host.holds += 1

    def free(self, host: Host) -> None:
        """Take back one hold on *host*."""
        host.holds -= 1
        self._enlist(host)

    def know(self, name: str) -> None:
        """Ask the host *name*, if it was added, no more one by one."""
        if (host := self.find(name)) is not None:
            host.is_known = True
            self._enlist(host)

    def due(self, now: float) -> Host | None:
        """Return the host whose turn it is, or None when none is due yet."""
        first = self._first()
        return first if first is not None and first.due <= now else None

    def next_turn(self) -> float | None:
        """Return when the next host is due, or None when none waits for its clock only."""
        first = self._first()
        return None if first is None else first.due

    def may_depart(self, host: Host, now: float) -> bool:
        """Whether a request may leave for *host*, its delay being over since the last one."""
        return now >= max(host.departed + host.pace, host.paused)

    def pause(self, host: Host, moment: float) -> None:
        """Let nothing leave for *host* before *moment*."""
        host.paused = max(host.paused, moment)
        host.not_before(moment)

    def depart(self, host: Host, now: float, *, served: bool = False) -> None:
        """Start the delay of *host*: a request leaves for it, one that was *served* or another."""
        host.departed = now
        host.boarding -= served
        host.not_before(now + host.spacing)
        self._enlist(host)

    def put_off(self, host: Host, departed: float, now: float) -> None:
        """Note that the request which left at *departed* has come to its connection only *now*."""
        if departed == host.departed:
            host.departed = now
            host.not_before(now + host.spacing)

    def answer(self, host: Host, departed: float, taken: float) -> None:
        """Note that the request which left at *departed* was answered, or failed.

        The answer has *taken* so many seconds.
        """
        host.answers += 1
        if host.answers <= _FIRST_ANSWERS:
            late = taken
            host.usual = min(host.usual, taken)
        else:
            late = min(taken - host.usual, host.pace * _MOST_LATENESS)
            host.usual += (_SLOWER if late > 0 else _FASTER) * (taken - host.usual)
        if departed == host.departed and host.pace:
            host.not_before(departed + late + host.spacing)

    def set_delay(self, host: Host, seconds: float) -> None:
        """Keep at least *seconds* between departures; never less than the operator asked for."""
        host.delay = max(host.least_delay, seconds)
        host.not_before(host.departed + host.spacing)

    def leave(self, host: Host, reason: str) -> None:
        """Serve *host* no more; its queue stays as it is."""
        if not host.left:
            self.pending -= host.queued
        host.left = reason

    def _enlist(self, host: Host) -> None:
        if not host.listed and host.servable:
            host.listed = True
            heappush(self._heap, (host.due, next(self._sequence), host))

    def _first(self) -> Host | None:
        heap = self._heap
        while heap:
            due, _, host = heap[0]
            if not host.servable:
                heappop(heap)
                host.listed = False
            elif host.due > due:
                heapreplace(heap, (host.due, next(self._sequence), host))
            else:
                return host
        return None
