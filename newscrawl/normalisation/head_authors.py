"""Who wrote, as the lines around a headline say it: behind a word, beside a title or a date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from newscrawl.normalisation.agencies import find_agency
from newscrawl.normalisation.bare_names import are_full_names, bare_names
from newscrawl.normalisation.dates import find_date
from newscrawl.normalisation.day_names import without_dates
from newscrawl.normalisation.heads import LONGEST_HEAD_LINE, end_of_value
from newscrawl.normalisation.lexicon import Role, key, lexicon
from newscrawl.normalisation.people import People, read_people
from newscrawl.normalisation.phrases import Phrases
from newscrawl.normalisation.seams import glued
from newscrawl.normalisation.wording import Wording, wording
from newscrawl.text.scripts import is_east_asian_letter

__all__ = ["named_beside_date", "named_in_head"]

_LONGEST_TITLED = 16
_LONGEST_WORD = 4
_LONGEST_TITLE = 4
_LONGEST_TITLED_LINE = 90
# "Upper Darby, PA": a state, though an agency is called so.
_STATES = frozenset(["PA"])
_BARS = re.compile(r"[|｜·/]")
# What stands before a word for authors: nothing, a date, a mark; before a label just a space.
_BEFORE = re.compile(r"[\d|•·–—,/)-](?:(?<=\d)\suhr\s|\s*)")
# Behind a time may stand its half of the day, its zone: "4:05pm By", "16.05 WIB Oleh".
_BEHIND_TIME = re.compile(r"\d[:.]\d\d\s?[^\W\d_]{1,5}\.?\s+")
_BEFORE_LABEL = re.compile(r"\s")
# A colon; a dash where names have no capitals.
_LABEL_END = re.compile(r"\s*[:：]\s*|\s?[–—-]\s(?=[^\x00-\u058f])")
_SPACE = re.compile(r"\s+")
# Not "Editor's choice".
_TITLE_END = re.compile(r"(?![\w'’])")
# What parts a name from its title, or from its date; behind a comma, or nothing, one with a time of
# day, since places have their dates so: "Port Alder, 3 May 2026".
_MARK = re.compile(r"\s[|/–—-]\s")
_DATE_MARK = re.compile(
    r"\s[|–—-]\s|,\s(?=\d[^,]{0,24},?\s\d{1,2}[:.h]\d\d)"
    r"|\s(?=\d{1,2}[./]\d{1,2}[./]\d{4},?\s\d{1,2}[:.h]\d\d)"
)
_DIGIT = re.compile(r"\d")
_LABEL_MARKS = (":", "：", "- ", "– ")
_JOINT = "/"


def named_in_head(lines: Iterable[str], story: Sequence[str], language: str | None) -> People:
    """Return who is named in the first of *lines* that says it names the authors.

    The *story* is what the page says of its article but who wrote it: what it speaks of is no name.
    """
    short = (without_dates(line, language) for line in lines if len(line) <= LONGEST_HEAD_LINE)
    named = (read_people(names, language) for names in _named(short, story, language))
    return next((people for people in named if people.persons), People())


def named_beside_date(
    lines: Iterable[str], story: Sequence[str], language: str | None
) -> tuple[str, ...]:
    """Return the names that a line has before its date and nothing else: "Jane Doe - 3 May 2026".

    They are names of which the *story* says nothing (:func:`.bare_names`).
    """
    for line in lines:
        # Most lines have no figure at all.
        may_be_dated = len(line) <= LONGEST_HEAD_LINE and _DIGIT.search(line)
        mark = _DATE_MARK.search(line) if may_be_dated else None
        name, rest = (line[: mark.start()], line[mark.end() :]) if mark else ("", "")
        if not _DIGIT.search(rest):
            continue
        if find_date(rest, language=language, standalone=True).moment is None:
            continue
        if names := bare_names(name, language, story):
            return names
    return ()


def _named(lines: Iterable[str], story: Sequence[str], language: str | None) -> Iterator[str]:
    """Yield what follows a word for authors in *lines*, up to a date or a bar.

    A word that is no phrase needs a colon, or names in full and nothing else after it.
    """
    openings = _openings(language)
    known = wording(language)
    for line in (line[: next(iter(glued(line, known)), None)] for line in lines):
        folded = key(line)
        if (start := openings.end_in(line, folded)) is not None:
            rest = line[start:]
            names = _up_to_small_words(rest[: end_of_value(rest, known)], language)
            if names and names[0].isalpha() and not names[0].islower():
                yield names
        elif (titled := _titled(line, language)) is not None:
            yield titled
        elif (name := _before_title(line, story, language)) is not None:
            yield name
        elif (start := openings.end_of_label(line, folded)) and are_full_names(
            line[start:], language
        ):
            yield line[start:]


def _before_title(line: str, story: Sequence[str], language: str | None) -> str | None:
    """Return the name before a title in *line*, "Jane Doe - Reporter, Bay Press", or an agency."""
    known = wording(language)
    if (mark := _MARK.search(line)) is not None:
        name, rest = line[: mark.start()], line[mark.end() :]
        titled = known.titles.at_start(rest, _TITLE_END) is not None
        titled = titled or find_agency(rest) is not None
    else:
        # "Jane Doe, Health Reporter 3 May 2026"
        name, _, rest = line.partition(", ")
        # Told sooner than by the words: most lines are sentences.
        short = len(line) <= _LONGEST_TITLED_LINE and 0 < name.count(" ") <= _LONGEST_TITLE
        titled = short and name.istitle() and _is_title(rest, known)
    return name if titled and bare_names(name, language, story) else None


def _is_title(rest: str, known: Wording) -> bool:
    """Whether *rest* is a title, or an agency, and perhaps a date."""
    title = rest[: end_of_value(rest, known)].strip(" ,")
    parts = title.split()
    plain = 0 < len(parts) <= _LONGEST_TITLE and known.words.particles.isdisjoint(parts)
    named = find_agency(title) is not None and title not in _STATES
    return named or (plain and known.ends_in_title(title))


def _titled(line: str, language: str | None) -> str | None:
    """Return the part of *line* that is a name with its title, in scripts without capitals."""
    if line.isascii():
        return None
    for part in map(str.strip, _BARS.split(line)):
        uncased = part.upper() == part.lower()
        if uncased and len(part) <= _LONGEST_TITLED and wording(language).has_title(part):
            return part
    return _titled_word(line, language)


def _titled_word(line: str, language: str | None) -> str | None:
    """Return the word of a longer *line* that has a title beside it: before it in Chinese."""
    titles = lexicon(language).titles
    leads = language is not None and language.startswith("zh")
    for pair in pairwise(line.split()):
        title, name = pair if leads else reversed(pair)
        told = title in titles and name not in titles
        if told and len(name) <= _LONGEST_WORD and all(map(is_east_asian_letter, name)):
            return name
    return None


def _up_to_small_words(text: str, language: str | None) -> str:
    """Return the names that *text* begins with, without what leads to a date: "A B on May"."""
    known = lexicon(language)
    names: list[str] = []
    for word in text.strip(" ,;:|.").split(" "):
        if word.islower() and key(word) not in known.particles | known.conjunctions:
            break
        names.append(word)
    while names and names[-1].islower():
        names.pop()
    return " ".join(names)


class _Openings(NamedTuple):
    """The words that open a byline: labels, which a colon follows, and phrases."""

    labels: Phrases
    phrases: Phrases
    others: Phrases

    def end_in(self, line: str, folded: str) -> int | None:
        """Return where the names begin behind the first of the words that *line* holds."""
        kinds = ((self.labels, _LABEL_END), (self.phrases, _SPACE))
        # No label is without its mark.
        labelled = any(map(line.__contains__, _LABEL_MARKS)) and self.labels.occur_in(folded)
        if not labelled and not self.phrases.occur_in(folded):
            return None
        places = chain(_BEFORE.finditer(folded), _BEHIND_TIME.finditer(folded))
        for start in (0, *(place.end() for place in places)):
            for words, after in kinds if labelled else kinds[1:]:
                for end in words.ends(folded, start):
                    if (rest := after.match(line, end)) is not None:
                        return rest.end()
        for place in _BEFORE_LABEL.finditer(folded) if labelled else ():
            for end in self.labels.ends(folded, place.end()):
                rest = _LABEL_END.match(line, end)
                # Not the end of another label: "Edited By:".
                if rest is not None and not any(self.others.starts(folded, end)):
                    return rest.end()
        return None

    def end_of_label(self, line: str, folded: str) -> int | None:
        """Return where the names begin behind the label, or the two, that opens *line*."""
        for end in self.labels.ends(folded, 0):
            others = self.labels.ends(folded, end + 1) if folded.startswith(_JOINT, end) else ()
            for last in (*others, end):
                if (rest := _SPACE.match(line, last)) is not None:
                    return rest.end()
        return None


@lru_cache(maxsize=64)
def _openings(language: str | None) -> _Openings:
    words = lexicon(language)
    return _Openings(
        Phrases(text for text, role in words.labels.items() if role is Role.AUTHORS),
        Phrases(text for text, role in words.phrases.items() if role is Role.AUTHORS),
        Phrases(text for text, role in words.labels.items() if role is not Role.AUTHORS),
    )
