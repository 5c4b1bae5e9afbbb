"""What workers are given, what bounds them and what they give back. All of it pickles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from newscrawl.config import MAX_PAGE_SIZE
from newscrawl.discovery import Request
from newscrawl.page import Page
from newscrawl.policy.model import Purpose, Statement
from newscrawl.readers import Cutting, Source
from newscrawl.readers.names import printable
from newscrawl.rows import Known

if TYPE_CHECKING:
    from newscrawl.examination import Examination
    from newscrawl.policy.terms import TermsReading
    from newscrawl.survey import Survey

__all__ = ["Ended", "Failure", "FileJob", "InventoryJob", "Job", "Limits", "Outcome", "Work"]

_READING = 10
"""How many times the seconds for one page the search for the next may take, and ..."""
_BYTES_A_SECOND = 1024 * 1024
"""... how slow it may be then: a web archive is looked through before its first page comes."""

_ANYTHING = Request()


@dataclass(frozen=True, slots=True)
class Limits:
    """What one page may cost, and what one process may live through.

    ``seconds`` are wall-clock time for one page, reading it included, waiting for a worker
    not. ``memory`` is the bytes of private memory a process may hold (Linux; elsewhere as far
    as the system enforces it). ``size`` is the bytes a file may have. After ``pages`` pages
    a process is replaced, whatever it may have leaked.
    """

    seconds: float = 30.0
    memory: int = 360 * 1024 * 1024
    size: int = MAX_PAGE_SIZE.default
    pages: int = 10_000

    def patience(self, path: Path) -> float:
        """Return the seconds that reading the file at *path* to its next page may take."""
        try:
            size = path.stat().st_size
        except (OSError, ValueError):
            size = 0
        return _READING * self.seconds + size / _BYTES_A_SECOND

    def silence(self, path: Path, others: int) -> float:
        """Return the seconds for which a process at the file at *path* may tell nothing.

        The heavy pages of so many *others* may be examined before its own.
        """
        return self.patience(path) + (others + 1) * self.seconds


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that could not be examined: its printable name, and why, in one line.

    The reason never quotes the page.
    """

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Job:
    """One page to examine or survey, or one file to read and examine.

    *request* is what is asked of a surveyed page besides what it says, *said* is what counts
    beside that. A page with *terms* is read as a site's terms, asked for at that address.
    """

    subject: Page | Path
    purposes: tuple[Purpose, ...]
    size: int
    request: Request = _ANYTHING
    said: tuple[Statement, ...] = ()
    terms: str | None = None

    @property
    def name(self) -> str:
        """The printable name of the page or file."""
        return self.subject.name if isinstance(self.subject, Page) else printable(self.subject)


@dataclass(frozen=True, slots=True)
class FileJob:
    """Supplied files, or a portion of one, to read and examine, one after another.

    Of the first file *skip* rows are had. *known* is None where it is what the process was
    told last: a large archive has thousands of portions, and there may be millions of marks.
    """

    sources: tuple[Source, ...]
    known: Known | None = field(default_factory=Known)
    skip: int = 0

    @property
    def source(self) -> Source:
        """The first of the files."""
        return self.sources[0]

    @property
    def name(self) -> str:
        """The printable name of the first file."""
        return self.source.shown

    def after(self, files: int) -> FileJob:
        """Return the same without so many *files*."""
        return replace(self, sources=self.sources[files:], skip=0)


@dataclass(frozen=True, slots=True)
class InventoryJob:
    """A supplied web archive to look through, from the offset *start* on up to *end*."""

    path: Path
    cutting: Cutting
    start: int = 0
    end: int | None = None

    @property
    def name(self) -> str:
        """The printable name of the file."""
        return printable(self.path)


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of the answer to files; it is not ``complete`` when another process has to go on."""

    complete: bool


Outcome: TypeAlias = "Examination | Survey | TermsReading | Failure"
Work: TypeAlias = Callable[[Any], Any]
"""What a worker process does: a function at the top level of a module, so that it pickles.

It takes a job of one of the kinds above, and returns its outcome, or an iterator of steps
(:func:`newscrawl.offline.steps`), which are sent one by one.
"""
