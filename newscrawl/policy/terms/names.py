"""How sites call their terms, in link texts and addresses: ``data/terms.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from functools import lru_cache
from typing import Any

from newscrawl.knowledge import read_data
from newscrawl.policy.notices.folding import fold
from newscrawl.policy.notices.lexicon import languages, lexicon
from newscrawl.policy.notices.patterns import compile_patterns, without_accents
from newscrawl.text.scripts import is_spaceless

__all__ = ["Rank", "is_ambiguous", "rank_of_address", "rank_of_name", "rank_within", "talk_of"]

_SEPARATORS = re.compile(r"[\W_]+")
_ENDING = re.compile(r"\.\w{1,5}$")
# Numbers, languages, and what a server calls the folder itself.
_NO_WORD = re.compile(r"\d+|[a-z]{2}(?: [a-z]{2})?|index|default")
_LONGEST_NAME = 60
_MOST_WORDS = 8
# What is shorter stands within words and phrases about something else.
_SHORTEST_WORD = 12
_SHORTEST_SPACELESS = 4


class Rank(IntEnum):
    """What a document of terms is about, the likeliest to speak to machines first."""

    MINING = 0
    USE = 1
    LEGAL = 2
    IMPRINT = 3


def rank_of_name(text: str) -> Rank | None:
    """Return what a link called *text*, and no more, leads to; None when not to terms."""
    return _names().get(_words(text)) if len(text) <= _LONGEST_NAME else None


def rank_within(text: str) -> Rank | None:
    """Return what a link leads to in whose short *text* such a name stands among others."""
    name = _words(text)
    if not name or len(text) > _LONGEST_NAME:
        return None
    if is_spaceless(name):
        found = (rank for each, rank in _spaceless_names() if each in name)
        return min(found, default=None)
    words = name.split()
    if len(words) > _MOST_WORDS:
        return None
    pieces = (
        words[start:end]
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
        if end - start > 1 or len(words[start]) >= _SHORTEST_WORD
    )
    ranks = (_names().get(" ".join(piece)) for piece in pieces)
    return min((rank for rank in ranks if rank is not None), default=None)


def rank_of_address(path: str) -> Rank | None:
    """Return what the *path* of an address leads to, by its last part that is a word."""
    segments = (_words(_ENDING.sub("", each)) for each in reversed(path.split("/")))
    last = next((each for each in segments if each and not _NO_WORD.fullmatch(each)), "")
    return _addresses().get(last)


def is_ambiguous(text: str) -> bool:
    """Whether what is called *text*, one short word, may be a section of the news as well."""
    name = _words(text)
    return " " not in name and len(name) < _SHORTEST_WORD and not is_spaceless(name)


@lru_cache(maxsize=128)
def talk_of(subject: str, language: str) -> re.Pattern[str]:
    """Return what names *subject* in folded text in *language*.

    The subjects are ``conduct``, what people do on a site, and ``privacy``, what is theirs.
    """
    words = _data()[subject].get(language, ())
    written = dict.fromkeys(each for word in words for each in (word, without_accents(word)))
    spaced = lexicon(language).spaces if language in languages() else True
    return compile_patterns(written, spaced=spaced)


@lru_cache(maxsize=4096)
def _words(text: str) -> str:
    """Return *text* in matching form: words with single spaces."""
    return _SEPARATORS.sub(" ", fold(text)).strip()


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    return read_data("terms")


@lru_cache(maxsize=1)
def _names() -> Mapping[str, Rank]:
    return dict(_ranked(_data()["names"].values()))


@lru_cache(maxsize=1)
def _addresses() -> Mapping[str, Rank]:
    return {**_names(), **dict(_ranked([_data()["addresses"]]))}


@lru_cache(maxsize=1)
def _spaceless_names() -> tuple[tuple[str, Rank], ...]:
    return tuple(
        (name, rank)
        for name, rank in _names().items()
        if is_spaceless(name) and len(name) >= _SHORTEST_SPACELESS
    )


def _ranked(tables: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Rank]]:
    """Yield the names in *tables* with their ranks, the likeliest last."""
    listed = list(tables)
    for rank in sorted(set(Rank) - {Rank.MINING}, reverse=True):
        for table in listed:
            for name in table[rank.name.lower()]:
                yield _words(name), rank
                yield _words(without_accents(name)), rank
