"""The kinds of notice, and what each does to each purpose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from newscrawl.policy.model import Effect, Level, Purpose

__all__ = ["Kind", "effects_of"]


class Kind(StrEnum):
    """What a notice says."""

    CRAWL_BAN = "crawl_ban"
    INDEX_BAN = "index_ban"
    AI_BAN = "ai_ban"
    TDM_RESERVATION = "tdm_reservation"
    REPRODUCTION_BAN = "reproduction_ban"
    CREDIT_REQUIRED = "credit_required"
    PERMISSION = "permission"

    @property
    def is_ban(self) -> bool:
        """Whether it forbids or reserves something."""
        return self not in {Kind.CREDIT_REQUIRED, Kind.PERMISSION}

    @property
    def is_machine_facing(self) -> bool:
        """Whether it addresses what a crawler does, and so has an effect on purposes."""
        return self in _EFFECTS


_EFFECTS: Mapping[Kind, Mapping[Purpose, Effect]] = {
    Kind.CRAWL_BAN: dict.fromkeys(Purpose, Effect.DENY),
    Kind.INDEX_BAN: {Purpose.SEARCH: Effect.DENY, Purpose.AI_INPUT: Effect.RESTRICT},
    Kind.AI_BAN: {
        Purpose.TDM: Effect.RESTRICT,
        Purpose.AI_INPUT: Effect.DENY,
        Purpose.AI_TRAIN: Effect.DENY,
    },
    Kind.TDM_RESERVATION: {
        Purpose.TDM: Effect.RESTRICT,
        Purpose.AI_INPUT: Effect.DENY,
        Purpose.AI_TRAIN: Effect.DENY,
    },
}


def effects_of(kinds: Iterable[Kind], level: Level) -> dict[Purpose, Effect]:
    """Return the strongest effect of *kinds* on every purpose; none when only possible."""
    effects = dict.fromkeys(Purpose, Effect.NONE)
    if level is Level.POSSIBLE:
        return effects
    for kind in kinds:
        for purpose, effect in _EFFECTS.get(kind, {}).items():
            if effect.strength > effects[purpose].strength:
                effects[purpose] = effect
    return effects
