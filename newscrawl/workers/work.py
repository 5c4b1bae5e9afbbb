"""The work of a worker process: examine a page or a file, or survey a live document."""

from __future__ import annotations

from newscrawl.document import parse
from newscrawl.examination import examine, examine_document
from newscrawl.extraction import Mode, extract
from newscrawl.page import Page
from newscrawl.policy.profile import Profile
from newscrawl.policy.terms import read_terms
from newscrawl.readers import Skipped, read_file
from newscrawl.survey import survey
from newscrawl.workers.model import Failure, Job, Outcome

__all__ = ["examined", "surveyed"]

_USUAL = Profile()


def examined(job: Job, profile: Profile = _USUAL) -> Outcome:
    """Do *job* for an operator with *profile*. What a file holds that is no page is a Failure."""
    if isinstance(job.subject, Page):
        document = parse(job.subject)
        return examine_document(document, extract(document), job.purposes, profile, job.said)
    page = read_file(job.subject, max_size=job.size)
    if isinstance(page, Skipped):
        return Failure(page.name, page.reason)
    return examine(page, purposes=job.purposes, profile=profile)


def surveyed(job: Job, profile: Profile = _USUAL, mode: Mode = Mode.FAST) -> Outcome:
    """Do *job*, survey a page or read terms from the web, for an operator with *profile*."""
    assert isinstance(job.subject, Page)
    if job.terms is not None:
        return read_terms(job.subject, job.terms)
    return survey(
        job.subject,
        purposes=job.purposes,
        request=job.request,
        profile=profile,
        said=job.said,
        mode=mode,
    )
