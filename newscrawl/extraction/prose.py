"""Prose: how much a text says, how much of it is links, and whether it reads like a paragraph."""

from __future__ import annotations

import re

from newscrawl.document import Block
from newscrawl.text.expressions import on_demand
from newscrawl.text.scripts import SPACELESS
from newscrawl.text.sentences import ends_sentence

__all__ = ["PROSE", "SHORT_PROSE", "WEIGHTIEST", "is_light", "link_share", "prose_weight", "weight"]

# The least weight of a paragraph on most pages, and of one in a brief.
PROSE = 60
SHORT_PROSE = 20
# A character of theirs says as much as three letters; of Ethiopic and Korean, as much as two.
_SPACELESS = on_demand(f"{SPACELESS}+")
_SYLLABLES = on_demand(r"[\u1200-\u137f\uac00-\ud7a3]+")
# The octets of UTF-8 with which none of them begins; ours have few that begin with others.
_LIGHT = bytes({*range(256)} - {0xE0, 0xE1, *range(0xE3, 0xF0)})
WEIGHTIEST = 3
"""The most that one character weighs."""


def weight(text: str) -> int:
    """Return the length of *text* in characters of an alphabetic script saying as much."""
    if text.isascii() or not text.encode("utf-8", "surrogatepass").translate(None, _LIGHT):
        return len(text)
    return len(text) + 2 * _count(_SPACELESS(), text) + _count(_SYLLABLES(), text)


def is_light(text: str, least: int) -> bool:
    """Whether *text* weighs less than *least*: of most its length tells."""
    if len(text) >= least or WEIGHTIEST * len(text) < least:
        return len(text) < least
    return weight(text) < least


def _count(characters: re.Pattern[str], text: str) -> int:
    """Return how many *characters* there are in *text*; they stand in long runs."""
    return sum(map(len, characters.findall(text)))


def link_share(block: Block) -> float:
    """Return the share of the block's characters that are links, from 0 to 1."""
    return min(1.0, block.linked / len(block.text)) if block.linked else 0.0


def prose_weight(block: Block, least: int) -> int:
    """Return the weight of a block that reads like a paragraph, 0 for any other.

    A paragraph weighs *least* or more.
    """
    text = block.text
    if WEIGHTIEST * len(text) < least or 2 * block.linked > len(text):
        return 0
    if block.box.tag.startswith("h"):
        return 0
    size = weight(text)
    if size < least:
        return 0
    return size if size >= 3 * PROSE or ends_sentence(text) else 0
