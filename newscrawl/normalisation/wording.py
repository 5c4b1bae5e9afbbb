"""The words of a language's editorial lines, by what they are for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from newscrawl.normalisation.lexicon import Lexicon, Role, key, lexicon
from newscrawl.normalisation.phrases import Phrases
from newscrawl.text.expressions import alternation, on_demand
from newscrawl.text.scripts import SPACELESS, is_uncased_letter

__all__ = ["LEAD", "Wording", "wording"]

# What may stand before the words that open an editorial line.
LEAD = re.compile(r"[\s▶►☞▲△●○■□◆◇▪•·*+>»›<＜〈(（\[【《~=_|–—-]{0,6}")
_BEFORE_CONTACT = " /|·,"
_WORD_EDGE = re.compile(r"\b")
_AFTER_TITLE = on_demand(rf"\b|(?<={SPACELESS})(?={SPACELESS}{{2,4}}$)")
_CONTACT = re.compile(r"\s\S{3,60}@\S{3,60}$")
_SHORTEST_UNSPACED = 4
_SHORTEST_TOLD = 4


class Wording(NamedTuple):
    """How editorial lines begin and end.

    ``labels`` "Editor: X"; ``lone`` those that stand alone, "Baca juga:"; ``people`` labels of
    people and sources, ``credits`` those and the ones of pictures; ``bare_pointers`` "Read also X",
    those that need no colon; ``joint`` stands between two labels;
    ``stamps`` "Updated 3 May"; ``phrases`` "By X"; ``endings`` "X contributed to this report";
    ``openings`` "Sign up for"; ``ages`` "This article is more than";
    ``companions`` "with (AFP)"; ``photo`` labels of pictures;
    ``rights`` "All rights reserved"; ``furniture`` whole lines that say nothing; ``counters``
    "3 min read"; ``counted`` both.
    ``beginnings`` are all that open a line of some kind: what has none of them is none of those.
    """

    language: str | None
    words: Lexicon
    labels: Phrases
    lone: Phrases
    people: Phrases
    credits: Phrases
    bare_pointers: Phrases
    stamps: Phrases
    phrases: Phrases
    endings: Phrases
    openings: Phrases
    ages: Phrases
    companions: Phrases
    photo: Phrases
    rights: Phrases
    titles: Phrases
    furniture: Phrases
    counters: Phrases
    counted: Phrases
    beginnings: Phrases
    joint: re.Pattern[str]

    def has_title(self, text: str) -> bool:
        """Whether somebody's title stands at either end of *text*."""
        # In ASCII no script sets no spaces, and a class of those takes long to compile.
        after = _WORD_EDGE if text.isascii() else _AFTER_TITLE()
        if self.titles.at_start(text, after) is not None:
            return True
        contact = _CONTACT.search(text) if "@" in text else None
        before = text[: contact.start()].rstrip(_BEFORE_CONTACT) if contact else text
        ends = (len(text), len(before)) if contact else (len(text),)
        return any(self.titles.printed_starts(text, end) for end in ends)

    def writes_as_name(self, text: str) -> bool:
        """Whether *text* has no small words but those of names: "Rivista del Mare"."""
        small = {key(word) for word in text.split() if word.islower()}
        return small <= self.words.particles | self.words.conjunctions

    def ends_in_title(self, text: str) -> bool:
        """Whether *text* is somebody's title, perhaps of a field: "Health reporter"."""
        starts = self.titles.printed_starts(text, len(text))
        return any(not start or text[start - 1].isspace() for start in starts)


@lru_cache(maxsize=64)
def wording(language: str | None) -> Wording:
    """Return the wording of *language*, as :func:`.lexicon` understands it."""
    words = lexicon(language)
    people = [role for role in Role if role.names_people]
    return Wording(
        language,
        words,
        labels=Phrases(words.labels),
        lone=Phrases(chain(words.labels, (phrase for phrase in words.phrases if " " in phrase))),
        people=Phrases(_labels(words, *people, Role.SOURCES)),
        credits=Phrases(_labels(words, *people, Role.SOURCES, Role.PHOTO)),
        bare_pointers=Phrases(filter(_stands_out, _labels(words, Role.RELATED))),
        stamps=Phrases(_labels(words, Role.PUBLISHED, Role.MODIFIED)),
        phrases=Phrases(words.phrases),
        endings=Phrases(words.endings),
        openings=Phrases(words.openings),
        ages=Phrases(words.ages),
        companions=Phrases(words.companions),
        photo=Phrases(_labels(words, Role.PHOTO)),
        rights=Phrases(words.rights),
        titles=Phrases(words.titles),
        furniture=Phrases(words.words),
        counters=Phrases(words.counters),
        counted=Phrases(filter(_is_told, chain(words.words, words.counters))),
        beginnings=Phrases(
            chain(words.labels, words.phrases, words.openings, words.ages, words.rights)
        ),
        joint=re.compile(rf"\s*[/&+,]\s*|\s(?i:{alternation(words.conjunctions)})\s"),
    )


def _stands_out(pointer: str) -> bool:
    """Whether *pointer* needs no colon to be told from the first word of a sentence."""
    unspaced = len(pointer) >= _SHORTEST_UNSPACED and is_uncased_letter(pointer[0])
    return " " in pointer or unspaced


def _is_told(phrase: str) -> bool:
    """Whether *phrase* is no unit or sign that stands between numbers in tables, too."""
    return len(phrase) >= _SHORTEST_TOLD or is_uncased_letter(phrase[:1])


def _labels(words: Lexicon, *roles: Role) -> Iterator[str]:
    return (label for label, role in words.labels.items() if role in roles)
