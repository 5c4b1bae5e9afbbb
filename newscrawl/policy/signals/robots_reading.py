"""One reading of robots.txt: whose rules are whose (RFC 9309 sections 2.2.1 and 2.2.4).

Agent lines up to the first rule form one group, whatever other record stands between
them. For the other records, which are no part of the RFC, such a stretch is finer: a
record speaks to the agents named since the record before it, and once there is a rule to
all agents of the group. Before the first agent line it speaks to nobody in particular.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from newscrawl.policy.signals.robots_rules import Rule

__all__ = ["EVERYBODY", "OtherRecord", "Reading", "product_token"]

EVERYBODY = "*"

OtherRecord = tuple[int, bytes, bytes, frozenset[str]]
"""Line number from 1, name in lower case, value, and the tokens it speaks to."""

_TOKEN = re.compile(rb"[A-Za-z_-]++")
_AGENT = b"user-agent"
_RULES = {b"allow": True, b"disallow": False}


def product_token(value: bytes) -> str:
    """Return the product token at the start of *value* in lower case; ``*`` for everybody.

    What follows the token (a version, a comment, more names) is left aside; empty when
    there is none.
    """
    if value == b"*":
        return EVERYBODY
    found = _TOKEN.match(value)
    return found[0].lower().decode("ascii") if found else ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The groups and the other records of a file, and its lines for quoting."""

    lines: Sequence[bytes]
    groups: dict[str, list[list[Rule]]] = field(default_factory=dict)
    records: list[OtherRecord] = field(default_factory=list)

    @classmethod
    def of(cls, lines: Sequence[bytes], records: Iterable[tuple[int, bytes, bytes]]) -> Reading:
        """Group *records* (line number, name, value), taken from *lines*."""
        reading = cls(lines)
        agents = _Agents()
        rules: list[Rule] = []
        for number, name, value in records:
            if name == _AGENT:
                token = product_token(value)
                if agents.begin(token):
                    rules = []
                reading.join(token, rules)
            elif name in _RULES:
                agents.close()
                if value:
                    rules.append((number, _RULES[name], value))
            else:
                reading.records.append((number, name, value, agents.addressed()))
        return reading

    def join(self, token: str, rules: list[Rule]) -> None:
        """Bind *token* by the group of *rules*; an empty token names nobody."""
        groups = self.groups.setdefault(token, []) if token else [rules]
        if not groups or groups[-1] is not rules:
            groups.append(rules)

    def addressed(self, token: str) -> str | None:
        """Return whose groups are for *token*: its own, else ``*``; None when there are none."""
        return next((name for name in (token, EVERYBODY) if name in self.groups), None)

    def rules(self, token: str | None) -> Iterator[Rule]:
        """Yield the rules of all groups of *token*."""
        for rules in self.groups.get(token or "", ()):
            yield from rules


class _Agents:
    """The agents of the group at hand, and those whom the next record speaks to."""

    def __init__(self) -> None:
        self._group: list[str] = []
        self._since = 0
        self._is_open = False
        self._addressed: frozenset[str] | None = frozenset()

    def begin(self, token: str) -> bool:
        """Take an agent line; return whether it begins a new group."""
        is_new = not self._is_open
        if is_new:
            self._group, self._since, self._is_open = [], 0, True
        elif self._addressed is not None:
            self._since = len(self._group)
        self._group.append(token)
        self._addressed = None
        return is_new

    def close(self) -> None:
        """Take a rule: it and what follows is for the whole group."""
        if self._is_open:
            self._is_open, self._since, self._addressed = False, 0, None

    def addressed(self) -> frozenset[str]:
        """Return the tokens that a record at this place speaks to."""
        if self._addressed is None:
            self._addressed = frozenset(self._group[self._since :])
        return self._addressed
