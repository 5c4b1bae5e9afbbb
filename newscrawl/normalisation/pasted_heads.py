"""The head of a plain text: what somebody copied with the body and above it.

Names of the site and its sections, the headline, a standfirst, a byline and a date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from newscrawl.normalisation.agencies import find_agency
from newscrawl.normalisation.closings import CLOSING_KINDS
from newscrawl.normalisation.datelines import read_dateline
from newscrawl.normalisation.dates import find_date
from newscrawl.normalisation.lexicon import Lexicon, Role, key
from newscrawl.normalisation.lines import Kind, Line, size
from newscrawl.text.sentences import ends_sentence

__all__ = ["Head", "read_head", "start_of_body"]

_SITE_MARK = re.compile(r"\s+[-|–—»>]\s+")
_TRAIL_MARK = re.compile(r"\s*[>›»→]\s*|\s[/|–—-]\s")
_LONGEST_STEP = 3
_LONGEST_MENU = 6
# "Home Faits divers", but not "Home prices fall again".
_MOST_SMALL = 1
_LONGEST_SITE_LINE = 5
_LONGEST_HEAD = 60
_MOST_STANDFIRSTS = 2
_FEWEST_HEADLINE_WORDS = 3
_FEWEST_STANDFIRST_WORDS = 7
_OF_THE_HEAD = frozenset([Role.AUTHORS, Role.PUBLISHED, Role.MODIFIED, *CLOSING_KINDS])


class Head(NamedTuple):
    """What the head of a plain text says of the article."""

    headline: str | None = None
    description: str | None = None


def start_of_body(lines: Sequence[Line], words: Lexicon) -> int:
    """Return the index of the line that opens the body of a plain text."""
    texts = [i for i, line in enumerate(lines[:_LONGEST_HEAD]) if line.kind is Kind.TEXT]
    closed = [i for i in texts if not lines[i].is_title]
    for index in texts:
        if len([i for i in closed if i < index]) > _MOST_STANDFIRSTS:
            break
        if index in closed and read_dateline(lines[index].text, words) is not None:
            return index
    if not closed:
        return next((i for i in texts if lines[i].is_prose), texts[0] if texts else 0)
    for index, following in pairwise(closed[: _MOST_STANDFIRSTS + 1]):
        below_headline = index > texts[0]
        if below_headline and any(line.kind in _OF_THE_HEAD for line in lines[index:following]):
            return following
    return closed[0]


def read_head(texts: Sequence[Line], words: Lexicon, language: str | None) -> Head:
    """Return what *texts*, the lines of text above the body, say of the article."""
    titles = [line for line in texts if line.size >= _FEWEST_HEADLINE_WORDS]
    titles = [line for line in titles if line.is_title] or titles
    titles = [line for line in titles if not _names_site(line.text)]
    if not titles:
        return Head()
    best = titles[0]
    for other in titles[1:]:
        if find_date(other.text, language=language).moment is not None:
            continue
        again = best.text.startswith(other.text)
        if again or best.size <= _FEWEST_HEADLINE_WORDS or _is_trail(best, words):
            best = other
        if again or not (other.size <= _FEWEST_HEADLINE_WORDS or _is_trail(other, words)):
            break
    below = texts[texts.index(best) + 1 :]
    standfirst = next((line.text for line in below if _is_standfirst(line.text, language)), None)
    return Head(best.text, standfirst if standfirst != best.text else None)


def _is_trail(line: Line, words: Lexicon) -> bool:
    """Whether *line* is names of sections: "News / City", "Home > Sport", "Home News City"."""
    first, *others = line.text.split(" ")
    small = sum(word.islower() for word in others)
    if line.size <= _LONGEST_MENU and small <= _MOST_SMALL and key(first) in words.homes:
        return True
    parts = _TRAIL_MARK.split(line.text)
    return len(parts) > 1 and all(len(part.split()) <= _LONGEST_STEP for part in parts)


def _is_standfirst(text: str, language: str | None) -> bool:
    """Whether a line below the headline says something: no stamp of date, time or length."""
    if size(text) < _FEWEST_STANDFIRST_WORDS:
        return False
    return ends_sentence(text) or find_date(text, language=language).moment is None


def _names_site(text: str) -> bool:
    """Whether *text* is the name of a publisher with little else: "Tribunnews.com - Berita"."""
    parts = _SITE_MARK.split(text)
    return size(text) <= _LONGEST_SITE_LINE and any(find_agency(part) for part in parts)
