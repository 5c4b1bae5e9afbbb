"""Certainty: how sure it is that the site itself says what a passage was found to say."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from newscrawl.document import Place, Unit
from newscrawl.policy.model import Level
from newscrawl.policy.notices.grammar import Finding
from newscrawl.policy.notices.kinds import Kind
from newscrawl.policy.notices.passages import Passage
from newscrawl.policy.notices.placement import Standing
from newscrawl.policy.notices.quotations import quotations
from newscrawl.policy.notices.scene import limits_to_ours, says_no_more
from newscrawl.policy.notices.speaker import Speaker

__all__ = ["Certainty"]

# What signs on doors open with, and notices below an article.
_OPENING = ("forbid", "unauthorised", "copy")
_CLOSING = (*_OPENING, "crawl", "automation", "index", "ai", "train", "without", "reserve")
_NAMED = (
    "ours", "content", "publication", "whole_site", "crawl", "index", "mine", "train", "copyright",
)  # fmt: skip
_OF_SITES = ("publication", "whole_site", "crawl", "index", "ai", "mine")
_SHORT = 50
_OPENS = 15


class Certainty:
    """How sure it is that *speaker* says for the site what was found in *passage*."""

    def __init__(self, passage: Passage, finding: Finding, speaker: Speaker) -> None:
        self._passage = passage
        self._finding = finding
        self._speaker = speaker
        self._standing = speaker.standing
        self._bans = "ban" in finding.reasons or "owner forbids" in finding.reasons
        self._asks_consent = "without consent" in finding.reasons

    @property
    def level(self) -> Level:
        """How sure it is."""
        if self._standing is Standing.ALOOF or self._is_excerpt:
            return Level.POSSIBLE
        if self._is_quoted or self._is_asked:
            return Level.POSSIBLE
        if self._speaker.is_reported:
            return self._level_as_told
        if self._standing is Standing.NOTE:
            return Level.PROBABLE
        if self._standing is Standing.BOX and not self._speaker.is_the_publisher:
            return Level.PROBABLE
        if self._standing is Standing.SITE:
            if self._is_headline:
                return Level.POSSIBLE
            return Level.CERTAIN if self._finding.reasons else Level.PROBABLE
        return self._level_in_text

    @property
    def reasons(self) -> tuple[str, ...]:
        """In words what the level rests on."""
        signs = (
            (self._speaker.is_the_publisher, "names the page's publisher"),
            (self._speaker.is_the_site, "speaks of the site's own content"),
            (self._speaker.is_reported, "told by someone"),
            (self._is_quoted, "within quotation marks"),
        )
        told = (name for holds, name in signs if holds)
        return (str(self._standing), *self._finding.reasons, *told)

    @property
    def _level_as_told(self) -> Level:
        """The level of what somebody tells of: the site may, of itself, where it has its say."""
        reading = self._passage.reading
        own = self._speaker.is_the_publisher or (
            reading.has("ours") and not reading.has("outsider", "theirs")
        )
        doubtful = self._standing is Standing.SITE and own and not self._speaker.is_anothers
        return Level.PROBABLE if doubtful else Level.POSSIBLE

    @property
    def _level_in_text(self) -> Level:
        """The level of what stands in the text, or at its end."""
        speaker = self._speaker
        if speaker.is_its_publisher and not speaker.is_the_site:
            return Level.PROBABLE
        if not (speaker.is_the_site or self._addresses or self._closes):
            last = self._asks_consent and self._is_of_sites and self._standing is Standing.LAST
            closes = last and self._passage.reading.starts_with(*_CLOSING)
            return Level.PROBABLE if closes or self._stands_alone else Level.POSSIBLE
        if self._standing in {Standing.TAIL, Standing.LAST}:
            sure = speaker.is_the_site or Kind.CRAWL_BAN in self._finding.kinds
            return Level.CERTAIN if self._bans and sure else Level.PROBABLE
        if speaker.is_the_publisher:
            return Level.CERTAIN if self._bans else Level.PROBABLE
        return Level.PROBABLE if speaker.is_the_site and self._asks_consent else Level.POSSIBLE

    @property
    def _is_headline(self) -> bool:
        """Whether a footer tells of robots or AI in the world, as headlines in it do.

        What is forbidden there is not what sites have, nor is the ban all that is said.
        """
        if not any(kind.is_machine_facing for kind in self._finding.kinds):
            return False
        passage = self._passage
        reading = passage.reading
        if passage.lines[0].unit.place is not Place.FOOTER or says_no_more(reading):
            return False
        if limits_to_ours(reading):
            return False
        named = any(each.has(*_NAMED) for each in (reading, *passage.around))
        listed = reading.has("ai") and reading.has("automation")
        return not (named or listed or self._speaker.is_signed)

    @property
    def _is_excerpt(self) -> bool:
        """Whether the words break off, as those of a teaser do."""
        return self._passage.lines[-1].text.rstrip(" ])").endswith(("…", "..."))

    @property
    def _addresses(self) -> bool:
        """Whether it opens like a sign on a door, "No copying": stories open otherwise."""
        openings = _CLOSING if self._standing is Standing.TAIL else _OPENING
        return self._is_of_sites and self._passage.reading.starts_with(*openings)

    @property
    def _is_of_sites(self) -> bool:
        """Whether it names what sites have, or suffer: news tells of machines that pick berries.

        Below the credits it may be too short to name anything.
        """
        reading = self._passage.reading
        short = self._standing is Standing.TAIL and len(reading.text) <= _SHORT
        return short or reading.has(*_OF_SITES)

    @property
    def _closes(self) -> bool:
        """Whether it is a lone text, or closes the page and asks for written consent."""
        if self._standing is not Standing.TAIL:
            return False
        if self._passage.lines[0].unit.place is Place.TEXT:
            return True
        return self._asks_consent and self._passage.reading.has("written")

    @property
    def _stands_alone(self) -> bool:
        """Whether a ban on machines is all that a unit at the end says, as no story ends.

        Where nothing tells that the article is over, it has to open with what was published.
        """
        if not (self._bans and self._is_of_sites):
            return False
        if self._standing is not Standing.TAIL and not self._is_of_article:
            return False
        lines = self._passage.lines
        unit = lines[0].unit
        said = sum(line.end - line.start for line in lines)
        whole = lines[-1].unit is unit and len(unit.text.strip()) <= said + len(lines)
        return whole and any(kind.is_machine_facing for kind in self._finding.kinds)

    @property
    def _is_of_article(self) -> bool:
        """Whether the last words of the text are of what was published: "Articles may not"."""
        if self._standing is not Standing.LAST:
            return False
        published = self._passage.reading.spans("publication")
        return bool(published) and published[0][0] <= _OPENS

    @property
    def _is_asked(self) -> bool:
        """Whether only questions forbid, as those of a quiz do, and not of the site's own."""
        passage = self._passage
        if passage.reading.has("ours") or not any(line.asks for line in passage.lines):
            return False
        return all(passage.origin(span)[0].asks for span in self._finding.directives)

    @cached_property
    def _is_quoted(self) -> bool:
        """Whether the words that forbid stand within quotation marks."""
        offsets: defaultdict[Unit, list[int]] = defaultdict(list)
        for span in self._finding.directives:
            line, offset = self._passage.origin(span)
            offsets[line.unit].append(offset)
        return any(
            start <= offset < end
            for unit, places in offsets.items()
            for start, end in quotations(unit.text)
            for offset in places
        )
