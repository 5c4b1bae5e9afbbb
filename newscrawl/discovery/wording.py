"""Values as documents write them, made comparable: plain lines, dates, language tags."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from newscrawl.discovery.problems import Problems
from newscrawl.discovery.window import ALWAYS, Window
from newscrawl.text.cleaning import clean, collapse

if TYPE_CHECKING:
    from newscrawl.normalisation.dates import Moment

__all__ = ["Request", "keywords", "line"]

_TAG = re.compile(r"<[^<>]{1,500}>")
_LONGEST = 1_000
_MOST_KEYWORDS = 50


def line(text: str | None) -> str | None:
    """Return *text* as one line, markup and entities resolved; None when nothing is left."""
    if not text:
        return None
    text = text[:_LONGEST]
    # A title is often escaped twice: once as HTML, once as XML.
    plain = html.unescape(text) if "&" in text else text
    return collapse(clean(_TAG.sub(" ", plain) if "<" in plain else plain)) or None


def keywords(texts: Iterable[str | None]) -> tuple[str, ...]:
    """Return each of *texts* as one line, once, in their order."""
    found: dict[str, None] = {}
    for text in texts:
        if (word := line(text)) and len(found) < _MOST_KEYWORDS:
            found[word] = None
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a document besides what it says itself.

    Entries certainly outside *window* are skipped. *zone* is the publisher's proven zone (IANA
    name), for times written without one; *now* the aware moment of the fetch, by which ages
    and the future are judged. *sites* are foreign registrable domains it may speak for.
    """

    window: Window = ALWAYS
    zone: tzinfo | str | None = None
    now: datetime | None = None
    sites: tuple[str, ...] = ()

    def moment(self, text: str, language: str | None, problems: Problems) -> Moment | None:
        """Read the date *text*, always from what was written; None, and noted, when refused."""
        if not text:
            return None
        # Whoever only passes a request on to a worker need not load what reads dates.
        from newscrawl.normalisation.dates import read_date  # noqa: PLC0415

        reading = read_date(text, language=language, zone=self.zone, now=self.now)
        if reading.moment is None:
            problems.note("date not understood", text)
        return reading.moment
