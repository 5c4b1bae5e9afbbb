"""What of a stored article may be handed on, where it rests on a permission.

A verdict is that of the day on which it was taken. One thing that it rests on is in our own
hands, and may have ended since: what was permitted to us in writing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from newscrawl.examination import policy_of
from newscrawl.page import Origin
from newscrawl.pipelines.flag import FACTS, STUB
from newscrawl.policy.model import Decision, Level, Verdict
from newscrawl.policy.profile import Profile
from newscrawl.policy.records import from_record
from newscrawl.policy.verdict import judge
from newscrawl.store.decisions import Ruling
from newscrawl.store.identity import nested

__all__ = ["Permitted"]


class Permitted:
    """Judges stored items anew whose permission holds no more *at* a moment (aware).

    What is restricted then is treated as the crawl would have treated it: of a live page a stub
    is left, of a supplied one what the *treatment* of ``NEWSCRAWL_RESTRICTED`` leaves.
    """

    def __init__(self, profile: Profile, treatment: str, at: datetime) -> None:
        self._profile = profile
        self._treatment = treatment
        self._at = at
        self.lapsed = 0
        """How many items were restricted that way."""

    def part(self, item: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Return *item* as far as it may be handed on; None where nothing of it may be."""
        ruling = Ruling.of(item)
        if ruling is None or not ruling.permission or self._holds(item, ruling.permission):
            return item
        verdict = self._verdict(item, ruling)
        if verdict.decision is Decision.ALLOWED:
            return {**item, "policy": asdict(policy_of(verdict))}
        self.lapsed += 1
        is_live = nested(item.get("provenance")).get("origin") == Origin.LIVE
        if self._treatment == "drop" and not is_live:
            return None
        is_whole = self._treatment == "flag" and not is_live
        restricted = {**item, "restricted": True, "policy": _policy(verdict, is_whole=is_whole)}
        return restricted if is_whole else _reduced(restricted, STUB if is_live else FACTS)

    def _holds(self, item: Mapping[str, Any], cited: str) -> bool:
        granted = {each.citation for each in self._profile.granted(item.get("url"), self._at)}
        return granted.issuperset(cited.split("; "))

    def _verdict(self, item: Mapping[str, Any], ruling: Ruling) -> Verdict:
        granted = self._profile.granted(item.get("url"), self._at)
        try:
            said = [from_record(each) for each in ruling.evidence]
            return judge(said, ruling.purposes, self._profile, granted)
        except (KeyError, TypeError, ValueError, AttributeError):
            # It cannot be judged anew, and the permission is gone.
            return replace(judge((), "archive"), decision=Decision.DENIED)


def _policy(verdict: Verdict, *, is_whole: bool) -> dict[str, Any]:
    """Return *verdict* as an item carries it; without doubtful quotes unless it *is_whole*."""
    policy = asdict(policy_of(verdict))
    if not is_whole:
        kept = [each for each in policy["evidence"] if each["level"] != Level.POSSIBLE]
        policy["evidence"] = kept
    return policy


def _reduced(item: Mapping[str, Any], kept: frozenset[str]) -> dict[str, Any]:
    return {
        name: value if name in kept else [] if isinstance(value, list) else None
        for name, value in item.items()
    }
