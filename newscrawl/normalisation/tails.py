"""Tails: how far the closing lines of an article have come, and what stands among them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newscrawl.normalisation.lexicon import Role
from newscrawl.normalisation.lines import Kind, Line
from newscrawl.normalisation.rights import read_copyright
from newscrawl.text.sentences import ends_sentence

__all__ = ["CLOSING", "Closing"]

CLOSING = frozenset(
    [Role.EDITORS, Role.TRANSLATORS, Role.SOURCES, Role.CONTRIBUTORS, Kind.SIGN_OFF]
)
"""What lines are that close a text."""

_FEWEST_LATE_WORDS = 12
# "1. Mayor quits over parking row", in a list of what others read.
_RANKED = re.compile(r"\d{1,2}[.)]?\s")
# With its number; fewer words may be the name of a winner.
_FEWEST_RANKED_WORDS = 5


class Closing:
    """How far the closing lines have come: credits first, then rights, then only debris."""

    def __init__(self, lines: Sequence[Line], language: str | None, *, plain: bool) -> None:
        self._language = language
        self._plain = plain
        # Of a page only whether prose came before the closing lines counts.
        prose = (line.kind is Kind.TEXT and line.is_prose for line in lines)
        self._left = sum(prose) if plain else 0
        self._seen = 0
        self.begun = False
        self._final = False
        self.shut = False
        self.lists = False
        """Whether the line met last is of a list of what others read, below the whole text."""
        self._text = ""
        self._below_debris = False

    def meet(self, line: Line) -> None:
        """Take note of *line*, the next one in reading order."""
        if line.kind is Kind.TEXT:
            if self._plain or not self._seen:
                self._pass(line)
        elif line.kind is Kind.NOTICE or _is_rights(line, self._language):
            self.begun = self.begun or self._seen > 0
            self._final = self._final or (self._seen > 0 and self._seen >= self._left)
        elif line.kind in CLOSING:
            self.begun = self.begun or self._seen > 0
        elif line.kind is Kind.DEBRIS:
            self._shut_if(self._final)
        if self._plain:
            self._rank(line)

    def _rank(self, line: Line) -> None:
        # "How to board:", an advertisement, and the steps are no such list.
        opens = self._below_debris and line.size >= _FEWEST_RANKED_WORDS
        listed = self.lists or (opens and ends_sentence(self._text))
        self.lists = listed and self._left <= 0 and _is_ranked(line)
        self._below_debris = line.kind is Kind.DEBRIS
        if line.kind is Kind.TEXT and not self.lists:
            self._text = line.text

    def _pass(self, line: Line) -> None:
        prose = line.is_prose
        self._seen += prose
        self._left -= prose
        self._shut_if(self._final and not prose and line.is_title)

    def admits(self, line: Line) -> bool:
        """Whether *line*, met after the closing lines began, is body nevertheless."""
        if self.shut or not line.says_something:
            return False
        if not (self._plain and self._final):
            return True
        return line.size >= _FEWEST_LATE_WORDS and not line.text.endswith(("...", "…"))

    def _shut_if(self, sign: bool) -> None:
        self.shut = self.shut or (self._plain and sign)


def _is_rights(line: Line, language: str | None) -> bool:
    if line.kind is not Kind.COPYRIGHT:
        return False
    found = read_copyright(line.text, language)
    return found is None or found.is_explicit


def _is_ranked(line: Line) -> bool:
    """Whether *line* is the title of a story with its number in a list: "1. Ferry is back"."""
    return line.is_title and not ends_sentence(line.text) and _RANKED.match(line.text) is not None
