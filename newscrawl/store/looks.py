"""Looks: what one look at an article has brought, and how that differs from what was known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Self, TypeAlias

from newscrawl.store.decisions import Ruling
from newscrawl.store.identity import Identity, nested
from newscrawl.store.pages import Sighting
from newscrawl.store.runs import now

__all__ = ["PLAIN", "Before", "Change", "Entry", "Look"]

PLAIN = ("url", "canonical_url", "publisher", "headline", "in_language", "date_published")
"""What is a column of its own beside the item."""

# What differs from look to look, though the article be the same.
_VOLATILE = frozenset(["policy", "provenance", "related"])

Look: TypeAlias = tuple[Any, Sighting | None]
"""An item, and the sighting of its page where it is a live one."""


class Before(NamedTuple):
    """What is known of an article."""

    key: str
    run: int
    emitted: int
    item: dict[str, Any]

    def revision(self, run: int, change: Change) -> dict[str, Any]:
        """Return the row that keeps this, which *run* has found to be another by *change*."""
        return {
            "key": self.key,
            "run": run,
            "at": now(),
            "changed": list(change.fields),
            "item": self.item,
        }


@dataclass(frozen=True, slots=True)
class Change:
    """How an article differs from what was known of it: ``fields`` are those that changed.

    A ``second_look`` is one that a later run took.
    """

    is_known: bool
    fields: tuple[str, ...] = ()
    second_look: bool = False


_NEW = Change(is_known=False)


@dataclass(slots=True)
class Entry:
    """One look at an article, to be stored."""

    row: dict[str, Any]
    identity: Identity
    ruling: Ruling | None
    sighting: Sighting | None
    change: Change = _NEW

    @classmethod
    def of(cls, run: int, item: Any, sighting: Sighting | None) -> Self:
        """Return the look that has brought *item*."""
        identity, content = Identity.of(item), nested(item)
        ruling = Ruling.told(content)
        return cls(_row(run, identity, ruling, content), identity, ruling, sighting)

    @property
    def stored(self) -> Before:
        """What will be known of the article once this is stored."""
        return Before(*(self.row[name] for name in Before._fields))

    def compare(self, before: Before | None) -> None:
        """Find out, and note, how the article differs from what it was *before*.

        A look that shows nothing new makes the sighting one in vain.
        """
        self.change = _change(before, self.row["item"])
        if before is None or not self.change.is_known:
            return
        if self.sighting is not None and not self.change.fields:
            self.sighting = replace(self.sighting, known=replace(self.sighting.known, vain=1))
        if before.run != self.row["run"]:
            self.change = replace(self.change, second_look=True)
            _tell(self.row, before, self.change, is_live=self.sighting is not None)


def _change(before: Before | None, item: Mapping[str, Any]) -> Change:
    if before is None:
        return _NEW
    if _terms(before.item) != _terms(item):
        return _NEW  # for those who ask on other terms it is new
    names = sorted({*before.item, *item} - _VOLATILE)
    changed = tuple(name for name in names if before.item.get(name) != item.get(name))
    return Change(is_known=True, fields=changed)


def _tell(row: dict[str, Any], before: Before, change: Change, *, is_live: bool) -> None:
    """Note in *row* how the article has changed; where a live one has not, how it did before."""
    provenance, former = row["item"].get("provenance"), before.item.get("provenance")
    changed = list(change.fields)
    if is_live and not changed:
        row["emitted"] = before.emitted
        changed = former.get("changed", []) if isinstance(former, dict) else []
    if isinstance(provenance, dict):
        provenance["changed"] = changed


def _terms(item: Mapping[str, Any]) -> tuple[Any, ...]:
    policy = item.get("policy") or {}
    return policy.get("purposes"), policy.get("permission")


def _row(
    run: int, identity: Identity, ruling: Ruling | None, content: dict[str, Any]
) -> dict[str, Any]:
    provenance = content.get("provenance")
    provenance = provenance if isinstance(provenance, dict) else {}
    moment = now()
    return {
        **{name: _text(content.get(name)) for name in PLAIN},
        "key": identity.key,
        "run": run,
        "emitted": run,
        "first_seen": moment,
        "last_seen": moment,
        "path": _text(provenance.get("path")),
        "record": _text(provenance.get("record")),
        "host": identity.host,
        "decision": ruling.decision if ruling else None,
        "restricted": bool(ruling and ruling.restricted),
        "item": content,
    }


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
