"""What the store knows of a URL: an answer without a request, for now or for a day in the past."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from newscrawl.inquiry.finding import Finding
from newscrawl.policy.documents import DocumentKind, PolicyDocument
from newscrawl.policy.model import Effect, Purpose, Statement
from newscrawl.policy.permissions import lifts
from newscrawl.policy.profile import Profile
from newscrawl.policy.records import from_record
from newscrawl.policy.signals.answers import Outcome
from newscrawl.policy.signals.known_sites import known_site
from newscrawl.policy.signals.page import PRODUCT_TOKEN
from newscrawl.policy.signals.robots_access import robots_copy
from newscrawl.policy.signals.robots_copy import RobotsCopy, robots_url
from newscrawl.policy.signals.robots_usage import robots_statements
from newscrawl.policy.signals.site_files import (
    SiteFileCopy,
    files_of,
    origin_statements,
    site_file_copy,
)
from newscrawl.store import Store
from newscrawl.store.decisions import Action
from newscrawl.store.identity import Identity
from newscrawl.urls import origin, site

__all__ = ["Memory", "note_robots", "with_cited"]

_NOTHING_KNOWN = "nothing is known of it"
_PAGE_UNKNOWN = "the page itself was never asked for"


@dataclass(frozen=True, slots=True)
class Memory:
    """Answers for an operator from what *store* holds. A site's stop holds for *term*."""

    store: Store
    purposes: tuple[Purpose, ...]
    profile: Profile
    term: timedelta

    def finding(self, url: str, at: datetime) -> Finding:
        """Return what was known of *url* at the moment *at* (aware). Raises StoreError.

        What had expired by then counts as it was while it held, and the finding is stale.
        """
        finding = Finding(url, at, self.purposes, profile=self.profile, failure=_NOTHING_KNOWN)
        finding.from_store = True
        finding.identity = Identity.of({"url": url})
        row = self.store.decisions.latest(finding.identity.key, at)
        finding.documents = tuple(self.store.documents.of_origin(origin(url), at))
        moments = [each.fetched_at for each in finding.documents]
        if finding.documents:
            finding.failure = _PAGE_UNKNOWN
        read = self._read_robots(finding)
        if row is not None:
            self._recall(finding, row, read)
            moments.append(datetime.fromisoformat(row["at"]))
        if (ground := self._stop(url, at)) is not None:
            finding.fetch, finding.may_fetch = ground, False
        if not finding.may_fetch:
            finding.failure = ""
        finding.documents = with_cited(self.store, finding.documents, finding.said, at)
        finding.known_at = min(moments, default=None)
        return finding

    def _read_robots(self, finding: Finding) -> set[str]:
        """Read the policy files of the origin anew; return the addresses of those that are kept."""
        url = robots_url(finding.name)
        robots = (each for each in finding.documents if each.kind is DocumentKind.ROBOTS)
        document = next((each for each in robots if each.url == url), None)
        if document is None:
            return set()
        copy = robots_copy(document)
        finding.stale = not copy.is_fresh(finding.at)
        note_robots(finding, copy, document.fetched_at if finding.stale else finding.at)
        if copy.outcome is Outcome.DEFERRED or document.status is None:
            finding.failure, finding.may_fetch = copy.reason, True
        files = [*self._files(copy, finding.at)]
        finding.statements = origin_statements(copy, files, finding.name)
        finding.stale |= not all(each.is_fresh(finding.at) for each in files)
        elsewhere = (each.document for each in files if each.document not in finding.documents)
        finding.documents = (*finding.documents, *elsewhere)
        return {url, *(each.url for each in files)}

    def _files(self, robots: RobotsCopy, at: datetime) -> Iterator[SiteFileCopy]:
        for file in files_of(robots, Purpose):
            document = self.store.documents.latest(file.url, at, file.kind)
            if document is not None:
                yield site_file_copy(document)

    def _recall(self, finding: Finding, row: Mapping[str, Any], read: Container[str]) -> None:
        """Add what the page of *row* said, by the decision taken then, beside what was *read*."""
        finding.failure = ""
        said = [each for each in _statements(row["evidence"]) if each.source not in read]
        finding.statements = (*finding.statements, *said)
        finding.page_sha256 = row["sha256"]
        until = row["valid_until"]
        if until is not None and datetime.fromisoformat(until) <= finding.at:
            finding.stale = True

    def _stop(self, url: str, at: datetime) -> Statement | None:
        """Return what forbade to visit the whole site of *url*, if no permission lifts it."""
        row = self.store.decisions.latest(site(url), at, [Action.STOP])
        is_over = row is None or datetime.fromisoformat(row["at"]) + self.term <= at
        found = [known_site(url), *(_statements(row["evidence"]) if row and not is_over else ())]
        granted = self.profile.granted(url, at)
        standing = (each for each in found if each is not None and self._denies(each))
        return next((each for each in standing if not lifts(granted, each, self.purposes)), None)

    def _denies(self, statement: Statement) -> bool:
        return any(statement.effects.get(each) is Effect.DENY for each in self.purposes)


def with_cited(
    store: Store,
    documents: Iterable[PolicyDocument],
    said: Iterable[Statement],
    at: datetime | None = None,
) -> tuple[PolicyDocument, ...]:
    """Return *documents*, robots.txt first, and what else *store* keeps of what is cited.

    That is what was *said* in documents that no page is, such as terms and licences elsewhere.
    """
    found = {(each.url, each.kind): each for each in documents}
    known = {each.url for each in found.values()}
    for source in dict.fromkeys(each.source for each in said):
        if source not in known and (document := store.documents.latest(source, at)) is not None:
            found[source, document.kind] = document
    return tuple(sorted(found.values(), key=lambda each: each.kind is not DocumentKind.ROBOTS))


def note_robots(finding: Finding, copy: RobotsCopy, at: datetime) -> None:
    """Put into *finding* what *copy* says at the moment *at* of requests for its URL."""
    decision = copy.decide(finding.name, PRODUCT_TOKEN, at)
    finding.fetch = copy.statement(decision)
    granted = finding.profile.granted(finding.name, finding.at)
    finding.may_fetch = decision.allowed or lifts(granted, finding.fetch, finding.purposes)
    finding.delay = decision.delay
    beaten = copy.robots.group(PRODUCT_TOKEN).beaten(finding.name)
    finding.beaten = tuple(copy.statement(each) for each in beaten)
    finding.statements = robots_statements(copy, finding.name, PRODUCT_TOKEN)
    finding.warnings += copy.robots.warnings


def _statements(records: Iterable[Mapping[str, Any]]) -> Iterator[Statement]:
    """Yield the statements that *records* hold; those of other projects may be none of ours."""
    for record in records:
        try:
            yield from_record(record)
        except (KeyError, TypeError, ValueError, AttributeError):
            continue
