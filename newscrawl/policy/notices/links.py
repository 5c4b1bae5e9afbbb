"""Links: what a page only points to. A policy that was not read yet counts as a reservation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

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
# So many names are read, each once: more than the longest list of articles about policies has.
_MOST_NAMES = 10_000
# And so many are remembered, since the pages of a site share their links.
_MOST_REMEMBERED = 1_024
_UNREAD = "a link to a policy that was not read"
_TOO_MANY = "more links that may lead to a policy than are read"
_SEGMENT = re.compile(r"[^|·•\n]+")


def policy_links(
    units: Sequence[Unit], blocks: Sequence[Block], heard: Sequence[int]
) -> Iterator[tuple[int, Notice]]:
    """Yield with their unit's position the links of *units* to a policy on data mining or AI.

    *heard* is what the sieve heard in each of *units*. They reserve text and data mining,
    probably, until somebody has read what they lead to. Where there are more names than are
    read, the next one counts as a policy's, and ends the search.
    """
    names = _Names()
    for position, lexicons in sieve().linking(heard):
        unit = units[position]
        if _is_place_of_links(unit, blocks):
            for start, end, target in _pieces(unit, blocks):
                named = names.lexicon_of(unit.text[start:end], lexicons)
                if named is not None:
                    reason = _TOO_MANY if names.are_too_many else _UNREAD
                    yield position, _notice(Part(unit, start, end), named.language, target, reason)
                if names.are_too_many:
                    return


class _Names:
    """What the links of one page are called: each name is read once, and so many of them."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, tuple[Lexicon, ...]], Lexicon | None] = {}
        self._number = 0

    @property
    def are_too_many(self) -> bool:
        """Whether there was a name more than are read."""
        return self._number > _MOST_NAMES

    def lexicon_of(self, text: str, lexicons: tuple[Lexicon, ...]) -> Lexicon | None:
        """Return in which of *lexicons* policies are called *text*, and nothing else.

        The first is taken for one when there are too many names to read.
        """
        name = text, lexicons
        if name not in self._read:
            self._read[name] = self._asked(fold(text).strip(), lexicons)
        return self._read[name]

    def _asked(self, name: str, lexicons: tuple[Lexicon, ...]) -> Lexicon | None:
        if len(name) > _LONGEST_NAME:
            return None
        self._number += 1
        return lexicons[0] if self.are_too_many else _calling(name, lexicons)


@lru_cache(maxsize=_MOST_REMEMBERED)
def _calling(name: str, lexicons: tuple[Lexicon, ...]) -> Lexicon | None:
    """Return the first of *lexicons* in which policies are called *name*, which is folded."""
    possible = (each for each in lexicons if each.link_book.is_one(name, *LINKS))
    return next(possible, None)


def _is_place_of_links(unit: Unit, blocks: Sequence[Block]) -> bool:
    if unit.place not in _PLACES or len(unit.text) > _LONGEST:
        return False
    return unit.place is not Place.BODY or unit.tail(blocks) >= _LATE


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


def _notice(part: Part, language: str, target: str | None, reason: str) -> Notice:
    return Notice(
        kinds=(Kind.TDM_RESERVATION,),
        parts=(part,),
        language=language,
        level=Level.PROBABLE,
        scope=Scope.SITE,
        reasons=(reason,),
        target=target,
    )
