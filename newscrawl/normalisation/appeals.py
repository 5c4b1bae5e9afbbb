"""Appeals: lines in which a page speaks to its reader about itself.

No list holds all their wordings: "Sign up for ...", "Our briefing - free in your inbox". What they
share is an invitation where a clause begins or ends, and something of the page's own that it
invites to: a channel, a subscription, this article, the newsroom, the readers' comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick import Automaton

from newscrawl.normalisation.lexicon import Concept, Role, key, lexicon
from newscrawl.normalisation.lines import Line
from newscrawl.normalisation.phrases import Phrases
from newscrawl.normalisation.wording import LEAD, SPACELESS
from newscrawl.text.sentences import Span, ends_sentence

__all__ = ["appeal"]

# How many words a line may have that makes one point for an appeal; two if it is a sentence; two;
# three.
_SHORTEST = 8
_SHORTEST_SPOKEN = 5
_LONGEST_CALL = 14
_LONGEST_OF_TWO = 24
_LONGEST = 40
_ANY_ENDING = "*"
# The page's own things; a service counts twice, for others have channels on the same platforms.
_OWN = (
    Concept.SERVICES,
    Concept.PLATFORMS,
    Concept.DUES,
    Concept.TEXTS,
    Concept.VOICES,
    Concept.OFFERS,
)
_HOUSE = (Concept.HOUSE, Concept.OURS)
_CALLS = frozenset([Concept.INVITATIONS, Concept.CLOSINGS])
_QUOTES = tuple('"“”„«»「」『』‹›‟〝〞')
_SINGLE_QUOTE = re.compile(r"['‘’](?<!\w.)(?=\w)")
_SPEECH_DASH = re.compile(r"[—–-]\s")
# What parts clauses; a hyphen does where it stands between spaces.
_CLAUSE_MARK = re.compile("[.!?…:;,()|·•、，。！？：；؟،।។–—→»›>-]")
_SPACE = re.compile(r"\s*")
_CALLING = ("!", "！", "»", "›", ">", "→", "👇")
_INTRODUCING = (":", "：")
_LETTERS = re.compile(r"\S@\w[\w-]*\.\w")
_ASKS = re.compile(r"[?？؟;\u037e]\s*\w")
_FIRST = re.compile(r"\w")
_EDGES = " !！>→»›👇)）"
# Arabic and Hebrew write "and", "to", "in", "the" together with the word.
_PREFIXED = r"(?<=(?<!\w)[وفبلكהובלמשכ])(?=[\u0590-\u06ff]{3})"
_WORD_START = re.compile(rf"(?<!\w)(?=\w)|(?={SPACELESS})|{_PREFIXED}")
_WORD_END = re.compile(rf"(?!\w)|(?<={SPACELESS})|(?={SPACELESS})")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words for one concept: all, those that stand alone, and those that take any ending."""

    all: Phrases
    whole: Phrases
    stems: frozenset[str]

    @classmethod
    def of(cls, words: Iterable[str]) -> _Words:
        stems = {word.removesuffix(_ANY_ENDING) for word in words if word.endswith(_ANY_ENDING)}
        whole = {word for word in words if not word.endswith(_ANY_ENDING)}
        return cls(Phrases(whole | stems), Phrases(whole), frozenset(stems))

    def begin(self, folded: str, start: int) -> bool:
        """Whether one of the words begins at *start*, where a word does."""
        for end in self.all.ends(folded, start):
            if _WORD_END.match(folded, end) or folded[start:end] in self.stems:
                return True
        return False

    def starts(self, folded: str, end: int) -> list[int]:
        """Return where the words begin that end at *end*, where a word does."""
        starts = self.whole.starts(folded, end)
        return [start for start in starts if _WORD_START.match(folded, start)]


_Found = Mapping[Concept, AbstractSet[int]]
_NOWHERE: AbstractSet[int] = frozenset()


class _Index:
    """The words of all concepts, looked for at once, by the automaton of Aho and Corasick (1975).

    Most lines hold none of them, and that is all there is to ask.
    """

    def __init__(self, concepts: Mapping[Concept, Iterable[str]]) -> None:
        # By word: the concepts that it is a word for, and those for which it takes any ending.
        meanings: dict[str, tuple[set[Concept], set[Concept]]] = {}
        for concept, words in concepts.items():
            for word in filter(None, words):
                stem = word.removesuffix(_ANY_ENDING)
                every, stems = meanings.setdefault(stem, (set(), set()))
                every.add(concept)
                if word != stem:
                    stems.add(concept)
        self._automaton = Automaton()
        for word, meant in meanings.items():
            self._automaton.add_word(word, (len(word), *meant))
        self._automaton.make_automaton()

    def find(self, folded: str) -> _Found:
        """Return by concept where its words begin in a line; concepts without any left out."""
        found: dict[Concept, set[int]] = {}
        for last, (length, concepts, stems) in self._automaton.iter(folded):
            start, end = last + 1 - length, last + 1
            if not _WORD_START.match(folded, start):
                continue
            for concept in concepts if _WORD_END.match(folded, end) else stems:
                found.setdefault(concept, set()).add(start)
        return found


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The words that open or close a clause, and the ``index`` of all.

    ``calls`` are invitations and closings alike, ``subjects`` all that name the text, those of
    ``itself`` among them.
    """

    calls: _Words
    closings: _Words
    invitations: _Words
    subjects: _Words
    itself: _Words
    index: _Index


def appeal(line: Line, language: str | None) -> Role | None:
    """Return what *line* is when the page speaks in it of itself; None for news.

    A prompt, or a note on a correction. Quoted speech is news whatever it asks for.
    """
    text, length = line.text, line.size
    if length > _LONGEST:
        return None
    known = _vocabulary(language)
    folded = key(text)
    found = known.index.find(folded)
    if not found or _is_quoted(text):
        return None
    if (role := _about_the_text(folded, known, found)) is not None:
        return role
    if length <= _SHORTEST and _is_around_ads(folded, found):
        return Role.PROMPT
    calls = _calls(folded, known) if not _CALLS.isdisjoint(found) else _NOWHERE
    if not calls and not (length <= _LONGEST_CALL and _shows_its_own(folded, found)):
        return None
    points = {concept: len(found.get(concept, _NOWHERE) - calls) for concept in _OWN}
    house = sum(len(found.get(concept, _NOWHERE)) for concept in _HOUSE)
    # "Write to desk@news.example": an address for letters is the house's own.
    house += length <= _LONGEST_CALL and _LETTERS.search(text) is not None
    total = house + sum(points.values()) + points[Concept.SERVICES]
    # "Us" alone makes no long line an appeal, and photographs alone none.
    short = length <= (_SHORTEST_SPOKEN if _is_spoken(text) else _SHORTEST)
    asks = length <= _LONGEST_CALL and _ASKS.search(text) is not None
    lone = points[Concept.OFFERS] + (0 if short or asks else house)
    needed = 1 if asks else _needed(text, length)
    return Role.PROMPT if total >= needed and total > lone else None


def _is_quoted(text: str) -> bool:
    """Whether somebody speaks in *text*."""
    if any(map(text.__contains__, _QUOTES)) or _SPEECH_DASH.match(text):
        return True
    return _SINGLE_QUOTE.search(text) is not None


def _needed(text: str, length: float) -> int:
    """Return how many points a line must make, by its length and its shape."""
    if length <= _SHORTEST:
        return 1
    if length <= _LONGEST_CALL:
        return 2 if _is_spoken(text) else 1
    return 2 if length <= _LONGEST_OF_TWO else 3


def _is_spoken(text: str) -> bool:
    """Whether *text* ends as sentences of the news do, not with a call."""
    closed = ends_sentence(text) or text.endswith(_INTRODUCING)
    return closed and not text.endswith(_CALLING)


def _about_the_text(folded: str, known: _Vocabulary, found: _Found) -> Role | None:
    """Return what a line is that opens with the text itself: "This text was made by AI"."""
    lead = LEAD.match(folded)
    start = lead.end() if lead else 0
    if not known.subjects.begin(folded, start):
        return None
    itself = known.itself.begin(folded, start)
    by_machines = Concept.MACHINES in found
    if by_machines and Concept.MADE in found:
        return Role.PROMPT
    if itself and (by_machines or Concept.DUES in found):
        return Role.PROMPT
    return Role.CORRECTIONS if itself and Concept.AMENDED in found else None


def _is_around_ads(folded: str, found: _Found) -> bool:
    """Whether a short line says where the text goes on around an advertisement."""
    return Concept.ADS in found and Concept.GOES_ON in found and not _is_spoken(folded)


def _shows_its_own(folded: str, found: _Found) -> bool:
    """Whether a line that is no sentence names what the house has: "Sker news in our app"."""
    if Concept.OURS not in found or _is_spoken(folded):
        return False
    return Concept.SERVICES in found or Concept.PLATFORMS in found


def _calls(folded: str, known: _Vocabulary) -> frozenset[int]:
    """Return where the words begin with which a clause of the line invites the reader.

    Where the verb does not stand last, words at the end invite only in a line that is no sentence:
    "Subscribe here", "Kanal abonnieren!".
    """
    calls: set[int] = set()
    for start, end in _clauses(folded):
        if known.calls.begin(folded, start):
            calls.add(start)
        calls.update(known.closings.starts(folded, end))
    if not _is_spoken(folded):
        calls.update(known.invitations.starts(folded, len(folded.rstrip(_EDGES))))
    return frozenset(calls)


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
def _vocabulary(language: str | None) -> _Vocabulary:
    words = {concept: lexicon(language).appeals.get(concept, set()) for concept in Concept}
    return _Vocabulary(
        calls=_Words.of(words[Concept.INVITATIONS] | words[Concept.CLOSINGS]),
        closings=_Words.of(words[Concept.CLOSINGS]),
        invitations=_Words.of(words[Concept.INVITATIONS]),
        subjects=_Words.of(words[Concept.ITSELF] | words[Concept.TEXTS]),
        itself=_Words.of(words[Concept.ITSELF]),
        index=_Index(words),
    )
