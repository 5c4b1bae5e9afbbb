"""The policy files that an archive holds, robots.txt and others, for the pages that it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from newscrawl.exceptions import UnreadableInput
from newscrawl.policy.signals.answers import MAX_REDIRECTS, Answer
from newscrawl.policy.signals.places import LARGEST, places
from newscrawl.policy.signals.robots_access import judge_answer
from newscrawl.policy.signals.robots_copy import RobotsCopy
from newscrawl.policy.signals.robots_lines import SIZE_LIMIT
from newscrawl.readers.messages import NO_STATUS, SHORT, Message
from newscrawl.urls import canonical_url, is_web_url, origin

if TYPE_CHECKING:
    from newscrawl.policy.signals.site_files import SiteFileCopy

__all__ = ["PolicyFiles", "is_policy_file"]

_ROBOTS = "/robots.txt"
_MOST_BYTES = 16 * 1024 * 1024
_COST = 1_000
_UNPACKED = 4 * 1024 * 1024
_OK = 200
_SUCCESS, _REDIRECTION = 2, 3
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_COPIES = 16
"""Pages of one site stand together: those that are read over and over."""


@dataclass(frozen=True, slots=True)
class _Answer:
    at: datetime
    answer: Answer
    target: str = ""
    is_elsewhere: bool = False
    """Whether it is what was answered before, and that is not in the part that was read."""


# What cannot be kept forbids, as what cannot be read does.
_LOST = _Answer(
    _LONG_AGO, Answer(failure=f"the archive holds more than {_MOST_BYTES:,} bytes of policy files")
)


class PolicyFiles:
    """What was answered when policy files were asked for, by origin and place.

    Bounded, and it pickles.
    """

    def __init__(self) -> None:
        self._answers: dict[str, dict[str, list[_Answer]]] = {}
        self._bytes = 0

    def __len__(self) -> int:
        """Return the number of origins of which any is known."""
        return len(self._answers)

    def add(self, url: str, at: datetime | None, message: Message, fault: str = "") -> None:
        """Take what was answered at *url*, an address of a policy file.

        A *fault* tells that it is not all of it: what is missing may forbid anything.
        """
        key, place = _split(url)
        answer = _answer_of(message, place, fault)
        self._keep(key, place, _Answer(at or _LONG_AGO, answer, _target(url, message)))

    def add_failure(self, url: str, at: datetime | None, reason: str) -> None:
        """Take note that the file at *url* is there and cannot be read: it forbids."""
        self._keep(*_split(url), _Answer(at or _LONG_AGO, Answer(failure=reason)))

    def add_unchanged(self, url: str, at: datetime | None) -> None:
        """Take note that *url* was answered as before.

        When that is archived elsewhere nobody can read it, and it forbids.
        """
        key, place = _split(url)
        if not self._known(key, place):
            answer = Answer(failure="archived as unchanged since a record in another file")
            self._keep(key, place, _Answer(at or _LONG_AGO, answer, is_elsewhere=True))

    def add_all(self, others: PolicyFiles) -> None:
        """Take what is known to *others*, of records further on in the same archive."""
        for key, files in others._answers.items():
            for place, answers in files.items():
                is_known = bool(self._known(key, place))
                for each in answers:
                    if not (is_known and each.is_elsewhere):
                        self._keep(key, place, each)

    def only(self, origins: Iterable[str]) -> PolicyFiles:
        """Return those of *origins*, and of those that they redirect to."""
        chosen = PolicyFiles()
        waiting = set(origins)
        while waiting:
            known = waiting.pop()
            if known in self._answers and known not in chosen._answers:
                files = chosen._answers[known] = self._answers[known]
                targets = (each.target for answers in files.values() for each in answers)
                waiting.update(origin(each) for each in targets if is_policy_file(each))
        return chosen

    def robots(self, url: str, at: datetime | None) -> RobotsCopy | None:
        """Return the robots.txt that was in force for *url* *at* that moment, if there is any.

        That is the last one taken before; where there is none, the first one after.
        """
        found = self._followed(origin(url), _ROBOTS, at)
        return _judged_robots(origin(url), found.answer, found.at) if found is not None else None

    def site_files(self, url: str, at: datetime | None) -> tuple[SiteFileCopy, ...]:
        """Return the other files of its site that were in force for *url*, in the same way."""
        key = origin(url)
        if key not in self._answers:
            return ()
        found = ((place, self._followed(key, place, at)) for place in places())
        return tuple(
            _judged(key, place, each.answer, each.at) for place, each in found if each is not None
        )

    def _followed(self, key: str, place: str, at: datetime | None) -> _Answer | None:
        """Return what asking for a file came to, behind its redirects as far as they are known."""
        first = self._answer(key, place, at)
        if first is None:
            return None
        last, redirects = first, 0
        while redirects <= MAX_REDIRECTS and is_policy_file(last.target):
            target = self._answer(*_split(last.target), at)
            if target is None:
                break
            last, redirects = target, redirects + 1
        return replace(first, answer=replace(last.answer, redirects=redirects))

    def _answer(self, key: str, place: str, at: datetime | None) -> _Answer | None:
        answers = self._known(key, place)
        if not answers:
            return None
        before = [each for each in answers if at is None or each.at <= at]
        return max(before, key=_moment) if before else min(answers, key=_moment)

    def _known(self, key: str, place: str) -> list[_Answer]:
        return self._answers.get(key, {}).get(place, [])

    def _keep(self, key: str, place: str, found: _Answer) -> None:
        self._bytes += len(found.answer.body) + len(found.target) + _COST
        answers = self._answers.setdefault(key, {}).setdefault(place, [])
        if self._bytes > _MOST_BYTES or found == _LOST:
            answers[:] = [_LOST]
        elif answers != [_LOST]:
            answers.append(found)


def is_policy_file(url: str) -> bool:
    """Whether *url* is the address of a policy file."""
    if not is_web_url(url):
        return False
    parts = urlsplit(url)
    return not parts.query and (parts.path == _ROBOTS or parts.path in places())


def _split(url: str) -> tuple[str, str]:
    """Return the origin of the policy file at *url*, and its place there."""
    return origin(url), urlsplit(url).path


def _target(url: str, message: Message) -> str:
    location = message.header("location")
    if not location or (message.status or 0) // 100 != _REDIRECTION:
        return ""
    try:
        return urljoin(url, location)
    except ValueError:
        return ""


def _answer_of(message: Message, place: str, fault: str) -> Answer:
    """Return what *message* tells, without headers: they only say how long it holds."""
    if message.status == NO_STATUS:
        return Answer(failure=message.fault)
    status, is_robots = message.status or _OK, place == _ROBOTS
    limit = SIZE_LIMIT if is_robots else LARGEST
    try:
        body = message.body(_UNPACKED)
    except UnreadableInput as error:
        return Answer(status, complete=False, failure=str(error))
    fault = fault or message.fault
    if not fault and message.is_short:
        fault = SHORT
    if len(body) > limit:
        # What comes behind counts for nothing in a robots.txt; another one cannot be read.
        fault = "" if is_robots else f"it has more than {limit:,} bytes"
    is_partial = bool(fault) and status // 100 == _SUCCESS
    return Answer(
        status,
        body=b"" if is_partial else body[: limit + 1],
        complete=not is_partial,
        failure=fault if is_partial else "",
    )


@lru_cache(_MOST_COPIES)
def _judged_robots(key: str, answer: Answer, at: datetime) -> RobotsCopy:
    return judge_answer(key, answer, at)


@lru_cache(_MOST_COPIES)
def _judged(key: str, place: str, answer: Answer, at: datetime) -> SiteFileCopy:
    from newscrawl.policy.signals.site_files import (  # noqa: PLC0415  # few archives hold any
        SiteFile,
        judge_file,
    )

    return judge_file(SiteFile(places()[place], canonical_url(f"{key}{place}")), answer, at)


def _moment(answer: _Answer) -> datetime:
    return answer.at
