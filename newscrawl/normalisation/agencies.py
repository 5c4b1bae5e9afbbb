"""News agencies and publishers: one organisation under its many printed names.

The table is ``data/agencies.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from newscrawl.exceptions import DataError
from newscrawl.knowledge import read_data
from newscrawl.text.cleaning import collapse, fold

__all__ = [
    "Agency",
    "alias_pattern",
    "canonical_name",
    "find_agency",
    "opens_name",
    "organisation_key",
    "same_organisation",
]

_EDGES = " \t.,;:()（）[]【】/«»\"'“”"
# No name is longer, and what a page gives as one is not remembered, however long.
_LONGEST = 1_000
_WORD = re.compile(r"\w+")
_ARTICLES = ("the ", "pt ", "pt. ", "perum ", "kantor berita ", "lkbn ")


class Agency(NamedTuple):
    """A news agency, or a publisher that prints its own name in datelines.

    ``zone`` is the IANA zone of all its times, None when it publishes in several.
    """

    name: str
    aliases: tuple[str, ...] = ()
    is_publisher: bool = False
    country: str | None = None
    zone: str | None = None


def find_agency(name: str | None) -> Agency | None:
    """Return the agency that *name* is a name of; None for no known one.

    Its case counts for nothing, nor does an article or a legal form before it: "PT. X".
    """
    return _found(name) if name and len(name) <= _LONGEST else None


@lru_cache(maxsize=4_096)
def _found(name: str) -> Agency | None:
    known, bare = _by_name(), _key(name)
    return known.get(bare) or known.get(_without_article(bare))


def opens_name(text: str) -> bool:
    """Whether *text* opens with the first word of an agency's name, or of an article before it.

    Sooner told than by :func:`find_agency`, which needs not be asked where it does not.
    """
    word = _WORD.search(fold(text))
    return word is not None and word.group() in _first_words()


def canonical_name(name: str) -> str:
    """Return the canonical name of a known agency; any other name as it is, spaces single."""
    agency = find_agency(name)
    return agency.name if agency else collapse(name)


def organisation_key(name: str) -> str:
    """Return what all names of one organisation have in common: aliases, and case, fall away."""
    agency = find_agency(name)
    return agency.name if agency else _without_article(_key(name))


def same_organisation(first: str | None, second: str | None) -> bool:
    """Whether two names are of one organisation: aliases of it, or equal but for case."""
    if not first or not second:
        return False
    return organisation_key(first) == organisation_key(second)


@lru_cache(maxsize=1)
def alias_pattern() -> str:
    """Return a regular expression for the names in scripts without spaces, longest first."""
    names = (name for agency in _agencies() for name in (agency.name, *agency.aliases))
    spaceless = sorted({name for name in names if name[0] > "\u3000"}, key=len, reverse=True)
    return "|".join(map(re.escape, spaceless))


def _without_article(bare: str) -> str:
    if not bare.startswith(_ARTICLES):
        return bare
    return bare.removeprefix(next(filter(bare.startswith, _ARTICLES)))


def _key(name: str) -> str:
    return collapse(fold(name)).strip(_EDGES)


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, Agency]:
    known: dict[str, Agency] = {}
    for agency in _agencies():
        for name in (agency.name, *agency.aliases):
            known.setdefault(_key(name), agency)
    return known


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    words = map(_WORD.search, (*_by_name(), *_ARTICLES))
    return frozenset(word.group() for word in words if word)


@lru_cache(maxsize=1)
def _agencies() -> tuple[Agency, ...]:
    try:
        rows = read_data("agencies")["agency"]
        return tuple(
            Agency(
                row["name"],
                tuple(row.get("aliases", ())),
                row["kind"] == "publisher",
                row.get("country"),
                row.get("zone"),
            )
            for row in rows
        )
    except KeyError as error:
        raise DataError(f"agencies.toml: {error} is missing") from error
