"""Rules of one group: which of them decides on an address (RFC 9309 section 2.2.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from newscrawl.policy.signals.robots_path import PathPattern, comparable

__all__ = ["RobotsDecision", "Rule", "RuleSet", "Speaker"]

Rule = tuple[int, bool, bytes]
"""Line number from 1, whether it allows, and the path as written (not empty)."""

_Ranked = tuple[int, int, bool, bytes]  # rank, line number, whether it allows, path compared


@dataclass(frozen=True, slots=True)
class RobotsDecision:
    """Whether an address may be requested, and the words that decided.

    ``line`` (from 1), ``text`` (the line as it stands) and ``pattern`` (its path in the
    compared spelling) name the rule; without one they are None, and ``text`` is empty or
    says what was found instead of rules. ``group`` is the token whose group was read, ``*``,
    or None when no group is for us. ``delay`` is the time to keep between two requests,
    ``wait`` the time until visits are welcome at all, both in seconds.
    """

    allowed: bool
    line: int | None = None
    text: str = ""
    pattern: str | None = None
    group: str | None = None
    delay: float = 0.0
    wait: float = 0.0


class Speaker(NamedTuple):
    """What the decisions of a group have in common: its name, its delay, the lines to quote."""

    group: str | None
    delay: float
    lines: Sequence[bytes]

    def decision(self, rule: _Ranked | None) -> RobotsDecision:
        """Return what *rule* comes to; None is silence, which allows."""
        if rule is None:
            return RobotsDecision(True, group=self.group, delay=self.delay)
        _, line, allowed, path = rule
        text = self.lines[line - 1].decode("utf-8", "replace").strip()
        return RobotsDecision(allowed, line, text, path.decode(), self.group, self.delay)


class RuleSet:
    """The rules of one reading of a group, ready to decide.

    The most octets win, an Allow wins a tie, and of equal rules the first is quoted. Rules
    without wildcards cost one look-up for each length there is, whatever their number.
    """

    def __init__(self, rules: Iterable[Rule], speaker: Speaker) -> None:
        prefixes: dict[bytes, _Ranked] = {}
        wild: dict[bytes, _Ranked] = {}
        for line, allowed, path in rules:
            text = comparable(path)
            rank = 2 * len(text) + allowed
            table = wild if b"*" in text or b"$" in text else prefixes
            known = table.get(text)
            if known is None or known[0] < rank:
                table[text] = rank, line, allowed, text
        self._prefixes = prefixes
        self._lengths = sorted(set(map(len, prefixes)), reverse=True)
        by_rank = sorted(wild.values(), key=lambda rule: (-rule[0], rule[1]))
        self._wild = [(rule, PathPattern.read(rule[3])) for rule in by_rank]
        self._speaker = speaker
        self._decisions: dict[int, RobotsDecision] = {}
        self._silence = speaker.decision(None)

    @property
    def wildcards(self) -> int:
        """How many rules have to be tried one by one."""
        return len(self._wild)

    def decide(self, target: bytes) -> RobotsDecision:
        """Return the decision on a path and query as ``request_target`` gives them."""
        rule = self._match(target)
        if rule is None:
            return self._silence
        decision = self._decisions.get(rule[1])
        if decision is None:
            decision = self._decisions[rule[1]] = self._speaker.decision(rule)
        return decision

    def speaking(self, target: bytes) -> Iterator[RobotsDecision]:
        """Yield what each rule that speaks of *target* comes to by itself, the strongest first."""
        found = [rule for length in self._lengths if (rule := self._prefixes.get(target[:length]))]
        found += [rule for rule, pattern in self._wild if pattern.matches(target)]
        found.sort(key=lambda rule: (-rule[0], rule[1]))
        yield from map(self._speaker.decision, found)

    def _match(self, target: bytes) -> _Ranked | None:
        best, rank = None, 0
        prefixes = self._prefixes
        for length in self._lengths:
            best = prefixes.get(target[:length])
            if best is not None:
                rank = best[0]
                break
        for rule, pattern in self._wild:
            if rule[0] <= rank:
                break
            if pattern.matches(target):
                return rule
        return best
