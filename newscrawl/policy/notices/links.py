"""Links: what a page only points to. A policy that was not read yet counts as a reservation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newscrawl.document import Block, Place, Unit
from newscrawl.policy.model import Level, Scope
from newscrawl.policy.notices.folding import fold
from newscrawl.policy.notices.kinds import Kind
from newscrawl.policy.notices.lexicon import LINKS, Lexicon
from newscrawl.policy.notices.notice import Notice, Part
from newscrawl.policy.notices.sieve import sieve

__all__ = ["policy_links"]

_PLACES = {Place.FOOTER, Place.BODY, Place.TEXT}
_LATE = 0.5
_LONGEST = 600
_LONGEST_NAME = 80
_FEW = 8
_SEGMENT = re.compile(r"[^|·•\n]+")


def policy_links(
    units: Sequence[Unit], blocks: Sequence[Block], heard: Sequence[int]
) -> Iterator[tuple[int, Notice]]:
    """Yield with their unit's position the links of *units* to a policy on data mining or AI.

    *heard* is what the sieve heard in each of *units*. They reserve text and data mining,
    probably, until somebody has read what they lead to.
    """
    for position, bits in enumerate(heard):
        unit = units[position]
        if bits and (lexicons := sieve().linking(bits)) and _is_place_of_links(unit):
            for start, end, target in _pieces(unit, blocks):
                if (lexicon := _naming(unit.text[start:end], lexicons)) is not None:
                    yield position, _notice(Part(unit, start, end), lexicon.language, target)


def _is_place_of_links(unit: Unit) -> bool:
    if unit.place not in _PLACES or len(unit.text) > _LONGEST:
        return False
    return unit.place is not Place.BODY or unit.tail >= _LATE


def _pieces(unit: Unit, blocks: Sequence[Block]) -> Iterator[tuple[int, int, str | None]]:
    """Yield start, end and address of the links in *unit*.

    In plain text what stands between bars is one, without an address.
    """
    if unit.place is Place.TEXT:
        yield from ((*match.span(), None) for match in _SEGMENT.finditer(unit.text))
    elif unit.index is not None and unit.index < len(blocks):
        for link in blocks[unit.index].links:
            start = unit.text.find(link.text)
            if link.text and start >= 0:
                yield start, start + len(link.text), link.url


def _naming(text: str, lexicons: Sequence[Lexicon]) -> Lexicon | None:
    """Return the lexicon in which *text* is what such a link is called, and nothing else."""
    folded = fold(text).strip()
    if len(folded) > _LONGEST_NAME:
        return None
    if len(lexicons) > _FEW:
        # Its letters may have been set apart: then nothing was heard in it yet.
        lexicons = sieve().linking(*sieve().hear([folded]))
    return next((each for each in lexicons if _is_name(folded, each)), None)


def _is_name(folded: str, lexicon: Lexicon) -> bool:
    return lexicon.link_book.is_one(folded, *LINKS)


def _notice(part: Part, language: str, target: str | None) -> Notice:
    return Notice(
        kinds=(Kind.TDM_RESERVATION,),
        parts=(part,),
        language=language,
        level=Level.PROBABLE,
        scope=Scope.SITE,
        reasons=("a link to a policy that was not read",),
        target=target,
    )
