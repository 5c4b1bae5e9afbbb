"""What discovery hands on: candidates, and what a document said of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from newscrawl.normalisation.moments import Moment

__all__ = ["Candidate", "Kind", "Listing", "Role"]


class Kind(StrEnum):
    """What a fetched document is, judged by its content."""

    FEED = "feed"
    SITEMAP = "sitemap"
    INDEX = "index"
    PAGE = "page"
    OTHER = "other"


class Role(StrEnum):
    """What a candidate is expected to be.

    ``PAGE`` is the next page of a listing, ``ARCHIVE`` the listing of a day, month or year;
    ``OTHER`` is undecided: neither its address nor its link says what it is.
    """

    ARTICLE = "article"
    SECTION = "section"
    PAGE = "page"
    ARCHIVE = "archive"
    FEED = "feed"
    SITEMAP = "sitemap"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address worth a request, with what the document that names it says of it.

    ``url`` is absolute, without fragment. ``source`` is the address of the document, ``rank``
    the place in it, counted from 0. ``published`` and ``modified`` are as exact as written.
    ``language`` is a normal tag. ``alternates`` are (language tag as written, address) pairs
    (hreflang). Missing is None or empty.
    """

    url: str
    source: str | None = None
    rank: int = 0
    role: Role = Role.ARTICLE
    title: str | None = None
    published: Moment | None = None
    modified: Moment | None = None
    language: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    alternates: tuple[tuple[str, str], ...] = ()

    @property
    def latest(self) -> Moment | None:
        """The day of publication, or of the last change where only that is told."""
        return self.published or self.modified

    @property
    def last_change(self) -> Moment | None:
        """The last change, or the publication where no change is told."""
        return self.modified or self.published


@dataclass(frozen=True, slots=True)
class Listing:
    """What one document lists.

    ``candidates`` stand in its order, each address once. ``problems`` are lines that name
    what was wrong with it; the rest was used. ``skipped`` counts the entries that its own dates
    put outside the window asked for. ``traps`` are (name, count) pairs of the addresses left out
    because they look like one.
    """

    kind: Kind
    candidates: tuple[Candidate, ...] = ()
    problems: tuple[str, ...] = ()
    skipped: int = 0
    traps: tuple[tuple[str, int], ...] = ()

    @property
    def articles(self) -> tuple[Candidate, ...]:
        """The candidates that are expected to be articles."""
        return tuple(self._having({Role.ARTICLE}))

    @property
    def documents(self) -> tuple[Candidate, ...]:
        """The candidates that are expected to list more: feeds, sitemaps, sections, pages."""
        return tuple(self._having(set(Role) - {Role.ARTICLE, Role.OTHER}))

    def _having(self, roles: Iterable[Role]) -> Iterator[Candidate]:
        return (candidate for candidate in self.candidates if candidate.role in roles)
