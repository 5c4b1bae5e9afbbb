"""What was found out about one URL or file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from newscrawl.examination import examine
from newscrawl.exceptions import UnreadableInput
from newscrawl.exit_codes import ExitCode
from newscrawl.policy.model import Decision, Effect, Purpose, Statement, Verdict
from newscrawl.policy.profile import Profile
from newscrawl.policy.records import to_record
from newscrawl.policy.verdict import judge
from newscrawl.readers import Skipped, read_file

__all__ = ["Finding", "finding_of_file"]


@dataclass(slots=True)
class Finding:
    """The answer about *name*, a URL or the printable path of a file.

    ``fetch`` is the statement that decided whether it may be requested; None for a file, and as
    long as nothing is known. ``delay`` is what the host asks for between two requests, in
    seconds. ``statements`` are those of the page. ``failure`` says why there was no page to read.
    ``url`` is where a file says it came from, for the permissions that cover it.
    """

    name: str
    at: datetime
    purposes: tuple[Purpose, ...]
    fetch: Statement | None = None
    may_fetch: bool = True
    delay: float = 0.0
    statements: tuple[Statement, ...] = ()
    failure: str = ""
    warnings: list[str] = field(default_factory=list)
    profile: Profile = field(default_factory=Profile)
    url: str | None = None

    @property
    def verdict(self) -> Verdict:
        """What the statements come to; a URL that may not be requested is denied by that alone."""
        return self._judged(self.purposes)

    @property
    def exit_code(self) -> ExitCode:
        """0 where every declared purpose is allowed, 3 where one is not, 4 where nobody knows."""
        if self.failure:
            return ExitCode.SOMETHING_FAILED
        if self.verdict.decision is Decision.ALLOWED:
            return ExitCode.COMPLETED
        return ExitCode.NOTHING_PERMITTED

    def deciding(self, purpose: Purpose) -> tuple[Statement, ...]:
        """Return the statements with the strongest effect on *purpose*; none means silence."""
        return self._judged([purpose]).decided

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as JSON values."""
        verdict = self.verdict
        return {
            "name": self.name,
            "at": self.at.isoformat(),
            "purposes": [str(purpose) for purpose in self.purposes],
            "fetch": {
                "allowed": self.may_fetch,
                "delay": self.delay,
                "statement": to_record(self.fetch) if self.fetch is not None else None,
            },
            "decision": str(verdict.decision),
            "effects": {
                str(purpose): {
                    "effect": str(verdict.effects.get(purpose, Effect.NONE)),
                    "by_specification": str(verdict.by_specification.get(purpose, Effect.NONE)),
                    "decided": [to_record(each) for each in self.deciding(purpose)],
                }
                for purpose in Purpose
            },
            "permission": verdict.permission,
            "statements": [to_record(each) for each in self.statements],
            "failure": self.failure or None,
            "warnings": self.warnings,
        }

    def _judged(self, purposes: Iterable[Purpose]) -> Verdict:
        said = (*filter(None, [self.fetch]), *self.statements)
        granted = self.profile.granted(self.url or self.name, self.at)
        return judge(said, purposes, self.profile, granted)


def finding_of_file(
    path: Path,
    purposes: tuple[Purpose, ...],
    at: datetime,
    max_size: int,
    profile: Profile | None = None,
) -> Finding:
    """Return what the file at *path* says. Raises UnreadableInput when it holds no page."""
    page = read_file(path, max_size=max_size)
    if isinstance(page, Skipped):
        raise UnreadableInput(f"{page.name}: {page.reason}")
    found = examine(page, purposes=purposes)
    return Finding(
        page.name,
        at,
        purposes,
        statements=found.statements,
        warnings=[*found.warnings],
        profile=profile or Profile(),
        url=page.url,
    )
