"""What the scripts of a page say of its article, where the page itself says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from newscrawl.document import Document
from newscrawl.extraction.lexicon import table
from newscrawl.extraction.model import RawDate

__all__ = ["find_embedded_dates"]

_SCRIPT = "script:not([src])"
_LONGEST_SCRIPT = 500_000
# Each is looked at for every name.
_MOST_SIGNS = 5_000
_NAME_START = re.compile(rb"\b")
_VALUE = re.compile(
    rb"""\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?"""
    rb"""(\d{4}-?\d\d-?\d\d(?:[T ][\d:.]{5,15}(?:Z|[+-]\d\d:?\d\d)?)?)(?!\d)""",
    re.IGNORECASE,
)


class _Script(NamedTuple):
    """A script as it stands, and where in it each of the signs begins, whatever its case."""

    text: bytes
    lowered: bytes
    places: Mapping[bytes, Sequence[int]]


def find_embedded_dates(document: Document) -> Iterator[RawDate]:
    """Yield the first date of publication in the state that scripts carry (``publishedAt``).

    Only names that speak of a publication count, in the order of ``metas.toml``; the state of
    a page may hold those of other stories too, so that it is the last resort.
    """
    signs = [sign.encode() for sign in table("metas")["embedded_signs"]]
    scripts = list(_likely_scripts(document, signs))
    for name in table("metas")["embedded"] if scripts else ():
        lowered = name.lower().encode()
        for text in _values(lowered, next(filter(lowered.__contains__, signs)), scripts):
            yield RawDate(text, f"script[{name}]")
            return


def _likely_scripts(document: Document, signs: Sequence[bytes]) -> Iterator[_Script]:
    """Yield the scripts of the page that have one of the *signs*, as all names do: most have none.

    These are looked for once, and not each name, for scripts are long.
    """
    for element in document.select(_SCRIPT):
        script = element.source[:_LONGEST_SCRIPT].encode("utf-8", "replace")
        lowered = script.lower()
        places = {sign: list(islice(_places(sign, lowered), _MOST_SIGNS)) for sign in signs}
        if any(places.values()):
            yield _Script(script, lowered, places)


def _places(sign: bytes, lowered: bytes) -> Iterator[int]:
    """Yield where *sign* begins in a script in lower case."""
    place = lowered.find(sign)
    while place >= 0:
        yield place
        place = lowered.find(sign, place + 1)


def _values(name: bytes, sign: bytes, scripts: Iterable[_Script]) -> Iterator[str]:
    """Yield the dates that *scripts* give under a *name*, which has a *sign*."""
    lead = name.index(sign)
    for script in scripts:
        for start in [place - lead for place in script.places[sign] if place >= lead]:
            if not script.lowered.startswith(name, start):
                continue
            match = _VALUE.match(script.text, start + len(name))
            if match and _NAME_START.match(script.text, start):
                yield match[1].decode()
