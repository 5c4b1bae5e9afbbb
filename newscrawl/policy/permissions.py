"""Permissions: what a licensor has granted in writing, where, for which purposes, how long."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from newscrawl.policy.model import Effect, Purpose, Statement
from newscrawl.policy.signals.robots_path import PathPattern, request_target, without_dots
from newscrawl.urls import host, is_web_url, origin, site

__all__ = ["Permission", "grant_host", "in_force", "is_liftable", "lifts"]

_NEVER_LIFTED = {"http_status", "address"}
"""An answer of the server, and whom an address belongs to, are no terms of use."""


@dataclass(frozen=True, slots=True)
class Permission:
    """One written grant of *licensor*, and the document that proves it.

    ``hosts`` are in ASCII form and stand for themselves and their subdomains; ``paths`` are
    written as in robots.txt. It holds from the day it was ``granted`` to the end of the day on
    which it ``expires`` (None: until revoked), and no longer on the day it was ``revoked``; days
    are those of UTC. ``reference`` names the document, ``sha256`` is its hash; ``document`` is
    where it lies, seen from the file of permissions, if it lies elsewhere than its name says.
    Only one with ``lifts_robots`` lifts the rules of robots.txt.
    """

    licensor: str
    hosts: tuple[str, ...]
    purposes: tuple[Purpose, ...]
    granted: date
    reference: str
    sha256: str
    paths: tuple[str, ...] = ("/",)
    expires: date | None = None
    lifts_robots: bool = False
    revoked: date | None = None
    document: str | None = None

    @property
    def citation(self) -> str:
        """The document that proves it, by name and hash: what an item cites."""
        return f"{self.reference} sha256:{self.sha256}"

    @property
    def ends(self) -> datetime | None:
        """The first moment at which it holds no more; None when that is not known."""
        days = [self.expires + timedelta(days=1)] if self.expires else []
        days += [self.revoked] if self.revoked else []
        return datetime.combine(min(days), time(), UTC) if days else None

    def holds(self, day: date) -> bool:
        """Whether it is in force on *day*."""
        ends = self.ends
        return self.granted <= day and (ends is None or day < ends.date())

    def covers(self, url: str, purpose: Purpose, day: date) -> bool:
        """Whether it lets *url* be used for *purpose* on *day*. What is no web address never is."""
        return purpose in self.purposes and self.holds(day) and self._names(url)

    def lifts(self, statement: Statement, purpose: Purpose) -> bool:
        """Whether it takes from *statement*, which bears on a URL it covers, its no to *purpose*.

        Terms of use it lifts, and a rule of robots.txt where it says so. A robots.txt that
        nobody could read has no rule, and is not lifted.
        """
        if purpose not in self.purposes or not is_liftable(statement):
            return False
        is_rule = statement.signal == "robots" and "disallow" in statement.kinds
        return self.lifts_robots or not is_rule

    def _names(self, url: str) -> bool:
        if not is_web_url(url):
            return False
        name = _ascii_host(url)
        if not any(name == each or name.endswith(f".{each}") for each in self.hosts):
            return False
        target = without_dots(request_target(url))
        return any(_pattern(path).matches(target) for path in self.paths)


def in_force(permissions: Iterable[Permission], url: str, day: date) -> tuple[Permission, ...]:
    """Return those of *permissions* that cover *url* on *day*, for whatever purpose."""
    return tuple(
        each for each in permissions if any(each.covers(url, p, day) for p in each.purposes)
    )


def is_liftable(statement: Statement) -> bool:
    """Whether any permission can lift *statement*."""
    is_unknown = statement.signal == "robots" and "unknown" in statement.kinds
    return statement.signal not in _NEVER_LIFTED and not is_unknown


def lifts(granted: Iterable[Permission], statement: Statement, purposes: Iterable[Purpose]) -> bool:
    """Whether *granted*, all in force for one URL, leave nothing that *statement* denies it.

    Of *purposes* each counts that the statement denies.
    """
    held = tuple(granted)
    return all(
        any(permission.lifts(statement, purpose) for permission in held)
        for purpose in purposes
        if statement.effects.get(purpose) is Effect.DENY
    )


def grant_host(name: str) -> str:
    """Return the host *name* in ASCII form, as a permission keeps it.

    Raises ValueError for what is no host name, and for a public suffix such as ``co.uk``: nobody
    can grant what belongs to many.
    """
    url = f"http://{name}/"
    if not name or set(name) & set("/:@*?#\\ ") or not is_web_url(url):
        raise ValueError(f"{name!r} is no host name")
    try:
        return str(ipaddress.IPv4Address(name))
    except ValueError:
        pass
    found = _ascii_host(url)
    if not all(found.split(".")) or site(f"http://x.{found}/") == f"x.{found}":
        raise ValueError(f"{name!r} is no host but a suffix that many share")
    return found


def _ascii_host(url: str) -> str:
    try:
        return host(origin(url)) or ""
    except ValueError:
        return ""


@lru_cache(maxsize=256)
def _pattern(path: str) -> PathPattern:
    return PathPattern.read(path.encode())
