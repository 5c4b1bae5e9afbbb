"""The policy files that an archive holds, robots.txt and others, for the pages that it holds.

After RFC 9309 section 2.3.1, as far as an archive can tell: redirects are followed to policy files
in the same archive, and to anything else that it holds behind them. One that leads elsewhere leads
to what nobody has seen, and undefined is the file then (section 2.3.1.4), not missing: it forbids.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newscrawl.policy.documents import DocumentKind
from newscrawl.policy.signals.answers import MAX_REDIRECTS, Answer
from newscrawl.policy.signals.memory import remembered
from newscrawl.policy.signals.robots_access import judge_answer, says_nothing
from newscrawl.policy.signals.robots_copy import RobotsCopy
from newscrawl.policy.signals.site_file_places import site_file_places
from newscrawl.readers.archived_answers import (
    AnswerTable,
    ArchivedAnswer,
    redirect_target,
    whole_answer,
)
from newscrawl.readers.messages import Message
from newscrawl.readers.names import printable
from newscrawl.urls import canonical_url, is_web_url, origin

if TYPE_CHECKING:
    from newscrawl.policy.signals.site_files import SiteFileCopy

__all__ = ["ArchivedPolicies", "is_policy_file"]

_ROBOTS = "/robots.txt"
_MOST_BYTES = 16 * 1024 * 1024
_MOST_RSL_BYTES = 2 * 1024 * 1024
"""These go with every portion of an archive: who names them its pages tell."""
_MOST_SOUGHT = 10_000
_LONGEST_SHOWN = 300
_UNSEEN = "which is not archived behind it"


class ArchivedPolicies:
    """What was answered when policy files were asked for, those of origins and RSL documents.

    Bounded, and it pickles.
    """

    def __init__(self) -> None:
        self._files = AnswerTable(_MOST_BYTES)
        self._rsl = AnswerTable(_MOST_RSL_BYTES)
        self._sought: set[str] = set()

    def __len__(self) -> int:
        """Return the number of files that are kept."""
        return len(self._files) + len(self._rsl)

    def takes(self, url: str) -> bool:
        """Whether what is at *url* counts: a policy file has its place there, or redirects there.

        That one does is known once it was added.
        """
        if is_policy_file(url):
            return True
        return bool(self._sought) and is_web_url(url) and _name(url) in self._sought

    def add(self, url: str, at: datetime | None, message: Message, fault: str = "") -> None:
        """Take what was answered at *url*, which counts.

        A *fault* tells that it is not all of it.
        """
        answer = whole_answer(message, fault, is_robots=urlsplit(url).path == _ROBOTS)
        if says_nothing(answer.body):
            answer = replace(answer, body=b"")  # Pages for what is missing would fill the table.
        target = redirect_target(url, message)
        self._files.keep(_name(url), ArchivedAnswer(at, answer, target))
        if is_web_url(target) and not self.takes(target) and len(self._sought) < _MOST_SOUGHT:
            self._sought.add(_name(target))

    def add_rsl(self, url: str, at: datetime | None, message: Message, fault: str = "") -> None:
        """Take the RSL document that was found at *url*, in the same way."""
        answer = whole_answer(message, fault, is_robots=False)
        self._rsl.keep(_name(url), ArchivedAnswer(at, answer))

    def add_failure(self, url: str, at: datetime | None, reason: str) -> None:
        """Take note that the file at *url* is there and cannot be read: it forbids."""
        self._files.keep(_name(url), ArchivedAnswer(at, Answer(failure=reason)))

    def add_unchanged(
        self, url: str, at: datetime | None, original: str = "", since: datetime | None = None
    ) -> None:
        """Take note that *url* was answered as the *original* address was *since* some moment.

        These are the same address, and any moment before, where nothing is told.
        """
        answer = Answer(failure="archived as unchanged since a record that is not there")
        original = original or url
        target = _name(original) if is_web_url(original) else ""
        found = ArchivedAnswer(at, answer, target, is_unchanged=True, since=since)
        self._files.keep(_name(url), found)

    def add_all(self, others: ArchivedPolicies) -> None:
        """Take what is known to *others*, of records further on in the same archive."""
        self._files.keep_all(others._files)
        self._rsl.keep_all(others._rsl)

    def only(self, origins: Iterable[str]) -> ArchivedPolicies:
        """Return those of *origins*, those that they redirect to, and all RSL documents."""
        chosen = ArchivedPolicies()
        chosen._rsl = self._rsl
        waiting = {f"{key}{place}" for key in origins for place in (_ROBOTS, *site_file_places())}
        while waiting:
            name = waiting.pop()
            if not chosen._files.of(name):
                for each in self._files.of(name):
                    chosen._files.keep(name, each)
                    if is_web_url(each.target):
                        waiting.add(_name(each.target))
        return chosen

    def robots(self, url: str, at: datetime | None) -> RobotsCopy | None:
        """Return the robots.txt that was in force for *url* *at* that moment, if there is any.

        That is the last one taken before; where there is none, the first one after.
        """
        key = origin(url)
        found = self._followed(f"{key}{_ROBOTS}", at)
        return _judged_robots(key, found.answer, found.moment) if found is not None else None

    def site_files(self, url: str, at: datetime | None) -> tuple[SiteFileCopy, ...]:
        """Return the other files of its site that were in force for *url*, in the same way."""
        key = origin(url)
        found = [
            (kind, f"{key}{place}", self._followed(f"{key}{place}", at))
            for place, kind in site_file_places().items()
        ]
        return tuple(
            _judged(kind, address, each.answer, each.moment)
            for kind, address, each in found
            if each is not None
        )

    def rsl(self, url: str, at: datetime | None) -> SiteFileCopy | None:
        """Return the RSL document at *url* that was in force *at* that moment, if there is any."""
        if not is_web_url(url) or is_policy_file(url):
            return None
        found = self._rsl.in_force(_name(url), at)
        return _judged(DocumentKind.RSL, url, found.answer, found.moment) if found else None

    def _followed(self, name: str, at: datetime | None) -> ArchivedAnswer | None:
        """Return what asking for a file came to, behind its redirects as far as they are known."""
        first = last = self._files.in_force(name, at)
        if first is None or last is None:
            return None
        redirects = 0
        while redirects <= MAX_REDIRECTS and last.target:
            web = is_web_url(last.target)
            target = self._files.in_force(_name(last.target), at) if web else None
            if target is None:
                shown = printable(last.target[:_LONGEST_SHOWN])
                return replace(first, answer=Answer(failure=f"it redirects to {shown}, {_UNSEEN}"))
            last, redirects = target, redirects + 1
        return replace(first, answer=replace(last.answer, redirects=redirects))


def is_policy_file(url: str) -> bool:
    """Whether *url* is the address of a policy file: robots.txt, or another that has its place."""
    if not is_web_url(url):
        return False
    parts = urlsplit(url)
    return not parts.query and (parts.path == _ROBOTS or parts.path in site_file_places())


def _name(url: str) -> str:
    """Return what the file at *url* is called here: origin, path and query."""
    parts = urlsplit(url)
    return f"{origin(url)}{parts.path or '/'}{parts.query and '?'}{parts.query}"


@remembered(lambda _, answer, __: len(answer.body))
def _judged_robots(key: str, answer: Answer, at: datetime) -> RobotsCopy:
    return judge_answer(key, answer, at)


@remembered(lambda _, __, answer, ___: len(answer.body))
def _judged(kind: DocumentKind, url: str, answer: Answer, at: datetime) -> SiteFileCopy:
    from newscrawl.policy.signals.site_files import (  # noqa: PLC0415  # few archives hold any
        SiteFile,
        judge_file,
    )

    return judge_file(SiteFile(kind, canonical_url(url)), answer, at)
