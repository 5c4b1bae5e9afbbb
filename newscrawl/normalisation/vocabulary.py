"""The words of appeals: what a page says where it speaks to its reader, by what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from newscrawl.normalisation.lexicon import Concept, lexicon
from newscrawl.normalisation.phrases import Phrases
from newscrawl.normalisation.wording import SPACELESS
from newscrawl.text.sentences import Span

__all__ = ["Clause", "Vocabulary", "Words", "vocabulary"]

Concepts = frozenset[Concept]

_NOTHING: Concepts = frozenset()
# What matters where a clause opens, and where one closes.
_OPENING = (
    Concept.INVITATIONS,
    Concept.CLOSINGS,
    Concept.ITSELF,
    Concept.TEXTS,
    Concept.LOOKS,
)
_CLOSING = (
    Concept.INVITATIONS,
    Concept.CLOSINGS,
    Concept.FINAL_LOOKS,
    Concept.SPOTS,
    Concept.WALLS,
)
_ANY_ENDING = "*"
# What parts clauses; a hyphen does where it stands between spaces, and in Thai a space.
_CLAUSE_MARK = re.compile("[.!?…:;,()|·•、，。！？：；؟،।။–—→»›>👇-]|(?<=[\u0e00-\u0e7f]) ")
_SPACE = re.compile(r"\s*")
_FIRST = re.compile(r"\w")
# Arabic and Hebrew write "and", "to", "in", "the" together with the word.
_PREFIXED = r"(?<=(?<!\w)[وفبلكהובלמשכ])(?=[\u0590-\u06ff]{3})"
_WORD_START = re.compile(rf"(?<!\w)(?=\w)|(?={SPACELESS})|{_PREFIXED}")
_WORD_END = re.compile(rf"(?!\w)|(?<={SPACELESS})|(?={SPACELESS})")


@dataclass(frozen=True, slots=True)
class Words:
    """The words for one concept: all, those that stand alone, and those that take any ending."""

    all: Phrases
    whole: Phrases
    stems: frozenset[str]

    @classmethod
    def of(cls, words: Iterable[str]) -> Words:
        """Return *words* as the lexicon lists them: those with a star take any ending."""
        stems = {word.removesuffix(_ANY_ENDING) for word in words if word.endswith(_ANY_ENDING)}
        whole = {word for word in words if not word.endswith(_ANY_ENDING)}
        return cls(Phrases(whole | stems), Phrases(whole), frozenset(stems))

    def begin(self, folded: str, start: int) -> bool:
        """Whether one of the words begins at *start*, where a word does."""
        for end in self.all.ends(folded, start):
            if _WORD_END.match(folded, end) or folded[start:end] in self.stems:
                return True
        return False

    def at(self, folded: str, start: int) -> list[str]:
        """Return the words, as they are listed, that begin at *start*, where a word does."""
        found = []
        for end in self.all.ends(folded, start):
            word = folded[start:end]
            if _WORD_END.match(folded, end) and word in self.whole:
                found.append(word)
            elif word in self.stems:
                found.append(word + _ANY_ENDING)
        return found

    def starts(self, folded: str, end: int) -> list[int]:
        """Return where the words begin that end at *end*, where a word does."""
        starts = self.whole.starts(folded, end)
        return [start for start in starts if _WORD_START.match(folded, start)]

    def count(self, folded: str, passed: frozenset[int] = frozenset()) -> int:
        """Return how many of the words are in the line, but for those that begin at *passed*."""
        starts = (match.start() for match in _WORD_START.finditer(folded))
        return sum(start not in passed and self.begin(folded, start) for start in starts)

    def within(self, folded: str) -> bool:
        """Whether the line holds one of the words."""
        return any(self.begin(folded, match.start()) for match in _WORD_START.finditer(folded))


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a line: where it is, and what the words mean that open and that close it.

    ``closing`` has the place where each of these words begins.
    """

    start: int
    end: int
    opening: Concepts
    closing: Mapping[int, Concepts]


class Vocabulary:
    """The words ``of`` each concept, and the clauses of a line by them."""

    def __init__(self, words: Mapping[Concept, Iterable[str]]) -> None:
        self.of = {concept: Words.of(words.get(concept, ())) for concept in Concept}
        self._opening = _by_word(words, _OPENING)
        self._closing = _by_word(words, _CLOSING)
        self._openings = Words.of(self._opening)
        self._closings = Words.of(self._closing)

    def clauses(self, folded: str) -> Sequence[Clause]:
        """Return the clauses of *folded*, the empty ones left out."""
        return [
            Clause(start, end, self._opened(folded, start), self._closed(folded, end))
            for start, end in _clauses(folded)
            if start < end
        ]

    def _opened(self, folded: str, start: int) -> Concepts:
        found = self._openings.at(folded, start)
        return frozenset().union(*map(self._opening.__getitem__, found)) if found else _NOTHING

    def _closed(self, folded: str, end: int) -> Mapping[int, Concepts]:
        starts = self._closings.starts(folded, end)
        return {start: self._closing[folded[start:end]] for start in starts}


def _by_word(
    words: Mapping[Concept, Iterable[str]], concepts: Iterable[Concept]
) -> Mapping[str, Concepts]:
    """Return which of *concepts* each word has."""
    found: dict[str, set[Concept]] = {}
    for concept in concepts:
        for word in words.get(concept, ()):
            found.setdefault(word, set()).add(concept)
    return {word: frozenset(meanings) for word, meanings in found.items()}


def _clauses(folded: str) -> Iterator[Span]:
    """Yield the spans of the clauses of *folded*, spaces left out; empty ones are among them."""
    first = _FIRST.search(folded)
    start = first.start() if first else len(folded)
    for mark in _CLAUSE_MARK.finditer(folded, start):
        end, following = mark.span()
        spaced = folded[end - 1 : end].isspace() and folded[following : following + 1].isspace()
        if spaced or mark.group() != "-":
            yield start, start + len(folded[start:end].rstrip())
            space = _SPACE.match(folded, following)
            start = space.end() if space else following
    yield start, len(folded)


@lru_cache(maxsize=64)
def vocabulary(language: str | None) -> Vocabulary:
    """Return the words of *language*, as :func:`.lexicon` understands it."""
    return Vocabulary(lexicon(language).appeals)
