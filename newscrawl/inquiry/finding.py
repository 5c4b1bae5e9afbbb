"""What was found out about one URL or file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from newscrawl.examination import examine
from newscrawl.exceptions import UnreadableInput
from newscrawl.exit_codes import ExitCode
from newscrawl.inquiry.changes import Changes
from newscrawl.policy.documents import PolicyDocument
from newscrawl.policy.model import Decision, Effect, Purpose, Statement, Verdict
from newscrawl.policy.profile import Profile
from newscrawl.policy.verdict import judge
from newscrawl.readers import Skipped, read_file
from newscrawl.store.identity import Identity
from newscrawl.urls import is_web_url

__all__ = ["Answer", "Finding", "finding_of_file"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one purpose comes to for the operator, and on what ground.

    ``published`` is the effect of what the site says, ``by_specification`` what that would be if
    each specification were followed alone. ``decided`` are the statements behind the
    ``decision``, none where silence decided, and ``lost`` those that spoke of the purpose in vain.
    ``permission`` cites what was granted in writing, where the decision rests on it.
    """

    purpose: Purpose
    decision: Decision
    published: Effect
    by_specification: Effect
    decided: tuple[Statement, ...]
    lost: tuple[Statement, ...]
    permission: str | None


@dataclass(slots=True)
class Finding:
    """The answer about *name*, a URL or the printable path of a file.

    ``fetch`` is the statement that decided whether it may be requested, ``beaten`` are those it
    was stronger than; None for a file, and as long as nothing is known. ``delay`` is what the
    host asks for between two requests, in seconds. ``statements`` are those of the page and of
    the ``documents``, whose fetches are the ground of all. ``failure`` says why there was no page
    to read. ``url`` is where a file says it came from, for the permissions that cover it.

    ``identity`` is under what the store knows it.

    What comes ``from_store`` was found out at ``known_at``, None where nothing is known; it is
    ``stale`` when it may no longer permit anything. ``recorded`` is the hash of the decision as
    the store has it, and ``changes`` compares it with the one before.
    """

    name: str
    at: datetime
    purposes: tuple[Purpose, ...]
    fetch: Statement | None = None
    may_fetch: bool = True
    beaten: tuple[Statement, ...] = ()
    delay: float = 0.0
    statements: tuple[Statement, ...] = ()
    failure: str = ""
    warnings: list[str] = field(default_factory=list)
    profile: Profile = field(default_factory=Profile)
    url: str | None = None
    identity: Identity | None = None
    page_sha256: str | None = None
    documents: tuple[PolicyDocument, ...] = ()
    from_store: bool = False
    known_at: datetime | None = None
    stale: bool = False
    recorded: str | None = None
    changes: Changes | None = None

    @property
    def asked(self) -> str:
        """What was asked about: the URL before any redirect, or the file."""
        return self.identity.name if self.identity and is_web_url(self.name) else self.name

    @property
    def said(self) -> tuple[Statement, ...]:
        """All that was said: what decided on the request first."""
        return (*filter(None, [self.fetch]), *self.statements)

    @property
    def verdict(self) -> Verdict:
        """What the statements come to; a URL that may not be requested is denied by that alone."""
        return self._judged(self.purposes)

    @property
    def exit_code(self) -> ExitCode:
        """0 where every declared purpose is allowed, 3 where one is not, 4 where nobody knows."""
        if self.failure:
            return ExitCode.SOMETHING_FAILED
        if self.verdict.decision is not Decision.ALLOWED:
            return ExitCode.NOTHING_PERMITTED
        return ExitCode.SOMETHING_FAILED if self.stale else ExitCode.COMPLETED

    def answer(self, purpose: Purpose) -> Answer:
        """Return what *purpose* comes to."""
        verdict = self._judged([purpose])
        lost = (each for each in verdict.lost if each.effects.get(purpose, Effect.NONE).strength)
        return Answer(
            purpose,
            verdict.decision,
            verdict.effects.get(purpose, Effect.NONE),
            verdict.by_specification.get(purpose, Effect.NONE),
            verdict.decided,
            tuple(lost),
            verdict.permission,
        )

    def _judged(self, purposes: Iterable[Purpose]) -> Verdict:
        granted = self.profile.granted(self.url or self.name, self.at)
        return judge(self.said, purposes, self.profile, granted)


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
        identity=Identity.of(found.article),
        page_sha256=page.sha256,
    )
