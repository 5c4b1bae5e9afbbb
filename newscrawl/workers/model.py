"""What workers are given, what bounds them and what they give back. All of it pickles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from newscrawl.config import MAX_PAGE_SIZE
from newscrawl.discovery import Request
from newscrawl.examination import Examination
from newscrawl.page import Page
from newscrawl.policy.model import Purpose, Statement
from newscrawl.policy.terms import TermsReading
from newscrawl.readers.names import printable
from newscrawl.survey import Survey

__all__ = ["Failure", "Job", "Limits", "Outcome", "Work"]

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
    pages: int = 2_000


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


Outcome: TypeAlias = Examination | Survey | TermsReading | Failure
Work: TypeAlias = Callable[[Job], Outcome]
"""What a worker process does: a function at the top level of a module, so that it pickles."""
