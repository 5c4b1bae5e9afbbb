"""A live document surveyed: what it is, what may be done with it, where it leads. One parse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from newscrawl.discovery import Judgement, Kind, Listing, Request, judge_page, kind_of, read_listing
from newscrawl.document import parse
from newscrawl.examination import Examination, examine_document
from newscrawl.extraction import Mode, extract
from newscrawl.page import MediaType, Page
from newscrawl.policy.model import Purpose, Statement
from newscrawl.policy.profile import Profile
from newscrawl.policy.terms import TermsLink, terms_links

__all__ = ["Survey", "survey"]

_USUAL = Profile()
_ANYTHING = Request()


@dataclass(frozen=True, slots=True)
class Survey:
    """What came of one document.

    ``listing`` holds where it leads. A web page has an ``examination`` (whose ``links`` are left
    to the listing) and a ``judgement``, whether it is an article; all else has neither. ``terms``
    are where it says that the terms of its site stand.
    """

    listing: Listing
    examination: Examination | None = None
    judgement: Judgement | None = None
    terms: tuple[TermsLink, ...] = ()

    @property
    def is_article(self) -> bool:
        """Whether it is a page that tells one story, and we found it."""
        return (
            self.examination is not None
            and self.judgement is not None
            and self.judgement.is_article
            and not self.examination.is_empty
        )


def survey(  # noqa: PLR0913  # what a page comes with, and what is asked of it
    page: Page,
    *,
    purposes: Sequence[Purpose],
    request: Request = _ANYTHING,
    profile: Profile = _USUAL,
    said: Sequence[Statement] = (),
    mode: Mode = Mode.FAST,
) -> Survey:
    """Survey *page*, of which *request* tells what is asked besides what it says itself.

    What was *said* of it elsewhere counts; *profile* tells which conditions the operator meets,
    *mode* how much the extraction may cost.

    What a document is its content tells, whatever its server calls it. Never raises for any
    content; raises ValueError for *purposes* that are none.
    """
    request = replace(request, now=page.fetched_at)
    if kind_of(page) is not Kind.PAGE:
        return Survey(read_listing(page, request))
    document = parse(replace(page, media_type=MediaType.HTML))
    raw = extract(document, mode)
    examination = examine_document(document, raw, purposes, profile, said)
    return Survey(
        read_listing(document.page, request, document),
        replace(examination, links=()),
        judge_page(document, raw),
        terms_links(document),
    )
