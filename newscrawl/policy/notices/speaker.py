"""Speaker: who says it, the site itself or someone told of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from newscrawl.document import Place, Unit
from newscrawl.policy.notices.conditions import EMAIL
from newscrawl.policy.notices.folding import fold
from newscrawl.policy.notices.holder import copyright_holder, find_holder, is_one_of
from newscrawl.policy.notices.lexicon import Lexicon
from newscrawl.policy.notices.passages import Passage
from newscrawl.policy.notices.placement import Standing
from newscrawl.policy.notices.preambles import is_preamble, notice_start
from newscrawl.policy.notices.reading import within, without
from newscrawl.text.sentences import Span

__all__ = ["Speaker"]

_WORDS = re.compile(r"[\W_]+")
_SHORTEST_NAME = 3
_LONGEST_LINE = 2_000
_LONGEST_ADDRESS = 80
_LONGEST_ARTICLE = len("the ")
_LONGEST_LONE = 600


class Speaker:
    """Who speaks in *passage*, which stands at *standing* on a page of *publishers*.

    *beside* are the units around it, of which a copyright line may name the owner.
    """

    def __init__(
        self,
        passage: Passage,
        standing: Standing,
        publishers: Sequence[str],
        beside: Sequence[Unit] = (),
    ) -> None:
        self.standing = standing
        self._passage = passage
        self._publishers = publishers
        self._beside = beside

    @property
    def holder(self) -> str | None:
        """Who has to be asked: the one that is named, else whose copyright is printed beside."""
        return self.named or next(self._copyright_holders(), None)

    @cached_property
    def named(self) -> str | None:
        """Who has to be asked, by name; the first of the publishers where it only says "us"."""
        if self._name is None and self._publishers and self._passage.reading.consents():
            return self._publishers[0]
        return self._name

    @cached_property
    def is_the_publisher(self) -> bool:
        """Whether the one to ask is the page's own publisher, by name."""
        return is_one_of(self._name, self._publishers)

    @cached_property
    def _name(self) -> str | None:
        return find_holder(self._passage)

    @cached_property
    def is_the_site(self) -> bool:
        """Whether place or words ("this site", "us", an address) are the site's own."""
        if self.standing is Standing.SITE or self.is_the_publisher:
            return True
        passage = self._passage
        readings = (passage.reading, *passage.around)
        if any(reading.has("ours") for reading in readings) or self.names_itself:
            return True
        return self.is_signed

    @cached_property
    def is_signed(self) -> bool:
        """Whether an address, or a name with its copyright, stands in it or right before.

        "© 2025 Example", or "Copyright Example.", also in front.
        """
        passage = self._passage
        if passage.lines[0].is_signed or any(EMAIL.search(line.text) for line in passage.lines):
            return True
        before = passage.before
        return before is not None and (before.is_signed or is_preamble(before.text, self._lexicon))

    @cached_property
    def is_its_publisher(self) -> bool:
        """Whether a publisher speaks of itself as of a third.

        "Example News does not allow its articles to be used for AI": so a lone text, or what
        stands where a site or the end of an article has its notices. Where the page tells the
        name of its publisher it is that one, or "the publisher".
        """
        unit = self._passage.lines[0].unit
        apart = self.standing in {Standing.SITE, Standing.TAIL} or unit.place is Place.FOOTER
        if not apart or len(unit.text) > _LONGEST_LONE:
            return False
        reading = self._passage.reading
        if any(self._owners()) and not (self.names_itself or reading.has("ours")):
            return False
        acts = reading.refusals() or reading.reservations()
        return reading.has("own") and bool(acts) and not reading.has("outsider")

    @property
    def _lexicon(self) -> Lexicon:
        return self._passage.lines[0].lexicon

    @cached_property
    def names_itself(self) -> bool:
        """Whether the owner of the page is named before the first verb by which one forbids.

        "Example News does not allow" is a publisher's way to say "we do not allow".
        """
        reading = self._passage.reading
        refusals = reading.refusals()
        subject = _WORDS.sub(" ", f" {reading.text[: refusals[0][0] if refusals else None]} ")
        return any(_bounded(name) in subject for name in self._owners())

    @cached_property
    def is_reported(self) -> bool:
        """Whether somebody tells of it: said, ruled, asked, sued."""
        passage = self._passage
        if self._is_told or self.is_anothers or self._is_of_others:
            return True
        before = passage.before
        return (
            before is not None and before.reading.has("report") and not passage.reading.has("ours")
        )

    @property
    def is_anothers(self) -> bool:
        """Whether another has the word: it asks, or leads in what is read elsewhere."""
        return self._passage.lines[-1].asks or self._is_introduced

    @property
    def _is_told(self) -> bool:
        """Whether words of telling are in it, other than in an address."""
        reading = self._passage.reading
        told = self._told()
        if told and self.is_its_publisher:
            told = tuple(without(told, reading.spans("own")))
        return bool(told) and (not reading.has("ours") or told[-1][1] > self._address)

    @property
    def _is_introduced(self) -> bool:
        """Whether words lead in another's, "The rival's page reads:", not "This notice reads:"."""
        reading = self._passage.reading
        end = reading.text.find(":", 0, _LONGEST_ADDRESS)
        if end < 0 or not any(stop <= end for _, stop in reading.spans("introduces")):
            return False
        own = any(start < end for start, _ in reading.spans("ours"))
        return not own and all(start > _LONGEST_ARTICLE for start, _ in reading.spans("documents"))

    def _told(self) -> Sequence[Span]:
        """Return the words of telling that are no part of others; in a question they only ask."""
        reading = self._passage.reading
        told = reading.spans("report")
        if told:
            # "Password" is two words in Malay, and one of them is "said".
            longer = reading.union("consent", "elsewhere")
            told = tuple(span for span in told if not within(span, longer))
        if not told or not self._passage.lines[0].asks:
            return told
        return [span for span in told if not self._passage.origin(span)[0].asks]

    @property
    def _address(self) -> int:
        """Where the address ends that it opens with, "AI companies: do not"; -1 without one."""
        reading = self._passage.reading
        end = reading.text.find(":", 0, _LONGEST_ADDRESS)
        addressed = any(stop <= end for _, stop in reading.union("ai", "automation"))
        return end if addressed else -1

    @property
    def _is_of_others(self) -> bool:
        """Whether it bans a company or is banned by one, or is of others' content: news."""
        reading = self._passage.reading
        outsiders = reading.spans("outsider")
        if any(reading.text.startswith("'s ", end) for _, end in outsiders):
            return True
        if reading.has("ours"):
            return bool(outsiders) and not self._faces(outsiders[0])
        theirs = () if self.is_its_publisher else reading.spans("theirs")
        return bool(theirs) or (bool(outsiders) and self.named is None)

    def _faces(self, outsider: Span) -> bool:
        """Whether the site addresses *outsider*: "we do not allow companies", "our texts".

        "Companies may not, without the publisher's consent" is news, or an opinion.
        """
        reading = self._passage.reading
        if self.standing is Standing.SITE or reading.refusals() or outsider[1] <= self._address:
            return True
        if self.standing is Standing.PROSE:
            return False
        return reading.has("whole_site") or reading.spans("ours")[0] < outsider

    def _owners(self) -> Iterator[str]:
        """Yield the names of who owns the page, folded, as words with single spaces."""
        for name in (*self._publishers, *self._copyright_holders()):
            words = _WORDS.sub(" ", fold(name)).strip()
            if len(words) >= _SHORTEST_NAME:
                yield words

    def _copyright_holders(self) -> Iterator[str]:
        """Yield the names in the copyright lines beside, notices glued to them left out."""
        line = self._passage.lines[0]
        for unit in self._beside:
            if unit.place is line.unit.place:
                opening = unit.text[:_LONGEST_LINE]
                name = copyright_holder(opening)
                if name and (end := notice_start(opening, line.lexicon)):
                    name = copyright_holder(opening[:end])
                if name:
                    yield name


def _bounded(name: str) -> str:
    """Return *name* as it stands in a text: small words may be written onto it without capitals."""
    return f" {name} " if name.upper() != name else name
