"""Articles that come by, and of what they are copies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from newscrawl.store.attribution import Attribution
from newscrawl.store.identity import Identity
from newscrawl.store.memberships import Membership
from newscrawl.store.neighbours import Near
from newscrawl.store.runs import now
from newscrawl.text.fingerprint import Fingerprint

__all__ = ["Appearance", "Forerunners"]

_UNKNOWN = Attribution()


@dataclass(frozen=True, slots=True)
class Forerunners:
    """What came by before an article, of which it is a copy or which it is like.

    ``exact`` names an earlier page of the run with the same text on the same host, ``canonical``
    one with the same address; ``near`` are others like it, of any run and host, nearest first;
    ``membership`` is what it is to the cluster that it is in with them.
    """

    exact: str | None = None
    canonical: str | None = None
    near: tuple[Near, ...] = ()
    membership: Membership | None = None

    @property
    def first(self) -> str | None:
        """The earlier page of the run that it is no more than a copy of."""
        return self.exact or self.canonical


@dataclass(frozen=True, slots=True)
class Appearance:
    """An article that comes by: who it is, and of its text, if it has one, what copies share."""

    identity: Identity
    digest: str | None = None
    fingerprint: Fingerprint | None = None
    attribution: Attribution = _UNKNOWN

    def row(self, run: int) -> dict[str, Any]:
        """Return what *run* remembers of it."""
        return {
            "key": self.identity.key,
            "run": run,
            "name": self.identity.name,
            "host": self.identity.host,
            "digest": self.digest,
            "sketch": self.fingerprint.packed if self.fingerprint else None,
            "first_seen": now(),
            **self.attribution.values(),
        }
