"""The policy files of a site besides robots.txt: where they are, whom they concern, what they say.

``data/site_files.toml`` names the places. A file is asked for when a declared purpose is among
those that its signal can touch (``data/effects.toml``); RSL may forbid them all. One that is not
there says nothing, nor does a web page in its place, but an RSL document was promised by whoever
named it, and without it nothing is licensed. What we may not see, or nobody could read, is taken
to forbid what it could.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from newscrawl.policy.documents import DocumentKind, PolicyDocument
from newscrawl.policy.model import Purpose, Statement
from newscrawl.policy.signals.ai_txt import ai_txt_statements
from newscrawl.policy.signals.answers import Answer, Outcome, document_of, lifetime, outcome_of
from newscrawl.policy.signals.copies import DocumentCopy
from newscrawl.policy.signals.effects import purposes_of
from newscrawl.policy.signals.memory import remembered
from newscrawl.policy.signals.page import PRODUCT_TOKEN
from newscrawl.policy.signals.robots_copy import RobotsCopy
from newscrawl.policy.signals.robots_usage import licence_documents, robots_statements
from newscrawl.policy.signals.rsl_document import RslDocument, terms_statements
from newscrawl.policy.signals.site_file_places import SIGNALS, site_file_places
from newscrawl.policy.signals.tdmrep import file_statements
from newscrawl.policy.signals.trust_txt import trust_txt_statements
from newscrawl.urls import canonical_url

__all__ = [
    "SiteFile",
    "SiteFileCopy",
    "files_of",
    "judge_file",
    "origin_statements",
    "site_file_copy",
]

_MOST_LICENCES = 10


class SiteFile(NamedTuple):
    """One file to ask for: how it is read, and where it is."""

    kind: DocumentKind
    url: str


class SiteFileCopy(DocumentCopy):
    """One answer for one file."""

    def statements(self, url: str) -> tuple[Statement, ...]:
        """Return what the file says of *url*, an address that it may speak for."""
        match self.outcome:
            case Outcome.FOUND:
                return tuple(self._said(url))
            case Outcome.ABSENT if self.document.kind is not DocumentKind.RSL:
                return ()
            case Outcome.ABSENT:
                kind = "unread"
            case _:
                kind = "unreachable"
        signal = SIGNALS[self.document.kind]
        return (self.source.statement(signal, [kind], "answer", self.reason),)

    @cached_property
    def rsl(self) -> RslDocument:
        """The file, read as RSL."""
        return _rsl_document(self.document.body, self.url)

    def _said(self, url: str) -> Iterable[Statement]:
        body, source = self.document.body, self.source
        match self.document.kind:
            case DocumentKind.TDMREP:
                return file_statements(body, url, source)
            case DocumentKind.AI_TXT:
                return ai_txt_statements(body, url, PRODUCT_TOKEN, source)
            case DocumentKind.TRUST_TXT:
                return trust_txt_statements(body, source)
            case _:
                return terms_statements(self.rsl.terms(url), self.reason, source)


def files_of(robots: RobotsCopy, purposes: Iterable[Purpose]) -> tuple[SiteFile, ...]:
    """Return the files that can speak for the origin of *robots*, as far as *purposes* go.

    Those at their usual places, and the first ten RSL documents that *robots* names.
    """
    declared = set(purposes)
    licences = licence_documents(robots, PRODUCT_TOKEN)[:_MOST_LICENCES]
    return (
        *(
            SiteFile(kind, canonical_url(f"{robots.origin}{place}"))
            for place, kind in site_file_places().items()
            if declared & purposes_of(SIGNALS[kind])
        ),
        *(SiteFile(DocumentKind.RSL, address) for address in licences),
    )


def origin_statements(
    robots: RobotsCopy, copies: Iterable[SiteFileCopy], url: str
) -> tuple[Statement, ...]:
    """Return what *robots* and the *copies* of the other files of its origin say of using *url*."""
    read = tuple(copies)
    said = robots_statements(robots, url, PRODUCT_TOKEN)
    if {copy.url for copy in read}.issuperset(licence_documents(robots, PRODUCT_TOKEN)):
        said = tuple(each for each in said if each.signal != "rsl")  # named as unread
    return (*said, *(each for copy in read for each in copy.statements(url)))


def judge_file(file: SiteFile, answer: Answer, now: datetime) -> SiteFileCopy:
    """Return the copy that *answer*, got *now* (aware), makes of *file*.

    Raises ValueError when its address is none of the web.
    """
    document = document_of(file.kind, file.url, answer, now)
    outcome = _outcome(document)
    if outcome is not Outcome.FOUND:
        document = replace(document, body=b"")
    holds = lifetime(outcome, answer.fields(), now)
    if outcome is Outcome.FOUND and file.kind is DocumentKind.RSL:
        rsl = _rsl_document(document.body, document.url)
        holds = min(holds, timedelta(days=rsl.max_age_days))
    return SiteFileCopy(replace(document, expires_at=now + holds), outcome)


def site_file_copy(document: PolicyDocument) -> SiteFileCopy:
    """Return the copy of which :func:`judge_file` made *document*."""
    return SiteFileCopy(document, _outcome(document))


@remembered(lambda body, _: len(body))
def _rsl_document(body: bytes, url: str) -> RslDocument:
    return RslDocument.read(body, url)


def _outcome(document: PolicyDocument) -> Outcome:
    is_rsl = document.kind is DocumentKind.RSL
    return outcome_of(document, is_silent=not is_rsl and _is_page(document.body))


def _is_page(body: bytes) -> bool:
    """Whether *body* is blank, or a web page put in the place of a missing file."""
    return body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"", b"<"}
