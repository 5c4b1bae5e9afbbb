"""What a web archive holds, as far as those who share the reading of it must know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newscrawl.readers.archived_policies import ArchivedPolicies

__all__ = ["Cutting", "Inventory", "Piece", "Portion", "portions_of"]


@dataclass(frozen=True, slots=True)
class Cutting:
    """How fine an archive is cut: into pieces of about so many ``pages``, or ``size`` bytes."""

    pages: int
    size: int


@dataclass(frozen=True, slots=True)
class Piece:
    """The records from the offset ``start`` on: how many may hold a page, and of which origins."""

    start: int
    pages: int
    origins: Sequence[str]


@dataclass(frozen=True, slots=True)
class Inventory:
    """What begins between two offsets of an archive, in pieces that can be read apart.

    ``onward`` is the offset of the first record behind; None when no more can be read.
    """

    pieces: Sequence[Piece]
    policy_files: ArchivedPolicies
    onward: int | None = None

    @property
    def start(self) -> int | None:
        """The offset of its first record; None when there is none."""
        return self.pieces[0].start if self.pieces else None


@dataclass(frozen=True, slots=True)
class Portion:
    """The records of an archive that begin from the offset ``start`` on and before ``end``.

    ``policy_files`` are those that have a say on them, wherever in the archive they stand.
    """

    policy_files: ArchivedPolicies
    start: int = 0
    end: int | None = None
    pages: int = 0
    """How many records there may hold one, where they were counted."""

    @property
    def is_whole(self) -> bool:
        """Whether it is all of the archive."""
        return not self.start and self.end is None


def portions_of(inventories: Iterable[Inventory]) -> list[Portion]:
    """Return the portions of an archive whose *inventories* follow one another without a gap."""
    files, pieces = ArchivedPolicies(), list[Piece]()
    for each in inventories:
        files.add_all(each.policy_files)
        pieces += each.pieces
    if not pieces:
        return []
    # What stands before the first record is damaged, and is told with it.
    starts = [0, *(piece.start for piece in pieces[1:])]
    return [
        Portion(files.only(piece.origins), start, end, piece.pages)
        for piece, start, end in zip(pieces, starts, [*starts[1:], None], strict=True)
    ]
