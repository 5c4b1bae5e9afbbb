"""A finding kept: it is a decision like any other, and compared with the one before."""

from __future__ import annotations

from dataclasses import asdict

from newscrawl.inquiry.changes import compared
from newscrawl.inquiry.finding import Finding
from newscrawl.policy.records import to_record
from newscrawl.store import Store
from newscrawl.store.decisions import Action, Ruling, Subject

__all__ = ["keep"]

_ON_PAGES = (Action.USE, Action.INQUIRY)


def keep(store: Store, run: int, finding: Finding) -> None:
    """Keep *finding*, made in *run*, and note in it the hash and what has changed.

    What nobody could find out is no decision. Raises StoreError.
    """
    if finding.failure or finding.identity is None:
        return
    ruling = _ruling(finding)
    before = store.decisions.latest(finding.identity.key, actions=_ON_PAGES)
    finding.changes = compared(before, asdict(ruling))
    subject = Subject.of(finding.identity, Action.USE if finding.may_fetch else Action.INQUIRY)
    finding.recorded = store.decisions.record_on(run, subject, ruling)


def _ruling(finding: Finding) -> Ruling:
    verdict = finding.verdict
    until = verdict.valid_until
    return Ruling(
        decision=str(verdict.decision),
        purposes=[str(purpose) for purpose in verdict.purposes],
        effects={str(purpose): str(effect) for purpose, effect in verdict.effects.items()},
        evidence=[to_record(each) for each in (*verdict.decided, *verdict.lost)],
        permission=verdict.permission,
        valid_until=until.isoformat() if until is not None else None,
        by_specification={
            str(purpose): str(effect) for purpose, effect in verdict.by_specification.items()
        },
        sha256=finding.page_sha256,
    )
