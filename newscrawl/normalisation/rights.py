"""Copyright lines: holder, year and the notice as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from newscrawl.normalisation.lexicon import Lexicon, alternation, lexicon
from newscrawl.text.cleaning import collapse

__all__ = ["Copyright", "read_copyright", "read_year"]

_LONGEST = 600
_LONGEST_HOLDER = 80
_LONGEST_LINE_WORDS = 60
_LONGEST_BARE_LINE = 8
_MARK = r"©|ⓒ|\((?:c|C)\)|&copy;|Ⓒ"
_MARKS = ("©", "ⓒ", "(c)", "(C)", "&copy;", "Ⓒ", "&COPY;", "&Copy;")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d{2}(?!\d)")
_YEARS = re.compile(r"(?<!\d)(?:1[89]|20)\d{2}(?:\s*[-–—/,]\s*(?:(?:1[89]|20)\d{2}|\d{2}(?!\d)))*")
_PARENTHESISED = re.compile(r"[(（].*$|[<>〈〉\[\]]")
_ENCLOSED = re.compile(r"[(（]((?!(?:c|C)\))[^()（）]+)[)）]")
_CUT = re.compile(
    r"\s*(?:(?<!\bPT)(?<!\bCV)(?<!\bSt)[.。।](?:\s|$)|[;|•·\n]|\s[-–—]\s"
    r"|[,，،、](?!\s?(?:Inc|LLC|Ltd|Co|Corp|S\.A|PT|Tbk)\b))"
)
_EDGES = " \t.,:;-–—|/@*«»\"'“”<>()（）"


@dataclass(frozen=True, slots=True)
class Copyright:
    """What a copyright line says; ``year`` is the latest of a range."""

    notice: str
    holder: str | None = None
    year: int | None = None

    @property
    def is_explicit(self) -> bool:
        """Whether it names a year, or asserts rights in words: a line about the whole text."""
        return self.year is not None or self.notice[:1] not in {"©", "ⓒ"}


@dataclass(frozen=True, slots=True)
class _Grammar:
    opening: re.Pattern[str]
    marked: re.Pattern[str]
    phrase: re.Pattern[str]
    symbol: re.Pattern[str]


def read_copyright(line: str, language: str | None = None) -> Copyright | None:
    """Return the copyright of *line*, None when it is no copyright line.

    It is one when it opens with the mark or with words of copyright in *language*, or when
    the mark stands before a year.
    """
    text = collapse(line[:_LONGEST])
    grammar = _grammar(language)
    if len(line) > _LONGEST or len(text.split()) > _LONGEST_LINE_WORDS:
        return None
    if not (grammar.opening.match(text) or (_has_mark(text) and grammar.marked.search(text))):
        return None
    if _is_sentence(text, grammar):
        return None
    return Copyright(text, _holder(text, grammar), read_year(text))


def _has_mark(text: str) -> bool:
    # Sooner told than by the pattern, and no for nearly every line.
    return any(mark in text for mark in _MARKS)


def _is_sentence(text: str, grammar: _Grammar) -> bool:
    """Whether *text* only begins with words of copyright: "Copyright Office staff said ..."."""
    if read_year(text) or len(text.split()) <= _LONGEST_BARE_LINE:
        return False
    return len(grammar.phrase.findall(text)) == 1 and not grammar.symbol.search(text)


def read_year(text: str | None) -> int | None:
    """Return the latest year that *text* names, None when it names none."""
    years = [int(year) for year in _YEAR.findall(text[:_LONGEST])] if text else []
    return max(years, default=None)


def _holder(text: str, grammar: _Grammar) -> str | None:
    enclosed = _ENCLOSED.fullmatch(text)
    for piece in _CUT.split(_YEARS.sub(" ", enclosed[1] if enclosed else text)):
        bare = grammar.phrase.sub(" ", piece)
        holder = collapse(_PARENTHESISED.sub(" ", bare)).strip(_EDGES)
        if any(char.isalpha() for char in holder):
            return holder if len(holder) <= _LONGEST_HOLDER else None
    return None


@lru_cache(maxsize=64)
def _grammar(language: str | None) -> _Grammar:
    words: Lexicon = lexicon(language)
    symbols = {"©", "(c)", "ⓒ"}
    phrases = alternation(phrase for phrase in words.rights if phrase not in symbols)
    flags = re.IGNORECASE
    # "Copyright law was ..." is prose: the word opens a line of rights only before a mark, a
    # year or a name.
    after = rf"(?:\s*[:：]?\s*(?:{_MARK}|@|\d{{4}}\b|by\b)|\s*$|[.,。]|\s+(?-i:[^\W\d_a-z]))"
    return _Grammar(
        re.compile(rf"[<〈\[(*—–-]?\s*(?:(?:{_MARK})|(?:{phrases})(?!\w){after})", flags),
        re.compile(rf"(?:{_MARK})\s*(?:\w+\s)?(?:1[89]|20)\d{{2}}", flags),
        re.compile(rf"{_MARK}|@|(?<!\w)(?:{phrases})(?!\w)|^\s*by\s", flags),
        re.compile(_MARK),
    )
