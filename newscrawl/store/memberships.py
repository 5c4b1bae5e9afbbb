"""What articles are to the clusters that they are in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, select

from newscrawl.store.schema import clusters, fingerprints

__all__ = ["Membership", "read_memberships"]

_BATCH = 400
_of = fingerprints.c
_ORIGINALS = fingerprints.alias("originals")
# The key, then what a membership has, in its order.
_READ = (
    select(
        _of.key,
        _of.cluster,
        _of.role,
        _of.similarity,
        _ORIGINALS.c.name.label("original"),
        clusters.c.ground,
        clusters.c.reason,
        clusters.c.evidence,
    )
    .join(clusters, clusters.c.id == _of.cluster)
    .join(_ORIGINALS, _ORIGINALS.c.key == clusters.c.original)
    .where(_of.key.in_(bindparam("keys", expanding=True)))
)


@dataclass(frozen=True, slots=True)
class Membership:
    """What an article is to its cluster.

    ``original`` is the name of the original, of which it has the share ``similarity`` (of the
    shorter of the two texts, 0 to 1); ``ground``, ``reason`` and ``evidence`` tell why that is
    taken for the original.
    """

    cluster: int
    role: str
    similarity: float
    original: str
    ground: str
    reason: str
    evidence: Mapping[str, Any]

    def record(self) -> dict[str, Any]:
        """Return it as the provenance of an item has it."""
        return {
            "id": self.cluster,
            "role": self.role,
            "similarity": self.similarity,
            "original": self.original,
            "ground": self.ground,
            "reason": self.reason,
        }


def read_memberships(connection: Connection, keys: Iterable[str]) -> dict[str, Membership]:
    """Return the membership of the articles *keys*; who has no copy is left out."""
    remaining = iter(dict.fromkeys(keys))
    found: dict[str, Membership] = {}
    while batch := list(islice(remaining, _BATCH)):
        rows = connection.execute(_READ, {"keys": batch})
        found |= {key: Membership(*values) for key, *values in rows}
    return found
