"""Names of people, taken out of bylines and credits. Better none than a wrong one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from newscrawl.normalisation.agencies import Agency, find_agency
from newscrawl.normalisation.day_names import without_dates
from newscrawl.normalisation.lexicon import Lexicon, Role, alternation, key, lexicon
from newscrawl.normalisation.phrases import Phrases
from newscrawl.text.cleaning import clean, collapse

__all__ = ["People", "read_people", "unique", "without_filing"]

_LONGEST_LINE = 300
_SHORTEST_NAME = 2
_LONGEST_NAME = 60
_MOST_WORDS = 6
_LONGEST_SPACELESS = 14
_URL = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+|(?<!\w)@\w+|\b[\w-]+\.(?:com|co|net|org|id)\b\S*",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[(（\[【<][^()（）\[\]【】<>]{0,80}[)）\]】>]")
_SEPARATORS = r"[,;/、，،؛\n•]"
_KOREAN_SEPARATOR = re.compile(r"(?<=[가-힣])·(?=[가-힣])")
_DASH = re.compile(r"\s[–—-]+\s")
_BAR = re.compile(r"\s*[|｜]\s*")
_SUFFIX = re.compile(r",\s*(?=(?:Jr|Sr|II|III|IV)\b)", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_WORD_CHARACTERS = re.compile(r"[^\W\d_]")
_INITIALS = re.compile(r"[A-Z]{2,5}")
_FORBIDDEN = re.compile(r"[\d_<>{}\[\]=+*#%?!:;：；？！\"“”„»«|\\…。→]")
# One word of two: "BayPost", but not "McKay".
_BRAND = re.compile(r"(?!Mc|Mac|De|Di|Du|La|Le|Van)[A-Z][a-z]+[A-Z]")
# Degrees that follow a name behind a comma: "S.H.", "M.Si", "Ph.D.".
_DEGREE = re.compile(r"[A-Z][A-Za-z]{0,3}(?:\.[A-Z][A-Za-z]{0,4})+\.?")
_HAN = re.compile(r"[\u3400-\u9fff]{2,4}(?: [\u3400-\u9fff]{2,4})+")
# "記者林怡君／台北報導": where a report in Chinese was filed from, behind who filed it.
_FILING = re.compile(
    r"\s*[／/｜]\s*[\u3400-\u9fff]{1,10}(?:報導|报道|报导|電|电|訊|讯)(?![\u3400-\u9fff])"
)
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af・·]+")
_SPACE = re.compile(r"\s*")
_SPACES = re.compile(r"\s")
_OPENING_END = re.compile(r"\s*[:：]\s*|\s+")
_TITLE_END = re.compile(r"\s*[:：]\s*|\s+|(?<=[\u3040-\ud7af])(?=\S)")
# A capital behind a small letter: there a title was glued to a name, "HaleReporter".
_TITLE_START = re.compile(r"(?:^|(?<=\s)|(?<=[\u3040-\ud7af])|(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ]))")
# Where one word may have been glued to another: a capital behind a small letter, or Hangul.
_GLUE = re.compile(
    r"(?<=[a-zß-ÿа-џα-ω])(?=[A-ZÀ-ÞА-ЯЁЄІЇΑ-Ω])|(?P<spaceless>(?<=[가-힣])(?=[가-힣]))"
)
_MOST_TITLES = 3
_PAIR = 2
_EDGES = " \t)）]】.,:;–—-·•*=>»›|/&~'’‘\"“”"


@dataclass(frozen=True, slots=True)
class People:
    """Persons by name, as printed without title, and the organisations that stood among them."""

    persons: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Grammar:
    """What a lexicon says of names, as patterns."""

    openings: Phrases
    titles: Phrases
    companions: Phrases
    stamps: Phrases
    separator: re.Pattern[str]
    place: re.Pattern[str]
    words: Lexicon

    def without_opening(self, text: str) -> str:
        """Return *text* without the words that open a byline."""
        opening = self.openings.at_start(text, _OPENING_END, _SPACE)
        return text[opening.rest :] if opening else text

    def without_lead(self, text: str) -> str:
        """Return *text* without what leads to a name: "Bay Press writer Jane Doe".

        An agency, or a field of work, which is written small: "Pacific affairs reporter Jane Doe".
        """
        folded = key(text)
        for space in _SPACES.finditer(text):
            for end in self.titles.ends(folded, space.end()):
                if text[end : end + 1].isspace():
                    lead, title = text[: space.start()], text[space.end() : end]
                    leads = lead.split(" ")[-1].islower() and title.islower()
                    return text[end + 1 :] if leads or find_agency(lead) is not None else text
        return text

    def bracketed_agencies(self, text: str) -> Iterator[Agency]:
        """Yield the agencies that stand in brackets, as they do behind a name: "(with AFP)"."""
        for bracketed in _BRACKETED.findall(text):
            name = bracketed[1:-1].strip()
            lead = self.companions.at_start(name, _OPENING_END, _SPACE)
            known = name[lead.rest :] if lead else name
            # Two letters alone may be anybody's: "Foreign Authors (AA)".
            if (lead or len(known) > _PAIR) and (agency := find_agency(known)) is not None:
                yield agency

    def without_stamp(self, text: str) -> str:
        """Return *text* up to a word for dates or counts that was glued to a name.

        "Jane DoePublished"; behind a title where there are no capitals: "홍길동기자입력".
        """
        folded = key(text)
        for seam in _GLUE.finditer(text):
            place = seam.start()
            is_spaceless = seam["spaceless"] is not None
            if is_spaceless and not any(self.titles.starts(folded, place)):
                continue
            if any(self.stamps.ends(folded, place)):
                return text[:place]
        return text

    def without_titles(self, piece: str) -> str:
        """Return *piece* without the titles at its ends, up to three at each."""
        for _ in range(_MOST_TITLES):
            title = self.titles.at_start(piece, _TITLE_END)
            rest = piece[title.rest :] if title else piece
            starts = self.titles.starts(key(rest), len(rest))
            start = next((start for start in starts if _TITLE_START.match(rest, start)), len(rest))
            shorter = rest[:start].strip(_EDGES)
            if shorter == piece:
                break
            piece = shorter
        return piece


def read_people(text: str, language: str | None = None) -> People:
    """Return who is named in *text*, one byline, credit or list of authors.

    A piece that does not look like a name is left out; so are titles, addresses, handles and
    what follows a date.
    """
    text = _URL.sub(" ", collapse(clean(text[:_LONGEST_LINE])))
    if whole := _BRACKETED.fullmatch(text):
        text = whole.group()[1:-1]
    text = without_filing(text)
    if not text:
        return People()
    if (agency := find_agency(text)) is not None:
        return People((), (agency.name,))
    grammar = _grammar(language)
    persons: list[str] = []
    organisations = [agency.name for agency in grammar.bracketed_agencies(text)]
    text = grammar.without_opening(_BRACKETED.sub(" ", without_dates(text, language)))
    text = grammar.without_stamp(text)
    for piece in _pieces(text, grammar, language):
        if (agency := find_agency(piece)) is not None:
            organisations.append(agency.name)
        elif (name := _first_person(piece, grammar)) is not None:
            persons.append(name)
    return People(unique(_without_initials(persons)), unique(organisations))


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


def without_filing(text: str) -> str:
    """Return *text* without the place that a report in Chinese was filed from."""
    return text if text.isascii() else _FILING.sub("", text)


def _pieces(text: str, grammar: _Grammar, language: str | None) -> Iterator[str]:
    parted = _KOREAN_SEPARATOR.sub(",", _SUFFIX.sub(" ", text))
    title_alone = False
    for part in grammar.separator.split(parted):
        whole = grammar.without_opening(part).strip(_EDGES)
        piece = grammar.without_titles(whole)
        if _is_outlet(piece, whole) or (title_alone and _is_cased_word(piece)):
            continue
        title_alone = bool(whole) and not piece
        if language and language.startswith("zh") and _HAN.fullmatch(piece):
            yield from piece.split()
        elif piece:
            yield piece


def _is_outlet(piece: str, whole: str) -> bool:
    """Whether *piece* is one word before a title, as papers stand: "Herald Staff Writer"."""
    return piece != whole and whole.startswith(piece) and _is_cased_word(piece)


def _is_cased_word(piece: str) -> bool:
    """Whether *piece* is one word of a script with capitals: behind a title alone it is a place."""
    return bool(piece) and " " not in piece and piece.upper() != piece.lower()


def _first_person(piece: str, grammar: _Grammar) -> str | None:
    """Return the name in *piece*, which may stand on either side of a bar, before a dash only.

    "Staff Writer | Jane Doe", "Jane Doe - Jakarta", "Associated Press writer Jane Doe".
    """
    for part in _BAR.split(piece):
        name = grammar.without_lead(_DASH.split(part)[0])
        if (person := _person(name, grammar)) is not None:
            return person
    return None


def _person(piece: str, grammar: _Grammar) -> str | None:
    name = _before_date(piece, grammar.stamps)
    if (place := grammar.place.search(name)) is not None:
        name = name[: place.start()]
    name = grammar.without_titles(name.strip(_EDGES))
    if name.endswith((" Jr", " Sr")):
        name += "."
    return name if _is_name(name, grammar.words) else None


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


def _is_name(name: str, words: Lexicon) -> bool:
    if not _SHORTEST_NAME <= len(name) <= _LONGEST_NAME or _FORBIDDEN.search(name):
        return False
    if _DEGREE.fullmatch(name) or key(name) in words.words:
        return False
    if _UNSPACED.fullmatch(name.replace(" ", "")):
        return len(name) <= _LONGEST_SPACELESS
    parts = name.split()
    folded = {key(part.strip(".,'’")) for part in parts}
    if len(parts) > _MOST_WORDS or folded & words.not_names:
        return False
    if len(parts) == 1 and _BRAND.match(name):
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


@lru_cache(maxsize=64)
def _grammar(language: str | None) -> _Grammar:
    words = lexicon(language)
    flags = re.IGNORECASE
    return _Grammar(
        Phrases(_openings(words)),
        Phrases(words.titles),
        Phrases(words.companions),
        Phrases((*_stamps(words), *words.counters)),
        re.compile(rf"{_SEPARATORS}|\s(?:{alternation(words.conjunctions)})\s|\s?&\s", flags),
        re.compile(rf"\s(?:{alternation(words.places)})\s(?=\w)", flags),
        words,
    )


def _stamps(words: Lexicon) -> Iterator[str]:
    dates = {Role.PUBLISHED, Role.MODIFIED}
    return (label for label, role in words.labels.items() if role in dates)


def _openings(words: Lexicon) -> Iterator[str]:
    for roles in (words.phrases, words.labels):
        yield from (label for label, role in roles.items() if role.names_people)
