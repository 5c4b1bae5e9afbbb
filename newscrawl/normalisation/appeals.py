"""Appeals: lines in which a page speaks to its reader about itself.

No list holds all their wordings: "Sign up for ...", "Our briefing - free in your inbox". What they
share is an invitation where a clause begins or ends, and something of the page's own that it
invites to: a channel, a subscription, this article, the newsroom, the readers' comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newscrawl.normalisation.lexicon import Concept, Role, key
from newscrawl.normalisation.lines import Line
from newscrawl.normalisation.vocabulary import Clause, Vocabulary, Words, vocabulary
from newscrawl.text.sentences import ends_sentence

__all__ = ["appeal"]

# How many words a line may have that makes one point for an appeal; two if it is a sentence; two;
# three.
_SHORTEST = 8
_SHORTEST_SPOKEN = 5
_LONGEST_AROUND_ADS = 10
_LONGEST_CALL = 14
_LONGEST_OF_TWO = 24
_LONGEST = 40
# The page's own things; a service counts twice, for others have channels on the same platforms.
_OWN = (
    Concept.SERVICES,
    Concept.PLATFORMS,
    Concept.DUES,
    Concept.TEXTS,
    Concept.VOICES,
    Concept.OFFERS,
)
_QUOTES = tuple('"“”„«»「」『』‹›‟〝〞')
_SINGLE_QUOTE = re.compile(r"['‘’](?<!\w.)(?=\w)")
# A name in quotation marks is no speech: our newsletter "Harbour Notes".
_QUOTED_NAME = re.compile(r"[\"“”„«»「『‹‟〝](?:[^\W_][\w-]*\s?){1,2}[\"“”«»」』›〞]")
_SPEECH_DASH = re.compile(r"[—–-]\s")
_CALLING = ("!", "！", "»", "›", ">", "→", "👇")
_INTRODUCING = (":", "：")
_LETTERS = re.compile(r"\S@\w[\w-]*\.\w")
_ASKS = re.compile(r"(?:[?？؟;\u037e]|か。)\s*\w")
_CALLS = frozenset([Concept.INVITATIONS, Concept.CLOSINGS])
_LAST_WORD = re.compile(r"\S+\s*$")
# How far behind the verb stands what is to be seen: "Click through all our photos".
_NEAR = re.compile(r"(?:\S+\s*){1,6}")


def appeal(line: Line, language: str | None) -> Role | None:
    """Return what *line* is when the page speaks in it of itself; None for news.

    A prompt, or a note on a correction. Quoted speech is news whatever it asks for.
    """
    text, length = line.text, line.size
    if length > _LONGEST:
        return None
    if any(map(text.__contains__, _QUOTES)):
        text = _QUOTED_NAME.sub("", text)
    if _is_quoted(text):
        return None
    known = vocabulary(language)
    folded = key(text)
    clauses = known.clauses(folded)
    told = any(clause.opening or clause.closing for clause in clauses)
    if not clauses or (not told and _is_spoken(text)):
        return None
    if (role := _about_the_text(folded, clauses[0], known)) is not None:
        return role
    if _is_around_ads(folded, known, length):
        return Role.PROMPT
    if length <= _LONGEST_CALL and (_shows(folded, clauses, known) or _asks(text, clauses)):
        return Role.PROMPT
    return Role.PROMPT if _invites(text, folded, clauses, known, length) else None


def _invites(
    text: str, folded: str, clauses: Sequence[Clause], known: Vocabulary, length: float
) -> bool:
    """Whether a line invites to enough of the page's own things."""
    calls = _calls(text, clauses)
    if not calls and not (length <= _LONGEST_CALL and _shows_its_own(folded, known)):
        return False
    own = _OWN if _is_spoken(text) else (*_OWN, Concept.SIGHTS)
    points = {concept: known.of[concept].count(folded, calls) for concept in own}
    house = known.of[Concept.HOUSE].count(folded) + known.of[Concept.OURS].count(folded)
    # "Write to desk@news.example": an address for letters is the house's own.
    house += length <= _LONGEST_CALL and _LETTERS.search(text) is not None
    total = house + sum(points.values()) + points[Concept.SERVICES]
    # "Us" alone makes no long line an appeal, and photographs alone none.
    short = length <= (_SHORTEST_SPOKEN if _is_spoken(text) else _SHORTEST)
    asks = length <= _LONGEST_CALL and _ASKS.search(text) is not None
    lone = points[Concept.OFFERS] + (0 if short or asks else house)
    needed = 1 if asks else _needed(text, length)
    return total >= needed and total > lone


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


def _about_the_text(folded: str, first: Clause, known: Vocabulary) -> Role | None:
    """Return what a line is that opens with the text itself: "This text was made by AI".

    Made by AI, made possible by readers, for subscribers, corrected.
    """
    itself = Concept.ITSELF in first.opening
    if not itself and Concept.TEXTS not in first.opening:
        return None
    by_machines = known.of[Concept.MACHINES].within(folded)
    if by_machines and known.of[Concept.MADE].within(folded):
        return Role.PROMPT
    if itself and (by_machines or known.of[Concept.DUES].within(folded)):
        return Role.PROMPT
    if known.of[Concept.READERS].within(folded):
        return Role.PROMPT
    return Role.CORRECTIONS if itself and known.of[Concept.AMENDED].within(folded) else None


def _is_around_ads(folded: str, known: Vocabulary, length: float) -> bool:
    """Whether a short line says where the text goes on around an advertisement."""
    if length > _LONGEST_AROUND_ADS or _is_spoken(folded):
        return False
    return known.of[Concept.ADS].within(folded) and known.of[Concept.GOES_ON].within(folded)


def _shows(folded: str, clauses: Sequence[Clause], known: Vocabulary) -> bool:
    """Whether a line leads to what stands beside the text: "Watch the video", "Photos below"."""
    sights = known.of[Concept.SIGHTS]
    if Concept.LOOKS in clauses[0].opening and _near(sights, folded, clauses[0].start):
        return True
    if _closes(clauses[-1], Concept.FINAL_LOOKS) and sights.within(folded):
        return True
    return any(_closes_with_sight(folded, clause, sights) for clause in clauses if clause.closing)


def _near(words: Words, folded: str, start: int) -> bool:
    """Whether one of *words* is among the first ones from *start* on."""
    near = _NEAR.match(folded, start)
    return near is not None and words.within(near.group())


def _closes_with_sight(folded: str, clause: Clause, sights: Words) -> bool:
    """Whether a clause ends with something to see and its place: "in the video above"."""
    for place, meaning in clause.closing.items():
        word = Concept.SPOTS in meaning and _LAST_WORD.search(folded, clause.start, place)
        if word and sights.begin(folded, word.start()):
            return True
    return False


def _closes(clause: Clause, concept: Concept) -> bool:
    return any(concept in meaning for meaning in clause.closing.values())


def _asks(text: str, clauses: Sequence[Clause]) -> bool:
    """Whether a line that asks ends with the place for answers: "... in the comments"."""
    return _closes(clauses[-1], Concept.WALLS) and _ASKS.search(text) is not None


def _shows_its_own(folded: str, known: Vocabulary) -> bool:
    """Whether a line that is no sentence names what the house has: "Sker news in our app"."""
    if _is_spoken(folded) or not known.of[Concept.OURS].within(folded):
        return False
    channels = (Concept.SERVICES, Concept.PLATFORMS)
    return any(known.of[concept].within(folded) for concept in channels)


def _calls(text: str, clauses: Sequence[Clause]) -> frozenset[int]:
    """Return where the words begin with which a clause of the line invites the reader.

    Where the verb does not stand last, words at the end invite only in a line that is no sentence:
    "Subscribe here", "Kanal abonnieren!".
    """
    calls: set[int] = set()
    for clause in clauses:
        if not _CALLS.isdisjoint(clause.opening):
            calls.add(clause.start)
        calls.update(_starts(clause, Concept.CLOSINGS))
    if not _is_spoken(text):
        calls.update(_starts(clauses[-1], Concept.INVITATIONS))
    return frozenset(calls)


def _starts(clause: Clause, concept: Concept) -> Iterator[int]:
    return (start for start, meaning in clause.closing.items() if concept in meaning)
