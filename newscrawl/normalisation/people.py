"""Names of people, taken out of bylines and credits. Better none than a wrong one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from newscrawl.normalisation.agencies import find_agency
from newscrawl.normalisation.bylines import BRACKETED, EDGES, OF, Grammar, grammar_of
from newscrawl.normalisation.chinese_datelines import without_filing
from newscrawl.normalisation.day_names import without_dates
from newscrawl.normalisation.lexicon import Lexicon, key
from newscrawl.normalisation.phrases import Phrases
from newscrawl.text.cleaning import clean, collapse
from newscrawl.text.expressions import on_demand
from newscrawl.text.scripts import is_east_asian_letter

__all__ = ["People", "read_people", "unique", "without_places"]

_LONGEST_LINE = 300
_GERESH = re.compile(r"[גזצץתח]['’׳]\s*$")
_SHORTEST_NAME = 2
_LONGEST_NAME = 60
_MOST_WORDS = 6
_LONGEST_SPACELESS = 14
_URL = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+|(?<!\w)@\w+|\b[\w-]+\.(?:com|co|net|org|id)\b\S*",
    re.IGNORECASE,
)
_KOREAN_SEPARATOR = on_demand(r"(?<=[가-힣])·(?=[가-힣])")
_DASH = re.compile(r"\s[–—-]+\s")
_BAR = re.compile(r"\s*[|｜]\s*")
_SUFFIX = re.compile(r",\s*(?=(?:Jr|Sr|II|III|IV)\b)", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_WORD_CHARACTERS = re.compile(r"[^\W\d_]")
_INITIALS = re.compile(r"[A-Z]{2,5}")
_FORBIDDEN = re.compile(r"[\d_<>{}\[\]=+*#%?!:;：；？！\"“”„»«|\\…。→]")
# One word of two: "BayPost".
_BRAND = re.compile(r"[A-Z][a-z]+[A-Z][\w.]*")
# The paper before a title that was glued to a name: "Jane DoeHerald Writer".
_GLUED_OUTLET = re.compile(r"(?<=[a-z])[A-Z][a-z]{3,}$")
# Within a name: 'Jane "Skip" Doe'.
_NICKNAME = re.compile(r"(?<=\w) [\"“”„][^\W\d_][\w ]{1,20}[\"“”] (?=\w)")
# Degrees that follow a name behind a comma: "S.H.", "M.Si", "Ph.D.".
_DEGREE = re.compile(r"[A-Z][A-Za-z]{0,3}(?:\.[A-Z][A-Za-z]{0,4})+\.?")
_HAN = on_demand(r"[\u3400-\u9fff]{2,4}(?: [\u3400-\u9fff]{2,4})+")


class People(NamedTuple):
    """Persons by name, as printed without title, and the organisations that stood among them."""

    persons: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()


def read_people(text: str, language: str | None = None) -> People:
    """Return who is named in *text*, one byline, credit or list of authors.

    A piece that does not look like a name is left out; so are titles, addresses, handles and
    what follows a date.
    """
    return _read(text[:_LONGEST_LINE], language)


# A page names its author in several places, and a house has few of them.
@lru_cache(maxsize=1_024)
def _read(text: str, language: str | None) -> People:
    text = _URL.sub(" ", collapse(clean(text)))
    if whole := BRACKETED.fullmatch(text):
        text = whole.group()[1:-1]
    text = without_filing(text)
    if not text:
        return People()
    if (agency := find_agency(text)) is not None:
        return People((), (agency.name,))
    grammar = grammar_of(language)
    if _is_desk(text, grammar.words):
        return People()
    persons: list[str] = []
    organisations = [agency.name for agency in grammar.bracketed_agencies(text)]
    text = grammar.without_opening(BRACKETED.sub(" ", without_dates(text, language)))
    text = grammar.without_stamp(text)
    placed = False
    for piece in _pieces(text, grammar, language):
        # "Jane Doe in Steele, Ala.": behind a place one word is what that lies in.
        is_region = placed and _is_cased_word(piece) and find_agency(piece) is None
        placed = grammar.place.search(piece) is not None
        if is_region:
            continue
        if (agency := find_agency(piece)) is not None:
            organisations.append(agency.name)
        elif (name := _first_person(piece, grammar)) is not None:
            persons.append(name)
    return People(unique(_without_initials(persons)), unique(organisations))


def _is_desk(text: str, words: Lexicon) -> bool:
    """Whether *text* is the desk of a house that goes by one word: "Redazione BaiaNotizie"."""
    desk, _, house = text.partition(" ")
    return key(desk) in words.not_names and _BRAND.fullmatch(house) is not None


def _without_initials(names: Sequence[str]) -> Iterator[str]:
    """Yield *names* without the initials of a house beside names in full: "Jane Doe, TNN"."""
    full = any(" " in name for name in names)
    for name in names:
        if not (full and _INITIALS.fullmatch(name)):
            yield name


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Return *names* without repeats, case and spacing aside, the first spelling kept."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(collapse(name).casefold(), name)
    return tuple(found.values())


def without_places(names: str, language: str | None) -> str:
    """Return *names* without where each is: "Jane Doe in Port Alder and Sam Poe in Rome"."""
    return grammar_of(language).located.sub("", names)


def _pieces(text: str, grammar: Grammar, language: str | None) -> Iterator[str]:
    parted = _SUFFIX.sub(" ", text)
    if "·" in parted:
        parted = _KOREAN_SEPARATOR().sub(",", parted)
    title_alone = False
    for part in grammar.separator.split(parted):
        opened = grammar.without_opening(part)
        whole = opened.strip(EDGES)
        piece = grammar.without_titles(whole)
        seam = _GLUED_OUTLET.search(piece) if piece != whole else None
        if seam is not None and key(seam.group()) in grammar.words.outlets:
            piece = piece[: seam.start()]
        # A letter with its mark ends many a Hebrew name, and is none of a quotation.
        piece += "'" * (piece == whole and _GERESH.search(opened) is not None)
        is_outlet = not grammar.words.mononyms and _is_outlet(piece, whole, grammar.words)
        # "Redactora de Economía": behind the title stands what for; not "Verslaggever van Dijk".
        is_field = piece != whole and piece.split(" ", 1)[0] in grammar.words.particles & OF
        if is_outlet or is_field or (title_alone and _is_cased_word(piece)):
            continue
        title_alone = bool(whole) and not piece
        outlet, space, name = piece.partition(" ")
        if space and not outlet.isascii() and outlet.endswith(grammar.outlets):
            piece = name
        if language and language.startswith("zh") and _HAN().fullmatch(piece):
            yield from piece.split()
        elif piece:
            yield piece


def _is_outlet(piece: str, whole: str, words: Lexicon) -> bool:
    """Whether *piece* is a paper before a title: one word, or a name that ends in one of papers."""
    if piece == whole or not whole.startswith(piece):
        return False
    return _is_cased_word(piece) or key(piece.rpartition(" ")[2]) in words.outlets


def _is_cased_word(piece: str) -> bool:
    """Whether *piece* is one word of a script with capitals: behind a title alone it is a place."""
    return bool(piece) and " " not in piece and piece.upper() != piece.lower()


def _first_person(piece: str, grammar: Grammar) -> str | None:
    """Return the name in *piece*, which may stand on either side of a bar, before a dash only.

    "Staff Writer | Jane Doe", "Jane Doe - Jakarta", "Associated Press writer Jane Doe".
    """
    for part in _BAR.split(piece):
        name = grammar.without_lead(_DASH.split(part)[0])
        if (person := _person(name, grammar)) is not None:
            return person
    return None


def _person(piece: str, grammar: Grammar) -> str | None:
    name = _before_date(piece, grammar.stamps)
    if (place := grammar.place.search(name)) is not None:
        name = name[: place.start()]
    bare = name.strip(EDGES)
    name = grammar.without_titles(bare) + ("'" if _GERESH.search(name) else "")
    if name.endswith((" Jr", " Sr")):
        name += "."
    return name if _is_name(_NICKNAME.sub(" ", name), grammar.words) else None


def _before_date(piece: str, stamps: Phrases) -> str:
    """Return what stands before the first digit, without words that lead to it: "on", "Stand:"."""
    match = _DIGIT.search(piece)
    if match is None or match.start() == 0:
        return piece
    words = piece[: match.start()].split()
    while words and (
        words[-1].islower() or words[-1].endswith((":", "：")) or key(words[-1]) in stamps
    ):
        words.pop()
    return " ".join(words)


def _is_unspaced(name: str) -> bool:
    """Whether *name* is Japanese, Chinese or Korean, whatever spaces and points are in it."""
    return not name.isascii() and all(is_east_asian_letter(each) or each in " ·" for each in name)


def _is_name(name: str, words: Lexicon) -> bool:
    if not _SHORTEST_NAME <= len(name) <= _LONGEST_NAME or _FORBIDDEN.search(name):
        return False
    if _DEGREE.fullmatch(name) or key(name) in words.words:
        return False
    if _is_unspaced(name):
        wrong = (word for word in words.not_names if not word.isascii())
        return len(name) <= _LONGEST_SPACELESS and not any(map(name.__contains__, wrong))
    parts = name.split()
    folded = {key(part.strip(".,'’")) for part in parts}
    if len(parts) > _MOST_WORDS or folded & words.not_names:
        return False
    known = (words.phrases, words.labels, words.not_persons)
    if any(key(name) in others for others in known):
        return False
    if name.upper() == name.lower():
        return True
    return any(part[0].isupper() for part in parts) and all(
        _is_name_word(part, words) for part in parts
    )


def _is_name_word(part: str, words: Lexicon) -> bool:
    if not _WORD_CHARACTERS.search(part):
        return False
    return any(char.isupper() for char in part) or key(part.strip(".'’")) in words.particles
