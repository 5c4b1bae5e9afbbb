"""What readers give, where it stands, and what bounds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from newscrawl.config import MAX_PAGE_SIZE
from newscrawl.exceptions import TooMuchInput
from newscrawl.page import Page

if TYPE_CHECKING:
    from newscrawl.policy.signals.robots_copy import RobotsCopy
    from newscrawl.policy.signals.site_files import SiteFileCopy
    from newscrawl.readers.archived_policies import ArchivedPolicies

__all__ = ["Budget", "Limits", "PassedOver", "Place", "Reading", "Remark", "Skipped", "Supplied"]

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What bounds the reading of one supplied file, whatever is in it.

    ``page`` is the bytes of one page, unpacked. A file may unpack to ``ratio`` times its own
    size and ``grace`` bytes, all its layers together; it may hold ``depth`` of them. ``spool``
    is the bytes that one container within another may take on the disk.
    """

    page: int = MAX_PAGE_SIZE.default
    ratio: int = 250
    grace: int = 256 * _MEGABYTE
    depth: int = 5
    spool: int = 4096 * _MEGABYTE


class Budget:
    """The bytes that one supplied file may still unpack to, all its layers together."""

    def __init__(self, size: int, limits: Limits) -> None:
        """Take the *size* of the file as it lies on the disk."""
        self._ratio = limits.ratio
        self._left = limits.grace + limits.ratio * size

    @property
    def left(self) -> int:
        """The bytes that it may still unpack to."""
        return self._left

    def spend(self, size: int) -> None:
        """Take note that *size* bytes were unpacked. Raises TooMuchInput beyond the limit."""
        self._left -= size
        if self._left < 0:
            raise TooMuchInput(
                f"it unpacks to more than {self._ratio} times its size: the rest is not read"
            )


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the printable path of a file, and the member within it.

    A member of a member is written ``outer.zip!inner.warc.gz``. ``title`` is the name whose
    ending promises what it is; ``depth`` counts the layers around it.
    """

    path: str
    record: str | None = None
    title: str = ""
    depth: int = 0

    @property
    def name(self) -> str:
        """The whole of it, for messages."""
        return f"{self.path}!{self.record}" if self.record else self.path

    def member(self, name: str, turn: int = 1) -> Place:
        """Return the place of the member *name*; of several so named, of the one with that *turn*.

        The second is called ``name (2)``.
        """
        shown = name if turn == 1 else f"{name} ({turn})"
        record = f"{self.record}!{shown}" if self.record else shown
        return Place(self.path, record, name, self.depth + 1)

    def unpacked(self) -> Place:
        """Return the place of what is packed here: ``a.html`` for ``a.html.gz``."""
        title = self.title.removesuffix(".tgz") + ".tar"
        if not self.title.endswith(".tgz"):
            title = self.title.rpartition(".")[0]
        return Place(self.path, self.record, title, self.depth + 1)


@dataclass(frozen=True, slots=True)
class Supplied:
    """A supplied page, with the policy files that the same file holds.

    Each is what was in force when the page was taken.
    """

    page: Page
    archived: ArchivedPolicies | None = field(default=None, repr=False)

    @property
    def robots(self) -> RobotsCopy | None:
        """The robots.txt of its origin, if it is there."""
        url, at = self.page.url, self.page.fetched_at
        return self.archived.robots(url, at) if self.archived is not None and url else None

    @property
    def site_files(self) -> tuple[SiteFileCopy, ...]:
        """The other files of its origin that are there."""
        url, at = self.page.url, self.page.fetched_at
        return self.archived.site_files(url, at) if self.archived is not None and url else ()

    def rsl(self, url: str) -> SiteFileCopy | None:
        """Return the RSL document at *url*, if it is there."""
        return self.archived.rsl(url, self.page.fetched_at) if self.archived is not None else None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A supplied file or member that yields no page: its printable name, and why.

    It ``is_other`` when nothing is wrong with it: it is something else than a page.
    """

    name: str
    reason: str
    is_other: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the operator should know of a file that is read all the same.

    It is ``routine`` when nothing is amiss.
    """

    name: str
    text: str
    routine: bool = False


@dataclass(frozen=True, slots=True)
class PassedOver:
    """How many records of the web archive *name* are no pages, as is usual: ``counts`` by kind."""

    name: str
    counts: Mapping[str, int]

    def remark(self) -> Remark:
        """Return what the operator is told of them."""
        most_first = Counter(self.counts).most_common()
        listed = ", ".join(f"{what} ({count:,})" for what, count in most_first)
        return Remark(self.name, f"records passed over: {listed}", routine=True)


Reading: TypeAlias = Supplied | Skipped | Remark | PassedOver
"""What a file gives; ``PassedOver`` only of a portion, for the whole is told in a remark."""
