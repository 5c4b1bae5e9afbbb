"""What was looked for and not found: silence is evidence, too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from newscrawl.inquiry.finding import Finding
from newscrawl.knowledge import read_data
from newscrawl.policy.documents import DocumentKind, PolicyDocument

__all__ = ["Absence", "absences"]

_DOCUMENTS, _PAGE = "documents", "page"


@dataclass(frozen=True, slots=True)
class Absence:
    """``what`` was looked for at the address ``where`` and is not there.

    It is a document, of which ``why`` tells what came of asking, or a signal in the ``place``
    robots.txt or page.
    """

    what: str
    where: str
    place: str
    why: str

    @property
    def is_document(self) -> bool:
        """Whether a whole document is missing."""
        return self.place == _DOCUMENTS


def absences(finding: Finding) -> Iterator[Absence]:
    """Yield what was looked for in vain: documents, records of robots.txt, signals of the page."""
    for each in finding.documents:
        if not each.is_found:
            yield Absence(str(each.kind), each.url, _DOCUMENTS, _why(each))
    for each in finding.documents:
        if each.is_found and each.kind is DocumentKind.ROBOTS:
            yield from _unsaid(finding, each.url, str(each.kind))
    if finding.page_sha256 is not None:
        yield from _unsaid(finding, finding.url or finding.name, _PAGE)


def _unsaid(finding: Finding, where: str, place: str) -> Iterator[Absence]:
    said = {each.signal for each in finding.said if each.source == where}
    for signal, label in _looked_for()[place].items():
        if signal not in said:
            yield Absence(label, where, place, "none")


def _why(document: PolicyDocument) -> str:
    if document.status is None:
        return document.failure
    return f"{document.status}, {document.failure}" if document.failure else str(document.status)


@lru_cache(maxsize=1)
def _looked_for() -> Mapping[str, Mapping[str, str]]:
    return read_data("inquiry")
