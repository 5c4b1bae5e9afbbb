"""Profile: which conditions the operator meets, what they were granted, what silence is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from newscrawl.knowledge import read_data
from newscrawl.policy.model import Effect, Purpose, Statement
from newscrawl.policy.permissions import Permission, in_force

__all__ = ["Profile", "duties"]


_KEPT_ANYWAY = frozenset(["attribution"])
_LIMIT = re.compile(r"user:\S+|geo:[a-z]{2}")
"""To whom or to where a licence may be limited (RSL 1.0, ``permits``)."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the operator has to say for themselves.

    ``meets`` are the duties that are fulfilled; attribution always can be, since author, source
    and licence stay with the item. For the purposes of ``silence_denies`` a page is taken only
    when it is permitted in so many words. ``permissions`` are all that are recorded.
    """

    meets: frozenset[str] = _KEPT_ANYWAY
    silence_denies: frozenset[Purpose] = frozenset()
    permissions: Sequence[Permission] = ()

    @property
    def conditions(self) -> dict[str, list[str]]:
        """What it comes to without the permissions, as JSON values: the ground of decisions."""
        return {"meets": sorted(self.meets), "silence_denies": sorted(self.silence_denies)}

    def granted(self, url: str | None, at: datetime) -> tuple[Permission, ...]:
        """Return the permissions in force for *url* at the moment *at* (aware)."""
        if url is None or not self.permissions:
            return ()
        return in_force(self.permissions, url, at.astimezone(UTC).date())

    def effect(self, statement: Statement, purpose: Purpose) -> Effect:
        """Return what *statement* does to *purpose* under this profile.

        A restriction is lifted when all its duties are met; one without duties stands.
        """
        effect = statement.effects.get(purpose, Effect.NONE)
        duties = statement.conditions.duties
        if effect is Effect.RESTRICT and duties and self.meets.issuperset(duties):
            return Effect.ALLOW
        return effect


def duties(names: str | Iterable[str]) -> frozenset[str]:
    """Return the duties that *names* lists, and attribution; in a text, commas or spaces part.

    Raises ValueError for a name that is no duty: a condition must not come out as met by a slip.
    """
    listed = names.replace(",", " ").split() if isinstance(names, str) else list(names)
    for name in listed:
        if name not in _known() and not _LIMIT.fullmatch(name):
            known = ", ".join(_known())
            raise ValueError(f"{name!r} is no condition; known: {known}, user:..., geo:de")
    return _KEPT_ANYWAY.union(listed)


@lru_cache(maxsize=1)
def _known() -> tuple[str, ...]:
    return tuple(read_data("effects")["conditions"])
