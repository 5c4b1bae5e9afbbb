"""What the scripts of a page say of its article, where the page itself says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newscrawl.document import Document
from newscrawl.extraction.lexicon import table
from newscrawl.extraction.model import RawDate

__all__ = ["find_embedded_dates"]

_SCRIPT = "script:not([src])"
_LONGEST_SCRIPT = 500_000
_VALUE = (
    r"""\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?"""
    r"""(\d{4}-?\d\d-?\d\d(?:[T ][\d:.]{5,15}(?:Z|[+-]\d\d:?\d\d)?)?)(?!\d)"""
)


def find_embedded_dates(document: Document) -> Iterator[RawDate]:
    """Yield the first date of publication in the state that scripts carry (``publishedAt``).

    Only names that speak of a publication count, in the order of ``metas.toml``; the state of
    a page may hold those of other stories too, so that it is the last resort.
    """
    names = table("metas")["embedded"]
    pattern = re.compile(rf"\b({'|'.join(names)}){_VALUE}", re.IGNORECASE)
    found: dict[str, str] = {}
    for script in (element.text[:_LONGEST_SCRIPT] for element in document.select(_SCRIPT)):
        # The pattern is slow, and most scripts have none of the names.
        lowered = script.lower()
        if any(name.lower() in lowered for name in names):
            for name, text in pattern.findall(script):
                found.setdefault(name.lower(), text)
    for name in names:
        if text := found.get(name.lower()):
            yield RawDate(text, f"script[{name}]")
            return
