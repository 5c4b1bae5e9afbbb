"""Supplied files examined: one pure function that a pool maps, and that Spark or Ray would map.

::

    from newscrawl.offline import Examined, Terms, examine_file

    for row in examine_file(Path("news.warc.gz"), Terms(purposes=(Purpose.TDM,))):
        if isinstance(row, Examined):
            row.article.headline, row.article.policy.decision
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path, PurePath
from typing import TypeAlias

from newscrawl import __version__
from newscrawl.document import parse
from newscrawl.examination import examine_document
from newscrawl.extraction import Mode, extract
from newscrawl.garbage import collection_paused
from newscrawl.items import NewsArticle
from newscrawl.page import Page
from newscrawl.policy.model import Purpose, Statement
from newscrawl.policy.profile import Profile
from newscrawl.policy.signals.page import PRODUCT_TOKEN
from newscrawl.policy.signals.robots_copy import RobotsCopy
from newscrawl.policy.signals.robots_usage import robots_statements
from newscrawl.readers import Limits, Remark, Skipped, Source, Supplied, read_pages
from newscrawl.text.fingerprint import Imprint

__all__ = ["Examined", "Known", "Row", "Terms", "Unchanged", "examine_file", "page_mark"]

_USUAL = Profile()
_LIMITS = Limits()
_MARK_BYTES = 8


@dataclass(frozen=True, slots=True)
class Terms:
    """What pages are examined for, for whom, within which limits, and how thoroughly."""

    purposes: tuple[Purpose, ...] = (Purpose.ARCHIVE,)
    profile: Profile = _USUAL
    limits: Limits = _LIMITS
    mode: Mode = Mode.FAST

    def fingerprint(self, *more: str) -> str:
        """Return what tells these terms, and whatever *more* counts, from others."""
        profile = self.profile
        parts = [
            __version__,
            self.mode,
            *sorted(self.purposes),
            "meets",
            *sorted(profile.meets),
            "silence",
            *sorted(profile.silence_denies),
            *map(repr, profile.permissions),
            *more,
        ]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Examined:
    """A page that was examined; the rest is as in :class:`newscrawl.examination.Examination`.

    The *imprint* of its text is there where somebody had the time to make it.
    """

    name: str
    article: NewsArticle
    warnings: tuple[str, ...] = ()
    stale_rules: tuple[str, ...] = ()
    imprint: Imprint | None = None

    def with_imprint(self) -> Examined:
        """Return it with the imprint of its text, if it has one."""
        article = self.article
        if not article.article_body:
            return self
        imprint = Imprint.of(article.headline, article.article_body, article.policy.decision)
        return replace(self, imprint=imprint)


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A page that an earlier run has dealt with, on the same terms."""

    name: str


@dataclass(frozen=True, slots=True)
class Opened:
    """The *number* of the file that is read from here on, among several; the first is not told."""

    number: int


@dataclass(frozen=True, slots=True)
class Begun:
    """A page whose examination begins."""

    name: str


Row: TypeAlias = Examined | Unchanged | Skipped | Remark
"""What became of a page or of a file. All of it pickles."""


@dataclass(frozen=True, slots=True)
class Known:
    """The pages of some files that need no examination any more.

    Their marks, made on *terms*, by the printable path of each file.
    """

    terms: str = ""
    marks: Mapping[str, AbstractSet[int]] = field(default_factory=dict, repr=False)

    def __contains__(self, page: object) -> bool:
        if not isinstance(page, Page) or page.path is None:
            return False
        marks = self.marks.get(page.path)
        if marks is None:
            return False
        return page_mark(self.terms, page.path, page.record, page.sha256) in marks


_USUAL_TERMS = Terms()
_NONE_KNOWN = Known()


def examine_file(
    source: Path | Source, terms: Terms = _USUAL_TERMS, known: Known = _NONE_KNOWN
) -> Iterator[Row]:
    """Yield what became of each page in the file *source*, or in one portion of it, in order.

    Nothing else is read or changed: the same file gives the same rows. *known* pages are not
    examined anew. Never raises for what a file holds; raises ValueError for purposes that are
    none.
    """
    found = steps([source], terms, known)
    return (step for step in found if not isinstance(step, Begun | Opened))


def steps(
    sources: Iterable[Path | Source], terms: Terms, known: Known = _NONE_KNOWN, skip: int = 0
) -> Iterator[Opened | Begun | Row]:
    """Yield what :func:`examine_file` does of each file, of the first without *skip* rows.

    Before each page that is examined its name is told, and before each further file its number:
    whoever is killed by one can be replaced, and goes on behind it.
    """
    for number, source in enumerate(sources):
        if number:
            yield Opened(number)
        for reading in islice(read_pages(source, terms.limits), 0 if number else skip, None):
            if not isinstance(reading, Supplied):
                yield reading
            elif reading.page in known:
                yield Unchanged(reading.page.name)
            else:
                yield Begun(reading.page.name)
                yield _examined(reading, terms)


def page_mark(terms: str, path: str | None, record: str | None, sha256: str | None) -> int:
    """Return a number, signed and of 64 bits, for the page of this content in a file so named.

    Of its *path* the name counts alone: a file that was moved is the same.
    """
    text = "\0".join([terms, PurePath(path or "").name, record or "", sha256 or ""])
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=_MARK_BYTES).digest()
    return int.from_bytes(digest, signed=True)


@collection_paused()
def _examined(supplied: Supplied, terms: Terms) -> Row:
    page = supplied.page
    try:
        document = parse(page)
        said = _said(page, supplied.robots)
        found = examine_document(
            document, extract(document, terms.mode), terms.purposes, terms.profile, said
        )
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  # one bad page never stops a run
        # The class alone: the message may quote the page.
        return Skipped(page.name, f"could not be examined ({type(error).__name__})")
    if found.is_empty:
        return Skipped(page.name, "holds no article text")
    return Examined(page.name, found.article, found.warnings, found.stale_rules)


def _said(page: Page, robots: RobotsCopy | None) -> tuple[Statement, ...]:
    """Return what *robots*, archived with *page*, says of it: as it stood then, for good."""
    if robots is None or page.url is None:
        return ()
    decision = robots.decide(page.url, PRODUCT_TOKEN, robots.fetched_at)
    said = robots_statements(robots, page.url, PRODUCT_TOKEN)
    if not decision.allowed:
        said = (robots.statement(decision), *said)
    return tuple(replace(each, expires=None) for each in said)
