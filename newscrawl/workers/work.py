"""The work of a worker process: examine a page or files, or survey a live document.

What it takes is loaded where it is done: whoever sends a job names the work only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from newscrawl.extraction import Mode
from newscrawl.page import Page
from newscrawl.policy.profile import Profile
from newscrawl.readers import Inventory, Skipped, inventory_of, read_file
from newscrawl.rows import Begun, Examined, Known, Opened, Row, Terms
from newscrawl.workers.model import Failure, FileJob, InventoryJob, Job

if TYPE_CHECKING:
    from newscrawl.workers.model import Outcome

__all__ = ["examined", "supplied", "surveyed"]

_USUAL = Profile()
_NOTHING_KNOWN = Known()


def examined(job: Job, profile: Profile = _USUAL) -> Outcome:
    """Do *job* for an operator with *profile*. What a file holds that is no page is a Failure."""
    from newscrawl.document import parse  # noqa: PLC0415
    from newscrawl.examination import examine, examine_document  # noqa: PLC0415
    from newscrawl.extraction import extract  # noqa: PLC0415

    if isinstance(job.subject, Page):
        document = parse(job.subject)
        return examine_document(document, extract(document), job.purposes, profile, job.said)
    page = read_file(job.subject, max_size=job.size)
    if isinstance(page, Skipped):
        return Failure(page.name, page.reason)
    return examine(page, purposes=job.purposes, profile=profile)


def supplied(
    job: FileJob | InventoryJob, terms: Terms
) -> Iterator[Opened | Begun | Row] | Inventory | None:
    """Do *job* with supplied files: read and examine them, or look through one.

    What copies are found by is made here, where processes share the work.
    """
    if isinstance(job, InventoryJob):
        return inventory_of(job.path, terms.limits, job.cutting, job.start, job.end)
    from newscrawl.offline import steps  # noqa: PLC0415

    found = steps(job.sources, terms, job.known or _NOTHING_KNOWN, job.skip)
    return (step.with_imprint() if isinstance(step, Examined) else step for step in found)


def surveyed(job: Job, profile: Profile = _USUAL, mode: Mode = Mode.FAST) -> Outcome:
    """Do *job*, survey a page or read terms from the web, for an operator with *profile*."""
    from newscrawl.policy.terms import read_terms  # noqa: PLC0415
    from newscrawl.survey import survey  # noqa: PLC0415

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
