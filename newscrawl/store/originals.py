"""Which of several copies is the original: by what they say of one another, else by time.

The grounds, the strongest first:

- ``canonical``: the page of another member calls the address of this one its canonical one;
- ``credit``: others credit its publisher for the text, in a dateline, a source line, a sign-off
  or a copyright line, and it credits none of theirs;
- ``date``: it came out first, by dates that are proven and can be told apart;
- ``first_seen``: it was seen first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any

from newscrawl.normalisation.agencies import organisation_key
from newscrawl.store.attribution import Attribution

__all__ = ["Choice", "Ground", "Member", "Role", "choose"]

_MOST_NAMED = 5
_WIDEST_OFFSET = timedelta(hours=14)


class Ground(StrEnum):
    """On what a choice rests."""

    CANONICAL = "canonical"
    CREDIT = "credit"
    DATE = "date"
    FIRST_SEEN = "first_seen"


class Role(StrEnum):
    """What a member is to its cluster. A version is another text of the original's publisher."""

    ORIGINAL = "original"
    COPY = "copy"
    VERSION = "version"


@dataclass(frozen=True)
class Member:
    """One article of a cluster: its key, its name for people, when it was first seen (UTC)."""

    key: str
    name: str
    first_seen: str
    attribution: Attribution

    @cached_property
    def organisations(self) -> frozenset[str]:
        """By what names its publisher may be credited."""
        names = (self.attribution.publisher, self.attribution.site)
        return frozenset(organisation_key(name) for name in names if name)

    @cached_property
    def credited(self) -> Mapping[str, str]:
        """Whom it credits besides itself, as printed, by what all their names share."""
        found = {organisation_key(name): name for name in self.attribution.credits}
        return {key: name for key, name in found.items() if key not in self.organisations}

    def role(self, original: Member) -> Role:
        """Return what it is to *original*."""
        if self.key == original.key:
            return Role.ORIGINAL
        is_own = self.organisations & original.organisations
        return Role.VERSION if is_own else Role.COPY


@dataclass(frozen=True, slots=True)
class Choice:
    """The original of a cluster, and why: a ``reason`` in words, the ``evidence`` as JSON values.

    ``absent`` in the evidence names who is credited and has no article among the members.
    """

    original: Member
    ground: Ground
    reason: str
    evidence: Mapping[str, Any] = field(default_factory=dict)


def choose(members: Sequence[Member]) -> Choice:
    """Return the original of *members*, which are at least one, in order of first seeing."""
    choice = _by_canonical(members) or _by_credit(members) or _by_time(members)
    absent = _absent(members)
    if not absent or choice.ground in {Ground.CANONICAL, Ground.CREDIT}:
        return choice
    reason = f"{choice.reason}; {', '.join(absent)} is credited and not among them"
    return Choice(
        choice.original, choice.ground, reason, {**choice.evidence, "absent": list(absent)}
    )


def _by_canonical(members: Sequence[Member]) -> Choice | None:
    keys = {member.key: member for member in members}
    pointing = [member for member in members if member.attribution.canonical in keys]
    votes = Counter(member.attribution.canonical for member in pointing)
    if not votes:
        return None
    chosen = keys[str(votes.most_common(1)[0][0])]
    names = [each.name for each in pointing if each.attribution.canonical == chosen.key]
    reason = f"{_listed(names)} names its address as canonical"
    return Choice(chosen, Ground.CANONICAL, reason, {"members": names[:_MOST_NAMED]})


def _by_credit(members: Sequence[Member]) -> Choice | None:
    crediting: dict[str, list[tuple[Member, str]]] = {}
    for creditor in members:
        for organisation, printed in creditor.credited.items():
            crediting.setdefault(organisation, []).append((creditor, printed))
    present = frozenset().union(*(member.organisations for member in members))
    votes = {
        member.key: sum(len(crediting.get(name, ())) for name in member.organisations)
        for member in members
        # Who credits another one of them has only passed the text on.
        if not member.credited.keys() & present
    }
    most = max(votes.values(), default=0)
    if not most:
        return None
    credited = [member for member in members if votes.get(member.key) == most]
    chosen = credited[0] if len(credited) == 1 else _by_time(credited).original
    witnesses = [pair for name in chosen.organisations for pair in crediting.get(name, ())]
    names = [witness.name for witness, _ in witnesses]
    named = sorted({printed for _, printed in witnesses})[:_MOST_NAMED]
    reason = f"{_listed(names)} credits {', '.join(named)}"
    evidence = {"members": names[:_MOST_NAMED], "credited": named}
    return Choice(chosen, Ground.CREDIT, reason, evidence)


def _by_time(members: Sequence[Member]) -> Choice:
    choice = _by_date(members)
    return choice or _by_sight(members, "none tells a proven date of publication")


def _by_date(members: Sequence[Member]) -> Choice | None:
    spans = [(member, span) for member in members if (span := _span(member)) is not None]
    if not spans:
        return None
    latest = min(end for _, (_, end) in spans)
    first = [member for member, (start, _) in spans if start <= latest]
    dates = {member.name: member.attribution.date_published for member in first[:_MOST_NAMED]}
    if len(first) > 1:
        choice = _by_sight(first, "their dates of publication cannot be told apart")
        return Choice(
            choice.original, choice.ground, choice.reason, {**choice.evidence, "dates": dates}
        )
    published = first[0].attribution.date_published
    evidence = {"date_published": published, "dated": len(spans)}
    return Choice(first[0], Ground.DATE, f"published first, {published}", evidence)


def _by_sight(members: Sequence[Member], because: str) -> Choice:
    first = min(members, key=lambda member: member.first_seen)
    reason = f"seen first, {first.first_seen}: {because}"
    return Choice(first, Ground.FIRST_SEEN, reason, {"first_seen": first.first_seen})


def _span(member: Member) -> tuple[datetime, datetime] | None:
    """Return the earliest and the latest moment that the date of *member* can mean.

    Without an offset that is anywhere on Earth, and a day is all of it.
    """
    written = member.attribution.date_published
    try:
        if written is None:
            return None
        if len(written) == len("2026-11-24"):
            start = datetime.combine(date.fromisoformat(written), time(), UTC)
            return start - _WIDEST_OFFSET, start + timedelta(days=1) + _WIDEST_OFFSET
        moment = datetime.fromisoformat(written)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC), moment.astimezone(UTC)
        moment = moment.replace(tzinfo=UTC)
        return moment - _WIDEST_OFFSET, moment + _WIDEST_OFFSET
    except (ValueError, OverflowError):
        return None


def _absent(members: Sequence[Member]) -> list[str]:
    present = frozenset().union(*(member.organisations for member in members))
    named: Counter[str] = Counter()
    for member in members:
        named.update(name for key, name in member.credited.items() if key not in present)
    return [name for name, _ in named.most_common(_MOST_NAMED)]


def _listed(names: Collection[str]) -> str:
    first = next(iter(names))
    return first if len(names) == 1 else f"{first} and {len(names) - 1} more"
