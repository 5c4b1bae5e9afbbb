"""Appeals: lines in which a page speaks to its reader about itself.

No list holds all their wordings: "Sign up for ...", "Our briefing - free in your inbox". What they
share is an invitation where a clause begins or ends, and something of the page's own that it
invites to: a channel, a subscription, this article, the newsroom, the readers' comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from newscrawl.normalisation.lexicon import Concept, Role, key, lexicon
from newscrawl.normalisation.lines import Line
from newscrawl.normalisation.phrases import Phrases
from newscrawl.normalisation.wording import LEAD, SPACELESS
from newscrawl.text.sentences import ends_sentence

__all__ = ["appeal"]

# How many words a line may have that makes one point for an appeal; two if it is a sentence; two;
# three.
_SHORTEST = 8
_LONGEST_CALL = 14
_LONGEST_OF_TWO = 24
_LONGEST = 40
_ANY_ENDING = "*"
# What a thing of the page's own counts; others have channels on the same platforms.
_POINTS = {
    Concept.SERVICES: 2,
    Concept.PLATFORMS: 1,
    Concept.DUES: 1,
    Concept.TEXTS: 1,
    Concept.HOUSE: 1,
    Concept.VOICES: 1,
}
_SAYS = {
    Concept.MACHINES: Role.PROMPT,
    Concept.DUES: Role.PROMPT,
    Concept.AMENDED: Role.CORRECTIONS,
}
_QUOTED = re.compile(r"[\"“”„«»「」『』‹›‟〝〞]|(?<!\w)['‘’](?=\w)|^[—–-]\s")
_CLAUSE_END = re.compile(r"\s*(?:[.!?…:;,()|·•、，。！？：；؟،।។–—→»›>]|\s-\s|$)")
_CLAUSE_START = re.compile(r"(?:[.!?…:;,()|·•、，。！？：；؟،।–—→»›>]|\s-\s)\s*(?=\w)")
_CALLING = ("!", "！", "»", "›", ">", "→", "👇")
_INTRODUCING = (":", "：")
_FIRST = re.compile(r"\w")
_EDGES = " !！>→»›👇)）"
_WORD_START = re.compile(rf"(?<!\w)(?=\w)|(?={SPACELESS})")
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

    def end(self, folded: str, end: int) -> bool:
        """Whether one of the words ends at *end*, where a word does."""
        return any(_WORD_START.match(folded, start) for start in self.whole.starts(folded, end))


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The words ``of`` each concept; ``calls`` are invitations and closings alike."""

    of: Mapping[Concept, _Words]
    calls: _Words


def appeal(line: Line, language: str | None) -> Role | None:
    """Return what *line* is when the page speaks in it of itself; None for news.

    A prompt, or a note on a correction. Quoted speech is news whatever it asks for.
    """
    text, length = line.text, line.size
    if length > _LONGEST or _QUOTED.search(text):
        return None
    known = _vocabulary(language)
    folded = key(text)
    if (role := _about_the_text(folded, known)) is not None:
        return role
    if not _calls(folded, known):
        return None
    points = {concept: _count(folded, known.of[concept]) * n for concept, n in _POINTS.items()}
    enough = sum(points.values()) >= _needed(text, length)
    # "Us" alone makes no long line an appeal: "Join us" is said by many.
    own = length <= _SHORTEST or sum(points.values()) > points[Concept.HOUSE]
    return Role.PROMPT if enough and own else None


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


def _about_the_text(folded: str, known: _Vocabulary) -> Role | None:
    """Return what a line is that opens with the text itself: "This text was made by AI"."""
    if not known.of[Concept.ITSELF].begin(folded, _lead(folded)):
        return None
    said = (role for concept, role in _SAYS.items() if _holds(folded, known.of[concept]))
    return next(said, None)


def _lead(folded: str) -> int:
    lead = LEAD.match(folded)
    return lead.end() if lead else 0


def _calls(folded: str, known: _Vocabulary) -> bool:
    """Whether a clause of the line begins with an invitation, or ends with one.

    Where the verb does not stand last, words at the end invite only in a line that is no sentence:
    "Subscribe here", "Kanal abonnieren!".
    """
    if any(known.calls.begin(folded, start) for start in _clause_starts(folded)):
        return True
    invitations, closings = known.of[Concept.INVITATIONS], known.of[Concept.CLOSINGS]
    if not _is_spoken(folded) and invitations.end(folded, len(folded.rstrip(_EDGES))):
        return True
    return any(closings.end(folded, match.start()) for match in _CLAUSE_END.finditer(folded))


def _clause_starts(folded: str) -> Iterator[int]:
    if (first := _FIRST.search(folded)) is not None:
        yield first.start()
    for match in _CLAUSE_START.finditer(folded):
        yield match.end()


def _holds(folded: str, words: _Words) -> bool:
    return _count(folded, words) > 0


def _count(folded: str, words: _Words) -> int:
    return sum(words.begin(folded, match.start()) for match in _WORD_START.finditer(folded))


@lru_cache(maxsize=64)
def _vocabulary(language: str | None) -> _Vocabulary:
    words = {concept: lexicon(language).appeals.get(concept, set()) for concept in Concept}
    return _Vocabulary(
        {concept: _Words.of(known) for concept, known in words.items()},
        _Words.of(words[Concept.INVITATIONS] | words[Concept.CLOSINGS]),
    )
