"""Tapes of packed data: web archives whose records are packed one by one, or in one go."""

from __future__ import annotations

from typing import BinaryIO

from newscrawl.exceptions import TooMuchInput, UnreadableInput
from newscrawl.readers.content import Format
from newscrawl.readers.model import Budget
from newscrawl.readers.streams import find_bytes
from newscrawl.readers.tapes import LONGEST_OPENING, Opening, Tape
from newscrawl.readers.unpacking import Packed

__all__ = ["PackedTape"]


class PackedTape(Tape):
    """Records packed one by one, or many in one go.

    A member that begins like a record ends the one before, whatever length that claims. The
    offset is that of the last such member, or of one that begins with anything between two.
    """

    def __init__(
        self,
        stream: BinaryIO,
        form: Format,
        opening: Opening,
        budget: Budget,
        start: int = 0,
    ) -> None:
        super().__init__(opening, start)
        # Damage makes rubbish, which holds many a line feed before a checksum tells.
        self._endings = tuple(ending for ending in opening.endings if ending.count(b"\n") > 1)
        self._stream = stream
        self._form = form
        self._packed = Packed(stream, form, budget)
        self._packed.move(start)
        self._waiting = b""
        """The first piece of the member that begins the next record."""
        self._next_offset = start

    def _locate(self) -> None:
        self.offset = self._next_offset

    def _fetch(self) -> bytes:
        if self._waiting:
            return b""
        self._is_apart = False
        if piece := self._packed.piece():
            return piece
        self._is_apart = True
        return self._fetch_member()

    def _fetch_member(self) -> bytes:
        # What is wrong with the next member is no fault of the record that ends here.
        try:
            piece = b""
            while not piece and self._packed.next_member():
                # Whether it begins a record shows in its first line, which may come in parts.
                while b"\n" not in piece and len(piece) < LONGEST_OPENING:
                    if not (more := self._packed.piece()):
                        break
                    piece += more
        except UnreadableInput as error:
            self._damage, self._damaged_at = error, self._packed.start
            if not piece:
                return b""
        if not piece and (rest := self._packed.rest) is not None:
            self._damage = UnreadableInput(f"what follows is no {self._form}")
            self._damaged_at = rest
            return b""
        begins = self._opening.match(piece)
        if begins or self._is_between():
            self._next_offset = self._packed.start
        if not begins or not self._inside:
            return piece
        self._waiting = piece
        return b""

    def _is_between(self) -> bool:
        """Whether the record in hand is over, and nothing of another was seen."""
        return not self._inside and self._at >= len(self._held)

    def _onward(self) -> bool:
        if not self._waiting and not self._resume():
            return False
        self._held, self._at, self._waiting = self._waiting, 0, b""
        return True

    def _resume(self) -> bool:
        """Find, behind the damage, a member that begins like a record, and let it wait."""
        if self._damage is None or not self._packed.magic:
            return False
        position = self._packed.start + 1
        while (position := find_bytes(self._stream, position, self._packed.magic)) >= 0:
            self._packed.move(position)
            try:
                if self._packed.next_member() and self._opening.match(
                    piece := self._packed.piece()
                ):
                    self._damage, self._waiting = None, piece
                    self._next_offset = position
                    return True
            except TooMuchInput:
                raise
            except UnreadableInput:
                pass
            position += 1
        return False
