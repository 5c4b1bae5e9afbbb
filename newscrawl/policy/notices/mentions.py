"""Mentions: where one text names the concepts of a lexicon, looked for when asked after."""

from __future__ import annotations

from newscrawl.policy.notices.folding import Folded
from newscrawl.policy.notices.hearing import Hearing
from newscrawl.policy.notices.lexicon import Books
from newscrawl.policy.notices.patterns import CAPITALS
from newscrawl.policy.notices.phrases import Phrases
from newscrawl.text.sentences import Span

__all__ = ["Mentions"]

_MOST = 50


class Mentions(dict[str, tuple[Span, ...]]):
    """Where *folded* text has each concept of *books*: (start, end) pairs, in order.

    A book is heard when one of its concepts is asked after for the first time. What is not
    there is known from then on.
    """

    def __init__(self, folded: Folded, books: Books) -> None:
        super().__init__()
        self._folded = folded
        self._books = books
        self._heard: dict[Phrases, Hearing] = {}

    def __missing__(self, concept: str) -> tuple[Span, ...]:
        book = self._books.about(concept)
        hearing = self.heard(book)
        found = self[concept] = self._search(book, hearing, book.of(concept))
        return found

    def heard(self, book: Phrases) -> Hearing:
        """Return what the words of the text tell of the phrases of *book*."""
        hearing = self._heard.get(book)
        if hearing is None:
            hearing = self._heard[book] = book.hear(self._folded.text)
            self.update(book.unnamed(hearing))
        return hearing

    def _search(self, book: Phrases, hearing: Hearing, phrases: int) -> tuple[Span, ...]:
        """Return where *phrases* stand; of those that share characters the first and longest."""
        found = [(start, end) for start, end, said in hearing.named if said & phrases]
        found += [
            match.span()
            for match in book.matches(self._folded.text, hearing.possible & phrases)
            if match.lastgroup != CAPITALS or self._folded.is_capital(match.start())
        ]
        found.sort(key=lambda span: (span[0], -span[1]))
        chosen: list[Span] = []
        for span in found:
            if not chosen or span[0] >= chosen[-1][1]:
                chosen.append(span)
        return tuple(chosen[:_MOST])
