"""Which candidates are wanted, by what their documents say; and in which order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from urllib.parse import unquote, urlsplit

from newscrawl.discovery.model import Candidate
from newscrawl.discovery.window import ALWAYS, Window
from newscrawl.normalisation.moments import Moment
from newscrawl.text.cleaning import fold
from newscrawl.text.language import primary

__all__ = ["Filter", "newest_first"]


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; everything by default.

    ``languages`` are normal tags; a primary one asks for all its kinds. Of ``keywords`` and
    ``sections`` one is enough; case and form of letters do not matter. ``include`` and
    ``exclude`` are searched for in the address; of the former one has to be found.
    """

    window: Window = ALWAYS
    languages: frozenset[str] = frozenset()
    keywords: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    include: tuple[re.Pattern[str], ...] = ()
    exclude: tuple[re.Pattern[str], ...] = ()

    def refusal(self, candidate: Candidate) -> str | None:
        """Return why *candidate* is not wanted, in a word or two; None when it may be.

        What its document does not say is no reason: the article itself is asked then.
        """
        if not self._admits_address(candidate.url):
            return "address"
        if self.window.misses(candidate.published, candidate.modified):
            return "date"
        if not self._admits_language(candidate.language):
            return "language"
        if self.sections and not self._admits_section(candidate):
            return "section"
        return "keywords" if self.keywords and not self._admits_words(candidate) else None

    def _admits_address(self, url: str) -> bool:
        if any(pattern.search(url) for pattern in self.exclude):
            return False
        return not self.include or any(pattern.search(url) for pattern in self.include)

    def _admits_language(self, language: str | None) -> bool:
        if language is None or not self.languages:
            return True
        return language in self.languages or primary(language) in self.languages

    def _admits_section(self, candidate: Candidate) -> bool:
        segments = unquote(urlsplit(candidate.url).path).split("/")[1:-1]
        said = {fold(text) for text in (candidate.section, *candidate.keywords, *segments) if text}
        if any(fold(section) in said for section in self.sections):
            return True
        return candidate.section is None

    def _admits_words(self, candidate: Candidate) -> bool:
        if candidate.title is None:
            return True
        said = fold(" ".join((candidate.title, *candidate.keywords)))
        return any(_contains(said, fold(keyword)) for keyword in self.keywords)


def newest_first(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return *candidates* by date, the newest first; those without one in their order, last."""
    return sorted(candidates, key=_age)


def _age(candidate: Candidate) -> tuple[bool, float, int]:
    latest = candidate.latest
    return latest is None, -_seconds(latest) if latest else 0.0, candidate.rank


def _seconds(moment: Moment) -> float:
    value = moment.value
    if not isinstance(value, datetime):
        value = datetime.combine(value, time.min)
    aware = value if value.tzinfo is not None else value.replace(tzinfo=UTC)
    return (aware - _EPOCH).total_seconds()


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _contains(text: str, words: str) -> bool:
    """Whether *words* stand in *text*, not within a longer word of an alphabetic script."""
    start = text.find(words)
    while start >= 0 and words:
        before, after = text[start - 1 : start], text[start + len(words) :][:1]
        if not words.isascii() or not (before.isalnum() or after.isalnum()):
            return True
        start = text.find(words, start + 1)
    return False
