"""The work of a worker process: examine a page or files, or survey a live document."""

from __future__ import annotations

from collections.abc import Iterator

from newscrawl.examination import examine
from newscrawl.offline import Begun, Row, Terms, steps
from newscrawl.page import Page
from newscrawl.policy.profile import Profile
from newscrawl.readers import Portion, Skipped, portions_of, read_file
from newscrawl.survey import survey
from newscrawl.workers.model import Failure, FileJob, Job, Outcome, SplitJob

__all__ = ["examined", "supplied", "surveyed"]

_USUAL = Profile()


def examined(job: Job) -> Outcome:
    """Do *job*. What a file holds that is no page is a Failure."""
    if isinstance(job.subject, Page):
        return examine(job.subject, purposes=job.purposes)
    page = read_file(job.subject, max_size=job.size)
    if isinstance(page, Skipped):
        return Failure(page.name, page.reason)
    return examine(page, purposes=job.purposes)


def supplied(job: FileJob | SplitJob, terms: Terms) -> Iterator[Begun | Row] | list[Portion]:
    """Do *job* with a supplied file: read and examine it, or cut it into portions."""
    if isinstance(job, SplitJob):
        return portions_of(job.path, terms.limits, job.pages, job.size)
    return steps(job.source, terms, job.known, job.skip)


def surveyed(job: Job, profile: Profile = _USUAL) -> Outcome:
    """Do *job* with a page from the live web, for an operator with *profile*."""
    assert isinstance(job.subject, Page)
    return survey(
        job.subject, purposes=job.purposes, request=job.request, profile=profile, said=job.said
    )
