"""Quotations: where in a text others are given the word."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from newscrawl.garbage import of_pages
from newscrawl.text.sentences import Span

__all__ = ["quotations"]

# No opening mark within a quotation: a text full of them is read once.
_QUOTED = re.compile(
    "“[^“”]{12,1500}”|„[^„“”]{12,1500}[“”]|«[^«»]{12,1500}»|「[^「」]{6,1500}」"
    "|『[^『』]{6,1500}』|‘[^‘]{20,1500}’(?!\\w)|\"[^\"]{12,1500}\"|(?<!\\w)'[^']{20,1500}'(?!\\w)"
)
_MOST_QUOTATIONS = 200


@of_pages
@lru_cache(maxsize=64)
def quotations(text: str) -> tuple[Span, ...]:
    """Return the spans of quoted clauses; a quoted word or name is none."""
    matches = islice(_QUOTED.finditer(text), _MOST_QUOTATIONS)
    return tuple(match.span() for match in matches)
