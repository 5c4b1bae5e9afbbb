"""Decisions: what the policy came to, on what evidence; appended, and never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import Connection, select

from newscrawl.policy.model import STOPPING, Decision, Purpose, Statement
from newscrawl.policy.records import to_record
from newscrawl.store.chain import Chain, Verification
from newscrawl.store.database import Database
from newscrawl.store.identity import Identity, adapt, nested, plain
from newscrawl.store.runs import now
from newscrawl.store.schema import decisions

__all__ = ["Action", "Decisions", "Ruling", "Subject", "decision_of"]

_STANDS = timedelta(days=1)
_SAME = ("purposes", "decision", "effects", "by_specification", "evidence", "permission")


class Action(StrEnum):
    """What is decided about."""

    USE = "use"
    """What may be done with a page: ``key`` is the article's, ``name`` the page."""
    INQUIRY = "inquiry"
    """A page that was asked about and may not be requested: as for use."""
    REFUSAL = "refusal"
    """Requests that are not sent: ``key`` is their host, ``name`` the ground."""
    STOP = "stop"
    """A site that is not visited any more: ``key`` is its name, ``name`` the ground."""
    RELIANCE = "reliance"
    """Requests that a written permission lets through: as for refusals."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a decision is on: one page or site, or ``count`` URLs, of which some are a sample."""

    action: Action
    key: str
    name: str
    count: int = 1
    sample: tuple[str, ...] = ()

    @classmethod
    def of(cls, identity: Identity, action: Action = Action.USE) -> Self:
        """Return the page of *identity*."""
        return cls(action, identity.key, identity.name)


@dataclass(frozen=True, slots=True)
class Ruling:
    """The ``policy`` of any item, read without trust; None where the item has none.

    ``evidence`` holds plain dictionaries shaped like :class:`newscrawl.items.Evidence`,
    ``sha256`` is the hash of the page.
    """

    decision: str
    purposes: list[str] = field(default_factory=list)
    effects: dict[str, str] = field(default_factory=dict)
    evidence: list[dict[str, Any]] = field(default_factory=list)
    permission: str | None = None
    valid_until: str | None = None
    by_specification: dict[str, str] = field(default_factory=dict)
    sha256: str | None = None

    @classmethod
    def on(cls, decision: Decision, purposes: Sequence[Purpose], ground: Statement) -> Self:
        """Return the ruling *decision* for *purposes* that rests on *ground* alone."""
        record = to_record(ground)
        return cls(str(decision), [str(each) for each in purposes], record["effects"], [record])

    @classmethod
    def of(cls, item: Any) -> Self | None:
        """Return the ruling that *item* carries."""
        adapter = adapt(item)
        return cls.told(
            {
                "restricted": adapter.get("restricted"),
                "policy": nested(adapter.get("policy")),
                "provenance": adapt(adapter.get("provenance")),
            }
        )

    @classmethod
    def told(cls, content: Mapping[str, Any]) -> Self | None:
        """Return the ruling that an item carries of which *content* is the plain form."""
        policy = adapt(content.get("policy"))
        if not policy and not content.get("restricted"):
            return None
        return cls(
            decision_of(content),
            list(policy.get("purposes") or []),
            dict(policy.get("effects") or {}),
            [statement for statement in policy.get("evidence") or [] if statement],
            policy.get("permission"),
            policy.get("valid_until"),
            sha256=adapt(content.get("provenance")).get("sha256"),
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
            if any(effects.get(purpose) in STOPPING for purpose in self.purposes):
                return statement
        return self.evidence[0] if self.evidence else {}

    @property
    def kind(self) -> str:
        """The first kind of the ground (``ai_ban``), else its signal, else ``unstated``."""
        kinds = self.ground.get("kinds") or [self.ground.get("signal")]
        return str(kinds[0] or "unstated")


def decision_of(item: Any) -> str:
    """Return what was decided on *item*: the stricter of what its two fields say counts.

    Where neither says anything, it is ``allowed``.
    """
    adapter = adapt(item)
    decision = str(adapt(adapter.get("policy")).get("decision") or Decision.ALLOWED)
    if adapter.get("restricted") and decision == Decision.ALLOWED:
        return str(Decision.RESTRICTED)
    return decision


class Decisions:
    """The decisions of all runs. Methods raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._chain = Chain(database)

    def record(self, run: int, identity: Identity, ruling: Ruling) -> str:
        """Keep *ruling* on the item *identity* in *run*; return the hash of the decision."""
        return self.record_on(run, Subject.of(identity), ruling)

    def write(
        self, connection: Connection, run: int, rulings: Iterable[tuple[Identity, Ruling]]
    ) -> None:
        """Keep *rulings*, told of plain items, as the last write in the transaction."""
        rows = [_row(run, Subject.of(identity), ruling) for identity, ruling in rulings]
        self._chain.append(connection, rows)

    def record_on(self, run: int, subject: Subject, ruling: Ruling) -> str:
        """Keep *ruling* on *subject* in *run*; return the hash of the decision."""
        with self._database.transaction() as connection:
            return self._chain.append(connection, [plain(_row(run, subject, ruling))])

    def told(self, run: int, subject: Subject, ruling: Ruling) -> int:
        """Return for how many URLs other runs than *run* have *ruling* on *subject* within a day.

        One that rests on other words, or was made for other purposes, is another one.
        """
        since = datetime.now(UTC) - _STANDS
        query = select(decisions).where(
            decisions.c.key == plain(subject.key),
            decisions.c.action == str(subject.action),
            decisions.c.name == plain(subject.name),
            decisions.c.run != run,
            decisions.c.at > since.isoformat(timespec="seconds"),
        )
        with self._database.transaction() as connection:
            rows = connection.execute(query).mappings().all()
        wanted = plain(_row(0, subject, ruling))
        same = (row for row in rows if all(row[name] == wanted[name] for name in _SAME))
        return max((int(row["count"]) for row in same), default=0)

    def latest(
        self, key: str, at: datetime | None = None, actions: Sequence[Action] = (Action.USE,)
    ) -> dict[str, Any] | None:
        """Return the newest decision on *key*, not after *at* (aware); None when there is none."""
        query = select(decisions).where(decisions.c.key == key, decisions.c.action.in_(actions))
        if at is not None:
            moment = at.astimezone(UTC).isoformat(timespec="seconds")
            query = query.where(decisions.c.at <= moment)
        with self._database.transaction() as connection:
            found = connection.execute(query.order_by(decisions.c.id.desc()).limit(1))
            row = found.mappings().first()
        return dict(row) if row else None

    def verify(self) -> Verification:
        """Tell whether all decisions are as they were written."""
        return self._chain.verify()


def _row(run: int, subject: Subject, ruling: Ruling) -> dict[str, Any]:
    return {
        "run": run,
        "at": now(),
        "action": str(subject.action),
        "key": subject.key,
        "name": subject.name,
        "purposes": ruling.purposes,
        "decision": str(ruling.decision),
        "effects": ruling.effects,
        "by_specification": ruling.by_specification,
        "evidence": ruling.evidence,
        "sha256": ruling.sha256,
        "permission": ruling.permission,
        "valid_until": ruling.valid_until,
        "count": subject.count,
        "sample": list(subject.sample),
    }
