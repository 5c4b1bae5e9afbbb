"""What an archive tells of asking for policy files: the answers, and a bounded table of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urljoin

from newscrawl.exceptions import UnreadableInput
from newscrawl.policy.signals.answers import Answer
from newscrawl.policy.signals.robots_lines import SIZE_LIMIT
from newscrawl.policy.signals.site_file_places import LARGEST
from newscrawl.readers.messages import NO_STATUS, SHORT, Message

__all__ = ["AnswerTable", "ArchivedAnswer", "redirect_target", "whole_answer"]

_UNPACKED = 4 * 1024 * 1024
_COST = 1_000
_MOST_LOST = 100_000
_MOST_ANSWERS = 500
_OK = 200
_SUCCESS, _REDIRECTION = 2, 3
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ArchivedAnswer:
    """One answer, got ``at`` a moment; None where nobody knows it.

    ``target`` is the address that it redirects to. Where it ``is_unchanged`` that is the name of
    the file whose answer it repeats, got ``since``: what is not archived with it nobody can read,
    and ``answer`` says so.
    """

    at: datetime | None
    answer: Answer
    target: str = ""
    is_unchanged: bool = False
    since: datetime | None = None

    @property
    def moment(self) -> datetime:
        """When it counts from: long ago, where nobody knows."""
        return self.at or _LONG_AGO

    @property
    def size(self) -> int:
        """About the bytes of memory that it takes."""
        return len(self.answer.body) + len(self.target) + _COST


# What cannot be kept forbids, as what cannot be read does.
_LOST = ArchivedAnswer(None, Answer(failure="the archive holds more policy files than are kept"))
_UNCERTAIN = ArchivedAnswer(
    None, Answer(failure="archived more than once, and which was in force no date tells")
)


class AnswerTable:
    """The answers for each of many files, by what names it; at most about so many bytes.

    Of files beyond that, or with more than 500 answers, it is known that they are lost, and of all
    that are not kept where there are more than 100,000 of those. It pickles.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: dict[str, list[ArchivedAnswer]] = {}
        self._lost: set[bytes] = set()
        self._is_full = False

    def __len__(self) -> int:
        """Return the number of files that are kept."""
        return len(self._kept)

    def of(self, name: str) -> Sequence[ArchivedAnswer]:
        """Return all answers for the file *name*; of a lost one that it is."""
        kept = self._kept.get(name)
        if kept is not None:
            return kept
        return (_LOST,) if self._is_lost(name) else ()

    def in_force(self, name: str, at: datetime | None) -> ArchivedAnswer | None:
        """Return the last answer for *name* got before that moment, else the first one after.

        Where no date tells which that is, and they differ, nobody can read it.
        """
        answers = self.of(name)
        if len(answers) > 1 and at is not None and all(each.at for each in answers):
            moments = {each.moment for each in answers}
            moment = max((each for each in moments if each <= at), default=min(moments))
            answers = [each for each in answers if each.moment == moment]
        # Many may repeat the same: each is compared once.
        found = {id(each): each for answer in answers for each in self._meant(answer)}
        if not found:
            return None
        first, *others = found.values()
        agree = all((each.answer, each.target) == (first.answer, first.target) for each in others)
        return first if agree else _UNCERTAIN

    def keep(self, name: str, found: ArchivedAnswer) -> None:
        """Take *found*, an answer for the file *name*."""
        if self._is_lost(name):
            return
        self._bytes += len(name) + found.size
        if self._bytes <= self._most_bytes and len(self._kept.get(name, ())) < _MOST_ANSWERS:
            self._kept.setdefault(name, []).append(found)
        else:
            self._kept.pop(name, None)
            self._lose(_mark(name))

    def keep_all(self, others: AnswerTable) -> None:
        """Take what *others* hold, of records further on in the same archive."""
        for name, answers in others._kept.items():
            for each in answers:
                self.keep(name, each)
        for mark in others._lost:
            self._lose(mark)
        is_full = others._is_full
        self._is_full = self._is_full or is_full
        for name in [each for each in self._kept if others._lost or is_full]:
            if others._is_lost(name):
                del self._kept[name]

    def _meant(self, answer: ArchivedAnswer) -> Sequence[ArchivedAnswer]:
        """Return *answer*, or if it repeats another all that this may be, as far as they are there.

        Where nothing is told of that one's date, it may be any before.
        """
        if not answer.is_unchanged:
            return (answer,)
        since, until = answer.since, answer.moment
        originals = [
            each
            for each in self.of(answer.target)
            if not each.is_unchanged
            and (_second(each.moment) == _second(since) if since else each.moment <= until)
        ]
        return originals or (replace(answer, target=""),)

    def _is_lost(self, name: str) -> bool:
        if self._is_full:
            return name not in self._kept
        return bool(self._lost) and _mark(name) in self._lost

    def _lose(self, mark: bytes) -> None:
        self._lost.add(mark)
        if len(self._lost) > _MOST_LOST:
            self._lost.clear()
            self._is_full = True


def whole_answer(message: Message, fault: str, *, is_robots: bool) -> Answer:
    """Return what *message* tells, without headers: they only say how long it holds.

    A *fault* tells that it is not all of it: what is missing may forbid anything. Nothing hangs on
    the body of an error or a redirect.
    """
    if message.status == NO_STATUS:
        return Answer(failure=message.fault)
    status, limit = message.status or _OK, SIZE_LIMIT if is_robots else LARGEST
    if status // 100 != _SUCCESS:
        return Answer(status)
    fault = fault or message.fault or (SHORT if message.is_short else "")
    try:
        body = message.body(_UNPACKED)
    except UnreadableInput as error:
        body, fault = b"", str(error)
    if len(body) > limit:
        # What comes behind counts for nothing in a robots.txt; another one cannot be read.
        body = body[: limit + 1]
        fault = "" if is_robots else f"it has more than {limit:,} bytes"
    return Answer(status, body=b"" if fault else body, complete=not fault, failure=fault)


def redirect_target(url: str, message: Message) -> str:
    """Return where *message*, the answer at *url*, redirects to; empty where it does not."""
    location = message.header("location")
    if not location or (message.status or 0) // 100 != _REDIRECTION:
        return ""
    try:
        return urljoin(url, location)
    except ValueError:
        return ""


def _mark(name: str) -> bytes:
    """Return what tells *name*, which may be long, from all others."""
    return hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=8).digest()


def _second(moment: datetime) -> datetime:
    """Return *moment* as older writers have it."""
    return moment.replace(microsecond=0)
