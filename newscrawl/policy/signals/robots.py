"""robots.txt: who may request what, by the line that says so (RFC 9309).

:func:`read_robots` takes the bytes of a file, whatever they are; :meth:`RobotsTxt.decide`
answers for one address and one product token. Groups that name a token are merged, ``*``
is for those whom no group names, the rule with the most octets decides, and of two alike
the Allow.

Careful mode, always on: a malformed file is read a second time as its author must have
meant it, and an address has to be allowed by both readings. Malformed lines can so add a
restriction, never a permission.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TypeVar

from newscrawl.policy.signals.robots_lines import (
    Line,
    mended,
    read_lines,
    split_lines,
    within_limit,
)
from newscrawl.policy.signals.robots_pace import crawl_delay, request_rate, visit_time
from newscrawl.policy.signals.robots_path import request_target, without_dots
from newscrawl.policy.signals.robots_reading import (
    EVERYBODY,
    OtherRecord,
    Reading,
    product_token,
)
from newscrawl.policy.signals.robots_rules import RobotsDecision, RuleSet, Speaker
from newscrawl.policy.signals.robots_spelling import meant_name
from newscrawl.text.cleaning import excerpt

__all__ = ["RobotsDecision", "RobotsGroup", "RobotsRecord", "RobotsTxt", "read_robots"]

T = TypeVar("T")

_ITSELF = b"/robots.txt"
_MAX_GROUPS = 64
_QUOTE_LENGTH = 120
_LONGEST_TARGET = 65_536  # octets; no server takes more, and matching takes time for each
_MOST_STEPS = 100_000_000  # rules with wildcards times octets: a quarter of a second


@dataclass(frozen=True, slots=True)
class RobotsRecord:
    """A record that is no rule: a usage preference, a licence, a sitemap, anything unknown.

    ``key`` is in lower case, ``value`` without comment. ``agents`` are the tokens (lower
    case, ``*``) it speaks to; none when by one of two readings of the file it stands before
    every group, or in one that names nobody. It is ``doubtful`` when it was misspelt, or
    speaks to whom was asked for in one of them only.
    """

    line: int
    key: str
    value: str
    agents: frozenset[str]
    doubtful: bool = False


class RobotsTxt:
    """One robots.txt file, read. Immutable; what it decides is worked out once and kept."""

    def __init__(self, readings: tuple[Reading, ...], doubtful: tuple[int, ...]) -> None:
        self._readings = readings
        self._groups: dict[str, RobotsGroup] = {}
        self.doubtful = doubtful
        """Numbers of the lines that had to be read twice, for warnings."""

    def decide(self, url: str, token: str) -> RobotsDecision:
        """Return whether the crawler *token* may request *url* (absolute, any spelling)."""
        return self.group(token).decide(url)

    def group(self, token: str) -> RobotsGroup:
        """Return what the file says to the crawler *token*; ``*`` asks for everybody's part."""
        known = self._groups.get(token)
        if known is None:
            if len(self._groups) >= _MAX_GROUPS:
                self._groups.clear()
            known = self._groups[token] = RobotsGroup(self._readings, token)
        return known

    def names(self, token: str) -> bool:
        """Whether there is a group for the crawler *token* (lower case) by name."""
        return any(token in reading.groups for reading in self._readings)

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """What was read otherwise than written, or not at all, each in one line."""
        misread = [
            f"{self._quote(number)} is read as {self._meant(number)}" for number in self.doubtful
        ]
        unread = [
            f"{self._quote(each.line)} is no record we know"
            for each in self.records
            if each.line not in self.doubtful and meant_name(each.key.encode()) is None
        ]
        return (*misread, *unread)

    def _meant(self, number: int) -> str:
        written = self.line(number).partition(":")[0].strip().lower()
        meant = meant_name(written.encode("utf-8", "replace"))
        is_name = meant is not None and meant.decode() != written
        return meant.decode().capitalize() if meant and is_name else "it must be meant"

    def _quote(self, number: int) -> str:
        return f"robots.txt line {number} “{excerpt(self.line(number), _QUOTE_LENGTH)}”"

    def line(self, number: int) -> str:
        """Return the line *number* (from 1) as it stands, for quoting and for its context."""
        lines = self._readings[0].lines
        return lines[number - 1].decode("utf-8", "replace") if 0 < number <= len(lines) else ""

    @cached_property
    def records(self) -> tuple[RobotsRecord, ...]:
        """All records that are no rules, in the order of the file."""
        return _merged([each for each in reading.records if each[1]] for reading in self._readings)

    @cached_property
    def sitemaps(self) -> tuple[str, ...]:
        """The addresses of Sitemap records as written, each once; groups do not matter."""
        found = dict.fromkeys(
            _text(value)
            for reading in self._readings
            for _, name, value, _ in reading.records
            if name == b"sitemap" and value
        )
        return tuple(found)

    @property
    def is_silent(self) -> bool:
        """Whether the file addresses nobody: empty, or something else under this name."""
        return not any(reading.groups for reading in self._readings)


class RobotsGroup:
    """What one file says to one crawler.

    ``name`` is its token, ``*``, or None when no group is for it. ``delay`` is in seconds:
    the slowest of Crawl-delay and Request-rate in its own groups, else in those of ``*``. Pace,
    too, is the stricter of both readings.
    """

    def __init__(self, readings: tuple[Reading, ...], token: str) -> None:
        asked = product_token(token.encode("utf-8", "replace"))
        addressed = [reading.addressed(asked) for reading in readings]
        self._addressed = addressed
        self._readings = readings
        self._asked = asked
        self.name = next((name for name in addressed if name is not None), None)
        self.delay = max(map(self._delay, readings), default=0.0)
        self._hours = [self._pace(each, b"visit-time", visit_time) for each in readings]
        self._rule_sets = [
            RuleSet(reading.rules(name), Speaker(name, self.delay, reading.lines))
            for reading, name in zip(readings, addressed, strict=True)
        ]
        self._itself = RobotsDecision(True, group=self.name, delay=self.delay)
        self._too_long = replace(self._itself, allowed=False, text="the address is too long")
        wildcards = sum(rules.wildcards for rules in self._rule_sets)
        self._longest = min(_LONGEST_TARGET, _MOST_STEPS // max(1, wildcards))

    def decide(self, url: str) -> RobotsDecision:
        """Return whether *url* may be requested; the stricter answer if it can be read twice."""
        target = request_target(url)
        if target == _ITSELF:
            return self._itself
        if len(target) > self._longest:
            return self._too_long
        decision = self._strictest(target)
        if decision.allowed and b"/." in target:
            return self._strictest(without_dots(target), decision)
        return decision

    def beaten(self, url: str) -> tuple[RobotsDecision, ...]:
        """Return what each rule that speaks of *url* and does not decide on it comes to."""
        target = request_target(url)
        decided = self.decide(url)
        if decided.line is None:
            return ()
        found = [each for rules in self._rule_sets for each in rules.speaking(target)]
        return tuple({each.line: each for each in found if each.line != decided.line}.values())

    @cached_property
    def records(self) -> tuple[RobotsRecord, ...]:
        """The records that speak to this crawler by name; without a group of its own, to ``*``."""
        return _merged(
            [each for each in reading.records if each[1] and name in each[3]]
            for reading, name in zip(self._readings, self._addressed, strict=True)
        )

    def wait(self, now: datetime) -> float:
        """Return the seconds from *now* (aware) until visits are welcome; 0 when they are."""
        return max(
            (min(each.wait(now) for each in hours) for hours in self._hours if hours), default=0.0
        )

    def _strictest(self, target: bytes, other: RobotsDecision | None = None) -> RobotsDecision:
        for rules in self._rule_sets:
            decision = rules.decide(target)
            if not decision.allowed:
                return decision
            other = other or decision
        return other or self._itself

    def _delay(self, reading: Reading) -> float:
        delays = self._pace(reading, b"crawl-delay", crawl_delay)
        return max([0.0, *delays, *self._pace(reading, b"request-rate", request_rate)])

    def _pace(self, reading: Reading, key: bytes, read: Callable[[str], T | None]) -> list[T]:
        """Return what *key* has in *reading*: our own values, without any everybody's."""
        for token in (self._asked, EVERYBODY):
            found = [
                read(_text(value))
                for _, name, value, agents in reading.records
                if name == key and token in agents
            ]
            values = [value for value in found if value is not None]
            if values:
                return values
        return []


def read_robots(body: bytes) -> RobotsTxt:
    """Read the *body* of a robots.txt file. Anything can be read; nonsense says nothing."""
    text = within_limit(body)
    lines = split_lines(text)
    records = list(read_lines(lines))
    readings = [Reading.of(lines, _as_written(records))]
    doubtful = [number for number, _, _, meant in records if meant]
    plain = mended(text)
    if plain is not text:
        lines = split_lines(plain)
        records = list(read_lines(lines))
    if doubtful or plain is not text:
        readings.append(Reading.of(lines, _as_meant(records)))
    return RobotsTxt(tuple(readings), tuple(doubtful))


def _merged(readings: Iterable[Iterable[OtherRecord]]) -> tuple[RobotsRecord, ...]:
    """Return the records of all *readings* by line; what one of them lacks is doubtful."""
    said = [{record[:3]: record[3] for record in records} for records in readings]
    return tuple(
        RobotsRecord(
            line=key[0],
            key=_text(key[1]),
            value=_text(key[2]),
            agents=_agents([each[key] for each in said if key in each]),
            doubtful=not all(key in each for each in said),
        )
        for key in sorted(set().union(*said))
    )


def _agents(readings: Sequence[frozenset[str]]) -> frozenset[str]:
    """Return whom one record speaks to by any of *readings*; nobody in particular by one is so."""
    return frozenset().union(*readings) if all(map(any, readings)) else frozenset()


def _as_written(records: list[Line]) -> Iterator[tuple[int, bytes, bytes]]:
    return ((number, name, value) for number, name, value, _ in records if name)


def _as_meant(records: list[Line]) -> Iterator[tuple[int, bytes, bytes]]:
    for number, name, value, meant in records:
        if meant is None:
            yield number, name, value
        else:
            for meant_name, meant_value in meant:
                yield number, meant_name, meant_value


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")
