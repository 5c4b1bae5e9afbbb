"""Repeats: words that stand on page after page of a site are the site's own.

A notice of which one page leaves doubt is certain once the same words were met on three pages.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from newscrawl.policy.model import Level, Statement
from newscrawl.urls import canonical_url, is_web_url, site

__all__ = ["Repeats"]

_ENOUGH = 3
# What is remembered for each site, and of how many sites: the latest.
_MOST_TEXTS = 20
_MOST_SITES = 2_000


class Repeats:
    """The doubtful notices of one crawl, with the pages that carry them."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, OrderedDict[str, set[str]]] = OrderedDict()

    def weighed(self, statements: Iterable[Statement]) -> tuple[Statement, ...]:
        """Return *statements*, which pages have made, with those certain that a site repeats."""
        return tuple(map(self._weighed, statements))

    def _weighed(self, statement: Statement) -> Statement:
        if statement.level is not Level.PROBABLE or not is_web_url(statement.source):
            return statement
        return replace(statement, level=Level.CERTAIN) if self._repeated(statement) else statement

    def _repeated(self, statement: Statement) -> bool:
        name = site(statement.source)
        texts = self._pages.setdefault(name, OrderedDict())
        self._pages.move_to_end(name)
        pages = texts.setdefault(statement.text, set())
        texts.move_to_end(statement.text)
        if len(pages) < _ENOUGH:
            pages.add(canonical_url(statement.source))
        _trim(texts, _MOST_TEXTS)
        _trim(self._pages, _MOST_SITES)
        return len(pages) >= _ENOUGH


def _trim(table: OrderedDict[str, Any], most: int) -> None:
    while len(table) > most:
        table.popitem(last=False)
