"""Holder: whose permission a notice asks for, as far as it names one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import unescape
from unicodedata import normalize

from newscrawl.garbage import of_pages
from newscrawl.policy.notices.common import common
from newscrawl.policy.notices.folding import fold
from newscrawl.policy.notices.lexicon import NameWords
from newscrawl.policy.notices.passages import Passage
from newscrawl.text.expressions import alternation

__all__ = ["copyright_holder", "find_holder", "is_one_of"]

_TOKEN = re.compile(r"[^\s,;:()\[\]\"“”«»|/]+")
_STOP = re.compile(r"[,;:()\[\]\"“”«»|\n/]|(?<=\w{3})[.!?](?=\s|$)")
_SIGN = r"(?:©|\(c\)|@)"
_YEAR = r"(?:19|20)\d\d"
_POSSESSIVE = re.compile(r"['’]s?$")
_DOMAIN = re.compile(r"[\w\-]+(?:\.[\w\-]+)*\.[a-z]{2,}", re.IGNORECASE)
_LONGEST = 80
_MOST_WORDS = 8


def find_holder(passage: Passage) -> str | None:
    """Return who has to be asked, as far as *passage* names anyone.

    The name stands after the consent words ("written permission of Example Ltd.") or among
    them ("without Example's permission").
    """
    reading = passage.reading
    names = reading.lexicon.names
    text = " ".join(line.text for line in passage.lines)
    for start, end in reading.consents():
        first, last = reading.folded.original(start, end)
        after = _name(_plain(text[last : last + _LONGEST]), names)
        if after or (after := _name_within(_plain(text[first:last]), names)):
            return after
    return None


@of_pages
@lru_cache(maxsize=256)
def copyright_holder(text: str) -> str | None:
    """Return the name that follows a copyright sign in *text*, a line."""
    match = _copyright().search(text)
    if match is None:
        return None
    name = _behind_name().sub("", match.group(1)).strip(" -–—·")
    return name if len(name) > 1 and name[:1].isupper() else None


def is_one_of(name: str | None, publishers: Sequence[str]) -> bool:
    """Whether *name* is one of *publishers*, the shorter form within the longer one."""
    if name is None:
        return False
    one = fold(name)
    return any(one in other or other in one for other in map(fold, publishers) if other)


def _plain(text: str) -> str:
    """Return *text* without twice escaped characters, odd widths and typefaces."""
    return normalize("NFKC", unescape(text))


def _name(text: str, words: NameWords) -> str | None:
    """Return the name that *text* opens with, fillers and common nouns skipped."""
    stop = _STOP.search(text)
    end = stop.start() if stop else len(text)
    chosen: list[re.Match[str]] = []
    for count, token in enumerate(_TOKEN.finditer(text, 0, _name_end(text, end))):
        word = token.group()
        plain = fold(word).strip(".'’")
        if not chosen and (plain in words.of or plain in words.skip):
            continue
        if not chosen and plain in words.generic and not word.istitle():
            if text.isupper():
                return None
            continue
        if count >= _MOST_WORDS or not (_is_name_like(word) or (chosen and plain in words.joins)):
            break
        chosen.append(token)
    while chosen and fold(chosen[-1].group()) in words.joins:
        chosen.pop()
    if all(fold(token.group()) in words.generic for token in chosen):
        return None
    name = text[chosen[0].start() : chosen[-1].end()]
    return _tidy(name)


def _name_within(text: str, words: NameWords) -> str | None:
    """Return the owner named between "without" and "permission"."""
    for token in _TOKEN.finditer(text):
        if _POSSESSIVE.search(token.group()) and _is_name_like(token.group()):
            start = token.start()
            while (space := text.rfind(" ", 0, max(0, start - 1))) >= 0:
                if not _is_name_like(text[space + 1 : start].strip()):
                    break
                start = space + 1
            name = _POSSESSIVE.sub("", text[start : token.end()])
            return None if fold(name) in words.generic else name
    return None


def _name_end(text: str, end: int) -> int:
    """Carry the end past the full stop of a company form: "Example Ltd."."""
    word = text[:end].rpartition(" ")[2] + "."
    return end + 1 if text[end : end + 1] == "." and word in _company_forms() else end


def _tidy(name: str) -> str:
    return name if name.rpartition(" ")[2] in _company_forms() else name.rstrip(".'’")


def _is_name_like(word: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit() or _DOMAIN.fullmatch(word) is not None


@lru_cache(maxsize=1)
def _copyright() -> re.Pattern[str]:
    """Return the pattern of a line of copyright up to its end: signs, years, the name."""
    by = rf"(?:{alternation(common()['copyright_line']['by'])})\b"
    return re.compile(
        rf"(?:©|\(c\)|(?:^|[|·•>.]\s{{0,3}})copyright|copyright(?=\s{{0,3}}(?:{_SIGN}|{by}|{_YEAR})))"
        rf"\s{{0,3}}(?:{_SIGN}|{by})?\s{{0,3}}"
        rf"(?:{_YEAR}(?:\s{{0,2}}[-–—]\s{{0,2}}(?:{_YEAR}|\d\d))?)?[,\s]{{0,3}}(?:{by})?\s{{0,3}}"
        r"([^\n.,|©()]{2,80})",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _behind_name() -> re.Pattern[str]:
    """Return the pattern of what may follow the name: a dash, a year, words of rights."""
    words = alternation(common()["copyright_line"]["behind"])
    return re.compile(
        rf"\s*(?:[-–—]|\b{_YEAR}\b|\b(?:{words})).*",
        re.IGNORECASE | re.DOTALL,
    )


@lru_cache(maxsize=1)
def _company_forms() -> frozenset[str]:
    return frozenset(common()["names"]["forms"])
