"""Which candidates are wanted, by what their documents say; and in which order."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from urllib.parse import unquote, urlsplit

from newscrawl.discovery.days import days_of
from newscrawl.discovery.model import Candidate
from newscrawl.discovery.window import ALWAYS, Window
from newscrawl.normalisation.moments import Moment
from newscrawl.text.cleaning import fold
from newscrawl.text.language import primary

__all__ = ["Filter", "age", "newest_first"]

_TELLING_WORDS = 3
_SECONDS_PER_DAY = 86_400
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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

    @property
    def key(self) -> str:
        """A short name of all that is asked for but the days; the same for the same."""
        words = (self.languages, self.keywords, self.sections)
        patterns = ([each.pattern for each in group] for group in (self.include, self.exclude))
        text = repr((sorted(words[0]), words[1:], *patterns))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def refusal(self, candidate: Candidate, text: str = "") -> str | None:
        """Return why *candidate* is not wanted, in a word; None when it may be.

        What its document does not say is no reason: the article itself is asked then. Its words
        may stand in *text*, too, where that is known.
        """
        if not self._admits_address(candidate.url):
            return "address"
        if self._misses(candidate):
            return "date"
        if not self._admits_language(candidate.language):
            return "language"
        if self.sections and not self._admits_section(candidate):
            return "section"
        if self.keywords and not self._admits_words(candidate, text):
            return "keywords"
        return None

    def refusal_of_list(self, candidate: Candidate) -> str | None:
        """Return why what *candidate* lists is not wanted, in a word; None when some may be.

        A list of articles need not itself be what is asked of articles.
        """
        if any(pattern.search(candidate.url) for pattern in self.exclude):
            return "address"
        return "date" if self._misses(candidate) else None

    def _misses(self, candidate: Candidate) -> bool:
        if candidate.latest is not None:
            return self.window.misses(candidate.published, candidate.modified)
        days = days_of(candidate.url) if self.window != ALWAYS else None
        return days is not None and self.window.misses_days(*days)

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

    def _admits_words(self, candidate: Candidate, text: str) -> bool:
        if candidate.title is None or (not text and _is_label(candidate.title)):
            return True
        said = fold(" ".join((candidate.title, *candidate.keywords, text)))
        return any(_contains(said, fold(keyword)) for keyword in self.keywords)


def newest_first(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return *candidates* by date, the newest first; those without one in their order, last."""
    return sorted(candidates, key=_order)


def age(candidate: Candidate, now: datetime) -> float | None:
    """Return how many days before the aware moment *now* *candidate* came out; None if untold."""
    if candidate.latest is None:
        return None
    return ((now - _EPOCH).total_seconds() - _seconds(candidate.latest)) / _SECONDS_PER_DAY


def _order(candidate: Candidate) -> tuple[bool, float, int]:
    latest = candidate.latest
    return latest is None, -_seconds(latest) if latest else 0.0, candidate.rank


def _seconds(moment: Moment) -> float:
    value = moment.value
    if not isinstance(value, datetime):
        value = datetime.combine(value, time.min)
    aware = value if value.tzinfo is not None else value.replace(tzinfo=UTC)
    return (aware - _EPOCH).total_seconds()


def _is_label(title: str) -> bool:
    """Whether *title* is too short to tell what the article is about, as "Read more" is."""
    return title.isascii() and len(title.split()) < _TELLING_WORDS


def _contains(text: str, words: str) -> bool:
    """Whether *words* stand in *text*, not within a longer word of an alphabetic script."""
    start = text.find(words)
    while start >= 0 and words:
        before, after = text[start - 1 : start], text[start + len(words) :][:1]
        if not words.isascii() or not (before.isalnum() or after.isalnum()):
            return True
        start = text.find(words, start + 1)
    return False
