"""What the scripts of a page say of its article, where the page itself says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from newscrawl.document import Document
from newscrawl.extraction.lexicon import table
from newscrawl.extraction.model import RawDate

__all__ = ["find_embedded_dates"]

# So told sooner than by the tag first.
_SCRIPT = ":not([src]):is(script)"
_LONGEST_SCRIPT = 500_000
_NAME_START = re.compile(rb"\b")
_VALUE = re.compile(
    rb"""\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?"""
    rb"""(\d{4}-?\d\d-?\d\d(?:[T ][\d:.]{5,15}(?:Z|[+-]\d\d:?\d\d)?)?)(?!\d)""",
    re.IGNORECASE,
)

# A script as it stands, and in lower case.
_Script = tuple[bytes, bytes]


def find_embedded_dates(document: Document) -> Iterator[RawDate]:
    """Yield the first date of publication in the state that scripts carry (``publishedAt``).

    Only names that speak of a publication count, in the order of ``metas.toml``; the state of
    a page may hold those of other stories too, so that it is the last resort.
    """
    scripts = list(_likely_scripts(document))
    for name in table("metas")["embedded"]:
        for text in _values(name.lower().encode(), scripts):
            yield RawDate(text, f"script[{name}]")
            return


def _likely_scripts(document: Document) -> Iterator[_Script]:
    """Yield the scripts of the page that may hold one of the names: most hold none."""
    signs = [sign.encode() for sign in table("metas")["embedded_signs"]]
    for element in document.select(_SCRIPT):
        script = element.source[:_LONGEST_SCRIPT].encode("utf-8", "replace")
        lowered = script.lower()
        if any(map(lowered.__contains__, signs)):
            yield script, lowered


def _values(name: bytes, scripts: Iterable[_Script]) -> Iterator[str]:
    """Yield the dates that *scripts* give under a *name*."""
    for script, low in scripts:
        place = low.find(name)
        while place >= 0:
            match = _VALUE.match(script, place + len(name))
            if match and _NAME_START.match(script, place):
                yield match[1].decode()
            place = low.find(name, place + 1)
