"""What a page says of access and rights in machine-readable fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from newscrawl.document import Block, Document, Place
from newscrawl.extraction.lexicon import table
from newscrawl.extraction.nodes import StructuredData

__all__ = ["find_license", "find_site_notice", "is_accessible_for_free"]

# "© 2026 X", "Copyright X", and the word for it in other scripts before a mark or a year.
_COPYRIGHT = re.compile(r"©|ⓒ|\(c\)\s*\d{4}|\bcopyright\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# No line of copyright is without one of them.
_SIGNS = ("©", "ⓒ", "Ⓒ", "(c)", "(C)", "opyright", "opyRight", "OPYRIGHT")
# No text has it, and so it can part texts.
_APART = "\0"
_LONGEST_NOTICE = 300
_LAST_BLOCKS = 12

_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_TIERS = {"free": True, "metered": False, "locked": False}


def find_license(document: Document, data: StructuredData) -> str | None:
    """Return the licence: JSON-LD, then ``rel="license"``, then meta elements."""
    links = (*document.head_links, *document.links) if "license" in document.marks else ()
    linked = next((link.url for link in links if "license" in link.rel), None)
    return data.text("license") or linked or document.meta(*table("metas")["license"])


def find_site_notice(document: Document) -> str | None:
    """Return the copyright line at the foot of the page, None when there is none.

    The footer's with a year, else the first with one, else the first: an agency's may stand below
    a short text.
    """
    blocks = document.blocks
    end = len(blocks) - _LAST_BLOCKS
    first = dated = None
    for block in map(blocks.__getitem__, _signed(blocks)):
        line = next(filter(_is_notice, block.text.split("\n")), None)
        # The place last: it is told by all that stands around.
        if line is None:
            continue
        in_footer = block.box.place is Place.FOOTER
        if in_footer and _YEAR.search(line):
            return line
        if in_footer or block.index >= end:
            first = first or line
            dated = dated or (line if _YEAR.search(line) else None)
    return dated or first


def _signed(blocks: Sequence[Block]) -> list[int]:
    """Return which of *blocks* have a sign without which no line is one of copyright."""
    whole = _APART.join([block.text for block in blocks])
    return sorted({number for sign in _SIGNS for number in _parts_with(sign, whole)})


def _parts_with(sign: str, whole: str) -> Iterator[int]:
    """Yield the number of each part of *whole* that has *sign*."""
    number = since = 0
    while (place := whole.find(sign, since)) >= 0:
        number += whole.count(_APART, since, place)
        yield number
        since = place + len(sign)


def _is_notice(line: str) -> bool:
    return len(line) <= _LONGEST_NOTICE and _COPYRIGHT.search(line) is not None


def is_accessible_for_free(document: Document, data: StructuredData) -> bool | None:
    """Return whether the page says that it may be read without paying; None when it is silent."""
    flag = _flag(data["isAccessibleForFree"])
    if flag is None:
        parts = data["hasPart"]
        members = parts if isinstance(parts, list) else [parts]
        flags = [
            _flag(part.get("isAccessibleForFree")) for part in members if isinstance(part, dict)
        ]
        flag = False if False in flags else None
    if flag is not None:
        return flag
    tier = document.meta(*table("metas")["tier"])
    return _TIERS.get(tier.lower()) if tier else None


def _flag(value: Any) -> bool | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, bool) else _FLAGS.get(str(value).rsplit("/", 1)[-1].lower())
