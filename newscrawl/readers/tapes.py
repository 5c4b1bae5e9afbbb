"""Tapes: records written one after another, read in order, with a way on behind any damage."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import BinaryIO

from newscrawl.exceptions import TooMuchInput, UnreadableInput
from newscrawl.readers.streams import past_hole

__all__ = ["LONGEST_OPENING", "Opening", "PlainTape", "Tape"]

_PIECE = 65_536
LONGEST_OPENING = 4_096
_LINE_ENDS = b"\r\n"
_LONGEST_ENDING = 4


@dataclass(frozen=True, slots=True)
class Opening:
    """The *pattern* of what a record begins with, and the *endings* that set it off from the last.

    One that ``is_plain`` nothing else looks like: where a record was cut, the next may begin in
    the middle of a line.
    """

    pattern: re.Pattern[bytes]
    endings: tuple[bytes, ...]
    is_plain: bool = False

    def match(self, data: bytes, position: int = 0) -> bool:
        """Whether a record begins at *position* in *data*."""
        return self.pattern.match(data, position) is not None

    def find(self, data: bytes, position: int) -> int:
        """Return where a record first begins in *data*, from *position* on; -1 if none does."""
        if self.is_plain:
            found = self.pattern.search(data, position)
            return found.start() if found else -1
        while position >= 0 and not self.pattern.match(data, position):
            line = data.find(b"\n", position)
            position = line + 1 if line >= 0 else -1
        return position


class Tape(ABC):
    """The bytes of records, each with its *opening*, and the offset in the file at which it begins.

    A record is read between :meth:`begin` and
    :meth:`end`. Reading raises UnreadableInput where the data are damaged; :meth:`recover` goes
    on behind it.
    """

    def __init__(self, opening: Opening, start: int) -> None:
        self._opening = opening
        self._endings = opening.endings
        self._held = b""
        self._at = 0
        self._inside = False
        self._is_lost = False
        self._is_apart = False
        """Whether what was fetched last is packed by itself, and sound up to there."""
        self._damage: UnreadableInput | None = None
        self._damaged_at = start
        self.is_torn = False
        """Whether the last record has its ending, and what follows it begins no other."""
        self.offset = start
        """Where the record in hand begins; when it could not begin, where the damage does."""

    def begin(self) -> bool:
        """Begin the next record; False when there is none."""
        self._inside = False
        while not self._at_text():
            if not self._can_go_on():
                return False
        self._locate()
        self._inside = True
        return True

    def line(self, most: int) -> bytes:
        """Return the next line with its end; at most *most* bytes, nothing at the end."""
        while (end := self._held.find(b"\n", self._at, self._at + most)) < 0:
            if len(self._held) - self._at >= most or not self._more():
                return self.take(min(most, len(self._held) - self._at))
        return self.take(end + 1 - self._at)

    def take(self, size: int, behind: bytes = b"") -> bytes:
        """Return the next *size* bytes; fewer where the record can go on no further.

        They come *behind* what was taken before.
        """
        pieces = [behind] if behind else []
        while size:
            piece = self._held[self._at : self._at + size]
            self._at += len(piece)
            size -= len(piece)
            pieces.append(piece)
            if size and not self._more():
                break
        return b"".join(pieces)

    def skip(self, size: int) -> bool:
        """Pass over *size* bytes; False when there are not so many."""
        while size:
            step = min(size, len(self._held) - self._at)
            self._at += step
            size -= step
            if size and not self._more():
                return False
        return True

    def give_back(self, data: bytes) -> None:
        """Put *data*, taken last, back in front."""
        self._held, self._at = data + self._held[self._at :], 0

    def mark(self) -> None:  # noqa: B027  # what is packed cannot go back
        """Remember where the block of the record in hand begins, for :meth:`go_back`."""

    def go_back(self, taken: bytes) -> None:
        """Go back to the mark: *taken* is what was taken since, if no more was passed over."""
        self.give_back(taken)

    def end(self) -> bool:
        """Whether the record may end here: before another, before nothing, or with an ending.

        With an ending, or the end of what is packed by itself, what follows may be anything, and
        is no fault of this record.
        """
        self._inside = self.is_torn = False
        ending = b""
        is_over = False
        while True:
            start = self._at
            is_text = self._at_text()
            ending = (ending + self._held[start : self._at])[:_LONGEST_ENDING]
            if is_text:
                break
            if not self._more():
                return True
            is_over = is_over or self._is_apart
        if is_over:
            return True
        has_ending = ending.startswith(self._endings)
        more = self._can_be_searched_on if has_ending else self._more
        while self._may_begin() and more():
            pass
        begins = self._opening.match(self._held, self._at)
        self.is_torn = has_ending and not begins
        return has_ending or begins

    def _may_begin(self) -> bool:
        """Whether more has to be held to see that here begins a record, or not."""
        held = len(self._held) - self._at
        return held < LONGEST_OPENING and b"\n" not in self._held[self._at :]

    def recover(self) -> bool:
        """Go to the next beginning of a record from here on; False when there is none.

        Raises TooMuchInput.
        """
        self._inside = self._is_lost = True
        try:
            while not self._find_opening():
                if not self._can_be_searched_on():
                    self._held, self._at = b"", 0
                    return self._onward()
        finally:
            self._is_lost = False
        return True

    def _can_be_searched_on(self) -> bool:
        try:
            return self._more()
        except TooMuchInput:
            raise
        except UnreadableInput:
            return False

    def _can_go_on(self) -> bool:
        try:
            if self._more():
                return True
            if self._damage is not None:
                raise self._damage
            return self._onward()
        except UnreadableInput:
            self.offset = self._damaged_at
            raise

    def _at_text(self) -> bool:
        while self._at < len(self._held) and self._held[self._at] in _LINE_ENDS:
            self._at += 1
        return self._at < len(self._held)

    def _find_opening(self) -> bool:
        position = self._opening.find(self._held, self._at)
        if position < 0:
            self._at = max(self._at, len(self._held) - LONGEST_OPENING)
            return False
        self._at = position
        return True

    def _more(self) -> bool:
        """Hold more of what the record in hand may consist of; False when there is no more."""
        if self._damage is not None:
            raise self._damage
        try:
            piece = self._fetch()
        except UnreadableInput as error:
            self._damage, self._damaged_at = error, self.offset
            raise
        self._held, self._at = self._held[self._at :] + piece, 0
        return bool(piece)

    def _onward(self) -> bool:
        """Go on to where a record begins for certain; False when there is no such place."""
        return False

    @abstractmethod
    def _fetch(self) -> bytes:
        """Return what comes next of the record in hand, nothing at its end."""

    @abstractmethod
    def _locate(self) -> None:
        """Set the offset of the record that begins here."""


class PlainTape(Tape):
    """Records as they are, in a file or in an unpacked stream."""

    def __init__(self, stream: BinaryIO, opening: Opening, start: int = 0) -> None:
        super().__init__(opening, start)
        self._stream = stream
        self._read = self._mark = start
        self._size = None
        if stream.seekable():
            self._size = stream.seek(0, 2)
            stream.seek(start)

    def skip(self, size: int) -> bool:
        """Pass over *size* bytes; where the file has not so many, stay and return False."""
        position = self._position() + size
        if self._size is None or size <= len(self._held) - self._at:
            return super().skip(size)
        if position > self._size:
            return False
        self._stream.seek(position)
        self._held, self._at, self._read = b"", 0, position
        return True

    def mark(self) -> None:
        """Remember where the block of the record in hand begins."""
        self._mark = self._position()

    def go_back(self, taken: bytes) -> None:
        """Go back to the mark, or as far as *taken* leads."""
        if self._size is None:
            super().go_back(taken)
        elif self._position() != self._mark:
            # What was passed over counts, too: behind it offsets would be wrong.
            self._stream.seek(self._mark)
            self._held, self._at, self._read = b"", 0, self._mark

    def _position(self) -> int:
        return self._read - (len(self._held) - self._at)

    def _locate(self) -> None:
        self.offset = self._position()

    def _fetch(self) -> bytes:
        if self._is_lost and (data := past_hole(self._stream, self._read)) > self._read:
            # What is held is left to the search for a record, which knows no place any more.
            self._held, self._at = b"", 0
            self._read = self._stream.seek(data)
        piece = self._stream.read(_PIECE)
        self._read += len(piece)
        return piece
