"""What becomes of supplied pages, row by row, and the terms on which they are examined.

Whoever only passes rows on need not load what makes them: that is in :mod:`newscrawl.offline`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import PurePath
from typing import TypeAlias

from newscrawl import __version__
from newscrawl.extraction import Mode
from newscrawl.items import NewsArticle
from newscrawl.page import Page
from newscrawl.policy.model import Purpose
from newscrawl.policy.profile import Profile
from newscrawl.readers import Limits, PassedOver, Remark, Skipped
from newscrawl.text.fingerprint import Imprint

__all__ = ["Begun", "Examined", "Known", "Opened", "Row", "Terms", "Unchanged", "page_mark"]

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
    """A page of *size* bytes whose examination begins."""

    name: str
    size: int = 0


Row: TypeAlias = Examined | Unchanged | Skipped | Remark | PassedOver
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


def page_mark(terms: str, path: str | None, record: str | None, sha256: str | None) -> int:
    """Return a number, signed and of 64 bits, for the page of this content in a file so named.

    Of its *path* the name counts alone: a file that was moved is the same.
    """
    text = "\0".join([terms, _file_name(path or ""), record or "", sha256 or ""])
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=_MARK_BYTES).digest()
    return int.from_bytes(digest, signed=True)


@lru_cache  # the pages of one archive come one after another
def _file_name(path: str) -> str:
    return PurePath(path).name
