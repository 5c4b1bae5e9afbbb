"""The table of effects, ``data/effects.toml``: what each signal does to each purpose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from newscrawl.knowledge import read_data
from newscrawl.policy.model import Effect, Purpose

__all__ = ["duties_of", "effects_of", "purposes_of", "strongest", "without_permissions"]

_LETTERS = {"D": Effect.DENY, "r": Effect.RESTRICT, "A": Effect.ALLOW, ".": Effect.NONE}


def effects_of(signal: str, kinds: Iterable[str]) -> dict[Purpose, Effect]:
    """Return the strongest effect on every purpose of *kinds*, all said by *signal*.

    A kind that the table does not know has none.
    """
    table = _table()[signal]
    purposes = _table()["purposes"]
    return strongest(
        {
            Purpose(name): _LETTERS[letter]
            for name, letter in zip(purposes, table[kind], strict=True)
        }
        for kind in kinds
        if kind in table
    )


@cache
def purposes_of(signal: str) -> frozenset[Purpose]:
    """Return the purposes that *signal* can have an effect on, whatever it says."""
    found = strongest(effects_of(signal, [kind]) for kind in _table()[signal])
    return frozenset(purpose for purpose, effect in found.items() if effect is not Effect.NONE)


def duties_of(kinds: Iterable[str]) -> tuple[str, ...]:
    """Return the conditions under which the restrictions of *kinds* are lifted, each once."""
    table = _table()["duties"]
    return tuple(dict.fromkeys(duty for kind in kinds for duty in table.get(kind, ())))


def strongest(said: Iterable[Mapping[Purpose, Effect]]) -> dict[Purpose, Effect]:
    """Return for every purpose the strongest of the effects that were *said*."""
    effects = dict.fromkeys(Purpose, Effect.NONE)
    for each in said:
        for purpose, effect in each.items():
            if effect.strength > effects[purpose].strength:
                effects[purpose] = effect
    return effects


def without_permissions(said: Mapping[Purpose, Effect]) -> dict[Purpose, Effect]:
    """Return the effects that were *said*, with nothing where something was allowed."""
    return {
        purpose: Effect.NONE if effect is Effect.ALLOW else effect
        for purpose, effect in said.items()
    }


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    return read_data("effects")
