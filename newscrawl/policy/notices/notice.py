"""Notice: a sentence with legal weight, with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from newscrawl.document import Place, Unit
from newscrawl.policy.model import Conditions, Level, Scope, Statement
from newscrawl.policy.notices.kinds import Kind, effects_of
from newscrawl.text.sentences import Span

__all__ = ["Notice", "Part", "statements"]


class Part(NamedTuple):
    """Characters *start* to *end* of the text of *unit*."""

    unit: Unit
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The words as printed."""
        return self.unit.text[self.start : self.end]

    def overlaps(self, other: Part) -> bool:
        """Whether it shares a character with *other*."""
        return self.unit is other.unit and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice. It has several ``parts`` when it goes on in a further unit.

    ``holder`` is who has to be asked, None where nobody is named. ``reasons`` say in words
    what the level rests on. ``target`` is where it leads when it is but a link to a policy.
    """

    kinds: tuple[Kind, ...]
    parts: tuple[Part, ...]
    language: str
    level: Level
    holder: str | None = None
    conditions: Conditions = field(default_factory=Conditions)
    scope: Scope = Scope.PAGE
    reasons: tuple[str, ...] = ()
    target: str | None = None

    @property
    def quote(self) -> str:
        """The words as printed, a line feed between parts."""
        return "\n".join(part.quote for part in self.parts)

    @property
    def unit(self) -> Unit:
        """The unit in which it begins."""
        return self.parts[0].unit

    @property
    def span(self) -> Span:
        """Where it stands in the text of ``unit``: its first part's (start, end)."""
        return self.parts[0].start, self.parts[0].end

    @property
    def place(self) -> Place:
        """The part of the page in which it begins."""
        return self.unit.place

    @property
    def locator(self) -> str:
        """What leads a person to it: an element path, ``meta[rights]``, ``line 17``."""
        return self.unit.locator

    @property
    def block(self) -> int | None:
        """The index of the block in which it begins; None outside the visible text."""
        return self.unit.index


def statements(notices: Iterable[Notice], document_source: str, sha256: str) -> list[Statement]:
    """Return what *notices* of one document say, as statements of the signal ``notice``.

    *document_source* is the URL or path of the document, *sha256* the hash of its body.
    """
    return [
        Statement(
            signal="notice",
            kinds=tuple(str(kind) for kind in notice.kinds),
            source=document_source,
            locator=notice.locator,
            text=notice.quote,
            sha256=sha256,
            effects=effects_of(notice.kinds, notice.level),
            scope=notice.scope,
            level=notice.level,
            holder=notice.holder,
            conditions=notice.conditions,
        )
        for notice in notices
    ]
