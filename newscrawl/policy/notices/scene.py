"""Scene: a passage with what the rules of the grammar ask of it, and how near its words stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from newscrawl.policy.notices.reading import Reading, Span, without

__all__ = ["Scene", "distance", "limits_to_ours", "met", "nearest", "says_no_more"]

# So far a deed may stand from the words that forbid it.
_REACH = 600
_BARE = 12
_BESIDE = 40
# So many words of law may lie over one another.
_OVERLAPPING = 4
# What a ban that says nothing else is made of, and how many letters of others are overlooked.
_BAN = (
    "forbid forbid_active without consent unauthorised require reserve written limit except"
    " crawl automation index ai train mine take copy use continues resumes"
).split()
_OVERLOOKED = 3


class Scene(NamedTuple):
    """A passage with what the rules ask of it."""

    reading: Reading
    around: tuple[Reading, ...]
    directives: tuple[Span, ...]
    ours: bool

    @property
    def is_technical(self) -> bool:
        """Whether the talk is of the technique: a specification, a how-to.

        It is not where a site excepts what it lets through: "except as our robots.txt allows".
        """
        told = self.reading.spans("technical")
        excepts = self.reading.union("except", "without") if told and self.ours else ()
        return bool(told) and not (excepts and excepts[0] < told[0])

    @property
    def is_of_sites(self) -> bool:
        """Whether the talk is of what machines find on sites, not of what they do in the world."""
        reading = self.reading
        named = reading.has("content", "ai") or reading.names_search
        return named or bool(reading.consents()) or self.spares_search

    @property
    def spares_search(self) -> bool:
        """Whether search engines are let in, here or in a sentence beside, as only sites do."""
        return any(reading.spares_search() for reading in (self.reading, *self.around))

    @property
    def is_of_visitors(self) -> bool:
        """Whether the talk is of cookies: what the site collects of its readers."""
        told = self.reading.spans("privacy")
        return bool(told) and not any(without(self.reading.spans("crawl"), told))

    @property
    def is_of_elsewhere(self) -> bool:
        """Whether the talk is of what bans on robots are of, too: tickets, comments, pavements."""
        reading = self.reading
        if not reading.has("elsewhere") or reading.has("crawl", "index", "train", "mine"):
            return False
        return not (self.ours and reading.has("publication") and reading.has("automation"))

    @property
    def is_of_own_tools(self) -> bool:
        """Whether the site tells how it uses AI itself, here or in a sentence beside."""
        return self.names("disclosure") and not self.reading.has("crawl", "mine")

    @property
    def is_of_licences(self) -> bool:
        """Whether a licence is what is denied: "no licence is granted for machine learning"."""
        paired = self.reading.consents()
        if not self.reading.has("train"):
            return False
        denied = [*without(self.reading.spans("consent"), paired)]
        bans = [span for span in self.directives if span not in paired]
        return any(nearest(span, bans) <= _BESIDE for span in denied)

    @property
    def is_bare(self) -> bool:
        """Whether hardly more is said than the ban: "Scraping prohibited", "No entry, AI bots"."""
        size = len(self.reading.text)
        if size > _REACH:
            return False
        spans = (*self.directives, *self.reading.union("crawl", "automation", "ai", "take", "copy"))
        rest = size - len({place for span in spans for place in range(*span)})
        bare = _BARE if self.reading.lexicon.spaces else _BARE // 4
        return rest <= bare or says_no_more(self.reading)

    def names(self, *concepts: str) -> bool:
        """Whether the passage or a sentence beside it names one of *concepts*."""
        return any(reading.has(*concepts) for reading in (self.reading, *self.around))

    def met(self, action: str) -> list[Span]:
        """Return where *action* meets a directive."""
        return met(self.reading, action, self.directives)


def says_no_more(reading: Reading) -> bool:
    """Whether every word of *reading* is one that bans on machines are made of.

    "AI use requires a licence" bans, "AI in hospitals requires a licence" is news.
    """
    overlooked = _OVERLOOKED if reading.lexicon.spaces else _OVERLOOKED // 3
    return len(reading.text) <= _REACH and reading.consists_of(*_BAN, overlooked=overlooked)


def limits_to_ours(reading: Reading) -> bool:
    """Whether something is allowed only with a consent that is the site's to give."""
    ours = reading.spans("ours")
    return any(nearest(limit, ours) <= 1 for limit in reading.restrictions())


def met(reading: Reading, action: str, directives: Sequence[Span]) -> list[Span]:
    """Return where *action* stands within reach of a directive and outside exceptions."""
    if not directives:
        return []
    near = [span for span in reading.acts(action) if nearest(span, directives) <= _REACH]
    if not near:
        return near
    # "By any means other than the interface" is no exception.
    opens = tuple(without(reading.spans("except"), reading.spans("limit")))
    return [span for span in near if not _excepted(span, opens, directives)]


def _excepted(span: Span, opens: Sequence[Span], directives: Sequence[Span]) -> bool:
    """Whether *span* follows an exception that no directive after it closes.

    "No bots, except for indexing" excepts; "Except as stated, you may not index" does not.
    """
    before = [start for start, _ in opens if start < span[0]]
    return bool(before) and not any(start >= before[-1] for start, _ in directives)


def distance(one: Span, other: Span) -> int:
    """Return how many characters stand between the two."""
    return max(one[0] - other[1], other[0] - one[1], 0)


def nearest(span: Span, others: Sequence[Span]) -> int:
    """Return how far from *span* the nearest of *others* is, which are in order."""
    place = bisect_left(others, span)
    near = others[max(0, place - _OVERLAPPING) : place + 1]
    return min((distance(span, other) for other in near), default=_REACH + 1)
