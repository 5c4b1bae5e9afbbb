"""A copy of a policy document: what asking for it came to, and until when that holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from urllib.parse import urlsplit

from newscrawl.policy.documents import PolicyDocument
from newscrawl.policy.signals.answers import MAX_REDIRECTS, Outcome
from newscrawl.policy.signals.source import Source

__all__ = ["DocumentCopy"]

_LEAST_KEPT = timedelta(minutes=5)  # else each page of a no-store site costs one more request
_LEAST_PAUSE = timedelta(seconds=1)


@dataclass(frozen=True)
class DocumentCopy:
    """One answer to asking for one document: the ``document``, and its ``outcome``.

    The body of the document is empty where it is no such document.
    """

    document: PolicyDocument
    outcome: Outcome

    @property
    def origin(self) -> str:
        """The origin asked first, whatever the redirects."""
        return self.document.origin

    @property
    def url(self) -> str:
        """The address of the document."""
        return self.document.url

    @property
    def fetched_at(self) -> datetime:
        """When the answer came (aware)."""
        return self.document.fetched_at

    @cached_property
    def expires_at(self) -> datetime:
        """When we ask again (aware): never at once, whatever the answer grants."""
        least = _LEAST_PAUSE if self.outcome.is_passing else _LEAST_KEPT
        return max(self.document.expires_at, self.fetched_at + least)

    @cached_property
    def sha256(self) -> str:
        """The hash of the document; empty when there is none."""
        return self.document.sha256 if self.document.body else ""

    @property
    def source(self) -> Source:
        """The document as evidence."""
        return Source(self.url, self.sha256, self.expires_at)

    @property
    def reason(self) -> str:
        """What was found, in words, for evidence."""
        found, name = self.document, urlsplit(self.url).path.rsplit("/", 1)[-1] or self.url
        if found.status is None:
            return f"{name} could not be fetched: {found.failure}"
        if found.redirects > MAX_REDIRECTS:
            return f"{name} redirects more than {MAX_REDIRECTS} times"
        if found.failure:
            return f"{name} broke off: {found.failure}"
        return f"{name} answered with status {found.status}"

    def is_fresh(self, now: datetime) -> bool:
        """Whether the copy may still permit; an older one only forbids."""
        return self.fetched_at <= now < self.expires_at

    def is_granted(self, now: datetime) -> bool:
        """Whether the answer itself lets the copy be used: what a later run goes by."""
        return self.fetched_at <= now < self.document.expires_at
