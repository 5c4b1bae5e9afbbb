"""The robots.txt files that an archive holds, for the pages that it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from newscrawl.exceptions import UnreadableInput
from newscrawl.policy.signals.answers import MAX_REDIRECTS, Answer
from newscrawl.policy.signals.robots_access import judge_answer
from newscrawl.policy.signals.robots_copy import RobotsCopy
from newscrawl.policy.signals.robots_lines import SIZE_LIMIT
from newscrawl.readers.messages import NO_STATUS, Message
from newscrawl.urls import is_web_url, origin

__all__ = ["RobotsFiles", "is_robots"]

_MOST_BYTES = 16 * 1024 * 1024
_LARGEST = SIZE_LIMIT + 1
_COST = 1_000
_OK = 200
_SUCCESS, _REDIRECTION = 2, 3
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Answer:
    at: datetime
    answer: Answer
    target: str | None
    is_elsewhere: bool = False
    """Whether it is what was answered before, and that is not in the part that was read."""


class RobotsFiles:
    """What was answered when robots.txt was asked for, by origin; bounded, and it pickles."""

    def __init__(self) -> None:
        self._answers: dict[str, list[_Answer]] = {}
        self._bytes = 0

    def __len__(self) -> int:
        """Return the number of origins that are known."""
        return len(self._answers)

    def add(self, url: str, at: datetime | None, message: Message, fault: str = "") -> None:
        """Take what was answered at *url*, an address of a robots.txt.

        A *fault* tells that it is not all of it: what is missing may forbid anything.
        """
        answer = _Answer(at or _LONG_AGO, _answer_of(message, fault), _target(url, message))
        self._keep(origin(url), answer)

    def add_failure(self, url: str, at: datetime | None, reason: str) -> None:
        """Take note that the robots.txt at *url* is there and cannot be read: it forbids."""
        self._keep(origin(url), _Answer(at or _LONG_AGO, Answer(failure=reason), None))

    def add_unchanged(self, url: str, at: datetime | None) -> None:
        """Take note that *url* was answered as before.

        When that is archived elsewhere nobody can read it, and it forbids.
        """
        if origin(url) not in self._answers:
            answer = Answer(failure="archived as unchanged since a record in another file")
            self._keep(origin(url), _Answer(at or _LONG_AGO, answer, None, is_elsewhere=True))

    def add_all(self, others: RobotsFiles) -> None:
        """Take what is known to *others*, of records further on in the same archive."""
        for key, answers in others._answers.items():
            is_known = key in self._answers
            for each in answers:
                if not (is_known and each.is_elsewhere):
                    self._keep(key, each)

    def only(self, origins: Iterable[str]) -> RobotsFiles:
        """Return those of *origins*, and those that they redirect to."""
        chosen = RobotsFiles()
        waiting = set(origins)
        while waiting:
            known = waiting.pop()
            if known in self._answers and known not in chosen._answers:
                answers = chosen._answers[known] = self._answers[known]
                targets = (each.target for each in answers)
                waiting.update(origin(each) for each in targets if each and is_robots(each))
        return chosen

    def governing(self, url: str, at: datetime | None) -> RobotsCopy | None:
        """Return the copy that was in force for *url* *at* that moment, if the archive has one.

        That is the last one taken before; where there is none, the first one after.
        """
        found = self._answer(origin(url), at)
        redirects = 0
        while found is not None and found.target is not None and redirects <= MAX_REDIRECTS:
            redirects += 1
            target = self._answer(origin(found.target), at) if is_robots(found.target) else None
            if target is None:
                break
            found = replace(target, at=found.at)
        if found is None:
            return None
        return judge_answer(url, replace(found.answer, redirects=redirects), found.at)

    def _answer(self, key: str, at: datetime | None) -> _Answer | None:
        answers = self._answers.get(key)
        if not answers:
            return None
        before = [each for each in answers if at is None or each.at <= at]
        return max(before, key=_moment) if before else min(answers, key=_moment)

    def _keep(self, key: str, found: _Answer) -> None:
        self._bytes += len(found.answer.body) + _COST
        if self._bytes > _MOST_BYTES:
            # What cannot be kept forbids, as what cannot be read does.
            reason = f"the archive holds more than {_MOST_BYTES:,} bytes of them"
            found = replace(found, answer=Answer(failure=reason))
        self._answers.setdefault(key, []).append(found)


def is_robots(url: str | None) -> bool:
    """Whether *url* is the address of a robots.txt."""
    if url is None or not is_web_url(url):
        return False
    parts = urlsplit(url)
    return parts.path == "/robots.txt" and not parts.query


def _target(url: str, message: Message) -> str | None:
    location = message.header("location")
    if not location or (message.status or 0) // 100 != _REDIRECTION:
        return None
    try:
        return urljoin(url, location)
    except ValueError:
        return ""


def _answer_of(message: Message, fault: str) -> Answer:
    if message.status == NO_STATUS:
        return Answer(failure="the status of its answer cannot be read")
    try:
        body = message.body(8 * _LARGEST)
    except UnreadableInput as error:
        return Answer(message.status, message.headers, complete=False, failure=str(error))
    status, body = message.status or _OK, body[:_LARGEST]
    if not fault and message.is_short:
        fault = "it has fewer bytes than its headers say"
    is_partial = bool(fault) and status // 100 == _SUCCESS and len(body) < _LARGEST
    return Answer(
        status, message.headers, body, complete=not is_partial, failure=fault if is_partial else ""
    )


def _moment(answer: _Answer) -> datetime:
    return answer.at
