"""Appeals: lines in which a page speaks to its reader about itself.

No list holds all their wordings: "Sign up for ...", "Our briefing - free in your inbox". What they
share is an invitation where a clause begins or ends, and something of the page's own that it
invites to: a channel, a subscription, this article, the newsroom, the readers' comments.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from newscrawl.normalisation.lexicon import Concept, Role, key
from newscrawl.normalisation.lines import Line
from newscrawl.normalisation.vocabulary import Reading, read
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
_QUOTES = frozenset('"“”„«»「」『』‹›‟〝〞')
_SINGLE_QUOTE = re.compile(r"['‘’](?<!\w.)(?=\w)")
# A name in quotation marks is no speech: our newsletter "Harbour Notes".
_QUOTED_NAME = re.compile(r"[\"“”„«»「『‹‟〝]\s?(?:[^\W_][\w-]*+\s?+){1,5}[\"“”«»」』›〞]")
_SPEECH_DASH = re.compile(r"[—–-]\s")
_CALLING = ("!", "！", "»", "›", ">", "→", "👇")
_QUESTION = ("?", "？", "؟", "か。")
_INTRODUCING = (":", "：")
# "Follow Mia @miastone"
_HANDLE = re.compile(r"(?<!\S)@\w{3,30}\b")
_LETTERS = re.compile(r"\S@\w[\w-]*\.\w")
_ASKS = re.compile(r"(?:[?？؟;\u037e]|か。|หรือไม่ |ไหม )\s*\w")
_LAST_WORD = re.compile(r"\S+\s*$")
# How far behind the verb stands what is to be seen: "Click through all our photos".
_NEAR = re.compile(r"(?:\S+\s*){1,7}")


def appeal(line: Line, language: str | None) -> Role | None:
    """Return what *line* is when the page speaks in it of itself; None for news.

    A prompt, or a note on a correction. Quoted speech is news whatever it asks for.
    """
    text, length = line.text, line.size
    quotes = not line.signs.isdisjoint(_QUOTES)
    if length > (_LONGEST_CALL if quotes else _LONGEST):
        return None
    if (reading := read(line.folded, language)) is None:
        return None
    if quotes:
        text = _QUOTED_NAME.sub("", text)
        reading = read(key(text), language)
    if reading is None or _is_quoted(text):
        return None
    if (role := _about_the_text(reading)) is not None:
        return role
    short = length <= _LONGEST_CALL and (_shows(reading) or _asks_for_answers(text, reading))
    if short or (length <= _LONGEST_AROUND_ADS and _is_around_ads(text, reading)):
        return Role.PROMPT
    return Role.PROMPT if _invites(text, reading, length) else None


def _invites(text: str, reading: Reading, length: float) -> bool:
    """Whether a line invites to enough of the page's own things."""
    calls = _calls(text, reading)
    if not calls and not (length <= _LONGEST_CALL and _shows_its_own(text, reading)):
        return False
    own = _OWN if _is_spoken(text) else (*_OWN, Concept.SIGHTS)
    points = {concept: reading.count(concept, calls) for concept in own}
    house = reading.count(Concept.HOUSE) + reading.count(Concept.OURS)
    points[Concept.PLATFORMS] += _HANDLE.search(text) is not None
    # "Write to desk@news.example": an address for letters is the house's own.
    house += length <= _LONGEST_CALL and _LETTERS.search(text) is not None
    total = house + sum(points.values()) + points[Concept.SERVICES]
    # "Us" alone makes no long line an appeal, and photographs alone none.
    short = length <= (_SHORTEST_SPOKEN if _is_spoken(text) else _SHORTEST)
    asks = length <= _LONGEST_CALL and _ASKS.search(text) is not None
    lone = points[Concept.OFFERS] + (0 if short or asks else house)
    needed = 1 if asks else _needed(text, length) + text.endswith(_QUESTION)
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


def _about_the_text(reading: Reading) -> Role | None:
    """Return what a line is that opens with the text itself: "This text was made by AI".

    Made by AI, made possible by readers, for subscribers, part of a series, corrected.
    """
    if not (reading.holds(Concept.ITSELF) or reading.holds(Concept.TEXTS)):
        return None
    start, _ = reading.clauses[0]
    itself = reading.begins(Concept.ITSELF, start)
    if not itself and not reading.begins(Concept.TEXTS, start):
        return None
    by_machines = reading.holds(Concept.MACHINES)
    if by_machines and reading.holds(Concept.MADE):
        return Role.PROMPT
    if itself and (by_machines or reading.holds(Concept.DUES)):
        return Role.PROMPT
    if reading.holds(Concept.READERS) or reading.holds(Concept.SERIES):
        return Role.PROMPT
    return Role.CORRECTIONS if itself and reading.holds(Concept.AMENDED) else None


def _is_around_ads(text: str, reading: Reading) -> bool:
    """Whether a short line says where the text goes on around an advertisement."""
    return reading.holds(Concept.ADS) and reading.holds(Concept.GOES_ON) and not _is_spoken(text)


def _shows(reading: Reading) -> bool:
    """Whether a line leads to what stands beside the text, or to all that the house has on it.

    "Watch the video", "Photos below", "All our articles on the ferry".
    """
    if reading.holds(Concept.ARCHIVE):
        return True
    if not reading.holds(Concept.SIGHTS):
        return False
    start, _ = reading.clauses[0]
    near = _NEAR.match(reading.folded, start)
    if (
        near
        and reading.begins(Concept.LOOKS, start)
        and reading.begins(Concept.SIGHTS, start, near.end())
    ):
        return True
    if _ends(reading, Concept.FINAL_LOOKS):
        return True
    return any(_closes_with_sight(reading, *clause) for clause in reading.clauses)


def _closes_with_sight(reading: Reading, start: int, end: int) -> bool:
    """Whether a clause ends with something to see and its place: "in the video above"."""
    for place in reading.ending(Concept.SPOTS, end):
        word = _LAST_WORD.search(reading.folded, start, place)
        if word and reading.begins(Concept.SIGHTS, word.start()):
            return True
    return False


def _asks_for_answers(text: str, reading: Reading) -> bool:
    """Whether a line that asks ends with the place for answers: "... in the comments"."""
    if not reading.holds(Concept.WALLS) or _ASKS.search(text) is None:
        return False
    return _ends(reading, Concept.WALLS)


def _ends(reading: Reading, concept: Concept) -> bool:
    """Whether the line ends with a word for *concept*."""
    return next(reading.ending(concept, reading.clauses[-1][1]), None) is not None


def _shows_its_own(text: str, reading: Reading) -> bool:
    """Whether a line that is no sentence names what the house has: "Sker news in our app"."""
    if not reading.holds(Concept.OURS) or _is_spoken(text):
        return False
    return reading.holds(Concept.SERVICES) or reading.holds(Concept.PLATFORMS)


def _calls(text: str, reading: Reading) -> AbstractSet[int]:
    """Return where the words begin with which a clause of the line invites the reader.

    Where the verb does not stand last, words at the end invite only in a line that is no sentence:
    "Subscribe here", "Kanal abonnieren!".
    """
    if not (reading.holds(Concept.INVITATIONS) or reading.holds(Concept.CLOSINGS)):
        return frozenset()
    calls: set[int] = set()
    for start, end in reading.clauses:
        if reading.begins(Concept.INVITATIONS, start) or reading.begins(Concept.CLOSINGS, start):
            calls.add(start)
        calls.update(reading.ending(Concept.CLOSINGS, end))
    if not _is_spoken(text):
        calls.update(reading.ending(Concept.INVITATIONS, reading.clauses[-1][1]))
    return calls
