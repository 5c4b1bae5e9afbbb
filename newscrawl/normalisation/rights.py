"""Copyright lines: holder, year and the notice as printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from newscrawl.extraction import RawArticle
from newscrawl.normalisation.agencies import find_agency
from newscrawl.normalisation.lexicon import key, lexicon
from newscrawl.normalisation.lines import Kind, Line
from newscrawl.normalisation.phrases import Phrases
from newscrawl.text.cleaning import clean, collapse
from newscrawl.text.expressions import alternation

__all__ = [
    "Copyright",
    "find_copyright",
    "has_mark",
    "holding_agencies",
    "read_copyright",
    "read_year",
    "site_holder",
]

_LONGEST = 600
_LONGEST_HOLDER = 80
_LONGEST_LINE_WORDS = 60
_LONGEST_BARE_LINE = 8
_BUDDHIST = 2500
_BUDDHIST_ERA = 543
_MARK = r"©|ⓒ|\((?:c|C)\)|&copy;|Ⓒ"
_MARKS = ("©", "ⓒ", "Ⓒ", "(c)", "(C)", "&copy;", "&COPY;")
_MARK_SIGNS = frozenset("©ⓒⒸ(&")
_LEAD = re.compile(r"[<〈\[(*—–-]?\s*")
_SYMBOL = re.compile(_MARK)
_MARKED = re.compile(rf"{_LEAD.pattern}(?:{_MARK})", re.IGNORECASE)
_MARKED_YEAR = re.compile(rf"(?:{_MARK})\s*(?:\w+\s)?(?:1[89]|20)\d{{2}}", re.IGNORECASE)
# "Copyright law was ..." is prose: the word opens a line of rights only before a mark, a year or
# a name.
_OPENING_END = re.compile(
    rf"(?!\w)(?:\s*[:：]?\s*(?:{_MARK}|@|\d{{4}}\b|by\b)|\s*$|[.,。]|\s+(?-i:[^\W\d_a-z]))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:1[89]|2[05])\d{2}(?!\d)")
_YEARS = re.compile(
    r"(?<!\d)(?:1[89]|2[05])\d{2}(?:\s*[-–—/,]\s*(?:(?:1[89]|20)\d{2}|\d{2}(?!\d)))*"
)
_PARENTHESISED = re.compile(r"[(（].*$|[<>〈〉\[\]]")
_ENCLOSED = re.compile(r"[(（]((?!(?:c|C)\))[^()（）]+)[)）]")
_CUT = re.compile(
    r"\s*(?:(?<!\bPT)(?<!\bCV)(?<!\bSt)[.。।](?:\s|$)|[;|•·\n]|\s[-–—]\s"
    r"|[,，،、](?!\s?(?:Inc|LLC|Ltd|Co|Corp|S\.A|PT|Tbk|a\.\s?s|s\.\s?r\.\s?o|spol|S\.L|A\.Ş)\b))"
)
# "All rights are ours. © 2026 Bay Post": the holder stands behind the mark.
_AFTER_SENTENCE = re.compile(rf"[.!?]\s+(?=(?:{_MARK})[\s\d–—-]*[^\W\d_])")
_ABBREVIATED = re.compile(r"[,\s]\s?(?:[^\W\d_]\.\s?){1,3}[^\W\d_]$")
_EDGES = " \t.,:;-–—|/@*«»\"'“”<>()（）&™®"


class Copyright(NamedTuple):
    """What a copyright line says; ``year`` is the latest of a range."""

    notice: str
    holder: str | None = None
    year: int | None = None

    @property
    def is_explicit(self) -> bool:
        """Whether it names a year, or asserts rights in words: a line about the whole text."""
        return self.year is not None or self.notice[:1] not in {"©", "ⓒ"}


def find_copyright(raw: RawArticle, lines: Iterable[Line], language: str | None) -> Copyright:
    """Return what the best copyright line says: declared, of the article's *lines*, the site's."""
    printed = [line.text for line in lines if line.kind is Kind.COPYRIGHT]
    texts = [clean(text) for text in (raw.copyright_notice, *printed, raw.site_notice) if text]
    found = [rights for text in texts if (rights := read_copyright(text, language))]
    # A mark without a year may be a picture's; the line that names one speaks for the text.
    best = next((rights for rights in found if rights.year), found[0] if found else Copyright(""))
    return Copyright(
        best.notice or collapse(clean(raw.copyright_notice or "")),
        collapse(clean(raw.copyright_holder or "")) or best.holder,
        read_year(raw.copyright_year) or best.year,
    )


def site_holder(raw: RawArticle, rights: Copyright, language: str | None) -> str | None:
    """Return whose the site is, where an agency has the rights to its article."""
    if not raw.site_notice or find_agency(rights.holder) is None:
        return None
    notice = read_copyright(clean(raw.site_notice), language)
    return notice.holder if notice is not None else None


def holding_agencies(lines: Iterable[Line], language: str | None) -> Iterator[str]:
    """Yield the agencies that copyright lines among *lines* name: "(©NTB)"."""
    for line in lines:
        rights = read_copyright(line.text, language) if line.kind is Kind.COPYRIGHT else None
        if rights is not None and rights.holder and (agency := find_agency(rights.holder)):
            yield agency.name


def read_copyright(line: str, language: str | None = None) -> Copyright | None:
    """Return the copyright of *line*, None when it is no copyright line.

    It is one when it opens with the mark or with words of copyright in *language*, or when
    the mark stands before a year.
    """
    if len(line) > _LONGEST:
        return None
    text = collapse(line)
    if not (_opens(text, language) or (_has_mark(text) and _MARKED_YEAR.search(text))):
        return None
    phrase = _phrase(language)
    if len(text.split()) > _LONGEST_LINE_WORDS or _is_sentence(text, phrase):
        return None
    return Copyright(text, _holder(_from_mark(text, language), phrase, language), read_year(text))


def _from_mark(text: str, language: str | None) -> str:
    """Return *text* from the mark on, where what stands before it is a link of the footer."""
    mark = _SYMBOL.search(text)
    before = text[: mark.start()].strip(_EDGES) if mark else ""
    return text[mark.start() :] if mark and _is_furniture(before, language) else text


def _is_furniture(text: str, language: str | None) -> bool:
    """Whether *text* is words that stand around articles: "Privacy Policy".

    One word may be whose page it is: "Facebook".
    """
    return " " in text and key(text) in lexicon(language).words


def _opens(text: str, language: str | None) -> bool:
    """Whether *text* begins with the mark, or with words of copyright."""
    if _MARKED.match(text) is not None:
        return True
    return _openings(language).at_start(text, _OPENING_END, _LEAD) is not None


def has_mark(line: Line) -> bool:
    """Whether *line* has the mark of copyright; sooner told than by the pattern."""
    return not line.signs.isdisjoint(_MARK_SIGNS) and _has_mark(line.text)


def _has_mark(text: str) -> bool:
    return any(map(text.__contains__, _MARKS))


def _is_sentence(text: str, phrase: re.Pattern[str]) -> bool:
    """Whether *text* only begins with words of copyright: "Copyright Office staff said ..."."""
    if read_year(text) or len(text.split()) <= _LONGEST_BARE_LINE:
        return False
    return len(phrase.findall(text)) == 1 and not _SYMBOL.search(text)


def read_year(text: str | None) -> int | None:
    """Return the latest year that *text* names, None when it names none.

    Years counted from the Buddha are ours again.
    """
    years = [int(year) for year in _YEAR.findall(text[:_LONGEST])] if text else []
    return max((year - _BUDDHIST_ERA * (year >= _BUDDHIST) for year in years), default=None)


def _holder(text: str, phrase: re.Pattern[str], language: str | None) -> str | None:
    # Its semicolon parts nothing.
    text = text.replace("&copy;", "©").replace("&COPY;", "©")
    if not _MARKED.match(text) and (marked := _AFTER_SENTENCE.search(text)) is not None:
        text = text[marked.end() :]
    enclosed = _ENCLOSED.fullmatch(text)
    for piece in _CUT.split(_YEARS.sub(" ", enclosed[1] if enclosed else text)):
        bare = phrase.sub(" ", piece)
        holder = collapse(_PARENTHESISED.sub(" ", bare)).strip(_EDGES)
        holder += "." * (_ABBREVIATED.search(holder) is not None)
        if any(char.isalpha() for char in holder) and not _is_furniture(holder, language):
            return holder if len(holder) <= _LONGEST_HOLDER else None
    return None


@lru_cache(maxsize=64)
def _openings(language: str | None) -> Phrases:
    return Phrases(_words(language))


@lru_cache(maxsize=64)
def _phrase(language: str | None) -> re.Pattern[str]:
    """Return the pattern of what is no holder: the mark, and words of copyright."""
    words = rf"(?<!\w)(?:{alternation(_words(language))})(?!\w)"
    return re.compile(rf"{_MARK}|@|{words}|^\s*by\s", re.IGNORECASE)


def _words(language: str | None) -> set[str]:
    return lexicon(language).rights - {"©", "(c)", "ⓒ"}
