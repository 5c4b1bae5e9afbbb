"""Markup without what a parser takes quadratic time for: deep nesting, crowded tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import filterfalse

__all__ = ["without_excess"]

_DEEPEST = 4_000
"""Beyond any honest page: browsers stop at a depth of 512."""
_MOST_ATTRIBUTES = 1_000
_PORTION = 65_536
_LARGE = 1_000_000
"""In fewer bytes there are not so many attributes that they take longer than a page may."""
# What never holds anything, or ends where the next of its kind begins.
_FLAT = frozenset(
    form % name
    for name in b"area base basefont bgsound body br caption col colgroup dd dt embed frame head hr"
    b" html image img input keygen li link meta option p param rb rp rt rtc source tbody td tfoot"
    b" th thead tr track wbr".split()
    for form in (b"%b", b"/%b")
)
# The shapes of a drawing close themselves, and a map has thousands.
_TAG = re.compile(rb"<(/?[a-z][^\s/<>]*+)[^<>]*+(?<!/)>", re.IGNORECASE)
# HTML Standard, 13.2.5.32 to 13.2.5.38; an attribute here ends at "<", too.
_ATTRIBUTE = rb"""[^\s/<>][^\s/<>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>][^\s<>]*+)?+)?+"""
# What looks like a tag within is text, and what looks like its value may hold the end of it.
_NO_TAGS = (
    rb"(script|style|textarea|title)\b[^<]*+(?:<(?!/\2)[^<]*+)*+(?:</\2|\Z)"
    rb"|!--[^-]*+(?:-(?!->)[^-]*+)*+(?:-->|\Z)"
)
# What all begin with stands first, alone: so all else is passed over quickly.
_CROWDED_TAG = re.compile(
    rb"<(?:([a-z][^\s/<>]*+(?:[\s/]*+%b){%d})(?:[\s/]*+%b)++|%b)"
    % (_ATTRIBUTE, _MOST_ATTRIBUTES, _ATTRIBUTE, _NO_TAGS),
    re.IGNORECASE,
)


def without_excess(markup: bytes) -> bytes:
    """Return *markup* without nesting, and attributes of a tag, beyond those of any honest page.

    Nor has it NUL bytes: for each the parser would keep an error, some twenty times its size.
    Past the limit of depth tags are dropped, not their text. Not every hidden excess is found;
    then the limit of time ends it.
    """
    markup = markup.replace(b"\0", b"")
    if len(markup) > _LARGE:
        thinned = _CROWDED_TAG.sub(_with_few_attributes, markup)
        # One that is as long is the same, and would be kept beside it.
        markup = thinned if len(thinned) < len(markup) else markup
    # C takes out all of a byte in a third of the time that it takes to count them.
    excess = len(markup) - len(markup.replace(b"<", b"")) - _DEEPEST
    if excess < 0 or markup.count(b"</") > excess:
        return markup
    return _flattened(markup)


def _with_few_attributes(match: re.Match[bytes]) -> bytes:
    return b"<" + match[1] if match[1] else match[0]


def _flattened(markup: bytes) -> bytes:
    depth = deepest = 0
    for portion in _portions(markup):
        for name in filterfalse(_FLAT.__contains__, _TAG.findall(portion.lower())):
            depth = max(0, depth - 1) if name.startswith(b"/") else depth + 1
            deepest = max(deepest, depth)
    if deepest < _DEEPEST:
        return markup
    ceiling = _Ceiling()
    return b"".join(_TAG.sub(ceiling, portion) for portion in _portions(markup))


def _portions(markup: bytes) -> Iterator[bytes]:
    """Yield *markup* cut where tags may begin: millions of them take ten times its size."""
    start = 0
    while (end := markup.find(b"<", start + _PORTION)) >= 0:
        yield markup[start:end]
        start = end
    yield markup[start:]


class _Ceiling:
    """Keeps the tags up to the limit of depth."""

    def __init__(self) -> None:
        self._depth = 0

    def __call__(self, match: re.Match[bytes]) -> bytes:
        name = match[1].lower()
        if name in _FLAT:
            return match[0]
        if name.startswith(b"/"):
            self._depth = max(0, self._depth - 1)
            return match[0] if self._depth < _DEEPEST else b" "
        self._depth += 1
        return match[0] if self._depth <= _DEEPEST else b" "
