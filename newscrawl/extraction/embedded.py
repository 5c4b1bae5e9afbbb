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


def find_embedded_dates(document: Document) -> Iterator[RawDate]:
    """Yield the first date of publication in the state that scripts carry (``publishedAt``).

    Only names that speak of a publication count, in the order of ``metas.toml``; the state of
    a page may hold those of other stories too, so that it is the last resort.
    """
    texts = (element.source[:_LONGEST_SCRIPT] for element in document.select(_SCRIPT))
    scripts = [text.encode("utf-8", "replace") for text in texts]
    lowered = [script.lower() for script in scripts]
    for name in table("metas")["embedded"]:
        for text in _values(name.lower().encode(), scripts, lowered):
            yield RawDate(text, f"script[{name}]")
            return


def _values(name: bytes, scripts: Iterable[bytes], lowered: Iterable[bytes]) -> Iterator[str]:
    """Yield the dates that *scripts*, also given *lowered*, give under a *name*."""
    for script, low in zip(scripts, lowered, strict=True):
        place = low.find(name)
        while place >= 0:
            match = _VALUE.match(script, place + len(name))
            if match and _NAME_START.match(script, place):
                yield match[1].decode()
            place = low.find(name, place + 1)
