"""The circuit breaker of each host (Nygard, Release It!): who fails again and again has a rest.

After so many failures in a row the host is left alone for a while, then one request probes
whether it is well again. Where that fails twice the host is left for the run, and for some time
by later runs, the longer the more of them had to give it up; the first of their requests is a
probe again. What is queued for it stays queued.
"""

from __future__ import annotations

import logging
from time import time
from typing import NamedTuple

from newscrawl.frontier.health import Outcome
from newscrawl.frontier.host import Host
from newscrawl.frontier.hosts import Hosts
from newscrawl.store.hosts import Remembered

__all__ = ["CircuitBreaker", "Patience"]

logger = logging.getLogger(__name__)

_PROBES = 2
_FIRST_PAUSE = 10.0
_FIRST_REST, _LONGEST_REST = 600.0, 86_400.0


class Patience(NamedTuple):
    """For how many seconds a host is waited for, and after how many failures in a row it rests.

    0 failures are none.
    """

    wait: float = 60.0
    failures: int = 0


class CircuitBreaker:
    """The breakers of all hosts of a run; *most* failures in a row open one, 0 never."""

    def __init__(self, hosts: Hosts, most: int) -> None:
        self._hosts = hosts
        self._memory = hosts.memory
        self._most = most

    def note(self, host: Host, departed: float, now: float, outcome: Outcome, words: str) -> None:
        """Take note of the *outcome*, told by *words*, of the request that left at *departed*."""
        was_failing = host.health.strikes
        is_failure = host.health.note(outcome, departed, now, host.delay)
        host.not_before(host.departed + host.spacing)
        if is_failure and 0 < self._most <= host.health.failures + self._lost(host):
            self._open(host, now, words)
        elif outcome is Outcome.ANSWERED and was_failing:
            host.health.strikes = 0
            self._memory.keep(host.name, Remembered(slowed=host.health.slowed))

    def close(self) -> None:
        """Keep for later runs how slowly hosts had to be asked."""
        for host in self._hosts.clock:
            health = host.health
            if health.slowed > host.delay and not host.left:
                known = Remembered(strikes=health.strikes, slowed=health.slowed)
                self._memory.keep(host.name, known)

    def _lost(self, host: Host) -> int:
        """Return how many failures a host has before the first: all, where a run gave it up."""
        return self._most + _PROBES - 1 if host.health.strikes else 0

    def _open(self, host: Host, now: float, words: str) -> None:
        failures = host.health.failures
        probes = failures + self._lost(host) - self._most
        seconds = _FIRST_PAUSE * 2**probes
        times = "once" if failures == 1 else f"{failures} times in a row"
        reason = f"it failed {times}, last with {words}"
        if probes < _PROBES and seconds <= self._hosts.max_wait:
            logger.info("Leaving %s alone for %.0f s: %s", host.name, seconds, reason)
            self._hosts.clock.pause(host, now + seconds)
            return
        strikes = host.health.strikes + 1
        rest = min(_FIRST_REST * 2.0 ** min(strikes - 1, 20), _LONGEST_REST)
        known = Remembered(time() + rest, reason, strikes, host.health.slowed)
        self._memory.keep(host.name, known)
        self._hosts.leave(host.name, reason)
