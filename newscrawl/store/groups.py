"""Decisions that are alike: one host and one ground make one group, however many URLs it meets."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field, replace

from newscrawl.store.decisions import Decisions, Ruling, Subject

__all__ = ["Groups"]

_SAMPLE = 20
_MOST_GROUPS = 5_000


@dataclass(slots=True)
class _Group:
    ruling: Ruling
    count: int = 0
    told: int = 0
    written: int = 0
    sample: list[str] = field(default_factory=list)


class Groups:
    """The groups of one run. Methods raise StoreError.

    A group is written with its first URL, so that a killed run has told it, then with the tenth,
    the hundredth and so on, and at the end: each time with all it has counted, and the first
    twenty URLs. What an earlier run has written within a day stands: the same words on the same
    subject are written again only for more URLs than it had, or a run every ten minutes would
    write them a hundred times a day. Of more groups than memory should hold the one not met for
    longest is closed; when it is met again, it begins anew.
    """

    def __init__(self, decisions: Decisions, run: int) -> None:
        self._decisions = decisions
        self._run = run
        self._groups: OrderedDict[tuple[Subject, str], _Group] = OrderedDict()

    def add(self, subject: Subject, url: str, ruling: Ruling) -> None:
        """Count *url* among those of *subject*, to which *ruling* applies."""
        key = (subject, str(ruling.ground.get("sha256")))
        if key not in self._groups:
            told = self._decisions.told(self._run, subject, ruling)
            self._groups[key] = _Group(ruling, told=told)
        group = self._groups[key]
        self._groups.move_to_end(key)
        group.count += 1
        if len(group.sample) < _SAMPLE:
            group.sample.append(url)
        if _is_power_of_ten(group.count):
            self._write(subject, group)
        if len(self._groups) > _MOST_GROUPS:
            (oldest, _), closed = self._groups.popitem(last=False)
            self._write(oldest, closed)

    def close(self) -> None:
        """Write what has been counted since it was written last."""
        for (subject, _), group in self._groups.items():
            self._write(subject, group)

    def _write(self, subject: Subject, group: _Group) -> None:
        if group.written == group.count or group.count <= group.told:
            return
        group.written = group.count
        counted = replace(subject, count=group.count, sample=tuple(group.sample))
        self._decisions.record_on(self._run, counted, group.ruling)


def _is_power_of_ten(number: int) -> bool:
    return str(number).strip("0") == "1"
