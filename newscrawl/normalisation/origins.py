"""What stands in a dateline: the place, the day, the names of those who filed it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from newscrawl.knowledge import read_data
from newscrawl.normalisation.agencies import Agency, find_agency
from newscrawl.normalisation.lexicon import Lexicon, key
from newscrawl.text.expressions import alternation

__all__ = [
    "INNER_SPLIT",
    "MOST_PLACE_WORDS",
    "SPLIT",
    "Dateline",
    "build",
    "is_capitalised",
    "is_domain",
    "is_short_name",
    "is_shouted",
    "is_state",
    "is_town",
    "is_uncased",
    "looks_like_agency",
    "may_be_place",
]

_LONGEST_PLACE = 40
_LONGEST_UNCASED = 16
MOST_PLACE_WORDS = 5
_MOST_SHORT_WORDS = 2
_MOST_NAME_WORDS = 4
_SHORTEST_PLACE = 3
# A full stop parts place and date ("KYIV. June 3"), but not a month from its day ("Dec. 21").
SPLIT = re.compile(r"\s*[,،、;]\s*|(?<=\w{3})\.\s+(?!\d)")
INNER_SPLIT = re.compile(r"\s*[/,=·、]\s*|\s-\s")
# "Vt.", "N.H.", "Calif.": an abbreviated state behind its town.
_STATE = re.compile(r"[A-Z][a-z]{1,4}\.|(?:[A-Z]\.){2}")
_EDGES = " .,-–—।"
_HAS_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says.

    ``place`` and ``date`` are as printed. ``organisations`` are canonical names, as printed
    where unknown; ``agency`` is the first when it is known. ``credit`` is a line of names
    that stands within it. ``end`` is where the text proper begins.
    """

    end: int
    place: str | None = None
    date: str | None = None
    organisations: tuple[str, ...] = ()
    agency: Agency | None = None
    credit: str | None = None


def build(end: int, lead: str, inside: str) -> Dateline | None:
    """Sort the pieces before the mark into place and date, those of *inside* into names."""
    pieces = list(_pieces(lead))
    dated = (number for number, piece in enumerate(pieces) if _HAS_DIGIT.search(piece))
    first_date = next(dated, len(pieces))
    places = pieces[:first_date]
    # As printed, from where it begins: "2025. május 3., péntek" is one date in three pieces.
    dates = [lead[lead.index(piece) :].strip(_EDGES) for piece in pieces[first_date:][:1]]
    inner = [piece.strip() for piece in INNER_SPLIT.split(inside) if piece.strip()]
    dates += [piece for piece in inner if _HAS_DIGIT.search(piece) and not find_agency(piece)]
    place = ", ".join(places)
    if place and not _is_place(place):
        return None
    names = [name for name in inner if name not in dates]
    agencies = [find_agency(name) for name in names]
    known = [
        agency.name if agency else name
        for agency, name in zip(agencies, names, strict=True)
        if agency or not name.islower()
    ]
    first = next((agency for agency in agencies if agency), None)
    if not (place or names):
        return None
    return Dateline(
        end, place or None, ", ".join(dates) or None, tuple(dict.fromkeys(known)), first
    )


def _pieces(lead: str) -> Iterator[str]:
    """Yield the pieces before the mark; a day without a comma is parted from its place."""
    for piece in SPLIT.split(lead):
        if (match := _place_and_day().fullmatch(piece)) is not None:
            yield from (match["place"].strip(_EDGES), match["date"].strip(_EDGES))
        elif bare := piece.strip(_EDGES):
            yield bare + "." * is_state(piece)


def _is_place(text: str) -> bool:
    if len(text) > _LONGEST_PLACE:
        return False
    words = text.replace("/", " ").split()
    if len(words) > MOST_PLACE_WORDS:
        return False
    particles = _words()["place_particles"]
    return all(not word[0].islower() or word in particles for word in words)


def may_be_place(lead: str, words: Lexicon) -> bool:
    """Whether *lead* is no label, no title and nothing else that is known to be no place."""
    named = key(lead)
    if named in words.labels or named in words.words:
        return False
    parts = (named, *named.split())
    return words.not_places.isdisjoint(parts) and words.titles.isdisjoint(parts)


def is_shouted(text: str, words: Lexicon) -> bool:
    """Whether *text* is in capitals, as agencies print places: "PORT ALDER, 3 May"."""
    place = SPLIT.split(text)[0].rstrip()
    if key(place) in words.not_places:
        return False
    return (
        place.isupper()
        and len(place) >= _SHORTEST_PLACE
        and not _HAS_DIGIT.search(place)
        and _is_place(place)
    )


def is_short_name(text: str) -> bool:
    """Whether *text* is one or two capitalised words, as places are printed: "Port Alder".

    In scripts without capitals, one or two words that are not long.
    """
    if len(text.split()) > _MOST_SHORT_WORDS or _HAS_DIGIT.search(text):
        return False
    return len(text) <= (_LONGEST_UNCASED if is_uncased(text) else _LONGEST_PLACE * text.istitle())


def is_state(text: str) -> bool:
    """Whether *text* is a state in short, as it stands behind a town: "Vt.", "N.H."."""
    return _STATE.fullmatch(text) is not None


def is_town(text: str) -> bool:
    """Whether *text* is a capitalised word, or what towns are called besides: "Bad Halm"."""
    return _town().fullmatch(text) is not None


def is_uncased(text: str) -> bool:
    """Whether *text* is in a script without capitals."""
    return text.upper() == text.lower()


def is_domain(text: str) -> bool:
    """Whether *text* is a domain, as some papers are called: "baypost.com"."""
    return _domain().fullmatch(text) is not None


def looks_like_agency(text: str) -> bool:
    """Whether an unknown name stands as agencies do: in capitals, or as a domain."""
    name = INNER_SPLIT.split(text)[0]
    short = len(name.split()) <= _MOST_SHORT_WORDS
    return (name.isupper() and short) or is_domain(name)


def is_capitalised(text: str) -> bool:
    """Whether *text* is a few words that are written as names are: "The Bay Post"."""
    parts = text.split()
    if not 0 < len(parts) <= _MOST_NAME_WORDS or _HAS_DIGIT.search(text):
        return False
    known = _words()
    small = known["place_particles"] | known["name_particles"]
    return all(part[0].isupper() or part in small for part in parts)


@lru_cache(maxsize=1)
def _place_and_day() -> re.Pattern[str]:
    """Return the expression for a place and its day: "Paris, 3 mai", "Paris le 3 mai"."""
    before = alternation(_words()["before_days"])
    return re.compile(
        rf"(?P<place>[^\W\d][^\d]*?)(?:\s(?:{before}))?\s+(?P<date>\d{{1,2}}\.?\s+[^\W\d].*)"
    )


@lru_cache(maxsize=1)
def _town() -> re.Pattern[str]:
    word = r"[^\W\d_a-z][^\W\d_]{2,}"
    before = alternation(_words()["before_towns"])
    return re.compile(rf"(?:(?:{before}) )?{word}(?:[/-]{word})?")


@lru_cache(maxsize=1)
def _domain() -> re.Pattern[str]:
    endings = alternation(_words()["domains"])
    return re.compile(rf"[\w-]+\.(?:{endings})(?:\.\w{{2}})?", re.IGNORECASE)


@lru_cache(maxsize=1)
def _words() -> Mapping[str, frozenset[str]]:
    tables = read_data("datelines")
    return {name: frozenset(listed.split()) for name, listed in tables.items()}
