"""A finding as a script reads it: JSON values under stable keys (``docs/policy.md``)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from newscrawl.inquiry.advice import advice
from newscrawl.inquiry.changes import Changes
from newscrawl.inquiry.finding import Finding
from newscrawl.inquiry.silence import absences
from newscrawl.policy.documents import PolicyDocument
from newscrawl.policy.model import Purpose
from newscrawl.policy.records import to_record

__all__ = ["as_record"]


def as_record(finding: Finding) -> dict[str, Any]:
    """Return *finding* as JSON values."""
    verdict = finding.verdict
    valid_until = verdict.valid_until
    return {
        "asked": finding.asked,
        "name": finding.name,
        "at": finding.at.isoformat(),
        "from_store": finding.from_store,
        "known_at": finding.known_at.isoformat() if finding.known_at else None,
        "stale": finding.stale,
        "valid_until": valid_until.isoformat() if valid_until else None,
        "purposes": [str(purpose) for purpose in finding.purposes],
        "decision": None if finding.failure else str(verdict.decision),
        "failure": finding.failure or None,
        "permission": verdict.permission,
        "fetch": {
            "allowed": finding.may_fetch,
            "delay": finding.delay,
            "statement": to_record(finding.fetch) if finding.fetch is not None else None,
            "beaten": [to_record(each) for each in finding.beaten],
        },
        "effects": {str(purpose): _answer(finding, purpose) for purpose in Purpose},
        "statements": [to_record(each) for each in finding.statements],
        "documents": [_document(each) for each in finding.documents],
        "page": {"sha256": finding.page_sha256},
        "not_found": [asdict(each) for each in absences(finding)],
        "warnings": finding.warnings,
        "how_to_permit": _advice(finding),
        "recorded": finding.recorded,
        "changes": _changes(finding.changes),
    }


def _answer(finding: Finding, purpose: Purpose) -> dict[str, Any]:
    answer = finding.answer(purpose)
    return {
        "decision": None if finding.failure else str(answer.decision),
        "effect": str(answer.published),
        "by_specification": str(answer.by_specification),
        "permission": answer.permission,
        "decided": [to_record(each) for each in answer.decided],
        "lost": [to_record(each) for each in answer.lost],
    }


def _document(document: PolicyDocument) -> dict[str, Any]:
    return {
        "kind": str(document.kind),
        "url": document.url,
        "found": document.is_found,
        "status": document.status,
        "failure": document.failure or None,
        "redirects": document.redirects,
        "fetched_at": document.fetched_at.isoformat(),
        "expires_at": document.expires_at.isoformat(),
        "size": len(document.body),
        "sha256": document.sha256 if document.body else None,
    }


def _advice(finding: Finding) -> dict[str, Any] | None:
    found = advice(finding)
    if found is None:
        return None
    return {
        "purposes": [str(purpose) for purpose in found.purposes],
        "addresses": list(found.addresses),
        "conditions": list(found.duties),
        "command": found.command,
        "not_lifted_by_any": [to_record(each) for each in found.unliftable],
    }


def _changes(changes: Changes | None) -> dict[str, Any] | None:
    if changes is None:
        return None
    effects = changes.effects or {}
    return {
        "since": changes.since,
        "purposes": list(changes.purposes),
        "decision": [changes.before, changes.after],
        "effects": {str(purpose): list(map(str, pair)) for purpose, pair in effects.items()},
        "new": [dict(each) for each in changes.new],
        "gone": [dict(each) for each in changes.gone],
    }
