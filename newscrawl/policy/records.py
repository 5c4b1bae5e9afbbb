"""Statements as plain values, for items and databases, and back; and in one line, for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from newscrawl.policy.model import Conditions, Effect, Level, Purpose, Scope, Statement
from newscrawl.text.cleaning import excerpt

__all__ = ["cite", "from_record", "to_record"]

_QUOTE_LENGTH = 200
_CONDITIONS = tuple(each.name for each in fields(Conditions))


def cite(statement: Statement) -> str:
    """Return signal, place and words of *statement*, in one line."""
    place = f"{statement.signal}, {statement.source} {statement.locator}"
    return f"{place}: {excerpt(statement.text, _QUOTE_LENGTH)}"


def to_record(statement: Statement) -> dict[str, Any]:
    """Return *statement* as JSON values: effects that are none and unnamed conditions left out."""
    conditions = ((name, getattr(statement.conditions, name)) for name in _CONDITIONS)
    return {
        "signal": statement.signal,
        "kinds": list(statement.kinds),
        "source": statement.source,
        "locator": statement.locator,
        "text": statement.text,
        "sha256": statement.sha256,
        "effects": {str(p): str(e) for p, e in statement.effects.items() if e is not Effect.NONE},
        "holder": statement.holder,
        "conditions": {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in conditions
            if value
        },
        "level": str(statement.level),
        "scope": str(statement.scope),
    }


def from_record(record: Mapping[str, Any]) -> Statement:
    """Return the statement that :func:`to_record` wrote.

    Raises KeyError, TypeError or ValueError when *record* is none of ours.
    """
    effects = {Purpose(name): Effect(effect) for name, effect in record["effects"].items()}
    conditions = dict(record["conditions"])
    for name in ("exceptions", "duties"):
        conditions[name] = tuple(conditions.get(name, ()))
    return Statement(
        signal=record["signal"],
        kinds=tuple(record["kinds"]),
        source=record["source"],
        locator=record["locator"],
        text=record["text"],
        sha256=record["sha256"],
        effects=dict.fromkeys(Purpose, Effect.NONE) | effects,
        scope=Scope(record["scope"]),
        level=Level(record["level"]),
        holder=record["holder"],
        conditions=Conditions(**conditions),
    )
