"""Paging: how the addresses of the further pages of a list are numbered."""

from __future__ import annotations

import re
from functools import lru_cache

from newscrawl.discovery.lexicon import words

__all__ = ["is_numbered", "is_page_segment", "page_number"]


def is_page_segment(segment: str) -> bool:
    """Whether the *segment* of a path, in lower case, numbers a page: ``3``, ``page-3``."""
    return _segment().fullmatch(segment) is not None


def is_numbered(url: str) -> bool:
    """Whether *url* is that of a further page, by the end of its path or by its query."""
    return _numbered().search(url) is not None


def page_number(address: str) -> int | None:
    """Return which page *address*, a path and query in lower case, asks for beyond doubt.

    Of several, in its path and in its query, that is the furthest.
    """
    return max(map(int, _number().findall(address)), default=None)


@lru_cache(maxsize=1)
def _segment() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any('page_words', 'number_words')})?[-_]?\d{{1,4}}")


@lru_cache(maxsize=1)
def _numbered() -> re.Pattern[str]:
    names = _any("page_words", "number_words")
    parameters = _any("page_words", "number_words", "page_parameters", "item_parameters")
    return re.compile(
        rf"/(?:{names})[/-]?\d{{1,4}}/?$|[?&](?:{parameters})=\d{{1,5}}(?=&|$)", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _number() -> re.Pattern[str]:
    # A list counts its items further than its pages.
    names = _any("page_words", "page_parameters")
    return re.compile(rf"[/?&](?:{names})[/=-](\d{{1,12}})(?=[/?&]|$)")


def _any(*keys: str) -> str:
    """Return the alternatives of an expression: the words under each of *keys*, longest first."""
    listed = frozenset[str]().union(*(words("addresses", key) for key in keys))
    return "|".join(sorted(map(re.escape, listed), key=lambda word: (-len(word), word)))
