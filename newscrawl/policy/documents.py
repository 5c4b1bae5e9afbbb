"""Policy documents: the files in which an origin speaks for itself, as they were fetched."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

__all__ = ["DocumentKind", "PolicyDocument"]


class DocumentKind(StrEnum):
    """What a document is read as."""

    ROBOTS = "robots.txt"
    TDMREP = "tdmrep.json"
    AI_TXT = "ai.txt"
    TRUST_TXT = "trust.txt"
    RSL = "rsl"
    TERMS = "terms"


@dataclass(frozen=True, slots=True)
class PolicyDocument:
    """One fetch of one document, whatever came of it.

    ``origin`` is the one that is spoken for and ``url`` the address asked first, whatever the
    ``redirects``. Moments are aware; ``expires_at`` is the first at which the answer itself wants
    to be asked for anew. ``status`` is that of the last answer, None when none came, and
    ``failure`` says why there is no whole one. ``body`` is decoded, and empty where the answer
    is no document.
    """

    kind: DocumentKind
    origin: str
    url: str
    fetched_at: datetime
    expires_at: datetime
    status: int | None = None
    media_type: str = ""
    body: bytes = field(default=b"", repr=False)
    redirects: int = 0
    failure: str = ""

    @property
    def sha256(self) -> str:
        """The hash of the body, under which evidence names it."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def is_found(self) -> bool:
        """Whether the document is there, and whole."""
        return self.status is not None and 200 <= self.status < 300 and not self.failure  # noqa: PLR2004
