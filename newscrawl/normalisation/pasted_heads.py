"""The head of a pasted text: its headline, the line below that, the trail above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from newscrawl.extraction.sections import is_department
from newscrawl.normalisation.agencies import find_agency
from newscrawl.normalisation.bare_names import are_full_names
from newscrawl.normalisation.dates import find_date
from newscrawl.normalisation.day_names import without_dates
from newscrawl.normalisation.inference import names_day
from newscrawl.normalisation.lexicon import Lexicon, key, lexicon
from newscrawl.normalisation.lines import Line, size
from newscrawl.text.sentences import ends_sentence

__all__ = ["Head", "read_head", "read_section"]

_SITE_MARK = re.compile(r"\s+[-|–—»>]\s+")
_TRAIL_MARK = re.compile(r"\s*[>›»→]\s*|\s[/|–—-]\s")
_STAMP_MARK = re.compile(r"\s*[•·|]\s*")
_OPENING_QUOTE = "«"
_LONGEST_STEP = 3
_LONGEST_MENU = 6
# "Home Faits divers", but not "Home prices fall again".
_MOST_SMALL = 1
_LONGEST_SITE_LINE = 5
_FEWEST_HEADLINE_WORDS = 3
_FEWEST_STANDFIRST_WORDS = 7
_FEWEST_SECOND_WORDS = 5
_PAIR = 2


class Head(NamedTuple):
    """What the lines above a text say of it."""

    headline: str | None = None
    description: str | None = None
    section: str | None = None


def read_head(texts: Sequence[Line], language: str | None) -> Head:
    """Return what *texts* say, the lines above the body of a pasted text that are no credits."""
    words = lexicon(language)
    titles = [line for line in texts if line.size >= _FEWEST_HEADLINE_WORDS]
    titles = [line for line in titles if line.is_title] or titles
    titles = [line for line in titles if not _names_site(line.text)]
    titles = [line for line in titles if not _is_stamped(line.text, language)] or titles
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
    place = texts.index(best)
    below = [line.text for line in texts[place + 1 :]]
    standfirst = next((text for text in below if _is_standfirst(text, language)), None)
    if standfirst is None and below and _is_second(below[0], language):
        standfirst = below[0]
    said = standfirst if standfirst != best.text else None
    return Head(best.text, said, read_section(texts[:place], words))


def read_section(above: Sequence[Line], words: Lexicon) -> str | None:
    """Return the last step of the trail *above* a headline, "Home > Sport", "Home Sport".

    Else the line that is what papers call their parts.
    """
    for line in above:
        steps = _TRAIL_MARK.split(line.text)
        # Without marks more than two words may be any number of steps.
        steps = steps if len(steps) > 1 else line.text.split(" ", _PAIR)
        is_trail = len(steps) == _PAIR or _TRAIL_MARK.search(line.text) is not None
        # Not "Home affairs".
        is_trail = is_trail and not steps[-1].islower()
        if is_trail and key(steps[0]) in words.homes and size(steps[-1]) <= _LONGEST_STEP:
            return steps[-1]
    return next((line.text for line in reversed(above) if is_department(line.text)), None)


def _is_second(text: str, language: str | None) -> bool:
    """Whether the line just below the headline is its second: no names, no date."""
    if size(text) < _FEWEST_SECOND_WORDS or are_full_names(text, language):
        return False
    return find_date(text, language=language).moment is None


def _is_trail(line: Line, words: Lexicon) -> bool:
    """Whether *line* is names of sections: "News / City", "Home > Sport", "Home News City"."""
    first, *others = line.text.split(" ")
    small = sum(word.islower() for word in others)
    if line.size <= _LONGEST_MENU and small <= _MOST_SMALL and key(first) in words.homes:
        return True
    parts = _TRAIL_MARK.split(line.text) if _OPENING_QUOTE not in line.text else ()
    return len(parts) > 1 and all(len(part.split()) <= _LONGEST_STEP for part in parts)


def _is_standfirst(text: str, language: str | None) -> bool:
    """Whether a line below the headline says something: no stamp of date, time or length."""
    if size(text) < _FEWEST_STANDFIRST_WORDS:
        return False
    return ends_sentence(text) or find_date(text, language=language).moment is None


def _is_stamped(text: str, language: str | None) -> bool:
    """Whether *text* ends in a day behind a mark: "Bay News • Saturday 3 May, 15:08"."""
    site, *parts = _STAMP_MARK.split(text)
    if not parts or size(site) > _LONGEST_SITE_LINE:
        return False
    if find_date(parts[-1], language=language, standalone=True).moment is not None:
        return True
    return names_day(without_dates(parts[-1], language).lstrip(", "), language)


def _names_site(text: str) -> bool:
    """Whether *text* is the name of a publisher with little else: "Tribunnews.com - Berita"."""
    parts = _SITE_MARK.split(text)
    return size(text) <= _LONGEST_SITE_LINE and any(find_agency(part) for part in parts)
