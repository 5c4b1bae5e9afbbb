"""Decisions: what the policy came to for each article, and on what evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from newscrawl.policy.model import Decision, Effect
from newscrawl.store.database import Database
from newscrawl.store.identity import Identity, adapt, nested
from newscrawl.store.runs import now
from newscrawl.store.schema import decisions

__all__ = ["Decisions", "Ruling"]

_RENEWED = (
    "name", "at", "purposes", "decision", "effects", "evidence", "permission", "valid_until",
)  # fmt: skip
_UPSERT = (decisions, ("run", "key"), _RENEWED)
_STOPPING = {Effect.RESTRICT, Effect.DENY}


@dataclass(frozen=True, slots=True)
class Ruling:
    """The ``policy`` of any item, read without trust; None where the item has none.

    ``evidence`` holds plain dictionaries shaped like :class:`newscrawl.items.Evidence`.
    """

    decision: str
    purposes: list[str] = field(default_factory=list)
    effects: dict[str, str] = field(default_factory=dict)
    evidence: list[dict[str, Any]] = field(default_factory=list)
    permission: str | None = None
    valid_until: str | None = None

    @classmethod
    def of(cls, item: Any) -> Ruling | None:
        """Return the ruling that *item* carries. The stricter of its two fields counts."""
        adapter = adapt(item)
        policy = nested(adapter.get("policy"))
        restricted = bool(adapter.get("restricted"))
        if not policy and not restricted:
            return None
        decision = str(policy.get("decision") or Decision.ALLOWED)
        if restricted and decision == Decision.ALLOWED:
            decision = Decision.RESTRICTED.value
        return cls(
            decision,
            list(policy.get("purposes") or []),
            dict(policy.get("effects") or {}),
            [statement for statement in policy.get("evidence") or [] if statement],
            policy.get("permission"),
            policy.get("valid_until"),
        )

    @property
    def restricted(self) -> bool:
        """Whether anything but ``allowed`` was decided."""
        return self.decision != Decision.ALLOWED

    @property
    def ground(self) -> dict[str, Any]:
        """The first piece of evidence that stops a declared purpose; else the first of all."""
        for statement in self.evidence:
            effects = statement.get("effects") or {}
            if any(effects.get(purpose) in _STOPPING for purpose in self.purposes):
                return statement
        return self.evidence[0] if self.evidence else {}

    @property
    def kind(self) -> str:
        """The first kind of the ground (``ai_ban``), else its signal, else ``unstated``."""
        kinds = self.ground.get("kinds") or [self.ground.get("signal")]
        return str(kinds[0] or "unstated")


class Decisions:
    """The decisions of all runs. Methods raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, run: int, identity: Identity, ruling: Ruling) -> None:
        """Keep *ruling* on the item *identity* in *run*."""
        with self._database.transaction() as connection:
            self.write(connection, run, identity, ruling)

    def write(self, connection: Connection, run: int, identity: Identity, ruling: Ruling) -> None:
        """Keep *ruling* within the transaction of *connection*."""
        row = {
            "run": run,
            "key": identity.key,
            "name": identity.name,
            "at": now(),
            "purposes": ruling.purposes,
            "decision": ruling.decision,
            "effects": ruling.effects,
            "evidence": ruling.evidence,
            "permission": ruling.permission,
            "valid_until": ruling.valid_until,
        }
        self._database.upsert(connection, _UPSERT, row)

    def latest(self, key: str) -> dict[str, Any] | None:
        """Return the newest decision on the article *key*, as a row; None when there is none."""
        query = select(decisions).where(decisions.c.key == key).order_by(decisions.c.run.desc())
        with self._database.transaction() as connection:
            row = connection.execute(query.limit(1)).mappings().first()
        return dict(row) if row else None
