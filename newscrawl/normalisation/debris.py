"""Page debris: lines that came along when a page was copied and that say nothing of the news."""

from __future__ import annotations

import re
from functools import lru_cache

from newscrawl.normalisation.agencies import find_agency
from newscrawl.normalisation.dates import is_relative_age
from newscrawl.normalisation.lexicon import Lexicon, alternation, key, lexicon

__all__ = ["is_debris"]

_LONGEST = 300
_LONGEST_FURNITURE = 120
_NUMBERS = re.compile(r"[\d\s.,:%/+()x×–-]*\d[\d\s.,:%/+()–-]*[KkMm]?")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_FILE = re.compile(
    r"\S*\.(?:jpe?g|png|gif|webp|avif|svg|mp4|mp3|m3u8|css|js|html?|php)\b\S*", re.IGNORECASE
)
_TRANSFORMATION = re.compile(r"[,/&?]?(?:[a-z]{1,6}[_=:][\w.:-]+[,/&]){1,12}\S*")
_HASH = re.compile(r"(?=[a-z]*\d)[0-9a-z]{16,}")
_HASHTAGS = re.compile(r"(?:#\w+[\s,]*){1,40}")
_TRAIL = re.compile(r"\s*[>›»→]\s*|\s+[/|•·]\s+")
_MARKUP = re.compile(
    r"</?[a-z][^<>]{0,200}>|\{[^{}]{0,200}\}|\$\w+|&[a-z]+;|window\.\w+|\[\w+:[^\]]*\]"
)
_INITIALS = re.compile(r"\([a-z]{2,5}(?:[/-][a-z]{2,5}){0,3}\)")
_LONGEST_STEP = 4
_FEWEST_STEPS = 3


def is_debris(line: str, language: str | None = None, *, shapeless: bool = False) -> bool:
    """Whether *line* (one line, spaces single) is nothing but page debris.

    Ages ("5 days ago"), lone numbers, addresses and pieces of them, files, hash tags,
    initials, share and menu words, counters, trails of navigation,
    markup, lines without any letter. *shapeless* leaves out what only its shape betrays: in
    the tables and lists of an article, numbers and addresses are text; rules ("___") and
    initials ("(lar/bag)") are not.
    """
    if not any(char.isalnum() for char in line):
        return True
    if not shapeless and not any(char.isalpha() for char in line):
        return True
    if len(line) > _LONGEST:
        return False
    return (
        (not shapeless and _is_fragment(line))
        or (_INITIALS.fullmatch(line) is not None and find_agency(line) is None)
        or is_relative_age(line, language)
        or _HASHTAGS.fullmatch(line) is not None
        or _is_furniture(line, language)
        or _is_trail(line)
    )


def _is_fragment(line: str) -> bool:
    if _MARKUP.fullmatch(line) or _NUMBERS.fullmatch(line):
        return True
    if " " in line:
        return False
    return any(
        pattern.fullmatch(line) is not None for pattern in (_URL, _FILE, _TRANSFORMATION, _HASH)
    )


def _is_furniture(line: str, language: str | None) -> bool:
    if len(line) > _LONGEST_FURNITURE:
        return False
    words, counter, several = _grammar(language)
    folded = key(line).strip(" :.>»…!•|-–")
    return (
        folded in words.words
        or counter.fullmatch(folded) is not None
        or several.fullmatch(folded) is not None
    )


def _is_trail(line: str) -> bool:
    if "«" in line:
        return False
    steps = _TRAIL.split(line.strip(" >›»/|•·"))
    if len(steps) < _FEWEST_STEPS:
        return False
    return all(0 < len(step.split()) <= _LONGEST_STEP for step in steps[:-1])


@lru_cache(maxsize=64)
def _grammar(language: str | None) -> tuple[Lexicon, re.Pattern[str], re.Pattern[str]]:
    words = lexicon(language)
    counters = alternation(words.counters)
    furniture = alternation(words.words)
    number = r"[\d.,]{1,9}\s?[km]?"
    return (
        words,
        re.compile(
            rf"{number}\s?(?:{counters})|(?:{counters})\s?[:：]?\s?\(?{number}\)?(?:\s?(?:{counters}))?"
        ),
        re.compile(rf"(?:{furniture})(?:[\s|•·,/]{{1,3}}(?:{furniture})){{1,12}}"),
    )
