"""The words of appeals: what a page says where it speaks to its reader, by what they mean."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ahocorasick import STORE_LENGTH, Automaton

from newscrawl.normalisation.lexicon import Concept, lexicon
from newscrawl.text.scripts import STOPLESS, is_spaceless_letter
from newscrawl.text.sentences import Span

__all__ = ["Reading", "read"]

_ANY_ENDING = "*"
# The end of a word whose ending is not listed.
_OPEN = 0
_NOWHERE: Mapping[int, int] = {}
# What parts clauses; a hyphen does where it stands between spaces, and in Thai and Lao a space.
_CLAUSE_MARK = re.compile(rf"[.!?…:;,()|·•、，。！？：；؟،।။–—→»›>👇-]|(?<={STOPLESS}) ")
_TO_WORD = re.compile(r"\W*")
# Arabic and Hebrew write "and", "to", "in", "the" together with the word.
_PREFIXED = r"(?<=(?<!\w)[وفبلكהובלמשכ])(?=[\u0590-\u06ff]{3})"
_WORD_START = re.compile(rf"(?<!\w)(?=\w)|{_PREFIXED}")
_WORD_END = re.compile(r"(?!\w)")


@dataclass(frozen=True)
class Reading:
    """A line, ``folded`` as :func:`.lexicon.key` does it, by what its words mean.

    ``words`` has for each concept where its words begin, and where they end; an ending that is
    not listed is 0.
    """

    folded: str
    words: Mapping[Concept, Mapping[int, int]]

    @cached_property
    def clauses(self) -> list[Span]:
        """The spans of the clauses, marks and spaces around them left out, none of them empty."""
        return [(start, end) for start, end in _clauses(self.folded) if start < end]

    def holds(self, concept: Concept) -> bool:
        """Whether a word for *concept* is in the line."""
        return concept in self.words

    def count(self, concept: Concept, passed: Collection[int] = ()) -> int:
        """Return how many words for *concept* there are, but for those that begin at *passed*."""
        return sum(start not in passed for start in self.words.get(concept, _NOWHERE))

    def begins(self, concept: Concept, start: int, until: int | None = None) -> bool:
        """Whether a word for *concept* begins at *start*, or from there on before *until*."""
        places = self.words.get(concept, _NOWHERE)
        return start in places if until is None else any(start <= at < until for at in places)

    def ending(self, concept: Concept, end: int) -> Iterator[int]:
        """Yield where the words for *concept* begin that end at *end*."""
        return (start for start, at in self.words.get(concept, _NOWHERE).items() if at == end)


class _Vocabulary:
    """The words of all concepts, looked for at once, by the automaton of Aho and Corasick (1975).

    Most lines hold none of them, and that is all there is to ask.
    """

    def __init__(self, concepts: Mapping[Concept, Iterable[str]]) -> None:
        # By word: the concepts that it is a word for, and those for which it takes any ending.
        self._meanings: dict[str, tuple[Concept, ...]] = {}
        self._stems: dict[str, tuple[Concept, ...]] = {}
        for concept, words in concepts.items():
            # Most words have one meaning, and share it: garbage collection walks each object.
            own = (concept,)
            for word in filter(None, words):
                stem = word.removesuffix(_ANY_ENDING)
                self._meanings[stem] = self._meanings.get(stem, ()) + own
                if stem != word:
                    self._stems[stem] = self._stems.get(stem, ()) + own
        self._automaton = Automaton(STORE_LENGTH)
        for word in self._meanings:
            self._automaton.add_word(word)
        self._automaton.make_automaton()

    def find(self, folded: str) -> Mapping[Concept, Mapping[int, int]]:
        """Return by concept where its words begin in a line and where they end.

        Of words that begin at one place the longest counts; concepts without any are left out.
        """
        found: dict[Concept, dict[int, int]] = {}
        for last, length in self._automaton.iter(folded):
            start, end = last + 1 - length, last + 1
            around = folded[start - 1 : start + 1] if start else ""
            # Within a word, as most are: sooner told than by the pattern.
            if around.isascii() and around.isalnum():
                continue
            if not _starts_word(folded, start):
                continue
            whole = _ends_word(folded, end)
            meanings = self._meanings if whole else self._stems
            for concept in meanings.get(folded[start:end], ()):
                found.setdefault(concept, {})[start] = end if whole else _OPEN
        return found


def read(folded: str, language: str | None) -> Reading | None:
    """Return what the words of a line mean in *language*, as :func:`.lexicon` understands it.

    None for a line without any word for one of the concepts, as most are.
    """
    words = _vocabulary(language).find(folded)
    return Reading(folded, words) if words else None


def _starts_word(folded: str, start: int) -> bool:
    return is_spaceless_letter(folded[start]) or _WORD_START.match(folded, start) is not None


def _ends_word(folded: str, end: int) -> bool:
    around = is_spaceless_letter(folded[end - 1]) or is_spaceless_letter(folded[end : end + 1])
    return around or _WORD_END.match(folded, end) is not None


def _clauses(folded: str) -> Iterator[Span]:
    """Yield the spans of the clauses of *folded*, marks and spaces left out; some are empty."""
    start = _word_from(folded, 0)
    for mark in _CLAUSE_MARK.finditer(folded, start):
        end, following = mark.span()
        spaced = folded[end - 1 : end].isspace() and folded[following : following + 1].isspace()
        if spaced or mark.group() != "-":
            yield start, start + len(folded[start:end].rstrip())
            start = _word_from(folded, following)
    yield start, start + len(folded[start:].rstrip())


def _word_from(folded: str, position: int) -> int:
    match = _TO_WORD.match(folded, position)
    return match.end() if match else position


@lru_cache(maxsize=64)
def _vocabulary(language: str | None) -> _Vocabulary:
    return _Vocabulary(lexicon(language).appeals)
